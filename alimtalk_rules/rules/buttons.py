"""The buttons: names that Kakao registers, links that open something, parcels it can find."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from alimtalk_rules.documents import Message
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.characters import read_of
from alimtalk_rules.rules.couriers import names_a_parcel
from alimtalk_rules.rules.examples import DONE, web_link, with_button
from alimtalk_rules.rules.parts import buttons_of, pressed_of, replies_of
from alimtalk_rules.rules.rule import ERROR, WARNING, Place, rule
from alimtalk_rules.rules.seen import Seen
from alimtalk_rules.rules.sources import (
    INFOBIP_API,
    KAKAO_REVIEW,
    LUNASOFT_CENTRE,
    LUNASOFT_SEND,
    NHN,
    NHN_ERRORS,
    NHN_TROUBLE,
    THIS_LIBRARY,
)
from alimtalk_rules.rules.text import too_long
from alimtalk_rules.rules.where import NAMES, PRESSED, TEXTUAL

_APP_LINKS = ("schemeAndroid", "schemeIos", "urlMobile")

has_scheme = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:").match
"""Matches what begins with a scheme and a colon."""

PAYMENT_WORDS = re.compile(
    r"청구서|(?:결제|납부|송금|청구)(?!(?:하신|한|된)?\s*"
    r"(?:내역|영수증|정보|결과|완료|취소|해지|실패|현황|이력|상세|명세|확인|증명|수단|방법|금액|일정|예정|상태|문의|알림|안내))"
)
"""What urges to pay: 결제하기, 결제, 청구서 보기; not what tells of a payment: 결제 내역 확인.

