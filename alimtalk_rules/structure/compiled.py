"""A schema as plain Python functions: the gate for what has none written by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from alimtalk_rules.structure.schemas import schema_with

if TYPE_CHECKING:
    from alimtalk_rules.limits import Limits

Acceptor = Callable[[object], bool]
"""True if a value is certainly what the schema asks for; False if only the judge can tell."""

_Schema = Mapping[str, Any]


@lru_cache(maxsize=16)
def acceptor_of(name: str, limits: Limits) -> Acceptor:
    """The function that accepts what the schema ``name`` does, with the numbers of ``limits``."""
    schema = schema_with(name, limits)
    return acceptor(schema, schema["$defs"])


def acceptor(part: _Schema, definitions: _Schema) -> Acceptor:
    """The function that accepts what ``part`` of a schema accepts, if it is plain JSON.

    It knows the keywords of our schemas, and ``oneOf`` where a ``const`` field tells the variants
    apart. Of what it does not know it is not sure.
    """
    part = resolved(part, definitions)
    if "oneOf" in part:
        return _choice([resolved(variant, definitions) for variant in part["oneOf"]], definitions)
    if not part.keys() - _ANNOTATIONS:
        return _anything
    make = _MAKERS.get(part.get("type", ""))
    return make(part, definitions) if make else _not_sure


def resolved(part: _Schema, definitions: _Schema) -> _Schema:
    """The definition to which ``part`` refers, or ``part`` itself."""
    return definitions[part["$ref"].rpartition("/")[2]] if "$ref" in part else part


_ANNOTATIONS: Final = frozenset({"description"})


def _anything(_: object) -> bool:
    return True


def _not_sure(_: object) -> bool:
    return False


def _is_boolean(value: object) -> bool:
    return type(value) is bool


def _string(part: _Schema, _: _Schema) -> Acceptor:
    least, most = part.get("minLength", 0), part.get("maxLength", float("inf"))
    tests: list[Callable[[str], object]] = []
    if "enum" in part:
        tests.append(frozenset(part["enum"]).__contains__)
    if "pattern" in part:
        tests.append(re.compile(part["pattern"]).search)
    if "not" in part:
        forbidden = re.compile(part["not"]["pattern"]).search
        tests.append(lambda value: forbidden(value) is None)
    if not tests:
        return lambda value: type(value) is str and least <= len(value) <= most

    def accepts(value: object) -> bool:
        if type(value) is not str or not least <= len(value) <= most:
            return False
        for test in tests:  # noqa: SIM110 - a loop costs a third of all() here
            if not test(value):
                return False
        return True

    return accepts


def _integer(part: _Schema, _: _Schema) -> Acceptor:
    least, most = part["minimum"], part["maximum"]
    return lambda value: type(value) is int and least <= value <= most


def _array(part: _Schema, definitions: _Schema) -> Acceptor:
    least, most = part.get("minItems", 0), part.get("maxItems", float("inf"))
    accepts_item = acceptor(part["items"], definitions)

    def accepts(value: object) -> bool:
        return type(value) is list and least <= len(value) <= most and all(map(accepts_item, value))

    return accepts


def _object(part: _Schema, definitions: _Schema) -> Acceptor:
    members = {
        name: _anything if "const" in member else acceptor(member, definitions)  # chosen by it
        for name, member in part.get("properties", {}).items()
    }
    required = frozenset(part.get("required", ()))
    of_unknown = _not_sure if part["additionalProperties"] is False else _anything

    def accepts(value: object) -> bool:
        if type(value) is not dict:
            return False
        for name, member in value.items():
            if type(name) is not str or not members.get(name, of_unknown)(member):
                return False
        return required <= value.keys()

    return accepts


def _choice(variants: list[_Schema], definitions: _Schema) -> Acceptor:
    field = next(name for name, member in variants[0]["properties"].items() if "const" in member)
    by_name = {
        variant["properties"][field]["const"]: _object(variant, definitions) for variant in variants
    }

    def accepts(value: object) -> bool:
        if type(value) is not dict:
            return False
        for name in value:
            if type(name) is not str:
                return False
        name = value.get(field)
        accepts_variant = by_name.get(name) if type(name) is str else None
        return accepts_variant is not None and accepts_variant(value)

    return accepts


_MAKERS: Final[Mapping[str, Callable[[_Schema, _Schema], Acceptor]]] = {
    "string": _string,
    "integer": _integer,
    "boolean": lambda _, __: _is_boolean,
    "array": _array,
    "object": _object,
}
