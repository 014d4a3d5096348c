"""The request around the messages: who gets them, who sends them, and when."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from alimtalk_rules.documents import Request
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.examples import DONE, LINK, omni, request
from alimtalk_rules.rules.rule import ERROR, WARNING, Param, Place, rule
from alimtalk_rules.rules.sources import (
    E_164,
    INFOBIP_API,
    INFOBIP_OMNI,
    LUNASOFT_CENTRE,
    LUNASOFT_SEND,
    NHN,
    SENS,
    THIS_LIBRARY,
)
from alimtalk_rules.rules.where import AT_DESTINATION, AT_SEND_TIME, PAYLOAD, ROW


@rule(
    WARNING,
    PAYLOAD,
    ("/messages", "/messages/*/destinations", "/destinations"),
    sources=((THIS_LIBRARY, "Nobody gets anything; usually a query found no recipients."),),
    example={"messages": []},
    en=("This list is empty.", "Do not send the request, or find out why the list is empty."),
    ko=(
        "목록이 비어 있습니다.",
        "요청을 보내지 말거나, 목록이 빈 이유를 확인하세요.",
        "요청에 메시지가 없거나, 메시지에 수신자가 없습니다.",
        "모두 성공한 것처럼 보이지만 아무도 받지 못합니다.",
    ),
)
def nothing_to_send(request: Request, _: Limits) -> Iterator[Place]:
    """A request has no messages, or a message has no recipients.

    Nobody receives anything, although everything seems to have worked.
    """
    return (Place(path) for path, array in request.arrays if array == [])


@rule(
    WARNING,
    PAYLOAD,
    ("/messages/*/sender", "/scenarioKey", "/plusFriendId"),
    sources=(
        (LUNASOFT_CENTRE, "A sender key has 40 characters."),
        (NHN, "A sender key has 40 characters."),
        (SENS, "The search ID of a channel begins with @."),
    ),
    example=request(sender="@dawnmart"),
    en=(
        "This does not have the form of a sender that the gateway accepts.",
        "Copy it from the gateway's console.[[ It looks like this: {example}.]]",
    ),
    ko=(
        "중계사가 받는 발신자 형식이 아닙니다.",
        "중계사 콘솔에서 복사하세요.[[ 예: {example}]]",
        "발신자가 40자의 발신 프로필 키가 아니거나, 채널 검색용 아이디를 쓰는 곳에서 @로 시작하지 않습니다.",
        "존재하지 않는 발신자로는 아무것도 보낼 수 없습니다.",
    ),
)
def bad_sender(request: Request, _: Limits) -> Iterator[Place]:
    """A sender is not a sender key of 40 characters or, where the gateway uses a channel's search ID, does not begin with @.

    Nothing can be sent by a sender that does not exist.
    """
    for path, sender in request.senders:
        if isinstance(sender, str) and not request.sender_form.fullmatch(sender):
            yield Place(path, {"length": len(sender), **_example(request, "sender")})


@rule(
    WARNING,
    (*PAYLOAD, *ROW),
    (*AT_DESTINATION, ""),
    sources=(
        (INFOBIP_API, "Samples of numbers are international, digits only."),
        (E_164, "A number with its country code has at most 15 digits and begins with 1 to 9."),
        (LUNASOFT_SEND, "1020, 3008: the recipient's number is invalid."),
        (THIS_LIBRARY, "Korean mobile numbers have eight digits behind 010."),
    ),
    example=request(destinations=[{"to": "8201012345678"}]),
    kakao=("3008", "1020"),
    codes={
        "nhn": ("-4019",),
        "bizppurio": ("7308",),
        "solapi": ("3010",),
        "bizgo": (
            "A306",
            "A307",
        ),
    },
    en=(
        "This does not look like a phone number as the gateway takes it.",
        "Write digits only, without +, spaces or hyphens, in the gateway's form, such as {example}.",
    ),
    ko=(
        "중계사가 받는 전화번호 형식이 아닙니다.",
        "+, 공백, 하이픈 없이 숫자만, 중계사의 형식으로 쓰세요. 예: {example}",
        "수신 번호에 숫자가 아닌 문자가 있거나, 길이가 맞지 않거나(010 뒤는 8자리), 필요한 국가번호가 없거나, 국가번호 뒤에 0이 남아 있거나(82010…), 따로 적는 국가번호가 번호에도 있습니다.",
        "카카오가 수신자를 찾지 못합니다.",
    ),
)
def bad_destination(request: Request, _: Limits) -> Iterator[Place]:
    """A recipient's number has anything but digits, is too short or too long (eight digits follow 010), has no country's code where it needs one, or has Korea's with the 0 behind it (82010…) or beside a field for the country.

    Kakao finds nobody under it.
    """
    for path, number, country in request.destinations:
        if isinstance(number, str):
            form = request.destination_form.fullmatch(number)
            twice = request.national and country == "82" and _with_82(number)
            if not form or twice or number.startswith("820") or _is_cut(number, country):
                yield Place(path, {"length": len(number), **_example(request, "destination")})


_with_82: Final = re.compile(r"82[0-9]{8,10}").fullmatch
"""Korea's code and a number: no number within Korea begins with 82."""


