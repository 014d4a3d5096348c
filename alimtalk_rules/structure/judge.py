"""The judge: ``jsonschema``, asked piece by piece, its errors turned into findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from alimtalk_rules.limits import MOST_FINDINGS, MOST_LIKENED, MOST_UNKNOWN, Limits
from alimtalk_rules.report import Finding, finding, pointer
from alimtalk_rules.rules import RULES
from alimtalk_rules.rules.links import why_no_address
from alimtalk_rules.rules.rule import ANYWHERE, ERROR, Param
from alimtalk_rules.structure.acceptor import acceptor_of
from alimtalk_rules.structure.names import nearest
from alimtalk_rules.structure.openings import NO_JSON, JsonText
from alimtalk_rules.structure.pieces import Piece, pieces_of
from alimtalk_rules.structure.plain import UNNAMEABLE, is_json, plain, type_name
from alimtalk_rules.structure.schemas import is_of_request

if TYPE_CHECKING:
    from alimtalk_rules.structure.acceptor import Schema
    from alimtalk_rules.structure.openings import Opening

_Path = tuple[str | int, ...]

RULE_AT: Final[Mapping[tuple[str, str], str]] = {
    (place, keyword): rule.name
    for rule in RULES.values()
    for place, keywords in rule.explains.items()
    for keyword in keywords.split()
}
"""Which rule explains which failed keyword, by its place."""

_FIRST: Final = (
    *("type", "minimum", "maximum", "minLength", "maxLength", "minItems"),
    *("enum", "pattern", "not"),
)
"""A value that fails several keywords has one fault: the first of these explains it."""

_is_name = re.compile(r"[^\W\d][\w./~-]{0,63}").fullmatch
"""An unknown name is shown only if it is a word: anything else may be a text of the user's."""

