"""What the command line is given: files and standard input, as documents with their places."""

from __future__ import annotations

import os.path
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from errno import EBADF
from pathlib import Path
from typing import Any, BinaryIO

from alimtalk_rules import LineReport, reading
from alimtalk_rules.cli.places import Spot, find_places
from alimtalk_rules.reading import Json, Line, Place, ReadError, decode
from alimtalk_rules.report import Finding
from alimtalk_rules.templates.book import TemplateBook, templates_of

STDIN = "-"
"""The name that stands for standard input."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The documents of one JSON text, each with its JSON Pointer into that text.

    Attributes:
        text: the JSON text.
        documents: pairs of pointer and document.
        line: the line of the file at which the text stands, in JSON Lines.
        repeated: where names stand twice in the text.
    """

    text: str
    documents: tuple[tuple[str, object], ...]
    line: int | None = None
    repeated: tuple[Finding, ...] = ()

    def places(self, spots: Iterable[Spot]) -> dict[Spot, Place]:
        """Where each of ``spots`` stands in the file."""
        return find_places(self.text, spots, self.line)

    def repeated_in(self, pointer: str) -> list[Finding]:
        """Where names stand twice in the document at ``pointer``."""
        return [
            replace(found, path=found.path[len(pointer) :])
            for found in self.repeated
            if f"{found.path}/".startswith(f"{pointer}/")
        ]


def open_binary(name: str) -> AbstractContextManager[BinaryIO]:
    """The file ``name`` or, for ``-``, standard input, which stays open.

    Raises:
        OSError: it cannot be opened.
    """
    if name != STDIN:
        return reading.open_binary(name)
    if sys.stdin is None:
        raise OSError(EBADF, "standard input is closed")
    return nullcontext(sys.stdin.buffer)


def read_text(name: str) -> str:
    """The text of the file ``name``, or of standard input.

    Raises:
        ReadError: it cannot be read, or is not UTF-8.
    """
    try:
        with open_binary(name) as stream:
            return decode(stream.read())
    except OSError as error:
        raise ReadError.of(error) from None


def read_whole(data: bytes) -> Batch:
    """The message in a JSON file or, if it holds an array, all its messages.

    Raises:
        ReadError: it is not UTF-8, or not JSON.
    """
    try:
        json = reading.read(data)
    except ReadError as error:
        error.rule = None  # which are those of lines
        raise
    if not isinstance(json.value, list):
        return _batch(json, [("", json.value)])
    return _batch(json, [(f"/{index}", item) for index, item in enumerate(json.value)])


def read_line(line: Line) -> Batch | ReadError:
    """The message on a line of JSON Lines, or why there is none."""
    if isinstance(line.document, ReadError):
        return line.document
    return _batch(line.document, [("", line.document.value)], line.number)


def read_again(line: LineReport) -> Batch:
    """The message on a line that has been read."""
    json = reading.read(line.raw or b"")
    return _batch(json, [("", json.value)], line.line)


def _batch(json: Json, documents: list[tuple[str, object]], line: int | None = None) -> Batch:
    return Batch(json.text, tuple(documents), line, tuple(json.repeated()))


# --------------------------------------------------------------------------- templates

_Problems = list[tuple[str, ReadError]]


def files_of(source: str) -> list[str]:
    """The JSON files of a folder, by name; of a file itself."""
    if os.path.isdir(source):  # noqa: PTH112 - Path.is_dir raises where this is False
        return sorted(map(str, Path(source).glob("*.json")))
    return [source]


def read_book(
    source: str, files: Iterable[tuple[str, Iterable[Batch | ReadError]]], status: str
) -> tuple[TemplateBook, _Problems]:
    """The book of all templates in ``files``, and by their file the problems with them.

    Of gateways' lists, it has those in that ``status``, as ``TemplateBook.load`` takes it.
    """
    templates: dict[str, Any] = {}
    problems: _Problems = []
    has_others = False
    for file, batches in files:
        for batch in batches:
            faults = [batch] if isinstance(batch, ReadError) else _add(batch, templates, status)
            problems.extend((file, fault) for fault in faults)
            has_others = has_others or bool(isinstance(batch, Batch) and batch.documents)
    if not templates and not problems:
        reason = "none-in-status" if has_others else "no-templates"
        problems.append((source, ReadError(reason)))
    return TemplateBook(templates.values()), problems


def _add(batch: Batch, templates: dict[str, Any], status: str) -> list[ReadError]:
    """Add the templates of a JSON text to those before; tell which cannot be."""
    faults = []
    found = (
        (f"{pointer}{path}", template)
        for pointer, document in batch.documents
        for path, template in templates_of(document, status)
    )
    for pointer, document in found:
        match document:
            case {"code": str(code)} if code not in templates:
                templates[code] = document
                continue
            case {"code": str()}:
                reason, path = "same-code", f"{pointer}/code"
            case _:
                reason, path = "no-code", pointer
        faults.append(ReadError(reason, *batch.places([(path, None)]).values()))
    return faults
