"""What ``check --summary`` prints: a row for each rule, instead of every finding."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.cells import cell_len

from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.screen import (
    MOST_PROBLEMS,
    STYLES,
    Checked,
    Tally,
    TextScreen,
    problem_dict,
    shortened,
    shown,
)
from alimtalk_rules.cli.terminal import Bar, Cell, in_columns, printable, printable_json
from alimtalk_rules.rules import RULES
from alimtalk_rules.rules.rule import Severity
from alimtalk_rules.reading import ReadError

_SEVEREST_FIRST = tuple(Severity)


@dataclass(slots=True)
class Row:
    """How often a rule was broken, and where first.

    Attributes:
        rule: its name.
        file: where it was found first;
        line: there, if it was looked for;
        column: likewise.
        pointer: JSON Pointer into the JSON text.
        findings: how many there are.
        documents: in how many documents, or lines that cannot be read.
    """

    rule: str
    file: str
    line: int | None
    column: int | None
    pointer: str = ""
    findings: int = 0
    documents: int = 0


class Rows:
    """A row for each rule that was broken."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}

    def add(self, file: str, item: Checked | ReadError) -> None:
        """Count what was found in a document, or in a line that cannot be read."""
        if isinstance(item, ReadError):
            if item.rule and item.place:
                self._count(Row(item.rule, file, *item.place), 1)
            return
        counts = Counter(found.rule for found in item.report.findings)
        for found in item.report.findings:
            if count := counts.pop(found.rule, 0):
                line, column = item.place(found) or (item.line, None)
                self._count(Row(found.rule, file, line, column, item.pointer + found.path), count)

    def _count(self, row: Row, findings: int) -> None:
        row = self._rows.setdefault(row.rule, row)
        row.findings += findings
        row.documents += 1

    def in_order(self) -> list[Row]:
        """The severest first, and of these the most frequent."""
        return sorted(self._rows.values(), key=_order)


def _order(row: Row) -> tuple[int, int]:
    return _SEVEREST_FIRST.index(RULES[row.rule].severity), -row.findings


class SummaryScreen(TextScreen):
    """Prints a table of the rules that were broken."""

    def __init__(self, kind: str, lang: str, files: Sequence[str], bar: Bar) -> None:
        super().__init__(kind, lang, files, bar)
        self._rows = Rows()

    def show(self, file: str, item: Checked | ReadError) -> None:
        """Count what was found; print why a whole file cannot be read."""
        self._rows.add(file, item)
        if isinstance(item, Checked):
            self._kinds[item.report.document] += 1
        elif item.rule is None:
            self._show_problem(file, item)

    def end_of_file(self, file: str) -> None:
        """Nothing: the table is of all files."""

    def summary(self, tally: Tally, *, ok: bool) -> None:
        """Print the table, and how much was checked and found."""
        if rows := self._rows.in_order():
            self._begin("table")
            names = ("rule", "severity", "findings", "in-documents", "first")
            heads = [(phrase(self._lang, name), "dim") for name in names]
            for line in in_columns(_right_aligned([heads, *map(self._cells, rows)])):
                self._page.line(*line)
        super().summary(tally, ok=ok)

    def _cells(self, row: Row) -> list[Cell]:
        severity = RULES[row.rule].severity
        place = ":".join(str(part) for part in (shown(row.file), row.line, row.column) if part)
        return [
            (row.rule, "bold"),
            (phrase(self._lang, severity), STYLES[severity]),
            (f"{row.findings:,}", ""),
            (f"{row.documents:,}", ""),
            (f"{place} {shortened(printable(row.pointer))}".rstrip(), "dim"),
        ]


def _right_aligned(table: list[list[Cell]]) -> list[list[Cell]]:
    """The table with its numbers, and their heads, at the right of their columns."""
    for column in (2, 3):
        width = max(cell_len(row[column][0]) for row in table)
        for row in table:
            text, style = row[column]
            row[column] = (" " * (width - cell_len(text)) + text, style)
    return table


class JsonSummaryScreen:
    """Prints one JSON object when all is checked."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._rows = Rows()
        self._problems: list[dict[str, Any]] = []

    def show(self, file: str, item: Checked | ReadError) -> None:
        """Count what was found; keep why a whole file cannot be read."""
        self._rows.add(file, item)
        if isinstance(item, ReadError) and not item.rule and len(self._problems) < MOST_PROBLEMS:
            self._problems.append(problem_dict(file, item, self._lang))

    def end_of_file(self, file: str) -> None:
        """Nothing: the rows are of all files."""

    def summary(self, tally: Tally, *, ok: bool) -> None:
        """Print the object."""
        rows = [_row_dict(row) for row in self._rows.in_order()]
        whole = {"rules": rows, "problems": self._problems, "summary": asdict(tally), "ok": ok}
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
        sys.stdout.write(printable_json(text) + "\n")


def _row_dict(row: Row) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "severity": RULES[row.rule].severity.value,
        "findings": row.findings,
        "documents": row.documents,
        "first": {
            "file": row.file,
            "line": row.line,
            "column": row.column,
            "pointer": row.pointer,
        },
    }
