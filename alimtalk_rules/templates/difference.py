"""Where a string that does not fit leaves its template: the first of the fewest edits.

This is written here because what was tried does not do: difflib and rapidfuzz know no variables,
and the fuzzy matching of regex tries again and again.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from itertools import accumulate, count
from typing import Final, NamedTuple

from alimtalk_rules.limits import MOST_STATES
from alimtalk_rules.templates.alignment import (
    Literals,
    common_beginning,
    folded,
    folded_values,
    has_return,
    newline,
    unlike,
)


class Difference(NamedTuple):
    """Where a string that does not fit leaves its template.

    Attributes:
        expected: index, into all literals one behind the other, of the code point expected.
        found: index into the string of the code point found.
        end: index into the string where the fault ends; behind ``found`` if anything is.
    """

    expected: int
    found: int
    end: int


class Budget:
    """What the exact places of one report may cost; when it is spent, places are told cheaply.

    Attributes:
        states: how often one more code point of a string may still be held against one more of
            the literals.
    """

    def __init__(self, states: int = MOST_STATES) -> None:
        self.states = states

    def pays(self, literals: int, string: int) -> bool:
        """True if so many code points of each may be held against each other once more."""
        cost = (literals + self._STEP) * (string + self._STEP)
        if cost > self.states:
            return False
        self.states -= cost
        return True

    _STEP: Final = 256
    """Literals of so few code points are no cheaper than those of so many."""


def first_difference(literals: Literals, string: str, budget: Budget) -> Difference:
    """Where ``string``, which does not fit, differs from the template.

    If one edit makes it fit, this is its place; else, if it looks like what fits, the first code
    point that is not the template's; else the first of the fewest edits that make it fit; or,
    where finding them costs more than the budget, behind the longest beginning of the first
    literal that is not found.
    """
    size = sum(map(len, literals))
    if not budget.pays(size, len(string)):
        return _furthest(literals, string)
    if not has_return(literals, string):
        return _difference(literals, string, budget)
    unified, starts = folded(string, newline)
    pieces = [folded(literal, newline) for literal in literals]
    place = _difference([piece.string for piece in pieces], unified, budget)
    offsets = accumulate(map(len, literals), initial=0)
    indices = [
        offset + start
        for offset, piece in zip(offsets, pieces, strict=False)
        for start in piece.starts[:-1]
    ]
    expected = [*indices, size][place.expected]
    return Difference(expected, starts[place.found], starts[place.end])


def _difference(literals: Literals, string: str, budget: Budget) -> Difference:
    return (
        _of_fewest_edits(literals, string, budget, most=1)
        or _look_alike(literals, string)
        or _of_fewest_edits(literals, string, budget)
        or _furthest(literals, string)
    )


def _at(string: str, expected: int, found: int) -> Difference:
    return Difference(expected, found, min(found + 1, len(string)))


_UNSEEN: Final = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0]")


@lru_cache(maxsize=4096)
def look(token: str) -> str:
    """What a person sees of it: one kind of space, one width, no composition, nothing unseen."""
    if token.isspace():
        return " "
    if unicodedata.category(token) == "Cf" or _UNSEEN.match(token):
        return ""
    return unicodedata.normalize("NFKD", token)


def _look_alike(literals: Literals, string: str) -> Difference | None:
    values = folded_values(literals, string, look)
    places = values is not None and unlike(literals, string, values, str.startswith)
    if not places:
        return None
    number, index, found = places[0]
    return _at(string, sum(map(len, literals[:number])) + index, found)


def _of_fewest_edits(
    literals: Literals, string: str, budget: Budget, most: int | None = None
) -> Difference | None:
    """The place of the first of the fewest edits that make the string fit, if so many do.

    An edit is one code point that is another or is missing, or text of any length that is too
    much. An index into the literals is a bit, and a set of indices an integer: so one step along
    the string moves all ways of reading it at once. ``before`` has for each place of the string
    what of the literals can stand before it; ``behind``, what can stand behind it with the edits
    so far. Where one edit leads from the one to the other, all others lie behind it.
    """
    fixed = "".join(literals)
    standing = defaultdict[str, int](int)
    for index, character in enumerate(fixed):
        standing[character] |= 1 << index
    variables = sum({1 << index for index in accumulate(map(len, literals[:-1]))})
    masks = [standing.get(character, 0) for character in string]
    before = _reached_from_front(masks, variables)
    words = sum(1 << index for index, character in enumerate(fixed) if character.isalnum())
    alike = [
        reached & (words if character.isalnum() else ~words)
        for reached, character in zip(before, string, strict=False)
    ]
    edited = [0] * len(string) + [1 << len(fixed)]
    for _ in count() if most is None else range(most):
        if not budget.pays(len(fixed), len(string)):
            return None
        behind = _reached_from_behind(edited, masks, variables)
        next_behind = [*behind[1:], 0]
        any_later = [*accumulate(reversed(next_behind), operator.or_)][::-1]
        for expected, here, there in (  # the likeliest first: of two words, or of two marks
            (1, alike, next_behind),
            (0, before, any_later),
            (1, before, behind),
            (1, before, next_behind),
        ):
            meetings = [one << expected & other for one, other in zip(here, there, strict=False)]
            for start in reversed(range(len(meetings))):
                if meetings[start]:
                    return _at(string, meetings[start].bit_length() - 1 - expected, start)
        edited = [
            same >> 1 | after >> 1 | later
            for same, after, later in zip(behind, next_behind, any_later, strict=True)
        ]
    return None


def _reached_from_front(masks: list[int], variables: int) -> list[int]:
    """For each place of the string, what of the literals can stand before it."""
    reached = 1
    before = [reached]
    for mask in masks:
        reached = (reached & mask) << 1 | reached & variables
        before.append(reached)
    return before


def _reached_from_behind(edited: list[int], masks: list[int], variables: int) -> list[int]:
    """For each place of the string, what can stand behind it up to one of ``edited``."""
    reached = edited[-1]
    behind = [reached]
    for mask, also in zip(reversed(masks), reversed(edited[:-1]), strict=True):
        reached = reached >> 1 & mask | reached & variables | also
        behind.append(reached)
    return behind[::-1]


def _furthest(literals: Literals, string: str) -> Difference:
    """Behind the longest beginning of the first literal that is not found."""
    same = common_beginning(literals[0], string)
    if same < len(literals[0]):
        return _at(string, same, same)
    at = passed = same
    for literal in literals[1:]:
        start = string.find(literal, at)
        if start < 0:
            known = _longest_beginning(literal, string[at:])
            place = string.index(literal[:known], at) + known if known else len(string)
            return _at(string, passed + known, place)
        at = start + len(literal)
        passed += len(literal)
    return _at(string, passed, at)


def _longest_beginning(literal: str, string: str) -> int:
    """How much of a literal that is not in ``string`` is there: its longest beginning."""
    lengths = range(1, len(literal))
    return bisect_left(lengths, x=True, key=lambda length: literal[:length] not in string)
