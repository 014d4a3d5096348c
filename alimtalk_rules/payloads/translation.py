"""Messages out of a gateway's request, and a request made of a message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, cast

from alimtalk_rules.payloads import gateway_named, recognized
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.payloads.parts import Part, parts_of
from alimtalk_rules.structure.plain import plain


@dataclass(frozen=True, slots=True)
class PayloadMessage:
    """A message that a gateway's request holds.

    Attributes:
        message: what ``check_message`` takes.
        path: JSON Pointer (RFC 6901) to it in the request.
        sender: what names the channel that sends, or None.
        template_code: the code of the approved template, or None.
        destinations: the recipients' numbers.
    """

    message: Mapping[str, Any] = field(repr=False, hash=False)
    path: str = ""
    sender: str | None = field(default=None, repr=False)
    template_code: str | None = field(default=None, repr=False)
    destinations: tuple[str, ...] = field(default=(), repr=False)


def messages_in(payload: object, gateway: str | None = None) -> tuple[PayloadMessage, ...]:
    """The messages of a gateway's request, in the words of this library.

    What the gateway's schema does not have is left out, and so is null. Another value of a wrong
    type stays as it is, or counts as absent where it is no part of the message: ``check_payload``
    finds it.

    Args:
        payload: the request's body as ``json.loads`` gives it.
        gateway: ``"infobip"``, ``"infobip-omni"`` or ``"sens"``; None to recognize it.

    Raises:
        TypeError: ``gateway`` is no string.
        ValueError: no gateway has that name, or it is None and the request is of none that is
            known.
    """
    known = recognized(payload) if gateway is None else gateway_named(gateway)
    if known is None:
        raise ValueError("payload is of no known gateway; name the gateway")
    return tuple(_read(payload, part) for part in parts_of(payload, known))


def _read(payload: object, part: Part) -> PayloadMessage:
    def strings(place: str) -> tuple[str, ...]:
        found = (plain(value) for _, value in part.located(payload, place))
        return tuple(string for string in found if type(string) is str)

    def first(place: str) -> str | None:
        return next(iter(strings(place)), None)

    gateway = part.gateway
    return PayloadMessage(
        message=cast("Mapping[str, Any]", part.message(absent=None)),
        path=part.path,
        sender=first(gateway.sender),
        template_code=first(gateway.template_code),
        destinations=strings(gateway.destination),
    )


def to_payload(
    message: Mapping[str, Any],
    gateway: str,
    *,
    sender: str | None = None,
    template_code: str | None = None,
    destinations: Iterable[str] = (),
) -> dict[str, Any]:
    """A gateway's request that sends ``message``.

    The image is left out: no gateway is sent it, it comes with the approved template. What is not
    given is left out too, for ``check_payload`` to find. A gateway whose messages have one
    recipient each gets a message for each.

    Args:
        message: what ``check_message`` takes.
        gateway: ``"infobip"``, ``"infobip-omni"`` or ``"sens"``.
        sender: the channel that sends: Infobip's sender key, the scenario's key, or the @name.
        template_code: the code of the approved template.
        destinations: the recipients' numbers.

    Returns:
        The request's body. It shares nothing that can be changed with the message.

    Raises:
        TypeError: the message is no dict, or another argument is of a wrong type.
        ValueError: no gateway has that name; or the gateway has no such field, or type of button.
    """
    to = gateway_named(gateway)
    if not isinstance(message, dict):
        raise TypeError("message must be a dict")
    given = {"sender": sender, "template_code": template_code}
    for name, value in given.items():
        if not isinstance(value, str | None):
            raise TypeError(f"{name} must be a string")
    parts = _parts(message, to)
    request: dict[str, Any] = {}
    for index, numbers in enumerate(_batches(destinations, to)):
        of_message = [index] * to.message.count("*")
        _put(request, to.sender, index, value=sender)
        for n, number in enumerate(numbers):
            _put(request, to.destination, *of_message, n, value=number)
        for place, constant in to.constants.items():
            _put(request, place, index, value=constant)
        _put(request, to.template_code, index, value=template_code)
        for part, value in parts.items():
            _put(request, to.parts[part], index, value=deepcopy(value))
    return request


def _batches(destinations: Iterable[str], to: Gateway) -> list[list[str]]:
    """The recipients of each message; there is always one message."""
    if isinstance(destinations, str):
        raise TypeError("destinations must be a collection of strings")
    numbers = [*destinations]
    if not all(isinstance(number, str) for number in numbers):
        raise TypeError("destinations must be strings")
    has_several = to.destination.count("*") > to.message.count("*")
    return [numbers] if has_several or not numbers else [[number] for number in numbers]


def _parts(message: Mapping[str, Any], to: Gateway) -> dict[str, Any]:
    """The parts of the message in the gateway's words, without what is empty."""
    if message.keys() - {*to.parts, "image"}:
        raise ValueError(f"{to.name} has not all fields of the message")
    parts = {part: message[part] for part in to.parts if part in message}
    buttons = parts.pop("buttons", [])
    if buttons == []:
        return parts
    if not isinstance(buttons, list) or not all(isinstance(button, dict) for button in buttons):
        raise TypeError("buttons must be a list of dicts")
    return {**parts, "buttons": [_button(button, to) for button in buttons]}


def _button(button: Mapping[str, Any], to: Gateway) -> dict[str, Any]:
    kind = button.get("type")
    if not isinstance(kind, str) or kind not in to.button_types:
        raise ValueError(f"{to.name} has not all types of buttons of the message")
    fields = {name: value for name, value in button.items() if name != "type"}
    if fields.keys() - to.button_fields.keys():
        raise ValueError(f"{to.name} has not all fields of the message's buttons")
    named = {to.button_fields[name][0]: value for name, value in fields.items()}
    return {"type": to.button_types[kind], **named}


def _put(request: dict[str, Any], place: str, *indices: int, value: object) -> None:
    """Write ``value`` at ``place``, with all that is missing on the way there; None is nothing."""
    if value is None:
        return
    left = iter(indices)
    steps = [next(left) if step == "*" else step for step in place.split("/")[1:]]
    holder: Any = request
    for step, after in pairwise(steps):
        fresh: object = [] if isinstance(after, int) else {}
        if isinstance(step, str):
            holder = holder.setdefault(step, fresh)
        else:
            holder[step:] = holder[step:] or [fresh]
            holder = holder[step]
    holder[steps[-1]] = value
