"""What the acceptor says yes to is valid; of ordinary documents it is sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from alimtalk_rules import INFOBIP, Limits
from alimtalk_rules.structure import load_schema
from alimtalk_rules.structure.acceptor import (
    Acceptor,
    _alternatives,
    accepted_by,
    acceptor_of,
    chosen_by,
    source_of,
)
from alimtalk_rules.structure.schemas import schema_with
from tests.payloads import MAKERS, WHOLE, infobip, whole
from tests.values import (
    BUTTONS,
    FACTS,
    ORDINARY,
    TEMPLATES,
    EqualToAll,
    HostileDict,
    HostileInt,
    HostileList,
    HostileStr,
    MovedKey,
    RaisingKey,
    RaisingObject,
    mutate,
    nested,
    python_values,
)

# --------------------------------------------------------------------------- one part of a schema

BLANK = load_schema("message")["$defs"]["Title"]["pattern"]
WORD = {"type": "string", "minLength": 1, "maxLength": 3, "not": {"pattern": "[^a-z]"}}
OBJECT = {
    "type": "object",
    "properties": {"a": {"$ref": "#/$defs/Word"}, "b": {}},
    "required": ["a"],
    "additionalProperties": False,
}


def variant(kind: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"kind": {"const": kind}, **properties},
        "required": ["kind"],
        "additionalProperties": False,
    }


CHOICE = {"oneOf": [variant("A", x={"$ref": "#/$defs/Word"}), variant("B")]}
DEFINITIONS = {"Word": WORD, "Choice": CHOICE, "len": {"type": "array", "items": WORD}}


def acceptor(part: dict[str, Any], definitions: dict[str, Any]) -> Acceptor:
    return accepted_by({**part, "$defs": definitions}).whole


@pytest.mark.parametrize(
    ("part", "accepted", "refused"),
    [
        pytest.param({}, [None, 5, "a", [], {}], [], id="anything"),
        pytest.param({"description": "a"}, [None, {"a": 5}], [], id="annotations"),
        pytest.param({"type": "string"}, ["", "a", "\ud800"], [None, 5, b"a", ["a"]], id="string"),
        pytest.param(WORD, ["a", "abc"], ["", "abcd", "A", "a\n", 5], id="word"),
        pytest.param(
            {"type": "string", "pattern": "^a+$"},
            ["a", "aa", "a\n"],
            ["", "ab", "ba"],
            id="pattern",
        ),
        pytest.param({"type": "string", "enum": ["a", "b"]}, ["a"], ["", "c", "ab"], id="enum"),
        pytest.param({"type": "string", "enum": []}, [], ["", "a"], id="an empty enum"),
        pytest.param({"type": "integer"}, [0, -(10**30)], [True, 1.5, "1", None], id="integer"),
        pytest.param(
            {"type": "integer", "minimum": -1, "maximum": 1}, [-1, 0, 1], [-2, 2], id="bounds"
        ),
        pytest.param({"type": "boolean"}, [True, False], [0, 1, None, "true"], id="boolean"),
        pytest.param({"type": "array"}, [[], [None, 5]], [{}, "a", ()], id="array"),
        pytest.param(
            {"type": "array", "items": {"type": "boolean"}, "minItems": 1, "maxItems": 2},
            [[True], [True, False]],
            [[], [True] * 3, [True, 5]],
            id="items",
        ),
        pytest.param({"type": "object"}, [{}, {"a": 5}], [[], {5: "a"}], id="object"),
        pytest.param(
            OBJECT,
            [{"a": "a"}, {"b": None, "a": "b"}],
            [{}, {"b": 5}, {"a": "A"}, {"a": "a", "c": 5}, {"a": "a", "": 5}],
            id="members",
        ),
        pytest.param(
            OBJECT | {"additionalProperties": True},
            [{"a": "a", "c": {"d": 5}}],
            [{"c": 5}, {"a": 5, "c": 5}],
            id="open",
        ),
        pytest.param(
            CHOICE,
            [{"kind": "A"}, {"kind": "A", "x": "a"}, {"kind": "B"}],
            [{}, {"x": "a"}, {"kind": "C"}, {"kind": ["A"]}, {"kind": "B", "x": "a"}, "A", None],
            id="choice",
        ),
        pytest.param(
            {"type": "object", "properties": {"a": True, "b": {"type": "object"}}},
            [{"a": None, "b": {}}, {}],
            [{"b": []}],
            id="an object within, and anything",
        ),
        pytest.param(
            {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
            [[[1], []]],
            [[1], [["1"]]],
            id="arrays within",
        ),
        pytest.param({"const": "a"}, ["a"], ["b", None, ["a"]], id="const"),
        pytest.param(
            {"oneOf": [{"$ref": "#/$defs/Word"}, {"type": "integer", "minimum": 0}]},
            ["a", 0, 5],
            ["", "A", -1, True, None, 1.5, ["a"]],
            id="one of two scalars",
        ),
        pytest.param({"type": "string", "enum": ["a", 5]}, ["a"], [5, "b"], id="a number in enum"),
        pytest.param(
            {"type": "string", "pattern": BLANK}, ["a", " a"], ["", " ", "\u3000"], id="not blank"
        ),
        pytest.param(
            {"type": "string", "default": "a", "examples": ["a"]}, ["b"], [5], id="a default"
        ),
        pytest.param({"$ref": "#/$defs/len"}, [[], ["a"]], ["a", [5]], id="named like a built-in"),
        pytest.param({"$ref": "#/$defs/Word"}, ["a"], ["A", 5], id="reference"),
        pytest.param({"$ref": "#/$defs/Choice"}, [{"kind": "B"}], [{}], id="a choice"),
    ],
)
def test_what_it_knows(part: dict[str, Any], accepted: list[Any], refused: list[Any]) -> None:
    accepts = acceptor(part, DEFINITIONS)
    judge = Draft202012Validator({**part, "$defs": DEFINITIONS})
    for value in accepted:
        assert accepts(value), value
        assert judge.is_valid(value), value
    for value in refused:
        assert not accepts(value), value


ANYTHING = [None, True, 5, 1.5, "a", "", [], [5], {}, {"a": "a"}, {"kind": "A"}, {"kind": "B"}]


@pytest.mark.parametrize(
    "part",
    [
        pytest.param({"type": "string", "format": "uri"}, id="format"),
        pytest.param({"type": "string", "const": "a"}, id="const beside a type"),
        pytest.param({"const": 5}, id="const that is no string"),
        pytest.param({"string": 5}, id="a keyword called like a type"),
        pytest.param({"enum": ["a", 5]}, id="enum without a type"),
        pytest.param({"type": ["string", "object"], "minimum": 5}, id="a keyword of no type"),
        pytest.param({"type": ["string", "null"]}, id="a type or null"),
        pytest.param({"type": "number"}, id="number"),
        pytest.param({"type": "null"}, id="null"),
        pytest.param({"type": "integer", "multipleOf": 2}, id="multipleOf"),
        pytest.param({"type": "integer", "exclusiveMinimum": 5}, id="exclusiveMinimum"),
        pytest.param({"type": "array", "uniqueItems": True}, id="uniqueItems"),
        pytest.param({"type": "array", "prefixItems": [{}]}, id="prefixItems"),
        pytest.param({"type": "object", "propertyNames": WORD}, id="propertyNames"),
        pytest.param({"type": "object", "anyOf": [{}]}, id="anyOf beside a type"),
        pytest.param({"anyOf": [{}]}, id="anyOf"),
        pytest.param({"if": {}, "then": {}}, id="if"),
        pytest.param({"not": {"pattern": "b"}}, id="not without a type"),
        pytest.param({"type": "string", "not": {"maxLength": 0}}, id="not of another keyword"),
        pytest.param({"type": "string", "not": True}, id="not of anything"),
        pytest.param({"type": "array", "items": False, "minItems": 1}, id="no items"),
        pytest.param({"type": "string", "not": {"pattern": "b", "maxLength": 9}}, id="not of two"),
        pytest.param({"type": "string", "maxLength": 9, "minItems": 1}, id="another type's"),
        pytest.param({"$ref": "#/$defs/Word", "maxLength": 1}, id="beside a reference"),
        pytest.param({"oneOf": [OBJECT, OBJECT]}, id="oneOf without a const"),
        pytest.param({"oneOf": [variant("A"), variant("A")]}, id="oneOf of one const"),
        pytest.param({"oneOf": [variant("A"), OBJECT]}, id="oneOf with a const in one"),
        pytest.param({"oneOf": [True, variant("A")]}, id="oneOf with anything"),
        pytest.param({"oneOf": [variant("A")], "type": "object"}, id="beside oneOf"),
        pytest.param(
            {"oneOf": [variant("A"), {"properties": {"kind": {"const": "B"}}}]},
            id="oneOf of any type",
        ),
        pytest.param(
            {"oneOf": [variant("A") | {"minProperties": 2}, variant("B") | {"maxProperties": 0}]},
            id="in a variant",
        ),
        pytest.param(
            {"oneOf": [variant("A", x={"const": 5}) | {"required": ["kind", "x"]}]},
            id="const that does not choose",
        ),
    ],
)
def test_of_what_it_does_not_know_it_is_not_sure(part: dict[str, Any]) -> None:
    accepts = acceptor(part, DEFINITIONS)
    assert [value for value in ANYTHING if accepts(value)] == []


def test_other_members_are_what_is_said_of_them() -> None:
    accepts = acceptor({"type": "object", "additionalProperties": {"type": "string"}}, {})
    assert accepts({})
    assert accepts({"a": "a"})
    assert not accepts({"a": 5})


def test_a_value_is_of_one_of_several_types() -> None:
    items = {"type": "string", "maxLength": 2}
    accepts = acceptor({"type": ["string", "array"], "maxLength": 3, "items": items}, {})
    fine: list[Any] = ["abc", ["ab"], []]
    wrong: list[Any] = ["abcd", ["abc"], [5], 5, None, {}]
    assert [*map(accepts, fine)] == [True] * 3
    assert [*map(accepts, wrong)] == [False] * 6


def test_each_of_many_is_of_its_own_types() -> None:
    names = [f"x{number}" for number in range(20)]
    unions = {
        name: {"type": ["object", "array"], "required": [name], "minItems": 1} for name in names
    }
    accepts = acceptor({"type": "object", "properties": unions}, {})
    for name in names:
        assert accepts({name: {name: 5}})
        assert accepts({name: [5]})
        assert not accepts({name: {"x": 5}})
        assert not accepts({name: []})


@pytest.mark.parametrize(
    "name", ["re", "value", "name", "member", "kind", "item", "type", "class", "Document", "1 가"]
)
def test_a_definition_may_be_called_anything(name: str) -> None:
    own = {"$ref": f"#/$defs/{name}"}
    properties = {
        "a": {"oneOf": [own, variant("B")]},
        "b": own,
        "c": {"type": "array", "items": own},
        "d": {"type": "string", "pattern": "^d"},
    }
    definition = variant("A", x={"type": "string", "pattern": "^a"})
    accepts = acceptor({"type": "object", "properties": properties}, {name: definition})
    fine, wrong = ({"kind": "A", "x": x} for x in "ab")
    assert accepts({"a": fine, "b": fine, "c": [fine], "d": "d"})
    assert not any(map(accepts, ({"a": wrong}, {"b": wrong}, {"c": [wrong]}, {"d": "a"})))


def test_what_tells_variants_apart() -> None:
    assert chosen_by(CHOICE["oneOf"]) == "kind"
    two = [variant("A", other={"const": "1"}), variant("A", other={"const": "2"})]
    assert chosen_by(two) == "other"
    assert chosen_by([variant("A"), {"type": "object"}]) is None


# --------------------------------------------------------------------------- the published schemas

DOCUMENTS: dict[str, tuple[dict[str, Any], ...]] = {
    "message": (*ORDINARY.values(),),
    "template": (*TEMPLATES.values(),),
    "image": (FACTS,),
    **{f"payloads/{name}": (*WHOLE[name], make()) for name, make in MAKERS.items()},
}
EVERY_SCHEMA = pytest.mark.parametrize("name", DOCUMENTS)

VALIDATORS = {name: Draft202012Validator(schema_with(name, INFOBIP.limits)) for name in DOCUMENTS}
ACCEPTORS = {name: acceptor_of(name, INFOBIP.limits) for name in DOCUMENTS}


def members(value: Any) -> Iterator[Any]:
    """The scalars, empty objects and empty arrays of a document."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if not inner:
        yield value
    for one in inner:
        yield from members(one)


