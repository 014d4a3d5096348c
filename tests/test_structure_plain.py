"""The door: what comes in may be anything, what goes out is plain JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import MappingProxyType
from unittest.mock import Mock

import pytest

from alimtalk_rules.structure.plain import UNNAMEABLE, plain, type_name
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
        pytest.param(lambda: b"a", id="bytes"),
        pytest.param(lambda: {"a"}, id="set"),
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


def test_members_are_left_as_they_are() -> None:
    value = HostileInt(5)
    assert plain([value])[0] is plain({"a": value})["a"] is value
