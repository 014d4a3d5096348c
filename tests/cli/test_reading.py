"""From bytes to documents, and every way in which that fails."""

import errno
import io
import sys
from pathlib import Path

import pytest

from alimtalk_rules import json_text
from alimtalk_rules.cli.phrases import PHRASES
from alimtalk_rules.cli.places import Place
from alimtalk_rules.cli.reading import (
    Batch,
    ReadError,
    decode,
    open_binary,
    parse,
    read_lines,
    read_text,
    read_whole,
)

BOM = b"\xef\xbb\xbf"
KOREAN = '{"text": "주문이 완료되었습니다."}'
DIGITS = "9" * 5000


def told(error: ReadError) -> tuple[str, Place | None]:
    assert error.reason in PHRASES["en"]
    return error.reason, error.place


@pytest.mark.parametrize(
    ("data", "reason", "place", "values"),
    [
        pytest.param(
            KOREAN.encode("utf-16"), "other-encoding", None, {"encoding": "UTF-16"}, id="UTF-16"
        ),
        pytest.param(KOREAN.encode("cp949"), "looks-like-cp949", Place(1, 11), {}, id="CP949"),
        pytest.param(b"a\n\xff", "not-utf-8", Place(2, 1), {}, id="another"),
    ],
)
def test_decode_tells_other_encodings(
    data: bytes, reason: str, place: Place | None, values: dict[str, str]
) -> None:
    assert decode(BOM + KOREAN.encode()) == KOREAN
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert told(caught.value) == (reason, place)
    assert caught.value.values == values
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("text", "reason", "place"),
    [
        pytest.param("{\n", "name-expected", Place(2, 1), id="no end"),
        pytest.param("[NaN]", "no-number", Place(1, 2), id="NaN"),
        pytest.param(f"[{DIGITS}]", "number-too-long", Place(1, 2), id="digits"),
        pytest.param("[" * 100_000, "too-deep", Place(1, 101), id="deep"),
    ],
)
def test_parse_says_where_and_why(text: str, reason: str, place: Place) -> None:
    assert parse("[1]") == [1]
    with pytest.raises(ReadError) as caught:
        parse(text)
    assert told(caught.value) == (reason, place)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("reason", [*json_text.REASONS.values(), *json_text.OTHER_REASONS])
def test_there_is_a_phrase_for_every_reason(reason: str) -> None:
    assert reason in PHRASES["en"]


@pytest.mark.parametrize(
    ("data", "documents"),
    [
        pytest.param(b'{"a": 1}', (("", {"a": 1}),), id="a message"),
        pytest.param(b'[{"a": 1}, 2]', (("/0", {"a": 1}), ("/1", 2)), id="an array of messages"),
        pytest.param(b"[]", (), id="an array of none"),
        pytest.param(b"[[1]]", (("/0", [1]),), id="an array in an array is a message"),
        pytest.param(BOM + b"1", (("", 1),), id="with a byte order mark"),
    ],
)
def test_read_whole(data: bytes, documents: tuple[tuple[str, object], ...]) -> None:
    assert read_whole(data) == Batch(decode(data), documents)


LINES = [
    BOM + b'{"a": 1}\r\n',
    b" \t\n",
    b"[1]\n",
    '{"가": }\n'.encode(),
    '{"가'.encode() + b"\xff\n",
    ("[" * 100_000 + "\n").encode(),
    b'{"a": 1\n',
    b"2",
]


def test_read_lines() -> None:
    first, second, broken, no_text, deep, cut, last = read_lines(LINES)
    assert first == Batch('{"a": 1}', (("", {"a": 1}),), 1)
    assert second == Batch("[1]", (("", [1]),), 3)
    assert isinstance(broken, ReadError)
    assert told(broken) == ("value-expected", Place(4, 7))
    assert isinstance(no_text, ReadError)
    assert told(no_text) == ("not-utf-8", Place(5, 4))
    assert isinstance(deep, ReadError)
    assert told(deep) == ("too-deep", Place(6, 101))
    assert isinstance(cut, ReadError)
    assert told(cut) == ("comma-expected", Place(7, 8))
    assert last == Batch("2", (("", 2),), 8)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_read_lines_of_another_encoding_gives_one_error(encoding: str) -> None:
    data = f"{KOREAN}\n".encode(encoding) * 3
    (error,) = read_lines(io.BytesIO(data))
    assert isinstance(error, ReadError)
    assert told(error) == ("other-encoding", Place(1, 1))
    assert error.values == {"encoding": encoding[:6].upper()}


def test_read_lines_is_lazy() -> None:
    def endless() -> object:
        while True:
            yield b"{}\n"

    batches = read_lines(endless())  # type: ignore[arg-type]
    assert next(batches) == Batch("{}", (("", {}),), 1)


@pytest.mark.parametrize(
    ("error", "reason", "values"),
    [
        pytest.param(FileNotFoundError(2, "x"), "no-such-file", {}, id="missing"),
        pytest.param(IsADirectoryError(21, "x"), "is-folder", {}, id="folder"),
        pytest.param(PermissionError(13, "x"), "no-permission", {}, id="not permitted"),
        pytest.param(
            OSError(errno.EIO, "Input/output error"),
            "cannot-read",
            {"detail": "Input/output error"},
            id="another",
        ),
        pytest.param(io.UnsupportedOperation(), "cannot-read", {"detail": "UnsupportedOperation"}),
    ],
)
def test_errors_of_the_system(error: OSError, reason: str, values: dict[str, str]) -> None:
    ours = ReadError.of(error)
    assert told(ours) == (reason, None)
    assert ours.values == values


def test_read_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "text"
    file.write_bytes(BOM + "주문".encode())
    assert read_text(str(file)) == "주문"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("완료".encode()), "ascii"))
    assert read_text("-") == "완료"
    assert not sys.stdin.closed
    with pytest.raises(ReadError):
        read_text(str(tmp_path / "none"))


def test_standard_input_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(OSError, match="closed"):
        open_binary("-")
