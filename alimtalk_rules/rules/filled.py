"""Messages that the gateway makes of the approved template and the values it is sent."""

from collections.abc import Iterator
from typing import Any, Final

from alimtalk_rules.documents import Request
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.examples import DONE
from alimtalk_rules.rules.rule import ERROR, NOTE, WARNING, Place, rule
from alimtalk_rules.rules.sources import NHN_ERRORS, SOLAPI, SOLAPI_SDK, THIS_LIBRARY
from alimtalk_rules.rules.where import PAYLOAD

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
    PAYLOAD,
    "**",
    sources=(
        (NHN_ERRORS, "-3004, -3049: a parameter of the template is missing."),
        (SOLAPI, "1043: the message is not that of the template."),
    ),
    example={"payload": _filled(), "templates": [_TEMPLATE]},
    codes={"nhn": ("-3004", "-3049"), "solapi": ("1043",)},
    en=(
        "The template has a variable for which no value is sent.",
        "Send a value for it, under exactly the name that it has in the template.",
    ),
    ko=(
        "템플릿 변수의 값이 요청에 없습니다.",
        "템플릿에 적힌 이름 그대로 값을 보내세요.",
        "템플릿에 있는 변수의 값이 요청에 없습니다.",
        "중계사가 거부하거나, 치환되지 않은 메시지를 카카오가 발송하지 않습니다.",
    ),
)
def variable_missing() -> None:
    """A variable of the template has no value in the request.

    The gateway refuses the request, or Kakao the message.
    """


@rule(
    WARNING,
    PAYLOAD,
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
        "요청에 템플릿에 없는 변수의 값이 있습니다.",
        "값이 쓰이지 않습니다. 대개 변수 이름의 오타입니다.",
    ),
)
def variable_unknown() -> None:
    """A value is sent for a variable that the template does not have.

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
                "to": "01012345678",
                "text": DONE,
                "kakaoOptions": {"pfId": "KA01PF1", "templateId": "KA01TP1"},
            },
        ]
    },
    en=(
        "This is no AlimTalk message; it was not checked.",
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
