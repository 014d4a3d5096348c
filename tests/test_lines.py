"""Lines: what is found where, the same by every parser and number of processes, at bounded cost."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules import (
    INFOBIP,
    RULES,
    LineReport,
    Report,
    TemplateBook,
    check_lines,
    check_message,
    check_template,
    match_lines,
)
from alimtalk_rules import lines as lines_module
from alimtalk_rules.limits import MOST_LINE_BYTES
from alimtalk_rules.lines import judge, workers
from alimtalk_rules.lines.judge import Options
from alimtalk_rules.reading import _zstd
from alimtalk_rules.report import DEFAULT
from alimtalk_rules.testing import cases
from alimtalk_rules.testing.strategies import invalid_messages, messages
from tests.processes import group_of, left_of, unmeasured
from tests.values import SENTINELS, leaks

ROOT = Path(__file__).resolve().parent.parent
BOM = b"\xef\xbb\xbf"

FINE = b'{"text": "order"}'
KOREAN = '{"text": "주문이 완료되었습니다."}'
FINE_REPORT = check_message({"text": "order"})
BAD = b'{"text": ""}'
TEMPLATE = b'{"code": "done", "text": "#{name}, order"}'


def found(source: Any, **options: Any) -> list[tuple[int, list[str]]]:
    """Number and rules of each line."""
    return [
        (each.line, [finding.rule for finding in each.report.findings])
        for each in check_lines(source, **options)
    ]


# --------------------------------------------------------------------------- what is found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", [], id="nothing"),
        pytest.param(b"\n \t\n\r\n", [], id="blank lines"),
        pytest.param(FINE, [(1, [])], id="no line feed at the end"),
        pytest.param(FINE + b"\n", [(1, [])], id="a line feed at the end"),
        pytest.param(FINE + b"\r\n" + BAD + b"\r\n", [(1, []), (2, ["text-blank"])], id="CR LF"),
        pytest.param(b"\n\n" + BAD + b"\n \n" + FINE, [(3, ["text-blank"]), (5, [])], id="count"),
        pytest.param(BOM + FINE + b"\n" + FINE, [(1, []), (2, [])], id="a byte order mark"),
        pytest.param(FINE + b"\n" + BOM + FINE, [(1, []), (2, [])], id="one between two files"),
        pytest.param(BOM + b"\n" + FINE, [(1, ["not-json"]), (2, [])], id="one on its own"),
        pytest.param(b"[1]\n5\n", [(1, ["wrong-type"]), (2, ["wrong-type"])], id="no objects"),
        pytest.param(b"{\n}\n", [(1, ["not-json"]), (2, ["not-json"])], id="over two lines"),
        pytest.param(FINE + FINE, [(1, ["not-json"])], id="two on a line"),
        pytest.param(FINE + b"X", [(1, ["not-json"])], id="a letter behind"),
        pytest.param(FINE + b"\n\0", [(1, []), (2, ["not-json"])], id="a NUL"),
        pytest.param(
            FINE + b"\n" + b"\0" * 9 + b"\n" + FINE,
            [(1, []), (2, ["not-json"]), (3, [])],
            id="NULs between lines",
        ),
        pytest.param(
            KOREAN.encode("cp949") + b"\n" + FINE, [(1, ["not-utf-8"]), (2, [])], id="CP949"
        ),
        pytest.param(
            b"\0" + FINE + b"\n" + BAD, [(1, ["not-json"]), (2, ["text-blank"])], id="a NUL first"
        ),
        pytest.param(
            b"1" * 4301 + b"x\n" + BAD, [(1, ["not-json"]), (2, ["text-blank"])], id="digits, x"
        ),
        pytest.param(b'{"text":"","text":"a"}', [(1, ["duplicate-name"])], id="a name twice"),
        pytest.param(
            b'{"text":"a","text":""}', [(1, ["duplicate-name", "text-blank"])], id="and a fault"
        ),
        pytest.param(b"\x0b\x0c\n", [], id="other white space"),
        pytest.param(b"\x0b5\n", [(1, ["not-json"])], id="other white space and more"),
        pytest.param('"a\u2028b"\n'.encode(), [(1, ["wrong-type"])], id="LINE SEPARATOR"),
    ],
)
def test_lines(data: bytes, expected: list[tuple[int, list[str]]]) -> None:
    assert found(data) == expected


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize(
    ("encoding", "params"),
    [
        ("utf-16-le", {"column": 1, "encoding": "UTF-16"}),
        ("cp949", {"column": 11, "encoding": "CP949", "lines": 60_000}),
    ],
)
def test_another_encoding_gives_one_report(
    encoding: str, params: dict[str, Any], processes: int
) -> None:
    (only,) = check_lines(f"{KOREAN}\n".encode(encoding) * 60_000, processes=processes)
    (finding,) = only.report.findings
    assert (only.line, only.offset, only.raw, finding.rule) == (1, 0, None, "not-utf-8")
    assert finding.params == params


@pytest.mark.parametrize(
    ("line", "rule", "params"),
    [
        (b'{"text": ', "not-json", {"column": 10, "reason": "value-expected"}),
        ('{"가": 1,}'.encode(), "not-json", {"column": 8, "reason": "trailing-comma"}),
        (b"{\r", "not-json", {"column": 2, "reason": "name-expected"}),
        ("{'주문".encode("cp949"), "not-utf-8", {"column": 3, "encoding": "CP949"}),
        (b" " * 1001, "line-too-long", {"bytes": 1001, "limit": 1000}),
    ],
)
def test_what_a_broken_line_tells(line: bytes, rule: str, params: dict[str, Any]) -> None:
    limit = 1000 if rule == "line-too-long" else MOST_LINE_BYTES
    first, second = check_lines(line + b"\n" + FINE, most_bytes=limit)
    (finding,) = first.report.findings
    assert (first.report.document, finding.rule, finding.path) == ("line", rule, "")
    assert finding.params == params
    assert not first.report.ok
    assert second.report.findings == ()


def test_a_report_has_number_offset_and_the_line() -> None:
    data = b"\n".join((FINE, b"", BAD + b"\r", b"{", b"x" * 99, FINE))
    reports = list(check_lines(data, most_bytes=len(FINE)))
    assert [(each.line, each.offset, each.raw) for each in reports] == [
        (1, 0, FINE),
        (3, 19, BAD + b"\r"),
        (4, 33, b"{"),
        (5, 35, None),
        (6, 135, FINE),
    ]
    assert [each.report.document for each in reports] == [
        *("message", "message", "line", "line", "message")
    ]


def test_a_report_is_that_of_the_document() -> None:
    message, template = check_lines(BAD + b"\n" + TEMPLATE)
    assert message.report == check_message(json.loads(BAD))
    assert template.report == check_template(json.loads(TEMPLATE))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({}, [[], []], id="as they are"),
        pytest.param({"kind": "message"}, [[], ["unfilled-variable", "unknown-field"]], id="m"),
        pytest.param({"kind": "template"}, [["missing-field"], []], id="templates"),
        pytest.param(
            {"profile": INFOBIP.with_limits(text=4)}, [["text-too-long"], ["text-too-long"]], id="4"
        ),
        pytest.param({"kind": "template", "ignore": ["missing-field"]}, [[], []], id="ignored"),
    ],
)
def test_options(options: dict[str, Any], expected: list[list[str]]) -> None:
    rules = [sorted(rules) for _, rules in found(FINE + b"\n" + TEMPLATE, **options)]
    assert rules == expected


def test_each_line_is_a_request_of_the_gateway_that_was_named() -> None:
    (line,) = check_lines(b"{}", gateway="sens")
    assert (line.report.document, line.report.gateway) == ("payload", "sens")


def test_severities_are_those_that_were_chosen() -> None:
    severity = {"text-blank": "warning", "not-json": "note"}
    told = (
        each.report.findings[0].severity for each in check_lines(BAD + b"\n{", severity=severity)
    )
    assert [*told] == ["warning", "note"]


def test_rules_of_lines_can_be_ignored() -> None:
    data = b"{\n" + b"x" * 99 + b"\n\xff\n" + FINE
    ignore = ["not-json", "line-too-long", "not-utf-8"]
    assert found(data, ignore=ignore, most_bytes=50) == [(1, []), (2, []), (3, []), (4, [])]
    assert found(b"{\0\0\0", ignore=ignore) == [(1, [])]
    assert found(b'{"text":"a","text":""}', ignore=["duplicate-name"]) == [(1, ["text-blank"])]


# --------------------------------------------------------------------------- reports as values


def test_a_line_report_is_frozen_and_pickles() -> None:
    for report in check_lines(FINE + b"\n" + BAD):
        assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301 - ours
        assert (report.line, report.report, report.offset, report.raw) == (*report,)
        with pytest.raises(AttributeError):
            report.line = 5  # type: ignore[misc]


def test_no_text_is_shown() -> None:
    for sentinel in SENTINELS.values():
        lines = [
            json.dumps({"text": [sentinel]}, ensure_ascii=False).encode(),
            f'{{"{sentinel}"'.encode(),
            f'{{"a {sentinel}": 1, "a {sentinel}": 2}}'.encode(),  # one word may be shown
            sentinel.encode() + b"\xff",
        ]
        for each in check_lines(b"\n".join(lines)):
            assert each.report.findings
            shown = repr(each) + str(each.report) + str(each.report.to_dict("ko"))
            assert leaks(shown, sentinel) == []


# --------------------------------------------------------------------------- some of the lines

WARNED = '{"text": "배송비 無料 안내입니다."}'.encode()
MIXED = b"\n".join(
    (FINE, BAD, b"", b"{", WARNED, b"\xff", b" \r", FINE, b"x" * 99, b"y" * 200_000, FINE, BAD)
)
WANTED: dict[Any, Any] = {
    "refused": lambda report: not report.ok,
    "found": lambda report: report.findings,
}


@pytest.mark.parametrize("only", WANTED)
@pytest.mark.parametrize(
    ("data", "options"),
    [
        pytest.param(MIXED, {"most_bytes": 50}, id="of every kind"),
        pytest.param(MIXED, {"most_bytes": 50, "ignore": ["line-too-long", "not-json"]}, id="less"),
        pytest.param(MIXED, {"most_bytes": len(BAD)}, id="as long as may be"),
        pytest.param(MIXED, {"severity": {"hanja": "error"}}, id="severer"),
        pytest.param(MIXED.replace(b"\n", b"\r\n"), {}, id="CR LF"),
        pytest.param(BAD, {}, id="one line"),
        pytest.param(b"", {}, id="nothing"),
        pytest.param(b"\n\n", {}, id="blank lines"),
        pytest.param(KOREAN.encode("utf-16"), {}, id="not a line"),
        pytest.param(KOREAN.encode("utf-16"), {"ignore": ["not-utf-8"]}, id="nor is it told"),
    ],
)
def test_only_some_lines(only: Any, data: bytes, options: dict[str, Any]) -> None:
    every = check_lines(data, **options)
    expected = [each for each in every if WANTED[only](each.report)]
    some = check_lines(data, only=only, **options)
    assert list(some) == expected
    assert some.checked == every.checked


@pytest.mark.parametrize("only", [None, "refused", "found"])
def test_lines_are_counted_as_they_are_checked(only: Any) -> None:
    lines = check_lines(b"\n".join((BAD, b"", BAD, FINE, b"{", FINE)), only=only)
    assert lines.checked == 0
    counts = [lines.checked for each in lines if not each.report.ok]
    assert counts == [1, 2, 4]
    assert lines.checked == 5


def test_reports_are_a_generator() -> None:
    lines = check_lines(b"\n".join((BAD, FINE, BAD)), only="refused")
    assert next(lines).line == 1
    lines.close()
    assert list(lines) == []


# --------------------------------------------------------------------------- sources

DATA = b"\n".join((FINE, BAD, b"", b"{", KOREAN.encode()))
EXPECTED = [(1, []), (2, ["text-blank"]), (4, ["not-json"]), (5, [])]


class OneByOne(io.RawIOBase):
    """A raw stream that gives one byte at a time, and knows only what it must."""

    def __init__(self, data: bytes) -> None:
        self._bytes = iter(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        for byte in self._bytes:
            buffer[0] = byte
            return 1
        return 0


def packed(path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> Path:
    name = path.with_suffix(f"{path.suffix}{suffix}")
    name.write_bytes(pack(path.read_bytes()))
    return name


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(str, id="a name"),
        pytest.param(Path, id="a path"),
        pytest.param(lambda path: path.read_bytes(), id="bytes"),
        pytest.param(lambda path: bytearray(path.read_bytes()), id="a bytearray"),
        pytest.param(lambda path: io.BytesIO(path.read_bytes()), id="a stream in memory"),
        pytest.param(lambda path: OneByOne(path.read_bytes()), id="a slow stream"),
        pytest.param(lambda path: packed(path, ".gz", gzip.compress), id="packed by gzip"),
        pytest.param(lambda path: packed(path, ".zst", _zstd().compress), id="packed by zstd"),
        pytest.param(
            lambda path: gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(path.read_bytes()))),
            id="a gzip file",
        ),
    ],
)
def test_sources(make: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(DATA)
    assert found(make(file)) == EXPECTED


def test_a_stream_is_read_from_where_it_stands_and_not_closed() -> None:
    stream = io.BytesIO(b"{{{\n" + DATA)
    stream.readline()
    assert found(stream) == EXPECTED
    assert not stream.closed


def test_a_stream_is_read_as_soon_as_there_is_something() -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as stream, os.fdopen(writer, "wb", buffering=0) as other:
        reports = check_lines(stream)
        other.write(BAD + b"\n" + FINE[:5])
        assert next(reports).line == 1
        other.write(FINE[5:] + b"\n")
        assert next(reports).line == 2
        other.close()
        assert list(reports) == []


class Silent(io.RawIOBase):
    """A stream that does not wait until there is something."""

    def read(self, _: int = -1) -> None:
        return None


@pytest.mark.parametrize(
    ("source", "error"),
    [
        pytest.param(io.StringIO("5\n"), TypeError, id="text"),
        pytest.param(Silent(), BlockingIOError, id="nothing yet"),
    ],
)
def test_streams_that_give_no_bytes(source: Any, error: type[Exception]) -> None:
    reports = check_lines(source)
    with pytest.raises(error):
        next(reports)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"source": None}, TypeError),
        ({"source": 5}, TypeError),
        ({"source": "no-such-file"}, FileNotFoundError),
        ({"source": "a\0b"}, FileNotFoundError),
        ({"source": "."}, IsADirectoryError),
        ({"kind": "image"}, ValueError),
        ({"kind": ["message"]}, ValueError),
        ({"kind": "message", "gateway": "infobip"}, ValueError),
        ({"gateway": "braze"}, ValueError),
        ({"processes": 0}, ValueError),
        ({"processes": 1.5}, TypeError),
        ({"most_bytes": 0}, ValueError),
        ({"most_bytes": "9"}, TypeError),
        ({"only": "fine"}, ValueError),
        ({"only": ["refused"]}, ValueError),
        ({"profile": {}}, TypeError),
        ({"ignore": "hanja"}, TypeError),
        ({"ignore": ["no-such-rule"]}, ValueError),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_at_once(options: dict[str, Any], error: type[Exception]) -> None:
    names = None if issubclass(error, OSError) else rf"\b({'|'.join(options)})\b"
    source = options.pop("source", DATA)
    with pytest.raises(error, match=names):
        check_lines(source, **options)


def test_what_only_may_be_is_told() -> None:
    with pytest.raises(ValueError, match=r"^only must be one of refused, found, or None$"):
        check_lines(DATA, only="fine")  # type: ignore[arg-type]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="cannot see open files")
@pytest.mark.parametrize("read", [0, 1, 9])
def test_a_file_is_closed_however_much_was_read(read: int, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(DATA)
    reports = check_lines(file)
    for _ in zip(range(read), reports, strict=False):
        pass
    del reports  # an open file would give a warning besides, which is an error here
    assert str(file) not in open_files()


def open_files() -> set[str]:
    links = (link for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return {str(link.readlink()) for link in links}


# --------------------------------------------------------------------------- at a bounded cost


def test_a_line_without_end_is_not_kept() -> None:
    reports = [*check_lines(FINE + b"\n" + b"x" * 3_000_000 + b"\n" + BAD)]
    _, long, _ = (each.report for each in reports)
    assert long.findings[0].params == {"bytes": 3_000_000, "limit": MOST_LINE_BYTES}
    begins = (0, len(FINE) + 1, len(FINE) + 3_000_002)
    assert [(each.line, each.offset, each.raw) for each in reports] == [
        *zip((1, 2, 3), begins, (FINE, None, BAD), strict=True)
    ]


@pytest.mark.parametrize(
    ("length", "rules"),
    [(MOST_LINE_BYTES - 1, []), (MOST_LINE_BYTES, []), (MOST_LINE_BYTES + 1, ["line-too-long"])],
)
def test_the_default_limit(length: int, rules: list[str]) -> None:
    assert MOST_LINE_BYTES == 1_048_576
    assert found(FINE.ljust(length) + b"\n" + BAD) == [(1, rules), (2, ["text-blank"])]


def test_a_valid_message_cannot_be_too_long() -> None:
    """Every character as the longest escape, every field as long as allowed."""
    app = "a://" + "\U0001f381" * 496
    url = "https://a" + "\U0001f381" * 491
    button = {"type": "AL", "urlMobile": url, "urlPc": url, "schemeAndroid": app, "schemeIos": app}
    longest = {
        "text": "\U0001f381" * 1000,
        "title": "\U0001f381" * 50,
        "buttons": [{"name": "\U0001f381" * 27 + str(n)} | button for n in range(5)],
    }
    assert check_message(longest).ok
    assert 100_000 < len(json.dumps(longest)) < MOST_LINE_BYTES / 6


# --------------------------------------------------------------------------- by either parser


def by_json(source: bytes, **options: Any) -> list[LineReport]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "orjson", None)
        return list(check_lines(source, **options))


IGNORED: list[list[str]] = [[], ["wrong-type", "unknown-field", "missing-field"], [*RULES]]


def assert_parsers_agree(data: bytes) -> None:
    for ignore in IGNORED:
        assert list(check_lines(data, ignore=ignore)) == by_json(data, ignore=ignore)


def test_the_tests_know_which_parser_is_asked() -> None:
    assert judge._fast_parser() is not None
    assert judge._fast_parser() is __import__("orjson").loads
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "orjson", None)
        assert judge._fast_parser() is None


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(FINE, id="a message"),
        pytest.param(TEMPLATE, id="a template"),
        pytest.param(b'{"text": "No. 1234567890123456789"}', id="digits in a text"),
    ],
)
def test_a_fine_line_is_read_by_the_fast_parser_alone(
    line: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_again(_: bytes) -> None:
        raise AssertionError

    monkeypatch.setattr(judge, "read", read_again)
    (fine,) = check_lines(line)
    assert fine.report.findings == ()


NUMBERS = [
    *("0", "-0", "-0.0", "1e5", "1E+5", "8e2", "800.0", "1e400", "-1e400", "1e-400", "5e-324"),
    *("18446744073709551615", "18446744073709551616", "9" * 19, "9" * 20, "1" + "0" * 25),
    *("-9223372036854775808", "-9223372036854775809", "-" + "9" * 19, "9" * 400, "9" * 4300),
    *("9" * 4301, "9" * 5000, "-" + "9" * 5000, "0." + "0" * 5000 + "1", "8" + "0" * 400 + ".0"),
    *("01", "1.", ".5", "+1", "0e", "--1", "-", "0x1", "1_0", "NaN", "Infinity", "-Infinity"),
    *("nul", "true", "1 2", "1,", "\uff11"),
]
TRAPS = [
    *(f'{{"text": "order", "image": {{"bytes": {number}}}}}'.encode() for number in NUMBERS),
    *(f'{{"text": {number}, "x": {number}}}'.encode() for number in NUMBERS),
    *(f'{{"text": "a", "buttons": [{{"x": {number}}}]}}'.encode() for number in NUMBERS),
    *(number.encode() for number in NUMBERS),
    *(b"[" * n + b"]" * n for n in (99, 100, 101, 990, 1000, 1024, 1025, 1100, 100_000)),
    *(b'{"a":' * n + b"1" + b"}" * n for n in (99, 100, 101, 1024, 1025, 5000)),
    b'{"text": "order", "text": 5}',
    b'{"text": %s, "text": "a"}' % (b"[" * 100 + b"]" * 100),
    b'{"text": %s, "text": "a"}' % (b"9" * 5000),
    b'{"text": "a", "buttons": [{"type": "AC", "x": %s, "type": "AC"}]}'
    % (b"[" * 300 + b"]" * 300),
    b'{"text": 5, "title": "a", "text": "order"}',
    b'{"image": {"width": 5}, "text": "order", "image": {"width": 18446744073709551616}}',
    *(
        b'{"text": "order %s"}' % escape
        for escape in (
            *(rb"\ud83d\ude42", rb"\ud83d", rb"\ude42", rb"\ude42\ud83d", rb"\ud83d\u0041"),
            *(rb"\u0000", b"\0", b"\x1f", b"\x7f", b"\t", rb"\x", rb"\/", rb"\u12g4", rb"\u 123"),
            *(b"\xc0\x80", b"\xed\xa0\xbd\xed\xb9\x82", b"\xf4\x90\x80\x80", b"\xe2\x80"),
            *(b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xc2\xa0", b"\xff", b"\xed\x9f\xbf"),
        )
    ),
    *(FINE + end for end in (b" ", b"\t\r", b"\x0b", b"\0", b"x", b",", b"}", b"\xc2\xa0", BOM)),
    *(start + FINE for start in (b" \t\r", b"\x0c", b"\0", BOM, BOM + BOM, b"\xc2\xa0", b"x")),
    *(b"", b"nulL", b"'a'", b"{,}", b"[,]", b'{"a"}', b"{1: 2}", b"{a: 1}", b'{"text": "a",}'),
    *(b"// a", b'"', b'"\\', b"[1 2]", b'{"\\ud800": 1, "text": "order"}'),
]


def test_parsers_agree_on_traps() -> None:
    assert_parsers_agree(b"\n".join([FINE, *TRAPS]))


def test_parsers_agree_on_the_conformance_suite() -> None:
    values = [case.value for case in cases() if case.document not in ("image-file", "match")]
    data = "\n".join(json.dumps(value, ensure_ascii=False) for value in values[::5]).encode()
    assert list(check_lines(data)) == by_json(data)


OMNI = {
    "scenarioKey": "6298AA5FA2AB7A0CB36AC0F4B86C3F73",
    "destinations": [{"to": {"phoneNumber": "821012345678"}}],
    "kakaoAlim": {"templateCode": "order-done", "text": "주문이 완료되었습니다."},
}


@pytest.mark.parametrize(
    ("value", "document"),
    [
        (b"18446744073709551616", "payload"),
        (b"9" * 5000, "line"),
        (b"[" * 98 + b"]" * 98, "payload"),
        (b"[" * 101 + b"]" * 101, "line"),
    ],
    ids=lambda value: ascii(value[:24]),
)
def test_parsers_agree_on_what_a_request_may_hold_besides(value: bytes, document: str) -> None:
    line = json.dumps(OMNI | {"viber": {"any": "thing"}}).encode().replace(b'"thing"', value)
    assert_parsers_agree(line)
    (report,) = check_lines(line)
    assert report.report.document == document


def test_parsers_agree_on_buttons_that_no_rule_looks_at() -> None:
    buttons = [f'{{"type": "MD", "name": "n{number}"}}'.encode() for number in range(400)]
    line = b'{"text": "a", "buttons": [%s]}' % b",".join([*buttons, b"[" * 101 + b"]" * 101])
    assert found(line, ignore=["too-many-buttons"]) == [(1, ["not-json"])]
    assert list(check_lines(line)) == by_json(line)


def test_parsers_agree_on_raw_inputs() -> None:
    for path in (ROOT / "tests" / "conformance" / "raw").iterdir():
        assert_parsers_agree(path.read_bytes())


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(NUMBERS),
    lambda values: (
        st.lists(values) | st.dictionaries(st.text() | st.sampled_from(["text"]), values)
    ),
    max_leaves=10,
)
MESSAGES = messages() | st.sampled_from(["wrong-type", "unknown-field", "hanja"]).flatmap(
    invalid_messages
)


@given(
    value=JSON_VALUES | MESSAGES,
    at=st.floats(0, 1),
    piece=st.binary(max_size=3) | st.sampled_from(TRAPS),
)
def test_parsers_agree_on_what_is_broken_somewhere(value: Any, at: float, piece: bytes) -> None:
    line = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    index = int(at * len(line))
    lines = [line, line[:index] + piece + line[index:], line[:index] + piece]
    assert_parsers_agree(b"\n".join(lines))


# --------------------------------------------------------------------------- by several processes

PATTERN = [*[FINE, KOREAN.encode() + b" " * 99] * 5, b"", BAD, b"{", b"x" * 50, b"[]", b"\xff"]
MANY = b"\n".join([*PATTERN * 60, b"y" * 3_000_000, *PATTERN * 60])


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of more than is judged without another process."""
    monkeypatch.setattr(lines_module, "_BLOCK", 10_000)
    monkeypatch.setattr(lines_module, "_FEW_BLOCKS", 2)
    path = tmp_path / "many.jsonl"
    path.write_bytes(MANY)
    return path


