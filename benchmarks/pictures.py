"""Image files that try to cost much."""

import struct
from collections.abc import Iterator

from tests.pictures import (
    GRAY,
    RGBA,
    apng,
    arithmetic,
    blank_png,
    bomb,
    chunk,
    make_jpeg,
    make_png,
    mpo,
    mpo_index,
    noise,
    oriented,
    resized,
    scan,
    scanned,
    segment,
    tiff,
    with_segment,
)


def _noisy(width: int, height: int, code: int) -> bytes:
    """A JPEG of four channels in one scan full of random data; ``code`` is that of its frame."""
    tables = (part for part in make_jpeg(mode="CMYK").partition(b"\xff\xda")[0].split(b"\xff\xc0"))
    head, behind = tables
    channels = b"".join(bytes([channel, 0x11, 0]) for channel in (1, 2, 3, 4))
    frame = segment(code, struct.pack(">BHHB", 8, height, width, 4) + channels)
    length = int.from_bytes(behind[:2], "big")
    last = 0 if code == 0xC2 else 63
    return (
        head + frame + behind[length:] + scan(b"\1\2\3\4", 0, last) + noise(480_000) + b"\xff\xd9"
    )


def hostile_pictures() -> Iterator[tuple[str, bytes]]:
    """Names and files of at most 512,000 bytes; they take seconds to be built."""
    yield from _hostile_pngs()
    yield from _hostile_jpegs()
    yield "SVG, nearly", b"<!" + b"<" * 500_000


def _hostile_pngs() -> Iterator[tuple[str, bytes]]:
    yield "pixels", blank_png(18_900, 9_450, 1, GRAY)
    yield "as many pixels as are inflated", blank_png(4_000, 3_000)
    yield "as many bytes, 16 bits", blank_png(3_000, 1_500, 16, RGBA)
    yield "as many bytes, 16 bits, interlaced", blank_png(3_000, 1_500, 16, RGBA, interlaced=True)
    yield "the longest rows", blank_png(65_535, 183)
    yield "the longest columns", blank_png(183, 65_535)
    yield "the longest columns, 1 bit", blank_png(183, 65_535, 1, GRAY)
    yield "the longest column, interlaced", blank_png(1, 65_535, 16, RGBA, interlaced=True)
    yield "a longer column", blank_png(1, 12_000_000, 8, GRAY)
    yield "a longer row", blank_png(12_000_000, 1)
    yield "IDAT bomb", make_png(pixels=bytes(500_000_000))
    yield "zTXt bomb", make_png(before=chunk(b"zTXt", b"k\0\0" + bomb(10**8)))
    yield "iCCP bomb", make_png(before=chunk(b"iCCP", b"k\0\0" + bomb(10**8)))
    yield "400 iCCP bombs", make_png(before=chunk(b"iCCP", b"k\0\0" + bomb(10**6)) * 400)
    yield "iTXt bomb", make_png(after=chunk(b"iTXt", b"k\0\1\0\0\0" + bomb(10**8)))
    yield "42,000 chunks", make_png(before=chunk(b"teXt") * 42_000)
    yield "42,000 empty IDAT", make_png(after=chunk(b"IDAT") * 42_000)
    tags = tiff(*[(1, 3, 1, bytes(4))] * 40_000)
    yield "40,000 EXIF tags", make_png(before=chunk(b"eXIf", tags))
    yield "APNG of 4,500 frames", apng(1, 1, 4_500)
    yield "APNG of 38 frames", apng(800, 400, 38)
    yield "APNG claims 2**31 - 1", apng(claimed=2**31 - 1)


def _hostile_jpegs() -> Iterator[tuple[str, bytes]]:
    base = make_jpeg()
    yield "JPEG pixels", resized(base, 65_535, 65_535)
    yield "JPEG, as many as are decoded", resized(base, 4_000, 3_000)
    yield "JPEG, more", resized(base, 4_001, 3_000)
    for kind in ("baseline", "progressive"):
        for side, scans in ((2_000, 60), (2_000, 61), (632, 600), (200, 900), (8, 32_000)):
            data = scanned(side, side, scans, progressive=kind == "progressive")
            yield f"{kind}, {scans:,} scans", data
    yield "arithmetic coding", arithmetic(2_000, 2_000, 1)
    yield "arithmetic coding, 10 scans", arithmetic(632, 632, 10)
    yield "arithmetic coding, more", arithmetic(633, 633, 10)
    for code, size in ((0xC0, (4_000, 3_000)), (0xC2, (2_000, 2_000)), (0xC9, (2_000, 2_000))):
        yield f"noise in a frame {code:02X}", _noisy(*size, code)
    for code in (0xFE, 0xE0, 0xE1, 0xDB, 0xC4, 0xEE):
        yield f"125,000 segments {code:02X}", base[:2] + segment(code) * 125_000 + base[2:]
    tables = segment(0xDB, (b"\0" + b"\1" * 64) * 1000)
    yield "7,000 quantization tables", base[:2] + tables * 7 + base[2:]
    yield "900 segments", base[:2] + segment(0xFE) * 900 + base[2:]
    exif = segment(0xE1, b"Exif\0\0" + bytes(390))
    yield "1,200 EXIF segments", base[:2] + exif * 1_200 + base[2:]
    photoshop = segment(0xED, b"Photoshop 3.0\0" + b"8BIM".ljust(12, b"\0") * 5_400)
    yield "38,000 Photoshop resources", base[:2] + photoshop * 7 + base[2:]
    icc = segment(0xE2, b"ICC_PROFILE\0\1\7" + bytes(65_000))
    yield "ICC of 455,000 bytes", base[:2] + icc * 7 + base[2:]
    yield "fill bytes in front", base[:2] + b"\xff" * 510_000 + base[2:]
    yield "255,000 TEM", base[:2] + b"\xff\x01" * 255_000 + base[2:]
    yield "stuffed bytes", base[:-2] + b"\xff\0" * 255_000 + b"\xff\xd9"
    yield "restarts", base[:-2] + b"\xff\xd0" * 255_000 + b"\xff\xd9"
    yield "fill bytes", base[:-2] + b"\xff" * 511_000 + b"\xff\xd9"
    yield "MPO index of 4,000", with_segment(mpo(), 0xE2, mpo_index(range(4_000)))
    yield "EXIF loop", with_segment(base, 0xE1, b"Exif\0\0" + oriented(6)[:-4] + b"\x08\0\0\0")
