"""Messages into requests and out of them again: nothing is lost on the way but the image."""

from __future__ import annotations

import json
import pickle
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from alimtalk_rules import (
    PayloadMessage,
    TemplateBook,
    check_message,
    check_payload,
    convert,
    mend,
    messages_in,
    preview_html,
    to_payload,
    to_payloads,
)
from alimtalk_rules.payloads import GATEWAYS, REGISTRATIONS
from alimtalk_rules.payloads.gateway import Form
from alimtalk_rules.payloads.translation import fitted
from alimtalk_rules.testing import make_message, strategies
from tests.payloads import CHANNEL, CODE, MAKERS, SENDER_KEY, WHOLE, infobip, omni, sens, whole
from tests.requests import OTHERS
from tests.values import (
    BUTTONS,
    FACTS,
    TEXT,
    URL,
    HostileDict,
    HostileList,
    HostileStr,
    json_values,
    messages,
    mutate,
    nested,
    python_values,
)

EVERY_GATEWAY = pytest.mark.parametrize("gateway", MAKERS)
SOME = settings(suppress_health_check=list(HealthCheck))

# --------------------------------------------------------------------------- into a request

WEB = {"type": "WL", "name": "주문 보기", "urlMobile": URL}
MESSAGE = {"text": TEXT, "title": "주문 완료", "image": FACTS, "buttons": [CHANNEL, WEB]}


@pytest.mark.parametrize(
    ("gateway", "given_", "expected"),
    [
        pytest.param(
            "infobip",
            {"sender": SENDER_KEY, "template_code": CODE, "destinations": ["82101", "82102"]},
            {
                "messages": [
                    {
                        "sender": SENDER_KEY,
                        "destinations": [{"to": "82101"}, {"to": "82102"}],
                        "content": {
                            "type": "TEMPLATE",
                            "templateCode": CODE,
                            "text": TEXT,
                            "title": "주문 완료",
                            "buttons": [
                                {"type": "ADD_CHANNEL", "name": "채널 추가"},
                                {"type": "URL", "name": "주문 보기", "urlMobile": URL},
                            ],
                        },
                    }
                ]
            },
            id="infobip",
        ),
        pytest.param(
            "infobip-omni",
            {"sender": "s1", "template_code": CODE, "destinations": ["82101", "82102"]},
            {
                "scenarioKey": "s1",
                "destinations": [
                    {"to": {"phoneNumber": "82101"}},
                    {"to": {"phoneNumber": "82102"}},
                ],
                "kakaoAlim": {
                    "templateCode": CODE,
                    "text": TEXT,
                    "title": "주문 완료",
                    "buttons": [
                        {"type": "ADD_CHANNEL", "buttonText": "채널 추가"},
                        {"type": "URL", "buttonText": "주문 보기", "buttonUrlMobile": URL},
                    ],
                },
            },
            id="infobip-omni",
        ),
        pytest.param(
            "sens",
            {"sender": "@dawnmart", "template_code": CODE, "destinations": ["0101", "0102"]},
            {
                "plusFriendId": "@dawnmart",
                "templateCode": CODE,
                "messages": [
                    {
                        "to": number,
                        "content": TEXT,
                        "title": "주문 완료",
                        "buttons": [
                            {"type": "AC", "name": "채널 추가"},
                            {"type": "WL", "name": "주문 보기", "linkMobile": URL},
                        ],
                    }
                    for number in ("0101", "0102")
                ],
            },
            id="sens",
        ),
        pytest.param(
            "infobip",
            {},
            {
                "messages": [
                    {
                        "content": {
                            "type": "TEMPLATE",
                            "text": TEXT,
                            "title": "주문 완료",
                            "buttons": [
                                {"type": "ADD_CHANNEL", "name": "채널 추가"},
                                {"type": "URL", "name": "주문 보기", "urlMobile": URL},
                            ],
                        }
                    }
                ]
            },
            id="the message alone",
        ),
    ],
)
def test_a_request(gateway: str, given_: dict[str, Any], expected: dict[str, Any]) -> None:
    assert to_payload(MESSAGE, gateway, **given_) == expected


