"""The door: whatever Python value is given, behind it there is plain JSON of built-in types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

UNNAMEABLE: Final = "\0"
"""Stands for every name of a member that is no string, or that is not shown."""

_BIG: Final = 2**62
"""Larger integers become this one: printing them could take long, or fail."""


class _NoJson:
    """What stands for a value that no JSON parser gives."""


_NO_JSON: Final = _NoJson()

_TYPE_NAMES: Final[dict[type, str]] = {
    str: "string",
    dict: "object",
    list: "array",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
    _NoJson: "no JSON value",
}


def type_name(value: object) -> str:
    """The JSON name of the type of a plain value."""
    return _TYPE_NAMES[type(value)]


def plain_json(document: object) -> Any:
    """A copy of ``document``, all of it of exactly the types that ``json.loads`` gives.

    Subclasses become what they extend, whatever they override. What is no JSON value, or says that
    it is one and is not, becomes an object that ``type_name`` knows. What stands at several places,
    or within itself, is copied once, so that a copy takes time and memory by the document's size.
    """
    copies: dict[int, Any] = {}
    unfilled: list[tuple[Any, Iterable[Any]]] = []

    def plain(value: object) -> Any:
        if type(value) is str or value is None or type(value) is bool:
            return value
        if id(value) in copies:
            return copies[id(value)]
        try:
            copy, inner = _opened(value)
        except Exception:  # noqa: BLE001 - what lies about its class may raise whatever it likes
            return _NO_JSON
        if inner is not None:
            copies[id(value)] = copy
            unfilled.append((copy, inner))
        return copy

    whole = plain(document)
    while unfilled:
        copy, inner = unfilled.pop()
        if type(copy) is list:
            copy += map(plain, inner)
        else:
            for name, member in inner:
                copy[name if type(name) is str else _name(name)] = plain(member)
    return whole


def _opened(value: Any) -> tuple[Any, Iterable[Any] | None]:
    """A plain copy of a scalar; of a container an empty one, and its members."""
    if isinstance(value, dict):
        return {}, list(dict.items(value))
    if isinstance(value, list):
        return [], list(list.__iter__(value))
    if isinstance(value, str):
        return str.__str__(value), None
    if isinstance(value, int):
        return max(-_BIG, min(_BIG, int.__int__(value))), None
    return float.__float__(value), None


def _name(name: Any) -> str:
    try:
        return str.__str__(name)
    except TypeError:
        return UNNAMEABLE
