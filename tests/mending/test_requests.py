"""The messages of gateways' requests, mended where they stand, in the gateway's own words."""

import json
from dataclasses import replace
from typing import Any

import pytest

from alimtalk_rules import convert, mend, to_payload
from alimtalk_rules.mending.edits import edited, value_at
from alimtalk_rules.mending.requests import edits_of_request
from alimtalk_rules.payloads import GATEWAYS, REGISTRATIONS
from alimtalk_rules.report import choices
from alimtalk_rules.structure.openings import JsonText
from alimtalk_rules.templates.book import TemplateBook
from tests.payloads import CODE, infobip, omni

TEMPLATE: dict[str, Any] = {
    "code": CODE,
    "text": "#{이름}님, 주문이 완료되었습니다.",
    "buttons": [
        {"type": "WL", "name": "주문 보기", "urlMobile": "https://shop.example.com/#{번호}"}
    ],
}
MESSAGE: dict[str, Any] = {
    "text": "홍길동님, 주문이 완료되었습니다.",
    "buttons": [{"type": "WL", "name": "주문 보기", "urlMobile": "https://shop.example.com/1"}],
}
UNLIKE: dict[str, Any] = {
    "text": "홍\u200b길동님,\u00a0주문이 완료되었습니다.",
    "buttons": [{"type": "WL", "name": "보기", "urlMobile": "http://shop.example.com/1 "}],
}
SENDERS = {"infobip": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "infobip-omni": "s1"}


def request_of(gateway: str, message: dict[str, Any], code: str | None = CODE) -> dict[str, Any]:
    sender = SENDERS.get(gateway, "@dawnmart")
    number = "01012345678" if GATEWAYS[gateway].country_code else "821012345678"
    return to_payload(message, gateway, sender=sender, template_code=code, destinations=[number])


FILLED = {"nhn", "nhn-hub", "sendon"}
"""The gateways that are sent no text, but values."""

SENT = [name for name in GATEWAYS if name not in FILLED]


def json_in(value: Any) -> Any:
    """A document with the values that are written into its strings as JSON."""
    if isinstance(value, dict):
        return {name: json_in(member) for name, member in value.items()}
    if isinstance(value, list):
        return [json_in(item) for item in value]
    return json.loads(value) if isinstance(value, str) and value[:1] in ("[", "{") else value


@pytest.mark.parametrize("gateway", SENT)
def test_a_message_as_the_template_that_is_named(gateway: str) -> None:
    payload = request_of(gateway, UNLIKE)
    found = mend(payload, gateway=gateway, templates=[TEMPLATE])
    assert json_in(found.document) == json_in(request_of(gateway, MESSAGE))
    assert {each.rule for each in found.report.findings} <= {"missing-field", "bad-sender"}
    assert {edit.rule for edit in found.edits} == {
        *("text-mismatch", "invisible-character", "button-mismatch"),
    }
    assert all(edit.safe and value_at(payload, edit.path) for edit in found.edits)


@pytest.mark.parametrize("gateway", SENT)
@pytest.mark.parametrize(
    "templates",
    [
        pytest.param(None, id="no templates"),
        pytest.param([TEMPLATE | {"code": "other"}], id="another code"),
        pytest.param([TEMPLATE | {"title": "제목"}], id="another template"),
    ],
)
def test_without_its_template_only_on_request(gateway: str, templates: Any) -> None:
    payload = request_of(gateway, UNLIKE)
    assert mend(payload, gateway=gateway, templates=templates).document is payload
    found = mend(payload, gateway=gateway, templates=templates, unsafe=True)
    assert found.edits
    assert not any(edit.safe for edit in found.edits)


def test_each_message_has_a_template_of_its_own() -> None:
    other = {"code": "other", "text": "#{이름}님,\u00a0취소되었습니다."}
    first, second = (
        infobip({"text": "홍길동님,\u00a0취소되었습니다."}),
        infobip({"text": "홍길동님, 취소되었습니다.", "templateCode": "other"}),
    )
    payload = {"messages": [*first["messages"], *second["messages"]]}
    found = mend(payload, templates=[other, {"code": CODE, "text": "#{이름}님, 취소되었습니다."}])
    texts = [each["content"]["text"] for each in found.document["messages"]]
    assert texts == ["홍길동님, 취소되었습니다.", "홍길동님,\u00a0취소되었습니다."]


def test_one_template_is_that_of_its_code() -> None:
    payload = request_of("infobip", UNLIKE)
    assert mend(payload, template=TEMPLATE).document == request_of("infobip", MESSAGE)
    assert mend(payload, template=TEMPLATE | {"code": "other"}).document is payload
    assert mend(payload, template={"text": TEMPLATE["text"]}).document is payload


