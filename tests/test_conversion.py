"""One gateway's documents as another's: what is carried over, and what is told to be lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alimtalk_rules import TemplateBook, check_payload, check_template, convert, messages_in
from alimtalk_rules.payloads import GATEWAYS, REGISTRATIONS, parts
from alimtalk_rules.report import pointer
from tests.payloads import MAKERS, infobip
from tests.requests import ALIGO, KEY, OTHERS, ROWS
from tests.values import TEXT, URL, json_values, mutate, nested, python_values

TEMPLATE = {"code": "order-done", "text": f"#{{이름}}님, {TEXT}"}
BOOK = TemplateBook([TEMPLATE])
OF_TEXTS = [name for name, gateway in GATEWAYS.items() if "text" in gateway.parts]
REQUESTS = {**{name: OTHERS[name][0] for name in OTHERS}, **{n: m() for n, m in MAKERS.items()}}
NHN = {
    "senderKey": KEY,
    "templateCode": "order-done",
    "requestDate": "2026-12-01 09:00",
    "recipientList": [{"recipientNo": "01012345678", "templateParameter": {"이름": "홍길동"}}],
}
FILLED = f"홍길동님, {TEXT}"


def lost(conversion: Any) -> list[tuple[str, str]]:
    return [(found.rule, found.path) for found in conversion.lost]


@pytest.mark.parametrize("to", GATEWAYS)
@pytest.mark.parametrize("source", REQUESTS)
def test_nothing_that_is_made_is_broken(source: str, to: str) -> None:
    """Only what the other gateway needs besides is missing."""
    made = convert(REQUESTS[source], to, templates=BOOK)
    for request in made.documents:
        errors = {found.rule for found in check_payload(request, to).errors}
        assert errors <= {"missing-field", "bad-template-code"}
    assert all(found.rule in ("not-carried-over", "template-not-given") for found in made.lost)


@pytest.mark.parametrize("to", OF_TEXTS)
def test_texts_and_numbers_come_over(to: str) -> None:
    made = convert(infobip(), to)
    (message,) = (one for request in made.documents for one in messages_in(request, to))
    assert message.message["text"] == TEXT
    digits = message.destinations[0]
    assert digits == GATEWAYS[to].examples["destination"] or digits.endswith("12345678")


@pytest.mark.parametrize(
    ("time", "source", "to", "expected"),
    [
        ("2026-12-01 09:00", "nhn-raw", "aligo", "20261201090000"),
        ("2026-12-01 09:00", "nhn-raw", "bizppurio", "1796083200"),
        ("2026-12-01 09:00", "nhn-raw", "solapi", "2026-12-01 09:00:00"),
        ("2026-12-01 09:00", "nhn-raw", "kakao-raw", None),
        ("2026-13-01 09:00", "nhn-raw", "aligo", None),
    ],
)
def test_a_time_is_written_as_the_other_writes_it(
    time: str, source: str, to: str, expected: str | None
) -> None:
    request = OTHERS[source][0] | {"requestDate": time}
    made = convert(request, to).documents[0]
    assert messages_in(made, to)[0].send_at == expected


@pytest.mark.parametrize(
    ("time", "source", "place"),
    [
        ("2026-11-25 10:00:00", "nhn-raw", "requestDate"),
        ("tomorrow", "nhn-raw", "requestDate"),
        (5, "nhn-raw", "requestDate"),
        (1764000000, "bizppurio", "sendtime"),
        ("99999999999999999999", "bizppurio", "sendtime"),
        ("9" * 5_000, "bizppurio", "sendtime"),
        ("9999-12-31T23:59:59Z", "solapi", "scheduledDate"),
        ("0001-01-01T00:00:00+23:00", "solapi", "scheduledDate"),
    ],
)
def test_a_time_that_cannot_be_written_is_told(time: Any, source: str, place: str) -> None:
    made = convert(OTHERS[source][0] | {place: time}, "sens")
    assert "reserveTime" not in made.documents[0]
    assert ("not-carried-over", f"/{place}") in lost(made)


def test_seconds_that_the_other_has_not_are_told() -> None:
    request = OTHERS["solapi"][0] | {"scheduledDate": "2026-12-01T09:00:59Z"}
    made = convert(request, "sens")
    assert made.documents[0]["reserveTime"] == "2026-12-01 18:00"
    assert ("not-carried-over", "/scheduledDate") in lost(made)
    assert ("not-carried-over", "/scheduledDate") not in lost(convert(request, "bizppurio"))


def test_a_time_is_read_in_its_zone() -> None:
    request = infobip() | {"options": {"schedule": {"sendAt": "2026-12-01T00:00:00.000+0000"}}}
    assert convert(request, "sens").documents[0]["reserveTime"] == "2026-12-01 09:00"
    unix = OTHERS["bizppurio"][0] | {"sendtime": "1796083200"}
    assert convert(unix, "sens").documents[0]["reserveTime"] == "2026-12-01 09:00"
    now = [OTHERS["bizm"][0][1]]
    assert "reserveTime" not in convert(now, "sens").documents[0]


def test_what_one_fills_is_filled_for_the_other() -> None:
    (made,) = convert(NHN, "sens", templates=[TEMPLATE]).documents
    assert made["messages"][0]["content"] == FILLED
    (again,) = convert(made | {"plusFriendId": "@a"}, "nhn", templates=BOOK).documents
    assert again["recipientList"][0]["templateParameter"] == {"이름": "홍길동"}
    (solapi,) = convert(NHN, "solapi").documents
    assert solapi["messages"][0]["kakaoOptions"]["variables"] == {"#{이름}": "홍길동"}


def test_a_variable_has_one_value() -> None:
    """The gateway fills all its places with one."""
    template = {"code": "order-done", "text": "#{이름}님 #{이름}"}
    two = convert(sens({"content": "김님 이"}), "nhn", templates=[template])
    assert ("template-not-given", "/messages/0") in lost(two)
    assert ("not-carried-over", "/messages/0/content") in lost(two)
    one = convert(sens({"content": "김님 김"}), "nhn", templates=[template])
    assert one.documents[0]["recipientList"][0]["templateParameter"] == {"이름": "김"}
    assert lost(one) == [("not-carried-over", "/plusFriendId")]


def test_values_that_the_text_has_not_are_told() -> None:
    request = deepcopy(OTHERS["bizgo"][0])
    request["destinations"][0]["replaceWords"]["상품"] = "감귤"
    told = lost(convert(request, "infobip"))
    assert ("not-carried-over", "/destinations/0/replaceWords/상품") in told
    assert ("not-carried-over", "/destinations/0/replaceWords/이름") not in told
    without = lost(convert(NHN, "sens"))
    assert ("not-carried-over", "/recipientList/0/templateParameter") in without


def test_what_the_other_has_not_of_a_templates_message_is_told() -> None:
    template = TEMPLATE | {"buttons": [{"type": "BT", "name": "상담"}]}
    assert ("not-carried-over", "/recipientList/0") in lost(
        convert(NHN, "sens", templates=[template])
    )


def test_a_value_goes_to_its_recipient() -> None:
    """Also where one before has no number."""
    request = deepcopy(OTHERS["bizgo"][0])
    request["destinations"][0]["to"] = 5
    made = convert(request, "sens")
    found = [(one.destinations, one.message["text"]) for one in messages_in(made.documents[0])]
    assert found == [((), f"홍길동님, {TEXT}"), (("01012345679",), f"김철수님, {TEXT}")]
    assert ("not-carried-over", "/destinations/0/to") in lost(made)


def test_every_recipient_comes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check looks at the first ones only."""
    monkeypatch.setattr(parts, "MOST_FILLED", 5)
    request = deepcopy(OTHERS["bizgo"][0])
    request["destinations"] = [
        {"to": f"0101{number:07}", "replaceWords": {"이름": "홍길동"}} for number in range(8)
    ]
    made = convert(request, "sens")
    assert sum(len(one["messages"]) for one in made.documents) == 8
    assert not [path for _, path in lost(made) if path.startswith("/destinations")]


