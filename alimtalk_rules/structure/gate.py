"""The gate: plain Python that says fast, and only when it is certain, that a structure is right."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeGuard, cast

if TYPE_CHECKING:
    from alimtalk_rules.documents import Image
    from alimtalk_rules.limits import Limits

_Test = Callable[[str], Any]

_plain_url = re.compile(r"https?://[A-Za-z0-9][!-?A-~]*").fullmatch  # without user@host
_plain_chat_value = re.compile(r"[A-Za-z0-9_]*").fullmatch
_plain_scheme = re.compile(r"[!-~]").match  # what follows cannot make it blank
_plain_code = re.compile(r"[A-Za-z0-9_-]+").fullmatch
_plain_sha256 = re.compile(r"[0-9a-f]{64}").fullmatch

_PLAIN_VARIABLE: Final = r"#\{[^#{}\0-\x1f\x7f-\x9f\u2028\u2029]*+\}"
_plain_link_url = re.compile(
    rf"(?:https?://(?:[A-Za-z0-9]|{_PLAIN_VARIABLE})|{_PLAIN_VARIABLE})"
    rf"(?:[!\"$-?A-~]++|{_PLAIN_VARIABLE}|#(?!\{{))*+"
).fullmatch  # of a template: variables, with spaces in their names, may stand anywhere

_BUTTON_FIELDS: Final = {
    "WL": frozenset({"urlMobile", "urlPc", "target"}),
    "AL": frozenset({"schemeAndroid", "schemeIos", "urlMobile", "urlPc"}),
    "DS": frozenset[str](),
    "MD": frozenset[str](),
    "BK": frozenset[str](),
    "BT": frozenset({"chatExtra", "chatEvent"}),
}


def accepts_message(message: object, limits: Limits) -> bool:
    """True if the message's structure is certainly right; False if only the judge can tell."""
    return _is_plain_object(message) and _accepts_parts(message, limits, _plain_url)


def accepts_template(template: object, limits: Limits) -> bool:
    """The same for a template."""
    if not _is_plain_object(template) or not _is_code(template.get("code"), limits):
        return False
    if "name" in template and not _is_short_text(template["name"], limits.template_name):
        return False
    parts = {field: value for field, value in template.items() if field not in ("code", "name")}
    return _accepts_parts(parts, limits, _plain_link_url)


def _accepts_parts(parts: dict[str, object], limits: Limits, plain_url: _Test) -> bool:
    if type(parts.get("text")) is not str:
        return False
    for field, value in parts.items():
        if field == "text":
            continue
        if field == "title":
            if not _is_short_text(value, limits.title):
                return False
        elif field == "buttons":
            if type(value) is not list or len(value) > limits.buttons:
                return False
            for button in value:
                if not _accepts_button(button, limits, plain_url):
                    return False
        elif field == "image":
            if not _accepts_facts(value, limits):
                return False
        else:
            return False
    return True


def _is_plain_object(value: object) -> TypeGuard[dict[str, object]]:
    if type(value) is not dict:
        return False
    for name in value:  # noqa: SIM110 - a loop costs a third of all() here
        if type(name) is not str:
            return False
    return True


def _is_short_text(value: object, limit: int) -> bool:
    return type(value) is str and len(value) <= limit and value != "" and not value.isspace()


def _is_code(value: object, limits: Limits) -> bool:
    return (
        type(value) is str and len(value) <= limits.template_code and _plain_code(value) is not None
    )


def _accepts_button(button: object, limits: Limits, plain_url: _Test) -> bool:
    if not _is_plain_object(button) or not _is_short_text(button.get("name"), limits.button_name):
        return False
    kind = button.get("type")
    fields = _BUTTON_FIELDS.get(kind) if type(kind) is str else None
    if fields is None or (kind == "WL" and "urlMobile" not in button):
        return False
    for field, value in button.items():
        if field in ("type", "name"):
            continue
        if field not in fields or type(value) is not str:
            return False
        if field == "target":
            if value != "out":
                return False
        elif field in ("chatExtra", "chatEvent"):
            if len(value) > limits.chat_value or not _plain_chat_value(value):
                return False
        else:
            is_plain = plain_url if field in ("urlMobile", "urlPc") else _plain_scheme
            if len(value) > limits.link or not is_plain(value):
                return False
    return True


_IMAGE_FIELDS: Final = ("format", "width", "height", "bytes")


def accepts_image(image: object, limits: Limits) -> bool:
    """The same for an image's measured facts, which a document of their own must hold wholly."""
    return _accepts_facts(image, limits) and all(
        field in cast("Image", image) for field in _IMAGE_FIELDS
    )


def _accepts_facts(image: object, limits: Limits) -> bool:
    if not _is_plain_object(image):
        return False
    for field, value in image.items():
        if field in ("width", "height", "bytes"):
            if type(value) is not int or not 0 <= value <= 0x7FFF_FFFF:
                return False
        elif type(value) is not str:
            return False
        elif field == "format":
            if value not in ("jpeg", "png"):
                return False
        elif field == "url":
            if len(value) > limits.link or not _plain_url(value):
                return False
        elif field != "sha256" or not _plain_sha256(value):
            return False
    return True
