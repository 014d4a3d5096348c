"""A request, checked: every rule in its place, in the gateway's words, each fault once."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from alimtalk_rules import (
    INFOBIP,
    KAKAO,
    RULES,
    Limits,
    Profile,
    Report,
    Rule,
    Severity,
    TemplateBook,
    check_message,
    check_payload,
    check_template,
    match_template,
    render_template,
)
from alimtalk_rules.check import document_checker
from alimtalk_rules.limits import MOST_FINDINGS
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.rules import PAYLOAD_RULES
from alimtalk_rules.structure import load_schema
from tests.payloads import (
    CHANNEL,
    CODE,
    MAKERS,
    WHOLE,
    WORDS,
    infobip,
    omni,
    request_with,
    sens,
    whole,
)
from tests.requests import FILLED as BY_GATEWAYS
from tests.values import (
    BUTTONS,
    FACTS,
    SENTINELS,
    TEMPLATE,
    TEXT,
    URL,
    EqualToAll,
    HostileDict,
    HostileList,
    HostileObject,
    HostileStr,
    Liar,
    RaisingObject,
    Silent,
    json_values,
    leaks,
    mutate,
    nested,
    python_values,
)

EVERY_GATEWAY = pytest.mark.parametrize("gateway", WHOLE)
IN_ITS_WORDS = pytest.mark.parametrize("gateway", MAKERS)
"""The gateways whose words are written out in tests/payloads.py."""

Faults = list[tuple[str, str]]


def places(report: Report) -> Faults:
    return [(found.rule, found.path) for found in report.findings]


def faults(payload: object, gateway: str | None = None, **options: Any) -> Faults:
    return places(check_payload(payload, gateway, **options))


# --------------------------------------------------------------------------- valid requests


@EVERY_GATEWAY
def test_whole_requests_have_no_findings(gateway: str) -> None:
    for request in WHOLE[gateway]:
        for named in (gateway, None):
            report = check_payload(request, named)
            assert (report.document, report.gateway) == ("payload", gateway)
            assert report.profile == GATEWAYS[gateway].profile.name
            told = {found.rule for found in report.findings}
            assert told == ({"template-not-given"} if gateway in BY_GATEWAYS else set())
            assert report.ok


def test_a_request_is_not_changed() -> None:
    for requests in WHOLE.values():
        for request in requests:
            before = deepcopy(request)
            check_payload(request)
            assert request == before


# --------------------------------------------------------------------------- the rules of messages

NOT_FOR_SENS = {
    "bad-chat-value": [("unknown-button-type", "/messages/0/buttons/0/type")],
    "bad-link-target": [("extra-field", "/messages/0/buttons/0/target")],
}
ELSEWHERE = {
    "infobip": {},
    "infobip-omni": {
        "missing-field": [("not-one-link", "/kakaoAlim/buttons/0")],  # one of its two URLs
        "bad-chat-value": [
            ("bad-chat-value", "/kakaoAlim/buttons/0/chatEvent"),
            ("missing-field", "/kakaoAlim/buttons/0/chatExtra"),  # it requires both
        ],
    },
    "sens": NOT_FOR_SENS,
}
"""What a gateway finds otherwise in the examples of messages."""


def of_messages() -> list[Rule]:
    """The rules whose example is a message that a request can hold."""
    return [
        rule
        for rule in RULES.values()
        if {"message", "payload"} <= {*rule.documents}
        and not {"image", "code", "messages"} & {*rule.example}
        and rule.name not in ("too-many-findings", "item-count")
        and check_message(rule.example).profile == "infobip"
        and {found.rule for found in check_message(rule.example).findings} <= {rule.name}
        and rule.name in {found.rule for found in check_message(rule.example).findings}
    ]


@pytest.mark.parametrize("rule", of_messages(), ids=lambda rule: rule.name)
@IN_ITS_WORDS
def test_every_rule_of_messages_in_its_place(gateway: str, rule: Rule) -> None:
    example: Any = rule.example
    alone = check_message(example, profile=GATEWAYS[gateway].profile).findings
    expected = [(found.rule, WORDS[gateway].path(found.path)) for found in alone]
    found = check_payload(request_with(example, gateway), gateway).findings
    expected = ELSEWHERE[gateway].get(rule.name, expected)
    assert [(one.rule, one.path) for one in found] == expected
    if rule.name not in ELSEWHERE[gateway]:
        assert [one.span for one in found] == [one.span for one in alone]
        assert {one.severity for one in found} == {one.severity for one in alone}


def test_most_rules_of_messages_are_tried() -> None:
    assert len(of_messages()) >= 28


@pytest.mark.parametrize(
    ("gateway", "message", "params"),
    [
        pytest.param(
            "infobip",
            {"text": TEXT, "buttons": [{"type": "AL", "name": "앱", "schemeIos": "a://b"}]},
            {"count": 1, "links": ("schemeAndroid", "schemeIos", "urlMobile")},
            id="infobip: links",
        ),
        pytest.param(
            "infobip-omni",
            {"text": TEXT, "buttons": [{"type": "AL", "name": "앱", "schemeIos": "a://b"}]},
            {"count": 1, "links": ("androidScheme", "iosScheme", "buttonUrlMobile")},
            id="omni: links",
        ),
        pytest.param(
            "sens",
            {"text": TEXT, "buttons": [{"type": "AL", "name": "앱", "schemeIos": "a://b"}]},
            {"count": 1, "links": ("schemeAndroid", "schemeIos", "linkMobile")},
            id="SENS: links",
        ),
        pytest.param(
            "sens",
            {"text": TEXT, "buttons": [{"type": "WL", "name": "보기"}]},
            {"field": "linkMobile"},
            id="SENS: missing field",
        ),
    ],
)
def test_a_finding_is_in_the_gateways_words(
    gateway: str, message: dict[str, Any], params: dict[str, Any]
) -> None:
    (found,) = check_payload(request_with(message, gateway), gateway).findings
    assert found.params == params
    for value in params.get("links", (params.get("field"),)):
        assert value in found.message


def test_related_places_are_in_the_request() -> None:
    two = {"text": TEXT, "buttons": [BUTTONS["MD"], BUTTONS["MD"]]}
    for gateway, words in WORDS.items():
        (found,) = check_payload(request_with(two, gateway), gateway).findings
        assert found.rule == "duplicate-button"
        assert (found.path, found.related) == (
            words.path("/buttons/1"),
            (words.path("/buttons/0"),),
        )


def test_each_of_several_messages_is_checked() -> None:
    contents: list[dict[str, Any]] = [
        {"text": "あ"},
        {},
        {"title": "가" * 24},
        {"text": 5},
        {"text": "é"},
    ]
    messages = [
        infobip(content, destinations=[{"to": f"82101234567{n}"}])["messages"][0]
        for n, content in enumerate(contents)
    ]
    assert faults({"messages": messages}) == [
        ("foreign-letters", "/messages/0/content/text"),
        ("title-truncated", "/messages/2/content/title"),
        ("wrong-type", "/messages/3/content/text"),
        ("non-english-letter", "/messages/4/content/text"),
    ]


def test_findings_are_in_the_order_of_the_messages() -> None:
    one = infobip({"text": "é"})["messages"][0]
    messages = [one | {"destinations": [{"to": f"82101234{n:04}"}]} for n in range(12)]
    paths = [path for _, path in faults({"messages": messages})]
    assert paths == [f"/messages/{n}/content/text" for n in range(12)]


# --------------------------------------------------------------------------- one fault, one finding


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        pytest.param(
            infobip({"text": ""}), [("text-blank", "/messages/0/content/text")], id="empty"
        ),
        pytest.param(omni({"text": ""}), [("text-blank", "/kakaoAlim/text")], id="empty in omni"),
        pytest.param(
            omni({"text": "가" * 1001}), [("text-too-long", "/kakaoAlim/text")], id="long text"
        ),
        pytest.param(
            infobip({"buttons": [5]}),
            [("wrong-type", "/messages/0/content/buttons/0")],
            id="a button of 5",
        ),
        pytest.param(
            infobip({"buttons": [{"type": "WL", "name": "a", "urlMobile": URL}]}),
            [("unknown-button-type", "/messages/0/content/buttons/0/type")],
            id="Kakao's type",
        ),
        pytest.param(
            omni({"buttons": [{"type": "URL", "buttonText": "a", "buttonUrlMobile": "a"}]}),
            [("bad-url", "/kakaoAlim/buttons/0/buttonUrlMobile")],
            id="a bad URL is a URL",
        ),
        pytest.param(
            omni({"buttons": [{"type": "URL", "buttonText": "a", "buttonUrl": f"{URL}/주문"}]}),
            [
                ("deprecated-field", "/kakaoAlim/buttons/0/buttonUrl"),
                ("url-not-ascii", "/kakaoAlim/buttons/0/buttonUrl"),
            ],
            id="the deprecated URL is a URL",
        ),
        pytest.param(
            omni(
                {
                    "buttons": [
                        {
                            "type": "URL",
                            "buttonText": "a",
                            "buttonUrl": URL,
                            "buttonUrlMobile": URL,
                        }
                    ]
                }
            ),
            [("not-one-link", "/kakaoAlim/buttons/0")],
            id="both URLs",
        ),
        pytest.param(
            omni({"buttons": [{"type": "APP_LINK", "buttonText": "a", "buttonUrl": URL}]}),
            [
                ("app-link-needs-two", "/kakaoAlim/buttons/0"),
                ("extra-field", "/kakaoAlim/buttons/0/buttonUrl"),
            ],
            id="the deprecated URL is none of an app's",
        ),
        pytest.param(sens() | {"messages": 5}, [("wrong-type", "/messages")], id="messages of 5"),
        pytest.param(
            {"kakaoAlim": 5}, [("missing-field", "/destinations"), ("wrong-type", "/kakaoAlim")]
        ),
        pytest.param(infobip() | {"a": 5}, [("extra-field", "/a")], id="further field"),
        pytest.param(omni(viber={"a": 5}), [], id="another channel's field"),
    ],
)
def test_one_fault_is_one_finding(payload: object, expected: Faults) -> None:
    assert faults(payload) == expected


@pytest.mark.parametrize(
    ("buttons", "expected"),
    [
        pytest.param([CHANNEL], [], id="alone"),
        pytest.param([CHANNEL, BUTTONS["MD"]], [], id="first"),
        pytest.param([BUTTONS["MD"], CHANNEL], [("add-channel-order", "/buttons/1")], id="second"),
        pytest.param(
            [CHANNEL, CHANNEL | {"name": "채널추가"}],
            [("add-channel-order", "/buttons/1"), ("add-channel-name", "/buttons/1/name")],
            id="twice",
        ),
        pytest.param(
            [CHANNEL | {"name": " "}], [("empty-value", "/buttons/0/name")], id="a name is rejected"
        ),
        pytest.param(
            [5, CHANNEL], [("wrong-type", "/buttons/0"), ("add-channel-order", "/buttons/1")]
        ),
    ],
)
@IN_ITS_WORDS
def test_a_button_that_adds_the_channel(gateway: str, buttons: list[Any], expected: Faults) -> None:
    report = check_payload(request_with({"text": TEXT, "buttons": buttons}, gateway), gateway)
    words = WORDS[gateway]
    assert sorted(places(report)) == sorted((rule, words.path(path)) for rule, path in expected)
    assert all(not rule.startswith("add-channel") for rule in (one.rule for one in report.errors))


def test_what_the_channel_is_to_be_called() -> None:
    (found,) = check_payload(
        infobip({"buttons": [{"type": "ADD_CHANNEL", "name": "채널추가"}]})
    ).findings
    assert found.params == {"expected": "채널 추가"}


# --------------------------------------------------------------------------- the gateway


def test_a_request_that_is_not_recognized() -> None:
    for payload in ({"text": TEXT}, [infobip()], None, "a", 5, HostileObject()):
        report = check_payload(payload)
        (found,) = report.findings
        assert (found.rule, found.path) == ("unknown-gateway", "")
        assert found.params == {"known": tuple(GATEWAYS)}
        assert report.gateway is None
        assert not report.ok


@IN_ITS_WORDS
def test_a_gateway_that_is_named_is_not_recognized(gateway: str) -> None:
    report = check_payload({}, gateway)
    assert report.gateway == gateway
    assert {found.rule for found in report.findings} == {"missing-field"}
    assert faults([], gateway) == [("wrong-type", "")]


def test_another_gateways_request() -> None:
    report = check_payload(sens(), "infobip-omni")
    assert report.gateway == "infobip-omni"
    assert ("missing-field", "/kakaoAlim") in places(report)


# --------------------------------------------------------------------------- the report


@pytest.fixture(scope="module")
def report_schema() -> Draft202012Validator:
    return Draft202012Validator(load_schema("report"))


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_report_is_what_its_schema_says(
    lang: str, report_schema: Draft202012Validator
) -> None:
    random = Random(5)
    rules = set()
    for gateway in GATEWAYS:
        for _ in range(20):
            payload: Any = whole(gateway)
            for _ in range(random.randint(0, 4)):
                payload = mutate(payload, random)
            report = check_payload(payload, gateway)
            told = report.to_dict(lang)
            report_schema.validate(told)
            assert json.loads(json.dumps(told)) == told
            assert (told["document"], told["gateway"]) == ("payload", gateway)
            assert told["combination"] is None
            rules |= {found.rule for found in report.findings}
    assert len(rules) > 10


def test_an_unknown_gateway_is_not_told(report_schema: Draft202012Validator) -> None:
    told = check_payload({}).to_dict()
    report_schema.validate(told)
    assert "gateway" not in told


@pytest.mark.parametrize("s", SENTINELS.values(), ids=SENTINELS)
def test_nothing_of_the_request_is_told(s: str) -> None:
    requests: list[Any] = [
        infobip({"text": f"{s}あ", "title": s * 6, "templateCode": f"{s} "}, sender=s),
        infobip(
            {"type": s, "groupKey": {s: s}, "buttons": [{"type": s, "name": s, s: s}]},
            destinations=[{"to": s}, {"to": s, "messageId": s * 30}],
            options={"smsFailover": {"text": f"{s}🎁" * 30}, "platform": {"entityId": [s]}},
            webhooks={"contentType": s, "callbackData": s * 999},
        ),
        infobip(options={"deliveryTimeWindow": {"days": [s]}, "validityPeriod": {"timeUnit": s}}),
        infobip() | {"options": {"priority": s, "schedule": {"sendAt": s}}, f"{s} {s}": s},
        omni({"buttons": [{"type": "URL", "buttonText": s, "buttonUrl": f"https://{s}/가"}]}),
        sens({"to": s, "failoverConfig": {"type": s, "content": s * 300}}, reserveTime=s),
        sens(plusFriendId=s, templateCode=s * 9),
    ]
    found = 0
    for request in requests:
        report = check_payload(request, templates=TemplateBook([{"code": CODE, "text": "안내"}]))
        found += len(report.findings)
        for lang in ("en", "ko"):
            assert leaks(json.dumps(report.to_dict(lang), ensure_ascii=False), s) == []
        assert leaks(repr(report), s) == []
    assert found > 30


# --------------------------------------------------------------------------- templates

NAMED = TEMPLATE | {"code": CODE}
FILLED = {"text": "홍길동님, 주문이 완료되었습니다.\n20261122-1"}
BUTTONED = NAMED | {
    "buttons": [{"type": "WL", "name": "보기", "urlMobile": "https://a.example/#{n}"}]
}
WEB = {"type": "WL", "name": "보기", "urlMobile": "https://a.example/1"}


def beside(
    template: dict[str, Any], message: dict[str, Any], gateway: str, **options: Any
) -> Report:
    book = TemplateBook([template])
    return check_payload(request_with(message, gateway), gateway, templates=book, **options)


@pytest.mark.parametrize(
    ("template", "message", "expected"),
    [
        pytest.param(NAMED, FILLED, [], id="equal"),
        pytest.param(NAMED, {"text": "안내"}, [("text-mismatch", "/text")], id="text"),
        pytest.param(
            NAMED, FILLED | {"title": "제목"}, [("title-mismatch", "/title")], id="a title too many"
        ),
        pytest.param(
            NAMED | {"title": "제목"}, FILLED, [("title-mismatch", "/title")], id="no title"
        ),
        pytest.param(BUTTONED, FILLED | {"buttons": [WEB]}, [], id="equal with a button"),
        pytest.param(BUTTONED, FILLED, [("button-mismatch", "/buttons")], id="no button"),
        pytest.param(
            BUTTONED,
            FILLED | {"buttons": [WEB | {"name": "열기"}]},
            [("button-mismatch", "/buttons/0/name")],
            id="name",
        ),
        pytest.param(
            BUTTONED,
            FILLED | {"buttons": [WEB | {"urlMobile": "https://b.example/1"}]},
            [("button-mismatch", "/buttons/0/urlMobile")],
            id="link",
        ),
        pytest.param(
            BUTTONED,
            FILLED | {"buttons": [BUTTONS["MD"]]},
            [("button-mismatch", "/buttons/0/type")],
            id="type",
        ),
        pytest.param(NAMED | {"image": FACTS}, FILLED, [], id="an image is the template's"),
        pytest.param(NAMED | {"image": 5}, FILLED, [], id="even a faulty one"),
        pytest.param(NAMED, FILLED | {"text": 5}, [("wrong-type", "/text")], id="text of 5"),
        pytest.param(NAMED, {}, [("missing-field", "/text")], id="no text"),
        pytest.param(
            NAMED | {"title": "제목"},
            FILLED | {"title": " "},
            [("empty-value", "/title")],
            id="a title that is rejected",
        ),
        pytest.param(
            BUTTONED, FILLED | {"buttons": 5}, [("wrong-type", "/buttons")], id="buttons of 5"
        ),
        pytest.param(
            BUTTONED, FILLED | {"buttons": [5]}, [("wrong-type", "/buttons/0")], id="a button of 5"
        ),
        pytest.param(
            BUTTONED,
            FILLED | {"buttons": [{"type": "XX", "name": "보기"}]},
            [("unknown-button-type", "/buttons/0/type")],
            id="an unknown type",
        ),
        pytest.param(
            BUTTONED,
            FILLED | {"buttons": [WEB | {"name": "가" * 29}]},
            [("button-name-too-long", "/buttons/0/name")],
            id="a name that is rejected",
        ),
        pytest.param(
            BUTTONED,
            FILLED | {"buttons": [WEB | {"urlMobile": "a"}]},
            [("bad-url", "/buttons/0/urlMobile")],
            id="a link that is rejected",
        ),
        pytest.param(
            BUTTONED,
            FILLED | {"buttons": [{"type": "WL", "urlMobile": "https://a.example/1"}]},
            [("missing-field", "/buttons/0/name")],
            id="no name",
        ),
    ],
)
@IN_ITS_WORDS
def test_a_message_beside_its_template(
    gateway: str, template: dict[str, Any], message: dict[str, Any], expected: Faults
) -> None:
    words = WORDS[gateway]
    report = beside(template, message, gateway)
    assert places(report) == [(rule, words.path(path)) for rule, path in expected]


@IN_ITS_WORDS
def test_a_difference_is_told_in_the_gateways_words(gateway: str) -> None:
    words = WORDS[gateway]
    (kind,) = beside(BUTTONED, FILLED | {"buttons": [BUTTONS["MD"]]}, gateway).findings
    types = {name: words.types.get(name, name) for name in ("WL", "MD")}
    assert kind.params == {"part": "type", "expected": types["WL"], "found": types["MD"]}
    other = FILLED | {"buttons": [WEB | {"urlMobile": "https://b.example/1"}]}
    (link,) = beside(BUTTONED, other, gateway).findings
    (ours,) = match_template(other, BUTTONED).report.findings
    assert link.params == {**ours.params, "part": words.fields.get("urlMobile", "urlMobile")}
    assert link.span == ours.span


@pytest.mark.parametrize(
    ("gateway", "path"),
    [
        ("infobip", "/messages/0/content/templateCode"),
        ("infobip-omni", "/kakaoAlim/templateCode"),
        ("sens", "/templateCode"),
    ],
)
def test_a_code_of_no_template(gateway: str, path: str) -> None:
    for book in (TemplateBook(), TemplateBook([NAMED | {"code": "other"}])):
        (found,) = check_payload(MAKERS[gateway](), gateway, templates=book).findings
        assert (found.rule, found.path, found.kakao) == ("unknown-template", path, ("3015",))


def test_a_code_that_all_messages_share_is_unknown_once() -> None:
    messages = [{"to": f"0101234{n:04}", "content": TEXT} for n in range(20)]
    book = TemplateBook()
    assert faults(sens(messages=messages), templates=book) == [
        ("unknown-template", "/templateCode")
    ]


@pytest.mark.parametrize("code", [None, 5, [], "주문", ""])
@IN_ITS_WORDS
def test_a_code_that_is_rejected_is_not_looked_up(gateway: str, code: object) -> None:
    request: dict[str, Any] = {"templateCode": code}
    payload = sens(**request) if gateway == "sens" else MAKERS[gateway](request)
    found = faults(payload, gateway, templates=TemplateBook())
    assert [rule in ("wrong-type", "bad-template-code") for rule, _ in found] == [True]


def test_each_message_is_compared_with_its_own_template() -> None:
    book = TemplateBook([{"code": code, "text": f"안내 {code}"} for code in ("a", "b")])
    messages = [
        infobip({"templateCode": code, "text": text}, destinations=[{"to": f"82101234567{n}"}])
        for n, (code, text) in enumerate([("a", "안내 a"), ("b", "안내 a"), ("c", "안내 c")])
    ]
    request = {"messages": [one["messages"][0] for one in messages]}
    assert faults(request, templates=book) == [
        ("text-mismatch", "/messages/1/content/text"),
        ("unknown-template", "/messages/2/content/templateCode"),
    ]


def test_more_than_a_hundred_differences() -> None:
    template = {"code": CODE, "text": "안내" + "#{a}." * 150}
    report = beside(template, {"text": "안내" + "." * 150}, "infobip")
    assert len(report.findings) == MOST_FINDINGS + 1
    assert report.notes[0].path == ""
    ignored = beside(
        template, {"text": "안내" + "." * 150}, "infobip", ignore=["variable-empty-value"]
    )
    assert ignored.findings == ()


def counted(texts: list[str], **options: Any) -> Counter[str]:
    """The findings, by rule, of a request with a message of each of the texts."""
    messages = [message for text in texts for message in infobip({"text": text})["messages"]]
    report = check_payload({"messages": messages}, "infobip", **options)
    return Counter(found.rule for found in report.findings)


WARNS, FAILS = "${이름}님", " "
IGNORED = ["duplicate-destination"]


@pytest.mark.parametrize(
    ("texts", "ignore", "expected"),
    [
        pytest.param([WARNS] * 100, IGNORED, {"leftover-variable": 100}, id="as many as shown"),
        pytest.param(
            [WARNS] * 101,
            IGNORED,
            {"leftover-variable": 100, "too-many-findings": 1},
            id="one more",
        ),
        pytest.param(
            [*[WARNS] * 150, FAILS, *[WARNS] * 9, *[FAILS] * 9],
            IGNORED,
            {"leftover-variable": 90, "text-blank": 10, "too-many-findings": 1},
            id="errors behind many warnings",
        ),
        pytest.param(
            [*[WARNS] * 150, "주문\r"],
            [*IGNORED, "leftover-variable"],
            {"carriage-return": 1},
            id="what is ignored is not shown",
        ),
        pytest.param(
            [FAILS, WARNS], [*IGNORED, "text-blank"], {"leftover-variable": 1}, id="nor an error"
        ),
    ],
)
def test_errors_are_told_behind_many_warnings(
    texts: list[str], ignore: list[str], expected: dict[str, int]
) -> None:
    assert counted(texts, ignore=ignore) == expected


def test_no_rule_of_messages_in_requests_is_a_note() -> None:
    """Of notes, warnings behind them would still have to be told."""
    assert {rule.severity for rule in PAYLOAD_RULES.rules} == {Severity.ERROR, Severity.WARNING}


def test_buttons_that_add_the_channel_are_told_of_before_a_hundred_warnings() -> None:
    (message,) = infobip({"buttons": [{"type": "ADD_CHANNEL", "name": "a"}]})["messages"]
    report = check_payload({"messages": [message] * 200}, "infobip", ignore=IGNORED)
    assert [found.rule for found in report.findings] == [
        "too-many-findings",
        *["add-channel-name"] * 100,
    ]


@IN_ITS_WORDS
def test_a_rendered_template_is_equal_to_it(gateway: str) -> None:
    message = render_template(BUTTONED, {"이름": "홍길동", "주문 번호": "1", "n": "1"})
    assert beside(BUTTONED, message, gateway).findings == ()


# --------------------------------------------------------------------------- options


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        pytest.param(INFOBIP.limits, [], id="the gateway's own"),
        pytest.param(Limits(text=5), [("text-too-long", "/messages/0/content/text")], id="text"),
        pytest.param(
            Limits(title=1), [("title-too-long", "/messages/0/content/title")], id="title"
        ),
        pytest.param(
            Limits(title_shown=4), [("title-truncated", "/messages/0/content/title")], id="shown"
        ),
        pytest.param(
            Limits(template_code_sent=3),
            [("bad-template-code", "/messages/0/content/templateCode")],
            id="code",
        ),
        pytest.param(
            Limits(validity_hours=23),
            [("odd-validity-period", "/messages/0/options/validityPeriod/amount")],
            id="validity",
        ),
    ],
)
def test_limits(limits: Limits, expected: Faults) -> None:
    assert faults(whole("infobip"), profile=replace(INFOBIP, limits=limits)) == expected


def test_wider_limits() -> None:
    long = infobip({"text": "가" * 1300})
    assert [rule for rule, _ in faults(long)] == ["text-too-long"]
    assert faults(long, profile=INFOBIP.with_limits(text=1300)) == []


@pytest.mark.parametrize(
    ("profile", "button_name", "text"),
    [
        pytest.param(INFOBIP, 20, 1000, id="the gateway's own"),
        pytest.param(INFOBIP.with_limits(text=900), 20, 900, id="a number of the default's"),
        pytest.param(INFOBIP.with_limits(button_name=9), 9, 1000, id="one that is its own"),
        pytest.param(KAKAO.with_limits(text=900), 28, 900, id="another profile"),
    ],
)
@pytest.mark.parametrize("gateway", [None, "sens"])
def test_among_other_documents_a_request_has_its_gateways_numbers_but_those_that_are_changed(
    gateway: str | None, profile: Profile, button_name: int, text: int
) -> None:
    check = document_checker("payload", gateway, profile=profile)

    def rules(length: int, of_text: int) -> list[str]:
        button = BUTTONS["WL"] | {"name": "가" * length}
        message = {"text": "가" * of_text, "buttons": [button]}
        found = check(request_with(message, "sens")).errors
        return [each.rule for each in found]

    assert rules(button_name, text) == []
    assert rules(button_name + 1, text + 1) == ["button-name-too-long", "text-too-long"]


OURS = {"text": "배송비 無料 안내"}
REGISTERED = {"channelId": "KA01PF", "name": "배송비", "content": "배송비 無料 안내"}
SENS = request_with(OURS, "sens")
STRICT: dict[str, Any] = {"severity": {"hanja": "error"}, "ignore": ["missing-field"]}


@pytest.mark.parametrize(
    ("kind", "gateway", "document", "check"),
    [
        pytest.param(None, None, OURS, check_message, id="a message"),
        pytest.param("message", None, {"code": "a", **OURS}, check_message, id="called a message"),
        pytest.param(None, None, {"code": "a", **OURS}, check_template, id="a code"),
        pytest.param(None, None, {"code": "a"}, check_template, id="a code alone"),
        pytest.param("template", None, OURS, check_template, id="called a template"),
        pytest.param(None, None, ["code"], check_message, id="no object"),
        pytest.param(None, None, SENS, check_payload, id="a request"),
        pytest.param(None, None, SENS | OURS, check_message, id="a request with a text"),
        pytest.param("message", None, SENS, check_message, id="a request called a message"),
        pytest.param("payload", None, OURS, check_payload, id="called a request"),
        pytest.param(None, "nhn", SENS, partial(check_payload, gateway="nhn"), id="another's"),
        pytest.param(
            None, None, REGISTERED, partial(check_template, gateway="solapi"), id="a registration"
        ),
        pytest.param(
            *("template", "nhn", REGISTERED, partial(check_template, gateway="nhn")),
            id="another's registration",
        ),
    ],
)
@pytest.mark.parametrize("options", [{}, STRICT])
def test_documents_are_checked_as_what_they_are(
    kind: Any, gateway: str | None, document: Any, check: Any, options: dict[str, Any]
) -> None:
    report = document_checker(kind, gateway, **options)(document)
    assert report == check(document, **options)
    assert report.profile == check(document).profile


@pytest.mark.parametrize(
    ("kind", "gateway", "document", "profile"),
    [
        pytest.param(None, None, REGISTERED, "kakao", id="a registration"),
        pytest.param("template", "solapi", REGISTERED, "kakao", id="called a registration"),
        pytest.param(None, None, SENS, "kakao", id="a request"),
    ],
)
def test_changed_numbers_go_with_the_profile_of_the_gateway(
    kind: Any, gateway: str | None, document: Any, profile: str
) -> None:
    report = document_checker(kind, gateway, profile=INFOBIP.with_limits(text=5))(document)
    assert [found.rule for found in report.errors] == ["text-too-long"]
    assert report.profile == profile


def test_a_gateway_has_no_messages() -> None:
    with pytest.raises(ValueError, match="a gateway is for payloads and templates only"):
        document_checker("message", "sens")
    with pytest.raises(ValueError, match="gateway"):
        document_checker("template", "sens-v2")


@pytest.mark.parametrize("profile", [INFOBIP, INFOBIP.with_limits(text=900), KAKAO])
def test_what_is_no_gateways_has_the_profile_that_was_chosen(profile: Profile) -> None:
    assert document_checker("payload", profile=profile)({"a": 5}).profile == profile.name


@pytest.mark.parametrize(
    ("payload", "rule"),
    [
        pytest.param(infobip({"text": "é"}), "non-english-letter", id="rule of messages"),
        pytest.param(infobip({"text": 5}), "wrong-type", id="rule of the structure"),
        pytest.param(infobip(sender="a"), "bad-sender", id="rule of requests"),
        pytest.param(
            omni({"buttons": [{"type": "URL", "buttonText": "a"}]}), "not-one-link", id="omni's own"
        ),
        pytest.param({"a": 5}, "unknown-gateway", id="no gateway"),
        pytest.param(
            infobip({"buttons": [BUTTONS["MD"] | {"type": "MESSAGE_DELIVERY"}] * 2}),
            "duplicate-button",
            id="buttons",
        ),
    ],
)
def test_a_rule_that_is_ignored(payload: object, rule: str) -> None:
    assert [found for found, _ in faults(payload)] == [rule]
    assert faults(payload, ignore=[rule]) == []


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({"gateway": "nobody"}, ValueError, "gateway must be one of infobip, infobip-omni, solapi"),
        ({"gateway": 5}, TypeError, "gateway must be a name"),
        ({"templates": TEMPLATE}, TypeError, "templates must be a TemplateBook or a list"),
        ({"templates": [5]}, ValueError, "object"),
        ({"profile": Limits()}, TypeError, "profile must be a Profile"),
        ({"ignore": "bad-url"}, TypeError, "ignore must be a collection"),
        ({"ignore": ["no-such-rule"]}, ValueError, "do not exist: 1"),
    ],
)
@pytest.mark.parametrize("payload", [infobip(), {}, 5], ids=["request", "unknown", "none"])
def test_wrong_options(
    payload: object, arguments: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        check_payload(payload, **arguments)


# --------------------------------------------------------------------------- any value


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(None, id="null"),
        pytest.param(float("nan"), id="NaN"),
        pytest.param(10**5000, id="a huge integer"),
        pytest.param(b"a", id="bytes"),
        pytest.param((), id="tuple"),
        pytest.param("\ud800", id="lone surrogate"),
        pytest.param("가" * 10_001, id="a long string"),
        pytest.param([{}] * 150, id="many objects"),
        pytest.param({f"f{n}": 5 for n in range(150)}, id="many members"),
        pytest.param({RaisingObject(): 5, EqualToAll(): 5}, id="keys"),
        pytest.param(HostileObject(), id="object that raises"),
        pytest.param(HostileStr("가"), id="string that raises"),
        pytest.param(HostileList([5]), id="list that raises"),
        pytest.param(HostileDict(text=5), id="dict that raises"),
        pytest.param(Liar(), id="says that it is a dict"),
        pytest.param(Silent(), id="does not say"),
        pytest.param(nested(5_000), id="deep arrays"),
        pytest.param(nested(5_000, by="messages"), id="deep objects"),
    ],
)
@pytest.mark.parametrize("gateway", [*MAKERS, "aligo", "bizm", "bizgo"])
def test_one_hostile_value_anywhere(gateway: str, value: Any) -> None:
    book = TemplateBook([NAMED])
    check_payload(value, gateway, templates=book)
    for path in every_path(whole(gateway)):
        request = whole(gateway)
        holder: Any = request
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = value
        report = check_payload(request, gateway, templates=book)
        assert len(report.findings) <= MOST_FINDINGS + 1


def every_path(value: Any) -> list[tuple[Any, ...]]:
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    return [
        path
        for step, member in inner
        for path in ((step,), *((step, *within) for within in every_path(member)))
    ]


@pytest.mark.parametrize("make", [TemplateBook, list, tuple])
def test_templates_are_a_book_or_make_one(make: Any) -> None:
    request = infobip({"text": "다른 안내", "templateCode": TEMPLATE["code"]})
    templates = make([TEMPLATE])
    assert faults(request, templates=templates) == [("text-mismatch", "/messages/0/content/text")]


def test_a_request_that_holds_itself() -> None:
    request = infobip()
    request["messages"][0]["content"]["buttons"] = request["messages"]
    request["messages"].append(request)
    assert {rule for rule, _ in faults(request)} == {"missing-field", "extra-field"}


SOME = settings(suppress_health_check=list(HealthCheck))


@SOME
@given(
    st.sampled_from([(name, request) for name, requests in WHOLE.items() for request in requests]),
    st.randoms(use_true_random=False),
    st.lists(python_values() | json_values(), min_size=1, max_size=4),
)
def test_checking_never_raises(named: tuple[str, Any], random: Random, values: list[Any]) -> None:
    gateway, payload = named
    for _ in values:
        payload = mutate(payload, random, values)
    check_payload(payload)
    report = check_payload(payload, gateway, templates=TemplateBook([BUTTONED]))
    assert len(report.findings) <= MOST_FINDINGS + 1
