"""Measures a JPEG, and decodes it to find damage; the only module that knows Pillow.

None of Pillow's process-wide settings has a say: ``MAX_IMAGE_PIXELS`` is only asked by
``Image.open``, and ``LOAD_TRUNCATED_IMAGES`` only by ``load``.
"""

import io
import re
import struct
from dataclasses import replace
from math import ceil
from typing import NoReturn

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from alimtalk_rules.images.exif import number_of, orientation_of
from alimtalk_rules.images.facts import Fault, ImageFacts
from alimtalk_rules.limits import MOST_HEADER_READS, MOST_NUMBER, MOST_PIXELS

_SCAN = b"\xff\xda"
_END = b"\xff\xd9"
_FRAME_IN_ARITHMETIC_CODING = rb"\xff[\xc9-\xcb\xcd-\xcf]..\x08"
"""A pattern of what stands before a frame's height and width."""

_NUMBER_OF_IMAGES = 0xB001
"""A tag of Multi-Picture Format (CIPA DC-007)."""

_USUAL_SCANS = 60
"""Optimizers of progressive JPEGs write 14, and seldom more."""

_PILLOW_ERRORS = (ArithmeticError, LookupError, OSError, SyntaxError, TypeError, ValueError)
"""What broken files have made Pillow raise, in one release or another."""


class _Source(io.BytesIO):
    """Bytes that are read only so often: Pillow reads a header piece by piece, in Python."""

    reads = 0

    def read(self, size: int | None = -1) -> bytes:
        self.reads += 1
        if self.reads > MOST_HEADER_READS:
            raise OSError  # no picture has such a header
        return super().read(size)


class _Picture(JpegImageFile):
    """A JPEG whose EXIF Pillow does not read: it would warn of damage in it."""

    def getexif(self) -> NoReturn:
        raise KeyError


def read_jpeg(data: bytes, *, cut: bool) -> ImageFacts:
    """The facts of a JPEG; what was cut off by the limit is not searched for damage."""
    source = _Source(data)
    try:
        picture = _Picture(source)
    except _PILLOW_ERRORS:
        return ImageFacts(format="jpeg", fault=None if cut else "unreadable")
    frames = number_of(picture.info.get("mp", b""), _NUMBER_OF_IMAGES) or 1
    facts = ImageFacts(
        format="jpeg",
        width=picture.width,
        height=picture.height,
        frames=frames if frames <= MOST_NUMBER else 1,
        mode=picture.mode,
        orientation=orientation_of(picture.info.get("exif", b"")[6:]),
    )
    return facts if cut else replace(facts, fault=_fault(picture, data, source.tell()))


def _fault(picture: _Picture, data: bytes, at: int) -> Fault | None:
    """What is wrong with the picture whose first scan's data begin at ``at``.

    Neither the mark of a scan nor that of the end can stand within a scan's data. What is behind
    the first end is not decoded: it may be another picture, or scans that were not counted.
    """
    end = data.find(_END, at) + len(_END)
    if end < at:
        return "unreadable"
    scans = 1 + data.count(_SCAN, at, end)
    if picture.width * picture.height * _passes(picture, data[:at], scans) > MOST_PIXELS:
        return "too-many-pixels"
    try:
        # Older Pillows trust this size in C: it must be the one that they found in these bytes.
        Image.frombytes(picture.mode, picture.size, data[:end], "jpeg", picture.mode, "")
    except MemoryError:
        return "too-many-pixels"
    except _PILLOW_ERRORS:
        return "unreadable"
    return None


def _passes(picture: _Picture, head: bytes, scans: int) -> int:
    """How often decoding goes over the pixels, as measured.

    What comes in several scans is kept as coefficients until the last; and arithmetic coding is
    slow, whatever comes.
    """
    sides = re.escape(struct.pack(">HH", picture.height, picture.width))
    if re.search(_FRAME_IN_ARITHMETIC_CODING + sides, head, re.DOTALL):
        return 3 * scans
    several = scans > 1 or "progressive" in picture.info
    return 3 * ceil(scans / _USUAL_SCANS) if several else 1
