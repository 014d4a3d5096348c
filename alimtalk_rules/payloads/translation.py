"""Messages out of a gateway's request, and a request made of messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, pairwise
from typing import Any, cast

from alimtalk_rules.payloads import gateway_named, recognized
from alimtalk_rules.payloads.gateway import LISTS, Form, Gateway
from alimtalk_rules.payloads.parts import Part, fillings_of, parts_of
from alimtalk_rules.structure.openings import Opened, closed
from alimtalk_rules.structure.plain import plain


@dataclass(frozen=True, slots=True)
class PayloadMessage:
    """A message that a gateway's request holds, or is to hold.

    Attributes:
        message: what ``check_message`` takes; empty where the gateway fills the template.
        path: JSON Pointer (RFC 6901) to it in the request.
        sender: what names the channel that sends, or None.
        template_code: the code of the approved template, or None.
        destinations: the recipients' numbers.
        variables: the values with which the gateway fills the template, by the variables' names;
            None where it is sent the text.
        send_at: when it is sent, as the gateway writes it; None for at once.
        failover: the text of the SMS that is sent instead, or None.
    """

    message: Mapping[str, Any] = field(repr=False, hash=False)
    path: str = ""
    sender: str | None = field(default=None, repr=False)
    template_code: str | None = field(default=None, repr=False)
    destinations: tuple[str, ...] = field(default=(), repr=False)
    variables: Mapping[str, str] | None = field(default=None, repr=False, hash=False)
    send_at: str | None = None
    failover: str | None = field(default=None, repr=False)


def messages_in(payload: object, gateway: str | None = None) -> tuple[PayloadMessage, ...]:
    """The messages of a gateway's request, in the words of this library.

    What the gateway's schema does not have is left out, and so is null. Another value of a wrong
    type stays as it is, or counts as absent where it is no part of the message: ``check_payload``
    finds it.

    Args:
        payload: the request's body as ``json.loads`` gives it.
        gateway: the gateway's name, such as ``"sens"``; None to recognize it.

    Raises:
        TypeError: ``gateway`` is no string.
        ValueError: no gateway has that name, or it is None and the request is of none that is
            known.
    """
    known = recognized(payload) if gateway is None else gateway_named(gateway)
    if known is None:
        raise ValueError("payload is of no known gateway; name the gateway")
    opened = Opened(payload, known.openings)
    return tuple(
        replace(each, path=opened.sent(each.path))
        for part in parts_of(opened.document, known)
        for each in _read(opened.document, known, part)
    )


def _read(payload: object, gateway: Gateway, part: Part) -> Iterator[PayloadMessage]:
    def strings(place: str) -> tuple[str, ...]:
        values = (plain(value) for _, value in part.located(payload, place))
        every = (value if type(value) is list else [value] for value in values)
        return tuple(plain(one) for each in every for one in each if type(plain(one)) is str)

    def first(place: str) -> str | None:
        return next(iter(strings(place)), None)

    whole = PayloadMessage(
        message=cast("Mapping[str, Any]", part.message(absent=None)),
        path=part.path,
        sender=first(gateway.sender),
        template_code=first(gateway.template_code),
        destinations=strings(gateway.destination),
        send_at=None if gateway.send_time is None else first(gateway.send_time),
        failover=next(iter(chain.from_iterable(strings(at) for at, _ in gateway.failovers)), None),
    )
    if part.recipient is not None:
        yield replace(whole, destinations=whole.destinations[part.recipient :][:1])
        return
    if not part.is_filled:
        yield whole
        return
    fillings = fillings_of(payload, part, gateway)
    alone = len(fillings) == 1
    for index, filling in enumerate(fillings):
        numbers = whole.destinations if alone else whole.destinations[index : index + 1]
        yield replace(whole, destinations=numbers, variables=filling.values)


def to_payload(
    message: Mapping[str, Any],
    gateway: str,
    *,
    sender: str | None = None,
    template_code: str | None = None,
    destinations: Iterable[str] = (),
    variables: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A gateway's request that sends ``message``.

    The image is left out: no gateway is sent it, it comes with the approved template. What is not
    given is left out too, for ``check_payload`` to find. A gateway whose messages have one
    recipient each gets a message for each.

    Args:
        message: what ``check_message`` takes; empty for a gateway that fills the template.
        gateway: the gateway's name, such as ``"sens"``.
        sender: the channel that sends: a sender key, the scenario's key, or the @name.
        template_code: the code of the approved template.
        destinations: the recipients' numbers.
        variables: the values with which the gateway fills the template, by the variables' names.

    Returns:
        The request's body, of a gateway whose requests are arrays a list. It shares nothing that
        can be changed with the message.

    Raises:
        TypeError: the message is no dict, or another argument is of a wrong type.
        ValueError: no gateway has that name; or the gateway has no such field, or type of button,
            or takes fewer messages in one request than there are recipients.
    """
    to = gateway_named(gateway)
    if not isinstance(message, dict):
        raise TypeError("message must be a dict")
    for name, value in {"sender": sender, "template_code": template_code}.items():
        if not isinstance(value, str | None):
            raise TypeError(f"{name} must be a string")
    numbers = _numbers(destinations)
    given = PayloadMessage(message, "", sender, template_code, numbers, variables)
    every = _each(given, to)
    if len(every) > to.most:
        raise ValueError(f"{to.name} takes {to.most} messages in a request; see to_payloads")
    return cast("dict[str, Any]", request_of_all(every, to))


