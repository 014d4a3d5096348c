"""A schema as plain Python functions: the gate for what has none written by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

from alimtalk_rules.documents import is_plain_object
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


def acceptor(part: _Schema | Literal[True], definitions: _Schema) -> Acceptor:
    """The function that accepts what ``part`` of a schema accepts, if it is plain JSON.

    It knows the keywords of our schemas, and ``oneOf`` where a ``const`` field tells the variants
    apart. Of what it does not know it is not sure.
    """
    if part is True:
        return _anything
    part = resolved(part, definitions)
    keywords = part.keys() - _ANNOTATIONS
    if not keywords:
        return _anything
    if keywords == {"oneOf"}:
        return _choice([resolved(variant, definitions) for variant in part["oneOf"]], definitions)
    make, known = _MAKERS.get(str(part.get("type")), (None, frozenset()))
    if make is None or keywords - known:
        return _not_sure
    return make(part, definitions)


def resolved(part: _Schema, definitions: _Schema) -> _Schema:
    """The definition to which ``part`` refers, or ``part`` itself."""
    return definitions[part["$ref"].rpartition("/")[2]] if part.keys() == {"$ref"} else part


_ANNOTATIONS: Final = frozenset({"$schema", "$id", "$comment", "$defs", "title", "description"})


def _anything(_: object) -> bool:
    return True


def _not_sure(_: object) -> bool:
    return False


def _is_boolean(value: object) -> bool:
    return type(value) is bool


_ANY_NUMBER: Final = float("inf")
_A_PATTERN: Final[_Schema] = {"pattern": ""}


def _string(part: _Schema, _: _Schema) -> Acceptor:
    if part.get("not", _A_PATTERN).keys() != _A_PATTERN.keys():
        return _not_sure
    least, most = part.get("minLength", 0), part.get("maxLength", _ANY_NUMBER)
    tests: list[Callable[[str], object]] = []
    if "enum" in part:
        tests.append(part["enum"].__contains__)
    if "pattern" in part:
        tests.append(re.compile(part["pattern"]).search)
    if "not" in part:
        forbidden = re.compile(part["not"]["pattern"]).search
        tests.append(lambda value: forbidden(value) is None)

    def accepts(value: object) -> bool:
        if type(value) is not str or not least <= len(value) <= most:
            return False
        for test in tests:  # noqa: SIM110 - a loop costs a third of all() here
            if not test(value):
                return False
        return True

    return accepts


def _integer(part: _Schema, _: _Schema) -> Acceptor:
    least, most = part.get("minimum", -_ANY_NUMBER), part.get("maximum", _ANY_NUMBER)
    return lambda value: type(value) is int and least <= value <= most


def _array(part: _Schema, definitions: _Schema) -> Acceptor:
    least, most = part.get("minItems", 0), part.get("maxItems", _ANY_NUMBER)
    accepts_item = acceptor(part.get("items", {}), definitions)

    def accepts(value: object) -> bool:
        return type(value) is list and least <= len(value) <= most and all(map(accepts_item, value))

    return accepts


def _object(part: _Schema, definitions: _Schema) -> Acceptor:
    members = {
        name: acceptor(member, definitions) for name, member in part.get("properties", {}).items()
    }
    required = frozenset(part.get("required", ()))
    of_unknown = _anything if part.get("additionalProperties", True) is True else _not_sure

    def accepts(value: object) -> bool:
        if type(value) is not dict:
            return False
        for name, member in value.items():
            if type(name) is not str or not members.get(name, of_unknown)(member):
                return False
        return required <= value.keys()

    return accepts


def _choice(variants: list[_Schema], definitions: _Schema) -> Acceptor:
    field = chosen_by(variants)
    if field is None:
        return _not_sure
    by_name = {
        variant["properties"][field]["const"]: acceptor(_without_const(variant, field), definitions)
        for variant in variants
    }

    def accepts(value: object) -> bool:
        if not is_plain_object(value):
            return False
        name = value.get(field)
        accepts_variant = by_name.get(name) if type(name) is str else None
        return accepts_variant is not None and accepts_variant(value)

    return accepts


def chosen_by(variants: Sequence[_Schema]) -> str | None:
    """The field that tells the variants of an object apart, by a ``const`` in each; or None."""
    if not all(variant.get("type") == "object" for variant in variants):
        return None
    properties = [variant.get("properties", {}) for variant in variants]
    for field in properties[0]:
        constants = [of_one.get(field, {}).get("const") for of_one in properties]
        if set(map(type, constants)) == {str} and len(set(constants)) == len(variants):
            return str(field)
    return None


def _without_const(variant: _Schema, field: str) -> _Schema:
    return {**variant, "properties": {**variant["properties"], field: {}}}


_MAKERS: Final[Mapping[str, tuple[Callable[[_Schema, _Schema], Acceptor], frozenset[str]]]] = {
    name: (make, frozenset({"type", *keywords.split()}))
    for name, make, keywords in (
        ("string", _string, "enum minLength maxLength pattern not"),
        ("integer", _integer, "minimum maximum"),
        ("boolean", lambda _, __: _is_boolean, ""),
        ("array", _array, "items minItems maxItems"),
        ("object", _object, "properties required additionalProperties"),
    )
}
"""What makes the function of a type, and the keywords that it knows."""
