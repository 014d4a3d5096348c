"""What a user would write instead: other validators, on the same structure.

None of them counts, knows couriers or says which characters are wrong; the plain stack comes
closest to what ``check_message`` is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, NotRequired

import fastjsonschema
import jsonschema_rs
import msgspec
import pydantic
import regex
from jsonschema import Draft202012Validator
from typing_extensions import TypedDict  # pydantic wants it before Python 3.12

from alimtalk_rules import INFOBIP
from alimtalk_rules.structure import load_schema

_SCHEMA: Final = load_schema("message")

# --------------------------------------------------------------------------- the plain stack

_validator = Draft202012Validator(_SCHEMA)
foreign_letter = regex.compile(
    r"[\p{L}--[\p{Script=Hangul}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]]", regex.V1
).search


def plain_stack(message: Any) -> list[object]:
    """A validator that is made once, one search for letters of other scripts, and ``len``."""
    found: list[object] = list(_validator.iter_errors(message))
    text = message.get("text")
    if isinstance(text, str):
        if letter := foreign_letter(text):
            found.append(letter)
        if len(text) > INFOBIP.limits.text:
            found.append(len(text))
    return found


# --------------------------------------------------------------------------- structure alone


def _says_no(check: Callable[[Any], object], error: type[Exception]) -> Callable[[Any], bool]:
    def accepts(message: Any) -> bool:
        try:
            check(message)
        except error:
            return False
        return True

    return accepts


_Words = Annotated[str, pydantic.StringConstraints(pattern=r"\S")]
_Name = Annotated[str, pydantic.StringConstraints(max_length=28, pattern=r"\S")]
_Url = Annotated[
    str, pydantic.StringConstraints(max_length=500, pattern=r"^https?://[^/?#@\s][^\s]*$")
]
_Scheme = Annotated[str, pydantic.StringConstraints(max_length=500, pattern=r"\S")]
_Chat = Annotated[str, pydantic.StringConstraints(max_length=50, pattern=r"^[A-Za-z0-9_]*$")]
_Number = Annotated[int, pydantic.Field(ge=0, le=2**31 - 1, strict=True)]
_Closed = pydantic.ConfigDict(extra="forbid", strict=True)


class _WebLink(TypedDict):
    __pydantic_config__ = _Closed  # type: ignore[misc]
    type: Literal["WL"]
    name: _Name
    urlMobile: _Url
    urlPc: NotRequired[_Url]
    target: NotRequired[Literal["out"]]


class _AppLink(TypedDict):
    __pydantic_config__ = _Closed  # type: ignore[misc]
    type: Literal["AL"]
    name: _Name
    schemeAndroid: NotRequired[_Scheme]
    schemeIos: NotRequired[_Scheme]
    urlMobile: NotRequired[_Url]
    urlPc: NotRequired[_Url]


class _Plain(TypedDict):
    __pydantic_config__ = _Closed  # type: ignore[misc]
    type: Literal["DS", "MD", "BK"]
    name: _Name


class _Chatbot(TypedDict):
    __pydantic_config__ = _Closed  # type: ignore[misc]
    type: Literal["BT"]
    name: _Name
    chatExtra: NotRequired[_Chat]
    chatEvent: NotRequired[_Chat]


class _Image(TypedDict):
    __pydantic_config__ = _Closed  # type: ignore[misc]
    url: NotRequired[_Url]
    format: NotRequired[Literal["jpeg", "png"]]
    width: NotRequired[_Number]
    height: NotRequired[_Number]
    bytes: NotRequired[_Number]
    sha256: NotRequired[Annotated[str, pydantic.StringConstraints(pattern="^[0-9a-f]{64}$")]]


_Button = Annotated[_WebLink | _AppLink | _Plain | _Chatbot, pydantic.Field(discriminator="type")]


class _Message(TypedDict):
    __pydantic_config__ = _Closed  # type: ignore[misc]
    text: str
    title: NotRequired[Annotated[_Words, pydantic.Field(max_length=50)]]
    image: NotRequired[_Image]
    buttons: NotRequired[Annotated[list[_Button], pydantic.Field(max_length=5)]]


_MName = Annotated[str, msgspec.Meta(max_length=28, pattern=r"\S")]
_MUrl = Annotated[str, msgspec.Meta(max_length=500, pattern=r"^https?://[^/?#@\s][^\s]*$")]
_MScheme = Annotated[str, msgspec.Meta(max_length=500, pattern=r"\S")]
_MChat = Annotated[str, msgspec.Meta(max_length=50, pattern=r"^[A-Za-z0-9_]*$")]
_MNumber = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class _MButton(msgspec.Struct, tag_field="type", forbid_unknown_fields=True):
    name: _MName


class _MWebLink(_MButton, tag="WL", kw_only=True):
    urlMobile: _MUrl
    urlPc: _MUrl | msgspec.UnsetType = msgspec.UNSET
    target: Literal["out"] | msgspec.UnsetType = msgspec.UNSET


class _MAppLink(_MButton, tag="AL"):
    schemeAndroid: _MScheme | msgspec.UnsetType = msgspec.UNSET
    schemeIos: _MScheme | msgspec.UnsetType = msgspec.UNSET
    urlMobile: _MUrl | msgspec.UnsetType = msgspec.UNSET
    urlPc: _MUrl | msgspec.UnsetType = msgspec.UNSET


class _MTracking(_MButton, tag="DS"): ...


class _MDelivery(_MButton, tag="MD"): ...


class _MKeyword(_MButton, tag="BK"): ...


class _MChatbot(_MButton, tag="BT"):
    chatExtra: _MChat | msgspec.UnsetType = msgspec.UNSET
    chatEvent: _MChat | msgspec.UnsetType = msgspec.UNSET


class _MImage(msgspec.Struct, forbid_unknown_fields=True):
    url: _MUrl | msgspec.UnsetType = msgspec.UNSET
    format: Literal["jpeg", "png"] | msgspec.UnsetType = msgspec.UNSET
    width: _MNumber | msgspec.UnsetType = msgspec.UNSET
    height: _MNumber | msgspec.UnsetType = msgspec.UNSET
    bytes: _MNumber | msgspec.UnsetType = msgspec.UNSET
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")] | msgspec.UnsetType = (
        msgspec.UNSET
    )


class _MMessage(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    title: Annotated[str, msgspec.Meta(max_length=50, pattern=r"\S")] | msgspec.UnsetType = (
        msgspec.UNSET
    )
    image: _MImage | msgspec.UnsetType = msgspec.UNSET
    buttons: (
        Annotated[
            list[_MWebLink | _MAppLink | _MTracking | _MDelivery | _MKeyword | _MChatbot],
            msgspec.Meta(max_length=5),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET


_DRAFT_07: Final = _SCHEMA | {"$schema": "http://json-schema.org/draft-07/schema#"}

rust_is_valid: Callable[[Any], bool] = jsonschema_rs.validator_for(_SCHEMA).is_valid

STRUCTURE: Final[dict[str, Callable[[Any], bool]]] = {
    "jsonschema-rs is_valid": rust_is_valid,
    "msgspec convert": _says_no(
        lambda message: msgspec.convert(message, _MMessage), msgspec.ValidationError
    ),
    "pydantic validate_python": _says_no(
        pydantic.TypeAdapter(_Message).validate_python, pydantic.ValidationError
    ),
    "fastjsonschema": _says_no(
        fastjsonschema.compile(_DRAFT_07), fastjsonschema.JsonSchemaException
    ),
    "jsonschema is_valid": _validator.is_valid,
}
"""Validators of the structure: a dict in, a verdict out."""