_WHITE_SPACE: Final = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""Unicode's White_Space, as the schemas list it; Python's own adds four control characters."""

_KAKAO: Final = ("1030",)
_MISSING_KAKAO: Final = {"/text": ("3013",), "/code": ("405",)}
"""What Kakao answers where a field is missing: to most of them, that a parameter is invalid."""
_OF_GATEWAYS: Final = (None, "/messages", "/templateCode", "/sendAt")
"""Places of which Kakao knows nothing: there it is the gateway that refuses what is wrong."""


def read(
    document: object,
    name: str,
    limits: Limits,
    *,
    places: Callable[[str], str | None] = str,
    ignored: Collection[str] = (),
    openings: tuple[Opening, ...] = (),
) -> tuple[Any, list[Finding]]:
    """What of a document the rules can read, and the findings about the rest.

    Args:
        document: any value.
        name: the name of its schema, such as ``"message"`` or ``"payloads/infobip"``.
        limits: the numbers to hold it to.
        places: where in a message, or in all gateways' requests, a place of the document stands;
            None for what those have not. A place is a JSON Pointer with ``*`` for any index.
        ignored: names of rules whose findings are left out.
        openings: how the document was opened; then that is what is read.

    Returns:
        The document itself if nothing is wrong with its structure. Otherwise a copy of plain JSON
        without unknown members, and of a request without those that are null or empty instead of
        absent, in which None stands for a value that was rejected; of what is no object, an empty
        one.
    """
    if acceptor_of(name, limits, openings)(document):
        return document, []
    return judged(document, name, limits, places=places, ignored=ignored, openings=openings)


def judged(
    document: object,
    name: str,
    limits: Limits,
    *,
    places: Callable[[str], str | None] = str,
    ignored: Collection[str] = (),
    openings: tuple[Opening, ...] = (),
) -> tuple[Any, list[Finding]]:
    """``read`` without the acceptor in front."""
    texts = frozenset(each.place for each in openings if isinstance(each, JsonText))
    judgement = _Judgement(places, ignored, texts, of_request=is_of_request(name))
    readable = judgement.judge(pieces_of(name, limits, openings), plain(document), ())
    return readable or {}, judgement.findings


class _Judgement:
    """One document's way through the pieces of its schema; collects the findings."""

    def __init__(
        self,
        places: Callable[[str], str | None],
        ignored: Collection[str],
        texts: frozenset[str],
        *,
        of_request: bool,
    ) -> None:
        self.findings: list[Finding] = []
        self._places = places
        self._ignored = ignored
        self._texts = texts
        self._of_request = of_request
        self._errors = 0

    @property
    def _has_room(self) -> bool:
        """True if one more finding that is no error could be shown."""
        return len(self.findings) - self._errors <= MOST_FINDINGS

    def judge(self, piece: Piece, value: Any, path: _Path) -> Any:
        """Judge a plain ``value``; return what of it the rules can read, None if nothing."""
        if piece.choice is not None:
            variant = piece.choice.variant(value)
            readable = self.judge(variant or piece.choice.common, value, path)
            return readable if variant else None
        flat = _flat(piece, value)
        errors = () if _has_its_names(piece, flat) else piece.judge.iter_errors(flat)
        failed = {str(error.validator): cast("Schema", error.schema) for error in errors}
        if failed and self._explain(piece, failed, value, flat, path):
            return None
        if type(value) is list and piece.items is not None:
            return self._read_items(piece.items, islice(value, piece.most_items), path)
        return self._read_members(piece, value, path) if type(value) is dict else value

    def _read_members(self, piece: Piece, value: dict[str, Any], path: _Path) -> dict[str, Any]:
        readable = {}
        for name, member in value.items():
            inner = piece.members.get(name, piece.others)
            if inner is None:
                continue
            is_absent = _is_no_value(member, or_empty=name in piece.may_be_empty)
            if name in piece.required or not is_absent:
                readable[name] = self._read(inner, member, (*path, name))
            elif self._of_request:
                self._add("null-field", (*path, name))
            else:
                readable[name] = None
                params = {"expected": inner.alone["type"], "found": "null"}
                self._add("wrong-type", (*path, name), params | {"advice": "leave-it-out"})
        return readable

    def _read(self, piece: Piece, value: Any, path: _Path) -> Any:
        if piece.items is None and piece.accepts(value):  # of an array, each item is asked
            return value
        return self.judge(piece, plain(value), path)

    def _read_items(self, piece: Piece, items: Iterable[Any], path: _Path) -> list[Any]:
        readable = []
        for index, item in enumerate(items):
            if piece.accepts(item):
                readable.append(item)
            elif self._errors > MOST_FINDINGS:
                break  # no more of them are shown
            else:
                readable.append(self.judge(piece, plain(item), (*path, index)))
        return readable

    def _explain(
        self, piece: Piece, failed: Mapping[str, Schema], value: Any, flat: Any, path: _Path
    ) -> bool:
        """Add a finding for each fault that is not within it; True if it is rejected."""
        if "required" in failed or "additionalProperties" in failed:
            self._names(piece, value, flat, path)
        if "maxItems" in failed:
            self._too_many(failed["maxItems"]["maxItems"], value, path)
        first = next((keyword for keyword in _FIRST if keyword in failed), None)
        if first is not None:
            self._wrong(first, failed[first], value, path)
        return first is not None

    def _names(self, piece: Piece, value: Any, flat: Any, path: _Path) -> None:
        """What is missing, what is unknown, and which unknown one was meant for a missing one."""
        missing = [name for name in piece.alone.get("required", ()) if name not in flat]
        is_closed = piece.alone.get("additionalProperties") is False
        others = [name for name in flat if name not in piece.members]
        unknown = others if is_closed else []
        free = [*missing, *sorted(piece.members.keys() - flat.keys() - {*missing})]
        likened = others[:MOST_LIKENED] if missing or (unknown and self._has_room) else []
        meant = {name: nearest(name, free) for name in likened}
        instead = {field: name for name, field in reversed(meant.items()) if field is not None}
        for field in missing:
            if self._of_request or not is_closed or field not in instead:
                self._missing(field, path, instead.get(field))
        told = {instead.get(field) for field in missing} if self._of_request else set()
        for name in unknown:
            if name not in told:
                self._unknown(piece, name, value.get(name, ...), meant.get(name), path)

    def _missing(self, field: str, path: _Path, instead: str | None) -> None:
        kakao = _MISSING_KAKAO.get(self._place((*path, field)) or "", _KAKAO)
        params: dict[str, Param] = {"field": field}
        if instead is not None:
            params["advice"] = "rename"
        related = () if instead is None else (pointer(*path, instead),)
        self._add("missing-field", (*path, field), params, kakao=kakao, related=related)

    def _unknown(self, piece: Piece, name: str, value: Any, meant: str | None, path: _Path) -> None:
        rule = "extra-field" if self._of_request else "unknown-field"
        params: dict[str, Param] = {"nearest": meant} if meant else {}
        params = params or {"known": tuple(sorted(piece.members))}
        if name == UNNAMEABLE:
            self._add(rule, path, params)
        elif self._of_request and _is_no_value(value, or_empty=name in piece.elsewhere):
            self._add("null-field", (*path, name))
        else:
            self._add(rule, (*path, name), params)

    def _too_many(self, limit: int, value: list[Any], path: _Path) -> None:
        rule = self._rule("maxItems", path)
        params: dict[str, Param] = {"count": len(value), "limit": limit}
        if rule == "wrong-type":
            params = {"expected": f"array of at most {limit} items", "found": "longer array"}
        self._add(rule, path, params)

    def _wrong(self, keyword: str, schema: Schema, value: Any, path: _Path) -> None:
        rule = self._rule(keyword, path)
        if rule == "bad-url" and not value.strip(_WHITE_SPACE):
            rule = "empty-value"
        if keyword == "type" and value in ("", NO_JSON) and _place_of(path) in self._texts:
            rule = RULE_AT["/json", "type"]  # it was no JSON in a string when it was opened
        params, span = _details(keyword, schema, value, rule)
        if rule == "wrong-type" and not is_json(value):
            params["advice"] = "as-json"
        elif rule == "wrong-type" and not path and type(value) is str:
            params["advice"] = "parse-it-first"
        self._add(rule, path, params, span=span)

    def _rule(self, keyword: str, path: _Path) -> str:
        place = self._place(path) or ANYWHERE
        return RULE_AT.get((place, keyword)) or RULE_AT[ANYWHERE, keyword]

    def _place(self, path: _Path) -> str | None:
        return self._places(_place_of(path))

    def _add(
        self,
        rule: str,
        path: _Path,
        params: Mapping[str, Param] = MappingProxyType({}),
        *,
        span: tuple[int, int] | None = None,
        related: tuple[str, ...] = (),
        kakao: tuple[str, ...] | None = None,
    ) -> None:
        is_error = RULES[rule].severity is ERROR
        if rule in self._ignored or not (is_error or self._has_room):
            return
        self._errors += is_error
        kakao = () if self._place(path) in _OF_GATEWAYS else kakao
        if UNNAMEABLE in path:  # something is wrong in what has no name
            path = path[: path.index(UNNAMEABLE)]
        self.findings.append(
            finding(rule, pointer(*path), params, span=span, related=related, kakao=kakao)
        )


