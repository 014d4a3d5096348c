"""Strings beside a template's: against a simple matcher, and every single edit at its place."""

import time
import unicodedata
from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from alimtalk_rules.alignment import Difference, Fit, first_difference, fit, pattern_of
from tests.fillings import EDITS, edited


def literals_of(template: str) -> list[str]:
    return [*pattern_of(template).literals]


def values_in(template: str, string: str) -> list[str] | None:
    fitting = fit(literals_of(template), string)
    return None if fitting is None else [string[start:end] for start, end in fitting.values]


def shown(template: str, string: str) -> tuple[str, str, int]:
    """What was expected and what was found, and where."""
    literals = literals_of(template)
    place = first_difference(literals, string)
    expected = "".join(literals)[place.expected : place.expected + 1]
    return expected, string[place.found : place.found + 1], place.found


# --------------------------------------------------------------------------- does it fit?


@pytest.mark.parametrize(
    ("template", "string", "values"),
    [
        pytest.param("완료", "완료", [], id="no variable"),
        pytest.param("", "", [], id="nothing"),
        pytest.param("", "x", None, id="nothing, and something"),
        pytest.param("완료", "완료 ", None, id="a space behind"),
        pytest.param("완료", " 완료", None, id="a space before"),
        pytest.param("#{a}", "", [""], id="a variable alone may be empty"),
        pytest.param("#{a}", "x\ny\r\n", ["x\ny\r\n"], id="any text, line breaks too"),
        pytest.param("#{a}님", "홍님", ["홍"], id="in front"),
        pytest.param("to #{a}", "to x", ["x"], id="behind"),
        pytest.param("#{a} #{b}", "x y z", ["x", "y z"], id="the shortest from the left"),
        pytest.param("#{a} #{b}", " y z", [" y", "z"], id="but not empty if it can be helped"),
        pytest.param("#{a} #{b}", " y", ["", "y"], id="empty if it cannot"),
        pytest.param("#{a}#{b}", "xyz", ["x", "yz"], id="neighbours share"),
        pytest.param("#{a}#{b}", "x", ["x", ""], id="neighbours, and one character"),
        pytest.param("#{a}#{b}: #{c}", "xy: ", ["x", "y", ""], id="only the last is empty"),
        pytest.param("#{a}aa#{b}aa", "aaaaa", ["a", ""], id="literals that overlap themselves"),
        pytest.param("ab#{a}bc", "abc", None, id="first and last may not overlap"),
        pytest.param("ab#{a}bc", "abbc", [""], id="they may touch"),
        pytest.param("x#{a}y", "zy", None, id="another beginning"),
        pytest.param("x#{a}y", "xz", None, id="another end"),
        pytest.param("#{a}-#{b}+#{c}", "1+2-3", None, id="another order"),
        pytest.param("#{a#{b}}", "#{a!}", ["!"], id="the beginning of a variable is text"),
    ],
)
def test_fit(template: str, string: str, values: list[str] | None) -> None:
    assert values_in(template, string) == values


def every_fit(literals: list[str], string: str) -> Iterator[list[tuple[int, int]]]:
    """All ways in which ``string`` fits, by trying."""
    if not string.startswith(literals[0]):
        return
    yield from _every_rest(literals[1:], string, len(literals[0]))


def _every_rest(literals: list[str], string: str, at: int) -> Iterator[list[tuple[int, int]]]:
    if not literals:
        if at == len(string):
            yield []
        return
    for start in range(at, len(string) + 1):
        if string.startswith(literals[0], start):
            for rest in _every_rest(literals[1:], string, start + len(literals[0])):
                yield [(at, start), *rest]


def empty_last_then_short(values: list[tuple[int, int]]) -> list[tuple[bool, int]]:
    return [(start == end, end - start) for start, end in values]


