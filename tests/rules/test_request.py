"""What surrounds a request's messages: arrays, senders, recipients and times."""

import time
from datetime import datetime
from typing import Any

import pytest

from alimtalk_rules import INFOBIP, Finding, check_payload
from tests.payloads import infobip, omni, sens


def findings(payload: object, **limits: int) -> tuple[Finding, ...]:
    return check_payload(payload, profile=INFOBIP.with_limits(**limits)).findings


def rows(payload: object) -> list[tuple[str, str]]:
    return [(found.rule, found.path) for found in findings(payload)]


# ---------------------------------------------------------------------------------- recipients

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
EVERY_GATEWAY = pytest.mark.parametrize("gateway", NUMBERS)


@EVERY_GATEWAY
def test_numbers(gateway: str) -> None:
    """Of the same lengths everywhere; with the country's code, but in SENS within the country."""
    korean = gateway == "sens"
    table = {
        **dict.fromkeys(("", "+821012345678", "82-10-1234-5678", "82 10 1234 5678"), False),
        **dict.fromkeys(("821012", "8210123456789012", "821012345678\n", "홍길동"), False),
        **dict.fromkeys(("82101234567٣", "８２１０１２３４５６７８", "8201012345678"), False),
        **dict.fromkeys(("8210123", "821012345678901", "12025550123"), True),
        **dict.fromkeys(("01012345678", "0212345678", "1012345678"), korean),
        **dict.fromkeys(("821012345678", "82212345678"), not korean),
    } | ({} if korean else {"1012345678": True})
    found = {number: findings(NUMBERS[gateway](number)) for number in table}
    assert {number: not ones for number, ones in found.items()} == table
    wrong = [one for ones in found.values() for one in ones]
    assert {(one.rule, one.path) for one in wrong} == {("bad-destination", AT[gateway].format(0))}
    assert [len(number) for number, ones in found.items() if ones] == [
        one.params["length"] for one in wrong
    ]


def test_another_country_may_have_numbers_that_begin_with_82() -> None:
    message = {"to": "8212345678", "content": "안내"}
    assert rows(sens(messages=[message | {"countryCode": "1"}])) == []
    assert rows(sens(messages=[message | {"countryCode": "82"}])) == [
        ("bad-destination", "/messages/0/to")
    ]


def test_a_recipient_by_mail_has_no_number() -> None:
    assert rows(omni(destinations=[{"to": {"emailAddress": "a@example.com"}}])) == []


def duplicates(payload: object) -> list[tuple[str, tuple[str, ...]]]:
    found = findings(payload)
    return [(one.path, one.related) for one in found if one.rule == "duplicate-destination"]


@EVERY_GATEWAY
def test_a_number_that_stands_twice(gateway: str) -> None:
    path = AT[gateway].format
    first, second = "821012345678", "821012345679"
    assert duplicates(NUMBERS[gateway](first, second, first, first)) == [
        (path(2), (path(0),)),
        (path(3), (path(0),)),
    ]
    assert duplicates(NUMBERS[gateway](first, "+82 10-1234-5678")) == [(path(1), (path(0),))]
    assert duplicates(NUMBERS[gateway]("가", "나", "가")) == [(path(2), (path(0),))]


def test_a_number_of_another_message_or_country() -> None:
    at = "/messages/{}/destinations/0/to".format
    assert duplicates({"messages": infobip()["messages"] * 2}) == [(at(1), (at(0),))]

    def of_countries(*countries: dict[str, Any]) -> int:
        messages = [{"to": "1012345678", "content": "안내", **each} for each in countries]
        return len(duplicates(sens(messages=messages)))

    korea, america = {"countryCode": "82"}, {"countryCode": "1"}
    assert of_countries(korea, {}) == of_countries(america, america) == 1
    assert of_countries(america, korea) == of_countries(*[{"countryCode": 82}] * 2) == 0


# ------------------------------------------------------------------------------------- the time

SEND_TIMES = {
    "/options/schedule/sendAt": lambda at: infobip() | {"options": {"schedule": {"sendAt": at}}},
    "/sendAt": lambda at: omni(sendAt=at),
    "/reserveTime": lambda at: sens(reserveTime=at),
}


def test_send_times() -> None:
    table = {
        **{f"2026-12-01T09:00:00.{'1' * n}Z": True for n in range(1, 10)},
        **dict.fromkeys(("2026-12-01T09:00:00+09:00", "1999-12-31T23:59:59Z"), True),
        **dict.fromkeys(("2028-02-29T00:00:00Z", "9999-12-31T23:59:59Z"), True),
        **dict.fromkeys(("2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z"), False),
        **dict.fromkeys(("2026-12-01T09:00:00+2400", "2026-12-01T09:00:00+0960"), False),
        **dict.fromkeys(("2026-12-01T24:00:00Z", "2026-12-01T23:59:61Z"), False),
    }
    for path in ("/options/schedule/sendAt", "/sendAt"):
        found = {at: rows(SEND_TIMES[path](at)) for at in table}
        assert found == {at: [("bad-send-time", path)] * (not good) for at, good in table.items()}


