"""``check --fix``: mended documents, written back into their files."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from alimtalk_rules import LineReport, check_lines, mend
from alimtalk_rules.cli.outputs import Output
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.reading import STDIN, Batch, files_of, read_whole
from alimtalk_rules.cli.sources import Lines
from alimtalk_rules.cli.terminal import Page
from alimtalk_rules.cli.usage import WrongUsage
from alimtalk_rules.cli.writers.writer import shown
from alimtalk_rules.mending.edits import Change, changed
from alimtalk_rules.mending.rewriting import changes_of_text
from alimtalk_rules.reading import CHUNK, PACKED_SUFFIXES, ReadError, open_binary, read

_BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Fixes:
    """What is mended in all files.

    Attributes:
        unsafe: whether what may be meant is mended, too.
        places: how many strings and names were mended, each once for each rule.
        files: in how many files that were written.
    """

    unsafe: bool
    places: int = 0
    files: int = 0

    def tell(self, lang: str) -> None:
        """Say on standard error how much was mended."""
        files = phrase(lang, "files", count=self.files)
        Page(sys.stderr).paragraph(phrase(lang, "fixed", count=self.places, files=files))


class Fixer:
    """Mends the documents of a file, as checks of them are asked for."""

    def __init__(self, file: str, asked: Mapping[str, Any], fixes: Fixes) -> None:
        self._file = file
        self._asked = asked
        self._fixes = fixes

    def changes(self, text: str, documents: Iterable[tuple[str, object]]) -> list[Change]:
        """What is to be changed of a JSON text for its documents to be mended."""
        mended = [
            (pointer, mend(document, unsafe=self._fixes.unsafe, **self._asked))
            for pointer, document in documents
        ]
        edits = [
            replace(edit, path=pointer + edit.path)
            for pointer, each in mended
            for edit in each.edits
        ]
        changes = changes_of_text(text, edits)
        now = read_whole(_encoded(changed(text, changes))).documents if changes else ()
        if [document for _, document in now] != [each.document for _, each in mended]:
            return []  # nothing is changed, or a name stands twice in an object
        self._fixes.places += len({(edit.path, edit.rule) for edit in edits})
        return changes

    def line(self, each: LineReport) -> LineReport | None:
        """A line with its document mended, and what is left in it; None if nothing was mended."""
        if each.raw is None or each.report.document == "line" or not each.report.findings:
            return None
        json = read(each.raw)
        changes = self.changes(json.text, [("", json.value)])
        if not changes:
            return None
        raw = _mark_of(each.raw) + _encoded(changed(json.text, changes))
        (again,) = check_lines(raw, **self._asked)
        return again._replace(line=each.line, offset=each.offset)

    def batch(self, batch: Batch) -> Batch | ReadError:
        """The documents of the file, mended; so is the file."""
        changes = self.changes(batch.text, batch.documents)
        if not changes:
            return batch
        before = Path(self._file).read_bytes()
        if before.removeprefix(_BOM) != batch.text.encode():
            return ReadError("file-changed")
        data = _mark_of(before) + _encoded(changed(batch.text, changes))
        with _replacing(self._file) as output:
            output.write(data)
        self._fixes.files += 1
        return read_whole(data)

    def lines(self, reports: Lines) -> Lines:
        """The lines of the file, mended; so is the file, when all are read."""
        try:
            yield from self._lines(reports)
        except ReadError as error:
            yield error

    def _lines(self, reports: Lines) -> Lines:
        before = _status(self._file)
        with ExitStack() as stack:
            copy = None
            for each in reports:
                if isinstance(each, ReadError) or (fixed := self.line(each)) is None:
                    yield each
                    continue
                copy = copy or _Copy(self._file, stack)
                copy.replace(each, fixed)
                yield fixed
            if copy is not None:
                copy.end()
                if _status(self._file) != before:
                    raise ReadError("file-changed")
                self._fixes.files += 1


class _Copy:
    """A copy of a file of JSON Lines, with some of its lines replaced."""

    def __init__(self, file: str, stack: ExitStack) -> None:
        self._output = stack.enter_context(_replacing(file))
        self._source = stack.enter_context(open_binary(file))  # closed before it is replaced

    def replace(self, line: LineReport, fixed: LineReport) -> None:
        """Write all that stands before a line, and what is to stand in its place."""
        self._copy(line.offset - self._source.tell())
        self._output.write(fixed.raw or b"")
        self._source.seek(len(line.raw or b""), os.SEEK_CUR)

    def end(self) -> None:
        """Write the rest."""
        self._copy(sys.maxsize)

    def _copy(self, size: int) -> None:
        while data := self._source.read(min(size, CHUNK)):
            self._output.write(data)
            size -= len(data)


def _mark_of(data: bytes) -> bytes:
    """The byte order mark with which data begins, if it does."""
    return _BOM if data.startswith(_BOM) else b""


def _encoded(text: str) -> bytes:
    """UTF-8; of a lone surrogate, which stands in a string, the escape that JSON has for it."""
    return text.encode("utf-8", "backslashreplace")


def _status(file: str) -> tuple[int, int, int]:
    status = Path(file).stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


@contextmanager
def _replacing(file: str) -> Iterator[Output]:
    """A file that takes the name of one that there is, and its mode; or is no more."""
    output = Output(file)
    try:
        output.begin()
        _make_like(file, str(output.part))
        yield output
        output.end()
    except BaseException:
        part = output.part
        output.abandon()
        if part:
            Path(part).unlink(missing_ok=True)
        raise


def _make_like(file: str, part: str) -> None:
    """Give a new file the owner and the mode of another, as far as that is permitted."""
    status = Path(file).stat()
    with suppress(AttributeError, PermissionError):
        os.chown(part, status.st_uid, status.st_gid)
    shutil.copymode(file, part)


def require_fixable(files: Iterable[str], source: str | None) -> None:
    """Refuse to write what is no file, what is packed, and the templates that are approved.

    Raises:
        WrongUsage: there is such a file.
    """
    approved = {os.path.realpath(file) for file in (files_of(source) if source else ())}
    for file in files:
        if file.lower().endswith(PACKED_SUFFIXES) or not (is_file(file) or _is_nothing(file)):
            raise WrongUsage("cannot-fix", name=shown(file))
        if os.path.realpath(file) in approved:
            raise WrongUsage("fix-approved", name=shown(file))


def is_file(file: str) -> bool:
    """False of standard input, of pipes and of devices."""
    return file != STDIN and os.path.isfile(file)  # noqa: PTH113 - Path.is_file raises on odd names


def _is_nothing(file: str) -> bool:
    """True if nothing has that name: of that something else is told."""
    return file != STDIN and not os.path.exists(file)  # noqa: PTH110 - likewise