def some_pair(random: Random) -> tuple[list[str], str]:
    """A few short literals, and a string made of them or of nothing but the same letters."""

    def word(*sizes: int) -> str:
        return "".join(random.choice("ab ") for _ in range(random.choice(sizes)))

    literals = [word(0, 0, 1, 1, 2, 3) for _ in range(random.randint(1, 5))]
    if random.random() < 0.4:
        return literals, word(*range(9))
    string = "".join(literal + word(0, 1, 2) for literal in literals[:-1]) + literals[-1]
    if random.random() < 0.5:
        at = random.randint(0, len(string))
        string = string[:at] + word(0, 1) + string[at + random.randint(0, 1) :]
    return literals, string


def test_it_agrees_with_a_simple_matcher() -> None:
    random = Random(4)
    fits = 0
    for _ in range(50_000):
        literals, string = some_pair(random)
        best = min(every_fit(literals, string), key=empty_last_then_short, default=None)
        assert fit(literals, string) == (None if best is None else Fit(best)), (literals, string)
        fits += best is not None
    assert 15_000 < fits < 35_000


def test_the_pieces_of_a_template_of_up_to_2000_code_points_are_kept() -> None:
    longest, longer = "#{a}".ljust(2_000, "-"), "#{a}".ljust(2_001, "-")
    assert pattern_of(longest) is pattern_of(longest)
    assert pattern_of(longer) is not pattern_of(longer)


def test_the_pieces_of_the_last_1024_templates_are_kept() -> None:
    others = [f"#{{{number}}}" for number in range(1024)]
    kept = pattern_of("kept")
    assert [pattern_of(other) for other in others[1:]]
    assert pattern_of("kept") is kept
    assert [pattern_of(other) for other in others]
    assert pattern_of("kept") is not kept


# --------------------------------------------------------------------------- line endings


@pytest.mark.parametrize(
    ("template", "string", "values", "span"),
    [
        pytest.param("a\nb", "a\r\nb", [], (1, 3), id="CRLF for LF"),
        pytest.param("a\nb", "a\rb", [], (1, 2), id="CR for LF"),
        pytest.param("a\r\nb", "a\nb", [], (1, 2), id="LF for CRLF"),
        pytest.param("a\rb", "a\nb", [], (1, 2), id="LF for CR"),
        pytest.param("a\rb", "a\r\nb", [], (1, 3), id="CRLF for CR"),
        pytest.param("a\r\nb", "a\rb", [], (1, 2), id="CR for CRLF"),
        pytest.param("a\n\nb", "a\n\r\nb", [], (2, 4), id="the second only"),
        pytest.param("a\n#{x}\nb", "a\r\n1\r\n2\nb", ["1\r\n2"], (1, 3), id="values stay"),
        pytest.param("#{x}\nb\n", "1\nb\r\n", ["1"], (3, 5), id="at the end"),
    ],
)
def test_fit_but_for_line_endings(
    template: str, string: str, values: list[str], span: tuple[int, int]
) -> None:
    fitting = fit(literals_of(template), string)
    assert fitting is not None
    assert [string[start:end] for start, end in fitting.values] == values
    assert fitting.line_ending == span


def test_line_endings_within_a_value_are_the_values() -> None:
    assert fit(["", "\nb"], "x\r\ny\r\nb") == Fit([(0, 5)])  # it ends in CR: no literal differs


@pytest.mark.parametrize("string", ["a\r\nc", "a\r\r\nb", "a\r\n", "\r\na\nb"])
def test_no_fit_whatever_the_line_endings(string: str) -> None:
    assert fit(["a\nb"], string) is None


# --------------------------------------------------------------------------- where it differs

ORDER = "#{이름}님, 주문이 완료되었습니다.\n금액: #{금액}원\n감사합니다."
FILLED = "홍길동님, 주문이 완료되었습니다.\n금액: 1,000원\n감사합니다."


