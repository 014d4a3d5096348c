"""From bytes to documents, and every way in which that fails."""

import errno
import io
import sys
from pathlib import Path

import pytest

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
    ("data", "text"),
    [
        pytest.param(b"", "", id="nothing"),
        pytest.param(KOREAN.encode(), KOREAN, id="UTF-8"),
        pytest.param(BOM + KOREAN.encode(), KOREAN, id="UTF-8 with a byte order mark"),
        pytest.param(BOM, "", id="a byte order mark alone"),
        pytest.param("가\r\n".encode(), "가\r\n", id="line breaks stay"),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "reason", "place"),
    [
        pytest.param(KOREAN.encode("utf-16"), "UTF-16", None, id="UTF-16"),
        pytest.param(KOREAN.encode("utf-16-le"), "UTF-16", None, id="UTF-16 LE, no mark"),
        pytest.param(KOREAN.encode("utf-16-be"), "UTF-16", None, id="UTF-16 BE, no mark"),
        pytest.param(KOREAN.encode("utf-32"), "UTF-32", None, id="UTF-32"),
        pytest.param(KOREAN.encode("utf-32-be"), "UTF-32", None, id="UTF-32 BE, no mark"),
        pytest.param(
            KOREAN.encode("cp949"), "looks-like-cp949", Place(1, 11), id="CP949: at its first byte"
        ),
        pytest.param(
            '{\n"가": "'.encode() + "똠방".encode("cp949"),
            "not-utf-8",
            Place(2, 7),
            id="UTF-8, and then CP949",
        ),
        pytest.param('{"a": "é"}'.encode("latin-1"), "not-utf-8", Place(1, 8), id="Latin-1"),
        pytest.param("{\n\n 'ご注文'".encode("cp932"), "not-utf-8", Place(3, 3), id="Shift-JIS"),
        pytest.param("注文".encode("cp949"), "not-utf-8", Place(1, 1), id="CP949 without Hangul"),
        pytest.param(KOREAN.encode()[:12], "not-utf-8", Place(1, 11), id="cut off"),
        pytest.param(BOM + b"a\xff", "not-utf-8", Place(1, 2), id="the mark is no column"),
    ],
)
def test_decode_names_other_encodings(data: bytes, reason: str, place: Place | None) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert told(caught.value) == (reason if place else "other-encoding", place)
    assert caught.value.values == ({} if place else {"encoding": reason})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(' {"a": [1, null]}\n', {"a": [1, None]}, id="an object"),
        pytest.param('{"a": 1, "a": 2}', {"a": 2}, id="the last of two keys"),
        pytest.param('"NaN \\" Infinity"', 'NaN " Infinity', id="no number, in a string"),
        pytest.param("1e400", float("inf"), id="a number that Python cannot hold"),
        pytest.param('"\\ud800"', "\ud800", id="a lone surrogate"),
    ],
)
def test_parse(text: str, value: object) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("text", "reason", "place"),
    [
        pytest.param("", "value-expected", Place(1, 1), id="nothing"),
        pytest.param("{", "name-expected", Place(1, 2), id="no end"),
        pytest.param("{'a': 1}", "name-expected", Place(1, 2), id="single quotes"),
        pytest.param('{\n "가": 1,\n "b" 2}', "colon-expected", Place(3, 6), id="no colon"),
        pytest.param('["가" 2]', "comma-expected", Place(1, 6), id="no comma"),
        pytest.param("{}\n{}", "more-than-one", Place(2, 1), id="two values"),
        pytest.param('\n["가', "string-not-closed", Place(2, 2), id="no end of a string"),
        pytest.param('["가\n"]', "control-character", Place(1, 4), id="a break in a string"),
        pytest.param('["가\\x"]', "bad-escape", Place(1, 4), id="no such escape"),
        pytest.param('{"a": tru}', "value-expected", Place(1, 7), id="no such word"),
        pytest.param('["NaN",\n 1, NaN]', "no-number", Place(2, 5), id="NaN"),
        pytest.param("[Infinity, NaN]", "no-number", Place(1, 2), id="the first is told"),
        pytest.param('{"a\\"": -Infinity}', "no-number", Place(1, 9), id="-Infinity"),
        pytest.param(f'["{DIGITS}",\n-{DIGITS}]', "number-too-long", Place(2, 1), id="digits"),
        pytest.param(f"[{DIGITS}.0, 1{DIGITS}]", "number-too-long", Place(1, 5006), id="integers"),
        pytest.param("[" * 100_000, "too-deep", None, id="deep"),
    ],
)
def test_parse_says_where_and_why(text: str, reason: str, place: Place | None) -> None:
    with pytest.raises(ReadError) as caught:
        parse(text)
    assert told(caught.value) == (reason, place)
    assert caught.value.__suppress_context__


def test_a_reason_that_json_may_have_some_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alimtalk_rules.cli.reading._REASONS", {})
    with pytest.raises(ReadError) as caught:
        parse("[1 2]")
    assert told(caught.value) == ("not-json", Place(1, 4))


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
    assert told(deep) == ("too-deep", Place(6, 1))
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
