"""The item list: its header, its highlight, its rows and its summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.emphasis import ROWS
from alimtalk_rules.rules.examples import DONE
from alimtalk_rules.rules.parts import Document, has, items_of, without_strike
from alimtalk_rules.rules.rule import ERROR, Place, rule
from alimtalk_rules.rules.seen import Seen
from alimtalk_rules.rules.sources import (
    ISO_4217,
    KAKAO_CONTENT,
    LUNASOFT_CENTRE,
    LUNASOFT_SEND,
    NHN,
    NHN_ERRORS,
)
from alimtalk_rules.rules.text import too_long
from alimtalk_rules.rules.where import TEXTUAL
from alimtalk_rules.variables import VARIABLE


def _is_fine(seen: Seen, limits: Limits) -> bool:
    """An ``unless`` of rules about the parts of an item list."""
    message = seen.further
    if message is None:
        return True
    get = message.get
    items, summary, highlight = get("items"), get("summary"), get("highlight")
    if items:
        if not limits.items_least <= len(items) <= limits.items:
            return False
        for item in items:
            if item and not _fits(item, limits.item_title, limits.item_description):
                return False
    if summary and not (
        items
        and _fits(summary, limits.summary_title, limits.summary_description)
        and not _beyond_amount(summary.get("description") or "")
    ):
        return False
    return len(get("header") or "") <= limits.header and (
        not highlight or _fits(highlight, *_limits_of_highlight(highlight, limits))
    )


def _fits(holder: Document, title: int, description: int) -> bool:
    return (
        len(holder.get("title") or "") <= title
        and len(holder.get("description") or "") <= description
    )


def _limits_of_highlight(highlight: Document, limits: Limits) -> tuple[int, int]:
    """The limits of its title and its description: beside a thumbnail there is less room."""
    if has(highlight, "image"):
        return limits.highlight_title_beside_image, limits.highlight_description_beside_image
    return limits.highlight_title, limits.highlight_description


def _string(message: Document, part: str, field: str) -> str:
    string: str | None = (message.get(part) or {}).get(field)
    return string or ""


def _list(**parts: Any) -> dict[str, Any]:
    """A message with an item list, and further parts."""
    return {"text": DONE, "items": ROWS, **parts}


def _rows(**changes: str) -> list[dict[str, str]]:
    return [ROWS[0] | changes, ROWS[1]]


# ------------------------------------------------------------------------ header and highlight


@rule(
    ERROR,
    TEXTUAL,
    "/header",
    sources=(
        (LUNASOFT_SEND, "3032: the header has more than 16 characters."),
        (NHN_ERRORS, "-2035: so it is refused when registered."),
    ),
    example=_list(header="가" * 17),
    kakao=("3032",),
    unless=_is_fine,
    codes={"nhn": ("-2035",), "bizppurio": ("7332",), "bizgo": ("A565",)},
    en=(
        "The header has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}.",
    ),
    ko=(
        "헤더가 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요.",
        "헤더가 16자를 넘습니다.",
        "카카오가 템플릿 등록을 거부하거나 메시지를 거부합니다.",
    ),
)
def header_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    """The header has more than 16 characters.

    Kakao refuses to register the template, or refuses the message.
    """
    yield from too_long("/header", message.get("header") or "", limits.header)


@rule(
    ERROR,
    TEXTUAL,
    "/highlight/title",
    sources=(
        (LUNASOFT_SEND, "3034: the highlight's title is too long: 30, beside a thumbnail 21."),
        (NHN_ERRORS, "-3040: so it is refused when registered."),
        (KAKAO_CONTENT, r"\s, which strikes it through, is not counted."),
    ),
    example=_list(highlight={"title": "가" * 31, "description": "주문 금액"}),
    kakao=("3034",),
    unless=_is_fine,
    codes={"nhn": ("-3040",), "bizppurio": ("7334",)},
    en=(
        "The highlight's title has {length} characters; at most {limit} are allowed here.",
        "Shorten it by at least {over}; beside a thumbnail there is less room.",
    ),
    ko=(
        "아이템 하이라이트의 제목이 너무 깁니다. 현재 {length}자, 여기서는 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요. 썸네일이 있으면 더 짧아야 합니다.",
        "아이템 하이라이트의 제목이 30자(썸네일이 있으면 21자)를 넘습니다. 끝의 취소선 표기(\\s)는 세지 않습니다.",
        "카카오가 템플릿 등록을 거부하거나 메시지를 거부합니다.",
    ),
)
def highlight_title_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    r"""The highlight's title has more than 30 characters, or beside a thumbnail more than 21; \s at its end is not counted.

    Kakao refuses to register the template, or refuses the message.
    """
    title = without_strike(_string(message, "highlight", "title"))
    limit = _limits_of_highlight(message.get("highlight") or {}, limits)[0]
    yield from too_long("/highlight/title", title, limit)


@rule(
    ERROR,
    TEXTUAL,
    "/highlight/description",
    sources=(
        (LUNASOFT_SEND, "3035: the description is too long: 19, beside a thumbnail 13."),
        (NHN_ERRORS, "-3040: so it is refused when registered."),
    ),
    example=_list(highlight={"title": "12,000원", "description": "가" * 20}),
    kakao=("3035",),
    unless=_is_fine,
    codes={
        "nhn": (
            "-3040",
            "-2034",
        ),
        "bizppurio": ("7335",),
    },
    en=(
        "The highlight's description has {length} characters; at most {limit} are allowed here.",
        "Shorten it by at least {over}; beside a thumbnail there is less room.",
    ),
    ko=(
        "아이템 하이라이트의 설명이 너무 깁니다. 현재 {length}자, 여기서는 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요. 썸네일이 있으면 더 짧아야 합니다.",
        "아이템 하이라이트의 설명이 19자(썸네일이 있으면 13자)를 넘습니다.",
        "카카오가 템플릿 등록을 거부하거나 메시지를 거부합니다.",
    ),
)
def highlight_description_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    """The highlight's description has more than 19 characters, or beside a thumbnail more than 13.

    Kakao refuses to register the template, or refuses the message.
    """
    limit = _limits_of_highlight(message.get("highlight") or {}, limits)[1]
    description = _string(message, "highlight", "description")
    yield from too_long("/highlight/description", description, limit)


# ------------------------------------------------------------------------------------- the rows


@rule(
    ERROR,
    TEXTUAL,
    "/items",
    sources=(
        (KAKAO_CONTENT, "An item list has 2 to 10 rows."),
        (LUNASOFT_CENTRE, "2 to 10 items."),
        (NHN_ERRORS, "-2033: the form of the list is wrong."),
    ),
    example={"text": DONE, "items": ROWS[:1]},
    kakao=("3036",),
    unless=_is_fine,
    codes={"nhn": ("-2033",), "bizgo": ("A521",)},
    en=(
        "Rows in the item list: {count}; there must be {least} to {limit}.",
        "Add rows, or remove some.",
    ),
    ko=(
        "아이템 리스트의 아이템이 {count}개입니다. {least}~{limit}개여야 합니다.",
        "아이템을 추가하거나 빼세요.",
        "아이템 리스트의 아이템이 1개뿐이거나 10개를 넘습니다.",
        "카카오가 템플릿 등록을 거부하므로, 일치하는 템플릿이 없습니다.",
    ),
)
def item_count(message: Document, limits: Limits) -> Iterator[Place]:
    """An item list has one row, or more than ten.

    Kakao refuses to register the template, so the message matches none.
    """
    count, least, most = len(message.get("items") or ()), limits.items_least, limits.items
    if count and not least <= count <= most:
        yield Place("/items", {"count": count, "least": least, "limit": most})


@rule(
    ERROR,
    TEXTUAL,
    "/items/*/title",
    sources=(
        (LUNASOFT_CENTRE, "An item's title has at most 6 characters."),
        (KAKAO_CONTENT, "At most 6 characters."),
    ),
    example={"text": DONE, "items": _rows(title="가" * 7)},
    kakao=("3036",),
    unless=_is_fine,
    en=(
        "The item's title has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}.",
    ),
    ko=(
        "아이템명이 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요.",
        "아이템 리스트의 아이템명이 6자를 넘습니다.",
        "카카오가 템플릿 등록을 거부하므로, 일치하는 템플릿이 없습니다.",
    ),
)
def item_title_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    """An item's title has more than 6 characters.

    Kakao refuses to register the template, so the message matches none.
    """
    for path, item in items_of(message):
        yield from too_long(f"{path}/title", item.get("title") or "", limits.item_title)


@rule(
    ERROR,
    TEXTUAL,
    "/items/*/description",
    sources=(
        (LUNASOFT_SEND, "3037: an item's description has more than 23 characters."),
        (KAKAO_CONTENT, "At most 23 characters."),
    ),
    example={"text": DONE, "items": _rows(description="가" * 24)},
    kakao=("3037",),
    unless=_is_fine,
    codes={"bizppurio": ("7337",), "bizgo": ("A560",)},
    en=(
        "The item's description has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}, or tell it in the text.",
    ),
    ko=(
        "아이템 내용이 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이거나, 본문에 쓰세요.",
        "아이템 리스트의 아이템 내용이 23자를 넘습니다.",
        "카카오가 템플릿 등록을 거부하거나 메시지를 거부합니다.",
    ),
)
def item_description_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    """An item's description has more than 23 characters.

    Kakao refuses to register the template, or refuses the message.
    """
    for path, item in items_of(message):
        description = item.get("description") or ""
        yield from too_long(f"{path}/description", description, limits.item_description)


# ---------------------------------------------------------------------------------- the summary


@rule(
    ERROR,
    TEXTUAL,
    "/summary",
    sources=(
        (NHN_ERRORS, "-3039: a summary stands below a list."),
        (LUNASOFT_CENTRE, "The summary is a part of the list."),
    ),
    example={"text": DONE, "summary": {"title": "합계", "description": "12,000원"}},
    unless=_is_fine,
    codes={"nhn": ("-3039",)},
    en=("A summary needs an item list.", "Add the list (items), or leave the summary out."),
    ko=(
        "아이템 요약정보는 아이템 리스트가 있어야 쓸 수 있습니다.",
        "아이템 리스트(items)를 추가하거나, 요약정보를 빼세요.",
        "아이템 리스트 없이 아이템 요약정보만 있습니다.",
        "카카오가 템플릿 등록을 거부하므로, 일치하는 템플릿이 없습니다.",
    ),
)
def summary_without_list(message: Document, _: Limits) -> Iterator[Place]:
    """There is a summary, but no item list.

    Kakao refuses to register the template, so the message matches none.
    """
    if message.get("summary") and not has(message, "items"):
        yield Place("/summary")


@rule(
    ERROR,
    TEXTUAL,
    "/summary/title",
    sources=(
        (LUNASOFT_CENTRE, "The summary's title has at most 6 characters."),
        (KAKAO_CONTENT, "At most 6 characters."),
    ),
    example=_list(summary={"title": "가" * 7, "description": "12,000원"}),
    kakao=("3039",),
    unless=_is_fine,
    en=(
        "The summary's title has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}.",
    ),
    ko=(
        "아이템 요약정보의 제목이 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요.",
        "아이템 요약정보의 제목이 6자를 넘습니다.",
        "카카오가 템플릿 등록을 거부하므로, 일치하는 템플릿이 없습니다.",
    ),
)
def summary_title_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    """The summary's title has more than 6 characters.

    Kakao refuses to register the template, so the message matches none.
    """
    yield from too_long(
        "/summary/title", _string(message, "summary", "title"), limits.summary_title
    )


@rule(
    ERROR,
    TEXTUAL,
    "/summary/description",
    sources=(
        (LUNASOFT_SEND, "3039: the summary has more than 14 characters."),
        (KAKAO_CONTENT, "At most 14 characters."),
    ),
    example=_list(summary={"title": "합계", "description": "1,000,000,000,0"}),
    kakao=("3039",),
    unless=_is_fine,
    codes={"nhn": ("-2033",), "bizppurio": ("7339",)},
    en=(
        "The summary's amount has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}.",
    ),
    ko=(
        "아이템 요약정보의 금액이 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요.",
        "아이템 요약정보의 내용이 14자를 넘습니다.",
        "카카오가 템플릿 등록을 거부하거나 메시지를 거부합니다.",
    ),
)
def summary_description_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    """The summary's description has more than 14 characters.

    Kakao refuses to register the template, or refuses the message.
    """
    description = _string(message, "summary", "description")
    yield from too_long("/summary/description", description, limits.summary_description)


_CURRENCIES: Final = (
    "AED|AFN|ALL|AMD|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BHD|BIF|BMD|BND|BOB|BOV|BRL|BSD|BTN|BWP|"
    "BYN|BZD|CAD|CDF|CHE|CHF|CHW|CLF|CLP|CNY|COP|COU|CRC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|"
    "ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GNF|GTQ|GYD|HKD|HNL|HTG|HUF|IDR|ILS|INR|IQD|IRR|ISK|"
    "JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LAK|LBP|LKR|LRD|LSL|LYD|MAD|MDL|MGA|MKD|"
    "MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MXV|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD|OMR|PAB|PEN|PGK|PHP|"
    "PKR|PLN|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SLE|SOS|SRD|SSP|STN|SVC|SYP|"
    "SZL|THB|TJS|TMT|TND|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD|USN|UYI|UYU|UYW|UZS|VED|VES|VND|VUV|"
    "WST|XAF|XCD|XCG|XOF|XPF|YER|ZAR|ZMW|ZWG|"
    "BGN|ANG|CUC|HRK|SLL|ZWL"
)
"""ISO 4217's codes of money, and six that were given up since 2023: old templates have them."""

