"""Templates: their variables, and the rules of messages where variables make a difference."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, Final, cast

from alimtalk_rules.documents import Message, Template
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.buttons import names_of
from alimtalk_rules.rules.characters import MOST_READ, links_of
from alimtalk_rules.rules.examples import template
from alimtalk_rules.rules.rule import ERROR, MOST_PLACES, WARNING, Place, Rule, rule
from alimtalk_rules.rules.sources import KAKAO_REVIEW, NHN, NHN_ERRORS
from alimtalk_rules.rules.where import TEMPLATE, TEMPLATE_TEXTS
from alimtalk_rules.variables import OTHER_MARKS, UNTERMINATED, VARIABLE

FEWEST_LETTERS: Final = 4
"""Letters and digits that a text needs beside its variables: 인증번호 tells, 안내 does not.

Kakao's review refuses what is hardly anything but variables, and gives no number.
"""

_other_marks = re.compile(OTHER_MARKS).finditer


@rule(
    WARNING,
    TEMPLATE,
    TEMPLATE_TEXTS,
    sources=((NHN, "A variable is written #{name}."),),
    example=template("#{이름님, 주문이 완료되었습니다."),
    en=(
        "A variable begins with #{ and does not end.",
        "Close it with }, or write the text without #{.",
    ),
    ko=(
        "변수가 #{ 로 시작하지만 닫히지 않았습니다.",
        "} 로 닫거나, 변수가 아니라면 #{ 를 빼세요.",
        "다음 #{ 또는 끝까지 }가 나오지 않는 #{가 있습니다.",
        "변수로 인식되지 않고 적힌 그대로 등록되고 발송됩니다.",
    ),
)
def variable_unterminated(template: Template, _: Limits) -> Iterator[Place]:
    """#{ without } before the next #{ or the end.

    It is no variable: it would be registered, and sent, as it stands there.
    """
    return _marks(UNTERMINATED.finditer, (*_open(template), *names_of(template)))


@rule(
    ERROR,
    TEMPLATE,
    TEMPLATE_TEXTS,
    sources=((NHN, "A variable is written #{name}; values are given by name."),),
    example=template("#{}님, 주문이 완료되었습니다."),
    en=("A variable has no name.", "Write a name between the braces, such as #{이름}."),
    ko=(
        "변수에 이름이 없습니다.",
        "#{이름} 처럼 중괄호 안에 이름을 쓰세요.",
        "#{} 또는 #{ } 처럼 이름이 없는 변수가 있습니다.",
        "값을 넣을 방법이 없습니다.",
    ),
)
def variable_empty(template: Template, _: Limits) -> Iterator[Place]:
    """#{} or #{ }: a variable without a name.

    No value can be given for it.
    """

    def blank(string: str) -> Iterator[re.Match[str]]:
        return (found for found in VARIABLE.finditer(string) if not found[1].strip())

    return _marks(blank, _open(template))


@rule(
    ERROR,
    TEMPLATE,
    "",
    sources=((NHN, "A template has at most 40 variables."),),
    example=template("주문하신 상품: " + ", ".join(f"#{{상품{n}}} 한 개" for n in range(1, 42))),
    en=(
        "There are {count} variables; at most {limit} are allowed.",
        "Write more of the text itself.",
    ),
    ko=(
        "변수가 너무 많습니다. 현재 {count}개, 최대 {limit}개입니다.",
        "고정된 문구를 늘리고 변수를 줄이세요.",
        "템플릿의 변수가 40개를 넘습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def too_many_variables(template: Template, limits: Limits) -> Iterator[Place]:
    """A template has more than 40 variables.

    Kakao refuses to register the template.
    """
    count = sum(1 for _, string in _open(template) for _ in VARIABLE.finditer(string))
    if count > limits.variables:
        yield Place("", {"count": count, "limit": limits.variables})


@rule(
    ERROR,
    TEMPLATE,
    "/buttons/*/name",
    sources=((NHN_ERRORS, "-3008: a button's name holds no variable."),),
    example=template(buttons=[{"type": "MD", "name": "#{메뉴} 문의"}]),
    en=(
        "A button's name holds no variable.",
        "Write the name out; variables are for the text, the title and links.",
    ),
    ko=(
        "버튼명에는 변수를 쓸 수 없습니다.",
        "버튼명을 고정된 문구로 쓰세요. 변수는 본문, 제목, 링크에만 쓸 수 있습니다.",
        "버튼명에 변수가 있습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def variable_not_allowed(template: Template, _: Limits) -> Iterator[Place]:
    """A variable stands in a button's name.

    Kakao refuses to register the template.
    """
    return _marks(VARIABLE.finditer, names_of(template))


@rule(
    WARNING,
    TEMPLATE,
    "/text",
    sources=((KAKAO_REVIEW, "Templates that are hardly anything but variables are refused."),),
    example=template("#{내용} #{링크}"),
    en=(
        "Beside its variables the text has {count} letter(s) or digit(s).",
        "Write the fixed part of the text out.",
    ),
    ko=(
        "변수를 빼면 본문에 남는 글자나 숫자가 {count}개입니다.",
        "고정된 문구를 본문에 쓰세요.",
        "본문이 거의 변수로만 되어 있습니다.",
        "어떤 내용이든 채울 수 있는 템플릿은 카카오 검수에서 반려됩니다.",
    ),
)
def only_variables(template: Template, _: Limits) -> Iterator[Place]:
    """A text that is hardly anything but variables.

    Kakao's review refuses templates into which anything could be filled.
    """
    text = template.get("text")
    if text is None:
        return
    beside, variables = VARIABLE.subn("", _beginning(text))
    count = len([*islice(filter(str.isalnum, beside), FEWEST_LETTERS)])
    if variables and count < FEWEST_LETTERS:
        yield Place("/text", {"count": count})


@rule(
    WARNING,
    TEMPLATE,
    TEMPLATE_TEXTS,
    sources=((NHN, "A variable is written #{name}; other marks stay as they are."),),
    example=template("${이름}님, 주문이 완료되었습니다."),
    en=("This looks like a variable of another system.", "Write it as #{name}."),
    ko=(
        "다른 시스템의 변수 표기로 보입니다.",
        "#{이름} 형식으로 쓰세요.",
        "#{x} 대신 ${x}, #[x], {{x}}를 썼습니다.",
        "변수로 인식되지 않고 적힌 그대로 등록되고 발송됩니다.",
    ),
)
def wrong_variable_mark(template: Template, _: Limits) -> Iterator[Place]:
    """${x}, #[x] or {{x}} instead of #{x}.

    It would be registered, and sent, as it stands there.
    """
    return _marks(_other_marks, (*_open(template), *names_of(template)))


def _open(template: Template) -> Iterator[tuple[str, str]]:
    """The strings in which variables may stand, each with its path."""
    if text := template.get("text"):
        yield "/text", _beginning(text)
    if title := template.get("title"):
        yield "/title", title
    yield from links_of(template)


def _beginning(text: str) -> str:
    """What of a text is read: as much as the rules of messages read, without cutting a variable."""
    if len(text) <= MOST_READ:
        return text
    text = text[:MOST_READ]
    before, mark, behind = text.rpartition("#{")
    return before if mark and "}" not in behind else text


def _marks(
    find: Callable[[str], Iterable[re.Match[str]]], strings: Iterable[tuple[str, str]]
) -> Iterator[Place]:
    """The first ten places of what ``find`` finds."""
    found = (Place(path, span=mark.span()) for path, string in strings for mark in find(string))
    return islice(found, MOST_PLACES)


# ------------------------------------------------------------------------- the rules of messages


_VALUES: Final[Mapping[str, Callable[[re.Match[str]], str]]] = {
    "hidden": lambda variable: f"#{{{'_' * len(variable[1])}}}",
    "fitting": lambda _: "a: 한진택배 531234567890 ",  # a scheme, a parcel
}


def of_templates(card: Rule) -> Rule:
    """The rule of messages as it is asked of templates, by what the card says of variables."""
    find, variables = card.find, card.variables
    if find is None or variables is None:
        return card
    return replace(
        card, find=lambda template, limits: find(_filled(template, _VALUES[variables]), limits)
    )


def _filled(template: Template, value_of: Callable[[re.Match[str]], str]) -> Message:
    """The template with a value in the place of each variable; its image holds none."""

    def changed(value: Any) -> Any:
        if isinstance(value, str):
            return VARIABLE.sub(value_of, _beginning(value)) if "#{" in value else value
        if isinstance(value, list):
            return [changed(item) for item in value]
        if isinstance(value, dict):
            return {name: changed(member) for name, member in value.items()}
        return value

    members = template.items()
    return cast("Message", {part: v if part == "image" else changed(v) for part, v in members})
