"""What is measured of an image, which damage is found, and what a hostile file may cost."""

from __future__ import annotations

import io
import json
import os
import pickle
import random
import struct
import subprocess
import sys
import threading
import zlib
from array import array
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, cast

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from alimtalk_rules.images import MOST_NUMBER, ImageFacts, read_image
from alimtalk_rules.limits import INFOBIP, Limits
from tests.pictures import (
    CHANNELS,
    GRAY,
    GRAY_ALPHA,
    PALETTE,
    PNG_MAGIC,
    RGB,
    RGBA,
    SEVEN_PASSES,
    apng,
    chunk,
    frame_control,
    gif,
    ihdr,
    make_jpeg,
    make_png,
    mpo,
    mpo_index,
    oriented,
    padded_to,
    rows,
    segment,
    tiff,
    with_segment,
)

MOST = INFOBIP.image_bytes
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


# What is measured

MEASURED = [
    pytest.param(make_png(), {"format": "png", "mode": "RGB"}, id="PNG"),
    pytest.param(make_png(interlaced=True), {"format": "png", "mode": "RGB"}, id="PNG interlaced"),
    pytest.param(make_png(depth=1, colour=GRAY), {"mode": "1"}, id="PNG 1 bit"),
    pytest.param(make_png(depth=4, colour=PALETTE), {"mode": "P"}, id="PNG palette"),
    pytest.param(make_png(colour=GRAY_ALPHA), {"mode": "LA"}, id="PNG gray and alpha"),
    pytest.param(make_png(depth=16, colour=GRAY), {"mode": "I;16"}, id="PNG 16-bit gray"),
    pytest.param(make_png(depth=16, colour=RGB), {"mode": "RGB;16"}, id="PNG 16-bit RGB"),
    pytest.param(make_png(depth=16, colour=RGBA), {"mode": "RGBA;16"}, id="PNG 16-bit RGBA"),
    pytest.param(
        make_png(depth=16, colour=GRAY_ALPHA), {"mode": "RGBA;16"}, id="PNG 16-bit gray, alpha"
    ),
    pytest.param(make_jpeg(), {"format": "jpeg", "mode": "RGB"}, id="JPEG"),
    pytest.param(make_jpeg(mode="L"), {"format": "jpeg", "mode": "L"}, id="JPEG gray"),
    pytest.param(make_jpeg(mode="CMYK"), {"format": "jpeg", "mode": "CMYK"}, id="JPEG CMYK"),
    pytest.param(make_jpeg(progressive=True), {"mode": "RGB"}, id="JPEG progressive"),
    pytest.param(make_jpeg() + b"behind", {"frames": 1}, id="JPEG with something behind it"),
    pytest.param(make_png() + b"behind", {"frames": 1}, id="PNG with something behind it"),
    pytest.param(apng(), {"format": "png", "frames": 3}, id="APNG"),
    pytest.param(apng(still_is_frame=False), {"frames": 3}, id="APNG with another still"),
    pytest.param(apng(frames=1), {"frames": 1}, id="APNG of one frame"),
    pytest.param(apng(frames=4, claimed=3), {"frames": 3}, id="APNG with a frame too many"),
    pytest.param(apng(claimed=0), {"frames": 1}, id="APNG claims 0"),
    pytest.param(apng(claimed=2**31), {"frames": 1}, id="APNG claims 2**31"),
    pytest.param(
        make_png(before=chunk(b"acTL", b"\0\0\0\2")), {"frames": 1}, id="APNG claim cut short"
    ),
    pytest.param(
        make_png(after=chunk(b"acTL", b"\0\0\0\2" + bytes(4))), {"frames": 1}, id="APNG claim late"
    ),
    pytest.param(mpo(), {"format": "jpeg", "frames": 2}, id="MPO"),
    pytest.param(mpo(pictures=3, order=">"), {"frames": 3}, id="MPO big-endian"),
    pytest.param(mpo()[: len(mpo()) - len(make_jpeg())], {"frames": 1}, id="MPO lost its second"),
    pytest.param(
        with_segment(make_jpeg(), 0xE2, mpo_index([0] + [2**32 - 1] * 2 + list(range(1, 4000)))),
        {"frames": 1},
        id="MPO crazy index",
    ),
    pytest.param(
        with_segment(make_jpeg(), 0xE2, b"MPF\0" + tiff()), {"frames": 1}, id="MPO empty index"
    ),
    pytest.param(with_segment(make_jpeg(), 0xE2, b"MPF\0?"), {"frames": 1}, id="MPO broken index"),
    pytest.param(
        with_segment(make_jpeg(), 0xE2, b"ICC_PROFILE\0\1\1" + bytes(99)), {"frames": 1}, id="ICC"
    ),
]


@pytest.mark.parametrize(("data", "expected"), MEASURED)
def test_measures(data: bytes, expected: dict[str, Any]) -> None:
    facts = read_image(data)
    known = {"width": 16, "height": 8, "bytes": len(data), "sha256": sha256(data).hexdigest()}
    assert facts.fault is None
    assert {name: getattr(facts, name) for name in (*known, *expected)} == known | expected


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize(
    ("colour", "depth"),
    [
        *((GRAY, depth) for depth in (1, 2, 4, 8, 16)),
        *((PALETTE, depth) for depth in (1, 2, 4, 8)),
        *((colour, depth) for colour in (RGB, GRAY_ALPHA, RGBA) for depth in (8, 16)),
    ],
)
@pytest.mark.parametrize("size", [(1, 1), (2, 1), (5, 3), (1, 9), (17, 11)], ids=str)
def test_reads_every_kind_of_png_as_pillow_does(
    size: tuple[int, int], colour: int, depth: int, *, interlaced: bool
) -> None:
    data = make_png(*size, depth=depth, colour=colour, interlaced=interlaced)
    facts = read_image(data)
    with Image.open(io.BytesIO(data)) as opened:
        opened.load()
        deep = ";16" if depth == 16 and opened.mode != "I;16" else ""
        expected = (*opened.size, opened.mode + deep)
    assert facts.fault is None
    assert (facts.width, facts.height, facts.mode) == expected


@pytest.mark.parametrize("size", [(1, 1), (7, 3), (8, 8), (17, 33)], ids=str)
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_reads_every_kind_of_jpeg(size: tuple[int, int], mode: Any, *, progressive: bool) -> None:
    facts = read_image(make_jpeg(*size, mode=mode, progressive=progressive))
    assert (facts.width, facts.height, facts.mode, facts.fault) == (*size, mode, None)


# EXIF orientation

