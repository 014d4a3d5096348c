"""Many messages on a page: how many may be sent, which rules are broken, and a sample of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from alimtalk_rules.preview.bubble import Bubble
from alimtalk_rules.preview.documents import shown
from alimtalk_rules.preview.marks import Noted
from alimtalk_rules.preview.views import Look
from alimtalk_rules.report import Report
from alimtalk_rules.rules import RULES
from alimtalk_rules.rules.rule import Rule


class Outcome(NamedTuple):
    """What becomes of the documents.

    Attributes:
        sendable: how many may be sent.
        refused: how many have a finding that is too severe.
        unreadable: how many cannot be read.
    """

    sendable: int
    refused: int
    unreadable: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)

    def share(self, count: int) -> float:
        """The share of all in percent."""
        return 100 * count / self.total if self.total else 0.0

    def percent(self, count: int) -> str:
        """The share of all for people, such as ``99.6%``; neither all nor nothing unless it is."""
        share = self.share(count)
        if 0 < share < 0.1:
            return "<0.1%"
        return ">99.9%" if 99.9 < share < 100 else f"{share:.1f}%"


class Broken(NamedTuple):
    """A rule that was broken.

    Attributes:
        name: of the rule.
        findings: how often it was broken.
        documents: in how many documents.
        place: where the sample is, for people.
        document: the sample; None of what cannot be read.
        report: what was found in it.
    """

    name: str
    findings: int
    documents: int
    place: str
    document: object = None
    report: Report | None = None

    @property
    def rule(self) -> Rule:
        """All that is known of the rule."""
        return RULES[self.name]


class Sample(NamedTuple):
    """A message in which a rule is broken, with the faults of this rule alone."""

    bubble: Bubble | None
    noted: Sequence[Noted]


def sample_of(broken: Broken, look: Look) -> Sample | None:
    """The first message of the sample in which the rule is broken, or what was found around it."""
    if broken.report is None:
        return None
    of_rule = tuple(found for found in broken.report.findings if found.rule == broken.name)
    drawn = shown("", broken.document, replace(broken.report, findings=of_rule), look)
    for view in drawn.views:
        if view.noted:
            return Sample(view.bubbles[-1][1], view.noted[:1])
    return Sample(None, drawn.around[:1])
