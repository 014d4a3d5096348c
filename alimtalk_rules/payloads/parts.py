"""A request's messages in our own words, and findings about them in the gateway's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, cast

from alimtalk_rules.documents import Message, Request, is_plain_object
from alimtalk_rules.payloads.gateway import Gateway, Payload
from alimtalk_rules.report import Finding
from alimtalk_rules.rules.rule import Param

_ABSENT: Final = object()

_NAMING: Final = frozenset({"links", "part", "expected", "found"})
"""Params of findings that may name a button's type, or a field of it."""


def _is(kind: type, value: object) -> bool:
    """True if it is of that type, whatever it says of its class."""
    return issubclass(type(value), kind)


def is_object(value: object) -> bool:
    """True if it is a JSON object, whatever it says of its class."""
    return _is(dict, value)


def members_of(value: object) -> dict[str, Any]:
    """The members of an object whose names are strings; of anything else none."""
    if is_plain_object(value):
        return value
    if not _is(dict, value):
        return {}
    pairs = dict.items(cast("dict[Any, Any]", value))
    return {str.__str__(name): member for name, member in pairs if _is(str, name)}


def string_of(value: Any) -> str | None:
    """The string itself, without what a subclass makes of it; None for anything else."""
    return str.__str__(value) if _is(str, value) else None


def items_of(value: object) -> list[Any]:
    """The items of an array; of anything else none."""
    return list(list.__iter__(cast("list[Any]", value))) if _is(list, value) else []


def located(document: object, place: str, path: str = "") -> list[tuple[str, Any]]:
    """Every value at ``place``, with its JSON Pointer from the request's root.

    Args:
        document: the request, or the part of it at ``path``.
        place: JSON Pointer from there, in which ``*`` stands for any index.
        path: JSON Pointer of the part.
    """
    found: list[tuple[str, Any]] = [(path, document)]
    for step in place.split("/")[1:]:
        if step == "*":
            found = [
                (f"{path}/{index}", item)
                for path, value in found
                for index, item in enumerate(items_of(value))
            ]
        else:
            found = [
                (f"{path}/{step}", members[step])
                for path, value in found
                if step in (members := value if type(value) is dict else members_of(value))
            ]
    return found


class Part(NamedTuple):
    """The part of a request that is one message.

    Attributes:
        gateway: whose request it is.
        path: JSON Pointer to the part.
        value: the part itself.
    """

    gateway: Gateway
    path: str
    value: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"Part({self.path!r})"  # without the user's text

    def located(self, payload: object, place: str) -> list[tuple[str, Any]]:
        """Every value at a place of the gateway's that belongs to this message."""
        if not place.startswith(self.gateway.message):
            return located(payload, place)  # what all messages of the request share
        return located(self.value, place.removeprefix(self.gateway.message), self.path)

    def message(self, absent: object = _ABSENT) -> Message:
        """What ``check_message`` takes; what the gateway has beyond that is left out.

        A value of a wrong type stays as it is, but for one that is ``absent``.
        """
        message = {}
        for name, steps in self.gateway.steps.items():
            value: Any = self.value
            for step in steps:
                members = value if type(value) is dict else members_of(value)
                value = members.get(step, _ABSENT)
            if value is not _ABSENT and value is not absent:
                message[name] = self._buttons(value, absent) if name == "buttons" else value
        return cast("Message", message)

    def _buttons(self, value: Any, absent: object) -> Any:
        if not issubclass(type(value), list):
            return value
        items = items_of(value)
        return [self._button(item, absent) if is_object(item) else item for item in items]

    def _button(self, button: object, absent: object) -> dict[str, Any]:
        members = members_of(button)
        renamed: dict[str, Any] = {}
        for name, ours in self.gateway.our_fields.items():
            if name in members and members[name] is not absent:
                renamed.setdefault(ours, members[name])
        kind = renamed.get("type")
        if type(kind) is str:
            renamed["type"] = self.gateway.our_types.get(kind, kind)
        return renamed

    def in_payload(self, found: Finding) -> Finding:
        """A finding about the message as one about the request, in the gateway's words."""
        words = self.gateway.their_words
        params = {
            name: _in_words(value, words) if name in _NAMING else value
            for name, value in found.params.items()
        }
        related = tuple(map(self._path, found.related))
        path = self._path(found.path)
        return Finding(found.rule, path, params, found.span, related, found.kakao)

    def _path(self, path: str) -> str:
        """Where that of the message stands in the request."""
        part, *rest = path.split("/")[1:]
        head = self.path + self.gateway.parts[part].removeprefix(self.gateway.message)
        if len(rest) == 2:
            index, name = rest
            return "/".join((head, index, self._field(int(index), name)))
        return "/".join((head, *rest))

    def _field(self, index: int, ours: str) -> str:
        """What a button's field is called: of several names the one that stands there."""
        ((_, buttons),) = self.located(None, self.gateway.parts["buttons"])
        names = self.gateway.button_fields.get(ours, (ours,))  # the type is the type everywhere
        members = members_of(buttons[index])
        return next((name for name in names if name in members), names[0])


def _in_words(value: Param, words: Mapping[str, str]) -> Param:
    if isinstance(value, tuple):
        return tuple(words.get(one, one) for one in value)
    return words.get(value, value) if isinstance(value, str) else value


def parts_of(payload: object, gateway: Gateway) -> Iterator[Part]:
    """The messages of a request: all that are objects."""
    for path, value in located(payload, gateway.message):
        if is_object(value):
            yield Part(gateway, path, members_of(value))


def request_of(payload: Payload, gateway: Gateway) -> Request:
    """What surrounds the messages in a request as the structure read it."""

    def at(place: str) -> tuple[tuple[str, Any], ...]:
        return tuple(located(payload, place))

    in_arrays = [place for place in (gateway.message, gateway.destination) if "*" in place]
    arrays = dict.fromkeys(place.rpartition("/*")[0] for place in in_arrays)
    return Request(
        arrays=tuple(found for array in arrays for found in at(array)),
        senders=at(gateway.sender),
        sender_form=gateway.sender_form,
        destinations=tuple(_qualified(payload, gateway.destination, gateway.country_code, "82")),
        destination_form=gateway.destination_form,
        national=gateway.country_code is not None,
        send_times=at(gateway.send_time),
        periods=tuple(
            period
            for place, unit in gateway.periods
            for period in _qualified(payload, place, unit, "MINUTES")
        ),
        examples=gateway.examples,
        windows=at(gateway.windows) if gateway.windows else (),
        failovers=tuple(_qualified(payload, gateway.failover, gateway.failover_kind, "SMS")),
        renamed=tuple(_renamed(payload, *gateway.renamed)) if gateway.renamed else (),
    )


def _renamed(
    payload: Payload, place: str, type_: str, name: str, old_name: str
) -> Iterator[tuple[str, Mapping[str, Any], str, str]]:
    for path, value in located(payload, place):
        if value and value.get("type") == type_:
            yield path, value, name, old_name


def _qualified(
    payload: Payload, place: str, beside: str | None, default: str
) -> Iterator[tuple[str, Any, str | None]]:
    """Every value at ``place`` with that of the field ``beside`` it."""
    around, _, name = place.rpartition("/")
    for path, holder in located(payload, around):
        members = members_of(holder)
        if name in members:
            qualifier = default if beside is None else members.get(beside, default)
            yield f"{path}/{name}", members[name], qualifier