SHORT, LONG = 3, 4
ORIENTATIONS = [
    *(pytest.param(oriented(number), number, id=f"{number}") for number in range(1, 9)),
    *(
        pytest.param(oriented(number, order=">"), number, id=f"{number} big-endian")
        for number in (1, 6, 8)
    ),
    pytest.param(tiff((0x0112, LONG, 1, b"\6\0\0\0")), 6, id="6 as a LONG"),
    pytest.param(tiff((0x0112, SHORT, 1, b"\6\0\0\0"), start=60), 6, id="directory further on"),
    pytest.param(tiff((1, 2, 99, b"\xff" * 4), (0x0112, SHORT, 1, b"\3\0\0\0")), 3, id="second"),
    pytest.param(oriented(6)[:-4], 6, id="no pointer to a next directory"),
    pytest.param(oriented(6)[:-4] + b"\x08\0\0\0", 6, id="the next directory is the same"),
    pytest.param(oriented(0), None, id="0"),
    pytest.param(oriented(9), None, id="9"),
    pytest.param(oriented(65535), None, id="65535"),
    pytest.param(tiff((0x0112, SHORT, 2, b"\6\0\6\0")), None, id="two of them"),
    pytest.param(tiff((0x0112, SHORT, 2**32 - 1, b"\6\0\0\0")), None, id="4294967295 of them"),
    pytest.param(tiff((0x0112, 2, 1, b"\6\0\0\0")), None, id="as text"),
    pytest.param(tiff((0x0112, 99, 1, b"\6\0\0\0")), None, id="of no known type"),
    pytest.param(tiff((0x010F, SHORT, 1, b"\6\0\0\0")), None, id="other tags only"),
    pytest.param(tiff(), None, id="no tags"),
    pytest.param(b"", None, id="empty"),
    pytest.param(b"II*\0", None, id="header cut"),
    pytest.param(b"II*\0\x08\0\0\0\1", None, id="count cut"),
    pytest.param(oriented(6)[:-8], None, id="directory cut"),
    pytest.param(b"II*\0\xff\xff\xff\xff" + oriented(6)[8:], None, id="directory outside"),
    pytest.param(b"II*\0\x08\0\0\0\xff\xff" + bytes(10), None, id="65535 tags claimed"),
    pytest.param(b"XX" + oriented(6)[2:], None, id="no byte order"),
]


@pytest.mark.parametrize(("block", "orientation"), ORIENTATIONS)
@pytest.mark.parametrize("place", [exif_in_jpeg, exif_in_png])
def test_orientation(place: Any, block: bytes, orientation: int | None) -> None:
    facts = read_image(place(block))
    assert (facts.orientation, facts.fault) == (orientation, None)


