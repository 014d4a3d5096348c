"""From bytes to documents, and every way in which that fails."""

import errno
import gzip
import io
import json
import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules import reading
from alimtalk_rules.reading import (
    OTHER_REASONS,
    REASONS,
    Place,
    ReadError,
    blocks_of,
    decode,
    documents_in,
    lines_of,
    may_be_too_deep,
    may_repeat_names,
    open_binary,
    parse,
    read,
)

BOM = b"\xef\xbb\xbf"
KOREAN = '{"text": "주문이 완료되었습니다."}'
CP949 = KOREAN.encode("cp949")
DIGITS = "9" * 5000


def hides_its_cause(error: ReadError) -> bool:
    """Other errors on the way here hold the text itself."""
    return error.__context__ is None or error.__suppress_context__


# --------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"", "", id="nothing"),
        pytest.param(KOREAN.encode(), KOREAN, id="UTF-8"),
        pytest.param(BOM + KOREAN.encode(), KOREAN, id="UTF-8 with a byte order mark"),
        pytest.param(BOM, "", id="a byte order mark alone"),
        pytest.param("가\r\n".encode(), "가\r\n", id="line breaks stay"),
        pytest.param(b'\0{"a": 1}', '\0{"a": 1}', id="one NUL is no UTF-16"),
        pytest.param(b"5\0", "5\0", id="nor is it behind a digit"),
        pytest.param(b"\0\0\0\0", "\0\0\0\0", id="NULs"),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "encoding", "place"),
    [
        *(
            pytest.param(KOREAN.encode(name), name[:6].upper(), (1, 1), id=name)
            for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
        ),
        pytest.param(CP949, "CP949", (1, 11), id="CP949: at its first byte"),
        pytest.param('{\n"가": "'.encode() + "똠방".encode("cp949"), "unknown", (2, 7), id="both"),
        pytest.param('{"a": "é"}'.encode("latin-1"), "unknown", (1, 8), id="Latin-1"),
        pytest.param("{\n\n 'ご注文'".encode("cp932"), "unknown", (3, 3), id="Shift-JIS"),
        pytest.param("注文".encode("cp949"), "unknown", (1, 1), id="CP949 without Hangul"),
        pytest.param(KOREAN.encode()[:12], "unknown", (1, 11), id="cut off"),
        pytest.param(BOM + b"a\xff", "unknown", (1, 2), id="the mark is no column"),
        pytest.param(b"\n" + CP949 + b"\n\n", "CP949", (2, 11), id="lines around it"),
    ],
)
def test_decode_names_other_encodings(data: bytes, encoding: str, place: tuple[int, int]) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data)
    error = caught.value
    assert (error.rule, error.place, error.values) == ("not-utf-8", place, {"encoding": encoding})
    reasons = {"CP949": "looks-like-cp949", "unknown": "not-utf-8"}
    assert error.reason == reasons.get(encoding, "other-encoding")
    assert str(error) == "line {}, column {}: this is not UTF-8".format(*place)
    assert hides_its_cause(error)


# --------------------------------------------------------------------------- JSON


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(' {"a": [1, null]}\n', {"a": [1, None]}, id="an object"),
        pytest.param('{"a": 1, "a": 2}', {"a": 2}, id="the last of two of a name"),
        pytest.param('"NaN \\" Infinity"', 'NaN " Infinity', id="no number, in a string"),
        pytest.param("1e400", float("inf"), id="a number that Python cannot hold"),
        pytest.param('"\\ud800"', "\ud800", id="a lone surrogate"),
    ],
)
def test_parse(text: str, value: object) -> None:
    assert parse(text) == value
    assert read("\ufeff" + text).value == value


