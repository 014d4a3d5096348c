"""The text: how long it is, what nobody can see in it, and what was left in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from alimtalk_rules.counting import utf16_units
from alimtalk_rules.documents import Message
from alimtalk_rules.limits import MOST_PLACES, Limits
from alimtalk_rules.rules.characters import (
    code_points,
    is_everyday,
    matches,
    pattern,
    read_of,
    with_any,
)
from alimtalk_rules.rules.examples import DONE, bizppurio
from alimtalk_rules.rules.parts import text_limit, without_strike
from alimtalk_rules.rules.rule import ERROR, WARNING, Place, rule
from alimtalk_rules.rules.seen import Seen, ordinary, title_is_usual
from alimtalk_rules.rules.sources import (
    BIZPPURIO,
    GUIDE,
    KAKAO_CONTENT,
    LUNASOFT_SEND,
    NHN_ERRORS,
    SOLAPI,
    UNICODE_EMOJI,
    UNICODE_NORMAL,
    UNICODE_SECURITY,
)
from alimtalk_rules.rules.where import PAYLOAD, SENT, TEXTS, TEXTUAL

# TAB, LF and CR aside, what no phone shows (Solapi 1028).
_UNPRINTABLE = r"[[\p{Cc}--[\t\n\r]]\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]"

# Unicode's format and default-ignorable characters (Hangul fillers are among the latter), its
# separators of lines and paragraphs, and what no version known here assigns.
_UNASSIGNED = r"[\p{Cn}--[\p{Noncharacter_Code_Point}\p{Extended_Pictographic}]]"
_INVISIBLE = rf"[\p{{Cf}}\p{{Default_Ignorable_Code_Point}}\p{{Zl}}\p{{Zp}}{_UNASSIGNED}]"
_BLANK = r"[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}]+"

# An emoji with its style or skin tone, and several of them joined (Unicode TS 51).
_ONE_EMOJI = r"\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0E\uFE0F]*"
_JOINER = r"\u200D"
_JOINED_EMOJI = rf"{_ONE_EMOJI}(?:{_JOINER}{_ONE_EMOJI})+"
_EMOJI = rf"{_JOINED_EMOJI}|{_ONE_EMOJI}|[0-9#*][\uFE0E\uFE0F]"


HANGUL_RUN = "[\u1100-\u11ff가-힣]+"
"""Syllables and the letters that they are composed of, in a row."""

_HANGUL = re.compile(HANGUL_RUN)
_JAMO_TO_COMPOSE = "[\u1161-\u1175\u11a8-\u11c2]"
_HANGUL_TO_COMPOSE = re.compile("[\u1100-\u1112][\u1161-\u1175]|[가-힣][\u11a8-\u11c2]")


_UNSEEN = rf"{_EMOJI}|({_UNPRINTABLE}|{_INVISIBLE}|[\t\r\u2800]|[\p{{Zs}}--[ \u3000]])"


def unseen_in(string: str) -> Iterator[int]:
    """Where characters stand that nobody sees, or takes for a plain space; none inside an emoji."""
    return (match.start() for match in pattern(_UNSEEN).finditer(string) if match[1])


def is_short(seen: Seen, limits: Limits) -> bool:
    """An ``unless`` of rules about the text's length, alone or with others, however counted."""
    room = min(limits.text, limits.text_safe)
    if seen.further is not None:
        room = min(room - limits.channel_text_reserve, text_limit(seen.further, limits))
        room -= len(seen.further.get("extra") or "")
    elif "AC" in seen.types:
        room -= limits.channel_text_reserve
    return 2 * len(seen.text) <= room or utf16_units(seen.text) <= room


def too_long(path: str, string: str, limit: int) -> Iterator[Place]:
    """The place of a string that is longer than ``limit``."""
    length = len(string)
    if length > limit:
        yield Place(
            path, {"length": length, "limit": limit, "over": length - limit}, span=(limit, length)
        )


@rule(
    ERROR,
    TEXTUAL,
    "/text",
    sources=((LUNASOFT_SEND, "3013: the message is empty."),),
    example={"text": " \n"},
    kakao=("3013",),
    unless=ordinary,
    codes={"nhn": ("-2001",), "solapi": ("1010",), "bizgo": ("A303",)},
    en=("The text has nothing to read.", "Write a text."),
    ko=(
        "본문에 읽을 수 있는 내용이 없습니다.",
        "본문을 작성하세요.",
        "본문이 비어 있거나, 공백과 보이지 않는 문자뿐입니다.",
        "카카오는 본문이 없는 메시지를 거부합니다.",
    ),
)
def text_blank(message: Message, _: Limits) -> Iterator[Place]:
    """The text is empty, or only white space and invisible characters.

    Kakao refuses a message without text.
    """
    text = message.get("text")
    if text is not None and _is_blank(text):
        yield Place("/text")


