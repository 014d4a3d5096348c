"""Finds one number in a TIFF block, which is how EXIF and Multi-Picture Format are written."""

import struct

_ORIENTATION = 0x0112
_BYTE_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_NUMBERS = {3: "H", 4: "I"}
"""Types of fields: SHORT and LONG."""


def orientation_of(tiff: bytes) -> int | None:
    """The orientation that EXIF tells, 1 to 8; None if it tells none."""
    number = number_of(tiff, _ORIENTATION)
    return number if number is not None and 1 <= number <= 8 else None


def number_of(tiff: bytes, wanted: int) -> int | None:
    """The number of a tag in the first directory; None if there is none, or the block is broken."""
    order = _BYTE_ORDERS.get(tiff[:4])
    if order is None:
        return None
    try:
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, start)
    except struct.error:
        return None
    table = tiff[start + 2 :][: 12 * count]
    entries = struct.iter_unpack(order + "HHI4s", table[: len(table) // 12 * 12])
    for tag, kind, length, value in entries:
        if tag == wanted and length == 1 and kind in _NUMBERS:
            return int(struct.unpack_from(order + _NUMBERS[kind], value)[0])
    return None
