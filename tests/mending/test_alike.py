"""Strings that look like their template's: what variables stand for, and what is to be changed."""

import unicodedata
from typing import Any

import pytest

from alimtalk_rules.mending.alike import changes_to_fit, values_alike, values_of_link
from alimtalk_rules.mending.edits import changed
from alimtalk_rules.templates.alignment import pattern_of


def restored(template: str, string: str, *, link: bool = False) -> str | None:
    """The string as its template has it; None if the two do not look alike."""
    literals = pattern_of(template).literals
    values = (values_of_link if link else values_alike)(literals, string)
    return None if values is None else changed(string, changes_to_fit(literals, string, values))


NFD = unicodedata.normalize("NFD", "주문 완료")
ALIKE: list[Any] = [
    pytest.param("주문 완료", "주문\u00a0완료", id="a no-break space"),
    pytest.param("주문 완료", "주문\u3000완료", id="an ideographic space"),
    pytest.param("주문\u00a0완료", "주문 완료", id="as the template has it, whatever that is"),
    pytest.param("주문\t완료", "주문 완료", id="a tab"),
    pytest.param("주문 완료", NFD, id="decomposed"),
    pytest.param(NFD, "주문 완료", id="as it was approved, decomposed"),
    pytest.param("주문 완료", "주\u200b문 완\ufeff료\u200e", id="characters without width"),
    pytest.param("주문 완료", "주문\u0007 완료\u0085"[:-1], id="a control character"),
    pytest.param("주문\n완료", "주문\r\n완료", id="CRLF"),
    pytest.param("주문\r\n완료", "주문\n완료", id="CRLF that was approved"),
    pytest.param("주문\n완료", "주문\u2028완료", id="a line separator"),
    pytest.param("주문 \n완료 ", "주문\n완료", id="spaces at the ends of lines, trimmed"),
    pytest.param("주문\n완료", "주문 \t\n완료\u3000", id="and added"),
    pytest.param("Order: ☎️ 1588", "Order: ☎ 1588", id="the style of an emoji"),
    pytest.param("Order: 1", "Ｏｒｄｅｒ： １", id="full width"),
    pytest.param("café", "cafe\u0301", id="a letter and its accent"),
    pytest.param("완료\n\u3164\n끝", "완료\n\n끝", id="a filler on a blank line"),
]


@pytest.mark.parametrize(("template", "string"), ALIKE)
def test_alike(template: str, string: str) -> None:
    assert restored(template, string) == template


@pytest.mark.parametrize(("template", "string"), ALIKE)
def test_alike_around_values(template: str, string: str) -> None:
    assert restored(f"{template}\n#{{a}}!", f"{string}\n홍길동!") == f"{template}\n홍길동!"
    assert restored(f"#{{a}}, {template}", f"홍길동, {string}") == f"홍길동, {template}"


@pytest.mark.parametrize(
    ("template", "string"),
    [
        pytest.param("주문 완료", "주문완료", id="a space is seen"),
        pytest.param("주문 완료", "주문  완료", id="so are two"),
        pytest.param("주문\n완료", "주문 완료", id="a line break is no space"),
        pytest.param("주문\n완료", "주문\n\n완료", id="a blank line is seen"),
        pytest.param("주문 완료", "주문 완료!", id="a sign more"),
        pytest.param("1. 주문", "①. 주문", id="another sign"),
        pytest.param("#{a}: 완료", "완료", id="less"),
    ],
)
def test_not_alike(template: str, string: str) -> None:
    assert restored(template, string) is None


