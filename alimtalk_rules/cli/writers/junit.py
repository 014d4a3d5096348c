"""JUnit's XML, as Jenkins, GitLab and others read it: a suite for a file, a case for a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from alimtalk_rules.cli.items import FAILING, Checked, Tally
from alimtalk_rules.cli.terminal import printable
from alimtalk_rules.cli.writers.issues import Issue, issue_of, issue_of_problem, one_line
from alimtalk_rules.cli.writers.writer import Target, Writer, shown
from alimtalk_rules.reading import ReadError


class JunitWriter(Writer):
    """Suites of cases.

    A document with findings as severe as ``--fail-on`` is a failure, and what cannot be read an
    error; other findings are what the case printed.
    """

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._cases: list[str] = []
        self._counts: Counter[str] = Counter()
        target.out.write('<?xml version="1.0" encoding="utf-8"?>\n')
        target.out.write('<testsuites name="alimtalk-rules">\n')

    def document(self, file: str, checked: Checked) -> None:
        """Put the case of a document by, for its file's suite."""
        refusing = checked.report.at_least(FAILING[self._target.fail_on])
        failures: list[Issue] = []
        others: list[Issue] = []
        for found in checked.by_place():
            of_kind = failures if found in refusing else others
            of_kind.append(issue_of(file, checked, found, self._lang))
        unit = "line" if checked.columns is None else "row"
        line = f"{unit} {checked.line}" if checked.line else ""
        name = checked.pointer or line or checked.report.document
        self._add(file, name, failure=failures, others=others)

    def problem(self, file: str, error: ReadError) -> None:
        """Put what cannot be read by, likewise."""
        name = f"line {error.place.line}" if error.rule and error.place else "file"
        self._add(file, name, error=[issue_of_problem(file, error, self._lang)])

    def _add(
        self, file: str, name: str, *, others: Sequence[Issue] = (), **faults: Sequence[Issue]
    ) -> None:
        case = ET.Element("testcase", classname=shown(file), name=printable(name))
        for kind, issues in faults.items():
            if issues:
                first = issues[0]
                fault = ET.SubElement(case, kind, type=first.rule, message=first.message)
                fault.text = _listed(issues)
                self._counts[kind] += 1
        if others:
            ET.SubElement(case, "system-out").text = _listed(others)
        self._cases.append(ET.tostring(case, encoding="unicode"))

    def end_of_file(self, file: str) -> None:
        """Write the suite of a file."""
        suite = ET.Element(
            "testsuite",
            name=shown(file),
            tests=str(len(self._cases)),
            failures=str(self._counts["failure"]),
            errors=str(self._counts["error"]),
        )
        begin = ET.tostring(suite, encoding="unicode", short_empty_elements=False)
        out = self._target.out
        out.write(begin.removesuffix("</testsuite>") + "\n")
        out.writelines(f"{case}\n" for case in self._cases)
        out.write("</testsuite>\n")
        self._cases.clear()
        self._counts.clear()

    def end(self, tally: Tally) -> None:
        """End the suites."""
        self._target.out.write("</testsuites>\n")


def _listed(issues: Sequence[Issue]) -> str:
    lines = []
    for issue in issues:
        lines.append(one_line(issue))
        if issue.hint:
            lines.append(f"  → {issue.hint}")
    return "\n".join(lines)
