"""The links: what the suite's cases cannot say of them."""

import pytest

from alimtalk_rules import check_message
from alimtalk_rules.rules.links import why_no_address


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("shop.example.com", "no-scheme"),
        ("ftp://shop.example.com", "no-scheme"),
        ("#{url", "no-scheme"),
        ("https://", "no-host"),
        ("https:///orders", "no-host"),
        ("https://user@", "no-host"),
        ("https://:8080", "no-host"),
        ("https://https://shop.example.com", "doubled-scheme"),
        ("HTTP:https://shop.example.com", "doubled-scheme"),
        (" https://shop.example.com", "white-space"),
        ("https://shop example.com", "white-space"),
        ("https://shop.example.com /orders", "white-space"),
        ("https://shop.example.com/\0", "control-in-address"),
        ("https://shop.example.com/\n1", "control-in-address"),
    ],
)
def test_why_it_is_no_address(url: str, reason: str) -> None:
    button = {"type": "WL", "name": "주문 보기", "urlMobile": url}
    (found,) = check_message({"text": "주문이 완료되었습니다.", "buttons": [button]}).findings
    assert found.rule == "bad-url"
    assert found.params == {"reason": reason}
    assert why_no_address(url) == reason


@pytest.mark.parametrize(
    ("url", "rule", "span"),
    [
        ("https://a.example.com/b c", "url-untidy", (23, 24)),
        ("https://a.example.com/b \n", "url-untidy", (23, 25)),
        ("Https://a.example.com/b c", "url-untidy", (0, 6)),
        ("http://user@localhost:8080/", "url-local", (12, 21)),
        ("https://https://a.example.com", "bad-url", (0, 15)),
        ("https://a.example.com/\x07b", "bad-url", (22, 23)),
    ],
)
def test_spans(url: str, rule: str, span: tuple[int, int]) -> None:
    button = {"type": "WL", "name": "주문 보기", "urlMobile": url}
    (found,) = check_message({"text": "주문이 완료되었습니다.", "buttons": [button]}).findings
    assert (found.rule, found.span) == (rule, span)
