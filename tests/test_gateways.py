"""What gateways fill, and what only their documents have: found where it was sent."""

from __future__ import annotations

import json
from copy import deepcopy
from operator import attrgetter
from typing import Any

import pytest

from alimtalk_rules import check_payload, check_template, to_payload
from alimtalk_rules.asking import found_by
from alimtalk_rules.payloads import GATEWAYS, REGISTRATIONS, parts
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.payloads.parts import Part, fillings_of, parts_of
from alimtalk_rules.report import choices
from alimtalk_rules.rules import PAYLOAD_RULES
from alimtalk_rules.rules.seen import Seen
from tests.requests import KEY, OTHERS
from tests.values import FACTS, TEXT, URL

TEMPLATE = {
    "code": "order",
    "text": f"#{{이름}}님, #{{상품}} {TEXT}",
    "buttons": [{"type": "WL", "name": "주문 보기", "urlMobile": "https://#{주소}"}],
}
VALUES = {"이름": "홍길동", "상품": "감귤", "주소": "a.example/1"}


def nhn(*values: dict[str, Any], code: str = "order") -> dict[str, Any]:
    recipients = [
        {"recipientNo": f"0101234567{n}", "templateParameter": each}
        for n, each in enumerate(values)
    ]
    return {"senderKey": KEY, "templateCode": code, "recipientList": recipients}


def solapi(values: dict[str, Any]) -> dict[str, Any]:
    options = {"pfId": "KA01PF", "templateId": "order", "variables": values}
    return {"messages": [{"to": "01012345678", "kakaoOptions": options}]}


def found(payload: Any, template: dict[str, Any] = TEMPLATE) -> list[tuple[str, str]]:
    report = check_payload(payload, templates=[template])
    return [(each.rule, each.path) for each in report.findings if each.rule != "variable-growth"]


