"""Shows all items of all files in one format, and counts them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from stat import S_ISREG
from time import monotonic

from alimtalk_rules.cli.items import Checked, Item, Tally
from alimtalk_rules.cli.options import Judging, WrongUsage
from alimtalk_rules.cli.outputs import Output, Split, written
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.reading import STDIN
from alimtalk_rules.cli.sources import Items
from alimtalk_rules.cli.summaries import Rows
from alimtalk_rules.cli.terminal import Page, printable
from alimtalk_rules.cli.writers import WRITERS
from alimtalk_rules.cli.writers.writer import Target, Writer, shown, shown_output


class Screen:
    """Shows all items of all files in one format, and counts them.

    Attributes:
        tally: the count.
    """

    def __init__(
        self, options: Judging, kind: str, files: list[str], split: Split | None = None
    ) -> None:
        self._options = options
        self._kind = kind
        self._files = files
        self._report = (
            Output(options.output, 0o666) if options.output not in (None, STDIN) else None
        )
        sorted_into = (split.accepted, split.rejects) if split else ()
        self._outputs = [each for each in (*sorted_into, self._report) if each]
        self._to_stderr = any(each and each.name == STDIN for each in sorted_into)
        self._problems = Page(sys.stderr)
        self._rows: Rows | None = None
        self._place = ""
        self._line: int | None = None
        self.tally = Tally(options.fail_on)
        self._split = split

    def show_table(self) -> None:
        """Show how often each rule is broken, not every finding."""
        self._rows = Rows()

    @property
    def bar(self) -> Page | None:
        """The page for a progress bar, if there may be one: not between lines of output."""
        out = sys.stderr if self._to_stderr else sys.stdout
        between_lines = out.isatty() and not self._report and not self._rows
        return None if self._options.quiet or between_lines else self._problems

    def require_own_files(self, *others: str | None) -> None:
        """Refuse to write over what is to be read, or two outputs to one file."""
        read = [*self._files, *filter(None, others)]
        for number, output in enumerate(self._outputs):
            if output.name == STDIN:
                continue
            if any(_is_same(output.name, file) for file in read):
                raise WrongUsage("over-input", name=output.name)
            if any(_is_same(output.name, each.name) for each in self._outputs[:number]):
                raise WrongUsage("same-output", name=output.name)

    def show(self, files: Iterable[tuple[str, Items]]) -> int:
        """Show what was found in each file, and give the exit code."""
        begin = monotonic()
        try:
            with written(self._outputs):
                writer = self._writer()
                for file, items in files:
                    self._place, self._line = shown(file), None
                    self._show_file(writer, file, items)
                self.tally.seconds = monotonic() - begin
                self._end(writer)
        except BrokenPipeError:
            self._tell_parts()
            raise
        except (KeyboardInterrupt, OSError):
            self._tell_how_far()
            self._tell_parts()
            raise
        return self.tally.exit_code

    def _writer(self) -> Writer:
        out = sys.stderr if self._to_stderr else sys.stdout
        target = Target(
            self._report.text() if self._report else out,
            self._problems,
            self._options.lang,
            self._kind,
            self._files,
            self._options.quiet,
        )
        return WRITERS[self._options.form](target)

    def _show_file(self, writer: Writer, file: str, items: Items) -> None:
        with closing(items):  # so that no process goes on if this is interrupted
            for item in items:
                self.tally.add(item)
                self._line = _line_of(item)
                if self._rows:
                    self._rows.add(file, item)
                if isinstance(item, Checked):
                    if not self._rows:
                        writer.document(file, item)
                elif not (self._rows and item.rule):
                    writer.problem(file, item)
        if not self._rows:
            writer.end_of_file(file)

    def _end(self, writer: Writer) -> None:
        if self._split:
            self.tally.accepted, self.tally.rejects = self._split.written()
        if self._rows:
            writer.table(self._rows.in_order())
        writer.end(self.tally)
        if not self.tally.documents and not self.tally.problems:
            self._problems.paragraph(phrase(self._options.lang, "nothing-checked"))

    def _tell_how_far(self) -> None:
        """Say how many documents were checked, and where the last one is."""
        if self._place:
            place = f"{self._place}:{self._line}" if self._line else self._place
            count = self.tally.documents + self.tally.problems
            text = phrase(self._options.lang, "stopped", count=count, place=place)
            self._problems.paragraph(text)

    def _tell_parts(self) -> None:
        """Say where that is which was written so far."""
        for output in self._outputs:
            if output.part:
                part, name = printable(output.part), shown_output(output.name)
                text = phrase(self._options.lang, "written-so-far", part=part, name=name)
                self._problems.paragraph(text)


def _line_of(item: Item) -> int | None:
    if isinstance(item, Checked):
        return item.line
    return item.place.line if item.place else None


def _is_same(output: str, file: str) -> bool:
    """True if both are one file; ``-`` is what standard input is."""
    try:
        if file != STDIN:
            same = os.path.realpath(output) == os.path.realpath(file)
            return same or Path(output).samefile(file)
        target = Path(output).stat()
        return S_ISREG(target.st_mode) and os.path.samestat(target, os.fstat(sys.stdin.fileno()))
    except (OSError, ValueError, AttributeError):  # one of them is none, or has no descriptor
        return False
