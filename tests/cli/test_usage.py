"""Wrong usage is told in the language that is asked for, and click's common errors are, too."""

import click
import pytest

from alimtalk_rules.cli import usage
from alimtalk_rules.cli.phrases import PHRASES
from tests.cli.program import alimtalk

FORMATS = "text, concise, json, jsonl, github, gitlab, sarif, junit, html"


@pytest.mark.parametrize(
    ("arguments", "english", "korean"),
    [
        pytest.param(
            "chek x",
            "There is no command 'chek'; the closest is 'check'.",
            "'chek'(이)라는 명령이 없습니다. 가장 비슷한 명령은 'check'입니다.",
            id="a command like another",
        ),
        pytest.param(
            "xyz", "There is no command 'xyz'.", "'xyz'(이)라는 명령이 없습니다.", id="no command"
        ),
        pytest.param(
            "check --frmat x",
            "There is no option --frmat; did you mean --format?",
            "--frmat 옵션이 없습니다. 혹시 --format인가요?",
            id="an option like another",
        ),
        pytest.param(
            "match --template-s x",
            "There is no option --template-s; did you mean --templates, --template, --status?",
            "--template-s 옵션이 없습니다. 혹시 --templates, --template, --status인가요?",
            id="an option like others",
        ),
        pytest.param(
            "check --zzzz",
            "There is no option --zzzz.",
            "--zzzz 옵션이 없습니다.",
            id="no option",
        ),
        pytest.param(
            "check x --format xml",
            f"--format must be one of {FORMATS}.",
            f"--format에는 다음 중 하나를 쓰세요: {FORMATS}.",
            id="none of the choices",
        ),
        pytest.param(
            "check --jobs",
            "--jobs needs a value.",
            "--jobs에는 값이 필요합니다.",
            id="no value",
        ),
        pytest.param(
            "check --lines=5",
            "--lines takes no value.",
            "--lines에는 값을 쓸 수 없습니다.",
            id="a value too many",
        ),
        pytest.param(
            "render", "TEMPLATE is missing.", "TEMPLATE을(를) 지정해야 합니다.", id="no argument"
        ),
        pytest.param(
            "match x",
            "--templates is missing.",
            "--templates을(를) 지정해야 합니다.",
            id="no option",
        ),
    ],
)
def test_wrong_usage(arguments: str, english: str, korean: str) -> None:
    command, *rest = arguments.split()
    for lang, message in {"en": english, "ko": korean}.items():
        result = alimtalk(command, "--lang", lang, *rest)
        begin, help_, _, error = result.stderr.splitlines()
        phrases = PHRASES[lang]
        name = "cli" if command in {"chek", "xyz"} else f"cli {command}"
        assert result.exit_code == 2
        assert begin.startswith(phrases["usage"].format(command=name, pieces="[OPTIONS]"))
        assert help_ == phrases["try-help"].format(command=name)
        assert error == phrases["usage-error"].format(message=message)


def test_an_error_before_the_command() -> None:
    result = alimtalk("--version=5")
    assert (result.exit_code, result.stderr.splitlines()) == (
        2,
        [
            "Usage: cli [OPTIONS] COMMAND [ARGS]...",
            "Try 'cli --help' for help.",
            "",
            "Error: --version takes no value.",
        ],
    )
    assert alimtalk("--version=5", "check", "--lang", "ko").stderr.startswith("사용법: cli ")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param("check x --jobs 0", id="out of range"),
        pytest.param("count x y z", id="too many arguments"),
        pytest.param("preview x -o .", id="a folder to write"),
        pytest.param("check x -o json=.", id="a folder for findings"),
    ],
)
def test_others_are_told_in_english_within(arguments: str) -> None:
    english, korean = (alimtalk(*arguments.split(), "--lang", lang).stderr for lang in PHRASES)
    assert korean.startswith(f"사용법: cli {arguments.split(maxsplit=1)[0]} ")
    detail = english.rpartition(": ")[2]
    assert korean.endswith(detail)


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        pytest.param("check --lang ko --zzzz", "ko", id="before"),
        pytest.param("check --zzzz --lang ko", "ko", id="behind"),
        pytest.param("check --zzzz --lang=ko", "ko", id="joined"),
        pytest.param("check --zzzz --lang", "en", id="without a value"),
        pytest.param("check --zzzz --lang jp", "en", id="another"),
        pytest.param("check --zzzz --lang=jp ko", "en", id="another, joined"),
        pytest.param("check --zzzz", "en", id="none"),
    ],
)
def test_the_language_is_read_before_what_is_wrong(arguments: str, lang: str) -> None:
    begin = PHRASES[lang]["usage"].partition("{")[0]
    assert alimtalk(*arguments.split()).stderr.startswith(begin)


@pytest.mark.parametrize("command", ["check", "preview"])
def test_an_option_is_told_by_its_long_name(command: str) -> None:
    assert "--output" in alimtalk(command, "x", "-o", ".").stderr.splitlines()[-1]


def test_where_no_language_was_read_it_is_english() -> None:
    assert usage.lang() == usage.lang(click.Context(click.Command("x"))) == "en"
