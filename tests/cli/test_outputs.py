"""Files that are written beside their names, and lines that are sorted into them."""

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import check_lines
from alimtalk_rules.cli.outputs import PRIVATE, Output, Split, written
from alimtalk_rules.report import Report

BOM = b"\xef\xbb\xbf"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def interrupted(files: list[Output], data: bytes = b"") -> None:
    with written(files):
        files[0].write(data)
        raise KeyboardInterrupt


def names() -> list[str]:
    return [path.name for path in Path().iterdir()]


def test_what_was_there_stays_until_all_is_written(folder: Path) -> None:
    Path("a").write_text("precious")
    output = Output("a")
    with written([output]):
        assert names() == ["a"]
        output.write(b"new")
        assert output.part
        assert Path(output.part).parent == folder
        assert Path("a").read_text() == "precious"
    assert names() == ["a"]
    assert Path("a").read_bytes() == b"new"
    assert output.part is None


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes")
@pytest.mark.parametrize(("mode", "expected"), [(PRIVATE, 0o600), (0o666, 0o644)])
def test_the_mode(mode: int, expected: int) -> None:
    before = os.umask(0o022)
    output = Output("a", mode)
    with written([output]):
        output.begin()
    os.umask(before)
    assert stat.S_IMODE(Path("a").stat().st_mode) == expected


def test_what_never_began_is_not_there() -> None:
    Path("a").write_text("precious")
    with written([Output("a"), Output("b")]):
        pass
    assert names() == ["a"]
    assert Path("a").read_text() == "precious"


@pytest.mark.parametrize(("data", "left"), [(b"half", True), (b"", False)])
def test_an_interrupt_leaves_what_was_written_beside(data: bytes, left: bool) -> None:  # noqa: FBT001 - tried
    output, unused = Output("a"), Output("b")
    with pytest.raises(KeyboardInterrupt):
        interrupted([output, unused], data)
    assert [name.endswith(".part") for name in names()] == [True] * left
    assert not output.part or Path(output.part).read_bytes() == data


def test_a_link_stays_one(folder: Path) -> None:
    Path("link").symlink_to("a")
    output = Output("link")
    with written([output]):
        output.write(b"new")
    assert Path("link").is_symlink()
    assert Path("a").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="no such file")
def test_a_device_is_written_as_it_is() -> None:
    output = Output("/dev/null")
    with written([output]):
        output.write(b"new")
        assert output.part is None
    with pytest.raises(KeyboardInterrupt):
        interrupted([Output("/dev/null")])


def test_standard_output_stays_open(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with written([output := Output("-")]):
        output.write(b"a")
    with pytest.raises(KeyboardInterrupt):
        interrupted([Output("-")], b"b")
    sys.stdout.buffer.flush()
    assert capfdbinary.readouterr().out == b"ab"


@pytest.mark.parametrize(("data", "left"), [(b"half", True), (b"", False)])
def test_what_is_not_whole_stays_beside(data: bytes, left: bool) -> None:  # noqa: FBT001 - tried
    Path("a").write_text("precious")
    split = Split(Output("a"), None, "error", "en")
    assert split.accepted
    with written([split.accepted]):
        split.accepted.write(data)
        assert split.written() == ("a", None)
        split.leave_beside()
        assert split.written() == (None, None)
    assert Path("a").read_text() == "precious"
    assert [name.endswith(".part") for name in sorted(names())] == [False] + [True] * left
    assert not split.accepted.part or Path(split.accepted.part).read_bytes() == data


def test_text_is_utf8_whatever_it_is() -> None:
    output = Output("a")
    with written([output]):
        output.text().write("주문\udcff\n")
    assert Path("a").read_bytes() == "주문\\udcff\n".encode()


def test_errors_name_the_file() -> None:
    with pytest.raises(FileNotFoundError) as caught:
        Output("no/folder").begin()
    assert caught.value.filename == "no/folder"


def write_text(output: Output) -> None:
    output.text().write("a")
    output.end()


def flush_text(output: Output) -> None:
    stream = output.text()
    stream.write("a")
    stream.flush()


def write_much(output: Output) -> None:
    output.write(b"a" * 1_000_000)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize("write", [write_text, flush_text, write_much])
def test_errors_name_a_full_device(write: Callable[[Output], None]) -> None:
    output = Output("/dev/full")
    with pytest.raises(OSError, match="/dev/full") as caught:
        write(output)
    assert caught.value.filename == "/dev/full"
    output.abandon()


# --- Sorting ---------------------------------------------------------------------------------

LINES = [
    BOM + b'{"text": "fine"}',
    '{"text": "${이름}\u2028"}'.encode(),
    b'{"text": ""}\r',
    '{"text": "주문'.encode(),
    "주문".encode("cp949"),
    b"x" * 50,
]


def split(fail_on: str = "error", lang: str = "en") -> tuple[bytes, list[dict[str, Any]]]:
    accepted, rejects = Output("good"), Output("bad")
    sorter = Split(accepted, rejects, fail_on, lang)
    with written([accepted, rejects]):
        for each in check_lines(b"\n".join(LINES), most_bytes=45):
            sorter.add("주문.jsonl", each)
    text = Path("bad").read_text(encoding="utf-8")
    return Path("good").read_bytes(), [json.loads(line) for line in text.split("\n")[:-1]]


@pytest.mark.parametrize(
    ("fail_on", "accepted", "rejects"),
    [
        ("error", [1, 2], [3, 4, 5, 6]),
        ("never", [1, 2], [3, 4, 5, 6]),
        ("warning", [1], [2, 3, 4, 5, 6]),
    ],
)
def test_lines_are_sorted_as_severely_as_asked(
    fail_on: str, accepted: list[int], rejects: list[int]
) -> None:
    good, bad = split(fail_on)
    assert good == b"".join(LINES[line - 1].removeprefix(BOM) + b"\n" for line in accepted)
    assert [each["line"] for each in bad] == rejects


def test_rejects_have_findings_and_the_line_itself() -> None:
    reports = list(check_lines(b"\n".join(LINES), most_bytes=45))[1:]
    originals: list[dict[str, Any]] = [
        {"text": LINES[1].decode()},
        {"text": '{"text": ""}\r'},
        {"text": '{"text": "주문'},
        {"base64": "wda5rg=="},
        {"text": None},
    ]
    rejects = split("warning", "ko")[1]
    assert Path("bad").read_text(encoding="utf-8").startswith('{"file": "주문.jsonl", "line": 2')
    assert rejects == [
        {
            "file": "주문.jsonl",
            "line": each.line,
            "offset": each.offset,
            "document": each.report.document,
            "findings": each.report.to_dict("ko")["findings"],
            **original,
        }
        for each, original in zip(reports, originals, strict=True)
    ]


def test_a_name_that_is_no_utf_8_is_written_as_an_escape() -> None:
    rejects = Output("bad")
    with written([rejects]):
        Split(None, rejects, "error", "en").add("\udcff.jsonl", next(iter(check_lines(b"{"))))
    assert json.loads(Path("bad").read_bytes())["file"] == "\udcff.jsonl"


def test_what_is_neither_is_in_neither() -> None:
    (ignored,) = check_lines(b"{", ignore=["not-json"])
    (fine,) = check_lines(b'{"text": "a"}')
    assert ignored.report == Report("line")
    sorter = Split(Output("good"), Output("bad"), "error", "en")
    sorter.add("a", ignored)
    Split(None, None, "error", "en").begin()
    Split(None, Output("bad"), "error", "en").add("a", fine)
    Split(Output("good"), None, "error", "en").add("a", next(iter(check_lines(b"5"))))
    assert names() == []