@pytest.mark.parametrize("number", range(1, 9))
def test_pillow_writes_the_orientation_that_is_read(number: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = number
    exif[0x010E] = "other things"
    for written in ("JPEG", "PNG"):
        stream = io.BytesIO()
        Image.new("RGB", (16, 8)).save(stream, written, exif=exif)
        assert read_image(stream.getvalue()).orientation == number


def test_text_that_looks_like_exif_is_none() -> None:
    assert read_image(with_segment(make_jpeg(), 0xE1, b"http://ns.adobe.com/")).orientation is None


# Faults: not an image, or another format

OTHERS = [
    pytest.param(gif(), id="GIF"),
    pytest.param(b"BM" + struct.pack("<IHHI", 70, 0, 0, 54) + bytes(60), id="BMP"),
    pytest.param(b"RIFF\x24\0\0\0WEBPVP8 " + bytes(30), id="WebP"),
    pytest.param(b"II*\0\x08\0\0\0", id="TIFF"),
    pytest.param(b"MM\0*\0\0\0\x08", id="TIFF big-endian"),
    pytest.param(b"MM\0+\0\x08\0\0", id="BigTIFF"),
    pytest.param(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", id="HEIC"),
    pytest.param(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", id="AVIF"),
    pytest.param(b"\0\0\0\x0cJXL \r\n\x87\n", id="JPEG XL"),
    pytest.param(b"\xff\x0a\xfa\x7f", id="JPEG XL codestream"),
    pytest.param(b"\0\0\0\x0cjP  \r\n\x87\n", id="JPEG 2000"),
    pytest.param(b"\xff\x4f\xff\x51\0\x29", id="JPEG 2000 codestream"),
    pytest.param(b"\0\0\1\0\1\0" + bytes(16), id="ICO"),
    pytest.param(b"8BPS\0\1" + bytes(20), id="Photoshop"),
    pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="SVG"),
    pytest.param(b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<!-- a --><svg\n/>", id="SVG, XML head"),
]


@pytest.mark.parametrize("data", OTHERS)
def test_another_format(data: bytes) -> None:
    digest = sha256(data).hexdigest()
    assert read_image(data) == ImageFacts(bytes=len(data), sha256=digest, fault="format")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff", id="one byte of a JPEG"),
        pytest.param(b"\xff\xd8", id="two bytes of a JPEG"),
        pytest.param(b"\xff\xd8\x00\xe0", id="no marker behind the JPEG's first"),
        pytest.param(PNG_MAGIC[:7], id="seven bytes of a PNG"),
        pytest.param(PNG_MAGIC.replace(b"\r\n", b"\n"), id="PNG sent as text"),
        pytest.param(b"BMW and other cars", id="text like a BMP"),
        pytest.param(b"<html><svg></svg></html>", id="HTML"),
        pytest.param(b"<!--" + b" " * 2000 + b"--><svg />", id="SVG far behind"),
        pytest.param(b"\0\0\0\x18ftypmp42\0\0\0\0", id="film"),
        pytest.param(bytes(1000), id="zeros"),
        pytest.param("사진".encode(), id="text"),
        pytest.param(b" " * MOST, id="white space"),
    ],
)
def test_not_an_image(data: bytes) -> None:
    facts = read_image(data)
    assert (facts.format, facts.fault, facts.bytes) == (None, "unreadable", len(data))


# Faults: damage

PIXELS = rows(16, 8)
PACKED = zlib.compress(PIXELS)
HEAD = PNG_MAGIC + ihdr(16, 8)
IDAT = chunk(b"IDAT", PACKED)
IEND = chunk(b"IEND")
TWO_FRAMES = chunk(b"acTL", b"\0\0\0\2" + bytes(4)) + frame_control(0, 16, 8)

DAMAGED_PNGS = [
    pytest.param(HEAD + IEND, id="no picture"),
    pytest.param(HEAD + IDAT, id="no end"),
    pytest.param(HEAD + chunk(b"IDAT") + IEND, id="empty picture"),
    pytest.param(PNG_MAGIC + IDAT + ihdr(16, 8) + IEND, id="header late"),
    pytest.param(PNG_MAGIC + chunk(b"IHDR", bytes(12)) + IDAT + IEND, id="header short"),
    pytest.param(HEAD + chunk(b"IDAT", PACKED, crc=1) + IEND, id="checksum of the picture"),
    pytest.param(HEAD + chunk(b"teXt", crc=1) + IDAT + IEND, id="checksum of a text"),
    pytest.param(HEAD + IDAT + chunk(b"IEND", crc=1), id="checksum of the end"),
    pytest.param(make_png(pixels=PIXELS[:-1]), id="a byte of the picture missing"),
    pytest.param(make_png(pixels=b""), id="all bytes of the picture missing"),
    pytest.param(make_png(pixels=b"\5" + PIXELS[1:]), id="unknown row filter, first row"),
    pytest.param(make_png(pixels=PIXELS[:49] + b"\5" + PIXELS[50:]), id="unknown row filter"),
    pytest.param(make_png(interlaced=True, pixels=PIXELS), id="interlaced, rows missing"),
    pytest.param(HEAD + chunk(b"IDAT", PACKED[:-9]) + IEND, id="zlib cut"),
    pytest.param(HEAD + chunk(b"IDAT", PACKED[:9] + b"??" + PACKED[11:]) + IEND, id="zlib broken"),
    pytest.param(HEAD + chunk(b"IDAT", b"nozlib") + IEND, id="no zlib"),
    pytest.param(
        HEAD + chunk(b"IDAT", PACKED[:9]) + chunk(b"teXt") + chunk(b"IDAT", PACKED[9:]) + IEND,
        id="picture in two places",
    ),
    pytest.param(
        PNG_MAGIC + ihdr(16, 8, 8, PALETTE) + chunk(b"IDAT", zlib.compress(rows(16, 8, 8))) + IEND,
        id="no palette",
    ),
    pytest.param(
        PNG_MAGIC
        + ihdr(16, 8, 8, PALETTE)
        + chunk(b"IDAT", zlib.compress(rows(16, 8, 8)))
        + chunk(b"PLTE", bytes(48))
        + IEND,
        id="palette late",
    ),
    pytest.param(apng(claimed=4), id="APNG a frame missing"),
    pytest.param(apng(still_is_frame=False, claimed=4), id="APNG a frame missing, other still"),
    pytest.param(apng(last=b""), id="APNG last frame empty"),
    pytest.param(apng(last=PACKED[:-9]), id="APNG last frame cut"),
    pytest.param(apng(last=b"nozlib"), id="APNG last frame broken"),
    *(
        pytest.param(
            make_png(before=TWO_FRAMES, after=control + chunk(b"fdAT", b"\0\0\0\2" + PACKED)),
            id=f"APNG frame {what}",
        )
        for what, control in (
            ("without control", b""),
            ("with a short control", chunk(b"fcTL", bytes(19))),
            ("of no width", frame_control(1, 0, 8)),
            ("of no height", frame_control(1, 16, 0)),
            ("too wide", frame_control(1, 17, 8)),
            ("too high", frame_control(1, 16, 9)),
            ("beside the picture", frame_control(1, 16, 8, 1, 0)),
            ("below the picture", frame_control(1, 16, 8, 0, 1)),
            ("huge", frame_control(1, 2**32 - 1, 2**32 - 1, 2**32 - 1, 2**32 - 1)),
        )
    ),
]


@pytest.mark.parametrize("data", DAMAGED_PNGS)
def test_damaged_png(data: bytes) -> None:
    facts = read_image(data)
    assert (facts.format, facts.fault, facts.bytes) == ("png", "unreadable", len(data))


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(ihdr(0, 8), id="no width"),
        pytest.param(ihdr(16, 0), id="no height"),
        pytest.param(ihdr(2**31, 1), id="width over 2**31 - 1"),
        pytest.param(ihdr(1, 2**32 - 1), id="height over 2**31 - 1"),
        pytest.param(ihdr(16, 8, 3), id="3 bits"),
        pytest.param(ihdr(16, 8, 16, PALETTE), id="16-bit palette"),
        pytest.param(ihdr(16, 8, 8, 1), id="colour type 1"),
        pytest.param(ihdr(16, 8, compression=1), id="compression method 1"),
        pytest.param(ihdr(16, 8, filtering=64), id="filter method 64"),
        pytest.param(ihdr(16, 8, interlacing=2), id="interlace method 2"),
    ],
)
def test_impossible_png_header(header: bytes) -> None:
    facts = read_image(PNG_MAGIC + header + IDAT + IEND)
    assert (facts.format, facts.width, facts.fault) == ("png", None, "unreadable")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(make_png(pixels=PIXELS + bytes(9)), id="more data than rows"),
        pytest.param(HEAD + IDAT + chunk(b"teXt") + IDAT + IEND, id="another picture behind"),
        pytest.param(HEAD + chunk(b"IDAT") + IDAT + chunk(b"IDAT") + IEND, id="empty IDAT"),
        pytest.param(make_png(600, 300), id="more rows than are inflated at once"),
        pytest.param(make_png(600, 300, interlaced=True), id="the same, interlaced"),
        pytest.param(
            make_png(
                before=TWO_FRAMES,
                after=frame_control(1, 5, 3, 11, 5)
                + chunk(b"fdAT", b"\0\0\0\2" + zlib.compress(rows(5, 3))),
            ),
            id="APNG with a small frame in the corner",
        ),
    ],
)
def test_strange_but_whole_png(data: bytes) -> None:
    assert read_image(data).fault is None
    assert pillow_loads(data)


def test_unknown_row_filter_in_the_last_row() -> None:
    pixels = bytearray(rows(600, 300))
    pixels[-1801] = 5
    assert read_image(make_png(600, 300, pixels=bytes(pixels))).fault == "unreadable"


def resized(jpeg: bytes, width: int, height: int) -> bytes:
    """The JPEG with another size in its header."""
    for marker in (b"\xff\xc0\0", b"\xff\xc2\0"):
        if at := jpeg.find(marker) + 1:
            return jpeg[: at + 4] + struct.pack(">HH", height, width) + jpeg[at + 8 :]
    raise AssertionError("no header")


def frame_header(width: int, height: int, channels: int = 3, bits: int = 8) -> bytes:
    layers = b"".join(bytes([number + 1, 0x11, 0]) for number in range(channels))
    return segment(0xC0, struct.pack(">BHHB", bits, height, width, channels) + layers)


BASE = make_jpeg()
SCAN_AT = BASE.index(b"\xff\xda")

