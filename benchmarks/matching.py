"""Templates and texts to match, and the regular expression that a user would make of a template."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from alimtalk_rules import render_template, variables_of


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


def hostile(size: int) -> Pair:
    """Where nothing matches, and ``re`` would try every way to split the text: it never ends."""
    return Pair("#{변수}a" * 40 + "b", "a" * size)
