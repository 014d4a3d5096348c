"""Messages out of a gateway's request, and a request made of messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple, cast

from alimtalk_rules.payloads import gateway_named, recognized
from alimtalk_rules.payloads.gateway import LISTS, Form, Gateway
from alimtalk_rules.payloads.parts import (
    Filling,
    Part,
    filled_for_each,
    fillings_of,
    located,
    sent_parts,
)
from alimtalk_rules.report import pointer
from alimtalk_rules.structure.openings import Opened, closed
from alimtalk_rules.structure.plain import plain
from alimtalk_rules.variables import variables_in


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
        country: the country's code that stands beside the numbers, or None for Korea's, 82.
    """

    message: Mapping[str, Any] = field(repr=False, hash=False)
    path: str = ""
    sender: str | None = field(default=None, repr=False)
    template_code: str | None = field(default=None, repr=False)
    destinations: tuple[str, ...] = field(default=(), repr=False)
    variables: Mapping[str, str] | None = field(default=None, repr=False, hash=False)
    send_at: str | None = None
    failover: str | None = field(default=None, repr=False)
    country: str | None = None


class Reading(NamedTuple):
    """A message that was read from an opened request.

    Attributes:
        part: the part of the request that is the message.
        message: the message.
        paths: where the strings around it stand, by the attribute of the message that holds them,
            in its order; of ``variables`` those that its text has, if that was filled.
    """

    part: Part
    message: PayloadMessage
    paths: Mapping[str, Sequence[str]]


def messages_in(payload: object, gateway: str | None = None) -> tuple[PayloadMessage, ...]:
    """The messages of a gateway's request, in the words of this library.

    What the gateway's schema does not have is left out, and so is null. Another value of a wrong
    type stays as it is, or counts as absent where it is no part of the message: ``check_payload``
    finds it. Where texts and recipients multiply, the first text is read for all recipients, and of
    the others as many as make 10,000 messages in all.

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
        replace(each.message, path=opened.sent(each.message.path))
        for each in readings(opened.document, known)
    )


def readings(payload: object, gateway: Gateway) -> Iterator[Reading]:
    """The messages of an opened request."""
    shared = cache(lambda place: _strings(located(payload, place)))

    def strings(part: Part, place: str | None) -> list[tuple[str, str]]:
        if place is None:
            return []
        is_within = place.startswith(gateway.message)
        return _strings(part.located(payload, place)) if is_within else shared(place)

    for part in sent_parts(payload, gateway):
        found = {
            "sender": strings(part, gateway.sender)[:1],
            "template_code": strings(part, gateway.template_code)[:1],
            "destinations": strings(part, gateway.destination),
            "send_at": strings(part, gateway.send_time)[:1],
            "failover": [one for at, _ in gateway.failovers for one in strings(part, at)][:1],
            "country": strings(part, gateway.country)[:1],
            "variables": [],
        }
        first = {name: one[0][1] for name, one in found.items() if one}
        whole = PayloadMessage(
            message=cast("Mapping[str, Any]", part.message(absent=None)),
            path=part.path,
            sender=first.get("sender"),
            template_code=first.get("template_code"),
            destinations=tuple(number for _, number in found["destinations"]),
            send_at=first.get("send_at"),
            failover=first.get("failover"),
            country=first.get("country") if first.get("country") != "82" else None,
        )
        paths = {name: tuple(path for path, _ in each) for name, each in found.items()}
        yield from _filled(payload, gateway, Reading(part, whole, paths))


def _strings(found: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """The strings among values, and in arrays among them, each with its path."""
    strings = []
    for path, value in found:
        held = plain(value)
        several = enumerate(held) if type(held) is list else ()
        every = [(path, held), *((f"{path}/{index}", plain(one)) for index, one in several)]
        strings += [(at, one) for at, one in every if type(one) is str]
    return strings


def _filled(payload: object, gateway: Gateway, read: Reading) -> Iterator[Reading]:
    """The message for each recipient whose values fill it; once, if none are to fill it."""
    part, whole, paths = read
    every: list[tuple[Part, Filling | None]]
    if part.is_filled:
        every = [(part, filling) for filling in fillings_of(payload, part, gateway)]
    else:
        every = [(one, one.recipient) for one in filled_for_each(payload, part, gateway)]
    numbers = dict(zip(paths["destinations"], whole.destinations, strict=True))
    around = {path.rpartition("/")[0]: path for path in numbers}
    for one, filling in every:
        if filling is None:
            yield read
            continue
        own = paths["destinations"]
        if len(every) > 1:
            near = around.get(filling.path.rpartition("/")[0])
            own = () if near is None else (near,)
        names = [*filling.values] if part.is_filled else _names_in(part, filling)
        message = replace(
            whole,
            message=one.message(absent=None),
            destinations=tuple(numbers[path] for path in own),
            variables=filling.values if part.is_filled else None,
        )
        at = {**paths, "destinations": own, "variables": [*map(filling.path_of, names)]}
        yield Reading(part, message, at)


def _names_in(part: Part, filling: Filling) -> list[str]:
    """The variables of a message's text and title for which there is a value."""
    strings = [value for value in map(part.message().get, ("text", "title")) if type(value) is str]
    used = {variable[1] for string in strings for variable in variables_in(string)}
    return [name for name in filling.values if name in used]


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
        ValueError: no gateway has that name; or the gateway has no such field, or type of button,
            or no place for a country's code.
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
        *((place, one.failover) for place, _ in to.failovers[:1]),
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
        if (lost or (each.country and to.country is None)) and not is_lossy:
            raise _refusal(each.message, to)
        in_message = ((to.parts[part], 0, value) for part, value in parts.items())
        for place, inner, value in (*_around(each, kind, to), *in_message):
            outer = [index] if _is_within(place, to) else []
            put_at(request, place.replace("at|ai", kind.lower()), *outer, inner, value=value)
    return closed(request, to.openings)


