"""The characters that tests go through: all of Unicode takes seconds, and tells hardly more."""

import unicodedata
from functools import cache

ALL = "".join(map(chr, range(0x110000)))

_LONG_RUNS = ("Cn", "Co", "Cs", "Lo")
"""Unassigned, private, surrogates, and letters without case: ideographs and syllables."""


@cache
def most_characters() -> str:
    """All of Unicode, but of what is alike in long runs every 61st code point."""
    return "".join(
        char
        for number, char in enumerate(ALL)
        if number < 0x3400 or number % 61 == 0 or unicodedata.category(char) not in _LONG_RUNS
    )
