"""What ``jsonschema`` itself says of a whole document: which places are wrong, and how."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, ValidationError

from alimtalk_rules import Limits
from alimtalk_rules.report import pointer
from alimtalk_rules.structure.schemas import schema_with


class Fault(NamedTuple):
    """A place that is wrong; all that is wrong with a value is one fault."""

    how: str
    """``"missing"``, ``"unknown"`` or ``"wrong"``."""
    path: str


@cache
def validator(schema: str, limits: Limits) -> Draft202012Validator:
    """A published schema, with the numbers of ``limits``."""
    return Draft202012Validator(schema_with(schema, limits))


def faults(schema: str, document: object, limits: Limits) -> set[Fault]:
    """All faults in the structure of a document."""
    found: set[Fault] = set()
    return found.union(*map(_faults, validator(schema, limits).iter_errors(document)))


def _faults(error: ValidationError) -> set[Fault]:
    value: Any = error.validator_value
    schema: Any = error.schema
    document: Any = error.instance
    if error.validator == "oneOf":
        return _of_the_type(error)
    if error.validator == "required":
        return {Fault("missing", _path(error, name)) for name in value if name not in document}
    if error.validator == "additionalProperties":
        unknown = (name for name in document if name not in schema["properties"])
        return {Fault("unknown", _path(error, *_shown(name))) for name in unknown}
    return {Fault("wrong", _path(error))}


def _path(error: ValidationError, *more: str | int) -> str:
    return pointer(*error.absolute_path, *more)


def _of_the_type(error: ValidationError) -> set[Fault]:
    """Of what all types of buttons say of a button, what its own says.

    Of a button without a type, or of one that there is not, what all agree on.
    """
    by_variant: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        by_variant.setdefault(inner.schema_path[0], []).append(inner)
    kind = error.instance.get("type") if isinstance(error.instance, dict) else None
    if isinstance(kind, str):
        for errors in by_variant.values():
            if not any(
                [*inner.absolute_path] == [*error.absolute_path, "type"] for inner in errors
            ):
                return set().union(*map(_faults, errors))
    said = (
        {fault for inner in errors for fault in _faults(inner)} for errors in by_variant.values()
    )
    return {fault for fault in set.intersection(*said) if fault.how != "unknown"}


def _shown(name: object) -> tuple[str, ...]:
    """The name of an unknown field, if it cannot be somebody's text."""
    if not isinstance(name, str) or not 1 <= len(name) <= 64:
        return ()
    begins = name[0] == "_" or (name[0].isalnum() and not name[0].isdecimal())
    is_word = all(character.isalnum() or character in "_./~-" for character in name)
    return (name,) if begins and is_word else ()
