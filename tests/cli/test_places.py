"""Places of JSON Pointers and of characters, against ``json`` itself."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules.cli.places import find_places
from alimtalk_rules.reading import Place

DOCUMENT = """\
 {
  "text": "주문이 완료",
  "buttons": [ {"type": "WL"},
\t{"type":"DS" , "name"
 : "배송" }],
  "a/b": {"m~n": [[], {}, [1, [2, 3]], null]},
  "\\ud83d\\ude00\\u0041\\n": true, "": {"": -1.5e3}
}
"""


def place_of(text: str, pointer: str, index: int | None = None) -> tuple[int, int]:
    return find_places(text, [(pointer, index)])[pointer, index]


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        pytest.param("", 1, 2, id="the whole document, behind a space"),
        pytest.param("/text", 2, 11, id="a string"),
        pytest.param("/buttons", 3, 14, id="an array"),
        pytest.param("/buttons/0", 3, 16, id="an object in an array"),
        pytest.param("/buttons/0/type", 3, 25, id="a member of it"),
        pytest.param("/buttons/1", 4, 2, id="a tab is one column"),
        pytest.param("/buttons/1/name", 5, 4, id="white space and a break before the colon"),
        pytest.param("/a~1b", 6, 10, id="an escaped slash"),
        pytest.param("/a~1b/m~0n", 6, 18, id="an escaped tilde"),
        pytest.param("/a~1b/m~0n/0", 6, 19, id="an empty array"),
        pytest.param("/a~1b/m~0n/1", 6, 23, id="an empty object"),
        pytest.param("/a~1b/m~0n/2/1/1", 6, 35, id="arrays in arrays"),
        pytest.param("/a~1b/m~0n/3", 6, 40, id="after an inner array"),
        pytest.param("/😀A\n", 7, 27, id="a key with a surrogate pair and other escapes"),
        pytest.param("//", 7, 42, id="empty keys"),
        pytest.param("/title", 1, 2, id="missing: the object where it should stand"),
        pytest.param("/buttons/0/name", 3, 16, id="missing in an inner object"),
        pytest.param("/buttons/2", 3, 14, id="missing element"),
        pytest.param("/buttons/01", 3, 14, id="an index is written in one way"),
        pytest.param("/buttons/-", 3, 14, id="the element after the last"),
        pytest.param("/buttons/" + "9" * 5000, 3, 14, id="an index of 5,000 digits"),
        pytest.param("/a~1b/m~0n/0/0", 6, 19, id="in an empty array"),
        pytest.param("/text/0/x", 2, 11, id="below a string"),
    ],
)
def test_place(pointer: str, line: int, column: int) -> None:
    assert place_of(DOCUMENT, pointer) == (line, column)


@pytest.mark.parametrize(
    ("text", "pointer", "place"),
    [
        pytest.param('{"a":1, "a":2}', "/a", (1, 13), id="the last counts"),
        pytest.param('{"a":{"b":1}, "a":{"b":2}}', "/a/b", (1, 24), id="also above"),
        pytest.param('{"a":{"b":1}, "a":{"c":2}}', "/a/b", (1, 19), id="nothing is left below"),
        pytest.param('{"a":{"b":1}, "a":5}', "/a/b", (1, 19), id="not even in a scalar"),
        pytest.param('{"a":[1,2], "\\u0061":[3]}', "/a/1", (1, 22), id="however it is written"),
    ],
)
def test_duplicate_keys(text: str, pointer: str, place: tuple[int, int]) -> None:
    assert place_of(text, pointer) == place


@pytest.mark.parametrize(
    ("text", "index", "column"),
    [
        pytest.param('"가나다"', None, 1, id="the string itself"),
        pytest.param('"가나다"', 0, 2, id="its first character"),
        pytest.param('"가나다"', 2, 4, id="its last"),
        pytest.param('"가나다"', 3, 5, id="its end"),
        pytest.param('"\\n\\"다"', 1, 4, id="an escape"),
        pytest.param('"\\n\\"다"', 2, 6, id="behind escapes"),
        pytest.param('"\\uac00x"', 1, 8, id="behind an escaped code point"),
        pytest.param('"\\uD83D\\ude00x"', 1, 14, id="a surrogate pair is one"),
        pytest.param('"\\ud83dx\\ude00y"', 3, 15, id="surrogates apart are two"),
        pytest.param('"\\\\ud83d"', 1, 4, id="a backslash, and no escape"),
        pytest.param("12", 1, 1, id="no string"),
    ],
)
def test_place_of_a_character(text: str, index: int | None, column: int) -> None:
    assert place_of(text, "", index) == (1, column)


def test_one_pass_answers_for_all() -> None:
    spots = [("/b", 1), ("/b", None), ("/a", None), ("/b", 1)]
    assert find_places('{"a":1,\r\n"b":"xy"}', spots) == {
        ("/b", 1): Place(2, 7),
        ("/b", None): Place(2, 5),
        ("/a", None): Place(1, 6),
    }


def test_no_spots() -> None:
    assert find_places("[]", []) == {}


def test_all_levels_that_are_read() -> None:
    assert place_of("[" * 100 + "]" * 100, "/0" * 99) == (1, 100)


# Texts are written in every way that JSON allows, with keys that come twice.

CHARACTERS = st.sampled_from('a01~/"\\\b\n\u007f가😀\ud83d\ude00')
STRINGS = st.text(CHARACTERS, max_size=4)
TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 10**20) | st.floats(-1e9, 1e9) | STRINGS,
    lambda inner: st.lists(inner, max_size=4) | st.lists(st.tuples(STRINGS, inner), max_size=4),
    max_leaves=20,
)


def written(value: Any, random: Random) -> str:
    """The JSON of a tree, in which a list of pairs is an object."""
    if isinstance(value, str):
        return '"' + "".join(written_character(c, random) for c in value) + '"'
    if not isinstance(value, list):
        return json.dumps(value)
    gap = random.choice(["", " ", "\n", "\r\n\t"])
    if value and isinstance(value[0], tuple):
        members = (f"{written(k, random)}{gap}:{gap}{written(v, random)}" for k, v in value)
        return f"{{{gap}{f'{gap},{gap}'.join(members)}{gap}}}"
    return f"[{gap}{f'{gap},{gap}'.join(written(item, random) for item in value)}{gap}]"


def written_character(character: str, random: Random) -> str:
    raw = character >= " " and character not in '"\\'
    return character if raw and random.random() < 0.6 else json.dumps(character)[1:-1]


def spots_of(value: Any, pointer: str = "") -> list[tuple[str, int | None, Any]]:
    """Each pointer into the value, and each index into its strings, with what stands there."""
    spots: list[tuple[str, int | None, Any]] = [(pointer, None, value)]
    if isinstance(value, str):
        spots += [(pointer, index, value[:index]) for index in range(len(value))]
    if isinstance(value, dict):
        for key, member in value.items():
            spots += spots_of(member, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    if isinstance(value, list):
        for index, item in enumerate(value):
            spots += spots_of(item, f"{pointer}/{index}")
    return spots


def offset_of(text: str, place: Place) -> int:
    return sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1


@given(TREES, st.randoms(use_true_random=False))
def test_what_stands_there_is_what_json_finds(tree: Any, random: Random) -> None:
    text = written(tree, random)
    spots = spots_of(json.loads(text))
    places = find_places(text, [(pointer, index) for pointer, index, _ in spots])
    for pointer, index, expected in spots:
        offset = offset_of(text, places[pointer, index])
        if index is None:
            assert json.JSONDecoder().raw_decode(text, offset)[0] == expected
        else:
            start = offset_of(text, places[pointer, None])
            assert json.loads(text[start:offset] + '"') == expected