@pytest.mark.parametrize(
    ("template", "string", "expected", "found", "at"),
    [
        pytest.param("완료", "완", "료", "", 1, id="cut short"),
        pytest.param("완료", "", "완", "", 0, id="nothing there"),
        pytest.param("", "완료", "", "완", 0, id="nothing expected"),
        pytest.param("완료", "완료.", "", ".", 2, id="one more"),
        pytest.param("완료", "완료되었습니다", "", "되", 2, id="more"),
        pytest.param("a b", "a\u00a0b", " ", "\u00a0", 1, id="no-break space"),
        pytest.param("a: b", "a： b", ":", "：", 1, id="full width"),
        pytest.param("각", "\u1100\u1161\u11a8", "각", "\u1100", 0, id="NFD for NFC"),
        pytest.param("\u1100\u1161", "가", "\u1100", "가", 0, id="NFC for NFD"),
        pytest.param("ab", "a\u200bb", "b", "\u200b", 1, id="a zero-width space"),
        pytest.param("a\u200bb", "ab", "\u200b", "b", 1, id="without a zero-width space"),
        pytest.param("#{a} #{b}", "A\u00a0B", " ", "\u00a0", 1, id="a literal of one space"),
        pytest.param("#{a}\n#{b}", "A B", "\n", " ", 1, id="lines that were joined"),
        pytest.param("#{a}\n#{b}", "AB", "\n", "", 2, id="nothing for a line break"),
        pytest.param("#{a}\n#{b}:", "A:", "\n", ":", 1, id="a missing line"),
        pytest.param("aab", "ab", "a", "b", 1, id="one of a run is missing"),
        pytest.param("#{a}님, b", "홍님 b", ",", " ", 2, id="no comma"),
        pytest.param("#{a}, 님", "홍. 님", ",", ".", 1, id="a mark for a mark"),
        pytest.param("#{a}+ 님", "홍= 님", "+", "=", 1, id="a sign for a sign"),
        pytest.param("#{a}님 b", "홍씨 b", "님", " ", 2, id="a letter that a value may end in"),
        pytest.param("abcd", "acbd", "b", "c", 1, id="swapped"),
        pytest.param(
            "#{a}ab#{b}cdefghi", "1ab2cdXXXXi", "e", "X", 6, id="a longer fault, at its beginning"
        ),
        pytest.param(
            "#{a}#{b}:#{c}-", "1:2", "-", "", 3, id="the end is missing"
        ),
        pytest.param("ab#{a}cd#{b}", "xy", "a", "x", 0, id="nothing is right"),
        pytest.param("#{a}abcdefgh", "abcdefX1abcd-----efgh", "e", "-", 12, id="text put in"),
        pytest.param(
            "#{a}abcdefghij#{b}Z", "1abcdXXXXX ab-def", "e", "X", 5, id="too little after an edit"
        ),
        pytest.param(
            "ab#{a}c dddd e", "ab\u200b1c\u00a0dddd\u00a0e", " ", "\u00a0", 5,
            id="unseen in a value",
        ),
        pytest.param(
            "#{a}\u200b#{b}가 나 다 라", " 가\u00a0나\u00a0다\u00a0라", "\u200b", "가", 1,
            id="a literal of nothing that is seen",
        ),
        pytest.param(
            "#{a}abcdefghijklmnopqrs", "ab1cdefghijk abdefghijklm ", "c", "d", 15,
            id="a less likely edit, but one code point more is right",
        ),
        pytest.param("#{a}abcdefgh", "defg-", "a", "d", 0, id="beginning and end are missing"),
        pytest.param("ab#{a}cdef#{b}", "ab12", "c", "", 4, id="a literal is nowhere"),
        pytest.param("ab#{a}cd", "ab12cd34", "", "3", 6, id="text behind the end"),
        pytest.param("#{a}cdefg", "1cdefg2cdefg3456", "", "3", 12, id="behind the last end"),
        pytest.param("a\nb c", "a\r\nb\u00a0c", " ", "\u00a0", 4, id="other line endings too"),
        pytest.param("a\nbc", "a\r\nbx", "c", "x", 4, id="a fault behind other line endings"),
        pytest.param("a\r\nbc", "a\nbx", "c", "x", 3, id="and the other way round"),
        pytest.param("ab", "a\r\nb", "b", "\r", 1, id="a line break too many"),
        pytest.param("a\r\nb", "ab", "\r", "b", 1, id="a line break too few"),
    ],
)  # fmt: skip
def test_the_first_difference(
    template: str, string: str, expected: str, found: str, at: int
) -> None:
    assert fit(literals_of(template), string) is None
    assert shown(template, string) == (expected, found, at)


