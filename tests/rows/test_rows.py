"""Rows: what they become, what is found where, and whose column it is."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest

import alimtalk_rules as alimtalk
from alimtalk_rules import (
    CompiledTemplate,
    PayloadMessage,
    RowReport,
    check_message,
    check_payload,
    check_rows,
    compile_template,
    render_template,
    rows,
    to_payloads,
)
from alimtalk_rules.payloads import gateway_named
from alimtalk_rules.rows import TableRow

LINK = "https://shop.example.com/orders/"
TEMPLATE: dict[str, Any] = {
    "code": "done",
    "text": "#{이름}님, 주문 #{번호}이 완료되었습니다.\n#{이름}님, 감사합니다.",
    "buttons": [{"type": "WL", "name": "주문 보기", "urlMobile": LINK + "#{번호}"}],
}
ROW: dict[str, Any] = {"이름": "홍길동", "번호": "2026-0417", "전화번호": "010-1234-5678"}


def one(template: Any = TEMPLATE, /, _options: Any = None, **changes: Any) -> RowReport:
    """The report on one row."""
    (report,) = check_rows(template, [ROW | changes], **(_options or {}))
    return report


def told(report: RowReport) -> list[tuple[str | None, str, str]]:
    """Column, rule and path of each finding."""
    found = zip(report.columns, report.report.findings, strict=True)
    return [(column, each.rule, each.path) for column, each in found]


# --------------------------------------------------------------------------- what rows become


@pytest.mark.parametrize("template", [TEMPLATE, compile_template(TEMPLATE)], ids=["dict", "made"])
def test_a_row_becomes_a_message(template: dict[str, Any] | CompiledTemplate) -> None:
    report = one(template)
    assert report.message == render_template(TEMPLATE, {n: ROW[n] for n in ("이름", "번호")})
    assert (report.row, report.sent, report.report.document) == (1, None, "row")
    assert report.report.combination == "text+buttons"
    assert told(report) == []


def test_each_row_has_its_number() -> None:
    own = TableRow(ROW)
    own.number = 12
    assert [report.row for report in check_rows(TEMPLATE, [ROW, ROW, own])] == [1, 2, 12]


def test_rows_are_read_one_at_a_time() -> None:
    waiting = iter([ROW, ROW])
    next(check_rows(TEMPLATE, waiting))
    assert len([*waiting]) == 1


def test_what_the_standard_library_reads_is_rows() -> None:
    table = io.StringIO("이름,번호\n홍길동,1,500\n김하늘\n")
    long, short = check_rows(TEMPLATE, csv.DictReader(table))
    assert told(long) == [(None, "row-too-long", "")]
    assert long.report.findings[0].params == {"count": 3, "columns": 2}
    assert [found[:2] for found in told(short)] == [("번호", "variable-empty-value")]


def test_a_template_without_variables() -> None:
    assert told(one({"text": "주문이 완료되었습니다."})) == []


def test_an_image_stays_in_the_template_of_kakao() -> None:
    template = TEMPLATE | {"image": {"url": "https://img.example.com/a.jpg"}}
    sent = {name: one(template, {"profile": name}).message for name in ("infobip", "kakao")}
    assert {name: "image" in (message or {}) for name, message in sent.items()} == {
        "infobip": True,
        "kakao": False,
    }


# --------------------------------------------------------------------------- whose column it is


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({"이름": True}, [("이름", "value-not-text", "/text")], id="no text"),
        pytest.param(
            {"이름": True, "번호": []},
            [("이름", "value-not-text", "/text"), ("번호", "value-not-text", "/text")],
            id="two of them",
        ),
        pytest.param({"이름": "#N/A"}, [("이름", "value-damaged", "/text")], id="damaged"),
        pytest.param(
            {"이름": "홍\u200b길동"}, [("이름", "invisible-character", "/text")] * 2, id="span"
        ),
        pytest.param(
            {"번호": "1\u200b"},
            [
                ("번호", "url-not-ascii", "/buttons/0/urlMobile"),
                ("번호", "invisible-character", "/text"),
            ],
            id="at both its places",
        ),
        pytest.param(
            {"번호": "a b"}, [("번호", "url-untidy", "/buttons/0/urlMobile")], id="a link of one"
        ),
        pytest.param(
            {"이름": "가" * 600}, [(None, "text-too-long", "/text")], id="a text of several"
        ),
        pytest.param(
            {"이름": "#{이름}"}, [("이름", "unfilled-variable", "/text")] * 2, id="one mistake once"
        ),
        pytest.param({"이름": "<b", "번호": "r>"}, [], id="nothing that only two would make"),
        pytest.param(
            {"이름": "", "번호": None},
            [
                ("번호", "variable-empty-value", "/buttons/0/urlMobile"),
                ("이름", "variable-empty-value", "/text"),
            ],
            id="nothing in them",
        ),
    ],
)
def test_columns(changes: dict[str, Any], found: list[tuple[str, str, str]]) -> None:
    assert told(one(**changes)) == found


def test_what_spans_two_values_is_of_neither() -> None:
    template = {"text": "주문 #{a}#{b} 완료되었습니다."}
    (report,) = check_rows(template, [{"a": "<b", "b": "r>"}])
    assert told(report) == [(None, "markup-in-text", "/text")]


def test_what_is_found_in_no_value() -> None:
    template = {
        "text": "#{택배사} #{송장번호}",
        "buttons": [{"type": "DS", "name": "배송조회"}],
    }
    (report,) = check_rows(template, [{"택배사": "없는택배", "송장번호": "1"}])
    assert told(report) == [(None, "delivery-details-missing", "/buttons/0")]


def test_a_row_that_becomes_no_message_has_none() -> None:
    report = one(이름=True)
    assert (report.message, report.report.ok, report.report.document) == (None, False, "row")
    (without,) = check_rows(TEMPLATE, [{}])
    assert [found[1] for found in told(without)] == ["variable-missing"] * 2
    assert without.message is None


# --------------------------------------------------------------------------- the template's own

FOREIGN = {"text": "#{이름}님, Привет. 주문이 완료되었습니다."}


def test_a_warning_about_the_template_is_not_told_of_each_row() -> None:
    assert [found.rule for found in alimtalk.check_template(FOREIGN).warnings] == [
        "foreign-letters"
    ]
    assert told(one(FOREIGN)) == []
    assert told(one(FOREIGN, 이름="Иван")) == [("이름", "foreign-letters", "/text")]
    lost = {"text": FOREIGN["text"] + "\ufffd"}
    assert told(one(lost, 이름="홍길\ufffd")) == [("이름", "replacement-character", "/text")]


def test_an_error_is() -> None:
    raised = {"severity": {"foreign-letters": "error"}}
    assert told(one(FOREIGN, raised)) == [(None, "foreign-letters", "/text")]


# --------------------------------------------------------------------------- recipients

TO: dict[str, Any] = {"to_column": "전화번호"}


@pytest.mark.parametrize(
    ("number", "gateway", "to", "rule"),
    [
        pytest.param("010-1234-5678", None, "821012345678", None, id="fine"),
        pytest.param("010-1234-5678", "sens", "01012345678", None, id="for another gateway"),
        pytest.param(1012345678.0, None, "821012345678", "leading-zero-lost", id="a number"),
        pytest.param(None, None, None, "no-destination", id="none"),
        pytest.param("02-123-4567", None, "021234567", "bad-destination", id="a landline"),
        pytest.param(True, None, None, "value-not-text", id="no text"),
    ],
)
def test_recipients(number: object, gateway: str | None, to: str | None, rule: str | None) -> None:
    report = one(TEMPLATE, {**TO, "gateway": gateway}, 전화번호=number)
    assert (report.sent and report.sent.destinations[0]) == to
    assert told(report) == ([("전화번호", rule, "")] if rule else [])


def test_what_is_sent() -> None:
    sent = one(TEMPLATE, {**TO, "gateway": "sens", "sender": "@shop"}).sent
    assert sent is not None
    assert (sent.sender, sent.template_code, sent.variables) == ("@shop", "done", None)
    (request,) = to_payloads([sent], "sens")
    assert check_payload(request, templates=[TEMPLATE]).findings == ()
    assert one({"text": "주문이 완료되었습니다."}, TO).sent == PayloadMessage(
        {"text": "주문이 완료되었습니다."}, destinations=("821012345678",)
    )


@pytest.mark.parametrize(
    "parts", [{"image": {"url": "https://img.example.com/a.jpg"}}, {"emphasis": "IMAGE"}]
)
def test_a_gateway_is_told_that_the_template_has_an_image(parts: dict[str, Any]) -> None:
    for template, kind in ((TEMPLATE, "AT"), (TEMPLATE | parts, "AI")):
        sent = one(template, {**TO, "gateway": "bizm"}).sent
        assert sent is not None
        (request,) = to_payloads([sent], "bizm")
        assert request[0]["message_type"] == kind


def test_a_gateway_that_fills_the_template_is_sent_the_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sens = gateway_named("sens")
    parts = {part: place for part, place in sens.parts.items() if part != "text"}
    monkeypatch.setattr(rows, "gateway_named", {"sens": replace(sens, parts=parts)}.__getitem__)
    sent = one(TEMPLATE, {**TO, "gateway": "sens"}).sent
    assert sent is not None
    assert (sent.message, sent.variables) == ({}, {"이름": "홍길동", "번호": "2026-0417"})


def test_a_template_that_the_gateway_cannot_send() -> None:
    template = TEMPLATE | {"buttons": [{"type": "BT", "name": "상담하기"}]}
    with pytest.raises(ValueError, match="sens has no place for some parts of the template"):
        check_rows(template, [], gateway="sens")


def test_the_form_of_numbers_is_the_gateways() -> None:
    shown = {
        gateway: one(TEMPLATE, {**TO, "gateway": gateway}, 전화번호="1").report.findings[0].params
        for gateway in (None, "infobip", "sens")
    }
    assert {gateway: params["example"] for gateway, params in shown.items()} == {
        None: "01012345678",
        "infobip": "821012345678",
        "sens": "01012345678",
    }


def test_one_number_twice() -> None:
    numbers = ["010-1234-5678", "010-2222-3333", "821012345678", "", ""]
    same = [ROW | {"전화번호": number} for number in numbers]
    reports = [*check_rows(TEMPLATE, same, **TO)]
    assert [found for report in reports for found in told(report)] == [
        ("전화번호", "duplicate-destination", ""),
        *[("전화번호", "no-destination", "")] * 2,
    ]
    assert reports[2].report.findings[0].message.endswith("the same number (row 1).")


# --------------------------------------------------------------------------- choices


def test_choices() -> None:
    assert told(one(이름="")) == [("이름", "variable-empty-value", "/text")]
    assert told(one(TEMPLATE, {"ignore": ["variable-empty-value"]}, 이름="")) == []
    assert not one(TEMPLATE, {"severity": {"variable-empty-value": "error"}}, 이름="").report
    long = {"이름": "한글 이름이 스무 자보다 훨씬 긴 고객"}
    assert told(one(TEMPLATE, **long)) == []
    assert [found[1] for found in told(one(TEMPLATE, {"profile": "kakao"}, **long))] == [
        "variable-growth"
    ]
    assert one(TEMPLATE, {"profile": "kakao"}).report.profile == "kakao"


def test_what_keeps_a_row_from_being_sent_is_an_error_whatever_is_chosen() -> None:
    rules = ("value-not-text", "variable-missing", "no-destination")
    wrong: list[dict[str, Any]] = [{"이름": True}, {}, ROW | {"전화번호": ""}]
    for chosen in ({"ignore": rules}, {"severity": dict.fromkeys(rules, "note")}):
        reports = [*check_rows(TEMPLATE, wrong, **TO, **chosen)]
        assert [report.report.ok for report in reports] == [False] * 3
        assert {found.rule for each in reports for found in each.report.errors} == {*rules}


def test_the_profile_is_the_gateways_own(monkeypatch: pytest.MonkeyPatch) -> None:
    sens = gateway_named("sens")
    strict = replace(sens, profile=sens.profile.with_limits(text=10))
    monkeypatch.setattr(rows, "gateway_named", {"sens": strict}.__getitem__)
    assert [found[1] for found in told(one(TEMPLATE, {"gateway": "sens"}))] == ["text-too-long"]
    assert told(one(TEMPLATE, {"gateway": "sens", "profile": "infobip"})) == []


@pytest.mark.parametrize(
    ("template", "options", "error"),
    [
        pytest.param("text", {}, "template must be", id="template"),
        pytest.param(TEMPLATE, {"to_column": 1}, "to_column must be", id="to_column"),
        pytest.param(TEMPLATE, {"gateway": 1}, "gateway must be", id="gateway"),
        pytest.param(TEMPLATE, {"profile": 1}, "profile must be", id="profile"),
        pytest.param(TEMPLATE, {"ignore": "hanja"}, "ignore must be", id="ignore"),
    ],
)
def test_wrong_types(template: Any, options: Any, error: str) -> None:
    with pytest.raises(TypeError, match=error):
        check_rows(template, [], **options)


def test_a_gateway_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="gateway must be one of"):
        check_rows(TEMPLATE, [], gateway="pigeon")


def test_a_row_that_is_none() -> None:
    wrong: Any = [ROW, ["홍길동"]]
    reports = check_rows(TEMPLATE, wrong)
    next(reports)
    with pytest.raises(TypeError, match="a row must be a mapping"):
        next(reports)


def test_no_text_in_a_repr() -> None:
    report = one(이름="홍길동\u200b")
    assert "홍길동" not in repr(report)
    assert repr(report).startswith("RowReport(row=1, report=Report(document='row'")


def test_the_message_is_checked_as_a_whole() -> None:
    report = one(번호="a b", 이름="홍\u200b길동")
    assert report.message is not None
    whole = check_message(report.message)
    assert report.report.findings == whole.findings
