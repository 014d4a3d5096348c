"""Where a JSON Pointer's value, or a character in it, stands in a file: line and column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, partial

from alimtalk_rules.positions import StringAt, placed
from alimtalk_rules.reading import Place

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
    root = placed(text)
    breaks = [match.start() for match in re.finditer("\n", text)]
    string_at = cache(partial(StringAt, text))
    places = {}
    for pointer, index in spots:
        offset = root.at(pointer).offset
        if index is not None and text[offset] == '"':
            offset = string_at(offset).offset(index)
        place = _place(breaks, offset)
        places[pointer, index] = place if line is None else place._replace(line=line)
    return places


def _place(breaks: list[int], offset: int) -> Place:
    line = bisect_left(breaks, offset)
    return Place(line + 1, offset - (breaks[line - 1] if line else -1))
