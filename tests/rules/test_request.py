"""What surrounds a request's messages: arrays, senders, recipients and times."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from alimtalk_rules import INFOBIP, Finding, check_payload
from tests.payloads import infobip, omni, sens


def findings(payload: object, **limits: int) -> tuple[Finding, ...]:
    return check_payload(payload, profile=INFOBIP.with_limits(**limits)).findings


def rows(payload: object) -> list[tuple[str, str]]:
    return [(found.rule, found.path) for found in findings(payload)]


def test_hints_show_the_gateways_own_form() -> None:
    key, international = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "821012345678"
    sent_at, reserved = "2026-11-25T10:00:00.000+0900", "2026-11-25 10:00"
    table: list[tuple[object, str, str | None]] = [
        (infobip(sender="@dawnmart"), "bad-sender", key),
        (sens(plusFriendId="dawnmart"), "bad-sender", "@dawnmart"),
        (omni(scenarioKey=""), "bad-sender", None),  # it has no form
        (NUMBERS["infobip"]("1"), "bad-destination", international),
        (NUMBERS["infobip-omni"]("1"), "bad-destination", international),
        (NUMBERS["sens"]("1"), "bad-destination", "01012345678"),
        (SEND_TIMES["/options/schedule/sendAt"]("2026-11-25"), "bad-send-time", sent_at),
        (SEND_TIMES["/sendAt"]("2026-02-30T09:00:00Z"), "bad-send-time", sent_at),
        (SEND_TIMES["/reserveTime"]("9" * 50), "bad-send-time", reserved),
    ]
    for payload, rule, example in table:
        (found,) = findings(payload)
        assert (found.rule, found.params.get("example")) == (rule, example)
        assert example is None or all(example in found.hint(lang) for lang in ("en", "ko"))


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

SEND_TIMES: dict[str, Callable[[str], object]] = {
    "/options/schedule/sendAt": lambda at: infobip() | {"options": {"schedule": {"sendAt": at}}},
    "/sendAt": lambda at: omni(sendAt=at),
    "/reserveTime": lambda at: sens(reserveTime=at),
}


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


def with_period(period: object) -> dict[str, Any]:
    sms = {"text": "안내", "validityPeriod": period}
    return infobip(options={"validityPeriod": period, "smsFailover": sms})


def test_periods_of_a_message_and_of_its_sms() -> None:
    paths = [f"/messages/0/options/{each}validityPeriod/amount" for each in ("smsFailover/", "")]
    assert rows(with_period({"amount": 2881})) == [("odd-validity-period", at) for at in paths]
    days = with_period({"amount": 72, "timeUnit": "HOURS"})
    assert findings(days, validity_hours=72) == ()
    assert [one.params for one in findings(days, validity_hours=71)] == [{"limit": 71}] * 2


def test_days_and_units_that_are_not_known_here() -> None:
    for amount, unit, is_odd in ((2, "DAYS", False), (3, "DAYS", True), (9999, "WEEKS", False)):
        found = rows(omni({"validityPeriod": amount, "validityPeriodTimeUnit": unit}))
        assert found == [("odd-validity-period", "/kakaoAlim/validityPeriod")] * is_odd


def test_an_hour_that_is_a_float_is_that_hour() -> None:
    window: dict[str, Any] = {"days": ["MONDAY"], "from": {"hour": 9, "minute": 0}}
    window["to"] = {"hour": 9.0, "minute": 0}
    path = "/messages/0/options/deliveryTimeWindow"
    assert rows(infobip(options={"deliveryTimeWindow": window})) == [("odd-time-window", path)]
