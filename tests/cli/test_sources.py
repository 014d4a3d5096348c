"""From files to what is shown of them: folders, packed files, other formats, lines."""

import bz2
import gzip
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import KAKAO, TemplateBook, check_lines, reading
from alimtalk_rules.cli import sources, terminal
from alimtalk_rules.cli.comparing import matcher
from alimtalk_rules.cli.items import Checked, Item
from alimtalk_rules.cli.outputs import Output, Split, written
from alimtalk_rules.cli.phrases import PHRASES, phrase
from alimtalk_rules.cli.sources import (
    JSON_SUFFIXES,
    Items,
    documents_of,
    files_in,
    has_lines,
    lines_in,
    matched_lines_in,
)
from alimtalk_rules.cli.terminal import Page
from alimtalk_rules.reading import ReadError
from alimtalk_rules.report import Report
from tests.cli.terminals import on_a_terminal

BOM = b"\xef\xbb\xbf"
KOREAN = '{"text": "주문이 완료되었습니다."}'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, data: bytes) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(data)
    return name


def lines(data: bytes, *, name: str = "a.jsonl", **options: Any) -> list[Item]:
    """What is found on the lines of a file."""
    none = Split(None, None, "error", "en")
    return list(lines_in(write(name, data), options, none, None))


def documents(name: str) -> list[Item]:
    def judge(_: object) -> Checked:
        return Checked(Report("message"))

    return list(documents_of(name, judge, {}))


# --- Folders ---------------------------------------------------------------------------------


def test_a_folder_is_its_files() -> None:
    for name in ("b.JSON", "a.jsonl", "c/d.ndjson.gz", "c/e.txt", ".git/f.json", "c/.g.json"):
        write(f"folder/{name}", b"")
    os.mkdir("empty")  # noqa: PTH102
    found = files_in(["x", "folder", "-", "empty", "a\0b"], JSON_SUFFIXES)
    below = ["a.jsonl", "b.JSON", "c/.g.json", "c/d.ndjson.gz"]
    expected = [str(Path("folder") / name) for name in below]
    assert found == ["x", *expected, "-", "a\0b"]


def test_names_of_json_lines() -> None:
    names = ["a.jsonl", "a.NDJSON", "a.jsonl.gz", "a.ndjson.zst", "a.json", "a.json.gz", "-"]
    assert [has_lines(name) for name in names] == [True] * 4 + [False] * 3


# --- What files are ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"PK\x03\x04...", "is-zip", id="zip"),
        pytest.param(bz2.compress(b"{}"), "is-compressed", id="bzip2"),
        pytest.param(b"%PDF-1.7", "is-document", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "is-image", id="PNG"),
        pytest.param(gzip.compress(b"{}"), "is-compressed", id="gzip of another name"),
    ],
)
def test_what_is_no_json_is_told_by_what_it_is(name: str, data: bytes, reason: str) -> None:
    write(name, data)
    found = lines(data) if name == "a.jsonl" else documents(name)
    assert [item.reason for item in found if isinstance(item, ReadError)] == [reason]
    for lang in PHRASES:
        assert phrase(lang, reason)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("a.csv", "is-csv"), ("a.TSV", "is-csv"), ("a.xlsx", "is-document"), ("a", "value-expected")],
)
def test_a_table_is_told_by_its_name(name: str, reason: str) -> None:
    (item,) = documents(write(name, b"name,text\n"))
    assert isinstance(item, ReadError)
    assert item.reason == reason


PACKERS: Any = {"gz": gzip.compress, "zst": reading._zstd().compress}


@pytest.mark.parametrize("form", PACKERS)
def test_packed_files_are_read(form: str) -> None:
    pack = PACKERS[form]
    assert isinstance(documents(write(f"a.json.{form}", pack(b"{}")))[0], Checked)
    data, name = pack(b'{"text": "a"}\n{"text": ""}\n'), f"a.jsonl.{form}"
    assert [item.line for item in lines(data, name=name)] == [1, 2]  # type: ignore[union-attr]
    assert len(documents(name)) == 2


