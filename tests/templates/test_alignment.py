"""Strings beside a template's: against a simple matcher, and every single edit at its place."""

import unicodedata
from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from alimtalk_rules.templates.alignment import Fit, fit, pattern_of
from alimtalk_rules.templates.difference import Budget, Difference, first_difference
from tests.fillings import EDITS, edited


def literals_of(template: str) -> list[str]:
    return [*pattern_of(template).literals]


def values_in(template: str, string: str) -> list[str] | None:
    fitting = fit(literals_of(template), string)
    return None if fitting is None else [string[start:end] for start, end in fitting.values]


def shown(template: str, string: str, budget: Budget | None = None) -> tuple[str, str, int]:
    """What was expected and what was found, and where."""
    literals = literals_of(template)
    place = first_difference(literals, string, budget or Budget())
    expected = "".join(literals)[place.expected : place.expected + 1]
    return expected, string[place.found : place.found + 1], place.found


# --------------------------------------------------------------------------- does it fit?


@pytest.mark.parametrize(
    ("template", "string", "values"),
    [
        pytest.param("", "x", None, id="nothing, and something"),
        pytest.param("#{a}", "", [""], id="a variable alone may be empty"),
        pytest.param("#{a}", "x\ny\r\n", ["x\ny\r\n"], id="any text, line breaks too"),
        pytest.param("#{a} #{b}", "x y z", ["x", "y z"], id="the shortest from the left"),
        pytest.param("#{a} #{b}", " y z", [" y", "z"], id="but not empty if it can be helped"),
        pytest.param("#{a}#{b}", "xyz", ["x", "yz"], id="neighbours share"),
        pytest.param("#{a}#{b}: #{c}", "xy: ", ["x", "y", ""], id="only the last is empty"),
        pytest.param("ab#{a}bc", "abc", None, id="first and last may not overlap"),
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


def test_it_agrees_with_a_simple_matcher() -> None:
    words = ["".join(word) for size in range(6) for word in product("ab", repeat=size)]
    for literals in map(list, [*product(words[:5], repeat=3), *product(words[:3], repeat=4)]):
        for string in words:
            best = min(every_fit(literals, string), key=empty_last_then_short, default=None)
            assert fit(literals, string) == (None if best is None else Fit(best)), literals


# --------------------------------------------------------------------------- line endings


@pytest.mark.parametrize(
    ("template", "string", "values", "expected"),
    [
        pytest.param("a\nb", "a\r\nb", [], ((1, 3), "\n", "\r\n"), id="CRLF for LF"),
        pytest.param("a\nb", "a\rb", [], ((1, 2), "\n", "\r"), id="CR for LF"),
        pytest.param("a\r\nb", "a\nb", [], ((1, 2), "\r\n", "\n"), id="LF for CRLF"),
        pytest.param("a\rb", "a\nb", [], ((1, 2), "\r", "\n"), id="LF for CR"),
        pytest.param("a\rb", "a\r\nb", [], ((1, 3), "\r", "\r\n"), id="CRLF for CR"),
        pytest.param("a\r\nb", "a\rb", [], ((1, 2), "\r\n", "\r"), id="CR for CRLF"),
        pytest.param("a\n\nb", "a\n\r\nb", [], ((2, 4), "\n", "\r\n"), id="the second"),
        pytest.param(
            "a\n#{x}\nb", "a\r\n1\r\n2\nb", ["1\r\n2"], ((1, 3), "\n", "\r\n"), id="values stay"
        ),
        pytest.param("#{x}\nb\n", "1\nb\r\n", ["1"], ((3, 5), "\n", "\r\n"), id="at the end"),
        pytest.param("#{x}\nb", "x\r\ny\r\nb", ["x\r\ny\r"], None, id="a value ends in CR"),
    ],
)
def test_fit_but_for_line_endings(
    template: str, string: str, values: list[str], expected: object
) -> None:
    fitting = fit(literals_of(template), string)
    assert fitting is not None
    assert [string[start:end] for start, end in fitting.values] == values
    assert fitting.line_ending == expected


@pytest.mark.parametrize("string", ["a\r\nc", "a\r\r\nb", "a\r\n", "\r\na\nb"])
def test_no_fit_whatever_the_line_endings(string: str) -> None:
    assert fit(["a\nb"], string) is None


# --------------------------------------------------------------------------- filled

VALUES = {"a": "xyz", "b": ""}


@pytest.mark.parametrize(
    ("source", "string", "registered", "filled"),
    [
        pytest.param("", "", [], [], id="nothing"),
        pytest.param("가나", "가나", [], [], id="no variables"),
        pytest.param("#{a}", "xyz", [(0, 4)], [(0, 3)], id="nothing but a variable"),
        pytest.param("가#{a}나#{b}", "가xyz나", [(1, 5), (6, 10)], [(1, 4), (5, 5)], id="two"),
        pytest.param("#{a}#{a}", "xyzxyz", [(0, 4), (4, 8)], [(0, 3), (3, 6)], id="neighbours"),
    ],
)
def test_where_values_stand(
    source: str, string: str, registered: list[tuple[int, int]], filled: list[tuple[int, int]]
) -> None:
    pattern = pattern_of(source)
    assert pattern.filled(VALUES) == string
    assert pattern.places() == registered
    assert pattern.places(VALUES) == filled


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param((0, 1), (0, 1), id="before all values"),
        pytest.param((0, 2), (0, 5), id="into a value"),
        pytest.param((1, 4), (1, 5), id="a value"),
        pytest.param((2, 3), (1, 5), id="within a value"),
        pytest.param((2, 5), (1, 6), id="out of a value"),
        pytest.param((4, 5), (5, 6), id="between two values"),
        pytest.param((0, 8), (0, 13), id="all"),
        pytest.param((5, 5), (6, 10), id="an empty value"),
        pytest.param((5, 6), (10, 11), id="behind an empty value"),
        pytest.param((7, 8), (12, 13), id="the end"),
        pytest.param((8, 8), (8, 8), id="nothing, at no value"),
    ],
)
def test_a_span_of_what_is_filled_is_in_the_source(
    span: tuple[int, int], expected: tuple[int, int]
) -> None:
    pattern = pattern_of("가#{a}나#{b}다라마")
    assert pattern.filled(VALUES) == "가xyz나다라마"
    assert pattern.span_in_source(span, VALUES) == expected


