"""The buttons whose type asks for a name, a place or a field: forms, plug-ins, telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.buttons import special_types_are_usual
from alimtalk_rules.rules.examples import DONE
from alimtalk_rules.rules.parts import Document, buttons_of, pressed_of
from alimtalk_rules.rules.rule import ERROR, WARNING, Place, rule
from alimtalk_rules.rules.sources import (
    LUNASOFT_CENTRE,
    LUNASOFT_SEND,
    MTS_CENTRE,
    MTS_SEND,
    NHN,
    NHN_ERRORS,
)
from alimtalk_rules.rules.text import too_long
from alimtalk_rules.rules.where import NAMES, SENT, TEXTUAL

FORM_NAMES = ("톡에서 예약하기", "톡에서 설문하기", "톡에서 응모하기")
"""What Kakao calls a business form (NHN -3045)."""

PHONE_NAMES = ("전화 연결", "고객센터 연결", "상담원 연결")
"""What Kakao calls a button that calls a number (NHN -3051)."""

_FORM = {"type": "BF", "name": FORM_NAMES[0], "bizFormId": 1}
_PAY = {"type": "P3", "name": "원클릭 신청", "pluginId": "shop_plugin"}
_PHONE = {"type": "TN", "name": PHONE_NAMES[0], "telNumber": "1588-0000"}


@rule(
    ERROR,
    TEXTUAL,
    NAMES,
    sources=(
        (NHN_ERRORS, "-3045: a business form has one of three names."),
        (LUNASOFT_CENTRE, "톡에서 예약하기, 톡에서 설문하기 or 톡에서 응모하기."),
    ),
    example={"text": DONE, "buttons": [_FORM | {"name": "예약하기"}]},
    unless=special_types_are_usual,
    codes={"nhn": ("-3045",)},
    en=(
        "A business form must have one of these names: {names}.",
        "Choose the name that fits, and write it with its space.",
    ),
    ko=(
        "비즈니스폼의 이름은 다음 중 하나여야 합니다: {names}.",
        "맞는 이름을 골라 띄어쓰기까지 똑같이 쓰세요.",
        "비즈니스폼(BF) 버튼 또는 바로연결의 이름이 정해진 세 가지가 아닙니다.",
        "카카오가 템플릿 등록을 거부하므로, 일치하는 템플릿이 없습니다.",
    ),
)
def business_form_name(message: Document, _: Limits) -> Iterator[Place]:
    """A business form (BF) has another name than 톡에서 예약하기, 톡에서 설문하기 and 톡에서 응모하기.

    Kakao refuses to register the template, so the message matches none.
    """
    for path, button in pressed_of(message):
        if button.get("type") == "BF" and button.get("name") not in (None, *FORM_NAMES):
            yield Place(f"{path}/name", {"names": FORM_NAMES})


@rule(
    WARNING,
    TEXTUAL,
    "/buttons/*",
    sources=((NHN_ERRORS, "-3044: a business form is the first button, or alone."),),
    example={"text": DONE, "buttons": [{"type": "MD", "name": "문의하기"}, _FORM]},
    unless=special_types_are_usual,
    codes={"nhn": ("-3044",)},
    en=(
        "A business form must be the first button; only a button that adds the channel stands before it.",
        "Move it to the front.",
    ),
    ko=(
        "비즈니스폼 버튼은 맨 앞에 있어야 합니다. 그 앞에는 채널 추가 버튼만 올 수 있습니다.",
        "맨 앞으로 옮기세요.",
        "비즈니스폼(BF) 버튼이 첫 번째 버튼이 아닙니다. 채널 추가(AC) 버튼 바로 다음은 괜찮습니다.",
        "다른 순서로는 등록을 거부하는 중계사가 있습니다.",
    ),
)
def business_form_order(message: Document, _: Limits) -> Iterator[Place]:
    """A business form (BF) is not the first button, nor the second behind one that adds the channel (AC).

    Some dealers register no other order.
    """
    buttons = message.get("buttons") or []
    for index, button in enumerate(buttons):
        if button is None or button.get("type") != "BF" or index == 0:
            continue
        first = buttons[0]
        if index > 1 or (first is not None and first.get("type") != "AC"):
            yield Place(f"/buttons/{index}")


@rule(
    ERROR,
    TEXTUAL,
    "/buttons/*/pluginId",
    sources=(
        (LUNASOFT_CENTRE, "530: a plug-in's id has at most 24 characters."),
        (NHN, "pluginId: at most 24 characters."),
    ),
    example={
        "text": DONE,
        "buttons": [{"type": "P1", "name": "사진 보내기", "pluginId": "p" * 25}],
    },
    kakao=("530",),
    unless=special_types_are_usual,
    en=(
        "The plug-in's id has {length} characters; at most {limit} are allowed.",
        "Copy it as it is registered.",
    ),
    ko=(
        "플러그인 ID가 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "등록된 ID를 그대로 쓰세요.",
        "플러그인(P1~P3) 버튼의 ID가 24자를 넘습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def plugin_id_too_long(message: Document, limits: Limits) -> Iterator[Place]:
    """The id of a plug-in (P1, P2, P3) has more than 24 characters.

    Kakao refuses to register the template.
    """
    for path, button in buttons_of(message):
        yield from too_long(f"{path}/pluginId", button.get("pluginId") or "", limits.plugin_id)


_PAYMENTS = ("oneClickId", "productId")


@rule(
    ERROR,
    SENT,
    "/buttons/*",
    sources=(
        (LUNASOFT_SEND, "P3: oneclick_id or product_id is required when sending."),
        (MTS_SEND, "P3: one of the two."),
    ),
    example={"text": DONE, "buttons": [_PAY]},
    kakao=("1030",),
    unless=special_types_are_usual,
    en=(
        "A one-click button (P3) needs one of {fields} when it is sent.",
        "Add the one that the plug-in asks for.",
    ),
    ko=(
        "원클릭 결제(P3) 버튼을 보낼 때는 {fields} 중 하나가 필요합니다.",
        "플러그인에 맞는 값을 추가하세요.",
        "발송하는 메시지의 원클릭 결제(P3) 버튼에 oneClickId와 productId가 모두 없습니다.",
        "무엇을 결제할지 알 수 없어 카카오가 거부합니다.",
    ),
)
def payment_plugin_needs_one(message: Document, _: Limits) -> Iterator[Place]:
    """A one-click button (P3) of a sent message has neither oneClickId nor productId.

    Nobody could tell what is to be paid, and Kakao refuses it.
    """
    for path, button in buttons_of(message):
        if button.get("type") == "P3" and not any(map(button.__contains__, _PAYMENTS)):
            yield Place(path, {"fields": _PAYMENTS})


@rule(
    ERROR,
    TEXTUAL,
    "/buttons/*/name",
    sources=(
        (NHN_ERRORS, "-3051: a button that calls has one of three names."),
        (MTS_CENTRE, "전화 연결, 고객센터 연결 or 상담원 연결."),
    ),
    example={"text": DONE, "buttons": [_PHONE | {"name": "전화하기"}]},
    unless=special_types_are_usual,
    codes={"nhn": ("-3051",)},
    en=(
        "A button that calls must have one of these names: {names}.",
        "Choose the name that fits, and write it with its space.",
    ),
    ko=(
        "전화하기 버튼의 이름은 다음 중 하나여야 합니다: {names}.",
        "맞는 이름을 골라 띄어쓰기까지 똑같이 쓰세요.",
        "전화하기(TN) 버튼의 이름이 정해진 세 가지가 아닙니다.",
        "카카오가 템플릿 등록을 거부하므로, 일치하는 템플릿이 없습니다.",
    ),
)
def phone_button_name(message: Document, _: Limits) -> Iterator[Place]:
    """A button that calls (TN) has another name than 전화 연결, 고객센터 연결 and 상담원 연결.

    Kakao refuses to register the template, so the message matches none.
    """
    for path, button in buttons_of(message):
        if button.get("type") == "TN" and button.get("name") not in (None, *PHONE_NAMES):
            yield Place(f"{path}/name", {"names": PHONE_NAMES})


_digits = re.compile("[0-9-]+").fullmatch


@rule(
    ERROR,
    TEXTUAL,
    "/buttons/*/telNumber",
    sources=((NHN_ERRORS, "-3053: digits and hyphens, at most 14."),),
    example={"text": DONE, "buttons": [_PHONE | {"telNumber": "+82 2 1234"}]},
    unless=special_types_are_usual,
    codes={"nhn": ("-3053",)},
    en=(
        "A telephone number has at most {limit} characters, digits and hyphens only.",
        "Write it as it is dialled in Korea, such as 1588-0000.",
    ),
    ko=(
        "전화번호는 숫자와 하이픈(-)으로 최대 {limit}자까지 쓸 수 있습니다.",
        "국내에서 거는 번호로 쓰세요. 예: 1588-0000",
        "전화하기(TN) 버튼의 번호에 숫자와 하이픈 이외의 문자가 있거나, 14자를 넘습니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def phone_button_number(message: Document, limits: Limits) -> Iterator[Place]:
    """The number of a button that calls (TN) has other characters than digits and hyphens, or more than 14.

    Kakao refuses to register the template.
    """
    for path, button in buttons_of(message):
        number = button.get("telNumber")
        if number and not (_digits(number) and len(number) <= limits.tel_number):
            yield Place(f"{path}/telNumber", {"limit": limits.tel_number})
