"""What only gateways have: templates that they fill, words of their own, orders of buttons."""

from collections.abc import Iterator
from typing import Any, Final

from alimtalk_rules.documents import Request
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.examples import DONE, bizppurio
from alimtalk_rules.rules.rule import ERROR, NOTE, WARNING, Place, rule
from alimtalk_rules.rules.sources import (
    ALIGO,
    LUNASOFT_CENTRE,
    LUNASOFT_SEND,
    MTS_CENTRE,
    NHN,
    NHN_ERRORS,
    SOLAPI,
    SOLAPI_SDK,
    THIS_LIBRARY,
)
from alimtalk_rules.rules.where import CODED, PAYLOAD, ROW, TEMPLATE

_NAME: Final = "이름"
_TEMPLATE: Final = {"code": "order-done", "text": "#{이름}님, " + DONE}


def _filled(code: str = "order-done", **values: Any) -> dict[str, Any]:
    """A request that NHN Cloud fills."""
    return {
        "senderKey": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "templateCode": code,
        "recipientList": [{"recipientNo": "01012345678", "templateParameter": values}],
    }


@rule(
    NOTE,
    PAYLOAD,
    "**",
    sources=((THIS_LIBRARY, "The text is the template's, which was not given."),),
    example=_filled(**{_NAME: "홍길동"}),
    en=(
        "The gateway fills this template itself; as the template was not given, the filled message was not checked.",
        "Give the approved templates (templates=, --templates) to check what recipients will read.",
    ),
    ko=(
        "중계사가 템플릿의 변수를 치환합니다. 템플릿이 주어지지 않아 치환된 메시지는 검사하지 못했습니다.",
        "승인된 템플릿을 함께 지정하면(templates=, --templates) 수신자가 받을 메시지까지 검사합니다.",
        "중계사가 변수를 치환하는 요청인데, 그 템플릿이 주어지지 않았습니다.",
        "본문을 알 수 없어 길이, 링크, 문자 등을 검사하지 못했습니다.",
    ),
)
def template_not_given() -> None:
    """A request has values with which the gateway fills a template that was not given to the check.

    What recipients will read is not known, so its text, links and length were not checked.
    """


@rule(
    ERROR,
    (*CODED, *ROW),
    "**",
    sources=(
        (NHN_ERRORS, "-3004, -3049: a parameter of the template is missing."),
        (SOLAPI, "1043: the message is not that of the template."),
    ),
    example={"payload": _filled(), "templates": [_TEMPLATE]},
    codes={"nhn": ("-3004", "-3049"), "solapi": ("1043",)},
    en=(
        "A variable of the template has no value.",
        "Give a value for it, under exactly the name that it has in the template.",
    ),
    ko=(
        "템플릿 변수의 값이 없습니다.",
        "템플릿에 적힌 이름 그대로 값을 넣으세요.",
        "템플릿에 있는 변수의 값이 요청이나 표, 예시 값에 없습니다.",
        "중계사가 거부하거나, 치환되지 않은 메시지를 카카오가 발송하지 않습니다.",
    ),
)
def variable_missing() -> None:
    """A variable of the template has no value in the request, in the table, or among the samples.

    The gateway refuses the request, or Kakao the message.
    """


@rule(
    WARNING,
    CODED,
    "**",
    sources=(
        (NHN_ERRORS, "-3049: a parameter is not one of the template."),
        (THIS_LIBRARY, "A value that is not used is usually a misspelt name."),
    ),
    example={"payload": _filled(**{_NAME: "홍길동", "성명": "홍길동"}), "templates": [_TEMPLATE]},
    codes={"nhn": ("-3049",)},
    en=(
        "The template has no variable of this name.",
        "Leave the value out, or correct its name.",
    ),
    ko=(
        "템플릿에 이 이름의 변수가 없습니다.",
        "값을 빼거나 이름을 바로잡으세요.",
        "템플릿에 없는 변수의 값이 있습니다.",
        "값이 쓰이지 않습니다. 대개 변수 이름의 오타입니다.",
    ),
)
def variable_unknown() -> None:
    """A value is given for a variable that the template does not have.

    It is not used; usually its name is misspelt, and another variable lacks its value.
    """