AT = "/recipientList/0/templateParameter"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(VALUES, [], id="fine"),
        pytest.param(
            {}, [("variable-missing", f"{AT}/{name}") for name in ("상품", "이름", "주소")]
        ),
        pytest.param(VALUES | {"성명": "a"}, [("variable-unknown", f"{AT}/성명")], id="unknown"),
        pytest.param(
            VALUES | {"성명": 5},
            [("variable-unknown", f"{AT}/성명"), ("wrong-type", f"{AT}/성명")],
            id="unknown, and no string",
        ),
        pytest.param(
            VALUES | {"성명": 5, "주소": URL},
            [
                ("bad-url", f"{AT}/주소"),
                ("variable-unknown", f"{AT}/성명"),
                ("wrong-type", f"{AT}/성명"),
            ],
            id="unknown, and a doubled scheme",
        ),
        pytest.param(VALUES | {"주소": URL}, [("bad-url", f"{AT}/주소")], id="doubled scheme"),
        pytest.param(VALUES | {"상품": "가" * 1300}, [("text-too-long", f"{AT}/상품")], id="long"),
        pytest.param(VALUES | {"이름": "\u200b홍"}, [("invisible-character", f"{AT}/이름")]),
        pytest.param(VALUES | {"이름": "None"}, [("empty-looking-value", f"{AT}/이름")], id="None"),
        pytest.param(VALUES | {"이름": 5}, [("wrong-type", f"{AT}/이름")], id="no string"),
    ],
)
def test_a_message_is_judged_as_the_gateway_fills_it(
    values: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert sorted(found(nhn(values))) == sorted(expected)


def test_a_span_is_the_values() -> None:
    report = check_payload(nhn(VALUES | {"상품": "감\u200b귤"}), templates=[TEMPLATE])
    (each,) = (one for one in report.findings if one.rule == "invisible-character")
    assert each.span == (1, 2)


def test_what_is_wrong_with_the_template_is_told_once() -> None:
    template = TEMPLATE | {"text": "#{이름}님,\r\n#{상품} 주문"}
    told = found(nhn(VALUES, VALUES), template)
    assert told == [("carriage-return", "/templateCode")]


def test_a_template_that_is_not_there() -> None:
    assert found(nhn(VALUES, code="other")) == [("unknown-template", "/templateCode")]
    report = check_payload(nhn(VALUES, VALUES))
    assert [(one.rule, one.path) for one in report.findings] == [
        ("template-not-given", "/templateCode")
    ]


def test_names_are_written_as_the_gateway_writes_them() -> None:
    at = "/messages/0/kakaoOptions/variables"
    marked = {f"#{{{name}}}": value for name, value in VALUES.items()}
    assert found(solapi(marked)) == found(solapi(VALUES)) == []
    assert found(solapi(marked | {"#{주소}": URL})) == [("bad-url", f"{at}/#{{주소}}")]
    assert found(solapi(VALUES | {"주소": URL})) == [("bad-url", f"{at}/주소")]
    assert ("variable-missing", f"{at}/#{{주소}}") in found(solapi({"이름": "a", "상품": "b"}))


def test_values_are_not_printed() -> None:
    (part,) = parts_of(solapi(VALUES), GATEWAYS["solapi"])
    (filling,) = fillings_of(solapi(VALUES), part, GATEWAYS["solapi"])
    assert repr(filling) == "Filling('/messages/0/kakaoOptions/variables')"


def test_each_of_many_messages_is_filled_with_its_own_values() -> None:
    sent = (VALUES, VALUES | {"이름": ""}, VALUES | {"주소": URL})
    messages = [
        solapi(values)["messages"][0] | {"to": f"0101234567{number}"}
        for number, values in enumerate(sent)
    ]
    assert found({"messages": messages}) == [
        ("variable-empty-value", "/messages/1/kakaoOptions/variables/이름"),
        ("bad-url", "/messages/2/kakaoOptions/variables/주소"),
    ]


def test_messages_of_other_kinds_do_not_end_the_search() -> None:
    sent: dict[str, Any] = {"pfId": "KA01PF", "templateId": "order"}
    told = {"to": "01012345678", "text": f"{TEXT}\u200b", "kakaoOptions": sent}
    filled = solapi(VALUES | {"주소": URL})["messages"][0]
    unknown = {"to": "01012345678", "kakaoOptions": sent | {"templateId": "x", "variables": {}}}
    messages = [unknown, told, filled, told]
    rules = [(rule, path.split("/")[2]) for rule, path in found({"messages": messages})]
    assert ("unknown-template", "0") in rules
    assert [row for row in rules if row[0] == "bad-url"] == [("bad-url", "2")]
    for rule in ("invisible-character", "text-mismatch"):
        assert {row for row in rules if row[0] == rule} == {(rule, "1"), (rule, "3")}


@pytest.mark.parametrize(
    "severity", [{}, {"bad-url": "warning", "hanja": "error"}], ids=["of the rule", "chosen"]
)
def test_behind_many_warnings_errors_are_told_all_the_same(severity: dict[str, str]) -> None:
    many = [VALUES | {"이름": "None"}] * 120
    last = {"주소": URL} if not severity else {"상품": "無"}
    payload = nhn(*many, VALUES | last)
    report = check_payload(payload, templates=[TEMPLATE], severity=severity)
    (error,) = report.errors
    at = "/recipientList/120/templateParameter"
    assert (error.rule, error.path) in (("bad-url", f"{at}/주소"), ("hanja", f"{at}/상품"))
    assert (error.rule == "hanja") == bool(severity)


def test_behind_many_warnings_messages_are_asked_for_what_is_to_be_an_error() -> None:
    message = {"to": "01012345678", "content": "\u200b안내"}
    payload = {
        "plusFriendId": "@shop",
        "templateCode": "order",
        "messages": [*([message] * 120), message | {"content": "無料 안내"}],
    }
    for severity in ({}, {"hanja": "error"}):
        report = check_payload(payload, severity=severity)
        errors = [(each.rule, each.path) for each in report.errors]
        assert ("hanja", "/messages/120/content") in errors or not severity


@pytest.mark.parametrize("gateway", GATEWAYS.values(), ids=attrgetter("name"))
def test_nothing_is_found_where_nothing_of_a_message_is_sent(gateway: Gateway) -> None:
    """Messages of which the gateway makes all are not asked about."""
    assert [*found_by(PAYLOAD_RULES, {}, Seen({}), choices(gateway.profile))] == []


def test_a_text_is_filled_for_each_recipient() -> None:
    request = OTHERS["bizgo"][0]
    assert found(request, TEMPLATE | {"code": "order-done"})[0][0].endswith("mismatch")
    unfilled = {**request, "destinations": [{"to": "01012345678"}]}
    (each,) = check_payload(unfilled).errors[:1]
    assert (each.rule, each.span) == ("unfilled-variable", None)
    twice = {**request, "destinations": [{"to": f"0101234567{n}"} for n in range(2)]}
    told = [(each.rule, each.path) for each in check_payload(twice).findings]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("kind", "template", "is_wrong"),
    [
        ("at", {"emphasis": "IMAGE", "image": FACTS}, True),
        ("at", {"image": FACTS}, True),
        ("at", {"emphasis": "NONE"}, False),
        ("at", {}, False),
        ("ai", {"emphasis": "TEXT"}, True),
        ("ai", {"emphasis": "NONE"}, True),
        ("ai", {}, False),
        ("ai", {"emphasis": "IMAGE", "image": FACTS}, False),
    ],
)
def test_the_kind_of_a_message_is_its_templates(
    kind: str,
    template: dict[str, Any],
    is_wrong: bool,  # noqa: FBT001 - tried
) -> None:
    content = {"senderkey": KEY, "templatecode": "order", "message": TEXT}
    base = {"account": "a", "from": "0212345678", "to": "01012345678", "refkey": "1"}
    request = base | {"type": kind, "content": {kind: content}}
    told = found(request, {"code": "order", "text": TEXT} | template)
    assert told == ([("message-kind-mismatch", "/type")] if is_wrong else [])


