"""What of a string is marked: faults with their numbers, variables, and what nobody sees."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from alimtalk_rules.limits import MOST_LETTERS, MOST_PIECES
from alimtalk_rules.profiles import Severity
from alimtalk_rules.report import Finding
from alimtalk_rules.rules.text import unseen_in
from alimtalk_rules.rules.words import INVISIBLE

Kind = Literal["text", "masked", "known", "variable", "value", "unseen", "gap", "cut", "more"]
"""What a piece of a string is.

``masked`` is text whose letters are hidden, ``known`` text that is certainly the template's;
``variable`` a variable's name, ``value`` what stands in its place; ``unseen`` the code point of a
character that nobody sees; ``gap`` a place where something is missing; ``cut`` the system that
shows no more than what is before; ``more`` how many characters are left out.
"""

MASK: Final = "●"
"""What stands for a letter or a digit where texts are not to be shown."""


class Noted(NamedTuple):
    """A finding, and its number on the page.

    Attributes:
        number: from 1.
        found: the finding.
        path: JSON Pointer into the message that is drawn, in the names of this library.
        place: the same in words.
    """

    number: int
    found: Finding
    path: str
    place: str


class Part(NamedTuple):
    """A stretch of a string that is more than text.

    Attributes:
        start: its first code point.
        end: the one behind it.
        kind: ``known``, ``variable`` or ``value``.
        name: of the variable.
        text: what is shown in its place; None to show itself.
    """

    start: int
    end: int
    kind: Kind
    name: str = ""
    text: str | None = None


class Piece(NamedTuple):
    """A piece of a string, which looks the same from end to end.

    Attributes:
        kind: what it is.
        text: what is shown.
        label: what it is called: the variable, or what a character that nobody sees is.
        severity: of the severest fault in it, or none.
        noted: the faults that end with it.
        times: how often a character that nobody sees stands there.
    """

    kind: Kind
    text: str
    label: str = ""
    severity: Severity | None = None
    noted: tuple[Noted, ...] = ()
    times: int = 1

    @property
    def size(self) -> int:
        """How many characters of a phone's line it takes."""
        if self.kind in ("gap", "cut", "more"):
            return 0
        return self.times if self.kind == "unseen" else len(self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A string of a message as it is drawn.

    Attributes:
        pieces: its pieces, in order.
        noted: the faults of the whole string.
    """

    pieces: Sequence[Piece] = ()
    noted: Sequence[Noted] = ()


PartsOf = Callable[[str, str], Sequence[Part]]
"""The parts of the string at a path, in order, none over another."""


def no_parts(_path: str, _string: str) -> Sequence[Part]:
    """The parts of a string of which nothing is known."""
    return ()


class Marks:
    """The faults of one message, and where each is drawn.

    Args:
        noted: the faults.
        lang: the language of what is said.
        parts_of: what else is known of a string.
        is_masked: whether letters and digits are hidden, but for those that are certainly a
            template's.
    """

    def __init__(
        self,
        noted: Iterable[Noted],
        lang: str,
        parts_of: PartsOf = no_parts,
        *,
        is_masked: bool = False,
    ) -> None:
        self._left: dict[str, list[Noted]] = defaultdict(list)
        self._all: dict[str, list[Noted]] = defaultdict(list)
        for each in noted:
            self._left[each.path].append(each)
            self._all[each.path].append(each)
        self._pieces_left = MOST_PIECES
        self._lang = lang
        self._parts_of = parts_of
        self._is_masked = is_masked

    def line(
        self,
        path: str,
        string: str,
        *,
        cuts: Iterable[tuple[int, str]] = (),
        most: int = MOST_LETTERS,
    ) -> Line:
        """A string with its faults, which count as drawn.

        Args:
            path: where it stands.
            string: the string.
            cuts: after how many of the characters shown which system shows no more.
            most: how many code points of it are drawn.
        """
        self._left.pop(path, None)
        noted = self._all.get(path, [])
        spans = [each for each in noted if each.found.span is not None]
        parts = self._parts_of(path, string)
        read = string[:most]
        if self._pieces_left <= 0:
            parts, read = (), legible(read, "\ufffd")
        pieces = [*_pieces(read, spans, parts, self._lang)]
        self._pieces_left -= len(pieces)
        if len(string) > most:
            pieces.append(Piece("more", f"{len(string) - most:,}"))
        if self._is_masked:
            pieces = [*map(_masked, pieces)]
        if not any(part.kind == "variable" for part in parts):
            for at, label in cuts:
                pieces = [*_cut(pieces, at, label)]
        spanless = tuple(each for each in noted if each.found.span is None)
        return Line(pieces, spanless if pieces else tuple(noted))

    def shown(self, path: str, string: str) -> str:
        """The string with the values that stand in the place of its variables."""
        pieces, done = [], 0
        for part in self._parts_of(path, string):
            if part.text is not None:
                pieces += [string[done : part.start], part.text]
                done = part.end
        return "".join((*pieces, string[done:]))

    def rest(self, path: str) -> tuple[Noted, ...]:
        """The faults at a path and below it that are not drawn so far; they count as drawn."""
        paths = [each for each in self._left if f"{each}/".startswith(f"{path}/")]
        found = [each for path in paths for each in self._left.pop(path)]
        return tuple(sorted(found, key=lambda each: each.number))


# --------------------------------------------------------------------------- pieces


def _pieces(
    string: str, noted: Sequence[Noted], parts: Sequence[Part], lang: str
) -> Iterator[Piece]:
    """The string in pieces; a fault beyond its end stands there."""
    spans = [(*_within(each.found.span, len(string)), each) for each in noted]
    ranges = [*_ranges(string, spans, parts)]
    starts, ends = [start for start, _, _ in ranges], [end for _, end, _ in ranges]
    behind, gaps = defaultdict[int, list[Noted]](list), defaultdict[int, list[Noted]](list)
    for start, end, each in spans:
        if start == end:
            gaps[bisect_left(starts, start)].append(each)
        else:
            behind[bisect_left(ends, end)].append(each)
    for index, (start, end, part) in enumerate(ranges):
        yield from _gap(gaps[index])
        severity = _severest(each for s, e, each in spans if s < end and e > start)
        *first, last = _looks(string[start:end], part, lang)
        yield from (piece._replace(severity=severity) for piece in first)
        yield last._replace(severity=severity, noted=tuple(behind[index]))
    yield from _gap(gaps[len(ranges)])


def _gap(noted: Sequence[Noted]) -> Iterator[Piece]:
    if noted:
        yield Piece("gap", "", "", _severest(noted), tuple(noted))


def _severest(noted: Iterable[Noted]) -> Severity | None:
    return min((each.found.severity for each in noted), key=_SEVEREST_FIRST.index, default=None)


_SEVEREST_FIRST: Final = (*Severity,)


def _within(span: tuple[int, int] | None, size: int) -> tuple[int, int]:
    start, end = span or (0, 0)
    return min(start, size), min(end, size)


def _ranges(
    string: str, spans: Iterable[tuple[int, int, Noted]], parts: Iterable[Part]
) -> Iterator[tuple[int, int, Part | None]]:
    """The string cut where a fault or a part begins or ends; a variable is never cut."""
    size = len(string)
    cuts = {0, size, *(at for start, end, _ in spans for at in (start, end))}
    begun = {part.start: part for part in parts if part.start < size}
    for part in begun.values():
        if part.kind != "known":
            cuts.difference_update(range(part.start + 1, part.end))
        cuts |= {part.start, min(part.end, size)}
    current: Part | None = None
    for start, end in pairwise(sorted(cuts)):
        current = begun.get(start, current)
        yield start, end, current if current and start < current.end else None


def _looks(text: str, part: Part | None, lang: str) -> Iterator[Piece]:
    """How a stretch looks: its characters, and of those that nobody sees their code points."""
    part = part or Part(0, 0, "text")
    kind, name = part.kind, legible(part.name)
    if kind == "variable":
        yield Piece(kind, name)
        return
    shown = text if part.text is None else part.text
    done = 0
    for start, end in _unseen_runs(shown):
        if start > done:
            yield Piece(kind, shown[done:start], name)
        code_point = f"U+{ord(shown[start]):04X}"
        yield Piece("unseen", code_point, unseen_in_words(shown[start], lang), times=end - start)
        done = end
    if done < len(shown) or not done:
        yield Piece(kind, shown[done:], name)


def _unseen_runs(string: str) -> Iterator[tuple[int, int]]:
    """Where one character that nobody sees stands, once or several times."""
    start = end = 0
    for at in unseen_in(string):
        if at == end and string[at] == string[start]:
            end = at + 1
            continue
        if start < end:
            yield start, end
        start, end = at, at + 1
    if start < end:
        yield start, end


def legible(string: str, instead: str = "<U+{:04X}>") -> str:
    """The string with something instead of characters that nobody sees, such as ``<U+200B>``."""
    unseen = {*unseen_in(string)}
    if not unseen:
        return string
    return "".join(instead.format(ord(c)) if at in unseen else c for at, c in enumerate(string))


def unseen_in_words(character: str, lang: str) -> str:
    """What a character is that nobody sees: its words, or its name in Unicode; or nothing."""
    words = INVISIBLE.get(f"U+{ord(character):04X}")
    return words[lang == "ko"] if words else unicodedata.name(character, "").lower()


def _masked(piece: Piece) -> Piece:
    if piece.kind == "text":
        return piece._replace(kind="masked", text=masked(piece.text))
    return piece._replace(text=masked(piece.text)) if piece.kind == "value" else piece


def masked(text: str) -> str:
    """The text with its letters and digits hidden."""
    return "".join(MASK if unicodedata.category(c)[0] in "LMN" else c for c in text)


def _cut(pieces: Iterable[Piece], at: int, label: str) -> Iterator[Piece]:
    """The pieces with a mark behind the first ``at`` characters, if more follow."""
    left = at
    for piece in pieces:
        size = piece.size
        if 0 <= left < size:
            if left and piece.kind != "unseen":
                yield piece._replace(text=piece.text[:left], noted=())
                piece = piece._replace(text=piece.text[left:])  # noqa: PLW2901
            yield Piece("cut", label)
            left = -1
        left -= size if left >= 0 else 0
        yield piece