def _is_cut(number: str, country: str | None) -> bool:
    """True of a Korean mobile number that has too few digits, or too many."""
    digits = re.sub("[^0-9]", "", number)
    is_mobile = digits.startswith("8210") or (digits.startswith("010") and country in (None, "82"))
    return is_mobile and len(digits.removeprefix("82").removeprefix("0")) != len("1012345678")


@rule(
    WARNING,
    (*PAYLOAD, *ROW),
    (*AT_DESTINATION, ""),
    sources=(
        (THIS_LIBRARY, "Somebody gets two messages at once; usually a list was joined twice."),
    ),
    example=request(destinations=[{"to": "821012345678"}] * 2),
    codes={"solapi": ("1026",), "bizgo": ("A301",)},
    en=(
        "An earlier recipient has the same number[[ (row {row})]].",
        "Remove one of the two, unless both messages are intended.",
    ),
    ko=(
        "앞선 수신자[[({row}행)]]와 번호가 같습니다.",
        "두 메시지를 모두 보내려는 것이 아니라면 하나를 빼세요.",
        "한 요청이나 표에 번호가 같은 수신자가 둘 있습니다.",
        "한 사람이 메시지를 동시에 두 번 받습니다.",
    ),
)
def duplicate_destination(request: Request, _: Limits) -> Iterator[Place]:
    """Two recipients of one request, or of one table, have the same number.

    One person receives two messages at once.
    """
    first: dict[tuple[str, str], str] = {}
    for path, number, country in request.destinations:
        if isinstance(number, str) and country is not None:
            digits = number if number.isdecimal() else re.sub(r"[^0-9]+", "", number) or number
            earlier = first.setdefault((country, digits), path)
            if earlier != path:
                yield Place(path, related=(earlier,))


@rule(
    ERROR,
    PAYLOAD,
    AT_SEND_TIME,
    sources=(
        (INFOBIP_API, "sendAt is yyyy-MM-dd'T'HH:mm:ss.SSSZ."),
        (SENS, "reserveTime is yyyy-MM-dd HH:mm."),
    ),
    example=request() | {"options": {"schedule": {"sendAt": "2026-02-30T09:00:00.000+0900"}}},
    explains={"/sendAt": "maxLength pattern not"},
    codes={"nhn": ("-2027",), "bizgo": ("A316",)},
    en=(
        "This send time is not in the gateway's form, or is a date or a time that does not exist.",
        "Write a date and a time that exist, in the gateway's form, such as {example}.",
    ),
    ko=(
        "예약 시각의 형식이 잘못되었거나 존재하지 않는 날짜·시각입니다.",
        "실제로 있는 날짜와 시각을 중계사의 형식으로 쓰세요. 예: {example}",
        "예약 시각이 중계사의 형식과 다르거나, 존재하지 않는 날짜 또는 시각입니다.",
        "중계사가 요청을 거부합니다.",
    ),
)
def bad_send_time(request: Request, _: Limits) -> Iterator[Place]:
    """A send time is not in the gateway's form, or is a date or a time that does not exist.

    The gateway refuses the request.
    """
    for path, time in request.send_times:
        if isinstance(time, str) and not _exists(time, request.send_time_format):
            yield Place(path, _example(request, "send_time"))


