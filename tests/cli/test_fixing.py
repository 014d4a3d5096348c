"""``check --fix`` writes mended documents back, and changes nothing else."""

import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alimtalk_rules import LineReport, check_lines
from alimtalk_rules.cli.fixing import Fixer, Fixes
from alimtalk_rules.cli.reading import read_whole
from alimtalk_rules.reading import ReadError
from tests.cli.program import alimtalk, json_of, write

BOM = b"\xef\xbb\xbf"
TEXT = "주문이 완료되었습니다."
TEMPLATE = {"code": "order-done", "text": f"#{{이름}}님, {TEXT} \n번호: #{{번호}}"}
FINE = {"text": f"홍길동님, {TEXT} \n번호: 1"}
UNLIKE = {"text": f"홍길동님,\u00a0{TEXT}\r\n번호: 1"}
WORSE = {"text": "취소되었습니다."}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("t.json", TEMPLATE)


def line(document: object) -> str:
    return json.dumps(document, ensure_ascii=False)


def names() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


# --------------------------------------------------------------------------- --fix


def test_only_what_changes_is_written_anew() -> None:
    head, tail = ' {\n\t"x" :[ 1.0,"\\u00e9\\/" ] ,"code":"c",\n  "text": "', '"\n}\r\n'
    write("m.json", f"\ufeff{head}{TEXT}\u200b{tail}")
    result = alimtalk("check", "m.json", "--fix", "--ignore", "unknown-field")
    assert Path("m.json").read_bytes() == f"\ufeff{head}{TEXT}{tail}".encode()
    assert (result.exit_code, result.stderr) == (0, "1 place fixed in 1 file.\n")
    assert (
        result.stdout == "m.json  fine  text\n\n1 template checked: 0 errors, 0 warnings, 0 notes\n"
    )


def test_what_is_left_is_shown_where_it_is_then() -> None:
    write("m.json", f'["{TEXT}",\n {line(UNLIKE)}, {line(WORSE)}]')
    found = json_of("check", "m.json", "--templates", "t.json", "--fix")
    assert [each["report"]["ok"] for each in found["documents"]] == [False, True, False]
    start = found["documents"][2]["report"]["findings"][0]["span"][0]
    column = len(f" {line(FINE)}, " + '{"text": "') + start + 1
    assert found["documents"][2]["places"] == [{"line": 2, "column": column}]
    assert json.loads(Path("m.json").read_bytes()) == [TEXT, FINE, WORSE]


@pytest.mark.parametrize(
    ("document", "options", "code"),
    [
        pytest.param(UNLIKE, ["--templates", "t.json"], 0, id="all is fixed"),
        pytest.param(WORSE, ["--templates", "t.json"], 1, id="nothing can be"),
        pytest.param(UNLIKE, [], 0, id="only warnings are left"),
        pytest.param(UNLIKE, ["--fail-on", "warning"], 1, id="and they fail"),
        pytest.param(UNLIKE, ["--unsafe-fixes", "--fail-on", "note"], 0, id="fixed on request"),
        pytest.param(WORSE, ["--templates", "t.json", "--fail-on", "never"], 0, id="never"),
    ],
)
def test_what_is_left_decides_the_exit_code(
    document: object, options: list[str], code: int
) -> None:
    write("m.json", document)
    assert alimtalk("check", "m.json", "--fix", *options).exit_code == code