def to_payloads(
    messages: Iterable[PayloadMessage], gateway: str, *, is_lossy: bool = False
) -> Iterator[Any]:
    """The requests that send all ``messages``, each with as many as the gateway takes in one.

    Messages one after another share a request where what a request says of all its messages, such
    as the template's code at some gateways, is the same for them.

    Args:
        messages: the messages, best as an iterator: they are read as they are needed.
        gateway: the gateway's name, such as ``"solapi"``.
        is_lossy: leave out what the gateway has no place for.

    Raises:
        TypeError: the gateway's name is no string, or a message is of a wrong type.
        ValueError: no gateway has that name; or the gateway has no such field, or type of button.
    """
    to = gateway_named(gateway)
    every = (one for message in messages for one in _each(message, to))
    for _, alike in groupby(every, key=lambda one: _shared(one, to)):
        together: list[PayloadMessage] = []
        for one in alike:
            together.append(one)
            if len(together) == to.most:
                yield request_of_all(together, to, is_lossy=is_lossy)
                together = []
        if together:
            yield request_of_all(together, to, is_lossy=is_lossy)


def _shared(one: PayloadMessage, to: Gateway) -> tuple[object, ...]:
    """What the gateway is told of a message once for all messages of a request."""
    told = (
        (to.sender, one.sender),
        (to.template_code, one.template_code),
        (to.send_time or "", one.send_at),
    )
    return tuple(value for place, value in told if not _is_within(place, to))


def _is_within(place: str, to: Gateway) -> bool:
    """True if each message has such a place of its own."""
    return "*" in to.message and place.startswith(to.message)


def _each(given: PayloadMessage, to: Gateway) -> list[PayloadMessage]:
    """The message once, or for each of its recipients where a message has one; never none."""
    if "*" in to.destination.removeprefix(to.message) or not given.destinations:
        return [given]
    return [replace(given, destinations=(number,)) for number in given.destinations]


def _numbers(destinations: Iterable[str]) -> tuple[str, ...]:
    if isinstance(destinations, str):
        raise TypeError("destinations must be a collection of strings")
    numbers = tuple(destinations)
    if not all(isinstance(number, str) for number in numbers):
        raise TypeError("destinations must be strings")
    return numbers


def request_of_all(
    messages: Sequence[PayloadMessage], to: Gateway, *, is_lossy: bool = False
) -> Any:
    """One request with all these messages, of ``_each``.

    Raises:
        ValueError: the gateway has no such field, or type of button, and it is not lossy.
    """
    request: Any = [] if to.message.startswith("/*") else {}
    for index, each in enumerate(messages):
        kind = to.kinds["image" in each.message]
        parts, lost = fitted(each.message, to)
        if lost and not is_lossy:
            raise ValueError(
                f"{to.name} has not all parts, fields and types of buttons of the message"
            )
        in_message = ((to.parts[part], 0, value) for part, value in parts.items())
        for place, inner, value in (*_around(each, kind, to), *in_message):
            outer = [index] if _is_within(place, to) else []
            put_at(request, place.replace("at|ai", kind.lower()), *outer, inner, value=value)
    return closed(request, to.openings)


