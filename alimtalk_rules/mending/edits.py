"""What is changed in a document: edits of its strings and names, told in its own indices."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from operator import itemgetter
from typing import Any, NamedTuple

from alimtalk_rules.report import pointer
from alimtalk_rules.structure.plain import plain, plain_name


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a document, in the places of the document as it was given.

    Attributes:
        rule: the rule whose finding it takes away.
        path: JSON Pointer (RFC 6901) to the string that is changed; or, without a span, to the
            member of an object that is renamed or removed.
        span: start and end (exclusive) in code points inside the string at ``path``, or None.
        replacement: what stands there instead; without a span the member's new name, or None if
            it is removed.
        safe: True if it cannot break what was right; ``mend`` says when that is.
    """

    rule: str
    path: str
    span: tuple[int, int] | None = None
    replacement: str | None = field(default=None, repr=False)
    safe: bool = True


class Change(NamedTuple):
    """What stands in a string from ``start`` to ``end`` becomes ``text``."""

    start: int
    end: int
    text: str


class Correction(NamedTuple):
    """Changes of one string, and the rule whose finding they take away."""

    rule: str
    changes: Sequence[Change]


Corrections = Mapping[str, Correction]
"""Corrections of strings, by their JSON Pointers."""


def changed(string: str, changes: Iterable[Change]) -> str:
    """The string with the changes, which are in its order and do not overlap."""
    pieces, at = [], 0
    for start, end, text in changes:
        pieces += [string[at:start], text]
        at = end
    return "".join((*pieces, string[at:]))


class _Piece(NamedTuple):
    """A part of a changed string: what it is now, where it was, and what changed it last."""

    text: str
    start: int
    end: int
    rule: str | None = None
    safe: bool = True


class Draft:
    """A string that is changed again and again."""

    def __init__(self, string: str) -> None:
        self.string = string
        self._first = string
        self._pieces = [_Piece(letter, at, at + 1) for at, letter in enumerate(string)]

    def change(self, changes: Iterable[Change], rule: str, *, safe: bool) -> None:
        """Make changes of what the string is now."""
        listed = [*changes]
        offsets = [0, *accumulate(len(piece.text) for piece in self._pieces)]
        groups: list[tuple[int, int, list[Change]]] = []
        for start, end, text in listed:
            first = bisect_right(offsets, start) - 1
            last = max(bisect_right(offsets, end - 1), first)
            together: list[Change] = []
            if groups and first < groups[-1][1]:  # both touch one piece
                first, _, together = groups.pop()
            groups.append((first, last, [*together, Change(start, end, text)]))
        self._pieces = [*self._replaced(groups, offsets, rule, safe=safe)]
        self.string = changed(self.string, listed)

    def make(self, edit: Edit) -> None:
        """Make an edit of what the string is now."""
        self.change(changes_of([edit]), edit.rule, safe=edit.safe)

    def _replaced(
        self,
        groups: list[tuple[int, int, list[Change]]],
        offsets: list[int],
        rule: str,
        *,
        safe: bool,
    ) -> Iterator[_Piece]:
        """The pieces, with one in the place of those that each group of changes touches."""
        at = 0
        for first, last, changes in groups:
            yield from self._pieces[at:first]
            touched, offset = self._pieces[first:last], offsets[first]
            begin = touched[0].start if touched else self._pieces[first - 1].end if first else 0
            text = changed(
                "".join(piece.text for piece in touched),
                (Change(start - offset, end - offset, text) for start, end, text in changes),
            )
            is_safe = safe and all(piece.safe for piece in touched)
            yield _Piece(text, begin, touched[-1].end if touched else begin, rule, is_safe)
            at = last
        yield from self._pieces[at:]

    def edits(self, path: str) -> list[Edit]:
        """All changes together, as edits of the string at ``path`` as it was at first."""
        return [
            Edit(piece.rule, path, (piece.start, piece.end), piece.text, piece.safe)
            for piece in self._pieces
            if piece.rule and piece.text != self._first[piece.start : piece.end]
        ]


# --------------------------------------------------------------------------- documents


class _Node:
    """What is changed of a value, and of its members."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self.members = defaultdict[str, _Node](_Node)


def edited(document: object, edits: Iterable[Edit]) -> Any:
    """The document with the edits; what none of them changes is not copied."""
    root = _Node()
    for edit in edits:
        node = root
        for token in tokens_of(edit.path):
            node = node.members[token]
        node.edits.append(edit)
    return _edited(document, root) if root.members or root.edits else document


def _edited(document: Any, node: _Node) -> Any:
    value = plain(document)
    if type(value) is str:
        return changed(value, changes_of(node.edits))
    if type(value) is list:
        items = value.copy()
        for index, inner in node.members.items():
            items[int(index)] = _edited(items[int(index)], inner)
        return items
    if not node.members:  # only its name is new: it stays what it is, as long a number too
        return document
    members = {}
    for name, member in dict.items(document):
        found = node.members.get(plain_name(name))
        if found is None:
            members[name] = member
            continue
        new_name = next((edit.replacement for edit in found.edits if edit.span is None), name)
        if new_name is not None:
            members[new_name] = _edited(member, found)
    return members


def changes_of(edits: Iterable[Edit]) -> list[Change]:
    """The changes of a string that its edits are, in its order."""
    changes = (Change(*edit.span, edit.replacement or "") for edit in edits if edit.span)
    return sorted(changes, key=itemgetter(0, 1))


def value_at(document: object, path: str) -> Any:
    """What stands at a JSON Pointer into a document; None if nothing does."""
    value = plain(document)
    for token in tokens_of(path):
        if type(value) is dict:
            value = plain(value.get(token))
        elif type(value) is list and token.isdecimal() and int(token) < len(value):
            value = plain(value[int(token)])
        else:
            return None
    return value


def tokens_of(path: str) -> list[str]:
    """The names and indices of a JSON Pointer."""
    return [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:]]


# --------------------------------------------------------------------------- one after another


def combined(document: object, first: Sequence[Edit], second: Iterable[Edit]) -> list[Edit]:
    """Edits of a document, and of what it is then, as edits of the document as it was at first."""
    names = {
        f"{edit.path.rpartition('/')[0]}{pointer(edit.replacement)}": edit.path
        for edit in first
        if edit.span is None and edit.replacement is not None
    }
    later = [replace(edit, path=_before(edit.path, names)) for edit in second]
    again = {(edit.path, edit.span is None) for edit in later}
    edits = [edit for edit in first if (edit.path, edit.span is None) not in again]
    drafts: dict[str, Draft] = {}
    for edit in reversed(first):  # the last first, so that the others stay where they are
        if edit.span is not None and (edit.path, False) in again:
            drafts.setdefault(edit.path, Draft(value_at(document, edit.path))).make(edit)
    for edit in reversed(later):
        if edit.span is not None and edit.path in drafts:
            drafts[edit.path].make(edit)
    edits += (edit for edit in later if edit.span is None or edit.path not in drafts)
    return edits + [edit for path, draft in drafts.items() for edit in draft.edits(path)]


def _before(path: str, names: Mapping[str, str]) -> str:
    """Where that stood which is at ``path``, before members were given new names."""
    before = ""
    for step in path.split("/")[1:]:
        now = f"{before}/{step}"
        before = names.get(now, now)
    return before
