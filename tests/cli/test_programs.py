"""The command line as a program: encodings, pipes, signals, terminals, missing packages."""

import json
import os
import signal
import subprocess
import sys
import types
from pathlib import Path
from threading import Timer

import pytest

from alimtalk_rules import RULES
from alimtalk_rules.__main__ import main
from tests.cli.program import PROGRAM, environment, program, write
from tests.processes import left_of, unmeasured

FINE = {"text": "주문이 완료되었습니다."}
BAD = FINE | {"title": "주문 완료", "image": {"width": 800, "height": 400}}

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals, pipes, shells")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("fine.json", FINE)
    write("bad.json", BAD)


def write_large() -> None:
    """More than a block, so that there is work for two processes."""
    write("large.jsonl", "\n".join([json.dumps(FINE) + " " * 2_000, json.dumps(BAD)] * 1_500))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, id="LC_ALL=C"),
        pytest.param({"PYTHONIOENCODING": "cp949:strict"}, id="PYTHONIOENCODING=cp949"),
    ],
)
def test_utf8_whatever_the_locale(changes: dict[str, str]) -> None:
    message = json.dumps({"text": "주문 🎁"}, ensure_ascii=False).encode()
    run = program("check", "-", "missing.json", "--lang", "ko", stdin=message, **changes)
    assert run.returncode == 3
    assert "<stdin>       정상  본문".encode() in run.stdout
    assert run.stderr.decode() == "missing.json  파일이 없습니다.\n"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param(b"[red]x:smile:.json", "[red]x:smile:.json", id="markup, name of an emoji"),
        pytest.param(
            "a\x1b[31m\x07\u202e.json".encode(), "a\\x1b[31m\\x07\\u202e.json", id="controls"
        ),
        pytest.param(b"a\xff.json", "a\\udcff.json", id="no UTF-8"),
    ],
)
def test_names_of_files_are_shown_and_not_obeyed(name: bytes, shown: str) -> None:
    Path(os.fsdecode(name)).write_bytes(json.dumps(BAD).encode())
    run = program("check", name, name + b"x")
    assert run.stdout.decode().startswith(f"{shown}:1:1  error  title-with-image\n")
    assert run.stderr.decode() == f"{shown}x  There is no such file.\n"

    run = program("check", name, name + b"x", "--format", "json")
    assert run.returncode == 3
    assert all(line.isprintable() for line in run.stdout.decode().splitlines())
    assert json.loads(run.stdout)["documents"][0]["file"] == os.fsdecode(name)


def test_lines_are_neither_wrapped_nor_cut_nor_coloured_in_a_pipe() -> None:
    run = program("rules", "--lang", "ko", COLUMNS="20", FORCE_COLOR="1")
    assert len(run.stdout.decode().splitlines()) == len(RULES)
    assert b"\x1b" not in run.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["rules"], id="text"),
        pytest.param(["check", "bad.json", "--format", "json"], id="findings in JSON"),
        pytest.param(["check", "--help"], id="help of a command"),
        pytest.param(["check", "large.jsonl", "--jobs", "2"], id="two processes"),
    ],
)
@on_posix
def test_a_closed_pipe_ends_quietly(arguments: list[str]) -> None:
    write_large()
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(
        [*PROGRAM, *arguments],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        env=environment(),
    )
    os.close(writer)
    assert (run.returncode, run.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize("arguments", [["rules"], ["check", "fine.json", "--format", "json"]])
def test_output_that_cannot_be_written(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [*PROGRAM, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=environment(LC_ALL="C"),
        )
    assert run.returncode == 3
    assert run.stderr.splitlines()[-1] == (
        b"The output cannot be written: no space is left on the device."
    )


@on_posix
@pytest.mark.parametrize(
    ("arguments", "code", "written"),
    [
        pytest.param("check - <&-", 3, "<stdin>  This file cannot be read: ", id="standard input"),
        pytest.param("image - <&-", 3, "<stdin>  This file cannot be read: ", id="of an image"),
        pytest.param("check <&-", 2, "Usage: ", id="nothing is named"),
        pytest.param("rules >&-", 0, "", id="standard output"),
        pytest.param("check bad.json --format json >&- 2>&-", 1, "", id="both outputs"),
        pytest.param("check - --lines --rejects l < l", 2, "Usage: ", id="its own input"),
        pytest.param("check - --lines --rejects /dev/null < l", 1, "", id="a device"),
        pytest.param("check - --rejects /dev/null --lines </dev/null", 0, "Warning", id="empty"),
    ],
)
def test_in_a_shell(arguments: str, code: int, written: str) -> None:
    write("l", f"{json.dumps(BAD)}\n")
    run = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m alimtalk_rules {arguments}', sys.executable],
        capture_output=True,
        check=False,
        env=environment(),
    )
    assert run.returncode == code
    assert run.stderr.decode().startswith(written)
    assert bool(run.stderr) == bool(written)
    assert Path("l").read_text(encoding="utf-8") == f"{json.dumps(BAD)}\n"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no users")
def test_an_ordinary_user_is_told_what_may_not_be_read() -> None:
    """Root may read everything, so it becomes another user for that."""
    Path("bad.json").chmod(0)
    code = (
        "import os, sys\n"
        "from alimtalk_rules import check_message\n"
        "from alimtalk_rules.cli.commands import run\n"
        "check_message({'text': ''})\n"  # loads what another user may not read
        "if os.geteuid() == 0: os.seteuid(65534)\n"
        "sys.argv[1:] = ['check', 'bad.json', '-']\n"
        "run()"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(FINE).encode(),
        capture_output=True,
        check=False,
        env=unmeasured(environment()),
    )
    assert run.returncode == 3
    assert run.stderr.decode().startswith("bad.json  There is no permission to read this file.\n")
    assert b"fine  text" in run.stdout


@on_posix
@pytest.mark.parametrize("source", ["large.jsonl", "-"])
def test_an_interrupt_ends_all_processes_and_tells_what_is_where(source: str) -> None:
    write_large()
    options = ["--lines", "--jobs", "2", "--format", "json", "--rejects", "r"]
    with (
        Path("large.jsonl").open("rb") as stdin,
        subprocess.Popen(
            [*PROGRAM, "check", source, *options],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=unmeasured(environment()),
            start_new_session=True,
        ) as run,
    ):
        assert run.stdout
        watchdog = Timer(60, run.kill)
        watchdog.start()
        assert run.stdout.readline() == b'{"version":1,"documents":[\n'
        run.stdout.readline()
        run.stdout.readline()  # of the second line, which is rejected
        os.killpg(run.pid, signal.SIGINT)
        _, errors = run.communicate()
        watchdog.cancel()
    assert run.returncode == 130
    name = "<stdin>" if source == "-" else source
    first, second = errors.decode().splitlines()
    assert first.startswith("Stopped: ")
    assert f"{name}:" in first
    (part,) = Path().glob("r.*.part")
    assert second.endswith(f"{part}; r is as it was.")
    assert not Path("r").exists()
    assert left_of(run.pid) == []


# --- On a terminal ---------------------------------------------------------------------------


def on_terminal(columns: int, *arguments: str, **changes: str) -> str:
    """What the program writes on a terminal with so many columns."""
    termios = pytest.importorskip("termios")
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    with subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(**changes),
    ):
        os.close(theirs)
        written = b"".join(iter(lambda: read_or_nothing(ours), b""))
    os.close(ours)
    return written.decode().replace("\r\n", "\n")


