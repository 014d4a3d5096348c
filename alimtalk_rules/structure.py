"""The structure of documents: a gate that says yes fast, and a judge that says why not.

The gate is plain Python over the dict. The judge is ``jsonschema`` with the schemas of this
project, asked piece by piece (the message's own fields, its image, each button by its type), so
that one mistake gives one finding. What the gate accepts, the judge accepts; tests hold them to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from alimtalk_rules.report import MOST_FINDINGS, Finding, Param, finding, pointer

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

    from alimtalk_rules.documents import Image, Message
    from alimtalk_rules.limits import Limits

# --------------------------------------------------------------------------- the gate

_plain_url = re.compile(r"https?://[A-Za-z0-9][!-~]*").fullmatch
_plain_chat_value = re.compile(r"[A-Za-z0-9_]*").fullmatch
_plain_scheme = re.compile(r"[!-~][ -~]*").fullmatch

_BUTTON_FIELDS: Final = {
    "WL": frozenset({"urlMobile", "urlPc", "target"}),
    "AL": frozenset({"schemeAndroid", "schemeIos", "urlMobile", "urlPc"}),
    "DS": frozenset[str](),
    "MD": frozenset[str](),
    "BK": frozenset[str](),
    "BT": frozenset({"chatExtra", "chatEvent"}),
}


def accepts_message(message: object, limits: Limits) -> bool:
    """True if the message's structure is certainly right; False if only the judge can tell."""
    if type(message) is not dict or type(message.get("text")) is not str:
        return False
    for field, value in message.items():
        if field == "text":
            continue
        if field == "title":
            if not _is_short_text(value, limits.title):
                return False
        elif field == "buttons":
            if type(value) is not list or len(value) > limits.buttons:
                return False
            for button in value:
                if not _accepts_button(button, limits):
                    return False
        elif field == "image":
            if not _accepts_facts(value, limits):
                return False
        else:
            return False
    return True


def _is_short_text(value: object, limit: int) -> bool:
    return type(value) is str and len(value) <= limit and value != "" and not value.isspace()


def _accepts_button(button: object, limits: Limits) -> bool:
    if type(button) is not dict or not _is_short_text(button.get("name"), limits.button_name):
        return False
    kind = button.get("type")
    fields = _BUTTON_FIELDS.get(kind) if type(kind) is str else None
    if fields is None or (kind == "WL" and "urlMobile" not in button):
        return False
    for field, value in button.items():
        if field in ("type", "name"):
            continue
        if field not in fields or type(value) is not str:
            return False
        if field == "target":
            if value != "out":
                return False
        elif field in ("chatExtra", "chatEvent"):
            if len(value) > limits.chat_value or not _plain_chat_value(value):
                return False
        elif len(value) > limits.link or not _plain_link(field, value):
            return False
    return True


def _plain_link(field: str, value: str) -> bool:
    plain = _plain_url if field in ("urlMobile", "urlPc") else _plain_scheme
    return plain(value) is not None


_IMAGE_FIELDS: Final = ("format", "width", "height", "bytes")


def accepts_image(image: object, limits: Limits) -> bool:
    """The same for an image's measured facts, which a document of their own must hold wholly."""
    return _accepts_facts(image, limits) and all(
        field in cast("Image", image) for field in _IMAGE_FIELDS
    )


def _accepts_facts(image: object, limits: Limits) -> bool:
    if type(image) is not dict:
        return False
    for field, value in image.items():
        if field in ("width", "height", "bytes"):
            if type(value) is not int or not 0 <= value <= 0x7FFF_FFFF:
                return False
        elif field == "format":
            if type(value) is not str or value not in ("jpeg", "png"):
                return False
        elif field == "url":
            if type(value) is not str or len(value) > limits.link or not _plain_url(value):
                return False
        else:
            return False
    return True


