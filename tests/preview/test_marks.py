"""A string in pieces: which looks how, and where numbers stand."""

from collections.abc import Sequence

import pytest

from alimtalk_rules import Finding
from alimtalk_rules.limits import MOST_LETTERS, MOST_PIECES
from alimtalk_rules.preview.marks import (
    Line,
    Marks,
    Noted,
    Part,
    legible,
    masked,
    unseen_in_words,
)


def noted(number: int, *span: int, rule: str = "foreign-letters", path: str = "/text") -> Noted:
    """A warning, or of ``text-too-long`` an error, at a span or, without one, at the whole."""
    return Noted(number, Finding(rule, path, span=(span[0], span[1]) if span else None), path, "")


def line(string: str, *all_noted: Noted, parts: Sequence[Part] = (), lang: str = "en") -> Line:
    return Marks(all_noted, lang, lambda *_: parts).line("/text", string)


def short(drawn: Line) -> list[str]:
    """Each piece as its kind's first letter, its text, its severity's first letter, its numbers."""
    return [
        f"{piece.kind[0]}:{piece.text}"
        + (f"/{piece.severity[0]}" if piece.severity else "")
        + "".join(f" {each.number}" for each in piece.noted)
        for piece in drawn.pieces
    ]


ERROR = "text-too-long"


@pytest.mark.parametrize(
    ("string", "all_noted", "pieces"),
    [
        pytest.param("가나다", [], ["t:가나다"], id="nothing found"),
        pytest.param("가나다", [noted(1, 1, 2)], ["t:가", "t:나/w 1", "t:다"], id="in the middle"),
        pytest.param("가나다", [noted(1, 0, 3)], ["t:가나다/w 1"], id="all of it"),
        pytest.param(
            "가나다라",
            [noted(1, 0, 3), noted(2, 1, 4, rule=ERROR)],
            ["t:가/w", "t:나다/e 1", "t:라/e 2"],
            id="one over another: the severest",
        ),
        pytest.param("가나", [noted(1, 1, 1)], ["t:가", "g:/w 1", "t:나"], id="between two"),
        pytest.param("가나", [noted(1, 2, 2)], ["t:가나", "g:/w 1"], id="behind the last"),
        pytest.param("가나", [noted(1, 0, 0)], ["g:/w 1", "t:가나"], id="before the first"),
        pytest.param("", [noted(1, 0, 0)], ["g:/w 1"], id="in nothing"),
        pytest.param("가나", [noted(1, 1, 9)], ["t:가", "t:나/w 1"], id="beyond the end"),
        pytest.param("가\u200b나", [], ["t:가", "u:U+200B", "t:나"], id="an unseen character"),
        pytest.param(
            "\u200b\u200b\u200d가",
            [noted(1, 0, 2)],
            ["u:U+200B/w 1", "u:U+200D", "t:가"],
            id="unseen ones in a row",
        ),
        pytest.param(
            "가\r\n나\u00a0", [], ["t:가", "u:U+000D", "t:\n나", "u:U+00A0"], id="CR, NBSP"
        ),
        pytest.param("\ud800", [], ["u:U+D800"], id="a lone surrogate"),
        pytest.param("👨‍👩‍👧 ❤️", [], ["t:👨‍👩‍👧 ❤️"], id="emoji stay whole"),
        pytest.param("가　나", [], ["t:가　나"], id="a full-width space is seen"),
    ],
)
def test_pieces(string: str, all_noted: list[Noted], pieces: list[str]) -> None:
    assert short(line(string, *all_noted)) == pieces


NAME = Part(1, 6, "variable", "이름")
FILLED = Part(1, 6, "value", "이름", "길\u200b동")


@pytest.mark.parametrize(
    ("all_noted", "parts", "pieces"),
    [
        pytest.param([], [NAME], ["t:a", "v:이름", "t:b"], id="a variable"),
        pytest.param([noted(1, 2, 4)], [NAME], ["t:a", "v:이름/w 1", "t:b"], id="is never cut"),
        pytest.param([noted(1, 0, 3)], [NAME], ["t:a/w", "v:이름/w 1", "t:b"], id="nor at its end"),
        pytest.param(
            [noted(1, 4, 4)], [NAME], ["t:a", "v:이름/w", "g:/w 1", "t:b"], id="nor by a gap"
        ),
        pytest.param(
            [noted(1, 1, 6)],
            [FILLED],
            ["t:a", "v:길/w", "u:U+200B/w", "v:동/w 1", "t:b"],
            id="a value",
        ),
        pytest.param(
            [], [Part(1, 6, "value", "이름", "")], ["t:a", "v:", "t:b"], id="an empty value"
        ),
        pytest.param(
            [noted(1, 2, 4)],
            [Part(0, 6, "known")],
            ["k:a#", "k:{이/w 1", "k:름}", "t:b"],
            id="what is known is cut",
        ),
        pytest.param(
            [],
            [Part(1, 6, "variable", "이\u200b름")],
            ["t:a", "v:이<U+200B>름", "t:b"],
            id="an odd name",
        ),
        pytest.param([], [Part(7, 9, "known")], ["t:a#{이름}b"], id="a part behind the end"),
    ],
)
def test_parts(all_noted: list[Noted], parts: list[Part], pieces: list[str]) -> None:
    assert short(line("a#{이름}b", *all_noted, parts=parts)) == pieces


