"""What is measured of an image, and which damage is found."""

import io
import json
import pickle
import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, cast

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from alimtalk_rules import INFOBIP
from alimtalk_rules.images import ImageFacts, jpeg, png, read_image
from alimtalk_rules.limits import MOST_NUMBER
from tests.pictures import (
    CHANNELS,
    GRAY,
    GRAY_ALPHA,
    PALETTE,
    PNG_MAGIC,
    RGB,
    RGBA,
    apng,
    arithmetic,
    blank_png,
    bomb,
    chunk,
    gif,
    ihdr,
    make_jpeg,
    make_png,
    mpo,
    mpo_index,
    oriented,
    padded_to,
    resized,
    rows,
    scanned,
    segment,
    tiff,
    with_segment,
)

Build = Callable[[], bytes]
MOST = INFOBIP.limits.image_bytes
JPEG_MAGIC = b"\xff\xd8\xff"
REPORT_SCHEMA = json.loads(
    (Path(__file__).parent.parent / "schemas" / "report.schema.json").read_text("utf-8")
)
FACTS_SCHEMA = jsonschema.Draft202012Validator(REPORT_SCHEMA["$defs"]["ImageFacts"])


def pillow_loads(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as opened:
            opened.load()
    except (OSError, SyntaxError, ValueError):
        return False
    return True


def exif_in_jpeg(block: bytes) -> bytes:
    return with_segment(make_jpeg(), 0xE1, b"Exif\0\0" + block)


def exif_in_png(block: bytes) -> bytes:
    return make_png(before=chunk(b"eXIf", block))


KINDS: dict[str, Build] = {
    "PNG": make_png,
    "PNG interlaced": lambda: make_png(depth=1, colour=PALETTE, interlaced=True),
    "PNG with orientation": lambda: exif_in_png(oriented(6)),
    "APNG": apng,
    "JPEG": make_jpeg,
    "JPEG progressive": lambda: make_jpeg(progressive=True),
    "JPEG CMYK": lambda: make_jpeg(mode="CMYK"),
    "JPEG that Pillow ends early": lambda: make_jpeg(42, 43, mode="CMYK"),
    "JPEG with orientation": lambda: exif_in_jpeg(oriented(6)),
    "MPO": mpo,
}
"""Whole pictures, small ones."""

kinds = pytest.mark.parametrize("build", KINDS.values(), ids=KINDS)


# What is measured


def in_mpo_index(body: bytes) -> bytes:
    return with_segment(make_jpeg(), 0xE2, b"MPF\0" + body)


TWO_FRAMES = b"\0\0\0\2" + bytes(4)
FRAMES: dict[str, tuple[Build, int]] = {
    "PNG": (make_png, 1),
    "PNG, something behind it": (lambda: make_png() + b"behind", 1),
    "APNG": (apng, 3),
    "APNG, another still": (lambda: apng(still_is_frame=False), 3),
    "APNG of one frame": (lambda: apng(frames=1), 1),
    "APNG, a frame missing": (lambda: apng(claimed=4), 4),
    "APNG, last frame broken": (lambda: apng(last=b"nozlib"), 3),
    "APNG claims 0": (lambda: apng(claimed=0), 1),
    "APNG claims 2**31": (lambda: apng(claimed=2**31), 1),
    "APNG claims 2**31 - 1": (lambda: apng(claimed=MOST_NUMBER), MOST_NUMBER),
    "APNG claims too late": (lambda: make_png(after=chunk(b"acTL", TWO_FRAMES)), 1),
    "APNG, wrong checksum": (lambda: make_png(before=chunk(b"acTL", TWO_FRAMES, crc=1)), 1),
    "JPEG": (make_jpeg, 1),
    "JPEG, something behind it": (lambda: make_jpeg() + b"behind", 1),
    "MPO": (mpo, 2),
    "MPO big-endian": (lambda: mpo(pictures=3, order=">"), 3),
    "MPO of none": (lambda: with_segment(make_jpeg(), 0xE2, mpo_index([])), 1),
    "MPO of 2**32 - 1": (lambda: in_mpo_index(tiff((0xB001, 4, 1, b"\xff" * 4))), 1),
    "MPO of 2**31 - 1": (
        lambda: in_mpo_index(tiff((0xB001, 4, 1, b"\xff\xff\xff\x7f"))),
        MOST_NUMBER,
    ),
    "MPO broken": (lambda: in_mpo_index(b"?"), 1),
}


@pytest.mark.parametrize(("build", "frames"), FRAMES.values(), ids=FRAMES)
def test_measures(build: Build, frames: int) -> None:
    data = build()
    assert read_image(data) == ImageFacts(
        format="png" if data.startswith(PNG_MAGIC) else "jpeg",
        width=16,
        height=8,
        bytes=len(data),
        frames=frames,
        mode="RGB",
        sha256=sha256(data).hexdigest(),
    )


KINDS_OF_PNG = [
    *((GRAY, depth) for depth in (1, 2, 4, 8, 16)),
    *((PALETTE, depth) for depth in (1, 2, 4, 8)),
    *((colour, depth) for colour in (RGB, GRAY_ALPHA, RGBA) for depth in (8, 16)),
]


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (5, 3), (1, 9), (17, 11)], ids=str)
def test_reads_every_kind_of_png_as_pillow_does(size: tuple[int, int]) -> None:
    offenders = []
    for colour, depth in KINDS_OF_PNG:
        for interlaced in (False, True):
            data = make_png(*size, depth=depth, colour=colour, interlaced=interlaced)
            facts = read_image(data)
            with Image.open(io.BytesIO(data)) as opened:
                opened.load()
                deep = ";16" if depth == 16 and opened.mode != "I;16" else ""
                expected = (*opened.size, opened.mode + deep, None)
            if (facts.width, facts.height, facts.mode, facts.fault) != expected:
                offenders.append((colour, depth, interlaced, facts, expected))
    assert offenders == []


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_reads_every_kind_of_jpeg(mode: Literal["L", "RGB", "CMYK"], *, progressive: bool) -> None:
    for size in ((1, 1), (7, 3), (8, 8), (17, 33)):
        facts = read_image(make_jpeg(*size, mode=mode, progressive=progressive))
        assert (facts.width, facts.height, facts.mode, facts.fault) == (*size, mode, None)


