"""What ``--summary`` counts: a row for each rule, instead of every finding."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from alimtalk_rules import RULES, Severity
from alimtalk_rules.cli.items import Checked, Item
from alimtalk_rules.reading import ReadError

_SEVEREST_FIRST = tuple(Severity)


@dataclass(slots=True)
class Row:
    """How often a rule was broken, and where first.

    Attributes:
        rule: its name.
        severity: of the first.
        file: where it was found first;
        line: there, if there are lines;
        column: likewise.
        pointer: JSON Pointer into the JSON text.
        findings: how many there are.
        documents: in how many documents, or lines that cannot be read.
        sample: the document in which it was found first; None of lines that cannot be read, which
            are counted apart from errors.
    """

    rule: str
    severity: Severity
    file: str
    line: int | None
    column: int | None
    pointer: str = ""
    findings: int = 0
    documents: int = 0
    sample: Checked | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        first = {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "pointer": self.pointer,
        }
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "findings": self.findings,
            "documents": self.documents,
            "first": first,
        }


class Rows:
    """A row for each rule that was broken."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}

    def add(self, file: str, item: Item) -> None:
        """Count what was found in a document, or in a line that cannot be read."""
        if isinstance(item, ReadError):
            if item.rule and item.place:
                severity = RULES[item.rule].severity
                self._row(Row(item.rule, severity, file, *item.place)).findings += 1
            return
        first_of = {found.rule: found for found in reversed(item.report.findings)}
        counts = Counter(found.rule for found in item.report.findings)
        for rule, count in counts.items():
            if rule not in self._rows:  # only then it is looked for its place
                found = first_of[rule]
                line, column = item.place(found) or (item.line, None)
                where = (file, line, column, item.pointer + found.path)
                self._rows[rule] = Row(rule, found.severity, *where, sample=item)
            self._rows[rule].findings += count
            self._rows[rule].documents += 1

    def _row(self, row: Row) -> Row:
        row = self._rows.setdefault(row.rule, row)
        row.documents += 1
        return row

    def in_order(self) -> list[Row]:
        """The severest first, and of these the most frequent."""
        return sorted(self._rows.values(), key=_order)


def _order(row: Row) -> tuple[int, int]:
    return _SEVEREST_FIRST.index(row.severity), -row.findings
