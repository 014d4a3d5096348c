"""Safe characters, wrapping, columns, progress bar; real terminals are in test_commands.py."""

import io
import json
import re
import sys
from time import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alimtalk_rules.cli import terminal
from alimtalk_rules.cli.terminal import Bar, Page, in_columns, printable, printable_json

ANY_TEXT = st.text(st.characters(exclude_categories=()))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "50")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("주문 (1).json", "주문 (1).json", id="nothing to escape"),
        pytest.param("[red]a[/]", "[red]a[/]", id="markup is no control"),
        pytest.param("a\x1b[31m\a", "a\\x1b[31m\\x07", id="an escape sequence"),
        pytest.param("a\x9b31m\x7f", "a\\x9b31m\\x7f", id="C1 and DEL"),
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
def test_what_is_printable_has_no_controls(text: str) -> None:
    assert printable(text).isprintable()


@given(ANY_TEXT)
def test_json_stays_the_same(text: str) -> None:
    shown = printable_json(json.dumps(text, ensure_ascii=False))
    assert shown.isprintable()
    assert json.loads(shown) == json.loads(json.dumps(text))


def test_columns_count_hangul_twice() -> None:
    rows = [[("주문", ""), ("오류", "red"), ("a", "")], [("a", ""), ("b", "red"), ("", "")]]
    assert list(in_columns(rows)) == [
        [("주문  ", ""), ("오류  ", "red"), ("a", "")],
        [("a     ", ""), ("b     ", "red"), ("", "")],
    ]


def test_no_rows() -> None:
    assert list(in_columns([])) == []


LONG = "주문이 완료되었습니다. " * 5


@pytest.mark.parametrize(
    ("lead", "columns", "lines"),
    [
        pytest.param(
            "  → ",
            "30",
            ["  → 주문이 완료되었습니다.", *["    주문이 완료되었습니다."] * 4],
            id="lines stand even",
        ),
        pytest.param(
            "x" * 20,
            "40",
            ["x" * 20, "    주문이 완료되었습니다. 주문이", None],
            id="too little room beside a long lead",
        ),
        pytest.param("", "10", ["주문이", "완료되었습", "니다.", None], id="narrower than a word"),
        pytest.param("  ", "3", ["  주문이", "  완료되었습", None], id="narrower than anything"),
    ],
)
def test_a_paragraph_on_a_terminal(
    lead: str, columns: str, lines: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    stream = Terminal()
    Page(stream).paragraph(LONG, lead)
    shown = stream.getvalue().splitlines()
    expected = lines[:-1] if lines[-1] is None else lines
    assert shown[: len(expected)] == expected
    assert (len(shown) == len(expected)) == (lines[-1] is not None)


def test_a_paragraph_elsewhere_is_one_line() -> None:
    stream = io.StringIO()
    Page(stream).paragraph(LONG, "  ", ("→ ", "cyan"))
    assert stream.getvalue() == f"  → {LONG.rstrip()}\n"


@pytest.mark.parametrize(
    ("stream", "environment", "coloured"),
    [
        pytest.param(Terminal(), {}, True, id="a terminal"),
        pytest.param(Terminal(), {"NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param(Terminal(), {"NO_COLOR": ""}, True, id="NO_COLOR that is empty"),
        pytest.param(Terminal(), {"TERM": "dumb"}, False, id="a dumb terminal"),
        pytest.param(io.StringIO(), {}, False, id="no terminal"),
        pytest.param(io.StringIO(), {"FORCE_COLOR": "1"}, False, id="no terminal, FORCE_COLOR"),
    ],
)
def test_colours(
    stream: io.StringIO,
    environment: dict[str, str],
    coloured: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    Page(stream).line(("a", "bold red"), " [b]:smile: 1 'x'[/b] ")
    expected = "\x1b[1;31ma\x1b[0m" if coloured else "a"
    assert stream.getvalue() == f"{expected} [b]:smile: 1 'x'[/b]\n"


# The progress bar


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

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


def test_the_bar_comes_after_a_second_of_silence(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with Bar() as bar:
        lines = bar.watch(range(5, 505, 5), "[b]주문.jsonl", 500, done=int)
        for line in range(10):
            assert next(lines) == 5 * line + 5
        clock.now += 0.9
        next(lines)
        assert drawn(stream) == ""
        clock.now += 0.2
        next(lines)
        first = drawn(stream)
        assert "[b]주문.jsonl" in first
        assert "12%" in first
        clock.now += 0.05
        next(lines)
        assert drawn(stream) == "", "it is drawn ten times a second at most"
        clock.now += 0.1
        next(lines)
        assert "14%" in drawn(stream)
        sleep(0.01)  # the clock of rich itself
        for _ in range(4):
            clock.now += 0.2
            next(lines)
        shown = drawn(stream)
        assert "18%" in shown
        assert re.search(r"[0-9.]+ [kM]?B(ytes)?/s|[0-9]+ bytes/s", shown), "the rate"
        assert re.search(r"[0-9]:[0-9]{2}:[0-9]{2}", shown), "the time that is left"

        bar.make_way(io.StringIO())
        assert drawn(stream) == "", "what goes elsewhere is not in its way"
        bar.make_way(stream)
        assert "\x1b[2K" in drawn(stream)
        clock.now += 0.5
        next(lines)
        assert drawn(stream) == ""
        clock.now += 0.5
        next(lines)
        assert "20%" in drawn(stream)
    assert drawn(stream).endswith("\x1b[2K")


def test_the_bar_of_a_stream_without_end(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with Bar() as bar:
        lines = bar.watch([1, 2], "-", None, done=int)
        next(lines)
        clock.now += 2
        next(lines)
        assert "%" not in drawn(stream)
        assert list(lines) == []


def test_no_bar_but_on_a_terminal(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with Bar() as bar:
        for _ in bar.watch(range(9), "x", 9, done=int):
            clock.now += 2
    assert stream.getvalue() == ""
