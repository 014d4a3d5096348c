"""Measures an image file, and finds damage in it, at a cost that no file can raise.

The only module that knows Pillow, which decodes JPEG; what can be damaged in a PNG, zlib finds
alone. None of Pillow's global settings has a say, and none of its warnings is issued.
"""

from __future__ import annotations

import errno
import io
import os
import re
import struct
import zlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from math import ceil
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple, TypedDict

from alimtalk_rules.limits import INFOBIP, Limits

ImageSource = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO
Fault = Literal["unreadable", "format", "too-many-pixels"]

MOST_PIXELS = 12_000_000
"""Pixels that are decoded to find damage, over all frames; Kakao's own 800 x 400 has 320,000.

Of a JPEG in several scans, a third: so no file takes 0.1 seconds or 64 MB.
"""

MOST_NUMBER = 2**31 - 1
"""The largest number in a report's JSON, and in a PNG."""

_FORMATS = ("jpeg", "png")
_PUBLISHED = ("format", "width", "height", "bytes", "frames", "mode", "orientation", "sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFacts:
    """What is known of an image; None where it could not be measured.

    Attributes:
        format: ``"jpeg"`` or ``"png"``, by content; facts made by hand may hold another word.
        width: pixels, as stored.
        height: pixels, as stored.
        bytes: size of the file; of a pipe, the least that it has.
        frames: pictures in the file: those of an animated PNG, or of a two-picture phone JPEG.
        mode: Pillow's colour mode, with ``";16"`` behind it for 16 bits a channel.
        orientation: of EXIF: 1 upright, 2 to 8 rotated or mirrored.
        sha256: of the whole file, in hexadecimal.
        name: the last part of the file's name; it is the user's text, so it is never shown.
        fault: what stopped the reading: neither an image nor whole, another format, or too many
            pixels to decode.

    Raises:
        ValueError: a number is negative or too large, or the orientation none of EXIF's.
    """

    format: str | None = None
    width: int | None = None
    height: int | None = None
    bytes: int | None = None
    frames: int | None = None
    mode: str | None = None
    orientation: int | None = None
    sha256: str | None = None
    name: str | None = field(default=None, repr=False)
    fault: Fault | None = None

    def __post_init__(self) -> None:
        for number in (self.width, self.height, self.frames):
            if number is not None and not 0 <= number <= MOST_NUMBER:
                raise ValueError(f"a measured number is from 0 to {MOST_NUMBER}")
        if self.bytes is not None and self.bytes < 0:
            raise ValueError("a file's size is not negative")
        if self.orientation is not None and not 1 <= self.orientation <= 8:
            raise ValueError("an orientation is from 1 to 8")

    def to_dict(self) -> dict[str, Any]:
        """The known facts as plain JSON, as ``schemas/report.schema.json`` describes them."""
        facts = {name: getattr(self, name) for name in _PUBLISHED}
        if self.format not in _FORMATS:
            del facts["format"]
        if self.bytes is not None:
            facts["bytes"] = min(self.bytes, MOST_NUMBER)
        return {name: fact for name, fact in facts.items() if fact is not None}


def read_image(source: ImageSource, *, limits: Limits = INFOBIP) -> ImageFacts:
    """Measure an image, and decode it to find damage.

    A file over ``limits.image_bytes`` is not decoded: what stands in its first bytes is told,
    without a sha256. Content never raises, however broken: see ``ImageFacts.fault``.

    Args:
        source: a path, the bytes themselves, or a binary file object, which is read from its
            current position and, if it can seek, put back there.
        limits: only ``image_bytes`` is used; at most one byte more than that is read.

    Raises:
        TypeError: the source is none of these, such as a file opened as text.
        OSError: the file cannot be opened or read. What a file object's own methods raise, such
            as ValueError when it is closed, passes through.
    """
    data, size, name = _take(source, limits.image_bytes)
    cut = size > limits.image_bytes
    digest = None if cut else _sha256(data)
    for magic, (form, read) in _READERS.items():
        if data[: len(magic)] == magic:
            known: _Known = {"format": form, "bytes": size, "sha256": digest, "name": name}
            return read(data, known, cut=cut)
    fault = _fault_of_another(data, cut=cut)
    return ImageFacts(bytes=size, sha256=digest, name=name, fault=fault)


def _sha256(data: _Data) -> str:
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL

    return sha256(data).hexdigest()


def _take(source: ImageSource, most: int) -> tuple[_Data, int, str | None]:
    """The first ``most`` bytes, the size of all, and the file's name if there is one."""
    if isinstance(source, bytes | bytearray | memoryview):
        return *_from_buffer(memoryview(source), most), None
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        with _open(path) as stream:
            return *_from_stream(stream, most), path.name
    if not callable(getattr(source, "read", None)):
        raise TypeError("an image is a path, bytes, or a binary file object")
    name = getattr(source, "name", None)
    return *_from_stream(source, most), Path(name).name if isinstance(name, str) else None


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except ValueError as error:  # a NUL or a lone surrogate
        raise FileNotFoundError(errno.ENOENT, "No file has such a name", str(path)) from error


def _from_buffer(view: memoryview, most: int) -> tuple[_Data, int]:
    """What is too large is not copied: only its header will be looked at."""
    size = view.nbytes
    if size <= most:
        return view.tobytes(), size
    return view.cast("B")[:most] if view.c_contiguous else view.tobytes()[:most], size


def _from_stream(stream: BinaryIO, most: int) -> tuple[bytes, int]:
    span = _span(stream)
    known = span[1] - span[0] if span else 0
    try:
        # Devices and pipes say 0, and a file may grow meanwhile: one byte more tells.
        data = _read(stream, most if known > most else most + 1)
    finally:
        if span:
            stream.seek(span[0])
    return data[:most], known if known > most else len(data)


def _span(stream: BinaryIO) -> tuple[int, int] | None:
    """Where the stream stands and where it ends; None if it cannot tell."""
    try:
        if not stream.seekable():
            return None
        start = stream.tell()
        stream.seek(0, os.SEEK_END)
        end = stream.tell()
        stream.seek(start)
    except (AttributeError, OSError, ValueError):
        return None
    return start, end


def _read(stream: BinaryIO, most: int) -> bytes:
    """Up to ``most`` bytes, in as many reads as it takes."""
    parts = []
    while most > 0:
        part: object = stream.read(most)
        if part is None:
            raise BlockingIOError(errno.EAGAIN, "The image's stream has nothing to read yet")
        if not isinstance(part, bytes | bytearray | memoryview):
            raise TypeError("an image must be read as bytes: open its file in binary mode")
        if not part:
            break
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


_is_other_format = re.compile(
    b"|".join(
        (
            rb"GIF8[79]a",
            rb"BM.{4}\0{4}",
            rb"RIFF.{4}WEBP",
            rb"II[*+]\0|MM\0[*+]",  # TIFF
            rb".{4}ftyp(?:avi[fs]|he[iv][cmsx]|mif1|msf1)",  # AVIF, HEIC
            rb"\0\0\0\x0cJXL |\xff\x0a",
            rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51",  # JPEG 2000
            rb"\0\0[\1\2]\0[^\0]\0",  # ICO, CUR
            rb"8BPS\0",  # Photoshop
            rb"(?:\xef\xbb\xbf)?\s*<(?:[?!][^\0]*<)?svg[\s>]",
        )
    ),
    re.DOTALL,
).match
_Data = bytes | memoryview
"""The bytes of a file; of one that is cut off maybe only a view of them."""


class _Known(TypedDict):
    """Those of an image's facts that are known before it is looked into."""

    format: str
    bytes: int
    sha256: str | None
    name: str | None


_SHORTEST_HEAD = 16
_LONGEST_HEAD = 1024


def _fault_of_another(data: _Data, *, cut: bool) -> Fault | None:
    if cut and len(data) < _SHORTEST_HEAD:
        return None
    return "format" if _is_other_format(data[:_LONGEST_HEAD]) else "unreadable"


_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_IHDR = struct.Struct(">IIBBBBB")
_PALETTE = 3

_PNG_MODES = {
    # (bits a channel, colour type): (Pillow's mode, bits a pixel)
    (1, 0): ("1", 1),
    (2, 0): ("L", 2),
    (4, 0): ("L", 4),
    (8, 0): ("L", 8),
    (16, 0): ("I;16", 16),
    (8, 2): ("RGB", 24),
    (16, 2): ("RGB;16", 48),
    (1, _PALETTE): ("P", 1),
    (2, _PALETTE): ("P", 2),
    (4, _PALETTE): ("P", 4),
    (8, _PALETTE): ("P", 8),
    (8, 4): ("LA", 16),
    (16, 4): ("RGBA;16", 32),
    (8, 6): ("RGBA", 32),
    (16, 6): ("RGBA;16", 64),
}
_ONE_PASS = ((0, 0, 1, 1),)
_SEVEN_PASSES = (
    # first column, first row, columns apart, rows apart
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
_ROW_FILTERS = bytes(range(5))
_PIECE = 1 << 18


class _DamageError(Exception):
    """A picture is not whole."""


class _Chunk(NamedTuple):
    kind: bytes
    body: bytes


class _PngHeader(NamedTuple):
    width: int
    height: int
    depth: int
    colour: int
    compression: int
    filtering: int
    interlacing: int


def _read_png(data: _Data, known: _Known, *, cut: bool) -> ImageFacts:
    chunks, ended = _chunks(data, cut=cut)
    header = _png_header(chunks)
    if header is None:
        return ImageFacts(**known, fault=None if cut else "unreadable")
    frames = _png_frames(chunks)
    facts = ImageFacts(
        **known,
        width=header.width,
        height=header.height,
        frames=frames,
        mode=_PNG_MODES[header.depth, header.colour][0],
        orientation=_orientation(next((body for kind, body in chunks if kind == b"eXIf"), b"")),
    )
    if cut:
        return facts
    if not ended:
        return replace(facts, fault="unreadable")
    if header.width * header.height * frames > MOST_PIXELS:
        return replace(facts, fault="too-many-pixels")
    return facts if _inflates(header, chunks, frames) else replace(facts, fault="unreadable")


_TOLD = (b"IHDR", b"acTL", b"eXIf")
"""The chunks behind an image's facts."""


def _chunks(data: _Data, *, cut: bool) -> tuple[list[_Chunk], bool]:
    """The chunks before the first damage, and whether they go on to the last one, IEND.

    Of a file that was cut off, only what is told is looked at.
    """
    chunks: list[_Chunk] = []
    at = len(_PNG_MAGIC)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 8 + length
        if end + 4 > len(data):
            break
        if cut and kind not in _TOLD:
            chunks.append(_Chunk(kind, b""))
        else:
            body = bytes(data[at + 8 : end])
            if data[end : end + 4] != zlib.crc32(body, zlib.crc32(kind)).to_bytes(4, "big"):
                break
            chunks.append(_Chunk(kind, body))
        if kind == b"IEND":
            return chunks, True
        at = end + 4
    return chunks, False


def _png_header(chunks: list[_Chunk]) -> _PngHeader | None:
    if not chunks or chunks[0].kind != b"IHDR" or len(chunks[0].body) != _IHDR.size:
        return None
    header = _PngHeader(*_IHDR.unpack(chunks[0].body))
    sound = (
        0 < header.width <= MOST_NUMBER
        and 0 < header.height <= MOST_NUMBER
        and (header.depth, header.colour) in _PNG_MODES
        and header.compression == header.filtering == 0
        and header.interlacing <= 1
    )
    return header if sound else None


def _png_frames(chunks: list[_Chunk]) -> int:
    """The frames that an animated PNG claims to have; 1 if it claims nothing, or nonsense."""
    before = takewhile(lambda chunk: chunk.kind != b"IDAT", chunks)
    claim = next((body for kind, body in before if kind == b"acTL" and len(body) == 8), b"")
    frames = int.from_bytes(claim[:4], "big")
    return frames if 1 <= frames <= MOST_NUMBER else 1


def _inflates(header: _PngHeader, chunks: list[_Chunk], frames: int) -> bool:
    """Whether each picture has all its rows.

    Nothing else can fail in decoding a PNG, so no pixels need to be made. Pillow accepts a stream
    that ends early, and any damage under ``LOAD_TRUNCATED_IMAGES``.
    """
    try:
        for width, height, stream in _pictures(header, chunks, frames):
            _inflate(stream, _passes(header, width, height))
    except (_DamageError, struct.error, zlib.error):
        return False
    return True


def _pictures(
    header: _PngHeader, chunks: list[_Chunk], frames: int
) -> Iterator[tuple[int, int, bytes]]:
    """Width, height and deflated rows: of the still picture, then of the frames behind it."""
    before = list(takewhile(lambda chunk: chunk.kind != b"IDAT", chunks))
    behind = chunks[len(before) :]
    kinds = {kind for kind, _ in before}
    if header.colour == _PALETTE and b"PLTE" not in kinds:
        raise _DamageError
    still = takewhile(lambda chunk: chunk.kind == b"IDAT", behind)
    yield header.width, header.height, b"".join(body for _, body in still)
    if frames > 1:
        still_is_frame = b"fcTL" in kinds
        yield from _frames_behind(header, behind, frames - still_is_frame)


def _frames_behind(
    header: _PngHeader, chunks: list[_Chunk], frames: int
) -> Iterator[tuple[int, int, bytes]]:
    found: list[tuple[int, int, list[bytes]]] = []
    for kind, body in chunks:
        if kind == b"fcTL":
            _, width, height, x, y = struct.unpack_from(">5I", body)
            if not (0 < width <= header.width - x and 0 < height <= header.height - y):
                raise _DamageError
            found.append((width, height, []))
        elif kind == b"fdAT" and found:
            found[-1][2].append(body[4:])
    if len(found) < frames:
        raise _DamageError
    for width, height, parts in found[:frames]:
        yield width, height, b"".join(parts)


def _passes(header: _PngHeader, width: int, height: int) -> Iterator[tuple[int, int]]:
    """The bytes of a row and the number of rows, of each pass over the picture."""
    bits = _PNG_MODES[header.depth, header.colour][1]
    for x, y, across, down in _SEVEN_PASSES if header.interlacing else _ONE_PASS:
        columns = ceil((width - x) / across)
        rows = ceil((height - y) / down)
        if columns > 0 and rows > 0:
            yield 1 + ceil(columns * bits / 8), rows


def _inflate(stream: bytes, passes: Iterable[tuple[int, int]]) -> None:
    inflater = zlib.decompressobj()
    for row, rows in passes:
        done = 0
        while done < row * rows:
            piece = inflater.decompress(stream, min(_PIECE, row * rows - done))
            filters = piece[-done % row :: row]
            if not piece or filters.translate(None, _ROW_FILTERS):
                raise _DamageError
            stream = inflater.unconsumed_tail
            done += len(piece)


_JPEG_MAGIC = b"\xff\xd8\xff"
_JPEG_START = 0xD8
_JPEG_END = 0xD9
_SCAN = 0xDA
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x01, _JPEG_START})
_EXIF = 0xE1
_MPO_INDEX = 0xE2
_LEFT_OUT = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""Applications' segments but JFIF's and Adobe's, and comments: decoding does not need them."""