@pytest.mark.parametrize(
    ("text", "reason", "place"),
    [
        pytest.param("", "value-expected", (1, 1), id="nothing"),
        pytest.param("{", "name-expected", (1, 2), id="no end"),
        pytest.param("{'a': 1}", "name-expected", (1, 2), id="single quotes"),
        pytest.param('{\n "가": 1,\n "b" 2}', "colon-expected", (3, 6), id="no colon"),
        pytest.param('["가" 2]', "comma-expected", (1, 6), id="no comma"),
        pytest.param('{"가": 1 ,\n }', "trailing-comma", (1, 9), id="a comma before a brace"),
        pytest.param("[1,]", "trailing-comma", (1, 3), id="a comma before a bracket"),
        pytest.param("[1,}", "trailing-comma", (1, 3), id="and before the other one"),
        pytest.param("[[1,], 2]", "trailing-comma", (1, 4), id="with more behind it"),
        pytest.param("] ,", "value-expected", (1, 1), id="a comma behind a bracket"),
        pytest.param("[,]", "value-expected", (1, 2), id="a comma alone"),
        pytest.param("{}\n{}", "more-than-one", (2, 1), id="two values"),
        pytest.param('\n["가', "string-not-closed", (2, 2), id="no end of a string"),
        pytest.param('["가\n"]', "control-character", (1, 4), id="a break in a string"),
        pytest.param('["가\\x"]', "bad-escape", (1, 4), id="no such escape"),
        pytest.param('{"a": tru}', "value-expected", (1, 7), id="no such word"),
        pytest.param('["NaN",\n 1, NaN]', "no-number", (2, 5), id="NaN"),
        pytest.param("[Infinity, NaN]", "no-number", (1, 2), id="the first is told"),
        pytest.param('{"a\\"": -Infinity}', "no-number", (1, 9), id="-Infinity"),
        pytest.param(f'["{DIGITS}",\n-{DIGITS}]', "number-too-long", (2, 1), id="digits"),
        pytest.param(f"[{DIGITS}.0, 1{DIGITS}]", "number-too-long", (1, 5006), id="integers"),
        pytest.param(f"[1.{DIGITS}, 1{DIGITS}]", "number-too-long", (1, 5006), id="fractions"),
        pytest.param(f"[1e+{DIGITS}, {DIGITS}]", "number-too-long", (1, 5007), id="exponents"),
        pytest.param(
            f"[{DIGITS[:4300]}, NaN]", "no-number", (1, 4304), id="as many as Python reads"
        ),
        pytest.param("[" * 100_000, "too-deep", (1, 101), id="deep"),
        pytest.param('{"a":\n' * 101, "too-deep", (101, 1), id="objects"),
        pytest.param("[[]," * 101, "too-deep", (1, 398), id="deep in the end"),
        pytest.param('["\\\n' + "[" * 101, "bad-escape", (1, 3), id="no depth in a broken string"),
    ],
)
def test_parse_says_where_and_why(text: str, reason: str, place: tuple[int, int]) -> None:
    assert reason in {*REASONS.values(), *OTHER_REASONS}
    with pytest.raises(ReadError) as caught:
        parse(text)
    error = caught.value
    assert (error.rule, error.reason, error.place) == ("not-json", reason, place)
    words = reason.replace("-", " ")
    assert str(error) == f"line {place[0]}, column {place[1]}: this is not JSON ({words})"
    assert hides_its_cause(error)


@pytest.mark.parametrize("behind", ["x", "/", ".", "e", "e+", "-", "N", "\\", "\0", ".x", "NaN"])
def test_a_long_number_with_more_behind_it(behind: str) -> None:
    for before in ("", "[1, ", '{"a": -'):
        with pytest.raises(ReadError) as caught:
            parse(f"{before}{'1' * 4301}{behind}")
        place = (1, len(before.rstrip("-")) + 1)
        assert (caught.value.reason, caught.value.place) == ("number-too-long", place)


def test_a_comma_that_python_names_itself() -> None:
    """As Python does since 3.13."""
    error = json.JSONDecodeError("Illegal trailing comma before end of array", "[1,]", 2)
    assert reading._fault_of(error, "[1,]").reason == "trailing-comma"


def test_a_reason_that_json_may_have_some_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "REASONS", {})
    with pytest.raises(ReadError) as caught:
        parse("[1 2]")
    assert (caught.value.reason, caught.value.place) == ("not-json", (1, 4))


def test_without_a_limit_of_digits_only_constants_are_odd() -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        assert parse(DIGITS) == int(DIGITS)
        with pytest.raises(ReadError) as caught:
            parse(f"[{DIGITS}, NaN]")
    finally:
        sys.set_int_max_str_digits(before)
    assert (caught.value.reason, caught.value.place) == ("no-number", (1, 5004))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 100 + "]" * 100, id="a hundred levels"),
        pytest.param("[" + "[]," * 200 + "1]", id="beside each other"),
        pytest.param('["' + "[{" * 200 + '\\"[", "' + "[" * 200 + '"]', id="in strings"),
    ],
)
def test_what_is_not_too_deep(text: str) -> None:
    assert isinstance(parse(text), list)


@pytest.mark.parametrize("text", ["[" * 50 + "{" * 50, "", "가"])
def test_what_is_certainly_not_too_deep(text: str) -> None:
    assert not may_be_too_deep(text)
    assert not may_be_too_deep(text.encode())
    assert may_be_too_deep(text + "[" * 101)
    assert may_be_too_deep(text.encode() + b"{" * 101)