def _example(request: Request, what: str) -> dict[str, Param]:
    """The param that shows the gateway's own form, if it has one."""
    return {"example": request.examples[what]} if what in request.examples else {}


_NO_CLOCK: Final = re.compile(r"[T ]24:|[+-][0-9]{2}:?[6-9][0-9]$")
"""24 o'clock, and offsets of 60 minutes and more: not every version of Python refuses them."""


def _exists(time: str, form: str | None) -> bool:
    if form == "unix":
        return True
    if _NO_CLOCK.search(time):
        return False
    try:
        if form is None:
            datetime.fromisoformat(time)
        else:
            datetime.strptime(time, form)  # noqa: DTZ007 - only whether there is such a time
    except ValueError:
        return False
    return True


_SECONDS: Final = {"SECONDS": 1, "MINUTES": 60, "HOURS": 3600, "DAYS": 86_400}
"""Seconds in a unit. Of one that is not here, as no document lists all, nothing is said."""


@rule(
    WARNING,
    PAYLOAD,
    (
        "/messages/*/options/validityPeriod/amount",
        "/messages/*/options/smsFailover/validityPeriod/amount",
        "/kakaoAlim/validityPeriod",
    ),
    sources=((INFOBIP_API, "A period over 48 hours is taken as 48 hours."),),
    example=request(options={"validityPeriod": {"amount": 72, "timeUnit": "HOURS"}}),
    en=(
        "The validity period must be at least 1 second and at most {limit} hours.",
        "Give a period from 1 second to {limit} hours.",
    ),
    ko=(
        "유효 기간이 허용 범위를 벗어났습니다(최소 1초, 최대 {limit}시간).",
        "유효 기간을 1초 이상 {limit}시간 이하로 지정하세요.",
        "유효 기간이 48시간을 넘거나 0 이하입니다.",
        "중계사가 알리지 않고 48시간으로 줄이거나, 곧바로 발송을 포기합니다.",
    ),
)
def odd_validity_period(request: Request, limits: Limits) -> Iterator[Place]:
    """A validity period is longer than 48 hours, or is not longer than zero.

    The gateway silently uses 48 hours instead, or gives up at once.
    """
    for path, amount, unit in request.periods:
        if amount is not None and unit in _SECONDS:
            seconds = amount * _SECONDS[unit]
            if not 0 < seconds <= limits.validity_hours * 3600:
                yield Place(path, {"limit": limits.validity_hours})


@rule(
    WARNING,
    PAYLOAD,
    "/messages/*/options/deliveryTimeWindow",
    sources=(
        (
            THIS_LIBRARY,
            "No time at all lies in such a window, or only one of its ends is known.",
        ),
    ),
    example=request(
        options={
            "deliveryTimeWindow": {
                "days": ["MONDAY"],
                "from": {"hour": 9, "minute": 0},
                "to": {"hour": 9, "minute": 0},
            }
        }
    ),
    en=(
        "No time lies in this delivery window, or only one of its two ends is given.",
        "Give at least one day, and a from and a to that differ.",
    ),
    ko=(
        "발송할 수 있는 시간이 없는 시간대이거나, 시작과 끝 중 하나만 있습니다.",
        "요일을 하나 이상 넣고, 서로 다른 from과 to를 지정하세요.",
        "발송 가능 시간대에 요일이 없거나, 시작과 끝이 같거나, 둘 중 하나만 있습니다.",
        "메시지가 발송되지 못한 채 유효 기간이 끝납니다.",
    ),
)
def odd_time_window(request: Request, _: Limits) -> Iterator[Place]:
    """A delivery window has no day, ends at the time at which it begins, or has only one end.

    The message waits until its validity period is over.
    """
    return (Place(path) for path, window in request.windows if window and _is_odd(window))