# --------------------------------------------------------------------------- where it differs

ORDER = "#{이름}님, 주문이 완료되었습니다.\n금액: #{금액}원\n감사합니다."
FILLED = "홍길동님, 주문이 완료되었습니다.\n금액: 1,000원\n감사합니다."


@pytest.mark.parametrize(
    ("template", "string", "expected", "found", "at"),
    [
        pytest.param("완료", "", "완", "", 0, id="nothing there"),
        pytest.param("", "완료", "", "완", 0, id="nothing expected"),
        pytest.param("완료", "완료되었습니다", "", "되", 2, id="more"),
        pytest.param("a b", "a\u00a0b", " ", "\u00a0", 1, id="no-break space"),
        pytest.param("각", "\u1100\u1161\u11a8", "각", "\u1100", 0, id="NFD for NFC"),
        pytest.param("\u1100\u1161", "가", "\u1100", "가", 0, id="NFC for NFD"),
        pytest.param("ab", "a\u200bb", "b", "\u200b", 1, id="a zero-width space"),
        pytest.param("#{a}\n#{b}", "AB", "\n", "", 2, id="nothing for a line break"),
        pytest.param("#{a}\n#{b}:", "A:", "\n", ":", 1, id="a missing line"),
        pytest.param("#{a}님, b", "홍님 b", ",", " ", 2, id="no comma"),
        pytest.param("#{a}, 님", "홍. 님", ",", ".", 1, id="a mark for a mark"),
        pytest.param("#{a}님 b", "홍씨 b", "님", "씨", 1, id="a letter for a letter"),
        pytest.param("abcd", "acbd", "b", "c", 1, id="swapped"),
        pytest.param("#{a}ab#{b}cdefghi", "1ab2cdXXXXi", "e", "X", 6, id="a longer fault"),
        pytest.param("#{a}#{b}:#{c}-", "1:2", "-", "", 3, id="the end is missing"),
        pytest.param("#{a}abcdefgh", "abcdefX1abcd-----efgh", "e", "-", 12, id="text put in"),
        pytest.param("#{a}abcdefgh", "defg-", "a", "d", 0, id="beginning and end are missing"),
        pytest.param("ab#{a}cd", "ab12cd34", "", "3", 6, id="text behind the end"),
        pytest.param(
            "ab#{a}c dddd e", "ab\u200b1c\u00a0dddd\u00a0e", " ", "\u00a0", 5,
            id="unseen in a value",
        ),
        pytest.param(
            "#{a}\u200b#{b}가 나 다 라", " 가\u00a0나\u00a0다\u00a0라", "\u200b", "가", 1,
            id="a literal of nothing that is seen",
        ),
        pytest.param("a\nb c", "a\r\nb\u00a0c", " ", "\u00a0", 4, id="other line endings too"),
        pytest.param("a\nbc", "a\r\nbx", "c", "x", 4, id="a fault behind other line endings"),
        pytest.param("ab", "a\r\nb", "b", "\r", 1, id="a line break too many"),
        pytest.param(
            ORDER, unicodedata.normalize("NFD", FILLED), "님", "\u1102", 9, id="all in NFD"
        ),
        pytest.param(ORDER, FILLED.replace(" ", "\u00a0"), " ", "\u00a0", 5, id="all spaces"),
        pytest.param(ORDER, FILLED.replace("\n", ""), "\n", "금", 18, id="no line breaks"),
        pytest.param(
            ORDER, FILLED.replace("금액: 1,000원\n", ""), "금", "감", 19, id="a line less"
        ),
        pytest.param(
            ORDER, FILLED.replace("금액", "배송비 없음\n금액"), "금", "배", 19, id="a line more"
        ),
        pytest.param(
            ORDER, FILLED.replace("되었", "되지 않았"), "었", "지", 13, id="another word"
        ),
        pytest.param(ORDER, FILLED + "\n문의: 1588-0000", "", "\n", 36, id="a line behind"),
        pytest.param(
            ORDER, FILLED.replace("님", "니").replace("금", "급"), "님", "니", 3, id="two typos"
        ),
        pytest.param(
            ORDER, FILLED.replace("님", "니") + "\n문의: 1588-0000", "님", "니", 3,
            id="a typo, and a line behind",
        ),
        pytest.param(
            ".나#{a} #{b}b#{c}#{d} a각.각b", ".나가가\n   \na\nb aaba \xa0a각.각b", " ", "\xa0", 18,
            id="one edit, though it looks right elsewhere",
        ),
        pytest.param(
            ORDER, FILLED.replace("님,", "님").replace("감", "갑"), ",", " ", 4, id="a comma less"
        ),
    ],
)  # fmt: skip
def test_the_first_difference(
    template: str, string: str, expected: str, found: str, at: int
) -> None:
    assert fit(literals_of(template), string) is None
    assert shown(template, string) == (expected, found, at)


