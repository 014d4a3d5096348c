"""Templates: their variables, and the rules of messages where variables make a difference."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, Final, cast

from alimtalk_rules.documents import Message, Template
from alimtalk_rules.limits import MOST_PLACES, Limits
from alimtalk_rules.rules.buttons import names_of
from alimtalk_rules.rules.characters import links_of, read_of, with_any, with_hidden_name
from alimtalk_rules.rules.couriers import names_unsupported_courier
from alimtalk_rules.rules.examples import template
from alimtalk_rules.rules.parts import shown_of
from alimtalk_rules.rules.rule import ERROR, WARNING, Place, Rule, rule
from alimtalk_rules.rules.seen import ordinary
from alimtalk_rules.rules.sources import KAKAO_PUBLIC, KAKAO_REVIEW, NHN, NHN_ERRORS
from alimtalk_rules.rules.where import NAMES, TEMPLATE, TEMPLATE_TEXTS, TEXTS
from alimtalk_rules.variables import OTHER_MARKS, UNTERMINATED, VARIABLE

FEWEST_LETTERS: Final = 4
"""Letters and digits that a text needs beside its variables: 인증번호 tells, 안내 does not.

Kakao's review refuses what is hardly anything but variables, and gives no number.
"""

WRONG_MARKS: Final = rf"(?!\$\{{(?:최대(?:15|40)자[^{{}}]*|전화번호|URL)\}})(?:{OTHER_MARKS})"
"""All other marks but those of Kakao's public templates: ``${최대15자 1}``, ``${전화번호}``, ``${URL}``."""

_wrong_marks = re.compile(WRONG_MARKS).finditer


@rule(
    WARNING,
    TEMPLATE,
    TEMPLATE_TEXTS,
    sources=((NHN, "A variable is written #{name}."),),
    example=template("#{이름님, 주문이 완료되었습니다."),
    en=(
        "A variable begins with #{ but is not closed.",
        "Close it with }, or write the text without #{.",
    ),
    ko=(
        "변수가 #{로 시작하지만 닫히지 않았습니다.",
        "}로 닫거나, 변수가 아니라면 #{를 빼세요.",
        "다음 #{가 나오거나 문구가 끝날 때까지 }로 닫히지 않은 #{가 있습니다.",
        "변수로 인식되지 않고 적힌 그대로 등록되고 발송됩니다.",
    ),
)
def variable_unterminated(template: Template, limits: Limits) -> Iterator[Place]:
    """#{ is not closed by } before the next #{ or the end.

    It is not a variable: it would be registered, and sent, exactly as it is written.
    """
    return _marks(UNTERMINATED.finditer, (*_open(template, limits), *_fixed(template)))


@rule(
    ERROR,
    TEMPLATE,
    TEMPLATE_TEXTS,
    sources=((NHN, "A variable is written #{name}; values are given by name."),),
    example=template("#{}님, 주문이 완료되었습니다."),
    en=("A variable has no name.", "Write a name between the braces, such as #{이름}."),
    ko=(
        "변수에 이름이 없습니다.",
        "#{이름}처럼 중괄호 안에 이름을 쓰세요.",
        "#{} 또는 #{ }처럼 이름이 없는 변수가 있습니다.",
        "값을 넣을 방법이 없습니다.",
    ),
)
def variable_empty(template: Template, limits: Limits) -> Iterator[Place]:
    """#{} or #{ }: a variable without a name.

    No value can be given for it.
    """

    def blank(string: str) -> Iterator[re.Match[str]]:
        return (found for found in VARIABLE.finditer(string) if not found[1].strip())

    return _marks(blank, _open(template, limits))


