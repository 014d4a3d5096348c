"""Buttons: names that Kakao registers, links that open something, parcels it can find."""

from tests.rules.rows import (
    DONE,
    URL,
    button,
    found_in,
    only,
    places,
    spans,
    web_link,
    with_buttons,
)

PARCEL = "배송이 시작되었습니다.\n- 택배사 : 한진택배\n- 운송장번호 : 531234567890"
UNKNOWN = "unknown-button-type"

# ------------------------------------------------------------------------- app-link-needs-two


def test_each_app_link_is_judged_and_no_other_button() -> None:
    whole = button("앱", "AL", schemeAndroid="a:b", schemeIos="a:b")
    one = button("앱 2", "AL", schemeIos="a:b", urlPc=URL)
    none = button("앱 3", "AL")
    others = (button("조회", "DS"), button("문의"))
    found = found_in(with_buttons(one, whole, none, *others, text=PARCEL))
    links = ("schemeAndroid", "schemeIos", "urlMobile")
    assert [(each.rule, each.path, each.params) for each in found] == [
        ("app-link-needs-two", "/buttons/0", {"count": 1, "links": links}),
        ("app-link-needs-two", "/buttons/2", {"count": 0, "links": links}),
    ]


# ------------------------------------------------------------------------- button-name-over-14


def test_spans_of_long_names() -> None:
    found = only(with_buttons(button("주문 내역 상세 보기 바로 가기")))
    assert (found.rule, found.path, found.span) == (
        *("button-name-over-14", "/buttons/0/name"),
        (14, 17),
    )
    registered = {
        n: found_in(with_buttons(button("가" * n)), button_name_registered=16) for n in (16, 17)
    }
    assert registered[16] == ()
    (found,) = registered[17]
    assert found.params == {"length": 17, "limit": 16, "over": 1}


# --------------------------------------------------------------------------- duplicate-button


def duplicates(*buttons: object) -> dict[str, tuple[str, ...]]:
    """Where a duplicate stands, and of which button it is one; nothing else may be found."""
    found = found_in(with_buttons(*buttons, text=PARCEL))
    assert {one.rule for one in found} <= {"duplicate-button"}
    return {one.path[-1]: tuple(path[-1] for path in one.related) for one in found}


def test_duplicates() -> None:
    ask, call = button("문의"), button("상담")
    assert duplicates(ask, call, button("문의", "BK"), button("문의 ")) == {}
    assert duplicates(button("Ask"), button("ask")) == {}
    assert duplicates(ask, ask, ask) == {"1": ("0",), "2": ("0",)}  # the first is related
    assert duplicates(ask, call, ask, call) == {"2": ("0",), "3": ("1",)}
    assert duplicates(web_link(), web_link(urlMobile="https://b.example/")) == {"1": ("0",)}


def test_what_was_rejected_is_no_duplicate() -> None:
    ask = button("문의")
    twice: dict[str, object] = {
        "missing-field": {"name": "문의"},
        "empty-value": button(" "),
        UNKNOWN: button("문의", "XX"),
        "wrong-type": {"type": "MD", "name": 5},
    }
    for rule, rejected in twice.items():
        assert {found for found, _ in places(with_buttons(rejected, rejected))} == {rule}
        found = found_in(with_buttons(rejected, ask, ask))
        assert [one.related for one in found if one.rule == "duplicate-button"] == [("/buttons/1",)]
    assert {rule for rule, _ in places(with_buttons({"type": "MD"}, {"type": "MD"}))} == {
        "missing-field"
    }


# ---------------------------------------------------------------------- payment-word-on-button


def test_payment_words() -> None:
    table = {
        "결제": ("결제", (0, 2)),
        "바로 결제하기": ("결제", (3, 5)),
        "송금하기": ("송금", (0, 2)),
        "청구서 보기": ("청구서", (0, 3)),
        "보험금 청구": ("청구", (4, 6)),
        "요금 납부": ("납부", (3, 5)),
        "납부·결제": ("납부", (0, 2)),
        "결제 내역 청구서": ("청구서", (6, 9)),
        "결제된 금액 결제": ("결제", (7, 9)),
    }
    found = {name: only(with_buttons(button(name))) for name in table}
    assert {name: (one.params["word"], one.span) for name, one in found.items()} == table
    assert {one.rule for one in found.values()} == {"payment-word-on-button"}


def test_what_tells_of_a_payment_does_not_urge_to_pay() -> None:
    names = (
        *("결제 내역 확인", "결제 영수증", "결제내역", "결제하신 정보", "납부한 금액", "송금 결과"),
        *("청구 일정", "미청구 내역", "결제된 내역", "결제 취소", "결제수단 변경", "결재 요청"),
        *("입금 확인", "구매하기", "결 제", "Pay"),
    )
    assert [name for name in names if found_in(with_buttons(button(name)))] == []


# -------------------------------------------------------------------- delivery-details-missing


def test_each_button_that_follows_a_parcel_needs_one_in_the_text() -> None:
    message = with_buttons(button("조회", "DS"), button("문의"), {"type": "DS", "name": 5})
    missing = "delivery-details-missing"
    assert places(message) == [
        (missing, "/buttons/0"),
        (missing, "/buttons/2"),
        ("wrong-type", "/buttons/2/name"),
    ]
    assert places(message | {"text": PARCEL}) == [("wrong-type", "/buttons/2/name")]
    assert places(message | {"title": "한진택배 531234567890"})[0] == (missing, "/buttons/0")


def test_a_parcel_is_sought_within_ten_thousand_code_points() -> None:
    tracker = button("조회", "DS")
    within, beyond = "가" * (10_000 - len(PARCEL)) + PARCEL, "가" * 10_000 + PARCEL
    assert places(with_buttons(tracker, text=within)) == [("text-too-long", "/text")]
    assert len(found_in(with_buttons(tracker, text=beyond))) == 2


# ------------------------------------------------------------------------ what all have in common


def test_rejected_buttons_are_not_read() -> None:
    for buttons in (None, 5, "WL", {}, {"0": button("결제")}, True):
        assert places({"text": DONE, "buttons": buttons}) == [("wrong-type", "/buttons")]
    for rejected in (None, 5, "결제", [], [button("결제")], True):
        assert places(with_buttons(rejected, button("문의"))) == [("wrong-type", "/buttons/0")]


def test_too_many_buttons_are_still_read() -> None:
    buttons = [button(f"문의 {n}") for n in range(5)]
    assert spans(with_buttons(*buttons, button("결제"))) == [
        ("too-many-buttons", "/buttons", None),
        ("payment-word-on-button", "/buttons/5/name", (0, 2)),
    ]
