"""A string that looks like its template's: the template's fixed text, and the string's values.

Two strings look alike if only what no reader sees differs: kinds of spaces and of line breaks,
spaces at the ends of lines, characters that are not shown, how letters are composed, their width.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final, NamedTuple

from alimtalk_rules.mending.edits import Change, changed
from alimtalk_rules.templates.alignment import Literals, Span, common_beginning, fit
from alimtalk_rules.templates.difference import look

_BREAK: Final = "(?:\r\n|[\n\v\f\r\x85\u2028\u2029])"
_BLANKS: Final = " \t\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_HIDDEN: Final = "\u200b-\u200f\u2060\ufeff"
_LETTER: Final = (  # which may be composed of several code points
    "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[가-힣][\u11a8-\u11c2]|[^\\W\\d_][\u0300-\u036f]+"
)
_tokens: Final = re.compile(
    rf"(?P<unseen>[{_BLANKS}{_HIDDEN}]+)(?P<at_end>(?={_BREAK}|\Z))?"
    rf"|(?P<line_break>{_BREAK})|{_LETTER}|.",
    re.DOTALL,
).finditer


def changes_to_fit(literals: Literals, string: str, values: Sequence[Span]) -> Iterator[Change]:
    """What is to be changed of a string for the literals to stand around its values."""
    bounds = [0, *chain.from_iterable(values), len(string)]
    around = zip(bounds[::2], bounds[1::2], strict=True)
    for literal, (start, end) in zip(literals, around, strict=True):
        for first, last, text in _differences(string[start:end], literal):
            yield Change(start + first, start + last, text)


def _differences(piece: str, literal: str) -> Iterator[Change]:
    """Where a piece of a string is not the literal: in several places, if the two look alike."""
    here, there = _seen(piece), _seen(literal)
    cuts = [(0, 0), (len(piece), len(literal))]
    if here.string == there.string:
        cuts[1:1] = zip(here.ends, there.ends, strict=True)
    unlike: list[Change] = []
    for (start, before), (end, behind) in pairwise(cuts):
        text = literal[before:behind]
        if piece[start:end] == text:
            continue
        if unlike and unlike[-1].end == start:
            first = unlike.pop()
            unlike.append(Change(first.start, end, first.text + text))
        else:
            unlike.append(Change(start, end, text))
    for start, end, text in unlike:
        same = common_beginning(piece[start:end], text)
        rest = common_beginning(piece[start + same : end][::-1], text[same:][::-1])
        yield Change(start + same, end - rest, text[same : len(text) - rest])


class _Seen(NamedTuple):
    """What a reader sees of a string, and where each of its code points is from.

    Attributes:
        string: what is seen.
        begins: for each code point of it where that begins in the string; and the string's end.
        ends: the string's beginning; and for each code point of it where that ends in the string.
    """

    string: str
    begins: list[int]
    ends: list[int]


def _seen(string: str, *, goes_on: bool = False) -> _Seen:
    """What is seen of a string; ``goes_on`` if more stands behind it on its last line."""
    pieces: list[str] = []
    begins: list[int] = []
    ends = [0]
    for token in _tokens(string + "\0" * goes_on):
        if token["at_end"] is not None:
            continue
        letters = token[0] if token["unseen"] else [token[0]]
        for at, letter in enumerate(letters, token.start()):
            piece = "\n" if token["line_break"] else _look(letter)
            pieces.append(piece)
            begins += [at] * len(piece)
            ends += [at + len(letter)] * len(piece)
    return _Seen("".join(pieces), [*begins, len(string)], ends)


@lru_cache(maxsize=4096)
def _look(letter: str) -> str:
    """What a person sees of it, as one code point where that is possible; of ① no 1."""
    if len(letter) > 1:
        return unicodedata.normalize("NFC", letter)
    if unicodedata.category(letter) == "Cc":
        return " " if letter == "\t" else ""
    kind = unicodedata.decomposition(letter).partition(">")[0]
    seen = look(letter)
    if not seen.strip() or kind in _SAME_LOOK:
        return seen
    return letter if kind.startswith("<") else unicodedata.normalize("NFC", letter)


_SAME_LOOK: Final = ("<wide", "<narrow", "<noBreak")
"""The kinds of characters that look like what they are made of (Unicode TR 44)."""


def values_alike(literals: Literals, string: str) -> list[Span] | None:
    """What the variables stand for, if the string looks like one that fits; else None.

    Of what is not seen between a value and a literal, the literal takes what its template has
    there, and the value keeps the rest.
    """
    seen = _seen(string)
    looks = [*(_seen(literal, goes_on=True) for literal in literals[:-1]), _seen(literals[-1])]
    fitting = fit([each.string for each in looks], seen.string)
    if fitting is None:
        return None
    values: list[Span] = []
    at = 0
    for number, (first, end) in enumerate(fitting.values):
        before = literals[number][looks[number].ends[-1] :]
        behind = literals[number + 1][: looks[number + 1].begins[0]]
        start = max(at, seen.ends[first])
        start += len(before) if string.startswith(before, start) else 0
        unseen = string[seen.ends[end] : seen.begins[end]]
        at = max(start, seen.begins[end] - _share(unseen, behind))
        values.append((start, at))
    right = changed(string, changes_to_fit(literals, string, values))
    return values if _seen(right).string == seen.string else None


def _share(unseen: str, literal: str) -> int:
    """How much of what is not seen behind a value belongs to the literal that goes on there."""
    if unseen.endswith(literal):
        return len(literal)
    return len(unseen) - len(unseen.rstrip(_BLANKS)) if literal else 0


# --------------------------------------------------------------------------- links

_origin: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://)?[^/?#\s]+(?=[/?#])").match
"""Matches the scheme and the host of a link, if they are whole: more follows."""


def values_of_link(literals: Literals, link: str) -> list[Span] | None:
    """The same of a link, which nobody reads: what is around it, its scheme and host may differ."""
    body = link.strip()
    values = values_alike(literals, body)
    if values is None and (theirs := _origin(literals[0])) and (ours := _origin(body)):
        rest = [literals[0][theirs.end() :], *literals[1:]]
        found = values_alike(rest, body[ours.end() :])
        values = found and [(start + ours.end(), end + ours.end()) for start, end in found]
    offset = len(link) - len(link.lstrip())
    return values and [(start + offset, end + offset) for start, end in values]