SYLLABLES = "".join(map(chr, range(0xAC00, 0xAC00 + 28 * 120, 29)))
"""A hundred syllables, no two alike."""


def joined(values: list[str], literals: list[str]) -> str:
    return "".join(map("".join, zip(["", *values], literals, strict=True)))


@pytest.mark.parametrize("variables", [0, 1, 3])
def test_an_edit_within_a_literal_is_found_at_its_place(variables: int) -> None:
    random = Random(variables)
    for edit in [*EDITS] * 20:
        letters = "".join(random.sample(SYLLABLES, 8 * (variables + 1)))
        literals = [letters[at : at + 8] for at in range(0, len(letters), 8)]
        number, at = random.randint(0, variables), random.randint(2, 5)
        sent = [*literals]
        sent[number] = edited(literals[number], at, edit, random, "xyz")
        values = ["".join(random.choices("123", k=random.randint(0, 4))) for _ in sent[1:]]
        if sent != literals:
            place = first_difference(literals, joined(values, sent), Budget())
            behind = at + sum(map(len, values[:number]))
            assert (place.expected, place.found) == (8 * number + at, 8 * number + behind), edit


def mended(literals: list[str], string: str, place: Difference) -> bool:
    """True if the string fits once up to three code points are put right at the place."""
    fixed = "".join(literals)
    return any(
        fit(
            literals,
            string[: place.found]
            + fixed[place.expected : place.expected + expected]
            + string[place.found + found :],
        )
        for expected, found in product(range(4), repeat=2)
    )