UNSEEN = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b\u3164\ufe00\ufe0f\uffa0"


@pytest.mark.parametrize("unseen", [pytest.param(each, id=f"{ord(each):04X}") for each in UNSEEN])
def test_what_looks_right_is_meant_though_more_is_right_elsewhere(unseen: str) -> None:
    string = "가나- " + unseen.join("가나다라마")
    assert shown("#{a}가나다라마", string) == ("나", unseen, 5)


SIZES = [size for size in product(range(4), repeat=2) if size != (0, 0)]
"""Code points expected and code points found, of one edit."""


@pytest.mark.parametrize(("expected", "found"), SIZES)
@pytest.mark.parametrize("at", [0, 3])
@pytest.mark.parametrize(
    ("right", "rest"),
    [pytest.param(20, "", id="alone"), pytest.param(15, "-----", id="before another fault")],
)
def test_an_edit_of_up_to_three_code_points(
    expected: int, found: int, at: int, right: int, rest: str
) -> None:
    literal = "abcdefghijklmnopqrst"
    string = literal[:at] + "123"[:found] + literal[at + expected : right] + rest
    assert first_difference([literal], string) == Difference(at, at, at + max(found, 1))


@pytest.mark.parametrize(("expected", "found"), SIZES)
@pytest.mark.parametrize("rest", ["", "ijkl"])
def test_an_edit_is_meant_though_more_is_right_elsewhere(
    expected: int, found: int, rest: str
) -> None:
    before, changed = "abcde", "fgh"[:expected]
    string = "abcdefg-" + before + "123"[:found] + rest
    end = min(13 + max(found, 1), len(string))
    place = first_difference(["", before + changed + rest], string)
    assert place == Difference(5, 13, end)


@pytest.mark.parametrize(
    ("template", "string", "fault"),
    [
        pytest.param("가나다라마", "\u200b".join("가나다라마"), "\u200b", id="unseen"),
        pytest.param("가나다", "가12나34다", "1", id="more than one edit"),
        pytest.param("가", "가나다라마", "나", id="text too much"),
    ],
)
def test_a_longer_fault_is_shown_by_its_first_code_point(
    template: str, string: str, fault: str
) -> None:
    place = first_difference(literals_of(template), string)
    assert string[place.found : place.end] == fault


@pytest.mark.parametrize(
    ("string", "expected", "found", "at"),
    [
        pytest.param(unicodedata.normalize("NFD", FILLED), "님", "\u1102", 9, id="all in NFD"),
        pytest.param(FILLED.replace(" ", "\u00a0"), " ", "\u00a0", 5, id="all spaces"),
        pytest.param(FILLED.replace("\n", ""), "\n", "금", 18, id="no line breaks"),
        pytest.param(FILLED.replace("금액: 1,000원\n", ""), "금", "감", 19, id="a line less"),
        pytest.param(FILLED.replace("되었", "되지 않았"), "었", "지", 13, id="another word"),
        pytest.param(FILLED.replace("금액", "배송비 없음\n금액"), "금", "배", 19, id="a line more"),
        pytest.param(FILLED + "\n문의: 1588-0000", "", "\n", 36, id="a line behind"),
        pytest.param(FILLED.replace("님", "니").replace("금", "급"), "님", ",", 4, id="two typos"),
        pytest.param(FILLED + "\u200b" * 4, "", "\u200b", 36, id="unseen characters behind"),
        pytest.param(
            FILLED.replace("님,", "님").replace("감", "갑"), ",", " ", 4, id="a comma less"
        ),
        pytest.param(
            FILLED.replace("원", "").replace("감사", "고마우"), "원", "\n", 28, id="two lines"
        ),
        pytest.param("안녕하세요?", "님", "", 6, id="another text"),
    ],
)
def test_the_first_difference_of_many(string: str, expected: str, found: str, at: int) -> None:
    assert shown(ORDER, string) == (expected, found, at)