def reason_of(name: str, data: bytes) -> str:
    (item,) = lines(data, name=name) if "l" in name else documents(write(name, data))
    assert isinstance(item, ReadError)
    return item.reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        *[("a.json.gz", "gzip-broken"), ("a.jsonl.GZ", "gzip-broken")],
        *[("a.json.zst", "zstd-broken"), ("a.jsonl.ZST", "zstd-broken")],
    ],
)
def test_packed_files_that_are_damaged(name: str, reason: str) -> None:
    pack = PACKERS[name.rpartition(".")[2].lower()]
    assert reason_of(name, pack(b"\n" * 99)[:-9]) == reason
    assert reason_of(name, b"{}") == reason


def test_a_packed_file_that_is_not_there() -> None:
    for item in (*documents("a.json.gz"), *documents("a.jsonl.zst")):
        assert isinstance(item, ReadError)
        assert item.reason == "no-such-file"


@pytest.mark.parametrize("name", ["a.json.zst", "a.jsonl.zst"])
def test_where_nothing_reads_zstd(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, module, None)
    assert reason_of(name, b"") == "zstd-missing"
    assert all("alimtalk-rules[zstd]" in phrase(lang, "zstd-missing") for lang in PHRASES)


# --- Lines -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "places"),
    [
        pytest.param(b'{"text": "a"}', [], id="fine"),
        pytest.param(b'{"text": ""}', [(2, 10)], id="a value"),
        pytest.param('{"title": "가", "text": ""}\r'.encode(), [(2, 24)], id="columns are letters"),
        pytest.param(BOM + b'{"text": "a\\r"}', [(2, 12)], id="the mark is no column"),
        pytest.param(b'{"text": "b", "text": "a"}', [(2, 23)], id="a name twice"),
        pytest.param(b'{"x": 1, "text": "", "y": 2}', [(2, 18), (2, 7), (2, 27)], id="three"),
    ],
)
def test_lines(line: bytes, places: list[tuple[int, int]]) -> None:
    (item,) = lines(b"\n" + line)
    assert isinstance(item, Checked)
    assert (item.line, item.pointer) == (2, "")
    assert [item.place(found) for found in item.report.findings] == places


@pytest.mark.parametrize(
    ("data", "rule", "reason", "place", "values"),
    [
        pytest.param(b"\n{", "not-json", "name-expected", (2, 2), {}, id="no JSON"),
        pytest.param(b"{} {}", "not-json", "more-on-line", (1, 4), {}, id="no use of --lines"),
        pytest.param(
            KOREAN.encode("cp949"),
            "not-utf-8",
            "looks-like-cp949",
            (1, 11),
            {"encoding": "CP949"},
            id="CP949",
        ),
        pytest.param(
            b"\n".join([KOREAN.encode("cp949")] * 50),
            "not-utf-8",
            "file-in-cp949",
            (1, 11),
            {"encoding": "CP949", "lines": 50},
            id="a file in CP949",
        ),
        pytest.param(
            b'\n"\xff"', "not-utf-8", "not-utf-8", (2, 2), {"encoding": "unknown"}, id="no UTF-8"
        ),
        pytest.param(
            KOREAN.encode("utf-16"),
            "not-utf-8",
            "other-encoding",
            (1, 1),
            {"encoding": "UTF-16"},
            id="UTF-16",
        ),
        pytest.param(
            b"\n" + b"x" * 40,
            "line-too-long",
            "line-too-long",
            (2, 1),
            {"bytes": 40, "limit": 30},
            id="too long",
        ),
    ],
)
def test_lines_that_cannot_be_read(
    data: bytes, rule: str, reason: str, place: tuple[int, int], values: dict[str, Any]
) -> None:
    (item,) = lines(data, most_bytes=50 if rule == "not-utf-8" else 30)
    assert isinstance(item, ReadError)
    assert (item.rule, item.reason, item.place, item.values) == (rule, reason, place, values)
    for lang in PHRASES:
        assert phrase(lang, reason, **values)