def _place_of(path: _Path) -> str:
    return pointer(*("*" if isinstance(step, int) else step for step in path))


def _has_its_names(piece: Piece, flat: Any) -> bool:
    """True if it is an object with which nothing is wrong but what may be within its members."""
    if type(flat) is not dict:
        return False
    if piece.others is not None:
        return piece.required <= flat.keys()
    names = flat.keys() if piece.members else {UNNAMEABLE}
    return piece.required <= names <= piece.members.keys()


def _is_no_value(value: Any, *, or_empty: bool) -> bool:
    return value is None or (or_empty and plain(value) == "")


def _flat(piece: Piece, value: Any) -> Any:
    """A copy of ``value`` for the judge: without what it holds, of bounded length.

    So neither depth nor size reaches ``jsonschema``, whose messages repeat the value.
    """
    if type(value) is str:
        return value[: piece.longest]
    if type(value) is list:
        return [None] * len(value[: piece.most_items if piece.items else 0])
    if type(value) is not dict:
        return value
    if piece.others is not None:
        return dict.fromkeys(value)
    known = {name: None for name in value if name in piece.members}
    unknown = (name if _is_name(name) else UNNAMEABLE for name in value if name not in known)
    return known | dict.fromkeys(islice(unknown, MOST_UNKNOWN))


def _details(
    keyword: str, schema: Schema, value: Any, rule: str
) -> tuple[dict[str, Param], tuple[int, int] | None]:
    """The numbers that explain a rejected value, and where in it the fault lies."""
    if rule == "wrong-type":
        found = _OTHER_STRINGS.get(keyword) or type_name(value)
        return {"expected": _allowed(schema, keyword), "found": found}, None
    if rule == "bad-send-time":
        return {"example": schema["examples"][0]}, None
    if keyword == "maxLength":
        length, limit = len(value), schema["maxLength"]
        return {"length": length, "limit": limit, "over": length - limit}, (limit, length)
    if keyword == "minLength":
        return {"limit": schema["maxLength"]}, None
    if keyword == "not" and rule != "bad-url":
        forbidden = re.search(schema["not"]["pattern"], value)
        return {"limit": schema["maxLength"]}, forbidden and (forbidden.end() - 1, forbidden.end())
    if rule == "bad-url":
        url = cast("str", value)
        forbidden = re.search(schema["not"]["pattern"], url) if keyword == "not" else None
        reason = why_no_address(url)
        if forbidden is None or reason == "doubled-scheme":
            return {"reason": reason}, forbidden and forbidden.span()
        return {"reason": reason}, (forbidden.start(), forbidden.start() + 1)
    if keyword == "enum":
        return {"known": tuple(schema["enum"])}, None
    return {}, None


_OTHER_STRINGS: Final = {
    "minLength": "shorter string",
    "maxLength": "longer string",
    "not": "other characters",
}


def _allowed(schema: Schema, keyword: str) -> str:
    """What a value must be that is of the wrong type or out of bounds, for people."""
    if keyword == "type":
        types = schema["type"]
        return types if isinstance(types, str) else " or ".join(types)
    if "maximum" in schema:
        return f"integer {schema['minimum']}..{schema['maximum']}"
    if "minLength" in schema:
        return f"string of {schema['minLength']} characters 0-9 a-f"  # a sha256
    return f"string of at most {schema['maxLength']} characters"