_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_JPEG_MODES = {1: "L", 3: "RGB", 4: "CMYK"}
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_ARITHMETIC = frozenset(range(0xC9, 0xD0)) - {0xCC}
_USUAL_SCANS = 10
_MOST_SEGMENTS = 1_000
"""Segments that are looked at: a picture of a hundred scans has a few hundred."""

_PILLOW_ERRORS = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)
"""What broken files have made Pillow raise, in one release or another."""


class _Segment(NamedTuple):
    code: int
    at: int
    raw: bytes

    @property
    def body(self) -> bytes:
        return self.raw[4:]


def _read_jpeg(data: _Data, known: _Known, *, cut: bool) -> ImageFacts:
    segments, ended = _segments(data, cut=cut)
    head = list(takewhile(lambda segment: segment.code != _SCAN, segments))
    facts = _jpeg_facts(known, head, data)
    if cut:
        return facts
    if len(segments) > _MOST_SEGMENTS:
        return replace(facts, fault="too-many-pixels")
    scans = sum(segment.code == _SCAN for segment in segments)
    if not (ended and scans and facts.width and facts.height):
        return replace(facts, fault="unreadable")
    if facts.width * facts.height * _passes_over(head, scans) > MOST_PIXELS:
        return replace(facts, fault="too-many-pixels")
    kept = [segment.raw for segment in head if segment.code not in _LEFT_OUT]
    picture = b"".join((data[:2], *kept, data[segments[len(head)].at :]))
    return replace(facts, fault=_fault_in_decoding(picture, (facts.width, facts.height)))