def test_texts_that_multiply_too_much_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_FILLED", 5)
    request = deepcopy(OTHERS["bizgo"][0])
    request["messageFlow"] = request["messageFlow"][:1] * 3
    made = convert(request, "sens")
    assert sum(len(one["messages"]) for one in made.documents) == 4
    assert [path for _, path in lost(made) if path.startswith("/messageFlow/2")] == [
        "/messageFlow/2"
    ]


@pytest.mark.parametrize("kind", ["AT", "AI"])
def test_a_message_stays_one_with_an_image(kind: str) -> None:
    request = OTHERS["bizm"][0][0] | {"message_type": kind}
    made = convert([request], "bizppurio")
    assert made.documents[0]["type"] == kind.lower()
    assert list(made.documents[0]["content"]) == [kind.lower()]


@pytest.mark.parametrize(
    ("request_", "to"),
    [
        pytest.param(NHN | {"templateCode": "other"}, "sens", id="of no template"),
        pytest.param(NHN | {"recipientList": [{"recipientNo": "0101234"}]}, "sens", id="no value"),
        pytest.param(infobip({"text": "다른 글"}), "nhn", id="of another text"),
        pytest.param({**NHN, "templateCode": None}, "aligo", id="no code"),
    ],
)
def test_without_the_template_it_is_told(request_: Any, to: str) -> None:
    assert "template-not-given" in {
        found.rule for found in convert(request_, to, templates=BOOK).lost
    }


