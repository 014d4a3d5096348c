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
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeGuard, cast

from alimtalk_rules.report import Finding, Param, finding, pointer

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

    from alimtalk_rules.documents import Image, Message
    from alimtalk_rules.limits import Limits

# --------------------------------------------------------------------------- the gate

_plain_url = re.compile(r"https?://[A-Za-z0-9][!-?A-~]*").fullmatch  # without user@host
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
    if not _is_plain_object(message) or type(message.get("text")) is not str:
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


def _is_plain_object(value: object) -> TypeGuard[dict[str, object]]:
    if type(value) is not dict:
        return False
    for name in value:  # noqa: SIM110 - a loop costs a third of all() here
        if type(name) is not str:
            return False
    return True


def _is_short_text(value: object, limit: int) -> bool:
    return type(value) is str and len(value) <= limit and value != "" and not value.isspace()


def _accepts_button(button: object, limits: Limits) -> bool:
    if not _is_plain_object(button) or not _is_short_text(button.get("name"), limits.button_name):
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
    if not _is_plain_object(image):
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


_NUMBERS: Final = (
    # (the limit's name, where the schema says its number)
    ("title", ("$defs", "Title", "maxLength")),
    ("buttons", ("properties", "buttons", "maxItems")),
    ("button_name", ("$defs", "ButtonName", "maxLength")),
    ("link", ("$defs", "HttpUrl", "maxLength")),
    ("link", ("$defs", "AppScheme", "maxLength")),
    ("chat_value", ("$defs", "ChatValue", "maxLength")),
)


def _schema_for(name: str, limits: Limits) -> dict[str, Any]:
    """The published schema with the numbers of ``limits`` in it."""
    schema = deepcopy(load_schema(name))
    for limit, (*place, keyword) in _NUMBERS:
        holder = schema
        for step in place:
            holder = holder.get(step, {})
        if keyword in holder:
            holder[keyword] = getattr(limits, limit)
    return schema


# --------------------------------------------------------------------------- the judge


def read_message(document: object, limits: Limits) -> tuple[Message, list[Finding]]:
    """What of a message the rules can read, and the findings about the rest.

    In the message that is returned, None stands for a value that was rejected.
    """
    if accepts_message(document, limits):
        return cast("Message", document), []
    return judge_message(document, limits)


def read_measured_image(document: object, limits: Limits) -> tuple[Image, list[Finding]]:
    """The same for an image's measured facts."""
    if accepts_image(document, limits):
        return cast("Image", document), []
    return judge_image(document, limits)


def judge_message(document: object, limits: Limits) -> tuple[Message, list[Finding]]:
    """``read_message`` without the gate in front."""
    judgement = _Judgement("")
    read = judgement.read(_pieces("message", limits), document, ())
    return cast("Message", read or {}), judgement.findings


def judge_image(document: object, limits: Limits) -> tuple[Image, list[Finding]]:
    """``read_measured_image`` without the gate in front."""
    judgement = _Judgement("/image")
    read = judgement.read(_pieces("image", limits), document, ())
    return cast("Image", read or {}), judgement.findings


class _Piece(NamedTuple):
    """A part of a schema that is judged in one go: an object's or an array's own fields.

    Of a choice between variants (``oneOf``), ``own`` only looks at the field that tells them apart.
    """

    own: Validator
    names: frozenset[str] = frozenset()
    fields: Mapping[str, _Piece] = MappingProxyType({})
    items: _Piece | None = None
    most_items: int = 0
    choice: _Choice | None = None


class _Choice(NamedTuple):
    """Variants by the value of the field that tells them apart, and what they have in common."""

    field: str
    variants: Mapping[str, _Piece]
    common: _Piece


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
            own = validator(_without(part, "items") if items else part)
            return _Piece(own, items=items, most_items=max(part["maxItems"], _MOST_ITEMS))
        if part.get("type") != "object":
            return None
        members = part["properties"]
        fields = {name: inner for name, member in members.items() if (inner := piece(member))}
        shallow = {name: {} if name in fields else member for name, member in members.items()}
        own = validator(_without(part, "$id") | {"properties": shallow})
        return _Piece(own, frozenset(members), fields)

    def choice(variants: list[dict[str, Any]]) -> _Piece:
        field = next(name for name, m in variants[0]["properties"].items() if "const" in m)
        by_name = {
            variant["properties"][field]["const"]: cast("_Piece", piece(variant))
            for variant in variants
        }
        head = {"type": "string", "enum": list(by_name)}
        own = validator({"type": "object", "properties": {field: head}, "required": [field]})
        common = cast("_Piece", piece(_common(variants, field)))
        return _Piece(own, frozenset({field}), choice=_Choice(field, by_name, common))

    return cast("_Piece", piece(schema))


