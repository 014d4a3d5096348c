"""What is no plain JSON is opened, found where it was sent, and closed again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules.limits import MOST_LEVELS
from alimtalk_rules.structure.openings import (
    NO_JSON,
    Common,
    JsonText,
    Lone,
    Members,
    Opened,
    Opening,
    Records,
    Unfilled,
    Wrapped,
    closed,
)
from tests.requests import OTHERS
from tests.values import HostileDict, HostileList, HostileStr, json_values, nested, python_values

TEXT = JsonText("/a/*/b")
RECORDS = Records(("to", "text"), most=3)
MEMBERS = Members("/*", "button", 5)
WRAPPED = Wrapped("to", "phone")
COMMON = Common("msgs", (("msg", "content"), ("btns", "btns")))
SHARED = {"a": "", "b": 1}


def _under(levels: int, value: object) -> object:
    for level in range(levels):
        value = [value] if level % 2 else {"c": value}
    return value


@pytest.mark.parametrize(
    ("opening", "sent", "expected"),
    [
        pytest.param(TEXT, {"a": [{"b": '{"c": 1}'}]}, {"a": [{"b": {"c": 1}}]}, id="JSON"),
        pytest.param(TEXT, {"a": [{"b": "{"}]}, {"a": [{"b": NO_JSON}]}, id="no JSON"),
        pytest.param(TEXT, {"a": [{"b": {"c": 1}}]}, {"a": [{"b": NO_JSON}]}, id="no string"),
        pytest.param(TEXT, {"a": [{"b": ""}]}, {"a": [{"b": ""}]}, id="an empty string"),
        pytest.param(TEXT, {"a": [{"b": None}]}, {"a": [{"b": None}]}, id="null"),
        pytest.param(TEXT, {"a": [{}, 5]}, {"a": [{}, 5]}, id="no text at all"),
        pytest.param(TEXT, {"a": 5}, {"a": 5}, id="no array"),
        pytest.param(
            RECORDS,
            {"key": 1, "to_1": "a", "text_1": "b", "to_2": "c"},
            {"key": 1, "#": [{"to": "a", "text": "b"}, {"to": "c"}]},
            id="records",
        ),
        pytest.param(RECORDS, {"to_2": "c"}, {"#": [{}, {"to": "c"}]}, id="a gap"),
        pytest.param(RECORDS, {"to_4": "c"}, {"#": [{}, {}, {}, {"to": "c"}]}, id="one too many"),
        pytest.param(
            RECORDS,
            {"to_5": 1, "to_0": 1, "to_01": 1, "to_": 1, "to": 1, "other_1": 1},
            {"to_5": 1, "to_0": 1, "to_01": 1, "to_": 1, "to": 1, "other_1": 1, "#": []},
            id="no numbers of records",
        ),
        pytest.param(RECORDS, [], [], id="no object"),
        pytest.param(
            Records(("to_no",), most=1), {"to_no_1": "a"}, {"#": [{"to_no": "a"}]}, id="underscores"
        ),
        pytest.param(
            MEMBERS,
            [{"button2": {"n": 1}, "button10": 5, "button1": {}, "button3": {"n": 2}, "x": 1}],
            [{"button10": 5, "x": 1, "button#": [{"n": 1}, {"n": 2}]}],
            id="members",
        ),
        pytest.param(MEMBERS, [{"1": 5, "x1": 6}], [{"1": 5, "x1": 6}], id="other numbers"),
        pytest.param(MEMBERS, [{"button1": []}], [{"button#": [[]]}], id="a wrong member"),
        pytest.param(MEMBERS, [{"x": 1}, 5], [{"x": 1}, 5], id="no members"),
        pytest.param(Lone(), {"a": 1}, [{"a": 1}], id="an item by itself"),
        pytest.param(Lone(), [{"a": 1}], [{"a": 1}], id="an array"),
        pytest.param(
            WRAPPED, {"to": ["1", {"phone": "2"}]}, {"to": [{"phone": "1"}, {"phone": "2"}]}
        ),
        pytest.param(WRAPPED, {"to": [5]}, {"to": [5]}, id="neither string nor object"),
        pytest.param(
            Unfilled(), {"a": "", "b": {}, "c": [{"d": ""}], "e": None}, {"c": [{}], "e": None}
        ),
        pytest.param(Unfilled(), {"a": HostileStr(""), "b": 1}, {"b": 1}, id="a kind of string"),
        pytest.param(Unfilled(), [SHARED, SHARED], [{"b": 1}, {"b": 1}], id="what stands twice"),
        *(
            pytest.param(Unfilled(), _under(levels, SHARED), _under(levels, {"b": 1}))
            for levels in (MOST_LEVELS - 2, MOST_LEVELS - 1)
        ),
        pytest.param(
            COMMON,
            {"content": "a", "btns": [1], "msgs": [{}, {"msg": "b", "btns": [2]}, {"msg": ""}]},
            {
                "msgs": [
                    {"msg": "a", "btns": [1]},
                    {"msg": "b", "btns": [2]},
                    {"msg": "a", "btns": [1]},
                ]
            },
            id="common",
        ),
        pytest.param(COMMON, {"content": "a", "msgs": []}, {"content": "a", "msgs": []}),
        pytest.param(COMMON, {"btns": [1], "msgs": [{"btns": []}]}, {"msgs": [{"btns": [1]}]}),
        pytest.param(COMMON, {"btns": [], "msgs": [{}]}, {"btns": [], "msgs": [{}]}),
        pytest.param(COMMON, {"content": "a", "msgs": [5]}, {"msgs": [5]}, id="no item"),
        pytest.param(COMMON, [], [], id="common of no object"),
    ],
)
def test_what_is_opened(opening: Opening, sent: Any, expected: Any) -> None:
    assert opening.open(sent) == expected


@pytest.mark.parametrize(
    ("opening", "sent", "path", "expected"),
    [
        (TEXT, {}, "/a/0/b/c", "/a/0/b/c"),
        (RECORDS, {}, "/#/1/text", "/text_2"),
        (RECORDS, {}, "/#/1/text/x", "/text_2/x"),
        (RECORDS, {}, "/#/0", "/to_1"),
        (RECORDS, {}, "/#", "/to_1"),
        (RECORDS, {}, "/key", "/key"),
        (RECORDS, {}, "", ""),
        (MEMBERS, [{"button2": {"n": 1}, "button5": {"n": 2}}], "/0/button#/1/n", "/0/button5/n"),
        (MEMBERS, [{"button2": {"n": 1}}], "/0/button#/0", "/0/button2"),
        (MEMBERS, [{"button2": {"n": 1}, "button3": {}}], "/0/button#", "/0/button2"),
        (MEMBERS, [{"button1": {"n": 1}, "button3": {"n": 2}}], "/0/button#", "/0/button1"),
        (MEMBERS, [{}], "/0/button#", "/0/button1"),
        (Members("/a/*", "b", 2), {"a": [{"b2": {"n": 1}}]}, "/a/0/b#/0/n", "/a/0/b2/n"),
        (MEMBERS, [{}], "/0/msg", "/0/msg"),
        (Lone(), {"a": 1}, "/0/a", "/a"),
        (Lone(), {"a": 1}, "/0", ""),
        (Lone(), [{"a": 1}], "/0/a", "/0/a"),
        (WRAPPED, {"to": ["1"]}, "/to/0/phone", "/to/0"),
        (WRAPPED, {"to": [{"phone": "1"}]}, "/to/0/phone", "/to/0/phone"),
        (WRAPPED, {"to": ["1"]}, "/to/0", "/to/0"),
        (Unfilled(), {"a": ""}, "/b", "/b"),
        (COMMON, {"content": "a", "msgs": [{}]}, "/msgs/0/msg", "/content"),
        (COMMON, {"btns": [1], "msgs": [{"btns": []}]}, "/msgs/0/btns/0/n", "/btns/0/n"),
        (COMMON, {"content": "a", "msgs": [{"msg": "b"}]}, "/msgs/0/msg", "/msgs/0/msg"),
        (COMMON, {"msgs": [{}]}, "/msgs/0/msg", "/msgs/0/msg"),
        (COMMON, {"btns": [], "msgs": [{}]}, "/msgs/0/btns", "/msgs/0/btns"),
        (COMMON, {"msgs": [{}]}, "/msgs/0/rcv", "/msgs/0/rcv"),
    ],
)
def test_where_it_stands_as_it_was_sent(
    opening: Opening, sent: Any, path: str, expected: str
) -> None:
    assert opening.sent(path, sent) == expected


def test_several_are_opened_in_turn() -> None:
    ways = (RECORDS, JsonText("/#/*/text"))
    sent = {"to_1": "a", "text_1": '{"b":[1]}'}
    plainly = Opened(sent, ways).document
    assert plainly == {"#": [{"to": "a", "text": {"b": [1]}}]}
    assert Opened(sent, ways).sent("/#/0/text/b/0") == "/text_1/b/0"
    assert closed(plainly, ways) == sent
    several = {"content": "a", "msgs": [{}], "to": ["1"]}
    assert Opened(several, (WRAPPED, COMMON)).sent("/msgs/0/msg") == "/content"
    assert Opened(several, (WRAPPED, COMMON)).sent("/to/0/phone") == "/to/0"
    assert Opened(sent, ()).document is sent
    assert Opened(sent, ()).sent("/a") == "/a"


@pytest.mark.parametrize(
    ("opening", "plainly", "expected"),
    [
        (TEXT, {"a": [{"b": {"c": "가"}}, {"b": None}]}, {"a": [{"b": '{"c":"가"}'}, {"b": None}]}),
        (TEXT, {"a": [{"b": [1, {"c": 2, "d": 3}]}]}, {"a": [{"b": '[1,{"c":2,"d":3}]'}]}),
        (RECORDS, {"k": 1, "#": [{"to": "a"}, {"to": "b"}]}, {"k": 1, "to_1": "a", "to_2": "b"}),
        (RECORDS, {"k": 1}, {"k": 1}),
        (MEMBERS, [{"x": 1, "button#": ["a", "b"]}], [{"x": 1, "button1": "a", "button2": "b"}]),
        (MEMBERS, [{"x": 1}], [{"x": 1}]),
        (Lone(), [{}], [{}]),
        (WRAPPED, {"to": [{"phone": "1"}]}, {"to": [{"phone": "1"}]}),
        (Unfilled(), {"a": 1}, {"a": 1}),
        (COMMON, {"msgs": [{"msg": "a"}]}, {"msgs": [{"msg": "a"}]}),
    ],
)
def test_what_is_closed(opening: Opening, plainly: Any, expected: Any) -> None:
    assert opening.close(plainly) == expected


@pytest.mark.parametrize(
    ("opening", "schema", "expected"),
    [
        pytest.param(
            TEXT,
            {
                "properties": {"a": {"items": {"$ref": "#/$defs/Item"}}},
                "$defs": {"Item": {"properties": {"b": {"contentSchema": {"type": "array"}}}}},
            },
            {
                "properties": {"a": {"items": {"$ref": "#/$defs/Item"}}},
                "$defs": {"Item": {"properties": {"b": {"type": "array"}}}},
            },
            id="JSON",
        ),
        pytest.param(
            RECORDS,
            {
                "properties": {"key": True},
                "patternProperties": {"^to_[1-3]$": {"maxLength": 9}, "^text_[1-3]$": True},
                "required": ["key", "to_1"],
            },
            {
                "properties": {
                    "key": True,
                    "#": {
                        "type": "array",
                        "maxItems": 3,
                        "items": {
                            "type": "object",
                            "properties": {"to": {"maxLength": 9}, "text": True},
                            "required": ["to"],
                        },
                    },
                },
                "required": ["key", "#"],
            },
            id="records",
        ),
        pytest.param(
            MEMBERS,
            {
                "items": {
                    "type": "object",
                    "properties": {"x": True, "button1": {"minimum": 1}, "button5": {}},
                }
            },
            {
                "items": {
                    "type": "object",
                    "properties": {
                        "x": True,
                        "button#": {"type": "array", "maxItems": 5, "items": {"minimum": 1}},
                    },
                }
            },
            id="members",
        ),
        pytest.param(
            WRAPPED,
            {"properties": {"to": {"items": {"type": ["string", "object"], "properties": {}}}}},
            {"properties": {"to": {"items": {"type": "object", "properties": {}}}}},
            id="strings for objects",
        ),
        *((opening, {"type": "object"}, {"type": "object"}) for opening in (Lone(), Unfilled())),
    ],
)
def test_what_is_said_of_the_opened(opening: Opening, schema: Any, expected: Any) -> None:
    assert opening.opened(schema) == expected


EVERY = (TEXT, RECORDS, MEMBERS, Lone(), WRAPPED, Unfilled(), COMMON)


@given(st.sampled_from(EVERY), python_values() | json_values())
def test_opening_never_raises(opening: Opening, value: Any) -> None:
    opening.open(value)


@pytest.mark.parametrize(
    "value",
    [
        HostileDict(to=["1"], to_1=1, msgs=[{}]),
        HostileList(),
        nested(100_000),
        nested(100_000, by="msgs"),
        {5: 5, None: 5},
    ],
    ids=["hostile dict", "hostile list", "deep", "deep object", "keys that are no strings"],
)
@pytest.mark.parametrize("opening", EVERY, ids=lambda opening: type(opening).__name__)
def test_hostile_values(opening: Opening, value: Any) -> None:
    opening.open(value)


def test_a_document_is_not_changed() -> None:
    for name in ("aligo", "bizm", "sendon", "popbill"):
        for request in OTHERS[name]:
            before = repr(request)
            for opening in EVERY:
                opening.open(request)
            assert repr(request) == before
