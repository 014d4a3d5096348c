"""SARIF, held by its official schema and by a reader of other people's.

``sarif-schema-2.1.0.json`` is OASIS's, https://github.com/oasis-tcs/sarif-spec, file
``Schemata/sarif-schema-2.1.0.json``, in draft-07, taken as it stands in the sdist of sarif-pydantic
0.6.2.
"""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from sarif_pydantic import Sarif

from alimtalk_rules import RULES, __version__
from alimtalk_rules.cli.items import Checked
from alimtalk_rules.report import Finding, Report
from tests.cli.written import (
    ERROR,
    FINE,
    IN_TEXT,
    MISSING,
    NOTE,
    PROBLEM,
    REFUSED_LINE,
    WARNING,
    Files,
    checked,
    written,
)

SCHEMA = Path(__file__).with_name("sarif-schema-2.1.0.json")
IMAGE = Checked(Report("image", (Finding("image-unreadable", "/width"),)))


@cache
def official() -> Draft7Validator:
    return Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def run_of(files: Files, **how: Any) -> Any:
    """The one run, after both readers have accepted it."""
    log = json.loads(written(files, "sarif", **how)[0])
    assert [error.message for error in official().iter_errors(log)] == []
    (read,) = Sarif.model_validate(log).runs
    (run,) = log["runs"]
    assert [result.rule_id for result in read.results or ()] == [
        result["ruleId"] for result in run["results"]
    ]
    return run


EVERYTHING: Files = {
    "주문 1.json": [FINE, checked(IN_TEXT, NOTE, ERROR, line=3, pointer="/5"), checked(IN_TEXT)],
    "a.jsonl": [REFUSED_LINE],
    "b.json": [PROBLEM, MISSING],
    "c.png": [IMAGE],
    "-": [checked(WARNING)],
}


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_results(lang: str) -> None:
    run = run_of(EVERYTHING, lang=lang)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][1] == {
        "ruleId": "leftover-variable",
        "ruleIndex": 1,
        "level": "warning",
        "message": {"text": f"{IN_TEXT.sentence(lang)} {IN_TEXT.hint(lang)}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "%EC%A3%BC%EB%AC%B8%201.json"},
                    "region": {"startLine": 3, "startColumn": 9},
                },
                "logicalLocations": [{"fullyQualifiedName": "/5/text"}],
            }
        ],
        "partialFingerprints": run["results"][1]["partialFingerprints"],
    }


def test_whatever_is_found_has_its_level_its_file_and_a_fingerprint_of_its_own() -> None:
    results = run_of(EVERYTHING)["results"]
    where = [result["locations"][0]["physicalLocation"] for result in results]
    found = zip(results, where, strict=True)
    assert [(r["ruleId"], r["level"], w["artifactLocation"]["uri"]) for r, w in found][3:] == [
        ("leftover-variable", "warning", "%EC%A3%BC%EB%AC%B8%201.json"),
        ("not-json", "error", "a.jsonl"),
        ("unreadable", "error", "b.json"),
        ("image-unreadable", "error", "c.png"),
        ("duplicate-button", "warning", "stdin"),
    ]
    assert ["region" in each for each in where] == [True] * 6 + [False, True]
    fingerprints = [tuple(result["partialFingerprints"].items()) for result in results]
    assert len({*fingerprints}) == len(results)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_only_rules_that_were_broken_are_told_each_once(lang: str) -> None:
    run = run_of(EVERYTHING, lang=lang)
    driver = run["tool"]["driver"]
    rules = driver["rules"]
    assert (driver["name"], driver["version"]) == ("alimtalk-rules", __version__)
    assert (driver["language"], run["language"]) == (lang, lang)
    assert [rule["id"] for rule in rules] == [
        *("title-with-image", "leftover-variable", "too-many-findings", "not-json", "unreadable"),
        *("image-unreadable", "duplicate-button"),
    ]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert rules[0]["shortDescription"]["text"] == RULES["title-with-image"].texts[lang].what
    assert rules[0]["defaultConfiguration"] == {"level": "error"}


def test_what_helps_is_told_with_its_sources() -> None:
    files: Files = {"a": [checked(Finding(rule, "")) for rule in ("duplicate-button", "not-json")]}
    one, other = run_of(files)["tool"]["driver"]["rules"]
    assert one["help"]["text"] == (
        "Recipients cannot tell them apart.\n\nSources:\n"
        "- No document: the judgement of alimtalk-rules: Nobody can tell two equal buttons apart; "
        "usually one was pasted twice."
    )
    assert other["help"]["text"].splitlines()[3:] == [
        f"- {source.title}: {says} {source.url}" for source, says in RULES["not-json"].sources
    ]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_rule_can_be_told(lang: str) -> None:
    """Also with its params: a bracket before a parenthesis would be a link (section 3.11.6)."""
    every = [Checked(Report("message", (Finding(name, ""),))) for name in RULES]
    run = run_of({"a": [*every]}, lang=lang)
    for rule in run["tool"]["driver"]["rules"]:
        urls = [source.url for source, _ in RULES[rule["id"]].sources if source.url]
        assert rule["helpUri"] == RULES[rule["id"]].url(lang)
        assert all(url in rule["help"]["text"] for url in urls)
    assert "](" not in json.dumps(run)


def test_what_cannot_be_read_at_all_is_a_notification() -> None:
    (invocation,) = run_of(EVERYTHING)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    assert invocation["toolExecutionNotifications"] == [
        {
            "level": "error",
            "message": {"text": "There is no such file."},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": "b.json"}}}],
        }
    ]


@pytest.mark.parametrize("files", [{}, {"a": [FINE]}])
def test_of_nothing(files: Files) -> None:
    run = run_of(files)
    assert written(files, "sarif")[0].partition('"results":')[2].startswith("[\n],")
    assert run["results"] == run["tool"]["driver"]["rules"] == []
    assert run["invocations"] == [
        {"executionSuccessful": True, "exitCode": 0, "toolExecutionNotifications": []}
    ]


def test_beside_a_baseline_each_result_says_whether_it_is_new() -> None:
    both = replace(checked(ERROR), known=(WARNING,))
    results = run_of({"a": [both]}, has_baseline=True)["results"]
    assert [(result["ruleId"], result["baselineState"]) for result in results] == [
        ("duplicate-button", "unchanged"),
        ("title-with-image", "new"),
    ]