# EXIF orientation

SHORT, LONG = 3, 4
MANY_TAGS = [(tag, SHORT, 1, bytes(4)) for tag in range(1, 14)]


@pytest.mark.parametrize(
    ("block", "orientation"),
    [
        *(pytest.param(oriented(number), number, id=f"{number}") for number in range(1, 9)),
        pytest.param(oriented(6, order=">"), 6, id="6 big-endian"),
        pytest.param(tiff((0x0112, LONG, 1, b"\6\0\0\0")), 6, id="6 as a LONG"),
        pytest.param(tiff((0x0112, SHORT, 1, b"\6\0\0\0"), start=60), 6, id="further on"),
        pytest.param(tiff((1, 2, 99, b"\xff" * 4), (0x0112, 3, 1, b"\3\0\0\0")), 3, id="second"),
        pytest.param(oriented(6)[:-4], 6, id="no pointer to a next directory"),
        pytest.param(oriented(6)[:-4] + b"\x08\0\0\0", 6, id="the next directory is the same"),
        pytest.param(oriented(0), None, id="0"),
        pytest.param(oriented(9), None, id="9"),
        pytest.param(oriented(65535), None, id="65535"),
        pytest.param(tiff((0x0112, SHORT, 2, b"\6\0\6\0")), None, id="two of them"),
        pytest.param(tiff((0x0112, 2, 1, b"\6\0\0\0")), None, id="as text"),
        pytest.param(tiff((0x0112, 99, 1, b"\6\0\0\0")), None, id="of no known type"),
        pytest.param(tiff((0x010F, SHORT, 1, b"\6\0\0\0")), None, id="other tags only"),
        pytest.param(tiff(), None, id="no tags"),
        pytest.param(b"", None, id="empty"),
        pytest.param(b"II*\0", None, id="header cut"),
        pytest.param(b"II*\0\x08\0\0\0\1", None, id="count cut"),
        pytest.param(oriented(6)[:-8], None, id="directory cut"),
        pytest.param(b"II*\0\xff\xff\xff\xff" + oriented(6)[8:], None, id="directory outside"),
        pytest.param(b"II*\0\xee\xff\xff\xff" + oriented(6)[8:], None, id="18 before the end"),
        pytest.param(b"II*\0\x08\0\0\0\xff\xff" + bytes(10), None, id="65535 tags claimed"),
        pytest.param(b"II*\0\x08\0\0\0\xff\xff" + oriented(6)[10:], 6, id="65535 and one there"),
        pytest.param(tiff(*MANY_TAGS)[:-4] + oriented(6)[10:], None, id="behind the directory"),
        pytest.param(b"XX" + oriented(6)[2:], None, id="no byte order"),
    ],
)
@pytest.mark.parametrize("place", [exif_in_jpeg, exif_in_png])
def test_orientation(
    place: Callable[[bytes], bytes], block: bytes, orientation: int | None
) -> None:
    facts = read_image(place(block))
    assert (facts.orientation, facts.fault) == (orientation, None)


