"""The texts of template and message around their first difference, on lines that show it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len

from alimtalk_rules.report import Finding, Report

_BEFORE, _AFTER = 24, 30
"""Columns that are shown on each side of the difference, at most."""

_CUT = "…"

_LOOKS_ELSE = re.compile("[\u115f\u1160\u3164\uffa0\u2800\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
"""Blanks that count as letters or symbols, and Jamo, which join to what looks like a syllable."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Two lines that stand below each other.

    Attributes:
        template: of the template's text.
        message: of the message's.
        column: how many columns are to the left of the difference, in both.
    """

    template: str
    message: str
    column: int


def excerpts_of(message: Any, template: Any, report: Report) -> dict[Finding, Excerpt]:
    """The excerpt for each finding that tells a difference between two texts."""
    return {
        found: _excerpt(message, template, found, found.span[0], index - 1)
        for found in report.findings
        if found.span and isinstance(index := found.params.get("index"), int)
    }


def _excerpt(message: Any, template: Any, found: Finding, in_message: int, at: int) -> Excerpt:
    expected, behind_expected = _sides(_string_at(template, found.path), at)
    got, behind_got = _sides(_string_at(message, found.path), in_message)
    column = max(cell_len(expected), cell_len(got))
    return Excerpt(
        " " * (column - cell_len(expected)) + expected + behind_expected,
        " " * (column - cell_len(got)) + got + behind_got,
        column,
    )


def _string_at(document: Any, path: str) -> str:
    """The string to which the path of a difference leads."""
    for token in path.split("/")[1:]:
        document = document[int(token) if isinstance(document, list) else token]
    return str(document)


def _sides(text: str, at: int) -> tuple[str, str]:
    """What is shown of ``text`` before the code point ``at``, and from it on."""
    before = _fitting(map(visible, reversed(text[max(at - _BEFORE - 1, 0) : at])), _BEFORE)
    first = "␠" if text[at : at + 1] == " " else visible(text[at : at + 1])
    rest = _fitting(map(visible, text[at + 1 : at + 2 + _AFTER]), _AFTER)
    return "".join(reversed(before)), first + "".join(rest)


def _fitting(pieces: Iterable[str], room: int) -> list[str]:
    """As many pieces as there is room for, and a mark if some are left out."""
    shown: list[str] = []
    for piece in pieces:
        room -= cell_len(piece)
        if room < 0:
            return [*shown, _CUT]
        shown.append(piece)
    return shown


def visible(character: str) -> str:
    """A character as one sees it: what has no look of its own by its code point."""
    if character == "\n":
        return "↵"
    if not character or not _is_unseen(character):
        return character
    return f"<U+{ord(character):04X}>"


def _is_unseen(character: str) -> bool:
    if not character.isprintable() or unicodedata.category(character)[0] == "M":
        return True
    return _LOOKS_ELSE.match(character) is not None
