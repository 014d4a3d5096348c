"""One JSON object for programs, written document by document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from alimtalk_rules.cli.items import Checked, Tally
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.summaries import Row
from alimtalk_rules.cli.terminal import printable_json
from alimtalk_rules.cli.writers.writer import Target, Writer
from alimtalk_rules.limits import MOST_SHOWN
from alimtalk_rules.reading import Place, ReadError

VERSION = 1
"""Of the JSON that is written: it changes when a program that reads it would have to."""

_BEGIN = f'{{"version":{VERSION},'


class JsonWriter(Writer):
    """One JSON object, each document in it as soon as it is checked."""

    has_table = True

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._before_document = f'{_BEGIN}"documents":[\n'
        self._before_problems = f'{_BEGIN}"documents":[\n\n],\n'
        self._problems: list[dict[str, Any]] = []

    def document(self, file: str, checked: Checked) -> None:
        """Write a document's report."""
        self._write(self._before_document, _checked_dict(file, checked, self._lang))
        self._before_document, self._before_problems = ",\n", "\n],\n"
        self._target.out.flush()

    def problem(self, file: str, error: ReadError) -> None:
        """Put a problem by for the end."""
        if len(self._problems) < MOST_SHOWN:
            self._problems.append(problem_dict(file, error, self._lang))

    def table(self, rows: Sequence[Row]) -> None:
        """Write the rows in the place of the documents."""
        self._write(f'{_BEGIN}"rules":', [row.to_dict() for row in rows])
        self._before_problems = ",\n"

    def end(self, tally: Tally) -> None:
        """Write the problems, how much was checked and found, and end the object."""
        self._write(f'{self._before_problems}"problems":', self._problems)
        self._write(',\n"summary":', tally.counts())
        self._write(',\n"ok":', tally.exit_code == 0)
        self._target.out.write("}\n")

    def _write(self, before: str, value: object) -> None:
        self._target.out.write(before + compact(value))


def compact(value: object) -> str:
    """JSON on one line, with what nobody could see escaped."""
    return printable_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def problem_dict(file: str, error: ReadError, lang: str) -> dict[str, Any]:
    """Plain JSON for what could not be read."""
    reason = phrase(lang, error.reason, **error.values)
    return {"file": file, **place_dict(error.place), "reason": reason}


def _checked_dict(file: str, checked: Checked, lang: str) -> dict[str, Any]:
    return {
        "file": file,
        "pointer": checked.pointer,
        "line": checked.line,
        "report": checked.report.to_dict(lang),
        "places": [place_dict(checked.place(found)) for found in checked.report.findings],
        **_template_dict(checked),
        **_columns_dict(checked),
    }


def _template_dict(checked: Checked) -> dict[str, Any]:
    """The template's code, and for each finding its excerpt, if texts may be shown."""
    code, excerpts = checked.report.template, checked.excerpts
    told: dict[str, Any] = {} if code is None else {"template": code}
    if excerpts is not None:
        of_each = [excerpts.get(found) for found in checked.report.findings]
        told["excerpts"] = [excerpt and asdict(excerpt) for excerpt in of_each]
    return told


def _columns_dict(checked: Checked) -> dict[str, Any]:
    """For each finding in a row the name of the column that it is about."""
    if checked.columns is None:
        return {}
    columns = [checked.column(found) for found in checked.report.findings]
    return {"columns": [column and column.name for column in columns]}


def place_dict(place: Place | None) -> dict[str, int | None]:
    """Plain JSON for a place, or for none."""
    return {"line": place.line, "column": place.column} if place else {"line": None, "column": None}