def test_parts_that_the_gateway_has_not_are_not_compared() -> None:
    """The image comes with the approved template, whichever that is."""
    own = TEMPLATE | {"image": {"url": "https://img.example.com/a.png"}}
    payload = request_of("infobip", UNLIKE)
    assert mend(payload, templates=[own]).document == request_of("infobip", MESSAGE)


def test_misspelt_fields_on_request() -> None:
    payload = request_of("infobip", MESSAGE)
    button = payload["messages"][0]["content"]["buttons"][0]
    button["url_mobile"] = button.pop("urlMobile")
    payload["optoins"] = {"priority": "HIGH"}
    assert mend(payload).document is payload
    found = mend(payload, unsafe=True)
    assert found.document == request_of("infobip", MESSAGE) | {"options": {"priority": "HIGH"}}
    assert {(edit.rule, edit.replacement) for edit in found.edits} == {
        ("missing-field", "urlMobile"),
        ("extra-field", "options"),
    }


@pytest.mark.parametrize("code", [["a"], {}, 1, None])
def test_codes_that_are_none(code: Any) -> None:
    payload = infobip({"text": "주문\u200b 완료", "templateCode": code})
    assert mend(payload, templates=[TEMPLATE]).document is payload


def test_a_text_that_several_messages_share_is_mended_once() -> None:
    recipients = [{"rcv": f"0101234567{number}"} for number in range(2)]
    payload = request_of("popbill", {"text": "\u110c\u116e문"}) | {"msgs": recipients}
    payload["content"] = "홍길동님,\u00a0\u110c\u116e문이 완료되었습니다."
    templates = [{"code": CODE, "text": TEMPLATE["text"]}]
    found = mend(payload, gateway="popbill", templates=templates)
    assert found.document == payload | {"content": MESSAGE["text"]}
    assert [edit.span for edit in found.edits] == [(5, 8)]


# --------------------------------------------------------------------------- filled by the gateway


def filled(**values: Any) -> dict[str, Any]:
    """A request of which Solapi makes the message."""
    options = {"pfId": "KA01PF1", "templateId": CODE, "variables": values}
    return {"messages": [{"to": "01012345678", "kakaoOptions": options}]}


TEXT = {"code": CODE, "text": "#{이름}님, 주문이 완료되었습니다.\n번호: #{번호}"}


def test_values_that_the_gateway_fills_in() -> None:
    """The message is always its template's: so what is in a value may be mended."""
    payload = filled(**{"#{이름}": "홍\u200b길동", "번호": "\u110c\u116e\u0007"})
    found = mend(payload, templates=[TEXT])
    assert found.document == filled(**{"#{이름}": "홍길동", "번호": "주"})
    assert found.report.findings == ()
    assert all(edit.safe for edit in found.edits)


@pytest.mark.parametrize(
    ("values", "templates"),
    [
        pytest.param({"이름": "홍\u200b길동", "번호": "1"}, None, id="the template is not known"),
        pytest.param({"이름": "홍\u200b길동"}, [TEXT], id="a value is missing"),
        pytest.param({"이름": "홍\u3164길동", "번호": "1"}, [TEXT], id="what may be meant"),
        pytest.param({"이름": "홍길동", "번호": 1}, [TEXT], id="no string"),
    ],
)
def test_values_that_stay(values: dict[str, Any], templates: Any) -> None:
    payload = filled(**values)
    assert mend(payload, templates=templates, unsafe=True).document is payload


@pytest.mark.parametrize("unsafe", [False, True])
def test_a_text_that_the_gateway_fills_stays(unsafe: bool) -> None:  # noqa: FBT001 - both
    """What was found in what a recipient gets has no place of its own in what is sent."""
    payload = request_of("bizgo", {"text": "#{이름}님,\u00a0주문이 완료되었습니다."})
    payload["destinations"][0]["replaceWords"] = {"이름": "홍\u200b길동"}
    templates = [{"code": CODE, "text": TEMPLATE["text"]}]
    assert mend(payload, gateway="bizgo", templates=templates, unsafe=unsafe).document is payload


def test_values_of_several_messages_are_mended_once() -> None:
    gateway = replace(GATEWAYS["solapi"], variables=("/variables",))
    options = {"pfId": "KA01PF1", "templateId": CODE}
    payload = {
        "messages": [{"to": f"0101234567{n}", "kakaoOptions": options} for n in range(2)],
        "variables": {"이름": "홍\u200b길동", "번호": "1"},
    }
    book, chosen = TemplateBook([TEXT]), choices(gateway.profile)
    (edit,) = edits_of_request(payload, gateway, book, chosen, unsafe=False)
    assert edit.path == "/variables/이름"


