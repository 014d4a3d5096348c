"""Makes what a gateway's schema says of a message's parts from what Kakao's says of them.

The rest of the schema, what is around the messages, is written by hand in the same file and refers
to the parts by name: ``#/$defs/Text``, ``Title``, ``Buttons``, ``QuickReplies`` and so on, whatever
the gateway has. Infobip's are written by hand throughout: its guide is not Kakao's whole set.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from types import MappingProxyType
from typing import Any

import schemas
from alimtalk_rules import KAKAO, Limits
from alimtalk_rules.payloads import FORMS
from alimtalk_rules.payloads.gateway import LISTS, Form, Gateway, Names
from alimtalk_rules.structure.schemas import schema_with

Schema = dict[str, Any]

_LINKS = ("LinkUrl", "HttpUrl", "AppScheme")
"""Definitions for which an empty string is as good as none, where they need not be."""


def derived() -> dict[str, Schema]:
    """The schemas of all gateways with Kakao's whole set, by the names of their files."""
    return {
        form.schema: _with_parts(form) for form in FORMS if form.profile.message == KAKAO.message
    }


def _with_parts(form: Form) -> Schema:
    schema = schemas.read(form.schema)
    schema["$defs"] = schema.get("$defs", {}) | _parts(form)
    reached = _reached(schema)
    schema["$defs"] = {name: part for name, part in schema["$defs"].items() if name in reached}
    return schema


def _reached(schema: Schema) -> set[str]:
    """The names of the definitions to which the document refers, or they to one another."""
    rest = {keyword: part for keyword, part in schema.items() if keyword != "$defs"}
    waiting, reached = [*_references(rest)], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _references(schema["$defs"][name])
    return reached


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        part = dict(enumerate(part))
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].rpartition("/")[2]
        for inner in part.values():
            yield from _references(inner)


def _parts(form: Form) -> dict[str, Schema]:
    """The definitions of the parts that the gateway has, in its words."""
    is_request = isinstance(form, Gateway)
    name = form.profile.message if is_request else form.profile.template
    kakao = schema_with(name, form.profile.limits)
    definitions, properties = kakao["$defs"], kakao["properties"]
    made: dict[str, Schema] = {}
    for part in form.parts:
        head, _, inner = part.partition("/")
        schema = properties[head]
        if inner:
            schema = _definition(schema, definitions)["properties"][inner]
        made[_LENGTHS.get(part, [_capital(part)])[0]] = _part(form, part, schema, definitions)
    if "Text" in made:
        made["Text"]["maxLength"] = form.profile.limits.text
    made["TemplateCode"] = {
        **schema_with(KAKAO.template, form.profile.limits)["properties"]["code"],
        "description": "The code of the approved template.",
        "maxLength": form.profile.limits.template_code_sent,
    }
    for part, types in (("buttons", form.button_types), ("quickReplies", form.reply_types)):
        if part in form.parts:
            made |= _pressed(form, part, [*types], definitions)
    return {**made, **{name: part for name, part in definitions.items() if name not in made}}


def _part(form: Form, part: str, schema: Schema, definitions: Schema) -> Schema:
    """One part, which need not be there unless what is around it says so."""
    if f"/{part}" in form.written:
        return _one_of(form.written[f"/{part}"])
    if "/" in part:
        return {"oneOf": [schema, {"type": "null"}]}
    schema = _definition(schema, definitions)
    if isinstance(form, Gateway):
        schema |= _lengths(part, form.profile.limits)
    if part in LISTS:
        item = {"$ref": f"#/$defs/{_ITEM[part]}"}
        if part == "items":
            definitions["Item"] = _shown(form, part, _definition(item, definitions), definitions)
        return _nullable({**schema, "items": item})
    if schema.get("type") == "object":
        return _nullable(_shown(form, part, schema, definitions))
    return schema if part in ("text", "code") else _nullable(schema)


_LENGTHS = {
    "title": ("ShownTitle", "title", 2),
    "header": ("Header", "header", 0),
    "highlight/title": ("HighlightTitle", "highlight_title", 2),
    "highlight/description": ("HighlightDescription", "highlight_description", 0),
    "items/title": ("ItemTitle", "item_title", 0),
    "items/description": ("ItemDescription", "item_description", 0),
    "summary/title": ("SummaryTitle", "summary_title", 0),
    "summary/description": ("SummaryDescription", "summary_description", 0),
}
"""What Kakao's schema leaves to the rules and a request's says: the names of the definition and of
the limit, and what may stand there uncounted, ``\\s``."""