DAMAGED_JPEGS = [
    pytest.param(b"\xff\xd8\xff", id="magic only"),
    pytest.param(b"\xff\xd8\xff\xd9", id="start and end"),
    pytest.param(BASE[:-2], id="no end"),
    pytest.param(BASE[:-2] + bytes(99), id="zeros for an end"),
    pytest.param(BASE[:SCAN_AT] + b"\xff\xd9", id="no scan"),
    pytest.param(resized(BASE, 0, 8), id="no width"),
    pytest.param(resized(BASE, 16, 0), id="no height"),
    pytest.param(b"\xff\xd8" + frame_header(16, 8) + BASE[2:], id="two frame headers"),
    pytest.param(b"\xff\xd8" + frame_header(32, 16) + BASE[2:], id="two frame headers that differ"),
    pytest.param(b"\xff\xd8" + segment(0xC0) + BASE[2:], id="empty frame header"),
    pytest.param(BASE.replace(b"\xff\xc0\0\x11\x08", b"\xff\xc0\0\x11\x0c"), id="12 bits"),
    pytest.param(b"\xff\xd8" + frame_header(16, 8, 2) + BASE[SCAN_AT:], id="two channels"),
    pytest.param(b"\xff\xd8" + BASE, id="two starts"),
    pytest.param(BASE.replace(b"\xff\xdb\0\x43", b"\xff\xdb\0\0"), id="length 0"),
    pytest.param(BASE.replace(b"\xff\xdb\0\x43", b"\xff\xdb\xff\xff"), id="length beyond the end"),
    pytest.param(BASE[:2] + b"\xff\xfe\0\0" + BASE[2:], id="comment of length 0"),
    pytest.param(BASE[:2] + b"\xff\xfe\0\1" + BASE[2:], id="comment of length 1"),
    pytest.param(BASE.replace(b"\xff\xdb", b"\xff\xfe"), id="no quantization tables"),
    pytest.param(b"\xff\xd8" + segment(0xDB, b"\0short") + BASE[2:], id="short quantization table"),
]


@pytest.mark.parametrize("data", DAMAGED_JPEGS)
def test_damaged_jpeg(data: bytes) -> None:
    facts = read_image(data)
    assert (facts.format, facts.fault, facts.bytes) == ("jpeg", "unreadable", len(data))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(BASE.replace(b"\xff\xdb", b"junk\xff\xdb"), id="junk before a segment"),
        pytest.param(BASE[:2] + b"\xff" * 99 + BASE[2:], id="fill bytes"),
        pytest.param(BASE[:-2] + b"\xff\xd0\xff\0" + BASE[-2:], id="restart and stuffed bytes"),
        pytest.param(with_segment(BASE, 0xFE, JPEG_MAGIC + b"\xff\xda\xff\xd9"), id="comment"),
        pytest.param(with_segment(BASE, 0xE1, b"Exif\0\0" + BASE), id="another JPEG inside"),
    ],
)
def test_strange_but_whole_jpeg(data: bytes) -> None:
    facts = read_image(data)
    assert (facts.width, facts.height, facts.fault) == (16, 8, None)


