"""Files that the command writes: beside their name, renamed when they are whole."""

from __future__ import annotations

import io
import json
import os
import sys
from base64 import b64encode
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, BinaryIO, TextIO

from alimtalk_rules.cli.items import is_refused
from alimtalk_rules.cli.reading import STDIN
from alimtalk_rules.lines import LineReport

PRIVATE = 0o600
"""The mode of a file that holds the user's text."""


class _File(io.FileIO):
    """A file whose errors name it as the user does."""

    def __init__(self, file: str | int, shown: str) -> None:
        super().__init__(file, "wb")
        self._shown = shown

    def write(self, data: Any, /) -> int:
        """Write bytes, or some of them."""
        with _naming(self._shown):
            return super().write(data)


@contextmanager
def _naming(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, name) from None


class Output:
    """A file that is written beside its name, and takes it when all is written.

    What had the name before stays until then. ``-`` is standard output; a device or a pipe is
    written as it is. Whatever cannot be done is an ``OSError`` whose ``filename`` is ``name``.

    Attributes:
        name: as the user gave it.
        is_whole: False if the file is to be left beside its name at the end.
        part: where it is written so far; None if nowhere, or at once where it should be.
    """

    def __init__(self, name: str, mode: int = PRIVATE) -> None:
        self.name = name
        self.is_whole = True
        self.part: str | None = None
        self._mode = mode
        self._target = os.path.realpath(name)  # a link stays one
        self._stream: IO[Any] | None = None

    @property
    def gets_name(self) -> bool:
        """True if it was begun, and what was written does not stay beside its name."""
        return self._stream is not None and (self.is_whole or self.part is None)

    def begin(self) -> None:
        """Create the file beside, if that was not done."""
        if self._stream is None:
            with _naming(self.name):
                self._stream = self._opened()

    def _opened(self) -> BinaryIO:
        if self.name == STDIN:
            return sys.stdout.buffer
        if os.path.exists(self._target) and not os.path.isfile(self._target):  # noqa: PTH110, PTH113
            return io.BufferedWriter(_File(self._target, self.name))
        part = f"{self._target}.{os.urandom(4).hex()}.part"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self._mode)
        self.part = part
        return io.BufferedWriter(_File(handle, self.name))

    def write(self, data: bytes) -> None:
        """Write bytes, beginning if that was not done."""
        self.begin()
        assert self._stream  # noqa: S101 - begun
        self._stream.write(data)

    def text(self) -> TextIO:
        """A stream of UTF-8 into the file, begun now."""
        self.begin()
        assert self._stream  # noqa: S101 - begun
        self._stream = io.TextIOWrapper(self._stream, "utf-8", "backslashreplace", newline="\n")
        return self._stream

    def end(self) -> None:
        """Give the file its name, if it was begun and is whole."""
        if self._stream is None:
            return
        if self.name == STDIN:
            self._stream.flush()
            return
        with _naming(self.name):
            self._stream.close()
            if self.part and self.is_whole:
                os.replace(self.part, self._target)  # noqa: PTH105
                self.part = None
        self._remove_empty()

    def abandon(self) -> None:
        """Leave the file beside as it is; nothing is left of one that is empty."""
        if self._stream is None or self.name == STDIN:
            return
        with suppress(OSError):  # what cannot be written is told already
            self._stream.close()
        self._remove_empty()

    def _remove_empty(self) -> None:
        if self.part and not os.path.getsize(self.part):  # noqa: PTH202
            os.unlink(self.part)  # noqa: PTH108
            self.part = None


@contextmanager
def written(outputs: Collection[Output]) -> Iterator[None]:
    """Give the outputs their names at the end, or leave them beside if an error ends it."""
    try:
        yield
        for output in outputs:
            output.end()
    except BaseException:
        for output in outputs:
            output.abandon()
        raise


class Split:
    """Sorts lines: those that may be sent into one file, the others with what was found."""

    def __init__(
        self, accepted: Output | None, rejects: Output | None, fail_on: str, lang: str
    ) -> None:
        self.accepted = accepted
        self.rejects = rejects
        self._fail_on = fail_on
        self._lang = lang

    def begin(self) -> None:
        """Create the files, now that there is something to read."""
        for output in (self.accepted, self.rejects):
            if output:
                output.begin()

    def written(self) -> tuple[str | None, str | None]:
        """The names of both files, of those that get them."""
        accepted, rejects = self.accepted, self.rejects
        return (
            accepted.name if accepted and accepted.gets_name else None,
            rejects.name if rejects and rejects.gets_name else None,
        )

    def leave_beside(self) -> None:
        """Leave the files beside their names at the end, as not all could be read."""
        for output in (self.accepted, self.rejects):
            if output:
                output.is_whole = False

    def accept(self, line: bytes) -> None:
        """Write what may be sent."""
        if self.accepted:
            self.accepted.write(line + b"\n")

    def add(self, file: str, each: LineReport) -> None:
        """Write a line to where it belongs; one that cannot be read, and is ignored, to neither."""
        if each.report.document == "line" and not each.report.findings:
            return
        if each.report.document != "line" and not is_refused(each.report, self._fail_on):
            line = each.raw or b""  # None only if it is too long to be read
            self.accept(line.removeprefix(b"\xef\xbb\xbf"))
        elif self.rejects:
            self.rejects.write(json_of(_reject_dict(file, each, self._lang)) + b"\n")


def json_of(value: object) -> bytes:
    """JSON in UTF-8 on one line; of a lone surrogate the escape that JSON has for it."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _reject_dict(file: str, each: LineReport, lang: str) -> dict[str, Any]:
    report = each.report.to_dict(lang)
    return {
        "file": file,
        "line": each.line,
        "offset": each.offset,
        "document": report["document"],
        "findings": report["findings"],
        **_original(each.raw),
    }


def _original(raw: bytes | None) -> dict[str, str | None]:
    """The line as text or, if it is not UTF-8, in base64; null if it was too long to be read."""
    if raw is None:
        return {"text": None}
    try:
        return {"text": raw.decode()}
    except UnicodeDecodeError:
        return {"base64": b64encode(raw).decode()}
