"""Formats of one line for each finding, and the problem matcher that reads them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from alimtalk_rules.cli.items import Checked, Item
from alimtalk_rules.report import Finding, Report
from alimtalk_rules.structure import load_schema
from tests.cli.written import (
    ERROR,
    FINE,
    IN_TEXT,
    LONG_LINE,
    MISSING,
    NOTE,
    PROBLEM,
    REFUSED_LINE,
    WARNING,
    Files,
    checked,
    written,
)

IMAGE = Checked(Report("image", (Finding("image-unreadable", "/width"),)))
EVERYTHING: Files = {
    "주문 1.json": [FINE, checked(IN_TEXT, WARNING, NOTE, line=3, pointer="/5")],
    "a\x1b.jsonl": [REFUSED_LINE],
    "b.json": [PROBLEM, MISSING],
    "-": [IMAGE],
}

# --- Concise ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_concise_lines_are_those_of_compilers(lang: str) -> None:
    out, err = written(EVERYTHING, "concise", lang=lang)
    lines = out.splitlines()
    assert err == ""
    assert len(lines) == 7
    assert lines[0] == f"주문 1.json:3:8: warning: {WARNING.sentence(lang)} [duplicate-button]"
    assert [[*line.split(": ")[:2], line.rpartition(" ")[2]] for line in lines[1:]] == [
        ["주문 1.json:3:9", "warning", "[leftover-variable]"],
        ["주문 1.json:3:7", "note", "[too-many-findings]"],
        ["a\\x1b.jsonl:4:2", "error", "[not-json]"],
        ["b.json:4:2", "error", "[unreadable]"],
        ["b.json", "error", "[unreadable]"],
        ["<stdin>", "error", "[image-unreadable]"],
    ]


def test_what_cannot_be_read_is_told_with_its_numbers() -> None:
    assert written({"a": [LONG_LINE]}, "concise")[0] == (
        "a:9:1: error: This line has 1,234 bytes; at most 1,000 are read. [unreadable]\n"
    )


def test_concise_has_nothing_for_what_is_fine() -> None:
    assert written({"a": [FINE]}, "concise") == ("", "")


MATCHER = Path(__file__).resolve().parents[2] / ".github" / "alimtalk-rules-matcher.json"


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_problem_matcher_reads_each_line_once(lang: str) -> None:
    """As GitHub's runner does: the first matcher whose pattern matches the line takes it."""
    matchers = json.loads(MATCHER.read_text(encoding="utf-8"))["problemMatcher"]
    assert len({matcher["owner"] for matcher in matchers}) == len(matchers)
    lines = written(EVERYTHING, "concise", lang=lang)[0].split("\n")
    unreadable = IMAGE.report.findings[0].sentence(lang)
    assert [_matched(matchers, line) for line in lines] == [
        ("주문 1.json", "3", "8", "warning", WARNING.sentence(lang), "duplicate-button"),
        ("주문 1.json", "3", "9", "warning", IN_TEXT.sentence(lang), "leftover-variable"),
        ("주문 1.json", "3", "7", "notice", NOTE.sentence(lang), "too-many-findings"),
        ("a\\x1b.jsonl", "4", "2", "error", _sentence(REFUSED_LINE, lang), "not-json"),
        ("b.json", "4", "2", "error", _sentence(PROBLEM, lang), "unreadable"),
        ("b.json", None, None, "error", _sentence(MISSING, lang), "unreadable"),
        ("<stdin>", None, None, "error", unreadable, "image-unreadable"),
        None,
    ]


def _matched(matchers: list[dict[str, Any]], line: str) -> tuple[str | None, ...] | None:
    for matcher in matchers:
        (pattern,) = matcher["pattern"]
        if match := re.search(pattern["regexp"], line):
            groups = {name: match[pattern[name]] for name in pattern if name != "regexp"}
            groups.setdefault("severity", matcher.get("severity"))
            names = ("file", "line", "column", "severity", "message", "code")
            return tuple(groups[name] for name in names)
    return None


def _sentence(item: Item, lang: str) -> str:
    (line,) = written({"x": [item]}, "jsonl", lang=lang)[0].splitlines()
    return str(json.loads(line)["message"])


# --- JSON Lines ------------------------------------------------------------------------------


LINE = Draft202012Validator(load_schema("output-line"))


def test_json_lines() -> None:
    beside = Checked(Report("match", (ERROR,), template="order"))
    out, err = written({**EVERYTHING, "c": [beside]}, "jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    assert err == ""
    assert "\x1b" not in out
    assert lines[1] == {
        "file": "주문 1.json",
        "line": 3,
        "column": 9,
        "pointer": "/5/text",
        **IN_TEXT.to_dict(),
    }
    assert lines[4] == {
        "file": "b.json",
        "line": 4,
        "column": 2,
        "rule": "unreadable",
        "severity": "error",
        "message": "This is not JSON: a value was expected here.",
    }
    assert [line["line"] for line in lines[5:]] == [None, None, None]
    for line in lines:
        LINE.validate(line)
    assert lines[-1]["template"] == "order"
    assert "template" not in lines[0]