def test_any_single_edit_of_a_literal_is_mended_at_the_place_that_is_shown() -> None:
    random = Random(5)
    differing = elsewhere = 0
    for _ in range(2_000):
        sizes = [random.choice((0, 1, 2, 3, 6, 12)) for _ in range(random.randint(1, 5))]
        literals = ["".join(random.choices("ab 가나각.,\n", k=size)) for size in sizes]
        number = random.randrange(len(literals))
        at = random.randrange(max(len(literals[number]), 1))
        edit = random.choice(EDITS)
        sent = [*literals]
        sent[number] = edited(literals[number], at, edit, random, "ab 가나.,\u00a0\n１")
        values = ["".join(random.choices("ab 가\n", k=random.randint(0, 4))) for _ in sent[1:]]
        string = joined(values, sent)
        if fit(literals, string) is not None:
            continue
        place = first_difference(literals, string, Budget())
        expected = "".join(literals)[place.expected : place.expected + 1]
        assert expected != string[place.found : place.found + 1]
        assert place.end > place.found or place.found == len(string)
        differing += 1
        elsewhere += not mended(literals, string, place)
    assert differing > 900
    assert elsewhere <= differing / 200  # two edits at once, a swap or NFD, may be read otherwise


# --------------------------------------------------------------------------- the budget


@pytest.mark.parametrize(
    ("template", "string", "expected", "found", "at"),
    [
        pytest.param("ab#{x}", "ac" + "x" * 10, "b", "c", 1, id="at the beginning"),
        pytest.param("#{x}abcde#{y}f", "yyyabcx", "d", "x", 6, id="in between"),
        pytest.param("#{x}ab#{y}", "xxxx", "a", "", 4, id="nowhere"),
        pytest.param("#{x}ab", "xxxab.", "", ".", 5, id="behind the end"),
        pytest.param("#{x}ab#{y}c", "abxxxx", "c", "", 6, id="a literal in front"),
        pytest.param("aaa#{x}b", "aaa", "b", "", 3, id="all of the first literal"),
        pytest.param("a\n#{x}b", "a\r\nxx", "\n", "\r", 1, id="line endings count"),
    ],
)
def test_without_a_budget_places_are_told_more_simply(
    template: str, string: str, expected: str, found: str, at: int
) -> None:
    assert shown(template, string, Budget(0)) == (expected, found, at)


def test_one_budget_serves_many_strings_until_it_is_spent() -> None:
    budget = Budget(10**6)
    template, string = "#{x}-bcdefgh" + "." * 100, "1bcdefgh" + "." * 100
    places = [shown(template, string, budget) for _ in range(20)]
    assert places[0] == ("-", "b", 1)
    assert places[-1] == shown(template, string, Budget(0)) != places[0]
    assert budget.states >= 0
