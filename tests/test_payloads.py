"""Gateways as data: each says what its schema says, and its requests are recognized and read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from alimtalk_rules import Finding
from alimtalk_rules.payloads import GATEWAYS, gateway_named, recognized
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.payloads.parts import located, parts_of, request_of
from alimtalk_rules.rules.request import _SECONDS
from alimtalk_rules.structure import load_schema
from alimtalk_rules.structure.schemas import schema_with
from tests.payloads import MAKERS, WHOLE, infobip, omni, sens, whole
from tests.values import (
    BUTTONS,
    TEXT,
    URL,
    EqualToAll,
    HostileDict,
    HostileList,
    Liar,
    MovedKey,
    RaisingKey,
    Silent,
    nested,
)

EVERY_GATEWAY = pytest.mark.parametrize("gateway", GATEWAYS.values(), ids=GATEWAYS)

Schema = dict[str, Any]

# --------------------------------------------------------------------------- beside its schema


def resolved(part: Schema, root: Schema) -> Schema:
    found: Schema = root["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part
    return found


def variants(gateway: Gateway) -> list[Schema]:
    root = schema_with(gateway.schema, gateway.profile.limits)
    return [resolved(variant, root) for variant in root["$defs"]["Button"]["oneOf"]]


def at(gateway: Gateway, place: str) -> Schema:
    """The part of the gateway's schema that describes what stands at ``place``."""
    root = part = schema_with(gateway.schema, gateway.profile.limits)
    for step in place.split("/")[1:]:
        part = resolved(part["items"] if step == "*" else part["properties"][step], root)
    return part


NO_PART = {"order"}
"""What a button may have that is no part of it."""


def beside(place: str, name: str) -> str:
    return f"{place.rpartition('/')[0]}/{name}"


def places(gateway: Gateway) -> Iterator[tuple[str, str]]:
    """Every place that the gateway names, with the type of what stands there."""
    yield gateway.message, "object"
    yield gateway.parts["text"], "string"
    yield gateway.parts["title"], "string"
    yield gateway.parts["buttons"], "array"
    for place in (gateway.template_code, gateway.sender, gateway.destination):
        yield place, "string"
    if gateway.send_time:
        yield gateway.send_time, "string"
    for place, unit in gateway.periods:
        yield place, "integer"
        yield beside(place, unit), "string"
    if gateway.windows:
        yield gateway.windows, "object"
    if gateway.country_code:
        yield beside(gateway.destination, gateway.country_code), "string"
    for place, kind in gateway.failovers:
        yield place, "string"
        if kind:
            yield beside(place, kind), "string"


@EVERY_GATEWAY
def test_its_places_are_in_its_schema(gateway: Gateway) -> None:
    for place, kind in places(gateway):
        assert at(gateway, place)["type"] == kind, place


@EVERY_GATEWAY
def test_its_constants_are_the_only_values_there(gateway: Gateway) -> None:
    for place, constant in gateway.constants.items():
        assert at(gateway, place)["enum"] == [constant]


@EVERY_GATEWAY
def test_its_units_can_be_counted(gateway: Gateway) -> None:
    for place, unit in gateway.periods:
        assert {*at(gateway, beside(place, unit)).get("enum", ())} <= {*_SECONDS}


@EVERY_GATEWAY
def test_its_types_of_buttons_are_the_schemas(gateway: Gateway) -> None:
    types = [variant["properties"]["type"]["const"] for variant in variants(gateway)]
    assert types == [*gateway.button_types.values()]


@EVERY_GATEWAY
def test_its_fields_of_buttons_are_the_schemas(gateway: Gateway) -> None:
    in_schema = {name for variant in variants(gateway) for name in variant["properties"]}
    names = [name for names in gateway.button_fields.values() for name in names]
    assert {"type", *names} == in_schema - NO_PART
    assert len({*names}) == len(names)