def test_no_clock_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoClock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            raise AssertionError

    monkeypatch.setattr("alimtalk_rules.rules.request.datetime", NoClock)
    monkeypatch.setattr(time, "time", None)
    for path, at in SEND_TIMES.items():
        request = at("2026-02-30 09:00" if path == "/reserveTime" else "2026-02-30T09:00:00Z")
        assert rows(request) == [("bad-send-time", path)]


def test_periods() -> None:
    """Within 48 hours, in every unit; of a unit that is not known here nothing is said."""
    table = {
        **dict.fromkeys(
            ((2, "DAYS"), (48, "HOURS"), (2880, "MINUTES"), (172_800, "SECONDS")), False
        ),
        **dict.fromkeys(
            ((3, "DAYS"), (49, "HOURS"), (2881, "MINUTES"), (172_801, "SECONDS")), True
        ),
        **dict.fromkeys(((1, "SECONDS"), (5.0, "MINUTES"), (9999, "FORTNIGHTS")), False),
        **dict.fromkeys(((0, "HOURS"), (-5, "MINUTES")), True),
    }
    found = {
        (amount, unit): rows(omni({"validityPeriod": amount, "validityPeriodTimeUnit": unit}))
        for amount, unit in table
    }
    odd = [("odd-validity-period", "/kakaoAlim/validityPeriod")]
    assert found == {period: odd * is_odd for period, is_odd in table.items()}


def with_period(period: object) -> dict[str, Any]:
    sms = {"text": "안내", "validityPeriod": period}
    return infobip(options={"validityPeriod": period, "smsFailover": sms})


def test_periods_of_a_message_and_of_its_sms() -> None:
    paths = [f"/messages/0/options/{each}validityPeriod/amount" for each in ("smsFailover/", "")]
    assert rows(with_period({"amount": 2881})) == [("odd-validity-period", at) for at in paths]
    days = with_period({"amount": 72, "timeUnit": "HOURS"})
    assert findings(days, validity_hours=72) == ()
    assert [one.params for one in findings(days, validity_hours=71)] == [{"limit": 71}] * 2
    rejected = {
        "value-not-allowed": {"amount": 9999, "timeUnit": "DAYS"},
        "wrong-type": {"amount": 2**40},
        "missing-field": {"timeUnit": "HOURS"},
    }
    for rule, period in rejected.items():
        assert {found for found, _ in rows(with_period(period))} == {rule}


NINE, TEN = {"hour": 9, "minute": 0}, {"hour": 10, "minute": 0}
WINDOW = "/messages/0/options/deliveryTimeWindow"


def in_window(window: object) -> list[tuple[str, str]]:
    whole = {"days": ["MONDAY"], **window} if isinstance(window, dict) else window
    return rows(infobip(options={"deliveryTimeWindow": whole}))


def test_windows() -> None:
    good: list[dict[str, Any]] = [
        {},
        {"from": NINE, "to": TEN},
        {"from": TEN, "to": NINE},  # over midnight
        {"from": NINE, "to": {"hour": 9, "minute": 1}},
    ]
    odd: list[dict[str, Any]] = [
        {"from": NINE, "to": NINE},
        {"from": NINE, "to": {"hour": 9.0, "minute": 0}},
        {"from": NINE},
        {"to": NINE},
        {"days": []},
        {"days": [], "from": NINE, "to": NINE},
    ]
    assert [window for window in good if in_window(window)] == []
    assert [window for window in odd if in_window(window) != [("odd-time-window", WINDOW)]] == []


def test_what_was_not_read_of_a_window_is_not_odd() -> None:
    beyond = {"hour": 24, "minute": 0}
    rejected: list[tuple[str, object]] = [
        ("missing-field", {"from": {}, "to": {}}),
        ("missing-field", {"from": {"hour": 9}, "to": {"hour": 9}}),
        ("wrong-type", {"from": 5, "to": 5}),
        ("wrong-type", {"from": NINE, "to": None}),
        ("wrong-type", {"from": beyond, "to": beyond}),
        ("wrong-type", {"days": 5}),
        ("value-not-allowed", {"days": ["MON"]}),
        *(("wrong-type", window) for window in (5, None, [])),
    ]
    assert [w for rule, w in rejected if {found for found, _ in in_window(w)} != {rule}] == []