def test_no_recipient_is_lost() -> None:
    numbers = ["01012345678", "01012345679"]
    for gateway in ("bizppurio", "kakao-raw"):
        with pytest.raises(ValueError, match="takes 1 messages in a request; see to_payloads"):
            to_payload({"text": TEXT}, gateway, destinations=numbers)


def test_what_is_found_in_all_of_a_template() -> None:
    part = Part(REGISTRATIONS["bizgo"], "/alimtalk", {})
    assert part.place_of("") == "/alimtalk"
    assert part.place_of("/unknown/0") == "/alimtalk/unknown/0"
    (part,) = parts_of({"messages": [{"buttons": [{}]}]}, GATEWAYS["sens"])
    assert part.place_of("/buttons/1/name") == "/messages/0/buttons/1/name"
    assert part.place_of("/buttons/0/x/y") == "/messages/0/buttons/0/x/y"


@pytest.mark.parametrize("kind", ["BA", "EX", "AD", "MI"])
def test_templates_of_a_group_add_no_channel(kind: str) -> None:
    template = {"senderKeyType": "G", "templateMessageType": kind, "templateContent": TEXT}
    rules = {each.rule for each in check_template(template, "kakao-raw").findings}
    assert ("group-profile-with-channel-add" in rules) == (kind in ("AD", "MI"))


WITHOUT_PC = {"linkType": "WL", "name": "보기", "linkM": URL}
BUTTONS = [{"linkType": "DS", "name": "배송"}, WITHOUT_PC | {"linkP": URL}, WITHOUT_PC, None]
HUB: dict[str, Any] = {"content": {"templateContent": "${이름}님, 주문이 완료되었습니다."}}


@pytest.mark.parametrize(
    ("name", "body", "rule", "paths"),
    [
        pytest.param(
            "aligo",
            {"tpl_button": json.dumps({"button": BUTTONS})},
            "pc-link-missing",
            ["/tpl_button/button/2/linkP"],
            id="a link for PCs, too",
        ),
        pytest.param("kakao-raw", {"buttons": [WITHOUT_PC]}, "pc-link-missing", [], id="not here"),
        pytest.param(
            "kakao-raw",
            {"senderKeyType": "G", "templateMessageType": "AD"},
            "group-profile-with-channel-add",
            ["/templateMessageType"],
            id="of a group",
        ),
        pytest.param(
            "kakao-raw",
            {"senderKeyType": "S", "templateMessageType": "AD"},
            "group-profile-with-channel-add",
            [],
            id="of no group",
        ),
        pytest.param(
            "nhn-hub", HUB, "wrong-variable-mark", ["/content/templateContent"], id="marks"
        ),
        pytest.param(
            "nhn-hub",
            HUB | {"templateLanguage": "FREEMARKER"},
            "wrong-variable-mark",
            [],
            id="of a language that has them",
        ),
        pytest.param(
            "nhn-hub",
            {"content": {"templateContent": "주문\u200b 완료"}, "templateLanguage": "FREEMARKER"},
            "invisible-character",
            ["/content/templateContent"],
            id="another rule in that language",
        ),
        pytest.param(
            "solapi",
            {"emphasizeType": "IMAGE"},
            "emphasis-image-missing",
            ["/imageId"],
            id="no image",
        ),
        pytest.param(
            "solapi",
            {"emphasizeType": "IMAGE", "imageId": "a"},
            "emphasis-image-missing",
            [],
            id="an image by its id",
        ),
    ],
)
def test_what_is_found_in_a_registration(
    name: str, body: dict[str, Any], rule: str, paths: list[str]
) -> None:
    found = check_template(body, name).findings
    assert [each.path for each in found if each.rule == rule] == paths


