"""What ``jsonschema`` itself says of a whole document: which places are wrong, and how."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, ValidationError

from alimtalk_rules import Limits
from alimtalk_rules.report import pointer
from alimtalk_rules.structure import load_schema
from alimtalk_rules.structure.schemas import schema_with


class Fault(NamedTuple):
    """A place that is wrong; all that is wrong with a value is one fault."""

    how: str
    """``"missing"``, ``"unknown"`` or ``"wrong"``."""
    path: str


@cache
def validator(kind: str, limits: Limits) -> Draft202012Validator:
    """The published schema of a kind of document, with the numbers of ``limits``."""
    return Draft202012Validator(schema_with(kind, limits))


def faults(kind: str, document: object, limits: Limits) -> set[Fault]:
    """All faults in the structure of a document."""
    errors = validator(kind, limits).iter_errors(document)
    return {fault for error in errors for fault in _faults(error)}


def _faults(error: ValidationError) -> Iterator[Fault]:
    value: Any = error.validator_value
    schema: Any = error.schema
    document: Any = error.instance
    if error.validator == "oneOf":
        for inner in _of_the_type(error):
            yield from _faults(inner)
    elif error.validator == "required":
        missing = (name for name in value if name not in document)
        yield from (Fault("missing", _path(error, name)) for name in missing)
    elif error.validator == "additionalProperties":
        unknown = (name for name in document if name not in schema["properties"])
        yield from (Fault("unknown", _path(error, *_shown(name))) for name in unknown)
    else:
        yield Fault("wrong", _path(error))


def _path(error: ValidationError, *more: str | int) -> str:
    return pointer(*error.absolute_path, *more)


def _of_the_type(error: ValidationError) -> Iterator[ValidationError]:
    """Of what all types of buttons say of a button, what its own says.

    Of a button without a type, or of one that there is not, what all agree on: its name.
    """
    kind = error.instance.get("type") if isinstance(error.instance, dict) else None
    known = kind in _types()
    own = _types().index(str(kind) if known else "DS")
    for inner in error.context or ():
        if inner.schema_path[0] == own and (known or inner.validator != "additionalProperties"):
            yield inner


@cache
def _types() -> list[str]:
    """The types of buttons in the order of the schema's variants."""
    parts = load_schema("message")["$defs"]
    names = (variant["$ref"].rpartition("/")[2] for variant in parts["Button"]["oneOf"])
    return [parts[name]["properties"]["type"]["const"] for name in names]


def _shown(name: object) -> tuple[str, ...]:
    """The name of an unknown field, if it cannot be somebody's text."""
    if not isinstance(name, str) or not 1 <= len(name) <= 64:
        return ()
    begins = name[0] == "_" or (name[0].isalnum() and not name[0].isdecimal())
    is_word = all(character.isalnum() or character in "_./~-" for character in name)
    return (name,) if begins and is_word else ()
