"""The door: whatever Python value is given, behind it there is plain JSON of built-in types."""

from __future__ import annotations

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


def plain(value: object) -> Any:
    """``value`` as ``json.loads`` would give it, of exactly those types; members stay as they are.

    Subclasses become what they extend, whatever they override. What is no JSON value, or says that
    it is one and is not, becomes an object that ``type_name`` knows. As members have a door of
    their own, neither depth nor cycles matter, and only what is looked at costs anything.
    """
    if type(value) is str or type(value) is bool or value is None:
        return value
    try:
        return _plain(value)
    except Exception:  # noqa: BLE001 - what lies about its class may raise whatever it likes
        return _NO_JSON


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {_name(name): member for name, member in dict.items(value)}
    if isinstance(value, list):
        return list(list.__iter__(value))
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return max(-_BIG, min(_BIG, int.__int__(value)))
    return float.__float__(value)


def _name(name: Any) -> str:
    if type(name) is str:
        return name
    try:
        return str.__str__(name)
    except TypeError:
        return UNNAMEABLE
