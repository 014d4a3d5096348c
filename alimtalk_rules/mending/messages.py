"""One message or template, mended string by string: as its template has it, then by the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from alimtalk_rules.mending.edits import (
    Correction,
    Corrections,
    Draft,
    Edit,
    edited,
    value_at,
)
from alimtalk_rules.mending.restoring import restored
from alimtalk_rules.mending.table import MENDS, Kind, Mend
from alimtalk_rules.report import Finding, Report
from alimtalk_rules.templates.compiled import CompiledTemplate
from alimtalk_rules.templates.filling import variables_of
from alimtalk_rules.templates.matching import differs
from alimtalk_rules.templates.slots import read_slots


class Task(NamedTuple):
    """How a message or a template is mended.

    Attributes:
        check: what finds its faults.
        ignored: the rules whose findings nobody wants to hear of.
        unsafe: whether what is not certainly right is done, too.
        kind: what it is, as far as that is known before it is mended.
        templates: those that it may be a message of, the likeliest first.
        is_equal: whether a message is its template's, to the last code point.
    """

    check: Callable[[object], Report]
    ignored: frozenset[str]
    unsafe: bool
    kind: Kind
    templates: Sequence[CompiledTemplate] = ()
    is_equal: Callable[[object, CompiledTemplate], bool] = lambda _, __: False


def edits_of_strings(document: object, task: Task) -> list[Edit]:
    """All edits of the strings of a message or a template."""
    work = _Work(document, task)
    work.restore()
    while sum(work.mend(row) for row in MENDS):  # of some rules, not all is found at once
        pass
    return work.edits()


class _Restored(NamedTuple):
    """A message with the fixed parts of a template."""

    template: CompiledTemplate
    document: Any
    corrections: Corrections


class _Work:
    """A document while it is mended."""

    def __init__(self, document: object, task: Task) -> None:
        self._document = document
        self._task = task
        self._report = task.check(document)
        self._drafts: dict[str, Draft] = {}
        self._template: CompiledTemplate | None = None

    def edits(self) -> list[Edit]:
        """All that was changed, told in the document as it was given."""
        return [edit for path, draft in self._drafts.items() for edit in draft.edits(path)]

    def restore(self) -> None:
        """Give the message its template's fixed parts, as far as that is asked for.

        What the template has against the rules may be found then, but no error.
        """
        tried = [
            each
            for each in map(self._restored, self._task.templates)
            if not has_gained(self._report.errors, self._task.check(each.document).errors)
        ]
        proved = [each for each in tried if self._task.is_equal(each.document, each.template)]
        best = min(proved or tried[:1], key=lambda each: len(each.corrections) > 0, default=None)
        if best is None:
            return
        is_one = all(each.document == best.document for each in proved)  # not one of two alike
        is_safe = bool(proved) and (is_one or not best.corrections)
        if best.corrections and (is_safe or self._task.unsafe):
            self._keep(best.document, best.corrections, safe=is_safe)
            self._report = self._task.check(self._document)
        if is_safe:
            self._template = best.template

    def _restored(self, template: CompiledTemplate) -> _Restored:
        found = restored(read_slots(self._document), template.expected.approved)
        corrections = {
            path: each for path, each in found.items() if each.rule not in self._task.ignored
        }
        return _Restored(template, self._with(corrections), corrections)

    def mend(self, row: Mend) -> int:
        """Mend all strings in which a rule of the row found something; how many were mended."""
        found = {each.path: each.rule for each in self._report.findings if each.rule in row.rules}
        return sum(self._mend_string(path, rule, row) for path, rule in found.items())

    def _mend_string(self, path: str, rule: str, row: Mend) -> bool:
        is_safe = self._kind_of(path) in row.safe_in
        string = value_at(self._document, path)
        if not (is_safe or self._task.unsafe) or type(string) is not str:
            return False
        changes = [*row.changing(string)]
        if not changes:
            return False
        corrections = {path: Correction(rule, changes)}
        document = self._with(corrections)
        report = self._task.check(document)
        if has_gained(self._report.findings, report.findings) or not self._stays(document, row):
            return False
        self._keep(document, corrections, safe=is_safe)
        self._report = report
        return True

    def _kind_of(self, path: str) -> Kind:
        """What a string is in: what its template does not tell of a message is not matched."""
        if self._template is None:
            return self._task.kind
        return "matched" if path in self._template.expected.approved.patterns else "message"

    def _stays(self, document: object, row: Mend) -> bool:
        """True if a message is still its template's, and a template has the same variables."""
        if self._template is not None:
            return self._task.is_equal(document, self._template)
        if self._task.kind != "template" or row.makes_variables:
            return True
        names, before = (
            [each.name for each in variables_of(one)] for one in (document, self._document)
        )
        return names == before

    def _with(self, corrections: Corrections) -> Any:
        return edited(
            self._document,
            (
                Edit(each.rule, path, (start, end), text)
                for path, each in corrections.items()
                for start, end, text in each.changes
            ),
        )

    def _keep(self, document: Any, corrections: Corrections, *, safe: bool) -> None:
        for path, (rule, changes) in corrections.items():
            if path not in self._drafts:
                self._drafts[path] = Draft(value_at(self._document, path))
            self._drafts[path].change(changes, rule, safe=safe)
        self._document = document


def are_equal(differences: Iterable[Finding]) -> bool:
    """True if a message and its template differ in nothing, not even in a line break."""
    found = [*differences]
    return not differs(found) and all(each.rule != "line-endings-differ" for each in found)


def has_gained(before: Iterable[Finding], after: Iterable[Finding]) -> bool:
    """True if more of any rule is found than before.

    That is told by rule and not by place, for of some rules only the first places are found.
    """
    earlier, later = (Counter(each.rule for each in found) for found in (before, after))
    return not later <= earlier