def _common(variants: list[dict[str, Any]], chosen_by: str) -> dict[str, Any]:
    """What every variant says of the fields that all have."""
    first, *others = variants
    fields = {
        name: member
        for name, member in first["properties"].items()
        if name != chosen_by and all(other["properties"].get(name) == member for other in others)
    }
    required = [name for name in first["required"] if name in fields]
    return {"type": "object", "properties": fields, "required": required}


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

_WHITE_SPACE: Final = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""Unicode's White_Space, as the schemas list it; Python's own adds four control characters."""

_MISSING_KAKAO: Final = {"/text": ("3013",)}

_Path = tuple[str | int, ...]


class _Judgement:
    """One document's way through the pieces of its schema; collects the findings."""

    def __init__(self, base: str) -> None:
        self.findings: list[Finding] = []
        self._base = base  # where an image stands in the table of rules

    def read(self, piece: _Piece, value: object, path: _Path) -> Any:
        """Judge ``value``; return what of it the rules can read, None if nothing."""
        flat, members = _flattened(value, piece.names, piece.most_items)
        rejected = self._explain(piece, flat, members, value, path)
        if () in rejected:
            return None
        if piece.choice is not None:
            if not rejected:
                return self.read(piece.choice.variants[flat[piece.choice.field]], value, path)
            self.read(piece.choice.common, value, path)
            return None
        if piece.items is not None:
            return self._read_items(piece.items, members, path)
        return {
            name: None if (name,) in rejected else self._read_member(piece, name, member, path)
            for name, member in members.items()
        }

    def _read_member(self, piece: _Piece, name: str, member: object, path: _Path) -> Any:
        inner = piece.fields.get(name)
        if inner is not None:
            return self.read(inner, member, (*path, name))
        return _plain_scalar(member)

    def _read_items(self, piece: _Piece, items: Mapping[Any, object], path: _Path) -> list[Any]:
        return [self.read(piece, item, (*path, index)) for index, item in items.items()]

    def _explain(
        self, piece: _Piece, flat: Any, members: Mapping[Any, object], value: object, path: _Path
    ) -> set[_Path]:
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
                wrong = members[place[0]] if place else value
                self._wrong(keywords[first], wrong, (*path, *place))
                rejected.add(place)
        return rejected

    def _missing(self, error: ValidationError, flat: Any, path: _Path) -> set[_Path]:
        required: list[str] = _schema_of(error)["required"]
        missing = [name for name in required if name not in flat]
        for name in missing:
            kakao = _MISSING_KAKAO.get(pointer(*path, name), ("1030",))
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
        if rule == "bad-url" and not str.strip(cast("str", value), _WHITE_SPACE):
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
        expected = f"{schema['type']} {schema['minimum']}..{schema['maximum']}"
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
_MOST_ITEMS: Final = 300
"""Items of an array that are looked at where fewer are allowed; the rest can only be too many."""
_BIG: Final = 2**62
_NAME_LENGTH: Final = 64
_looks_like_a_name = re.compile(r"[^\W\d][\w./~-]*").fullmatch
_UNNAMEABLE: Final = "\0"
"""Stands for all members whose names are not shown: no word, or too long, they may be a text."""

_TYPE_NAMES: Final[Mapping[type, str]] = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


def _json_type(value: object) -> type | None:
    """The Python type that ``json`` would give for such a value; None for no JSON value.

    What a value says of its class is not asked: it may lie.
    """
    return next((kind for kind in _TYPE_NAMES if issubclass(type(value), kind)), None)


def _type_name(value: object) -> str:
    kind = _json_type(value)
    return "no JSON value" if kind is None else _TYPE_NAMES[kind]


class _NoJson:
    """What stands for a value that no JSON parser gives."""


_NO_JSON: Final = _NoJson()


def _flattened(
    value: Any, names: frozenset[str], most_items: int
) -> tuple[Any, Mapping[Any, object]]:
    """A copy for the judge, and the members themselves: of an object those of ``names``."""
    kind = _json_type(value)
    if kind is list:
        items = dict(enumerate(islice(list.__iter__(value), most_items + 1)))
        return [_plain_scalar(item) for item in items.values()], items
    if kind is not dict:
        return _plain_scalar(value), {}
    flat: dict[str, Any] = {}
    members: dict[str, object] = {}
    for key, member in dict.items(value):
        name = _shown_name(key)
        if name in names:
            members[name] = member
        elif len(flat) >= _MOST_MEMBERS:
            continue
        flat[name] = _plain_scalar(member)
    return flat, members


def _shown_name(key: object) -> str:
    if _json_type(key) is not str:
        return _UNNAMEABLE
    name = str.__str__(cast("str", key))
    return name if len(name) <= _NAME_LENGTH and _looks_like_a_name(name) else _UNNAMEABLE


def _plain_scalar(value: Any) -> Any:
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
