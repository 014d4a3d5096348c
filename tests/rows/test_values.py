"""Cells: what they say, and what a spreadsheet did to them."""

import datetime as dt
import uuid
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from alimtalk_rules.rows.values import (
    FormattedNumber,
    Formula,
    NoText,
    damage_to,
    text_of,
)
from alimtalk_rules.rules.words import WORDS


class NAType:
    """As pandas has it: nothing can be asked of it."""

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")


class Text(str):
    """As NumPy has it."""

    __slots__ = ()

    def __str__(self) -> str:
        return "another"


class Liar:
    """Says that it is whatever it is asked for."""

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("홍길동", "홍길동", id="text"),
        pytest.param(" 007 ", " 007 ", id="text as it is"),
        pytest.param(Text("홍길동"), "홍길동", id="text of a class of its own"),
        pytest.param(None, "", id="None"),
        pytest.param(float("nan"), "", id="NaN"),
        pytest.param(Decimal("nan"), "", id="NaN of decimals"),
        pytest.param(NAType(), "", id="NA"),
        pytest.param(15000, "15000", id="integer"),
        pytest.param(-3, "-3", id="below zero"),
        pytest.param(10**20, "1" + "0" * 20, id="integer of 21 digits"),
        pytest.param(3.0, "3", id="whole number"),
        pytest.param(-0.0, "0", id="minus zero"),
        pytest.param(12.5, "12.5", id="fraction"),
        pytest.param(-0.25, "-0.25", id="fraction below zero"),
        pytest.param(123456789012345.0, "123456789012345", id="15 digits"),
        pytest.param(0.000123456789012345, "0.000123456789012345", id="15 digits behind zeros"),
        pytest.param(Fraction(3, 2), "1.5", id="fraction of another class"),
        pytest.param(Decimal("15.00"), "15.00", id="decimal, its zeros kept"),
        pytest.param(Decimal("1E+3"), "1000", id="decimal with an exponent"),
    ],
)
def test_what_a_cell_says(value: object, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "what"),
    [
        pytest.param(True, "boolean", id="truth"),
        pytest.param(1234567890123456.0, "long-number", id="16 digits"),
        pytest.param(0.1 + 0.2, "long-number", id="17 digits"),
        pytest.param(1e300, "long-number", id="large"),
        pytest.param(1e-9, "long-number", id="small"),
        pytest.param(float("inf"), "long-number", id="infinite"),
        pytest.param(Decimal("inf"), "long-number", id="infinite decimal"),
        pytest.param(Decimal("1E+999999"), "long-number", id="a million digits"),
        pytest.param(10**5000, "no JSON value", id="5,001 digits"),
        pytest.param(dt.date(2026, 11, 26), "date", id="date"),
        pytest.param(dt.datetime(2026, 11, 26, 9, 0), "date", id="date and time"),  # noqa: DTZ001
        pytest.param(dt.time(9, 0), "date", id="time"),
        pytest.param(dt.timedelta(1), "date", id="duration"),
        pytest.param(FormattedNumber(0.15), "formatted-number", id="15 %"),
        pytest.param(Formula(), "formula", id="formula"),
        pytest.param(["a"], "array", id="list"),
        pytest.param({"a": 1}, "object", id="dict"),
        pytest.param(b"a", "Python bytes", id="bytes"),
        pytest.param(uuid.UUID(int=1), "Python UUID", id="UUID"),
        pytest.param(object(), "no JSON value", id="anything else"),
        pytest.param(Liar(), "no JSON value", id="what lies about its class"),
    ],
)
def test_what_no_text_says(value: object, what: str) -> None:
    assert text_of(value) == NoText(what)
    assert what in WORDS


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("#N/A", "formula-error", id="#N/A"),
        pytest.param("#DIV/0!", "formula-error", id="#DIV/0!"),
        pytest.param("#NAME?", "formula-error", id="#NAME?"),
        pytest.param("#N/A ", None, id="more behind it"),
        pytest.param("#SALE!", None, id="a hashtag"),
        pytest.param("1.2E+11", "scientific", id="shortened"),
        pytest.param("-1E-05", "scientific", id="shortened, below zero, small"),
        pytest.param("1.2e+11", None, id="written by a program"),
        pytest.param("12E+11", None, id="two digits"),
        pytest.param("####", "hashes", id="####"),
        pytest.param("###", None, id="###"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_damage(text: str, word: str | None) -> None:
    assert damage_to(text) == word
    assert word is None or word in WORDS
