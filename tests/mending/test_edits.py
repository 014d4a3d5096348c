"""Edits: of strings, told as of the first; and of documents, which stay as they were."""

import copy
import pickle
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from alimtalk_rules import Edit
from alimtalk_rules.mending.edits import (
    Change,
    Draft,
    changed,
    changes_of,
    combined,
    edited,
    value_at,
)

# --------------------------------------------------------------------------- strings


def drafted(string: str, *steps: list[Change]) -> Draft:
    draft = Draft(string)
    for number, changes in enumerate(steps):
        draft.change(changes, f"rule-{number}", safe=number == 0)
    return draft


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([[(0, 1, "A")]], [(0, 1, "A")], id="a code point"),
        pytest.param([[(2, 2, "x")]], [(2, 2, "x")], id="more"),
        pytest.param([[(1, 3, "")]], [(1, 3, "")], id="less"),
        pytest.param([[(6, 6, "x")]], [(6, 6, "x")], id="more at the end"),
        pytest.param([[(0, 1, "")], [(4, 5, "x")]], [(0, 1, ""), (5, 6, "x")], id="two, apart"),
        pytest.param([[(4, 5, "x")], [(0, 1, "")]], [(0, 1, ""), (4, 5, "x")], id="the other way"),
        pytest.param([[(1, 2, "xyz")], [(2, 3, "")]], [(1, 2, "xz")], id="within what is new"),
        pytest.param([[(1, 2, "xyz")], [(3, 5, "")]], [(1, 3, "xy")], id="over its end"),
        pytest.param([[(1, 2, "xyz")], [(0, 2, "")]], [(0, 2, "yz")], id="over its beginning"),
        pytest.param([[(1, 2, "xyz")], [(0, 5, "")]], [(0, 3, "")], id="over all of it"),
        pytest.param([[(1, 2, "xyz")], [(1, 2, "1"), (3, 4, "3")]], [(1, 2, "1y3")], id="twice"),
        pytest.param([[(1, 2, "x")], [(1, 2, "b")]], [], id="and back"),
        pytest.param([[(1, 3, "")], [(1, 1, "x")]], [(1, 3, ""), (3, 3, "x")], id="behind a gap"),
    ],
)
def test_changes_are_told_as_of_the_first(
    steps: list[list[tuple[int, int, str]]], expected: list[tuple[int, int, str]]
) -> None:
    draft = drafted("abcdef", *([Change(*each) for each in step] for step in steps))
    edits = draft.edits("/text")
    assert [(*(edit.span or ()), edit.replacement) for edit in edits] == expected
    assert {edit.path for edit in edits} <= {"/text"}


def test_an_edit_has_the_last_rule_and_is_as_unsafe_as_the_least_safe() -> None:
    draft = drafted("abc", [Change(0, 1, "xx"), Change(2, 3, "y")], [Change(1, 2, "")])
    assert draft.edits("/text") == [
        Edit("rule-1", "/text", (0, 1), "x", safe=False),
        Edit("rule-0", "/text", (2, 3), "y"),
    ]


def random_changes(string: str, random: Random) -> list[Change]:
    changes: list[Change] = []
    at = 0
    while at <= len(string) and len(changes) < 4:
        start = random.randint(at, len(string))
        end = random.randint(start, min(len(string), start + 3))
        text = "".join(random.choices("XYZ", k=random.randint(0, 3)))
        if start < end or text:
            changes.append(Change(start, end, text))
        at = end + 1
    return changes


def test_edits_make_what_the_changes_made() -> None:
    random = Random(1)
    for _ in range(500):
        first = "".join(random.choices("abc", k=random.randint(0, 9)))
        draft = Draft(first)
        for number in range(3):
            draft.change(random_changes(draft.string, random), f"rule-{number}", safe=True)
        edits = draft.edits("/text")
        assert changed(first, changes_of(edits)) == draft.string
        spans = [edit.span or (0, 0) for edit in edits]
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


# --------------------------------------------------------------------------- documents

