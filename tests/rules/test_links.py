"""The links: what the suite's cases cannot say of them."""

from string import ascii_letters, digits
from typing import cast

import pytest

from alimtalk_rules import check_image, check_message
from alimtalk_rules.documents import Image
from alimtalk_rules.rules.links import why_no_address
from tests.rules.rows import URL, button, found_in, only, places, spans, web_link, with_buttons


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


def test_spans_of_what_is_not_ascii() -> None:
    table = {
        "https://a.example.com/주문": (2, (22, 24)),
        "https://한글.example/": (2, (8, 10)),
        "https://a.example.com/?q=é": (1, (25, 26)),
        "https://a.example.com/주/b/문?c#d": (2, (22, 27)),  # from the first to the last
    }
    found = {url: only(with_buttons(web_link(urlMobile=url))) for url in table}
    assert {url: (one.params["count"], one.span) for url, one in found.items()} == table
    assert {(one.rule, one.path) for one in found.values()} == {
        ("url-not-ascii", "/buttons/0/urlMobile")
    }


def test_all_of_ascii_but_white_space_and_controls_may_be_in_a_url() -> None:
    url = "https://a.example.com/" + "".join(map(chr, range(0x21, 0x7F))).replace("#[", "#")
    assert found_in(with_buttons(web_link(urlMobile=url))) == ()


FAULTS = {
    "url-not-ascii": "https://a.example.com/é",
    "url-untidy": "https://a.example.com/ ",
    "url-local": "https://a",
    "bad-url": "a.example.com",
}


@pytest.mark.parametrize(("rule", "url"), FAULTS.items(), ids=FAULTS)
def test_every_url_is_judged(rule: str, url: str) -> None:
    app = button("앱 열기", "AL", urlMobile=url, urlPc=url, schemeIos="shop://é ")
    message = with_buttons(web_link(urlMobile=url, urlPc=url), app, button("문의"))
    assert places(message | {"image": {"url": url}}) == [
        (rule, "/buttons/0/urlMobile"),
        (rule, "/buttons/0/urlPc"),
        (rule, "/buttons/1/urlMobile"),
        (rule, "/buttons/1/urlPc"),
        (rule, "/image/url"),
    ]
    facts = {"format": "png", "width": 800, "height": 400, "bytes": 90_000}
    found = check_image(cast("Image", facts | {"url": url})).findings
    assert [(one.rule, one.path) for one in found] == [(rule, "/url")]


def test_a_rejected_url_is_not_judged_again() -> None:
    table: dict[str, object] = {
        "bad-url": "localhost/é 1",
        "link-too-long": "https://a/" + "주" * 500,
        "wrong-type": ["é"],
        "empty-value": "\u3000",
    }
    found = {rule: places(with_buttons(web_link(urlPc=url))) for rule, url in table.items()}
    assert found == {rule: [(rule, "/buttons/0/urlPc")] for rule in table}


def test_exactly_the_hosts_of_local_networks_are_local() -> None:
    table = {
        **dict.fromkeys(("10.0.0.0", "10.255.255.255", "127.0.0.1", "127.255.1.2"), True),
        **dict.fromkeys(("172.16.0.0", "172.31.255.255", "192.168.1.1", "169.254.9.9"), True),
        **dict.fromkeys(("[::1]", "[fc00::1]", "[fdff::1]", "[fe80::1]", "[FE80::1]"), True),
        **dict.fromkeys(("localhost", "LOCALHOST", "a.localhost", "nas.Local", "a", "쇼핑"), True),
        **dict.fromkeys(("9.255.255.255", "11.0.0.0", "126.1.1.1", "128.0.0.1"), False),
        **dict.fromkeys(("172.15.1.1", "172.32.0.0", "192.167.1.1", "169.253.1.1"), False),
        **dict.fromkeys(("[::2]", "[2001:db8::7]", "[fec0::1]", "a.locale", "localhost.kr"), False),
    }
    found = {host: places(with_buttons(web_link(urlMobile=f"http://{host}/1"))) for host in table}
    local = ("url-local", "/buttons/0/urlMobile")
    assert {host: local in rows for host, rows in found.items()} == table


# --------------------------------------------------------------------------------- bad-scheme


def test_exactly_what_begins_with_a_scheme_is_an_app_scheme() -> None:
    """In each place of a scheme each character of ASCII, and a few beyond."""
    first = {*ascii_letters}
    later = first | {*digits, *"+.-:"}
    characters = {*map(chr, range(0x21, 0x7F)), *"쇼ｓ："} - {*"#$"}
    wrong = []
    for form, good in (("{}p:x", first), ("a{}:x", later), ("ab{}://x", later)):
        for character in characters:
            scheme = form.format(character)
            app = button("앱 열기", "AL", urlMobile=URL, schemeIos=scheme)
            bad = [] if character in good else [("bad-scheme", "/buttons/0/schemeIos", None)]
            if spans(with_buttons(app)) != bad:
                wrong.append(scheme)
    assert wrong == []


def test_both_schemes_of_each_button_are_judged() -> None:
    bad = {"schemeAndroid": " shop://x", "schemeIos": "y"}
    message = with_buttons(button("문의"), button("앱", "AL", **bad), button("앱 2", "AL", **bad))
    assert places(message) == [
        ("bad-scheme", f"/buttons/{n}/{field}")
        for n in (1, 2)
        for field in ("schemeAndroid", "schemeIos")
    ]