def test_what_is_lost_is_told_where_it_stands() -> None:
    told = {path for _, path in lost(convert(ALIGO, "sens"))}
    assert {"/apikey", "/userid", "/sender", "/failover", "/recvname_1", "/senderkey"} <= told
    assert not {"/message_1", "/receiver_2", "/button_1", "/emtitle_1", "/fmessage_1"} & told


def sens(*messages: dict[str, Any], **around: Any) -> dict[str, Any]:
    each = [{"to": "01012345678", "content": TEXT} | message for message in messages or ({},)]
    return {"plusFriendId": "@dawnmart", "templateCode": "order-done", "messages": each, **around}


@pytest.mark.parametrize(
    ("number", "source", "to", "expected"),
    [
        ("12025550123", "infobip", "sens", ("1", "2025550123")),
        ("819012345678", "bizm", "kakao-raw", ("81", "9012345678")),
        ("355671234567", "infobip", "solapi", ("355", "671234567")),
        ("12025550123", "infobip", "bizm", (None, "12025550123")),
        ("12025550123", "infobip", "nhn-raw", (None, "+12025550123")),
        ("12025550123", "infobip", "aligo", None),
        ("12", "infobip", "sens", ("1", "2")),
        ("99", "infobip", "sens", None),
        ("call me", "infobip", "sens", None),
        ("call me", "infobip", "bizm", (None, "call me")),
        ("8201012345678", "infobip", "sens", (None, "01012345678")),
        ("01012345678", "infobip", "sens", (None, "01012345678")),
        ("+12025550123", "nhn-raw", "infobip", (None, "12025550123")),
        ("+82 10-1234-5678", "nhn-raw", "infobip", (None, "821012345678")),
        ("00821012345678", "nhn-raw", "infobip", (None, "00821012345678")),
        ("15881234", "nhn-raw", "aligo", (None, "15881234")),
        ("15881234", "nhn-raw", "infobip", None),
    ],
)
def test_a_number_stays_its_owners(
    number: str, source: str, to: str, expected: tuple[str | None, str] | None
) -> None:
    request = convert(infobip(), source).documents[0]
    place = GATEWAYS[source].destination.replace("*", "0").split("/")[1:]
    made = convert(put(request, place, number), to, source)
    (message,) = messages_in(made.documents[0], to)
    assert message.destinations == (() if expected is None else (expected[1],))
    assert message.country == (expected and expected[0])
    assert is_told(place, made) is (expected is None)


