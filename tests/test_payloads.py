"""Gateways as data: each says what its schema says, and its requests are recognized and read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from alimtalk_rules import Finding
from alimtalk_rules.payloads import (
    FORMS,
    GATEWAYS,
    REGISTRATIONS,
    form_of,
    gateway_named,
    recognized,
    registration_named,
)
from alimtalk_rules.payloads.gateway import (
    LISTS,
    Form,
    Gateway,
    Names,
    Registration,
    each_name,
)
from alimtalk_rules.payloads.parts import (
    fillings_of,
    lacking_in,
    located,
    odd_orders_in,
    others_in,
    parts_of,
    request_of,
)
from alimtalk_rules.rules.request import _SECONDS
from alimtalk_rules.structure import load_schema
from alimtalk_rules.structure.openings import Opened
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
EVERY_REGISTRATION = pytest.mark.parametrize(
    "registration", REGISTRATIONS.values(), ids=REGISTRATIONS
)

Schema = dict[str, Any]

# --------------------------------------------------------------------------- beside its schema


def resolved(part: Schema, root: Schema) -> Schema:
    found: Schema = root["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part
    return found


def definitions_of(form: Form) -> dict[str, Any]:
    found: dict[str, Any] = opened_schema(form)["$defs"]
    return found


def opened_schema(form: Form) -> Schema:
    return schema_with(form.schema, form.profile.limits, form.openings)


def variants(form: Form, choice: str = "Button") -> list[Schema]:
    root = opened_schema(form)
    return [resolved(variant, root) for variant in root["$defs"][choice]["oneOf"]]


def kind_of(variant: Schema, names: Names) -> str:
    """The gateway's word for the type of button that a variant describes."""
    word: str = variant["properties"][names["type"][0]]["const"]
    return word


def at(form: Form, place: str) -> Schema:
    """The part of the schema, opened, that describes what stands at ``place``."""
    root = part = opened_schema(form)
    for step in place.split("/")[1:]:
        name = step.partition("|")[0]
        part = resolved(part["items"] if step == "*" else part["properties"][name], root)
    return part


def beside(place: str, name: str) -> str:
    return f"{place.rpartition('/')[0]}/{name}"


def places(gateway: Gateway) -> Iterator[tuple[str, str]]:
    """Every place that the gateway names, with the type of what stands there."""
    yield gateway.message, "object"
    for part, place in gateway.parts.items():
        if part in LISTS:
            yield place, "array"
        else:
            yield place, "object" if part in gateway.names else "string"
    for place in (gateway.template_code, gateway.sender, gateway.destination):
        yield place, "string"
    for place in filter(None, (gateway.send_time, gateway.kind, *gateway.constants)):
        yield place, "string"
    for place, unit in gateway.periods:
        yield place, "integer"
        yield beside(place, unit), "string"
    for place in filter(None, (gateway.windows, *gateway.variables)):
        yield place, "object"
    if gateway.country_code:
        yield beside(gateway.destination, gateway.country_code), "string"
    for place, kind in gateway.failovers:
        yield place, "string"
        if kind:
            yield beside(place, kind), "string"


@EVERY_GATEWAY
def test_its_places_are_in_its_schema(gateway: Gateway) -> None:
    for place, kind in places(gateway):
        assert kind in at(gateway, place)["type"], place


@EVERY_REGISTRATION
def test_its_templates_parts_are_in_its_schema(registration: Registration) -> None:
    for part, place in registration.parts.items():
        kind = "array" if part in LISTS else "object" if part in registration.names else None
        told = at(registration, place).get("type")
        assert told == kind if kind else told in ("string", "boolean", None), place


@EVERY_GATEWAY
def test_its_constants_are_allowed_there(gateway: Gateway) -> None:
    for place, constant in gateway.constants.items():
        assert constant in at(gateway, place).get("enum", [constant])


@EVERY_GATEWAY
def test_its_units_can_be_counted(gateway: Gateway) -> None:
    for place, unit in gateway.periods:
        assert {*at(gateway, beside(place, unit)).get("enum", ())} <= {*_SECONDS}


EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.schema)


@EVERY_FORM
def test_its_types_of_buttons_are_the_schemas(form: Form) -> None:
    for part, choice, kinds in (
        ("buttons", "Button", [*form.button_types]),
        ("quickReplies", "QuickReply", [*form.reply_types]),
    ):
        if part in form.parts:
            types = [kind_of(each, form.names[part]) for each in variants(form, choice)]
            assert sorted(types) == sorted(form.button_types[kind] for kind in kinds)


@EVERY_FORM
def test_its_fields_of_buttons_are_the_schemas(form: Form) -> None:
    for part, choice in (("buttons", "Button"), ("quickReplies", "QuickReply")):
        if part in form.parts:
            every = (*form.names[part].values(), *(form.app_link_fields or {}).values())
            names = {name for names in every for name in names}
            in_schema = {name for each in variants(form, choice) for name in each["properties"]}
            assert names == in_schema - NO_PART - form.button_extras.keys()


NO_PART = {"order"}
"""What a button of SENS may have that is no part of it."""


@EVERY_FORM
def test_each_type_of_button_has_the_fields_of_ours(form: Form) -> None:
    if "buttons" not in form.parts:
        return
    profile = form.profile
    ours = load_schema(profile.message if isinstance(form, Gateway) else profile.template)["$defs"]
    of_type = {
        ours[name]["properties"]["type"]["const"]: {*ours[name]["properties"]}
        for name in (ref["$ref"].rpartition("/")[2] for ref in ours["Button"]["oneOf"])
    } | {"AC": {"type", "name"}}
    for variant in variants(form):
        kind = form.our_types[kind_of(variant, form.names["buttons"])]
        has = form.names_for("buttons", kind)
        field_of = {name: field for field, names in has.items() for name in names}
        in_schema = variant["properties"].keys() - NO_PART - form.button_extras.keys()
        fields = {field_of.get(name, name) for name in in_schema}
        assert fields == of_type[kind] & {"type", *has}


@EVERY_GATEWAY
def test_its_schema_has_the_numbers_and_patterns_of_ours(gateway: Gateway) -> None:
    """One number, one place: what a message has is described alike everywhere."""
    definitions = definitions_of(gateway)
    message = deepcopy(load_schema(gateway.profile.message))
    limits = gateway.profile.limits
    message["$defs"]["ButtonName"]["maxLength"] = limits.button_name
    for name in ("Title", "ButtonName", "LinkUrl", "AppScheme", "ChatValue"):
        if name in definitions and name in message["$defs"] and gateway.parts:
            assert definitions[name] == message["$defs"][name]
    code = dict(load_schema("template")["properties"]["code"])
    code.pop("description", None)
    assert definitions["TemplateCode"] == code | {
        "description": "The code of the approved template.",
        "maxLength": gateway.profile.limits.template_code_sent,
    }
    if "Text" in definitions:
        assert load_schema(gateway.schema)["$defs"]["Text"]["maxLength"] == limits.text
        assert at(gateway, gateway.parts["text"]) == {"type": "string"}
    if "buttons" in gateway.parts:
        assert at(gateway, gateway.parts["buttons"])["maxItems"] == limits.buttons
        assert definitions["ButtonName"]["maxLength"] == limits.button_name
        assert definitions["LinkUrl"]["maxLength"] == limits.link


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
    for sent in WHOLE[gateway.name]:
        request = request_of(Opened(sent, gateway.openings).document, gateway)
        assert (
            request.destinations or gateway.name == "kakao-raw"
        )  # which has an app's user instead
        for _, sender in request.senders:
            assert gateway.sender_form.fullmatch(sender)
        for _, number, _ in request.destinations:
            assert gateway.destination_form.fullmatch(number)


def test_the_gateways_are_frozen_and_known_by_their_names() -> None:
    assert {*GATEWAYS} == {*WHOLE}
    assert {*MAKERS} < {*GATEWAYS}
    assert all(gateway_named(name) is gateway for name, gateway in GATEWAYS.items())
    with pytest.raises(TypeError):
        GATEWAYS["infobip"] = GATEWAYS["sens"]  # type: ignore[index]


