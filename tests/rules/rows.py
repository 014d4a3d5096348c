"""What is found in a document, as rows that a table compares."""

from typing import Any

from alimtalk_rules import INFOBIP, Finding, Report, check_message, check_template

Span = tuple[int, int] | None
Row = tuple[str, Span]

DONE = "주문이 완료되었습니다."
URL = "https://shop.example.com/orders/1"


def found_in(message: object, **limits: int) -> tuple[Finding, ...]:
    """The findings in a message."""
    return check_message(message, profile=INFOBIP.with_limits(**limits)).findings


def only(message: object, **limits: int) -> Finding:
    """The only finding in a message."""
    (found,) = found_in(message, **limits)
    return found


def in_text(text: str, /, **limits: int) -> list[Row]:
    """The rule and the span of all that is found in a text."""
    found = found_in({"text": text}, **limits)
    assert {one.path for one in found} <= {"/text"}
    return [(one.rule, one.span) for one in found]


def places(message: object, **limits: int) -> list[tuple[str, str]]:
    """The rule and the path of all that is found in a message."""
    return [(found.rule, found.path) for found in found_in(message, **limits)]


def spans(message: object) -> list[tuple[str, str, Span]]:
    """The rule, the path and the span of all that is found in a message."""
    return [(found.rule, found.path, found.span) for found in found_in(message)]


def with_buttons(*buttons: object, text: str = DONE) -> dict[str, Any]:
    """A message with these buttons."""
    return {"text": text, "buttons": [*buttons]}


def button(name: str, kind: str = "MD", **links: object) -> dict[str, object]:
    """A button of this name."""
    return {"type": kind, "name": name, **links}


def web_link(**changes: object) -> dict[str, object]:
    """A web link; the changes are made in it."""
    return button("주문 보기", "WL", urlMobile=URL) | changes


def template(text: str, *buttons: object, **parts: object) -> Report:
    """The report on a template with this text."""
    listed = {"buttons": [*buttons]} if buttons else {}
    return check_template({"code": "a", "text": text, **listed, **parts})