@EVERY_SCHEMA
def test_it_accepts_ordinary_documents(name: str) -> None:
    for document in DOCUMENTS[name]:
        assert ACCEPTORS[name](document)
        assert VALIDATORS[name].is_valid(document)


def test_of_a_report_it_is_not_sure() -> None:
    report = {"document": "message", "ok": True, "combination": None, "findings": []}
    assert not accepted_by(load_schema("report")).whole(report)


@EVERY_SCHEMA
def test_what_it_accepts_of_mutants_is_valid(name: str) -> None:
    random = Random(name)
    values = [value for document in DOCUMENTS[name] for value in members(document)]
    values += [None, True, 0, -1, 5.0, 2**31, "", " ", "a" * 5000, [], {}, [{}], *BUTTONS.values()]
    accepted = valid = 0
    for _ in range(300):
        document = random.choice(DOCUMENTS[name])
        for _ in range(random.randint(1, 2)):
            document = mutate(document, random, values)
        is_accepted, is_valid = ACCEPTORS[name](document), VALIDATORS[name].is_valid(document)
        assert is_valid or not is_accepted, document
        accepted += is_accepted
        valid += is_valid
    assert 20 < accepted <= valid < 200, "both verdicts, often"
    assert accepted > 0.9 * valid


@EVERY_SCHEMA
def test_what_it_accepts_of_any_python_value_is_valid(name: str) -> None:
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(DOCUMENTS[name]), st.randoms(use_true_random=False), python_values())
    def check(document: Any, random: Random, value: Any) -> None:
        for spoiled in (value, mutate(document, random, [value])):
            assert not ACCEPTORS[name](spoiled) or VALIDATORS[name].is_valid(spoiled)

    check()