@EVERY_GATEWAY
def test_each_type_of_button_has_the_fields_of_ours(gateway: Gateway) -> None:
    ours = load_schema(gateway.profile.message)["$defs"]
    of_type = {
        ours[name]["properties"]["type"]["const"]: {*ours[name]["properties"]}
        for name in (ref["$ref"].rpartition("/")[2] for ref in ours["Button"]["oneOf"])
    } | {"AC": {"type", "name"}}
    field_of = {name: field for field, names in gateway.button_fields.items() for name in names}
    for variant in variants(gateway):
        fields = {field_of.get(name, name) for name in variant["properties"].keys() - NO_PART}
        kind = gateway.our_types[variant["properties"]["type"]["const"]]
        assert fields == of_type[kind] - ({"target"} - gateway.button_fields.keys())


@EVERY_GATEWAY
def test_its_schema_has_the_numbers_and_patterns_of_ours(gateway: Gateway) -> None:
    """One number, one place: what a message has is described alike everywhere."""
    definitions = schema_with(gateway.schema, gateway.profile.limits)["$defs"]
    message = deepcopy(load_schema(gateway.profile.message))
    limits = gateway.profile.limits
    message["$defs"]["ButtonName"]["maxLength"] = limits.button_name
    for name in ("Title", "ButtonName", "LinkUrl", "AppScheme", "ChatValue"):
        if name in definitions and name in message["$defs"]:
            assert definitions[name] == message["$defs"][name]
    code = dict(load_schema("template")["properties"]["code"])
    code.pop("description", None)
    assert definitions["TemplateCode"] == code | {
        "description": "The code of the approved template.",
        "maxLength": gateway.profile.limits.template_code_sent,
    }
    assert load_schema(gateway.schema)["$defs"]["Text"]["maxLength"] == limits.text
    assert definitions["Buttons"]["maxItems"] == limits.buttons
    assert definitions["ButtonName"]["maxLength"] == limits.button_name
    assert definitions["LinkUrl"]["maxLength"] == limits.link
    assert definitions["TemplateCode"]["maxLength"] == limits.template_code_sent


@EVERY_GATEWAY
def test_its_text_is_described_by_the_definition_that_limits_replace(gateway: Gateway) -> None:
    assert at(gateway, gateway.parts["text"]) == {"type": "string"}
    assert "Text" in load_schema(gateway.schema)["$defs"]


def test_infobips_two_requests_share_what_is_the_same() -> None:
    new, old = (load_schema(f"payloads/{name}")["$defs"] for name in ("infobip", "infobip-omni"))
    assert new["SendAt"] == old["SendAt"]
    assert new["Button"] == old["Button"]


@EVERY_GATEWAY
def test_its_examples_have_its_forms(gateway: Gateway) -> None:
    examples = gateway.examples
    if "sender" in examples:
        assert gateway.sender_form.fullmatch(examples["sender"])
    assert gateway.destination_form.fullmatch(examples["destination"])
    if gateway.send_time:
        assert at(gateway, gateway.send_time)["examples"] == [examples["send_time"]]
        assert re.search(at(gateway, gateway.send_time)["pattern"], examples["send_time"])


def test_a_report_names_every_gateway() -> None:
    assert load_schema("report")["properties"]["gateway"]["enum"] == [*GATEWAYS]


@EVERY_GATEWAY
def test_what_it_looks_like_is_what_the_tests_send(gateway: Gateway) -> None:
    for request in WHOLE[gateway.name]:
        for place, form in (
            (gateway.sender, gateway.sender_form),
            (gateway.destination, gateway.destination_form),
        ):
            assert [*located(request, place)]
            assert all(form.fullmatch(value) for _, value in located(request, place))


def test_the_gateways_are_frozen_and_known_by_their_names() -> None:
    assert [*GATEWAYS] == ["infobip", "infobip-omni", "sens"] == [*MAKERS]
    assert all(gateway_named(name) is gateway for name, gateway in GATEWAYS.items())
    with pytest.raises(TypeError):
        GATEWAYS["infobip"] = GATEWAYS["sens"]  # type: ignore[index]


