"""One gateway's documents as another's: what is carried over, and what is told to be lost."""

from __future__ import annotations

from typing import Any

import pytest

from alimtalk_rules import TemplateBook, check_payload, check_template, convert, messages_in
from alimtalk_rules.payloads import GATEWAYS, REGISTRATIONS
from tests.payloads import MAKERS, infobip
from tests.requests import ALIGO, KEY, OTHERS
from tests.values import TEXT, URL

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


def test_a_number_abroad_stays_as_it_is() -> None:
    request = infobip(destinations=[{"to": "15551234567"}])
    assert convert(request, "sens").documents[0]["messages"][0]["to"] == "15551234567"


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


def test_a_template_of_ours_as_a_registration() -> None:
    template = TEMPLATE | {"name": "주문", "preview": "주문", "buttons": [{"type": "XX"}]}
    made = convert(template, "solapi")
    assert made.documents[0]["content"] == TEMPLATE["text"]
    assert {path for _, path in lost(made)} == {"/buttons/0", "/preview"}


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