def test_a_gateway_that_nobody_knows() -> None:
    with pytest.raises(ValueError, match=r"^gateway must be one of infobip, "):
        gateway_named("nobody")
    with pytest.raises(TypeError, match=r"^gateway must be a name$"):
        gateway_named(5)  # type: ignore[arg-type]


def test_registrations_are_known_by_their_names() -> None:
    assert all(registration_named(name) is form for name, form in REGISTRATIONS.items())
    with pytest.raises(ValueError, match=r"^gateway must be one of solapi, "):
        registration_named("sens")


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
        pytest.param({"templateContent": "a", "senderKey": "a"}, None, id="a registration"),
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


@pytest.mark.parametrize(
    ("field", "name"),
    [("a", "kakao-raw"), ("authCode", "mts"), ("bizId", "bizppurio"), ("apiKey", "bizppurio")],
)
def test_whose_registration_it_is_is_told_by_one_field(field: str, name: str) -> None:
    form = form_of({"templateContent": TEXT, "senderKey": "a", field: "a"})
    assert form is REGISTRATIONS[name]


# --------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("document", "place", "found"),
    [
        pytest.param(5, "", [("", 5)], id="the document"),
        pytest.param({"a": {"b": 5}}, "/a/b", [("/a/b", 5)], id="member"),
        pytest.param({"a": None}, "/a", [("/a", None)], id="null"),
        pytest.param({"a": None}, "/a/b", [], id="within null"),
        pytest.param({"a": 5}, "/b", [], id="absent"),
        pytest.param({"b": 6, "a": 5}, "/a|b", [("/a", 5)], id="the first of two"),
        pytest.param({"b": {"c": 6}}, "/a|b/c", [("/b/c", 6)], id="the second of two"),
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


def test_a_place_stands_for_each_of_its_names() -> None:
    assert [*each_name("/a|b/*/c|d")] == ["/a/*/c", "/a/*/d", "/b/*/c", "/b/*/d"]


def test_its_places_are_told_wherever_messages_stand() -> None:
    assert all(replace(gateway).places == gateway.places for gateway in GATEWAYS.values())
    assert "/message/scheduledDate" not in GATEWAYS["solapi"].places
    places = replace(GATEWAYS["mts"]).places
    assert places["/template_code"] == places["/data/*/template_code"] == "/templateCode"
    assert (places["/message"], places["/data/*/message"]) == ("/text", "/text")


# --------------------------------------------------------------------------- parts


@pytest.mark.parametrize("gateway", [GATEWAYS[name] for name in MAKERS], ids=MAKERS)
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
    ("name", "payload", "expected"),
    [
        pytest.param(
            "sens",
            sens({"itemHighlight": HostileDict(title="a", description=None, x=5), "item": 5}),
            {"text": TEXT, "highlight": {"title": "a"}},
            id="an object, of which null is left out",
        ),
        pytest.param(
            "sens",
            sens({"item": HostileDict(list=[{"title": "a"}], summary={"description": "b"})}),
            {"text": TEXT, "items": [{"title": "a"}], "summary": {"description": "b"}},
            id="what stands in another object",
        ),
        pytest.param(
            "popbill",
            {
                "msgs": [{"msg": "a"}],
                "btns": [
                    {"t": "WL", "n": "b", "u1": "c", "u2": "d"},
                    {"t": "AL", "n": "b", "u1": "c", "u2": "d"},
                ],
            },
            {
                "text": "a",
                "buttons": [
                    {"type": "WL", "name": "b", "urlMobile": "c", "urlPc": "d"},
                    {"type": "AL", "name": "b", "schemeIos": "c", "schemeAndroid": "d"},
                ],
            },
            id="a name that is another field's in an app link",
        ),
        pytest.param(
            "solapi",
            {
                "messages": [
                    {
                        "text": "a",
                        "kakaoOptions": {
                            "buttons": [
                                {"buttonType": "WL", "targetOut": out} for out in (True, False, 5)
                            ]
                        },
                    }
                ]
            },
            {
                "text": "a",
                "buttons": [{"type": "WL", "target": out} for out in ("out", "", 5)],
            },
            id="what is written otherwise",
        ),
    ],
)
def test_every_part_is_read(name: str, payload: object, expected: object) -> None:
    opened = Opened(payload, GATEWAYS[name].openings).document
    (part,) = parts_of(opened, GATEWAYS[name])
    assert part.message(absent=None) == expected


