"""Reads what an image is given as: a path, bytes, or an open file; only as far as the limit."""

import errno
import os
from pathlib import Path
from typing import BinaryIO

ImageSource = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO


def take(source: ImageSource, most: int) -> tuple[bytes, int, str | None]:
    """The first ``most`` bytes, the size of all, and the file's name if there is one.

    Raises:
        TypeError: the source cannot be read, or not as bytes.
        OSError: the file cannot be opened or read.
    """
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


def _from_buffer(view: memoryview, most: int) -> tuple[bytes, int]:
    flat = view.cast("B") if view.c_contiguous else memoryview(view.tobytes())
    return flat[:most].tobytes(), view.nbytes


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
