"""The command line as its users meet it, in this process; test_programs.py has the rest."""

import errno
import json
import os
import re
import sys
from inspect import getgeneratorstate
from pathlib import Path
from typing import Any

import pytest
from click.shell_completion import ShellComplete
from jsonschema import Draft202012Validator
from PIL import Image

from alimtalk_rules import KAKAO, RULES, __version__, check_image, check_message
from alimtalk_rules.cli import options, screen, sources
from alimtalk_rules.cli.commands import cli
from alimtalk_rules.cli.config import Config
from alimtalk_rules.cli.items import Checked, Tally
from alimtalk_rules.cli.phrases import PHRASES
from alimtalk_rules.cli.reading import open_binary
from alimtalk_rules.cli.writers import WRITERS
from alimtalk_rules.reading import ReadError
from alimtalk_rules.report import Report
from alimtalk_rules.structure import load_schema
from tests.cli.program import alimtalk, json_of, write
from tests.cli.terminals import Terminal

FINE = {"text": "주문이 완료되었습니다."}
BAD = {
    "text": "주문이 완료되었습니다.",
    "title": "주문 완료",
    "image": {"width": 800, "height": 400},
}
WARNED = {"text": "주문이 완료되었습니다.\r"}

LANGUAGES = [*PHRASES]

PRIVATE = "비밀01012345678"

LINES = f"{json.dumps(FINE)}\n\n{json.dumps(BAD)}\n{{\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a file of each kind."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(screen, "monotonic", float)  # no time goes by
    for name, value in {"fine": FINE, "bad": BAD, "warned": WARNED, "none": []}.items():
        write(f"{name}.json", value)
    write("broken.json", '{"text":\n "a" 1}')
    write("many.json", [FINE, BAD, [FINE]])
    write("none.jsonl", "\n \n")
    write("many.jsonl", LINES)
    write("text.txt", "주문\n")
    for name, width in {"banner": 800, "narrow": 400, "large": 1000}.items():
        Image.new("RGB", (width, width // 2)).save(f"{name}.jpg")
    return tmp_path


# --- Exit codes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param("check fine.json", 0, id="fine"),
        pytest.param("check fine.json bad.json fine.json", 1, id="an error among others"),
        pytest.param("check warned.json", 0, id="a warning"),
        pytest.param("check warned.json --fail-on warning", 1, id="a warning that fails"),
        pytest.param("check bad.json --fail-on never", 0, id="nothing fails"),
        pytest.param("check bad.json --ignore title-with-image", 0, id="ignored"),
        pytest.param(
            "check bad.json warned.json --fail-on note --ignore title-with-image,carriage-return",
            0,
            id="two rules ignored at once",
        ),
        pytest.param(
            "check bad.json warned.json --fail-on note "
            "--ignore title-with-image --ignore carriage-return",
            0,
            id="two rules ignored one by one",
        ),
        pytest.param("check bad.json broken.json", 3, id="what cannot be read wins"),
        pytest.param("check missing.json", 3, id="no file"),
        pytest.param("check missing.jsonl", 3, id="no file of lines"),
        pytest.param("check -", 3, id="nothing, which is no JSON"),
        pytest.param("check many.json", 1, id="an array"),
        pytest.param("check many.jsonl", 3, id="JSON Lines, one broken"),
        pytest.param("check many.jsonl --ignore not-json", 1, id="JSON Lines, that ignored"),
        pytest.param("check many.jsonl none.x --summary", 3, id="a table of what is wrong"),
        pytest.param("check bad.json --summary", 1, id="a table for a message"),
        pytest.param("check many.jsonl --rejects out", 3, id="rejects"),
        pytest.param("check --lines warned.json --rejects out", 0, id="no rejects"),
        pytest.param("image banner.jpg", 0, id="a fine image"),
        pytest.param("image large.jpg --fail-on warning", 0, id="a note"),
        pytest.param("image large.jpg --fail-on note", 1, id="a note that fails"),
        pytest.param("image fine.json", 1, id="not an image"),
        pytest.param("image missing.jpg banner.jpg", 3, id="no image"),
        pytest.param("count text.txt", 0, id="count"),
        pytest.param("count missing.txt", 3, id="nothing to count"),
        pytest.param("count missing.txt --format json", 3, id="nothing to count, in JSON"),
        pytest.param("rules", 0, id="rules"),
        pytest.param("rules hanja", 0, id="a rule"),
        pytest.param("rules --code 3016", 0, id="a code"),
        pytest.param("rules --code 9999", 2, id="no such code"),
        pytest.param("--version", 0, id="version"),
        pytest.param("check fine.json --ignore hanja,hanjas", 2, id="no such rule to ignore"),
        pytest.param("rules hanjas", 2, id="no such rule"),
        pytest.param("check fine.json --fail-on fatal", 2, id="no such severity"),
        pytest.param("check fine.json --lang jp", 2, id="no such language"),
        pytest.param("check fine.json --format xml", 2, id="no such format"),
        pytest.param("check fine.json --frmat text", 2, id="no such option"),
        pytest.param("chek fine.json", 2, id="no such command"),
        pytest.param("check many.jsonl --jobs 0", 2, id="no process"),
        pytest.param("check many.jsonl bad.json --rejects out", 2, id="rejects of no lines"),
        pytest.param("check many.jsonl --rejects many.jsonl", 2, id="rejects over the lines"),
        pytest.param("check many.jsonl --accepted ./many.jsonl", 2, id="by another name"),
        pytest.param(
            "check many.jsonl --accepted - --rejects many.jsonl", 2, id="beside standard output"
        ),
        pytest.param("check fine.json -o fine.json", 2, id="findings over the message"),
        pytest.param("check fine.json --templates bad.json -o bad.json", 2, id="over a template"),
        pytest.param("check many.jsonl --rejects .", 2, id="rejects to a folder"),
        pytest.param("check many.jsonl --rejects - --accepted -", 2, id="two to one stream"),
        pytest.param("count text.txt text.txt", 2, id="too many files"),
    ],
)
def test_exit_code(arguments: str, code: int) -> None:
    result = alimtalk(*arguments.split())
    assert result.exit_code == code, result.output
    assert bool(result.stderr) == (code in {2, 3} and "json" not in arguments.split())


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "arguments",
    [["none.json"], ["none.jsonl"], ["--lines", "-"], ["empty"], ["none.json", "--summary"]],
)
def test_an_empty_input_is_told_and_no_failure(arguments: list[str], form: str) -> None:
    Path("empty").mkdir()
    for lang in LANGUAGES:
        result = alimtalk("check", *arguments, "--format", form, "--lang", lang, stdin="")
        assert result.exit_code == 0
        assert result.stderr == f"{PHRASES[lang]['nothing-checked']}\n"


