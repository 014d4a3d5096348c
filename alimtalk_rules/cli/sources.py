"""From the files that are named to what is shown of them: folders, gzip, arrays, lines, images."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

from alimtalk_rules import LineReport, check_image, check_lines, match_lines
from alimtalk_rules.cli.items import Checked, Item, places_in, spot_of
from alimtalk_rules.cli.outputs import Split
from alimtalk_rules.cli.reading import STDIN, Batch, open_binary, read_again, read_line, read_whole
from alimtalk_rules.cli.terminal import Page, printable, watched
from alimtalk_rules.limits import MOST_IMAGE_BYTES
from alimtalk_rules.reading import (
    LINE_SUFFIXES,
    PACKED_SUFFIXES,
    Place,
    ReadError,
    decode,
    documents_in,
    not_utf_8,
    parse,
)
from alimtalk_rules.report import choices, with_findings

JSON_SUFFIXES = (".json", *(f".json{packed}" for packed in PACKED_SUFFIXES), *LINE_SUFFIXES)
"""How the names of files end that are taken from a folder to be checked."""

IMAGE_SUFFIXES = (".jpg", ".jpeg", ".png")
"""Likewise, of images."""

_FOREIGN = {
    b"PK\x03\x04": "is-zip",
    b"\x89PNG": "is-image",
    b"\xff\xd8\xff": "is-image",
    b"GIF8": "is-image",
    b"\x1f\x8b": "is-compressed",
    b"BZh": "is-compressed",
    b"\xfd7zXZ": "is-compressed",
    b"\x28\xb5\x2f\xfd": "is-compressed",
    b"%PDF": "is-document",
    b"\xd0\xcf\x11\xe0": "is-document",
}
"""How files begin that hold no JSON, and our phrase for what they are."""

_FOREIGN_NAMES = {".csv": "is-csv", ".tsv": "is-csv", ".xlsx": "is-document"}

Judge = Callable[[object], Checked]
Items = Generator[Item, None, None]
Lines = Generator[LineReport | ReadError, None, None]
FixBatch = Callable[[Batch], Batch | ReadError]
FixLines = Callable[[Lines], Lines]
"""What mends the documents of a file, and the file itself."""


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
    return file.lower().endswith(LINE_SUFFIXES)


def _is_packed(file: str) -> bool:
    return file.lower().endswith(PACKED_SUFFIXES)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    """A file, unpacked if its name says that it is packed.

    Raises:
        OSError: it cannot be opened, or not be read.
        ReadError: it is another table than JSON, or no text at all.
    """
    with open_binary(file) as stream:
        peek = None if _is_packed(file) else getattr(stream, "peek", None)
        head: bytes = peek(6) if peek else b""
        for name, reason in _FOREIGN_NAMES.items():
            if file.lower().endswith(name):
                raise ReadError(reason)
        for begin, reason in _FOREIGN.items():
            if head.startswith(begin):
                raise ReadError(reason)
        yield stream


def _read_error(file: str, error: OSError) -> ReadError:
    if error.errno == errno.EIO and _is_packed(file):
        return ReadError("zstd-broken" if file.lower().endswith(".zst") else "gzip-broken")
    return ReadError("zstd-missing") if error.errno == errno.ENOSYS else ReadError.of(error)


def _size(file: str) -> int | None:
    """How many bytes there are to be read, if that is known."""
    if _is_packed(file) or not os.path.isfile(file):  # noqa: PTH113
        return None
    return Path(file).stat().st_size


# --------------------------------------------------------------------------- documents


def documents_of(
    file: str,
    judge: Judge,
    chosen: Mapping[str, Any],
    fix: FixBatch | None = None,
    *,
    lines: bool = False,
) -> Items:
    """What is found in each document of a file, or why there is none; once ``fix`` mended it.

    ``chosen`` are the arguments of checks that each of them takes.
    """
    for each in batches_in(file, lines=lines):
        batch = fix(each) if fix and isinstance(each, Batch) else each
        if isinstance(batch, ReadError):
            yield batch
        else:
            yield from _judged(batch, judge, chosen)


def batches_in(file: str, *, lines: bool = False) -> Iterator[Batch | ReadError]:
    """The JSON texts of a file, or why there are none."""
    try:
        with _opened(file) as stream:
            if not (lines or has_lines(file)):
                data = stream.read()
                yield read_whole(data) if data.strip() else ReadError("is-empty")
                return
            for line in documents_in(stream):
                batch = read_line(line)
                yield _of_line(batch) if isinstance(batch, ReadError) else batch
    except OSError as error:
        yield _read_error(file, error)
    except ReadError as error:
        yield error


def _judged(batch: Batch, judge: Judge, chosen: Mapping[str, Any]) -> Iterator[Checked]:
    judged, choice = [], choices(**chosen)
    for pointer, document in batch.documents:
        checked = judge(document)
        report = with_findings(checked.report, batch.repeated_in(pointer), choice)
        place = replace(checked, pointer=pointer, line=batch.line)
        judged.append(replace(place, report=report, document=partial(_itself, document)))
    spots = [spot_of(found, each.pointer) for each in judged for found in each.report.findings]
    places = places_in(lambda: batch.text, spots, batch.line)
    return (replace(each, places=places) if each.report.findings else each for each in judged)


def _itself(document: object) -> object:
    return document


def _of_line(error: ReadError) -> ReadError:
    """The error as one of a line: what helps a whole file may be of no use there."""
    if error.reason != "more-than-one":
        return error
    return ReadError("more-on-line", error.place, rule=error.rule)


# --------------------------------------------------------------------------- JSON Lines


def lines_in(
    file: str,
    options: Mapping[str, Any],
    split: Split,
    bar: Page | None,
    fix: FixLines | None = None,
) -> Items:
    """What is found on each line of a file, or why it cannot be read; once ``fix`` mended it.

    Lines are also written to where ``split`` says, which begins as soon as there are any. A line
    that cannot be read, and whose rule is ignored, is passed over.
    """
    with ExitStack() as stack:
        read_lines = partial(check_lines, **options)
        reports = stack.enter_context(closing(reports_in(file, read_lines, bar)))
        if fix:
            reports = stack.enter_context(closing(fix(reports)))
        for each in reports:
            if isinstance(each, ReadError):
                split.leave_beside()
                yield each
                return
            split.begin()
            split.add(file, each)
            if each.report.document != "line":
                yield _checked(each)
            elif each.report.findings:
                yield problem_of(each)
    split.begin()


def matched_lines_in(
    file: str, options: Mapping[str, Any], judge: Judge, bar: Page | None, *, show_text: bool
) -> Items:
    """What is found on each line of a file beside its template.

    A line is judged again, which tells more and takes longer, if it is not fine, or if texts are to
    be shown.
    """
    chosen = {name: options[name] for name in ("profile", "ignore", "severity")}
    with closing(reports_in(file, partial(match_lines, **options), bar)) as reports:
        for each in reports:
            if isinstance(each, ReadError):
                yield each
                return
            report = each.report
            if report.document == "line":
                if report.findings:
                    yield problem_of(each)
            elif report.findings or show_text:
                yield from _judged(read_again(each), judge, chosen)
            else:
                yield Checked(report, line=each.line)


def reports_in(
    file: str, read_lines: Callable[[BinaryIO], Generator[LineReport]], bar: Page | None
) -> Lines:
    """The report on each line of a file, or why the file cannot be read."""
    try:
        with _opened(file) as stream, closing(read_lines(stream)) as reports:
            yield from watched(reports, printable(file), _size(file), attrgetter("offset"), bar)
    except OSError as error:
        yield _read_error(file, error)
    except ReadError as error:
        yield error
    except BrokenExecutor:
        yield ReadError("process-killed")


def _checked(each: LineReport) -> Checked:
    report, raw = each.report, each.raw
    if not report.findings:
        return Checked(report, line=each.line)
    spots = (spot_of(found, "") for found in report.findings)

    def text() -> str:
        return decode(raw or b"")

    places = places_in(text, spots, each.line)

    def document() -> object:
        return parse(text())

    return Checked(report, line=each.line, places=places, document=document)


def problem_of(each: LineReport) -> ReadError:
    """Why a line cannot be read, of which its report tells that."""
    (found,) = each.report.findings
    params: dict[str, Any] = dict(found.params)
    place = Place(each.line, params.pop("column", 1))
    if found.rule == "not-utf-8":
        return not_utf_8(place=place, **params)
    return _of_line(ReadError(params.pop("reason", found.rule), place, rule=found.rule, **params))


# --------------------------------------------------------------------------- images


def image_in(file: str, options: Mapping[str, Any]) -> Items:
    """What is found in an image file, or why it cannot be read."""
    try:
        if file != STDIN:
            yield Checked(check_image(file, **options))
            return
        with open_binary(file) as stream:
            yield Checked(check_image(stream.read(MOST_IMAGE_BYTES), **options))
    except OSError as error:
        yield ReadError.of(error)
