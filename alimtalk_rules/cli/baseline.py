"""A baseline: the findings of an earlier run, which are known and refuse nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from alimtalk_rules.cli.fingerprints import FINGERPRINT, Fingerprints
from alimtalk_rules.cli.items import Checked
from alimtalk_rules.cli.reading import read_text
from alimtalk_rules.reading import ReadError, parse
from alimtalk_rules.report import Finding


class Baseline:
    """What is known, and how often it was met again.

    Args:
        known: the fingerprints of the findings of the earlier run.
    """

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known
        self._fingerprints = Fingerprints()

    @classmethod
    def read(cls, name: str) -> Baseline:
        """The baseline in a file, which is what ``--format sarif`` has written.

        Raises:
            ReadError: it cannot be read, or is another file.
        """
        log: Any = parse(read_text(name))
        try:
            (run,) = log["runs"]
            results = run["results"]
            known = frozenset(result["partialFingerprints"][FINGERPRINT] for result in results)
        except (TypeError, LookupError, ValueError):
            raise ReadError("no-baseline") from None
        return cls(known)

    def apart(self, file: str, checked: Checked) -> Checked:
        """The document with the findings that are known apart from the others."""
        new: list[Finding] = []
        known: list[Finding] = []
        for found in checked.report.findings:
            fingerprint = self._fingerprints.next(file, checked.pointer + found.path, found.rule)
            (known if fingerprint in self._known else new).append(found)
        if not known:
            return checked
        report = replace(checked.report, findings=tuple(new))
        return replace(checked, report=report, known=tuple(known))
