from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from alimtalk_rules import INFOBIP, KAKAO, RULES, Limits, Severity, __version__
from alimtalk_rules.limits import MOST_READ
from alimtalk_rules.payloads import FORMS, GATEWAYS, REGISTRATIONS
from alimtalk_rules.rules.combination import COMBINATIONS
from alimtalk_rules.structure import load_schema
from alimtalk_rules.structure.schemas import published_with, schema_with
from alimtalk_rules.testing import cases
from tests.payloads import WHOLE, infobip, omni, sens
from tests.values import BUTTONS, FACTS, TEMPLATE, TEMPLATES, TEXT, URL

FOLDER = Path(__file__).parent.parent / "schemas"
FILES = [*FOLDER.glob("*.schema.json"), *FOLDER.glob("payloads/*.schema.json")]
NAMES = sorted(path.relative_to(FOLDER).as_posix().removesuffix(".schema.json") for path in FILES)
EVERY_SCHEMA = pytest.mark.parametrize("name", NAMES)

# --------------------------------------------------------------------------- the portable style
#
# What means the same in 26 validators of nine languages, in draft 2020-12 and in draft-07.
#
# A type may be a list of types: each other keyword is about one of them alone, but for "not".
# Members may have any name (additionalProperties is a schema), or one with a number behind it
# (patternProperties). What is JSON in a string is told by contentMediaType and contentSchema, which
# only annotate; the twins in draft-07, of which some validators do more, go without them.

ALLOWED = {
    *("type", "enum", "const", "properties", "required", "additionalProperties", "items"),
    *("minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum", "pattern", "not"),
    *("patternProperties", "contentMediaType", "contentSchema"),
    *("oneOf", "$ref", "title", "description", "$comment", "examples"),
}
ALLOWED_AT_THE_ROOT = ALLOWED | {"$schema", "$id", "$defs"}

LONGEST = 10_000
"""Code points of a string that is matched with a pattern: what bounds the cost of matching."""


def style_faults(schema: dict[str, Any]) -> list[str]:
    """What in ``schema`` is not portable, each fault by its name."""
    faults = [name for name in schema if name not in ALLOWED_AT_THE_ROOT]
    root = {name: value for name, value in schema.items() if name in ALLOWED}
    for part in (root, *schema.get("$defs", {}).values()):
        for inner in _parts(part):
            faults += _faults_of(inner, schema)
    return faults


def _parts(part: Any) -> Iterator[dict[str, Any]]:
    """``part`` and all schemas within it."""
    if isinstance(part, bool):
        return
    yield part
    inner = [*part.get("properties", {}).values(), *part.get("oneOf", ())]
    inner += part.get("patternProperties", {}).values()
    inner += [part[name] for name in _WITHIN if name in part]
    for one in inner:
        yield from _parts(one)


_WITHIN = ("items", "not", "additionalProperties", "contentSchema")


