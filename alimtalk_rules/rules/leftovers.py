"""What a program left in a message: variables, words for no value, markup, broken characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from alimtalk_rules.documents import Message
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.characters import (
    links_of,
    mojibake_in,
    strings_of,
    with_any,
)
from alimtalk_rules.rules.rule import ERROR, WARNING, Place, rule
from alimtalk_rules.rules.seen import Seen, ordinary
from alimtalk_rules.rules.sources import (
    GUIDE,
    LUNASOFT_SEND,
    THIS_LIBRARY,
    UNICODE_SPECIALS,
)
from alimtalk_rules.rules.where import AT_FAILOVER, BESIDE, LINKS, SCHEMES, SENT, TEXTS, TEXTUAL
from alimtalk_rules.variables import OTHER_MARKS, VARIABLE

_mark = re.compile(rf"(?P<variable>{VARIABLE.pattern})|#\{{|{OTHER_MARKS}").finditer


_markup = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"
    r"|</?(?:br|div|span|strong|font|img|table|tr|td|ul|li)(?:\s[^<>]*)?/?>"
    r"|<a\s+href[^<>]*>|</(?:a|b|i|p|u)>",
    re.IGNORECASE,
)


def _has_marks(seen: Seen) -> bool:
    strings = (seen.shown, *seen.links)
    return any("{" in each or "#[" in each or "#(" in each for each in strings)


def _may_have_no_value(seen: Seen) -> bool:
    return any(map(seen.shown.__contains__, NO_VALUE))


NO_VALUE: Final = ("None", "ull", "NULL", "nan", "NaN", "NAN", "undef")
"""What programs write where they have no value; the beginnings and ends of such words."""


def _has_a_backslash(seen: Seen) -> bool:
    return "\\" in seen.shown


def _may_have_markup(seen: Seen) -> bool:
    return "<" in seen.shown or "&" in seen.shown


@rule(
    ERROR,
    SENT,
    (*TEXTS, *LINKS, *SCHEMES, *AT_FAILOVER),
    sources=(
        (LUNASOFT_SEND, "Samples send #{…} in the text: Kakao delivers it as it is."),
        (GUIDE, "A message is sent with its variables filled."),
    ),
    example={"text": "#{고객명}님, 주문이 완료되었습니다."},
    unless=ordinary,
    where=_has_marks,
    en=("A variable was not filled.", "Fill it with its value before sending."),
    ko=(
        "치환되지 않은 변수가 있습니다.",
        "발송 전에 값으로 치환하세요.",
        "본문, 제목, 버튼명, 링크 또는 대체 발송 문구에 #{…} 변수가 남아 있습니다.",
        "수신자에게 변수가 그대로 보이거나 링크가 열리지 않습니다.",
    ),
)
def unfilled_variable(message: Message, limits: Limits) -> Iterator[Place]:
    """#{…} is left in the text, the title, a button's name, a link or the failover SMS of a message that is sent.

    Readers see the variable itself, or the link opens nothing.
    """
    return (place for is_ours, place in _marks_in(message, limits) if is_ours)


@rule(
    WARNING,
    SENT,
    (*TEXTS, *LINKS, *SCHEMES),
    sources=((THIS_LIBRARY, "Kakao delivers the marks of other systems as they are."),),
    example={"text": "${고객명}님, 주문이 완료되었습니다."},
    unless=ordinary,
    where=_has_marks,
    en=(
        "This looks like a variable that was not filled.",
        "Fill it before sending; if it is meant as text, write it without the brackets.",
    ),
    ko=(
        "치환되지 않은 변수로 보이는 문구가 있습니다.",
        "발송 전에 값으로 치환하세요. 변수가 아닌 일반 문구라면 괄호를 빼고 쓰세요.",
        "본문, 제목, 버튼명 또는 링크에 ${…}, {{…}}, #[…], #(…), ＃{…} 형태의 변수나 닫히지 않은 #{가 남아 있습니다.",
        "수신자에게 변수가 그대로 보이거나 링크가 열리지 않습니다.",
    ),
)
def leftover_variable(message: Message, limits: Limits) -> Iterator[Place]:
    """${…}, {{…}}, #[…], #(…), ＃{…}, or #{ without its end stands in the text, the title, a button's name or a link.

    Readers would see the placeholder itself, or the link would open nothing.
    """
    return (place for is_ours, place in _marks_in(message, limits) if not is_ours)


def _marks_in(message: Message, limits: Limits) -> Iterator[tuple[bool, Place]]:
    """Where variables stand, and whether each is marked as Kakao marks them."""
    for path, string in chain(strings_of(message, limits), links_of(message)):
        for mark in _mark(string):
            yield mark["variable"] is not None, Place(path, span=mark.span())


_WORDS = "(?:None|[Nn]ull|NULL|undefined|nan|NaN|NAN)"
_no_value = re.compile(
    rf"(?<![\w./\"'-]){_WORDS}(?=[가-힣]|[ ](?:님|고객|회원|원|건|개))"  # null님, NaN원
    rf"|(?<=[:：]){_WORDS}(?=\s*$)|(?<=[:：][ ]){_WORDS}(?=\s*$)"  # 금액: null
    rf"|(?<=[\[(]){_WORDS}(?=[\])])|\A{_WORDS}\Z",
    re.MULTILINE,
).finditer


@rule(
    WARNING,
    (*TEXTUAL, *BESIDE),
    (*TEXTS, "/buttons/*/*"),
    sources=((THIS_LIBRARY, "Programs write such words where they have no value."),),
    example={"text": "None님, 주문이 완료되었습니다."},
    variables="hidden",
    unless=ordinary,
    where=_may_have_no_value,
    en=(
        "A word for no value stands here, such as None or null.",
        "Give the value, or leave out what is said of it.",
    ),
    ko=(
        "None, null처럼 값이 없다는 뜻의 단어가 그대로 있습니다.",
        "값을 넣거나, 값이 필요 없는 문구로 바꾸세요.",
        "값이 있어야 할 자리에 None, nan, null 또는 undefined가 있습니다.",
        "수신자에게 그 단어가 그대로 보입니다.",
    ),
)
def empty_looking_value(message: Message, limits: Limits) -> Iterator[Place]:
    """None, nan, null or undefined stands where a value should: before 님 or 원, behind a colon, in brackets, or as the whole of a variable.

    Readers see the word.
    """
    for path, string in strings_of(message, limits):
        yield from _once(path, _no_value(string))


_line_break = re.compile(
    r"(?<![A-Za-z0-9:\\])\\(?:r\\)?n|(?<!\\)\\(?:r\\)?n(?![A-Za-z0-9])"
).finditer
"""Not what stands within a path (C:\\reports\\new)."""


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=((THIS_LIBRARY, "A line break that was escaped twice is two characters of text."),),
    example={"text": "주문 완료\\n감사합니다."},
    variables="hidden",
    unless=ordinary,
    where=_has_a_backslash,
    en=(
        "A backslash and an n stand here instead of a line break: {count}.",
        "Write the line break itself; in JSON the text is escaped once, by json.dumps.",
    ),
    ko=(
        r"줄바꿈 대신 \n이라는 글자가 {count}개 있습니다.",
        "실제 줄바꿈을 넣으세요. JSON으로 바꿀 때 이스케이프가 두 번 되었는지 확인하세요.",
        r"본문, 제목 또는 버튼명에 백슬래시와 n(\n)이 글자 그대로 있습니다.",
        r"수신자에게 줄바꿈이 아니라 \n이 보이고, 승인된 템플릿과 일치하지 않습니다.",
    ),
)
def escaped_line_break(message: Message, limits: Limits) -> Iterator[Place]:
    r"""A backslash and an n (\n) stand in the text, the title or a button's name.

    Readers see them instead of a line break, and the text does not equal the template.
    """
    for path, string in strings_of(message, limits):
        yield from _once(path, _line_break(string))


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=((THIS_LIBRARY, "AlimTalk is plain text: HTML is shown as it is written."),),
    example={"text": "주문이 완료되었습니다.<br>감사합니다."},
    variables="hidden",
    unless=ordinary,
    where=_may_have_markup,
    en=(
        "HTML in this text, such as <br> or &nbsp;: {count}.",
        "Write plain text: line breaks, spaces and signs themselves.",
    ),
    ko=(
        "<br>, &nbsp; 같은 HTML 표기가 {count}개 있습니다.",
        "줄바꿈, 공백, 기호를 그대로 쓰세요. 알림톡은 HTML을 지원하지 않습니다.",
        "본문, 제목 또는 버튼명에 HTML 태그나 문자 참조가 있습니다.",
        "수신자에게 태그가 그대로 보입니다.",
    ),
)
def markup_in_text(message: Message, limits: Limits) -> Iterator[Place]:
    """A tag or a character reference of HTML, such as <br> or &nbsp;, stands in the text, the title or a button's name.

    Readers see it as it is written.
    """
    for path, string in strings_of(message, limits):
        yield from _once(path, _markup.finditer(string))


_LOST = "[\ufffc\ufffd]"
_lost = re.compile(_LOST).finditer


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=(
        (UNICODE_SPECIALS, "U+FFFD stands for what could not be decoded, U+FFFC for an object."),
    ),
    example={"text": "홍길\ufffd님, 주문이 완료되었습니다."},
    unless=ordinary,
    characters=_LOST,
    en=(
        "Characters that were lost, U+FFFD or U+FFFC in their place: {count}.",
        "Take the text from where it is whole, and decode it with the right encoding.",
    ),
    ko=(
        "깨진 글자가 {count}자 있습니다(U+FFFD 또는 U+FFFC).",
        "원본 텍스트를 올바른 인코딩으로 다시 읽으세요.",
        "대체 문자(U+FFFD)나 개체 대체 문자(U+FFFC)가 있습니다. 디코딩하지 못한 글자나 붙여 넣은 개체가 있던 자리입니다.",
        "원래 내용이 사라져 수신자에게 깨진 기호로 보입니다.",
    ),
)
def replacement_character(message: Message, limits: Limits) -> Iterator[Place]:
    """U+FFFD or U+FFFC: something that could not be decoded, or an object, stood there.

    What it was is lost; readers see a sign in its place.
    """
    for path, string in with_any(_LOST, message, limits):
        yield from _once(path, _lost(string))


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=(
        (THIS_LIBRARY, "Bytes of Korean, read one by one, give such rows of accents and signs."),
    ),
    example={"text": "ÈûÁîµ¿님, 주문이 완료되었습니다."},
    unless=ordinary,
    en=(
        "This looks like Korean in {encoding} that was decoded as Latin-1 or CP1252.",
        "Decode it as {encoding} where the text is read.",
    ),
    ko=(
        "{encoding} 한글을 Latin-1(CP1252)로 잘못 디코딩한 글자로 보입니다.",
        "텍스트를 읽는 곳에서 {encoding}로 디코딩하세요.",
        "한글이 Latin-1 또는 CP1252로 잘못 디코딩되어 ÈûÁîµ¿ 같은 글자가 되었습니다.",
        "수신자가 읽을 수 없고, 승인된 템플릿과 일치하지 않습니다.",
    ),
)
def mojibake(message: Message, limits: Limits) -> Iterator[Place]:
    """Korean that was decoded as Latin-1 or CP1252, such as ÈûÁîµ¿; of its letters no other rule speaks.

    Nobody can read it, and it does not equal the template.
    """
    for path, string in strings_of(message, limits):
        for start, end, encoding in mojibake_in(string):
            yield Place(path, {"encoding": encoding}, span=(start, end))
            break


def _once(path: str, found: Iterator[re.Match[str]]) -> Iterator[Place]:
    """One place for all that was found in a string: the first, and how many there are."""
    spans = [match.span() for match in found]
    if spans:
        yield Place(path, {"count": len(spans)}, span=spans[0])
