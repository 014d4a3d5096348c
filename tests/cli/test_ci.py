"""What GitHub's and GitLab's CI read, read as they do."""

import json
import re
from pathlib import Path

import pytest

from alimtalk_rules.cli.items import Checked
from alimtalk_rules.report import Finding, Report
from tests.cli.program import alimtalk, write
from tests.cli.written import (
    ERROR,
    FINE,
    IN_TEXT,
    MISSING,
    NOTE,
    PROBLEM,
    WARNING,
    Files,
    checked,
    written,
)

COMMAND = re.compile(r"::(error|warning|notice) (?:(.*?))::(.*)")
UNESCAPED = {"%0A": "\n", "%0D": "\r", "%3A": ":", "%2C": ",", "%25": "%"}


def unescaped(text: str) -> str:
    return re.sub("%..", lambda match: UNESCAPED[match[0]], text)


def line(found: Finding, lang: str) -> str:
    return f"{found.severity}: {found.sentence(lang)} [{found.rule}]"


def annotations(files: Files, lang: str = "en") -> list[tuple[str, dict[str, str], str]]:
    """What GitHub's runner makes of the commands."""
    found = []
    for command in written(files, "github", lang=lang, quiet=True)[0].splitlines():
        match = COMMAND.fullmatch(command)
        assert match
        pairs = (pair.split("=", 1) for pair in match[2].split(","))
        properties = {name: unescaped(value) for name, value in pairs}
        found.append((match[1], properties, unescaped(match[3])))
    return found


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_annotations(lang: str) -> None:
    files: Files = {"a,b:%/주문.json": [checked(IN_TEXT, NOTE, ERROR)], "b": [PROBLEM, MISSING]}
    name = "a,b:%/주문.json"
    assert annotations(files, lang)[:3] == [
        (
            severity,
            {"file": name, "line": "1", "col": column, "title": found.rule},
            f"{name}:1:{column}: {line(found, lang)}\n→ {found.hint(lang)}",
        )
        for severity, column, found in [
            ("error", "7", ERROR),
            ("warning", "9", IN_TEXT),
            ("notice", "7", NOTE),
        ]
    ]
    where = {"file": "b", "title": "unreadable"}
    assert annotations(files)[3:] == [
        (
            "error",
            where | {"line": "4", "col": "2"},
            "b:4:2: error: This is not JSON: a value was expected here. [unreadable]",
        ),
        ("error", where, "b: error: There is no such file. [unreadable]"),
    ]


def test_what_ends_a_property_is_escaped() -> None:
    line = written({"a,b:%.json": [checked(ERROR)]}, "github")[0].splitlines()[0]
    assert line.startswith("::error file=a%2Cb%3A%25.json,line=1,col=9,title=title-with-image::")


@pytest.mark.parametrize("file", ["-", "../a.json", "/a.json"])
def test_what_is_not_in_the_working_folder_is_not_annotated(file: str) -> None:
    ((_, properties, text),) = annotations({file: [checked(ERROR)]})
    assert properties.keys() == {"line", "col", "title"}
    assert text.startswith(f"{'<stdin>' if file == '-' else file}:1:9: ")


@pytest.mark.parametrize(
    ("arguments", "begin"),
    [
        pytest.param([], "::warning file=a.json", id="by itself"),
        pytest.param(["-o", "json=out"], "::warning file=a.json", id="beside a file"),
        pytest.param(["--format", "text"], "a.json:1:13  warning", id="unless another is chosen"),
        pytest.param(["--summary"], "rule ", id="as a table"),
    ],
)
def test_in_actions_it_is_the_format_of_the_log(
    arguments: list[str], begin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("a.json", {"text": "주문\r"})
    result = alimtalk("check", "a.json", *arguments, GITHUB_ACTIONS="true")
    assert result.stdout.startswith(begin)
    alimtalk("check", "a.json", "-o", "out", GITHUB_ACTIONS="true")
    assert Path("out").read_text(encoding="utf-8").startswith("a.json:1:13  warning")
    assert alimtalk("check", "a.json", GITHUB_ACTIONS="false").stdout.startswith("a.json:1:13")


def test_the_log_ends_with_the_sums() -> None:
    files: Files = {"a": [FINE, checked(WARNING)]}
    for how in ({}, {"in_bulk": True}, {"lang": "ko"}):
        sums = written(files, "text", **how)[0].splitlines()[-1]
        assert written(files, "github", **how)[0].splitlines()[-1] == sums


def test_code_quality() -> None:
    image = Checked(Report("image", (Finding("image-unreadable", ""),)))
    files: Files = {
        "./a/주문.json": [checked(IN_TEXT, ERROR, NOTE)],
        "b": [PROBLEM],
        "-": [image],
        "/c.png": [MISSING],
    }
    entries = json.loads(written(files, "gitlab")[0])
    assert entries[0] == {
        "description": f"title-with-image: {ERROR.message}",
        "check_name": "title-with-image",
        "fingerprint": entries[0]["fingerprint"],
        "severity": "major",
        "location": {"path": "a/주문.json", "lines": {"begin": 1}},
    }
    assert [(each["severity"], each["location"]) for each in entries[1:]] == [
        ("minor", {"path": "a/주문.json", "lines": {"begin": 1}}),
        ("info", {"path": "a/주문.json", "lines": {"begin": 1}}),
        ("major", {"path": "b", "lines": {"begin": 4}}),
        ("major", {"path": "<stdin>", "lines": {"begin": 1}}),
        ("major", {"path": "/c.png", "lines": {"begin": 1}}),
    ]
    assert len({each["fingerprint"] for each in entries}) == len(entries)


def test_code_quality_of_nothing() -> None:
    assert json.loads(written({"a": [FINE]}, "gitlab")[0]) == []