@pytest.mark.parametrize("written", ["JPEG", "PNG"])
def test_pillow_writes_the_orientation_that_is_read(written: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "other things"
    for number in range(1, 9):
        exif[0x0112] = number
        stream = io.BytesIO()
        Image.new("RGB", (16, 8)).save(stream, written, exif=exif)
        assert read_image(stream.getvalue()).orientation == number


WHICH_EXIF: dict[str, tuple[Build, int | None]] = {
    "PNG, behind the pixels": (lambda: make_png(after=chunk(b"eXIf", oriented(6))), None),
    "PNG, wrong checksum": (lambda: make_png(before=chunk(b"eXIf", oriented(6), crc=1)), None),
    "PNG, the first": (
        lambda: make_png(before=chunk(b"eXIf", oriented(3)) + chunk(b"eXIf", oriented(6))),
        3,
    ),
    "JPEG, the first": (
        lambda: with_segment(exif_in_jpeg(oriented(6)), 0xE1, b"Exif\0\0" + oriented(3)),
        3,
    ),
    "JPEG, XMP is another": (
        lambda: with_segment(make_jpeg(), 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:tiff"),
        None,
    ),
}


@pytest.mark.parametrize(("build", "orientation"), WHICH_EXIF.values(), ids=WHICH_EXIF)
def test_which_exif_counts(build: Build, orientation: int | None) -> None:
    facts = read_image(build())
    assert (facts.orientation, facts.fault) == (orientation, None)


# Faults: not an image, or another format


OTHER_FORMATS = {
    "GIF": gif(),
    "BMP": b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0" + bytes(60),
    "WebP": b"RIFF\x24\0\0\0WEBPVP8 " + bytes(30),
    "TIFF": b"II*\0\x08\0\0\0",
    "TIFF big-endian": b"MM\0*\0\0\0\x08",
    "BigTIFF": b"MM\0+\0\x08\0\0",
    "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "AVIF": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1",
    "JPEG XL": b"\0\0\0\x0cJXL \r\n\x87\n",
    "JPEG XL codestream": b"\xff\x0a\xfa\x7f",
    "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n",
    "JPEG 2000 codestream": b"\xff\x4f\xff\x51\0\x29",
    "ICO": b"\0\0\1\0\1\0" + bytes(16),
    "Photoshop": b"8BPS\0\1" + bytes(20),
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "SVG, XML": b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<!-- a --><svg\n/>",
}


@pytest.mark.parametrize("data", OTHER_FORMATS.values(), ids=OTHER_FORMATS)
def test_another_format(data: bytes) -> None:
    digest = sha256(data).hexdigest()
    assert read_image(data) == ImageFacts(bytes=len(data), sha256=digest, fault="format")


NO_IMAGES = {
    "empty": b"",
    "one byte of a JPEG": b"\xff",
    "two bytes of a JPEG": b"\xff\xd8",
    "no marker behind the JPEG's first": b"\xff\xd8\x00\xe0",
    "seven bytes of a PNG": PNG_MAGIC[:7],
    "PNG sent as text": PNG_MAGIC.replace(b"\r\n", b"\n"),
    "text like a BMP": b"BMW and other cars",
    "HTML": b"<html><svg></svg></html>",
    "SVG far behind": b"<!--" + b" " * 2000 + b"--><svg />",
    "film": b"\0\0\0\x18ftypmp42\0\0\0\0",
    "zeros": bytes(1000),
    "text": "사진".encode(),
}


@pytest.mark.parametrize("data", NO_IMAGES.values(), ids=NO_IMAGES)
def test_not_an_image(data: bytes) -> None:
    digest = sha256(data).hexdigest()
    assert read_image(data) == ImageFacts(bytes=len(data), sha256=digest, fault="unreadable")


# Faults: damage

PIXELS = rows(16, 8)
PACKED = zlib.compress(PIXELS)
HEAD = PNG_MAGIC + ihdr(16, 8)
IDAT = chunk(b"IDAT", PACKED)
IEND = chunk(b"IEND")
PALETTE_HEAD = PNG_MAGIC + ihdr(16, 8, 8, PALETTE)
PALETTE_IDAT = chunk(b"IDAT", zlib.compress(rows(16, 8, 8)))

DAMAGED_PNGS = {
    "magic only": PNG_MAGIC,
    "no picture": HEAD + IEND,
    "no end": HEAD + IDAT,
    "empty picture": HEAD + chunk(b"IDAT") + IEND,
    "header late": PNG_MAGIC + IDAT + ihdr(16, 8) + IEND,
    "header short": PNG_MAGIC + chunk(b"IHDR", bytes(12)) + IDAT + IEND,
    "checksum of the picture": HEAD + chunk(b"IDAT", PACKED, crc=1) + IEND,
    "checksum of the palette": PALETTE_HEAD
    + chunk(b"PLTE", bytes(48), crc=1)
    + PALETTE_IDAT
    + IEND,
    "a byte of the picture missing": make_png(pixels=PIXELS[:-1]),
    "all bytes of the picture missing": make_png(pixels=b""),
    "unknown row filter, first row": make_png(pixels=b"\5" + PIXELS[1:]),
    "unknown row filter": make_png(pixels=PIXELS[:49] + b"\5" + PIXELS[50:]),
    "interlaced, rows missing": make_png(interlaced=True, pixels=PIXELS),
    "zlib cut": HEAD + chunk(b"IDAT", PACKED[:-9]) + IEND,
    "zlib broken": HEAD + chunk(b"IDAT", PACKED[:9] + b"??" + PACKED[11:]) + IEND,
    "no zlib": HEAD + chunk(b"IDAT", b"nozlib") + IEND,
    "picture in two places": HEAD
    + chunk(b"IDAT", PACKED[:9])
    + chunk(b"teXt", crc=1)
    + chunk(b"IDAT", PACKED[9:])
    + IEND,
    "no palette": PALETTE_HEAD + PALETTE_IDAT + IEND,
    "palette late": PALETTE_HEAD + PALETTE_IDAT + chunk(b"PLTE", bytes(48)) + IEND,
}


@pytest.mark.parametrize("data", DAMAGED_PNGS.values(), ids=DAMAGED_PNGS)
def test_damaged_png(data: bytes) -> None:
    facts = read_image(data)
    assert (facts.format, facts.fault, facts.bytes) == ("png", "unreadable", len(data))


IMPOSSIBLE_HEADERS = {
    "no width": ihdr(0, 8),
    "no height": ihdr(16, 0),
    "width over 2**31 - 1": ihdr(2**31, 1),
    "height over 2**31 - 1": ihdr(1, 2**32 - 1),
    "3 bits": ihdr(16, 8, 3),
    "16-bit palette": ihdr(16, 8, 16, PALETTE),
    "colour type 1": ihdr(16, 8, 8, 1),
    "compression method 1": ihdr(16, 8, compression=1),
    "filter method 64": ihdr(16, 8, filtering=64),
    "interlace method 2": ihdr(16, 8, interlacing=2),
}


@pytest.mark.parametrize("header", IMPOSSIBLE_HEADERS.values(), ids=IMPOSSIBLE_HEADERS)
def test_impossible_png_header(header: bytes) -> None:
    facts = read_image(PNG_MAGIC + header + IDAT + IEND)
    assert (facts.format, facts.width, facts.fault) == ("png", None, "unreadable")


STRANGE_PNGS: dict[str, Build] = {
    "checksum of a resolution": lambda: make_png(before=chunk(b"pHYs", bytes(9), crc=1)),
    "checksum of a profile": lambda: make_png(before=chunk(b"iCCP", crc=1)),
    "checksum of a text behind": lambda: make_png(after=chunk(b"teXt", crc=1)),
    "checksum of the end": lambda: HEAD + IDAT + chunk(b"IEND", crc=1),
    "text bomb": lambda: make_png(before=chunk(b"zTXt", b"k\0\0" + bomb(2**21))),
    "image bomb": lambda: make_png(pixels=PIXELS + bytes(2**20)),
    "another picture": lambda: HEAD + IDAT + chunk(b"teXt") + IDAT + IEND,
    "a chunk behind the end": lambda: HEAD + IDAT + IEND + chunk(b"teXt"),
    "empty IDAT": lambda: HEAD + chunk(b"IDAT") + IDAT + chunk(b"IDAT") + IEND,
    "more rows than are inflated at once": lambda: make_png(600, 300),
    "the same, interlaced": lambda: make_png(600, 300, interlaced=True),
}


@pytest.mark.parametrize("build", STRANGE_PNGS.values(), ids=STRANGE_PNGS)
def test_strange_but_whole_png(build: Build) -> None:
    assert read_image(build()).fault is None


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize("piece", [1, 7, 50, 1000])
def test_rows_are_inflated_in_pieces_of_any_size(
    piece: int, monkeypatch: pytest.MonkeyPatch, *, interlaced: bool
) -> None:
    monkeypatch.setattr(png, "_PIECE", piece)
    assert read_image(make_png(17, 11, interlaced=interlaced)).fault is None


def test_unknown_row_filter_in_the_last_row() -> None:
    pixels = bytearray(rows(600, 300))
    pixels[-1801] = 5
    assert read_image(make_png(600, 300, pixels=bytes(pixels))).fault == "unreadable"


def scan_at(data: bytes) -> int:
    return data.index(b"\xff\xda")


def edited(edit: Callable[[bytes], bytes]) -> Build:
    """What becomes of a small JPEG."""
    return lambda: edit(make_jpeg())


def frame_header(width: int, height: int, channels: int = 3) -> bytes:
    layers = b"".join(bytes([number + 1, 0x11, 0]) for number in range(channels))
    sides = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return segment(0xC0, b"\x08" + sides + bytes([channels]) + layers)


DAMAGED_JPEGS: dict[str, Build] = {
    "magic only": lambda: JPEG_MAGIC,
    "start and end": lambda: b"\xff\xd8\xff\xd9",
    "no end": edited(lambda jpeg: jpeg[:-2]),
    "no end, and huge": edited(lambda jpeg: resized(jpeg[:-2], 65_535, 65_535)),
    "zeros for an end": edited(lambda jpeg: jpeg[:-2] + bytes(99)),
    "no scan": edited(lambda jpeg: jpeg[: scan_at(jpeg)] + b"\xff\xd9"),
    "no width": edited(lambda jpeg: resized(jpeg, 0, 8)),
    "no height": edited(lambda jpeg: resized(jpeg, 16, 0)),
    "two frame headers": edited(lambda jpeg: jpeg[:2] + frame_header(16, 8) + jpeg[2:]),
    "two that differ": edited(lambda jpeg: jpeg[:2] + frame_header(32, 16) + jpeg[2:]),
    "empty frame header": edited(lambda jpeg: jpeg[:2] + segment(0xC0) + jpeg[2:]),
    "12 bits": edited(lambda jpeg: jpeg.replace(b"\xff\xc0\0\x11\x08", b"\xff\xc0\0\x11\x0c")),
    "two channels": edited(lambda jpeg: jpeg[:2] + frame_header(16, 8, 2) + jpeg[scan_at(jpeg) :]),
    "two starts": edited(lambda jpeg: b"\xff\xd8" + jpeg),
    "length 0": edited(lambda jpeg: jpeg.replace(b"\xff\xdb\0\x43", b"\xff\xdb\0\0")),
    "length beyond": edited(lambda jpeg: jpeg.replace(b"\xff\xdb\0\x43", b"\xff\xdb\xff\xff")),
    "no quantization tables": edited(lambda jpeg: jpeg.replace(b"\xff\xdb", b"\xff\xfe")),
    "short quantization table": edited(lambda jpeg: with_segment(jpeg, 0xDB, b"\0short")),
    "1,700 segments": edited(lambda jpeg: jpeg[:2] + segment(0xFE) * 1_700 + jpeg[2:]),
    "5,100 fill bytes": edited(lambda jpeg: jpeg[:2] + b"\xff" * 5_100 + jpeg[2:]),
    "the end in a comment between scans": edited(
        lambda _: scanned(16, 8, 2, progressive=False).replace(
            b"\xff\xda", segment(0xFE, b"\xff\xd9") + b"\xff\xda"
        )
    ),
}


@pytest.mark.parametrize("build", DAMAGED_JPEGS.values(), ids=DAMAGED_JPEGS)
def test_damaged_jpeg(build: Build) -> None:
    data = build()
    facts = read_image(data)
    assert (facts.format, facts.fault, facts.bytes) == ("jpeg", "unreadable", len(data))


STRANGE_JPEGS: dict[str, Build] = {
    "junk": edited(lambda jpeg: jpeg.replace(b"\xff\xdb", b"junk\xff\xdb")),
    "fill bytes": edited(lambda jpeg: jpeg[:2] + b"\xff" * 99 + jpeg[2:]),
    "restart and stuffed": edited(lambda jpeg: jpeg[:-2] + b"\xff\xd0\xff\0" + jpeg[-2:]),
    "comment of length 0": edited(lambda jpeg: jpeg[:2] + b"\xff\xfe\0\0" + jpeg[2:]),
    "comment": edited(lambda jpeg: with_segment(jpeg, 0xFE, JPEG_MAGIC + b"\xff\xda\xff\xd9")),
    "another JPEG inside": edited(lambda jpeg: with_segment(jpeg, 0xE1, b"Exif\0\0" + jpeg)),
    "ICC": edited(lambda jpeg: with_segment(jpeg, 0xE2, b"ICC_PROFILE\0\1\1" + bytes(99))),
    "900 segments": edited(lambda jpeg: jpeg[:2] + segment(0xFE) * 900 + jpeg[2:]),
}


@pytest.mark.parametrize("build", STRANGE_JPEGS.values(), ids=STRANGE_JPEGS)
def test_strange_but_whole_jpeg(build: Build) -> None:
    facts = read_image(build())
    assert (facts.width, facts.height, facts.fault) == (16, 8, None)


@pytest.mark.parametrize("place", [exif_in_jpeg, exif_in_png])
def test_a_cut_picture_still_has_its_size(place: Callable[[bytes], bytes]) -> None:
    facts = read_image(place(oriented(6))[:-10])
    assert facts.fault == "unreadable"
    assert (facts.width, facts.height, facts.mode, facts.orientation) == (16, 8, "RGB", 6)


def test_a_picture_with_a_wrong_checksum_still_has_its_size() -> None:
    facts = read_image(HEAD + chunk(b"IDAT", PACKED, crc=1) + IEND)
    assert (facts.fault, facts.width, facts.height, facts.frames) == ("unreadable", 16, 8, 1)


@kinds
def test_cut_at_every_byte(build: Build) -> None:
    data = build()
    end = len(data) // 2 if build is mpo else len(data)  # the second picture is not looked at
    assert read_image(data).fault is None
    whole = [n for n in range(end) if read_image(data[:n]).fault != "unreadable"]
    assert whole == []


def test_changed_at_every_byte() -> None:
    """Every byte of a PNG but its end's checksum is under a checksum."""
    data = make_png()
    unseen = [
        (at, other)
        for at, value in enumerate(data[:-4])
        for other in {0, 0xFF, value ^ 1, value ^ 0x80} - {value}
        if read_image(data[:at] + bytes([other]) + data[at + 1 :]).fault is None
    ]
    assert unseen == []


@pytest.mark.parametrize("progressive", [False, True])
def test_accepts_no_jpeg_that_pillow_refuses(*, progressive: bool) -> None:
    data = make_jpeg(progressive=progressive)
    chance = random.Random(2)
    for at in range(len(data)):
        changed = data[:at] + chance.randbytes(1) + data[at + 1 :]
        assert read_image(changed).fault is not None or pillow_loads(changed), at


@pytest.mark.parametrize("truncated", [False, True])
def test_pillows_leniency_hides_no_damage(
    monkeypatch: pytest.MonkeyPatch, *, truncated: bool
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", truncated)
    damaged = DAMAGED_PNGS | {name: build() for name, build in DAMAGED_JPEGS.items()}
    hidden = [name for name, data in damaged.items() if read_image(data).fault != "unreadable"]
    assert hidden == []
    assert ImageFile.LOAD_TRUNCATED_IMAGES is truncated


@pytest.mark.parametrize("most", [None, 1, 10**9])
def test_pillows_bound_on_pixels_has_no_say(
    monkeypatch: pytest.MonkeyPatch, most: int | None
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", most)
    assert [name for name, build in KINDS.items() if read_image(build()).fault] == []
    assert most == Image.MAX_IMAGE_PIXELS


def test_damaged_exif_brings_no_warning() -> None:
    """Pillow asks EXIF for a resolution where JFIF tells none, and warns of damage."""
    data = make_jpeg().replace(b"JFIF\0", b"jfif\0", 1)
    broken = tiff((0x011A, 5, 1, b"\xff\xff\0\0"), (0x0112, SHORT, 1, b"\6\0\0\0"))[:-4]
    assert read_image(with_segment(data, 0xE1, b"Exif\0\0" + broken)).orientation == 6


# Anything at all


def assert_sane(data: bytes) -> None:
    facts = read_image(data)
    FACTS_SCHEMA.validate(facts.to_dict())
    assert facts == read_image(data)
    assert facts.bytes == len(data)


@settings(deadline=None)
@given(st.sampled_from([b"", PNG_MAGIC, JPEG_MAGIC, HEAD, b"GIF89a"]), st.binary(max_size=400))
def test_random_bytes(start: bytes, rest: bytes) -> None:
    assert_sane(start + rest)


@settings(deadline=None)
@given(st.data())
def test_random_changes(draw: st.DataObject) -> None:
    data = bytearray(KINDS[draw.draw(st.sampled_from(sorted(KINDS)))]())
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(data)))
        data[at : at + draw.draw(st.integers(0, 3))] = draw.draw(st.binary(max_size=6))
    assert_sane(bytes(data))


CHUNKS = st.builds(
    chunk,
    st.sampled_from([b"IDAT", b"fcTL", b"fdAT", b"acTL", b"eXIf", b"PLTE", b"teXt", b"IHDR"]),
    st.one_of(st.binary(max_size=40), st.just(PACKED), st.just(bytes(3) + b"\2" + bytes(4))),
)


@settings(deadline=None)
@given(
    st.tuples(st.integers(0, 20), st.integers(0, 20)),
    st.sampled_from([1, 2, 4, 8, 16]),
    st.sampled_from(sorted(CHANNELS)),
    st.lists(CHUNKS, max_size=6),
)
def test_random_chunks(size: tuple[int, int], depth: int, colour: int, chunks: list[bytes]) -> None:
    assert_sane(b"".join((PNG_MAGIC, ihdr(*size, depth, colour), *chunks, IEND)))


SEGMENTS = st.builds(
    segment,
    st.sampled_from([0xC0, 0xC2, 0xC4, 0xC9, 0xDA, 0xDB, 0xDD, 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE]),
    st.builds(
        bytes.__add__,
        st.sampled_from(
            [b"", b"Exif\0\0II*\0", b"MPF\0MM\0*", b"Photoshop 3.0\0" + b"8BIM", b"\0"]
        ),
        st.binary(max_size=40),
    ),
)


@settings(deadline=None)
@given(st.lists(SEGMENTS, max_size=6))
def test_random_segments(segments: list[bytes]) -> None:
    assert_sane(b"".join((make_jpeg()[:2], *segments, make_jpeg()[2:])))


# What is too large to be decoded


DECODED: dict[str, tuple[Build, Build]] = {
    "pixels of a PNG": (make_png, lambda: make_png(129, 1)),
    "pixels of 1 bit": (
        lambda: make_png(128, 1, depth=1, colour=GRAY),
        lambda: make_png(129, 1, depth=1, colour=GRAY),
    ),
    "bits of a PNG": (lambda: make_png(8, 8, depth=16), lambda: make_png(65, 1, depth=16)),
    "no frames": (lambda: apng(frames=99), lambda: apng(129, 1, frames=1)),
    "pixels of a JPEG": (make_jpeg, lambda: make_jpeg(43, 3)),
    "pixels of the first of two JPEGs": (mpo, lambda: make_jpeg(43, 3) + make_jpeg()),
    "scans": (
        lambda: scanned(6, 7, 60, progressive=False),
        lambda: scanned(6, 7, 61, progressive=False),
    ),
    "scans, progressive": (
        lambda: scanned(6, 7, 60, progressive=True),
        lambda: scanned(6, 7, 61, progressive=True),
    ),
    "pixels in two scans": (
        lambda: scanned(6, 7, 2, progressive=False),
        lambda: scanned(43, 1, 2, progressive=False),
    ),
    "pixels, progressive": (
        lambda: scanned(6, 7, 1, progressive=True),
        lambda: scanned(43, 1, 1, progressive=True),
    ),
    "scans in arithmetic coding": (
        lambda: arithmetic(2, 2, 10, 90),
        lambda: arithmetic(2, 2, 11, 90),
    ),
}
"""As much as is decoded where that are 128 pixels, and a little more."""


@pytest.mark.parametrize(("most", "more"), DECODED.values(), ids=DECODED)
def test_bound_on_what_is_decoded(
    monkeypatch: pytest.MonkeyPatch, most: Build, more: Build
) -> None:
    for module in (png, jpeg):
        monkeypatch.setattr(module, "MOST_PIXELS", 128)
    assert (read_image(most()).fault, read_image(more()).fault) == (None, "too-many-pixels")


COSTLY: dict[str, Build] = {
    "the longest row of all": lambda: PNG_MAGIC + ihdr(MOST_NUMBER, 1) + IDAT + IEND,
    "the longest column of all": lambda: PNG_MAGIC + ihdr(1, MOST_NUMBER) + IDAT + IEND,
    "longer row": lambda: blank_png(65_536, 1, 1, GRAY),
    "longer column": lambda: blank_png(1, 65_536, 1, GRAY),
    "PNG claims 200 million pixels": lambda: PNG_MAGIC + ihdr(20_000, 10_000) + IDAT + IEND,
    "JPEG claims 4 billion": edited(lambda jpeg: resized(jpeg, 65_535, 65_535)),
}


@pytest.mark.parametrize("build", COSTLY.values(), ids=COSTLY)
def test_too_costly(build: Build) -> None:
    assert read_image(build()).fault == "too-many-pixels"


def test_the_longest_row_is_inflated() -> None:
    assert read_image(blank_png(65_535, 1, 1, GRAY)).fault is None


def test_too_little_memory_is_too_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise MemoryError

    data = make_jpeg()
    monkeypatch.setattr(Image, "frombytes", refuse)
    assert read_image(data).fault == "too-many-pixels"


# The limit


@kinds
def test_at_the_limit_and_over_it(build: Build) -> None:
    whole = read_image(build())
    data = padded_to(build(), MOST)
    facts = read_image(data)
    assert (facts.bytes, facts.fault, facts.sha256) == (MOST, None, sha256(data).hexdigest())
    data = build() + bytes(MOST + 1 - len(build()))
    assert read_image(data) == replace(whole, bytes=MOST + 1, sha256=None)


@kinds
def test_being_cut_by_the_limit_is_no_fault(build: Build) -> None:
    data = build()
    known = read_image(data)
    for most in range(1, len(data)):
        facts = read_image(data, profile=INFOBIP.with_limits(image_bytes=most))
        assert (facts.bytes, facts.sha256, facts.fault) == (len(data), None, None)
        assert facts.width in {None, known.width}
        assert facts.orientation in {None, known.orientation}


@pytest.mark.parametrize(
    ("start", "fault", "width"),
    [
        pytest.param(gif(), "format", None, id="GIF"),
        pytest.param(b"", "unreadable", None, id="zeros"),
        pytest.param(b"<svg ", "format", None, id="SVG"),
        pytest.param(HEAD + chunk(b"IDAT", b"nozlib") + IEND, None, 16, id="nothing is inflated"),
        pytest.param(b"\xff\xd8" + segment(0xFE) * 2_000, None, None, id="many segments"),
        pytest.param(
            b"\xff\xd8" + segment(0xFE, bytes(65_000)) * 9 + make_jpeg()[2:],
            *(None, None),
            id="header late",
        ),
    ],
)
def test_over_the_limit(start: bytes, fault: str | None, width: int | None) -> None:
    facts = read_image(start + bytes(MOST + 1))
    assert (facts.sha256, facts.fault, facts.width) == (None, fault, width)
    assert facts.bytes == len(start) + MOST + 1


@pytest.mark.parametrize(("most", "fault"), [(15, None), (16, "format")])
def test_of_how_many_bytes_another_format_is_told(most: int, fault: str | None) -> None:
    assert read_image(gif(), profile=INFOBIP.with_limits(image_bytes=most)).fault == fault


# The facts themselves

SHOWN = {
    "format": "png",
    "width": 800,
    "height": 400,
    "bytes": 90_000,
    "frames": 1,
    "mode": "RGB",
    "orientation": 6,
    "sha256": "0" * 64,
}
COMPLETE = ImageFacts(**cast("Any", SHOWN), name="홍길동.png", fault="unreadable")


def test_to_dict_has_every_fact_of_the_schema_in_its_order() -> None:
    assert json.dumps(COMPLETE.to_dict()) == json.dumps(SHOWN)
    assert list(SHOWN) == list(REPORT_SCHEMA["$defs"]["ImageFacts"]["properties"])


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({}, {}, id="nothing known"),
        pytest.param({"width": 0}, {"width": 0}, id="zero is known"),
        pytest.param({"format": "gif", "width": 9}, {"width": 9}, id="another format"),
        pytest.param({"format": "jpg"}, {"format": "jpeg"}, id="jpg is jpeg"),
        pytest.param({"bytes": 5 * 10**9}, {"bytes": MOST_NUMBER}, id="5 GB"),
    ],
)
def test_to_dict(known: dict[str, Any], expected: dict[str, Any]) -> None:
    facts = ImageFacts(**known).to_dict()
    assert facts == expected
    FACTS_SCHEMA.validate(facts)


