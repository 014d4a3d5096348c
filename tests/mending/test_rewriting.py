"""Edits in a JSON text, against ``json`` itself: what they do not change stays as it is written."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules import Edit
from alimtalk_rules.mending.edits import changed, edited
from alimtalk_rules.mending.rewriting import as_sent, changes_of_text
from alimtalk_rules.report import pointer
from alimtalk_rules.structure.openings import JsonText, Lone, Members, Opened, Opening, Records


def rewritten(text: str, edits: list[Edit]) -> str:
    return changed(text, changes_of_text(text, edits))


def edit(path: str, start: int, end: int, text: str) -> Edit:
    return Edit("text-mismatch", path, (start, end), text)


def renamed(path: str, name: str) -> Edit:
    return Edit("unknown-field", path, None, name)


def removed(path: str) -> Edit:
    return Edit("empty-value", path)


@pytest.mark.parametrize(
    ("text", "edits", "expected"),
    [
        pytest.param('{"a":"xyz"}', [], '{"a":"xyz"}', id="nothing"),
        pytest.param(
            ' { "a"\t: "xyz" }\n', [edit("/a", 1, 2, "Y")], ' { "a"\t: "xYz" }\n', id="in place"
        ),
        pytest.param(
            r'{"a": "\u00e9\/\n\ud83d\ude00x"}',
            [edit("/a", 4, 5, "y")],
            r'{"a": "\u00e9\/\n\ud83d\ude00y"}',
            id="behind escapes, which stay",
        ),
        pytest.param(
            r'{"a": "\"\\\u00a0"}', [edit("/a", 2, 3, " ")], r'{"a": "\"\\ "}', id="an escape"
        ),
        pytest.param(
            '{"a": "x"}',
            [edit("/a", 1, 1, '"é\n\\')],
            r'{"a": "x\"\u00e9\n\\"}',
            id="escaped in ASCII",
        ),
        pytest.param(
            '{"ä": "x"}',
            [edit("/ä", 1, 1, '"é\n\\')],
            r'{"ä": "x\"é\n\\"}',
            id="as it is elsewhere",
        ),
        pytest.param(
            '["a", {"b": ["c"]}]',
            [edit("/1/b/0", 0, 1, "d"), edit("/0", 0, 0, "b")],
            '["ba", {"b": ["d"]}]',
            id="in any order",
        ),
        pytest.param(
            '{"a":"x","a":"y"}',
            [edit("/a", 0, 1, "z")],
            '{"a":"x","a":"z"}',
            id="the last of a name",
        ),
        pytest.param(
            r'{"a\"\\" : [1], "b": 1}',
            [renamed('/a"\\', 'c"')],
            r'{"c\"" : [1], "b": 1}',
            id="a name",
        ),
        pytest.param(
            '{"a:\\"": ":"}',
            [renamed('/a:"', "b"), edit('/a:"', 0, 1, ",")],
            '{"b": ","}',
            id="colons",
        ),
        pytest.param('{"a": [], "b": 1}', [removed("/a")], '{"b": 1}', id="the first member"),
        pytest.param('{\n "a": 1,\n "b": []\n}', [removed("/b")], '{\n "a": 1\n}', id="the last"),
        pytest.param(
            '{"a": 1, "b": [] , "c": 2}', [removed("/b")], '{"a": 1 , "c": 2}', id="one between"
        ),
        pytest.param('{ "a": [] }', [removed("/a")], "{  }", id="the only one"),
        pytest.param(
            '{"x": 1, "a": [], "b": []}',
            [removed("/b"), removed("/a")],
            '{"x": 1}',
            id="the last two",
        ),
        pytest.param(
            '{"a": [], "b": [], "x": 1}',
            [removed("/a"), removed("/b")],
            '{"x": 1}',
            id="the first two",
        ),
        pytest.param(
            '{"a": [], "b": []}', [removed("/a"), removed("/b")], "{}", id="both that there are"
        ),
        pytest.param(
            '\ufeff{"a": "x"}', [edit("/a", 0, 1, "y")], '\ufeff{"a": "y"}', id="a byte order mark"
        ),
    ],
)
def test_rewritten(text: str, edits: list[Edit], expected: str) -> None:
    assert rewritten(text, edits) == expected


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def some_edits(value: Any, path: str, random: Random) -> list[Edit]:
    """Edits of some of the strings and members in a value."""
    if isinstance(value, str):
        start = random.randint(0, len(value))
        end = random.randint(start, len(value))
        return [edit(path, start, end, random.choice(("", "a", '"\\é\ud800', "😀")))]
    if isinstance(value, list):
        return [
            each for n, item in enumerate(value) for each in some_edits(item, f"{path}/{n}", random)
        ]
    edits = []
    for name, member in value.items() if isinstance(value, dict) else ():
        at = path + pointer(name)
        if random.random() < 0.2:
            edits.append(removed(at))
            continue
        edits += some_edits(member, at, random)
        if random.random() < 0.2 and "new" not in value:
            return [*edits, renamed(at, "new")]
    return edits


@given(JSON, st.randoms(use_true_random=False), st.booleans(), st.sampled_from((None, 1)))
def test_a_rewritten_text_is_the_edited_document(
    document: Any,
    random: Random,
    ascii_only: bool,  # noqa: FBT001 - drawn
    indent: int | None,
) -> None:
    text = json.dumps(document, ensure_ascii=ascii_only, indent=indent)
    edits = some_edits(document, "", random)
    assert json.loads(rewritten(text, edits)) == edited(document, edits)


# --------------------------------------------------------------------------- requests


INNER = '{"button": [ {"name": "\\u00e9 x"} ]}'


@pytest.mark.parametrize(
    ("request_", "openings", "edits", "expected"),
    [
        pytest.param(
            {"message_1": "x", "button_1": INNER},
            (Records(("message", "button"), 5), JsonText("/#/*/button")),
            [edit("/#/0/button/button/0/name", 1, 2, "-"), edit("/#/0/message", 0, 1, "y")],
            {"message_1": "y", "button_1": INNER.replace(" x", "-x")},
            id="numbered fields, and JSON in a string",
        ),
        pytest.param(
            {"list": '\ufeff["a", "b"]'},
            (JsonText("/list"),),
            [edit("/list/1", 0, 1, "\u00e9"), edit("/list/0", 0, 0, "c")],
            {"list": '\ufeff["ca", "é"]'},
            id="two in one string",
        ),
        pytest.param(
            {"inner": '{"a": [], "b": 1}'},
            (JsonText("/inner"),),
            [removed("/inner/a"), renamed("/inner/b", "c")],
            {"inner": '{"c": 1}'},
            id="names in a string",
        ),
        pytest.param(
            {"x": "a", "button1": {}, "button2": {"name": "b"}},
            (Lone(), Members("/*", "button", 5)),
            [edit("/0/button#/0/name", 0, 1, "c"), renamed("/0/x", "y")],
            {"y": "a", "button1": {}, "button2": {"name": "c"}},
            id="one by itself, its buttons numbered",
        ),
    ],
)
def test_as_sent(
    request_: Any, openings: tuple[Opening, ...], edits: list[Edit], expected: Any
) -> None:
    before = Opened(request_, openings)
    sent = as_sent(edits, request_, before.sent)
    assert edited(request_, sent) == expected
    assert Opened(expected, openings).document == edited(before.document, edits)
