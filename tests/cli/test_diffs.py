"""``check --diff`` shows what ``--fix`` would change, and writes nothing."""

import difflib
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alimtalk_rules.cli import diffs, terminal
from alimtalk_rules.mending.edits import Change, changed
from tests.cli.program import alimtalk, write
from tests.cli.terminals import on_a_terminal
from tests.cli.test_fixing import FINE, IN_LINES, LINES, UNLIKE, WORSE, folder, line

__all__ = ["folder"]


def test_a_diff_of_a_file() -> None:
    write("m.json", f'{{\n  "x": 1,\n  {line(UNLIKE)[1:-1]},\n  "y": 2}}\n')
    before = Path("m.json").read_bytes()
    result = alimtalk(
        "check", "m.json", "--templates", "t.json", "--ignore", "unknown-field", "--diff"
    )
    assert result.stdout == (
        "--- m.json\n+++ m.json\n@@ -1,4 +1,4 @@\n"
        ' {\n   "x": 1,\n'
        f"-  {line(UNLIKE)[1:-1]},\n+  {line(FINE)[1:-1]},\n"
        '   "y": 2}\n'
    )
    assert (result.exit_code, result.stderr) == (1, "1 place would be fixed; nothing is written.\n")
    assert Path("m.json").read_bytes() == before


@example(drawn=[1, *[0] * 6, 1], ended=True)  # as far from each other as one hunk allows
@example(drawn=[1, *[0] * 7, 1], ended=True)
@given(st.lists(st.integers(0, 2), min_size=1, max_size=40).filter(any), st.booleans())
def test_hunks_are_those_of_difflib(drawn: list[int], ended: bool) -> None:  # noqa: FBT001 - drawn
    """Of each line the number says how many changes it has."""
    text = "\n".join(f"<{number}>" for number in range(len(drawn))) + "\n" * ended
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
    changes = [
        Change(start + at, start + at + 1, "!!")
        for start, count in zip(starts, drawn, strict=False)
        for at in range(count)
    ]
    old, new = diffs.lines_of(text), diffs.lines_of(changed(text, changes))
    _, _, *hunks = difflib.unified_diff(old, new)
    assert [*diffs.hunks_of(text, changes)] == hunks


def test_a_diff_with_lines_less() -> None:
    """What is shown behind them has other numbers."""
    empty, rest = '{"kakaoAlim": {\n"text": "주문 완료",\n"buttons": []\n}}', ",\n1" * 9
    write("r.json", f"[{empty},\n{empty}{rest},\n{empty}{rest},\n{empty}]\n")
    output = alimtalk("check", "r.json", "--gateway", "infobip-omni", "--diff").stdout
    less = '-"text": "주문 완료",\n-"buttons": []\n+"text": "주문 완료"\n'
    assert output == (
        "--- r.json\n+++ r.json\n@@ -1,10 +1,8 @@\n"
        f' [{{"kakaoAlim": {{\n{less} }}}},\n {{"kakaoAlim": {{\n{less} }}}},\n 1,\n 1,\n'
        "@@ -16,8 +14,7 @@\n"
        f' 1,\n 1,\n {{"kakaoAlim": {{\n{less} }}}},\n 1,\n 1,\n'
        "@@ -29,6 +26,5 @@\n"
        f' 1,\n 1,\n {{"kakaoAlim": {{\n{less} }}}}]\n'
    )


def test_a_diff_of_lines() -> None:
    Path("c.jsonl").write_bytes(LINES)
    result = alimtalk(*IN_LINES, "--diff")
    assert result.stdout.replace("\r", "") == (
        "--- c.jsonl\n+++ c.jsonl\n"
        f"@@ -1 +1 @@\n-\ufeff{json.dumps(UNLIKE)}\n+\ufeff{json.dumps(FINE)}\n"
        f"@@ -8 +8 @@\n-{line(UNLIKE)}\n\\ No newline at end of file\n"
        f"+{line(FINE)}\n\\ No newline at end of file\n"
    )
    assert result.exit_code == 3
    assert result.stderr.startswith("c.jsonl:5:2  This is not JSON")
    assert Path("c.jsonl").read_bytes() == LINES


@pytest.mark.parametrize(
    ("document", "options", "code"),
    [
        pytest.param(UNLIKE, ["--templates", "t.json"], 1, id="there is something to fix"),
        pytest.param(UNLIKE, [], 0, id="nothing without its template"),
        pytest.param(UNLIKE, ["--unsafe-fixes"], 1, id="but on request"),
        pytest.param(WORSE, ["--templates", "t.json"], 0, id="errors that nobody can fix"),
    ],
)
@pytest.mark.parametrize("of_lines", [[], ["--lines"]])
def test_whether_there_is_a_diff_decides_the_exit_code(
    document: object, options: list[str], code: int, of_lines: list[str]
) -> None:
    result = alimtalk("check", "--diff", "-q", *options, *of_lines, stdin=line(document))
    assert (result.exit_code, bool(result.stdout), result.stderr) == (code, code == 1, "")


def test_a_diff_of_what_cannot_be_read() -> None:
    result = alimtalk("check", "none.json", "none.jsonl", "--diff")
    assert (result.exit_code, result.stdout) == (3, "")
    assert [line[-22:] for line in result.stderr.splitlines()] == ["There is no such file."] * 2


def test_a_diff_of_a_compressed_file() -> None:
    Path("c.jsonl.gz").write_bytes(gzip.compress(line(UNLIKE).encode()))
    assert alimtalk("check", "c.jsonl.gz", "--templates", "t.json", "--diff").stdout == (
        f"--- c.jsonl.gz\n+++ c.jsonl.gz\n@@ -1 +1 @@\n-{line(UNLIKE)}\n+{line(FINE)}\n"
    )


def test_a_diff_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_a_terminal(monkeypatch)
    page = terminal.Page(shown)
    for each in ("@@ -1 +1 @@\n", '-"a\u00a0b"\r\n', '+"a b"\n\\ No newline\n', ' "X\n'):
        diffs.show_line(each, page, shown)
    assert shown.getvalue() == (
        "\x1b[36m@@ -1 +1 @@\x1b[0m\n"
        '\x1b[31m-"a\\u00a0b"\\u000d\x1b[0m\n'
        '\x1b[32m+"a b"\x1b[0m\n\x1b[32m\\ No newline\x1b[0m\n'
        ' "X\n'
    )