# --------------------------------------------------------------------------- the schemas


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema ``name`` (``"message"``, ``"image"``, ``"report"``) as it is published."""
    text = _schema_folder().joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


def _schema_folder() -> Traversable:
    installed = files("alimtalk_rules").joinpath("schemas")
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parent.parent / "schemas"  # a checkout, or an editable install


_NUMBERS: Final = {
    "title": ("$defs", "Title", "maxLength"),
    "buttons": ("properties", "buttons", "maxItems"),
    "button_name": ("$defs", "ButtonName", "maxLength"),
    "link": ("$defs", "HttpUrl", "maxLength"),
    "chat_value": ("$defs", "ChatValue", "maxLength"),
}
_SCHEME_LENGTH: Final = ("$defs", "AppScheme", "maxLength")


def _schema_for(name: str, limits: Limits) -> dict[str, Any]:
    """The published schema with the numbers of ``limits`` in it."""
    schema = deepcopy(load_schema(name))
    places = [(place, getattr(limits, number)) for number, place in _NUMBERS.items()]
    for place, number in (*places, (_SCHEME_LENGTH, limits.link)):
        holder = schema
        for step in place[:-1]:
            holder = holder.get(step, {})
        if place[-1] in holder:
            holder[place[-1]] = number
    return schema


# --------------------------------------------------------------------------- the judge


def judge_message(document: object, limits: Limits) -> tuple[Message, list[Finding]]:
    """What of a message the rules can read, and the findings about the rest.

    In the message that is returned, None stands for a value that was rejected.
    """
    judgement = _Judgement("")
    read = judgement.read(_pieces("message", limits), document, ())
    return cast("Message", read or {}), judgement.findings


def judge_image(document: object, limits: Limits) -> tuple[Image, list[Finding]]:
    """The same for an image's measured facts."""
    judgement = _Judgement("/image")
    read = judgement.read(_pieces("image", limits), document, ())
    return cast("Image", read or {}), judgement.findings


class _Piece(NamedTuple):
    """A part of a schema that is judged in one go: an object's or an array's own fields.

    A choice between variants (``oneOf``) is a piece whose ``own`` only looks at the field that
    names the variant.
    """

    own: Validator
    names: frozenset[str] = frozenset()
    fields: Mapping[str, _Piece] = MappingProxyType({})
    items: _Piece | None = None
    variants: Mapping[str, _Piece] = MappingProxyType({})
    chooser: str = ""


