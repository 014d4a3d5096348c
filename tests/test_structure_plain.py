"""The door: what comes in may be anything, what goes out is plain JSON."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from unittest.mock import Mock
from uuid import UUID

import pytest

from alimtalk_rules.rules.words import WORDS
from alimtalk_rules.structure.plain import (
    _NAMES,
    UNNAMEABLE,
    is_object,
    plain,
    plain_or_none,
    type_name,
)
from tests.values import (
    EqualToAll,
    HostileDict,
    HostileFloat,
    HostileInt,
    HostileList,
    HostileObject,
    HostileStr,
    Liar,
    MovedKey,
    RaisingKey,
    RaisingObject,
    Silent,
)


@pytest.mark.parametrize(
    "value", [None, True, 5, 1.5, "a", {}, [], {"a": 5, "": [1]}, [None]], ids=repr
)
def test_plain_json_stays_what_it_is(value: object) -> None:
    assert repr(plain(value)) == repr(value)


@pytest.mark.parametrize(
    ("value", "copy"),
    [
        pytest.param(HostileStr("a"), "a", id="string"),
        pytest.param(HostileInt(5), 5, id="integer"),
        pytest.param(HostileFloat(1.5), 1.5, id="number"),
        pytest.param(HostileList(["a"]), ["a"], id="array"),
        pytest.param(HostileDict({"a": 5}), {"a": 5}, id="object"),
        pytest.param({RaisingKey("a"): 5}, {"a": 5}, id="a name that cannot be compared"),
        pytest.param({"a": 5, MovedKey("a"): 6}, {"a": 6}, id="a name that stands twice"),
        pytest.param({5: 1, RaisingObject(): 2, EqualToAll(): 3}, {UNNAMEABLE: 3}, id="no names"),
        pytest.param(10**5000, 2**62, id="a huge integer"),
        pytest.param(-(10**30), -(2**62), id="a huge negative integer"),
    ],
)
def test_what_becomes_plain(value: object, copy: object) -> None:
    assert repr(plain(value)) == repr(copy)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: 1j, id="complex"),
        pytest.param(lambda: MappingProxyType({}), id="mapping that is no dict"),
        pytest.param(HostileObject, id="object that raises"),
        pytest.param(Liar, id="says that it is a dict"),
        pytest.param(Silent, id="does not say what it is"),
        *(pytest.param(partial(Mock, spec=kind), id=kind.__name__) for kind in (dict, list, str)),
    ],
)
def test_what_is_no_json_value(make: Callable[[], object]) -> None:
    assert type_name(plain(make())) == "no JSON value"


class Amount(Decimal):
    """A class of a user's own."""


class OtherDecimal:
    """Called like one that is known, and of another module."""


OtherDecimal.__qualname__ = "Decimal"


def of_class(module: str, name: str) -> object:
    """An instance of a class of a package that need not be installed."""
    return type("Own", (type(name, (), {"__module__": module}),), {})()


@pytest.mark.parametrize(
    ("value", "name"),
    [
        pytest.param(("a",), "Python tuple", id="tuple"),
        pytest.param(time.gmtime(0), "Python tuple", id="kind of tuple"),
        pytest.param({"a"}, "Python set", id="set"),
        pytest.param(frozenset("a"), "Python frozenset", id="frozenset"),
        pytest.param(b"a", "Python bytes", id="bytes"),
        pytest.param(bytearray(b"a"), "Python bytes", id="bytearray"),
        pytest.param(datetime(2026, 11, 25, tzinfo=UTC), "Python datetime", id="datetime"),
        pytest.param(date(2026, 11, 25), "Python date", id="date"),
        pytest.param(timedelta(1), "Python timedelta", id="timedelta"),
        pytest.param(Amount(5), "Python Decimal", id="kind of Decimal"),
        pytest.param(UUID(int=5), "Python UUID", id="UUID"),
        pytest.param(of_class("numpy", "generic"), "NumPy scalar", id="NumPy"),
        pytest.param(of_class("numpy", "ndarray"), "NumPy array", id="array"),
        pytest.param(of_class("pydantic.main", "BaseModel"), "pydantic model", id="pydantic"),
        pytest.param(OtherDecimal(), "no JSON value", id="another Decimal"),
    ],
)
def test_what_python_has_is_named(value: object, name: str) -> None:
    assert type_name(plain(value)) == name
    assert name in WORDS


def test_every_name_has_words() -> None:
    assert {*_NAMES.values()} <= {*WORDS}


def test_members_are_left_as_they_are() -> None:
    value = HostileInt(5)
    assert plain([value])[0] is plain({"a": value})["a"] is value


@pytest.mark.parametrize(
    ("value", "is_one"),
    [({}, True), (HostileDict({"a": 5}), True), ([], False), ("{}", False), (Liar(), False)],
    ids=["dict", "kind of dict", "array", "string", "says that it is a dict"],
)
def test_what_is_an_object(value: object, *, is_one: bool) -> None:
    assert is_object(value) is is_one


def test_an_integer_that_would_become_another_one() -> None:
    assert [plain_or_none(value) for value in (2**70, -(2**70), 2**62)] == [None] * 3
    others = [2**62 - 1, -5, "a", float(2**62), None, [2**70]]
    assert [plain_or_none(value) for value in others] == others
