"""A string beside a template's: whether it fits, what the variables stand for, where it differs.

A template's string is a row of literals with a variable between each two; the first literal must
begin the string, the last must end it. Whether it fits is decided by looking for each literal in
turn, as far left as it can be, which is never wrong and never tries again.

Where it differs is told by the fewest edits that make it fit. That is written here because what
was tried does not do: difflib and rapidfuzz know no variables, and the fuzzy matching of regex
tries again and again.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, count
from typing import Final, NamedTuple

from alimtalk_rules.templates.variables import split_at_variables

Literals = Sequence[str]
Span = tuple[int, int]

# --------------------------------------------------------------------------- does it fit?


class Pattern(NamedTuple):
    """A template's string, and its pieces: the literals and the variables' names between them."""

    source: str
    literals: Literals
    names: Sequence[str] = ()


def pattern_of(template: str) -> Pattern:
    """The pieces of a template's string."""
    pieces = split_at_variables(template)
    return Pattern(template, pieces[::2], pieces[1::2])


class LineEnding(NamedTuple):
    """The first line ending of a literal that is not the template's, and which the template has."""

    span: Span
    template: str
    string: str


class Fit(NamedTuple):
    """How a string fits.

    Attributes:
        values: for each variable the span of what it stands for.
        line_ending: where a line ending is not the template's, if any is not.
    """

    values: list[Span]
    line_ending: LineEnding | None = None


def fit(literals: Literals, string: str) -> Fit | None:
    """How ``string`` fits between ``literals``; None if it does not, even with other line endings.

    The variables choose in turn, from the left: each stands for the shortest text with which the
    rest still fits, and for nothing only where it must. So an earlier one may take what two later
    ones then lack.
    """
    if (values := _values(literals, string)) is not None:
        return Fit(values)
    if not _has_return(literals, string):
        return None
    if _leftmost([*map(_with_newlines, literals)], _with_newlines(string)) is None:
        return None
    values = _folded_values(literals, string, _newline) or []
    return Fit(values, _unlike_line_ending(literals, string, values))


def _has_return(literals: Literals, string: str) -> bool:
    return "\r" in string or any("\r" in literal for literal in literals)


def _with_newlines(string: str) -> str:
    return string.replace("\r\n", "\n").replace("\r", "\n")


def _values(literals: Literals, string: str) -> list[Span] | None:
    values = _leftmost(literals, string)
    for start, end in values or ():
        if start == end:
            return _apart(literals, string)
    return values


def _leftmost(literals: Literals, string: str) -> list[Span] | None:
    """The spans between the literals, each literal as far left as it can be; None if it cannot."""
    first, last = literals[0], literals[-1]
    if len(literals) == 1:
        return [] if string == first else None
    at, end = len(first), len(string) - len(last)
    if at > end or not string.startswith(first) or not string.endswith(last):
        return None
    spans = []
    for literal in literals[1:-1]:
        start = string.find(literal, at, end)
        if start < 0:
            return None
        spans.append((at, start))
        at = start + len(literal)
    spans.append((at, end))
    return spans


def _apart(literals: Literals, string: str) -> list[Span]:
    """The same for literals that do fit, with a character between each two where one is left."""
    mirrored = _leftmost([literal[::-1] for literal in reversed(literals)], string[::-1]) or []
    latest_ends = [len(string) - end for _, end in reversed(mirrored)][1:]
    spans, at = [], len(literals[0])
    for literal, latest_end in zip(literals[1:-1], latest_ends, strict=True):
        start = max(string.find(literal, at + 1, latest_end), at)
        spans.append((at, start))
        at = start + len(literal)
    return [*spans, (at, len(string) - len(literals[-1]))]


# --------------------------------------------------------------------------- would it, folded?

_TOKEN: Final = re.compile(r"\r\n|.", re.DOTALL)
_UNSEEN: Final = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0]")

Fold = Callable[[str], str]
"""What a token becomes; a token is a code point, or CRLF."""


class _Folded(NamedTuple):
    string: str
    starts: list[int]
    """Where each code point of ``string`` was before, and where the end."""


def _folded(string: str, fold: Fold) -> _Folded:
    pieces: list[str] = []
    starts: list[int] = []
    for token in _TOKEN.finditer(string):
        piece = fold(token[0])
        pieces.append(piece)
        starts.extend([token.start()] * len(piece))
    return _Folded("".join(pieces), [*starts, len(string)])


def _newline(token: str) -> str:
    return "\n" if token[0] == "\r" else token


@lru_cache(maxsize=4096)
def _look(token: str) -> str:
    """What a person sees of it: one kind of space, one width, no composition, nothing unseen."""
    if token.isspace():
        return " "
    if unicodedata.category(token) == "Cf" or _UNSEEN.match(token):
        return ""
    return unicodedata.normalize("NFKD", token)


def _folded_values(literals: Literals, string: str, fold: Fold) -> list[Span] | None:
    """The values' spans in ``string``, if it fits once both sides are folded."""
    folded, starts = _folded(string, fold)
    values = _values([_folded(literal, fold).string for literal in literals], folded)
    return values and [(starts[start], starts[end]) for start, end in values]


class _Place(NamedTuple):
    """A place in a literal, and in the string beside it."""

    literal: int
    expected: int
    found: int


def _unlike(
    literals: Literals, string: str, values: list[Span], alike: Callable[[str, str], bool]
) -> Iterator[_Place]:
    """Where literals first differ from what stands for them."""
    bounds = [0, *chain.from_iterable(values), len(string)]
    for number, literal in enumerate(literals):
        start, end = bounds[2 * number : 2 * number + 2]
        piece = string[start:end]
        if not alike(piece, literal):
            same = _common_beginning(piece, literal)
            yield _Place(number, same, start + same)


def _common_beginning(one: str, other: str) -> int:
    lengths = range(1, min(len(one), len(other)) + 1)
    return bisect_left(lengths, x=True, key=lambda length: one[:length] != other[:length])


def _unlike_line_ending(literals: Literals, string: str, values: list[Span]) -> LineEnding:
    """The first line ending in a literal that is not the template's; there is one."""
    number, index, found = next(_unlike(literals, string, values, operator.eq))
    literal = literals[number]
    expected = _line_ending_at(literal, index)
    start, end = _line_ending_at(string, found)
    return LineEnding((start, end), literal[slice(*expected)], string[start:end])


def _line_ending_at(string: str, index: int) -> Span:
    """The line ending that begins at ``index``, or of which the second half stands there."""
    start = index - (string[index - 1 : index] == "\r")
    return start, start + (2 if string.startswith("\r\n", start) else 1)


# --------------------------------------------------------------------------- where it differs


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

    MOST: Final = 16_000_000

    def __init__(self, states: int = MOST) -> None:
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
    if not _has_return(literals, string):
        return _difference(literals, string, budget)
    unified, starts = _folded(string, _newline)
    pieces = [_folded(literal, _newline) for literal in literals]
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


def _look_alike(literals: Literals, string: str) -> Difference | None:
    values = _folded_values(literals, string, _look)
    if values is None:
        return None
    place = next(_unlike(literals, string, values, str.startswith), None)
    return place and _at(
        string, sum(map(len, literals[: place.literal])) + place.expected, place.found
    )


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
    same = _common_beginning(literals[0], string)
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
