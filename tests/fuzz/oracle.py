"""What ``jsonschema`` itself says of a whole document: which places are wrong, and how."""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, ValidationError

from alimtalk_rules import Limits
from alimtalk_rules.report import pointer
from alimtalk_rules.structure.openings import Opening
from alimtalk_rules.structure.plain import UNNAMEABLE
from alimtalk_rules.structure.schemas import load_schema, schema_with


class Fault(NamedTuple):
    """A place that is wrong; all that is wrong with a value is one fault."""

    how: str
    """``"missing"``, ``"unknown"`` or ``"wrong"``."""
    path: str


@cache
def validator(
    schema: str, limits: Limits, openings: tuple[Opening, ...] = ()
) -> Draft202012Validator:
    """A published schema, with the numbers of ``limits``; of documents that are opened."""
    return Draft202012Validator(schema_with(schema, limits, openings))


def faults(
    schema: str, document: object, limits: Limits, openings: tuple[Opening, ...] = ()
) -> set[Fault]:
    """All faults in the structure of a document, which is opened."""
    judge = validator(schema, limits, openings)
    found: set[Fault] = set()
    errors = judge.iter_errors(_named(document))
    return found.union(*(_faults(error, _types(schema)) for error in errors))


def _named(value: Any) -> Any:
    """A copy in which members whose names are no strings have one that no path shows."""
    if isinstance(value, dict):
        members = ((name, _named(member)) for name, member in value.items())
        return {name if isinstance(name, str) else UNNAMEABLE: each for name, each in members}
    return [_named(item) for item in value] if isinstance(value, list) else value


@cache
def _types(schema: str) -> frozenset[str]:
    """The names of the fields that tell of which type a button is."""
    parts = load_schema(schema).get("$defs", {}).values()
    members = (member for part in parts for member in part.get("properties", {}).items())
    return frozenset(name for name, member in members if "const" in member)


def _faults(error: ValidationError, types: frozenset[str]) -> set[Fault]:
    value: Any = error.validator_value
    schema: Any = error.schema
    document: Any = error.instance
    if error.validator == "oneOf":
        return _of_the_type(error, types)
    if error.validator == "required":
        return {Fault("missing", _path(error, name)) for name in value if name not in document}
    if error.validator == "additionalProperties":
        unknown = (name for name in document if name not in schema["properties"])
        return {Fault("unknown", _path(error, *_shown(name))) for name in unknown}
    return {Fault("wrong", _path(error))}


def _path(error: ValidationError, *more: str | int) -> str:
    steps = (*error.absolute_path, *more)
    return pointer(*takewhile(lambda step: step != UNNAMEABLE, steps))


def _of_the_type(error: ValidationError, types: frozenset[str]) -> set[Fault]:
    """Of what all types of buttons say of a button, what its own says.

    Of a button without a type, or of one that there is not, what all agree on.
    """
    by_variant: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        by_variant.setdefault(inner.schema_path[0], []).append(inner)
    button = error.instance if isinstance(error.instance, dict) else {}
    for name in (name for name in types if isinstance(button.get(name), str)):
        for errors in by_variant.values():
            if not any([*inner.absolute_path] == [*error.absolute_path, name] for inner in errors):
                return set().union(*(_faults(inner, types) for inner in errors))
    said = (
        {fault for inner in errors for fault in _faults(inner, types)}
        for errors in by_variant.values()
    )
    return {fault for fault in set.intersection(*said) if fault.how != "unknown"}


def _shown(name: object) -> tuple[str, ...]:
    """The name of an unknown field, if it cannot be somebody's text."""
    if not isinstance(name, str) or not 1 <= len(name) <= 64:
        return ()
    begins = name[0] == "_" or (name[0].isalnum() and not name[0].isdecimal())
    is_word = all(character.isalnum() or character in "_./~-" for character in name)
    return (name,) if begins and is_word else ()
