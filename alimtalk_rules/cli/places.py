"""Where a JSON Pointer's value, or a character in it, stands in a JSON text: line and column.

The standard library's own scanner reads the text, the one in Python, which can be told to remember
where each value begins. (Of packages for this, the last release is of 2022.)
"""

from __future__ import annotations

import json.decoder
import json.scanner
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cache, partial
from itertools import takewhile
from typing import Any, NamedTuple

from alimtalk_rules.reading import Place

_ESCAPE = re.compile(r'\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|"')
"""What is one code point in a string's value; or the string's end."""

Spot = tuple[str, int | None]
"""A JSON Pointer (RFC 6901), and the index of a code point in the string to which it points.

The index is None for the value itself.
"""


def find_places(text: str, spots: Iterable[Spot], line: int | None = None) -> dict[Spot, Place]:
    """The place of each of ``spots`` in ``text``, which is one valid JSON value.

    In JSON Lines, ``line`` is the one of the file that ``text`` is; else the text is a file itself.
    One pass over the text answers them all. Where a name stands twice the last counts, as in
    ``json``. A pointer to what is not there has the place of its nearest ancestor. An index into
    what is no string is ignored.
    """
    root = _placed(text)
    breaks = [match.start() for match in re.finditer("\n", text)]
    string_at = cache(partial(_String, text))
    places = {}
    for pointer, index in spots:
        offset = _offset(root, pointer)
        if index is not None and text[offset] == '"':
            offset = string_at(offset).offset(index)
        place = _place(breaks, offset)
        places[pointer, index] = place if line is None else place._replace(line=line)
    return places


class _Placed(NamedTuple):
    """A value, in whose arrays and objects each is placed as well."""

    offset: int
    value: Any


_Scan = Callable[[str, int], tuple[Any, int]]


def _placed(text: str) -> _Placed:
    decoder: Any = json.JSONDecoder()
    library: Any = json.decoder

    def scan(string: str, at: int) -> tuple[_Placed, int]:
        value, end = of_library(string, at)
        return _Placed(at, value), end

    def parse_object(start: tuple[str, int], strict: bool, _: _Scan, *rest: Any) -> Any:  # noqa: FBT001 - so it is called
        return library.JSONObject(start, strict, scan, *rest)

    def parse_array(start: tuple[str, int], _: _Scan) -> Any:
        return library.JSONArray(start, scan)

    decoder.parse_object, decoder.parse_array = parse_object, parse_array
    of_library: _Scan = getattr(json.scanner, "py_make_scanner")(decoder)  # noqa: B009 - no stub has it
    return scan(text, len(text) - len(text.lstrip(" \t\n\r")))[0]


def _offset(at: _Placed, pointer: str) -> int:
    for step in pointer.split("/")[1:]:
        token = step.replace("~1", "/").replace("~0", "~")
        if isinstance(at.value, dict):
            inner = at.value.get(token)
        elif isinstance(at.value, list):
            inner = _item(at.value, token)
        else:
            inner = None
        if inner is None:
            break
        at = inner
    return at.offset


def _item(items: list[_Placed], token: str) -> _Placed | None:
    index = int(token) if token.isascii() and token.isdigit() and len(token) < 9 else len(items)
    return items[index] if index < len(items) and str(index) == token else None


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
