"""Measures a PNG by its chunks, and inflates its rows to find damage.

Nothing else can fail in showing a PNG, so no pixels are made. Source: "Portable Network Graphics
(PNG) Specification (Third Edition)", W3C.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from math import ceil
from typing import NamedTuple

from alimtalk_rules.images.exif import orientation_of
from alimtalk_rules.images.facts import Fault, ImageFacts
from alimtalk_rules.images.formats import PNG_MAGIC
from alimtalk_rules.limits import LONGEST_SIDE, MOST_NUMBER, MOST_PIXELS

_IHDR = struct.Struct(">IIBBBBB")
_MODES = {
    # colour type: (channels, {bits a channel: Pillow's mode})
    0: (1, {1: "1", 2: "L", 4: "L", 8: "L", 16: "I;16"}),
    2: (3, {8: "RGB", 16: "RGB;16"}),
    3: (1, {1: "P", 2: "P", 4: "P", 8: "P"}),
    4: (2, {8: "LA", 16: "RGBA;16"}),
    6: (4, {8: "RGBA", 16: "RGBA;16"}),
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
_ANCILLARY = 0x20
"""The bit in the first letter of a chunk's kind that says that a viewer can do without it."""

_USUAL_BITS = 24
"""Bits a pixel for which ``MOST_PIXELS`` holds; of pixels with more, fewer are inflated."""


class _Header(NamedTuple):
    width: int
    height: int
    mode: str
    bits: int
    """Bits a pixel."""
    interlaced: bool


def read_png(data: bytes, *, cut: bool) -> ImageFacts:
    """The facts of a PNG; what was cut off by the limit is not searched for damage."""
    chunks = _chunks(data)
    header = _header(*chunks[0]) if chunks else None
    if header is None:
        return ImageFacts(format="png", fault=None if cut else "unreadable")
    before = list(takewhile(lambda chunk: chunk[0] != b"IDAT", chunks))
    first = dict(reversed(before))
    facts = ImageFacts(
        format="png",
        width=header.width,
        height=header.height,
        frames=_frames(first.get(b"acTL", b"")),
        mode=header.mode,
        orientation=orientation_of(first.get(b"eXIf", b"")),
    )
    if cut:
        return facts
    if chunks[-1][0] != b"IEND" or (header.mode == "P" and b"PLTE" not in first):
        return replace(facts, fault="unreadable")
    return replace(facts, fault=_fault(header, chunks[len(before) :]))


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Kind and body of the chunks up to the last one, IEND, or to the first damage.

    Viewers show a PNG with a wrong checksum in a chunk that they do not need: it counts as empty.
    """
    chunks: list[tuple[bytes, bytes]] = []
    at = len(PNG_MAGIC)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 8 + length
        if end + 4 > len(data):
            break
        body = data[at + 8 : end]
        if data[end : end + 4] != zlib.crc32(body, zlib.crc32(kind)).to_bytes(4, "big"):
            if kind != b"IEND" and not kind[0] & _ANCILLARY:
                break
            body = b""
        chunks.append((kind, body))
        if kind == b"IEND":
            break
        at = end + 4
    return chunks


def _header(kind: bytes, body: bytes) -> _Header | None:
    if kind != b"IHDR" or len(body) != _IHDR.size:
        return None
    width, height, depth, colour, compression, filtering, interlacing = _IHDR.unpack(body)
    channels, modes = _MODES.get(colour, (0, {}))
    sound = (
        0 < width <= MOST_NUMBER
        and 0 < height <= MOST_NUMBER
        and depth in modes
        and compression == filtering == 0
        and interlacing <= 1
    )
    return (
        _Header(width, height, modes[depth], channels * depth, interlacing == 1) if sound else None
    )


def _frames(claim: bytes) -> int:
    """The frames that an animation claims to have; 1 if it claims nothing, or nonsense."""
    frames = int.from_bytes(claim[:4], "big")
    return frames if 1 <= frames <= MOST_NUMBER else 1


def _fault(header: _Header, chunks: list[tuple[bytes, bytes]]) -> Fault | None:
    """What is wrong with the still picture, whose rows begin in the first of the chunks."""
    width, height = header.width, header.height
    bits = max(header.bits, _USUAL_BITS)
    if max(width, height) > LONGEST_SIDE or width * height * bits > MOST_PIXELS * _USUAL_BITS:
        return "too-many-pixels"
    still = takewhile(lambda chunk: chunk[0] == b"IDAT", chunks)
    whole = _has_all_rows(header, b"".join(body for _, body in still))
    return None if whole else "unreadable"


def _has_all_rows(header: _Header, stream: bytes) -> bool:
    inflater = zlib.decompressobj()
    for row, size in _passes(header):
        done = 0
        while done < size:
            try:
                piece = inflater.decompress(stream, min(_PIECE, size - done))
            except zlib.error:
                return False
            filters = piece[-done % row :: row]
            if not piece or filters.translate(None, _ROW_FILTERS):
                return False
            stream = inflater.unconsumed_tail
            done += len(piece)
    return True


def _passes(header: _Header) -> Iterator[tuple[int, int]]:
    """The bytes of a row, its filter's included, and of all rows, of each pass over the picture."""
    for x, y, across, down in _SEVEN_PASSES if header.interlaced else _ONE_PASS:
        columns = len(range(x, header.width, across))
        rows = len(range(y, header.height, down))
        if columns and rows:
            row = 1 + ceil(columns * header.bits / 8)
            yield row, row * rows
