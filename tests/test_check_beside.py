"""Documents of any kind beside the approved templates: what checks them, and what only compares."""

from typing import Any

import pytest

from alimtalk_rules import TemplateBook, check_template, to_payload
from alimtalk_rules.check import document_checker, document_matcher

DONE = {"code": "done", "text": "#{이름}님, 주문이 완료되었습니다."}
FITS = {"text": "홍길동님, 주문이 완료되었습니다."}
UNLIKE = {"text": "홍길동님, 주문이 취소되었습니다."}
BOOK = [DONE, {"code": "sent", "text": "출발"}]


def request(message: Any) -> Any:
    return to_payload(
        message,
        "infobip",
        sender="f" * 40,
        template_code="done",
        destinations=["821012345678"],
    )


@pytest.mark.parametrize("beside", [document_matcher, None])
@pytest.mark.parametrize(
    ("document", "templates", "code", "found"),
    [
        (FITS, BOOK, "done", []),
        (UNLIKE, BOOK, "done", [("text-mismatch", "/text")]),
        (FITS, [DONE | {"code": "주문 완료"}], None, []),
        (UNLIKE, [DONE | {"code": "주문 완료"}], None, [("text-mismatch", "/text")]),
        (FITS, [], None, [("unknown-template", "")]),
        (request(FITS), BOOK, None, []),
        (request(UNLIKE), BOOK, None, [("text-mismatch", "/messages/0/content/text")]),
        (FITS | {"messages": []}, BOOK, "done", [("unknown-field", "/messages")]),
    ],
)
def test_beside_templates(
    document: Any, templates: Any, code: str | None, found: list[Any], beside: Any
) -> None:
    if beside is None:
        report = document_checker(None, templates=TemplateBook(templates))(document)
    else:
        report = document_matcher(templates)(document)
        found = [each for each in found if each[0] != "unknown-field"]
    assert [(each.rule, each.path) for each in report.findings] == found
    assert report.template == code
    kind = "payload" if "text" not in document else "message" if beside is None else "match"
    assert (report.document, report.profile) == (kind, "infobip")


@pytest.mark.parametrize("document", [UNLIKE, request(UNLIKE), {"text": "안내"}])
@pytest.mark.parametrize("templates", [BOOK, []])
def test_choices_hold_beside_templates(document: Any, templates: Any) -> None:
    rules = ["text-mismatch", "unknown-template"]
    assert not document_matcher(templates)(document).ok
    assert document_matcher(templates, ignore=rules)(document).findings == ()
    of_warnings = document_matcher(templates, severity=dict.fromkeys(rules, "warning"))(document)
    assert of_warnings.ok
    assert of_warnings.findings
    check = document_checker(None, templates=templates, severity=dict.fromkeys(rules, "warning"))
    assert check(document).ok


def test_a_registration_is_a_template_as_it_is_registered() -> None:
    body = {"channelId": "KA01PF", "name": "안내", "content": "안내\r\n드립니다."}
    report = check_template(body, "solapi")
    assert report.document == "template"
    assert [each.rule for each in report.findings] == ["carriage-return-registered"]


def test_templates_are_registered_at_gateways_whose_form_is_known() -> None:
    with pytest.raises(ValueError, match="gateway must be one of"):
        document_checker("template", "infobip")
    with pytest.raises(ValueError, match="message, template, payload, or None"):
        document_checker("letter")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="for templates in our own words only"):
        check_template(DONE, "solapi", samples={"이름": "홍길동"})