# --------------------------------------------------------------------------- names that stand twice


def json_of_two(name: str) -> str:
    return f'{{"{name}": 1, "{name}": 2}}'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{"a": "\\"", "b": ["a", {"a": 1}]}', [], id="none"),
        pytest.param('{"a": "\\\\", "b": "\\\\\\"a\\": 1"}', [], id="none, but backslashes"),
        pytest.param('"a"', [], id="a string"),
        pytest.param('{"a": 1, "a": 2}', [("/a", 1)], id="one"),
        pytest.param('{"a": 1, "\\u0061": 2, "a": 3}', [("/a", 1)], id="an escape is the same"),
        pytest.param('{"a": "\\"", "a": "\\\\"}', [("/a", 1)], id="quotes and backslashes"),
        pytest.param('{"b":1, "a":2, "b":3, "a":4}', [("", 2)], id="two in an object"),
        pytest.param('{"b": 1, "a": 2, "c": 3, "a": 4}', [("/a", 1)], id="others stand once"),
        pytest.param(
            '{"a":1, "b":"\\\\", "c":"\\\\", "a":2}', [("/a", 1)], id="backslashes before quotes"
        ),
        pytest.param('{"\ud800": 1, "a": 2, "a": 3}', [("/a", 1)], id="a lone surrogate"),
        pytest.param('[{"a": {"b": 1, "b": 2}}]', [("/0/a/b", 1)], id="within"),
        pytest.param('{"a": {"b": 1, "b": 2}, "a": 5}', [("/a", 1)], id="within what is lost"),
        pytest.param('{"주문 번호": {"b": 1, "b": 2}}', [("/b", 1)], id="in what may be a text"),
        pytest.param('{"두 낱말": 1, "두 낱말": 2}', [("", 1)], id="a name that may be a text"),
        pytest.param(json_of_two("a" * 64), [("/" + "a" * 64, 1)], id="a name of 64"),
        pytest.param(json_of_two("a" * 65), [("", 1)], id="a name of 65"),
        pytest.param('{"a~/": 1, "a~/": 2}', [("/a~0~1", 1)], id="a pointer's own characters"),
        pytest.param('[{"a":1,"a":2}' + ',{"a":1,"a":2}' * 300 + "]", None, id="many"),
    ],
)
def test_repeated_names(text: str, expected: list[tuple[str, int]] | None) -> None:
    found = read(text).repeated()
    if expected is None:
        assert len(found) == 101
        return
    assert {each.rule for each in found} <= {"duplicate-name"}
    assert [(each.path, each.params["names"]) for each in found] == expected


@pytest.mark.parametrize("text", ["[1, null]", '"a"', '{"a": "\\"", "b": ["a", {"a": 1}]}'])
def test_what_certainly_has_no_name_twice(text: str) -> None:
    assert not may_repeat_names(text.encode(), parse(text))


NAMES = st.sampled_from(['"a"', '"\\u0061"', '"\\""', '"\\u0022"', '"\\\\"', '" :"', '""'])
VALUES = st.recursive(
    NAMES | st.sampled_from(["1", "null", "true"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(NAMES, inner).map(": ".join), max_size=4).map(
            lambda members: f"{{{', '.join(members)}}}"
        )
    ),
    max_leaves=12,
)


@given(VALUES)
def test_no_name_that_stands_twice_is_overlooked(text: str) -> None:
    repeated = []

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        repeated.append(len(dict(pairs)) < len(pairs))
        return dict(pairs)

    value = json.loads(text, object_pairs_hook=collect)
    if any(repeated):
        assert may_repeat_names(text.encode(), value)
    elif "\\\\" not in text:
        assert not may_repeat_names(text.encode(), value)
    if '"\\' not in text and not any(repeated):
        assert read(text).repeated() == []


# --------------------------------------------------------------------------- files


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "zst": reading._zstd().compress,
}


@pytest.mark.parametrize("form", ["gz", "zst", "GZ", "Zst"])
def test_files(form: str, tmp_path: Path) -> None:
    pack = PACKERS[form.lower()]
    (tmp_path / "a.json").write_bytes(b"[1]")
    packed = tmp_path / f"a.json.{form}"
    packed.write_bytes(pack(b"[1]") + pack(b"\n"))
    with open_binary(tmp_path / "a.json") as plain, open_binary(str(packed)) as unpacked:
        assert plain.read() + b"\n" == unpacked.read()
    assert unpacked.closed
    with open_binary(packed) as unpacked:
        assert [unpacked.read(size) for size in (0, 2)] == [b"", b"[1"]
        assert unpacked.read(9) + unpacked.read(9) == b"]\n"


