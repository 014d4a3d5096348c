"""From files to documents: UTF-8, JSON, arrays of messages and JSON Lines, or why not."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from errno import EBADF
from pathlib import Path
from typing import BinaryIO, NoReturn

from alimtalk_rules.cli.places import Place, Spot, find_places

STDIN = "-"
"""The name that stands for standard input."""

LINE_SUFFIXES = (".jsonl", ".ndjson")
"""How the name of a file of JSON Lines ends."""

_BOM = b"\xef\xbb\xbf"

_REASONS = {
    "Expecting value": "value-expected",
    "Expecting property name": "name-expected",
    "Expecting ':'": "colon-expected",
    "Expecting ','": "comma-expected",
    "Illegal trailing comma": "trailing-comma",
    "Extra data": "more-than-one",
    "Unterminated string": "string-not-closed",
    "Invalid control character": "control-character",
    "Invalid \\": "bad-escape",
}
"""How a message of ``json`` begins, and our phrase for it."""

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
        values: what the phrase is filled with; never the file's own text.
    """

    def __init__(self, reason: str, place: Place | None = None, **values: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place
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
    encoding = json.detect_encoding(data)
    if not encoding.startswith("utf-8"):
        raise ReadError("other-encoding", encoding=encoding[:6].upper())
    data = data.removeprefix(_BOM)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        begin = data.rfind(b"\n", 0, error.start) + 1
        place = Place(line, len(data[begin : error.start].decode()) + 1)
        reason = "looks-like-cp949" if _looks_like_cp949(data) else "not-utf-8"
        raise ReadError(reason, place) from None


_EVERYDAY_HANGUL = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
"""The 2,350 syllables that EUC-KR has, and CP949 at the same place."""


def _looks_like_cp949(data: bytes) -> bool:
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return False
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return len(_EVERYDAY_HANGUL.findall(data)) * 2 > beyond_ascii


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_DECODER = json.JSONDecoder(parse_constant=_refuse)


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
        ReadError: it is not JSON, or more than Python's parser can take.
    """
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        reasons = (ours for theirs, ours in _REASONS.items() if error.msg.startswith(theirs))
        place = Place(error.lineno, error.colno)
        raise ReadError(next(reasons, "not-json"), place) from None
    except RecursionError:
        raise ReadError("too-deep") from None
    except ValueError:
        raise _odd_number(text) from None


_WORD = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[^\s"\[\]{},:]+', re.DOTALL)


def _odd_number(text: str) -> ReadError:
    """The error for the first number that Python's parser refused: its own says no place."""
    match = next(match for match in _WORD.finditer(text) if _is_odd(match[0]))
    reason = "number-too-long" if match[0].lstrip("-").isdigit() else "no-number"
    line = text.count("\n", 0, match.start()) + 1
    return ReadError(reason, Place(line, match.start() - text.rfind("\n", 0, match.start())))


def _is_odd(word: str) -> bool:
    if word.startswith(("NaN", "Infinity", "-Infinity")):
        return True
    digits = word.removeprefix("-")
    return len(digits) > sys.get_int_max_str_digits() and digits.isdigit()


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
