"""From the files that are named to what is shown of them: folders, gzip, arrays, lines, images."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from gzip import GzipFile
from itertools import chain
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, BinaryIO, cast

from alimtalk_rules import LineReport, Report, check_image, check_lines
from alimtalk_rules.cli.items import Checked, Item, places_in, spot_of
from alimtalk_rules.cli.outputs import Split
from alimtalk_rules.cli.places import Place
from alimtalk_rules.cli.reading import (
    LINE_SUFFIXES,
    STDIN,
    Batch,
    ReadError,
    decode,
    open_binary,
    parse,
    read_lines,
    read_whole,
    reason_of,
)
from alimtalk_rules.cli.terminal import Page, printable, watched
from alimtalk_rules.lines import LineSource

JSON_SUFFIXES = (".json", *LINE_SUFFIXES, *(f"{suffix}.gz" for suffix in LINE_SUFFIXES))
"""How the names of files end that are taken from a folder to be checked."""

IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png")
"""Likewise, of images."""

_MOST_IMAGE = 1 << 26
"""Bytes of an image that are taken from standard input, to tell how large it is."""

_GZIP = b"\x1f\x8b"

_FOREIGN = {
    b"PK\x03\x04": "is-zip",
    b"\x89PNG": "is-image",
    b"\xff\xd8\xff": "is-image",
    b"GIF8": "is-image",
    b"BZh": "is-compressed",
    b"\xfd7zXZ": "is-compressed",
    b"\x28\xb5\x2f\xfd": "is-compressed",
    b"%PDF": "is-document",
    b"\xd0\xcf\x11\xe0": "is-document",
}
"""How files begin that hold no JSON, and our phrase for what they are."""

_FOREIGN_NAMES = {".csv": "is-csv", ".tsv": "is-csv", ".xlsx": "is-document"}

Judge = Callable[[object], Checked]
Beside = Callable[[object, Report], tuple[Report, str | None]]
"""Compares a document, of which there is a report, with templates: the report with what was found
by that, and the template's code."""
Items = Generator[Item, None, None]


def files_in(names: Iterable[str], suffixes: tuple[str, ...]) -> list[str]:
    """The files, and of each folder those below it that are not hidden, by name."""
    return [*chain.from_iterable(_files_of(name, suffixes) for name in names)]


def _files_of(name: str, suffixes: tuple[str, ...]) -> list[str]:
    if name == STDIN or not os.path.isdir(name):  # noqa: PTH112 - Path.is_dir raises on odd names
        return [name]
    found = []
    for folder, folders, files in os.walk(name):
        folders[:] = [inner for inner in folders if not inner.startswith(".")]
        wanted = (file for file in files if file.lower().endswith(suffixes))
        found += [os.path.join(folder, file) for file in wanted]  # noqa: PTH118
    return sorted(found)


def has_lines(file: str) -> bool:
    """True if the name is one of JSON Lines."""
    return file.lower().removesuffix(".gz").endswith(LINE_SUFFIXES)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO | GzipFile]:
    """A file, unpacked if it is gzip.

    Raises:
        OSError: it cannot be opened, or not be read.
        ReadError: it is no text at all, or another table than JSON, or broken gzip.
    """
    with open_binary(file) as stream:
        head: bytes = stream.peek(6) if hasattr(stream, "peek") else b""
        for name, reason in _FOREIGN_NAMES.items():
            if file.lower().endswith(name):
                raise ReadError(reason)
        for begin, reason in _FOREIGN.items():
            if head.startswith(begin):
                raise ReadError(reason)
        if not head.startswith(_GZIP):
            yield stream
            return
        try:
            with GzipFile(fileobj=stream) as unpacked:
                yield unpacked
        except (EOFError, zlib.error):
            raise ReadError("gzip-broken") from None


def _size(file: str) -> int | None:
    """How many bytes there are to be read, if that is known."""
    return Path(file).stat().st_size if os.path.isfile(file) else None  # noqa: PTH113


# --------------------------------------------------------------------------- documents


def documents_in(file: str, judge: Judge, *, lines: bool, bar: Page | None) -> Items:
    """What ``judge`` finds in each document of a file, or why there is none."""
    for batch in batches_in(file, lines=lines, bar=bar):
        if isinstance(batch, ReadError):
            yield batch
        else:
            yield from _judged(batch, judge)


def batches_in(
    file: str, *, lines: bool = False, bar: Page | None = None
) -> Iterator[Batch | ReadError]:
    """The JSON texts of a file, or why there are none."""
    try:
        with _opened(file) as stream:
            if not (lines or has_lines(file)):
                yield read_whole(stream.read())
                return
            size = None if isinstance(stream, GzipFile) else _size(file)
            ended = watched(_with_ends(stream), printable(file), size, itemgetter(0), bar)
            for batch in read_lines(line for _, line in ended):
                yield _of_line(batch) if isinstance(batch, ReadError) else batch
    except OSError as error:
        yield ReadError.of(error)
    except ReadError as error:
        yield error