@rule(
    ERROR,
    PAYLOAD,
    "**",
    sources=(
        (NHN_ERRORS, "-3347: the name of a parameter has an @."),
        (SOLAPI_SDK, "A name of a variable with a point is refused."),
    ),
    example=_filled(**{"이름@": "홍길동"}),
    codes={"nhn": ("-3347",)},
    en=(
        "The gateway refuses names of variables with the character {character}.",
        "Register the template with another name for the variable.",
    ),
    ko=(
        "이 중계사는 변수 이름에 {character} 문자를 허용하지 않습니다.",
        "변수 이름을 바꾸어 템플릿을 등록하세요.",
        "변수 이름에 중계사가 허용하지 않는 문자가 있습니다.",
        "중계사가 요청을 거부합니다.",
    ),
)
def variable_name_refused(request: Request, _: Limits) -> Iterator[Place]:
    """A variable's name has a character that the gateway does not take: a point at Solapi, an @ at NHN Cloud.

    The gateway refuses the request.
    """
    for path, name, _value in _values_in(request):
        for character in request.not_in_names:
            if character in name:
                yield Place(path, {"character": character})


@rule(
    ERROR,
    PAYLOAD,
    "**",
    sources=((NHN_ERRORS, "-3048: a parameter's name or value is longer than it may be."),),
    example=_filled(**{_NAME: "가" * 1301}),
    codes={"nhn": ("-3048",)},
    en=(
        "The value has {length} characters; at most {limit} are allowed.",
        "Shorten it by {over} characters.",
    ),
    ko=(
        "변수의 값이 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자를 줄이세요.",
        "변수의 값이나 이름이 1,300자를 넘습니다.",
        "중계사가 요청을 거부합니다.",
    ),
)
def variable_value_too_long(request: Request, limits: Limits) -> Iterator[Place]:
    """The value or the name of a variable has more than 1,300 characters.

    The gateway refuses the request.
    """
    for path, name, value in _values_in(request):
        length = max(len(name), len(value))
        if length > limits.variable_value:
            over = length - limits.variable_value
            yield Place(path, {"length": length, "limit": limits.variable_value, "over": over})


def _values_in(request: Request) -> Iterator[tuple[str, str, str]]:
    """The path, the name and the value of each variable; what is no string is as good as empty."""
    for path, values in request.variables:
        for name, value in (values or {}).items():
            yield pointer_to(path, name), name, value if type(value) is str else ""


def pointer_to(path: str, name: str) -> str:
    """The JSON Pointer to a member of what is at ``path``."""
    return f"{path}/{name.replace('~', '~0').replace('/', '~1')}"


@rule(
    NOTE,
    PAYLOAD,
    "**",
    sources=((THIS_LIBRARY, "An SMS or a friend talk follows other rules."),),
    example={
        "messages": [
            {"to": "01012345678", "text": DONE, "type": "SMS"},
            {
                "to": "01012345679",
                "text": DONE,
                "kakaoOptions": {"pfId": "KA01PF1", "templateId": "KA01TP1"},
            },
        ]
    },
    en=(
        "This is not an AlimTalk message; it was not checked.",
        "If it is to be one, give it the type and the fields of an AlimTalk message.",
    ),
    ko=(
        "알림톡 메시지가 아니어서 검사하지 않았습니다.",
        "알림톡으로 보내려면 알림톡의 타입과 필드를 지정하세요.",
        "요청에 알림톡이 아닌 메시지(SMS, 친구톡 등)가 있습니다.",
        "다른 규칙을 따르므로 검사하지 않았습니다.",
    ),
)
def not_alimtalk() -> None:
    """A request has a message of another kind, such as an SMS or a friend talk.

    Other rules hold for it, so it was not checked.
    """


@rule(
    ERROR,
    PAYLOAD,
    "**",
    sources=((LUNASOFT_SEND, "3030: AT is sent for a template with an image, or AI for another."),),
    example={
        "payload": bizppurio(DONE),
        "templates": [
            {
                "code": "order-done",
                "text": DONE,
                "emphasis": "IMAGE",
                "image": {"format": "png", "width": 800, "height": 400},
            }
        ],
    },
    kakao=("3030",),
    codes={"bizppurio": ("7330",)},
    en=(
        "The approved template needs {expected} here: AI is for templates with an image, AT for all others.",
        "Write {expected}.",
    ),
    ko=(
        "승인된 템플릿에 따르면 {expected}여야 합니다. AI는 이미지 템플릿, AT는 그 밖의 템플릿에 씁니다.",
        "{expected}로 바꾸세요.",
        "이미지 템플릿인데 AT로, 또는 이미지가 없는 템플릿인데 AI로 보냅니다.",
        "카카오가 메시지를 발송하지 않습니다.",
    ),
)
def message_kind_mismatch() -> None:
    """A message is sent as AT though its template has an image, or as AI though it has none.

    Kakao does not deliver it.
    """