# --------------------------------------------------------------------------- the source


@EVERY_SCHEMA
def test_its_source_is_python_with_a_function_for_each_definition(name: str) -> None:
    source = source_of(name, INFOBIP.limits)
    functions = re.findall(r"^def (\w+)\(value\):$", source, flags=re.MULTILINE)
    objects = {name for name, part in load_schema(name)["$defs"].items() if "maxLength" not in part}
    assert {"Document"} <= {*functions}
    assert objects - {"Text", "TimeOfDay"} <= {*functions}
    assert len({*functions}) == len(functions)


def test_its_source_can_be_read() -> None:
    """Whether a string is blank is asked of Python itself, and bounds are numbers."""
    source = source_of("image", Limits(link=41))
    assert "elif name in ('width', 'height', 'bytes'):" in source
    assert "len(member) <= 41" in source
    assert "not member.isspace()" in source_of("message", INFOBIP.limits)


# --------------------------------------------------------------------------- hostile values


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(HostileDict(), id="dict"),
        pytest.param(infobip() | {"options": HostileDict()}, id="dict within"),
        pytest.param({"messages": HostileList()}, id="list"),
        pytest.param(infobip({"text": HostileStr("a")}), id="string"),
        pytest.param(infobip(options={"validityPeriod": {"amount": HostileInt(5)}}), id="integer"),
        pytest.param({RaisingKey("messages"): []}, id="key that cannot be compared"),
        pytest.param({MovedKey("messages"): []}, id="key that is not found"),
        pytest.param({"messages": [], RaisingObject(): 5}, id="object as a key"),
        pytest.param({"messages": [], EqualToAll(): 5}, id="key that is equal to all"),
        pytest.param({"messages": [], 5: 5}, id="number as a key"),
        pytest.param(infobip({"buttons": [{"type": HostileStr("URL")}]}), id="type of a button"),
        pytest.param(
            infobip({"buttons": [{"type": "MESSAGE_DELIVERY", "name": "가", 5: 5}]}),
            id="number as a key of a button",
        ),
        pytest.param(nested(100_000), id="a hundred thousand arrays"),
        pytest.param(infobip(options=nested(100_000, by="platform")), id="as many objects"),
    ],
)
def test_it_is_not_sure_of_what_is_no_plain_json(value: object) -> None:
    assert not acceptor_of("payloads/infobip", INFOBIP.limits)(value)