def _faults_of(part: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    yield from (name for name in part if name not in ALLOWED)
    if "\\" in part.get("pattern", ""):
        yield "backslash"
    types = part.get("type", ())
    types = {types} if isinstance(types, str) else {*types}
    if types & {"integer", "number"} and not {"minimum", "maximum"} <= {*part}:
        yield "unbounded"
    if not all(map(_NUMBERED.fullmatch, part.get("patternProperties", ()))):
        yield "name"
    if "contentSchema" in part and (
        not types <= {"string", "null"} or part["contentMediaType"] != JSON
    ):
        yield "content"
    is_of_request = ":payloads:" in schema.get("$id", "")  # what it does not name is not refused
    if "object" in types and not is_of_request and "additionalProperties" not in part:
        yield "open"
    if "not" in part and types != {"string"}:
        yield "type"  # what is no string matches every pattern
    pattern, forbidden = part.get("pattern", ""), part.get("not", {}).get("pattern", "")
    if {"^", "$"} & {*pattern.replace("[^", "")} and not _ends_with_its_line(forbidden or pattern):
        yield "anchor"  # in some languages it holds at every line break
    is_matched = forbidden or (pattern and len(part) > 1)
    if is_matched and part.get("maxLength", LONGEST + 1) > LONGEST:
        yield "long"
    if "$ref" in part:
        head, _, name = part["$ref"].rpartition("/")
        if head != "#/$defs" or name not in schema.get("$defs", {}):
            yield "reference"
        if len(part) > 1:
            yield "sibling"


_NUMBERED = re.compile(r"\^[a-z]+_\[1-9\]\[0-9\]\*\$")
"""A whole name, or a line of one: what has a line break is no field of anybody's."""

JSON = "application/json"


def _ends_with_its_line(forbidden: str) -> bool:
    """True if the pattern finds every line break, or every one that more follows."""
    characters = "".join(map(chr, range(0x7F)))
    lines = f"{characters}\nx"
    starts = {found.start() for found in re.finditer(forbidden, lines)} if forbidden else set()
    return len(characters) in starts


def closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


WORD = {"type": "string", "maxLength": 9, "pattern": "[^a-z]"}
NUMBER = {"type": "integer", "minimum": 0, "maximum": 9}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        pytest.param(closed(a=WORD, b=NUMBER), [], id="portable"),
        pytest.param(closed() | {"$defs": {"A": WORD}, "$id": "urn:a"}, [], id="definitions"),
        pytest.param(closed(a={"$ref": "#/$defs/A"}) | {"$defs": {"A": WORD}}, [], id="reference"),
        pytest.param(
            closed(a={"type": "string", "maxLength": 9, "not": {"pattern": "[^a]"}}), [], id="not"
        ),
        pytest.param(closed() | {"unevaluatedProperties": False}, ["unevaluatedProperties"]),
        pytest.param(closed(a=WORD | {"format": "uri"}), ["format"], id="format"),
        pytest.param(closed(a=NUMBER | {"multipleOf": 2}), ["multipleOf"], id="multipleOf"),
        pytest.param(closed(a=WORD | {"x-rule": "a"}), ["x-rule"], id="our own keyword"),
        pytest.param(closed(a=WORD | {"$id": "urn:b"}), ["$id"], id="embedded $id"),
        pytest.param(closed(a=WORD | {"$defs": {}}), ["$defs"], id="embedded $defs"),
        pytest.param(closed() | {"$defs": {"A": {"if": WORD}}}, ["if"], id="in a definition"),
        pytest.param(closed(a={"type": "array", "items": {"allOf": []}}), ["allOf"], id="in items"),
        pytest.param(closed(a={"oneOf": [WORD, {"anyOf": []}]}), ["anyOf"], id="in oneOf"),
        pytest.param(
            closed(a={"type": "string", "not": {"contains": 5}}), ["contains"], id="in not"
        ),
        pytest.param(
            {"type": "object", "additionalProperties": {"$anchor": "a"}},
            ["$anchor"],
            id="in values",
        ),
        pytest.param(closed(a=WORD | {"pattern": "\\d"}), ["backslash"], id="backslash"),
        pytest.param(
            closed(a=WORD | {"not": {"pattern": "\\s"}}), ["backslash"], id="backslash in not"
        ),
        pytest.param(closed(a=WORD | {"pattern": "^a"}), ["anchor"], id="start"),
        pytest.param(closed(a=WORD | {"pattern": "a|[^b]$"}), ["anchor"], id="end"),
        pytest.param(
            closed(a=WORD | {"pattern": "^a$", "not": {"pattern": "[\n]"}}), [], id="one line"
        ),
        pytest.param(
            closed(a={"type": "string", "maxLength": 9, "not": {"pattern": "[\n]|^(a|b)$"}}),
            [],
            id="not, on one line",
        ),
        pytest.param(
            closed(a={"type": "string", "maxLength": 9, "not": {"pattern": "[\t]|^[^b]*$"}}),
            ["anchor"],
            id="not, on any line",
        ),
        pytest.param(closed(a={"type": "integer"}), ["unbounded"], id="integer"),
        pytest.param(closed(a={"type": "integer", "minimum": 0}), ["unbounded"], id="no maximum"),
        pytest.param(closed(a={"type": "number", "maximum": 0}), ["unbounded"], id="no minimum"),
        pytest.param({"type": "object"}, ["open"], id="open"),
        pytest.param(closed(a={"type": "object", "properties": {}}), ["open"], id="open within"),
        pytest.param({"type": "object", "$id": "urn:a:payloads:b"}, [], id="open request"),
        pytest.param(
            closed(a={"type": ["string", "null"], "maxLength": 9, "not": {"pattern": "a"}}),
            ["type"],
            id="not, of null",
        ),
        pytest.param(
            closed(a={"maxLength": 9, "not": {"pattern": "a"}}), ["type"], id="not, of any"
        ),
        pytest.param(
            closed(a=WORD | {"type": ["string", "array", "null"], "items": {"type": "string"}}),
            [],
            id="types",
        ),
        pytest.param(closed(a={"type": ["string", "integer"]}), ["unbounded"], id="or an integer"),
        pytest.param(closed(a={"type": ["string", "object"]}), ["open"], id="or an object"),
        pytest.param(closed() | {"additionalProperties": WORD}, [], id="any name"),
        pytest.param(closed() | {"patternProperties": {"^a_[1-9][0-9]*$": WORD}}, [], id="numbers"),
        *(
            pytest.param(closed() | {"patternProperties": {name: WORD}}, ["name"], id=name)
            for name in ("a_[1-9][0-9]*$", "^a_[1-9][0-9]*", "^a_[0-9]+$", "^a$|b_[1-9][0-9]*$")
        ),
        pytest.param(
            {"type": "object", "$id": "urn:a:payloads:b"}
            | {"patternProperties": {"^a_[1-9][0-9]*$": {"format": "uri"}}},
            ["format"],
            id="in a numbered name",
        ),
        pytest.param(
            closed(a={"type": ["string", "null"], "contentMediaType": JSON, "contentSchema": WORD}),
            [],
            id="JSON in a string",
        ),
        pytest.param(
            closed(a={"type": "object", "contentMediaType": JSON, "contentSchema": WORD})
            | {"$id": "urn:a:payloads:b"},
            ["content"],
            id="JSON in an object",
        ),
        pytest.param(
            closed(a={"type": "string", "contentMediaType": "text/xml", "contentSchema": WORD}),
            ["content"],
            id="XML in a string",
        ),
        pytest.param(
            closed(
                a={
                    "type": "string",
                    "contentMediaType": JSON,
                    "contentSchema": {"type": "integer"},
                }
            ),
            ["unbounded"],
            id="in JSON in a string",
        ),
        pytest.param(closed(a={"type": "string", "pattern": "a"}), ["long"], id="no maxLength"),
        pytest.param(closed(a=WORD | {"maxLength": 10_001}), ["long"], id="long"),
        pytest.param(
            closed(a={"type": "string", "not": {"pattern": "a"}}), ["long"], id="not without length"
        ),
        pytest.param(closed(a={"$ref": "#/$defs/A"}), ["reference"], id="unknown reference"),
        pytest.param(closed(a={"$ref": "b.json"}), ["reference"], id="file"),
        pytest.param(closed(a={"$ref": "https://a.example/b"}), ["reference"], id="URL"),
        pytest.param(closed(a={"$ref": "#"}), ["reference"], id="root"),
        pytest.param(
            closed(a={"$ref": "#/$defs/A", "description": "a"}) | {"$defs": {"A": WORD}},
            ["sibling"],
            id="sibling",
        ),
    ],
)
def test_the_linter(schema: dict[str, Any], expected: list[str]) -> None:
    assert style_faults(schema) == expected


