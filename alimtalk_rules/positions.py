"""Where values, and the code points of strings, stand in a JSON text: offsets.

The standard library's own scanner reads the text, the one in Python, which can be told to remember
where each value begins. (Of packages for this, the last release is of 2022.)
"""

from __future__ import annotations

import json.decoder
import json.scanner
import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import takewhile
from typing import Any, NamedTuple

_ESCAPE = re.compile(r'\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|"')
"""What is one code point in a string's value; or the string's end."""


class Placed(NamedTuple):
    """A value, in whose arrays and objects each is placed as well.

    Attributes:
        offset: where it begins in the text.
        end: where it ends there.
        value: the value.
    """

    offset: int
    end: int
    value: Any

    def at(self, pointer: str) -> Placed:
        """What stands at a pointer, or the nearest ancestor of what does not."""
        found = self
        for step in pointer.split("/")[1:]:
            token = step.replace("~1", "/").replace("~0", "~")
            if isinstance(found.value, dict):
                inner = found.value.get(token)
            elif isinstance(found.value, list):
                inner = _item(found.value, token)
            else:
                inner = None
            if inner is None:
                break
            found = inner
        return found


_Scan = Callable[[str, int], tuple[Any, int]]


def placed(text: str) -> Placed:
    """The value of a text, which is valid JSON, with the places of all that is in it."""
    decoder: Any = json.JSONDecoder()
    library: Any = json.decoder

    def scan(string: str, at: int) -> tuple[Placed, int]:
        value, end = of_library(string, at)
        return Placed(at, end, value), end

    def parse_object(start: tuple[str, int], strict: bool, _: _Scan, *rest: Any) -> Any:  # noqa: FBT001 - so it is called
        return library.JSONObject(start, strict, scan, *rest)

    def parse_array(start: tuple[str, int], _: _Scan) -> Any:
        return library.JSONArray(start, scan)

    decoder.parse_object, decoder.parse_array = parse_object, parse_array
    of_library: _Scan = getattr(json.scanner, "py_make_scanner")(decoder)  # noqa: B009 - no stub has it
    return scan(text, len(text) - len(text.lstrip(" \t\n\r\ufeff")))[0]


def _item(items: list[Placed], token: str) -> Placed | None:
    index = int(token) if token.isascii() and token.isdigit() and len(token) < 9 else len(items)
    return items[index] if index < len(items) and str(index) == token else None


class StringAt:
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
