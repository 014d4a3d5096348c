"""How far a text is read: nothing unread is ever ok."""

from typing import Any

import pytest

from alimtalk_rules import INFOBIP, check_message, check_payload, check_template

LONG = "가" * 10_000
LIMITS = INFOBIP.with_limits(text=20_000, lms_bytes=100_000)


@pytest.mark.parametrize(
    ("end", "rule"),
    [
        pytest.param("さ", "foreign-letters", id="a letter of another script"),
        pytest.param("漢", "hanja", id="a Han letter"),
        pytest.param("é", "non-english-letter", id="an accent"),
        pytest.param("\0", "unprintable-character", id="a control character"),
        pytest.param("\ud800", "unprintable-character", id="a lone surrogate"),
        pytest.param("\u200b", "invisible-character", id="a zero-width space"),
        pytest.param("\ufffd", "replacement-character", id="a lost character"),
        pytest.param("ÈûÁîµ¿", "mojibake", id="mojibake"),
        pytest.param("#{이름}", "unfilled-variable", id="a variable"),
        pytest.param("${name}", "leftover-variable", id="another mark"),
        pytest.param("<br>", "markup-in-text", id="HTML"),
        pytest.param("\\n", "escaped-line-break", id="an escaped line break"),
        pytest.param(" null님", "empty-looking-value", id="a word for no value"),
        pytest.param("\u1100\u1161", "text-decomposed", id="decomposed Hangul"),
        pytest.param("\r", "carriage-return", id="a carriage return"),
    ],
)
def test_a_message_is_read_to_its_limit(end: str, rule: str) -> None:
    message = {"text": LONG + end}
    assert [found.rule for found in check_message(message, profile=LIMITS).findings] == [rule]


@pytest.mark.parametrize(
    ("end", "rule"),
    [
        pytest.param("#{}", "variable-empty", id="no name"),
        pytest.param("#{이름", "variable-unterminated", id="not closed"),
        pytest.param("${name}", "wrong-variable-mark", id="another mark"),
        pytest.param("\r", "carriage-return-registered", id="a carriage return"),
    ],
)
def test_a_template_is_read_to_its_limit(end: str, rule: str) -> None:
    template = {"code": "a", "text": LONG + end}
    assert [found.rule for found in check_template(template, profile=LIMITS).findings] == [rule]


def test_a_parcel_is_found_behind_all_that_is_read_of_other_texts() -> None:
    button = {"type": "DS", "name": "배송조회"}
    text = LONG + " 한진택배 531234567890"
    assert check_message({"text": text, "buttons": [button]}, profile=LIMITS).findings == ()


@pytest.mark.parametrize(
    ("end", "rule"), [("🎁", "sms-unencodable"), ("#{이름}", "unfilled-variable")]
)
def test_an_sms_is_read_to_its_limit(end: str, rule: str) -> None:
    request = {
        "plusFriendId": "@dawnmart",
        "templateCode": "order-done",
        "messages": [
            {
                "to": "01012345678",
                "content": "주문이 완료되었습니다.",
                "failoverConfig": {"type": "LMS", "content": LONG + end},
            }
        ],
    }
    report = check_payload(request, "sens", profile=LIMITS)
    assert [found.rule for found in report.findings] == [rule]


@pytest.mark.parametrize("beyond", ["가", "#{이름", "}"])
def test_a_template_that_is_too_long_is_not_cut_within_a_variable(beyond: str) -> None:
    template: dict[str, Any] = {"code": "a", "text": "가" * 9_998 + "#{이름}" + beyond}
    found = {each.rule for each in check_template(template).findings}
    assert found == {"text-too-long"}
