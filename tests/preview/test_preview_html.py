"""``preview_html``: its options, and what it refuses."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import TemplateBook, preview_html
from tests.preview.pages import of_class, read, texts

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = {"code": "done", "text": "#{이름}님, 주문이 완료되었습니다."}
MESSAGE = {"text": "홍길동님, 주문이 완료되었습니다."}
REQUEST = {"plusFriendId": "@dawnmart", "templateCode": "done", "messages": [{"content": "가"}]}

RULES = f"//li[{of_class('finding')}]//code"
CAPTIONS = "//figcaption"
TEXT = f"//p[{of_class('text')}]"


@pytest.mark.parametrize(
    ("document", "options", "path", "expected"),
    [
        pytest.param(MESSAGE, {}, CAPTIONS, ["As a phone shows it"], id="a message"),
        pytest.param(MESSAGE, {"lang": "ko"}, CAPTIONS, ["휴대전화에 보이는 모습"], id="Korean"),
        pytest.param(MESSAGE, {"kind": "template"}, RULES, ["missing-field"], id="as a template"),
        pytest.param(
            TEMPLATE, {"values": {"이름": "홍길동"}}, TEXT, [MESSAGE["text"]], id="values"
        ),
        pytest.param(
            MESSAGE,
            {"templates": [TEMPLATE]},
            CAPTIONS,
            ["Approved template", "Message"],
            id="beside",
        ),
        pytest.param(
            MESSAGE, {"templates": TemplateBook([TEMPLATE])}, RULES, [], id="beside one of a book"
        ),
        pytest.param(
            REQUEST, {"gateway": "sens", "ignore": ["missing-field"]}, TEXT, ["가"], id="a request"
        ),
        pytest.param(
            {"header": "가"}, {"profile": "kakao"}, RULES, ["missing-field"], id="a profile"
        ),
        pytest.param({}, {"ignore": ["missing-field"]}, RULES, [], id="a rule is ignored"),
        pytest.param(
            {"text": "가", "image": {"width": 1}},
            {"image": ROOT / "examples" / "banner-good.jpg"},
            RULES,
            [],
            id="an image",
        ),
        pytest.param(
            {"text": "가"},
            {"thumbnail": (ROOT / "examples" / "banner-good.jpg").read_bytes()},
            RULES,
            ["thumbnail-not-square"],
            id="a thumbnail",
        ),
    ],
)
def test_options(
    document: object, options: Mapping[str, Any], path: str, expected: list[str]
) -> None:
    assert texts(read(preview_html(document, **options)), path) == expected


@pytest.mark.parametrize(
    ("templates", "said"),
    [
        pytest.param([TEMPLATE], ["Nothing found"], id="its template is given"),
        pytest.param(None, [], id="nothing is known of it"),
    ],
)
def test_only_what_was_checked_is_said_to_be_fine(templates: Any, said: list[str]) -> None:
    recipient = {"recipientNo": "01012345678", "templateParameter": {"이름": "홍길동"}}
    request = {"senderKey": "x" * 40, "templateCode": "done", "recipientList": [recipient]}
    page = read(preview_html(request, templates=templates))
    assert texts(page, f"//p[{of_class('nothing-found')}]") == said


def test_a_page_is_a_plain_string() -> None:
    assert type(preview_html(MESSAGE)) is str


def test_severities() -> None:
    page = read(preview_html({}, severity={"missing-field": "note"}))
    assert texts(page, f"//span[{of_class('chip')}]") == ["1 note"]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        pytest.param({"lang": "fr"}, ValueError, id="no such language"),
        pytest.param({"profile": "none"}, ValueError, id="no such profile"),
        pytest.param({"gateway": "none"}, ValueError, id="no such gateway"),
        pytest.param({"ignore": ["none"]}, ValueError, id="no such rule"),
        pytest.param({"templates": [{}]}, ValueError, id="no templates"),
        pytest.param({"templates": 5}, TypeError, id="no book"),
        pytest.param({"values": {"이름": 5}}, TypeError, id="no text"),
        pytest.param({"values": []}, TypeError, id="no values"),
        pytest.param({"image": 5}, TypeError, id="no image"),
        pytest.param({"image": "missing.png"}, OSError, id="no such file"),
    ],
)
def test_what_is_refused(options: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        preview_html(MESSAGE, **options)
