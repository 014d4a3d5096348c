"""Plain copies: whatever Python value is given, the judge sees a small copy of plain JSON.

A copy is one level deep, of bounded strings, numbers and members. So neither depth nor size nor a
foreign type reaches ``jsonschema``, nor its error messages, which repeat the value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any, Final

_MOST_UNKNOWN: Final = 200
"""Unknown members of an object that are looked at: they break the same rule."""
MOST_ITEMS: Final = 300
"""Items of an array that are looked at where fewer are allowed; the rest can only be too many."""
_BIG: Final = 2**62
_NAME_LENGTH: Final = 64
_looks_like_a_name = re.compile(r"[^\W\d][\w./~-]*").fullmatch
UNNAMEABLE: Final = "\0"
"""Stands for all members whose names are not shown: no word, or too long, they may be a text."""

_TYPE_NAMES: Final[Mapping[type, str]] = {
    str: "string",
    dict: "object",
    list: "array",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


def _json_type(value: object) -> type | None:
    """The Python type that ``json`` would give for such a value; None for no JSON value.

    What a value says of its class is not asked: it may lie.
    """
    its_type = type(value)
    for kind in _TYPE_NAMES:
        if issubclass(its_type, kind):
            return kind
    return None


def type_name(value: object) -> str:
    """The JSON name of the type of ``value``."""
    kind = _json_type(value)
    return "no JSON value" if kind is None else _TYPE_NAMES[kind]


class _NoJson:
    """What stands for a value that no JSON parser gives."""


_NO_JSON: Final = _NoJson()


def flattened(
    value: Any, names: Collection[str], most_items: int
) -> tuple[Any, Mapping[Any, object]]:
    """A copy for the judge, and the members themselves: of an object those of ``names``."""
    kind = _json_type(value)
    if kind is list:
        items = dict(enumerate(islice(list.__iter__(value), most_items + 1)))
        return [plain_scalar(item) for item in items.values()], items
    if kind is not dict:
        return plain_scalar(value), {}
    flat: dict[str, Any] = {}
    members: dict[str, object] = {}
    unknown = 0
    for key, member in dict.items(value):
        name = str.__str__(key) if issubclass(type(key), str) else UNNAMEABLE
        if name in names:
            members[name] = member
        elif unknown < _MOST_UNKNOWN:
            unknown += 1
            name = _shown(name)
        else:
            continue
        flat[name] = plain_scalar(member)
    return flat, members


def _shown(name: str) -> str:
    return name if len(name) <= _NAME_LENGTH and _looks_like_a_name(name) else UNNAMEABLE


def plain_scalar(value: Any) -> Any:
    """A plain copy of a scalar; of a container, whose members are judged apart, an empty one."""
    kind = _json_type(value)
    if kind is str:
        return str.__str__(value)
    if kind is int:
        return max(-_BIG, min(_BIG, int.__int__(value)))
    if kind is float:
        return float.__float__(value)
    if kind is dict or kind is list:
        return kind()
    return _NO_JSON if kind is None else value