def children() -> list[str]:
    """The processes that this one has started and that have not ended, but for Python's own."""
    assert active_children() == []
    ps = ["ps", "-ww", "--ppid", str(os.getpid()), "-o", "args="]
    running = subprocess.run(ps, capture_output=True, text=True, check=False).stdout.splitlines()
    return [
        each for each in running if "resource_tracker" not in each and not each.startswith("ps")
    ]


def test_two_processes_find_the_same(many: Path) -> None:
    one, two = check_lines(many), check_lines(many, processes=2)
    assert list(two) == list(one)
    assert two.checked == one.checked
    assert children() == []


@pytest.mark.usefixtures("here")
def test_two_processes_find_the_same_of_only_some(many: Path) -> None:
    one, two = (check_lines(many, only="refused", processes=number) for number in (1, 2))
    assert list(two) == list(one)
    assert two.checked == one.checked


def test_a_worker_holds_a_request_to_its_gateways_own_profile() -> None:
    """Of NAVER Cloud's, whose template codes may be longer than Infobip's."""
    message = {"to": "01012345678", "content": "주문이 완료되었습니다."}
    request = {"plusFriendId": "@mart", "templateCode": "a" * 40, "messages": [message]}
    options: Options = pickle.loads(pickle.dumps(OPTIONS))  # noqa: S301 - ours
    report = judge.judge_of(options)(json.dumps(request).encode())
    assert report
    assert report.findings == ()