def test_a_file_in_which_nothing_is_fixed_is_not_touched() -> None:
    write("m.json", UNLIKE)
    before = Path("m.json").stat()
    result = alimtalk("check", "m.json", "--fix")
    assert (result.exit_code, result.stderr) == (0, "0 places fixed in 0 files.\n")
    after = Path("m.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_half_of_a_surrogate_pair_stays_an_escape() -> None:
    write("m.json", f'{{"code": "c", "text": "{TEXT}\u200b\\ud800"}}')
    alimtalk("check", "m.json", "--fix")
    assert Path("m.json").read_bytes() == f'{{"code": "c", "text": "{TEXT}\\ud800"}}'.encode()


def test_quietly_and_in_korean() -> None:
    write("m.json", UNLIKE)
    options = ["--templates", "t.json", "--fix"]
    assert alimtalk("check", "m.json", *options, "--lang", "ko").stderr == (
        "파일 1개에서 1건을 고쳤습니다.\n"
    )
    write("m.json", UNLIKE)
    assert alimtalk("check", "m.json", *options, "-q").output == ""


def test_gateways_requests_are_fixed() -> None:
    write("r.json", '{"messages": [{"destinations": [{"to": "+82-10-1234-5678"}]}]}')
    alimtalk("check", "r.json", "--fix", "--gateway", "infobip")
    assert Path("r.json").read_text(encoding="utf-8") == (
        '{"messages": [{"destinations": [{"to": "821012345678"}]}]}'
    )


def test_a_name_that_stands_twice_is_left() -> None:
    """To rename the second of the two would bring the first to light."""
    text = '{"message": "a", "message": "주문 완료"}'
    write("m.json", text)
    alimtalk("check", "m.json", "--fix", "--unsafe-fixes")
    assert Path("m.json").read_text(encoding="utf-8") == text


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes and links")
def test_links_and_modes_stay() -> None:
    write("m.json", UNLIKE)
    Path("m.json").chmod(0o640)
    Path("link.json").symlink_to("m.json")
    assert alimtalk("check", "link.json", "--templates", "t.json", "--fix").exit_code == 0
    assert Path("link.json").is_symlink()
    assert json.loads(Path("m.json").read_bytes()) == FINE
    assert stat.S_IMODE(Path("m.json").stat().st_mode) == 0o640
    assert names() == ["link.json", "m.json", "t.json"]


# --------------------------------------------------------------------------- JSON Lines

LINES = (
    BOM
    + json.dumps(UNLIKE).encode()
    + b"\r\n\n  \n"
    + line(FINE).encode()
    + b"\n{broken\n"
    + line(WORSE).encode()
    + b"\n\r\n"
    + line(UNLIKE).encode()
)
FIXED = (
    BOM
    + json.dumps(FINE).encode()
    + b"\r\n\n  \n"
    + line(FINE).encode()
    + b"\n{broken\n"
    + line(WORSE).encode()
    + b"\n\r\n"
    + line(FINE).encode()
)
IN_LINES = ["check", "c.jsonl", "--templates", "t.json"]


def test_lines_are_fixed_and_all_else_stays() -> None:
    Path("c.jsonl").write_bytes(LINES)
    result = alimtalk(*IN_LINES, "--fix")
    assert Path("c.jsonl").read_bytes() == FIXED
    assert result.exit_code == 3
    assert "4 messages checked: 1 error" in result.stdout
    assert "2 places fixed in 1 file." in result.stderr
    assert names() == ["c.jsonl", "t.json"]


def test_what_is_left_of_a_line_is_shown_where_it_stands() -> None:
    write("c.jsonl", f"{line(FINE)}\n{line(UNLIKE | {'title': '주문'})}\n")
    result = alimtalk(*IN_LINES, "--fix", "--unsafe-fixes", "--rejects", "bad")
    assert json.loads(Path("bad").read_bytes())["offset"] == len(f"{line(FINE)}\n".encode())
    column = len(line(FINE)[:-1] + ', "title": "')
    assert result.stdout.startswith(f"c.jsonl:2:{column}  error  title-mismatch  /title")


def test_lines_are_sorted_as_they_are_then() -> None:
    Path("c.jsonl").write_bytes(LINES)
    alimtalk(*IN_LINES, "--fix", "--accepted", "good", "--rejects", "bad", "--jobs", "2")
    good = [json.dumps(FINE), line(FINE), line(FINE)]
    assert Path("good").read_text(encoding="utf-8").replace("\r", "") == "".join(
        f"{each}\n" for each in good
    )
    bad = Path("bad").read_text(encoding="utf-8").splitlines()
    assert [json.loads(each)["line"] for each in bad] == [5, 6]


def test_all_files_are_counted() -> None:
    files = ["a.json", "a.jsonl", "b.json", "b.jsonl"]
    for name in files:
        write(name, line(UNLIKE))
    result = alimtalk("check", *files, "--templates", "t.json", "--fix")
    assert result.stderr == "4 places fixed in 4 files.\n"


def test_lines_in_which_nothing_is_fixed_are_not_touched() -> None:
    write("c.jsonl", f"{line(FINE)}\n{line(WORSE)}\n")
    before = Path("c.jsonl").stat()
    alimtalk(*IN_LINES, "--fix")
    assert Path("c.jsonl").stat() == before


def test_the_lines_of_a_large_file() -> None:
    """Longer than what is copied at once."""
    fine = (line(FINE) + "\n") * 2000
    write("c.jsonl", f"{fine}{line(UNLIKE)}\n{fine}")
    alimtalk(*IN_LINES, "--fix")
    assert Path("c.jsonl").read_text(encoding="utf-8") == f"{fine}{line(FINE)}\n{fine}"


# --------------------------------------------------------------------------- what goes wrong


def fixer(file: str) -> Fixer:
    return Fixer(file, {"profile": "infobip", "templates": None}, Fixes(unsafe=True))


def test_a_file_that_was_changed_meanwhile_is_left() -> None:
    write("m.json", UNLIKE)
    batch = read_whole(Path("m.json").read_bytes())
    write("m.json", FINE)
    found = fixer("m.json").batch(batch)
    assert isinstance(found, ReadError)
    assert found.reason == "file-changed"
    assert json.loads(Path("m.json").read_bytes()) == FINE
    assert names() == ["m.json", "t.json"]


def reports_meanwhile(more: bytes) -> Iterator[LineReport]:
    """Reports on the lines of a file, to which somebody adds more."""
    yield from check_lines("c.jsonl")
    with Path("c.jsonl").open("ab") as file:
        file.write(more)


def test_lines_that_were_added_meanwhile_are_not_lost() -> None:
    write("c.jsonl", f"{line(UNLIKE)}\n")
    *fixed, last = fixer("c.jsonl").lines(reports_meanwhile(b"{}\n"))  # type: ignore[arg-type]
    assert len(fixed) == 1
    assert isinstance(last, ReadError)
    assert last.reason == "file-changed"
    assert Path("c.jsonl").read_text(encoding="utf-8") == f"{line(UNLIKE)}\n{{}}\n"
    assert names() == ["c.jsonl", "t.json"]


def test_what_cannot_be_read_to_its_end_is_left() -> None:
    def reports() -> Iterator[LineReport | ReadError]:
        yield from check_lines("c.jsonl")
        yield ReadError("process-killed")

    write("c.jsonl", line(UNLIKE))
    lines = fixer("c.jsonl").lines(reports())  # type: ignore[arg-type]
    assert [type(each) for each in (next(lines), next(lines))] == [LineReport, ReadError]
    lines.close()
    assert Path("c.jsonl").read_text(encoding="utf-8") == line(UNLIKE)
    assert names() == ["c.jsonl", "t.json"]


@pytest.mark.parametrize("name", ["m.json", "c.jsonl"])
def test_a_file_that_cannot_be_written_stays(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "somewhere")

    monkeypatch.setattr(os, "replace", refuse)
    write(name, line(UNLIKE))
    result = alimtalk("check", name, "--templates", "t.json", "--fix")
    assert result.exit_code == 3
    assert f"{name} cannot be written: this is not permitted." in result.stderr
    assert Path(name).read_text(encoding="utf-8") == line(UNLIKE)
    assert names() == sorted(["t.json", name])


def test_in_a_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(name: str, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied")
        return real(name, flags, *mode)

    write("m.json", UNLIKE)
    monkeypatch.setattr(os, "open", refuse)
    result = alimtalk("check", "m.json", "--templates", "t.json", "--fix")
    assert (result.exit_code, names()) == (3, ["m.json", "t.json"])


def test_the_owner_may_be_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    write("m.json", UNLIKE)
    monkeypatch.setattr(os, "chown", refuse)
    assert alimtalk("check", "m.json", "--templates", "t.json", "--fix").exit_code == 0
    assert json.loads(Path("m.json").read_bytes()) == FINE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["m.json", "--unsafe-fixes"], "--unsafe-fixes goes with --fix or --diff."),
        (["m.json", "--diff", "--fix"], "--diff only shows what --fix would do"),
        (["m.json", "--diff", "--summary"], "--diff only shows what --fix would do"),
        (["c.jsonl", "--diff", "--rejects", "r"], "--diff only shows what --fix would do"),
        (["m.json", "--diff", "--format", "json"], "--diff only shows what --fix would do"),
        (["people.csv", "--fix", "--templates", "t.json"], "are for JSON, not for tables."),
        (["people.csv", "--diff", "--templates", "t.json"], "are for JSON, not for tables."),
        (["-", "--fix"], "<stdin> cannot be fixed in place"),
        (["c.jsonl.gz", "--fix"], "c.jsonl.gz cannot be fixed in place"),
        (["c.jsonl.zst", "--fix"], "c.jsonl.zst cannot be fixed in place"),
        (["/dev/null", "--fix"], "/dev/null cannot be fixed in place"),
        (["m.json", "t.json", "--fix", "--templates", "t.json"], "t.json is one of the approved"),
        ([".", "--fix", "--templates", "."], "is one of the approved"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str) -> None:
    write("m.json", UNLIKE)
    result = alimtalk("check", *arguments, stdin="{}")
    assert result.exit_code == 2
    assert said in result.stderr
    assert json.loads(Path("m.json").read_bytes()) == UNLIKE


def test_a_file_that_is_not_there_is_told_as_ever() -> None:
    result = alimtalk("check", "none.json", "--fix")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        *(3, "none.json  There is no such file."),
    )
