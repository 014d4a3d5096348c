"""Templates, what equals and what fills them, and the expression that a user would make of one."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from alimtalk_rules import render_template, variables_of


def naive_values(expression: re.Pattern[str], text: str) -> tuple[str, ...]:
    """What the variables of a text that matches stand for."""
    found = expression.fullmatch(text)
    return found.groups() if found else ()


class Pair(NamedTuple):
    """A template's text and a message's."""

    template: str
    text: str


def naive(template: str) -> re.Pattern[str]:
    """A template as a user would match it: ``(.*?)`` for each variable."""
    pieces = re.split(r"#\{[^}]*\}", template)
    return re.compile("(.*?)".join(map(re.escape, pieces)), re.DOTALL)


def filled(template: str) -> Pair:
    """A template beside its text with a short value for each variable."""
    names = (variable.name for variable in variables_of({"text": template}))
    text: str = render_template({"text": template}, dict.fromkeys(names, "홍길동"))["text"]
    return Pair(template, text)


MATCHING: Final = {
    "3 variables": filled(
        "#{이름}님, 주문이 완료되었습니다.\n주문 번호: #{번호}\n금액: #{금액}원\n감사합니다."
    ),
    "40 variables": filled(
        "".join(f"항목 {number}: #{{변수 {number}}} (문의 1588-0000)\n" for number in range(40))
    ),
}
"""Messages that are equal to their templates."""


TEMPLATE: Final = {
    "code": "order-done",
    "title": "주문 완료",
    "text": MATCHING["3 variables"].template,
    "buttons": [
        {"type": "WL", "name": "주문 보기", "urlMobile": "https://shop.example.com/orders/#{번호}"},
        {"type": "BK", "name": "문의하기"},
    ],
}
"""A template of a campaign, with a title and two buttons."""


def values_of(number: int) -> dict[str, str]:
    """Values for the template of a campaign."""
    return {"이름": f"홍길동{number % 90}", "번호": f"20261122-{number:05}", "금액": f"{number:,}"}


def many_variables(size: int) -> dict[str, Any]:
    """A template with so many characters, ten to a variable."""
    return {"text": "".join(f"a#{{{number:04}}}b " for number in range(size // 10))}


def many_buttons(size: int) -> dict[str, Any]:
    """A template with so many buttons that a tenth as many characters would be meant."""
    button = {"type": "WL", "name": "보기", "urlMobile": "https://a.example/#{번호}"}
    return {"text": "안내", "buttons": [button] * (size // 10)}


def hostile(size: int) -> Pair:
    """Where nothing matches, and ``re`` would try every way to split the text: it never ends."""
    return Pair("#{변수}a" * 40 + "b", "a" * size)