OPTIONS = Options(None, None, None, DEFAULT, MOST_LINE_BYTES)


class HereAndNow:
    """A pool that starts no process."""

    def __init__(self, _: int, __: object, begin: object, options: tuple[Options]) -> None:
        assert begin is workers.begin
        workers._judge = judge.judge_of(*options)

    def submit(self, work: Any, block: bytes) -> Future[bytes]:
        future: Future[bytes] = Future()
        future.set_result(work(block))
        return future

    def shutdown(self, **_: object) -> None:
        pass


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "ProcessPoolExecutor", HereAndNow)
    monkeypatch.setattr(workers, "_judge", None, raising=False)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="emptied"),
        pytest.param(lambda path: os.truncate(path, 50_000), id="shorter"),
        pytest.param(lambda path: path.write_bytes(b"5\n" + MANY), id="written anew"),
        pytest.param(lambda path: path.write_bytes(MANY * 2), id="longer"),
        pytest.param(lambda path: path.unlink(), id="deleted"),
        pytest.param(lambda path: path.rename(path.with_suffix(".1")), id="renamed"),
    ],
)
def test_a_file_that_changes_is_read_as_one_process_reads_it(
    change: Any, many: Path, tmp_path: Path
) -> None:
    results = []
    for processes in (1, 2):
        copy = tmp_path / f"{processes}.jsonl"
        copy.write_bytes(many.read_bytes())
        reports = check_lines(copy, processes=processes)
        change(copy)
        results.append(list(reports))
    assert results[0] == results[1]