_SIGNS: Final = (
    r"$¢-¥\u058f\u060b\u07fe\u07ff\u09f2\u09f3\u09fb\u0af1\u0bf9\u0e3f\u17db₠-\u20cf"
    r"\ua838\ufdfc\ufe69＄￠￡￥￦\U00011fdd-\U00011fe0\U0001e2ff\U0001ecb0元円원"
)
"""Unicode's currency symbols, and the words that Kakao names."""

_without_amount = re.compile(
    rf"\A(?:[0-9, {_SIGNS}]|\.[0-9]{{0,2}}(?![0-9])|{_CURRENCIES}|{VARIABLE.pattern})*"
).sub


def _beyond_amount(string: str) -> str:
    """What follows an amount of money; what a variable stands for is not known."""
    return _without_amount("", string)


@rule(
    ERROR,
    TEXTUAL,
    "/summary/description",
    sources=(
        (
            LUNASOFT_SEND,
            "3040: only currency signs and codes, 元 円 원, digits, commas, a point, spaces.",
        ),
        (NHN, "Currency unit, digits, comma and full stop."),
        (KAKAO_CONTENT, "At most two digits behind the point."),
        (ISO_4217, "The codes of currencies."),
    ),
    example=_list(summary={"title": "합계", "description": "약 12,000원"}),
    kakao=("3040",),
    unless=_is_fine,
    codes={"nhn": ("-2033",), "bizppurio": ("7340",), "bizgo": ("A561",)},
    en=(
        "The summary must be an amount of money.",
        "Write digits with commas, a point with up to two digits behind it, and a currency: 12,000원, $12.50, USD 12.",
    ),
    ko=(
        "아이템 요약정보의 내용은 금액이어야 합니다.",
        "숫자와 쉼표, 소수점(둘째 자리까지), 통화 기호나 코드만 쓰세요. 예: 12,000원, $12.50, USD 12",
        "아이템 요약정보의 내용에 통화 기호, 통화 코드(ISO 4217), 元·円·원, 숫자, 쉼표, 소수점, 공백 이외의 문자가 있거나, 소수점 아래가 세 자리 이상입니다.",
        "카카오가 메시지를 거부합니다.",
    ),
)
def summary_not_an_amount(message: Document, _: Limits) -> Iterator[Place]:
    """The summary's description has other characters than currency signs, codes of ISO 4217, 元 円 원, digits, commas, points and spaces, or more than two digits behind a point.

    Kakao refuses the message.
    """
    description = _string(message, "summary", "description")
    if beyond := _beyond_amount(description):
        end = len(description) - len(beyond)
        yield Place("/summary/description", span=(end, end + 1))
