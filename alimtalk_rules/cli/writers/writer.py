"""What a format is: a writer of what was found, and what all writers say alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TextIO

from alimtalk_rules.cli.items import Checked, Tally
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.reading import STDIN
from alimtalk_rules.cli.summaries import Row
from alimtalk_rules.cli.terminal import GAP, Page, printable
from alimtalk_rules.preview.views import Look
from alimtalk_rules.reading import Place, ReadError


@dataclass(frozen=True, slots=True)
class Target:
    """What a writer writes to, and for whom.

    Attributes:
        out: where findings go.
        problems: where it is told what cannot be read.
        lang: the language of what is said.
        kind: what there is none of, if there is nothing.
        files: the names of all files.
        quiet: whether to write findings only.
        fail_on: the least severity that refuses a document.
        has_baseline: True if findings are told apart from those of an earlier run.
        look: how documents are drawn.
    """

    out: TextIO
    problems: Page
    lang: str
    kind: str = "message"
    files: Sequence[str] = ()
    quiet: bool = False
    fail_on: str = "error"
    has_baseline: bool = False
    look: Look = field(default_factory=Look)


class Writer:
    """Writes what was found, in one format; a format changes the methods that it needs.

    Attributes:
        has_table: True if the format can tell how often each rule was broken, instead of every
            finding: then ``table`` is called instead of ``document``, where that is asked for.
    """

    has_table = False

    def __init__(self, target: Target) -> None:
        self._target = target
        self._lang = target.lang

    def document(self, file: str, checked: Checked) -> None:
        """Write what was found in a document."""

    def problem(self, file: str, error: ReadError) -> None:
        """Write why a file, or a line of it, cannot be checked."""

    def end_of_file(self, file: str) -> None:
        """Write what follows the last item of a file."""

    def table(self, rows: Sequence[Row]) -> None:
        """Write how often each rule was broken."""

    def end(self, tally: Tally) -> None:
        """Write what follows the last file."""


def print_problem(page: Page, file: str, error: ReadError, lang: str) -> None:
    """Print what could not be read, and why."""
    reason = phrase(lang, error.reason, **error.values)
    page.paragraph(reason, (location(file, error.place), "bold red"), GAP)


def location(file: str, place: Place | None) -> str:
    """A file, and where in it, for people."""
    return f"{shown(file)}:{place.line}:{place.column}" if place else shown(file)


def shown(file: str) -> str:
    """The name of a file, for people."""
    return "<stdin>" if file == STDIN else printable(file)


def shown_output(file: str) -> str:
    """The name of a file that is written, for people."""
    return "<stdout>" if file == STDIN else printable(file)