@EVERY_GATEWAY
@pytest.mark.parametrize("message", [{"text": TEXT}, {"text": TEXT, "buttons": []}])
def test_no_buttons_are_left_out(gateway: str, message: dict[str, Any]) -> None:
    (found,) = messages_in(to_payload(message, gateway), gateway)
    assert found == PayloadMessage({"text": TEXT}, found.path)


@EVERY_GATEWAY
def test_a_request_shares_nothing_with_the_message(gateway: str) -> None:
    message: dict[str, Any] = {"text": TEXT, "buttons": [dict(WEB), dict(BUTTONS["AL"])]}
    before = deepcopy(message)
    request = to_payload(message, gateway, destinations=["1", "2"])
    *others, last = [request] if gateway != "sens" else request["messages"]
    _clear(last)
    assert message == before
    assert others == [] or others[0]["buttons"][0]["name"] == WEB["name"]


def _clear(value: Any) -> None:
    inner = [*value.values()] if isinstance(value, dict) else value
    for one in inner if isinstance(value, dict | list) else ():
        _clear(one)
    if isinstance(value, dict | list):
        value.clear()


@EVERY_GATEWAY
def test_values_of_a_wrong_type_are_sent_on_to_be_found(gateway: str) -> None:
    request = to_payload({"text": 5, "title": [5]}, gateway, sender="s", destinations=["1"])
    found = {finding.rule for finding in check_payload(request, gateway).errors}
    assert found == {"wrong-type", "missing-field"}


