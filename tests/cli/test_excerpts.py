"""The lines that show a difference: what stands in them, and that the caret is below it."""

from typing import Any

import pytest
from rich.cells import cell_len

from alimtalk_rules import match_template
from alimtalk_rules.cli.excerpts import Excerpt, excerpts_of, visible


def excerpt_of(message: dict[str, Any], template: dict[str, Any]) -> Excerpt:
    report = match_template(message, template).report
    (excerpt,) = excerpts_of(message, template, report).values()
    return excerpt


def of_texts(message: str, template: str) -> Excerpt:
    return excerpt_of({"text": message}, {"text": template})


def from_caret_on(line: str, column: int) -> str:
    """What of a line is not to the left of a column."""
    left = next(n for n in range(len(line) + 1) if cell_len(line[:n]) == column)
    return line[left:]


@pytest.mark.parametrize(
    ("message", "template", "expected", "found"),
    [
        pytest.param("가\u00a0나", "가 나", "␠나", "<U+00A0>나", id="a no-break space"),
        pytest.param("가나", "가\n나", "↵나", "나", id="a missing newline"),
        pytest.param("가\r나", "가 나", "␠나", "<U+000D>나", id="a carriage return"),
        pytest.param("홍길동님\t안내", "#{이름}님 안내", "␠안내", "<U+0009>안내", id="variables"),
        pytest.param("가 나", "가 나 다", "␠다", "", id="the message ends"),
        pytest.param("가 나 다", "가 나", "", "␠다", id="the template ends"),
        pytest.param("가나: １", "가나: 1", "1", "１", id="full width"),
        pytest.param(
            "주문 \u1112\u1161\u11ab", "주문 한", "한", "<U+1112><U+1161><U+11AB>", id="NFD"
        ),
    ],
)
def test_the_difference_stands_above_the_caret(
    message: str, template: str, expected: str, found: str
) -> None:
    excerpt = of_texts(message, template)
    assert from_caret_on(excerpt.template, excerpt.column) == expected
    assert from_caret_on(excerpt.message, excerpt.column) == found


def test_what_is_before_is_pushed_to_the_right() -> None:
    assert of_texts("김님 나", "#{이름}님 가") == Excerpt("#{이름}님 가", "     김님 나", 10)
    assert of_texts("남궁민수진님 나", "#{a}님 가") == Excerpt(
        "      #{a}님 가", "남궁민수진님 나", 13
    )


def test_long_texts_are_cut_on_both_sides() -> None:
    excerpt = of_texts("가" * 500 + "x" + "나" * 500, "가" * 500 + "y" + "나" * 500)
    assert excerpt == Excerpt(
        f"…{'가' * 12}y{'나' * 15}…", f"…{'가' * 12}x{'나' * 15}…", cell_len("…") + 24
    )
    assert of_texts("a" * 500 + "x" + "b" * 500, "a" * 500 + "y" + "b" * 500) == Excerpt(
        f"…{'a' * 24}y{'b' * 30}…", f"…{'a' * 24}x{'b' * 30}…", 25
    )
    assert of_texts("a" * 24 + "x" + "b" * 30, "a" * 24 + "y") == Excerpt(
        "a" * 24 + "y", "a" * 24 + "x" + "b" * 30, 24
    )


def test_parts_of_buttons_and_titles() -> None:
    buttons = [
        {"type": "MD", "name": "문의 하기"},
        {"type": "WL", "name": "보기", "urlMobile": "b"},
    ]
    others = [{"type": "MD", "name": "문의하기"}, {"type": "WL", "name": "보기", "urlMobile": "a"}]
    message = {"text": "가", "title": "나", "buttons": buttons}
    template = {"text": "가", "title": "다", "buttons": others}
    report = match_template(message, template).report
    shown = {found.path: each for found, each in excerpts_of(message, template, report).items()}
    assert shown == {
        "/title": Excerpt("다", "나", 0),
        "/buttons/0/name": Excerpt("문의하기", "문의␠하기", 4),
        "/buttons/1/urlMobile": Excerpt("a", "b", 0),
    }


@pytest.mark.parametrize(
    ("message", "template"),
    [
        pytest.param({"text": "가"}, {"text": "가", "title": "나"}, id="no title"),
        pytest.param({}, {"text": "가"}, id="no text"),
        pytest.param({"text": "님"}, {"text": "#{이름}님"}, id="an empty value, which has a span"),
        pytest.param(
            {"text": "가", "buttons": [{"type": "MD", "name": "나"}]}, {"text": "가"}, id="count"
        ),
    ],
)
def test_without_two_texts_there_is_no_excerpt(
    message: dict[str, Any], template: dict[str, Any]
) -> None:
    report = match_template(message, template).report
    assert report.findings
    assert excerpts_of(message, template, report) == {}


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("", ""),
        (" ", " "),
        ("가", "가"),
        ("🚚", "🚚"),
        ("\n", "↵"),
        ("\u3000", "<U+3000>"),
        ("\u200b", "<U+200B>"),
        ("\u202e", "<U+202E>"),
        ("\x1b", "<U+001B>"),
        ("\ud800", "<U+D800>"),
        ("\u0301", "<U+0301>"),
        ("\ufe0f", "<U+FE0F>"),
        ("\u3164", "<U+3164>"),
        ("\u2800", "<U+2800>"),
        ("\u1100", "<U+1100>"),
        ("ㄱ", "ㄱ"),
        ("\U000e0001", "<U+E0001>"),
    ],
)
def test_visible(character: str, shown: str) -> None:
    assert visible(character) == shown