def test_an_image_is_read_from_its_url() -> None:
    body = {"templateImageUrl": URL, "templateItemHighlight": {"title": None, "imageUrl": URL}}
    (part,) = parts_of(body, REGISTRATIONS["nhn"])
    image = {"url": URL}
    assert part.message() == {"image": image, "highlight": {"title": None, "image": image}}


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
            ("/buttons/0", {"links": ("schemeAndroid", "urlMobile", "target", "other")}),
            "/kakaoAlim/buttons/0",
            {"links": ("androidScheme", "buttonUrlMobile", "target", "other")},
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


OWN = "/recipients/0/templateParameters"


@pytest.mark.parametrize(
    ("name", "part", "is_filled"),
    [
        ("sens", {}, False),
        ("nhn", {}, True),
        ("solapi", {"type": "ATA"}, True),
        ("solapi", {"type": "ATA", "text": None}, False),
        ("bizgo", {}, False),
        ("bizgo", {"sendType": "template"}, True),
        ("bizgo", {"sendType": "text"}, False),
        ("bizgo", {"sendType": "template", "text": "a"}, False),
    ],
)
def test_a_message_is_made_of_its_template_unless_its_text_is_sent(
    name: str, part: dict[str, Any], *, is_filled: bool
) -> None:
    holders: dict[str, Any] = {
        "nhn": {"recipientList": [part]},
        "bizgo": {"messageFlow": [{"alimtalk": part}]},
    }
    payload = holders.get(name, {"messages": [part]})
    (found,) = parts_of(payload, GATEWAYS[name])
    assert found.is_filled is is_filled


@pytest.mark.parametrize(
    ("name", "payload", "expected"),
    [
        pytest.param(
            "nhn-hub",
            {
                "templateParameters": {"a": "1", "b": "2"},
                "recipients": [{"templateParameters": {"b": "3", "c": 5}}, {}],
            },
            [
                (
                    {"a": "1", "b": "3"},
                    {"a", "b", "c"},
                    ["/templateParameters/a", f"{OWN}/b", f"{OWN}/c"],
                ),
                (
                    {"a": "1", "b": "2"},
                    {"a", "b"},
                    [
                        *("/templateParameters/a", "/templateParameters/b"),
                        "/recipients/1/templateParameters/c",
                    ],
                ),
            ],
            id="its own win over those of all",
        ),
        pytest.param(
            "sendon",
            {"to": [{"variables": {"#{a}": "1", "b": "2"}}]},
            [
                (
                    {"a": "1", "b": "2"},
                    {"a", "b"},
                    [f"/to/0/variables/{name}" for name in ("#{a}", "b", "#{c}")],
                )
            ],
            id="names with marks, and without",
        ),
        pytest.param(
            "solapi",
            {"messages": [{"type": "ATA"}]},
            [({}, set(), [f"/messages/0/#{{{name}}}" for name in "abc"])],
            id="no place of values",
        ),
        pytest.param(
            "bizgo",
            {
                "messageFlow": [{"alimtalk": {}}],
                "destinations": [{"replaceWords": {"a": "1"}}, {"replaceWords": None}],
            },
            [
                (
                    {"a": "1"},
                    {"a"},
                    [f"/destinations/0/replaceWords/{name}" for name in "abc"],
                ),
                ({}, set(), [f"/destinations/1/replaceWords/{name}" for name in "abc"]),
            ],
            id="of each recipient",
        ),
    ],
)
def test_the_values_of_a_message(
    name: str, payload: object, expected: list[tuple[dict[str, str], set[str], list[str]]]
) -> None:
    gateway = GATEWAYS[name]
    every = (
        each for part in parts_of(payload, gateway) for each in fillings_of(payload, part, gateway)
    )
    found = [(each.values, each.names, [*map(each.path_of, "abc")]) for each in every]
    assert found == expected


