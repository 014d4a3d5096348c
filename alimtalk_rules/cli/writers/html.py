"""The format ``html``: documents as a phone shows them, or a campaign, a sample for each rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from alimtalk_rules.cli.items import Checked, Tally
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.summaries import Row
from alimtalk_rules.cli.writers.writer import Target, Writer, location, print_problem, shown
from alimtalk_rules.limits import MOST_PAGES, MOST_SHOWN
from alimtalk_rules.preview.campaign import Broken, Outcome
from alimtalk_rules.preview.documents import shown as drawn
from alimtalk_rules.preview.pages import Remarks, campaign_part, document_part, page
from alimtalk_rules.reading import Place, ReadError

if TYPE_CHECKING:
    from markupsafe import Markup


class HtmlWriter(Writer):
    """One page, written at the end: documents with findings (``preview``: all), or a campaign."""

    has_table = True

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._look = replace(target.look, lang=target.lang)
        self._parts: list[Markup] = []
        self._broken: list[Broken] | None = None
        self._left_out = 0
        self._problems: list[str] = []
        self._problems_left_out = 0

    def document(self, file: str, checked: Checked) -> None:
        """Draw a document, as long as the page is not too large."""
        report = checked.report
        if not report.findings and not self._look.draws_all:
            return
        if len(self._parts) == MOST_PAGES:
            self._left_out += 1
            return
        name = ":".join(filter(None, [shown(file), str(checked.line or "")])) + checked.pointer
        document = drawn(name, checked.document(), report, self._look)
        self._parts.append(document_part(document, self._look, len(self._parts) + 1))

    def problem(self, file: str, error: ReadError) -> None:
        """Put a problem by for the page, and tell it at once where that is elsewhere."""
        if len(self._problems) == MOST_SHOWN:
            self._problems_left_out += 1
            return
        reason = phrase(self._lang, error.reason, **error.values)
        self._problems.append(f"{location(file, error.place)}  {reason}")
        if not self._target.problems.writes_to(self._target.out):
            print_problem(self._target.problems, file, error, self._lang)

    def table(self, rows: Sequence[Row]) -> None:
        """Put by how often each rule was broken, and a sample of each."""
        self._broken = [*map(_broken, rows)]

    def end(self, tally: Tally) -> None:
        """Write the page."""
        name = "preview"
        if self._broken is not None:
            name = "campaign"
            outcome = Outcome(tally.documents - tally.refused, tally.refused, tally.problems)
            self._parts = [campaign_part(outcome, self._broken, self._look)]
        if self._problems_left_out:
            more = phrase(self._lang, "more-problems", count=self._problems_left_out)
            self._problems.append(more)
        remarks = Remarks(self._problems, self._left_out, tally.documents)
        self._target.out.write(page(name, self._parts, self._look, remarks))


def _broken(row: Row) -> Broken:
    place = Place(row.line, row.column or 1) if row.line else None
    sample = row.sample
    return Broken(
        row.rule,
        row.findings,
        row.documents,
        location(row.file, place),
        sample.document() if sample else None,
        sample.report if sample else None,
    )