@EVERY_SCHEMA
def test_every_schema_is_portable(name: str) -> None:
    assert style_faults(load_schema(name)) == []


def test_all_schemas_are_there() -> None:
    assert {"image", "message", "report", "template"} <= {*NAMES}
    assert {form.schema for form in FORMS} == {n for n in NAMES if n.startswith("payloads/")}


@EVERY_SCHEMA
def test_every_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(load_schema(name))
    assert load_schema(name)["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@EVERY_SCHEMA
def test_every_schema_has_its_name_and_version(name: str) -> None:
    schema = load_schema(name)
    assert schema["$id"] == f"urn:alimtalk-rules:v1:{name.replace('/', ':')}"
    *made, own = schema["$comment"].split(". ")
    assert own == f"alimtalk-rules schemas {__version__}"
    is_derived = name in {form.schema for form in FORMS if form.profile.message == KAKAO.message}
    by = "The definitions of a message's parts are made by tools/generate.py from Kakao's"
    assert made == [by] * is_derived


@EVERY_SCHEMA
def test_a_schema_is_loaded_as_it_stands_in_its_file(name: str) -> None:
    text = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert load_schema(name) == json.loads(text)
    assert text == json.dumps(json.loads(text), ensure_ascii=True, indent=2) + "\n"


def test_an_installed_package_has_its_schemas_within(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "message.schema.json").write_text('{"title": "알림톡"}', "utf-8")
    monkeypatch.setattr("importlib.resources.files", {"alimtalk_rules": tmp_path}.__getitem__)
    assert load_schema.__wrapped__("message") == {"title": "알림톡"}


# --------------------------------------------------------------------------- one number, one place


@pytest.mark.parametrize(
    ("name", "definition", "keyword", "number"),
    [
        pytest.param("message", "Title", "maxLength", INFOBIP.limits.title, id="title"),
        pytest.param(
            "message", "ButtonName", "maxLength", INFOBIP.limits.button_name, id="button name"
        ),
        pytest.param("message", "HttpUrl", "maxLength", INFOBIP.limits.link, id="URL"),
        pytest.param("message", "AppScheme", "maxLength", INFOBIP.limits.link, id="scheme"),
        pytest.param(
            "message", "ChatValue", "maxLength", INFOBIP.limits.chat_value, id="chat value"
        ),
        pytest.param("image", "HttpUrl", "maxLength", INFOBIP.limits.link, id="URL of an image"),
        pytest.param(
            "template", "HttpUrl", "maxLength", INFOBIP.limits.link, id="image of a template"
        ),
        pytest.param(
            "template", "LinkUrl", "maxLength", INFOBIP.limits.link, id="URL with variables"
        ),
    ],
)
def test_the_schemas_numbers_are_the_limits(
    name: str, definition: str, keyword: str, number: int
) -> None:
    assert load_schema(name)["$defs"][definition][keyword] == number


@EVERY_SCHEMA
def test_a_schema_with_the_limits_that_it_has_is_as_published(name: str) -> None:
    profiles = {form.schema: form.profile for form in FORMS}
    assert published_with(name, profiles.get(name, INFOBIP).limits) == load_schema(name)


def test_a_schema_has_the_limits_that_are_given() -> None:
    schema = published_with("message", Limits(title=60, buttons=3, link=70))
    assert schema["$defs"]["Title"]["maxLength"] == 60
    assert schema["$defs"]["HttpUrl"]["maxLength"] == 70
    assert schema["properties"]["buttons"]["maxItems"] == 3
    assert load_schema("message")["properties"]["buttons"]["maxItems"] == INFOBIP.limits.buttons


def test_of_a_request_neither_null_nor_further_fields_are_certain() -> None:
    options = schema_with("payloads/infobip", INFOBIP.limits)["$defs"]["RequestOptions"]
    assert (options["type"], options["additionalProperties"]) == ("object", False)
    words = {"type": "string", "enum": ["HIGH", "STANDARD", "LOW"]}
    assert options["properties"]["priority"] == words
    schedule = options["properties"]["schedule"]["properties"]
    assert schedule["bulkId"] == {"type": "string", "maxLength": 100}
    assert schedule["sendAt"] == {"$ref": "#/$defs/SendAt"}
    links = schema_with("payloads/solapi", INFOBIP.limits)["$defs"]["WebLinkButton"]["properties"]
    assert links["linkPc"].pop("$ref").startswith("#/$defs/")
    assert links["linkPc"] == {"default": ""}, "an empty string is as good as none"


def test_how_long_a_text_is_and_how_many_items_is_left_to_the_rules() -> None:
    definitions = schema_with("payloads/sens", INFOBIP.limits)["$defs"]
    assert definitions["Text"] == {"type": "string"}
    assert definitions["Header"]["maxLength"] == definitions["Items"]["maxItems"] == MOST_READ
    assert schema_with("message", INFOBIP.limits)["$defs"]["Title"]["maxLength"] == 50


def test_of_a_request_that_is_opened_it_is_asked_opened() -> None:
    gateway = GATEWAYS["aligo"]
    opened = schema_with(gateway.schema, gateway.profile.limits, gateway.openings)
    assert opened["properties"]["#"]["maxItems"] == gateway.most
    assert "patternProperties" in schema_with(gateway.schema, gateway.profile.limits)


@pytest.mark.parametrize("name", ["message", "template"])
def test_the_number_of_buttons_is_the_limit(name: str) -> None:
    assert load_schema(name)["properties"]["buttons"]["maxItems"] == INFOBIP.limits.buttons


def test_the_lengths_of_a_templates_code_and_name_are_the_limits() -> None:
    properties = load_schema("template")["properties"]
    assert properties["code"]["maxLength"] == INFOBIP.limits.template_code
    assert properties["name"]["maxLength"] == INFOBIP.limits.template_name


@pytest.mark.parametrize("name", ["message", "template"])
def test_an_image_is_the_same_alone_and_in_a_message(name: str) -> None:
    image, message = load_schema("image"), load_schema(name)
    assert message["$defs"]["Image"]["properties"] == image["properties"]
    assert message["$defs"]["HttpUrl"] == image["$defs"]["HttpUrl"]
    assert image["required"] == ["format", "width", "height", "bytes"]
    assert "required" not in message["$defs"]["Image"]


def test_a_template_is_a_message_with_a_code_and_a_name_but_for_its_links() -> None:
    message, template = load_schema("message"), load_schema("template")
    for part in ("title", "image", "buttons"):
        assert template["properties"][part] == message["properties"][part]
    assert {*template["properties"]} - {*message["properties"]} == {"code", "name"}
    assert template["required"] == ["code", *message["required"]]
    own = {name: template["$defs"][name] for name in ("Image", "LinkUrl")}
    assert template["$defs"] == message["$defs"] | own


@pytest.mark.parametrize("name", ["message", "template"])
def test_kakaos_schemas_accept_what_the_guides_accept(name: str) -> None:
    """They only add: members, types of buttons, longer titles, and a name that may be left out."""
    guide, kakao = load_schema(name), load_schema(f"kakao/{name}")
    assert guide["$defs"]["Title"] == kakao["$defs"]["ShownText"] | {
        "description": guide["$defs"]["Title"]["description"],
        "maxLength": INFOBIP.limits.title,
    }
    for part in ("code", "name", "text", "image", "buttons"):
        assert kakao["properties"].get(part) == guide["properties"].get(part)
    assert kakao["properties"]["title"] == {"$ref": "#/$defs/ShownText"}
    assert kakao["required"] == guide["required"]
    for definition in {*guide["$defs"]} - {"Title", "Button", "AddChannelButton"}:
        assert kakao["$defs"][definition] == guide["$defs"][definition]
    own, guides = (schema["$defs"]["AddChannelButton"] for schema in (kakao, guide))
    assert own["properties"] == guides["properties"]
    assert {*own["required"]} <= {*guides["required"]}
    buttons = [part["$ref"] for part in guide["$defs"]["Button"]["oneOf"]]
    every = [part["$ref"] for part in kakao["$defs"]["Button"]["oneOf"]]
    assert every[: len(buttons)] == buttons
    assert {part["$ref"] for part in kakao["$defs"]["QuickReply"]["oneOf"]} < {*every}


def test_cases_of_the_guide_are_accepted_by_kakaos_schemas() -> None:
    accepted = {
        name: Draft202012Validator(load_schema(f"kakao/{name}")) for name in ("message", "template")
    }
    of_the_guide = [
        case
        for case in cases()
        if case.document in accepted and case.message_schema is True and case.gateway is None
    ]
    assert len(of_the_guide) > 400
    assert [
        case.id for case in of_the_guide if not accepted[case.document].is_valid(case.value)
    ] == []


def test_a_thumbnail_has_the_facts_of_an_image() -> None:
    for name in ("message", "template"):
        definitions = load_schema(f"kakao/{name}")["$defs"]
        image, thumbnail = definitions["Image"], definitions["Thumbnail"]
        assert image | {"description": thumbnail["description"]} == thumbnail


def test_a_report_has_one_word_for_a_format() -> None:
    told = load_schema("report")["$defs"]["ImageFacts"]["properties"]["format"]["enum"]
    assert {*load_schema("image")["properties"]["format"]["enum"]} - {*told} == {"jpg"}


@pytest.mark.parametrize("fact", ["width", "height", "bytes", "sha256"])
def test_a_report_tells_the_facts_of_an_image_alike(fact: str) -> None:
    facts = load_schema("report")["$defs"]["ImageFacts"]["properties"]
    assert facts[fact] == load_schema("image")["properties"][fact]


def test_an_output_has_reports() -> None:
    report, definitions = load_schema("report"), load_schema("output")["$defs"]
    assert definitions["Report"] == {
        name: value for name, value in report.items() if name[0] != "$" and name != "title"
    }
    assert report["$defs"].items() <= definitions.items()


def test_a_line_of_output_has_a_finding() -> None:
    finding = load_schema("report")["$defs"]["Finding"]["properties"]
    line = load_schema("output-line")
    assert finding.items() <= line["properties"].items()
    shared = line["$defs"].items()
    assert shared <= load_schema("output")["$defs"].items()


# --------------------------------------------------------------------------- what the schemas say


@pytest.mark.parametrize(
    ("find", "expected"),
    [
        pytest.param(
            lambda properties, _: properties["combination"]["enum"],
            [*COMBINATIONS, None],
            id="combinations",
        ),
        pytest.param(
            lambda _, definitions: definitions["Finding"]["properties"]["severity"]["enum"],
            [*Severity],
            id="severities",
        ),
        pytest.param(
            lambda properties, _: sorted(properties["document"]["enum"]),
            sorted({kind for rule in RULES.values() for kind in rule.documents}),
            id="kinds of documents",
        ),
        pytest.param(
            lambda properties, _: properties["gateway"]["enum"],
            [*dict.fromkeys((*GATEWAYS, *REGISTRATIONS))],
            id="gateways",
        ),
    ],
)
def test_the_reports_enumerations(find: Callable[..., object], expected: list[str]) -> None:
    report = load_schema("report")
    assert find(report["properties"], report["$defs"]) == expected


FINDING: dict[str, Any] = {
    "rule": "a",
    "severity": "error",
    "path": "",
    "message": "a",
    "hint": "a",
    "params": {"count": 5, "known": ["a"], "word": "a"},
    "span": [0, 1],
    "related": [],
    "codes": {"kakao": ["3013"], "nhn": ["-2001"]},
}
REPORT: dict[str, Any] = {
    "document": "message",
    "ok": False,
    "profile": "infobip",
    "combination": None,
    "findings": [FINDING],
}


@pytest.mark.parametrize(
    ("name", "document", "valid"),
    [
        pytest.param("message", {"text": TEXT, "image": FACTS}, True, id="message"),
        pytest.param("message", {"text": TEXT, "buttons": [*BUTTONS.values()][:5]}, True, id="5"),
        pytest.param("message", {"text": TEXT, "buttons": [*BUTTONS.values()]}, False, id="6"),
        pytest.param("message", {"text": TEXT, "buttons": [{}]}, False, id="no button"),
        pytest.param("template", TEMPLATES["variables in links"], True, id="template"),
        pytest.param("template", {"text": TEXT}, False, id="template without code"),
        pytest.param("template", TEMPLATE | {"code": "주문"}, False, id="Korean code"),
        pytest.param("message", TEMPLATE, False, id="template as a message"),
        pytest.param("image", FACTS, True, id="image"),
        pytest.param("image", {"url": URL}, False, id="image without facts"),
        pytest.param("report", REPORT, True, id="report"),
        pytest.param("report", REPORT | {"image": {"sha256": "0" * 64}}, True, id="facts"),
        pytest.param("report", REPORT | {"image": {"name": "a.png"}}, False, id="a file's name"),
        pytest.param("report", REPORT | {"combination": "text+all"}, False, id="combination"),
        pytest.param("report", REPORT | {"gateway": "sens"}, True, id="gateway"),
        pytest.param(
            "report", REPORT | {"combination": "text+item-list"}, True, id="Kakao's combination"
        ),
        pytest.param("report", REPORT | {"gateway": "kakao"}, False, id="no gateway"),
        *(
            pytest.param(f"payloads/{name}", request, True, id=f"{name} {number}")
            for name, requests in WHOLE.items()
            for number, request in enumerate(requests)
        ),
        pytest.param("payloads/infobip", infobip({"text": "가" * 1001}), False, id="1,001"),
        pytest.param("payloads/infobip", omni(), False, id="the other call's request"),
        pytest.param("payloads/infobip", infobip(extra=5), True, id="further field"),
        pytest.param("payloads/infobip", infobip({"title": None}), True, id="null"),
        pytest.param("payloads/infobip", infobip({"text": None}), False, id="null for a text"),
        pytest.param("payloads/infobip-omni", omni(viber={}), True, id="another channel"),
        pytest.param("payloads/infobip-omni", omni({"text": ""}), False, id="an empty text"),
        pytest.param("payloads/sens", sens(messages=[]), True, id="no messages"),
        *(
            pytest.param("report", REPORT | {"findings": [FINDING | {name: value}]}, False, id=name)
            for name, value in (
                *(("span", [0]), ("params", {"a": 0.5}), ("severity", "fatal")),
                *(("codes", ["3013"]), ("kakao", ["3013"])),
            )
        ),
    ],
)
def test_the_schemas_by_themselves(name: str, document: object, *, valid: bool) -> None:
    assert Draft202012Validator(load_schema(name)).is_valid(document) is valid
