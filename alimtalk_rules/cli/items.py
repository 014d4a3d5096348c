"""What comes out of reading and checking: documents, or why there are none; and their count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from alimtalk_rules import Severity
from alimtalk_rules.cli.excerpts import Excerpt
from alimtalk_rules.cli.places import Spot, find_places
from alimtalk_rules.reading import Place, ReadError
from alimtalk_rules.report import Finding, Report

FAILING: Mapping[str, Severity] = {
    **{severity.value: severity for severity in Severity},
    "never": Severity.ERROR,
}
"""The least severity that refuses a document, by ``--fail-on``; with ``never`` only the exit code
is another."""

Given = Callable[[], object]
"""Gives the document itself, which is read again where that costs less than to keep it."""

Places = Callable[[], Mapping[Spot, Place]]
"""Where findings stand in their file. To look for them takes longer than to check a line, so it
is done when the first is asked for."""


class Column(NamedTuple):
    """A column of a table, and which it is, from 1."""

    name: str
    number: int


def _nothing() -> object:
    return None


@dataclass(frozen=True, slots=True)
class Checked:
    """A document of a file, and what was found in it.

    Attributes:
        report: what was found.
        pointer: JSON Pointer to the document in its JSON text.
        line: the line on which it stands, in JSON Lines; the row, in a table.
        places: where the findings stand in the file, by pointer into the JSON text and
            start of span; of an image nowhere.
        excerpts: the texts around a difference from the template; None where none may be shown.
        known: findings that the baseline has, which are not in the report.
        columns: of a row of a table, the columns that findings are about; else None.
        document: gives the document itself, if it is a JSON value in which something was found.
    """

    report: Report
    pointer: str = ""
    line: int | None = None
    places: Places = dict
    excerpts: Mapping[Finding, Excerpt] | None = None
    known: tuple[Finding, ...] = ()
    columns: Mapping[Finding, Column] | None = None
    document: Given = field(default=_nothing, compare=False, repr=False)

    def place(self, found: Finding) -> Place | None:
        """Where the finding stands in the file; in a table, by row and column."""
        if self.line is not None and self.columns is not None:
            column = self.column(found)
            return Place(self.line, column.number if column else 1)
        return self.places().get(spot_of(found, self.pointer))

    def column(self, found: Finding) -> Column | None:
        """The column of a table that the finding is about; None if it is about no single one."""
        return None if self.columns is None else self.columns.get(found)

    def by_place(self) -> list[Finding]:
        """The findings as they follow each other in the file; last, that there are more."""
        return sorted(
            self.report.findings,
            key=lambda found: (found.rule == "too-many-findings", self.place(found) or ()),
        )


Item = Checked | ReadError


def spot_of(found: Finding, pointer: str) -> Spot:
    """Where a finding of the document at ``pointer`` stands in the JSON text."""
    return pointer + found.path, found.span[0] if found.span else None


def places_in(text: Callable[[], str], spots: Iterable[Spot], line: int | None) -> Places:
    """Where ``spots`` stand in a JSON text, which is the ``line`` of a file or a file itself."""

    @cache
    def places() -> Mapping[Spot, Place]:
        return find_places(text(), spots, line)

    return places


def is_refused(report: Report, fail_on: str) -> bool:
    """True if a finding is as severe as ``--fail-on``."""
    return bool(report.at_least(FAILING[fail_on]))


@dataclass(slots=True)
class Tally:
    """How much was checked and found, and what the end of an output tells beside it.

    Attributes:
        fail_on: the least severity that refuses a document.
        kinds: how many documents there are of each kind, and of each gateway.
        refused: documents with a finding as severe as ``fail_on``.
        found: findings by their severity.
        known: findings that the baseline has.
        problems: files, or lines of them, that cannot be read.
        in_bulk: whether to tell how many may be sent.
        accepted: the name of the file of the lines that may be sent.
        rejects: the name of the file of the others.
        seconds: how long it took.
    """

    fail_on: str = "error"
    kinds: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    refused: int = 0
    found: Counter[Severity] = field(default_factory=Counter)
    known: int = 0
    problems: int = 0
    in_bulk: bool = False
    accepted: str | None = None
    rejects: str | None = None
    seconds: float = 0.0

    def add(self, item: Item) -> None:
        """Count a document, or what could not be read as one."""
        if isinstance(item, ReadError):
            self.problems += 1
            return
        report = item.report
        self.kinds[report.document, report.gateway] += 1
        self.known += len(item.known)
        if report.findings:
            self.found.update(found.severity for found in report.findings)
            self.refused += is_refused(report, self.fail_on)

    @property
    def documents(self) -> int:
        """How many documents were checked."""
        return self.kinds.total()

    @property
    def exit_code(self) -> int:
        """3 if anything could not be read, 1 if a document is refused, or 0."""
        if self.problems:
            return 3
        return int(self.refused > 0 and self.fail_on != "never")

    def counts(self) -> dict[str, int]:
        """Plain JSON for the numbers."""
        return {
            "documents": self.documents,
            "refused": self.refused,
            "errors": self.found[Severity.ERROR],
            "warnings": self.found[Severity.WARNING],
            "notes": self.found[Severity.NOTE],
            "known": self.known,
            "problems": self.problems,
        }
