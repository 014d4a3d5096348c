"""Where variables stand in a string."""

from __future__ import annotations

import re
from itertools import product

import pytest

from alimtalk_rules.variables import (
    OTHER_MARKS,
    UNTERMINATED,
    VARIABLE,
    fill_variables,
    split_at_variables,
    variables_in,
)


def spans(pattern: str | re.Pattern[str], string: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(pattern, string)]


@pytest.mark.parametrize(
    ("string", "names", "unterminated"),
    [
        pytest.param("주문이 완료되었습니다.", [], [], id="none"),
        pytest.param("#{이름}님", ["이름"], [], id="one"),
        pytest.param("#{a}#{b}", ["a", "b"], [], id="adjoining"),
        pytest.param("#{a} #{a}", ["a", "a"], [], id="the same twice"),
        pytest.param("#{00월 00일 24시 소멸}", ["00월 00일 24시 소멸"], [], id="spaces"),
        pytest.param("#{월/일(요일)}", ["월/일(요일)"], [], id="signs"),
        pytest.param("#{이\n름}", ["이\n름"], [], id="newline"),
        pytest.param("#{}#{ }", ["", " "], [], id="without a name"),
        pytest.param("#{a{b}", ["a{b"], [], id="brace within"),
        pytest.param("#{a#b}", ["a#b"], [], id="number sign within"),
        pytest.param("#{a##}", ["a##"], [], id="number signs at the end"),
        pytest.param("##{a}", ["a"], [], id="number sign before"),
        pytest.param("#{a}}", ["a"], [], id="one brace too many"),
        pytest.param("#{{a}}", ["{a"], [], id="two braces"),
        pytest.param("#{이름님", [], [0], id="unterminated"),
        pytest.param("#{", [], [0], id="nothing but the beginning"),
        pytest.param("#{a #{b}", ["b"], [0], id="unterminated before another"),
        pytest.param("#{a##{b}", ["b"], [0], id="number sign before another"),
        pytest.param("#{a} #{b", ["a"], [5], id="unterminated after another"),
        pytest.param("#{a#{b#{c", [], [0, 3, 6], id="unterminated thrice"),
        pytest.param("# {a} #엠앤와이즈 {} ${a} #[a] }", [], [], id="literals"),
    ],
)
def test_variables(string: str, names: list[str], unterminated: list[int]) -> None:
    assert VARIABLE.findall(string) == names
    assert spans(UNTERMINATED, string) == [(start, start + 2) for start in unterminated]


def test_every_beginning_is_either_a_variable_or_unterminated() -> None:
    for string in map("".join, product("#{}a", repeat=5)):
        beginnings = spans(VARIABLE, string) + spans(UNTERMINATED, string)
        expected = [at for at in range(5) if string.startswith("#{", at)]
        assert sorted(start for start, _ in beginnings) == expected, string


def test_what_looks_like_a_variable() -> None:
    string = "${a} {{b}} #[c] C#[1] #{d} ${ {{e} $[f]"
    assert spans(OTHER_MARKS, string) == [(0, 4), (5, 10), (11, 15)]


@pytest.mark.parametrize("count", [0, 1, 10_000, 10_001])
def test_more_than_ten_thousand_variables_are_text(count: int) -> None:
    string, known = "#{a}," * count, min(count, 10_000)
    assert [found.start() for found in variables_in(string)] == [*range(0, 5 * known, 5)]
    assert len(split_at_variables(string)) == 2 * known + 1
    assert fill_variables(string, str.upper) == "A," * known + "#{a}," * (count - known)
