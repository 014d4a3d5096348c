"""What a terminal needs: safe characters, UTF-8, colours, columns that wrap, a progress bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from io import UnsupportedOperation
from pathlib import Path
from time import monotonic
from typing import Literal, TextIO, TypeVar

from rich.cells import cell_len
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table
from rich.text import Text

_SILENCE = 1.0
"""Seconds after which a progress bar appears."""
_REDRAW = 0.1
"""Seconds from one drawing of a progress bar to the next."""

_Item = TypeVar("_Item")

Cell = tuple[str, str]
"""A piece of a line, and its style."""

GAP: Cell = ("  ", "")
"""What stands between cells, or in front of them."""

_ENOUGH_ROOM: Cell = (" " * 24, "")
"""As much of a terminal as a text needs beside what stands before it."""

STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan", "fine": "green"}
"""The colour of a severity, and of nothing found."""


def printable(text: str) -> str:
    """The text with all that a terminal could obey, or nobody could see, written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def printable_json(json: str) -> str:
    """One line of JSON, with the same characters written as JSON's own escapes."""
    if json.isprintable():
        return json
    return "".join(c if c.isprintable() else _json_escape(c) for c in json)


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def speak_utf8() -> None:
    """Write UTF-8 to both standard streams, whatever the locale says; nowhere if one is closed."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - it stays open
        getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")


def discard_output() -> None:
    """Send what is still to be written nowhere, since nobody takes it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(UnsupportedOperation):  # a stream of Python's own
            os.dup2(nowhere, stream.fileno())


class Page:
    """Lines on a stream: in colours and wrapped on a terminal, plain and whole elsewhere.

    No markup is read in what is printed. Elsewhere rich is not asked: it takes a millisecond a
    line, a hundred times what a check takes.

    Attributes:
        console: rich's, on a terminal; None elsewhere.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.console = _console(stream) if stream.isatty() else None

    def writes_to(self, stream: TextIO) -> bool:
        """True if it writes to that stream."""
        return self._stream is stream

    def line(self, *cells: Cell, cut: bool = False) -> None:
        """Print one line; on a terminal it wraps, or is cut at the right."""
        if self.console is None:
            self._stream.write("".join(text for text, _ in cells).rstrip() + "\n")
            return
        line = Text.assemble(*cells)
        line.rstrip()
        self.console.print(line, no_wrap=cut, overflow="ellipsis" if cut else "fold")

    def columns(self, rows: Sequence[Sequence[Cell]], *, right: Collection[int] = ()) -> None:
        """Print rows in columns.

        On a terminal the last column wraps within itself; where it would be too narrow, it stands
        below the others.

        Args:
            rows: the cells, equally many in each row.
            right: which columns stand at the right, as numbers do.
        """
        if self.console is None:
            for cells in in_columns(rows, right=right):
                self.line(*cells)
            return
        leads = [*in_columns([row[:-1] for row in rows], right=right)]
        if self.has_room_for([*leads[0], GAP, _ENOUGH_ROOM]):
            self.console.print(_grid(rows, right, len(GAP[0])))
            return
        for lead, row in zip(leads, rows, strict=True):
            self.line(*lead)
            self.columns([[("", ""), row[-1]]])

    def paragraph(self, text: str, *lead: Cell) -> None:
        """Print text behind its lead; on a terminal its lines begin below each other."""
        if self.console is None:
            self.line(*lead, (text, ""))
        else:
            self.console.print(_grid([[*lead, (text, "")]], (), 0))

    def has_room_for(self, cells: Iterable[Cell]) -> bool:
        """True if the cells fit on one line."""
        return (
            self.console is None or sum(cell_len(text) for text, _ in cells) <= self.console.width
        )


def in_columns(
    rows: Sequence[Sequence[Cell]], *, right: Collection[int] = ()
) -> Iterator[list[Cell]]:
    """The rows, cells padded to the width of their column; Hangul takes two of a terminal's."""
    widths = [max(cell_len(text) for text, _ in column) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = []
        for index, ((text, style), width) in enumerate(zip(row, widths, strict=True)):
            spaces = " " * (width - cell_len(text))
            padded.append(((spaces + text if index in right else text + spaces), style))
            padded.append(GAP)
        yield padded[:-1]


def _console(stream: TextIO) -> Console:
    console = partial(Console, file=stream, force_terminal=True)
    return console(color_system=None) if os.environ.get("NO_COLOR") else console()


def _grid(rows: Sequence[Sequence[Cell]], right: Collection[int], gap: int) -> Table:
    table = Table.grid(padding=(0, gap, 0, 0))
    last = len(rows[0]) - 1
    for index in range(last + 1):
        justify: Literal["left", "right"] = "right" if index in right else "left"
        table.add_column(justify=justify, no_wrap=index < last, overflow="fold")
    for row in rows:
        table.add_row(*(Text(text, style) for text, style in row))
    return table


def watched(
    items: Iterable[_Item],
    name: str,
    size: int | None,
    done: Callable[[_Item], int],
    page: Page | None,
) -> Iterator[_Item]:
    """The items, while a bar on ``page`` shows how many of ``size`` bytes are done with each.

    The bar appears after a second, on a terminal only. It has no thread of its own: several
    processes may be started meanwhile.
    """
    if page is None or page.console is None:
        yield from items
        return
    progress = _progress(page.console)
    task = progress.add_task(name, total=size)
    next_drawing = monotonic() + _SILENCE
    try:
        for item in items:
            if monotonic() >= next_drawing:
                progress.start()
                progress.update(task, completed=done(item), refresh=True)
                next_drawing = monotonic() + _REDRAW
            yield item
    finally:
        progress.stop()


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=console,
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