def _around(each: PayloadMessage, kind: str, to: Gateway) -> Iterator[tuple[str, int, object]]:
    """What is around a message: each place, the index of its recipient, and what stands there."""
    yield to.sender, 0, each.sender
    yield from ((to.destination, n, number) for n, number in enumerate(each.destinations))
    for place, constant in to.constants.items():
        yield from ((place, n, constant) for n in range(max(1, len(each.destinations))))
    is_filled = each.variables is not None and "text" not in each.message
    if is_filled and to.filled_by is not None:
        yield to.filled_by[0], 0, to.filled_by[1]
    elif to.kind is not None:
        yield to.kind, 0, kind
    yield to.template_code, 0, each.template_code
    if to.send_time is not None:
        yield to.send_time, 0, each.send_at
    yield from ((place, 1, each.failover) for place, _ in to.failovers[:1])
    if each.variables is not None and to.variables:
        before, after = to.variable_form
        named = {f"{before}{name}{after}": value for name, value in each.variables.items()}
        yield to.variables[-1], 0, named


def fitted(document: Mapping[str, Any], to: Form) -> tuple[dict[str, Any], list[str]]:
    """The parts of a message, or of a template, in the gateway's words, and what it cannot hold.

    Null and empty lists are left out. What cannot be held is told by its JSON Pointer.

    Raises:
        TypeError: a part that is to be an object, or a list of objects, is none.
    """
    parts: dict[str, Any] = {}
    lost: list[str] = []
    for name, value in document.items():
        inner = {part: part.partition("/")[2] for part in to.parts if part.startswith(f"{name}/")}
        if value is None or value == []:
            continue
        if name in to.names:
            parts[name] = _renamed_part(name, value, to, lost)
        elif name in to.parts:
            parts[name] = _written(f"/{name}", value, to)
        elif inner:
            parts |= {part: value[field] for part, field in inner.items() if field in value}
        elif name not in to.kept:
            lost.append(f"/{name}")
    return parts, lost


def _written(place: str, value: Any, to: Form) -> Any:
    """A value as the gateway writes it; a copy."""
    words = to.written.get(place, {})
    return words.get(value, value) if type(value) in (str, bool) else deepcopy(value)


def _renamed_part(name: str, value: Any, to: Form, lost: list[str]) -> Any:
    if name not in LISTS:
        return _renamed(name, f"/{name}", value, to, lost)
    if not isinstance(value, list):
        raise TypeError(f"{name} must be a list of dicts")
    renamed = (_renamed(name, f"/{name}/{n}", item, to, lost) for n, item in enumerate(value))
    return [item for item in renamed if item is not None]


def _renamed(name: str, path: str, value: Any, to: Form, lost: list[str]) -> Any:
    """An object with the gateway's names; None for a button of a type that it does not have."""
    if not isinstance(value, dict):
        raise TypeError(
            f"{name} must be a dict" if name not in LISTS else f"{name} must be a list of dicts"
        )
    kind = value.get("type")
    if "type" in to.names[name]:
        types = [*to.button_types] if name == "buttons" else to.reply_types
        if not isinstance(kind, str) or kind not in types:
            lost.append(path)
            return None
    names = to.names_for(name, kind)
    place = f"/{name}/*" if name in LISTS else f"/{name}"
    renamed: dict[str, Any] = {}
    for ours, inner in value.items():
        if ours == "type":
            renamed[names["type"][0]] = to.button_types[cast("str", kind)]
        elif ours in names:
            renamed[names[ours][0]] = _written(f"{place}/{ours}", inner, to)
        elif f"{ours}/url" in names:
            renamed[names[f"{ours}/url"][0]] = inner.get("url")
        elif ours not in to.kept:
            lost.append(f"{path}/{ours}")
    return renamed


def put_at(request: Any, place: str, *indices: int, value: object) -> None:
    """Write ``value`` at ``place``, with all that is missing on the way there; None is nothing."""
    if value is None:
        return
    left = iter(indices)
    steps = [next(left) if step == "*" else step.partition("|")[0] for step in place.split("/")[1:]]
    holder: Any = request
    for step, after in pairwise(steps):
        fresh: object = [] if isinstance(after, int) else {}
        if isinstance(step, str):
            holder = holder.setdefault(step, fresh)
        else:
            holder[step:] = holder[step:] or [fresh]
            holder = holder[step]
    holder[steps[-1]] = value