def _is_blank(text: str) -> bool:
    first = text[:1]
    if is_everyday(first) and not first.isspace():
        return not first
    if is_everyday(text):
        return text.isspace()
    return pattern(_BLANK).fullmatch(text) is not None


def _not_blank(strings: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Without a blank text: that it is blank is one fault, whatever it is blank with."""
    return ((path, string) for path, string in strings if path != "/text" or not _is_blank(string))


@rule(
    ERROR,
    TEXTUAL,
    "/text",
    sources=(
        (GUIDE, "At most 1,000 characters including spaces, in any language."),
        (LUNASOFT_SEND, "3014: the message is too long."),
        (NHN_ERRORS, "-2037: at most 700 beside an item list."),
    ),
    example={"text": "가" * 1001},
    kakao=("3014",),
    enforced_by="strict",
    unless=is_short,
    codes={
        "nhn": (
            "-2019",
            "-2024",
            "-2037",
        ),
        "bizppurio": ("7314",),
        "solapi": ("1031",),
        "bizgo": ("A328",),
    },
    en=(
        "The text has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}; each space and each line break counts as one.",
    ),
    ko=(
        "본문이 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요. 공백과 줄바꿈도 각각 1자로 계산됩니다.",
        "본문이 공백과 줄바꿈을 포함해 1,000자(유니코드 코드 포인트 기준)를 넘습니다. 아이템 리스트가 있으면 700자입니다.",
        "언어와 관계없이 카카오가 메시지를 거부합니다.",
    ),
)
def text_too_long(message: Message, limits: Limits) -> Iterator[Place]:
    """The text has more than 1,000 characters (code points), including spaces and line breaks; beside an item list, more than 700.

    Kakao refuses the message, whatever the language.
    """
    yield from too_long("/text", message.get("text") or "", text_limit(message, limits))


@rule(
    WARNING,
    PAYLOAD,
    "**",
    sources=(
        (BIZPPURIO, "The manual of 2023 allows 1,000 characters, a newer one 1,300."),
        (LUNASOFT_SEND, "3014: the message is too long; 1,000 characters are allowed."),
    ),
    example=bizppurio("가" * 1001),
    en=(
        "The text has {length} characters; the gateway's documents differ on whether more than {limit} are allowed.",
        "Shorten it to at most {limit} to be sure.",
    ),
    ko=(
        "본문이 {length}자입니다. {limit}자를 넘어도 되는지는 중계사 문서마다 다릅니다.",
        "안전하게 {limit}자 이하로 줄이세요.",
        "본문이 1,000자를 넘지만 중계사의 최신 문서가 허용하는 1,300자 이내입니다.",
        "이전 문서의 한도를 따르는 경우 카카오가 메시지를 거부합니다.",
    ),
)
def text_over_1000(message: Message, limits: Limits) -> Iterator[Place]:
    """The text has more than 1,000 characters, and at most the 1,300 that only a newer document of the gateway allows.

    Where the older limit still holds, Kakao refuses the message.
    """
    text = message.get("text") or ""
    if limits.text_safe < len(text) <= text_limit(message, limits):
        yield from too_long("/text", text, limits.text_safe)


@rule(
    WARNING,
    TEXTUAL,
    "/text",
    sources=((SOLAPI, "Its own checks count as JavaScript does: an emoji is two."),),
    example={"text": "가" * 999 + "🎁"},
    unless=is_short,
    en=(
        "The text has {length} characters, but {units} UTF-16 units; many gateways count these and allow {limit}.",
        "Remove some emoji or shorten the text; its UTF-16 units are over the limit by {over}.",
    ),
    ko=(
        "본문은 {length}자이지만 UTF-16 코드 단위로는 {units}개입니다. 코드 단위로 계산하는 중계사가 많으며, 이 경우 최대 {limit}개입니다.",
        "이모지를 빼거나 본문을 줄이세요. 코드 단위로 {over}개 이상 줄여야 합니다.",
        "본문이 1,000자 이내이지만, UTF-16 코드 단위로는 1,000개를 넘습니다.",
        "Java나 JavaScript로 만든 시스템에서는 이모지 하나가 대개 2자로 계산됩니다.",
    ),
)
def text_too_long_in_utf16(message: Message, limits: Limits) -> Iterator[Place]:
    """The text has at most 1,000 characters, but more than 1,000 UTF-16 units.

    Gateways written in Java or JavaScript count most emoji as two.
    """
    text = message.get("text")
    limit = text_limit(message, limits)
    if text is None or not limit // 2 < len(text) <= limit:
        return
    units = utf16_units(text)
    if units > limit:
        params = {"length": len(text), "units": units, "limit": limit, "over": units - limit}
        yield Place("/text", params)


@rule(
    WARNING,
    TEXTUAL,
    "/text",
    sources=((UNICODE_NORMAL, "A Hangul syllable is one code point in NFC, two or three in NFD."),),
    example={"text": "\u110c\u116e\u1106\u116e\u11ab이 완료되었습니다."},
    unless=ordinary,
    characters=_JAMO_TO_COMPOSE,
    en=(
        "The text has Hangul as separate letters (NFD): {length} characters instead of {composed}.",
        "Normalize the text to NFC before sending.",
    ),
    ko=(
        "본문에 자모가 분리된(NFD) 한글이 있습니다. 현재 {length}자, 결합하면(NFC) {composed}자입니다.",
        "발송 전에 본문을 NFC로 정규화하세요.",
        "본문에 자모가 분리된(NFD) 한글이 있습니다. macOS의 파일명이 이런 형태입니다.",
        "겉보기에는 같지만 한 글자가 2~3자로 계산되고, 승인된 템플릿과 일치하지 않습니다.",
    ),
)
def text_decomposed(message: Message, limits: Limits) -> Iterator[Place]:
    """The text has decomposed Hangul, as macOS writes it in file names.

    It looks the same, but a syllable counts as two or three characters and the text does not equal the approved template.
    """
    text = message.get("text") or ""
    found = _HANGUL_TO_COMPOSE.search(read_of(text, limits))
    if found is None:
        return
    # Only Hangul is composed: to sort marks, as all of NFC asks for, takes quadratic time.
    composed = len(_HANGUL.sub(lambda word: unicodedata.normalize("NFC", word[0]), text))
    if composed < len(text):
        yield Place("/text", {"length": len(text), "composed": composed}, span=found.span())


@rule(
    WARNING,
    SENT,
    TEXTS,
    sources=((NHN_ERRORS, "The text must equal the template, line breaks included (-3010)."),),
    example={"text": "주문 완료\r\n감사합니다."},
    unless=ordinary,
    characters="\r",
    en=("Carriage returns (U+000D): {count}.", "Turn CRLF and CR into LF."),
    ko=(
        "캐리지 리턴(CR, U+000D)이 {count}개 있습니다.",
        "CRLF와 CR을 LF로 바꾸세요.",
        "본문, 제목 또는 버튼명에 캐리지 리턴(CR)이 있습니다.",
        "CR도 1자로 계산되며, 승인된 템플릿과 일치하지 않게 됩니다.",
    ),
)
def carriage_return(message: Message, limits: Limits) -> Iterator[Place]:
    """A carriage return stands in the text, the title or a button's name.

    It counts as a character of its own, and the text no longer equals the template.
    """
    for path, string in _not_blank(with_any("\r", message, limits)):
        first = string.index("\r")
        yield Place(path, {"count": string.count("\r")}, span=(first, first + 1))


@rule(
    ERROR,
    TEXTUAL,
    TEXTS,
    sources=((SOLAPI, "1028: the text holds characters that cannot be printed."),),
    example={"text": "주문\u0007이 완료되었습니다."},
    unless=ordinary,
    characters=_UNPRINTABLE,
    en=(
        "There are unprintable characters here: {codepoints}.",
        "Remove it; look where the text was read or converted.",
    ),
    ko=(
        "출력할 수 없는 문자가 있습니다: {codepoints}.",
        "해당 문자를 제거하고, 텍스트를 읽거나 변환하는 코드를 확인하세요.",
        "탭과 줄바꿈 이외의 제어 문자, 짝이 없는 서로게이트, 사용자 정의 영역(PUA) 문자, 비문자(noncharacter)가 있습니다.",
        "중계사가 거부하며, 휴대전화 화면에도 표시되지 않습니다.",
    ),
)
def unprintable_character(message: Message, limits: Limits) -> Iterator[Place]:
    """Control characters other than tab and line breaks, lone surrogates, private use characters and noncharacters.

    Gateways refuse them, and phones show nothing or a box.
    """
    strings = _not_blank(with_any(_UNPRINTABLE, message, limits))
    found = matches(f"{_UNPRINTABLE}+", strings)
    for path, match in islice(found, MOST_PLACES):
        yield Place(path, {"codepoints": code_points(match[0])}, span=match.span())


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=(
        (UNICODE_SECURITY, "Default-ignorable and format characters hide differences."),
        (NHN_ERRORS, "The text must equal the template (-3010)."),
    ),
    example={"text": "주문\u200b이 완료되었습니다."},
    unless=ordinary,
    characters=_INVISIBLE,
    en=(
        "There are invisible characters here: {codepoints}.",
        "Remove it; it often comes along when text is copied from a web page.",
    ),
    ko=(
        "눈에 보이지 않는 문자가 있습니다: {codepoints}.",
        "해당 문자를 제거하세요. 웹 페이지에서 복사한 텍스트에 섞여 있는 경우가 많습니다.",
        "폭이 없는(zero-width) 문자, 양방향 제어 문자 등의 서식 문자, 한글 채움 문자, 유니코드 줄·문단 구분자(U+2028, U+2029), 이모지에 붙지 않은 이형 선택자(variation selector), 유니코드에 없는 코드 포인트가 있습니다.",
        "겉보기에는 같지만 승인된 템플릿과 일치하지 않습니다.",
    ),
)
def invisible_character(message: Message, limits: Limits) -> Iterator[Place]:
    """Zero-width, bidirectional and other format characters, Hangul fillers, separators of lines and paragraphs (U+2028, U+2029), variation selectors that follow no emoji, and code points that Unicode has not assigned.

    The text looks right but does not equal the approved template.
    """
    strings = _not_blank(with_any(_INVISIBLE, message, limits))
    found = (
        (path, match) for path, match in matches(rf"{_EMOJI}|({_INVISIBLE}+)", strings) if match[1]
    )
    for path, match in islice(found, MOST_PLACES):
        yield Place(path, {"codepoints": code_points(match[1])}, span=match.span())


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=(
        (
            UNICODE_EMOJI,
            "Where a joined emoji is not supported, its parts are shown side by side.",
        ),
    ),
    example={"text": "가족 할인 👨\u200d👩\u200d👧 안내"},
    unless=ordinary,
    characters=_JOINER,
    en=(
        "This emoji joins {count} code points and may be shown as several emoji.",
        "Use an emoji that is not joined.",
    ),
    ko=(
        "코드 포인트 {count}개를 결합한 이모지입니다. 여러 개로 나뉘어 보일 수 있습니다.",
        "결합하지 않은 이모지를 쓰세요.",
        "여러 이모지를 폭 없는 연결 문자(ZWJ)로 결합한 이모지가 있습니다.",
        "일부 시스템은 저장할 때 이를 분리합니다. 그러면 글자 수가 달라지고 승인된 템플릿과 일치하지 않습니다.",
    ),
)
def emoji_sequence(message: Message, limits: Limits) -> Iterator[Place]:
    """An emoji is joined from several with zero-width joiners (ZWJ).

    Some systems split it when they store it; then the text no longer equals the approved template.
    """
    found = matches(_JOINED_EMOJI, with_any(_JOINER, message, limits))
    for path, match in islice(found, MOST_PLACES):
        yield Place(path, {"count": len(match[0])}, span=match.span())


@rule(
    WARNING,
    TEXTUAL,
    "/title",
    sources=((KAKAO_CONTENT, "Two lines are shown: 23 characters on Android, 27 on iOS."),),
    example={"text": DONE, "title": "가" * 24},
    unless=title_is_usual,
    en=(
        "The title has {length} characters; of its two lines Android shows the first {limit}.",
        "Shorten it by {over}, or put what matters first.",
    ),
    ko=(
        "제목이 {length}자입니다. Android에는 두 줄, 앞의 {limit}자까지만 표시됩니다.",
        "{over}자 이상 줄이거나, 중요한 내용을 앞에 두세요.",
        "제목이 Android에서 두 줄, 23자를 넘습니다. 줄바꿈이 있으면 줄마다 12자씩 셉니다.",
        "두 줄까지만 표시되어 Android에서는 23자, iOS에서는 27자를 넘는 부분이 잘립니다.",
    ),
)
def title_truncated(message: Message, limits: Limits) -> Iterator[Place]:
    """The title takes more than the two lines that Android shows: over 23 characters or, where it has line breaks, lines of over 12 or more than two of them.

    Android shows two lines, 23 characters; iOS shows 27. The rest is cut.
    """
    title = without_strike(message.get("title") or "")
    shown = title_shown(title, limits.title_shown)
    if shown < len(title.rstrip("\n")) and len(title) <= limits.title:
        yield Place(
            "/title",
            {"length": len(title), "limit": shown, "over": len(title) - shown},
            span=(shown, len(title)),
        )


def title_shown(title: str, limit: int) -> int:
    """How many code points of a title stand in the two lines that are shown.

    ``limit`` characters in two lines are half of them, rounded up, in each. A line that is longer
    goes on in the second; a line break ends its own.
    """
    first, line_break, rest = title.partition("\n")
    line = (limit + 1) // 2
    if not line_break or len(first) > line:
        return min(len(first), limit)
    second = rest.partition("\n")[0]
    return len(first) + 1 + min(len(second), line)