def test_what_a_schema_says_nothing_about_may_be_anything() -> None:
    request = whole("infobip")
    regional = request["messages"][0]["options"]["smsFailover"]["regional"]
    regional["indiaDlt"]["more"] = nested(100_000)
    assert acceptor_of("payloads/infobip", INFOBIP.limits)(request)


# --------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("limits", "content", "accepted"),
    [
        pytest.param(INFOBIP.limits, {"title": "가" * 50}, True, id="50"),
        pytest.param(INFOBIP.limits, {"title": "가" * 51}, False, id="51"),
        pytest.param(Limits(title=60), {"title": "가" * 60}, True, id="60 of 60"),
        pytest.param(Limits(title=60), {"title": "가" * 61}, False, id="61 of 60"),
        pytest.param(Limits(buttons=1), {"buttons": []}, True, id="no button"),
        pytest.param(Limits(template_code_sent=3), {"templateCode": "abcd"}, False, id="code"),
        pytest.param(INFOBIP.limits, {"text": "가" * 9999}, True, id="texts are left to the rules"),
    ],
)
def test_it_has_the_limits_that_are_given(
    limits: Limits, content: Mapping[str, object], *, accepted: bool
) -> None:
    assert acceptor_of("payloads/infobip", limits)(infobip(content)) is accepted


def test_it_is_made_once() -> None:
    assert acceptor_of("payloads/sens", INFOBIP.limits) is acceptor_of("payloads/sens", Limits())


@pytest.mark.parametrize(
    ("pattern", "alternatives"),
    [
        pytest.param("[^0-9]", ["[^0-9]"], id="one"),
        pytest.param("a|[b|(c]d|^(e|[)]f)|g", ["a", "[b|(c]d", "^(e|[)]f)", "g"], id="nested"),
    ],
)
def test_alternatives_are_split_where_they_stand_at_the_top(
    pattern: str, alternatives: list[str]
) -> None:
    assert _alternatives(pattern) == alternatives
