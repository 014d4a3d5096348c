"""Shows all items of all files, in one format or several, and counts them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from stat import S_ISREG
from time import monotonic

from alimtalk_rules.cli.baseline import Baseline
from alimtalk_rules.cli.items import Checked, Item, Tally
from alimtalk_rules.cli.options import Judging
from alimtalk_rules.cli.outputs import PRIVATE, Output, Split, written
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.reading import STDIN
from alimtalk_rules.cli.sources import Items
from alimtalk_rules.cli.summaries import Rows
from alimtalk_rules.cli.terminal import Page, printable
from alimtalk_rules.cli.usage import UNREADABLE, WrongUsage
from alimtalk_rules.cli.writers import WRITERS
from alimtalk_rules.cli.writers.writer import Target, Writer, print_problem, shown, shown_output
from alimtalk_rules.preview.views import Look
from alimtalk_rules.reading import ReadError


class Screen:
    """Shows all items of all files, in one format or several, and counts them.

    Attributes:
        tally: the count.
        look: how documents are drawn.
    """

    def __init__(
        self,
        options: Judging,
        kind: str,
        files: list[str],
        split: Split | None = None,
        *,
        shows_text: bool = False,
    ) -> None:
        self._options = options
        self._kind = kind
        self._files = files
        sorted_into = (split.accepted, split.rejects) if split else ()
        self._reports = [
            (form, None if name == STDIN else Output(name, PRIVATE if shows_text else 0o666))
            for form, name in options.outputs
        ]
        written_to = (output for _, output in self._reports)
        self._outputs = [each for each in (*sorted_into, *written_to) if each]
        self._to_stderr = any(each and each.name == STDIN for each in sorted_into)
        self._problems = Page(sys.stderr)
        self._baseline: Baseline | None = None
        self._rows: Rows | None = None
        self._place = ""
        self._line: int | None = None
        self.tally = Tally(options.fail_on)
        self.look = Look(profile=options.held_to, is_masked=not shows_text)
        self._split = split

    def show_table(self) -> None:
        """Show how often each rule is broken, not every finding."""
        self._rows = Rows()

    @property
    def bar(self) -> Page | None:
        """The page for a progress bar, if there may be one: not between lines of output."""
        out = sys.stderr if self._to_stderr else sys.stdout
        is_shown = any(output is None for _, output in self._reports)
        between_lines = out.isatty() and is_shown and not self._rows
        return None if self._options.quiet or between_lines else self._problems

    def require_own_files(self, *others: str | None) -> None:
        """Refuse to write over what is to be read, or two outputs to one file."""
        if [output for _, output in self._reports].count(None) > 1:
            raise WrongUsage("same-output", name=shown_output(STDIN))
        read = [*self._files, *filter(None, others)]
        for number, output in enumerate(self._outputs):
            if output.name == STDIN:
                continue
            if any(_is_same(output.name, file) for file in read):
                raise WrongUsage("over-input", name=output.name)
            if any(_is_same(output.name, each.name) for each in self._outputs[:number]):
                raise WrongUsage("same-output", name=output.name)
        baseline = self._options.baseline
        for form, output in self._reports:
            if form == "sarif" or not output or not baseline:
                continue  # SARIF brings the baseline up to date
            if _is_same(output.name, baseline):
                raise WrongUsage("over-input", name=output.name)

    def show(self, files: Iterable[tuple[str, Items]]) -> int:
        """Show what was found in each file, and give the exit code."""
        begin = monotonic()
        if not self._has_baseline():
            return UNREADABLE
        try:
            with written(self._outputs):
                writers = self._writers()
                for file, items in files:
                    self._place, self._line = shown(file), None
                    self._show_file(writers, file, items)
                self.tally.seconds = monotonic() - begin
                self._end(writers)
        except BrokenPipeError:
            raise
        except (KeyboardInterrupt, OSError):
            self._tell_how_far()
            raise
        finally:
            self._tell_parts()
        return self.tally.exit_code

    def _has_baseline(self) -> bool:
        """Read the baseline, if one is asked for; say why if that fails."""
        name = self._options.baseline
        if name is None:
            return True
        try:
            self._baseline = Baseline.read(name)
        except ReadError as error:
            print_problem(self._problems, name, error, self._options.lang)
            return False
        return True

    def _writers(self) -> list[Writer]:
        """A writer for each report; what cannot be read is told by the first on standard error."""
        out = sys.stderr if self._to_stderr else sys.stdout
        writers: list[Writer] = []
        for form, output in self._reports:
            stream = output.text() if output else out
            problems = Page(stream) if writers else self._problems
            target = Target(
                out=stream,
                problems=problems,
                lang=self._options.lang,
                kind=self._kind,
                files=self._files,
                quiet=self._options.quiet,
                fail_on=self._options.fail_on,
                has_baseline=self._baseline is not None,
                look=self.look,
            )
            writers.append(WRITERS[form](target))
        return writers

    def _show_file(self, writers: list[Writer], file: str, items: Items) -> None:
        with closing(items):  # so that no process goes on if this is interrupted
            for item in items:
                if self._baseline and isinstance(item, Checked):
                    item = self._baseline.apart(file, item)  # noqa: PLW2901 - what is known goes
                self.tally.add(item)
                self._line = _line_of(item)
                if self._rows:
                    self._rows.add(file, item)
                for writer in writers:
                    self._show_item(writer, file, item)
        for writer in writers:
            if not self._is_table(writer):
                writer.end_of_file(file)

    def _show_item(self, writer: Writer, file: str, item: Item) -> None:
        if isinstance(item, Checked):
            if not self._is_table(writer):
                writer.document(file, item)
        elif not (self._is_table(writer) and item.rule):
            writer.problem(file, item)

    def _is_table(self, writer: Writer) -> bool:
        return self._rows is not None and writer.has_table

    def _end(self, writers: list[Writer]) -> None:
        if self._split:
            self.tally.accepted, self.tally.rejects = self._split.written()
        for writer in writers:
            if self._rows and writer.has_table:
                writer.table(self._rows.in_order())
            writer.end(self.tally)
        if not self.tally.documents and not self.tally.problems:
            self._problems.paragraph(phrase(self._options.lang, "nothing-checked"))

    def _tell_how_far(self) -> None:
        """Say how many documents were checked, and where the last one is."""
        if count := self.tally.documents + self.tally.problems:
            place = f"{self._place}:{self._line}" if self._line else self._place
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
