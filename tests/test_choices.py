"""What a caller chooses: rules that are left out, severities that differ, what is not accepted."""

import pickle
from dataclasses import replace
from typing import Any

import pytest

from alimtalk_rules import (
    InvalidAlimTalk,
    Report,
    Severity,
    check_image,
    check_message,
    check_payload,
    check_template,
    match_template,
)
from alimtalk_rules.report import finding, in_order

HANJA = {"text": "배송비 無料 안내입니다."}
SMALL = {"format": "png", "width": 1000, "height": 500, "bytes": 10}
REQUEST = {
    "messages": [
        {
            "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
            "destinations": [{"to": "821012345678"}],
            "content": {"type": "TEMPLATE", "templateCode": "a", **HANJA},
        }
    ]
}

REGISTERED = {"channelId": "KA01PF", "name": "배송비", "content": HANJA["text"]}


def check_registered(document: Any, **options: Any) -> Report:
    return check_template(document, "solapi", **options)


CHECKS: list[Any] = [
    pytest.param(check_message, HANJA, "hanja", id="message"),
    pytest.param(check_template, {"code": "a", **HANJA}, "hanja", id="template"),
    pytest.param(check_registered, REGISTERED, "hanja", id="template of a gateway"),
    pytest.param(check_payload, REQUEST, "hanja", id="payload"),
    pytest.param(check_image, SMALL, "image-not-recommended-size", id="image"),
]


@pytest.mark.parametrize(("check", "document", "rule"), CHECKS)
def test_a_rule_can_be_of_another_severity(check: Any, document: Any, rule: str) -> None:
    assert check(document).ok
    report = check(document, severity={rule: "error"})
    (found,) = report.findings
    assert (found.rule, found.severity, report.ok) == (rule, Severity.ERROR, False)
    assert found.to_dict()["severity"] == "error"
    assert check(document, severity={rule: Severity.ERROR}) == report


@pytest.mark.parametrize(("check", "document", "rule"), CHECKS)
def test_a_rule_that_is_left_out_has_no_severity(check: Any, document: Any, rule: str) -> None:
    assert check(document, severity={rule: "error"}, ignore=[rule]).findings == ()


MANY: dict[str, Any] = {f"field{n}": 0 for n in range(150)}


@pytest.mark.parametrize(
    ("check", "document", "rule"),
    [
        pytest.param(check_message, {**MANY, "text": 5}, "wrong-type", id="message"),
        pytest.param(check_template, {"code": "a", **MANY, "text": 5}, "wrong-type", id="template"),
        pytest.param(check_image, {**MANY, **SMALL, "width": "1"}, "wrong-type", id="image"),
    ],
)
def test_what_is_left_out_leaves_room_for_the_rest(check: Any, document: Any, rule: str) -> None:
    assert [found.rule for found in check(document, ignore=["unknown-field"]).findings] == [rule]


def test_a_severity_of_its_own_is_kept_where_none_was_chosen() -> None:
    ours = replace(finding("hanja", "/text"), severity=Severity.NOTE)
    assert in_order([ours]) == (ours,)


def test_errors_can_be_lowered() -> None:
    message = {"text": "가" * 1001}
    assert not check_message(message).ok
    assert check_message(message, severity={"text-too-long": "note"}).notes


def test_the_severest_of_many_are_those_that_were_chosen() -> None:
    message = {"text": "안내", **{f"field{n}": 0 for n in range(150)}, "title": "가" * 51}
    (first, *_) = check_message(message, severity={"unknown-field": "note"}).errors
    assert first.rule == "title-too-long"


LATER = {
    "text": "안내",
    "buttons": [{"type": "MD", "name": "문의"}, {"type": "AC", "name": "채널 추가"}],
}
"""What is only unlikely to match when it is sent, but refused by Kakao when it is registered."""


@pytest.mark.parametrize(
    ("severity", "of_message", "of_template"),
    [
        pytest.param(None, "warning", "error", id="of the profile"),
        pytest.param({}, "warning", "error", id="none"),
        pytest.param({"hanja": "error"}, "warning", "error", id="beside another"),
        pytest.param({"add-channel-order": "note"}, "note", "note", id="chosen"),
    ],
)
def test_a_profile_may_be_stricter_with_templates(
    severity: dict[str, str] | None, of_message: str, of_template: str
) -> None:
    told: dict[str, Any] = {"profile": "kakao"}
    if severity is not None:
        told["severity"] = severity
    (sent,) = check_message(LATER, **told).findings
    (registered,) = check_template({"code": "a", **LATER}, **told).findings
    assert sent.rule == registered.rule == "add-channel-order"
    assert (sent.severity, registered.severity) == (of_message, of_template)


@pytest.mark.parametrize(
    ("severity", "error"),
    [
        pytest.param({"no-such-rule": "error"}, ValueError, id="no rule"),
        pytest.param({"hanja": "fatal"}, ValueError, id="no severity"),
        pytest.param([("hanja", "error")], TypeError, id="no mapping"),
        pytest.param(None, TypeError, id="None"),
    ],
)
def test_severities_that_are_refused(severity: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="severity"):
        check_message(HANJA, severity=severity)


@pytest.mark.parametrize(
    ("ignore", "said"),
    [(["hanja", "text-to-long"], "1; did you mean text-too-long?"), (["x" * 9, 5], "exist: 2")],
)
def test_a_rule_that_does_not_exist_has_the_name_that_was_meant(ignore: Any, said: str) -> None:
    for options in ({"ignore": ignore}, {"severity": dict.fromkeys(ignore, "error")}):
        with pytest.raises(ValueError, match="names rules that do not exist") as refused:
            check_message(HANJA, **options)
        assert str(refused.value).endswith(said)


def test_a_report_is_true_if_it_is_ok() -> None:
    assert check_message(HANJA)
    assert not check_message({"text": ""})


def test_a_match_is_true_if_it_is_ok() -> None:
    template = {"code": "a", "text": "#{이름}님"}
    assert match_template({"text": "홍길동님"}, template)
    assert not match_template({"text": "홍길동"}, template)


def test_no_row_of_the_guide_has_both_title_and_image_whatever_is_left_out() -> None:
    both = {"text": "안내", "title": "주문", "image": {}}
    report = check_message(both, ignore=["title-with-image"])
    assert (report.findings, report.combination) == ((), None)


def warned() -> Report:
    return check_message(HANJA)


def test_warnings_can_be_refused() -> None:
    warned().raise_for_errors()
    with pytest.raises(InvalidAlimTalk) as caught:
        warned().raise_for_errors(fail_on="warning")
    assert str(caught.value) == str(warned().findings[0])
    assert caught.value.fail_on is Severity.WARNING
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert (again.report, again.fail_on) == (caught.value.report, Severity.WARNING)


def test_what_is_refused_is_a_severity() -> None:
    with pytest.raises(ValueError, match="error, warning, note"):
        warned().raise_for_errors(fail_on="fatal")