DOCUMENT: Any = {"text": "abc", "a/b": [{"m~n": "x", "z": 1}, ["y"]], "last": None}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([], DOCUMENT, id="nothing"),
        pytest.param(
            [Edit("r", "/text", (3, 3), "d"), Edit("r", "/text", (0, 1), "A")],
            {**DOCUMENT, "text": "Abcd"},
            id="two in a string",
        ),
        pytest.param(
            [Edit("r", "/a~1b/0/m~0n", (0, 1), "X"), Edit("r", "/a~1b/1/0", (0, 1), "")],
            {**DOCUMENT, "a/b": [{"m~n": "X", "z": 1}, [""]]},
            id="deep inside",
        ),
        pytest.param(
            [Edit("r", "/text", None, "content"), Edit("r", "/text", (0, 3), "new")],
            {"content": "new", "a/b": DOCUMENT["a/b"], "last": None},
            id="another name, and another value",
        ),
        pytest.param(
            [Edit("r", "/a~1b/0/z"), Edit("r", "/last", None, "first")],
            {"text": "abc", "a/b": [{"m~n": "x"}, ["y"]], "first": None},
            id="a member less, and a name for null",
        ),
    ],
)
def test_edited(edits: list[Edit], expected: Any) -> None:
    before = copy.deepcopy(DOCUMENT)
    after = edited(DOCUMENT, edits)
    assert after == expected
    assert [*after] == [*expected]
    assert before == DOCUMENT


def test_what_is_not_changed_is_shared() -> None:
    after = edited(DOCUMENT, [Edit("r", "/text", (0, 1), "A")])
    assert after["a/b"] is DOCUMENT["a/b"]


def test_what_is_beside_an_edit_or_renamed_is_as_it_was() -> None:
    document = {"text": "a", "order": 2**64 + 1, 1: "no name", None: "no name either"}
    after = edited(
        document, [Edit("r", "/order", None, "ordering"), Edit("r", "/text", (0, 1), "b")]
    )
    assert after == {"text": "b", "ordering": 2**64 + 1, 1: "no name", None: "no name either"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param("", DOCUMENT, id="the whole"),
        pytest.param("/a~1b/0/m~0n", "x", id="a member of an item"),
        pytest.param("/a~1b/2", None, id="no such item"),
        pytest.param("/a~1b/x", None, id="no index"),
        pytest.param("/text/0", None, id="within a string"),
        pytest.param("/title/x", None, id="no such member"),
    ],
)
def test_value_at(path: str, value: Any) -> None:
    assert value_at(DOCUMENT, path) == value


def test_an_edit_pickles_and_does_not_show_its_text() -> None:
    edit = Edit("text-mismatch", "/text", (0, 1), "secret", safe=False)
    assert pickle.loads(pickle.dumps(edit)) == edit  # noqa: S301 - our own
    assert "secret" not in repr(edit)


# --------------------------------------------------------------------------- one after another


def spanning(path: str, start: int, end: int, text: str, *, safe: bool = True) -> Edit:
    return Edit("text-mismatch", path, (start, end), text, safe)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            [Edit("unknown-field", "/a", None, "c")],
            [spanning("/c/b", 0, 1, "y")],
            [Edit("unknown-field", "/a", None, "c"), spanning("/a/b", 0, 1, "y")],
            id="in what has a new name",
        ),
        pytest.param(
            [Edit("unknown-field", "/a", None, "c"), Edit("unknown-field", "/a/b", None, "d/e")],
            [Edit("unknown-field", "/c/d~1e", None, "f"), Edit("empty-value", "/c")],
            [Edit("unknown-field", "/a/b", None, "f"), Edit("empty-value", "/a")],
            id="another name, and none",
        ),
        pytest.param(
            [spanning("/a/b", 0, 1, "12", safe=False), spanning("/a/b", 2, 3, "")],
            [spanning("/a/b", 1, 2, "!"), spanning("/a/b", 3, 3, "?")],
            [
                spanning("/a/b", 0, 1, "1!", safe=False),
                spanning("/a/b", 2, 3, ""),
                spanning("/a/b", 3, 3, "?"),
            ],
            id="a string again",
        ),
        pytest.param(
            [spanning("/a/b", 0, 1, "y")],
            [spanning("/x", 0, 0, "z")],
            [spanning("/a/b", 0, 1, "y"), spanning("/x", 0, 0, "z")],
            id="another string",
        ),
    ],
)
def test_edits_after_edits(first: list[Edit], second: list[Edit], expected: list[Edit]) -> None:
    document = {"a": {"b": "xyz"}, "x": "w"}
    found = combined(document, first, second)
    assert edited(document, found) == edited(edited(document, first), second)
    assert found == expected
