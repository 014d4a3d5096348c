"""A string beside a template's: whether it fits, what the variables stand for, where it differs.

A template's string is a row of literals with a variable between each two; the first literal must
begin the string, the last must end it. Whether it fits is decided by looking for each literal in
turn, as far left as it can be, which is never wrong and never tries again: no regular expression
is made of a template.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import Final, NamedTuple

from alimtalk_rules.variables import split_at_variables

Literals = Sequence[str]
Span = tuple[int, int]

# --------------------------------------------------------------------------- does it fit?


class Pattern(NamedTuple):
    """A template's string in pieces: the names of its variables and the literals around them."""

    literals: Literals
    names: Sequence[str] = ()


class Fit(NamedTuple):
    """How a string fits.

    Attributes:
        values: for each variable the span of what it stands for.
        line_ending: the first line ending of a literal that is not the template's, if any.
    """

    values: list[Span]
    line_ending: Span | None = None


_LONGEST_KEPT: Final = 2_000
"""Code points of a template's string whose pieces are kept: no valid one is longer."""


def pattern_of(template: str) -> Pattern:
    """The pieces of a template's string; those of the last templates are kept."""
    return _kept_pattern(template) if len(template) <= _LONGEST_KEPT else _pattern(template)


def _pattern(template: str) -> Pattern:
    pieces = split_at_variables(template)
    return Pattern(tuple(pieces[::2]), tuple(pieces[1::2]))


_kept_pattern = lru_cache(maxsize=1024)(_pattern)


def fit(literals: Literals, string: str) -> Fit | None:
    """How ``string`` fits between ``literals``; None if it does not, even with other line endings.

    From the left, each variable stands for the shortest text with which the rest still fits: for
    nothing only where no character can be spared.
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


def _look_of(string: str) -> str:
    return "".join(map(_look, string))


def _folded_values(literals: Literals, string: str, fold: Fold) -> list[Span] | None:
    """The values' spans in ``string``, if it fits once both sides are folded."""
    folded, starts = _folded(string, fold)
    values = _values([_folded(literal, fold).string for literal in literals], folded)
    return values and [(starts[start], starts[end]) for start, end in values]


def _unlike(
    literals: Literals, string: str, values: list[Span], alike: Callable[[str, str], bool]
) -> Iterator[tuple[int, int]]:
    """Where literals differ from what stands for them: in all literals, in ``string``."""
    bounds = [0, *chain.from_iterable(values), len(string)]
    passed = 0
    for literal, start, end in zip(literals, bounds[::2], bounds[1::2], strict=True):
        piece = string[start:end]
        if not alike(piece, literal):
            same = _common_beginning(piece, literal)
            yield passed + same, start + same
        passed += len(literal)


def _common_beginning(one: str, other: str) -> int:
    lengths = range(1, min(len(one), len(other)) + 1)
    return bisect_left(lengths, x=True, key=lambda length: one[:length] != other[:length])


def _unlike_line_ending(literals: Literals, string: str, values: list[Span]) -> Span:
    """The first line ending in a literal that is not the template's; there is one."""
    _, start = next(_unlike(literals, string, values, operator.eq))
    if string[start - 1 : start] == "\r":
        start -= 1
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


MOST_EXPLAINED: Final = 10_000
"""Code points of a string, or of literals, of which the place of a difference is exact."""
_MOST_STATES: Final = 4_000_000
"""Code points of a string times those of literals: what is exact takes time by it."""


def first_difference(literals: Literals, string: str) -> Difference:
    """Where ``string``, which does not fit, differs from the template.

    If one edit of up to three code points makes it fit, this is the edit's place. Else the place
    is where a literal first differs from what looks like it; or before text that is too much; or
    that of an edit behind which much is right again; or behind the longest beginning of the first
    literal that is not found.
    """
    if len(string) > MOST_EXPLAINED or not _has_return(literals, string):
        return _difference(literals, string)
    unified, starts = _folded(string, _newline)
    pieces = [_folded(literal, _newline) for literal in literals]
    found = _difference([piece.string for piece in pieces], unified)
    offsets = accumulate(map(len, literals), initial=0)
    indices = [
        offset + start
        for offset, piece in zip(offsets, pieces, strict=False)
        for start in piece.starts[:-1]
    ]
    expected = [*indices, sum(map(len, literals))][found.expected]
    return Difference(expected, starts[found.found], starts[found.end])


def _difference(literals: Literals, string: str) -> Difference:
    size = sum(map(len, literals))
    if max(len(string), size) > MOST_EXPLAINED or len(string) * size > _MOST_STATES:
        return _furthest(literals, string)
    reach = _Reach(literals, string)
    return (
        reach.of_one_edit()
        or _look_alike(literals, string)
        or reach.of_text_too_much()
        or reach.of_first_edit()
        or _furthest(literals, string)
    )


def _at(string: str, expected: int, found: int, width: int = 1) -> Difference:
    return Difference(expected, found, min(found + max(width, 1), len(string)))


def _look_alike(literals: Literals, string: str) -> Difference | None:
    values = _folded_values(literals, string, _look)
    if values is None:
        return None
    place = next(_unlike(literals, string, values, str.startswith), None)
    return place and _at(string, *place)


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