def test_facts_show_no_name_are_frozen_and_pickle() -> None:
    assert "홍길동" not in repr(COMPLETE)
    with pytest.raises(AttributeError):
        COMPLETE.width = 1  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(COMPLETE)) == COMPLETE  # noqa: S301 - our own


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"width": -1}, id="negative width"),
        pytest.param({"height": MOST_NUMBER + 1}, id="height too large"),
        pytest.param({"frames": -1}, id="negative frames"),
        pytest.param({"bytes": -1}, id="negative size"),
        pytest.param({"orientation": 0}, id="orientation 0"),
        pytest.param({"orientation": 9}, id="orientation 9"),
    ],
)
def test_facts_that_cannot_be(facts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"from|negative"):
        ImageFacts(**cast("Any", facts))


def test_loads_pillow_only_for_a_jpeg() -> None:
    code = f"""\
import sys
from alimtalk_rules.images import read_image
for data in {make_png()!r}, {gif()!r}, {make_jpeg()!r}:
    read_image(data)
    print("PIL" in sys.modules)
"""
    run = [sys.executable, "-W", "error", "-c", code]
    root = Path(__file__).parent.parent
    done = subprocess.run(run, cwd=root, capture_output=True, text=True, check=True)
    assert (done.stdout.split(), done.stderr) == (["False", "False", "True"], "")


