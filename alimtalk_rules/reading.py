"""From bytes to documents: encodings, JSON and JSON Lines, or where and why there is none."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, NoReturn, cast

from alimtalk_rules.limits import MOST_FINDINGS, MOST_LEVELS, MOST_LINE_BYTES, MOST_UNZIPPED
from alimtalk_rules.report import Finding, finding, pointer

CHUNK: Final = 1 << 16
"""Bytes that are read at once: with more, the processor's caches overflow."""

_ENOUGH_LINES: Final = 20
"""Lines in CP949 at the beginning of a file that show that all of it is: one or two may be what
somebody pasted into a file in UTF-8."""

PACKED_SUFFIXES: Final = (".gz", ".zst")
"""How the name of a file ends that is unpacked while it is read."""

LINE_SUFFIXES: Final = tuple(
    name + packed for name in (".jsonl", ".ndjson") for packed in ("", *PACKED_SUFFIXES)
)
"""How the name of a file of JSON Lines ends."""

_BOM: Final = b"\xef\xbb\xbf"


class Place(NamedTuple):
    """A place in a text; both count from 1, and columns are code points."""

    line: int
    column: int


_OS_REASONS: Final = {
    FileNotFoundError: "no-such-file",
    IsADirectoryError: "is-folder",
    PermissionError: "no-permission",
}


class ReadError(ValueError):
    """Why a file, or a line of it, cannot be read as a document.

    Attributes:
        reason: its permanent name, such as ``"comma-expected"``.
        place: where in the file, if anywhere.
        rule: the rule that a line breaks for that reason; None if a file cannot be read at all.
        values: numbers and names of ours that belong to the reason; never the file's own text.
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

    def __str__(self) -> str:
        where = f"line {self.place.line}, column {self.place.column}: " if self.place else ""
        reason = self.reason.replace("-", " ")
        whats = {"not-utf-8": "this is not UTF-8", "not-json": f"this is not JSON ({reason})"}
        return where + whats.get(self.rule or "", reason)

    def finding(self) -> Finding:
        """The finding on a line that breaks ``rule``."""
        if self.rule == "line-too-long":
            return finding(self.rule, "", self.values)
        rule, place = cast("str", self.rule), cast("Place", self.place)
        told = self.values if rule == "not-utf-8" else {"reason": self.reason}
        return finding(rule, "", {"column": place.column, **told})


# --------------------------------------------------------------------------- files


def open_binary(path: str | os.PathLike[str]) -> BinaryIO:
    """The file, open to be read; what a ``.gz`` or a ``.zst`` holds.

    Raises:
        OSError: it cannot be opened, or nothing is installed that unpacks a ``.zst``.
    """
    try:
        name = os.fspath(path).lower()
        if name.endswith(".gz"):
            return _unpacked("gzip", gzip.GzipFile(path), zlib.error, gzip.BadGzipFile)
        if name.endswith(".zst"):
            zstd = _zstd()
            return _unpacked("zstd", zstd.ZstdFile(path), zstd.ZstdError)
        return Path(path).open("rb")
    except ValueError as error:  # a NUL or a lone surrogate
        raise FileNotFoundError(errno.ENOENT, "No file has such a name", path) from error


def _zstd() -> Any:
    """The standard library's module, from Python 3.14 on, or the same as a package."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(name)
        except ImportError:
            pass
    need = "a .zst is read from Python 3.14 on, or with: pip install 'alimtalk-rules[zstd]'"
    raise OSError(errno.ENOSYS, need)


def _unpacked(form: str, packed: Any, *faults: type[Exception]) -> BinaryIO:
    return cast("BinaryIO", _Unpacked(form, packed, (EOFError, *faults)))


class _Unpacked(io.BufferedIOBase):
    """What a packed file holds; every fault of it is an ``OSError`` that says so."""

    def __init__(self, form: str, packed: Any, faults: tuple[type[Exception], ...]) -> None:
        self._form = form
        self._packed = packed
        self._faults = faults

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size >= 0:
            return self._told(self._packed.read, size)
        data = self._told(self._packed.read, MOST_UNZIPPED + 1)
        if len(data) > MOST_UNZIPPED:
            raise OSError(errno.EFBIG, f"it holds more than {MOST_UNZIPPED:,} bytes")
        return data

    def read1(self, size: int = -1) -> bytes:
        return self._told(self._packed.read1, size)

    def close(self) -> None:
        self._packed.close()
        super().close()

    def _told(self, read: Callable[[int], bytes], size: int) -> bytes:
        try:
            return read(size)
        except self._faults as error:
            form = self._form
            raise OSError(errno.EIO, f"it is no {form} file, or a damaged one") from error


