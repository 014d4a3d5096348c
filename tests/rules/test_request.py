"""The rules about what surrounds a request's messages: arrays, senders, recipients and times."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from alimtalk_rules import INFOBIP, Finding, Limits, check_payload
from tests.payloads import MAKERS, SENDER_KEY, infobip, omni, sens

EVERY_GATEWAY = pytest.mark.parametrize("gateway", MAKERS)

Rows = list[tuple[str, str]]


def findings(payload: object, limits: Limits = INFOBIP.limits) -> tuple[Finding, ...]:
    return check_payload(payload, profile=replace(INFOBIP, limits=limits)).findings


def rows(payload: object) -> Rows:
    return [(found.rule, found.path) for found in findings(payload)]


# --------------------------------------------------------------------------- nothing-to-send


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        pytest.param({"messages": []}, ["/messages"], id="no messages"),
        pytest.param(infobip(destinations=[]), ["/messages/0/destinations"], id="no recipients"),
        pytest.param(
            {"messages": infobip(destinations=[])["messages"] + infobip()["messages"]},
            ["/messages/0/destinations"],
            id="of one of two messages",
        ),
        pytest.param(omni(destinations=[]), ["/destinations"], id="omni"),
        pytest.param(sens(messages=[]), ["/messages"], id="SENS"),
        pytest.param(infobip(), [], id="one recipient"),
    ],
)
def test_nothing_to_send(payload: object, expected: list[str]) -> None:
    assert rows(payload) == [("nothing-to-send", path) for path in expected]


# --------------------------------------------------------------------------- bad-sender


@pytest.mark.parametrize(
    ("payload", "path", "length"),
    [
        pytest.param(infobip(sender=""), "/messages/0/sender", 0, id="empty"),
        pytest.param(infobip(sender=SENDER_KEY[1:]), "/messages/0/sender", 39, id="39"),
        pytest.param(infobip(sender=SENDER_KEY + "0"), "/messages/0/sender", 41, id="41"),
        pytest.param(infobip(sender=SENDER_KEY[1:] + "가"), "/messages/0/sender", 40, id="Hangul"),
        pytest.param(infobip(sender=SENDER_KEY + "\n"), "/messages/0/sender", 41, id="newline"),
        pytest.param(infobip(sender="@dawnmart"), "/messages/0/sender", 9, id="a channel's name"),
        pytest.param(omni(scenarioKey=""), "/scenarioKey", 0, id="empty key of a scenario"),
        pytest.param(omni(scenarioKey=" s1"), "/scenarioKey", 3, id="space before"),
        pytest.param(omni(scenarioKey="s1\n"), "/scenarioKey", 3, id="newline behind"),
        pytest.param(sens(plusFriendId="dawnmart"), "/plusFriendId", 8, id="without @"),
        pytest.param(sens(plusFriendId="@"), "/plusFriendId", 1, id="@ alone"),
        pytest.param(sens(plusFriendId="@dawn mart"), "/plusFriendId", 10, id="with a space"),
    ],
)
def test_a_bad_sender(payload: object, path: str, length: int) -> None:
    (found,) = findings(payload)
    assert (found.rule, found.path, found.params) == ("bad-sender", path, {"length": length})


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(infobip(sender="A" * 40), id="letters"),
        pytest.param(infobip(sender="0" * 40), id="digits"),
        pytest.param(omni(scenarioKey="s"), id="a letter"),
        pytest.param(omni(scenarioKey="My scenario 1"), id="spaces within"),
        pytest.param(sens(plusFriendId="@새벽마트"), id="Hangul"),
    ],
)
def test_a_good_sender(payload: object) -> None:
    assert rows(payload) == []


def test_the_scenario_is_not_required() -> None:
    request = omni()
    del request["scenarioKey"]
    assert rows(request) == []


# --------------------------------------------------------------------------- bad-destination

NUMBERS = {
    "infobip": lambda *numbers: infobip(destinations=[{"to": number} for number in numbers]),
    "infobip-omni": lambda *numbers: omni(
        destinations=[{"to": {"phoneNumber": number}} for number in numbers]
    ),
    "sens": lambda *numbers: sens(messages=[{"to": n, "content": "안내"} for n in numbers]),
}
AT = {
    "infobip": "/messages/0/destinations/{}/to",
    "infobip-omni": "/destinations/{}/to/phoneNumber",
    "sens": "/messages/{}/to",
}


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("", id="empty"),
        pytest.param("+821012345678", id="plus"),
        pytest.param("82-10-1234-5678", id="hyphens"),
        pytest.param("82 10 1234 5678", id="spaces"),
        pytest.param("821012", id="6 digits"),
        pytest.param("8210123456789012", id="16 digits"),
        pytest.param("821012345678\n", id="newline"),
        pytest.param("82101234567٣", id="Arabic digit"),
        pytest.param("８２１０１２３４５６７８", id="full-width digits"),
        pytest.param("홍길동", id="name"),
    ],
)
@EVERY_GATEWAY
def test_a_bad_number(gateway: str, number: str) -> None:
    (found,) = findings(NUMBERS[gateway](number))
    assert (found.rule, found.path) == ("bad-destination", AT[gateway].format(0))
    assert (found.params, found.kakao) == ({"length": len(number)}, ("3008", "1020"))


@pytest.mark.parametrize("number", ["8210123", "821012345678", "821012345678901", "12025550123"])
@EVERY_GATEWAY
def test_a_good_number(gateway: str, number: str) -> None:
    assert rows(NUMBERS[gateway](number)) == []


@pytest.mark.parametrize(
    ("gateway", "bad"), [("infobip", True), ("infobip-omni", True), ("sens", False)]
)
def test_only_sens_takes_national_numbers(gateway: str, *, bad: bool) -> None:
    expected = [("bad-destination", AT[gateway].format(0))] if bad else []
    assert rows(NUMBERS[gateway]("01012345678")) == expected


def test_a_recipient_by_mail_has_no_number() -> None:
    assert rows(omni(destinations=[{"to": {"emailAddress": "a@example.com"}}])) == []


# --------------------------------------------------------------------------- duplicate-destination


@EVERY_GATEWAY
def test_a_number_that_stands_twice(gateway: str) -> None:
    numbers = ("821012345678", "821012345679", "821012345678", "821012345678")
    found = findings(NUMBERS[gateway](*numbers))
    path = AT[gateway].format
    assert [(one.rule, one.path, one.related) for one in found] == [
        ("duplicate-destination", path(2), (path(0),)),
        ("duplicate-destination", path(3), (path(0),)),
    ]


def test_a_number_of_another_message() -> None:
    two = {"messages": infobip()["messages"] * 2}
    (found,) = findings(two)
    assert (found.rule, found.path) == ("duplicate-destination", "/messages/1/destinations/0/to")
    assert found.related == ("/messages/0/destinations/0/to",)


def test_a_number_that_is_written_in_two_ways() -> None:
    assert rows(NUMBERS["infobip"]("821012345678", "+82 10-1234-5678")) == [
        ("bad-destination", AT["infobip"].format(1)),
        ("duplicate-destination", AT["infobip"].format(1)),
    ]


def test_what_is_no_number_is_a_duplicate_of_itself_alone() -> None:
    found = rows(NUMBERS["infobip"]("가", "나", "가"))
    duplicates = [path for rule, path in found if rule == "duplicate-destination"]
    assert duplicates == [AT["infobip"].format(2)]


@pytest.mark.parametrize(
    ("countries", "expected"),
    [
        pytest.param([{}, {}], ["/messages/1/to"], id="none"),
        pytest.param([{"countryCode": "82"}, {}], ["/messages/1/to"], id="82 is meant"),
        pytest.param([{"countryCode": "1"}, {"countryCode": "82"}], [], id="two countries"),
        pytest.param([{"countryCode": "1"}, {"countryCode": "1"}], ["/messages/1/to"], id="one"),
    ],
)
def test_the_same_number_in_two_countries(
    countries: list[dict[str, str]], expected: list[str]
) -> None:
    messages = [{"to": "1012345678", "content": "안내", **country} for country in countries]
    assert rows(sens(messages=messages)) == [("duplicate-destination", path) for path in expected]


def test_a_country_that_was_rejected_says_nothing() -> None:
    message = {"to": "1012345678", "content": "안내", "countryCode": 82}
    assert {rule for rule, _ in rows(sens(messages=[message] * 2))} == {"wrong-type"}


# --------------------------------------------------------------------------- bad-send-time


def at_time(gateway: str, sent_at: str) -> dict[str, Any]:
    if gateway == "infobip":
        return infobip() | {"options": {"schedule": {"sendAt": sent_at}}}
    return omni(sendAt=sent_at) if gateway == "infobip-omni" else sens(reserveTime=sent_at)


SENT_AT = {
    "infobip": "/options/schedule/sendAt",
    "infobip-omni": "/sendAt",
    "sens": "/reserveTime",
}


@pytest.mark.parametrize(
    ("sent_at", "good"),
    [
        pytest.param("2026-12-01T09:00:00.000+0900", True, id="as documented"),
        pytest.param("2026-12-01T09:00:00.000Z", True, id="Z"),
        pytest.param("2026-12-01T09:00:00+09:00", True, id="offset with a colon"),
        *(
            pytest.param(f"2026-12-01T09:00:00.{'1' * digits}Z", True, id=f"{digits} digits")
            for digits in range(1, 10)
        ),
        pytest.param("2028-02-29T00:00:00Z", True, id="leap day"),
        pytest.param("1999-12-31T23:59:59Z", True, id="long ago: no clock is read"),
        pytest.param("9999-12-31T23:59:59Z", True, id="far ahead"),
        pytest.param("2026-02-29T00:00:00Z", False, id="no leap day"),
        pytest.param("2026-04-31T00:00:00Z", False, id="31 April"),
        pytest.param("2026-13-01T00:00:00Z", False, id="month 13"),
        pytest.param("2026-00-01T00:00:00Z", False, id="month 0"),
        pytest.param("2026-12-00T00:00:00Z", False, id="day 0"),
        pytest.param("0000-01-01T00:00:00Z", False, id="year 0"),
        pytest.param("2026-12-01T24:00:00Z", False, id="24 o'clock"),
        pytest.param("2026-12-01T23:60:00Z", False, id="minute 60"),
        pytest.param("2026-12-01T23:59:61Z", False, id="second 61"),
        pytest.param("2026-12-01T09:00:00+2400", False, id="offset of a day"),
        pytest.param("2026-12-01T09:00:00+0960", False, id="offset of 60 minutes"),
    ],
)
@pytest.mark.parametrize("gateway", ["infobip", "infobip-omni"])
def test_a_send_time(gateway: str, sent_at: str, *, good: bool) -> None:
    expected = [] if good else [("bad-send-time", SENT_AT[gateway])]
    assert rows(at_time(gateway, sent_at)) == expected


@pytest.mark.parametrize(
    ("sent_at", "good"),
    [
        pytest.param("2026-12-01 09:00", True, id="as documented"),
        pytest.param("2028-02-29 23:59", True, id="leap day"),
        pytest.param("2026-02-29 09:00", False, id="no leap day"),
        pytest.param("2026-12-01 24:00", False, id="24 o'clock"),
        pytest.param("2026-12-01 09:60", False, id="minute 60"),
        pytest.param("2026-12-01T09:00", False, id="T"),
        pytest.param("2026-12-01 09:00:00", False, id="seconds"),
    ],
)
def test_a_reserved_time(sent_at: str, *, good: bool) -> None:
    assert rows(at_time("sens", sent_at)) == ([] if good else [("bad-send-time", SENT_AT["sens"])])


def test_no_clock_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoClock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            raise AssertionError

    monkeypatch.setattr("alimtalk_rules.rules.request.datetime", NoClock)
    monkeypatch.setattr(time, "time", None)
    for gateway, path in SENT_AT.items():
        sent_at = "2026-02-30 09:00" if gateway == "sens" else "2026-02-30T09:00:00Z"
        assert rows(at_time(gateway, sent_at)) == [("bad-send-time", path)]


# --------------------------------------------------------------------------- odd-validity-period


@pytest.mark.parametrize(
    ("period", "odd"),
    [
        pytest.param({"amount": 2880}, False, id="48 hours of minutes"),
        pytest.param({"amount": 2881}, True, id="a minute more"),
        pytest.param({"amount": 48, "timeUnit": "HOURS"}, False, id="48 hours"),
        pytest.param({"amount": 49, "timeUnit": "HOURS"}, True, id="49 hours"),
        pytest.param({"amount": 172_800, "timeUnit": "SECONDS"}, False, id="48 hours of seconds"),
        pytest.param({"amount": 172_801, "timeUnit": "SECONDS"}, True, id="a second more"),
        pytest.param({"amount": 1, "timeUnit": "SECONDS"}, False, id="a second"),
        pytest.param({"amount": 0}, True, id="none"),
        pytest.param({"amount": -5}, True, id="negative"),
        pytest.param({"amount": 5.0}, False, id="5.0"),
    ],
)
def test_a_validity_period(period: dict[str, Any], *, odd: bool) -> None:
    sms = {"text": "안내", "validityPeriod": period}
    both = infobip(options={"validityPeriod": period, "smsFailover": sms})
    options = "/messages/0/options"
    paths = [f"{options}/smsFailover/validityPeriod/amount", f"{options}/validityPeriod/amount"]
    assert rows(both) == [("odd-validity-period", path) for path in paths if odd]
    old = {"validityPeriod": period["amount"]}
    if "timeUnit" in period:
        old["validityPeriodTimeUnit"] = period["timeUnit"]
    path = "/kakaoAlim/validityPeriod"
    assert rows(omni(old)) == ([("odd-validity-period", path)] if odd else [])


@pytest.mark.parametrize(
    ("amount", "unit", "odd"),
    [
        pytest.param(2, "DAYS", False, id="2 days"),
        pytest.param(3, "DAYS", True, id="3 days"),
        pytest.param(9999, "FORTNIGHTS", False, id="a unit that is not known here"),
    ],
)
def test_other_units_of_the_older_call(amount: int, unit: str, *, odd: bool) -> None:
    request = omni({"validityPeriod": amount, "validityPeriodTimeUnit": unit})
    path = "/kakaoAlim/validityPeriod"
    assert rows(request) == ([("odd-validity-period", path)] if odd else [])


@pytest.mark.parametrize(
    ("period", "rule"),
    [
        pytest.param({"amount": 9999, "timeUnit": "DAYS"}, "value-not-allowed", id="unit"),
        pytest.param({"amount": 2**40}, "wrong-type", id="amount"),
        pytest.param({"timeUnit": "HOURS"}, "missing-field", id="no amount"),
    ],
)
def test_a_period_that_was_not_read_is_not_odd(period: dict[str, Any], rule: str) -> None:
    assert [found for found, _ in rows(infobip(options={"validityPeriod": period}))] == [rule]


def test_the_longest_period_is_a_limit() -> None:
    request = infobip(options={"validityPeriod": {"amount": 72, "timeUnit": "HOURS"}})
    assert findings(request, Limits(validity_hours=72)) == ()
    (found,) = findings(request, Limits(validity_hours=71))
    assert (found.rule, found.params) == ("odd-validity-period", {"limit": 71})


# --------------------------------------------------------------------------- odd-time-window

NINE, TEN = {"hour": 9, "minute": 0}, {"hour": 10, "minute": 0}
WINDOW = "/messages/0/options/deliveryTimeWindow"


def in_window(**window: Any) -> dict[str, Any]:
    return infobip(options={"deliveryTimeWindow": {"days": ["MONDAY"], **window}})


@pytest.mark.parametrize(
    ("window", "odd"),
    [
        pytest.param({}, False, id="whole days"),
        pytest.param({"from": NINE, "to": TEN}, False, id="an hour"),
        pytest.param({"from": TEN, "to": NINE}, False, id="over midnight"),
        pytest.param({"from": NINE, "to": {"hour": 9, "minute": 1}}, False, id="a minute"),
        pytest.param({"from": NINE, "to": NINE}, True, id="no minute"),
        pytest.param({"from": NINE, "to": {"hour": 9.0, "minute": 0}}, True, id="9.0 is 9"),
        pytest.param({"from": NINE}, True, id="no end"),
        pytest.param({"to": NINE}, True, id="no start"),
        pytest.param({"days": []}, True, id="no day"),
        pytest.param({"days": [], "from": NINE, "to": NINE}, True, id="no day, no minute"),
    ],
)
def test_a_time_window(window: dict[str, Any], *, odd: bool) -> None:
    assert rows(in_window(**window)) == ([("odd-time-window", WINDOW)] if odd else [])


@pytest.mark.parametrize(
    ("window", "rule"),
    [
        pytest.param({"from": {}, "to": {}}, "missing-field", id="empty ends"),
        pytest.param({"from": {"hour": 9}, "to": {"hour": 9}}, "missing-field", id="no minutes"),
        pytest.param({"from": 5, "to": 5}, "wrong-type", id="ends of 5"),
        pytest.param({"from": NINE, "to": None}, "wrong-type", id="end of null"),
        pytest.param(
            {"from": {"hour": 24, "minute": 0}, "to": {"hour": 25, "minute": 0}},
            "wrong-type",
            id="hours beyond the day",
        ),
        pytest.param({"days": 5}, "wrong-type", id="days of 5"),
        pytest.param({"days": ["MON"]}, "value-not-allowed", id="another day"),
    ],
)
def test_ends_that_were_not_read_are_not_odd(window: dict[str, Any], rule: str) -> None:
    assert {found for found, _ in rows(in_window(**window))} == {rule}


@pytest.mark.parametrize("window", [5, None, []])
def test_a_window_of_a_wrong_type(window: object) -> None:
    request = infobip(options={"deliveryTimeWindow": window})
    assert rows(request) == [("wrong-type", WINDOW)]
