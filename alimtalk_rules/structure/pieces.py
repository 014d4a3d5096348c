"""A schema in pieces, each judged without what it holds, so that one mistake gives one finding."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from alimtalk_rules.limits import MOST_ITEMS, Limits
from alimtalk_rules.structure.acceptor import (
    Acceptor,
    Part,
    Schema,
    accepted_of,
    chosen_by,
    of_any_type,
    resolved,
)
from alimtalk_rules.structure.plain import plain

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

    from alimtalk_rules.structure.openings import Opening


class Piece(NamedTuple):
    """An object, an array or a scalar of a schema.

    Attributes:
        accepts: what says yes to it with all that is in it; then it need not be judged.
        judge: asked about it alone, not about what it holds.
        alone: the schema that it asks.
        members: an object's members.
        required: the names of those that it must have.
        may_be_empty: the names of optional ones for which an empty string is as good as none.
        elsewhere: of a variant of a choice, the names of the members of all variants.
        others: an object's members by any other name, if they are described.
        items: an array's items.
        most_items: how many of them are looked at; None for all.
        longest: how much is looked at of a string; None for all of it.
        choice: the variants, if it is a choice between objects: then it is judged as one of them.
    """

    accepts: Acceptor
    judge: Validator
    alone: Schema
    members: Mapping[str, Piece] = MappingProxyType({})
    required: frozenset[str] = frozenset()
    may_be_empty: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    others: Piece | None = None
    items: Piece | None = None
    most_items: int | None = None
    longest: int | None = None
    choice: Choice | None = None


class Choice(NamedTuple):
    """Variants of an object, by the value of the field that tells them apart.

    Attributes:
        field: that field.
        variants: the variants.
        common: what all say of the fields that all have, for an object that is none of them.
    """

    field: str
    variants: Mapping[str, Piece]
    common: Piece

    def variant(self, value: Any) -> Piece | None:
        """The variant that a plain value is, right or wrong; None if that cannot be told."""
        chosen = plain(value.get(self.field)) if type(value) is dict else None
        return self.variants.get(chosen) if type(chosen) is str else None


@lru_cache(maxsize=64)
def pieces_of(name: str, limits: Limits, openings: tuple[Opening, ...] = ()) -> Piece:
    """The pieces of the schema ``name``, with the numbers of ``limits``."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - 150 ms, and seldom needed
    from referencing import Registry  # noqa: PLC0415

    accepted = accepted_of(name, limits, openings)
    definitions = accepted.schema["$defs"]

    def judge_of(own: Schema) -> Validator:
        registry: Registry[Any] = Registry()  # nothing is ever fetched
        return Draft202012Validator({"$defs": definitions, **own}, registry=registry)

    def piece(part: Part) -> Piece:
        part = cast("Schema", resolved(part, definitions))
        accepts = accepted.parts.get(id(part), _not_sure)
        part = cast("Schema", of_any_type(part, definitions))
        if "oneOf" in part:
            return choice(part["oneOf"], accepts)
        members = {name: piece(member) for name, member in part.get("properties", {}).items()}
        alone = {**part, "properties": dict.fromkeys(members, True), "items": True}
        others = part.get("additionalProperties")
        if isinstance(others, Mapping):
            alone["additionalProperties"] = True
        return Piece(
            accepts,
            judge_of(alone),
            alone,
            members,
            required=frozenset(part.get("required", ())),
            may_be_empty=frozenset(name for name in members if _may_be_empty(part, name)),
            others=piece(others) if isinstance(others, Mapping) else None,
            items=piece(part.get("items", {})) if "array" in part.get("type", ()) else None,
            most_items=max(part["maxItems"], MOST_ITEMS) + 1 if "maxItems" in part else None,
            longest=part["maxLength"] + 1 if "maxLength" in part else None,
        )

    def choice(parts: list[Part], accepts: Acceptor) -> Piece:
        variants = [cast("Schema", resolved(part, definitions)) for part in parts]
        field = cast("str", chosen_by(variants))
        by_name = {variant["properties"][field]["const"]: variant for variant in variants}
        common = piece(_common(variants, field, [*by_name]))
        of_all = frozenset(name for variant in variants for name in variant["properties"])
        pieces = {
            name: piece(variant)._replace(elsewhere=of_all) for name, variant in by_name.items()
        }
        return Piece(accepts, common.judge, common.alone, choice=Choice(field, pieces, common))

    return piece(accepted.schema)


def _not_sure(_: object) -> bool:
    return False


def _may_be_empty(part: Schema, name: str) -> bool:
    member = part["properties"][name]
    return isinstance(member, Mapping) and member.get("default") == ""


def _common(variants: list[Schema], chosen_by: str, names: list[str]) -> Schema:
    """What every variant says of the fields that all have; the one that tells them apart first."""
    first, *others = variants
    fields = {
        name: member
        for name, member in first["properties"].items()
        if all(other["properties"].get(name) == member for other in others)
    }
    fields = {chosen_by: {"type": "string", "enum": names}, **fields}
    required = [chosen_by, *(name for name in first.get("required", ()) if name in fields)]
    return {"type": "object", "properties": fields, "required": list(dict.fromkeys(required))}