SYLLABLES = "".join(map(chr, range(0xAC00, 0xAC00 + 28 * 120, 29)))
"""A hundred syllables, no two alike."""


@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit != "line ending"])
@pytest.mark.parametrize("variables", [0, 1, 3])
def test_an_edit_within_a_literal_is_found_at_its_place(edit: str, variables: int) -> None:
    random = Random(f"{edit}{variables}")
    for _ in range(200):
        letters = "".join(random.sample(SYLLABLES, 8 * (variables + 1)))
        literals = [letters[at : at + 8] for at in range(0, len(letters), 8)]
        number, at = random.randint(0, variables), random.randint(2, 5)
        sent = [*literals]
        sent[number] = edited(literals[number], at, edit, random, "xyz")
        values = ["".join(random.choices("123", k=random.randint(0, 4))) for _ in sent[1:]]
        string = "".join(part for pair in zip(["", *values], sent, strict=True) for part in pair)
        place = first_difference(literals, string)
        behind = at + sum(map(len, values[:number]))
        assert (place.expected, place.found) == (8 * number + at, 8 * number + behind)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_a_line_ending_within_a_literal_is_found_at_its_place(ending: str) -> None:
    literals = ["가\n나", "다라\n마바", "\n사\n"]
    for number, literal in enumerate(literals):
        for at in range(len(literal)):
            if literal[at] != "\n" or (number > 0 and at == 0):  # that one could be a value's end
                continue
            sent = [*literals]
            sent[number] = literal[:at] + ending + literal[at + 1 :]
            string = "1\n2".join(sent)
            fitting = fit(literals, string)
            start = sum(map(len, literals[:number])) + 3 * number + at
            assert fitting is not None
            assert fitting.line_ending == (start, start + len(ending))


def mendings(literals: list[str], string: str, place: Difference) -> Iterator[str]:
    """The string with up to three code points put right at the place."""
    fixed = "".join(literals)
    for expected, found in product(range(4), repeat=2):
        right = fixed[place.expected : place.expected + expected]
        yield string[: place.found] + right + string[place.found + found :]


def test_any_single_edit_of_a_literal_is_mended_at_the_place_that_is_shown() -> None:
    random = Random(5)
    mended = 0
    for _ in range(10_000):
        sizes = [random.choice((0, 1, 2, 3, 6, 12)) for _ in range(random.randint(1, 5))]
        literals = ["".join(random.choices("ab 가나각.,\n", k=size)) for size in sizes]
        number = random.randrange(len(literals))
        at = random.randrange(max(len(literals[number]), 1))
        sent = [*literals]
        sent[number] = edited(
            literals[number], at, random.choice(EDITS), random, "ab 가나.,\u00a0\n１"
        )
        values = ["".join(random.choices("ab 가\n", k=random.randint(0, 4))) for _ in sent[1:]]
        string = "".join(part for pair in zip(["", *values], sent, strict=True) for part in pair)
        if fit(literals, string) is not None:
            continue
        place = first_difference(literals, string)
        expected = "".join(literals)[place.expected : place.expected + 1]
        assert expected != string[place.found : place.found + 1]
        assert place.end > place.found or place.found == len(string)
        assert any(fit(literals, mended) for mended in mendings(literals, string, place)), (
            literals,
            string,
            place,
        )
        mended += 1
    assert mended > 4_500


# --------------------------------------------------------------------------- what it costs

