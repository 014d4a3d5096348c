"""The text's length, and what nobody can see in the strings of a message."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
import regex

from alimtalk_rules import INFOBIP, Finding, Limits, check_message
from alimtalk_rules.rules.rule import Place, Rule
from alimtalk_rules.rules.text import emoji_sequence, invisible_character, unprintable_character
from tests.characters import ALL, most_characters

Row = tuple[str, tuple[int, int] | None]

LATER = 10_000  # code points of a string that are read


def findings(message: object, limits: Limits = INFOBIP.limits) -> tuple[Finding, ...]:
    return check_message(message, profile=replace(INFOBIP, limits=limits)).findings


def in_text(text: str) -> list[Row]:
    """What is found in a text, all of it at ``/text``."""
    found = findings({"text": text})
    assert {finding.path for finding in found} <= {"/text"}
    return [(finding.rule, finding.span) for finding in found]


def only(message: object, limits: Limits = INFOBIP.limits) -> Finding:
    (finding,) = findings(message, limits)
    return finding


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def code_point(char: str) -> str:
    return f"U+{ord(char):04X}"


# ------------------------------------------------------------------------------- text-too-long

EMOJI = "📌"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("가" * 999, [], id="999 Hangul syllables"),
        pytest.param("가" * 1000, [], id="1,000 Hangul syllables"),
        pytest.param("가" * 1001, [("text-too-long", (1000, 1001))], id="1,001 Hangul syllables"),
        pytest.param("a" * 1000, [], id="1,000 ASCII letters"),
        pytest.param("a" * 1001, [("text-too-long", (1000, 1001))], id="1,001 ASCII letters"),
        pytest.param("가 " * 500, [], id="a space counts one"),
        pytest.param("가 " * 500 + ".", [("text-too-long", (1000, 1001))], id="1,001 with spaces"),
        pytest.param("가\n" * 500, [], id="a line break counts one"),
        pytest.param("가\n" * 501, [("text-too-long", (1000, 1002))], id="1,002 with line breaks"),
        pytest.param(" " * 999 + "가", [], id="nothing is stripped, 1,000"),
        pytest.param(
            " " * 1000 + "가", [("text-too-long", (1000, 1001))], id="nothing is stripped, 1,001"
        ),
        pytest.param(EMOJI * 500, [], id="500 emoji"),
        pytest.param(EMOJI * 501, [("text-too-long-in-utf16", None)], id="501 emoji"),
        pytest.param(EMOJI * 1000, [("text-too-long-in-utf16", None)], id="1,000 emoji"),
        pytest.param(EMOJI * 1001, [("text-too-long", (1000, 1001))], id="1,001 emoji"),
        pytest.param("가" * 998 + EMOJI, [], id="998 syllables and an emoji"),
        pytest.param(
            "가" * 999 + EMOJI, [("text-too-long-in-utf16", None)], id="999 syllables and an emoji"
        ),
        pytest.param(
            "가" * 1000 + EMOJI, [("text-too-long", (1000, 1001))], id="1,000 and an emoji"
        ),
        pytest.param("★" * 1000, [], id="1,000 stars of one unit each"),
        pytest.param(nfd("각") * 333, [("text-decomposed", (0, 2))], id="999 in NFD"),
        pytest.param(
            nfd("각") * 334,
            [("text-decomposed", (0, 2)), ("text-too-long", (1000, 1002))],
            id="too long only as NFD",
        ),
        pytest.param(
            "가" * 998 + "\r\n", [("carriage-return", (998, 999))], id="CRLF counts two, 1,000"
        ),
        pytest.param(
            "가" * 999 + "\r\n",
            [("carriage-return", (999, 1000)), ("text-too-long", (1000, 1001))],
            id="CRLF counts two, 1,001",
        ),
        pytest.param(
            "가" * 999 + "\ud83d", [("unprintable-character", (999, 1000))], id="a surrogate is one"
        ),
    ],
)
def test_length(text: str, rows: list[Row]) -> None:
    assert in_text(text) == rows


def test_what_is_said_of_a_long_text() -> None:
    found = only({"text": "가" * 1234})

    assert found.params == {"length": 1234, "limit": 1000, "over": 234}
    assert found.span == (1000, 1234)
    assert found.kakao == ("3014",)


def test_what_is_said_of_many_units() -> None:
    found = only({"text": "가" * 400 + EMOJI * 400})

    assert found.params == {"length": 800, "units": 1200, "limit": 1000, "over": 200}


@pytest.mark.parametrize(
    ("limit", "text", "rows"),
    [
        pytest.param(1300, "가" * 1300, [], id="1,300 of 1,300"),
        pytest.param(1300, "가" * 1301, [("text-too-long", (1300, 1301))], id="1,301 of 1,300"),
        pytest.param(1300, EMOJI * 650, [], id="1,300 units of 1,300"),
        pytest.param(1300, EMOJI * 651, [("text-too-long-in-utf16", None)], id="1,302 of 1,300"),
        pytest.param(1, EMOJI, [("text-too-long-in-utf16", None)], id="one emoji of 1"),
        pytest.param(1, "가", [], id="one syllable of 1"),
        pytest.param(3, EMOJI, [], id="one emoji of 3"),
        pytest.param(3, EMOJI * 2, [("text-too-long-in-utf16", None)], id="two emoji of 3"),
    ],
)
def test_another_limit(limit: int, text: str, rows: list[Row]) -> None:
    found = findings({"text": text}, Limits(text=limit))

    assert [(finding.rule, finding.span) for finding in found] == rows


def test_only_the_first_ten_thousand_code_points_are_read() -> None:
    too_long = ("text-too-long", (1000, LATER + 1))
    assert in_text("가" * LATER + "\u200b") == [too_long]
    assert in_text("가" * (LATER - 1) + "\u200b나") == [
        ("invisible-character", (LATER - 1, LATER)),
        too_long,
    ]


# ---------------------------------------------------------------------------------- text-blank


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" ", id="space"),
        pytest.param(" " * 1000, id="1,000 spaces"),
        pytest.param("\n\n\n", id="line breaks"),
        pytest.param("\t", id="tab"),
        pytest.param("\u00a0", id="no-break space"),
        pytest.param("\u3000\u2003\u202f\u205f\u1680", id="wide and narrow spaces"),
        pytest.param("\u2028\u2029", id="line and paragraph separators"),
        pytest.param("\u200b", id="zero width space"),
        pytest.param("\u200d\u200c", id="joiners"),
        pytest.param("\ufeff", id="byte order mark"),
        pytest.param("\u00ad", id="soft hyphen"),
        pytest.param("\u3164", id="Hangul filler"),
        pytest.param("\u115f\u1160\uffa0", id="the other Hangul fillers"),
        pytest.param("\ufe0f", id="variation selector"),
        pytest.param("\u202a\u202e\u2066\u2069", id="directions"),
        pytest.param("\U000e0067\U000e007f", id="tags"),
        pytest.param(" \u200b\n\u3164 ", id="a mixture"),
        pytest.param("\u200b \u200b", id="white space within"),
        pytest.param("\r\n", id="CRLF"),
        pytest.param(" \r\u200b\r ", id="CR"),
        pytest.param("\u200b\x85", id="NEL"),
        pytest.param("\x0b\x0c", id="vertical tab and form feed"),
    ],
)
def test_a_blank_text_is_blank_and_nothing_else(text: str) -> None:
    assert in_text(text) == [("text-blank", None)]


def test_what_kakao_says_of_a_blank_text() -> None:
    assert only({"text": "\u200b"}).kakao == ("3013",)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(".", [], id="full stop"),
        pytest.param("\n\n가\n", [], id="one syllable among line breaks"),
        pytest.param(EMOJI, [], id="emoji"),
        pytest.param("☎\ufe0f", [], id="emoji with a selector"),
        pytest.param("\u3000.\u3000", [], id="full stop among wide spaces"),
        pytest.param("\u00a0가", [], id="after a no-break space"),
        pytest.param("\u200b.", [("invisible-character", (0, 1))], id="full stop, invisible"),
        pytest.param("\u3164가", [("invisible-character", (0, 1))], id="syllable, filler"),
        pytest.param("\x00", [("unprintable-character", (0, 1))], id="NUL"),
        pytest.param("\x1c", [("unprintable-character", (0, 1))], id="no white space to Unicode"),
        pytest.param(
            "\r\x00", [("carriage-return", (0, 1)), ("unprintable-character", (1, 2))], id="CR, NUL"
        ),
        pytest.param("\ud83d", [("unprintable-character", (0, 1))], id="lone surrogate"),
        pytest.param("\ue000", [("unprintable-character", (0, 1))], id="private use"),
    ],
)
def test_a_text_that_is_not_blank(text: str, rows: list[Row]) -> None:
    assert in_text(text) == rows


def test_a_blank_text_does_not_hide_what_is_elsewhere() -> None:
    found = findings({"text": "\u200b", "title": "주문\u200b완료"})

    assert [(finding.rule, finding.path) for finding in found] == [
        ("text-blank", "/text"),
        ("invisible-character", "/title"),
    ]


# ----------------------------------------------------------------------------- text-decomposed


@pytest.mark.parametrize(
    ("text", "span", "composed"),
    [
        pytest.param(nfd("가"), (0, 2), 1, id="syllable of two"),
        pytest.param(nfd("각"), (0, 2), 1, id="syllable of three"),
        pytest.param("가\u11a8", (0, 2), 1, id="syllable and a final consonant"),
        pytest.param("주문 " + nfd("완료"), (3, 5), 5, id="one word of two"),
        pytest.param("\u1112\u1175", (0, 2), 1, id="the last pair"),
        pytest.param("히\u11c2", (0, 2), 1, id="the last syllable"),
    ],
)
def test_decomposed(text: str, span: tuple[int, int], composed: int) -> None:
    found = only({"text": text})

    assert (found.rule, found.path, found.span) == ("text-decomposed", "/text", span)
    assert found.params == {"length": len(text), "composed": composed}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("주문이 완료되었습니다.", [], id="NFC"),
        pytest.param("ㄱㅏ", [], id="keyboard jamo"),
        pytest.param("\u1100", [], id="one initial consonant"),
        pytest.param("\u1161\u11a8", [], id="vowel and final"),
        pytest.param("\u1100\u11a8", [], id="initial and final"),
        pytest.param("\u1113\u1161", [], id="old initial, no syllable in NFC"),
        pytest.param("\u1100\u1176", [], id="old vowel, no syllable in NFC"),
        pytest.param("가\u11c3", [], id="old final, no syllable in NFC"),
        pytest.param("가\u11a7", [], id="one before the first final"),
        pytest.param("각\u11a8", [], id="a second final consonant"),
        pytest.param("ﾡￂ", [], id="half-width jamo"),
        pytest.param("e\u0301", [("non-english-letter", (0, 2))], id="e and accent, no Hangul"),
        pytest.param(
            "각\u11a8 e\u0301", [("non-english-letter", (3, 5))], id="an accent composes, no Hangul"
        ),
    ],
)
def test_not_decomposed(text: str, rows: list[Row]) -> None:
    assert in_text(text) == rows


# ----------------------------------------------------------------------------- carriage-return


@pytest.mark.parametrize(
    ("text", "count", "span"),
    [
        pytest.param("주문\r\n완료", 1, (2, 3), id="CRLF"),
        pytest.param("주문\r완료", 1, (2, 3), id="lone CR"),
        pytest.param("주\r문\r\n완\n료\r", 3, (1, 2), id="three, and the first is shown"),
        pytest.param("주문\n\r완료", 1, (3, 4), id="LF CR"),
        pytest.param("\r주문", 1, (0, 1), id="at the start"),
    ],
)
def test_carriage_return(text: str, count: int, span: tuple[int, int]) -> None:
    found = only({"text": text})

    assert (found.rule, found.path, found.span) == ("carriage-return", "/text", span)
    assert found.params == {"count": count}


def test_carriage_return_anywhere() -> None:
    message = {
        "text": "주문\r\n완료",
        "title": "주문\r",
        "buttons": [{"type": "MD", "name": "문의"}, {"type": "MD", "name": "\r문의"}],
    }
    assert [(found.rule, found.path, found.span) for found in findings(message)] == [
        ("carriage-return", "/buttons/1/name", (0, 1)),
        ("carriage-return", "/text", (2, 3)),
        ("carriage-return", "/title", (2, 3)),
    ]


def test_line_feed_is_fine() -> None:
    assert in_text("주문\n\n완료\n") == []


# ----------------------------------------------------------------------- unprintable-character

CONTROLS = [chr(number) for number in (*range(0x20), *range(0x7F, 0xA0))]
NONCHARACTERS = [
    *map(chr, range(0xFDD0, 0xFDF0)),
    *(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)),
]
PRIVATE = ["\ue000", "\uf8ff", "\U000f0000", "\U000ffffd", "\U00100000", "\U0010fffd"]
SURROGATES = ["\ud800", "\ud83d", "\udbff", "\udc00", "\ude00", "\udfff"]


def test_the_table_of_noncharacters_is_whole() -> None:
    assert len(set(NONCHARACTERS)) == 66
    assert len(CONTROLS) == 65


def test_unprintable() -> None:
    controls = [char for char in CONTROLS if char not in "\t\n\r"]
    wrong = {}
    for char in (*controls, *NONCHARACTERS, *PRIVATE, *SURROGATES):
        found = [
            (each.rule, each.path, each.span, each.params)
            for each in findings({"text": f"가{char}나"})
        ]
        params = {"codepoints": (code_point(char),)}
        if found != [("unprintable-character", "/text", (1, 2), params)]:
            wrong[code_point(char)] = found
    assert wrong == {}


@pytest.mark.parametrize(
    "char",
    [
        "\t",
        "\n",
        " ",
        "\u00a0",
        "\u2028",
        "\u2029",
        "\ufffc",
        "\ufffd",
        "\ufdcf",
        "\ud7a3",
        "\U0001f9ff",
        "\u0378",
    ],
    ids=code_point,
)
def test_printable(char: str) -> None:
    assert in_text(f"가{char}나") == []


def test_exactly_the_unprintable_ones_of_all_code_points() -> None:
    characters = {*most_characters()}
    expected = {
        char
        for char in characters
        if unicodedata.category(char) in ("Cc", "Cs", "Co") and char not in "\t\n\r"
    } | {*NONCHARACTERS, *PRIVATE, *SURROGATES}

    assert len(expected) > 2_000
    assert_each(unprintable_character, sorted(expected))
    assert_none(unprintable_character, sorted(characters - expected))


def find(card: Rule, text: str) -> Iterator[Place]:
    assert card.find is not None
    return card.find({"text": text}, INFOBIP.limits)


def assert_each(card: Rule, characters: list[str]) -> None:
    """The check finds one place for any ten of the characters that stand together."""
    text = "가".join("".join(characters[at : at + 10]) for at in range(0, len(characters), 10))
    for start in range(0, len(text), 110):
        chunk = text[start : start + 110]
        spans = [place.span for place in find(card, chunk)]
        assert spans == [
            (at, min(at + 10, len(chunk.rstrip("가")))) for at in range(0, len(chunk), 11)
        ]


def assert_none(card: Rule, characters: list[str]) -> None:
    """The check finds nothing in any of the characters when they stand between syllables."""
    for start in range(0, len(characters), LATER // 2):
        text = "가".join(characters[start : start + LATER // 2])
        assert [place.span for place in find(card, text)] == []


@pytest.mark.parametrize(
    ("text", "rows", "codepoints"),
    [
        pytest.param(
            "\x00\x01\x00", [(0, 3)], [("U+0000", "U+0001")], id="adjoining ones are one place"
        ),
        pytest.param("\x00가\x00", [(0, 1), (2, 3)], [("U+0000",), ("U+0000",)], id="two places"),
        pytest.param(
            "\x01\x02\x03\x04",
            [(0, 4)],
            [("U+0001", "U+0002", "U+0003")],
            id="the first three code points",
        ),
        pytest.param(
            "\ud83d\ude00", [(0, 2)], [("U+D83D", "U+DE00")], id="a pair that no decoder joined"
        ),
        pytest.param("\x07\n\x07", [(0, 1), (2, 3)], [("U+0007",)] * 2, id="a line break between"),
        pytest.param(
            "\x07\U0010ffff\ue000",
            [(0, 3)],
            [("U+0007", "U+10FFFF", "U+E000")],
            id="kinds together",
        ),
    ],
)
def test_runs_of_the_unprintable(
    text: str, rows: list[tuple[int, int]], codepoints: list[tuple[str, ...]]
) -> None:
    found = findings({"text": f"가{text}나"})

    assert {finding.rule for finding in found} == {"unprintable-character"}
    assert [finding.span for finding in found] == [(start + 1, end + 1) for start, end in rows]
    assert [finding.params["codepoints"] for finding in found] == codepoints


# ------------------------------------------------------------------------- invisible-character


def of_property(name: str) -> set[str]:
    return set("".join(regex.findall(rf"\p{{{name}}}+", ALL)))


def test_exactly_the_invisible_ones_of_all_code_points() -> None:
    invisible = of_property("Cf") | of_property("Default_Ignorable_Code_Point")

    assert {char for char in ALL if unicodedata.category(char) == "Cf"} <= invisible
    assert set("\u115f\u1160\u3164\uffa0\u00ad\ufeff\u034f\ufe0e\ufe0f\u200d") <= invisible
    for char in sorted(invisible):
        found = findings({"text": f"가{char}나"})
        assert [(finding.rule, finding.span) for finding in found] == [
            ("invisible-character", (1, 2))
        ], code_point(char)
        assert found[0].params == {"codepoints": (code_point(char),)}
    assert_none(invisible_character, sorted({*most_characters()} - invisible))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("\ufeff주문", [(0, 1)], id="BOM at the start"),
        pytest.param("주문\u200b\u200b\u200b완료", [(2, 5)], id="adjoining ones are one place"),
        pytest.param("주\u200b문\u2060완", [(1, 2), (3, 4)], id="two places"),
        pytest.param("주문\u200e 완료\u200f", [(2, 3), (6, 7)], id="direction marks"),
        pytest.param("주문\u3164\n\u3164완료", [(2, 3), (4, 5)], id="fillers used as spaces"),
        pytest.param("order\u00adnumber", [(5, 6)], id="soft hyphen in English"),
        pytest.param("가\u200d나", [(1, 2)], id="ZWJ between syllables"),
        pytest.param("👨\u200d", [(1, 2)], id="ZWJ that joins nothing"),
        pytest.param("\u200d👨", [(0, 1)], id="ZWJ before an emoji"),
        pytest.param("👨\u200d가", [(1, 2)], id="ZWJ from emoji to syllable"),
        pytest.param("가\u200d👨", [(1, 2)], id="ZWJ from syllable to emoji"),
        pytest.param("👨\u200d\u200d👩", [(1, 3)], id="two ZWJ"),
        pytest.param("👨\u200b👩", [(1, 2)], id="zero width space between emoji"),
        pytest.param("가\ufe0f", [(1, 2)], id="VS16 after a syllable"),
        pytest.param("가\ufe0e", [(1, 2)], id="VS15 after a syllable"),
        pytest.param("A\ufe0f", [(1, 2)], id="VS16 after a letter"),
        pytest.param("\ufe0f가", [(0, 1)], id="VS16 after nothing"),
        pytest.param("☎\ufe01", [(1, 2)], id="another selector after an emoji"),
        pytest.param("🇰🇷\ufe0f", [(2, 3)], id="VS16 after a flag"),
        pytest.param(
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            [(1, 7)],
            id="tags, as in the flag of England",
        ),
        pytest.param("☎\ufe0f", [], id="emoji with VS16"),
        pytest.param("☎\ufe0e", [], id="emoji with VS15"),
        pytest.param(
            "▶\ufe0f 주문 ❤\ufe0f ‼\ufe0f ©\ufe0f ™\ufe0f ㊗\ufe0f 〰\ufe0f", [], id="signs"
        ),
        pytest.param("1\ufe0f\u20e3 #\ufe0f\u20e3 *\ufe0f\u20e3", [], id="keycaps"),
        pytest.param("1\ufe0e #\ufe0e *\ufe0e", [], id="digits with VS15"),
        pytest.param("1\u20e3", [], id="keycap without a selector"),
        pytest.param("👍🏽 ☝🏽 ☝\ufe0f🏽", [], id="skin tones"),
        pytest.param("🇰🇷", [], id="flag"),
        pytest.param("🏽", [], id="skin tone alone"),
        pytest.param("👨👩👧", [], id="emoji side by side"),
    ],
)
def test_invisible(text: str, spans: list[tuple[int, int]]) -> None:
    assert in_text(text + ".") == [("invisible-character", span) for span in spans]


def test_invisible_anywhere() -> None:
    message = {
        "text": "주문\u200b완료",
        "title": "\u200b\u200b",
        "buttons": [{"type": "MD", "name": "문\u00ad의"}],
    }
    found = findings(message)

    assert [(finding.rule, finding.path, finding.span) for finding in found] == [
        ("invisible-character", "/buttons/0/name", (1, 2)),
        ("invisible-character", "/text", (2, 3)),
        ("invisible-character", "/title", (0, 2)),
    ]
    assert found[2].params == {"codepoints": ("U+200B",)}


# ------------------------------------------------------------------------------ emoji-sequence


@pytest.mark.parametrize(
    "sequence",
    [
        pytest.param("👨\u200d👩\u200d👧", id="family"),
        pytest.param("👨\u200d👩\u200d👧\u200d👦", id="family of four"),
        pytest.param("👩\u200d💻", id="profession"),
        pytest.param("👩🏽\u200d💻", id="profession with skin tone"),
        pytest.param("👩🏽\u200d⚕\ufe0f", id="profession with a sign"),
        pytest.param("👩\u200d⚕", id="profession with a sign, unstyled"),
        pytest.param("🙋🏻\u200d♀\ufe0f", id="woman raising hand"),
        pytest.param("❤\ufe0f\u200d🔥", id="heart on fire"),
        pytest.param("🏳\ufe0f\u200d🌈", id="rainbow flag"),
        pytest.param("🏳\ufe0f\u200d⚧\ufe0f", id="transgender flag"),
        pytest.param("🏴\u200d☠\ufe0f", id="pirate flag"),
        pytest.param("👁\ufe0f\u200d🗨\ufe0f", id="eye in a bubble"),
        pytest.param("🧑🏻\u200d❤\ufe0f\u200d💋\u200d🧑🏿", id="kiss, two skin tones"),
        pytest.param("🐈\u200d⬛", id="black cat"),
        pytest.param("🏃\u200d➡\ufe0f", id="runner to the right"),
        pytest.param("👨\u200d🦰", id="red hair"),
    ],
)
def test_joined_emoji(sequence: str) -> None:
    found = only({"text": f"가족 {sequence} 할인"})

    assert (found.rule, found.path) == ("emoji-sequence", "/text")
    assert found.span == (3, 3 + len(sequence))
    assert found.params == {"count": len(sequence)}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            "👨\u200d👩 👨\u200d👧",
            [("emoji-sequence", (0, 3)), ("emoji-sequence", (4, 7))],
            id="two",
        ),
        pytest.param(
            "👨\u200d👩\u200d",
            [("emoji-sequence", (0, 3)), ("invisible-character", (3, 4))],
            id="one ZWJ too many",
        ),
        pytest.param(
            "🇰🇷\u200d🇺🇸", [("invisible-character", (2, 3))], id="flags of letters do not join"
        ),
        pytest.param("가\u200d나", [("invisible-character", (1, 2))], id="no emoji"),
        pytest.param(
            "1\ufe0f\u20e3\u200d👩", [("invisible-character", (3, 4))], id="keycaps do not join"
        ),
    ],
)
def test_emoji_sequences_and_their_neighbours(text: str, rows: list[Row]) -> None:
    assert in_text(text) == rows


def test_joined_emoji_anywhere() -> None:
    message = {
        "text": "가족",
        "title": "👩\u200d💻",
        "buttons": [{"type": "MD", "name": "문의 👩\u200d💻"}],
    }
    assert [(found.rule, found.path, found.span) for found in findings(message)] == [
        ("emoji-sequence", "/buttons/0/name", (3, 6)),
        ("emoji-sequence", "/title", (0, 3)),
    ]


def test_no_code_point_alone_is_joined() -> None:
    assert_none(emoji_sequence, list(most_characters()))


# --------------------------------------------------------------------------- leftover-variable


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("#{이름}님", [(0, 5)], id="Kakao's"),
        pytest.param("${name}님", [(0, 7)], id="dollar"),
        pytest.param("{{name}}님", [(0, 8)], id="double braces"),
        pytest.param("#[이름]님", [(0, 5)], id="number sign and brackets"),
        pytest.param("가#[이름]", [(1, 6)], id="number sign and brackets after Hangul"),
        pytest.param("C#[1] F#[] 3#[호]", [], id="number sign and brackets after ASCII"),
        pytest.param("C#{이름}", [(1, 6)], id="number sign and braces after ASCII"),
        pytest.param("안녕 #{a}, ${b}", [(3, 7), (9, 13)], id="two"),
        pytest.param("#{a}#{b}", [(0, 4), (4, 8)], id="adjoining"),
        pytest.param("#{}", [(0, 3)], id="empty"),
        pytest.param("${}", [(0, 3)], id="empty dollar"),
        pytest.param("{{}}", [(0, 4)], id="empty double braces"),
        pytest.param("#[]", [(0, 3)], id="empty brackets"),
        pytest.param("#{ 이름 }", [(0, 7)], id="spaces within"),
        pytest.param("#{이\n름}", [(0, 6)], id="across lines"),
        pytest.param("#{00월 00일 24시 소멸}", [(0, 17)], id="a name of Kakao's own samples"),
        pytest.param("#{월/일(요일)}", [(0, 10)], id="a name with signs"),
        pytest.param("#{a#{b}}", [(3, 7)], id="nested"),
        pytest.param("#{a[b]}", [(0, 7)], id="brackets within braces"),
        pytest.param("#[a{b}]", [(0, 7)], id="braces within brackets"),
        pytest.param("{{a{{b}}}}", [(3, 8)], id="nested double braces"),
        pytest.param("{{{a}}}", [(1, 6)], id="triple braces"),
        pytest.param("#{{a}}", [(1, 6)], id="number sign and double braces"),
        pytest.param("##{a}", [(1, 5)], id="two number signs"),
        pytest.param("#{a}}", [(0, 4)], id="one brace too many"),
        pytest.param("#{a", [], id="unterminated"),
        pytest.param("#{a\n#{b", [], id="unterminated twice"),
        pytest.param("#{a #{b}", [(4, 8)], id="unterminated, then terminated"),
        pytest.param("{{a}", [], id="half closed"),
        pytest.param("#[a", [], id="bracket unterminated"),
        pytest.param("#{a]", [], id="closed by another mark"),
        pytest.param("#이름 {이름} [이름] (이름)", [], id="other marks"),
        pytest.param("# {a}", [], id="a space between"),
        pytest.param("$[a]", [], id="dollar and brackets"),
        pytest.param("#(a) %{a} @{a} $(a)", [], id="marks of others"),
        pytest.param("{ {a} }", [], id="braces apart"),
        pytest.param("#알림톡 #카카오", [], id="hash tags"),
        pytest.param("[주문완료] 100$ {할인}", [], id="brackets in prose"),
    ],
)
def test_placeholders(text: str, spans: list[tuple[int, int]]) -> None:
    assert in_text(text) == [("leftover-variable", span) for span in spans]


def test_placeholders_anywhere() -> None:
    message = {
        "text": "#{a}",
        "title": "주문 #{b}",
        "buttons": [
            {"type": "WL", "name": "${c}", "urlMobile": "https://a.example/#{d}/#{e}"},
            {
                "type": "AL",
                "name": "앱 열기",
                "schemeAndroid": "shop://{{f}}",
                "schemeIos": "shop:#[g]",
                "urlMobile": "https://a.example/${h}",
                "urlPc": "https://a.example/?i=#{i}",
            },
        ],
    }
    assert [(found.rule, found.path, found.span) for found in findings(message)] == [
        ("leftover-variable", "/buttons/0/name", (0, 4)),
        ("leftover-variable", "/buttons/0/urlMobile", (18, 22)),
        ("leftover-variable", "/buttons/0/urlMobile", (23, 27)),
        ("leftover-variable", "/buttons/1/schemeAndroid", (7, 12)),
        ("leftover-variable", "/buttons/1/schemeIos", (5, 9)),
        ("leftover-variable", "/buttons/1/urlMobile", (18, 22)),
        ("leftover-variable", "/buttons/1/urlPc", (21, 25)),
        ("leftover-variable", "/text", (0, 4)),
        ("leftover-variable", "/title", (3, 7)),
    ]


def test_no_placeholders_in_the_url_of_an_image() -> None:
    assert findings({"text": "가", "image": {"url": "https://a.example/#{b}.png"}}) == ()


@pytest.mark.parametrize(
    ("button", "rule"),
    [
        ({"type": "WL", "urlMobile": "#{url}"}, "bad-url"),
        ({"type": "WL", "urlMobile": "https://a.example/" + "#{a}" * 121}, "link-too-long"),
        ({"type": "MD", "urlMobile": "https://a.example/#{a}"}, "unknown-field"),
        ({"type": "XX", "urlMobile": "https://a.example/#{a}"}, "unknown-button-type"),
    ],
)
def test_no_placeholders_in_a_link_that_is_not_read(button: dict[str, str], rule: str) -> None:
    assert only({"text": "가", "buttons": [button | {"name": "나"}]}).rule == rule


@pytest.mark.parametrize("count", [9, 10, 11, 99, 100])
def test_each_placeholder_is_a_place(count: int) -> None:
    assert in_text("가" + "#{a}가" * count) == [
        ("leftover-variable", (1 + 5 * n, 5 + 5 * n)) for n in range(count)
    ]


def test_only_the_report_caps_placeholders() -> None:
    link = "https://a.example/" + "#{b}" * 50
    button = {"type": "WL", "name": "보기", "urlMobile": link}
    found = findings({"text": "#{a}" * 51, "buttons": [button]})
    assert [(finding.rule, finding.path) for finding in found] == [
        ("too-many-findings", ""),
        *[("leftover-variable", "/buttons/0/urlMobile")] * 49,
        *[("leftover-variable", "/text")] * 51,
    ]


# ----------------------------------------------------------------------------- title-truncated


@pytest.mark.parametrize(
    ("length", "row"),
    [
        (1, None),
        (23, None),
        (24, ("title-truncated", (23, 24))),
        (27, ("title-truncated", (23, 27))),
        (28, ("title-truncated", (23, 28))),
        (50, ("title-truncated", (23, 50))),
        (51, ("title-too-long", (50, 51))),
    ],
)
def test_title(length: int, row: Row | None) -> None:
    found = findings({"text": "가", "title": "가" * length})

    assert [(finding.rule, finding.span) for finding in found] == ([] if row is None else [row])
    assert {finding.path for finding in found} <= {"/title"}


def test_what_is_said_of_a_truncated_title() -> None:
    found = only({"text": "가", "title": "가" * 30})

    assert found.params == {"length": 30, "limit": 23, "over": 7}


def test_another_title_is_shown_elsewhere() -> None:
    limits = Limits(title_shown=27)
    assert findings({"text": "가", "title": "가" * 27}, limits) == ()
    assert only({"text": "가", "title": "가" * 28}, limits).span == (27, 28)


# ------------------------------------------------------------------------ what all have in common


@pytest.mark.parametrize(
    ("mark", "rule"),
    [
        ("\x07", "unprintable-character"),
        ("\u200b", "invisible-character"),
        ("👩\u200d💻", "emoji-sequence"),
    ],
)
def test_at_most_ten_places_a_rule_and_a_message(mark: str, rule: str) -> None:
    step = len(mark) + 1
    places = [(1 + step * n, 1 + step * n + len(mark)) for n in range(11)]

    assert in_text("가" + (mark + "가") * 9) == [(rule, place) for place in places[:9]]
    assert in_text("가" + (mark + "가") * 10) == [(rule, place) for place in places[:10]]
    assert in_text("가" + (mark + "가") * 11) == [(rule, place) for place in places[:10]]

    title = "가" + (mark + "가") * 4
    found = findings({"text": "가" + (mark + "가") * 8, "title": title})
    assert [finding.path for finding in found] == ["/text"] * 8 + ["/title"] * 2


def test_the_cap_of_one_rule_leaves_room_for_another() -> None:
    rows = in_text("가\x07나\u200b" * 20)

    assert [rule for rule, _ in rows] == ["invisible-character"] * 10 + [
        "unprintable-character"
    ] * 10


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"text": 5}, id="text"),
        pytest.param({"text": None}, id="null"),
        pytest.param({"text": ["\u200b"]}, id="list"),
        pytest.param({"text": "가", "title": {"\u200b": 1}}, id="title"),
        pytest.param({"text": "가", "buttons": [{"type": "MD", "name": 5}]}, id="name"),
        pytest.param({"text": "가", "buttons": ["\u200b"]}, id="button"),
        pytest.param({"text": "가", "buttons": "\u200b"}, id="buttons"),
    ],
)
def test_a_rejected_part_is_not_read(message: object) -> None:
    assert only(message).rule == "wrong-type"


@pytest.mark.parametrize("part", ["text", "title"])
def test_a_rejected_part_has_no_length(part: str) -> None:
    limits = Limits(text=1, title_shown=1)

    assert only({"text": "가"} | {part: 5}, limits).rule == "wrong-type"


@pytest.mark.parametrize("name", ["\u200b" * 29, "#{a}" * 8, "\x07" * 29])
def test_a_rejected_name_is_not_read(name: str) -> None:
    message = {"text": "가", "buttons": [{"type": "MD", "name": name}]}

    assert only(message).rule == "button-name-too-long"