Kakao's list has the five words, for names that "lead the reader to act" (이용자의 액션을 유도).
"""


def _app_links(button: Mapping[str, Any]) -> int:
    """How many links an app link has that open something; of another button, enough."""
    return sum(map(button.__contains__, _APP_LINKS)) if button.get("type") == "AL" else 2


def names_of(message: Message) -> Iterator[tuple[str, str]]:
    """The names of buttons and quick replies that the structure could read, each with its path."""
    for path, button in pressed_of(message):
        if name := button.get("name"):
            yield f"{path}/name", name


def app_links_are_whole(seen: Seen, _: Limits) -> bool:
    """An ``unless`` of rules about app links."""
    app_links = seen.types.count("AL")
    if not all(map(has_scheme, seen.schemes)):
        return False
    if seen.further is None and len(seen.schemes) == 2 * app_links:
        return True
    return min(map(_app_links, seen.buttons), default=2) > 1


def _names_are_usual(seen: Seen, limits: Limits) -> bool:
    """An ``unless`` of rules about the names of buttons: short, all different, not of paying."""
    names = seen.names
    return not names or (
        max(map(len, names)) <= limits.button_name_registered
        and len({*names}) == len(names)
        and not PAYMENT_WORDS.search("\n".join(names))
    )


@rule(
    ERROR,
    TEXTUAL,
    PRESSED,
    sources=(
        (INFOBIP_API, "At least two of schemeAndroid, schemeIos and urlMobile."),
        (NHN_ERRORS, "-3007: an app link needs two of its three links."),
    ),
    example=with_button(type="AL", name="앱 열기", schemeAndroid="shop://orders/1"),
    enforced_by="strict",
    unless=app_links_are_whole,
    codes={"nhn": ("-3007",)},
    en=(
        "An app link must have at least two of {links}; it has {count}.",
        "Add what is missing, for example the mobile URL, which also serves recipients without the app.",
    ),
    ko=(
        "앱링크에는 {links} 중 2개 이상이 필요합니다. 현재 {count}개입니다.",
        "부족한 값을 추가하세요. 앱을 설치하지 않은 수신자를 위해 모바일 URL을 넣는 것이 좋습니다.",
        "앱링크(AL) 버튼에 schemeAndroid, schemeIos, urlMobile 중 하나만 있거나 하나도 없습니다.",
        "일부 휴대전화에서 버튼이 동작하지 않으며, 카카오가 거부합니다.",
    ),
)
def app_link_needs_two(message: Message, _: Limits) -> Iterator[Place]:
    """An AL button has fewer than two of schemeAndroid, schemeIos and urlMobile.

    The button would do nothing on some phones, and Kakao refuses it.
    """
    for path, button in pressed_of(message):
        if (count := _app_links(button)) < 2:
            yield Place(path, {"count": count, "links": _APP_LINKS})


@rule(
    WARNING,
    TEXTUAL,
    NAMES,
    sources=(
        (LUNASOFT_CENTRE, "A button's name is registered with at most 14 characters."),
        (NHN, "A button's name has at most 14 characters."),
    ),
    example=with_button(type="MD", name="가" * 15),
    unless=_names_are_usual,
    en=(
        "The button's name has {length} characters; Kakao registers at most {limit}.",
        "Shorten it by at least {over}, and write it exactly as in the approved template.",
    ),
    ko=(
        "버튼명이 {length}자입니다. 카카오에는 {limit}자까지만 등록할 수 있습니다.",
        "{over}자 이상 줄이고, 승인된 템플릿의 버튼명과 똑같이 쓰세요.",
        "버튼명이 15~28자입니다.",
        "카카오에는 14자 이하의 버튼명만 등록되므로, 승인된 템플릿과 일치하기 어렵습니다.",
    ),
)
def button_name_over_14(message: Message, limits: Limits) -> Iterator[Place]:
    """A button's name has 15 to 28 characters.

    Kakao registers only names of at most 14 characters, so this one hardly equals a template's.
    """
    limit = limits.button_name_registered
    for path, name in names_of(message):
        yield from too_long(path, name, limit)


@rule(
    WARNING,
    TEXTUAL,
    PRESSED,
    sources=(
        (THIS_LIBRARY, "Nobody can tell two equal buttons apart; usually one was pasted twice."),
    ),
    example={"text": DONE, "buttons": [{"type": "MD", "name": "문의하기"}] * 2},
    unless=_names_are_usual,
    en=(
        "An earlier button or quick reply has the same type and name.",
        "Remove it, or give it another name.",
    ),
    ko=(
        "타입과 이름이 같은 버튼 또는 바로연결이 앞에 이미 있습니다.",
        "하나를 삭제하거나 이름을 바꾸세요.",
        "타입과 버튼명이 모두 같은 버튼이나 바로연결이 두 개 있습니다.",
        "수신자가 두 버튼을 구별할 수 없습니다.",
    ),
)
def duplicate_button(message: Message, _: Limits) -> Iterator[Place]:
    """Two buttons, or two quick replies, have the same type and name.

    Recipients cannot tell them apart.
    """
    for listed in (buttons_of(message), replies_of(message)):
        first: dict[tuple[object, str], str] = {}
        for path, button in listed:
            name = button.get("name")
            if name is None:
                continue
            earlier = first.setdefault((button.get("type"), name), path)
            if earlier != path:
                yield Place(path, related=(earlier,))


@rule(
    WARNING,
    TEXTUAL,
    "/buttons/*/name",
    sources=(
        (
            KAKAO_REVIEW,
            "(10) 결제, 납부, 송금, 청구서 or 청구 in a button that urges to act is refused without a licence.",
        ),
    ),
    example=web_link(name="결제하기"),
    variables="hidden",
    unless=_names_are_usual,
    en=(
        "The button's name urges to pay ({word}).",
        "Say what the button shows instead, such as 상세 보기.",
    ),
    ko=(
        "버튼명에 결제를 유도하는 단어가 있습니다: {word}.",
        "'결제' 대신, 누르면 무엇을 볼 수 있는지 쓰세요(예: 상세 보기, 결제 내역 확인).",
        "버튼명이 결제, 납부, 송금, 청구서, 청구 중 하나로 결제를 유도합니다. '결제 내역'처럼 결과를 알리는 이름과 원클릭 결제(P3) 버튼은 제외합니다.",
        "발신 업체가 결제 관련 인허가를 받지 않았다면 이런 템플릿은 카카오 검수에서 반려됩니다.",
    ),
)
def payment_word_on_button(message: Message, _: Limits) -> Iterator[Place]:
    """A button's name urges to pay with 결제, 납부, 송금, 청구서 or 청구; a name such as 결제 내역, which tells of a payment, does not, and a button of one-click payment (P3) may.

    Kakao refuses such templates in review, unless the sender has a licence for payments.
    """
    for path, button in buttons_of(message):
        if button.get("type") == "P3":
            continue  # it pays, and who has it has the licence
        if found := PAYMENT_WORDS.search(button.get("name") or ""):
            yield Place(f"{path}/name", {"word": found[0]}, span=found.span())


@rule(
    WARNING,
    TEXTUAL,
    "/buttons/*",
    sources=(
        (
            NHN_TROUBLE,
            "Courier and invoice number must stand in the text, or the button is left out.",
        ),
        (LUNASOFT_SEND, "Courier and invoice number are read from the text."),
    ),
    example=with_button(type="DS", name="배송 조회"),
    variables="fitting",
    unless=lambda seen, limits: (
        "DS" not in seen.types or names_a_parcel(read_of(seen.text, limits))
    ),
    en=(
        "The text names no courier that Kakao knows with an invoice (tracking) number of its pattern.",
        "Write both into the text, such as 한진택배 531234567890; CJ대한통운 is not supported: use a web link for it.",
    ),
    ko=(
        "본문에서 카카오가 지원하는 택배사 이름과 그 형식에 맞는 운송장번호를 찾을 수 없습니다.",
        "본문에 둘 다 쓰세요(예: 한진택배 531234567890). CJ대한통운은 지원되지 않으므로 웹링크를 쓰세요.",
        "배송 조회(DS) 버튼이 있지만, 본문에 지원되는 택배사와 운송장번호가 없습니다.",
        "카카오는 이 정보를 본문에서 읽습니다. 없으면 버튼이 빠진 채 메시지가 도착합니다.",
    ),
)
def delivery_details_missing(message: Message, limits: Limits) -> Iterator[Place]:
    """A DS button without a known courier and invoice number in the text.

    Kakao reads them from the text; without them the message arrives without the button.
    """
    text = message.get("text")
    if text is None:
        return
    trackers = [path for path, button in buttons_of(message) if button.get("type") == "DS"]
    if trackers and not names_a_parcel(read_of(text, limits)):
        yield from map(Place, trackers)


_SPECIAL = frozenset({"AC", "BF", "P1", "P2", "P3", "TN"})


CHANNEL_NAME = "채널 추가"
"""What Kakao calls an AC button (NHN -3026)."""


def special_types_are_usual(seen: Seen, _: Limits) -> bool:
    """An ``unless`` of rules about types that ask for a name, a place or a field: none, or AC."""
    types = seen.types
    if _SPECIAL.isdisjoint(types):
        return True
    return (
        types[0] == "AC"
        and seen.names[0] == CHANNEL_NAME
        and _SPECIAL.isdisjoint(types[1:])
        and seen.are_read
    )


@rule(
    WARNING,
    TEXTUAL,
    "/buttons/*/name",
    sources=((NHN_ERRORS, "-3026: a button that adds the channel is called 채널 추가."),),
    example=with_button(type="AC", name="채널 친구 되기"),
    unless=special_types_are_usual,
    codes={
        "nhn": (
            "-3026",
            "-3348",
        )
    },
    en=(
        "A button that adds the channel must be called {expected}.",
        "Name it {expected}, with the space.",
    ),
    ko=(
        "채널 추가 버튼의 이름은 '{expected}'여야 합니다.",
        "띄어쓰기까지 '{expected}'로 쓰세요.",
        "채널 추가 버튼의 이름이 '채널 추가'가 아닙니다.",
        "카카오에는 다른 이름으로 등록할 수 없으므로, 일치하는 템플릿이 없습니다.",
    ),
)
def add_channel_name(message: Message, _: Limits) -> Iterator[Place]:
    """A button that adds the channel has another name than 채널 추가.

    Kakao registers no other name, so the message matches no template.
    """
    for path, button in buttons_of(message):
        if button.get("type") == "AC" and button.get("name") not in (None, CHANNEL_NAME):
            yield Place(f"{path}/name", {"expected": CHANNEL_NAME})


@rule(
    WARNING,
    TEXTUAL,
    "/buttons/*",
    sources=((NHN_ERRORS, "-3025: a button that adds the channel is the first one, or alone."),),
    example={
        "text": DONE,
        "buttons": [{"type": "MD", "name": "문의하기"}, {"type": "AC", "name": "채널 추가"}],
    },
    unless=special_types_are_usual,
    codes={"nhn": ("-3025",)},
    en=(
        "A button that adds the channel must stand first, and only once.",
        "Move it to the front, or remove the second one.",
    ),
    ko=(
        "채널 추가 버튼은 맨 앞에 하나만 있어야 합니다.",
        "맨 앞으로 옮기거나, 두 번째 것을 빼세요.",
        "채널 추가 버튼이 첫 번째 버튼이 아닙니다.",
        "카카오에는 다른 순서로 등록할 수 없으므로, 일치하는 템플릿이 없습니다.",
    ),
)
def add_channel_order(message: Message, _: Limits) -> Iterator[Place]:
    """A button that adds the channel is not the first one.

    Kakao registers no other order, so the message matches no template.
    """
    for path, button in buttons_of(message):
        if button.get("type") == "AC" and path != "/buttons/0":
            yield Place(path)
