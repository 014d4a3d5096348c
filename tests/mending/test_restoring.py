"""Messages as their template has them: which strings are restored, and which are not."""

from typing import Any

import pytest

from alimtalk_rules.mending.edits import Edit, edited
from alimtalk_rules.mending.restoring import restored
from alimtalk_rules.templates.matching import Approved
from alimtalk_rules.templates.slots import read_slots

TEMPLATE: dict[str, Any] = {
    "code": "order-done",
    "text": "#{이름}님,\n주문이 완료되었습니다.",
    "title": "주문 #{번호}",
    "header": "주문 안내",
    "items": [
        {"title": "상품 명", "description": "#{상품}"},
        {"title": "배송 일", "description": "#{배송일} 도착"},
    ],
    "buttons": [
        {"type": "AC", "name": "채널 추가"},
        {
            "type": "WL",
            "name": "주문 보기",
            "urlMobile": "https://shop.example.com/orders/#{번호}",
            "urlPc": "https://shop.example.com/",
        },
        {"type": "MD", "name": "문의하기"},
        {"type": "MD", "name": "취소하기"},
    ],
    "quickReplies": [{"type": "BK", "name": "배송 조회"}],
    "representLink": {"urlMobile": "https://shop.example.com/"},
    "image": {"url": "https://img.example.com/a.png"},
}

MESSAGE: dict[str, Any] = {
    "text": "홍길동님,\n주문이 완료되었습니다.",
    "title": "주문 1",
    "header": "주문 안내",
    "items": [
        {"title": "상품 명", "description": "머그컵"},
        {"title": "배송 일", "description": "내일 도착"},
    ],
    "buttons": [
        {"type": "AC", "name": "채널 추가"},
        {
            "type": "WL",
            "name": "주문 보기",
            "urlMobile": "https://shop.example.com/orders/1",
            "urlPc": "https://shop.example.com/",
        },
        {"type": "MD", "name": "문의하기"},
        {"type": "MD", "name": "취소하기"},
    ],
    "quickReplies": [{"type": "BK", "name": "배송 조회"}],
    "representLink": {"urlMobile": "https://shop.example.com/"},
    "image": {"url": "https://img.example.com/a.png"},
}


def with_(path: str, value: object, document: dict[str, Any] = MESSAGE) -> dict[str, Any]:
    """The document with another value at a path."""
    steps: list[Any] = [int(step) if step.isdigit() else step for step in path.split("/")[1:]]
    copied: Any = {**document}
    holder = copied
    for step in steps[:-1]:
        holder[step] = holder[step].copy()
        holder = holder[step]
    holder[steps[-1]] = value
    return {**copied}


def mended(message: object, template: object = TEMPLATE) -> Any:
    corrections = restored(read_slots(message), Approved(read_slots(template)))
    return edited(
        message,
        (
            Edit(each.rule, path, (start, end), text)
            for path, each in corrections.items()
            for start, end, text in each.changes
        ),
    )


def test_what_is_equal_stays() -> None:
    assert restored(read_slots(MESSAGE), Approved(read_slots(TEMPLATE))) == {}


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        ("/text", "홍길동님,\n주문이\u00a0완료되었습니다.", "text-mismatch"),
        ("/text", "홍길동님,\r\n주문이 완료되었습니다.", "line-endings-differ"),
        ("/title", "주문\u00a01", "title-mismatch"),
        ("/header", "주문\u3000안내", "header-mismatch"),
        ("/items/0/title", "상품\u00a0명", "item-list-mismatch"),
        ("/items/1/description", "내일\u00a0도착", "item-list-mismatch"),
        ("/buttons/0/name", "채널\u00a0추가", "button-mismatch"),
        ("/buttons/1/name", "주문\u00a0보기", "button-mismatch"),
        ("/buttons/1/name", "보기", "button-mismatch"),
        ("/buttons/2/name", "문의", "button-mismatch"),
        ("/buttons/1/urlMobile", "http://dev.example.com/orders/1", "button-mismatch"),
        ("/buttons/1/urlPc", "https://www.example.com/shop", "button-mismatch"),
        ("/quickReplies/0/name", "배송", "quick-reply-mismatch"),
        ("/representLink/urlMobile", "http://shop.example.com/", "represent-link-mismatch"),
    ],
)
def test_restored(path: str, value: str, rule: str) -> None:
    message = with_(path, value)
    corrections = restored(read_slots(message), Approved(read_slots(TEMPLATE)))
    assert {found: each.rule for found, each in corrections.items()} == {path: rule}
    assert mended(message) == MESSAGE


def test_a_title_that_is_struck_through_stays_so() -> None:
    assert mended(with_("/title", "주문\u00a01\\s")) == with_("/title", "주문 1\\s")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param("/text", "홍길동님,\n주문을 완료했습니다.", id="another text"),
        pytest.param("/title", "주문", id="another title"),
        pytest.param("/items/0/title", "상품명", id="another title beside a value"),
        pytest.param(
            "/buttons/1/urlMobile", "https://shop.example.com/1", id="a link with a value"
        ),
        pytest.param("/buttons/1/type", "ＷＬ", id="a type"),
        pytest.param("/representLink/urlMobile", "https://a.example", id="another represent link"),
        pytest.param("/image/url", "https://img.example.com/a.png\u200b", id="an image"),
        pytest.param("/subtitle", "주문", id="what the template keeps for itself"),
        pytest.param("/buttons", [{"type": "MD", "name": "문의"}], id="fewer buttons"),
        pytest.param("/items", [{"title": "상품\u00a0명", "description": "1"}], id="fewer items"),
        pytest.param("/summary", {"title": "합계"}, id="a part that the template has not"),
        pytest.param("/buttons/2/telNumber", "1588", id="a field that the template has not"),
    ],
)
def test_not_restored(path: str, value: object) -> None:
    message = with_(path, value)
    assert mended(message) == message


@pytest.mark.parametrize(
    "button",
    [
        pytest.param({"type": "MD", "name": "취소하기"}, id="the name of another"),
        pytest.param({"type": "MD", "name": "취소\u200b하기"}, id="or what looks like it"),
        pytest.param({"type": "BK", "name": "문의"}, id="another type"),
        pytest.param({"name": "문의"}, id="no type"),
    ],
)
def test_another_button_is_not_renamed(button: dict[str, Any]) -> None:
    message = with_("/buttons/2", button)
    assert mended(message) == message


@pytest.mark.parametrize(
    ("links", "is_restored"),
    [
        ({"urlPc": "https://a.example"}, False),
        ({"urlMobile": "https://shop.example.com/1"}, False),
        ({"urlMobile": "http://shop.example.com/orders/1"}, True),
        ({}, True),
    ],
)
def test_a_button_of_another_name_has_the_links(links: dict[str, str], is_restored: bool) -> None:  # noqa: FBT001 - expected
    message = with_("/buttons/1", {**MESSAGE["buttons"][1], "name": "보기", **links})
    assert (mended(message) == MESSAGE) is is_restored
    assert is_restored or mended(message)["buttons"][1]["name"] == "보기"


def test_both_links_of_a_button_may_differ_where_its_name_does_not() -> None:
    button = {**TEMPLATE["buttons"][1], "urlMobile": "https://shop.example.com/orders"}
    template = with_("/buttons/1", button, TEMPLATE)
    message = with_("/buttons/1", {**button, "urlMobile": "https://a.b", "urlPc": "https://c.d"})
    assert mended(message, template)["buttons"][1] == button