def _with_ends(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each line, behind the number of bytes up to its end."""
    end = 0
    for line in lines:
        end += len(line)
        yield end, line


def _judged(batch: Batch, judge: Judge) -> Iterator[Checked]:
    judged = [
        replace(judge(document), pointer=pointer, line=batch.line)
        for pointer, document in batch.documents
    ]
    spots = [spot_of(found, each.pointer) for each in judged for found in each.report.findings]
    places = places_in(lambda: batch.text, spots, batch.line)
    return (replace(each, places=places) if each.report.findings else each for each in judged)


def _of_line(error: ReadError) -> ReadError:
    """The error as one of a line: what helps a whole file may be of no use there."""
    if error.reason != "more-than-one":
        return error
    return ReadError("more-on-line", error.place, rule=error.rule)


# --------------------------------------------------------------------------- JSON Lines


def lines_in(
    file: str, options: Mapping[str, Any], split: Split, beside: Beside | None, bar: Page | None
) -> Items:
    """What is found on each line of a file, or why it cannot be read.

    Lines are also written to where ``split`` says, which begins as soon as there are any. A line
    that cannot be read, and whose rule is ignored, is passed over.
    """
    with_raw = beside is not None or split.accepted is not None
    with closing(_reports(file, options, with_raw=with_raw, bar=bar)) as reports:
        for each in reports:
            if isinstance(each, ReadError):
                yield each
                return
            split.begin()
            template = None
            if beside and each.raw is not None and each.report.document != "line":
                report, template = beside(parse(decode(each.raw)), each.report)
                each = LineReport(each.line, report, each.offset, each.raw)  # noqa: PLW2901
            split.add(file, each)
            if each.report.document != "line":
                yield _checked(each, template)
            elif each.report.findings:
                yield _problem(each)
    split.begin()


def _reports(
    file: str, options: Mapping[str, Any], *, with_raw: bool, bar: Page | None
) -> Generator[LineReport | ReadError, None, None]:
    try:
        with _opened(file) as stream:
            tee = _Tee(stream) if with_raw else None
            size = None if isinstance(stream, GzipFile) else _size(file)
            source = tee or (stream if size is None else file)
            with closing(check_lines(cast("LineSource", source), **options)) as reports:
                name, done = printable(file), attrgetter("offset")
                for each in watched(reports, name, size, done, bar):
                    yield tee.with_raw(each) if tee else each
    except OSError as error:
        yield ReadError.of(error)
    except ReadError as error:
        yield error
    except BrokenExecutor:
        yield ReadError("process-killed")


class _Tee:
    """A stream that remembers what was read of it until it is asked for that line."""

    def __init__(self, stream: BinaryIO | GzipFile) -> None:
        self._stream = stream
        self._kept = bytearray()
        self._begin = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._kept += data
        return data

    def read1(self, size: int = -1) -> bytes:
        data: bytes = getattr(self._stream, "read1", self._stream.read)(size)
        self._kept += data
        return data

    def with_raw(self, each: LineReport) -> LineReport:
        """The report of a line with the line itself, if it can be read; earlier ones are gone."""
        del self._kept[: each.offset - self._begin]
        self._begin = each.offset
        if each.report.document == "line":
            return each
        end = self._kept.find(b"\n")
        raw = bytes(self._kept[:end] if end >= 0 else self._kept)
        return LineReport(each.line, each.report, each.offset, raw)


def _checked(each: LineReport, template: str | None) -> Checked:
    report, raw = each.report, each.raw
    if not report.findings:
        return Checked(report, line=each.line, template=template)
    spots = (spot_of(found, "") for found in report.findings)
    places = places_in(lambda: decode(raw or b"").rstrip("\r"), spots, each.line)
    return Checked(report, line=each.line, places=places, template=template)


def _problem(each: LineReport) -> ReadError:
    (found,) = each.report.findings
    params: dict[str, Any] = dict(found.params)
    place = Place(each.line, params.pop("column", 1))
    if found.rule == "line-too-long":
        return ReadError(found.rule, place, rule=found.rule, **params)
    reason, values = reason_of(params.get("reason", ""), params.get("encoding"))
    return _of_line(ReadError(reason, place, rule=found.rule, **values))


# --------------------------------------------------------------------------- images


def image_in(file: str, ignore: tuple[str, ...]) -> Items:
    """What is found in an image file, or why it cannot be read."""
    try:
        if file != STDIN:
            yield Checked(check_image(file, ignore=ignore))
            return
        with open_binary(file) as stream:
            yield Checked(check_image(stream.read(_MOST_IMAGE), ignore=ignore))
    except OSError as error:
        yield ReadError.of(error)