def test_a_gateway_that_nobody_knows() -> None:
    with pytest.raises(ValueError, match=r"^gateway must be one of infobip, infobip-omni, sens$"):
        gateway_named("solapi")
    with pytest.raises(TypeError, match="name"):
        gateway_named(5)  # type: ignore[arg-type]


# --------------------------------------------------------------------------- recognition


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        *(
            pytest.param(request, name, id=f"{name} {number}")
            for name, requests in WHOLE.items()
            for number, request in enumerate(requests)
        ),
        pytest.param({"messages": []}, "infobip", id="messages alone"),
        pytest.param({"messages": 5, "options": 5}, "infobip", id="wrong messages"),
        pytest.param({"kakaoAlim": {}}, "infobip-omni", id="kakaoAlim alone"),
        pytest.param({"plusFriendId": "@a"}, "sens", id="plusFriendId alone"),
        pytest.param({"messages": [], "kakaoAlim": {}}, "infobip-omni", id="OMNI with messages"),
        pytest.param({"messages": [], "plusFriendId": "@a"}, "sens", id="SENS without a code"),
        pytest.param({"messages": [], "templateCode": "a"}, "sens", id="SENS without a sender"),
        pytest.param({"templateCode": "a"}, None, id="a code alone"),
        pytest.param({"Messages": []}, None, id="another case"),
        pytest.param({"text": TEXT}, None, id="a message"),
        pytest.param({"code": "a", "text": TEXT}, None, id="a template"),
        pytest.param({}, None, id="empty"),
        pytest.param([infobip()], None, id="array"),
        pytest.param("messages", None, id="string"),
        pytest.param(None, None, id="null"),
        pytest.param(b'{"messages": []}', None, id="bytes"),
        pytest.param({5: 5, None: 5}, None, id="keys that are no strings"),
        pytest.param({5: 5, "messages": []}, "infobip", id="among keys that are no strings"),
        pytest.param({MovedKey("messages"): []}, "infobip", id="key that is not found"),
        pytest.param({RaisingKey("kakaoAlim"): []}, "infobip-omni", id="key that raises"),
        pytest.param({EqualToAll(): 5}, None, id="key that is equal to all"),
        pytest.param(HostileDict(messages=5), "infobip", id="hostile dict"),
        pytest.param(HostileList(), None, id="hostile list"),
        pytest.param(Liar(), None, id="says that it is a dict"),
        pytest.param(Silent(), None, id="does not say"),
        pytest.param(nested(100_000, by="messages"), "infobip", id="deep"),
    ],
)
def test_whose_request_it_seems_to_be(payload: object, name: str | None) -> None:
    found = recognized(payload)
    assert (found and found.name) == name


# --------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("document", "place", "found"),
    [
        pytest.param(5, "", [("", 5)], id="the document"),
        pytest.param({"a": {"b": 5}}, "/a/b", [("/a/b", 5)], id="member"),
        pytest.param({"a": None}, "/a", [("/a", None)], id="null"),
        pytest.param({"a": None}, "/a/b", [], id="within null"),
        pytest.param({"a": 5}, "/b", [], id="absent"),
        pytest.param({"a": [5, 6]}, "/a/*", [("/a/0", 5), ("/a/1", 6)], id="items"),
        pytest.param({"a": {"0": 5}}, "/a/*", [], id="an object is no array"),
        pytest.param({"a": "bc"}, "/a/*", [], id="nor is a string"),
        pytest.param(
            [{"b": 5}, 5, {}, {"b": 6}], "/*/b", [("/0/b", 5), ("/3/b", 6)], id="of items"
        ),
        pytest.param({"a": [[5], [], [6]]}, "/a/*/*", [("/a/0/0", 5), ("/a/2/0", 6)], id="twice"),
        pytest.param({"a": ({"b": 5},)}, "/a/*/b", [], id="tuple"),
        pytest.param(HostileDict(a=HostileList([5])), "/a/*", [("/a/0", 5)], id="hostile"),
    ],
)
def test_what_stands_at_a_place(document: object, place: str, found: list[object]) -> None:
    assert [*located(document, place)] == found


