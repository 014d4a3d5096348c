"""Safe characters, wrapping, columns, progress bar; real terminals are in test_programs.py."""

import io
import json
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from alimtalk_rules.cli import terminal
from alimtalk_rules.cli.terminal import (
    Cell,
    Page,
    discard_output,
    in_columns,
    printable,
    printable_json,
    speak_utf8,
    watched,
)
from tests.cli.terminals import Terminal, on_a_terminal

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_terminal(monkeypatch, 50)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("주문 (1).json", "주문 (1).json", id="nothing to escape"),
        pytest.param("[red]a[/]", "[red]a[/]", id="markup is no control"),
        pytest.param("a\x1b[31m\a", "a\\x1b[31m\\x07", id="an escape sequence"),
        pytest.param("a\x9b31m\x7f", "a\\x9b31m\\x7f", id="C1 and DEL"),
        pytest.param("주문\x1b 🎁", "주문\\x1b 🎁", id="beside letters"),
        pytest.param("a\n\tb\r", "a\\n\\tb\\r", id="breaks and tabs"),
        pytest.param("a\u202eb\u2066", "a\\u202eb\\u2066", id="bidirectional controls"),
        pytest.param("a\u200b\u2028", "a\\u200b\\u2028", id="zero width and line separator"),
        pytest.param("a\udcff", "a\\udcff", id="a byte that was no UTF-8"),
        pytest.param("\U000e0041", "\\U000e0041", id="a tag"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(shown) == shown


@given(ANY_TEXT)
def test_what_is_printable_has_no_controls_and_json_stays_the_same(text: str) -> None:
    assert printable(text).isprintable()
    shown = printable_json(json.dumps(text, ensure_ascii=False))
    assert shown.isprintable()
    assert json.loads(shown) == json.loads(json.dumps(text))


def texts(rows: Iterator[list[Cell]]) -> list[str]:
    return ["".join(text for text, _ in row) for row in rows]


def test_both_streams_speak_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "ascii", "strict"))
    monkeypatch.setattr(sys, "stderr", None)
    speak_utf8()
    sys.stdout.write("주문\udcff")
    sys.stdout.flush()
    assert raw.getvalue() == "주문\\udcff".encode()
    sys.stderr.write("nowhere")
    sys.stderr.close()


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_what_nobody_takes_goes_nowhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    for each in ("stdout", "stderr"):
        monkeypatch.setattr(sys, each, io.StringIO())
    with file.open("w") as stream:
        monkeypatch.setattr(sys, name, stream)
        discard_output()
        stream.write("for nobody")
    assert file.read_text() == ""


def test_columns_count_hangul_twice_and_numbers_stand_right() -> None:
    rows = [[("주문", ""), ("1", "red"), ("a", "")], [("a", ""), ("1,000", ""), ("", "")]]
    assert texts(in_columns(rows, right={1})) == ["주문      1  a", "a     1,000   "]
    assert texts(in_columns([])) == []


def shown(stream: io.StringIO) -> list[str]:
    return [line.rstrip() for line in stream.getvalue().splitlines()]


LONG = "주문이 완료되었습니다. " * 3


def test_a_page_that_is_no_terminal_has_whole_lines() -> None:
    stream = io.StringIO()
    page = Page(stream)
    page.paragraph(LONG, ("  ", ""), ("→ ", "cyan"))
    page.line(("[b]:smile:[/b]", "bold"), ("  ", ""), cut=True)
    page.columns([[("a", "bold"), (LONG, "")], [("bcd", ""), ("1", "")]])
    assert (
        stream.getvalue() == f"  → {LONG.rstrip()}\n[b]:smile:[/b]\na    {LONG.rstrip()}\nbcd  1\n"
    )
    assert page.has_room_for([(LONG * 99, "")])


