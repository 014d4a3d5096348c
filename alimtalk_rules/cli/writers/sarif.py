"""SARIF 2.1.0 (OASIS), as code scanning of GitHub, Azure DevOps and editors read it.

Plain dictionaries: of the packages for it, none that is kept up does without a model of all of it.
"""

from __future__ import annotations

from typing import Any

from alimtalk_rules import RULES, Rule, __version__
from alimtalk_rules.cli.fingerprints import FINGERPRINT, Fingerprints
from alimtalk_rules.cli.items import Checked, Tally
from alimtalk_rules.cli.paths import uri
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.writers.as_json import compact
from alimtalk_rules.cli.writers.issues import UNREADABLE, Issue, IssueWriter, issue_of
from alimtalk_rules.cli.writers.writer import Target

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


class SarifWriter(IssueWriter):
    """One run: results as soon as they are found, behind them the rules that they break.

    What cannot be read is a result if it has a place in its file; else a notification.
    """

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._rules: dict[str, int] = {}
        self._notifications: list[dict[str, Any]] = []
        self._fingerprints = Fingerprints()
        begin = f'{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{{'
        self._before = f'{begin}"columnKind":"unicodeCodePoints","results":[\n'

    def document(self, file: str, checked: Checked) -> None:
        """Write the findings, before them those of the baseline."""
        for found in checked.known:
            self._write(issue_of(file, checked, found, self._lang), "unchanged")
        super().document(file, checked)

    def issue(self, issue: Issue) -> None:
        """Write a result, or put a notification by."""
        self._write(issue, "new" if self._target.has_baseline else None)

    def _write(self, issue: Issue, state: str | None) -> None:
        told: dict[str, Any] = {
            "level": issue.severity,
            "message": {"text": " ".join(filter(None, (issue.message, issue.hint)))},
            "locations": [_location(issue)],
        }
        if not issue.finding and not issue.place:
            self._notifications.append(told)
            return
        index = self._rules.setdefault(issue.rule, len(self._rules))
        fingerprint = self._fingerprints.next(issue.file, issue.pointer, issue.rule)
        result = {"ruleId": issue.rule, "ruleIndex": index, **told}
        result["partialFingerprints"] = {FINGERPRINT: fingerprint}
        result |= {"baselineState": state} if state else {}
        self._target.out.write(self._before + compact(result))
        self._before = ",\n"

    def end(self, tally: Tally) -> None:
        """Write what was asked, and whether all could be read."""
        lang = self._lang
        driver = {
            "name": "alimtalk-rules",
            "version": __version__,
            "language": lang,
            "rules": [_descriptor(name, lang) for name in self._rules],
        }
        invocation = {
            "executionSuccessful": not tally.problems,
            "exitCode": tally.exit_code,
            "toolExecutionNotifications": self._notifications,
        }
        rest = {"tool": {"driver": driver}, "invocations": [invocation], "language": lang}
        before = self._before.rstrip(",\n")
        self._target.out.write(f"{before}\n],{compact(rest)[1:]}]}}\n")


def _location(issue: Issue) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(issue.file)}}
    if issue.place:
        line, column = issue.place
        physical["region"] = {"startLine": line} | ({} if issue.in_row else {"startColumn": column})
    location: dict[str, Any] = {"physicalLocation": physical}
    if name := issue.column or issue.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": name}]
    return location


def _descriptor(name: str, lang: str) -> dict[str, Any]:
    if name == UNREADABLE:
        return {"id": name, "shortDescription": {"text": phrase(lang, "unreadable-file")}}
    rule = RULES[name]
    words = rule.texts[lang]
    return {
        "id": name,
        "shortDescription": {"text": words.what},
        "fullDescription": {"text": words.why},
        "help": {"text": _help(rule, lang)},
        "defaultConfiguration": {"level": rule.severity.value},
        "helpUri": rule.url(lang),
    }


def _help(rule: Rule, lang: str) -> str:
    sources = (
        f"- {source.title}: {says}" + (f" {source.url}" if source.url else "")
        for source, says in rule.sources
    )
    return "\n".join([rule.texts[lang].why, "", f"{phrase(lang, 'sources')}:", *sources])