@pytest.mark.parametrize("form", PACKERS)
def test_what_a_packed_file_holds_is_bounded(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_UNZIPPED", 9)
    few, many = tmp_path / f"few.{form}", tmp_path / f"many.{form}"
    few.write_bytes(PACKERS[form](b"x" * 9))
    many.write_bytes(PACKERS[form](b"x" * 99))
    with open_binary(few) as stream:
        assert stream.read() == b"x" * 9
    with open_binary(many) as stream:
        with pytest.raises(OSError, match="more than 9") as caught:
            stream.read()
        assert stream.read(99) == b"x" * 89
    assert caught.value.errno == errno.EFBIG


@pytest.mark.parametrize("name", ["none", "a\0b", "\ud800"])
@pytest.mark.parametrize("form", ["", ".gz", ".zst"])
def test_no_such_file(name: str, form: str) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        open_binary(name + form)
    error = caught.value
    assert (error.errno, error.filename) == (errno.ENOENT, name + form)
    assert error.strerror


@pytest.mark.parametrize("form", PACKERS)
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"[1]", id="not packed"),
        pytest.param(lambda packed: packed[:-9], id="cut off"),
        pytest.param(lambda packed: packed[:10] + b"\xff" * 20, id="no such block"),
        pytest.param(lambda packed: packed[:12] + b"\xff" * 20, id="damaged"),
    ],
)
@pytest.mark.parametrize("name", ["read", "read1"])
def test_a_packed_file_that_is_damaged(
    form: str, damage: Callable[[bytes], bytes], name: str, tmp_path: Path
) -> None:
    file = tmp_path / f"a.{form}"
    file.write_bytes(damage(PACKERS[form](bytes(range(50)))))
    with open_binary(file) as stream, pytest.raises(OSError, match="damaged") as caught:
        deque(iter(partial(getattr(stream, name), 100), b""))
    assert caught.value.errno == errno.EIO
    told = {"gz": "it is no gzip file", "zst": "it is no zstd file"}[form]
    assert ReadError.of(caught.value).values == {"detail": f"{told}, or a damaged one"}


def test_zstd_is_the_standard_librarys_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = io.BytesIO(b"[1]")
    module = SimpleNamespace(ZstdFile=lambda _: opened, ZstdError=ZeroDivisionError)
    monkeypatch.setitem(sys.modules, "compression", SimpleNamespace(zstd=module))
    monkeypatch.setitem(sys.modules, "compression.zstd", module)
    with open_binary("a.zst") as stream:
        assert stream.read() == b"[1]"


def test_without_zstd_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(OSError, match=r"alimtalk-rules\[zstd\]") as caught:
        open_binary("a.jsonl.zst")
    assert caught.value.errno == errno.ENOSYS


@pytest.mark.parametrize(
    ("error", "reason", "values"),
    [
        pytest.param(FileNotFoundError(2, "x"), "no-such-file", {}, id="missing"),
        pytest.param(IsADirectoryError(21, "x"), "is-folder", {}, id="folder"),
        pytest.param(PermissionError(13, "x"), "no-permission", {}, id="not permitted"),
        pytest.param(OSError(errno.EIO, "broken"), "cannot-read", {"detail": "broken"}, id="else"),
        pytest.param(io.UnsupportedOperation(), "cannot-read", {"detail": "UnsupportedOperation"}),
    ],
)
def test_errors_of_the_system(error: OSError, reason: str, values: dict[str, str]) -> None:
    ours = ReadError.of(error)
    assert (ours.reason, ours.place, ours.rule, ours.values) == (reason, None, None, values)
    assert ours.args == (reason,)
    assert str(ours) == reason.replace("-", " ")


# --------------------------------------------------------------------------- JSON Lines

PIECES = st.sampled_from([b"", b" ", b"5", b"{", b"\xff", b"x" * 8, b"\r", b"\n"])


@given(
    data=st.lists(PIECES, max_size=30).map(b"\n".join),
    size=st.integers(1, 40),
    most_bytes=st.integers(1, 40),
)
def test_blocks_of_any_size_give_the_same_lines(data: bytes, size: int, most_bytes: int) -> None:
    given: list[bytes | int] = []
    for block in blocks_of(io.BytesIO(data).read, size, most_bytes):
        given.extend([block] if isinstance(block, int) else lines_of(block))
    lines = data.removesuffix(b"\n").split(b"\n") if data else []
    assert len(given) == len(lines)
    for each, line in zip(given, lines, strict=True):
        if isinstance(each, int):
            assert each == len(line) > most_bytes
        else:
            assert each == line
            assert len(line) <= most_bytes + size