@pytest.mark.parametrize(
    ("country", "to", "expected"),
    [
        ("81", "infobip", [(None, ("819012345678",))]),
        ("+081", "solapi", [("81", ("9012345678",))]),
        ("81", "nhn-raw", [(None, ("+819012345678",))]),
        ("82", "infobip", [(None, ("829012345678",))]),
        ("81", "aligo", [(None, ())]),
        ("JP", "infobip", [(None, ())]),
        (81, "infobip", [(None, ())]),
        (None, "infobip", [(None, ("829012345678",))]),
    ],
)
def test_a_number_is_read_with_the_country_beside_it(
    country: Any, to: str, expected: list[tuple[str | None, tuple[str, ...]]]
) -> None:
    made = convert(sens({"to": "09012345678", "countryCode": country}), to)
    found = [(one.country, one.destinations) for one in messages_in(made.documents[0], to)]
    assert found == expected
    told = {path for _, path in lost(made)}
    assert ({"/messages/0/to", "/messages/0/countryCode"} <= told) == (expected[0][1] == ())


def test_recipients_of_several_countries_get_messages_of_their_own() -> None:
    numbers = ["12025550123", "821012345678", "12025550124"]
    request = infobip(destinations=[{"to": number} for number in numbers])
    (made,) = convert(request, "sens").documents
    assert [(one.get("countryCode"), one["to"]) for one in made["messages"]] == [
        ("1", "2025550123"),
        ("1", "2025550124"),
        (None, "01012345678"),
    ]


def test_a_templates_images_come_over() -> None:
    image = {"image": {"url": URL}}
    template = TEMPLATE | image | {"highlight": {"title": "감귤", "description": "5kg"} | image}
    (made,) = convert(template, "nhn").documents
    assert made["templateImageUrl"] == URL
    assert made["templateItemHighlight"]["imageUrl"] == URL


def test_a_request_of_many_becomes_several() -> None:
    made = convert(OTHERS["popbill"][0], "bizppurio").documents
    assert len(made) == 2
    assert [one["to"] for one in made] == ["01012345678", "01012345679"]


def put(document: Any, place: list[Any], value: object) -> Any:
    """A copy of the document with the value at a place."""
    copy = deepcopy(document)
    holder = copy
    for step in place[:-1]:
        holder = holder[int(step) if isinstance(holder, list) else step]
    holder[int(place[-1]) if isinstance(holder, list) else place[-1]] = value
    return copy


def places(value: Any, *path: Any) -> Iterator[list[Any]]:
    """Where the values of a document are, and one place more in each object."""
    inner = enumerate(value) if isinstance(value, list) else ()
    for name, member in value.items() if isinstance(value, dict) else inner:
        yield from places(member, *path, name)
    if isinstance(value, dict):
        yield [*path, "새것"]
    elif not isinstance(value, list):
        yield [*path]


MARK = "91739173"
MARKED = [
    f"표식{MARK}",
    f"091273{MARK}",
    int(f"73{MARK}"),
    [f"표식{MARK}"],
    {"표식": f"표식{MARK}"},
]
PLACES = [(name, place) for name in REQUESTS for place in places(REQUESTS[name])]
WHOLE = {
    **TEMPLATE,
    "name": "주문",
    "title": "주문 완료",
    "extra": "안내",
    "security": True,
    "image": {"url": URL},
    "header": "주문 내역",
    "highlight": {"title": "감귤", "description": "5kg", "image": {"url": URL}},
    "items": ROWS,
    "summary": {"title": "합계", "description": "10,000원"},
    "representLink": {"urlMobile": URL},
    "buttons": [{"type": "WL", "name": "보기", "urlMobile": URL}],
    "quickReplies": [{"type": "BK", "name": "처음으로"}],
}
REGISTERED = [
    (name, place) for name in REGISTRATIONS for place in places(convert(WHOLE, name).documents[0])
]


def is_told(place: list[Any], made: Any) -> bool:
    path = pointer(*place)
    return any(path == each or path.startswith(f"{each}/") for _, each in lost(made))