# The builders that other tests use


@pytest.mark.parametrize("build", [make_png, make_jpeg])
def test_pads_to_the_byte(build: Build) -> None:
    data = build()
    for missing in (0, 12, 65_536, 65_537, 65_538, 65_540, 65_541, 400_000):
        padded = padded_to(data, len(data) + missing)
        assert (len(padded), read_image(padded).fault) == (len(data) + missing, None)
        assert pillow_loads(padded)
    for missing in (-1, 3):
        with pytest.raises(ValueError, match="at least"):
            padded_to(data, len(data) + missing)


@pytest.mark.parametrize(
    ("build", "written", "frames"),
    [
        pytest.param(gif, "GIF", 1, id="GIF"),
        pytest.param(apng, "PNG", 3, id="APNG"),
        pytest.param(lambda: apng(frames=2, still_is_frame=False), "PNG", 3, id="other still"),
        pytest.param(mpo, "MPO", 2, id="MPO"),
        pytest.param(lambda: mpo(pictures=3, order=">"), "MPO", 3, id="MPO of three"),
    ],
)
def test_pillow_reads_what_the_builders_build(build: Build, written: str, frames: int) -> None:
    with Image.open(io.BytesIO(build())) as opened:
        assert (opened.format, opened.size) == (written, (16, 8))
        assert getattr(opened, "n_frames", 1) == frames
        for frame in range(frames):
            opened.seek(frame)
            opened.load()