@pytest.mark.usefixtures("here")
def test_a_pipe_is_read_by_the_process_that_was_asked(many: Path) -> None:
    with many.open("rb") as stream:
        path = f"/dev/fd/{stream.fileno()}"
        assert list(check_lines(path, processes=2)) == list(check_lines(many))


def test_the_reports_of_fine_lines_weigh_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_judge", judge.judge_of(OPTIONS), raising=False)
    lines = [FINE, b'{"text": "order", "title": "done"}'] * 1000
    assert len(workers.work(b"\n".join(lines))) < 2000 * 4


def test_no_more_processes_than_windows_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Pool(HereAndNow):
        def __init__(self, processes: int, context: Any, *_: object) -> None:
            asked.append(processes)
            assert context.get_start_method() == "spawn"  # a fork would copy other threads' locks

    monkeypatch.setattr(workers, "ProcessPoolExecutor", Pool)
    for processes in (2, 61, 62, 5000):
        assert list(workers.judged_by_workers([5_000_000], OPTIONS, processes)) == [5_000_000]
    assert asked == [2, 61, 61, 61]


@pytest.mark.parametrize(
    ("processes", "size", "started"),
    [
        pytest.param(2, 150, [2], id="two blocks"),
        pytest.param(2, 91, [], id="one block"),
        pytest.param(1, 150, [], id="one process"),
        pytest.param(3, 999, [3], id="more"),
    ],
)
def test_processes_are_started_where_there_is_enough_for_them(
    processes: int, size: int, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    class Pool(HereAndNow):
        def __init__(self, processes: int, *rest: Any) -> None:
            asked.append(processes)
            super().__init__(processes, *rest)

    monkeypatch.setattr(workers, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(workers, "_judge", None, raising=False)
    monkeypatch.setattr(lines_module, "_BLOCK", 100)
    monkeypatch.setattr(lines_module, "_FEW_BLOCKS", 2)
    data = (BAD + b"\n") * 100
    reports = check_lines(data[:size], processes=processes, ignore=["text-blank", "not-json"])
    assert [each.report.findings for each in reports] == [()] * reports.checked
    assert asked == started


def test_a_worker_that_was_killed_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = []

    class Pool(HereAndNow):
        def submit(self, *_: object) -> Future[bytes]:
            raise BrokenProcessPool

        def shutdown(self, **how: object) -> None:
            ended.append(how)

    monkeypatch.setattr(workers, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(workers, "_judge", None, raising=False)
    with pytest.raises(BrokenProcessPool) as broken:
        list(workers.judged_by_workers([FINE], OPTIONS, 2))
    assert "__main__" in broken.value.__notes__[0]
    assert ended == [{"cancel_futures": True}]


@pytest.mark.usefixtures("here")
def test_blocks_are_read_a_little_ahead() -> None:
    blocks = iter([FINE] * 50)
    assert next(workers.judged_by_workers(blocks, OPTIONS, 2)) == ([FINE], [FINE_REPORT])
    assert len([*blocks]) == 50 - 1 - 2 * 3


@pytest.mark.usefixtures("here", "many")
def test_no_more_is_read_than_a_little_ahead() -> None:
    stream = io.BytesIO((FINE + b"\n") * 20_000)
    next(check_lines(stream, processes=2))
    assert stream.tell() < 200_000


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals have no mask")
def test_what_starts_a_worker_keeps_interrupts_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def blocked() -> set[int]:
        return {*signal.pthread_sigmask(signal.SIG_BLOCK, [])}

    within = []

    class Pool(HereAndNow):
        def submit(self, work: Any, block: bytes) -> Future[bytes]:
            within.append(blocked())
            return super().submit(work, block)

    monkeypatch.setattr(workers, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(workers, "_judge", None, raising=False)
    before = blocked()
    assert len(list(workers.judged_by_workers([FINE], OPTIONS, 2))) == 1
    assert [each - before for each in within] == [{signal.SIGINT}]
    assert blocked() == before


def test_where_signals_have_no_mask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "pthread_sigmask", raising=False)
    with workers._interrupts_kept_back():
        assert found(FINE) == [(1, [])]


def test_a_worker_ignores_interrupts_and_ends_with_its_parent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[object] = []

    class Ended:
        def join(self) -> None:
            done.append("joined")

    class Here:
        def __init__(self, *, target: Any, args: Any, daemon: bool) -> None:
            assert daemon
            self.start = lambda: target(*args)

    monkeypatch.setattr(os, "_exit", done.append)
    monkeypatch.setattr(signal, "signal", lambda *ignored: done.append(ignored))
    monkeypatch.setattr(workers, "Thread", Here)
    monkeypatch.setattr(workers, "parent_process", Ended)
    monkeypatch.setattr(workers, "_judge", None, raising=False)
    workers.begin(OPTIONS)
    assert done == [(signal.SIGINT, signal.SIG_IGN), "joined", 1]
    assert workers._judge(FINE) == check_message({"text": "order"})


@pytest.mark.parametrize("end", ["throw", "drop", "kill"])
def test_processes_end_with_the_generator(end: str, many: Path) -> None:
    reports = check_lines(many, processes=2)
    next(reports)
    if end == "throw":
        with pytest.raises(KeyboardInterrupt):
            reports.throw(KeyboardInterrupt())
    elif end == "kill":
        for child in active_children():
            child.kill()
        with pytest.raises(BrokenProcessPool) as broken:
            list(reports)
        assert "__main__" in broken.value.__notes__[0]
    else:
        del reports
    assert children() == []


PROGRAM = """
import sys
from alimtalk_rules import check_lines, lines
if __name__ == "__main__":
    lines._BLOCK, lines._FEW_BLOCKS = 10_000, 2
    for report in check_lines(sys.argv[1], processes=2):
        print("begun", flush=True)
        sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no groups of processes")
@pytest.mark.parametrize("end", ["interrupt", "kill"])
def test_workers_end_with_their_program_and_say_nothing(
    end: str, many: Path, tmp_path: Path
) -> None:
    """A program in a group of its own, as a shell starts it, in the midst of its work."""
    script = tmp_path / "program.py"
    script.write_text(PROGRAM, encoding="utf-8")
    path = os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])
    with subprocess.Popen(
        [sys.executable, script, many],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=unmeasured(os.environ | {"PYTHONPATH": path}),
        start_new_session=True,
    ) as run:
        assert run.stdout
        assert run.stdout.readline() == b"begun\n"
        assert len(group_of(run.pid)) > 2
        if end == "interrupt":
            os.killpg(run.pid, signal.SIGINT)
            _, errors = run.communicate(timeout=60)
            assert errors.count(b"Traceback") == 1
            assert errors.rstrip().endswith(b"KeyboardInterrupt")
        else:
            run.kill()
        assert left_of(run.pid) == []


# --------------------------------------------------------------------------- templates

BOOK = TemplateBook([{"code": "done", "text": "#{이름}님, 완료되었습니다."}])


@pytest.mark.parametrize("processes", [1, 2])
def test_messages_beside_the_templates_that_they_are_closest_to(processes: int) -> None:
    lines = '{"text": "홍길동님, 완료되었습니다."}\n{"text": "홍길동님, 완료됐습니다."}\n'.encode()
    fits, unlike = (each.report for each in check_lines(lines, templates=BOOK, processes=processes))
    assert (fits.findings, fits.template) == ((), "done")
    assert ([each.rule for each in unlike.findings], unlike.template) == (["text-mismatch"], "done")


def test_lines_that_are_only_compared() -> None:
    """What is wrong in itself, the second line's title, is nobody's business."""
    request = {"text": "홍길동님, 완료되었습니다.", "templateCode": "done", "type": "TEMPLATE"}
    lines = [
        {"text": "홍길동님, 완료되었습니다."},
        {"text": "홍길동님, 완료됐습니다.", "title": 5},
        {"messages": [{"content": request, "destinations": [], "sender": "あ"}]},
        {"messages": [{"content": {**request, "text": "홍길동님"}}]},
    ]
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode() + b"\n\n{"
    found = [
        (each.line, each.report.document, [finding.rule for finding in each.report.findings])
        for each in match_lines(data, BOOK)
    ]
    assert found == [
        (1, "match", []),
        (2, "match", ["text-mismatch"]),
        (3, "payload", []),
        (4, "payload", ["text-mismatch", "missing-field", "missing-field"]),
        (6, "line", ["not-json"]),
    ]


@pytest.mark.parametrize("processes", [1, 2])
def test_reports_of_lines_that_are_compared(processes: int) -> None:
    lines = (
        '{"text": "홍길동님, 완료되었습니다."}\n{"text": "홍길동님", "text": "홍길동"}\n'.encode()
    )
    fits, unlike = (each.report for each in match_lines(lines, BOOK, processes=processes))
    assert fits == Report("match", template="done")
    assert [each.rule for each in unlike.findings] == ["duplicate-name", "text-mismatch"]
    assert unlike.template == "done"


def test_only_the_lines_that_do_not_match() -> None:
    lines = '{"text": "홍길동님, 완료되었습니다."}\n{"text": "완료"}\n\n{"text": ""}\n'.encode()
    unlike = match_lines(lines, BOOK, only="refused")
    assert [(each.line, each.report) for each in unlike] == [
        (each.line, each.report) for each in match_lines(lines, BOOK) if not each.report.ok
    ]
    assert unlike.checked == 3


def test_the_choices_of_a_match() -> None:
    line = '{"text": "홍길동님, 완료됐습니다."}'.encode()
    for options in ({"ignore": ["text-mismatch"]}, {"severity": {"text-mismatch": "note"}}):
        (found,) = match_lines(line, BOOK, **options)
        assert found.report.ok
    grown = f'{{"text": "{"홍" * 40}님, 완료되었습니다."}}'.encode()
    rules = [
        [each.rule for each in line.report.findings]
        for profile in ("infobip", "kakao")
        for line in match_lines(grown, BOOK, profile=profile)
    ]
    assert rules == [[], ["variable-growth"]]


def test_a_code_that_may_be_a_text_is_not_told() -> None:
    book = TemplateBook([{"code": "주문 완료", "text": "완료"}])
    (fits,) = match_lines('{"text": "완료"}'.encode(), book)
    assert (fits.report.ok, fits.report.template) == (True, None)


@pytest.mark.parametrize("lines_of", [check_lines, match_lines])
def test_nothing_is_compared_with_an_empty_book(lines_of: Any) -> None:
    (line,) = lines_of('{"text": "안내"}'.encode(), templates=TemplateBook())
    assert [each.rule for each in line.report.findings] == ["unknown-template"]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        pytest.param({"templates": {}}, TypeError, id="no book"),
        pytest.param({"processes": 0}, ValueError, id="no process"),
        pytest.param({"most_bytes": "1"}, TypeError, id="no number"),
        pytest.param({"only": "fine"}, ValueError, id="no such lines"),
        pytest.param({"ignore": ["no-such-rule"]}, ValueError, id="no rule"),
    ],
)
def test_a_wrong_option_of_a_match(options: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        match_lines(b"", **{"templates": BOOK, **options})


def test_templates_are_a_book() -> None:
    with pytest.raises(TypeError, match="TemplateBook"):
        check_lines(b"", templates={})  # type: ignore[arg-type]
