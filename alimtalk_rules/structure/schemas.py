"""The published JSON Schemas, and the same with another gateway's numbers in them."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from alimtalk_rules.limits import MOST_READ

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from alimtalk_rules.limits import Limits
    from alimtalk_rules.structure.openings import Opening


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema ``name`` as it is published.

    It is ``"message"``, ``"template"``, ``"image"``, ``"report"`` or, of a gateway's request, such
    as ``"payloads/infobip"``.
    """
    text = _schema_folder().joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


def _schema_folder() -> Traversable:
    from importlib.resources import files  # noqa: PLC0415 - 4 ms, and seldom needed

    installed = files("alimtalk_rules").joinpath("schemas")
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[2] / "schemas"  # a checkout, or an editable install


_LIMIT_AT: Final = {
    ("properties", "code", "maxLength"): "template_code",
    ("properties", "name", "maxLength"): "template_name",
    ("properties", "buttons", "maxItems"): "buttons",
    ("$defs", "Buttons", "maxItems"): "buttons",
    ("$defs", "TemplateCode", "maxLength"): "template_code_sent",
    ("$defs", "Title", "maxLength"): "title",
    ("$defs", "ButtonName", "maxLength"): "button_name",
    ("$defs", "HttpUrl", "maxLength"): "link",
    ("$defs", "LinkUrl", "maxLength"): "link",
    ("$defs", "AppScheme", "maxLength"): "link",
    ("$defs", "ChatValue", "maxLength"): "chat_value",
}
"""Which limit stands where in the schemas."""


_LEFT_TO_RULES: Final = {
    "ShownTitle": "maxLength",
    "Header": "maxLength",
    "HighlightTitle": "maxLength",
    "HighlightDescription": "maxLength",
    "ItemTitle": "maxLength",
    "ItemDescription": "maxLength",
    "SummaryTitle": "maxLength",
    "SummaryDescription": "maxLength",
    "Items": "maxItems",
    "QuickReplies": "maxItems",
}
"""Definitions of requests whose lengths the rules judge, as they do in Kakao's whole set."""


def is_of_request(name: str) -> bool:
    """True if the schema ``name`` is of a gateway's request."""
    return name.startswith("payloads/")


def published_with(name: str, limits: Limits) -> dict[str, Any]:
    """The published schema with the numbers of ``limits`` in it."""
    schema = deepcopy(load_schema(name))
    _set_limits(schema, limits)
    return schema


def _set_limits(schema: dict[str, Any], limits: Limits) -> None:
    for place, limit in _LIMIT_AT.items():
        holder = schema
        for step in place[:-1]:
            holder = holder.get(step, {})
        if place[-1] in holder:
            holder[place[-1]] = getattr(limits, limit)


def schema_with(name: str, limits: Limits, openings: Sequence[Opening] = ()) -> dict[str, Any]:
    """The published schema with the numbers of ``limits`` in it, accepting only what is plain.

    How long a text is, is left to the rules, which read a text that is too long all the same. What
    a gateway does not refuse, but the judge has something to say of, is not accepted: null for an
    optional field, and a further field. ``"default": ""`` marks what may be empty instead. With
    ``openings`` it is the schema of requests that are opened.
    """
    schema: dict[str, Any] = _closed(load_schema(name))
    for opening in openings:
        schema = opening.opened(schema)
    _set_limits(schema, limits)
    if "Text" in schema["$defs"]:
        schema["$defs"]["Text"] = {"type": "string"}
    for part, keyword in _LEFT_TO_RULES.items():
        if keyword in schema["$defs"].get(part, ()):
            schema["$defs"][part][keyword] = MOST_READ
    return schema


def _closed(part: Any) -> Any:
    """A copy of a part of a schema, without null and further fields; Kakao's know neither."""
    match part:
        case {"oneOf": [{"$ref": reference}, {"type": "null"}]}:
            return {"$ref": reference}
        case {"oneOf": [{"$ref": reference}, {"enum": [None, ""]}]}:
            return {"$ref": reference, "default": ""}
        case {"type": [kind, "null"]}:
            words = (
                {"enum": [one for one in part["enum"] if one is not None]} if "enum" in part else {}
            )
            return _closed({**part, **words, "type": kind})
        case {"type": "object", "properties": _}:
            part = {"additionalProperties": False, **part}
    if isinstance(part, dict):
        return {keyword: _closed(value) for keyword, value in part.items()}
    return [_closed(item) for item in part] if isinstance(part, list) else part
