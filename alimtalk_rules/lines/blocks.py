"""From a stream to blocks of whole lines, at a bounded cost of memory."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, NamedTuple

CHUNK: Final = 1 << 16
"""Bytes that are read at once: with more, the processor's caches overflow."""

BLOCK: Final = 1 << 21
"""Bytes that are handed to another process at once: with less, that costs more than the work."""


def chunks_of(read: Callable[[int], object], size: int) -> Iterator[bytes]:
    """What a stream's ``read`` or ``read1`` gives until its end, when asked for so many bytes.

    Raises:
        OSError: it cannot be read, or does not wait for its data.
        TypeError: it gives no bytes.
    """
    while chunk := read(size):
        if not isinstance(chunk, bytes | bytearray | memoryview):
            raise TypeError("lines must be read as bytes: open their file in binary mode")
        yield bytes(chunk)
    if chunk is None:
        raise BlockingIOError(errno.EAGAIN, "The stream of lines has nothing to read yet")


def blocks_of(chunks: Iterator[bytes], most_bytes: int) -> Iterator[bytes | int]:
    """Blocks of whole lines; a number is the length of one line that was too long to be kept.

    The lines in a block may be longer, by a chunk at most.
    """
    kept: list[bytes] = []
    size = 0
    chunk = next(chunks, b"")
    while chunk:
        end = chunk.rfind(b"\n") + 1
        if end:
            yield b"".join((*kept, chunk[:end]))
            kept, size = [], 0
        kept.append(chunk[end:])
        size += len(chunk) - end
        if size > most_bytes:
            length, chunk = _skip_line(chunks, size)
            yield length
            kept, size = [], 0
        else:
            chunk = b""
        chunk = chunk or next(chunks, b"")
    if size:
        yield b"".join(kept)


def _skip_line(chunks: Iterator[bytes], size: int) -> tuple[int, bytes]:
    """The length of a line of which ``size`` bytes are read, and what was read behind it."""
    for chunk in chunks:
        end = chunk.find(b"\n")
        if end >= 0:
            return size + end, chunk[end + 1 :]
        size += len(chunk)
    return size, b""


def lines_of(block: bytes) -> list[bytes]:
    """The lines of a block, without their line feeds."""
    lines = block.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return lines


class Stretch(NamedTuple):
    """Whole lines of a file, from one byte to before another."""

    path: str
    begin: int
    end: int

    def chunks(self) -> Iterator[bytes]:
        """The bytes.

        Raises:
            OSError: the file cannot be opened or read.
        """
        with open(self.path, "rb") as stream:  # noqa: PTH123 - the path is a plain string
            stream.seek(self.begin)
            left = self.end - self.begin
            while left and (chunk := stream.read(min(CHUNK, left))):
                left -= len(chunk)
                yield chunk


def is_large_file(stream: BinaryIO) -> bool:
    """True for a file, and no pipe, of more than one block."""
    status = os.fstat(stream.fileno())
    return stat.S_ISREG(status.st_mode) and status.st_size > BLOCK


def stretches(path: str, stream: BinaryIO) -> Iterator[Stretch]:
    """The file in stretches of about a block, whole lines each; ``stream`` is the open file."""
    size = os.fstat(stream.fileno()).st_size
    begin = 0
    while begin < size:
        end = _line_end(stream, begin + BLOCK - 1, size)
        yield Stretch(path, begin, end)
        begin = end


def _line_end(stream: BinaryIO, at: int, size: int) -> int:
    """Where the line ends that holds the byte at ``at``; its line feed is part of it."""
    if at >= size:
        return size
    stream.seek(at)
    while (piece := stream.readline(CHUNK)) and not piece.endswith(b"\n"):
        pass
    return stream.tell()