def _passes_over(head: list[_Segment], scans: int) -> int:
    """How often decoding goes over the pixels, as measured.

    What comes in several scans is kept as coefficients until the last; and arithmetic coding is
    slow, whatever comes.
    """
    codes = {segment.code for segment in head}
    if codes & _ARITHMETIC:
        return 3 * scans
    return 3 * ceil(scans / _USUAL_SCANS) if scans > 1 or codes & _PROGRESSIVE else 1


def _segments(data: _Data, *, cut: bool) -> tuple[list[_Segment], bool]:
    """The segments before the first damage, and whether the end of the picture follows them.

    Of a file that was cut off, only those before the picture; of more than are looked at, one more.
    """
    segments: list[_Segment] = []
    at = 2
    while len(segments) <= _MOST_SEGMENTS and (marker := _MARKER.search(data, at)):
        start, at = marker.span()
        code = data[at - 1]
        if code == _JPEG_END:
            return segments, True
        if cut and code == _SCAN:
            break
        if code not in _WITHOUT_LENGTH:
            length = int.from_bytes(data[at : at + 2], "big")
            at += length
            if length < 2 or at > len(data):
                break
        segments.append(_Segment(code, start, bytes(data[start:at])))
    return segments, False


def _jpeg_facts(known: _Known, head: list[_Segment], data: _Data) -> ImageFacts:
    frame = _first(head, _FRAME_HEADERS)
    if frame is None:
        return ImageFacts(**known)
    _, height, width, channels = struct.unpack_from(">BHHB", frame.body.ljust(6, b"\0"))
    exif = _first(head, {_EXIF}, b"Exif\0\0")
    index = _first(head, {_MPO_INDEX}, b"MPF\0")
    return ImageFacts(
        **known,
        width=width or None,
        height=height or None,
        frames=_pictures_in_index(index, data, known["bytes"]) if index else 1,
        mode=_JPEG_MODES.get(channels),
        orientation=_orientation(exif.body[6:]) if exif else None,
    )


