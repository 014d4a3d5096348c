"""The gate: plain Python that says fast, and only when it is certain, that a structure is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from alimtalk_rules.documents import is_plain_object

if TYPE_CHECKING:
    from alimtalk_rules.limits import Limits

_Test = Callable[[str], object]
ButtonTests = Mapping[str | None, Mapping[str, _Test]]
"""For each type of button the fields it may have beside its type and name, each with a test.

Types that have none are not there.
"""

_is_target = re.compile("out").fullmatch
_is_chat_value = re.compile(r"[A-Za-z0-9_]*").fullmatch


def button_tests(is_url: _Test, is_scheme: _Test) -> ButtonTests:
    """The tests of all types of buttons, with those of the links; lengths are not theirs."""
    urls = {"urlMobile": is_url, "urlPc": is_url}
    return {
        "WL": {**urls, "target": _is_target},
        "AL": {**urls, "schemeAndroid": is_scheme, "schemeIos": is_scheme},
        "BT": {"chatExtra": _is_chat_value, "chatEvent": _is_chat_value},
    }


_plain_url = re.compile(r"https?://(?!https?:)[A-Za-z0-9][!-?A-~]*").fullmatch  # without user@host
_plain_scheme = re.compile(r"[!-~]").match  # what follows cannot make it blank
_plain_code = re.compile(r"[A-Za-z0-9_-]+").fullmatch
_plain_sha256 = re.compile(r"[0-9a-f]{64}").fullmatch

_PLAIN_VARIABLE: Final = r"#\{[^#{}\0-\x1f\x7f-\x9f\u2028\u2029]*+\}"
_plain_link_url = re.compile(
    rf"(?:https?://(?!https?:)(?:[A-Za-z0-9]|{_PLAIN_VARIABLE})|{_PLAIN_VARIABLE})"
    rf"(?:[!\"$-?A-~]++|{_PLAIN_VARIABLE}|#(?!\{{))*+"
).fullmatch  # of a template: variables, with spaces in their names, may stand anywhere

_PLAIN: Final = button_tests(_plain_url, _plain_scheme)
_PLAIN_IN_TEMPLATES: Final = button_tests(_plain_link_url, _plain_scheme)


def accepts_message(
    message: object, limits: Limits, tests: ButtonTests = _PLAIN
) -> TypeGuard[dict[str, Any]]:
    """True if the message's structure is certainly right; False if only the judge can tell.

    Objects and strings in what is accepted are no subclasses: they can be asked anything.
    """
    if type(message) is not dict:
        return False
    has_text = False
    for field, value in message.items():
        if type(field) is not str:
            return False
        if field == "text":
            if type(value) is not str:
                return False
            has_text = True
        elif field == "buttons":
            if not _accepts_buttons(value, limits, tests):
                return False
        elif field == "title":
            if not _is_short_text(value, limits.title):
                return False
        elif field == "image":
            if not _accepts_facts(value, limits):
                return False
        else:
            return False
    return has_text


def accepts_template(template: object, limits: Limits) -> TypeGuard[dict[str, Any]]:
    """The same for a template."""
    if not is_plain_object(template) or not _is_code(template.get("code"), limits):
        return False
    if "name" in template and not _is_short_text(template["name"], limits.template_name):
        return False
    parts = {field: value for field, value in template.items() if field not in ("code", "name")}
    return accepts_message(parts, limits, _PLAIN_IN_TEMPLATES)


def _is_short_text(value: object, limit: int) -> bool:
    return type(value) is str and 0 < len(value) <= limit and not value.isspace()


def _is_code(value: object, limits: Limits) -> bool:
    return (
        type(value) is str and len(value) <= limits.template_code and _plain_code(value) is not None
    )


def _accepts_buttons(buttons: object, limits: Limits, tests: ButtonTests) -> bool:
    if type(buttons) is not list or len(buttons) > limits.buttons:
        return False
    for button in buttons:  # noqa: SIM110 - a loop is faster than all()
        if not _accepts_button(button, limits, tests):
            return False
    return True


_WITHOUT_FIELDS: Final = ("DS", "MD", "BK", "BT", "AL")
"""Types of buttons that need no more than a name."""


def _accepts_button(button: object, limits: Limits, tests: ButtonTests) -> bool:
    if type(button) is not dict:
        return False
    for field, value in button.items():
        if type(field) is not str or type(value) is not str:
            return False
    kind, name = button.get("type"), button.get("name")
    if not name or len(name) > limits.button_name or name.isspace():
        return False
    if len(button) == 2:
        return kind in _WITHOUT_FIELDS
    others = tests.get(kind)
    if others is None or (kind == "WL" and "urlMobile" not in button):
        return False
    most = limits.chat_value if kind == "BT" else limits.link
    for field, value in button.items():
        if field in ("type", "name"):
            continue
        test = others.get(field)
        if test is None or len(value) > most or not test(value):
            return False
    return True


_IMAGE_FIELDS: Final = ("format", "width", "height", "bytes")


def accepts_image(image: object, limits: Limits) -> TypeGuard[dict[str, Any]]:
    """The same for an image's measured facts, which a document of their own must hold wholly."""
    return _accepts_facts(image, limits) and all(field in image for field in _IMAGE_FIELDS)


def _accepts_facts(image: object, limits: Limits) -> TypeGuard[dict[str, Any]]:
    if type(image) is not dict:
        return False
    for field, value in image.items():
        if type(field) is not str:
            return False
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