# --------------------------------------------------------------------------- parts


@EVERY_GATEWAY
def test_a_message_is_read_in_our_words(gateway: Gateway) -> None:
    part, *others = parts_of(whole(gateway.name), gateway)
    assert others == []
    assert repr(part) == f"Part({part.path!r})"  # and nothing of the request
    message = part.message()
    kinds = {"sens": ("AL", "DS", "MD")}.get(gateway.name, ("WL", "AL", "DS", "BT"))
    channel = {"type": "AC", "name": "채널 추가"}
    assert message["title"] == "주문 완료"
    assert message["buttons"] == [channel, *(BUTTONS[kind] for kind in kinds)]
    assert [*message] == ["text", "title", "buttons"]


@pytest.mark.parametrize(
    ("name", "payload", "paths"),
    [
        pytest.param("infobip", infobip(), ["/messages/0"], id="one"),
        pytest.param("infobip", {"messages": infobip()["messages"] * 3}, None, id="three"),
        pytest.param("infobip", {"messages": [5, {}, None, {}]}, ["/messages/1", "/messages/3"]),
        pytest.param("infobip", {"messages": {}}, [], id="no array"),
        pytest.param("infobip", [], [], id="no object"),
        pytest.param("infobip-omni", omni(), [""], id="the request itself"),
        pytest.param("infobip-omni", {}, [""], id="an empty one"),
        pytest.param("infobip-omni", [], [], id="no request"),
        pytest.param("sens", sens(), ["/messages/0"], id="SENS"),
    ],
)
def test_the_messages_of_a_request(name: str, payload: object, paths: list[str] | None) -> None:
    expected = [f"/messages/{n}" for n in range(3)] if paths is None else paths
    assert [part.path for part in parts_of(payload, GATEWAYS[name])] == expected


@pytest.mark.parametrize(
    ("buttons", "expected"),
    [
        pytest.param(None, None, id="null"),
        pytest.param("a", "a", id="string"),
        pytest.param([None, 5, "a"], [None, 5, "a"], id="no buttons"),
        pytest.param([{"type": 5, "extra": 5}], [{"type": 5}], id="wrong type"),
        pytest.param([{"type": "WL"}], [{"type": "WL"}], id="Kakao's own type"),
        pytest.param([{"type": ["URL"]}], [{"type": ["URL"]}], id="type of an array"),
        pytest.param(
            [{"buttonUrl": "b", "type": "URL"}], [{"type": "WL", "urlMobile": "b"}], id="old name"
        ),
        pytest.param(
            [
                {"buttonUrlMobile": "a", "buttonUrl": "b"},
                {"buttonUrl": "b", "buttonUrlMobile": "a"},
            ],
            [{"urlMobile": "a"}, {"urlMobile": "a"}],
            id="of two names the one to be written",
        ),
    ],
)
def test_buttons_are_read_as_far_as_they_are_buttons(buttons: object, expected: object) -> None:
    (part,) = parts_of(omni({"buttons": buttons}), GATEWAYS["infobip-omni"])
    assert part.message().get("buttons") == expected


