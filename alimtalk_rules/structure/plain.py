"""The door: whatever Python value is given, behind it there is plain JSON of built-in types."""

from __future__ import annotations

from typing import Any, Final

UNNAMEABLE: Final = "\0"
"""Stands for every name of a member that is no string, or that is not shown."""

_BIG: Final = 2**62
"""Larger integers become this one: printing them could take long, or fail."""


class _NoJson:
    """What stands for a value that no JSON parser gives.

    Attributes:
        name: what it is, in a word of ``rules/words.py``.
    """

    def __init__(self, name: str) -> None:
        self.name = name


_NAMES: Final = {
    **{("builtins", name): f"Python {name}" for name in ("tuple", "set", "frozenset", "bytes")},
    ("builtins", "bytearray"): "Python bytes",
    ("datetime", "datetime"): "Python datetime",
    ("datetime", "date"): "Python date",
    ("datetime", "time"): "Python time",
    ("datetime", "timedelta"): "Python timedelta",
    ("decimal", "Decimal"): "Python Decimal",
    ("uuid", "UUID"): "Python UUID",
    ("numpy", "generic"): "NumPy scalar",
    ("numpy", "ndarray"): "NumPy array",
    ("pydantic.main", "BaseModel"): "pydantic model",
}
"""What people pass by mistake, by the module and the name of its class, or of one above it."""

_TYPE_NAMES: Final[dict[type, str]] = {
    str: "string",
    dict: "object",
    list: "array",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


def type_name(value: object) -> str:
    """The JSON name of the type of a plain value, or what it is that is no JSON value."""
    return value.name if type(value) is _NoJson else _TYPE_NAMES[type(value)]


def is_json(value: object) -> bool:
    """True if a plain value is what a JSON parser could give."""
    return type(value) is not _NoJson


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
        return _NoJson(_name_of_class(type(value)))


def plain_or_none(value: object) -> Any:
    """``plain``, but None of an integer that it gives as another one."""
    held = plain(value)
    return None if type(held) is int and abs(held) == _BIG else held


def is_object(value: object) -> bool:
    """True if a value is an object to ``plain``; a ``dict`` is not copied to tell."""
    return type(value) is dict or type(plain(value)) is dict


def _name_of_class(kind: type) -> str:
    """What a value of that class is; what ``type`` itself tells, so that no code of its is run."""
    for each in _type_says("__mro__", kind):
        module, name = _type_says("__module__", each), _type_says("__qualname__", each)
        if type(module) is str and (module, name) in _NAMES:
            return _NAMES[module, name]
    return "no JSON value"


def _type_says(attribute: str, kind: type) -> Any:
    return type.__dict__[attribute].__get__(kind)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {plain_name(name): member for name, member in dict.items(value)}
    if isinstance(value, list):
        return list(list.__iter__(value))
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return max(-_BIG, min(_BIG, int.__int__(value)))
    return float.__float__(value)


def plain_name(name: Any) -> str:
    """The name of a member as ``json.loads`` would give it."""
    if type(name) is str:
        return name
    try:
        return str.__str__(name)
    except TypeError:
        return UNNAMEABLE