def test_values_of_several_places_are_mended_where_they_stand() -> None:
    own = "/messages/*/kakaoOptions/variables"
    gateway = replace(GATEWAYS["solapi"], variables=("/variables", own))
    payload = filled(번호="1\u200b") | {"variables": {"이름": "홍\u200b길동"}}
    book, chosen = TemplateBook([TEXT]), choices(gateway.profile)
    edits = edits_of_request(payload, gateway, book, chosen, unsafe=False)
    assert edited(payload, edits) == filled(번호="1") | {"variables": {"이름": "홍길동"}}


def test_what_the_template_has_stays() -> None:
    own = TEXT | {"text": f"\u200b{TEXT['text']}"}
    payload = filled(이름="홍길동", 번호="1")
    assert mend(payload, templates=[own], unsafe=True).document is payload


# --------------------------------------------------------------------------- registrations


def registration(gateway: str, **parts: Any) -> Any:
    template = {"code": CODE, "name": "주문", "text": "#{이름}님, 주문이 완료되었습니다.", **parts}
    return convert(template, gateway).documents[0]


@pytest.mark.parametrize("gateway", REGISTRATIONS)
def test_a_draft_in_a_gateway_s_words(gateway: str) -> None:
    def buttons(name: str) -> list[dict[str, str]]:
        return [{"type": "BK", "name": name}]

    options: Any = {"kind": "template", "gateway": gateway}
    text = "\u200b#{이름}님,\r\n주문이 완료되었습니다."
    draft = registration(gateway, text=text, buttons=buttons("문\u200b의"))
    found = mend(draft, **options)
    expected = text.replace("\u200b", "").replace("\r", "")
    assert json_in(found.document) == json_in(
        registration(gateway, text=expected, buttons=buttons("문의"))
    )
    assert all(edit.safe for edit in found.edits)
    marked = registration(gateway, text="${이름}님, 주문이 완료되었습니다.")
    assert mend(marked, **options).document is marked
    assert mend(marked, unsafe=True, **options).document == registration(gateway)


def test_marks_that_are_another_language_s_stay() -> None:
    draft = registration("nhn-hub", text="${이름}님, 주문이 완료되었습니다.")
    draft["templateLanguage"] = "FREEMARKER"
    assert mend(draft, kind="template", gateway="nhn-hub", unsafe=True).document is draft


# --------------------------------------------------------------------------- JSON in a string


class InString(JsonText):
    """JSON that is written into a string where the gateway has the value itself."""

    def opened(self, schema: dict[str, Any]) -> dict[str, Any]:
        return schema


def in_a_string(buttons: str) -> dict[str, Any]:
    payload = request_of("sens", {"text": MESSAGE["text"]})
    payload["messages"][0]["buttons"] = buttons
    return payload


BUTTONS = json.dumps(
    [{"type": "WL", "name": "보기", "linkMobile": "https://shop.example.com/1"}], indent=1
)


@pytest.mark.parametrize(
    ("buttons", "expected"),
    [
        pytest.param(
            BUTTONS, BUTTONS.replace(r'"\ubcf4', r'"\uc8fc\ubb38 \ubcf4'), id="as written"
        ),
        pytest.param("[", "[", id="no JSON"),
    ],
)
def test_json_in_a_string(buttons: str, expected: str) -> None:
    gateway = replace(GATEWAYS["sens"], openings=(InString("/messages/*/buttons"),))
    payload = in_a_string(buttons)
    book, chosen = TemplateBook([TEMPLATE]), choices(gateway.profile)
    edits = edits_of_request(payload, gateway, book, chosen, unsafe=False)
    assert edited(payload, edits) == in_a_string(expected)
    assert {edit.path for edit in edits} <= {"/messages/0/buttons"}


@pytest.mark.parametrize(
    ("link", "count"), [('"buttonUrl": ""', 0), ('"target": "out"', 1)], ids=["twice", "once"]
)
def test_a_name_that_stands_twice_in_a_string_stays(link: str, count: int) -> None:
    """The other of the two would come to light."""
    gateway = replace(GATEWAYS["infobip-omni"], openings=(InString("/kakaoAlim/buttons"),))
    button = {"type": "URL", "buttonText": "보기", "buttonUrl": "https://shop.example.com/1"}
    buttons = json.dumps([button]).replace("{", f"{{{link}, ")
    payload = omni({"buttons": buttons})
    edits = edits_of_request(payload, gateway, None, choices(gateway.profile), unsafe=False)
    assert len(edits) == count