AT_MTS = ("sender_key", "template_code", "message", "phone_number", "callback_number")


@pytest.mark.parametrize(
    ("name", "payload", "missing"),
    [
        pytest.param("mts", {}, [f"/{name}" for name in AT_MTS], id="all of a lone message"),
        pytest.param(
            "mts",
            {"data": [dict.fromkeys(AT_MTS), {"message": "a"}]},
            [f"/data/1/{name}" for name in AT_MTS if name != "message"],
            id="some of one in an array",
        ),
        pytest.param("mts", {"data": []}, [], id="no message"),
        pytest.param("solapi", {}, ["/messages"], id="neither one nor several"),
        pytest.param("solapi", {"messages": []}, [], id="none of several"),
        pytest.param("solapi", {"message": None}, ["/messages"], id="one that was rejected"),
        pytest.param("kakao-raw", {}, ["/recipient_number"], id="the first of two names"),
        pytest.param("kakao-raw", {"app_user_id": "1"}, [], id="the other of two names"),
        pytest.param(
            "solapi",
            {"messages": [{"type": "SMS"}, {"type": "ATA"}, {"kakaoOptions": {"pfGroupId": "a"}}]},
            [
                *("/messages/1/kakaoOptions/templateId", "/messages/1/kakaoOptions/pfId"),
                "/messages/2/kakaoOptions/templateId",
            ],
            id="in AlimTalk alone",
        ),
        pytest.param(
            "solapi",
            {"messages": [{"type": "ATA", "kakaoOptions": None}]},
            [],
            id="not within what was rejected",
        ),
        pytest.param(
            "bizgo",
            {"messageFlow": [{"alimtalk": {}}, {"alimtalk": {"sendType": "template"}}]},
            ["/messageFlow/0/alimtalk/text", "/messageFlow/0/alimtalk/msgType"],
            id="where no template is filled",
        ),
        pytest.param(
            "aligo",
            {
                "#": [
                    {
                        "button": {
                            "button": [
                                {"linkType": "WL", "linkP": URL},
                                {"linkType": "WL", "linkM": URL},
                                {"linkType": "AL"},
                                None,
                            ]
                        }
                    }
                ]
            },
            ["/#/0/button/button/0/linkMo"],
            id="a link of a button by either name",
        ),
    ],
)
def test_what_messages_lack(name: str, payload: object, missing: list[str]) -> None:
    found = [*lacking_in(payload, GATEWAYS[name])]
    assert [each.path for each in found] == missing
    for each in found:
        assert (each.rule, each.kakao) == ("missing-field", ())
        assert each.params == {"field": each.path.rpartition("/")[2]}


def test_what_is_no_alimtalk() -> None:
    kinds: list[Any] = ["SMS", "ATA", "ata", None, 5]
    messages = [*({"type": kind} for kind in kinds), {"kakaoOptions": {}}, {}]
    found = [*others_in({"messages": messages}, GATEWAYS["solapi"])]
    assert [(each.rule, each.path) for each in found] == [
        ("not-alimtalk", f"/messages/{index}") for index in (0, 3, 6)
    ]


def test_numbers_that_are_not_the_order_of_the_list() -> None:
    buttons = [{"ordering": each} for each in (1, 2, 2, "a", 4, 3, 5, 6)]
    replies = [{"ordering": each} for each in (0, 10, 11)]
    payload = {"recipientList": [{"quickReplies": replies}, {"buttons": buttons}]}
    found = [*odd_orders_in(payload, GATEWAYS["nhn-raw"])]
    assert {each.rule for each in found} == {"odd-ordering"}
    assert [each.path for each in found] == [
        *(f"/recipientList/0/quickReplies/{index}/ordering" for index in (0, 2)),
        *(f"/recipientList/1/buttons/{index}/ordering" for index in (2, 5, 7)),
    ]
    assert [*odd_orders_in(payload, GATEWAYS["sens"])] == []


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


