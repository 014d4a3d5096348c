"""The command line as its users meet it: in process for what it says, as a program for the rest."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from inspect import getgeneratorstate
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from click.shell_completion import ShellComplete
from jsonschema import Draft202012Validator
from PIL import Image

from alimtalk_rules import RULES, __version__, check_image, check_message
from alimtalk_rules.cli import commands
from alimtalk_rules.cli.commands import cli
from alimtalk_rules.structure import load_schema
from alimtalk_rules.wording import LANGUAGES
from tests.cli.program import alimtalk, json_of
from tests.processes import left_of, unmeasured

ROOT = Path(__file__).resolve().parents[2]

FINE = {"text": "주문이 완료되었습니다."}
BAD = {
    "text": "주문이 완료되었습니다.",
    "title": "주문 완료",
    "image": {"width": 800, "height": 400},
}
WARNED = {"text": "주문이 완료되었습니다.\r"}

PRIVATE = "비밀01012345678"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a file of each kind."""
    monkeypatch.chdir(tmp_path)
    for name, value in {"fine": FINE, "bad": BAD, "warned": WARNED}.items():
        write(f"{name}.json", json.dumps(value, ensure_ascii=False))
    write("broken.json", '{"text":\n "a" 1}')
    write("many.json", json.dumps([FINE, BAD, [FINE]]))
    write("none.json", "[]")
    write("none.jsonl", "\n \n")
    write("many.jsonl", f"{json.dumps(FINE)}\n\n{json.dumps(BAD)}\n{{\n")
    write("text.txt", "주문\n")
    for name, width in {"banner": 800, "narrow": 400, "large": 1000}.items():
        Image.new("RGB", (width, width // 2)).save(f"{name}.jpg")
    return tmp_path


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8", newline="")


# --- Exit codes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param("check fine.json", 0, id="fine"),
        pytest.param("check bad.json", 1, id="an error"),
        pytest.param("check fine.json bad.json fine.json", 1, id="an error among others"),
        pytest.param("check warned.json", 0, id="a warning"),
        pytest.param("check warned.json --fail-on warning", 1, id="a warning that fails"),
        pytest.param("check warned.json --fail-on error", 0, id="only errors fail"),
        pytest.param(
            "check warned.json --fail-on warning --ignore carriage-return", 0, id="ignored"
        ),
        pytest.param(
            "check bad.json warned.json --fail-on warning --ignore title-with-image "
            "--ignore carriage-return",
            0,
            id="two rules ignored",
        ),
        pytest.param("check broken.json", 3, id="no JSON"),
        pytest.param("check bad.json broken.json", 3, id="what cannot be read wins"),
        pytest.param("check missing.json", 3, id="no file"),
        pytest.param("check missing.jsonl", 3, id="no file of lines"),
        pytest.param("check .", 3, id="a folder"),
        pytest.param("check none.json", 0, id="no messages"),
        pytest.param("check none.jsonl --fail-on warning", 0, id="no lines"),
        pytest.param("check many.json", 1, id="an array"),
        pytest.param("check many.jsonl", 3, id="JSON Lines, one broken"),
        pytest.param("check many.jsonl --ignore not-json", 1, id="JSON Lines, that ignored"),
        pytest.param("check many.jsonl --jobs 2", 3, id="JSON Lines, two processes"),
        pytest.param("check many.jsonl none.x --summary", 3, id="a table of what is wrong"),
        pytest.param("check bad.json --summary", 1, id="a table for a message"),
        pytest.param("check fine.json --summary", 0, id="a table of nothing"),
        pytest.param("check many.jsonl --rejects out", 3, id="rejects"),
        pytest.param("check --lines warned.json --rejects out", 0, id="no rejects"),
        pytest.param("image banner.jpg", 0, id="a fine image"),
        pytest.param("image large.jpg --fail-on warning", 0, id="a note never fails"),
        pytest.param("image narrow.jpg", 1, id="a bad image"),
        pytest.param("image fine.json", 1, id="not an image"),
        pytest.param("image missing.jpg banner.jpg", 3, id="no image"),
        pytest.param("count text.txt", 0, id="count"),
        pytest.param("count missing.txt", 3, id="nothing to count"),
        pytest.param("count missing.txt --format json", 3, id="nothing to count, in JSON"),
        pytest.param("rules", 0, id="rules"),
        pytest.param("rules hanja", 0, id="a rule"),
        pytest.param("--version", 0, id="version"),
        pytest.param("--help", 0, id="help"),
        pytest.param("check -h", 0, id="help of a command"),
        pytest.param("check", 2, id="no file is named"),
        pytest.param("image", 2, id="no image is named"),
        pytest.param("check fine.json --ignore hanjas", 2, id="no such rule to ignore"),
        pytest.param("rules hanjas", 2, id="no such rule"),
        pytest.param("check fine.json --fail-on note", 2, id="notes cannot fail"),
        pytest.param("check fine.json --lang jp", 2, id="no such language"),
        pytest.param("check fine.json --format xml", 2, id="no such format"),
        pytest.param("check fine.json --frmat text", 2, id="no such option"),
        pytest.param("chek fine.json", 2, id="no such command"),
        pytest.param("check many.jsonl --jobs 0", 2, id="no process"),
        pytest.param("check many.jsonl --jobs two", 2, id="no number of processes"),
        pytest.param("check many.jsonl bad.json --rejects out", 2, id="rejects of no lines"),
        pytest.param("check many.jsonl --rejects many.jsonl", 2, id="rejects over the lines"),
        pytest.param("check many.jsonl --rejects ./many.jsonl", 2, id="the same by another name"),
        pytest.param("check many.jsonl --rejects .", 2, id="rejects to a folder"),
        pytest.param("count text.txt text.txt", 2, id="too many files"),
    ],
)
def test_exit_code(arguments: str, code: int) -> None:
    result = alimtalk(*arguments.split())
    assert result.exit_code == code, result.output
    assert bool(result.stderr) == (code in {2, 3} and "json" not in arguments.split())