@pytest.mark.parametrize(
    ("template", "string", "expected"),
    [
        pytest.param("#{a}님 \n끝", "홍\u200b길동님\n끝", "홍\u200b길동님 \n끝", id="values stay"),
        pytest.param("#{a} \n끝.", "홍길동 \n끝.\u200b", "홍길동 \n끝.", id="the literal's blank"),
        pytest.param("#{a} \n끝.", "홍길동\u3000\u00a0\n끝.", "홍길동 \n끝.", id="of another kind"),
        pytest.param("#{a}\n끝 #{b}", "❤\ufe0f\n끝\u00a0x", "❤\ufe0f\n끝 x", id="an emoji's style"),
        pytest.param(
            "#{a} \n끝.",
            "❤\ufe0f\n끝\u200b.",
            "❤\ufe0f \n끝.",
            id="an emoji's style before a blank",
        ),
        pytest.param("끝 #{a}", "끝\u00a0값 \u200b", "끝 값 \u200b", id="a value at the end"),
        pytest.param("끝 #{a} ", "끝\u00a0값", "끝 값 ", id="a blank at the end"),
        pytest.param("#{a} 끝", "\ufeff값\u00a0끝", "\ufeff값 끝", id="a value at the beginning"),
        pytest.param("끝\u200b#{a}!", "끝\u200b값\u200b!", "끝\u200b값\u200b!", id="nothing to do"),
        pytest.param("끝 \u200b#{a}!", "끝\u00a0\u200b값!", "끝 \u200b값!", id="approved, unseen"),
        pytest.param("끝 #{a}\u200b#{b}", "끝\u00a0xy", "끝 x\u200by", id="a literal not seen"),
        pytest.param(
            "끝 #{a}\u200b#{b}", "끝\u00a0x\ufe0f\u200by", "끝 x\ufe0f\u200by", id="between"
        ),
        pytest.param("끝 #{a}!", "끝\u00a0\u3164!", "끝 \u3164!", id="a filler is a value"),
        pytest.param(
            "#{a}\n#{b} 끝",
            "감귤 5kg\n내일\u00a0끝",
            "감귤 5kg\n내일 끝",
            id="a value with a space",
        ),
        pytest.param("#{a}#{b}\u00a0끝", "마나 끝", "마나\u00a0끝", id="neighbours"),
    ],
)
def test_values_keep_what_is_theirs(template: str, string: str, expected: str) -> None:
    assert restored(template, string) == expected


def test_a_letter_is_not_cut() -> None:
    """The literal would be the beginning of what 각 is made of."""
    assert restored("고객가#{x}", "고객각\u00a0") is None
    assert restored("e#{x} 끝", "e\u0301y\u00a0끝") is None
    assert restored("x#{x} 끝", "x\u0301y\u00a0끝") is None


@pytest.mark.parametrize(
    ("template", "string", "expected"),
    [
        pytest.param("a b c d", "a\u00a0b c\u00a0d", [(1, 2, " "), (5, 6, " ")], id="each space"),
        pytest.param(
            "각 하", unicodedata.normalize("NFD", "각 하"), [(0, 3, "각"), (4, 6, "하")], id="NFC"
        ),
        pytest.param("a\n", "a\r\n", [(1, 2, "")], id="half of CRLF"),
        pytest.param("ab", "a\u200bb", [(1, 2, "")], id="a character less"),
        pytest.param("a \nb", "a\nb", [(1, 1, " ")], id="a character more"),
    ],
)
def test_as_little_is_changed_as_can_be(
    template: str, string: str, expected: list[tuple[int, int, str]]
) -> None:
    assert [*map(tuple, changes_to_fit([template], string, ()))] == expected


def test_what_does_not_look_alike_is_changed_between_what_is_the_same() -> None:
    assert [*changes_to_fit(["주문 상세 보기"], "주문 보기", ())] == [(3, 3, "상세 ")]


URL = "https://shop.example.com/orders/#{번호}?from=kakao"


@pytest.mark.parametrize(
    "link",
    [
        "https://shop.example.com/orders/1?from=kakao",
        " https://shop.example.com/orders/1?from=kakao\n",
        "http://shop.example.com/orders/1?from=kakao",
        "HTTPS://SHOP.example.com/orders/1?from=kakao",
        "https://dev.example.com:8080/orders/1?from=kakao ",
        "https://shop.example.com/orders/1?from=\u200bkakao",
    ],
)
def test_links(link: str) -> None:
    expected = "https://shop.example.com/orders/1?from=kakao"
    assert restored(URL, link, link=True) == expected


@pytest.mark.parametrize(
    ("template", "link"),
    [
        pytest.param(URL, "https://shop.example.com/order/1?from=kakao", id="another path"),
        pytest.param(URL, "shop.example.com/orders/1?from=kakao", id="no scheme"),
        pytest.param("https://#{host}/orders/1", "http://a.example/orders/1", id="a variable host"),
        pytest.param("https://shop#{host}/orders/1", "http://shop.a/orders/1", id="half of one"),
        pytest.param("#{url}/1", "https://a.example/2", id="a variable alone"),
    ],
)
def test_other_links(template: str, link: str) -> None:
    assert restored(template, link, link=True) is None


def test_the_scheme_of_an_app() -> None:
    assert restored("shop://orders/#{n}", "shop2://orders/1", link=True) == "shop://orders/1"