def read_or_nothing(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux: the other end was closed
        return b""


def test_colours_on_a_terminal() -> None:
    shown = on_terminal(80, "check", "bad.json", "missing.json")
    assert "\x1b[1;31merror\x1b[0m  \x1b[1mtitle-with-image\x1b[0m\n" in shown
    assert "\x1b[1;31mmissing.json\x1b[0m  There is no such file." in shown
    assert "\x1b" not in on_terminal(80, "check", "bad.json", "missing.json", NO_COLOR="1")


def test_lines_fit_the_terminal() -> None:
    shown = on_terminal(40, "check", "bad.json", "--lang", "ko", NO_COLOR="1")
    assert "bad.json:1:1  오류  title-with-image\n" in shown
    wide = [sum(2 if c > "\u1100" and c != "→" else 1 for c in line) for line in shown.split("\n")]
    assert max(wide) <= 40
    narrow = on_terminal(30, "check", "bad.json", NO_COLOR="1").split("\n")
    assert narrow[:2] == ["bad.json:1:1", "  error  title-with-image"]


# --- Without what it needs -------------------------------------------------------------------


COMMANDS = "alimtalk_rules.cli.commands"


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The command line as if it had not been imported yet."""
    monkeypatch.delitem(sys.modules, COMMANDS)
    monkeypatch.setattr(sys, "argv", ["alimtalk-rules", "rules", "hanja"])
    return monkeypatch


def code_of_main() -> object:
    with pytest.raises(SystemExit) as caught:
        main()
    return caught.value.code


def test_main(unloaded: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of_main() == 0
    assert capsys.readouterr().out.startswith("hanja  warning\n")


@pytest.mark.parametrize("package", ["click", "rich"])
def test_without_the_extra_it_says_how_to_install_it(
    package: str, unloaded: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Absent:
        def find_spec(self, name: str, *_: object) -> None:
            if name == COMMANDS:
                raise ModuleNotFoundError(name=package)

    unloaded.setattr(sys, "meta_path", [Absent(), *sys.meta_path])
    assert code_of_main() == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert 'pip install "alimtalk-rules[cli]"' in err
    assert 'uvx --from "alimtalk-rules[cli]" alimtalk-rules' in err


def test_what_is_needed_later_may_be_missing_too(
    tmp_path: Path, unloaded: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unloaded.setitem(sys.modules, "pathspec", None)
    unloaded.setattr(sys, "argv", ["alimtalk-rules", "check", "a.json"])
    Path("alimtalk-rules.toml").write_text("per-file-ignores = {a = []}", encoding="utf-8")
    assert code_of_main() == 2
    assert 'pip install "alimtalk-rules[cli]"' in capsys.readouterr().err


def test_another_missing_module_is_no_missing_extra(unloaded: pytest.MonkeyPatch) -> None:
    unloaded.setitem(sys.modules, "alimtalk_rules.cli.screen", None)
    with pytest.raises(ModuleNotFoundError, match=r"cli\.screen"):
        main()


def test_an_interrupt_while_it_is_loaded(unloaded: pytest.MonkeyPatch) -> None:
    class Interrupted(types.ModuleType):
        def __getattr__(self, name: str) -> object:
            raise KeyboardInterrupt

    unloaded.setitem(sys.modules, "alimtalk_rules.cli.screen", Interrupted("screen"))
    assert code_of_main() == 130
