"""Builds small images, whole and broken, for the tests; Pillow only compresses the JPEGs."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterable
from functools import cache
from itertools import count
from typing import Literal

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
GRAY, RGB, PALETTE, GRAY_ALPHA, RGBA = 0, 2, 3, 4, 6
CHANNELS = {GRAY: 1, RGB: 3, PALETTE: 1, GRAY_ALPHA: 2, RGBA: 4}

LONGEST_SEGMENT = 65_537
"""Bytes of the longest JPEG segment, its marker and length included."""


# PNG


def chunk(kind: bytes, body: bytes = b"", *, crc: int | None = None) -> bytes:
    """A PNG chunk; its checksum is right unless given."""
    checksum = zlib.crc32(kind + body) if crc is None else crc
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)


def ihdr(  # noqa: PLR0917 - in the header's own order
    width: int,
    height: int,
    depth: int = 8,
    colour: int = RGB,
    compression: int = 0,
    filtering: int = 0,
    interlacing: int = 0,
) -> bytes:
    fields = (width, height, depth, colour, compression, filtering, interlacing)
    return chunk(b"IHDR", struct.pack(">IIBBBBB", *fields))


def rows(width: int, height: int, bits: int = 24) -> bytes:
    """The unpacked rows of a picture, each with its filter byte (0 to 4 in turn)."""
    row = (width * bits + 7) // 8
    return b"".join(
        bytes([y % 5]) + bytes((x * 7 + y * 3) % 251 for x in range(row)) for y in range(height)
    )


SEVEN_PASSES = (
    # first column and row, columns and rows apart
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)


def interlaced_rows(width: int, height: int, bits: int = 24) -> bytes:
    """The rows of a picture in seven passes (Adam7)."""
    sizes = (
        (len(range(x, width, across)), len(range(y, height, down)))
        for x, y, across, down in SEVEN_PASSES
    )
    return b"".join(rows(columns, lines, bits) for columns, lines in sizes if columns and lines)


def make_png(
    width: int = 16,
    height: int = 8,
    *,
    depth: int = 8,
    colour: int = RGB,
    interlaced: bool = False,
    before: bytes = b"",
    after: bytes = b"",
    pixels: bytes | None = None,
) -> bytes:
    """A PNG with chunks ``before`` and ``after`` its image data; ``pixels`` are filtered rows."""
    if pixels is None:
        bits = depth * CHANNELS[colour]
        pixels = (interlaced_rows if interlaced else rows)(width, height, bits)
    palette = chunk(b"PLTE", bytes(range(48))) if colour == PALETTE else b""
    data = chunk(b"IDAT", zlib.compress(pixels, 9))
    header = ihdr(width, height, depth, colour, interlacing=int(interlaced))
    return b"".join((PNG_MAGIC, header, palette, before, data, after, chunk(b"IEND")))


def frame_control(sequence: int, width: int, height: int, x: int = 0, y: int = 0) -> bytes:
    return chunk(b"fcTL", struct.pack(">5I2H2B", sequence, width, height, x, y, 1, 10, 0, 0))


def apng(
    width: int = 16,
    height: int = 8,
    frames: int = 3,
    *,
    claimed: int | None = None,
    still_is_frame: bool = True,
    last: bytes | None = None,
) -> bytes:
    """An animated PNG; ``claimed`` frames of the header, ``last`` frame's deflated rows."""
    sequence = count()
    before = chunk(b"acTL", struct.pack(">II", frames if claimed is None else claimed, 0))
    if still_is_frame:
        before += frame_control(next(sequence), width, height)
    streams = [zlib.compress(rows(width, height), 9)] * (frames - still_is_frame)
    if last is not None:
        streams[-1] = last
    behind = b"".join(
        frame_control(next(sequence), width, height)
        + chunk(b"fdAT", struct.pack(">I", next(sequence)) + stream)
        for stream in streams
    )
    return make_png(width, height, before=before, after=behind)


# JPEG


def segment(code: int, body: bytes = b"") -> bytes:
    """A JPEG segment, such as ``segment(0xFE, b"comment")``."""
    return struct.pack(">BBH", 0xFF, code, len(body) + 2) + body


@cache
def make_jpeg(
    width: int = 16,
    height: int = 8,
    *,
    mode: Literal["L", "RGB", "CMYK"] = "RGB",
    progressive: bool = False,
) -> bytes:
    from PIL import Image  # noqa: PLC0415 - importing this module must not import Pillow

    gradient = Image.radial_gradient("L").resize((width, height))
    stream = io.BytesIO()
    gradient.convert(mode).save(stream, "JPEG", progressive=progressive, quality=75)
    return stream.getvalue()


def with_segment(jpeg: bytes, code: int, body: bytes) -> bytes:
    """The JPEG with one more segment at its start."""
    return jpeg[:2] + segment(code, body) + jpeg[2:]


def tiff(*entries: tuple[int, int, int, bytes], order: str = "<", start: int = 8) -> bytes:
    """A TIFF block of one directory at ``start``; an entry is tag, type, count and value."""
    magic = b"II*\0" if order == "<" else b"MM\0*"
    directory = b"".join(struct.pack(order + "HHI4s", *entry) for entry in entries)
    number = struct.pack(order + "H", len(entries))
    return (
        magic + struct.pack(order + "I", start) + bytes(start - 8) + number + directory + bytes(4)
    )


def oriented(orientation: int, *, order: str = "<") -> bytes:
    """An EXIF block that tells an orientation."""
    return tiff((0x0112, 3, 1, struct.pack(order + "HH", orientation, 0)), order=order)


