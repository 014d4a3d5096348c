"""The first bytes by which an image's format is known, whatever its name says."""

import re

from alimtalk_rules.images.facts import Fault

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
JPEG_MAGIC = b"\xff\xd8\xff"

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
_SHORTEST_HEAD = 16
_LONGEST_HEAD = 1024


def fault_of_another_format(data: bytes, *, cut: bool) -> Fault | None:
    """What is wrong with a file that is neither PNG nor JPEG; None if too little of it is there."""
    if cut and len(data) < _SHORTEST_HEAD:
        return None
    return "format" if _is_other_format(data[:_LONGEST_HEAD]) else "unreadable"