def _first(head: list[_Segment], codes: Container[int], start: bytes = b"") -> _Segment | None:
    matching = (segment for segment in head if segment.code in codes)
    return next((segment for segment in matching if segment.body.startswith(start)), None)


def _pictures_in_index(index: _Segment, data: _Data, size: int) -> int:
    """The pictures that a Multi-Picture Format index names and that are there (CIPA DC-007)."""
    tiff = index.body[4:]
    order, entries = _directory(tiff)
    _, length, value = entries.get(_MPO_ENTRIES, _NOTHING)
    (start,) = struct.unpack(order + "I", value)
    table = tiff[start:][:length]
    whole = struct.iter_unpack(order + "IIIHH", table[: len(table) // 16 * 16])
    places: set[int] = {index.at + 8 + offset for _, _, offset, _, _ in whole}
    end = len(_JPEG_MAGIC)
    return 1 + sum(len(data) <= at < size or data[at : at + end] == _JPEG_MAGIC for at in places)


def _fault_in_decoding(picture: bytes, size: tuple[int, int]) -> Fault | None:
    from PIL import Image, JpegImagePlugin  # noqa: PLC0415 - slow, and a PNG does without

    try:
        with JpegImagePlugin.JpegImageFile(io.BytesIO(picture)) as opened:
            mode = opened.mode
            # Pillow 12 and older trust the size in C: two readers of the header must agree on it.
            if opened.size != size:
                return "unreadable"
        # Unlike load(), this heeds no LOAD_TRUNCATED_IMAGES.
        Image.frombytes(mode, size, picture, "jpeg", mode, "")
    except MemoryError:
        return "too-many-pixels"
    except _PILLOW_ERRORS:
        return "unreadable"
    return None


_ORIENTATION = 0x0112
_MPO_ENTRIES = 0xB002
_BYTE_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_NUMBERS = {3: "H", 4: "I"}
_NOTHING = (0, 0, bytes(4))


def _orientation(tiff: bytes) -> int | None:
    order, entries = _directory(tiff)
    kind, count, value = entries.get(_ORIENTATION, _NOTHING)
    if count != 1 or kind not in _NUMBERS:
        return None
    (number,) = struct.unpack_from(order + _NUMBERS[kind], value)
    return number if 1 <= number <= 8 else None


def _directory(tiff: bytes) -> tuple[str, dict[int, tuple[int, int, bytes]]]:
    """The byte order of a TIFF block, and its first directory: tags to type, count and value.

    Pillow's own reader warns of damage, and a warning cannot be silenced in one thread alone.
    """
    order = _BYTE_ORDERS.get(tiff[:4], "")
    if not order:
        return "<", {}
    try:
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, start)
    except struct.error:
        return order, {}
    table = tiff[start + 2 :][: 12 * count]
    whole = struct.iter_unpack(order + "HHI4s", table[: len(table) // 12 * 12])
    return order, {tag: (kind, length, value) for tag, kind, length, value in whole}


_READERS = {_PNG_MAGIC: ("png", _read_png), _JPEG_MAGIC: ("jpeg", _read_jpeg)}