# --- check -----------------------------------------------------------------------------------


def test_findings_have_file_line_and_column() -> None:
    write("a.json", '{\n  "text": "주문\\r",\n  "titel": 1\n}')
    heads = [line for line in alimtalk("check", "a.json").stdout.splitlines() if line[:2] == "a."]
    assert [head.split() for head in heads] == [
        ["a.json:2:14", "warning", "carriage-return", "/text"],
        ["a.json:3:12", "error", "unknown-field", "/titel"],
    ]


def test_the_others_are_checked_all_the_same() -> None:
    result = alimtalk("check", "missing.json", "fine.json", "broken.json", "bad.json")
    assert result.stderr == (
        "missing.json  There is no such file.\n"
        "broken.json:2:6  This is not JSON: a comma or a closing bracket should stand here.\n"
    )
    assert "fine.json     fine  text\n" in result.stdout
    assert "\nbad.json:1:1  error  title-with-image\n" in result.stdout
    assert result.stdout.endswith(
        "\n2 messages checked: 1 error, 0 warnings, 0 notes, 2 not readable\n"
    )


def test_korean() -> None:
    result = alimtalk("check", "missing.json", "fine.json", "bad.json", "--lang", "ko")
    assert result.stderr == "missing.json  파일이 없습니다.\n"
    assert "fine.json     정상  text\n" in result.stdout
    assert "\nbad.json:1:1  오류  title-with-image\n" in result.stdout
    assert result.stdout.endswith(
        "\n메시지 2건 검사: 오류 1건, 경고 0건, 참고 0건, 읽을 수 없음 1건\n"
    )


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        pytest.param(["-"], json.dumps(BAD), id="a message"),
        pytest.param(["--lines", "-"], f"\n{json.dumps(BAD)}", id="lines"),
        pytest.param(["-"], json.dumps([FINE, BAD]), id="an array"),
    ],
)
def test_standard_input(arguments: list[str], stdin: str) -> None:
    result = alimtalk("check", *arguments, stdin=stdin)
    assert result.exit_code == 1
    assert "<stdin>:" in result.stdout
    assert "title-with-image" in result.stdout


def test_a_file_without_messages_is_not_called_fine() -> None:
    write("empty.jsonl", "")
    result = alimtalk("check", "none.json", "none.jsonl", "empty.jsonl", "fine.json")
    assert result.stdout == (
        "none.json    no messages in it\n"
        "none.jsonl   no messages in it\n"
        "empty.jsonl  no messages in it\n"
        "fine.json    fine  text\n"
        "\n1 message checked: 0 errors, 0 warnings, 0 notes\n"
    )
    assert alimtalk("check", "none.json", "--lang", "ko").stdout == (
        "none.json  메시지가 없습니다\n\n메시지 0건 검사: 오류 0건, 경고 0건, 참고 0건\n"
    )


