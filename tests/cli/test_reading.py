"""What the command line is given, as documents with their places."""

import errno
import io
import sys
from pathlib import Path

import pytest

from alimtalk_rules.cli.phrases import PHRASES
from alimtalk_rules.cli.reading import Batch, open_binary, read_line, read_text, read_whole
from alimtalk_rules.reading import OTHER_REASONS, REASONS, Line, Place, ReadError, decode, read

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize("reason", [*REASONS.values(), *OTHER_REASONS])
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


def test_what_is_no_json_breaks_no_rule_of_lines() -> None:
    with pytest.raises(ReadError) as caught:
        read_whole(b"{\n")
    assert (caught.value.reason, caught.value.rule) == ("name-expected", None)


def test_read_line() -> None:
    json, error = read('{"a": 1}'), ReadError("not-json", Place(2, 1))
    assert read_line(Line(3, 99, json)) == Batch('{"a": 1}', (("", {"a": 1}),), 3)
    assert read_line(Line(3, 99, error)) is error


def test_names_that_stand_twice_are_those_of_a_document() -> None:
    batch = read_whole(b"[%s]" % b", ".join([*[b"0"] * 10, b'{"a": {"b": 1, "b": 2}}']))
    assert [found.path for found in batch.repeated_in("/10")] == ["/a/b"]
    assert batch.repeated_in("/1") == []
    assert [found.path for found in read_whole(b'{"a":1,"a":2}').repeated_in("")] == ["/a"]


def test_read_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "text"
    file.write_bytes(BOM + "주문".encode())
    assert read_text(str(file)) == "주문"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("완료".encode()), "ascii"))
    assert read_text("-") == "완료"
    assert not sys.stdin.closed
    with pytest.raises(ReadError, match="no such file"):
        read_text(str(tmp_path / "none"))


def test_standard_input_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(OSError, match="standard input is closed") as caught:
        open_binary("-")
    assert caught.value.errno == errno.EBADF
