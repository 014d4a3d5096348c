"""The door: what comes in may be anything, what goes out is plain JSON."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import Any
from unittest.mock import Mock

import pytest

from alimtalk_rules.structure.plain import UNNAMEABLE, plain_json, type_name
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
    nested,
)


def test_plain_json_stays_what_it_is() -> None:
    document: dict[str, Any] = {"a": [None, True, 5, 1.5, "a", {}, []], "": {"b": -1}}
    copy = plain_json(document)
    assert copy == document
    assert copy is not document


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        pytest.param(HostileStr("a"), "a", id="string"),
        pytest.param(HostileInt(5), 5, id="integer"),
        pytest.param(HostileFloat(1.5), 1.5, id="number"),
        pytest.param(HostileList([HostileStr("a")]), ["a"], id="array"),
        pytest.param(HostileDict({"a": HostileInt(5)}), {"a": 5}, id="object"),
        pytest.param({RaisingKey("a"): 5}, {"a": 5}, id="a name that cannot be compared"),
        pytest.param({"a": 5, MovedKey("a"): 6}, {"a": 6}, id="a name that stands twice"),
        pytest.param({5: 1, RaisingObject(): 2, EqualToAll(): 3}, {UNNAMEABLE: 3}, id="no names"),
        pytest.param(10**5000, 2**62, id="a huge integer"),
        pytest.param([-(10**30)], [-(2**62)], id="a huge negative integer"),
    ],
)
def test_what_becomes_plain(value: object, plain: object) -> None:
    copy = plain_json(value)
    assert copy == plain
    assert repr(copy) == repr(plain), "of the same types"


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
def test_what_is_no_json_value(make: Any) -> None:
    assert type_name(plain_json(make())) == "no JSON value"
    assert [type_name(value) for value in plain_json([make(), 5])] == ["no JSON value", "integer"]


def test_what_stands_at_several_places_is_copied_once() -> None:
    document: Any = []
    for _ in range(100):
        document = [document, document]
    copy = plain_json(document)
    assert copy[0] is copy[1]
    assert copy[0] is not document[0]


def test_what_holds_itself_still_does() -> None:
    document: dict[str, Any] = {}
    document["a"] = [document]
    copy = plain_json(document)
    assert copy["a"][0] is copy


def test_depth_does_not_matter() -> None:
    copy = plain_json(nested(10_000))
    levels = 0
    while copy:
        (copy,) = copy
        levels += 1
    assert levels == 10_000