def test_an_array_is_many_messages() -> None:
    documents = json_of("check", "many.json")["documents"]
    assert [document["pointer"] for document in documents] == ["/0", "/1", "/2"]
    rules = [[found["rule"] for found in doc["report"]["findings"]] for doc in documents]
    assert rules == [[], ["title-with-image"], ["wrong-type"]]
    begin = len(f"[{json.dumps(FINE)}, ")
    assert [document["places"] for document in documents] == [
        [],
        [{"line": 1, "column": begin + 1}],
        [{"line": 1, "column": begin + len(f"{json.dumps(BAD)}, ") + 1}],
    ]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("a.jsonl", [], id=".jsonl"),
        pytest.param("a.NDJSON", [], id=".ndjson in capitals"),
        pytest.param("a.json", ["--lines"], id="--lines"),
    ],
)
def test_json_lines(name: str, arguments: list[str]) -> None:
    Path("many.jsonl").rename(name)
    output = json_of("check", name, *arguments)
    places = [
        (doc["line"], [found["rule"] for found in doc["report"]["findings"]], doc["places"])
        for doc in output["documents"]
    ]
    assert places == [
        (1, [], []),
        (3, ["title-with-image"], [{"line": 3, "column": 1}]),
    ]
    (problem,) = output["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == (name, 4, 2)


def test_json_of_check() -> None:
    output = json_of("check", "fine.json", "missing.json", "warned.json", "--lang", "ko")
    assert output["summary"] == {
        "documents": 2,
        "errors": 0,
        "warnings": 1,
        "notes": 0,
        "problems": 1,
    }
    assert output["ok"] is False
    assert output["problems"][0]["reason"] == "파일이 없습니다."
    fine, warned = output["documents"]
    assert (fine["report"], fine["places"]) == (check_message(FINE).to_dict("ko"), [])
    assert warned == {
        "file": "warned.json",
        "pointer": "",
        "line": None,
        "report": check_message(WARNED).to_dict("ko"),
        "places": [{"line": 1, "column": 23}],
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reports_in_json_are_those_of_the_schema(lang: str) -> None:
    write("a.json", '[{\n"text": "#{a} 漢\\r", "title": "漢",\n"x": 1}, 5, {"text": "가"}]')
    write("b.jsonl", f"\n{json.dumps(BAD)}\n{json.dumps({'text': 'я', 'buttons': [{}] * 6})}\n")
    Path("cut.jpg").write_bytes(Path("banner.jpg").read_bytes()[:-200])
    files = ["a.json", "b.jsonl", "missing.json"]
    checked = json_of("check", *files, "--lang", lang)["documents"]
    images = json_of("image", "narrow.jpg", "large.jpg", "cut.jpg", "a.json", "--lang", lang)
    documents = [*checked, *images["documents"]]
    schema = Draft202012Validator(load_schema("report"))
    for document in documents:
        assert list(document) == ["file", "pointer", "line", "report", "places"]
        schema.validate(document["report"])
        assert len(document["places"]) == len(document["report"]["findings"])
    assert [len(document["places"]) for document in documents] == [5, 1, 0, 1, 14, 1, 1, 1, 1]
    first = documents[0]
    found = [(found["rule"], found["path"]) for found in first["report"]["findings"]]
    places = [(place["line"], place["column"]) for place in first["places"]]
    assert list(zip(found, places, strict=True)) == [
        (("carriage-return", "/text"), (2, 16)),
        (("leftover-variable", "/text"), (2, 10)),
        (("foreign-letters", "/text"), (2, 15)),
        (("unsupported-script", "/title"), (2, 31)),
        (("unknown-field", "/x"), (3, 6)),
    ]


@pytest.mark.parametrize(("fail_on", "ok"), [("error", True), ("warning", False)])
def test_ok_is_exit_code_0(fail_on: str, ok: bool) -> None:  # noqa: FBT001
    assert json_of("check", "warned.json", "--fail-on", fail_on)["ok"] is ok


@pytest.mark.parametrize("arguments", [["--format", "json"], [], ["--lang", "ko"]])
def test_no_text_of_the_user_is_shown(arguments: list[str]) -> None:
    button = dict.fromkeys(("type", "name", "urlMobile", "chatEvent"), PRIVATE)
    message = {"text": f"{PRIVATE}\r\u3042", "title": [PRIVATE], "buttons": [button, PRIVATE]}
    write("secret.json", json.dumps(message, ensure_ascii=False))
    write("broken.json", f'{{"{PRIVATE}": "{PRIVATE}\n')
    Path("cp949.json").write_bytes(json.dumps(message, ensure_ascii=False).encode("cp949"))
    files = ["secret.json", "broken.json", "cp949.json"]
    result = alimtalk("check", *files, *arguments)
    assert result.exit_code == 3
    assert "secret.json" in result.output
    assert PRIVATE not in result.output
    assert PRIVATE[2:] not in result.output


# --- JSON Lines in bulk ------------------------------------------------------------------------


def write_large() -> None:
    """More than a block, so that there is work for two processes."""
    lines = [json.dumps(FINE) + " " * 2_000, json.dumps(BAD), "", "{", json.dumps(WARNED), "5"]
    write("large.jsonl", "\n".join(lines * 1_200))


@pytest.mark.parametrize("options", [[], ["--format", "json"], ["--summary"], ["--lang", "ko"]])
def test_two_jobs_say_what_one_does(options: list[str]) -> None:
    write_large()
    one = program("check", "large.jsonl", *options)
    assert one.returncode == 3
    two = program("check", "large.jsonl", "--jobs", "2", *options)
    assert (two.returncode, two.stdout, two.stderr) == (3, one.stdout, one.stderr)
    data = Path("large.jsonl").read_bytes()
    piped = program("check", "--lines", "-", "--jobs", "2", *options, stdin=data)
    name = b"-" if "json" in options else b"<stdin>"
    expected = one.stdout.replace(b"large.jsonl", name)
    if "--summary" not in options:
        assert piped.stdout == expected
    assert b"1200" in expected.replace(b",", b"")


def test_a_line_that_is_too_long_is_a_problem() -> None:
    write("long.jsonl", "5" * 2_000_000 + "\n" + json.dumps(FINE))
    result = alimtalk("check", "long.jsonl")
    assert result.exit_code == 3
    assert result.stderr == (
        "long.jsonl:1:1  The line has 2,000,000 bytes; at most 1,048,576 are read.\n"
    )
    assert result.stdout == "1 message checked: 0 errors, 0 warnings, 0 notes, 1 not readable\n"


def test_a_summary() -> None:
    result = alimtalk("check", "many.jsonl", "missing.json", "--summary")
    assert result.stdout == (
        "rule              severity  findings  documents  first\n"
        "title-with-image  error            1          1  many.jsonl:3\n"
        "not-json          error            1          1  many.jsonl:4:2\n"
        "\n2 messages checked: 1 error, 0 warnings, 0 notes, 2 not readable\n"
    )
    assert result.stderr == "missing.json  There is no such file.\n"
    rows = json_of("check", "many.jsonl", "--summary")["rules"]
    assert [row["rule"] for row in rows] == ["title-with-image", "not-json"]


def test_rejects_are_written_as_they_are() -> None:
    write("rejects.jsonl", "what was there before\n" * 99)
    assert alimtalk("check", "many.jsonl", "--rejects", "rejects.jsonl").exit_code == 3
    lines = Path("rejects.jsonl").read_text(encoding="utf-8").splitlines()
    rejects = [json.loads(line) for line in lines]
    assert [(each["file"], each["line"], each["text"]) for each in rejects] == [
        ("many.jsonl", 3, json.dumps(BAD)),
        ("many.jsonl", 4, "{"),
    ]


def test_rejects_that_cannot_be_written() -> None:
    run = program("check", "many.jsonl", "--rejects", "no/such/folder", LC_ALL="C")
    assert (run.returncode, run.stdout) == (3, b"")
    assert run.stderr == b"The output cannot be written: No such file or directory.\n"


def test_nothing_is_written_over_if_the_usage_is_wrong() -> None:
    before = Path("many.jsonl").read_bytes()
    for rejects in ("many.jsonl", str(Path("many.jsonl").resolve())):
        assert alimtalk("check", "many.jsonl", "--rejects", rejects).exit_code == 2
    Path("link").symlink_to("many.jsonl")
    assert alimtalk("check", "many.jsonl", "--rejects", "link").exit_code == 2
    assert Path("many.jsonl").read_bytes() == before


@pytest.mark.parametrize("options", [[], ["--summary"], ["--format", "json", "--summary"]])
def test_lines_show_no_text(options: list[str]) -> None:
    lines = [json.dumps({"text": [PRIVATE]}), f'{{"{PRIVATE}', f'{{"text": "{PRIVATE}\u3042"}}']
    write("secret.jsonl", "\n".join(lines))
    result = alimtalk("check", "secret.jsonl", *options)
    assert result.exit_code == 3
    assert PRIVATE not in result.output
    assert PRIVATE[2:] not in result.output


def test_a_process_that_was_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> Iterator[Any]:
        raise BrokenProcessPool
        yield

    write_large()
    monkeypatch.setattr("alimtalk_rules.lines.workers.judged_by_workers", killed)
    result = alimtalk("check", "large.jsonl", "fine.json", "--jobs", "2")
    assert result.exit_code == 3
    assert result.stderr.startswith("large.jsonl  A process was ended from outside: ")
    assert "fine.json" in result.stdout


# --- image -----------------------------------------------------------------------------------


def test_images() -> None:
    result = alimtalk("image", "banner.jpg", "narrow.jpg", "large.jpg")
    size = Path("banner.jpg").stat().st_size
    assert f"banner.jpg  fine  800 × 400 px, jpeg, {size:,} bytes\n" in result.stdout
    assert "narrow.jpg  error  image-too-narrow  " in result.stdout
    assert "large.jpg  note  image-not-recommended-size\n" in result.stdout
    assert result.stdout.endswith("\n3 images checked: 1 error, 0 warnings, 1 note\n")


def test_an_image_on_standard_input_has_no_name() -> None:
    data = Path("banner.jpg").read_bytes()
    run = program("image", "-", stdin=data)
    assert run.returncode == 0
    assert run.stdout.decode() == (
        f"<stdin>  fine  800 × 400 px, jpeg, {len(data):,} bytes\n"
        "\n1 image checked: 0 errors, 0 warnings, 0 notes\n"
    )
    Path("banner.txt").write_bytes(data)
    assert "image-extension" in alimtalk("image", "banner.txt").stdout
    with Path("banner.txt").open("rb") as stream:  # a file that has a name, but not for us
        run = subprocess.run(
            [*PROGRAM, "image", "-"],
            stdin=stream,
            capture_output=True,
            check=False,
            env=environment(),
        )
    assert run.stdout.decode().startswith("<stdin>  fine  800 × 400 px, jpeg, ")


@pytest.mark.parametrize("size", [500_001, 512_001, 700_000])
def test_an_image_on_standard_input_is_measured_whole(size: int) -> None:
    data = Path("banner.jpg").read_bytes().ljust(size, b"\0")
    (document,) = json_of("image", "-", "--ignore", "image-unreadable", stdin=data)["documents"]
    expected = check_image(data, ignore=["image-unreadable"])
    assert document["file"] == "-"
    assert document["report"] == expected.to_dict()
    assert document["report"]["image"]["bytes"] == size
    name = "image-too-large" if size > 512_000 else "image-size-near-limit"
    (found,) = (each for each in document["report"]["findings"] if each["rule"] == name)
    assert found["params"]["bytes"] == size


def test_no_more_of_standard_input_is_taken_than_that(monkeypatch: pytest.MonkeyPatch) -> None:
    assert commands._MOST_IMAGE == 64 * 2**20
    monkeypatch.setattr(commands, "_MOST_IMAGE", 600_000)
    data = Path("banner.jpg").read_bytes().ljust(700_000, b"\0")
    (document,) = json_of("image", "-", stdin=data)["documents"]
    assert document["report"]["image"]["bytes"] == 600_000
    assert "image-too-large" in {found["rule"] for found in document["report"]["findings"]}


def test_nothing_on_standard_input_is_no_image() -> None:
    run = program("image", "-", "banner.jpg", "-")
    assert run.returncode == 1
    assert run.stdout.decode().count("<stdin>  error  image-unreadable\n") == 2


def test_rules_ignored_of_an_image() -> None:
    arguments = ["image", "narrow.jpg", "--ignore", "image-too-narrow"]
    assert json_of(*arguments)["summary"]["errors"] == 0


def test_json_of_image() -> None:
    Path("broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    fine, broken = json_of("image", "banner.jpg", "broken.png")["documents"]
    assert fine["report"]["image"]["width"] == 800
    assert fine["places"] == []
    assert broken["report"] == check_image("broken.png").to_dict()
    assert [found["rule"] for found in broken["report"]["findings"]] == ["image-unreadable"]
    assert broken["places"] == [{"line": None, "column": None}]


# --- count -----------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["text.txt"], ["-"], []])
def test_count(arguments: list[str]) -> None:
    result = alimtalk("count", *arguments, stdin="주문\n".encode())
    assert "Left of 1,000 characters          997\n" in result.stdout
    assert "it counts too" in result.stdout


def test_json_of_count() -> None:
    assert json_of("count", "text.txt") == {
        "file": "text.txt",
        "count": {
            "codepoints": 3,
            "utf16_units": 3,
            "graphemes": 3,
            "nfc_codepoints": 3,
            "limit": 1000,
            "left": 997,
            "ends_with_line_break": True,
        },
        "problems": [],
    }


def test_count_of_what_is_no_text() -> None:
    Path("text.txt").write_bytes("주문".encode("cp949"))
    result = alimtalk("count", "text.txt", "--lang", "ko")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("text.txt:1:1  UTF-8이 아니라 CP949(EUC-KR) 파일로")
    output = json_of("count", "text.txt")
    assert output["count"] is None
    assert output["problems"][0].keys() == {"file", "line", "column", "reason"}


# --- rules -----------------------------------------------------------------------------------


def test_rules() -> None:
    lines = alimtalk("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    assert alimtalk("rules", "hanja").stdout.startswith("hanja  warning\n")
    assert "경고" in alimtalk("rules", "hanja", "--lang", "ko").stdout


def test_json_of_rules() -> None:
    assert [rule["name"] for rule in json_of("rules")["rules"]] == list(RULES)
    assert json_of("rules", "hanja")["severity"] == "warning"


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        pytest.param(["rules", "text-to-long"], "text-too-long", id="a misspelt rule"),
        pytest.param(["rules", "hanjas"], "hanja", id="one letter more"),
        pytest.param(["check", "x", "--ignore", "HANJA"], None, id="in capitals"),
        pytest.param(
            ["image", "x", "--ignore", "image-to-narrow"], "image-too-narrow", id="--ignore"
        ),
        pytest.param(["rules", "쀍"], None, id="nothing like it"),
        pytest.param(["image", "x", "--ignore", "spelling"], None, id="no such thing"),
        pytest.param(["rules", ""], None, id="no name"),
    ],
)
def test_the_closest_name_is_named_if_one_is_close(
    arguments: list[str], nearest: str | None
) -> None:
    result = alimtalk(*arguments)
    assert result.exit_code == 2
    advice = f"the closest name is {nearest!r}" if nearest else "see: alimtalk-rules rules"
    assert result.stderr.endswith(f"no rule is named {arguments[-1]!r}; {advice}.\n")
    assert nearest is None or nearest in RULES


def test_names_of_rules_are_completed() -> None:
    complete = ShellComplete(cli, {}, "alimtalk-rules", "_")
    for arguments in (["rules"], ["check", "--ignore"]):
        completions = complete.get_completions(arguments, "image-not")
        names = [item.value for item in completions]
        assert names == ["image-not-2-to-1", "image-not-recommended-size"]


def test_version() -> None:
    assert __version__ in alimtalk("--version").stdout


# --- As a program: encodings, pipes, signals ---------------------------------------------------

PROGRAM = [sys.executable, "-m", "alimtalk_rules"]


def environment(**changes: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "PYTHONUNBUFFERED"}
    }
    path = os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])  # the latter: no network
    return kept | {"PYTHONPATH": path, "TERM": "xterm-256color"} | changes