def test_what_has_no_span_stands_behind_the_whole() -> None:
    drawn = line("가나", noted(1), noted(2, 0, 1))
    assert [each.number for each in drawn.noted] == [1]
    assert [each.number for each in line("", noted(1)).noted] == [1]


def test_what_is_too_long_to_be_drawn_is_counted() -> None:
    most = MOST_LETTERS
    drawn = line("가" * (most + 1234), noted(1, most + 5, most + 9))
    assert [(piece.kind, len(piece.text)) for piece in drawn.pieces[:-1]] == [
        ("text", most),
        ("gap", 0),
    ]
    assert drawn.pieces[-1].text == "1,234"


def test_strings_are_drawn_as_they_are_when_many_pieces_are_spent() -> None:
    marks = Marks([noted(1, 1, 2, path="/title")], "en", lambda *_: [Part(0, 1, "variable", "a")])
    spent = sum(
        len(marks.line("/text", "가\u200b" * 100).pieces) for _ in range(MOST_PIECES // 200 + 1)
    )
    assert spent == MOST_PIECES + 1
    assert short(marks.line("/title", "a\u200b\u202eb")) == ["t:a", "t:\ufffd/w 1", "t:\ufffdb"]


@pytest.mark.parametrize(
    ("string", "cuts", "pieces"),
    [
        pytest.param("가나다", [1, 2], ["t:가", "c:1", "t:나", "c:2", "t:다"], id="two cuts"),
        pytest.param("가나다", [3], ["t:가나다"], id="nothing is cut"),
        pytest.param("가나다", [0], ["c:0", "t:가나다"], id="all is"),
        pytest.param(
            "\u200b\u200b\u200b가", [2], ["c:2", "u:U+200B", "t:가"], id="a run stays whole"
        ),
        pytest.param("\u200b가나", [2], ["u:U+200B", "t:가", "c:2", "t:나"], id="a run counts"),
    ],
)
def test_cuts(string: str, cuts: list[int], pieces: list[str]) -> None:
    marks = Marks([], "en")
    assert short(marks.line("/title", string, cuts=[(at, str(at)) for at in cuts])) == pieces


def test_a_cut_leaves_the_number_at_the_end() -> None:
    marks = Marks([noted(1, 0, 3)], "en")
    assert short(marks.line("/text", "가나다", cuts=[(1, "x")])) == ["t:가/w", "c:x", "t:나다/w 1"]


def test_where_a_variable_stands_nobody_knows_where_it_is_cut() -> None:
    marks = Marks([], "en", lambda *_: [NAME])
    assert short(marks.line("/text", "a#{이름}b", cuts=[(1, "x")])) == ["t:a", "v:이름", "t:b"]


def test_values_are_shown_in_the_place_of_variables() -> None:
    marks = Marks([], "en", lambda *_: [NAME._replace(text="홍"), Part(7, 9, "variable", "")])
    assert marks.shown("/text", "a#{이름}b#{}") == "a홍b#{}"


def test_masks() -> None:
    parts = [Part(0, 1, "known"), Part(1, 6, "value", "이름", "홍길동 1")]
    marks = Marks([noted(1, 6, 8)], "en", lambda *_: parts, is_masked=True)
    drawn = marks.line("/text", "a#{이름}b1, é\u200b👍")
    assert short(drawn) == ["k:a", "v:●●● ●", "m:●●/w 1", "m:, ●", "u:U+200B", "m:👍"]
    assert masked("한a1 -é") == "●●● -●"


def test_what_is_left_goes_to_the_whole() -> None:
    name, link = noted(1, path="/buttons/0/name"), noted(2, path="/buttons/0/urlMobile")
    all_of_them, other = noted(3, path="/buttons"), noted(4, path="/buttons2")
    marks = Marks([link, name, all_of_them, other], "en")
    assert marks.line("/buttons/0/name", "").noted == (name,)
    assert marks.rest("/buttons/0") == (link,)
    assert marks.rest("/buttons/0") == ()
    assert marks.rest("/buttons") == (all_of_them,)
    assert marks.line("/buttons/0/urlMobile", "").noted == (link,)  # once more, below the bubble
    assert marks.rest("") == (other,)


@pytest.mark.parametrize(
    ("character", "english", "korean"),
    [
        ("\u200b", "zero-width space", "폭 없는 공백"),
        ("\U000e0041", "tag latin capital letter a", "tag latin capital letter a"),
        ("\x01", "", ""),
    ],
)
def test_unseen_in_words(character: str, english: str, korean: str) -> None:
    assert unseen_in_words(character, "en") == english
    assert unseen_in_words(character, "ko") == korean


def test_legible() -> None:
    assert legible("홍길동") == "홍길동"
    assert legible("\u202e홍\x00") == "<U+202E>홍<U+0000>"
