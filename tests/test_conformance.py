"""The conformance suite: well made, complete, and agreeing with this library and its schemas."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex
from jsonschema import Draft202012Validator

from alimtalk_rules import (
    RULES,
    Report,
    TemplateBook,
    check_image,
    check_message,
    check_payload,
    check_template,
)
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.payloads.parts import located
from alimtalk_rules.templates.compiled import match_template

SUITE = Path(__file__).resolve().parent / "conformance"
SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
FILES = sorted((SUITE / "cases").glob("*.json"))
GROUPS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}
CASES = {case["id"]: case for group in GROUPS.values() for case in group["cases"]}
IMAGE_FILES = {name: case for name, case in CASES.items() if case["document"] == "image-file"}
MATCHES = {name: case for name, case in CASES.items() if case["document"] == "match"}
PAYLOADS = {name: case for name, case in CASES.items() if case["document"] == "payload"}
PUBLISHED = "message_schema"
DOCUMENTS = {name: case for name, case in CASES.items() if PUBLISHED in case}

KINDS = ("message", "template", "image", "image-file", "match", "payload")
CASE_MEMBERS = (
    "id",
    "description",
    "document",
    "value",
    "message_schema",
    "strict_schema",
    "findings",
)
FILE_MEMBERS = ("id", "description", "document", "value", "facts", "findings")
MATCH_MEMBERS = ("id", "description", "document", "value", "findings")
PAYLOAD_MEMBERS = ("id", "description", "document", "gateway", "value", "findings")

each_group = pytest.mark.parametrize("name", GROUPS)
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@cache
def validator(kind: str, *folders: str) -> Draft202012Validator:
    path = SCHEMAS.joinpath(*folders, f"{kind}.schema.json")
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def check(case: dict[str, Any]) -> Report:
    value = case["value"]
    match case["document"]:
        case "message":
            return check_message(value)
        case "template":
            return check_template(value)
        case "match":
            return match_template(**value).report
        case "payload":
            book = TemplateBook(case["templates"]) if "templates" in case else None
            return check_payload(value, case["gateway"], templates=book)
        case "image":
            return check_image(value)
    return check_image(SUITE / value["file"])


@each_case
def test_findings(case: dict[str, Any]) -> None:
    found = [(finding.rule, finding.path) for finding in check(case).findings]
    expected = [(finding["rule"], finding["path"]) for finding in case["findings"]]
    assert Counter(found) == Counter(expected)


@each_case
def test_params(case: dict[str, Any]) -> None:
    given = [
        finding["params"]
        for finding in sorted(
            check(case).to_dict()["findings"], key=lambda f: (f["path"], f["rule"])
        )
    ]
    for finding, params in zip(case["findings"], given, strict=True):
        assert finding.get("params", {}).items() <= params.items()


@pytest.mark.parametrize("case", IMAGE_FILES.values(), ids=IMAGE_FILES)
def test_facts(case: dict[str, Any]) -> None:
    assert check(case).to_dict()["image"] == case["facts"]


@pytest.mark.parametrize("case", MATCHES.values(), ids=MATCHES)
def test_variables(case: dict[str, Any]) -> None:
    match = match_template(**case["value"])
    assert match.ok is ("variables" in case)
    if match.ok:
        found = {name: list(values) for name, values in match.variables.items()}
        assert list(found.items()) == list(case["variables"].items())


def test_no_image_stands_there_without_a_case() -> None:
    used = {case["value"]["file"] for case in IMAGE_FILES.values()}
    assert used == {f"images/{path.name}" for path in (SUITE / "images").iterdir()}


@pytest.mark.parametrize("case", DOCUMENTS.values(), ids=DOCUMENTS)
def test_schema_verdicts(case: dict[str, Any]) -> None:
    if case["document"] == "payload":
        assert validator(case["gateway"], "payloads").is_valid(case["value"]) is case[PUBLISHED]
        return
    verdicts = {
        PUBLISHED: validator(case["document"]).is_valid(case["value"]),
        "strict_schema": validator(case["document"], "strict").is_valid(case["value"]),
    }
    assert verdicts == {name: case[name] for name in verdicts}


@each_group
def test_a_group_is_well_made(name: str) -> None:
    group = GROUPS[name]
    assert list(group) == ["description", "cases"]
    assert re.fullmatch(r"[A-Z].*\.", group["description"])
    text = (SUITE / "cases" / f"{name}.json").read_text(encoding="utf-8")
    assert text == written(group), "not in the suite's own form: see written()"


def written(group: dict[str, Any]) -> str:
    """The suite's own form: a case is readable, and nothing in it is invisible."""
    text = json.dumps(group, ensure_ascii=False, indent=1)
    return (
        regex.sub(r"(?V1)[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}--[ \n]]", escaped, text) + "\n"
    )


def escaped(invisible: regex.Match[str]) -> str:
    units = invisible[0].encode("utf-16-be")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


