"""The judge: ``jsonschema``, asked piece by piece, its errors turned into findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

from alimtalk_rules.report import MOST_FINDINGS, Finding, finding, pointer
from alimtalk_rules.rules.links import why_no_address
from alimtalk_rules.rules.rule import Param
from alimtalk_rules.structure.pieces import Piece, Place, pieces_of
from alimtalk_rules.structure.plain import UNNAMEABLE, flattened, plain_scalar, type_name

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from alimtalk_rules.documents import Image, Message, Template
    from alimtalk_rules.limits import Limits


def judge_message(
    document: object, limits: Limits, ignored: Collection[str] = ()
) -> tuple[Message, list[Finding]]:
    """``read_message`` without the gate in front."""
    read, found = _judged("message", document, limits, str, ignored)
    return cast("Message", read), found


def judge_template(
    document: object, limits: Limits, ignored: Collection[str] = ()
) -> tuple[Template, list[Finding]]:
    """``read_template`` without the gate in front."""
    read, found = _judged("template", document, limits, str, ignored)
    return cast("Template", read), found


def judge_image(
    document: object, limits: Limits, ignored: Collection[str] = ()
) -> tuple[Image, list[Finding]]:
    """``read_measured_image`` without the gate in front."""
    read, found = _judged("image", document, limits, "/image{}".format, ignored)
    return cast("Image", read), found


def judge_payload(
    document: object,
    schema: str,
    limits: Limits,
    places: Mapping[str, str],
    ignored: Collection[str] = (),
) -> tuple[dict[str, Any], list[Finding]]:
    """``read_payload`` without the gate in front."""
    return _judged(schema, document, limits, places.get, ignored)


def _judged(
    name: str,
    document: object,
    limits: Limits,
    ours: Callable[[str], str | None],
    ignored: Collection[str],
) -> tuple[dict[str, Any], list[Finding]]:
    judgement = _Judgement(ours, ignored)
    read = judgement.read(pieces_of(name, limits), document, ())
    return read or {}, judgement.findings


_LINK: Final = {"maxLength": "link-too-long", "pattern": "bad-url", "not": "bad-url"}
_SCHEME: Final = {"maxLength": "link-too-long", "pattern": "empty-value"}
_CHAT_VALUE: Final = {"maxLength": "bad-chat-value", "not": "bad-chat-value"}

_CODE: Final = dict.fromkeys(("minLength", "maxLength", "not"), "bad-template-code")
_OF_GATEWAYS: Final[Mapping[str, Mapping[str, str]]] = {
    "/messages": {"maxItems": "too-many-messages"},
    "/templateCode": _CODE,
    "/sendAt": dict.fromkeys(("maxLength", "pattern", "not"), "bad-send-time"),
}
"""Places of gateways' requests: there it is the gateway that refuses what is wrong."""

_RULE_OF: Final[Mapping[str, Mapping[str, str]]] = {
    "/code": _CODE,
    "/name": {"maxLength": "wrong-type", "pattern": "empty-value"},
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
    "/image/sha256": dict.fromkeys(("minLength", "maxLength", "not"), "wrong-type"),
    **_OF_GATEWAYS,
}
"""Which rule a failed keyword breaks, by the place (``*``: any index)."""

_ANYWHERE: Final[Mapping[str, str]] = {
    "type": "wrong-type",
    "minimum": "wrong-type",
    "maximum": "wrong-type",
    "enum": "value-not-allowed",
    "maxLength": "value-too-long",
    "minItems": "empty-value",
    "maxItems": "wrong-type",
}
"""Which rule it breaks at any other place."""

_FIRST: Final = (
    *("type", "minimum", "maximum", "minLength", "maxLength", "minItems"),
    *("enum", "pattern", "not"),
)
"""A value that fails several keywords has one fault: the first of these explains it."""