def _is_odd(window: Any) -> bool:
    if window.get("days") == []:
        return True
    if ("from" in window) is not ("to" in window):
        return True
    start, end = window.get("from"), window.get("to")
    return start == end and _is_read(start)


def _is_read(end: Any) -> bool:
    return end is not None and None not in (end.get("hour"), end.get("minute"))


@rule(
    ERROR,
    PAYLOAD,
    "",
    sources=(
        (INFOBIP_API, "A request has messages, or in the older call a part kakaoAlim."),
        (SENS, "A request has plusFriendId, templateCode and messages."),
    ),
    example={"to": "821012345678", "body": DONE},
    en=(
        "This is not a request of a known gateway.",
        "Known gateways: {known}. Name the gateway to see what the request lacks.",
    ),
    ko=(
        "어느 중계사(발송 대행사)의 요청인지 알 수 없습니다.",
        "지원하는 중계사: {known}. 중계사를 지정하면 무엇이 빠졌는지 알 수 있습니다.",
        "중계사 요청으로 검사할 문서가 지원하는 어느 중계사의 요청 형식과도 맞지 않습니다.",
        "무엇인지 알 수 없어 내용을 검사하지 못했습니다.",
    ),
)
def unknown_gateway() -> None:
    """A document to be checked as a gateway's request does not look like a request of any known gateway.

    It is unknown what it is, so nothing in it was checked.
    """


@rule(
    ERROR,
    PAYLOAD,
    "/kakaoAlim/buttons/*",
    sources=((INFOBIP_OMNI, "A URL button has either buttonUrlMobile or the older buttonUrl."),),
    example=omni({"type": "URL", "buttonText": "주문 보기"}),
    en=(
        "A web link must have exactly one of {links}; it has {count}.",
        "Use buttonUrlMobile alone.",
    ),
    ko=(
        "웹링크에는 {links} 중 하나만 있어야 합니다. 현재 {count}개입니다.",
        "buttonUrlMobile만 쓰세요.",
        "웹링크에 buttonUrlMobile과 더 이상 권장되지 않는 buttonUrl이 둘 다 있거나 둘 다 없습니다.",
        "Infobip이 요청을 거부합니다.",
    ),
)
def not_one_link(request: Request, _: Limits) -> Iterator[Place]:
    """A web link has both buttonUrlMobile and the deprecated buttonUrl, or neither.

    Infobip refuses the request.
    """
    for path, link, name, old_name in request.renamed:
        count = (name in link) + (old_name in link)
        if count != 1:
            yield Place(path, {"count": count, "links": (name, old_name)})


@rule(
    WARNING,
    PAYLOAD,
    "/kakaoAlim/buttons/*/buttonUrl",
    sources=((INFOBIP_OMNI, "buttonUrl is deprecated."),),
    example=omni({"type": "URL", "buttonText": "주문 보기", "buttonUrl": LINK}),
    en=("This field is deprecated.", "Use {field} instead."),
    ko=(
        "더 이상 권장되지 않는 필드입니다.",
        "대신 {field} 필드를 쓰세요.",
        "Infobip의 이전 API에서 웹링크에 buttonUrl을 씁니다.",
        "예고 후 제거될 수 있습니다.",
    ),
)
def deprecated_field(request: Request, _: Limits) -> Iterator[Place]:
    """A web link in Infobip's older API has buttonUrl.

    It can be removed after notice.
    """
    for path, link, name, old_name in request.renamed:
        if old_name in link and name not in link:
            yield Place(f"{path}/{old_name}", {"field": name})
