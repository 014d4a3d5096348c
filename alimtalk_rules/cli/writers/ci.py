"""What the CI of GitHub and of GitLab shows beside the lines of a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alimtalk_rules.cli.fingerprints import Fingerprints
from alimtalk_rules.cli.items import Tally
from alimtalk_rules.cli.paths import relative_path
from alimtalk_rules.cli.summaries import Row
from alimtalk_rules.cli.terminal import printable
from alimtalk_rules.cli.writers.as_json import compact
from alimtalk_rules.cli.writers.issues import Issue, IssueWriter, one_line
from alimtalk_rules.cli.writers.text import TextWriter, totals
from alimtalk_rules.cli.writers.writer import Target, shown


class GithubWriter(IssueWriter):
    """Workflow commands of GitHub Actions, and the sums for those who read the log.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """

    has_table = True

    def issue(self, issue: Issue) -> None:
        """Write an annotation."""
        command = {"note": "notice"}.get(issue.severity, issue.severity)
        path = relative_path(issue.file)
        where = {"file": path and printable(path), "line": None, "col": None, "title": issue.rule}
        if issue.place:
            where["line"] = str(issue.place.line)
            where["col"] = None if issue.in_row else str(issue.place.column)
        properties = ",".join(
            f"{name}={_property(value)}" for name, value in where.items() if value
        )
        text = one_line(issue) + (f"\n→ {issue.hint}" if issue.hint else "")
        self._target.out.write(f"::{command} {properties}::{_data(text)}\n")

    def table(self, rows: Sequence[Row]) -> None:
        """Write the table that people read."""
        TextWriter(self._target).table(rows)

    def end(self, tally: Tally) -> None:
        """Write the sums."""
        if not self._target.quiet:
            self._target.out.writelines(f"{line}\n" for line in totals(tally, self._target))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


class GitlabWriter(IssueWriter):
    """A Code Quality report of GitLab.

    https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    """

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._fingerprints = Fingerprints()
        self._before = "[\n"

    def issue(self, issue: Issue) -> None:
        """Write one entry; what has no place in its file stands on its first line."""
        line = issue.place.line if issue.place else 1
        entry = {
            "description": f"{issue.rule}: {issue.message}",
            "check_name": issue.rule,
            "fingerprint": self._fingerprints.next(issue.file, issue.pointer, issue.rule),
            "severity": _GITLAB_SEVERITIES[issue.severity],
            "location": {
                "path": relative_path(issue.file) or shown(issue.file),
                "lines": {"begin": line},
            },
        }
        self._target.out.write(self._before + compact(entry))
        self._before = ",\n"

    def end(self, tally: Tally) -> None:
        """End the array."""
        self._target.out.write("[]\n" if self._before == "[\n" else "\n]\n")


_GITLAB_SEVERITIES: Mapping[str, str] = {"error": "major", "warning": "minor", "note": "info"}