_WHITE_SPACE: Final = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""Unicode's White_Space, as the schemas list it; Python's own adds four control characters."""

_KAKAO: Final = ("1030",)
_MISSING_KAKAO: Final = {"/text": ("3013",), "/code": ("405",)}
"""What Kakao answers where a field is missing: to most of them, that a parameter is invalid."""

_MOST_ERRORS: Final = 1_000
"""Of one piece: more than any object has, but not more than an array of words could have."""


class _Judgement:
    """One document's way through the pieces of its schema; collects the findings."""

    def __init__(self, ours: Callable[[str], str | None], ignored: Collection[str]) -> None:
        self.findings: list[Finding] = []
        self._ours = ours  # where in the table of rules a place of the document stands
        self._ignored = ignored

    def read(self, piece: Piece, value: object, path: Place) -> Any:
        """Judge ``value`` unless its gate accepts it; return what of it the rules can read.

        An array's items are asked one by one.
        """
        if piece.items is None and piece.accepts(value):
            return value
        return self.judge(piece, value, path)

    def judge(self, piece: Piece, value: object, path: Place) -> Any:
        """Judge ``value``; return what of it the rules can read, None if nothing."""
        flat, members = flattened(value, piece.members.keys(), piece.most_items)
        rejected = self._explain(piece, flat, members, value, path)
        if () in rejected:
            return None
        if piece.choice is not None:
            if not rejected:
                return self.judge(piece.choice.variants[flat[piece.choice.field]], value, path)
            self.judge(piece.choice.common, value, path)
            return None
        if isinstance(flat, list):
            return self._read_items(piece, members, rejected, path)
        return {
            name: None if (name,) in rejected else self._read_member(piece, name, member, path)
            for name, member in members.items()
        }

    def _read_member(self, piece: Piece, name: str, member: object, path: Place) -> Any:
        inner = piece.fields.get(name)
        if inner is not None:
            return self.read(inner, member, (*path, name))
        return plain_scalar(member)

    def _read_items(
        self, piece: Piece, items: Mapping[Any, object], rejected: set[Place], path: Place
    ) -> list[Any]:
        if piece.items is None:
            return [
                None if (index,) in rejected else plain_scalar(item)
                for index, item in items.items()
            ]
        read = []
        for index, item in items.items():
            if piece.items.accepts(item):
                read.append(item)
            elif len(self.findings) > MOST_FINDINGS:
                break  # all of them are errors, and no more of them are shown
            else:
                read.append(self.judge(piece.items, item, (*path, index)))
        return read

    def _explain(
        self, piece: Piece, flat: Any, members: Mapping[Any, object], value: object, path: Place
    ) -> set[Place]:
        """Add a finding for each fault; return the places, in this piece, of rejected values."""
        failed: dict[Place, list[ValidationError]] = {}
        for place, error in islice(piece.errors(flat), _MOST_ERRORS):
            failed.setdefault(place, []).append(error)
        rejected: set[Place] = set()
        for place, errors in failed.items():
            keywords = {str(error.validator): error for error in errors}
            if "required" in keywords:
                rejected |= self._missing(keywords["required"], flat, path)
            if "additionalProperties" in keywords:
                self._unknown(flat, piece.members.keys(), path)
            if "maxItems" in keywords:
                self._too_many(keywords["maxItems"], value, path)
            first = next((keyword for keyword in _FIRST if keyword in keywords), None)
            if first is not None:
                wrong = members[place[0]] if place else value
                self._wrong(keywords[first], wrong, (*path, *place))
                rejected.add(place)
        return rejected

    def _missing(self, error: ValidationError, flat: Any, path: Place) -> set[Place]:
        required: list[str] = _schema_of(error)["required"]
        missing = [name for name in required if name not in flat]
        for name in missing:
            place = (*path, name)
            kakao = _MISSING_KAKAO.get(self._place(place) or "") or _KAKAO
            self._add("missing-field", place, {"field": name}, kakao=kakao)
        return {(name,) for name in missing}

    def _unknown(self, flat: Any, names: Collection[str], path: Place) -> None:
        known = {"known": tuple(sorted(names))}
        for name in flat:
            if name == UNNAMEABLE:
                self._add("unknown-field", path, known)
            elif name not in names:
                self._add("unknown-field", (*path, name), known)

    def _too_many(self, error: ValidationError, value: object, path: Place) -> None:
        count = list.__len__(cast("list[object]", value))
        limit = _schema_of(error)["maxItems"]
        rule = self._rule(error, path)
        params: dict[str, Param] = {"count": count, "limit": limit}
        if rule == "wrong-type":
            params = {"expected": f"array of at most {limit} items", "found": "longer array"}
        self._add(rule, path, params)

    def _wrong(self, error: ValidationError, value: object, path: Place) -> None:
        rule = self._rule(error, path)
        if rule == "bad-url" and not str.strip(cast("str", value), _WHITE_SPACE):
            rule = "empty-value"
        params, span = _details(error, value, rule)
        self._add(rule, path, params, span=span)

    def _rule(self, error: ValidationError, path: Place) -> str:
        keyword = str(error.validator)
        return _RULE_OF.get(self._place(path) or "", _ANYWHERE).get(keyword) or _ANYWHERE[keyword]

    def _place(self, path: Place) -> str | None:
        """The place in the table of rules; None for what a message has not."""
        return self._ours(pointer(*("*" if isinstance(step, int) else step for step in path)))

    def _add(
        self,
        rule: str,
        path: Place,
        params: Mapping[str, Param],
        *,
        span: tuple[int, int] | None = None,
        kakao: tuple[str, ...] | None = None,
    ) -> None:
        if rule in self._ignored:
            return
        if (place := self._place(path)) is None or place in _OF_GATEWAYS:
            kakao = ()
        self.findings.append(finding(rule, pointer(*path), params, span=span, kakao=kakao))


