"""Buttons: names that Kakao registers, links that open something, parcels it can find."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from alimtalk_rules import INFOBIP, Finding, Limits, check_image, check_message

TEXT = "주문이 완료되었습니다."
URL = "https://shop.example.com/orders/1"


def check(*buttons: object, text: str = TEXT) -> tuple[Finding, ...]:
    return check_message({"text": text, "buttons": list(buttons)}).findings


def rows(*buttons: object, text: str = TEXT) -> list[tuple[str, str]]:
    return [(found.rule, found.path) for found in check(*buttons, text=text)]


def only(*buttons: object, text: str = TEXT) -> Finding:
    (finding,) = check(*buttons, text=text)
    return finding


def app_link(**links: object) -> dict[str, object]:
    return {"type": "AL", "name": "앱 열기", **links}


def web_link(**changes: object) -> dict[str, object]:
    return {"type": "WL", "name": "주문 보기", "urlMobile": URL, **changes}


def named(name: str, kind: str = "MD") -> dict[str, object]:
    return {"type": kind, "name": name}


# ------------------------------------------------------------------------- app-link-needs-two

LINKS = {
    "schemeAndroid": "shop://orders/1",
    "schemeIos": "shop://orders/1",
    "urlMobile": URL,
    "urlPc": URL,
}
SUBSETS = [subset for count in range(5) for subset in combinations(LINKS, count)]


@pytest.mark.parametrize("subset", SUBSETS, ids=lambda subset: "+".join(subset) or "none")
def test_app_link_with_every_subset_of_its_links(subset: tuple[str, ...]) -> None:
    count = len(set(subset) - {"urlPc"})
    found = check(app_link(**{field: LINKS[field] for field in subset}))

    if count >= 2:
        assert found == ()
    else:
        (finding,) = found
        assert (finding.rule, finding.path) == ("app-link-needs-two", "/buttons/0")
        links = ("schemeAndroid", "schemeIos", "urlMobile")
        assert finding.params == {"count": count, "links": links}
        assert finding.kakao == ()


def test_all_subsets_are_tried() -> None:
    assert len(SUBSETS) == 16


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param(
            {"schemeAndroid": "", "schemeIos": "a:b"},
            [("empty-value", "/buttons/0/schemeAndroid")],
            id="an empty one is there",
        ),
        pytest.param(
            {"schemeAndroid": 5, "urlMobile": URL},
            [("wrong-type", "/buttons/0/schemeAndroid")],
            id="a number is there",
        ),
        pytest.param(
            {"schemeIos": "a:b", "urlMobile": "shop.example.com"},
            [("bad-url", "/buttons/0/urlMobile")],
            id="a bad URL is there",
        ),
        pytest.param(
            {"schemeIos": "a:b", "urlMobile": None},
            [("wrong-type", "/buttons/0/urlMobile")],
            id="null is there",
        ),
        pytest.param(
            {"schemeIos": "", "urlPc": URL},
            [
                ("app-link-needs-two", "/buttons/0"),
                ("empty-value", "/buttons/0/schemeIos"),
            ],
            id="one, and it is bad",
        ),
    ],
)
def test_a_rejected_link_is_no_missing_link(
    links: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert rows(app_link(**links)) == expected


@pytest.mark.parametrize("kind", ["DS", "MD", "BK", "BT"])
def test_only_an_app_link_needs_links(kind: str) -> None:
    assert rows(named("열기", kind), text="한진택배 531234567890") == []


def test_each_app_link_is_judged() -> None:
    good, bad = app_link(**LINKS), app_link(name="앱", schemeIos="a:b")

    assert rows(bad, good, bad | {"name": "앱 2"}) == [
        ("app-link-needs-two", "/buttons/0"),
        ("app-link-needs-two", "/buttons/2"),
    ]


# --------------------------------------------------------------------------------- bad-scheme


@pytest.mark.parametrize("field", ["schemeAndroid", "schemeIos"])
@pytest.mark.parametrize(
    "scheme",
    [
        "shop://orders/1",
        "SHOP://orders/1",
        "shop:orders",
        "shop://",
        "shop:",
        "a:b",
        "a1+b-c.d://x",
        "https://shop.example.com/orders/1",
        "intent://orders/1#Intent;scheme=shop;package=com.example.shop;end",
        "kakaolink://send?x=1",
        "market://details?id=com.example.shop",
        "shop://주문/1",
        "tel:02-1234-5678",
        "shop: x",
    ],
)
def test_good_scheme(scheme: str, field: str) -> None:
    assert rows(app_link(urlMobile=URL, **{field: scheme})) == []


@pytest.mark.parametrize("field", ["schemeAndroid", "schemeIos"])
@pytest.mark.parametrize(
    "scheme",
    [
        "orders/1",
        "shop",
        "://orders",
        ":orders",
        "//shop.example.com/orders/1",
        "1shop://orders",
        "-shop://orders",
        "shop_app://orders",
        "shop app://orders",
        " shop://orders",
        "주문://orders",
        "ｓｈｏｐ://orders",
        "shop：//orders",
        "shop;//orders",
        "com.example.shop",
        "shop.example.com/orders:1",
    ],
)
def test_bad_scheme(scheme: str, field: str) -> None:
    found = only(app_link(urlMobile=URL, **{field: scheme}))

    assert (found.rule, found.path, found.span) == ("bad-scheme", f"/buttons/0/{field}", None)


@pytest.mark.parametrize("field", ["schemeAndroid", "schemeIos"])
def test_a_variable_in_the_schemes_stead_is_two_faults(field: str) -> None:
    assert rows(app_link(urlMobile=URL, **{field: "#{scheme}"})) == [
        ("bad-scheme", f"/buttons/0/{field}"),
        ("leftover-variable", f"/buttons/0/{field}"),
    ]


def test_both_schemes_of_each_button_are_judged() -> None:
    bad = {"schemeAndroid": "x", "schemeIos": "y"}

    assert rows(named("문의"), app_link(**bad), app_link(name="앱", **bad)) == [
        ("bad-scheme", "/buttons/1/schemeAndroid"),
        ("bad-scheme", "/buttons/1/schemeIos"),
        ("bad-scheme", "/buttons/2/schemeAndroid"),
        ("bad-scheme", "/buttons/2/schemeIos"),
    ]


@pytest.mark.parametrize(
    ("scheme", "rule"),
    [
        (" ", "empty-value"),
        (5, "wrong-type"),
        ("a" * 501, "link-too-long"),
        (["shop"], "wrong-type"),
    ],
)
def test_a_rejected_scheme_is_no_bad_scheme(scheme: object, rule: str) -> None:
    assert rows(app_link(urlMobile=URL, schemeIos=scheme)) == [(rule, "/buttons/0/schemeIos")]


# ------------------------------------------------------------------------------ url-not-ascii


@pytest.mark.parametrize(
    ("url", "count", "span"),
    [
        pytest.param("https://a.example/주문", 2, (18, 20), id="path"),
        pytest.param("https://한글.example/", 2, (8, 10), id="host"),
        pytest.param("https://a.example/?q=é", 1, (21, 22), id="query, at the end"),
        pytest.param("https://a.example/주/b/문?c#d", 2, (18, 23), id="from the first to the last"),
        pytest.param("https://a.example/📌", 1, (18, 19), id="emoji"),
        pytest.param("https://ａ.example/", 1, (8, 9), id="full-width letter"),
        pytest.param("https://a.example/“x”", 2, (18, 21), id="curly quotes"),
    ],
)
def test_url_not_ascii(url: str, count: int, span: tuple[int, int]) -> None:
    found = only(web_link(urlMobile=url))

    assert (found.rule, found.path) == ("url-not-ascii", "/buttons/0/urlMobile")
    assert (found.params, found.span) == ({"count": count}, span)


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "http://a.example",
        "https://a.example/%EC%A3%BC%EB%AC%B8?x=%20#y",
        "https://xn--bj0bj06e.example/",
        "https://a.example/~!$&'()*+,;=:@[]{}|^`<>\"\\",
    ],
)
def test_url_of_ascii(url: str) -> None:
    assert rows(web_link(urlMobile=url)) == []


def test_every_url_of_a_message_is_judged() -> None:
    url = "https://a.example/é"
    message = {
        "text": TEXT,
        "image": {"url": url},
        "buttons": [
            web_link(urlMobile=url, urlPc=url),
            app_link(urlMobile=url, urlPc=url, schemeIos="shop://é"),
            named("문의"),
        ],
    }
    found = check_message(message).findings

    assert {finding.rule for finding in found} == {"url-not-ascii"}
    assert [finding.path for finding in found] == [
        "/buttons/0/urlMobile",
        "/buttons/0/urlPc",
        "/buttons/1/urlMobile",
        "/buttons/1/urlPc",
        "/image/url",
    ]


def test_the_url_of_an_image_alone() -> None:
    facts: Any = {"format": "png", "width": 800, "height": 400, "bytes": 90_000}
    (found,) = check_image(facts | {"url": "https://a.example/배너.png"}).findings

    assert (found.rule, found.path, found.span) == ("url-not-ascii", "/url", (18, 20))
    assert check_image(facts | {"url": "https://a.example/banner.png"}).findings == ()


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        pytest.param("주문.example/1", "bad-url", id="no scheme"),
        pytest.param("https://a.example/주 문", "bad-url", id="a space"),
        pytest.param("https://a.example/주\u3000문", "bad-url", id="a wide space"),
        pytest.param("https://a.example/" + "주" * 500, "link-too-long", id="too long"),
        pytest.param(["é"], "wrong-type", id="no string"),
    ],
)
def test_a_rejected_url_is_not_judged_again(url: object, rule: str) -> None:
    assert rows(web_link(urlPc=url)) == [(rule, "/buttons/0/urlPc")]


# ------------------------------------------------------------------------- button-name-over-14


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("가", [], id="1"),
        pytest.param("가" * 14, [], id="14"),
        pytest.param("a" * 14, [], id="14 of ASCII"),
        pytest.param("📌" * 14, [], id="14 emoji"),
        pytest.param("가" * 15, [("button-name-over-14", (14, 15))], id="15"),
        pytest.param("App Link Button", [("button-name-over-14", (14, 15))], id="Infobip's own"),
        pytest.param("가" * 28, [("button-name-over-14", (14, 28))], id="28"),
        pytest.param("가" * 29, [("button-name-too-long", (28, 29))], id="29"),
        pytest.param(
            "주문 내역 상세 보기 바로 가기", [("button-name-over-14", (14, 17))], id="spaces count"
        ),
    ],
)
def test_button_name(name: str, expected: list[tuple[str, tuple[int, int]]]) -> None:
    found = check(named(name))

    assert [(finding.rule, finding.span) for finding in found] == expected
    assert {finding.path for finding in found} <= {"/buttons/0/name"}


def test_what_is_said_of_a_long_name() -> None:
    assert only(named("가" * 20)).params == {"length": 20, "limit": 14, "over": 6}


def test_another_length_may_be_registered() -> None:
    message = {"text": TEXT, "buttons": [named("가" * 16)]}
    limits = Limits(button_name_registered=16)

    assert check_message(message, profile=replace(INFOBIP, limits=limits)).findings == ()
    message["buttons"] = [named("가" * 17)]
    (found,) = check_message(message, profile=replace(INFOBIP, limits=limits)).findings
    assert (found.rule, found.span) == ("button-name-over-14", (16, 17))


# --------------------------------------------------------------------------- duplicate-button


def duplicates(*buttons: object) -> list[tuple[str, str, tuple[str, ...]]]:
    found = check(*buttons, text="한진택배 531234567890")
    return [(finding.rule, finding.path, finding.related) for finding in found]


SAME = "duplicate-button"


@pytest.mark.parametrize(
    ("buttons", "expected"),
    [
        pytest.param([named("문의")], [], id="one"),
        pytest.param([named("문의"), named("상담")], [], id="two names"),
        pytest.param([named("문의"), named("문의", "BK")], [], id="two types"),
        pytest.param([named("문의"), named("문의 ")], [], id="a space more"),
        pytest.param([named("Ask"), named("ask")], [], id="another case"),
        pytest.param(
            [named("문의"), named("문의")], [(SAME, "/buttons/1", ("/buttons/0",))], id="two equal"
        ),
        pytest.param(
            [named("문의")] * 3,
            [(SAME, "/buttons/1", ("/buttons/0",)), (SAME, "/buttons/2", ("/buttons/0",))],
            id="three equal: the first is related",
        ),
        pytest.param(
            [{"type": "MD", "name": 5}, named("문의"), named("문의")],
            [("wrong-type", "/buttons/0/name", ()), (SAME, "/buttons/2", ("/buttons/1",))],
            id="behind one whose name was rejected",
        ),
        pytest.param(
            [named("문의"), named("상담"), named("문의"), named("상담")],
            [(SAME, "/buttons/2", ("/buttons/0",)), (SAME, "/buttons/3", ("/buttons/1",))],
            id="two pairs",
        ),
        pytest.param(
            [web_link(), web_link(urlMobile="https://other.example/")],
            [(SAME, "/buttons/1", ("/buttons/0",))],
            id="other links do not matter",
        ),
        pytest.param(
            [named("배송", "DS")] * 2, [(SAME, "/buttons/1", ("/buttons/0",))], id="two DS"
        ),
        pytest.param(
            [5, named("문의"), named("문의")],
            [("wrong-type", "/buttons/0", ()), (SAME, "/buttons/2", ("/buttons/1",))],
            id="a rejected button is passed over",
        ),
        pytest.param(
            [named("문의", "XX")] * 2,
            [("unknown-button-type", f"/buttons/{n}/type", ()) for n in (0, 1)],
            id="unknown types are not compared",
        ),
        pytest.param(
            [{"name": "문의"}] * 2,
            [("missing-field", f"/buttons/{n}/type", ()) for n in (0, 1)],
            id="missing types are not compared",
        ),
        pytest.param(
            [{"type": "MD"}] * 2,
            [("missing-field", f"/buttons/{n}/name", ()) for n in (0, 1)],
            id="missing names are not compared",
        ),
        pytest.param(
            [named(" ")] * 2,
            [("empty-value", f"/buttons/{n}/name", ()) for n in (0, 1)],
            id="rejected names are not compared",
        ),
    ],
)
def test_duplicates(
    buttons: list[object], expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    assert duplicates(*buttons) == expected


# ---------------------------------------------------------------------- payment-word-on-button


@pytest.mark.parametrize(
    ("name", "word", "span"),
    [
        ("결제", "결제", (0, 2)),
        ("결제하기", "결제", (0, 2)),
        ("바로 결제", "결제", (3, 5)),
        ("요금 납부", "납부", (3, 5)),
        ("송금하기", "송금", (0, 2)),
        ("청구서 보기", "청구서", (0, 3)),
        ("보험금 청구", "청구", (4, 6)),
        ("미청구 내역", "청구", (1, 3)),
        ("납부·결제", "납부", (0, 2)),
        ("결제 청구서", "결제", (0, 2)),
    ],
)
def test_payment_words(name: str, word: str, span: tuple[int, int]) -> None:
    found = only(named(name))

    assert (found.rule, found.path) == ("payment-word-on-button", "/buttons/0/name")
    assert (found.params, found.span) == ({"word": word}, span)


@pytest.mark.parametrize(
    "name",
    ["주문 보기", "결재 요청", "입금 확인", "구매하기", "요금 안내", "결 제", "청 구", "Pay"],
)
def test_other_words(name: str) -> None:
    assert rows(named(name)) == []


def test_payment_words_elsewhere() -> None:
    message = {
        "text": "결제가 완료되었습니다. 청구서를 확인하고 납부하세요.",
        "title": "송금 완료",
        "buttons": [web_link(urlMobile="https://pay.example/")],
    }
    assert check_message(message).findings == ()


def test_every_button_is_searched() -> None:
    assert rows(named("문의"), named("결제"), web_link(name="납부")) == [
        ("payment-word-on-button", "/buttons/1/name"),
        ("payment-word-on-button", "/buttons/2/name"),
    ]


# -------------------------------------------------------------------- delivery-details-missing

PARCEL = "배송이 시작되었습니다.\n- 택배사 : 한진택배\n- 운송장번호 : 531234567890"


@pytest.mark.parametrize(
    ("text", "buttons", "expected"),
    [
        pytest.param(PARCEL, [named("조회", "DS")], [], id="a parcel"),
        pytest.param(TEXT, [named("조회", "DS")], [0], id="no parcel"),
        pytest.param(
            TEXT,
            [named("조회", "DS"), named("문의"), named("배송", "DS")],
            [0, 2],
            id="each DS button",
        ),
        pytest.param(PARCEL, [named("조회", "DS"), named("배송", "DS")], [], id="two for a parcel"),
        pytest.param(TEXT, [named("배송 조회")], [], id="no DS button"),
        pytest.param(TEXT, [web_link(name="배송 조회")], [], id="a web link instead"),
        pytest.param("CJ대한통운 123456789012", [named("조회", "DS")], [0], id="CJ대한통운"),
        pytest.param("CJ대한통운 123456789012", [web_link()], [], id="CJ대한통운 with a web link"),
        pytest.param(
            "가" * 10_000 + PARCEL,
            [named("조회", "DS")],
            [0],
            id="a text is read as far as 10,000",
        ),
        pytest.param(
            "가" * (10_000 - len(PARCEL)) + PARCEL, [named("조회", "DS")], [], id="within 10,000"
        ),
    ],
)
def test_delivery_details(text: str, buttons: list[object], expected: list[int]) -> None:
    found = [row for row in rows(*buttons, text=text) if row[0] != "text-too-long"]

    assert found == [("delivery-details-missing", f"/buttons/{index}") for index in expected]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param(
            {"text": 5, "buttons": [named("조회", "DS")]},
            [("wrong-type", "/text")],
            id="text rejected",
        ),
        pytest.param(
            {"buttons": [named("조회", "DS")]}, [("missing-field", "/text")], id="text missing"
        ),
        pytest.param(
            {"text": TEXT, "title": PARCEL[:20], "buttons": [named(PARCEL[-10:], "DS")]},
            [("delivery-details-missing", "/buttons/0")],
            id="only the text counts",
        ),
        pytest.param(
            {"text": TEXT, "buttons": [{"type": "DS", "name": 5}]},
            [("delivery-details-missing", "/buttons/0"), ("wrong-type", "/buttons/0/name")],
            id="name rejected: its type is known",
        ),
        pytest.param(
            {"text": TEXT, "buttons": [{"type": "DSS", "name": "조회"}]},
            [("unknown-button-type", "/buttons/0/type")],
            id="type rejected",
        ),
    ],
)
def test_delivery_details_of_what_the_structure_left(
    message: object, expected: list[tuple[str, str]]
) -> None:
    found = check_message(message).findings

    assert [(finding.rule, finding.path) for finding in found] == expected


# ------------------------------------------------------------------------ what all have in common


@pytest.mark.parametrize(
    "buttons",
    [None, 5, "WL", {}, {"0": named("결제")}, True],
    ids=lambda value: type(value).__name__,
)
def test_rejected_buttons_are_not_read(buttons: object) -> None:
    found = check_message({"text": TEXT, "buttons": buttons}).findings

    assert [(finding.rule, finding.path) for finding in found] == [("wrong-type", "/buttons")]


@pytest.mark.parametrize("button", [None, 5, "결제", [], [named("결제")], True])
def test_a_rejected_button_is_not_read(button: object) -> None:
    assert rows(button, named("문의")) == [("wrong-type", "/buttons/0")]


def test_too_many_buttons_are_still_read() -> None:
    buttons = [named(f"문의 {n}") for n in range(5)]

    assert rows(*buttons) == []
    assert rows(*buttons, named("결제")) == [
        ("too-many-buttons", "/buttons"),
        ("payment-word-on-button", "/buttons/5/name"),
    ]
