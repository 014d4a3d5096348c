"""``check --diff``: how ``--fix`` would change files, as a unified diff."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from alimtalk_rules import check_lines
from alimtalk_rules.cli.fixing import Fixer, Fixes, is_file
from alimtalk_rules.cli.options import Judging
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.sources import batches_in, problem_of, reports_in
from alimtalk_rules.cli.terminal import Page, printable_json
from alimtalk_rules.cli.usage import UNREADABLE
from alimtalk_rules.cli.writers.writer import print_problem, shown
from alimtalk_rules.mending.edits import Change, changed
from alimtalk_rules.reading import ReadError

_STYLES = {"---": "bold", "+++": "bold", "@": "cyan", "-": "red", "+": "green"}


def show_diffs(
    files: Mapping[str, bool],
    asked_of: Callable[[str], Mapping[str, Any]],
    fixes: Fixes,
    options: Judging,
    jobs: int,
) -> int:
    """Show how files would be mended, and give the exit code.

    Args:
        files: their names, and whether they hold JSON Lines.
        asked_of: what the checks of a file are asked for.
        fixes: the count of what would be mended.
        options: for whom it is shown.
        jobs: how many processes check JSON Lines.
    """
    page, problems, code = Page(sys.stdout), Page(sys.stderr), 0
    for file, has_lines in files.items():
        fixer = Fixer(file, asked_of(file), fixes)
        checking = {"processes": jobs, **asked_of(file)}
        diff = _diff_of_lines(file, fixer, checking) if has_lines else _diff(file, fixer)
        for line in diff:
            if isinstance(line, ReadError):
                print_problem(problems, file, line, options.lang)
                code = UNREADABLE
            else:
                show_line(line, page, sys.stdout)
                code = code or 1
    if fixes.places and not options.quiet:
        problems.paragraph(phrase(options.lang, "would-fix", count=fixes.places))
    return code


def _diff(file: str, fixer: Fixer) -> Iterator[str | ReadError]:
    for batch in batches_in(file):
        if isinstance(batch, ReadError):
            yield batch
        elif changes := fixer.changes(batch.text, batch.documents):
            yield from (f"--- {shown(file)}\n", f"+++ {shown(file)}\n")
            yield from hunks_of(batch.text, changes)


_CONTEXT = 3
"""Lines that are shown before and behind what is changed, as diffs have it."""


class _Block(NamedTuple):
    """Lines from ``start`` to ``end`` (exclusive, from 0) that are changed to others."""

    start: int
    end: int
    lines: list[str]


def hunks_of(text: str, changes: Iterable[Change]) -> Iterator[str]:
    """What changes make of a text, as a unified diff.

    It comes from the changes themselves: difflib would need a minute for a megabyte.
    """
    lines = lines_of(text)
    blocks = [*_blocks(text, changes)]
    far = 2 * _CONTEXT
    breaks = [
        n for n, (one, other) in enumerate(pairwise(blocks), 1) if other.start - one.end > far
    ]
    added = 0
    for first, behind in pairwise([0, *breaks, len(blocks)]):
        hunk = blocks[first:behind]
        start = max(0, hunk[0].start - _CONTEXT)
        end = min(len(lines), hunk[-1].end + _CONTEXT)
        more = sum(len(block.lines) - (block.end - block.start) for block in hunk)
        old, new = _range(start, end), _range(start + added, end + added + more)
        yield f"@@ -{old} +{new} @@\n"
        at = start
        for block in hunk:
            yield from (f" {line}" for line in lines[at : block.start])
            yield from (f"-{line}" for line in lines[block.start : block.end])
            yield from (f"+{line}" for line in block.lines)
            at = block.end
        yield from (f" {line}" for line in lines[at:end])
        added += more


def _range(start: int, end: int) -> str:
    return f"{start + 1},{end - start}".removesuffix(",1")


def _blocks(text: str, changes: Iterable[Change]) -> Iterator[_Block]:
    """The lines that changes touch; of some in a row, one block."""
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    touched: list[tuple[int, int, list[Change]]] = []
    for change in changes:
        first, behind = bisect_right(starts, change.start) - 1, bisect_right(starts, change.end)
        together = [change]
        if touched and first <= touched[-1][1]:
            first, _, before = touched.pop()
            together = [*before, change]
        touched.append((first, behind, together))
    for first, behind, together in touched:
        offset, end = starts[first], starts[behind]
        moved = (Change(a - offset, b - offset, new) for a, b, new in together)
        yield _Block(first, behind, lines_of(changed(text[offset:end], moved)))


_NO_LINE_FEED = "\n\\ No newline at end of file\n"


def lines_of(text: str) -> list[str]:
    """The lines of a text, as a diff has them."""
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last + _NO_LINE_FEED] if last else [])


def _diff_of_lines(
    file: str, fixer: Fixer, checking: Mapping[str, Any]
) -> Iterator[str | ReadError]:
    """The same without the lines around: each is a document of its own."""
    head: tuple[str, ...] = (f"--- {shown(file)}\n", f"+++ {shown(file)}\n")
    size = Path(file).stat().st_size if is_file(file) else None
    with closing(reports_in(file, partial(check_lines, **checking), None)) as reports:
        for each in reports:
            if isinstance(each, ReadError):
                yield each
            elif each.report.document == "line" and each.report.findings:
                yield problem_of(each)
            elif (fixed := fixer.line(each)) is not None:
                yield from head
                yield f"@@ -{each.line} +{each.line} @@\n"
                before, after = ((line.raw or b"").decode() for line in (each, fixed))
                is_last = each.offset + len(each.raw or b"") == size
                end = _NO_LINE_FEED if is_last else "\n"
                yield from (f"-{before}{end}", f"+{after}{end}")
                head = ()


def show_line(line: str, page: Page, out: TextIO) -> None:
    """Write a line as it is; on a terminal in colours, with an escape for what nobody can see."""
    if page.console is None:
        out.write(line)
        return
    style = next((style for sign, style in _STYLES.items() if line.startswith(sign)), "")
    for piece in line.rstrip("\n").split("\n"):
        page.line((printable_json(piece), style))