@lru_cache(maxsize=16)
def _pieces(name: str, limits: Limits) -> _Piece:
    """The pieces of the schema ``name``, its validators built once."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - 70 ms, and seldom needed
    from referencing import Registry  # noqa: PLC0415
    from referencing.jsonschema import DRAFT202012  # noqa: PLC0415

    schema = _schema_for(name, limits)
    resource = DRAFT202012.create_resource(schema)
    registry: Registry[Any] = Registry().with_resource(schema["$id"], resource)

    def target(part: dict[str, Any]) -> dict[str, Any]:
        return schema["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part

    def validator(part: dict[str, Any]) -> Validator:
        return Draft202012Validator({"$defs": schema["$defs"], **part}, registry=registry)

    def piece(part: dict[str, Any]) -> _Piece | None:
        part = target(part)
        if "oneOf" in part:
            return choice([target(variant) for variant in part["oneOf"]])
        if part.get("type") == "array":
            items = piece(part["items"])
            return _Piece(validator(_without(part, "items") if items else part), items=items)
        if part.get("type") != "object":
            return None
        members = part["properties"]
        fields = {name: inner for name, member in members.items() if (inner := piece(member))}
        shallow = {name: {} if name in fields else member for name, member in members.items()}
        own = validator(_without(part, "$id") | {"properties": shallow})
        return _Piece(own, frozenset(members), fields)

    def choice(variants: list[dict[str, Any]]) -> _Piece:
        chooser = next(name for name, m in variants[0]["properties"].items() if "const" in m)
        by_name = {
            variant["properties"][chooser]["const"]: cast("_Piece", piece(variant))
            for variant in variants
        }
        head = {"type": "string", "enum": list(by_name)}
        own = validator({"type": "object", "properties": {chooser: head}, "required": [chooser]})
        return _Piece(own, frozenset({chooser}), variants=by_name, chooser=chooser)

    return cast("_Piece", piece(schema))


def _without(part: dict[str, Any], keyword: str) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name != keyword}


_LINK: Final = {"maxLength": "link-too-long", "pattern": "bad-url", "not": "bad-url"}
_SCHEME: Final = {"maxLength": "link-too-long", "pattern": "empty-value"}
_CHAT_VALUE: Final = {"maxLength": "bad-chat-value", "not": "bad-chat-value"}

_RULE_OF: Final[Mapping[str, Mapping[str, str]]] = {
    "/title": {"maxLength": "title-too-long", "pattern": "empty-value"},
    "/buttons": {"maxItems": "too-many-buttons"},
    "/buttons/*/type": {"enum": "unknown-button-type"},
    "/buttons/*/name": {"maxLength": "button-name-too-long", "pattern": "empty-value"},
    "/buttons/*/urlMobile": _LINK,
    "/buttons/*/urlPc": _LINK,
    "/buttons/*/target": {"enum": "bad-link-target"},
    "/buttons/*/schemeAndroid": _SCHEME,
    "/buttons/*/schemeIos": _SCHEME,
    "/buttons/*/chatExtra": _CHAT_VALUE,
    "/buttons/*/chatEvent": _CHAT_VALUE,
    "/image/format": {"enum": "image-format"},
    "/image/url": _LINK,
}
"""Which rule a failed keyword breaks, by the place (``*``: any index)."""

_WRONG_TYPE: Final = {"type": "wrong-type", "minimum": "wrong-type", "maximum": "wrong-type"}

_FIRST: Final = ("type", "minimum", "maximum", "maxLength", "enum", "pattern", "not")
"""A value that fails several keywords has one fault: the first of these explains it."""

_MISSING_KAKAO: Final = {"/text": ("3013",)}

_Path = tuple[str | int, ...]


class _Judgement:
    """One document's way through the pieces of its schema; collects the findings."""

    def __init__(self, base: str) -> None:
        self.findings: list[Finding] = []
        self._base = base  # where an image stands in the table of rules

    def read(self, piece: _Piece, value: object, path: _Path) -> Any:
        """Judge ``value``; return what of it the rules can read, None if nothing."""
        flat = _flat(value, piece.names)
        rejected = self._explain(piece, flat, value, path)
        if () in rejected:
            return None
        if piece.variants:
            if rejected:
                return None
            return self.read(piece.variants[flat[piece.chooser]], value, path)
        if piece.items is not None:
            return self._read_items(piece.items, flat, cast("list[object]", value), path)
        return {
            name: None if (name,) in rejected else self._read_member(piece, value, flat, name, path)
            for name in flat
            if name in piece.names
        }

    def _read_member(self, piece: _Piece, value: Any, flat: Any, name: str, path: _Path) -> Any:
        inner, member = piece.fields.get(name), dict.__getitem__(value, name)
        if inner is not None:
            return self.read(inner, member, (*path, name))
        return str.__str__(member) if isinstance(member, str) else flat[name]

    def _read_items(
        self, piece: _Piece, flat: list[Any], value: list[object], path: _Path
    ) -> list[Any]:
        read: list[Any] = []
        for index, item in enumerate(islice(list.__iter__(value), len(flat))):
            if len(self.findings) > MOST_FINDINGS:
                break
            read.append(self.read(piece, item, (*path, index)))
        return read

    def _explain(self, piece: _Piece, flat: Any, value: object, path: _Path) -> set[_Path]:
        """Add a finding for each fault; return the places, in this piece, of rejected values."""
        failed: dict[_Path, list[ValidationError]] = {}
        for error in piece.own.iter_errors(flat):
            failed.setdefault(tuple(error.path), []).append(error)
        rejected: set[_Path] = set()
        for place, errors in failed.items():
            keywords = {str(error.validator): error for error in errors}
            if "required" in keywords:
                rejected |= self._missing(keywords["required"], flat, path)
            if "additionalProperties" in keywords:
                self._unknown(flat, piece.names, path)
            if "maxItems" in keywords:
                self._too_many(keywords["maxItems"], value, path)
            first = next((keyword for keyword in _FIRST if keyword in keywords), None)
            if first is not None:
                self._wrong(keywords[first], _member(value, place), (*path, *place))
                rejected.add(place)
        return rejected

    def _missing(self, error: ValidationError, flat: Any, path: _Path) -> set[_Path]:
        required: list[str] = _schema_of(error)["required"]
        missing = [name for name in required if name not in flat]
        for name in missing:
            kakao = _MISSING_KAKAO.get(pointer(*path, name))
            self._add("missing-field", (*path, name), {"field": name}, kakao=kakao)
        return {(name,) for name in missing}

    def _unknown(self, flat: Any, names: frozenset[str], path: _Path) -> None:
        known = {"known": tuple(sorted(names))}
        for name in flat:
            if name == _UNNAMEABLE:
                self._add("unknown-field", path, known)
            elif name not in names:
                self._add("unknown-field", (*path, name), known)

    def _too_many(self, error: ValidationError, value: object, path: _Path) -> None:
        count = list.__len__(cast("list[object]", value))
        limit = _schema_of(error)["maxItems"]
        self._add(self._rule(error, path), path, {"count": count, "limit": limit})

    def _wrong(self, error: ValidationError, value: object, path: _Path) -> None:
        rule = self._rule(error, path)
        if rule == "bad-url" and not str.strip(cast("str", value)):
            rule = "empty-value"
        params, span = _details(error, value)
        self._add(rule, path, params, span=span)

    def _rule(self, error: ValidationError, path: _Path) -> str:
        keyword = str(error.validator)
        place = pointer(*("*" if isinstance(step, int) else step for step in path))
        return _WRONG_TYPE.get(keyword) or _RULE_OF[self._base + place][keyword]

    def _add(
        self,
        rule: str,
        path: _Path,
        params: Mapping[str, Param],
        *,
        span: tuple[int, int] | None = None,
        kakao: tuple[str, ...] | None = None,
    ) -> None:
        self.findings.append(finding(rule, pointer(*path), params, span=span, kakao=kakao))


