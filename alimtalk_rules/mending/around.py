"""What surrounds the messages in a gateway's request, mended: numbers, SMS, names of fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final, cast

from alimtalk_rules.documents import Request
from alimtalk_rules.gateways import read_form
from alimtalk_rules.limits import Limits
from alimtalk_rules.mending.edits import Change, Edit, changed, value_at
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.payloads.parts import request_of
from alimtalk_rules.report import Choices, Finding
from alimtalk_rules.rules import RULES
from alimtalk_rules.rules.rule import Find, Place


def edits_around(payload: object, gateway: Gateway, chosen: Choices, *, unsafe: bool) -> list[Edit]:
    """All edits of an opened request but those of its messages' strings."""
    limits = chosen.profile.limits
    read, faults = read_form(payload, gateway, chosen)
    request = request_of(read, gateway)
    edits = chain(
        _of_destinations(request, limits),
        _of_failovers(request, limits),
        _of_deprecated_fields(request, limits),
        _of_empty_lists(payload, faults),
    )
    return [edit for edit in edits if edit.rule not in chosen.ignored and (edit.safe or unsafe)]


def _of_deprecated_fields(request: Request, limits: Limits) -> Iterator[Edit]:
    for place in _found("deprecated-field", request, limits):
        yield Edit("deprecated-field", place.path, None, str(place.params["field"]))


def _of_empty_lists(payload: object, faults: Iterable[Finding]) -> Iterator[Edit]:
    """A list of nothing says the same as none, which the gateway accepts."""
    for fault in faults:
        if fault.rule == "empty-value" and value_at(payload, fault.path) == []:
            yield Edit(fault.rule, fault.path)


def _found(rule: str, request: Request, limits: Limits) -> list[Place]:
    return [*cast("Find", RULES[rule].find)(request, limits)]


# --------------------------------------------------------------------------- numbers

_punctuation: Final = re.compile(r"[+\-.()\s\u2010-\u2015]+").finditer


def _of_destinations(request: Request, limits: Limits) -> Iterator[Edit]:
    """Numbers without what stands between digits; on request also with the right country code.

    A leading 0 may be another country's, and the number that comes out may be another's already.
    """
    numbers = {path: (number, country) for path, number, country in request.destinations}
    taken = {(country, number) for number, country in numbers.values()}
    for path in [place.path for place in _found("bad-destination", request, limits)]:
        number, country = numbers[path]
        changes = [Change(*found.span(), "") for found in _punctuation(number)]
        digits = changed(number, changes)
        if _is_right(digits, country, request, limits):
            yield from (Edit("bad-destination", path, (a, b), text) for a, b, text in changes)
            continue
        other = _with_country(digits, national=request.national)
        if (country, other) not in taken and _is_right(other, country, request, limits):
            taken.add((country, other))
            yield Edit("bad-destination", path, (0, len(number)), other, safe=False)


def _is_right(number: str, country: str | None, request: Request, limits: Limits) -> bool:
    alone = replace(request, destinations=(("", number, country),))
    return not _found("bad-destination", alone, limits)


def _with_country(digits: str, *, national: bool) -> str:
    """A Korean number with its country's code, or without it where that stands beside it."""
    within = digits.removeprefix("82").removeprefix("0")
    return f"0{within}" if national else f"82{within}"


# --------------------------------------------------------------------------- the SMS

_IN_EUC_KR: Final = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2022\u2027\u22c5\u30fb", "·"),
    **dict.fromkeys("\u200b\u2060\ufe0e\ufe0f\ufeff", ""),
    "\xa0": " ",
    "\u20a9": "￦",
    "\u25b8": "▶",
    "\u27a1": "→",
    "\u301c": "～",
}
"""What EUC-KR has instead of characters that it has not."""

_beyond_euc_kr: Final = re.compile(f"[{''.join(_IN_EUC_KR)}]").finditer


def _of_failovers(request: Request, limits: Limits) -> Iterator[Edit]:
    """Characters of the SMS for which EUC-KR has others, if that does not make it an LMS."""
    texts = {path: (text, kind) for path, text, kind in request.failovers}
    for path in dict.fromkeys(place.path for place in _found("sms-unencodable", request, limits)):
        text, kind = texts[path]
        changes = [Change(*found.span(), _IN_EUC_KR[found[0]]) for found in _beyond_euc_kr(text)]
        before, after = (
            Counter(_rules_of_sms(text, kind, request, limits))
            for text in (text, changed(text, changes))
        )
        if after <= before:
            yield from (
                Edit("sms-unencodable", path, (start, end), instead, safe=False)
                for start, end, instead in changes
            )


def _rules_of_sms(text: str, kind: str | None, request: Request, limits: Limits) -> Iterator[str]:
    alone = replace(request, failovers=(("", text, kind),))
    for rule in ("sms-unencodable", "sms-becomes-lms", "sms-too-long"):
        yield from (rule for _ in _found(rule, alone, limits))