A = "a" * 1000
HOSTILE = [
    pytest.param("#{x}a" * 40, A, id="40 variables, one letter"),
    pytest.param("#{x}a" * 40 + "b", A, id="and another at the end"),
    pytest.param("#{x}a" * 40 + "b#{x}", A, id="and another before the last variable"),
    pytest.param(("#{x}" + "a" * 24) * 40 + "ab#{x}", A, id="long literals"),
    pytest.param(
        ("#{x}" + "a" * 12) * 20 + "bb" + ("#{x}" + "a" * 12) * 20, A, id="a fault in the middle"
    ),
    pytest.param("#{x}a" * 40 + "bbbbb#{x}", A, id="more than one edit"),
    pytest.param("#{x}" * 40, "a", id="40 neighbours and one letter"),
    pytest.param("#{x}\n" * 40, "a\r" * 500, id="carriage returns"),
    pytest.param("a" * 1000, "a" * 999 + "b", id="no variable"),
    pytest.param("#{x}b" + "a" * 400 + "b#{x}", A, id="a literal that nearly stands everywhere"),
    pytest.param("#{x}ab#{y}" * 20_000, "a" * 100_000, id="a hundred thousand letters"),
    pytest.param("a" * 3000, "b" * 9000, id="as much as is explained exactly"),
]


@pytest.mark.parametrize(("template", "string"), HOSTILE)
def test_it_takes_linear_time(template: str, string: str) -> None:
    literals = literals_of(template)
    best = min(_seconds(literals, string) for _ in range(3))
    assert best < 2


def _seconds(literals: list[str], string: str) -> float:
    start = time.process_time()
    if fit(literals, string) is None:
        first_difference(literals, string)
    return time.process_time() - start


@pytest.mark.parametrize(
    ("template", "string", "expected", "found", "at"),
    [
        pytest.param("ab#{x}", "ac" + "x" * 10_001, "b", "c", 1, id="at the beginning"),
        pytest.param("#{x}abcde#{y}f", "y" * 10_001 + "abcx", "d", "x", 10_004, id="in between"),
        pytest.param("#{x}ab#{y}", "x" * 10_001, "a", "", 10_001, id="nowhere"),
        pytest.param("#{x}ab", "x" * 10_001 + "ab.", "", ".", 10_003, id="behind the end"),
        pytest.param(
            "#{x}-" + "a" * 900, "x" * 8000 + "_" + "a" * 900, "-", "", 8901, id="both are long"
        ),
        pytest.param("a" * 10_001, "a" * 9_000 + "b", "a", "b", 9_000, id="a long template"),
        pytest.param("#{x}ab#{y}c", "ab" + "x" * 10_001, "c", "", 10_003, id="a literal in front"),
        pytest.param(
            "a" * 10_001 + "#{x}b", "a" * 10_001, "b", "", 10_001, id="all of the first literal"
        ),
        pytest.param("a\n#{x}b", "a\r\n" + "x" * 9_998, "\n", "\r", 1, id="line endings count"),
        pytest.param(
            "a\n#{x}b", "a\r\n" + "x" * 9_997, "b", "", 10_000, id="the longest where they do not"
        ),
    ],
)
def test_longer_strings_are_explained_more_simply(
    template: str, string: str, expected: str, found: str, at: int
) -> None:
    assert shown(template, string) == (expected, found, at)


EXACT, SIMPLE = 2, 4
"""Where an edit was made, and where the longest beginning of the literal ends."""


@pytest.mark.parametrize(
    ("literals", "string", "expected"),
    [
        pytest.param(20, 10_000, EXACT, id="the longest string"),
        pytest.param(20, 10_001, SIMPLE, id="a longer one"),
        pytest.param(10_000, 30, EXACT, id="the longest literals"),
        pytest.param(10_001, 30, SIMPLE, id="longer ones"),
        pytest.param(2_000, 2_000, EXACT, id="the most of both"),
        pytest.param(2_000, 2_001, SIMPLE, id="more of both"),
    ],
)
def test_what_is_explained_exactly(literals: int, string: int, expected: int) -> None:
    place = first_difference(
        ["", "abcdefghijklmnop".ljust(literals, "+")], "ab1defghijklm abcd-".ljust(string, "-")
    )
    assert place.expected == expected


@pytest.mark.parametrize(
    ("right", "expected"),
    [pytest.param("defghijklm", "c", id="enough"), pytest.param("defghijkl", "e", id="too little")],
)
def test_eight_code_points_more_show_that_an_edit_was_meant(right: str, expected: str) -> None:
    assert shown("#{x}abcdefghijklmnop", f"ab1{right} abcd-")[0] == expected