def test_decodes_only_where_two_readers_agree_on_the_size(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise AssertionError("older Pillows would write behind the picture's memory")

    monkeypatch.setattr(Image, "frombytes", refuse)
    data = b"\xff\xd8" + frame_header(32, 16) + BASE[2:]
    assert read_image(data).fault == "unreadable"


def test_a_cut_jpeg_still_has_its_size() -> None:
    facts = read_image(exif_in_jpeg(oriented(6))[:-10])
    assert facts.fault == "unreadable"
    assert (facts.width, facts.height, facts.mode, facts.orientation) == (16, 8, "RGB", 6)


def test_a_cut_png_still_has_its_size() -> None:
    facts = read_image(exif_in_png(oriented(6))[:-10])
    assert facts.fault == "unreadable"
    assert (facts.width, facts.height, facts.mode, facts.orientation) == (16, 8, "RGB", 6)


WHOLE = [
    pytest.param(make_png(), id="PNG"),
    pytest.param(make_png(depth=1, colour=PALETTE, interlaced=True), id="PNG interlaced palette"),
    pytest.param(exif_in_png(oriented(6)), id="PNG with EXIF"),
    pytest.param(apng(), id="APNG"),
    pytest.param(make_jpeg(), id="JPEG"),
    pytest.param(make_jpeg(progressive=True), id="JPEG progressive"),
    pytest.param(make_jpeg(mode="CMYK"), id="JPEG CMYK"),
    pytest.param(make_jpeg(42, 43, mode="CMYK"), id="JPEG that Pillow ends early"),
    pytest.param(exif_in_jpeg(oriented(6)), id="JPEG with EXIF"),
]


@pytest.mark.parametrize("data", WHOLE)
def test_cut_at_every_byte(data: bytes) -> None:
    assert read_image(data).fault is None
    whole = [n for n in range(len(data)) if read_image(data[:n]).fault != "unreadable"]
    assert whole == []


@pytest.mark.parametrize("data", WHOLE)
def test_changed_at_every_byte(data: bytes) -> None:
    for at, value in enumerate(data):
        for other in {0, 0xFF, 0xD9, value ^ 1, value ^ 0x80} - {value}:
            changed = data[:at] + bytes([other]) + data[at + 1 :]
            facts = read_image(changed)
            if facts.fault is None:
                assert facts.format == "jpeg", "each byte of a PNG is under a checksum"


@pytest.mark.parametrize(
    "data", [make_jpeg(), make_jpeg(progressive=True)], ids=["baseline", "progressive"]
)
def test_accepts_nothing_that_pillow_refuses(data: bytes) -> None:
    chance = random.Random(2)  # noqa: S311 - not a secret
    for at in range(len(data)):
        changed = data[:at] + chance.randbytes(1) + data[at + 1 :]
        assert read_image(changed).fault is not None or pillow_loads(changed)


@pytest.mark.parametrize("keeps_quiet", [False, True])
@pytest.mark.parametrize("data", [*DAMAGED_PNGS, *DAMAGED_JPEGS])
def test_pillows_leniency_hides_no_damage(
    monkeypatch: pytest.MonkeyPatch, data: bytes, *, keeps_quiet: bool
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", keeps_quiet)
    assert read_image(data).fault == "unreadable"
    assert ImageFile.LOAD_TRUNCATED_IMAGES is keeps_quiet


@pytest.mark.parametrize("most", [None, 1, 10**9])
@pytest.mark.parametrize("data", WHOLE)
def test_pillows_bound_on_pixels_has_no_say(
    monkeypatch: pytest.MonkeyPatch, most: int | None, data: bytes
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", most)
    assert read_image(data).fault is None
    assert most == Image.MAX_IMAGE_PIXELS


# Anything at all

STARTS = st.sampled_from([b"", PNG_MAGIC, JPEG_MAGIC, HEAD, BASE[:SCAN_AT], b"GIF89a", b"<svg"])


def assert_sane(data: bytes) -> ImageFacts:
    facts = read_image(data)
    FACTS_SCHEMA.validate(facts.to_dict())
    assert facts == read_image(data)
    assert facts.bytes == len(data)
    return facts


@settings(deadline=None)
@given(STARTS, st.binary(max_size=400))
def test_random_bytes(start: bytes, rest: bytes) -> None:
    assert_sane(start + rest)


@settings(deadline=None)
@given(st.data())
def test_random_changes(draw: st.DataObject) -> None:
    data = bytearray(draw.draw(st.sampled_from([make_png(), apng(), BASE, mpo()])))
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


@settings(deadline=None)
@given(st.integers(1, 20), st.integers(1, 20), st.binary(max_size=2000))
def test_accepts_no_png_that_pillow_refuses(width: int, height: int, pixels: bytes) -> None:
    data = make_png(width, height, colour=GRAY, pixels=pixels)
    assert read_image(data).fault is not None or pillow_loads(data)


SEGMENTS = st.builds(
    segment,
    st.sampled_from([0xC0, 0xC2, 0xC4, 0xC9, 0xDA, 0xDB, 0xDD, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE]),
    st.binary(max_size=40).flatmap(
        lambda rest: st.sampled_from([b"", b"Exif\0\0II*\0", b"MPF\0MM\0*", b"\0"]).map(
            lambda start: start + rest
        )
    ),
)


@settings(deadline=None)
@given(st.lists(SEGMENTS, max_size=6))
def test_random_segments(segments: list[bytes]) -> None:
    assert_sane(b"".join((BASE[:2], *segments, BASE[2:])))


# Hostile files


def bomb(size: int) -> bytes:
    return zlib.compress(bytes(size), 9)


def deflated(*, width: int, height: int, depth: int = 8, colour: int = RGB) -> bytes:
    row = 1 + (width * depth * CHANNELS[colour] + 7) // 8
    return make_png(width, height, depth=depth, colour=colour, pixels=bytes(row * height))


def scan(channels: bytes, first: int = 0, last: int = 63, bits: int = 0) -> bytes:
    chosen = b"".join(bytes([channel, 0]) for channel in channels)
    return segment(0xDA, bytes([len(channels)]) + chosen + bytes([first, last, bits]))


def scanned(width: int, height: int, scans: int, *, progressive: bool) -> bytes:
    """A JPEG of ``scans`` scans without data, each over the whole picture."""
    head = make_jpeg(progressive=progressive).partition(b"\xff\xda")[0]
    one = scan(b"\1\2\3", 0, 0) if progressive else scan(b"\1")
    return resized(head, width, height) + one * scans + b"\xff\xd9"


def arithmetic(width: int, height: int, scans: int) -> bytes:
    """A progressive JPEG in arithmetic coding, full of random data."""
    head = resized(make_jpeg(progressive=True).partition(b"\xff\xda")[0], width, height)
    noise = random.Random(1).randbytes(45_000).replace(b"\xff", b"\xfe")  # noqa: S311
    later = (scan(b"\1", 1, 63) + noise) * (scans - 1)
    return head.replace(b"\xff\xc2\0", b"\xff\xca\0") + scan(b"\1\2\3", 0, 0) + later + b"\xff\xd9"


def noisy(width: int, height: int, code: int) -> bytes:
    """A JPEG of four channels in one scan full of random data; ``code`` is that of its frame."""
    tables = (part for part in make_jpeg(mode="CMYK").partition(b"\xff\xda")[0].split(b"\xff\xc0"))
    head, behind = tables
    channels = b"".join(bytes([channel, 0x11, 0]) for channel in (1, 2, 3, 4))
    frame = segment(code, struct.pack(">BHHB", 8, height, width, 4) + channels)
    length = int.from_bytes(behind[:2], "big")
    noise = random.Random(1).randbytes(480_000).replace(b"\xff", b"\xfe")  # noqa: S311
    last = 0 if code == 0xC2 else 63
    return head + frame + behind[length:] + scan(b"\1\2\3\4", 0, last) + noise + b"\xff\xd9"


def interlaced(width: int, height: int) -> bytes:
    """A PNG of 16 bits in four channels, all zero, in seven passes."""
    sizes = ((len(range(x, width, a)), len(range(y, height, b))) for x, y, a, b in SEVEN_PASSES)
    pixels = bytes(sum((1 + 8 * columns) * lines for columns, lines in sizes if columns))
    return make_png(width, height, depth=16, colour=RGBA, interlaced=True, pixels=pixels)


HOSTILE = [
    pytest.param(
        deflated(width=18_900, height=9_450, depth=1, colour=GRAY), "too-many-pixels", id="pixels"
    ),
    pytest.param(deflated(width=4_000, height=3_000), None, id="as many pixels as are decoded"),
    pytest.param(
        deflated(width=4_000, height=3_000, depth=16, colour=RGBA), None, id="as many, 16 bits"
    ),
    pytest.param(
        deflated(width=12_000_001, height=1, colour=GRAY), "too-many-pixels", id="one more"
    ),
    pytest.param(deflated(width=1, height=12_000_000, colour=GRAY), None, id="one column"),
    pytest.param(deflated(width=12_000_000, height=1), None, id="one row"),
    pytest.param(interlaced(1, 12_000_000), None, id="one column, interlaced"),
    pytest.param(make_png(pixels=bytes(500_000_000)), None, id="IDAT bomb"),
    pytest.param(make_png(before=chunk(b"zTXt", b"k\0\0" + bomb(10**8))), None, id="zTXt bomb"),
    pytest.param(make_png(before=chunk(b"iCCP", b"k\0\0" + bomb(10**8))), None, id="iCCP bomb"),
    pytest.param(
        make_png(after=chunk(b"iTXt", b"k\0\1\0\0\0" + bomb(10**8))), None, id="iTXt bomb"
    ),
    pytest.param(make_png(before=chunk(b"teXt") * 42_000), None, id="42,000 chunks"),
    pytest.param(make_png(after=chunk(b"IDAT") * 42_000), None, id="42,000 empty IDAT"),
    pytest.param(
        exif_in_png(tiff(*[(1, SHORT, 1, bytes(4))] * 40_000)), None, id="40,000 EXIF tags"
    ),
    pytest.param(apng(1, 1, 4_500), None, id="APNG of 4,500 frames"),
    pytest.param(apng(800, 400, 37), None, id="APNG of 37 frames"),
    pytest.param(apng(800, 400, 38), "too-many-pixels", id="APNG of 38 frames"),
    pytest.param(apng(claimed=MOST_NUMBER), "too-many-pixels", id="APNG claims 2**31 - 1"),
    pytest.param(resized(BASE, 65_535, 65_535), "too-many-pixels", id="JPEG pixels"),
    pytest.param(resized(BASE, 4_000, 3_000), None, id="JPEG, as many as are decoded"),
    pytest.param(resized(BASE, 4_001, 3_000), "too-many-pixels", id="JPEG, more"),
    *(
        param
        for kind in ("baseline", "progressive")
        for param in (
            pytest.param(
                scanned(2_000, 2_000, 10, progressive=kind == "progressive"),
                None,
                id=f"{kind}, 10 scans",
            ),
            pytest.param(
                scanned(2_000, 2_000, 11, progressive=kind == "progressive"),
                "too-many-pixels",
                id=f"{kind}, 11 scans",
            ),
            pytest.param(
                scanned(200, 200, 900, progressive=kind == "progressive"),
                None,
                id=f"{kind}, 900 scans",
            ),
            pytest.param(
                scanned(8, 8, 32_000, progressive=kind == "progressive"),
                "too-many-pixels",
                id=f"{kind}, 32,000 scans",
            ),
        )
    ),
    pytest.param(arithmetic(2_000, 2_000, 1), None, id="arithmetic coding"),
    pytest.param(arithmetic(632, 632, 10), None, id="arithmetic coding, 10 scans"),
    pytest.param(arithmetic(633, 633, 10), "too-many-pixels", id="arithmetic coding, more"),
    *(
        pytest.param(noisy(*size, code), None, id=f"noise in a frame {code:02X}")
        for code, size in (
            (0xC0, (4_000, 3_000)),
            (0xC2, (2_000, 2_000)),
            (0xC9, (2_000, 2_000)),
        )
    ),
    pytest.param(noisy(4_000, 1_001, 0xC2), "too-many-pixels", id="progressive, one scan, more"),
    pytest.param(noisy(4_000, 1_001, 0xC9), "too-many-pixels", id="arithmetic, one scan, more"),
    *(
        pytest.param(
            BASE[:2] + segment(code) * 125_000 + BASE[2:],
            "too-many-pixels",
            id=f"125,000 segments {code:02X}",
        )
        for code in (0xFE, 0xE0, 0xE1, 0xDB, 0xC4, 0xEE)
    ),
    pytest.param(
        BASE[:2] + segment(0xDB, (b"\0" + b"\1" * 64) * 1000) * 7 + BASE[2:],
        None,
        id="7,000 quantization tables",
    ),
    pytest.param(BASE[:2] + segment(0xFE) * 900 + BASE[2:], None, id="900 segments"),
    pytest.param(BASE[:2] + b"\xff\x01" * 255_000 + BASE[2:], "too-many-pixels", id="255,000 TEM"),
    pytest.param(BASE[:-2] + b"\xff\0" * 255_000 + b"\xff\xd9", None, id="stuffed bytes"),
    pytest.param(BASE[:-2] + b"\xff\xd0" * 255_000 + b"\xff\xd9", None, id="restarts"),
    pytest.param(BASE[:-2] + b"\xff" * 511_000 + b"\xff\xd9", None, id="fill bytes"),
    pytest.param(
        BASE[:2] + segment(0xE2, b"ICC_PROFILE\0\1\7" + bytes(65_000)) * 7 + BASE[2:],
        None,
        id="ICC of 455,000 bytes",
    ),
    pytest.param(with_segment(mpo(), 0xE2, mpo_index(range(4_000))), None, id="MPO index of 4,000"),
    pytest.param(exif_in_jpeg(oriented(6)[:-4] + b"\x08\0\0\0"), None, id="EXIF loop"),
    pytest.param(b"<!" + b"<" * 500_000, "unreadable", id="SVG, nearly"),
]


@pytest.mark.parametrize(("data", "fault"), HOSTILE)
def test_hostile_file(data: bytes, fault: str | None) -> None:
    assert len(data) <= MOST
    facts = read_image(data)
    assert facts.fault == fault
    assert facts.sha256 == sha256(data).hexdigest()


def test_too_many_pixels_leaves_the_header() -> None:
    facts = read_image(deflated(width=18_900, height=9_450, depth=1, colour=GRAY))
    assert (facts.width, facts.height, facts.mode, facts.frames) == (18_900, 9_450, "1", 1)


def test_too_little_memory_is_too_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(Image, "frombytes", refuse)
    assert read_image(BASE).fault == "too-many-pixels"


# Sources


class Trickle(io.RawIOBase):
    """A raw stream that gives at most ``step`` bytes at a time, cannot seek, and counts."""

    def __init__(self, data: bytes, step: int = 7) -> None:
        self.stream = io.BytesIO(data)
        self.step = step
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0
        part = self.stream.read(min(size, self.step))
        self.given += len(part)
        return part


class OnlyRead:
    """The least that has a ``read``."""

    def __init__(self, *parts: Any) -> None:
        self.parts = [*parts, b""]

    def read(self, size: int) -> Any:
        assert size > 0
        return self.parts.pop(0)


class BrokenSeek(io.BytesIO):
    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation("seek")


class Growing(io.BytesIO):
    """A file to which a writer still appends: it ends later than it said."""

    def tell(self) -> int:
        return min(super().tell(), 100)


def in_memory(data: bytes) -> Iterator[tuple[str, Any]]:
    yield "bytes", data
    yield "bytearray", bytearray(data)
    yield "memoryview", memoryview(data)
    yield "memoryview with steps", memoryview(bytes(b for byte in data for b in (byte, 0)))[::2]
    padded = data + bytes(-len(data) % 4)
    yield "memoryview of numbers", memoryview(array("I", padded))
    yield "memoryview of a table", memoryview(padded).cast("B", (4, len(padded) // 4))
    yield "BytesIO", io.BytesIO(data)
    yield "raw stream", Trickle(data)
    yield "only read()", OnlyRead(data[:50], bytearray(data[50:60]), memoryview(data[60:]))
    yield "seek fails", BrokenSeek(data)
    yield "still growing", Growing(data)


@pytest.mark.parametrize("data", [make_png(), make_jpeg()], ids=["PNG", "JPEG"])
@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind) for kind, _ in in_memory(make_png())])
def test_source_in_memory(kind: str, data: bytes) -> None:
    facts = read_image(dict(in_memory(data))[kind])
    assert (facts.width, facts.height, facts.fault, facts.name) == (16, 8, None, None)
    assert facts.bytes in {len(data), len(data) + -len(data) % 4}


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind) for kind, _ in in_memory(make_png())])
@pytest.mark.parametrize("data", [make_png(600, 300), make_jpeg(600, 300)], ids=["PNG", "JPEG"])
def test_source_in_memory_over_the_limit(kind: str, data: bytes) -> None:
    limits = Limits(image_bytes=len(data) - 40)
    facts = read_image(dict(in_memory(data))[kind], limits=limits)
    assert (facts.width, facts.height, facts.fault, facts.sha256) == (600, 300, None, None)
    assert facts.bytes is not None
    assert facts.bytes > limits.image_bytes


