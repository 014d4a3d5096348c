"""A schema in pieces, each judged in one go, so that one mistake gives one finding."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from math import inf
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from alimtalk_rules.structure.acceptor import Acceptor, accepted_by, chosen_by, resolved
from alimtalk_rules.structure.plain import MOST_ITEMS
from alimtalk_rules.structure.schemas import schema_with

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

    from alimtalk_rules.limits import Limits

Schema = Mapping[str, Any]
Place = tuple[str | int, ...]
"""Where in a piece: a field's name or an item's index; or nothing, for the piece itself."""


class GatedJudge(NamedTuple):
    """A part of a schema: who judges it, and the gate in front."""

    accepts: Acceptor
    judge: Validator

    def errors(self, value: Any) -> Iterable[ValidationError]:
        """What is wrong with ``value``; it is not judged if the gate accepts it."""
        return () if self.accepts(value) else self.judge.iter_errors(value)


class Piece(NamedTuple):
    """A part of a schema that is judged in one go: an object's or an array's own fields.

    Of a choice between variants (``oneOf``), ``own`` and ``members`` only look at the field that
    tells them apart. What ``accepts`` says yes to, with all that is in it, need not be judged.

    Attributes:
        own: what the object or the array itself must be, whatever is in an object's fields.
        members: the object's own fields, each as far as it is no piece of its own.
    """

    accepts: Acceptor
    own: GatedJudge
    members: Mapping[str, GatedJudge] = MappingProxyType({})
    fields: Mapping[str, Piece] = MappingProxyType({})
    items: Piece | None = None
    most_items: int = 0
    choice: Choice | None = None

    def errors(self, flat: Any) -> Iterator[tuple[Place, ValidationError]]:
        """What is wrong with it, and where, its members first; without what is in its pieces."""
        if type(flat) is dict:
            for name, member in self.members.items():
                if name in flat:
                    for error in member.errors(flat[name]):
                        yield (name,), error
        for error in self.own.errors(flat):
            yield tuple(error.path), error


class Choice(NamedTuple):
    """Variants by the value of the field that tells them apart, and what they have in common."""

    field: str
    variants: Mapping[str, Piece]
    common: Piece


def acceptor(part: Schema, definitions: Schema) -> Acceptor:
    """The function that accepts what ``part`` of a schema does."""
    return accepted_by({**part, "$defs": definitions}).whole


@lru_cache(maxsize=16)
def pieces_of(name: str, limits: Limits) -> Piece:
    """The pieces of the schema ``name``, its validators built once."""
    from referencing import Registry  # noqa: PLC0415 - 70 ms, and seldom needed
    from referencing.jsonschema import DRAFT202012  # noqa: PLC0415

    validator = _validator()
    schema = schema_with(name, limits)
    resource = DRAFT202012.create_resource(schema)
    registry: Registry[Any] = Registry().with_resource(schema["$id"], resource)

    def judge_of(part: Schema) -> GatedJudge:
        judge = validator({"$defs": schema["$defs"], **part}, registry=registry)
        return GatedJudge(acceptor(part, schema["$defs"]), judge)

    def piece(part: Schema) -> Piece | None:
        part = cast("Schema", resolved(part, schema["$defs"]))
        accepts = acceptor(part, schema["$defs"])
        if "oneOf" in part:
            variants = [resolved(variant, schema["$defs"]) for variant in part["oneOf"]]
            return choice(cast("list[Schema]", variants), accepts)
        if part.get("type") == "array":
            items = piece(part["items"])
            judge = judge_of({**part, "items": True} if items else part)
            most_items = (
                max(part["maxItems"], MOST_ITEMS) if "maxItems" in part else sys.maxsize - 1
            )
            return Piece(accepts, judge, items=items, most_items=most_items)
        if part.get("type") != "object":
            return None
        members = part.get("properties", {})
        fields = {name: inner for name, member in members.items() if (inner := piece(member))}
        own = {**_without(part, "$id"), "properties": dict.fromkeys(members, True)}
        judges = {
            name: judge_of(
                {} if name in fields else cast("Schema", resolved(member, schema["$defs"]))
            )
            for name, member in members.items()
        }
        return Piece(accepts, judge_of(own), judges, fields)

    def choice(variants: list[Schema], accepts: Acceptor) -> Piece:
        field = cast("str", chosen_by(variants))
        by_name = {
            variant["properties"][field]["const"]: cast("Piece", piece(variant))
            for variant in variants
        }
        head = {"type": "string", "enum": list(by_name)}
        own = {
            "type": "object",
            "properties": {field: True},
            "required": [field],
            "additionalProperties": True,
        }
        common = cast("Piece", piece(_common(variants, field)))
        chosen = Choice(field, by_name, common)
        return Piece(accepts, judge_of(own), {field: judge_of(head)}, choice=chosen)

    return cast("Piece", piece(schema))


def _validator() -> Callable[..., Validator]:
    """That of ``jsonschema``, but that it looks no further at a string that is too long.

    What fails ``maxLength`` is refused, and a pattern costs time and memory by its length.
    """
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - as above
    from jsonschema.validators import extend  # noqa: PLC0415

    def unless_too_long(keyword: str) -> Callable[..., Iterator[ValidationError]]:
        judged = Draft202012Validator.VALIDATORS[keyword]

        def judge(
            validator: Any, value: object, instance: object, schema: Schema
        ) -> Iterator[ValidationError]:
            if not (isinstance(instance, str) and len(instance) > schema.get("maxLength", inf)):
                yield from judged(validator, value, instance, schema)

        return judge

    keywords = ("pattern", "not")
    checks = {name: unless_too_long(name) for name in keywords}
    made = extend(Draft202012Validator, checks)  # type: ignore[no-untyped-call]
    return cast("Callable[..., Validator]", made)


def _common(variants: list[Schema], chosen_by: str) -> Schema:
    """What every variant says of the fields that all have."""
    first, *others = variants
    fields = {
        name: member
        for name, member in first["properties"].items()
        if name != chosen_by and all(other["properties"].get(name) == member for other in others)
    }
    required = [name for name in first["required"] if name in fields]
    return {
        "type": "object",
        "properties": fields,
        "required": required,
        "additionalProperties": True,
    }


def _without(part: Schema, keyword: str) -> Schema:
    return {name: value for name, value in part.items() if name != keyword}