# --------------------------------------------------------------------------- one edit


def _kind_of(character: str) -> str:
    """The same for all punctuation and symbols, of which one is easily taken for another."""
    return "mark" if unicodedata.category(character)[0] in ("P", "S") else character


_SIZES: Final = (
    *((0, 1), (1, 0), (1, 1), (0, 2), (2, 2), (1, 2), (2, 1), (2, 0)),
    *((0, 3), (1, 3), (3, 3), (2, 3), (3, 2), (3, 1), (3, 0)),
)
"""Code points expected, and code points found instead of them; likelier edits first."""

_EDITS: Final[tuple[tuple[int, int, Callable[[str], str] | None], ...]] = (
    *((expected, found, _look_of) for expected, found in _SIZES),
    (0, 1, None),
    (1, 1, _kind_of),
    *((expected, found, None) for expected, found in _SIZES[1:]),
)
"""What is tried in turn, and in what the expected and the found must be alike."""

_MUCH: Final = 8
"""Code points of literals that show that an edit before them was meant.

One is enough where else nothing of a literal is found.
"""


class _Reach:
    """What of the literals can stand before each place of the string, and what behind it.

    An index into the literals is a bit, and a set of indices an integer. So one step along the
    string moves all ways of reading it at once: its cost does not depend on how many they are.
    """

    def __init__(self, literals: Literals, string: str) -> None:
        self._fixed = "".join(literals)
        self._string = string
        variables = 0
        for index in accumulate(map(len, literals[:-1])):
            variables |= 1 << index
        standing = defaultdict[str, int](int)
        for index, character in enumerate(self._fixed):
            standing[character] |= 1 << index
        self._variables = variables
        self._masks = [standing.get(character, 0) for character in string]
        reached = 1
        self._before = [reached]
        for mask in self._masks:
            reached = (reached & mask) << 1 | reached & variables
            self._before.append(reached)
        reached = 1 << len(self._fixed)
        self._behind = [reached]
        for mask in reversed(self._masks):
            reached = reached >> 1 & mask | reached & variables
            self._behind.append(reached)
        self._behind.reverse()

    def of_one_edit(self) -> Difference | None:
        """The place of the likeliest edit that alone makes the string fit, the last such place."""
        meetings = {size: self._meetings(*size) for size in _SIZES}
        for expected, found, likeness in _EDITS:
            at = meetings[expected, found]
            if likeness is not None and any(at):
                at = self._alike(at, expected, found, likeness)
            if (place := self._last(at, expected, found)) is not None:
                return place
        return None

    def _meetings(self, expected: int, found: int) -> list[int]:
        """For each place, where in the literals it goes on if the edit is made there."""
        behind = self._behind[found:]
        pairs = zip(self._before, behind, strict=False)
        return [before << expected & after for before, after in pairs]

    def _alike(
        self, at: list[int], expected: int, found: int, likeness: Callable[[str], str]
    ) -> list[int]:
        """Those of the meetings where what was expected is like what was found."""
        alike = defaultdict[str, int](int)
        for end in range(expected, len(self._fixed) + 1):
            like = likeness(self._fixed[end - expected : end])
            alike[like] |= 1 << end
        return [
            meeting and meeting & alike.get(likeness(self._string[start : start + found]), 0)
            for start, meeting in enumerate(at)
        ]

    def _last(self, at: list[int], expected: int, found: int) -> Difference | None:
        for start in reversed(range(len(at))):
            if at[start]:
                return _at(self._string, at[start].bit_length() - 1 - expected, start, found)
        return None

    def of_text_too_much(self) -> Difference | None:
        """The last place where leaving out some of the string makes it fit."""
        behind = 0
        for start in reversed(range(len(self._string))):
            behind |= self._behind[start + 1]
            if meeting := self._before[start] & behind:
                return _at(self._string, meeting.bit_length() - 1, start)
        return None

    def of_first_edit(self) -> Difference | None:
        """The place of the one edit behind which most is right again, if that is much."""
        furthest = max(self._before).bit_length() - 1
        least = furthest + (1 if self._variables >> furthest & 1 else _MUCH)
        best = None
        for expected, found in _SIZES:
            edited = self._edited(expected, found)
            if (right := max(edited).bit_length() - 1 - expected) >= least:
                best, least = (expected, found, edited), right + 1
        if best is None:
            return None
        expected, found, edited = best
        index, end = max(edited).bit_length() - 1, edited.index(max(edited))
        while end < found or not self._before[end - found] << expected & 1 << index:
            end -= 1
            if not edited[end] & self._variables & 1 << index:
                index -= 1
        return _at(self._string, index - expected, end - found, found)

    def _edited(self, expected: int, found: int) -> list[int]:
        """For each place, what of the literals can stand before it after such an edit."""
        befores = chain([0] * found, self._before)
        reached = next(befores) << expected
        edited = [reached]
        for mask, before in zip(self._masks, befores, strict=False):
            reached = (reached & mask) << 1 | reached & self._variables | before << expected
            edited.append(reached)
        return edited