def _refusal(message: Mapping[str, Any], to: Gateway) -> Exception:
    """Why a message cannot be written: a part is of a wrong type, or the gateway has no place."""
    for name in message.keys() & to.names.keys():
        items = message[name] if name in LISTS else [message[name]]
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            what = "a list of dicts" if name in LISTS else "a dict"
            return TypeError(f"{name} must be {what}")
    return ValueError(f"{to.name} has not all parts, fields and types of buttons of the message")


def _around(each: PayloadMessage, kind: str, to: Gateway) -> Iterator[tuple[str, int, object]]:
    """What is around a message: each place, the index of its recipient, and what stands there."""
    recipients = max(1, len(each.destinations))
    yield to.sender, 0, each.sender
    yield from ((to.destination, n, number) for n, number in enumerate(each.destinations))
    if to.country is not None:
        yield to.country, 0, each.country
    for place, constant in to.constants.items():
        yield from ((place, n, constant) for n in range(recipients))
    is_filled = each.variables is not None and "text" not in each.message
    if is_filled and to.filled_by is not None:
        yield to.filled_by[0], 0, to.filled_by[1]
    elif to.kind is not None:
        yield to.kind, 0, kind
    yield to.template_code, 0, each.template_code
    if to.send_time is not None:
        yield to.send_time, 0, each.send_at
    for place, beside in to.failovers[:1]:
        yield place, 1, each.failover
        kind_of = f"{place.rpartition('/')[0]}/{beside}"
        if each.failover is not None and kind_of in to.constants:  # which says that there is none
            yield kind_of, 0, to.failover_kinds["SMS"]
    if each.variables is not None and to.variables:
        before, after = to.variable_form
        named = {f"{before}{name}{after}": value for name, value in each.variables.items()}
        yield from ((to.variables[-1], n, dict(named)) for n in range(recipients))


def fitted(document: Mapping[str, Any], to: Form) -> tuple[dict[str, Any], list[str]]:
    """The parts of a message, or of a template, in the gateway's words, and what it cannot hold.

    Null and empty lists are left out. What cannot be held is told by its JSON Pointer: also what is
    no object, or no list, where the gateway has one.
    """
    parts: dict[str, Any] = {}
    lost: list[str] = []
    for name, value in document.items():
        path = pointer(name)
        inner = {part.partition("/")[2]: part for part in to.parts if part.startswith(f"{name}/")}
        if value is None or value == []:
            continue
        if name in to.names:
            parts[name] = _renamed_part(name, value, to, lost)
        elif name in to.parts:
            parts[name] = _written(f"/{name}", value, to)
        elif inner:
            held = _members(value, [*inner], path, lost)
            parts |= {inner[field]: member for field, member in held.items()}
        elif name not in to.kept:
            lost.append(path)
    return parts, lost


def _written(place: str, value: Any, to: Form) -> Any:
    """A value as the gateway writes it; a copy."""
    words = to.written.get(place, {})
    return words.get(value, value) if type(value) in (str, bool) else deepcopy(value)


def _members(value: Any, names: Sequence[str], path: str, lost: list[str]) -> dict[str, Any]:
    """Those members of an object that have these names; the others are lost."""
    if not isinstance(value, dict):
        lost.append(path)
        return {}
    lost += (path + pointer(name) for name in value if name not in names)
    return {name: value[name] for name in names if name in value}


def _renamed_part(name: str, value: Any, to: Form, lost: list[str]) -> Any:
    if name not in LISTS:
        return _renamed(name, f"/{name}", value, to, lost)
    if not isinstance(value, list):
        lost.append(f"/{name}")
        return None
    renamed = (_renamed(name, f"/{name}/{n}", item, to, lost) for n, item in enumerate(value))
    return [item for item in renamed if item is not None]


def _renamed(name: str, path: str, value: Any, to: Form, lost: list[str]) -> Any:
    """An object with the gateway's names; None for a button of a type that it does not have."""
    if not isinstance(value, dict):
        lost.append(path)
        return None
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
        if ours == "type" and "type" in names:
            renamed[names["type"][0]] = to.button_types[cast("str", kind)]
        elif ours in names:
            renamed[names[ours][0]] = _written(f"{place}/{ours}", inner, to)
        elif f"{ours}/url" in names:
            told = [] if ours in to.kept else lost
            for url in _members(inner, ["url"], path + pointer(ours), told).values():
                renamed[names[f"{ours}/url"][0]] = url
        elif ours not in to.kept:
            lost.append(path + pointer(ours))
    return renamed


def put_at(request: Any, place: str, *indices: int, value: object) -> None:
    """Write ``value`` at ``place``, with all that is missing on the way there; None is nothing."""
    if value is None:
        return
    left = iter(indices)
    steps = [next(left) if step == "*" else step.partition("|")[0] for step in place.split("/")[1:]]
    holder: Any = request
    for step, after in pairwise(steps):
        fresh = list if isinstance(after, int) else dict
        if isinstance(step, str):
            holder = holder.setdefault(step, fresh())
        else:
            holder += (fresh() for _ in range(len(holder), step + 1))
            holder = holder[step]
    holder[steps[-1]] = value
