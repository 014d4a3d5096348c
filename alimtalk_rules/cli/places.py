"""Where a JSON Pointer's value, or a character in it, stands in a JSON text: line and column."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, partial
from itertools import takewhile
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    "[^"\\]*(?:\\.[^"\\]*)*" (?P<colon> [ \t\n\r]* : )?
    | [{}\[\],]
    | [^ \t\n\r{}\[\],:"]+
    """,
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(r'\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|"')
"""What is one code point in a string's value; or the string's end."""

_ROOT = 0
_NOBODY = -1
"""The node of all values that no pointer asks for."""
_NO_ARRAY = -1
"""The index of what stands in an object."""


class Place(NamedTuple):
    """A place in a text; both count from 1, and columns are code points."""

    line: int
    column: int


Spot = tuple[str, int | None]
"""A JSON Pointer (RFC 6901), and the index of a code point in the string to which it points.

The index is None for the value itself.
"""


def find_places(text: str, spots: Iterable[Spot]) -> dict[Spot, Place]:
    """The place of each of ``spots`` in ``text``, which is one valid JSON value.

    One pass over the text answers them all. Where a key stands twice the last counts, as in
    ``json``. A pointer to what is not there has the place of its nearest ancestor. An index into
    what is no string is ignored.
    """
    wanted = tuple(spots)
    tree = _Tree(pointer for pointer, _ in wanted)
    _walk(text, tree)
    breaks = [match.start() for match in re.finditer("\n", text)]
    string_at = cache(partial(_String, text))
    places = {}
    for pointer, index in wanted:
        offset = tree.offset(pointer)
        if index is not None and text[offset] == '"':
            offset = string_at(offset).offset(index)
        places[pointer, index] = _place(breaks, offset)
    return places


def _place(breaks: list[int], offset: int) -> Place:
    line = bisect_left(breaks, offset)
    return Place(line + 1, offset - (breaks[line - 1] if line else -1))


class _String:
    """A string in the text, with what its escapes add to its length."""

    def __init__(self, text: str, start: int) -> None:
        self._begin = start + 1
        self._indices: list[int] = []
        self._added = [0]
        escapes = _ESCAPE.finditer(text, self._begin)
        for escape in takewhile(lambda match: match[0] != '"', escapes):
            added = self._added[-1]
            self._indices.append(escape.start() - self._begin - added)
            self._added.append(added + len(escape[0]) - 1)

    def offset(self, index: int) -> int:
        """Where the code point of ``index`` stands in the text."""
        return self._begin + index + self._added[bisect_left(self._indices, index)]


def _tokens(pointer: str) -> list[str]:
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


class _Tree:
    """The values that the pointers lead to or through: nodes are numbers, the root is 0.

    A value that is overwritten by a later one under the same key takes all within it along:
    a node counts only while its parent is still the value in which it was seen.
    """

    def __init__(self, pointers: Iterable[str]) -> None:
        self._children: dict[tuple[int, str], int] = {}
        for pointer in pointers:
            node = _ROOT
            for token in _tokens(pointer):
                node = self._children.setdefault((node, token), len(self._children) + 1)
        self._seen_at = [0] * (len(self._children) + 1)
        self._seen_in = [_NOBODY] * (len(self._children) + 1)

    def child(self, node: int, token: str) -> int:
        return self._children.get((node, token), _NOBODY)

    def see(self, node: int, parent: int, offset: int) -> None:
        if node != _NOBODY:
            self._seen_at[node] = offset
            self._seen_in[node] = self._seen_at[parent]

    def offset(self, pointer: str) -> int:
        node = _ROOT
        for token in _tokens(pointer):
            child = self._children[node, token]
            if self._seen_in[child] != self._seen_at[node]:
                break
            node = child
        return self._seen_at[node]


def _walk(text: str, tree: _Tree) -> None:
    """Tell the tree where each of its values begins."""
    node = parent = _ROOT
    index = _NO_ARRAY
    outside: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        if match["colon"]:
            node = _NOBODY if parent == _NOBODY else tree.child(parent, _key(match[0]))
            continue
        first = text[match.start()]
        if first == ",":
            if index != _NO_ARRAY:
                index += 1
                node = tree.child(parent, str(index))
        elif first in "]}":
            parent, index = outside.pop()
        else:
            tree.see(node, parent, match.start())
            if first in "[{":
                outside.append((parent, index))
                parent, index = node, 0 if first == "[" else _NO_ARRAY
                node = tree.child(parent, "0")


def _key(token: str) -> str:
    literal = token[:-1].rstrip()
    if "\\" not in literal:
        return literal[1:-1]
    key: str = json.loads(literal)
    return key
