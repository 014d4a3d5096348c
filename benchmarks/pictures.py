"""Hostile image files within the limit of bytes: bombs, and very many of whatever there can be."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator
from typing import Final

from tests.pictures import (
    CHANNELS,
    GRAY,
    RGB,
    RGBA,
    SEVEN_PASSES,
    apng,
    chunk,
    make_jpeg,
    make_png,
    mpo,
    mpo_index,
    oriented,
    segment,
    tiff,
    with_segment,
)


def hostile_pictures() -> Iterator[tuple[str, bytes]]:
    """Each file with its name, built when it is asked for."""
    yield from _pngs()
    yield from _jpegs()
    yield "SVG, nearly", b"<!" + b"<" * 500_000


def _pngs() -> Iterator[tuple[str, bytes]]:
    yield "pixels", _deflated(18_900, 9_450, depth=1, colour=GRAY)
    yield "as many pixels as are decoded", _deflated(4_000, 3_000)
    yield "as many, 16 bits", _deflated(4_000, 3_000, depth=16, colour=RGBA)
    yield "one more", _deflated(12_000_001, 1, colour=GRAY)
    yield "one column", _deflated(1, 12_000_000, colour=GRAY)
    yield "one row", _deflated(12_000_000, 1)
    yield "one column, interlaced", _interlaced(1, 12_000_000)
    yield "IDAT bomb", make_png(pixels=bytes(500_000_000))
    bomb = zlib.compress(bytes(10**8), 9)
    yield "zTXt bomb", make_png(before=chunk(b"zTXt", b"k\0\0" + bomb))
    yield "iCCP bomb", make_png(before=chunk(b"iCCP", b"k\0\0" + bomb))
    yield "iTXt bomb", make_png(after=chunk(b"iTXt", b"k\0\1\0\0\0" + bomb))
    yield "42,000 chunks", make_png(before=chunk(b"teXt") * 42_000)
    yield "42,000 empty IDAT", make_png(after=chunk(b"IDAT") * 42_000)
    tags = tiff(*[(1, 3, 1, bytes(4))] * 40_000)
    yield "40,000 EXIF tags", make_png(before=chunk(b"eXIf", tags))
    for size, frames in (((1, 1), 4_500), ((800, 400), 37), ((800, 400), 38)):
        yield f"APNG of {frames:,} frames", apng(*size, frames)
    yield "APNG claims 2**31 - 1", apng(claimed=2**31 - 1)


def _jpegs() -> Iterator[tuple[str, bytes]]:
    for width, height in ((65_535, 65_535), (4_000, 3_000), (4_001, 3_000)):
        yield f"JPEG of {width:,} x {height:,}", _resized(make_jpeg(), width, height)
    for side, scans in ((2_000, 10), (2_000, 11), (200, 900), (8, 32_000)):
        for progressive in (False, True):
            name = f"{scans:,} scans, {progressive=}"
            yield name, _scanned(side, side, scans, progressive=progressive)
    for side, scans in ((2_000, 1), (632, 10), (633, 10)):
        yield f"arithmetic coding, {scans} scans of {side}", _arithmetic(side, side, scans)
    for code in (0xC0, 0xC2, 0xC9):
        for width, height in ((4_000, 3_000), (2_000, 2_000), (4_000, 1_001)):
            yield f"noise in {width} x {height}, frame {code:02X}", _noisy(width, height, code)
    start, whole, end = make_jpeg()[:2], make_jpeg()[2:-2], b"\xff\xd9"
    for code in (0xFE, 0xE0, 0xE1, 0xDB, 0xC4, 0xEE):
        yield f"125,000 segments {code:02X}", start + segment(code) * 125_000 + whole + end
    tables = segment(0xDB, (b"\0" + b"\1" * 64) * 1000) * 7
    yield "7,000 quantization tables", start + tables + whole + end
    yield "900 segments", start + segment(0xFE) * 900 + whole + end
    yield "255,000 TEM", start + b"\xff\x01" * 255_000 + whole + end
    yield "stuffed bytes", start + whole + b"\xff\0" * 255_000 + end
    yield "restarts", start + whole + b"\xff\xd0" * 255_000 + end
    yield "fill bytes", start + whole + b"\xff" * 511_000 + end
    profile = segment(0xE2, b"ICC_PROFILE\0\1\7" + bytes(65_000)) * 7
    yield "ICC of 455,000 bytes", start + profile + whole + end
    yield "MPO index of 4,000", with_segment(mpo(), 0xE2, mpo_index(range(4_000)))
    loop = oriented(6)[:-4] + b"\x08\0\0\0"
    yield "EXIF loop", with_segment(make_jpeg(), 0xE1, b"Exif\0\0" + loop)


def _deflated(width: int, height: int, *, depth: int = 8, colour: int = RGB) -> bytes:
    row = 1 + (width * depth * CHANNELS[colour] + 7) // 8
    return make_png(width, height, depth=depth, colour=colour, pixels=bytes(row * height))


def _interlaced(width: int, height: int) -> bytes:
    """A PNG of 16 bits in four channels, all zero, in seven passes."""
    sizes = ((len(range(x, width, a)), len(range(y, height, b))) for x, y, a, b in SEVEN_PASSES)
    pixels = bytes(sum((1 + 8 * columns) * lines for columns, lines in sizes if columns))
    return make_png(width, height, depth=16, colour=RGBA, interlaced=True, pixels=pixels)


_SCAN: Final = b"\xff\xda"


def _resized(jpeg: bytes, width: int, height: int) -> bytes:
    """The JPEG with another size in its header."""
    at = max(jpeg.find(b"\xff\xc0\0"), jpeg.find(b"\xff\xc2\0"))
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def _scan(channels: bytes, first: int = 0, last: int = 63) -> bytes:
    chosen = b"".join(bytes([channel, 0]) for channel in channels)
    return segment(0xDA, bytes([len(channels)]) + chosen + bytes([first, last, 0]))


def _scanned(width: int, height: int, scans: int, *, progressive: bool) -> bytes:
    """A JPEG of scans without data, each over the whole picture."""
    head = make_jpeg(progressive=progressive).partition(_SCAN)[0]
    one = _scan(b"\1\2\3", 0, 0) if progressive else _scan(b"\1")
    return _resized(head, width, height) + one * scans + b"\xff\xd9"


def _noise(size: int) -> bytes:
    return random.Random(1).randbytes(size).replace(b"\xff", b"\xfe")


def _arithmetic(width: int, height: int, scans: int) -> bytes:
    """A progressive JPEG in arithmetic coding, full of random data."""
    head = _resized(make_jpeg(progressive=True).partition(_SCAN)[0], width, height)
    later = (_scan(b"\1", 1, 63) + _noise(45_000)) * (scans - 1)
    return head.replace(b"\xff\xc2\0", b"\xff\xca\0") + _scan(b"\1\2\3", 0, 0) + later + b"\xff\xd9"


def _noisy(width: int, height: int, code: int) -> bytes:
    """A JPEG of four channels in one scan full of random data; ``code`` is that of its frame."""
    head, behind = make_jpeg(mode="CMYK").partition(_SCAN)[0].split(b"\xff\xc0")
    channels = b"".join(bytes([channel, 0x11, 0]) for channel in (1, 2, 3, 4))
    frame = segment(code, struct.pack(">BHHB", 8, height, width, 4) + channels)
    length = int.from_bytes(behind[:2], "big")
    scan = _scan(b"\1\2\3\4", 0, 0 if code == 0xC2 else 63)
    return head + frame + behind[length:] + scan + _noise(480_000) + b"\xff\xd9"