@pytest.mark.parametrize(
    ("name", "found", "path", "params"),
    [
        pytest.param("infobip", ("/text", {}), "/messages/0/content/text", {}, id="text"),
        pytest.param("infobip-omni", ("/title", {}), "/kakaoAlim/title", {}, id="title"),
        pytest.param(
            "sens", ("/text", {"limit": 5}), "/messages/0/content", {"limit": 5}, id="SENS"
        ),
        pytest.param("sens", ("/buttons", {}), "/messages/0/buttons", {}, id="buttons"),
        pytest.param("sens", ("/buttons/1", {}), "/messages/0/buttons/1", {}, id="button"),
        pytest.param(
            "sens",
            ("/buttons/0/urlMobile", {"part": "urlMobile", "expected": "WL", "found": "U+0041"}),
            "/messages/0/buttons/0/linkMobile",
            {"part": "linkMobile", "expected": "WL", "found": "U+0041"},
            id="field of SENS",
        ),
        pytest.param(
            "infobip",
            ("/buttons/0/type", {"part": "type", "expected": "WL", "found": "OTHER"}),
            "/messages/0/content/buttons/0/type",
            {"part": "type", "expected": "URL", "found": "OTHER"},
            id="type",
        ),
        pytest.param(
            "infobip-omni",
            ("/buttons/0", {"links": ("schemeAndroid", "urlMobile"), "count": 1}),
            "/kakaoAlim/buttons/0",
            {"links": ("androidScheme", "buttonUrlMobile"), "count": 1},
            id="several names",
        ),
        pytest.param(
            "infobip-omni",
            ("/buttons/0/urlMobile", {}),
            "/kakaoAlim/buttons/0/buttonUrl",
            {},
            id="the name that stands there",
        ),
        pytest.param(
            "infobip-omni",
            ("/buttons/1/urlMobile", {}),
            "/kakaoAlim/buttons/1/buttonUrlMobile",
            {},
            id="the name to be written",
        ),
        pytest.param(
            "infobip-omni",
            ("/buttons/0/name", {"word": "name", "length": 5}),
            "/kakaoAlim/buttons/0/buttonText",
            {"word": "name", "length": 5},
            id="what may be the message's own word",
        ),
    ],
)
def test_a_finding_is_told_in_the_gateways_words(
    name: str, found: tuple[str, dict[str, Any]], path: str, params: dict[str, Any]
) -> None:
    buttons = [{"type": "URL", "buttonUrl": URL}, {"type": "URL"}]
    (part,) = parts_of(MAKERS[name]({"buttons": buttons}), GATEWAYS[name])
    ours = Finding("bad-url", *found, span=(1, 2), related=("/buttons/0",), kakao=("1030",))
    theirs = part.in_payload(ours)
    assert (theirs.path, theirs.params) == (path, params)
    assert (theirs.rule, theirs.span, theirs.kakao) == (ours.rule, ours.span, ours.kakao)
    (related,) = theirs.related
    assert related == part.in_payload(Finding("bad-url", "/buttons/0")).path


# --------------------------------------------------------------------------- around the messages


def test_what_surrounds_the_messages() -> None:
    request = request_of(whole("infobip"), GATEWAYS["infobip"])
    options = "/messages/0/options"
    assert [path for path, _ in request.arrays] == ["/messages", "/messages/0/destinations"]
    assert request.destinations == (
        ("/messages/0/destinations/0/to", "821012345678", "82"),
        ("/messages/0/destinations/1/to", "821012345679", "82"),
    )
    assert request.periods == (
        (f"{options}/validityPeriod/amount", 24, "HOURS"),
        (f"{options}/smsFailover/validityPeriod/amount", 30, "MINUTES"),
    )
    assert [path for path, _ in request.windows] == [f"{options}/deliveryTimeWindow"]
    assert [path for path, *_ in request.failovers] == [f"{options}/smsFailover/text"]
    assert [path for path, _ in request.send_times] == ["/options/schedule/sendAt"]


@pytest.mark.parametrize(
    ("name", "arrays", "kind"),
    [
        pytest.param("infobip-omni", ["/destinations"], "SMS", id="omni"),
        pytest.param("sens", ["/messages"], "LMS", id="SENS"),
    ],
)
def test_what_surrounds_the_messages_of_others(name: str, arrays: list[str], kind: str) -> None:
    request = request_of(whole(name), GATEWAYS[name])
    assert [path for path, _ in request.arrays] == arrays
    assert [kind for *_, kind in request.failovers] == [kind]
    assert request.windows == ()


@EVERY_GATEWAY
def test_nothing_surrounds_nothing(gateway: Gateway) -> None:
    request = request_of({}, gateway)
    around = [*request.arrays, *request.senders, *request.destinations, *request.send_times]
    assert [*around, *request.periods, *request.windows, *request.failovers] == []
