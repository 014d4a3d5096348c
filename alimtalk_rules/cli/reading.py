"""From files to documents: UTF-8, JSON, arrays of messages and JSON Lines, or why not."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from errno import EBADF
from pathlib import Path
from typing import Any, BinaryIO

from alimtalk_rules import json_text
from alimtalk_rules.cli.places import Place, Spot, find_places

STDIN = "-"
"""The name that stands for standard input."""

LINE_SUFFIXES = (".jsonl", ".ndjson")
"""How the name of a file of JSON Lines ends."""

_OS_REASONS = {
    FileNotFoundError: "no-such-file",
    IsADirectoryError: "is-folder",
    PermissionError: "no-permission",
}


class ReadError(Exception):
    """A file, or a line of it, that cannot be judged.

    Attributes:
        reason: the name of a phrase.
        place: where in the file, if anywhere.
        rule: the rule that a line breaks, if it is one of JSON Lines.
        values: what the phrase is filled with; never the file's own text.
    """

    def __init__(
        self, reason: str, place: Place | None = None, *, rule: str | None = None, **values: Any
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place
        self.rule = rule
        self.values = values

    @classmethod
    def of(cls, error: OSError) -> ReadError:
        """The operating system's error, as ours."""
        if reason := _OS_REASONS.get(type(error)):
            return cls(reason)
        return cls("cannot-read", detail=error.strerror or type(error).__name__)


@dataclass(frozen=True, slots=True)
class Batch:
    """The documents of one JSON text, each with its JSON Pointer into that text.

    Attributes:
        text: the JSON text.
        documents: pairs of pointer and document.
        line: the line of the file at which the text stands, in JSON Lines.
    """

    text: str
    documents: tuple[tuple[str, object], ...]
    line: int | None = None

    def places(self, spots: Iterable[Spot]) -> dict[Spot, Place]:
        """Where each of ``spots`` stands in the file."""
        places = find_places(self.text, spots)
        if self.line is None:
            return places
        return {spot: place._replace(line=self.line) for spot, place in places.items()}


def open_binary(name: str) -> AbstractContextManager[BinaryIO]:
    """The file ``name`` or, for ``-``, standard input, which stays open.

    Raises:
        OSError: it cannot be opened.
    """
    if name != STDIN:
        return Path(name).open("rb")
    if sys.stdin is None:
        raise OSError(EBADF, "standard input is closed")
    return nullcontext(sys.stdin.buffer)


def decode(data: bytes) -> str:
    """The text of UTF-8 ``data``, without its byte order mark.

    Raises:
        ReadError: it is in another encoding, which is named where it can be guessed.
    """
    try:
        return json_text.decode(data)
    except json_text.JsonError as error:
        raise _of_json(error) from None


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


def parse(text: str) -> object:
    """The value of the JSON ``text``; NaN and Infinity are no JSON.

    Raises:
        ReadError: it is not JSON, or more than is read.
    """
    try:
        return json_text.parse(text)
    except json_text.JsonError as error:
        raise _of_json(error) from None


def _of_json(error: json_text.JsonError) -> ReadError:
    reason, values = reason_of(error.reason, error.encoding)
    return ReadError(reason, None if values else Place(error.line, error.column), **values)


def reason_of(reason: str, encoding: str | None) -> tuple[str, dict[str, str]]:
    """Our phrase for why there is no JSON, with its values; an ``encoding`` is the reason then."""
    if encoding is None:
        return reason, {}
    if encoding.startswith("UTF-"):
        return "other-encoding", {"encoding": encoding}
    return "looks-like-cp949" if encoding == "CP949" else "not-utf-8", {}


def read_whole(data: bytes) -> Batch:
    """The message in a JSON file or, if it holds an array, all its messages.

    Raises:
        ReadError: it is not UTF-8, or not JSON.
    """
    text = decode(data)
    value = parse(text)
    if isinstance(value, list):
        return Batch(text, tuple((f"/{index}", item) for index, item in enumerate(value)))
    return Batch(text, (("", value),))


def read_lines(lines: Iterable[bytes]) -> Iterator[Batch | ReadError]:
    """The message on each line of a JSON Lines file that is not blank, or why there is none.

    A file in UTF-16 or UTF-32 gives one error, since its lines are no lines of bytes.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text = decode(line).rstrip("\r\n")
            yield Batch(text, (("", parse(text)),), number)
        except ReadError as error:
            column = error.place.column if error.place else 1
            yield ReadError(error.reason, Place(number, column), **error.values)
            if error.reason == "other-encoding":
                return