@settings(max_examples=150)
@given(st.sampled_from(PLACES), st.sampled_from([*GATEWAYS]), st.sampled_from(MARKED))
def test_what_stands_in_a_request_comes_over_or_is_told(
    at: tuple[str, list[Any]], to: str, mark: Any
) -> None:
    source, place = at
    made = convert(put(REQUESTS[source], place, mark), to, source, templates=BOOK)
    assert MARK in json.dumps(made.documents) or is_told(place, made)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([*REQUESTS]),
    st.sampled_from([*GATEWAYS]),
    st.randoms(use_true_random=False),
    st.lists(python_values() | json_values(), min_size=1, max_size=4),
)
def test_whatever_is_converted_becomes_json(
    source: str, to: str, random: Any, values: list[Any]
) -> None:
    request = REQUESTS[source]
    for _ in values:
        request = mutate(request, random, values)
    json.dumps(convert(request, to, source, templates=BOOK).documents, allow_nan=False)


def test_an_image_beside_a_highlight_comes_with_the_template() -> None:
    """Where the gateway is not sent it."""
    request = deepcopy(OTHERS["nhn-raw"][0])
    request["recipientList"][1]["templateItemHighlight"] = {"title": "감귤", "imageUrl": URL}
    (made,) = convert(request, "sens").documents
    assert made["messages"][1]["itemHighlight"] == {"title": "감귤"}
    one = convert(request, "bizppurio").documents[1]["content"]["at"]
    assert one["itemhighlight"] == {"title": "감귤", "imageUrl": URL}


@pytest.mark.parametrize(
    ("request_", "to", "told"),
    [
        pytest.param(
            NHN | {"templateCode": 1234, "recipientList": [{"recipientNo": 821012345678}]},
            "solapi",
            {"/templateCode", "/recipientList"},
            id="a code and a number that are numbers",
        ),
        pytest.param(
            OTHERS["nhn-hub"][0]
            | {
                "templateParameters": {"이름": "김"},
                "recipients": [
                    {"contacts": [{"contact": "01012345678"}], "templateParameters": {"이름": 5}}
                ],
            },
            "nhn",
            {"/templateParameters", "/recipients/0/templateParameters"},
            id="a value of one recipient's that is a number",
        ),
        pytest.param(
            sens({"failoverConfig": {"content": 5}}),
            "bizm",
            {"/messages/0/failoverConfig"},
            id="a failover text that is a number",
        ),
        pytest.param(
            OTHERS["nhn-raw"][0]
            | {
                "recipientList": [
                    {
                        "recipientNo": "01012345678",
                        "content": TEXT,
                        "buttons": [
                            {"ordering": 2, "type": "BK", "name": "처음으로"},
                            {"ordering": 2, "type": "MD", "name": "문의"},
                        ],
                    }
                ]
            },
            "kakao-raw",
            {"/recipientList/0/buttons/0/ordering"},
            id="an order of buttons",
        ),
        pytest.param(
            {
                "messages": [
                    *OTHERS["solapi"][0]["messages"],
                    {"to": "1", "type": "CTA", "kakaoOptions": {"pfId": "KA01PF"}},
                ]
            },
            "sens",
            {"/messages/2"},
            id="a message that is no AlimTalk",
        ),
        pytest.param(
            ALIGO | {"button_1": "{", "recvname_4": "김"},
            "sens",
            {"/button_1", "/recvname_4"},
            id="what is gathered",
        ),
        pytest.param(
            [OTHERS["bizm"][0][1]],
            "sens",
            {"/0/quickReply1", "/0/quickReply2"},
            id="each of several members",
        ),
        pytest.param(
            sens(
                {"buttons": "x"},
                {"buttons": ["x", None, {"type": "MD", "name": "문의", "linkMobile": 1e999}]},
                {"content": nested(100_000), "title": 10**400},
            ),
            "aligo",
            {
                "/messages/0/buttons",
                "/messages/1/buttons/0",
                "/messages/1/buttons/2/linkMobile",
                "/messages/2/content/0/0",
                "/messages/2/title",
            },
            id="values that no message has",
        ),
    ],
)
def test_what_is_not_as_it_should_be_is_told(request_: Any, to: str, told: set[str]) -> None:
    made = convert(request_, to)
    json.dumps(made.documents, allow_nan=False)
    assert told <= {path for _, path in lost(made)}
    assert "/recipientList/0/buttons/1/ordering" not in {path for _, path in lost(made)}


