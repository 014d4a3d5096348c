"""What surrounds the messages of a request: recipients' numbers, the SMS, names, empty lists."""

from typing import Any

import pytest

from alimtalk_rules import mend
from alimtalk_rules.mending.edits import value_at
from tests.payloads import MAKERS, SMS, infobip, omni, sens

TO = {
    "infobip": "/messages/0/destinations/0/to",
    "sens": "/messages/0/to",
}


def request_to(gateway: str, number: str, **more: Any) -> dict[str, Any]:
    if gateway == "sens":
        return sens({"to": number, **more})
    return infobip(destinations=[{"to": number, **more}])


@pytest.mark.parametrize(
    ("gateway", "number", "expected"),
    [
        ("infobip", "+82-10-1234-5678", "821012345678"),
        ("infobip", "82 (10) 1234.5678", "821012345678"),
        ("infobip", "82\u00a010\u20131234\u20105678", "821012345678"),
        ("sens", "010-1234-5678", "01012345678"),
        ("sens", " 01012345678\n", "01012345678"),
    ],
)
def test_numbers(gateway: str, number: str, expected: str) -> None:
    found = mend(request_to(gateway, number))
    assert value_at(found.document, TO[gateway]) == expected
    assert all(edit.safe for edit in found.edits)
    assert found.report.findings == ()


@pytest.mark.parametrize(
    ("gateway", "number", "expected"),
    [
        ("infobip", "010-1234-5678", "821012345678"),
        ("infobip", "8201012345678", "821012345678"),
        ("infobip", "+82 (0)10-1234-5678", "821012345678"),
        ("sens", "821012345678", "01012345678"),
        ("sens", "+82-010-1234-5678", "01012345678"),
    ],
)
def test_country_codes_on_request(gateway: str, number: str, expected: str) -> None:
    payload = request_to(gateway, number)
    assert mend(payload).document is payload
    found = mend(payload, unsafe=True)
    assert value_at(found.document, TO[gateway]) == expected
    assert not any(edit.safe for edit in found.edits)


@pytest.mark.parametrize(
    ("gateway", "number"),
    [
        ("infobip", "홍길동"),
        ("infobip", "010-1234-567a"),
        ("infobip", "12"),
        ("sens", "1-2"),
    ],
)
def test_what_is_no_number_stays(gateway: str, number: str) -> None:
    payload = request_to(gateway, number)
    assert mend(payload, unsafe=True).document is payload


def test_another_country_has_its_own_form() -> None:
    found = mend(request_to("sens", "90-1234-5678", countryCode="81"), unsafe=True)
    assert value_at(found.document, TO["sens"]) == "9012345678"


def test_no_number_becomes_another_s() -> None:
    """They may be one person's, or of two countries: nobody gets two messages for a mend."""
    numbers = ["821012345678", "01012345678", "010-1234-5678", "010-8765-4321", "01087654321"]
    payload = infobip(destinations=[{"to": number} for number in numbers])
    found = mend(payload, unsafe=True)
    destinations = value_at(found.document, "/messages/0/destinations")
    assert [each["to"] for each in destinations] == [
        *("821012345678", "01012345678", "010-1234-5678", "821087654321", "01087654321")
    ]


def test_a_number_that_stands_twice_already_may_stand_so_twice() -> None:
    payload = infobip(destinations=[{"to": "821012345678"}, {"to": "+82-10-1234-5678"}])
    found = mend(payload)
    assert [each.rule for each in found.report.findings] == ["duplicate-destination"]
    assert found.edits


# --------------------------------------------------------------------------- the SMS


def with_sms(text: str) -> dict[str, Any]:
    return infobip(options={"smsFailover": {"text": text}})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("배송 – 완료 — 1‑2", "배송 - 완료 - 1-2"),
        ("• 완료 ⋅ ‧ ・", "· 완료 · · ·"),
        ("₩1,000\u00a0☎\ufe0f ▸➡〜\u200b", "￦1,000 ☎ ▶→～"),
        ("완료 – 🎁", "완료 - 🎁"),
    ],
)
def test_sms_on_request(text: str, expected: str) -> None:
    payload = with_sms(text)
    assert mend(payload).document is payload
    found = mend(payload, unsafe=True)
    assert found.document == with_sms(expected)
    assert not any(edit.safe for edit in found.edits)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("완료 🎁", id="nothing instead"),
        pytest.param("🎁–🎁", id="one run would be two"),
        pytest.param("가" * 44 + "a•", id="the SMS would become an LMS"),
        pytest.param(SMS, id="nothing to do"),
    ],
)
def test_sms_that_stay(text: str) -> None:
    payload = with_sms(text)
    assert mend(payload, unsafe=True).document is payload


# --------------------------------------------------------------------------- names, lists

LINK = "https://shop.example.com/orders/1"
OLD = omni({"buttons": [{"type": "URL", "buttonText": "보기", "buttonUrl": f"{LINK}/주"}]})
NEW = omni({"buttons": [{"type": "URL", "buttonText": "보기", "buttonUrlMobile": f"{LINK}/주"}]})


def test_a_deprecated_name() -> None:
    found = mend(OLD, ignore=["url-not-ascii"])
    assert found.document == NEW
    assert [*value_at(found.document, "/kakaoAlim/buttons/0")] == [
        *("type", "buttonText", "buttonUrlMobile")
    ]
    (edit,) = found.edits
    assert (edit.rule, edit.span, edit.safe) == ("deprecated-field", None, True)


def test_a_deprecated_name_and_what_it_names() -> None:
    found = mend(OLD, unsafe=True)
    (button,) = value_at(found.document, "/kakaoAlim/buttons")
    assert button["buttonUrlMobile"] == f"{LINK}/%EC%A3%BC"
    assert {edit.path for edit in found.edits} == {"/kakaoAlim/buttons/0/buttonUrl"}
    assert found.report.findings == ()


@pytest.mark.parametrize("rule", ["deprecated-field", "bad-destination", "empty-value"])
def test_what_is_ignored_stays(rule: str) -> None:
    payload = OLD | {"destinations": [{"to": {"phoneNumber": "+821012345678"}}]}
    payload["kakaoAlim"] = payload["kakaoAlim"] | {"buttons": [*payload["kakaoAlim"]["buttons"]]}
    edits = mend(payload, ignore=[rule]).edits
    assert rule not in {edit.rule for edit in edits}


def test_an_empty_list_that_the_gateway_does_not_take() -> None:
    found = mend(omni({"buttons": []}))
    assert found.document == omni()
    (edit,) = found.edits
    assert (edit.rule, edit.path, edit.span, edit.replacement) == (
        *("empty-value", "/kakaoAlim/buttons", None, None),
    )


def test_other_empty_values_stay() -> None:
    payload = omni({"title": " "})
    assert mend(payload, unsafe=True).document is payload


@pytest.mark.parametrize("gateway", MAKERS)
def test_what_is_fine_stays(gateway: str) -> None:
    payload = MAKERS[gateway]()
    assert mend(payload, unsafe=True).document is payload