def program(
    *arguments: str | bytes, stdin: bytes = b"", **changes: str
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env=environment(**changes),
    )


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, id="LC_ALL=C"),
        pytest.param({"PYTHONIOENCODING": "ascii"}, id="PYTHONIOENCODING=ascii"),
        pytest.param({"PYTHONIOENCODING": "cp949:strict"}, id="PYTHONIOENCODING=cp949"),
    ],
)
def test_utf8_whatever_the_locale(changes: dict[str, str]) -> None:
    message = json.dumps({"text": "주문 🎁"}, ensure_ascii=False).encode()
    run = program("check", "-", "missing.json", "--lang", "ko", stdin=message, **changes)
    assert run.returncode == 3
    assert "<stdin>       정상  text".encode() in run.stdout
    assert run.stderr.decode() == "missing.json  파일이 없습니다.\n"


NAMES = [
    pytest.param("[red]x[b].json", "[red]x[b].json", id="markup"),
    pytest.param(":smile:.json", ":smile:.json", id="the name of an emoji"),
    pytest.param("a\x1b[31m\x07.json", "a\\x1b[31m\\x07.json", id="an escape sequence"),
    pytest.param("주문\u202e.json", "주문\\u202e.json", id="a bidirectional control"),
    pytest.param(b"a\xff.json", "a\\udcff.json", id="no UTF-8"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_names_of_files_are_shown_and_not_obeyed(name: str | bytes, shown: str) -> None:
    raw = os.fsencode(name)
    Path(os.fsdecode(raw)).write_bytes(json.dumps(BAD).encode())
    run = program("check", raw, raw + b"x")
    assert run.stdout.decode().startswith(f"{shown}:1:1  error  title-with-image\n")
    assert run.stderr.decode() == f"{shown}x  There is no such file.\n"

    run = program("check", raw, raw + b"x", "--format", "json")
    assert run.returncode == 3
    assert all(line.isprintable() for line in run.stdout.decode().splitlines())
    assert json.loads(run.stdout)["documents"][0]["file"] == os.fsdecode(raw)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["\x1b[31mx"], id="a command"),
        pytest.param(["--\x1b[31mx"], id="an option of the group"),
        pytest.param(["check", "--\x1b[31mx"], id="an option of a command"),
        pytest.param(["check", "x", "--lang", "\x1b[31mx"], id="a choice"),
        pytest.param(["check", "x", "--ignore", "\x1b[31mx"], id="a rule to ignore"),
        pytest.param(["rules", "\x1b[31mx"], id="a rule"),
        pytest.param(["count", "x", "\x1b[31mx"], id="one argument too many"),
    ],
)
def test_usage_errors_repeat_nothing_that_a_terminal_obeys(arguments: list[str]) -> None:
    result = alimtalk(*arguments)
    assert result.exit_code == 2
    assert "\x1b" not in result.output
    assert "\\x1b[31mx" in result.stderr