# --------------------------------------------------------------------------- encodings

# As RFC 4627 tells them: the first two characters of a JSON text are ASCII. (The standard
# library's ``json.detect_encoding`` takes one NUL as enough.)
_WIDE: Final = {
    "UTF-32": re.compile(rb"\xff\xfe\0\0|\0\0\xfe\xff|\0\0\0[^\0]|[^\0]\0\0\0"),
    "UTF-16": re.compile(rb"\xff\xfe|\xfe\xff|\0[^\0]\0[^\0]|[^\0]\0[^\0]\0"),
}

_EVERYDAY_HANGUL: Final = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
"""The 2,350 syllables that EUC-KR has, and CP949 at the same place."""


def _wide_encoding(data: bytes) -> str | None:
    """The encoding that JSON which begins with ``data`` is in, if its units are wide."""
    return next((name for name, begins in _WIDE.items() if begins.match(data)), None)


def _looks_like_cp949(data: bytes) -> bool:
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return False
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return len(_EVERYDAY_HANGUL.findall(data)) * 2 > beyond_ascii


def decode(data: bytes) -> str:
    """The text of UTF-8 ``data``, without its byte order mark.

    Raises:
        ReadError: it is in another encoding, which is named where it can be guessed.
    """
    if encoding := _wide_encoding(data):
        raise not_utf_8(encoding, Place(1, 1))
    data = data.removeprefix(_BOM)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        begin = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[begin : error.start].decode()) + 1
        encoding = "CP949" if _looks_like_cp949(data) else "unknown"
        raise not_utf_8(encoding, Place(line, column)) from None


_ENCODING_REASONS: Final = {"CP949": "looks-like-cp949", "unknown": "not-utf-8"}


def not_utf_8(encoding: str, place: Place, **values: int) -> ReadError:
    """The error on text in ``encoding``: ``"UTF-16"``, ``"UTF-32"``, ``"CP949"``, ``"unknown"``."""
    reason = _ENCODING_REASONS.get(encoding, "other-encoding")
    if "lines" in values:
        reason = "file-in-cp949"
    return ReadError(reason, place, rule="not-utf-8", encoding=encoding, **values)


# --------------------------------------------------------------------------- JSON


class Json(NamedTuple):
    """A JSON text, and its value."""

    text: str
    value: Any

    def repeated(self) -> list[Finding]:
        """A finding for each object in which names stand twice, as far as they are shown."""
        if not may_repeat_names(self.text.encode("utf-8", "surrogatepass"), self.value):
            return []
        value = json.loads(self.text, object_pairs_hook=_Members)
        return [*islice(_repeated(value, ""), MOST_FINDINGS + 1)]


def read(data: str | bytes) -> Json:
    """The JSON text in ``data``, with its value.

    Raises:
        ReadError: it is not UTF-8, or not JSON that is read.
    """
    text = data.removeprefix("\ufeff") if isinstance(data, str) else decode(data)
    return Json(text, parse(text))


