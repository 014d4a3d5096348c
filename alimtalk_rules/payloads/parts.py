"""A request's messages in our own words, and findings about them in the gateway's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, cast

from alimtalk_rules.documents import Message, Request
from alimtalk_rules.payloads.gateway import Gateway, Payload
from alimtalk_rules.report import Finding
from alimtalk_rules.rules.rule import Param
from alimtalk_rules.structure.plain import plain

_ABSENT: Final = object()

_NAMING: Final = frozenset({"links", "part", "expected", "found"})
"""Params of findings that may name a button's type, or a field of it."""


def members_of(value: object) -> dict[str, Any]:
    """The members of an object; of anything else none."""
    members = value if type(value) is dict else plain(value)
    return members if type(members) is dict else {}


def items_of(value: object) -> list[Any]:
    """The items of an array; of anything else none."""
    items = value if type(value) is list else plain(value)
    return items if type(items) is list else []


def _is_object(value: object) -> bool:
    return type(value) is dict or type(plain(value)) is dict


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
                if step in (members := members_of(value))
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
                value = members_of(value).get(step, _ABSENT)
            if value is not _ABSENT and value is not absent:
                message[name] = self._buttons(value, absent) if name == "buttons" else value
        return cast("Message", message)

    def _buttons(self, value: Any, absent: object) -> Any:
        items = plain(value)
        if type(items) is not list:
            return value
        return [self._button(item, absent) if _is_object(item) else item for item in items]

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
        if _is_object(value):
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