@pytest.mark.parametrize(("ignore", "found"), [((), ["duplicate-name"]), (["duplicate-name"], [])])
def test_names_that_stand_twice_in_a_file(ignore: list[str], found: list[str]) -> None:
    write("a.json", b'[{"text": "a"},\n {"text": "b", "text": "c"}]')
    chosen = {"ignore": ignore}
    first, second = documents_of("a.json", lambda _: Checked(Report("message")), chosen)
    assert isinstance(second, Checked)
    assert first == Checked(Report("message"), "/0")
    assert [each.rule for each in second.report.findings] == found
    assert [second.place(each) for each in second.report.findings] == [(2, 24)] * len(found)


def test_of_lines_as_documents_too() -> None:
    write("a.jsonl", b"{} {}\n{}\n{")
    reasons = [getattr(item, "reason", None) for item in documents("a.jsonl")]
    assert reasons == ["more-on-line", None, "name-expected"]


def test_a_broken_line_whose_rule_is_ignored_is_passed_over() -> None:
    assert [item.line for item in lines(b"{\n5", ignore=["not-json"])] == [2]  # type: ignore[union-attr]


def test_a_process_that_was_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> Iterator[Any]:
        yield from check_lines(b"5")
        raise BrokenProcessPool

    monkeypatch.setattr(sources, "check_lines", killed)
    first, last = lines(b"5")
    assert isinstance(first, Checked)
    assert isinstance(last, ReadError)
    assert last.reason == "process-killed"


def checked_lines(name: str, bar: Page) -> Items:
    return lines_in(name, {}, Split(None, None, "error", "en"), bar)


def compared_lines(name: str, bar: Page) -> Items:
    book = TemplateBook([{"code": "a", "text": "가나다"}])
    chosen = {"profile": KAKAO, "ignore": (), "severity": {}}
    judge = matcher(book, chosen, show_text=False)
    return matched_lines_in(name, {"templates": book, **chosen}, judge, bar, show_text=False)


@pytest.mark.parametrize("read", [checked_lines, compared_lines])
def test_a_bar_shows_how_much_of_a_file_is_read(
    read: Callable[[str, Page], Items], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "monotonic", count(step=2).__next__)
    data = b"5\n" * 4
    for name, expected in (
        (write("a\x1b.jsonl", data), ["0", "25", "50", "75"]),
        (write("a\x1b.jsonl.gz", gzip.compress(data)), []),
    ):
        stream = on_a_terminal(monkeypatch, 100)
        assert len([*read(name, Page(stream))]) == 4
        shown = stream.getvalue()
        assert "a\\x1b.jsonl" in shown
        assert [*dict.fromkeys(re.findall(r" (\d+)%", shown))] == expected


@pytest.mark.parametrize("processes", [1, 2])
def test_accepted_lines_are_those_of_the_file(processes: int) -> None:
    """However the source is read: the lines that nothing was found in are remembered."""
    fine = [b'{"text": "%d"}' % n + b" " * (n * 7919 % 3000) for n in range(2_000)]
    mixed = [line for n, fine_line in enumerate(fine) for line in ([b"{", b""][n % 2], fine_line)]
    write("a.jsonl", b"\n".join([*mixed, b"x" * 50_000]))
    accepted = Output("good")
    sorter = Split(accepted, None, "error", "en")
    options = {"processes": processes, "most_bytes": 10_000}
    with written([accepted]):
        items = list(lines_in("a.jsonl", options, sorter, None))
    assert len(items) == 3_001
    assert Path("good").read_bytes() == b"\n".join(fine) + b"\n"


def test_no_file_begins_no_output() -> None:
    sorter = Split(Output("good"), Output("bad"), "error", "en")
    (item,) = lines_in("missing.jsonl", {}, sorter, None)
    assert isinstance(item, ReadError)
    assert list(Path().iterdir()) == []
    with pytest.raises(OSError, match="no/folder"):
        list(lines_in(write("a.jsonl", b""), {}, Split(None, Output("no/folder"), "", ""), None))


def test_a_stream_that_has_no_first_bytes_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    assert isinstance(documents("-")[0], Checked)
