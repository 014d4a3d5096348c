"""The judge of gateways' requests: every keyword of every schema is found, each fault once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any, NamedTuple

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from alimtalk_rules import KAKAO, RULES, Finding, Severity
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.structure import load_schema
from alimtalk_rules.structure import read as read_structure
from alimtalk_rules.structure.judge import judged
from alimtalk_rules.structure.openings import Opened
from alimtalk_rules.structure.schemas import _LEFT_TO_RULES
from tests.payloads import WHOLE, infobip, omni, sens, whole
from tests.values import TEXT, json_values, mutate, python_values

EVERY_GATEWAY = pytest.mark.parametrize("name", WHOLE)
VALIDATORS = {
    name: jsonschema_rs.validator_for(load_schema(f"payloads/{name}")) for name in GATEWAYS
}


def read(
    payload: object, name: str, ignored: tuple[str, ...] = ()
) -> tuple[dict[str, Any], list[Finding]]:
    gateway = GATEWAYS[name]
    readable, found = judged(
        Opened(payload, gateway.openings).document,
        gateway.schema,
        gateway.profile.limits,
        places=gateway.places.get,
        ignored=ignored,
        openings=gateway.openings,
    )
    at = Opened(payload, gateway.openings).sent
    return readable, [replace(each, path=at(each.path)) for each in found]


def faults(payload: object, name: str, ignored: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(found.rule, found.path) for found in read(payload, name, ignored)[1]]


# --------------------------------------------------------------------------- every keyword


class Break(NamedTuple):
    """A keyword of a schema, and how a whole request breaks it and nothing else."""

    keyword: str
    path: tuple[str | int, ...]
    change: Callable[[Any], Any]
    """What stands there, changed."""
    found_at: tuple[str, ...] = ()
    """Where in it the fault is found."""


def breaks(part: dict[str, Any], value: Any, root: dict[str, Any], *path: Any) -> Iterator[Break]:
    """Every way to break ``part`` of the schema ``root``, of which ``value`` is an instance."""
    if part.get("oneOf", [{}])[-1] in ({"type": "null"}, {"enum": [None, ""]}):
        yield Break("null", path, lambda _: None)
        part = part["oneOf"][0]
    part = _variant(_resolved(part, root), value, root)
    told = part.get("type", [])
    kinds: list[str] = told if isinstance(told, list) else [told]
    if kinds:
        yield Break("type", path, partial(_of_another_type, kinds))
    if "null" in kinds:
        yield Break("null", path, lambda _: None)
    for keyword in [keyword for keyword in part if keyword in _CHANGES]:
        yield Break(keyword, path, partial(_CHANGES[keyword], part[keyword]))
    if "properties" in part and "additionalProperties" not in part:
        yield Break("properties", path, lambda old: old | {"x": 5}, ("x",))
    for name in part.get("required", ()):
        yield Break("required", path, partial(_without, name), (name,))
    if isinstance(value, dict):
        for name, member in value.items():
            described = _described(part, name)
            if described is not None:
                yield from breaks(described, member, root, *path, name)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from breaks(part["items"], item, root, *path, index)


def _described(part: dict[str, Any], name: str) -> Any:
    """What a schema says of an object's member of that name."""
    patterns = part.get("patternProperties", {})
    found = (patterns[pattern] for pattern in patterns if re.search(pattern, name))
    others = part.get("additionalProperties")
    found_there = part.get("properties", {}).get(name) or next(found, others)
    return found_there if isinstance(found_there, dict) else None