def test_lines_are_neither_wrapped_nor_cut_nor_coloured_in_a_pipe() -> None:
    run = program("rules", "--lang", "ko", COLUMNS="20", FORCE_COLOR="1")
    assert len(run.stdout.decode().splitlines()) == len(RULES)
    assert b"\x1b" not in run.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["rules"], id="text"),
        pytest.param(["rules", "--format", "json"], id="JSON"),
        pytest.param(["check", "bad.json"], id="findings"),
        pytest.param(["check", "bad.json", "--format", "json"], id="findings in JSON"),
        pytest.param(["count", "text.txt", "--format", "json"], id="little, written at the end"),
        pytest.param(["--help"], id="help"),
        pytest.param(["check", "--help"], id="help of a command"),
        pytest.param(["check", "large.jsonl", "--jobs", "2"], id="two processes"),
        pytest.param(["check", "large.jsonl", "--summary", "--jobs", "2"], id="and a table"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise")
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
@pytest.mark.parametrize(
    "arguments", [["rules"], ["--version"], ["check", "fine.json", "--format", "json"]]
)
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
    assert run.stderr == b"The output cannot be written: No space left on device.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("arguments", "code", "written"),
    [
        pytest.param("check - <&-", 3, "<stdin>  This file cannot be read: ", id="standard input"),
        pytest.param("image - <&-", 3, "<stdin>  This file cannot be read: ", id="of an image"),
        pytest.param("rules >&-", 0, "", id="standard output"),
        pytest.param("check bad.json --format json >&- 2>&-", 1, "", id="both outputs"),
    ],
)
def test_a_closed_standard_stream(arguments: str, code: int, written: str) -> None:
    run = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m alimtalk_rules {arguments}', sys.executable],
        capture_output=True,
        check=False,
        env=environment(),
    )
    assert run.returncode == code
    assert run.stderr.decode().startswith(written)
    assert bool(run.stderr) == bool(written)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT between processes")
