"""The request around the messages: who gets them, who sends them, and when."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from alimtalk_rules.documents import Request
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.rule import Place, rule


@rule("nothing-to-send")
def nothing_to_send(request: Request, _: Limits) -> Iterator[Place]:
    """An array of messages, or of recipients, that is empty."""
    return (Place(path) for path, array in request.arrays if array == [])


@rule("bad-sender")
def bad_sender(request: Request, _: Limits) -> Iterator[Place]:
    """A sender that does not look like the gateway's: a key of 40 characters, or an @name."""
    for path, sender in request.senders:
        if isinstance(sender, str) and not request.sender_form.fullmatch(sender):
            yield Place(path, {"length": len(sender)})


@rule("bad-destination")
def bad_destination(request: Request, _: Limits) -> Iterator[Place]:
    """A number with anything but digits, or too few or too many of them (ITU-T E.164)."""
    for path, number, _country in request.destinations:
        if isinstance(number, str) and not request.destination_form.fullmatch(number):
            yield Place(path, {"length": len(number)})


@rule("duplicate-destination")
def duplicate_destination(request: Request, _: Limits) -> Iterator[Place]:
    """A number that an earlier recipient of the request has: somebody gets two messages."""
    first: dict[tuple[str, str], str] = {}
    for path, number, country in request.destinations:
        if isinstance(number, str) and country is not None:
            digits = number if number.isdecimal() else re.sub(r"[^0-9]+", "", number) or number
            earlier = first.setdefault((country, digits), path)
            if earlier != path:
                yield Place(path, related=(earlier,))


@rule("bad-send-time")
def bad_send_time(request: Request, _: Limits) -> Iterator[Place]:
    """A day or a time of day that no calendar and no clock has; the structure judges the form."""
    for path, time in request.send_times:
        if isinstance(time, str) and not _exists(time):
            yield Place(path)


_NO_CLOCK: Final = re.compile(r"[T ]24:|[+-][0-9]{2}:?[6-9][0-9]$")
"""24 o'clock, and offsets of 60 minutes and more: not every version of Python refuses them."""


def _exists(time: str) -> bool:
    if _NO_CLOCK.search(time):
        return False
    try:
        datetime.fromisoformat(time)
    except ValueError:
        return False
    return True


_SECONDS: Final = {"SECONDS": 1, "MINUTES": 60, "HOURS": 3600, "DAYS": 86_400}
"""Seconds in a unit. Of one that is not here, as no document lists all, nothing is said."""


@rule("odd-validity-period")
def odd_validity_period(request: Request, limits: Limits) -> Iterator[Place]:
    """Longer than delivery is ever tried, or not even a second."""
    for path, amount, unit in request.periods:
        if amount is not None and unit in _SECONDS:
            seconds = amount * _SECONDS[unit]
            if not 0 < seconds <= limits.validity_hours * 3600:
                yield Place(path, {"limit": limits.validity_hours})


@rule("odd-time-window")
def odd_time_window(request: Request, _: Limits) -> Iterator[Place]:
    """Open on no day, open for no minute, or with only one of its two ends."""
    return (Place(path) for path, window in request.windows if window and _is_odd(window))


def _is_odd(window: Any) -> bool:
    if window.get("days") == []:
        return True
    if ("from" in window) is not ("to" in window):
        return True
    start, end = window.get("from"), window.get("to")
    return start == end and _is_read(start)


def _is_read(end: Any) -> bool:
    return end is not None and None not in (end.get("hour"), end.get("minute"))
