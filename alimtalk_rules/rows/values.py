"""What the cells of a table say: text, or why there is none; and what damaged it."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from math import isfinite
from numbers import Integral, Real
from typing import Any, Final, NamedTuple

from alimtalk_rules.structure.plain import plain, type_name


class NoText(NamedTuple):
    """What a cell holds that no text says: a word of ``rules/words.py``."""

    what: str


class FormattedNumber(float):
    """A number that its sheet shows in another form than its digits."""


class Formula:
    """A formula whose value its sheet does not hold, as it was never calculated."""


MOST_DIGITS: Final = 15
"""Digits of a number that a spreadsheet stores (Microsoft), and that a float holds for certain."""

_MOST_DECIMAL: Final = 30
"""Digits before the point of a ``Decimal`` that is written out: 1E+999999 is no amount."""

_NO_VALUE: Final = frozenset({"NAType", "NaTType"})
"""The classes of pandas' values for no value."""


def is_nothing(value: object) -> bool:
    """True of what stands where there is no value: None, NaN, and pandas' NA and NaT."""
    if value is None or type(value).__name__ in _NO_VALUE:
        return True
    return isinstance(value, float) and value != value  # noqa: PLR0124 - NaN


def text_of(value: object) -> str | NoText:
    """What a cell says, as text; the empty text if it is empty.

    A whole number is its digits (3.0 is 3: spreadsheets store no integers), another number is
    written out, and None, NaN, NA and NaT are nothing. Of dates, truth values and numbers that are
    not shown as they are stored, no text is certain.
    """
    if type(value) is str:
        return value
    try:
        return "" if is_nothing(value) else _text_of(value)
    except Exception:  # noqa: BLE001 - what lies about its class may raise whatever it likes
        return NoText("no JSON value")


def _text_of(value: Any) -> str | NoText:
    if isinstance(value, bool):
        return NoText("boolean")
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        return _number(value)
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, date | time | timedelta):
        return NoText("date")
    if isinstance(value, Formula):
        return NoText("formula")
    held = plain(value)
    return held if type(held) is str else NoText(type_name(held))


def _number(value: Real) -> str | NoText:
    number = float(value)
    if isinstance(value, FormattedNumber):
        return NoText("formatted-number")
    text = str(int(number)) if number.is_integer() else repr(number)
    digits = text.strip("-0.").replace(".", "")
    if not isfinite(number) or "e" in text or len(digits) > MOST_DIGITS:
        return NoText("long-number")
    return text


def _decimal(value: Decimal) -> str | NoText:
    if value.is_nan():
        return ""
    if not value.is_finite() or value.adjusted() > _MOST_DECIMAL:
        return NoText("long-number")
    return f"{value:f}"


# --------------------------------------------------------------------------- damage

_DAMAGED: Final = {
    "formula-error": re.compile(
        "#(?:N/A|DIV/0!|NAME[?]|(?:REF|VALUE|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|BUSY|CONNECT)!)"
    ).fullmatch,
    "scientific": re.compile(r"-?[1-9](?:\.[0-9]+)?E[+-][0-9]{2,}").fullmatch,
    "hashes": re.compile(r"#{4,}").fullmatch,
}


def damage_to(text: str) -> str | None:
    """What a spreadsheet did to a value, in a word of ``rules/words.py``; None if nothing."""
    return next((word for word, is_so in _DAMAGED.items() if is_so(text)), None)