def test_documents_in_lines() -> None:
    lines = [
        *(BOM + b'{"a": 1}\r', b" \t", '{"가": }'.encode(), '{"가'.encode() + b"\xff", b"x" * 60),
        *(b"\0[1]", b"y" * 90_000, b"2".rjust(50), b"5\x0b", b"5X"),
    ]
    found = [*documents_in(io.BytesIO(b"\n".join(lines)), 50)]
    told = [
        (each.reason, each.place) if isinstance(each, ReadError) else each
        for each in (line.document for line in found)
    ]
    assert told == [
        ('{"a": 1}', {"a": 1}),
        ("value-expected", Place(3, 7)),
        ("not-utf-8", Place(4, 4)),
        ("line-too-long", Place(5, 1)),
        ("value-expected", Place(6, 1)),
        ("line-too-long", Place(7, 1)),
        ("2".rjust(50), 2),
        ("more-than-one", Place(9, 2)),
        ("more-than-one", Place(10, 2)),
    ]
    assert [line.number for line in found] == [1, *range(3, 11)]
    assert found[0].end == len(lines[0]) + 1
    assert found[-1].end == len(b"\n".join(lines)) + 1
    long = found[5].document
    assert isinstance(long, ReadError)
    assert long.values == {"bytes": 90_000, "limit": 50}


class Stream:
    """A stream that has no more than ``read``, which gives a piece each time."""

    def __init__(self, *pieces: object) -> None:
        self._pieces = iter(pieces)

    def read(self, size: int) -> Any:
        assert 0 < size < 1_000_000
        return next(self._pieces)


class Waiting(Stream):
    """A stream whose ``read`` waits until all is there, unlike its ``read1``."""

    read1 = Stream.read

    def read(self, _: int) -> Any:
        raise AssertionError


@pytest.mark.parametrize("kind", [Stream, Waiting])
def test_a_line_is_read_as_soon_as_it_is_there(kind: Any) -> None:
    found = documents_in(kind(b"1\n2", b"\n"))
    assert [next(found).document, next(found).document] == [("1", 1), ("2", 2)]


def test_streams_that_give_no_bytes() -> None:
    lines: Any = documents_in(Stream(b"1\n", None))  # type: ignore[arg-type]
    assert next(lines).number == 1
    with pytest.raises(BlockingIOError) as caught:
        next(lines)
    assert (caught.value.errno, bool(caught.value.strerror)) == (errno.EAGAIN, True)
    with pytest.raises(TypeError, match="bytes"):
        next(documents_in(Stream("1\n")))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "reason", "place", "values"),
    [
        pytest.param(
            f"{KOREAN}\n".encode("utf-16-le") * 3,
            "other-encoding",
            (1, 1),
            {"encoding": "UTF-16"},
            id="UTF-16",
        ),
        pytest.param(
            b"\n" + (CP949 + b"\n") * 30 + b" \n" + b"x" * 200_000 + b"\n5",
            "file-in-cp949",
            (2, 11),
            {"encoding": "CP949", "lines": 32},
            id="CP949",
        ),
        pytest.param(
            (CP949 + b"\n") * 20,
            "file-in-cp949",
            (1, 11),
            {"encoding": "CP949", "lines": 20},
            id="20",
        ),
    ],
)
def test_what_is_in_another_encoding_is_told_once(
    data: bytes, reason: str, place: tuple[int, int], values: dict[str, Any]
) -> None:
    (line,) = documents_in(io.BytesIO(data), 1000)
    error = line.document
    assert isinstance(error, ReadError)
    assert (line.number, line.end) == (1, 0)
    assert (error.reason, error.place, error.values) == (reason, place, values)


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        pytest.param([CP949] * 19, 19, id="too few"),
        pytest.param([CP949] * 19 + [b"5"] + [CP949] * 99, 119, id="a line that is UTF-8"),
        pytest.param([b'"\xff"'] * 50, 50, id="another encoding"),
        pytest.param([b"x" * 70_000, *[CP949] * 50], 51, id="a long line before"),
        pytest.param([b""] * 50, 0, id="blank lines"),
    ],
)
def test_what_is_not_all_in_cp949_is_told_line_by_line(lines: list[bytes], count: int) -> None:
    assert len([*documents_in(io.BytesIO(b"\n".join(lines)), 1000)]) == count