_GROUPED: Final = {
    "bizId": "dawnmart",
    "apiKey": "key",
    "senderKey": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
    "templateName": "주문 완료",
    "templateEmphasizeType": "NONE",
    "templateContent": DONE,
    "categoryCode": "001001",
}


@rule(
    ERROR,
    TEMPLATE,
    "**",
    sources=(
        (LUNASOFT_CENTRE, "A group's template cannot be of the types AD and MI."),
        (MTS_CENTRE, "The same."),
    ),
    example={
        **_GROUPED,
        "senderKeyType": "G",
        "templateMessageType": "AD",
        "buttons": [{"linkType": "AC", "name": "채널 추가"}],
    },
    en=(
        "Templates of a group of channels cannot be of this message type.",
        "Register it for one channel, or as BA or EX.",
    ),
    ko=(
        "그룹 템플릿에는 이 메시지 유형을 쓸 수 없습니다.",
        "채널 하나의 템플릿으로 등록하거나 메시지 유형을 BA 또는 EX로 바꾸세요.",
        "발신 프로필 그룹의 템플릿인데 메시지 유형이 채널 추가형(AD)이나 복합형(MI)입니다.",
        "카카오가 템플릿 등록을 거부합니다.",
    ),
)
def group_profile_with_channel_add() -> None:
    """A template of a group of channels is of the message type AD or MI, which adds a channel.

    Kakao refuses to register it.
    """


@rule(
    ERROR,
    TEMPLATE,
    "**",
    sources=((ALIGO, "A web link of a template needs linkM and linkP."),),
    example={
        "tpl_name": "주문 완료",
        "tpl_content": DONE,
        "senderkey": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "tpl_button": '{"button": [{"linkType": "WL", "name": "보기", "linkM": "https://a.kr"}]}',
    },
    en=(
        "The gateway requires a link for PCs beside the one for phones.",
        "Give one; it may be the same address.",
    ),
    ko=(
        "이 중계사는 모바일 링크와 함께 PC 링크도 요구합니다.",
        "PC 링크를 넣으세요. 모바일 링크와 같은 주소여도 됩니다.",
        "웹링크 버튼에 PC 링크가 없습니다.",
        "중계사가 템플릿 등록을 거부합니다.",
    ),
)
def pc_link_missing() -> None:
    """A web link of a template has no link for PCs, which the gateway requires: Aligo.

    The gateway refuses to register the template.
    """


@rule(
    WARNING,
    CODED,
    "**",
    sources=((NHN, "Buttons have an ordering from 1 to 5, in which they are shown."),),
    example={
        "senderKey": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "templateCode": "order-done",
        "recipientList": [
            {
                "recipientNo": "01012345678",
                "content": DONE,
                "buttons": [
                    {"ordering": 2, "type": "BK", "name": "처음으로"},
                    {"ordering": 1, "type": "MD", "name": "문의하기"},
                ],
            }
        ],
    },
    en=(
        "The ordering does not count up from 1 as the buttons stand here.",
        "Number them 1, 2, 3 … in the order in which they stand.",
    ),
    ko=(
        "ordering이 버튼이 놓인 순서대로 1부터 늘어나지 않습니다.",
        "놓인 순서대로 1, 2, 3 …으로 번호를 매기세요.",
        "버튼의 ordering이 1부터 시작하지 않거나, 겹치거나, 놓인 순서와 다릅니다.",
        "버튼 순서가 템플릿과 달라져 일치하지 않을 수 있습니다.",
    ),
)
def odd_ordering() -> None:
    """The ordering of buttons or quick replies is outside the numbers that there are, stands twice, or is not the order in which they stand.

    The gateway may send them in another order than the template's.
    """


@rule(
    WARNING,
    CODED,
    "**",
    sources=((THIS_LIBRARY, "The other gateway's documents have no such field."),),
    example="A request to Infobip with webhooks, converted to one of SENS.",
    en=(
        "The other gateway has no place for this; it was left out.",
        "Set it up there in another way, or do without it.",
    ),
    ko=(
        "대상 중계사에는 이에 해당하는 필드가 없어 옮기지 않았습니다.",
        "대상 중계사에서 다른 방법으로 설정하거나, 없이 보내세요.",
        "다른 중계사의 형식으로 변환할 때 옮길 자리가 없는 값입니다.",
        "변환된 요청에서는 이 값이 빠집니다.",
    ),
)
def not_carried_over() -> None:
    """A request or a registration was converted to another gateway's, which has no place for a part of it.

    The part is missing from what was made.
    """
