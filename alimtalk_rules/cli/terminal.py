"""What a terminal needs: safe characters, UTF-8, colours, wrapped lines, and a progress bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import NoReturn, Self, TextIO, TypeVar

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
from rich.text import Text

_GAP = "  "
_INDENT = "    "
_ENOUGH_ROOM = 30
"""Columns that a text needs beside its lead, else it stands below it."""
_LEAST_ROOM = 10
"""Columns that a text takes however narrow the terminal."""

_SILENCE = 1.0
"""Seconds without output after which a progress bar appears."""
_REDRAW = 0.1
"""Seconds from one drawing of a progress bar to the next."""

_Item = TypeVar("_Item")


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
        os.dup2(nowhere, stream.fileno())


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError  # rich itself would exit with 1, which means findings here


def _console(stream: TextIO) -> Console:
    terminal = stream.isatty()
    colours = terminal and not os.environ.get("NO_COLOR")
    return _Console(
        file=stream,
        force_terminal=terminal,  # and never because of FORCE_COLOR
        color_system="auto" if colours else None,
        highlight=False,
        soft_wrap=True,
    )


Cell = tuple[str, str]
"""A piece of a line, and its style."""


class Page:
    """Lines on a stream: in colours and wrapped on a terminal, plain and whole elsewhere.

    No markup is read in what is printed.
    """

    def __init__(self, stream: TextIO) -> None:
        self._console = _console(stream)

    def line(self, *pieces: str | Cell | Text) -> None:
        """Print one line."""
        line = Text.assemble(*pieces)
        line.rstrip()
        self._console.print(line)

    def paragraph(self, text: str, *lead: str | Cell) -> None:
        """Print text behind its lead; on a terminal all its lines begin below each other."""
        head = Text.assemble(*lead)
        room = self._console.width - head.cell_len
        if not self._console.is_terminal:
            self.line(head, text)
            return
        if room < _ENOUGH_ROOM and head.cell_len > len(_INDENT):
            self.line(head)
            head, room = Text(_INDENT), self._console.width - len(_INDENT)
        for line in Text(text).wrap(self._console, max(room, _LEAST_ROOM)):
            self.line(head, line)
            head = Text(" " * head.cell_len)


def in_columns(rows: Sequence[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """The rows with their cells padded, so that columns stand below each other; Hangul is wide."""
    widths = [max(cell_len(text) for text, _ in column) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [
            (text + " " * (width - cell_len(text)) + _GAP, style)
            for (text, style), width in zip(row, widths, strict=True)
        ]
        yield [*padded[:-1], row[-1]]


class Bar:
    """How much of a file has been read, drawn on standard error after a second of silence."""

    def __init__(self) -> None:
        self._console = _console(sys.stderr)
        self._progress: Progress | None = None
        self._next = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.hide()

    def make_way(self, stream: TextIO) -> None:
        """Hide if what is to be printed on ``stream`` would stand in the bar's way."""
        if stream.isatty():
            self.hide()

    def hide(self) -> None:
        """Vanish, and stay away for a second."""
        self._next = monotonic() + _SILENCE
        if self._progress:
            self._progress.stop()
            self._progress = None

    def watch(
        self, items: Iterable[_Item], name: str, size: int | None, done: Callable[[_Item], int]
    ) -> Iterator[_Item]:
        """The items, while the bar shows how many of ``size`` bytes are done with each."""
        self.hide()
        if not self._console.is_terminal:
            yield from items
            return
        for item in items:
            if monotonic() >= self._next:
                self._draw(done(item), name, size)
            yield item

    def _draw(self, done: int, name: str, size: int | None) -> None:
        if self._progress is None:
            self._progress = _progress(self._console)
            self._progress.add_task(name, total=size, completed=done)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=done, refresh=True)
        self._next = monotonic() + _REDRAW


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