def _schema_of(error: ValidationError) -> dict[str, Any]:
    """The part of the schema whose keyword failed."""
    return cast("dict[str, Any]", error.schema)


def _details(
    error: ValidationError, value: object
) -> tuple[dict[str, Param], tuple[int, int] | None]:
    """The numbers that explain a rejected value, and where in it the fault lies."""
    schema = _schema_of(error)
    if error.validator == "type":
        return {"expected": schema["type"], "found": _type_name(value)}, None
    if error.validator in ("minimum", "maximum"):
        expected = f"{schema['type']} from {schema['minimum']} to {schema['maximum']}"
        return {"expected": expected, "found": _type_name(value)}, None
    if error.validator == "maxLength":
        length, limit = str.__len__(cast("str", value)), schema["maxLength"]
        return {"length": length, "limit": limit, "over": length - limit}, (limit, length)
    if error.validator == "not":
        forbidden = re.search(schema["not"]["pattern"], cast("str", value))
        return {"limit": schema["maxLength"]}, forbidden and forbidden.span()
    return {}, None


# --------------------------------------------------------------------------- plain copies
#
# Whatever Python value is given, jsonschema sees a small copy of plain JSON: one level deep, of
# bounded strings, numbers and members. So neither depth nor size nor a foreign type reaches it,
# nor its error messages, which repeat the value.

_MOST_MEMBERS: Final = 200
_MOST_ITEMS: Final = 1_000
_LONG: Final = 10_000
_BIG: Final = 2**62
_NAME_LENGTH: Final = 64
_UNNAMEABLE: Final = "\0"
"""Stands for all members whose names are not shown: no string, unprintable, or too long."""

_TYPE_NAMES: Final[tuple[tuple[type, str], ...]] = (
    (dict, "object"),
    (list, "array"),
    (str, "string"),
    (bool, "boolean"),
    (int, "integer"),
    (float, "number"),
    (type(None), "null"),
)


def _type_name(value: object) -> str:
    return next((name for kind, name in _TYPE_NAMES if isinstance(value, kind)), "no JSON value")


class _NoJson:
    """What stands for a value that no JSON parser gives."""


_NO_JSON: Final = _NoJson()


def _flat(value: object, names: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return _flat_members(value, names)
    if isinstance(value, list):
        return [_scalar(item) for item in islice(list.__iter__(value), _MOST_ITEMS + 1)]
    return _scalar(value)


def _flat_members(value: dict[object, object], names: frozenset[str]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, member in dict.items(value):
        shown = _shown_name(name)
        if shown in names or len(flat) < _MOST_MEMBERS:
            flat[shown] = _scalar(member)
    return flat


def _shown_name(name: object) -> str:
    if not isinstance(name, str) or str.__len__(name) > _NAME_LENGTH or not str.isprintable(name):
        return _UNNAMEABLE
    return str.__str__(name)


def _scalar(value: object) -> Any:
    """A plain copy of a scalar; an empty one of a container, whose members are judged apart."""
    if isinstance(value, str):
        return str.__getitem__(value, slice(_LONG))
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return max(-_BIG, min(_BIG, int.__int__(value)))
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, dict):
        return {}
    return [] if isinstance(value, list) else _NO_JSON


def _member(value: object, place: _Path) -> object:
    """The member of ``value`` at ``place``, past what subclasses may have overridden."""
    for step in place:
        value = (
            dict.__getitem__(value, step)
            if isinstance(value, dict)
            else list.__getitem__(cast("list[object]", value), cast("int", step))
        )
    return value