SOLAPI_TEMPLATE = {
    "channelId": "KA01PF",
    "name": "주문 완료",
    "content": f"#{{이름}}님, {TEXT}",
    "categoryCode": "001001",
    "buttons": [
        {"buttonType": "WL", "buttonName": "보기", "linkMo": URL, "linkPc": URL, "targetOut": True}
    ],
    "quickReplies": [{"linkType": "BK", "name": "처음으로"}],
}


@pytest.mark.parametrize("to", REGISTRATIONS)
def test_a_registration_as_anothers(to: str) -> None:
    made = convert(SOLAPI_TEMPLATE, to)
    (body,) = made.documents
    errors = {found.rule for found in check_template(body, to).errors}
    assert errors <= {"missing-field"}
    assert ("not-carried-over", "/channelId") in lost(made)


@settings(max_examples=100)
@given(st.sampled_from(REGISTERED), st.sampled_from([*REGISTRATIONS]), st.sampled_from(MARKED))
def test_what_stands_in_a_registration_comes_over_or_is_told(
    at: tuple[str, list[Any]], to: str, mark: Any
) -> None:
    source, place = at
    document = put(convert(WHOLE, source).documents[0], place, mark)
    made = convert(document, to, source)
    assert MARK in json.dumps(made.documents) or is_told(place, made)


def test_a_template_of_ours_as_a_registration() -> None:
    template = TEMPLATE | {"name": "주문", "preview": "주문", "buttons": [{"type": "XX"}]}
    made = convert(template, "solapi")
    assert made.documents[0]["content"] == TEMPLATE["text"]
    assert {path for _, path in lost(made)} == {"/buttons/0", "/preview"}


@pytest.mark.parametrize("to", ["nhn", "bizgo", "bizm"])
def test_what_no_template_has_is_told(to: str) -> None:
    highlight = {
        "title": "감귤",
        "image": "x",
        "a/b": 5,
        "type": "WL",
        "description": {"a": {"b": 1}},
    }
    template = TEMPLATE | {"image": "url", "buttons": "x", "highlight": highlight, "header": 1e999}
    made = convert(template, to)
    assert "Infinity" not in json.dumps(made.documents)
    assert {
        "/buttons",
        "/header",
        "/image",
        "/highlight/a~1b",
        "/highlight/image",
        "/highlight/type",
    } <= {path for _, path in lost(made)}
    measured = TEMPLATE | {"image": {"url": URL, "width": 800}, "highlight": 5}
    assert [path for _, path in lost(convert(measured, to))] == ["/highlight", "/image/width"]


def test_of_several_templates_the_first_is_taken() -> None:
    both = [{"templateContent": TEXT, "templateCode": code, "senderKey": KEY} for code in "ab"]
    made = convert(both, "nhn")
    assert made.documents[0]["templateCode"] == "a"
    assert ("not-carried-over", "/1") in lost(made)
    assert convert([], "nhn", "bizm").documents == ()


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (({}, "sens"), ValueError, "of no known gateway"),
        ((infobip(), "nobody"), ValueError, "gateway must be one of"),
        ((infobip(), "sens", "nobody"), ValueError, "gateway must be one of"),
        ((infobip(), 5), TypeError, "gateway must be a name"),
        ((infobip(), "sens", 5), TypeError, "gateway must be a name"),
        ((SOLAPI_TEMPLATE, "sens"), ValueError, "gateway must be one of"),
    ],
)
def test_wrong_arguments(arguments: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        convert(*arguments)


def test_a_gateway_is_named() -> None:
    assert convert({"messages": []}, "solapi", "sens").documents == ()
    named = convert(SOLAPI_TEMPLATE, "nhn", "solapi")
    assert named.documents == convert(SOLAPI_TEMPLATE, "nhn").documents
    assert "주문" not in repr(named)