@pytest.mark.parametrize(
    ("message", "gateway", "error", "says"),
    [
        pytest.param([], "infobip", TypeError, "^message must be a dict$", id="list"),
        pytest.param(None, "sens", TypeError, "^message must be a dict$", id="None"),
        pytest.param({"text": TEXT}, "nobody", ValueError, "gateway must be one of", id="gateway"),
        pytest.param({"text": TEXT}, None, TypeError, "^gateway must be a name$", id="no gateway"),
        pytest.param({"text": TEXT, "비밀": 5}, "sens", ValueError, "has not all", id="field"),
        pytest.param({"text": TEXT, 5: 5}, "sens", ValueError, "has not all", id="key of 5"),
        pytest.param({"code": "a", "text": TEXT}, "sens", ValueError, "has not all", id="template"),
        pytest.param({"buttons": {}}, "sens", TypeError, "list of dicts", id="object for buttons"),
        pytest.param({"buttons": [5]}, "sens", TypeError, "list of dicts", id="5 for a button"),
        pytest.param({"summary": 5}, "sens", TypeError, "must be a dict", id="5 for a summary"),
        pytest.param(
            {"text": 5, "highlight": {"비밀": 5}}, "sens", ValueError, "has not all", id="row"
        ),
        pytest.param(
            {"buttons": [{}]}, "sens", ValueError, "has not all", id="button without type"
        ),
        pytest.param(
            {"buttons": [{"type": "XX"}]}, "infobip", ValueError, "has not all", id="unknown type"
        ),
        pytest.param(
            {"buttons": [{"type": "URL"}]}, "infobip", ValueError, "has not all", id="their type"
        ),
        pytest.param(
            {"buttons": [{"type": ["WL"]}]},
            "infobip",
            ValueError,
            "has not all",
            id="type of a list",
        ),
        pytest.param(
            {"buttons": [BUTTONS["BT"]]}, "sens", ValueError, "has not all", id="SENS has no BT"
        ),
        pytest.param(
            {"buttons": [WEB | {"target": "out"}]},
            "sens",
            ValueError,
            "has not all",
            id="SENS has no target",
        ),
        pytest.param(
            {"buttons": [WEB | {5: 5}]},
            "infobip",
            ValueError,
            "has not all",
            id="key of a button of 5",
        ),
    ],
)
def test_what_cannot_be_sent(message: Any, gateway: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says) as raised:
        to_payload(message, gateway)
    assert "비밀" not in str(raised.value)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"sender": 5}, "^sender must be a string$"),
        ({"template_code": ["a"]}, "^template_code must be a string$"),
        ({"destinations": "821012345678"}, "^destinations must be a collection of strings$"),
        ({"destinations": [821012345678]}, "^destinations must be strings$"),
        ({"destinations": 5}, "iterable"),
    ],
)
@EVERY_GATEWAY
def test_a_wrong_argument(gateway: str, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(TypeError, match=says):
        to_payload({"text": TEXT}, gateway, **wrong)


def test_a_country_is_written_where_the_gateway_has_a_place_for_it() -> None:
    request = sens({"to": "9012345678", "countryCode": "81"})
    found = messages_in(request)
    assert found[0].country == "81"
    (made,) = to_payloads(found, "solapi")
    assert (made["messages"][0]["country"], made["messages"][0]["to"]) == ("81", "9012345678")
    with pytest.raises(ValueError, match="has not all"):
        next(to_payloads(found, "infobip"))
    assert messages_in(sens({"countryCode": "82"}))[0].country is None


@EVERY_GATEWAY
def test_recipients_may_come_from_anywhere(gateway: str) -> None:
    numbers = ["1" * 9, "2" * 9, "3" * 9]
    requests = [
        to_payload({"text": TEXT}, gateway, destinations=given)
        for given in (numbers, tuple(numbers), iter(numbers), dict.fromkeys(numbers))
    ]
    assert [request == requests[0] for request in requests] == [True] * 4


def test_messages_share_a_request_with_one_failover_text() -> None:
    given = [
        PayloadMessage({}, template_code="T", destinations=(f"0101111222{n}",), failover=text)
        for n, text in enumerate(["A", "A", "B", None])
    ]
    made = [*to_payloads(given, "sendon")]
    assert [len(each["to"]) for each in made] == [2, 1, 1]
    found = [one for each in made for one in messages_in(each, "sendon")]
    assert [one.failover for one in found] == ["A", "A", "B", None]


def test_a_failover_text_is_said_to_be_there() -> None:
    given = [PayloadMessage({"text": TEXT}, failover=text) for text in ("A", None)]
    (made,) = to_payloads(given, "mts")
    assert [each["tran_type"] for each in made["data"]] == ["S", "N"]


@pytest.mark.parametrize("gateway", [name for name in GATEWAYS if GATEWAYS[name].variables])
def test_every_recipient_gets_the_values(gateway: str) -> None:
    numbers = ["01011112222", "01033334444"]
    request = to_payload({}, gateway, destinations=numbers, variables={"이름": "김"})
    found = [(one.destinations, one.variables) for one in messages_in(request, gateway)]
    assert [n for of_one, _ in found for n in of_one] == numbers
    assert all(values == {"이름": "김"} for _, values in found)


@pytest.mark.parametrize("gateway", [name for name in GATEWAYS if GATEWAYS[name].most > 1])
def test_a_message_of_which_nothing_is_written_has_its_place(gateway: str) -> None:
    """Before another it is there, for ``check_payload`` to find what it lacks."""
    (request,) = to_payloads(
        [PayloadMessage({})] * 2 + [PayloadMessage({}, destinations=("01011112222",))], gateway
    )
    assert [one.destinations for one in messages_in(request, gateway)] == [
        (),
        (),
        ("01011112222",),
    ]


LINK = {"type": "WL", "name": "보기", "urlMobile": URL}
APP = {"type": "AL", "name": "보기", "urlPc": URL, "schemeIos": "a://"}
RICH = {
    "code": "a",
    "text": "안내",
    "title": None,
    "items": [{"title": "상품", "description": "감귤", "x": 1}],
    "highlight": {"title": "감귤", "description": "5kg", "image": {"url": URL}, "x": 1},
    "image": {"url": URL, "width": 800},
    "security": True,
    "buttons": [LINK | {"target": "out", "x": 1}, {"type": "XX"}, APP, {"type": 5}],
    "quickReplies": [LINK, {"type": "AC", "name": "채널"}],
    "preview": "안내",
    "비밀": 5,
}


@pytest.mark.parametrize(
    ("form", "expected", "lost"),
    [
        pytest.param(
            REGISTRATIONS["nhn"],
            {
                "code": "a",
                "text": "안내",
                "items": [{"title": "상품", "description": "감귤"}],
                "highlight": {"title": "감귤", "description": "5kg", "imageUrl": URL},
                "image/url": URL,
                "security": True,
                "buttons": [
                    {"type": "WL", "name": "보기", "linkMo": URL},
                    {"type": "AL", "name": "보기", "linkPc": URL, "schemeIos": "a://"},
                ],
                "quickReplies": [{"type": "WL", "name": "보기", "linkMo": URL}],
            },
            "/items/0/x /highlight/x /image/width /buttons/0/target /buttons/0/x /buttons/1"
            " /buttons/3 /quickReplies/1 /preview /비밀",
            id="NHN",
        ),
        pytest.param(
            REGISTRATIONS["aligo"],
            {
                "code": "a",
                "text": "안내",
                "security": "Y",
                "buttons": [
                    {"linkType": "WL", "name": "보기", "linkM": URL},
                    {"linkType": "AL", "name": "보기", "linkP": URL, "linkI": "a://"},
                ],
            },
            "/items /highlight /image /buttons/0/target /buttons/0/x /buttons/1 /buttons/3"
            " /quickReplies /preview /비밀",
            id="Aligo, which writes a letter",
        ),
        pytest.param(
            GATEWAYS["popbill"],
            {
                "text": "안내",
                "buttons": [
                    {"t": "WL", "n": "보기", "u1": URL, "tg": "out"},
                    {"t": "AL", "n": "보기", "u1": "a://"},
                ],
            },
            "/code /items /highlight /buttons/0/x /buttons/1 /buttons/2/urlPc /buttons/3"
            " /quickReplies /비밀",
            id="Popbill, where an app link has other names",
        ),
        pytest.param(
            GATEWAYS["solapi"],
            {
                "text": "안내",
                "items": [{"title": "상품", "description": "감귤"}],
                "highlight": {"title": "감귤", "description": "5kg"},
                "buttons": [
                    {
                        "buttonType": "WL",
                        "buttonName": "보기",
                        "linkMo": URL,
                        "targetOut": True,
                    },
                    {"buttonType": "AL", "buttonName": "보기", "linkPc": URL, "linkIos": "a://"},
                ],
                "quickReplies": [{"linkType": "WL", "name": "보기", "linkMo": URL}],
            },
            "/code /items/0/x /highlight/x /buttons/0/x /buttons/1 /buttons/3 /quickReplies/1"
            " /비밀",
            id="a message of Solapi, whose template has the rest",
        ),
    ],
)
def test_what_a_gateway_has_words_for(form: Form, expected: dict[str, Any], lost: str) -> None:
    assert fitted(RICH, form) == (expected, lost.split())


def test_the_values_are_written_with_the_gateways_marks() -> None:
    request: Any = to_payload({}, "solapi", variables={"이름": "홍길동"})
    assert request["messages"][0]["kakaoOptions"] == {"variables": {"#{이름}": "홍길동"}}


def given_to(*numbers: str, code: str = "a", **more: Any) -> PayloadMessage:
    return PayloadMessage({"text": "안내"}, "", "@a", code, numbers, **more)


@pytest.mark.parametrize(
    ("gateway", "message", "expected"),
    [
        pytest.param(
            "infobip",
            given_to("1", send_at="t", failover="f"),
            {
                "messages": [
                    {
                        "sender": "@a",
                        "destinations": [{"to": "1"}],
                        "content": {"type": "TEMPLATE", "templateCode": "a", "text": "안내"},
                        "options": {"smsFailover": {"text": "f"}},
                    }
                ],
                "options": {"schedule": {"sendAt": "t"}},
            },
            id="a time and an SMS",
        ),
        pytest.param(
            "bizgo",
            given_to("1", "2", failover="f"),
            {
                "messageFlow": [
                    {
                        "alimtalk": {
                            "senderKey": "@a",
                            "msgType": "AT",
                            "templateCode": "a",
                            "text": "안내",
                        }
                    },
                    {"sms": {"text": "f"}},
                ],
                "destinations": [{"to": "1"}, {"to": "2"}],
            },
            id="an SMS behind the message",
        ),
        pytest.param(
            "bizgo",
            PayloadMessage({}, "", "@a", "a", ("1",), {"x": "y"}),
            {
                "messageFlow": [
                    {"alimtalk": {"senderKey": "@a", "sendType": "template", "templateCode": "a"}}
                ],
                "destinations": [{"to": "1", "replaceWords": {"x": "y"}}],
            },
            id="a template to be filled",
        ),
        pytest.param(
            "bizgo",
            PayloadMessage({"text": "#{x}"}, "", "@a", "a", ("1",), {"x": "y"}),
            {
                "messageFlow": [
                    {
                        "alimtalk": {
                            "senderKey": "@a",
                            "msgType": "AT",
                            "templateCode": "a",
                            "text": "#{x}",
                        }
                    }
                ],
                "destinations": [{"to": "1", "replaceWords": {"x": "y"}}],
            },
            id="a text to be filled",
        ),
        pytest.param(
            "nhn-hub",
            PayloadMessage({}, "", "@a", "a", ("1", "2"), {"x": "y"}),
            {
                "sender": {"senderKey": "@a"},
                "recipients": [
                    {
                        "contacts": [
                            {"contact": "1", "contactType": "PHONE_NUMBER"},
                            {"contact": "2", "contactType": "PHONE_NUMBER"},
                        ],
                        "templateParameters": {"x": "y"},
                    }
                ],
                "templateId": "a",
            },
            id="a constant beside each number",
        ),
        pytest.param(
            "nhn-hub",
            PayloadMessage({}, destinations=("1",)),
            {"recipients": [{"contacts": [{"contact": "1", "contactType": "PHONE_NUMBER"}]}]},
            id="a constant beside one number",
        ),
        pytest.param(
            "solapi",
            PayloadMessage({}, "", "@a", "a", (), {"x": "y"}),
            {
                "messages": [
                    {
                        "type": "ATA",
                        "kakaoOptions": {
                            "pfId": "@a",
                            "templateId": "a",
                            "variables": {"#{x}": "y"},
                        },
                    }
                ]
            },
            id="to nobody",
        ),
        pytest.param(
            "bizppurio",
            replace(given_to("1"), message={"text": "안내", "image": FACTS}),
            {
                "type": "ai",
                "content": {"ai": {"senderkey": "@a", "templatecode": "a", "message": "안내"}},
                "to": "1",
            },
            id="with an image",
        ),
    ],
)
def test_what_is_around_a_message(gateway: str, message: PayloadMessage, expected: Any) -> None:
    assert [*to_payloads([message], gateway)] == [expected]


@pytest.mark.parametrize(
    ("gateway", "messages", "together"),
    [
        pytest.param("sens", [given_to("1"), given_to("2", "3")], [3], id="alike"),
        pytest.param(
            "sens",
            [given_to("1"), given_to("2", code="b"), given_to("3")],
            [1, 1, 1],
            id="another template",
        ),
        pytest.param(
            "sens", [given_to("1"), given_to("2", send_at="t")], [1, 1], id="another time"
        ),
        pytest.param(
            "infobip", [given_to("1"), given_to("2", code="b")], [2], id="each has its template"
        ),
        pytest.param(
            "bizm", [given_to("1"), given_to("2", send_at="t")], [2], id="each has its time"
        ),
        pytest.param("sens", [given_to("1")] * 201, [100, 100, 1], id="as many as it takes"),
        pytest.param("sens", [], [], id="none"),
    ],
)
def test_messages_share_requests(
    gateway: str, messages: list[PayloadMessage], together: list[int]
) -> None:
    requests = [*to_payloads(iter(messages), gateway)]
    read = [messages_in(request, gateway) for request in requests]
    assert [*map(len, read)] == together
    found = [one for each in read for one in each]
    assert [one.destinations for one in found] == [
        (number,) for message in messages for number in message.destinations
    ]


@pytest.mark.parametrize("count", [1, 101], ids=["in one request", "in several"])
def test_what_has_no_place_is_left_out_on_request(count: int) -> None:
    buttons = [WEB | {"target": "out"}, BUTTONS["BT"]]
    message = PayloadMessage({"text": "안내", "header": None, "비밀": 5, "buttons": buttons})
    with pytest.raises(ValueError, match=r"^sens has not all parts, fields and types of buttons"):
        next(to_payloads([message], "sens"))
    for request in to_payloads([message] * count, "sens", is_lossy=True):
        for sent in request["messages"]:
            button = {"type": "WL", "name": "주문 보기", "linkMobile": URL}
            assert sent == {"content": "안내", "buttons": [button]}


# --------------------------------------------------------------------------- out of a request


@pytest.mark.parametrize(
    ("gateway", "path", "sender", "destinations"),
    [
        ("infobip", "/messages/0", SENDER_KEY, ("821012345678", "821012345679")),
        ("infobip-omni", "", "s1", ("821012345678",)),
        ("sens", "/messages/0", "@dawnmart", ("01012345678",)),
    ],
)
def test_what_a_request_holds(
    gateway: str, path: str, sender: str, destinations: tuple[str, ...]
) -> None:
    (found,) = messages_in(whole(gateway), gateway)
    assert (found.path, found.sender, found.template_code) == (path, sender, CODE)
    assert found.destinations == destinations
    assert check_message({**found.message, "buttons": found.message["buttons"][1:]}).ok


@pytest.mark.parametrize(
    ("gateway", "payload", "expected"),
    [
        pytest.param(
            "nhn",
            OTHERS["nhn"][0],
            [
                ("/recipientList/0", ("+821012345678",), {"이름": "홍길동", "상품": "감귤"}),
                ("/recipientList/1", ("010-1234-5679",), {}),
            ],
            id="of each message",
        ),
        pytest.param(
            "solapi",
            {"messages": [{"to": ["1", 5, "2"], "kakaoOptions": {"variables": {"#{이름}": "홍"}}}]},
            [("/messages/0", ("1", "2"), {"이름": "홍"})],
            id="of all recipients",
        ),
        pytest.param(
            "bizgo",
            {
                "messageFlow": [{"sms": {}}, {"alimtalk": {"sendType": "template"}}],
                "destinations": [
                    {"to": "1", "replaceWords": {"이름": "홍"}},
                    {"to": "2", "replaceWords": {"이름": 5}},
                    {"to": "3"},
                ],
            },
            [
                ("/messageFlow/1/alimtalk", ("1",), {"이름": "홍"}),
                ("/messageFlow/1/alimtalk", ("2",), {}),
                ("/messageFlow/1/alimtalk", ("3",), {}),
            ],
            id="of each recipient",
        ),
    ],
)
def test_the_values_with_which_a_template_is_filled(
    gateway: str, payload: Any, expected: list[tuple[str, tuple[str, ...], Any]]
) -> None:
    found = messages_in(payload, gateway)
    assert [(one.path, one.destinations, one.variables) for one in found] == expected


def test_a_text_that_is_filled_is_read_as_each_recipient_gets_it() -> None:
    text = {"text": "#{이름}님 #{상품}", "title": "#{이름}"}
    people = [{"to": number, "replaceWords": {"이름": name}} for number, name in ("1홍", "2김")]
    payload = {
        "messageFlow": [{"alimtalk": text}, {"sms": {"text": "f"}}],
        "destinations": people,
        "resvSendTime": "t",
    }
    expected = [
        ({"text": f"{name}님 #{{상품}}", "title": name}, (number,))
        for number, name in ("1홍", "2김")
    ]
    found = messages_in(payload, "bizgo")
    assert [(one.message, one.destinations) for one in found] == expected
    assert {(one.variables, one.failover, one.send_at) for one in found} == {(None, "f", "t")}


def test_where_a_message_stands_is_told_as_it_was_sent() -> None:
    found = messages_in(OTHERS["aligo"][0], "aligo")
    assert [one.path for one in found] == ["/receiver_1", "/receiver_2"]


def test_each_message_has_its_own_recipients() -> None:
    two = infobip(destinations=[{"to": "1"}])["messages"] + infobip(sender="b")["messages"]
    first, second = messages_in({"messages": two}, "infobip")
    assert (first.destinations, second.destinations) == (("1",), ("821012345678",))
    assert (first.sender, second.sender) == (SENDER_KEY, "b")


def test_messages_share_what_stands_once() -> None:
    request = sens(messages=[{"to": "1", "content": "a"}, {"to": "2", "content": "b"}])
    found = messages_in(request, "sens")
    assert [one.template_code for one in found] == [CODE, CODE]
    assert [one.message for one in found] == [{"text": "a"}, {"text": "b"}]


@pytest.mark.parametrize(
    ("payload", "gateway", "expected"),
    [
        pytest.param(None, "infobip", (), id="null"),
        pytest.param({"messages": 5}, "sens", (), id="messages of 5"),
        pytest.param(
            {"messages": [5, {"content": 5, "sender": 5, "destinations": [{"to": 5}, 5]}]},
            "infobip",
            (PayloadMessage({}, "/messages/1"),),
            id="nothing but wrong types",
        ),
        pytest.param(
            omni({"text": 5, "title": None, "extra": 5}, scenarioKey=None),
            "infobip-omni",
            (PayloadMessage({"text": 5}, "", None, CODE, ("821012345678",)),),
            id="parts stay as they are, but for null",
        ),
        pytest.param(
            HostileDict(messages=HostileList([HostileDict(content=TEXT)])),
            "sens",
            (PayloadMessage({"text": TEXT}, "/messages/0"),),
            id="hostile objects",
        ),
    ],
)
def test_a_faulty_request(
    payload: object, gateway: str, expected: tuple[PayloadMessage, ...]
) -> None:
    assert messages_in(payload, gateway) == expected


def test_a_wrong_gateway() -> None:
    with pytest.raises(ValueError, match="gateway must be one of"):
        messages_in(infobip(), "sms")
    with pytest.raises(TypeError, match="name"):
        messages_in(infobip(), 5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^payload is of no known gateway; name the gateway$"):
        messages_in({"text": TEXT})


@pytest.mark.parametrize("name", WHOLE)
def test_a_gateway_that_is_not_named_is_recognized(name: str) -> None:
    for request in WHOLE[name]:
        assert messages_in(request) == messages_in(request, name)


def test_null_is_left_out() -> None:
    link = {"type": "URL", "buttonText": "보기", "buttonUrlMobile": None, "buttonUrl": URL}
    (found,) = messages_in(omni({"title": None, "buttons": [link | {"target": None}]}))
    button = {"type": "WL", "name": "보기", "urlMobile": URL}
    assert found.message == {"text": TEXT, "buttons": [button]}


@SOME
@given(
    st.sampled_from([(name, request) for name, requests in WHOLE.items() for request in requests]),
    st.randoms(use_true_random=False),
    st.lists(python_values() | json_values(), min_size=1, max_size=4),
)
def test_reading_never_raises(named: tuple[str, Any], random: Any, values: list[Any]) -> None:
    gateway, payload = named
    for _ in values:
        payload = mutate(payload, random, values)
    for found in messages_in(payload, gateway):
        assert {*found.message} <= {*GATEWAYS[gateway].parts}
        assert all(type(number) is str for number in found.destinations)


@pytest.mark.parametrize(
    "payload",
    [
        nested(100_000),
        nested(100_000, by="messages"),
        {"messages": [nested(100_000, by="content")]},
    ],
    ids=["arrays", "messages", "content"],
)
@EVERY_GATEWAY
def test_a_hundred_thousand_levels(gateway: str, payload: object) -> None:
    assert len(messages_in(payload, gateway)) <= 1


def test_it_is_a_frozen_value_that_does_not_print_what_is_private() -> None:
    (found,) = messages_in(infobip({"text": "홍길동님"}), "infobip")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own
    assert hash(found) == hash(deepcopy(found))
    for private in ("홍길동", SENDER_KEY, "821012345678"):
        assert private not in repr(found)
    with pytest.raises(AttributeError):
        found.path = ""  # type: ignore[misc]


@pytest.mark.parametrize(
    ("gateway", "request_"),
    [
        (
            "nhn",
            {
                "senderKey": SENDER_KEY,
                "templateCode": "T",
                "recipientList": [{"recipientNo": "01012345678", "templateParameter": {7: "c"}}],
            },
        ),
        (
            "bizgo",
            {
                "messageFlow": [{"alimtalk": {"templateCode": "T", "text": "#{이름}님"}}],
                "destinations": [{"to": "01012345678", "replaceWords": {7: "c"}}],
            },
        ),
    ],
)
def test_the_name_of_a_variable_that_is_no_string(gateway: str, request_: Any) -> None:
    book = TemplateBook([{"code": "T", "text": "#{이름}님"}])
    (found,) = messages_in(request_, gateway)
    assert "7" not in str(found)
    assert "01012345678" in str(convert(request_, "sens", gateway, templates=book).documents)
    assert mend(request_, gateway=gateway, templates=book).edits == ()
    assert preview_html(request_, gateway=gateway, templates=book)


def test_a_hostile_string_of_a_recipient_is_read_plain() -> None:
    (found,) = messages_in(sens({"to": HostileStr("01012345678")}), "sens")
    assert [type(number) for number in found.destinations] == [str]


# --------------------------------------------------------------------------- there and back again


def sendable(message: dict[str, Any], gateway: str) -> dict[str, Any]:
    """The message without what the gateway has not, nor what no request holds."""
    has = GATEWAYS[gateway]
    buttons = [
        {name: value for name, value in button.items() if name in names}
        for button in message.get("buttons", ())
        for names in ([*has.names_for("buttons", button["type"])],)
        if button["type"] in has.button_types
    ]
    parts = {name: message[name] for name in ("text", "title") if name in message}
    return parts | ({"buttons": buttons} if buttons else {})


OF_TEXTS = pytest.mark.parametrize(
    "gateway", [name for name, gateway in GATEWAYS.items() if "text" in gateway.parts]
)
"""The gateways that are sent texts."""

WORDS = st.text(min_size=1)
NUMBERS = st.lists(st.text("0123456789", min_size=1), max_size=3, unique=True)


@OF_TEXTS
@SOME
@given(message=messages(), sender=st.none() | WORDS, code=st.none() | WORDS, numbers=NUMBERS)
def test_a_message_comes_back(
    gateway: str,
    message: dict[str, Any],
    sender: str | None,
    code: str | None,
    numbers: list[str],
) -> None:
    sent = sendable(message, gateway)
    assume(gateway not in ("bizm", "popbill") or '""' not in json.dumps(sent))  # as good as absent
    image = {"image": FACTS} if "image" in message else {}
    numbers = numbers if "*" in GATEWAYS[gateway].destination else numbers[:1]
    request = to_payload(
        sent | image, gateway, sender=sender, template_code=code, destinations=numbers
    )
    found = messages_in(request, gateway)
    assert [one.message for one in found] == [sent] * len(found)
    assert {(one.sender, one.template_code) for one in found} == {(sender, code)}
    assert [number for one in found for number in one.destinations] == numbers


@pytest.mark.parametrize("gateway", GATEWAYS)
@SOME
@given(data=st.data())
def test_a_request_comes_back(gateway: str, data: st.DataObject) -> None:
    request = data.draw(strategies.payloads(gateway))
    found = messages_in(request, gateway)
    (again,) = to_payloads(found, gateway)
    assert messages_in(again, gateway) == found
    assert check_payload(request, gateway).ok
    rules = {each.rule for each in check_payload(request, gateway).findings}
    assert rules <= {"template-not-given"}


@pytest.mark.parametrize("gateway", MAKERS)
@SOME
@given(message=strategies.messages())
def test_a_valid_message_makes_a_valid_request(gateway: str, message: dict[str, Any]) -> None:
    sent = sendable(message, gateway)
    for button in sent.get("buttons", ()):
        if button["type"] == "BT":
            button |= {"chatExtra": "a", "chatEvent": "a"}
    request = to_payload(
        sent,
        gateway,
        sender="@dawnmart" if gateway == "sens" else SENDER_KEY,
        template_code=CODE,
        destinations=["01012345678" if gateway == "sens" else "821012345678"],
    )
    assert check_payload(request, gateway).findings == ()


def test_what_is_documented() -> None:
    request = to_payload(make_message(), "infobip", sender=SENDER_KEY, template_code=CODE)
    found = check_payload(request, "infobip").findings
    assert [(one.rule, one.path) for one in found] == [
        ("missing-field", "/messages/0/destinations")
    ]