def _schema_of(error: ValidationError) -> dict[str, Any]:
    """The part of the schema whose keyword failed."""
    return cast("dict[str, Any]", error.schema)


def _details(
    error: ValidationError, value: object, rule: str
) -> tuple[dict[str, Param], tuple[int, int] | None]:
    """The numbers that explain a rejected value, and where in it the fault lies."""
    schema, keyword = _schema_of(error), str(error.validator)
    if rule == "wrong-type":
        found = _OTHER_STRINGS.get(keyword) or type_name(value)
        return {"expected": _allowed(schema, keyword), "found": found}, None
    if keyword == "maxLength":
        length, limit = str.__len__(cast("str", value)), schema["maxLength"]
        return {"length": length, "limit": limit, "over": length - limit}, (limit, length)
    if keyword == "minLength":
        return {"limit": schema["maxLength"]}, None
    if keyword == "not" and rule != "bad-url":
        forbidden = re.search(schema["not"]["pattern"], cast("str", value))
        return {"limit": schema["maxLength"]}, forbidden and (forbidden.end() - 1, forbidden.end())
    if rule == "bad-url":
        url = cast("str", value)
        forbidden = re.search(schema["not"]["pattern"], url) if keyword == "not" else None
        return {"reason": why_no_address(url)}, forbidden and forbidden.span()
    if keyword == "enum":
        return {"known": tuple(schema["enum"])}, None
    return {}, None


_OTHER_STRINGS: Final = {
    "minLength": "shorter string",
    "maxLength": "longer string",
    "not": "other characters",
}


def _allowed(schema: dict[str, Any], keyword: str) -> str:
    """What a value must be that is of the wrong type or out of bounds, for people."""
    if keyword == "type":
        return str(schema["type"])
    if "maximum" in schema:
        return f"{schema['type']} {schema['minimum']}..{schema['maximum']}"
    if "minLength" in schema:
        return f"string of {schema['minLength']} characters 0-9 a-f"  # a sha256
    return f"string of at most {schema['maxLength']} characters"