_NUMBERS = {"items": "items", "quickReplies": "quick_replies"}
"""The same of how many there may be."""

_PLAIN = ("type", "name", "title", "description", "target")
"""Names of fields that are words of English too."""


def _shown(form: Form, part: str, schema: Schema, definitions: Schema) -> Schema:
    """An object whose members are shown, each with a definition of its own."""
    if isinstance(form, Gateway):
        for ours, member in schema["properties"].items():
            if f"{part}/{ours}" in _LENGTHS:
                name, *_ = _LENGTHS[f"{part}/{ours}"]
                lengths = _lengths(f"{part}/{ours}", form.profile.limits)
                definitions[name] = _definition(member, definitions) | lengths
                schema["properties"][ours] = {"$ref": f"#/$defs/{name}"}
    return _object(schema, form.names[part], form.extras.get(part, {}))


def _lengths(part: str, limits: Limits) -> Schema:
    if part in _NUMBERS:
        return {"maxItems": getattr(limits, _NUMBERS[part])}
    if part in _LENGTHS:
        _, limit, uncounted = _LENGTHS[part]
        return {
            "description": "In characters (code points).",
            "maxLength": getattr(limits, limit) + uncounted,
        }
    return {}


_ITEM = {"items": "Item", "buttons": "Button", "quickReplies": "QuickReply"}


def _pressed(form: Form, part: str, types: list[str], definitions: Schema) -> dict[str, Schema]:
    """The choice between buttons, or quick replies, and its variants."""
    own = "Reply" if part == "quickReplies" and form.reply_fields is not None else ""
    made, choice = {}, []
    for variant in definitions[_ITEM[part]]["oneOf"]:
        name = variant["$ref"].rpartition("/")[2]
        kind = definitions[name]["properties"]["type"]["const"]
        if kind in types:
            button = _object(definitions[name], form.names_for(part, kind), form.button_extras)
            type_field = form.names[part]["type"][0]
            button["properties"][type_field] = {"const": form.button_types[kind]}
            for field, words in form.written.items():
                head, _, ours = field.rpartition("/")
                for theirs in form.names[part].get(ours, ()):
                    if head == f"/{part}/*" and theirs in button["properties"]:
                        button["properties"][theirs] = _one_of(words)
            made[name + own] = button
            choice.append({"$ref": f"#/$defs/{name + own}"})
    return {_ITEM[part]: {"oneOf": choice}, **made}


def _object(
    schema: Schema, names: Names, extras: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
) -> Schema:
    """An object with the gateway's names, open; what it may lack may be null."""
    required = schema.get("required", ())
    properties: Schema = {name: dict(extra) for name, extra in extras.items()}
    needed = []
    for ours, theirs in names.items():
        head, _, inner = ours.partition("/")
        if head in schema["properties"]:
            member = schema["properties"][head]
            if inner:
                member = {"$ref": "#/$defs/HttpUrl"}
            for name in theirs:
                is_needed = head in required and not inner and len(theirs) == 1
                properties[name] = deepcopy(member) if is_needed else _optional(member)
                needed += [name] if is_needed else []
    described = {}
    if "description" in schema:
        words = {ours: theirs[0] for ours, theirs in names.items() if ours not in _PLAIN}
        described["description"] = re.sub(
            r"\w+", lambda word: words.get(word[0], word[0]), schema["description"]
        )
    return {**described, "type": "object", "properties": properties, "required": needed}


def _optional(schema: Schema) -> Schema:
    """What may be null instead, or as good as that: an empty link."""
    reference = schema.get("$ref", "").rpartition("/")[2]
    if reference:
        nothing = {"enum": [None, ""]} if reference in _LINKS else {"type": "null"}
        return {"oneOf": [schema, nothing]}
    return _nullable(schema)


def _nullable(schema: Schema) -> Schema:
    if "oneOf" in schema:
        return {"oneOf": [schema, {"type": "null"}]}
    words = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [schema["type"], "null"], **words}


def _one_of(words: Mapping[Any, Any]) -> Schema:
    """The values that the gateway writes where we write others."""
    theirs = [*words.values()]
    if all(isinstance(word, bool) for word in theirs):
        return {"type": ["boolean", "null"]}
    return {"type": ["string", "null"], "enum": [*theirs, None]}


def _definition(schema: Schema, definitions: Schema) -> Schema:
    found: Schema = definitions[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return deepcopy(found)


def _capital(part: str) -> str:
    return "".join(step[0].upper() + step[1:] for step in part.split("/"))