def mpo_index(places: Iterable[int], *, order: str = "<") -> bytes:
    """The body of a Multi-Picture Format segment, with offsets from its TIFF block."""
    entries = b"".join(struct.pack(order + "IIIHH", 0, 0, place, 0, 0) for place in places)
    number = struct.pack(order + "I", len(entries) // 16)
    table = struct.pack(order + "I", 8 + 2 + 2 * 12 + 4)
    directory = tiff((0xB001, 4, 1, number), (0xB002, 7, len(entries), table), order=order)
    return b"MPF\0" + directory + entries


def mpo(width: int = 16, height: int = 8, pictures: int = 2, *, order: str = "<") -> bytes:
    """A phone's JPEG of several pictures, one behind the other."""
    picture = make_jpeg(width, height)
    index = mpo_index(range(pictures), order=order)
    first = len(with_segment(picture, 0xE2, index))
    base = 2 + 4 + 4  # behind the start of the picture, the segment's head and "MPF\0"
    places = [0, *(first - base + number * len(picture) for number in range(pictures - 1))]
    whole = with_segment(picture, 0xE2, mpo_index(places, order=order))
    return whole + picture * (pictures - 1)


# Both, and neither


def padded_to(data: bytes, size: int) -> bytes:
    """The same JPEG or PNG with comments, or a private chunk, that make it ``size`` bytes long.

    Raises:
        ValueError: it is already too long for that.
    """
    missing = size - len(data)
    if not missing:
        return data
    if data.startswith(PNG_MAGIC):
        if missing < 12:
            raise ValueError("a chunk has at least 12 bytes")
        end = len(data) - len(chunk(b"IEND"))
        return data[:end] + chunk(b"paDd", bytes(missing - 12)) + data[end:]
    comments = []
    while missing:
        if missing < 4:
            raise ValueError("a segment has at least 4 bytes")
        length = min(missing, LONGEST_SEGMENT)
        if 0 < missing - length < 4:
            length -= 4
        comments.append(segment(0xFE, bytes(length - 4)))
        missing -= length
    return b"".join((data[:2], *comments, data[2:]))


def gif(width: int = 16, height: int = 8) -> bytes:
    """A GIF of one colour."""
    clear, colour, end = 4, 0, 5
    codes = [clear, colour, colour] * ((width * height + 1) // 2) + [end]
    packed = sum(code << 3 * place for place, code in enumerate(codes))
    data = packed.to_bytes(len(codes) * 3 // 8 + 1, "little")
    blocks = (data[at : at + 255] for at in range(0, len(data), 255))
    screen = struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
    picture = struct.pack("<BHHHHBB", 0x2C, 0, 0, width, height, 0, 2)
    body = b"".join(bytes([len(block)]) + block for block in blocks)
    return b"GIF89a" + screen + picture + body + b"\0;"


# What tries to cost much


def bomb(size: int) -> bytes:
    """So many zeros, deflated."""
    return zlib.compress(bytes(size), 9)


def blank_png(
    width: int, height: int, depth: int = 8, colour: int = RGB, *, interlaced: bool = False
) -> bytes:
    """A PNG of zeros, which needs few bytes."""
    bits = depth * CHANNELS[colour]
    passes = SEVEN_PASSES if interlaced else ((0, 0, 1, 1),)
    sizes = ((len(range(x, width, a)), len(range(y, height, b))) for x, y, a, b in passes)
    size = sum((1 + (columns * bits + 7) // 8) * lines for columns, lines in sizes if columns)
    return make_png(
        width, height, depth=depth, colour=colour, interlaced=interlaced, pixels=bytes(size)
    )


def resized(jpeg: bytes, width: int, height: int) -> bytes:
    """The JPEG with another size in its header.

    Raises:
        ValueError: it has no header.
    """
    for marker in (b"\xff\xc0\0", b"\xff\xc2\0"):
        if at := jpeg.find(marker) + 1:
            return jpeg[: at + 4] + struct.pack(">HH", height, width) + jpeg[at + 8 :]
    raise ValueError("no header")


def scan(channels: bytes, first: int = 0, last: int = 63, bits: int = 0) -> bytes:
    """The header of a scan."""
    chosen = b"".join(bytes([channel, 0]) for channel in channels)
    return segment(0xDA, bytes([len(channels)]) + chosen + bytes([first, last, bits]))


def scanned(width: int, height: int, scans: int, *, progressive: bool) -> bytes:
    """A JPEG of ``scans`` scans without data, each over the whole picture."""
    head = make_jpeg(progressive=progressive).partition(b"\xff\xda")[0]
    one = scan(b"\1\2\3", 0, 0) if progressive else scan(b"\1")
    return resized(head, width, height) + one * scans + b"\xff\xd9"


def noise(size: int) -> bytes:
    """Random bytes in which no marker is."""
    return random.Random(1).randbytes(size).replace(b"\xff", b"\xfe")


def arithmetic(width: int, height: int, scans: int, size: int = 45_000) -> bytes:
    """A progressive JPEG in arithmetic coding, ``size`` bytes of random data in each scan."""
    head = resized(make_jpeg(progressive=True).partition(b"\xff\xda")[0], width, height)
    later = (scan(b"\1", 1, 63) + noise(size)) * (scans - 1)
    return head.replace(b"\xff\xc2\0", b"\xff\xca\0") + scan(b"\1\2\3", 0, 0) + later + b"\xff\xd9"