@pytest.mark.parametrize(("name", "group"), GROUPS.items(), ids=GROUPS)
def test_ids_are_stable_and_unique(name: str, group: dict[str, Any]) -> None:
    ids = [case["id"] for case in group["cases"]]
    assert len(ids) == len(set(ids))
    for identifier in ids:
        assert re.fullmatch(rf"{name}/[a-z0-9]+(?:-[a-z0-9]+)*", identifier)


@each_case
def test_a_case_is_well_made(case: dict[str, Any]) -> None:
    assert case["document"] in KINDS
    assert tuple(case) == members_of(case)
    if case["document"] == "match":
        assert tuple(case["value"]) == ("message", "template")
    assert re.fullmatch(r"[A-Z0-9].{8,118}\.", case["description"])
    assert case["findings"] == sorted(case["findings"], key=lambda f: (f["path"], f["rule"]))
    for finding in case["findings"]:
        assert tuple(finding) in {("rule", "path"), ("rule", "path", "params")}
        assert finding["rule"] in RULES


def members_of(case: dict[str, Any]) -> tuple[str, ...]:
    """The members that a case should have, in their order."""
    match case["document"]:
        case "image-file":
            return FILE_MEMBERS
        case "match":
            return MATCH_MEMBERS + (("variables",) if "variables" in case else ())
        case "payload":
            *head, value, findings = PAYLOAD_MEMBERS
            templates = ("templates",) if "templates" in case else ()
            verdict = () if case["gateway"] is None else (PUBLISHED,)
            return (*head, *templates, value, *verdict, findings)
    return CASE_MEMBERS


def test_descriptions_are_unique() -> None:
    counts = Counter(case["description"] for case in CASES.values())
    assert [text for text, count in counts.items() if count > 1] == []


def test_values_are_unique() -> None:
    counts = Counter(
        json.dumps([c["document"], c.get("gateway"), c.get("templates"), c["value"]])
        for c in CASES.values()
    )
    assert [value for value, count in counts.items() if count > 1] == []


def test_the_suite_is_i_json() -> None:
    """RFC 7493: UTF-8, no lone surrogates, no duplicate names, numbers within 2**53."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(pairs) == len(dict(pairs))
        return dict(pairs)

    for path in FILES:
        whole = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=members)
        json.dumps(whole, ensure_ascii=False).encode("utf-8")
        assert all(abs(number) < 2**53 for number in numbers(whole))


def numbers(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [number for member in value.values() for number in numbers(member)]
    if isinstance(value, list):
        return [number for item in value for number in numbers(item)]
    return [value] if isinstance(value, int | float) else []


OF_VALUES = [name for name, rule in RULES.items() if rule.documents != ("line",)]
"""Those of lines are hit by raw inputs: see test_conformance_raw.py."""


@pytest.mark.parametrize("rule", OF_VALUES)
def test_every_rule_is_hit(rule: str) -> None:
    assert any(finding["rule"] == rule for case in CASES.values() for finding in case["findings"])


@pytest.mark.parametrize("gateway", GATEWAYS)
@pytest.mark.parametrize("valid", [True, False])
def test_every_gateway_is_asked_for(gateway: str, valid: bool) -> None:  # noqa: FBT001 - tried
    verdicts = [case[PUBLISHED] for case in PAYLOADS.values() if case["gateway"] == gateway]
    assert verdicts.count(valid) >= 25


@pytest.mark.parametrize("gateway", GATEWAYS.values(), ids=GATEWAYS)
def test_every_type_of_button_is_sent_to_every_gateway(gateway: Gateway) -> None:
    sent = {
        button.get("type")
        for case in PAYLOADS.values()
        if case["gateway"] == gateway.name and not case["findings"]
        for _, button in located(case["value"], f"{gateway.parts['buttons']}/*")
    }
    assert sent == set(gateway.button_types.values())


@pytest.mark.parametrize("rule", [r.name for r in RULES.values() if "payload" in r.documents])
def test_every_rule_about_requests_is_hit_in_one(rule: str) -> None:
    assert any(found["rule"] == rule for case in PAYLOADS.values() for found in case["findings"])


@pytest.mark.parametrize("gateway", [None, *GATEWAYS])
def test_every_gateway_is_recognized(gateway: str | None) -> None:
    unnamed = [case for case in PAYLOADS.values() if case["gateway"] is None]
    assert gateway in {check(case).gateway for case in unnamed}


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_every_gateway_has_cases_with_templates(gateway: str) -> None:
    named = [case for case in PAYLOADS.values() if case["gateway"] == gateway]
    found = {f["rule"] for case in named if "templates" in case for f in case["findings"]}
    assert {"text-mismatch", "title-mismatch", "button-mismatch", "unknown-template"} <= found


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 1100
    assert len(PAYLOADS) >= 150