def test_a_file_without_messages_is_not_called_fine() -> None:
    result = alimtalk("check", "none.json", "none.jsonl", "fine.json")
    assert result.stdout.startswith(
        "none.json   no messages in it\nnone.jsonl  no messages in it\nfine.json   fine  text\n"
    )
    assert result.stderr == ""


def test_a_file_that_may_not_be_read_is_told_and_the_others_are_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where click asks whether it may: root may read everything, so it is pretended."""

    def refused(name: str, mode: int) -> bool:
        return str(name) != "bad.json"

    def opened(name: str) -> Any:
        if name == "bad.json":
            raise PermissionError(errno.EACCES, "Permission denied", name)
        return open_binary(name)

    monkeypatch.setattr(os, "access", refused)
    monkeypatch.setattr(sources, "open_binary", opened)
    result = alimtalk("check", "bad.json", "fine.json", "--lang", "ko")
    assert result.exit_code == 3
    assert result.stderr == "bad.json  파일을 읽을 권한이 없습니다.\n"
    assert "fine.json  정상  본문\n" in result.stdout


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
        "broken.json:2:6  This is not JSON: a comma or a closing bracket was expected here.\n"
    )
    assert "fine.json     fine  text\n" in result.stdout
    assert "\nbad.json:1:1  error  title-with-image\n" in result.stdout
    assert result.stdout.endswith(
        "\n2 messages checked: 1 error, 0 warnings, 0 notes, 2 not readable\n"
    )


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        pytest.param(["-"], json.dumps(BAD), id="a message"),
        pytest.param([], json.dumps(BAD), id="by default"),
        pytest.param(["--lines"], f"\n{json.dumps(BAD)}", id="lines"),
        pytest.param(["-"], json.dumps([FINE, BAD]), id="an array"),
    ],
)
def test_standard_input(arguments: list[str], stdin: str) -> None:
    result = alimtalk("check", *arguments, stdin=stdin)
    assert result.exit_code == 1
    assert "<stdin>:" in result.stdout
    assert "title-with-image" in result.stdout


@pytest.mark.parametrize("command", ["check", "image", "match"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("stdin", [Terminal(), None])
def test_nothing_is_read_from_a_terminal(
    command: str, lang: str, stdin: Terminal | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "sys", type("", (), {"stdin": stdin, "stdout": sys.stdout}))
    result = alimtalk(command, "--lang", lang)
    assert result.exit_code == 2
    assert result.stderr.endswith(f": {PHRASES[lang]['no-files']}\n")


def test_a_folder_is_all_its_files(folder: Path) -> None:
    Path("in/deep").mkdir(parents=True)
    for name in ("in/b.json", "in/deep/a.jsonl"):
        write(name, json.dumps(FINE))
    Path("banner.jpg").rename("in/deep/banner.JPG")
    assert [doc["file"] for doc in json_of("check", "in")["documents"]] == [
        str(Path("in/b.json")),
        str(Path("in/deep/a.jsonl")),
    ]
    assert json_of("image", "in")["summary"]["documents"] == 1


def test_an_array_is_many_messages() -> None:
    documents = json_of("check", "many.json")["documents"]
    assert [document["pointer"] for document in documents] == ["/0", "/1", "/2"]
    rules = [[found["rule"] for found in doc["report"]["findings"]] for doc in documents]
    assert rules == [[], ["title-with-image"], ["wrong-type"]]
    begin = len(f"[{json.dumps(FINE, ensure_ascii=False)}, ")
    bad = len(f"{json.dumps(BAD, ensure_ascii=False)}, ")
    assert [document["places"] for document in documents] == [
        [],
        [{"line": 1, "column": begin + 1}],
        [{"line": 1, "column": begin + bad + 1}],
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reports_in_json_are_those_of_the_schema(lang: str) -> None:
    write("a.json", '[{\n"text": "#{a} 漢\\r", "title": "漢",\n"x": 1}, 5, {"text": "가"}]')
    files = ["a.json", "many.jsonl", "missing.json"]
    checked = json_of("check", *files, "--lang", lang)
    images = json_of("image", "narrow.jpg", "large.jpg", "a.json", "--lang", lang)
    schema = Draft202012Validator(load_schema("report"))
    for document in [*checked["documents"], *images["documents"]]:
        assert list(document) == ["file", "pointer", "line", "report", "places"]
        schema.validate(document["report"])
        assert len(document["places"]) == len(document["report"]["findings"])
    assert checked["documents"][2]["report"] == check_message({"text": "가"}).to_dict(lang)
    assert [doc["line"] for doc in checked["documents"]] == [None, None, None, 1, 3]
    assert [problem["file"] for problem in checked["problems"]] == ["many.jsonl", "missing.json"]
    assert checked["ok"] is False


@pytest.mark.parametrize("arguments", [["--format", "json"], [], ["--lang", "ko"], ["--summary"]])
def test_no_text_of_the_user_is_shown(arguments: list[str]) -> None:
    button = dict.fromkeys(("type", "name", "urlMobile", "chatEvent"), PRIVATE)
    message = {"text": f"{PRIVATE}\r\u3042", "title": [PRIVATE], "buttons": [button, PRIVATE]}
    write("secret.json", message)
    write("secret.jsonl", f"{json.dumps(message)}\n{{{PRIVATE}")
    write("broken.json", f'{{"{PRIVATE}": "{PRIVATE}\n')
    Path("cp949.json").write_bytes(json.dumps(message, ensure_ascii=False).encode("cp949"))
    files = ["secret.json", "secret.jsonl", "broken.json", "cp949.json"]
    result = alimtalk("check", *files, *arguments)
    assert result.exit_code == 3
    assert "secret.json" in result.output
    assert PRIVATE[2:] not in result.output


# --- JSON Lines in bulk ------------------------------------------------------------------------


@pytest.mark.parametrize("options", [["--format", "json"], ["--summary"]])
def test_two_jobs_say_what_one_does(options: list[str]) -> None:
    lines = [json.dumps(FINE) + " " * 2_000, json.dumps(BAD), "", "{", json.dumps(WARNED), "5"]
    write("large.jsonl", "\n".join(lines * 300))
    one, two = (alimtalk("check", "large.jsonl", "--jobs", jobs, *options) for jobs in "12")
    assert (two.exit_code, two.stderr, two.stdout) == (3, one.stderr, one.stdout)


def test_a_summary_says_how_many_may_be_sent() -> None:
    result = alimtalk("check", "many.jsonl", "missing.json", "--summary")
    assert result.stdout == (
        "rule              severity    findings  documents  first\n"
        "title-with-image  error              1          1  many.jsonl:3:1\n"
        "not-json          unreadable         1          1  many.jsonl:4:2\n"
        "\n2 messages checked: 1 error, 0 warnings, 0 notes\n"
        "1 may be sent · 1 refused · 2 unreadable\n"
    )
    assert result.stderr == "missing.json  There is no such file.\n"
    rows = json_of("check", "many.jsonl", "--summary")["rules"]
    assert [row["rule"] for row in rows] == ["title-with-image", "not-json"]


def test_a_summary_says_how_long_it_took(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([100.0, 109.3])
    monkeypatch.setattr(screen, "monotonic", lambda: next(clock))
    assert alimtalk("check", "fine.json", "--summary").stdout.endswith(
        "\n1 may be sent · 0 refused · 9.3 s\n"
    )


def test_lines_are_sorted_into_files() -> None:
    write("bad.jsonl", "what was there before\n" * 99)
    result = alimtalk("check", "many.jsonl", "--accepted", "good.jsonl", "--rejects", "bad.jsonl")
    assert result.exit_code == 3
    assert result.stdout.endswith(
        "\n1 may be sent → good.jsonl · 1 refused · 1 unreadable → bad.jsonl\n"
    )
    assert Path("good.jsonl").read_text(encoding="utf-8") == f"{json.dumps(FINE)}\n"
    rejects = [json.loads(line) for line in Path("bad.jsonl").read_text("utf-8").splitlines()]
    assert [(each["file"], each["line"], each["text"]) for each in rejects] == [
        ("many.jsonl", 3, json.dumps(BAD)),
        ("many.jsonl", 4, "{"),
    ]
    again = alimtalk("check", "--lines", stdin="\n".join(each["text"] for each in rejects))
    assert (again.exit_code, "title-with-image" in again.stdout) == (3, True)


def test_rejects_on_standard_output() -> None:
    result = alimtalk("check", "many.jsonl", "--rejects", "-")
    assert [json.loads(line)["line"] for line in result.stdout.splitlines()] == [3, 4]
    assert "title-with-image" in result.stderr
    assert not Path("-").exists()


def test_nothing_is_written_before_there_is_something_to_read() -> None:
    write("precious", "precious")
    result = alimtalk("check", "missing.jsonl", "--rejects", "precious")
    assert result.exit_code == 3
    assert result.stdout.endswith("\n0 may be sent · 0 refused · 1 unreadable\n")
    assert Path("precious").read_text() == "precious"
    result = alimtalk("check", "many.jsonl", "missing.jsonl", "--rejects", "precious")
    assert "precious is as it was" in result.stderr
    assert Path("precious").read_text() == "precious"
    assert alimtalk("check", "none.jsonl", "--rejects", "precious").exit_code == 0
    assert Path("precious").read_text() == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_read_is_not_written(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("link").symlink_to("many.jsonl")
    os.link("many.jsonl", "hard")
    for name in ("many.jsonl", str(Path("many.jsonl").resolve()), "link", "hard"):
        result = alimtalk("check", "many.jsonl", "--rejects", name, "--lang", lang)
        assert result.exit_code == 2
        assert result.stderr.endswith(f"{PHRASES[lang]['over-input'].format(name=name)}\n")
    result = alimtalk("check", "many.jsonl", "--rejects", "o", "--accepted", "./o", "--lang", lang)
    assert result.stderr.endswith(f"{PHRASES[lang]['same-output'].format(name='o')}\n")
    with Path("many.jsonl").open() as stdin:
        monkeypatch.setattr(screen, "sys", type("", (), {"stdin": stdin, "stderr": sys.stderr}))
        assert screen._is_same("many.jsonl", "-")
        assert not screen._is_same("fine.json", "-")
    assert Path("many.jsonl").read_text(encoding="utf-8") == LINES


def test_output_that_cannot_be_written() -> None:
    result = alimtalk("check", "many.jsonl", "--rejects", "no/such", "--accepted", "good")
    assert result.exit_code == 3
    assert result.stderr == "no/such cannot be written: there is no such folder.\n"
    assert not Path("good").exists()
    result = alimtalk("check", "fine.json", "-o", "no/such", "--lang", "ko")
    assert result.stderr == "no/such에 쓸 수 없습니다: 폴더가 없습니다.\n"


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (OSError(errno.ENOSPC, "No space left"), 3)]
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_early_end_says_how_far_it_came_and_what_is_where(
    error: BaseException, code: int, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(Tally):
        def add(self, item: Any) -> None:
            if self.problems:
                raise error
            super().add(item)

    write("r", "precious")
    write("a.jsonl", f"{json.dumps(BAD)}\n{json.dumps(FINE)}\n{{\n5\n")
    monkeypatch.setattr(screen, "Tally", Interrupted)
    result = alimtalk("check", "a.jsonl", "--rejects", "r", "--lang", lang)
    assert result.exit_code == code
    (part,) = Path().glob("r.*.part")
    words = PHRASES[lang]
    assert result.stderr.splitlines()[1:3] == [
        words["stopped"].format(count=3, place="a.jsonl:3"),
        words["written-so-far"].format(part=part.resolve(), name="r"),
    ]
    assert part.read_bytes().count(b"\n") >= 2
    assert Path("r").read_text() == "precious"


def test_nobody_who_reads_is_told_only_what_is_where(monkeypatch: pytest.MonkeyPatch) -> None:
    def add(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(Tally, "add", add)
    result = alimtalk("check", "many.jsonl", "--rejects", "r", "--fail-on", "warning")
    assert (result.exit_code, result.stderr) == (141, "")
    write("rejected.jsonl", json.dumps(BAD))
    result = alimtalk("check", "rejected.jsonl", "--rejects", "r")
    assert result.exit_code == 141
    assert result.stderr.startswith("What was written so far is in ")


def test_what_is_no_line_has_none() -> None:
    for item in (Checked(Report("message")), ReadError("no-such-file")):
        assert screen._line_of(item) is None


def test_what_is_interrupted_is_closed() -> None:
    """And with it its processes, though the exception still holds them."""
    items: Any = ("item" for _ in range(9))  # which cannot be counted
    judging = options.Judging(
        *("infobip", {}, {}, (), "error", "text"),
        quiet=False,
        config=Config(),
        lang="en",
    )
    with pytest.raises(AttributeError):
        screen.Screen(judging, "message", ["file"]).show([("file", items)])
    assert getgeneratorstate(items) == "GEN_CLOSED"


# --- Where and how much is said -----------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_output_file_has_what_the_screen_would_have(form: str) -> None:
    arguments = ["check", "bad.json", "missing.json", "--format", form]
    shown = alimtalk(*arguments)
    for name in ("out", "-"):
        result = alimtalk(*arguments, "-o", name)
        assert (result.exit_code, result.stderr) == (3, shown.stderr)
        assert result.stdout == ("" if name == "out" else shown.stdout)
    assert Path("out").read_text(encoding="utf-8") == shown.stdout


def test_several_outputs_at_once() -> None:
    arguments = ["check", "many.jsonl", "missing.json"]
    shown = alimtalk(*arguments)
    result = alimtalk(*arguments, "-o", "json=a.json", "--output", "text=a.txt")
    assert (result.exit_code, result.stdout, result.stderr) == (3, shown.stdout, shown.stderr)
    in_json = alimtalk(*arguments, "--format", "json").stdout
    assert Path("a.json").read_text(encoding="utf-8") == in_json
    text = Path("a.txt").read_text(encoding="utf-8")
    assert "title-with-image" in text
    assert "missing.json  There is no such file.\n" in text


def test_standard_output_has_one_format() -> None:
    shown, in_json = (alimtalk("check", "bad.json", "--format", form) for form in ("text", "json"))
    for arguments in (["-o", "text"], ["-o", "json=-", "-o", "text=text"]):
        assert alimtalk("check", "bad.json", *arguments).stdout in ("", in_json.stdout)
        assert Path("text").read_text(encoding="utf-8") == shown.stdout


def test_of_several_outputs_a_summary_shortens_those_that_have_a_table() -> None:
    result = alimtalk("check", "many.jsonl", "--summary", "-o", "json=a.json", "-o", "text=a.txt")
    assert Path("a.txt").read_text(encoding="utf-8").startswith("rule  ")
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["rules"] != []
    assert result.stdout.startswith("rule  ")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("arguments", "phrase", "name"),
    [
        pytest.param(["-o", "xml=a"], "no-such-format", "'xml'", id="no such format"),
        pytest.param(["-o", "-", "-o", "json=-"], "same-output", "<stdout>", id="to one stream"),
        pytest.param(["-o", "a", "-o", "json=./a"], "same-output", "./a", id="two to one file"),
        pytest.param(["-o", "json=bad.json"], "over-input", "bad.json", id="over the message"),
    ],
)
def test_outputs_that_cannot_be(arguments: list[str], phrase: str, name: str, lang: str) -> None:
    result = alimtalk("check", "bad.json", *arguments, "--lang", lang)
    assert result.exit_code == 2
    said = PHRASES[lang][phrase].format(name=name, known=", ".join(WRITERS))
    assert result.stderr.endswith(f": {said}\n")
    assert sorted(path.name for path in Path().glob("a*")) == []


def test_a_file_whose_name_has_an_equals_sign() -> None:
    alimtalk("check", "bad.json", "-o", "./xml=a", "-o", "주문=b")
    assert Path("xml=a").exists()
    assert Path("주문=b").exists()


def test_quiet() -> None:
    assert alimtalk("check", "fine.json", "-q").output == ""
    result = alimtalk("check", "fine.json", "many.jsonl", "-q")
    assert result.stdout.startswith("many.jsonl:3:1  error  title-with-image\n")
    assert len(result.stdout.splitlines()) == 3


def test_findings_left_out_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.jsonl", f"{json.dumps(BAD)}\n" * 1_300)
    result = alimtalk("check", "a.jsonl")
    assert result.stdout.count("title-with-image") == 1_000
    assert "\n… and 300 more findings. " in result.stdout
    assert json_of("check", "a.jsonl")["summary"]["errors"] == 1_300


# --- image -----------------------------------------------------------------------------------


def test_images() -> None:
    result = alimtalk("image", "banner.jpg", "narrow.jpg", "large.jpg")
    size = Path("banner.jpg").stat().st_size
    assert f"banner.jpg  fine  800 × 400 px, jpeg, {size:,} bytes\n" in result.stdout
    assert "narrow.jpg  error  image-too-narrow  " in result.stdout
    assert "large.jpg  note  image-not-recommended-size\n" in result.stdout
    assert result.stdout.endswith("\n3 images checked: 1 error, 0 warnings, 1 note\n")


def test_a_thumbnail() -> None:
    Image.new("RGB", (108, 108)).save("small.png")
    assert alimtalk("image", "--kind", "thumbnail", "small.png").exit_code == 0
    assert "thumbnail-not-square" in alimtalk("image", "--kind", "thumbnail", "banner.jpg").stdout
    assert "image-too-low" not in alimtalk("image", "small.png").stdout


KAKAOS = {"text": "주문이 완료되었습니다.", "header": "주문 안내"}


def test_a_profile_is_chosen() -> None:
    write("kakao.json", KAKAOS)
    assert "beyond-profile" in alimtalk("check", "kakao.json").stdout
    told = json_of("check", "--profile", "kakao", "kakao.json")["documents"][0]["report"]
    assert (told["profile"], told["combination"]) == ("kakao", "text+item-list")
    write("kakao.jsonl", KAKAOS)
    lines = json_of("check", "--profile", "kakao", "kakao.jsonl")["documents"]
    assert [each["report"]["profile"] for each in lines] == ["kakao"]
    shown = alimtalk("check", "--profile", "kakao", "--lang", "ko", "kakao.json").stdout
    assert "아이템 리스트" in shown
    limit = json_of("count", "--profile", "kakao", "kakao.json")["count"]["limit"]
    assert limit == KAKAO.limits.text_beside_items
    assert alimtalk("check", "--profile", "naver", "kakao.json").exit_code == 2


def test_an_image_on_standard_input_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    data = Path("banner.jpg").read_bytes()
    result = alimtalk("image", stdin=data)
    assert result.stdout.startswith(f"<stdin>  fine  800 × 400 px, jpeg, {len(data):,} bytes\n")
    Path("banner.txt").write_bytes(data)
    assert "image-extension" in alimtalk("image", "banner.txt").stdout
    assert alimtalk("image", "-", stdin=b"").stdout.startswith("<stdin>  error  image-unreadable\n")


@pytest.mark.parametrize("size", [500_001, 512_001])
def test_an_image_on_standard_input_is_measured(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = Path("banner.jpg").read_bytes().ljust(size, b"\0")
    (document,) = json_of("image", "-", stdin=data)["documents"]
    assert document["report"] == check_image(data).to_dict()
    monkeypatch.setattr(sources, "MOST_IMAGE_BYTES", 300_000)
    (document,) = json_of("image", "-", stdin=data)["documents"]
    assert document["report"]["image"]["bytes"] == 300_000


# --- count -----------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["text.txt"], ["-"], []])
def test_count(arguments: list[str]) -> None:
    result = alimtalk("count", *arguments, stdin="주문\n".encode())
    assert "Left of 1,000 characters          997\n" in result.stdout
    assert "it counts too" in result.stdout


def test_count_of_a_message() -> None:
    result = alimtalk("count", "fine.json")
    assert f"Left of 1,000 characters          {1000 - len(FINE['text'])}\n" in result.stdout
    assert result.stdout.endswith("This is the text of the JSON object, not the whole file.\n")
    assert json_of("count", "fine.json")["count"]["of"] == "message"


def test_json_of_count() -> None:
    assert json_of("count", "text.txt") == {
        "file": "text.txt",
        "count": {
            "of": "file",
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
    assert "1030, 3013, 405\n" in alimtalk("rules", "missing-field").stdout
    assert "경고" in alimtalk("rules", "hanja", "--lang", "ko").stdout
    assert [rule["name"] for rule in json_of("rules")["rules"]] == list(RULES)
    assert json_of("rules", "hanja")["severity"] == "warning"


@pytest.mark.parametrize(
    ("option", "code", "expected"),
    [
        pytest.param("--code", "3016", ["text-mismatch", "line-endings-differ"], id="Kakao's"),
        pytest.param("--kakao", "3015", ["unknown-template"], id="by its other name"),
        pytest.param("--code", "-3042", ["header-mismatch"], id="one of NHN's"),
        pytest.param(
            "--code",
            "1020",
            ["bad-destination", "no-destination", "leading-zero-lost"],
            id="one of several",
        ),
        pytest.param("--code", "-3018", ["extra-missing"], id="the first of several"),
    ],
)
def test_rules_behind_a_code(option: str, code: str, expected: list[str]) -> None:
    lines = alimtalk("rules", option, code).stdout.splitlines()
    assert [line.split()[0] for line in lines] == expected
    assert [rule["name"] for rule in json_of("rules", option, code)["rules"]] == expected


@pytest.mark.parametrize("code", ["500", "2022", "8001", "", "30"])
def test_a_number_is_no_code(code: str) -> None:
    result = alimtalk("rules", "--code", code, "--lang", "ko")
    assert result.exit_code == 2
    assert f"결과 코드 {code!r}에 해당하는 규칙이 없습니다." in result.stderr


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        pytest.param(["rules", "text-to-long"], "text-too-long", id="a misspelt rule"),
        pytest.param(["check", "x", "--ignore", "hanja,HANJA"], None, id="in capitals"),
        pytest.param(["image", "x", "--ignore", "image-to-narrow"], "image-too-narrow", id="image"),
        pytest.param(["rules", "쀍"], None, id="nothing like it"),
        pytest.param(["rules", ""], None, id="no name"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_closest_name_is_named_if_one_is_close(
    arguments: list[str], nearest: str | None, lang: str
) -> None:
    result = alimtalk(*arguments, "--lang", lang)
    assert result.exit_code == 2
    words = PHRASES[lang]
    sentence = words["closest-rule" if nearest else "no-such-rule"]
    name = arguments[-1].split(",")[-1]
    assert result.stderr.endswith(f"{sentence.format(name=repr(name), nearest=repr(nearest))}\n")


def test_names_of_rules_are_completed() -> None:
    complete = ShellComplete(cli, {}, "alimtalk-rules", "_")
    for arguments in (["rules"], ["check", "--ignore"]):
        completions = complete.get_completions(arguments, "image-not")
        names = [item.value for item in completions]
        assert names == ["image-not-2-to-1", "image-not-recommended-size"]
    assert complete.get_completions(["check"], "") != []
    (files,) = complete.get_completions(["check", "--templates"], "")
    assert files.type == "file"


# --- Help ------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [None, *cli.commands])
def test_help_begins_with_examples_and_is_whole(command: str | None) -> None:
    text = alimtalk(*filter(None, [command]), "-h").stdout
    summary, examples, *_ = re.split(r"\n\s*\n", text.split("\n", 2)[2])
    assert summary.rstrip().endswith(".")
    assert examples.startswith("  Examples:\n    ")
    assert "alimtalk-rules" in examples
    listed = re.sub(r"\s+", " ", alimtalk("-h").stdout)
    assert "..." not in listed.split("Commands:")[1]


def test_help_has_examples_and_what_options_take() -> None:
    lines = alimtalk("match", "-h").stdout
    assert (
        "  Examples:\n"
        "    alimtalk-rules match --template order.json message.json --show-text\n"
        "    alimtalk-rules match --template templates/ request.json campaign.jsonl\n\n"
    ) in lines
    text = " ".join(lines.split())
    assert (
        " --template, --templates PATH Compare with these: one, an array, JSON Lines, a gateway's "
        "list, or a folder of *.json. [required] "
    ) in text
    assert (
        " --isolated Read no configuration (alimtalk-rules.toml, pyproject.toml). --lang "
    ) in text


def test_version() -> None:
    assert __version__ in alimtalk("--version").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["\x1b[31mx"], id="a command"),
        pytest.param(["--\x1b[31mx"], id="an option of the group"),
        pytest.param(["check", "--\x1b[31mx"], id="an option of a command"),
        pytest.param(["check", "x", "--ignore", "\x1b[31mx"], id="a rule to ignore"),
        pytest.param(["rules", "\x1b[31mx"], id="a rule"),
        pytest.param(["rules", "--code", "\x1b[31mx"], id="a code"),
        pytest.param(["count", "x", "\x1b[31mx"], id="one argument too many"),
    ],
)
def test_usage_errors_repeat_nothing_that_a_terminal_obeys(arguments: list[str]) -> None:
    result = alimtalk(*arguments)
    assert result.exit_code == 2
    assert "\x1b" not in result.output
    assert "\\x1b[31mx" in result.stderr
