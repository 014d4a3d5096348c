"""Formats that are a list of findings, and of what cannot be read, whichever document has them."""

from __future__ import annotations

from typing import Any, NamedTuple

from alimtalk_rules.cli.items import Checked
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.writers.as_json import compact, place_dict
from alimtalk_rules.cli.writers.writer import Writer, location
from alimtalk_rules.reading import Place, ReadError
from alimtalk_rules.report import Finding

UNREADABLE = "unreadable"
"""What stands in the place of a rule's name where a whole file cannot be read."""


class Issue(NamedTuple):
    """A finding, or what cannot be read.

    Attributes:
        file: its name, as it was given.
        place: where in the file; None if nowhere, as of an image.
        pointer: JSON Pointer into the file's JSON text, or into its line.
        rule: its name, or ``unreadable``.
        severity: error, warning or note.
        message: the sentence.
        hint: how to fix it; what cannot be read says that in its sentence.
        finding: the finding itself.
        template: the code of the template beside which the document stood, if any.
        in_row: True if it stands in a table, and its place is row and column.
        column: the name of the column that it is about, if any.
    """

    file: str
    place: Place | None
    pointer: str
    rule: str
    severity: str
    message: str
    hint: str = ""
    finding: Finding | None = None
    template: str | None = None
    in_row: bool = False
    column: str | None = None


class IssueWriter(Writer):
    """Writes issue by issue; a format changes ``issue``, and what is around all of them."""

    def document(self, file: str, checked: Checked) -> None:
        """Write the findings as they follow each other in the file."""
        for found in checked.by_place():
            self.issue(issue_of(file, checked, found, self._lang))

    def problem(self, file: str, error: ReadError) -> None:
        """Write an error without a hint."""
        self.issue(issue_of_problem(file, error, self._lang))

    def issue(self, issue: Issue) -> None:
        """Write one issue."""


def issue_of(file: str, checked: Checked, found: Finding, lang: str) -> Issue:
    """A finding of a document, as an issue."""
    column = checked.column(found)
    return Issue(
        file,
        checked.place(found),
        checked.pointer + found.path,
        found.rule,
        found.severity.value,
        found.sentence(lang),
        found.hint(lang),
        found,
        checked.report.template,
        checked.columns is not None,
        column.name if column else None,
    )


def issue_of_problem(file: str, error: ReadError, lang: str) -> Issue:
    """What cannot be read, as an issue."""
    message = phrase(lang, error.reason, **error.values)
    return Issue(file, error.place, "", error.rule or UNREADABLE, "error", message)


class ConciseWriter(IssueWriter):
    """A line for each issue, as compilers write them, which editors and problem matchers read."""

    def issue(self, issue: Issue) -> None:
        """Write file, line, column, severity (in English), sentence and rule."""
        self._target.out.write(f"{one_line(issue)}\n")


def one_line(issue: Issue) -> str:
    """An issue as compilers write it."""
    where = location(issue.file, issue.place)
    return f"{where}: {issue.severity}: {issue.message} [{issue.rule}]"


class JsonLinesWriter(IssueWriter):
    """A JSON object on a line for each issue."""

    def issue(self, issue: Issue) -> None:
        """Write where it is in the file, and the finding as reports have it."""
        told: dict[str, Any] = {"file": issue.file, **place_dict(issue.place)}
        if issue.finding:
            told |= {"pointer": issue.pointer, **issue.finding.to_dict(self._lang)}
            told |= {"template": issue.template} if issue.template else {}
            told |= {"columnName": issue.column} if issue.in_row else {}
        else:
            told |= {"rule": issue.rule, "severity": issue.severity, "message": issue.message}
        self._target.out.write(f"{compact(told)}\n")
