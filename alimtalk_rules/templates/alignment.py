"""A string beside a template's: whether it fits, and what the variables stand for.

A template's string is a row of literals with a variable between each two; the first literal must
begin the string, the last must end it. Whether it fits is decided by looking for each literal in
turn, as far left as it can be, which is never wrong and never tries again.
"""

from __future__ import annotations

import operator
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from alimtalk_rules.variables import split_at_variables

Literals = Sequence[str]
Span = tuple[int, int]

# --------------------------------------------------------------------------- does it fit?


class Pattern(NamedTuple):
    """A template's string, and its pieces: the literals and the variables' names between them."""

    source: str
    literals: Literals
    names: Sequence[str] = ()

    def filled(self, values: Mapping[str, str]) -> str:
        """The string with a value for its name in the place of each variable."""
        pieces = [""] * (len(self.literals) + len(self.names))
        pieces[::2] = self.literals
        pieces[1::2] = map(values.__getitem__, self.names)
        return "".join(pieces)

    def places(self, values: Mapping[str, str] | None = None) -> list[Span]:
        """Where the values stand in the filled string; or where the variables do in the source."""
        spans, at = [], 0
        for literal, name in zip(self.literals, self.names, strict=False):
            start = at + len(literal)
            at = start + len(f"#{{{name}}}" if values is None else values[name])
            spans.append((start, at))
        return spans

    def span_in_source(self, span: Span, values: Mapping[str, str]) -> Span:
        """Where a span of the filled string is in the source: whole variables for their values."""
        places = [*zip(self.places(values), self.places(), strict=True)]
        start, end = span
        if start == end:
            return next((there for here, there in places if here == span), span)
        first, last = start, end
        for (here, stop), (there, behind) in places:
            if start >= here:
                first = there if start < stop else start + behind - stop
            if end > here:
                last = behind if end <= stop else end + behind - stop
        return first, last


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
    if not has_return(literals, string):
        return None
    if _leftmost([*map(_with_newlines, literals)], _with_newlines(string)) is None:
        return None
    values = folded_values(literals, string, newline) or []
    return Fit(values, _unlike_line_ending(literals, string, values))


def has_return(literals: Literals, string: str) -> bool:
    """True if line endings may be others than LF."""
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


# --------------------------------------------------------------------------- at once

FullMatch = Callable[[str], re.Match[str] | None]
_VALUE: Final = r"[^{\r\n\0]"


def fullmatch_of(patterns: Sequence[Pattern]) -> FullMatch:
    """What matches strings that fit, one behind the other with NUL between, if none has one itself.

    Its groups are the values; but it is sure only of values that are not empty and have neither
    braces nor line breaks in them. Each value but the last is as short as it can be and never
    tried again: ``fit`` tells why that is right.
    """
    literals = [""]
    for number, pattern in enumerate(patterns):
        first, *others = pattern.literals
        literals[-1] += f"\0{first}" if number else first
        literals += others
    first, *others = map(re.escape, literals)
    if not others:
        return re.compile(first).fullmatch
    between = "".join(rf"(?>({_VALUE}+?){literal})" for literal in others[:-1])
    return re.compile(f"{first}{between}({_VALUE}+){others[-1]}").fullmatch


# --------------------------------------------------------------------------- would it, folded?

_TOKEN: Final = re.compile(r"\r\n|.", re.DOTALL)
Fold = Callable[[str], str]
"""What a token becomes; a token is a code point, or CRLF."""


class _Folded(NamedTuple):
    string: str
    starts: list[int]
    """Where each code point of ``string`` was before, and where the end."""


def folded(string: str, fold: Fold) -> _Folded:
    """The string with each token folded."""
    pieces: list[str] = []
    starts: list[int] = []
    for token in _TOKEN.finditer(string):
        piece = fold(token[0])
        pieces.append(piece)
        starts.extend([token.start()] * len(piece))
    return _Folded("".join(pieces), [*starts, len(string)])


def newline(token: str) -> str:
    """LF for any line ending."""
    return "\n" if token[0] == "\r" else token


def folded_values(literals: Literals, string: str, fold: Fold) -> list[Span] | None:
    """The values' spans in ``string``, if it fits once both sides are folded."""
    unified, starts = folded(string, fold)
    values = _values([folded(literal, fold).string for literal in literals], unified)
    return values and [(starts[start], starts[end]) for start, end in values]


def unlike(
    literals: Literals, string: str, values: list[Span], alike: Callable[[str, str], bool]
) -> list[tuple[int, int, int]]:
    """Where what stands for a literal is not like it.

    Returns:
        For each such literal its number, and the first index at which the two differ: into the
        literal, and into the string.
    """
    bounds = [0, *chain.from_iterable(values), len(string)]
    spans = zip(bounds[::2], bounds[1::2], strict=True)
    pieces = [(start, string[start:end]) for start, end in spans]
    return [
        (number, same, start + same)
        for number, (literal, (start, piece)) in enumerate(zip(literals, pieces, strict=True))
        if not alike(piece, literal)
        for same in [common_beginning(piece, literal)]
    ]


def common_beginning(one: str, other: str) -> int:
    """How many code points at the beginning of two strings are the same."""
    lengths = range(1, min(len(one), len(other)) + 1)
    return bisect_left(lengths, x=True, key=lambda length: one[:length] != other[:length])


def _unlike_line_ending(literals: Literals, string: str, values: list[Span]) -> LineEnding:
    """The first line ending in a literal that is not the template's; there is one."""
    number, index, found = unlike(literals, string, values, operator.eq)[0]
    literal = literals[number]
    expected = _line_ending_at(literal, index)
    start, end = _line_ending_at(string, found)
    return LineEnding((start, end), literal[slice(*expected)], string[start:end])


def _line_ending_at(string: str, index: int) -> Span:
    """The line ending that begins at ``index``, or of which the second half stands there."""
    start = index - (string[index - 1 : index] == "\r")
    return start, start + (2 if string.startswith("\r\n", start) else 1)