def test_a_page_that_is_a_terminal_wraps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("NO_COLOR", "1")
    stream = Terminal()
    page = Page(stream)
    page.paragraph(LONG, ("  → ", ""))
    page.columns([[("ab", ""), ("c", ""), (LONG, "")]], right={1})
    page.columns(
        [[("a", ""), ("1", ""), ("b", "")], [("cd", ""), ("20", ""), ("e", "")]], right={1}
    )
    page.columns([[("abcd", ""), (LONG, "")]])
    page.line(("[b]:smile:[/b] 'x'", "bold"))
    page.line(("x" * 40, ""), cut=True)
    page.line(("y" * 40, ""))
    assert shown(stream) == [
        "  → 주문이 완료되었습니다.",
        "    주문이 완료되었습니다.",
        "    주문이 완료되었습니다.",
        "ab  c",
        "  주문이 완료되었습니다.",
        "  주문이 완료되었습니다.",
        "  주문이 완료되었습니다.",
        *("a    1", "  b", "cd  20", "  e"),
        "abcd  주문이 완료되었습니다.",
        "      주문이 완료되었습니다.",
        "      주문이 완료되었습니다.",
        "[b]:smile:[/b] 'x'",
        "x" * 29 + "…",
        "y" * 30,
        "y" * 10,
    ]
    assert page.has_room_for([("x" * 30, "")])
    assert not page.has_room_for([("x" * 30, ""), ("", ""), ("x", "")])


def test_rows_on_a_terminal_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = on_a_terminal(monkeypatch, 50)
    row = [("a", ""), ("1", "red"), ("b", "")]
    Page(stream).columns([row, [("cd", ""), ("20", ""), ("y" * 50, "bold")]], right={1})
    assert stream.lines() == [
        "a   [color(1)] 1[/color(1)]  b",
        f"cd  20  [bold]{'y' * 42}[/bold]",
        f"        [bold]{'y' * 8}{' ' * 34}[/bold]",
    ]


@pytest.mark.parametrize(
    ("stream", "environment", "coloured"),
    [
        pytest.param(Terminal(), {}, True, id="a terminal"),
        pytest.param(Terminal(), {"NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param(Terminal(), {"NO_COLOR": ""}, True, id="NO_COLOR that is empty"),
        pytest.param(Terminal(), {"TERM": "dumb"}, False, id="a dumb terminal"),
        pytest.param(io.StringIO(), {"FORCE_COLOR": "1"}, False, id="no terminal, FORCE_COLOR"),
    ],
)
def test_colours(
    stream: io.StringIO,
    environment: dict[str, str],
    coloured: bool,  # noqa: FBT001 - tried
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    Page(stream).line(("a", "bold red"), (" [b]:smile: 1 'x'[/b] ", ""))
    expected = "\x1b[1;31ma\x1b[0m" if coloured else "a"
    assert stream.getvalue() == f"{expected} [b]:smile: 1 'x'[/b]\n"


# --- The progress bar ------------------------------------------------------------------------


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(terminal, "monotonic", clock)
    return clock


def drawn(stream: io.StringIO) -> str:
    """What was written since it was last asked for."""
    written = stream.getvalue()
    stream.seek(0)
    stream.truncate()
    return written


def test_a_bar_comes_after_a_second_and_goes(clock: Clock) -> None:
    stream = Terminal()
    items = watched(range(5, 505, 5), "[b]주문.jsonl", 500, int, Page(stream))
    for _ in range(11):
        next(items)
    clock.now += 0.9
    next(items)
    assert drawn(stream) == ""
    clock.now += 0.2
    next(items)
    first = drawn(stream)
    assert "[b]주문.jsonl" in first
    assert "13%" in first
    clock.now += 0.05
    next(items)
    assert drawn(stream) == "", "it is drawn ten times a second at most"
    clock.now += 0.1
    next(items)
    assert re.search(r"15%.*", drawn(stream))
    items.close()  # type: ignore[attr-defined]
    assert drawn(stream).endswith("\x1b[2K")


def test_a_bar_is_all_that_changes(clock: Clock) -> None:
    stream, before = Terminal(), (sys.stdout, sys.stderr, threading.active_count())
    items = watched([5, 250, 500], "[b]주문", 500, int, Page(stream))
    next(items)
    clock.now += 1
    next(items)
    bar = Text.from_ansi(drawn(stream).rpartition("\r")[2]).plain
    assert re.sub("[━╸╺]+", "━", bar) == "[b]주문 ━  50% ? -:--:--"
    assert (sys.stdout, sys.stderr, threading.active_count()) == before


def test_a_bar_of_a_stream_without_end(clock: Clock) -> None:
    stream = Terminal()
    items = watched([1, 2], "-", None, int, Page(stream))
    next(items)
    clock.now += 2
    assert list(items) == [2]
    assert "%" not in drawn(stream)


@pytest.mark.parametrize("page", [None, Page(io.StringIO())])
def test_no_bar_but_on_a_terminal(page: Page | None, clock: Clock) -> None:
    for _ in watched(range(9), "x", 9, int, page):
        clock.now += 2
    assert page is None or page.console is None