BUTTON = {"type": "URL", "buttonUrl": "a", "buttonUrlMobile": "b"}


@pytest.mark.parametrize(
    ("name", "payload", "what", "expected"),
    [
        pytest.param("mts", {"phone_number": "1"}, "arrays", (), id="a lone message"),
        pytest.param("bizm", [{}], "arrays", (("", [{}]),), id="the request itself"),
        pytest.param("infobip", {"messages": 5}, "arrays", (), id="no array"),
        pytest.param(
            "solapi",
            {"messages": [{"to": ["1", 5], "country": "81"}, {"to": "2"}, {"from": "3"}]},
            "destinations",
            (
                *(("/messages/0/to/0", "1", "81"), ("/messages/0/to/1", 5, "81")),
                ("/messages/1/to", "2", "82"),
            ),
            id="several numbers and their country",
        ),
        pytest.param(
            "bizm",
            [{"reserveDt": "00000000000000"}, {"reserveDt": "5"}],
            "send_times",
            (("/1/reserveDt", "5"),),
            id="a word for at once",
        ),
        pytest.param("mts", {"send_date": "5"}, "send_times", (("/send_date", "5"),)),
        pytest.param(
            "solapi",
            {"messages": [{}], "scheduledDate": "5"},
            "send_times",
            (("/scheduledDate", "5"),),
            id="a time of all messages",
        ),
        pytest.param("kakao-raw", {"send_date": "5"}, "send_times", (), id="no time"),
        pytest.param(
            "infobip",
            {"messages": [{"options": {"validityPeriod": {"amount": 5}}}]},
            "periods",
            (("/messages/0/options/validityPeriod/amount", 5, "MINUTES"),),
            id="no unit",
        ),
        pytest.param(
            "sens",
            {
                "messages": [
                    {"failoverConfig": {"content": "a", "type": "XMS"}},
                    {"failoverConfig": {"content": "b"}},
                    {"failoverConfig": {"type": "LMS"}},
                    {"failoverConfig": {"content": "c", "type": "LMS"}},
                ]
            },
            "failovers",
            (
                ("/messages/0/failoverConfig/content", "a", None),
                ("/messages/1/failoverConfig/content", "b", "SMS"),
                ("/messages/3/failoverConfig/content", "c", "LMS"),
            ),
            id="kinds of SMS",
        ),
        pytest.param(
            "nhn-hub",
            {
                "templateParameters": {"a": "1"},
                "recipients": [{"templateParameters": {"b": "2"}}, {"templateParameters": None}],
            },
            "variables",
            (
                ("/templateParameters", {"a": "1"}),
                ("/recipients/0/templateParameters", {"b": "2"}),
                ("/recipients/1/templateParameters", None),
            ),
            id="the values of all and of each",
        ),
        pytest.param(
            "infobip-omni",
            {"kakaoAlim": {"buttons": [BUTTON, None, {"type": "APP_LINK"}]}},
            "renamed",
            (("/kakaoAlim/buttons/0", BUTTON, "buttonUrlMobile", "buttonUrl"),),
            id="a deprecated name",
        ),
    ],
)
def test_what_surrounds_the_messages_in_places(
    name: str, payload: Any, what: str, expected: object
) -> None:
    assert getattr(request_of(payload, GATEWAYS[name]), what) == expected


@EVERY_GATEWAY
def test_around_the_messages_all_has_the_gateways_forms(gateway: Gateway) -> None:
    request = request_of({}, gateway)
    assert request.national is (gateway.country_code is not None)
    for what in ("sender_form", "destination_form", "send_time_format", "examples", "not_in_names"):
        assert getattr(request, what) == getattr(gateway, what)


@EVERY_GATEWAY
def test_nothing_surrounds_nothing(gateway: Gateway) -> None:
    request = request_of({}, gateway)
    around = [*request.arrays, *request.senders, *request.destinations, *request.send_times]
    assert [*around, *request.periods, *request.windows, *request.failovers] == []