def _resolved(part: dict[str, Any], root: dict[str, Any]) -> Any:
    return root["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part


def _variant(part: dict[str, Any], value: Any, root: dict[str, Any]) -> Any:
    for variant in part.get("oneOf", ()):
        resolved = _resolved(variant, root)
        members = resolved.get("properties", {}).items()
        if any(value[field] == one["const"] for field, one in members if "const" in one):
            return resolved
    return part


def _of_another_type(kinds: list[str], _: object) -> object:
    return [] if "array" not in kinds else 5.5


def _without(name: str, value: dict[str, Any]) -> dict[str, Any]:
    return {other: member for other, member in value.items() if other != name}


_CHANGES: dict[str, Callable[[Any, Any], Any]] = {
    "const": lambda _, __: "XX",
    "enum": lambda _, __: "XX",
    "minimum": lambda least, _: least - 1,
    "maximum": lambda most, _: most + 1,
    "minLength": lambda least, _: "a" * (least - 1),
    "maxLength": lambda most, _: "a" * (most + 1),
    "pattern": lambda _, __: " ",
    "not": lambda _, old: f"{old}\0",
    "minItems": lambda _, __: [],
    "maxItems": lambda most, old: (old * (most + 1))[: most + 1],
}
LEFT_TO_THE_RULES = ("/text", "minLength"), ("/text", "maxLength")
OF_KAKAO_LEFT_TO_THE_RULES = {
    *((f"/{place}", "maxLength") for place in ("title", "header", "highlight/title")),
    *((f"/{place}", "maxLength") for place in ("highlight/description", "items/*/title")),
    *((f"/{place}", "maxLength") for place in ("items/*/description", "summary/title")),
    ("/summary/description", "maxLength"),
    ("/items", "maxItems"),
    ("/quickReplies", "maxItems"),
}


def every_break(name: str) -> Iterator[tuple[Any, Break]]:
    """A whole request, and a way to break it; each keyword of each place of the schema once."""
    seen = set()
    of_kakao = GATEWAYS[name].profile.message == KAKAO.message
    left = {*LEFT_TO_THE_RULES, *(OF_KAKAO_LEFT_TO_THE_RULES if of_kakao else ())}
    schema = load_schema(f"payloads/{name}")
    for request in WHOLE[name]:
        for broken in breaks(schema, request, schema):
            place = "/".join("*" if isinstance(step, int) else step for step in broken.path)
            key = (place, broken.keyword, *broken.found_at)
            opened_place = re.sub(r"^(\w+)_\d+", r"#/*/\1", place)  # of Aligo
            ours = GATEWAYS[name].places.get(f"/{opened_place}")
            if key in seen or (ours, broken.keyword) in left or is_no_break(name, place, broken):
                continue
            seen.add(key)
            yield request, broken


def is_no_break(name: str, place: str, broken: Break) -> bool:
    """True where a gateway takes what its schema alone cannot."""
    return (
        (name == "bizm" and place == "" and broken.keyword == "type")  # one message by itself
        or (name == "popbill" and (place, broken.keyword) == ("msgs/*/msg", "null"))  # the common
        or (name == "popbill" and (place, broken.keyword) == ("btns", "maxItems"))  # there is none
        or (name == "popbill" and (place, broken.keyword) == ("content", "maxLength"))  # the text
        or (name in ("bizm", "popbill") and broken.keyword == "minLength")  # as good as absent
        or (name == "sendon" and place == "to/*" and broken.keyword != "type")  # a number
    )


def changed(document: Any, path: tuple[str | int, ...], change: Callable[[Any], Any]) -> Any:
    if not path:
        return change(document)
    document = deepcopy(document)
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = change(holder[path[-1]])
    return document


RULES_OF = {
    "type": {"wrong-type", "json-text-expected"},
    "minimum": {"wrong-type"},
    "maximum": {"wrong-type"},
    "required": {"missing-field"},
    "properties": {"extra-field"},
    "null": {"null-field"},
    "const": {"unknown-button-type", "unknown-quick-reply-type"},
    "enum": {"value-not-allowed", "bad-link-target"},
    "minItems": {"empty-value"},
    "maxItems": {"too-many-buttons", "too-many-messages", "wrong-type"},
    "minLength": {"bad-template-code"},
    "maxLength": {
        *("value-too-long", "title-too-long", "button-name-too-long", "link-too-long"),
        *("bad-chat-value", "bad-template-code", "bad-send-time"),
    },
    "pattern": {"empty-value", "bad-send-time"},
    "not": {"bad-template-code", "bad-url", "bad-chat-value", "bad-send-time"},
}


@EVERY_GATEWAY
def test_every_keyword_that_is_broken_is_one_finding_in_its_place(name: str) -> None:
    for request, broken in every_break(name):
        payload = changed(request, broken.path, broken.change)
        (found,) = read(payload, name)[1]
        is_valid = RULES[found.rule].severity is not Severity.ERROR
        assert VALIDATORS[name].is_valid(payload) == is_valid
        assert found.rule in RULES_OF[broken.keyword]
        assert found.path == "".join(f"/{step}" for step in (*broken.path, *broken.found_at))
        assert found.message
        assert found.hint("ko")


def test_all_keywords_of_the_schemas_are_tried() -> None:
    tried = {broken.keyword for name in GATEWAYS for _, broken in every_break(name)}
    assert tried == {*RULES_OF} == {*_CHANGES, "type", "required", "properties", "null"}


# --------------------------------------------------------------------------- what is said of it

FILE = {"type": "IMG", "key": "a.jpg"}
DAYS = "/messages/0/options/deliveryTimeWindow/days"


@pytest.mark.parametrize(
    ("name", "payload", "path", "params", "kakao"),
    [
        pytest.param("infobip", [], "", {"expected": "object", "found": "array"}, (), id="array"),
        pytest.param("infobip", {}, "/messages", {"field": "messages"}, (), id="no messages"),
        pytest.param(
            "infobip",
            infobip({"templateCode": "주문"}),
            "/messages/0/content/templateCode",
            {"limit": 30},
            (),
            id="code",
        ),
        pytest.param(
            "infobip-omni",
            omni() | {"kakaoAlim": {"text": TEXT}},
            "/kakaoAlim/templateCode",
            {"field": "templateCode"},
            (),
            id="no code",
        ),
        pytest.param(
            "infobip-omni",
            omni() | {"kakaoAlim": {"templateCode": "a"}},
            "/kakaoAlim/text",
            {"field": "text"},
            ("3013",),
            id="no text",
        ),
        pytest.param(
            "infobip",
            infobip({"title": 5}),
            "/messages/0/content/title",
            {"expected": "string", "found": "integer"},
            ("1030",),
            id="title",
        ),
        pytest.param(
            "infobip",
            infobip(sender=5),
            "/messages/0/sender",
            {"expected": "string", "found": "integer"},
            (),
            id="sender: the gateway's affair",
        ),
        pytest.param(
            "infobip",
            infobip(campaign="a"),
            "/messages/0/campaign",
            {"known": ("content", "destinations", "options", "sender", "webhooks")},
            (),
            id="unknown field",
        ),
        pytest.param(
            "infobip",
            infobip({"buttons": [{"type": "WL", "name": "a"}]}),
            "/messages/0/content/buttons/0/type",
            {
                "known": (
                    *("URL", "APP_LINK", "DELIVERY_TRACKING", "MESSAGE_DELIVERY"),
                    *("BOT_KEYWORD", "CHATBOT_SWITCH", "ADD_CHANNEL"),
                )
            },
            ("3027",),
            id="Kakao's type of a button",
        ),
        pytest.param(
            "sens",
            sens({"buttons": [{"type": "BT", "name": "a"}]}),
            "/messages/0/buttons/0/type",
            {"known": ("WL", "AL", "DS", "MD", "BK", "AC")},
            ("3027",),
            id="a type that SENS has not",
        ),
        pytest.param(
            "infobip-omni",
            omni({"buttons": [{"type": "DELIVERY_TRACKING", "name": "a", "buttonText": "a"}]}),
            "/kakaoAlim/buttons/0/name",
            {"known": ("buttonText", "type")},
            (),
            id="the other call's name of a field",
        ),
        pytest.param(
            "infobip-omni",
            omni({"buttons": []}),
            "/kakaoAlim/buttons",
            {},
            ("1030",),
            id="a list of no buttons",
        ),
        pytest.param(
            "infobip",
            infobip({"type": "TEXT"}),
            "/messages/0/content/type",
            {"known": ("TEMPLATE",)},
            (),
            id="type of content",
        ),
        pytest.param(
            "infobip",
            infobip(options={"campaignReferenceId": "a" * 256}),
            "/messages/0/options/campaignReferenceId",
            {"length": 256, "limit": 255, "over": 1},
            (),
            id="too long",
        ),
        pytest.param(
            "infobip",
            infobip(options={"validityPeriod": {"amount": 2**31}}),
            "/messages/0/options/validityPeriod/amount",
            {"expected": "integer -2147483648..2147483647", "found": "integer"},
            (),
            id="too large",
        ),
        pytest.param(
            "bizgo",
            WHOLE["bizgo"][0] | {"destinations": [{"to": "01012345678"}] * 201},
            "/destinations",
            {"count": 201, "limit": 200},
            (),
            id="too many items",
        ),
        pytest.param(
            "bizppurio",
            WHOLE["bizppurio"][0] | {"recontent": {"mms": {"message": "a", "file": [FILE] * 4}}},
            "/recontent/mms/file",
            {"expected": "array of at most 3 items", "found": "longer array"},
            (),
            id="too many of what no rule counts",
        ),
        pytest.param(
            "infobip",
            infobip() | {"options": {"schedule": {"sendAt": "now"}}},
            "/options/schedule/sendAt",
            {"example": load_schema("payloads/infobip")["$defs"]["SendAt"]["examples"][0]},
            (),
            id="a time of another form",
        ),
        pytest.param(
            "sens",
            sens(messages=[{"to": "01012345678", "content": TEXT}] * 101),
            "/messages",
            {"count": 101, "limit": 100},
            (),
            id="too many messages",
        ),
        pytest.param(
            "infobip",
            infobip(options={"deliveryTimeWindow": {"days": ["MONDAY", "MON"]}}),
            f"{DAYS}/1",
            {
                "known": (
                    *("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY"),
                    *("FRIDAY", "SATURDAY", "SUNDAY"),
                )
            },
            (),
            id="a word of an array",
        ),
    ],
)
def test_what_is_said(
    name: str, payload: object, path: str, params: dict[str, object], kakao: tuple[str, ...]
) -> None:
    (found,) = read(payload, name)[1]
    assert (found.path, found.params, found.kakao) == (path, params, kakao)


def test_an_optional_link_that_is_empty_is_as_good_as_none() -> None:
    button = {"buttonType": "WL", "buttonName": "a", "linkMo": "", "linkPc": ""}
    message = {"to": "1", "text": "a", "kakaoOptions": {"pfId": "a", "buttons": [button]}}
    at = "/messages/0/kakaoOptions/buttons/0"
    payload, found = read({"messages": [message]}, "solapi")
    assert [(each.rule, each.path) for each in found] == [
        ("empty-value", f"{at}/linkMo"),
        ("null-field", f"{at}/linkPc"),
    ]
    (read_button,) = payload["messages"][0]["kakaoOptions"]["buttons"]
    assert read_button == {"buttonType": "WL", "buttonName": "a", "linkMo": None}


def test_what_is_no_json_in_a_string() -> None:
    request = WHOLE["aligo"][0] | {"button_1": "{", "senderkey": 5}
    assert faults(request, "aligo") == [
        ("wrong-type", "/senderkey"),
        ("json-text-expected", "/button_1"),
    ]


@pytest.mark.parametrize("time_", ["2026-12-01T09:00:00Z\n", "2026-12-01", "now", "", "9" * 41])
def test_a_send_time_of_another_form(time_: str) -> None:
    payload = infobip() | {"options": {"schedule": {"sendAt": time_}}}
    assert faults(payload, "infobip") == [("bad-send-time", "/options/schedule/sendAt")]


# --------------------------------------------------------------------------- what is left


@EVERY_GATEWAY
def test_in_whole_requests_nothing_is_found(name: str) -> None:
    for request in WHOLE[name]:
        known, found = read(request, name)
        assert found == []
        plainly = Opened(request, GATEWAYS[name].openings).document
        whole_of: Any = known
        assert whole_of == plainly if isinstance(plainly, list) else plainly | known == plainly


def test_what_was_rejected_is_none() -> None:
    first = infobip({"text": 5, "title": "제목", "extra": 5})["messages"][0]
    days = {"deliveryTimeWindow": {"days": ["MONDAY", "MON", 5]}}
    second = infobip(destinations=[{"to": 5}, 5], options=days)["messages"][0]
    payload, _ = read({"messages": [first, 5, second], "options": 5}, "infobip")
    content = {"type": "TEMPLATE", "templateCode": "order-done_1", "text": None, "title": "제목"}
    assert payload["options"] is None
    assert payload["messages"][0]["content"] == content
    assert payload["messages"][1] is None
    assert payload["messages"][2]["destinations"] == [{"to": None}, None]
    assert payload["messages"][2]["options"] == {
        "deliveryTimeWindow": {"days": ["MONDAY", None, None]}
    }


@EVERY_GATEWAY
def test_nothing_is_read_of_what_is_no_object(name: str) -> None:
    assert not read("", name)[0]


def test_rules_that_are_ignored_are_not_found_but_their_values_are_rejected() -> None:
    request = infobip({"text": 5, "title": " "})
    payload, found = read(request, "infobip", ("wrong-type",))
    assert [each.rule for each in found] == ["empty-value"]
    assert payload["messages"][0]["content"]["text"] is None


# --------------------------------------------------------------------------- size


def test_after_a_hundred_errors_it_stops() -> None:
    found = faults({"messages": [{"to": 5}] * 1_000}, "infobip")
    assert 100 < len(found) < 140
    assert found[0] == ("missing-field", "/messages/0/sender")


def test_what_is_ignored_does_not_make_it_stop() -> None:
    payload = {"messages": [infobip()["messages"][0] | {"options": 5}] * 300 + [{}]}
    assert [*{rule for rule, _ in faults(payload, "infobip", ("wrong-type",))}] == ["missing-field"]


@pytest.mark.parametrize(
    ("further", "rule"),
    [
        pytest.param({"extra": 5}, "extra-field", id="further fields"),
        pytest.param({"options": None}, "null-field", id="null"),
    ],
)
def test_what_is_no_error_does_not_make_it_stop(further: dict[str, Any], rule: str) -> None:
    payload = {"messages": [infobip()["messages"][0] | further] * 1_000 + [5]}
    found = faults(payload, "infobip")
    assert {(rule, f"/messages/0/{next(iter(further))}"), ("wrong-type", "/messages/1000")} <= {
        *found
    }
    assert len(found) == 102, "no more than can be shown, and the error"


def test_a_thousand_wrong_words() -> None:
    payload = infobip(options={"deliveryTimeWindow": {"days": ["MON"] * 1_000}})
    expected = [("value-not-allowed", f"{DAYS}/{index}") for index in range(101)]
    assert faults(payload, "infobip") == expected


def test_a_wrong_one_behind_a_thousand_good_messages() -> None:
    payload = {"messages": [*infobip()["messages"] * 1_000, 5]}
    assert faults(payload, "infobip") == [("wrong-type", "/messages/1000")]


# --------------------------------------------------------------------------- it agrees

VALUES: list[Any] = [
    *(None, True, 5, 5.0, 2**31, "", " ", "a" * 5000, "MONDAY"),
    *([], {}, [{}], [5], {"to": "1"}),
]


def loose(schema: dict[str, Any]) -> Draft202012Validator:
    """The published schema without the lengths that are left to the rules."""
    definitions = deepcopy(schema["$defs"])
    for part, keyword in {**_LEFT_TO_RULES, "Text": "maxLength"}.items():
        definitions.get(part, {}).pop(keyword, None)
    return Draft202012Validator({**schema, "$defs": definitions})


PLAIN = [name for name in WHOLE if not GATEWAYS[name].openings]
"""The gateways whose requests are plain JSON."""


@pytest.mark.parametrize("name", PLAIN)
def test_the_judge_agrees_with_the_schema_on_mutants(name: str) -> None:
    random = Random(name)
    validator = loose(load_schema(f"payloads/{name}"))
    valid = 0
    for _ in range(100):
        payload = random.choice(WHOLE[name])
        for _ in range(random.randint(1, 3)):
            payload = mutate(payload, random, VALUES)
        found = faults(payload, name)
        errors = [rule for rule, _ in found if RULES[rule].severity is Severity.ERROR]
        is_valid = validator.is_valid(payload)
        assert (errors == []) == is_valid, payload
        valid += is_valid
    assert 5 < valid < 95


SOME = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@EVERY_GATEWAY
def test_it_never_raises(name: str) -> None:
    @SOME
    @given(
        st.sampled_from(WHOLE[name]),
        st.randoms(use_true_random=False),
        st.lists(python_values() | json_values(), min_size=1, max_size=4),
    )
    def check(payload: Any, random: Random, values: list[Any]) -> None:
        for _ in values:
            payload = mutate(payload, random, values)
        read(payload, name)

    check()


@EVERY_GATEWAY
def test_whole_requests_are_accepted_without_the_judge(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alimtalk_rules.structure.judge.judged", None)
    gateway = GATEWAYS[name]
    request = Opened(whole(name), gateway.openings).document
    read = read_structure(
        request, gateway.schema, gateway.profile.limits, openings=gateway.openings
    )
    assert read == (request, [])