def test_an_interrupt_ends_without_a_traceback() -> None:
    with subprocess.Popen(
        [*PROGRAM, "check", "--lines", "-", "--format", "json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as run:
        assert run.stdin
        assert run.stdout
        watchdog = Timer(30, run.kill)
        watchdog.start()
        run.stdin.write(b"{}\n")
        run.stdin.flush()
        assert run.stdout.readline() == b'{"documents":[\n'
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate()
        watchdog.cancel()
    assert (run.returncode, errors) == (130, b"")


def test_what_is_interrupted_is_closed() -> None:
    """And with it its processes, though the exception still holds them."""
    items = ("item" for _ in range(9))
    screen: Any = None  # which shows nothing
    with pytest.raises(AttributeError):
        commands._show_all([("file", items)], screen, "error")  # type: ignore[list-item]
    assert getgeneratorstate(items) == "GEN_CLOSED"


@pytest.mark.skipif(sys.platform == "win32", reason="no groups of processes")
@pytest.mark.parametrize("source", ["file", "pipe"])
def test_an_interrupt_ends_all_processes_without_a_traceback(source: str) -> None:
    write_large()
    arguments = ["large.jsonl"] if source == "file" else ["--lines", "-"]
    with subprocess.Popen(
        [*PROGRAM, "check", *arguments, "--jobs", "2", "--format", "json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=unmeasured(environment()),
        start_new_session=True,
    ) as run:
        assert run.stdin
        assert run.stdout
        watchdog = Timer(60, run.kill)
        watchdog.start()
        if source == "pipe":
            run.stdin.write(Path("large.jsonl").read_bytes())
        run.stdin.close()
        run.stdin = None
        assert run.stdout.readline() == b'{"documents":[\n'
        os.killpg(run.pid, signal.SIGINT)
        _, errors = run.communicate()
        watchdog.cancel()
    assert (run.returncode, errors) == (130, b"")
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
    assert "\x1b[1;31merror  \x1b[0m\x1b[1mtitle-with-image\x1b[0m\n" in shown
    assert "\x1b[1;31mmissing.json\x1b[0m  There is no such file.\n" in shown


def test_no_colours_if_not_wanted() -> None:
    assert "\x1b" not in on_terminal(80, "check", "bad.json", "missing.json", NO_COLOR="1")


def test_lines_fit_the_terminal() -> None:
    shown = on_terminal(50, "check", "bad.json", "--lang", "ko", NO_COLOR="1")
    assert "bad.json:1:1  오류  title-with-image\n" in shown
    wide = [sum(2 if c > "\u1100" and c != "→" else 1 for c in line) for line in shown.split("\n")]
    assert max(wide) <= 50


# --- Without what it needs -------------------------------------------------------------------


def main_with(preparation: str) -> "subprocess.CompletedProcess[bytes]":
    code = f"import sys\n{preparation}\nfrom alimtalk_rules.__main__ import main\nmain()"
    return subprocess.run(
        [sys.executable, "-c", code, "rules"], capture_output=True, check=False, env=environment()
    )


@pytest.mark.parametrize("package", ["click", "rich"])
def test_without_the_extra_it_says_how_to_install_it(package: str) -> None:
    run = main_with(
        "class Absent:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {package!r}: raise ModuleNotFoundError(name=name)\n"
        "sys.meta_path.insert(0, Absent())"
    )
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.count(b"\n") == 1
    assert b'pip install "alimtalk-rules[cli]"' in run.stderr


def test_another_missing_module_is_no_missing_extra() -> None:
    run = main_with("sys.modules['alimtalk_rules.cli.places'] = None")
    assert run.returncode == 1
    assert b"alimtalk_rules.cli.places" in run.stderr
    assert b"pip install" not in run.stderr


def test_an_interrupt_while_it_is_loaded() -> None:
    run = main_with(
        "import types\n"
        "class Interrupted(types.ModuleType):\n"
        "    def __getattr__(self, name): raise KeyboardInterrupt\n"
        "sys.modules['alimtalk_rules.cli.places'] = Interrupted('places')"
    )
    assert (run.returncode, run.stderr) == (130, b"")