@rule(
    ERROR,
    TEMPLATE,
    "",
    sources=((NHN, "A template has at most 40 variables."),),
    example=template("주문하신 상품: " + ", ".join(f"#{{상품{n}}} 한 개" for n in range(1, 42))),
    en=(
        "There are {count} variables; at most {limit} are allowed.",
        "Use fewer variables and more fixed text.",
    ),
    ko=(
        "변수가 너무 많습니다. 현재 {count}개, 최대 {limit}개입니다.",
        "고정 문구를 늘리고 변수를 줄이세요.",
        "템플릿의 변수가 40개를 넘습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def too_many_variables(template: Template, limits: Limits) -> Iterator[Place]:
    """A template has more than 40 variables.

    Kakao refuses to register the template.
    """
    count = sum(1 for _, string in _open(template, limits) for _ in VARIABLE.finditer(string))
    if count > limits.variables:
        yield Place("", {"count": count, "limit": limits.variables})


@rule(
    ERROR,
    TEMPLATE,
    (*NAMES, "/subtitle", "/extra", "/items/*/title", "/summary/title"),
    sources=(
        (
            NHN_ERRORS,
            "-3008, -3102: a name cannot contain a variable; -3017 the subtitle, -3021 the extra text, -3037 an item's title, -3038 the summary's.",
        ),
    ),
    example=template(buttons=[{"type": "MD", "name": "#{메뉴} 문의"}]),
    codes={
        "nhn": (
            "-3008",
            "-3102",
            "-3017",
            "-3021",
            "-3037",
            "-3038",
        )
    },
    en=(
        "There cannot be a variable here.",
        "Write fixed text; only the text, the title, header, highlight, descriptions and links can contain variables.",
    ),
    ko=(
        "여기에는 변수를 쓸 수 없습니다.",
        "고정 문구로 쓰세요. 변수는 본문, 강조 표기 제목, 헤더, 아이템 하이라이트, 아이템 내용, 링크에만 쓸 수 있습니다.",
        "버튼명, 바로연결 이름, 강조 표기 보조 문구, 부가 정보, 아이템명 또는 아이템 요약정보의 제목에 변수가 있습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def variable_not_allowed(template: Template, _: Limits) -> Iterator[Place]:
    """The name of a button or quick reply, the subtitle, the extra text, an item's title or the summary's contains a variable.

    Kakao refuses to register the template.
    """
    return _marks(VARIABLE.finditer, _fixed(template))


@rule(
    WARNING,
    TEMPLATE,
    "/text",
    sources=((KAKAO_REVIEW, "Templates that are hardly anything but variables are refused."),),
    example=template("#{내용} #{링크}"),
    en=(
        "The text is hardly more than variables; letters and digits besides them: {count}.",
        "Add fixed text that says what the message is about.",
    ),
    ko=(
        "변수를 빼면 본문에 글자(숫자 포함)가 {count}자뿐입니다.",
        "본문에 고정 문구를 추가하세요.",
        "본문이 거의 변수로만 되어 있습니다.",
        "어떤 내용이든 채울 수 있는 템플릿은 카카오 검수에서 반려됩니다.",
    ),
)
def only_variables(template: Template, limits: Limits) -> Iterator[Place]:
    """The text is hardly more than variables.

    Kakao's review refuses templates that could be filled with anything.
    """
    text = template.get("text")
    if text is None:
        return
    beside, variables = VARIABLE.subn("", _beginning(text, limits))
    count = len([*islice(filter(str.isalnum, beside), FEWEST_LETTERS)])
    if variables and count < FEWEST_LETTERS:
        yield Place("/text", {"count": count})


@rule(
    WARNING,
    TEMPLATE,
    TEMPLATE_TEXTS,
    sources=(
        (NHN, "A variable is written #{name}; other marks stay as they are."),
        (KAKAO_PUBLIC, "Its templates have ${최대15자 n}, ${최대40자 n}, ${전화번호} and ${URL}."),
    ),
    example=template("${이름}님, 주문이 완료되었습니다."),
    en=("This looks like a variable of another system.", "Write it as #{name}."),
    ko=(
        "다른 시스템의 변수 표기로 보입니다.",
        "#{이름} 형식으로 쓰세요.",
        "#{x} 대신 ${x}, #[x], #(x), {{x}}, ＃{x}를 썼습니다. 카카오 공용 템플릿의 ${최대15자 n}, ${전화번호} 등은 제외합니다.",
        "변수로 인식되지 않고 적힌 그대로 등록되고 발송됩니다.",
    ),
)
def wrong_variable_mark(template: Template, limits: Limits) -> Iterator[Place]:
    """${x}, #[x], #(x), {{x}} or ＃{x} instead of #{x}; those of Kakao's public templates, such as ${전화번호}, are right.

    It would be registered, and sent, as it stands there.
    """
    return _marks(_wrong_marks, (*_open(template, limits), *_fixed(template)))


@rule(
    WARNING,
    TEMPLATE,
    TEXTS,
    sources=((NHN_ERRORS, "The text must equal the template, line breaks included (-3010)."),),
    example=template("주문 완료\r\n감사합니다."),
    unless=ordinary,
    characters="\r",
    en=(
        "Carriage returns (U+000D) in this template: {count}. Its messages must have them, too.",
        "Register it with LF alone. If it is approved already, send its messages with CRLF as it has them.",
    ),
    ko=(
        "템플릿에 캐리지 리턴(CR, U+000D)이 {count}개 있습니다. 메시지에도 똑같이 있어야 합니다.",
        "LF만 쓴 문구로 등록하세요. 이미 승인된 템플릿이라면 메시지도 CRLF로 보내세요.",
        "템플릿의 본문, 제목 또는 버튼명에 캐리지 리턴(CR)이 있습니다.",
        "카카오는 줄바꿈 문자까지 비교하므로, LF로 보낸 메시지는 템플릿과 일치하지 않습니다.",
    ),
)
def carriage_return_registered(template: Template, limits: Limits) -> Iterator[Place]:
    """A carriage return stands in the text, the title or a button's name of a template.

    Kakao compares line breaks, too: a message with LF alone does not equal it.
    """
    for path, string in with_any("\r", template, limits):
        first = string.index("\r")
        yield Place(path, {"count": string.count("\r")}, span=(first, first + 1))


def _open(template: Template, limits: Limits) -> Iterator[tuple[str, str]]:
    """The strings in which variables may stand, each with its path."""
    if text := template.get("text"):
        yield "/text", _beginning(text, limits)
    if title := template.get("title"):
        yield "/title", title
    yield from ((path, string) for path, string in shown_of(template) if not _is_fixed(path))
    yield from links_of(template)


def _fixed(template: Template) -> Iterator[tuple[str, str]]:
    """The strings that are the same in all messages, each with its path; but for the preview."""
    yield from ((path, string) for path, string in shown_of(template) if _is_fixed(path))
    yield from names_of(template)


_is_fixed = re.compile("/subtitle|/extra|/items/[0-9]+/title|/summary/title").fullmatch


def _beginning(text: str, limits: Limits) -> str:
    """What of a text is read: as much as the rules of messages read, without cutting a variable."""
    whole, text = text, read_of(text, limits)
    if len(text) == len(whole):
        return text
    before, mark, behind = text.rpartition("#{")
    return before if mark and "}" not in behind else text


def _marks(
    find: Callable[[str], Iterable[re.Match[str]]], strings: Iterable[tuple[str, str]]
) -> Iterator[Place]:
    """The first ten places of what ``find`` finds."""
    found = (Place(path, span=mark.span()) for path, string in strings for mark in find(string))
    return islice(found, MOST_PLACES)


# ------------------------------------------------------------------------- the rules of messages


_names_courier = re.compile(
    "택배|배송사|배송업체|운송사|물류|courier|carrier", re.IGNORECASE
).search


_Values = Callable[[str], Callable[[re.Match[str]], str]]


def _fitting(string: str) -> Callable[[re.Match[str]], str]:
    """Values that are a scheme and a parcel; a fixed courier leaves only the number to them."""
    has_courier = names_unsupported_courier(VARIABLE.sub("", string))

    def value(variable: re.Match[str]) -> str:
        if has_courier and not _names_courier(variable[1]):
            return "a: 531234567890 "
        return "a: 한진택배 531234567890 "

    return value


_VALUES: Final[Mapping[str, _Values]] = {
    "hidden": lambda _: with_hidden_name,
    "fitting": _fitting,
}
"""What variables stand for, by what a card says of them; made once for each string."""


def of_templates(card: Rule) -> Rule:
    """The rule of messages as it is asked of templates, by what the card says of variables."""
    find, variables = card.find, card.variables
    if find is None or variables is None:
        return card
    return replace(
        card,
        find=lambda template, limits: find(_filled(template, _VALUES[variables], limits), limits),
    )


def _filled(template: Template, values_in: _Values, limits: Limits) -> Message:
    """The template with a value in the place of each variable; its image holds none."""

    def changed(value: Any) -> Any:
        if isinstance(value, str):
            if "#{" not in value:
                return value
            string = _beginning(value, limits)
            return VARIABLE.sub(values_in(string), string)
        if isinstance(value, list):
            return [changed(item) for item in value]
        if isinstance(value, dict):
            return {name: changed(member) for name, member in value.items()}
        return value

    members = template.items()
    return cast("Message", {part: v if part == "image" else changed(v) for part, v in members})
