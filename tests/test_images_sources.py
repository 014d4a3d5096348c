"""What an image can be given as, and how much of it is read."""

import errno
import io
import os
import threading
from array import array
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from alimtalk_rules import INFOBIP, Limits
from alimtalk_rules.images import read_image
from tests.pictures import make_jpeg, make_png, padded_to

MOST = INFOBIP.limits.image_bytes


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


IN_MEMORY: dict[str, Callable[[bytes], Any]] = {
    "bytes": bytes,
    "bytearray": bytearray,
    "memoryview": memoryview,
    "with steps": lambda data: memoryview(bytes(b for byte in data for b in (byte, 0)))[::2],
    "of numbers": lambda data: memoryview(array("I", data)),
    "of a table": lambda data: memoryview(data).cast("B", (4, len(data) // 4)),
    "BytesIO": io.BytesIO,
    "raw stream": Trickle,
    "only read()": lambda data: OnlyRead(data[:50], bytearray(data[50:60]), memoryview(data[60:])),
    "seek fails": BrokenSeek,
    "still growing": Growing,
}


@pytest.mark.parametrize("kind", IN_MEMORY.values(), ids=IN_MEMORY)
@pytest.mark.parametrize("build", [make_png, make_jpeg])
def test_source_in_memory(kind: Callable[[bytes], Any], build: Callable[..., bytes]) -> None:
    data = build(600, 300)
    data += bytes(-len(data) % 4)
    facts = read_image(kind(data))
    assert facts == read_image(data)
    assert (facts.width, facts.bytes, facts.fault, facts.name) == (600, len(data), None, None)

    limits = Limits(image_bytes=len(data) - 40)
    facts = read_image(kind(data), profile=replace(INFOBIP, limits=limits))
    assert (facts.width, facts.height, facts.fault, facts.sha256) == (600, 300, None, None)
    assert facts.bytes is not None
    assert facts.bytes > limits.image_bytes


def test_a_file_that_grows_beyond_the_limit_is_over_it() -> None:
    facts = read_image(Growing(make_png()), profile=INFOBIP.with_limits(image_bytes=100))
    assert (facts.bytes, facts.sha256) == (101, None)


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


@pytest.mark.parametrize("length", [0, 1000, MOST + 1], ids=["nothing", "little", "too much"])
def test_reads_from_where_the_stream_stands_and_puts_it_back(length: int) -> None:
    data = padded_to(make_png(), length) if length else b""
    stream = io.BytesIO(b"before" + data)
    stream.seek(6)
    facts = read_image(stream)
    assert (facts.bytes, stream.tell()) == (length, 6)
    assert facts.fault == (None if data else "unreadable")


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
        pytest.param([b"\xff\xd8\xff"], id="list"),
        pytest.param({"width": 800}, id="dict"),
        pytest.param(io.StringIO("text"), id="text stream"),
        pytest.param(io.StringIO(""), id="empty text stream"),
        pytest.param(OnlyRead(7), id="read() gives a number"),
        pytest.param(OnlyRead(b"\xff\xd8\xff", "text"), id="read() gives str later"),
    ],
)
def test_wrong_source(source: Any) -> None:
    with pytest.raises(TypeError, match=r"^an image .* (file object|binary mode)$"):
        read_image(source)


def test_a_stream_that_has_nothing_yet() -> None:
    with pytest.raises(BlockingIOError) as caught:
        read_image(cast(BinaryIO, OnlyRead(make_png()[:20], None)))
    error = caught.value
    assert error.errno == errno.EAGAIN
    assert error.strerror == "The image's stream has nothing to read yet"


def test_closed_file(file: Path) -> None:
    stream = file.open("rb")
    stream.close()
    with pytest.raises(ValueError, match="closed"):
        read_image(stream)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        pytest.param("missing.png", FileNotFoundError, id="missing"),
        pytest.param("", OSError, id="directory"),
        pytest.param("x" * 9999, OSError, id="too long"),
    ],
)
def test_file_that_cannot_be_opened(tmp_path: Path, name: str, error: type[OSError]) -> None:
    path = f"{tmp_path}/{name}"
    with pytest.raises(error) as caught:
        read_image(path)
    assert caught.value.strerror
    if error is FileNotFoundError:
        assert (caught.value.errno, caught.value.filename) == (errno.ENOENT, path)


@pytest.mark.parametrize("name", ["nul\0.png", "\ud800.png"], ids=["NUL", "lone surrogate"])
def test_a_name_that_no_file_has(name: str) -> None:
    with pytest.raises(FileNotFoundError, match="No file has such a name") as caught:
        read_image(name)
    error = caught.value
    told = (error.errno, error.strerror, error.filename)
    assert told == (errno.ENOENT, "No file has such a name", name)


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


@pytest.mark.parametrize("step", [1000, 10**6])
def test_never_reads_more_than_the_limit_and_one_byte(step: int) -> None:
    stream = Trickle(make_png() + bytes(10**6), step)
    facts = read_image(cast(BinaryIO, stream), profile=INFOBIP.with_limits(image_bytes=5_000))
    assert facts.bytes == stream.given == 5_001


def test_knows_the_size_before_it_reads() -> None:
    class Counted(io.BytesIO):
        asked = 0

        def read(self, size: int | None = -1) -> bytes:
            self.asked += size or 0
            return super().read(size)

    stream = Counted(bytes(10**6))
    assert (read_image(stream).bytes, stream.asked) == (10**6, MOST)