@pytest.mark.parametrize(
    ("name", "payload", "expected"),
    [
        pytest.param(
            "bizppurio",
            {
                "type": "at",
                "account": "a",
                "from": "0212345678",
                "to": "01012345678",
                "refkey": "1",
            },
            {("missing-field", "/content", "content")},
            id="nothing within what is missing",
        ),
        pytest.param(
            "bizppurio",
            {"content": {}, "type": "at"},
            {
                ("missing-field", f"/{path}", path.rpartition("/")[2])
                for path in ("content/at", "account", "from", "to", "refkey")
            },
            id="what the schema cannot say",
        ),
        pytest.param(
            "aligo",
            {
                "senderkey": KEY,
                "tpl_code": "a",
                "sender": "0212345678",
                "receiver_1": "01012345678",
            },
            {
                ("missing-field", f"/{name}", name)
                for name in ("apikey", "userid", "message_1", "subject_1")
            },
            id="as it is sent",
        ),
        pytest.param(
            "solapi",
            {"messages": [{"type": "SMS", "to": "01012345678"}]},
            {("not-alimtalk", "/messages/0", None)},
            id="no AlimTalk",
        ),
    ],
)
def test_what_a_request_lacks(
    name: str, payload: Any, expected: set[tuple[str, str, str | None]]
) -> None:
    found = check_payload(payload, name).findings
    assert {(each.rule, each.path, each.params.get("field")) for each in found} == expected


def test_related_places_are_told_as_they_were_sent() -> None:
    link = {"linkType": "WL", "name": "보기", "linkMo": URL, "linkPc": URL}
    twice = OTHERS["aligo"][0] | {"button_1": json.dumps({"button": [link, link]})}
    found = check_payload(twice).findings
    (each,) = (each for each in found if each.rule == "duplicate-button")
    assert (each.path, each.related) == ("/button_1/button/1", ("/button_1/button/0",))


def test_where_a_message_has_no_code_it_is_asked_for_there() -> None:
    message = {"to": "01012345678", "kakaoOptions": {"pfId": "a"}}
    found = check_payload({"messages": [message]}, "solapi").findings
    assert ("template-not-given", "/messages/0") in {(each.rule, each.path) for each in found}


def test_numbers_that_are_not_the_order_of_the_list() -> None:
    request = deepcopy(OTHERS["nhn-raw"][0])
    request["recipientList"][1]["quickReplies"].reverse()
    found = [(each.rule, each.path) for each in check_payload(request, "nhn-raw").findings]
    assert ("odd-ordering", "/recipientList/1/quickReplies/1/ordering") in found


def test_names_that_are_gathered_are_not_told() -> None:
    request = OTHERS["aligo"][0] | {"xyz": 1}
    (each,) = (each for each in check_payload(request).findings if each.rule == "extra-field")
    known: Any = each.params["known"]
    assert "tpl_code" in known
    assert not any("#" in name for name in known)


def test_the_choices_and_the_words_of_a_registration() -> None:
    buttons = [{"linkType": "MD", "name": "문의"}, {"linkType": "AC", "name": "채널 추가"}]
    template = {"senderKey": KEY, "templateContent": TEXT, "buttons": buttons}
    report = check_template(template, "kakao-raw")
    assert (report.document, report.gateway, report.profile) == ("template", "kakao-raw", "kakao")
    (order,) = (each for each in report.findings if each.rule == "add-channel-order")
    assert (order.severity, order.path) == ("error", "/buttons/1")


@pytest.mark.parametrize("options", [{"image": b""}, {"samples": {}}, {"samples": [{}]}])
def test_an_image_and_samples_are_for_templates_in_our_own_words(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="an image, and samples, are for templates in our own"):
        check_template({}, "solapi", **options)


def test_what_multiplies_is_refused_and_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "MOST_FILLED", 5)
    request = deepcopy(OTHERS["bizgo"][0])
    (step, *_) = (each for each in request["messageFlow"] if "alimtalk" in each)
    request["messageFlow"] = [step | {"alimtalk": step["alimtalk"] | {"text": "#{이름}님"}}] * 3
    request["destinations"] = [
        {"to": f"0101234567{number}", "replaceWords": {"이름": "가" * 2_000}} for number in range(2)
    ]
    report = check_payload(request, "bizgo")
    (found,) = (each for each in report.findings if each.rule == "too-many-messages")
    assert (found.path, dict(found.params)) == ("/destinations", {"count": 6, "limit": 5})
    too_long = {each.path for each in report.findings if each.rule == "text-too-long"}
    assert too_long == {f"/messageFlow/{index}/alimtalk/text" for index in range(3)}
    monkeypatch.setattr(parts, "MOST_FILLED", 6)
    rules = {each.rule for each in check_payload(request, "bizgo").findings}
    assert "too-many-messages" not in rules