REASONS: Final = {
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
"""How a message of ``json`` begins, and our name for the reason."""

OTHER_REASONS: Final = ("not-json", "no-number", "number-too-long", "too-deep")
"""Those that ``json`` has no message for, or one that we do not know."""


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_DECODER: Final = json.JSONDecoder(parse_constant=_refuse)


def parse(text: str) -> object:
    """The value of the JSON ``text``; NaN and Infinity are no JSON.

    Raises:
        ReadError: it is not JSON, nested more than ``MOST_LEVELS`` deep, or holds an integer of
            more digits than Python converts (4,300).
    """
    if may_be_too_deep(text):
        _refuse_depths(text)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _fault_of(error, text) from None
    except ValueError:
        raise _odd_number(text) from None


def _fault_of(error: json.JSONDecodeError, text: str) -> ReadError:
    reasons = (ours for theirs, ours in REASONS.items() if error.msg.startswith(theirs))
    reason, offset = next(reasons, "not-json"), error.pos
    before = text[:offset].rstrip()
    if text[offset : offset + 1] in ("]", "}") and before.endswith(","):
        reason, offset = "trailing-comma", len(before) - 1  # as Python 3.13 says itself
    return _fault_at(reason, text, offset)


def may_be_too_deep(text: str | bytes) -> bool:
    """False if ``text`` certainly has no more than ``MOST_LEVELS``."""
    if isinstance(text, bytes):
        return text.count(b"[") + text.count(b"{") > MOST_LEVELS
    return text.count("[") + text.count("{") > MOST_LEVELS


_STRING: Final = r'"[^"\\]*+(?>(?:\\.[^"\\]*+)*)"?'
_BRACKET: Final = re.compile(_STRING + r"|[\[{]|[\]}]", re.DOTALL)


def _refuse_depths(text: str) -> None:
    level = 0
    for token in _BRACKET.finditer(text):
        if token[0] in "[{":
            level += 1
        elif token[0] in "]}":
            level -= 1
        if level > MOST_LEVELS:
            raise _fault_at("too-deep", text, token.start())


_NUMBER: Final = re.compile(
    _STRING + r"|NaN|-?Infinity"
    r"|-?(?P<digits>[0-9]++)(?P<rest>(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)"
)


def _odd_number(text: str) -> ReadError:
    """The fault of the first number that Python's parser refused: its own says no place.

    All that stands before it was read, and is JSON.
    """
    odd = (token.start() for token in _NUMBER.finditer(text) if _is_odd(token))
    offset = next(odd, 0)
    constant = text.startswith(("NaN", "Infinity", "-Infinity"), offset)
    return _fault_at("no-number" if constant else "number-too-long", text, offset)


def _is_odd(token: re.Match[str]) -> bool:
    if token["digits"] is None:
        return token[0][0] != '"'
    return not token["rest"] and 0 < sys.get_int_max_str_digits() < len(token["digits"])


def _fault_at(reason: str, text: str, offset: int) -> ReadError:
    line = text.count("\n", 0, offset) + 1
    place = Place(line, offset - text.rfind("\n", 0, offset))
    return ReadError(reason, place, rule="not-json")


# --------------------------------------------------------------------------- names that stand twice


def may_repeat_names(data: bytes, value: object) -> bool:
    """False if no name stands twice in an object of the JSON ``data``, whose value is ``value``.

    Of members of one name only the last is in the value. So it has fewer strings, names included,
    than the text has pairs of quotes. To have Python collect all members of each object, and not
    only the last of a name, takes several times as long.
    """
    quotes, wanted = data.count(b'"'), 2 * _strings_in(value)
    if quotes == wanted:
        return False
    return b"\\\\" in data or quotes - data.count(b'\\"') != wanted


def _strings_in(value: Any) -> int:
    count = 0
    containers: list[Any] = [[value]]
    for container in containers:  # which grows: a call for each would take twice as long
        held = container
        if type(container) is dict:
            count += len(container)
            held = container.values()
        for each in held:
            kind = type(each)
            if kind is str:
                count += 1
            elif kind is dict or kind is list:
                containers.append(each)
    return count


class _Members(dict[str, Any]):
    """An object, and its names that stand twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated: list[str] = []
        if len(self) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            self.repeated = [name for name, count in counts.items() if count > 1]


_PLAIN_NAME: Final = re.compile(r"[^\W\d][\w./~-]{0,63}")
"""Names that may be shown: one word; others may be a text."""


def _repeated(value: object, at: str) -> Iterator[Finding]:
    if isinstance(value, _Members):
        if names := value.repeated:
            path = _step(at, names[0]) if len(names) == 1 else at
            yield finding("duplicate-name", path, {"names": len(names)})
        for name, member in value.items():
            yield from _repeated(member, _step(at, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _repeated(item, f"{at}/{index}")


def _step(at: str, name: str) -> str:
    """The pointer to a member; to its object, if the name is not shown."""
    return at + pointer(name) if _PLAIN_NAME.fullmatch(name) else at


# --------------------------------------------------------------------------- JSON Lines


def blocks_of(
    read_some: Callable[[int], object], size: int, most_bytes: int
) -> Iterator[bytes | int]:
    """Blocks of whole lines; a number is the length of one line that was too long to be kept.

    Args:
        read_some: a stream's ``read`` or ``read1``.
        size: how many bytes it is asked for at once.
        most_bytes: bytes of a line that are kept; those in a block may be longer, by ``size``.

    Raises:
        OSError: the stream cannot be read, or does not wait for its data.
        TypeError: it gives no bytes.
    """
    kept, skipped = bytearray(), 0
    for chunk in _chunks_of(read_some, size):
        rest = chunk
        if skipped:
            begin = chunk.find(b"\n") + 1
            if not begin:
                skipped += len(chunk)
                continue
            yield skipped + begin - 1
            skipped = 0
            rest = chunk[begin:]
        end = rest.rfind(b"\n") + 1
        if end:
            kept += rest[:end]
            yield bytes(kept)
            kept.clear()
        kept += rest[end:]
        if len(kept) > most_bytes:
            skipped = len(kept)
            kept.clear()
    if skipped or kept:
        yield skipped or bytes(kept)


def _chunks_of(read_some: Callable[[int], object], size: int) -> Iterator[bytes]:
    while chunk := read_some(size):
        if not isinstance(chunk, bytes | bytearray | memoryview):
            raise TypeError("lines must be read as bytes: open their file in binary mode")
        yield bytes(chunk)
    if chunk is None:
        raise BlockingIOError(errno.EAGAIN, "The stream of lines has nothing to read yet")


def lines_of(block: bytes) -> list[bytes]:
    """The lines of a block, without their line feeds."""
    lines = block.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return lines


def in_utf_8(blocks: Iterator[bytes | int]) -> Iterator[bytes | int]:
    """The blocks themselves, unless the first lines show that none of them is in UTF-8.

    Raises:
        ReadError: the file is in UTF-16 or UTF-32, and so has no lines of bytes; or it is in
            CP949, and was read to its end: the error tells how many lines it has.
    """
    held: list[bytes | int] = []
    number = alike = 0
    first: ReadError | None = None
    for block in blocks:
        held.append(block)
        if isinstance(block, int):
            break
        if len(held) == 1 and (encoding := _wide_encoding(block)):
            raise not_utf_8(encoding, Place(1, 1))
        for line in lines_of(block):
            number += 1
            if not line.strip():
                continue
            error = _cp949_error(line, number)
            if error is None:
                return chain(held, blocks)
            first = first or error
            alike += 1
            if alike == _ENOUGH_LINES:
                lines = sum(map(_count_of_lines, chain(held, blocks)))
                raise not_utf_8("CP949", cast("Place", first.place), lines=lines)
    return chain(held, blocks)


def _cp949_error(line: bytes, number: int) -> ReadError | None:
    """The error on a line in CP949; None for any other."""
    try:
        decode(line)
    except ReadError as error:
        if error.values["encoding"] == "CP949":
            error.place = Place(number, cast("Place", error.place).column)
            return error
    return None


def _count_of_lines(block: bytes | int) -> int:
    return 1 if isinstance(block, int) else sum(map(bool, map(bytes.strip, lines_of(block))))


class Line(NamedTuple):
    """A line of JSON Lines that is not blank.

    Attributes:
        number: which line it is, from 1.
        end: bytes up to its end, from where reading began.
        document: the JSON on it, or why there is none.
    """

    number: int
    end: int
    document: Json | ReadError


def documents_in(stream: BinaryIO, most_bytes: int = MOST_LINE_BYTES) -> Iterator[Line]:
    """The document on each line of a stream of JSON Lines, at a bounded cost of memory.

    Raises:
        OSError: the stream cannot be read.
    """
    try:
        blocks = in_utf_8(blocks_of(getattr(stream, "read1", stream.read), CHUNK, most_bytes))
    except ReadError as error:
        yield Line(1, 0, error)
        return
    number = end = 0
    for block in blocks:
        for line in [block] if isinstance(block, int) else lines_of(block):
            number += 1
            end += 1 + (line if isinstance(line, int) else len(line))
            if isinstance(line, int) or line.strip():
                yield Line(number, end, _document(line, number, most_bytes))


def _document(line: bytes | int, number: int, most_bytes: int) -> Json | ReadError:
    length = line if isinstance(line, int) else len(line)
    if isinstance(line, int) or length > most_bytes:
        return too_long(length, most_bytes, number)
    try:
        return read(line.rstrip(b"\r"))
    except ReadError as error:
        error.place = Place(number, cast("Place", error.place).column)
        return error


def too_long(length: int, most_bytes: int, number: int = 1) -> ReadError:
    """The error on a line of ``length`` bytes."""
    rule = "line-too-long"
    return ReadError(rule, Place(number, 1), rule=rule, bytes=length, limit=most_bytes)