def test_a_memoryview_without_dimensions_is_one_byte() -> None:
    facts = read_image(memoryview(b"\xff").cast("B", []))
    assert (facts.bytes, facts.fault) == (1, "unreadable")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "배너 1.png"
    path.write_bytes(make_png())
    return path


class Named:
    """A path of the user's own making."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)


@pytest.mark.parametrize("kind", [str, Path, Named])
def test_source_path(kind: Any, file: Path) -> None:
    facts = read_image(kind(file))
    assert (facts.format, facts.bytes, facts.name) == ("png", len(make_png()), "배너 1.png")


@pytest.mark.parametrize("buffering", [-1, 0])
def test_source_file(file: Path, buffering: int) -> None:
    with file.open("rb", buffering=buffering) as stream:
        facts = read_image(stream)
        assert (facts.format, facts.name, stream.tell()) == ("png", "배너 1.png", 0)
        assert not stream.closed


def test_a_number_is_no_name(file: Path) -> None:
    with os.fdopen(os.open(file, os.O_RDONLY), "rb") as stream:
        assert read_image(stream).name is None


@pytest.mark.parametrize("length", [0, 1, MOST + 1], ids=["nothing", "too little", "too much"])
def test_reads_from_where_the_stream_stands_and_puts_it_back(length: int) -> None:
    data = padded_to(make_png(), length) if length > 1 else make_png() * length
    stream = io.BytesIO(b"before" + data)
    stream.seek(6)
    facts = read_image(stream)
    assert (facts.bytes, stream.tell()) == (len(data), 6)
    assert facts.fault == (None if data else "unreadable")


def test_reads_nothing_behind_the_end() -> None:
    stream = io.BytesIO(make_png())
    stream.seek(10_000)
    facts = read_image(stream)
    assert (facts.bytes, facts.fault, stream.tell()) == (0, "unreadable", 10_000)


def test_puts_the_stream_back_after_an_error() -> None:
    class Failing(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            super().read(3)
            raise OSError("the disk is on fire")

    stream = Failing(make_png())
    with pytest.raises(OSError, match="fire"):
        read_image(stream)
    assert stream.tell() == 0


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(None, id="None"),
        pytest.param(7, id="int"),
        pytest.param(3.5, id="float"),
        pytest.param([make_png()], id="list"),
        pytest.param({"width": 800}, id="dict"),
        pytest.param(object(), id="object"),
        pytest.param(io.StringIO("text"), id="text stream"),
        pytest.param(io.StringIO(""), id="empty text stream"),
        pytest.param(OnlyRead("text"), id="read() gives str"),
        pytest.param(OnlyRead(7), id="read() gives a number"),
        pytest.param(OnlyRead(make_png(), "text"), id="read() gives str later"),
    ],
)
def test_wrong_source(source: Any) -> None:
    with pytest.raises(TypeError, match="image"):
        read_image(source)


def test_text_file(file: Path) -> None:
    with file.open(encoding="latin-1") as stream, pytest.raises(TypeError, match="binary"):
        read_image(cast(BinaryIO, stream))


def test_a_stream_that_has_nothing_yet() -> None:
    with pytest.raises(BlockingIOError):
        read_image(cast(BinaryIO, OnlyRead(make_png()[:20], None)))


def test_closed_file(file: Path) -> None:
    stream = file.open("rb")
    stream.close()
    with pytest.raises(ValueError, match="closed"):
        read_image(stream)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        pytest.param("missing.png", FileNotFoundError, id="missing"),
        pytest.param("missing/banner.png", FileNotFoundError, id="missing directory"),
        pytest.param("", OSError, id="directory"),
        pytest.param("nul\0.png", FileNotFoundError, id="NUL"),
        pytest.param("\ud800.png", FileNotFoundError, id="lone surrogate"),
        pytest.param("x" * 9999, OSError, id="too long"),
    ],
)
def test_file_that_cannot_be_opened(tmp_path: Path, name: str, error: type[OSError]) -> None:
    with pytest.raises(error):
        read_image(tmp_path / name)
    with pytest.raises(error):
        read_image(f"{tmp_path}/{name}")


def test_file_without_permission(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    def refuse(*_: Any) -> Any:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PermissionError):
        read_image(file)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_endless_device() -> None:
    facts = read_image("/dev/zero")
    assert (facts.bytes, facts.sha256, facts.fault) == (MOST + 1, None, "unreadable")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
@pytest.mark.parametrize("size", [MOST, MOST + 1])
def test_pipe(tmp_path: Path, size: int) -> None:
    path = tmp_path / "pipe.png"
    os.mkfifo(path)
    data = padded_to(make_png(), size)
    writer = threading.Thread(target=path.write_bytes, args=(data,))
    writer.start()
    facts = read_image(path)
    writer.join()
    assert (facts.bytes, facts.fault, facts.name) == (size, None, "pipe.png")
    assert (facts.sha256 is None) == (size > MOST)


# The limit

KINDS = {
    "PNG": make_png(),
    "PNG with orientation": exif_in_png(oriented(6)),
    "APNG": apng(),
    "JPEG": make_jpeg(),
    "JPEG with orientation": exif_in_jpeg(oriented(6)),
    "MPO": mpo(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_at_the_limit(kind: str) -> None:
    data = padded_to(KINDS[kind], MOST)
    facts = read_image(data)
    assert (facts.bytes, facts.fault) == (MOST, None)
    assert facts.sha256 == sha256(data).hexdigest()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("as_stream", [False, True])
def test_over_the_limit_only_the_header_is_read(kind: str, *, as_stream: bool) -> None:
    whole = read_image(KINDS[kind])
    data = KINDS[kind] + bytes(MOST + 1 - len(KINDS[kind]))
    facts = read_image(io.BytesIO(data) if as_stream else data)
    assert facts == ImageFacts(
        format=whole.format,
        width=16,
        height=8,
        bytes=MOST + 1,
        frames=whole.frames,
        mode="RGB",
        orientation=whole.orientation,
    )


def test_over_the_limit_the_second_picture_is_believed() -> None:
    data = mpo()
    limits = Limits(image_bytes=len(make_jpeg()))
    assert read_image(data, limits=limits).frames == 2
    assert read_image(data[:-700], limits=limits).frames == 1


def test_what_is_not_told_of_a_cut_file_is_not_looked_at() -> None:
    damaged = chunk(b"IDAT", PACKED, crc=0)
    data = HEAD + damaged + chunk(b"eXIf", oriented(6)) + chunk(b"paDs", bytes(5_000))
    assert read_image(data, limits=Limits(image_bytes=4_000)).orientation == 6
    assert read_image(data + IEND).orientation is None


@pytest.mark.parametrize("data", [*WHOLE, pytest.param(make_jpeg(600, 300), id="JPEG, larger")])
def test_being_cut_by_the_limit_is_no_fault(data: bytes) -> None:
    known = read_image(data)
    for most in range(1, len(data)):
        facts = read_image(data, limits=Limits(image_bytes=most))
        assert (facts.bytes, facts.sha256, facts.fault) == (len(data), None, None)
        assert facts.width in {None, known.width}
        assert facts.orientation in {None, known.orientation}


def test_over_the_limit_nothing_is_decoded() -> None:
    facts = read_image(padded_to(resized(BASE, 65_500, 32_750), MOST + 1))
    assert (facts.width, facts.height, facts.fault) == (65_500, 32_750, None)


def test_a_jpeg_whose_header_lies_behind_the_limit() -> None:
    facts = read_image(BASE[:2] + segment(0xE1, bytes(65_000)) * 9 + BASE[2:])
    assert (facts.format, facts.width, facts.mode, facts.fault) == ("jpeg", None, None, None)


@pytest.mark.parametrize(
    ("start", "fault"), [(gif(), "format"), (b"", "unreadable"), (b"<svg ", "format")]
)
def test_over_the_limit_and_no_image(start: bytes, fault: str) -> None:
    facts = read_image(start + bytes(MOST + 1))
    assert (facts.bytes, facts.sha256, facts.fault) == (len(start) + MOST + 1, None, fault)


@pytest.mark.parametrize("step", [7, 1000, 10**6])
def test_never_reads_more_than_the_limit_and_one_byte(step: int) -> None:
    limits = Limits(image_bytes=5_000)
    stream = Trickle(make_png() + bytes(10**6), step)
    assert read_image(cast(BinaryIO, stream), limits=limits).bytes == 5_001
    assert stream.given == 5_001


def test_knows_the_size_before_it_reads() -> None:
    class Counted(io.BytesIO):
        asked = 0

        def read(self, size: int | None = -1) -> bytes:
            self.asked += size or 0
            return super().read(size)

    stream = Counted(bytes(10**7))
    assert read_image(stream).bytes == 10**7
    assert stream.asked == MOST


# The facts themselves

COMPLETE = ImageFacts(
    format="png",
    width=800,
    height=400,
    bytes=90_000,
    frames=1,
    mode="RGB",
    orientation=6,
    sha256="0" * 64,
    name="홍길동.png",
    fault="unreadable",
)


def test_to_dict_keeps_the_order_and_leaves_out_name_and_fault() -> None:
    assert json.dumps(COMPLETE.to_dict()) == json.dumps(
        {
            "format": "png",
            "width": 800,
            "height": 400,
            "bytes": 90_000,
            "frames": 1,
            "mode": "RGB",
            "orientation": 6,
            "sha256": "0" * 64,
        }
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(ImageFacts(), {}, id="nothing known"),
        pytest.param(ImageFacts(width=0), {"width": 0}, id="zero is known"),
        pytest.param(ImageFacts(format="gif", width=9), {"width": 9}, id="another format"),
        pytest.param(ImageFacts(bytes=5 * 10**9), {"bytes": MOST_NUMBER}, id="5 GB"),
    ],
)
def test_to_dict(facts: ImageFacts, expected: dict[str, Any]) -> None:
    assert facts.to_dict() == expected
    FACTS_SCHEMA.validate(facts.to_dict())


def test_to_dict_has_every_fact_of_the_schema() -> None:
    assert list(COMPLETE.to_dict()) == list(REPORT_SCHEMA["$defs"]["ImageFacts"]["properties"])


def test_facts_show_no_name() -> None:
    assert "홍길동" not in repr(COMPLETE)
    assert COMPLETE.name == "홍길동.png"


def test_facts_are_frozen_and_pickle() -> None:
    with pytest.raises(AttributeError):
        COMPLETE.width = 1  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(COMPLETE)) == COMPLETE  # noqa: S301 - our own


# What it needs, and when


@pytest.mark.parametrize(
    ("data", "needs_pillow"),
    [
        pytest.param(None, False, id="import alone"),
        pytest.param(make_png(), False, id="PNG"),
        pytest.param(gif(), False, id="GIF"),
        pytest.param(BASE[:-2], False, id="JPEG cut"),
        pytest.param(BASE, True, id="JPEG"),
    ],
)
def test_imports_pillow_only_to_decode(data: bytes | None, *, needs_pillow: bool) -> None:
    call = "" if data is None else f"read_image({data!r});"
    imports = "import sys; from alimtalk_rules.images import read_image;"
    code = f"{imports} {call} print('PIL' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout.strip(), done.stderr) == (str(needs_pillow), "")


def test_threads_agree() -> None:
    pictures = [*KINDS.values(), make_jpeg(600, 300), make_png(600, 300), gif(), BASE[:-9]] * 20
    alone = [read_image(data) for data in pictures]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read_image, pictures)) == alone


# The builders that other tests use


@pytest.mark.parametrize("data", [make_png(), make_jpeg()], ids=["PNG", "JPEG"])
@pytest.mark.parametrize("missing", [0, 12, 65_536, 65_537, 65_538, 65_540, 65_541, 400_000])
def test_pads_to_the_byte(data: bytes, missing: int) -> None:
    padded = padded_to(data, len(data) + missing)
    assert len(padded) == len(data) + missing
    assert read_image(padded).fault is None
    assert pillow_loads(padded)


@pytest.mark.parametrize("data", [make_png(), make_jpeg()], ids=["PNG", "JPEG"])
@pytest.mark.parametrize("missing", [-1, 3])
def test_does_not_pad_where_nothing_fits(data: bytes, missing: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        padded_to(data, len(data) + missing)


@pytest.mark.parametrize(
    ("data", "written", "frames"),
    [
        pytest.param(gif(), "GIF", 1, id="GIF"),
        pytest.param(apng(), "PNG", 3, id="APNG"),
        pytest.param(apng(frames=2, still_is_frame=False), "PNG", 3, id="APNG, other still"),
        pytest.param(mpo(), "MPO", 2, id="MPO"),
        pytest.param(mpo(pictures=3, order=">"), "MPO", 3, id="MPO of three"),
    ],
)
def test_pillow_reads_what_the_builders_build(data: bytes, written: str, frames: int) -> None:
    with Image.open(io.BytesIO(data)) as opened:
        assert (opened.format, opened.size) == (written, (16, 8))
        assert getattr(opened, "n_frames", 1) == frames
        for frame in range(frames):
            opened.seek(frame)
            opened.load()


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
