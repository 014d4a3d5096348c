"""The conformance suite: well made, complete, and agreeing with this library and its schemas."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex
from jsonschema import Draft202012Validator

from alimtalk_rules import (
    INFOBIP,
    RULES,
    Report,
    TemplateBook,
    check_image,
    check_message,
    check_payload,
    check_template,
)
from alimtalk_rules.payloads import FORMS, GATEWAYS, REGISTRATIONS, form_of
from alimtalk_rules.payloads.gateway import Form
from alimtalk_rules.payloads.parts import items_of, parts_of
from alimtalk_rules.structure.openings import Opened
from alimtalk_rules.templates.compiled import match_template
from alimtalk_rules.templates.matching import differs
from tests.examples import row_report

SUITE = Path(__file__).resolve().parent / "conformance"
SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
FILES = sorted((SUITE / "cases").glob("*.json"))
GROUPS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}
CASES = {case["id"]: case for group in GROUPS.values() for case in group["cases"]}
IMAGE_FILES = {name: case for name, case in CASES.items() if case["document"] == "image-file"}
MATCHES = {name: case for name, case in CASES.items() if case["document"] == "match"}
REGISTERED = {
    name: case
    for name, case in CASES.items()
    if case["document"] == "template" and "gateway" in case
}
PAYLOADS = {name: case for name, case in CASES.items() if case["document"] == "payload"}
PUBLISHED = "message_schema"
DOCUMENTS = {name: case for name, case in CASES.items() if PUBLISHED in case}

KINDS = ("message", "template", "image", "image-file", "match", "payload", "row")
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
ROW_MEMBERS = MATCH_MEMBERS
PAYLOAD_MEMBERS = ("id", "description", "document", "gateway", "value", "findings")

each_group = pytest.mark.parametrize("name", GROUPS)


def cases_of(name: str, among: Mapping[str, dict[str, Any]] = CASES) -> list[dict[str, Any]]:
    """The cases of a group, as far as they are among those."""
    return [case for case in GROUPS[name]["cases"] if case["id"] in among]


@cache
def validator(kind: str, *folders: str) -> Draft202012Validator:
    path = SCHEMAS.joinpath(*folders, f"{kind}.schema.json")
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def check(case: dict[str, Any]) -> Report:
    value, profile = case["value"], case.get("profile", INFOBIP)
    match case["document"]:
        case "message":
            return check_message(value, profile=profile)
        case "template":
            samples, own = case.get("samples", ()), case.get("profile")
            return check_template(value, case.get("gateway"), samples=samples, profile=own)
        case "match":
            return match_template(**value, profile=profile).report
        case "row":
            return row_report(**value)
        case "payload":
            book = TemplateBook(case["templates"]) if "templates" in case else None
            own = case.get("profile")
            return check_payload(value, case["gateway"], templates=book, profile=own)
        case "image":
            return check_image(value, profile=profile)
    return check_image(SUITE / value["file"], profile=profile)


@each_group
def test_findings(name: str) -> None:
    """Each case has its findings, in any order, with at least the params that it names."""
    wrong = {}
    for case in cases_of(name):
        report = check(case)
        found = Counter((finding.rule, finding.path) for finding in report.findings)
        if found != Counter((finding["rule"], finding["path"]) for finding in case["findings"]):
            wrong[case["id"]] = found
        elif unlike := params_unlike(case, report):
            wrong[case["id"]] = unlike
    assert wrong == {}


def params_unlike(case: dict[str, Any], report: Report) -> Counter[Any]:
    """The params that are found and are not those of the case."""
    found = sorted(report.to_dict()["findings"], key=lambda f: (f["path"], f["rule"]))
    return Counter(
        str(given["params"])
        for expected, given in zip(case["findings"], found, strict=True)
        if not expected.get("params", {}).items() <= given["params"].items()
    )


def test_facts() -> None:
    found = {name: check(case).to_dict()["image"] for name, case in IMAGE_FILES.items()}
    assert found == {name: case["facts"] for name, case in IMAGE_FILES.items()}


def test_variables() -> None:
    matches = {
        name: match_template(**case["value"], profile=case.get("profile", INFOBIP))
        for name, case in MATCHES.items()
    }
    found = {
        name: [(variable, list(values)) for variable, values in match.variables.items()]
        for name, match in matches.items()
        if not differs(match.report.findings)
    }
    assert found == {
        name: list(case["variables"].items())
        for name, case in MATCHES.items()
        if "variables" in case
    }


def test_no_image_stands_there_without_a_case() -> None:
    used = {case["value"]["file"] for case in IMAGE_FILES.values()}
    assert used == {f"images/{path.name}" for path in (SUITE / "images").iterdir()}


@each_group
def test_schema_verdicts(name: str) -> None:
    wrong = {}
    for case in cases_of(name, DOCUMENTS):
        verdicts = verdicts_on(case)
        if verdicts != {schema: case[schema] for schema in verdicts}:
            wrong[case["id"]] = verdicts
    assert wrong == {}


def verdicts_on(case: dict[str, Any]) -> dict[str, bool]:
    value = case["value"]
    if case["document"] == "payload":
        return {PUBLISHED: validator(case["gateway"], "payloads").is_valid(value)}
    if "gateway" in case:
        return {PUBLISHED: validator(f"{case['gateway']}-template", "payloads").is_valid(value)}
    folders = [case["profile"]] if "profile" in case else []
    return {
        PUBLISHED: validator(case["document"], *folders).is_valid(value),
        "strict_schema": validator(case["document"], "strict", *folders).is_valid(value),
    }


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


def test_ids_are_stable_and_unique() -> None:
    ids = [(name, case["id"]) for name, group in GROUPS.items() for case in group["cases"]]
    assert len(ids) == len(set(ids))
    form = "{}/[a-z0-9]+(?:-[a-z0-9]+)*"
    assert [case for name, case in ids if not re.fullmatch(form.format(name), case)] == []


@each_group
def test_cases_are_well_made(name: str) -> None:
    assert [case["id"] for case in cases_of(name) if not is_well_made(case)] == []


def is_well_made(case: dict[str, Any]) -> bool:
    return (
        case["document"] in KINDS
        and tuple(name for name in case if name != "profile") == members_of(case)
        and ("profile" not in case or tuple(case)[3] == "profile")
        and (case["document"] != "match" or tuple(case["value"]) == ("message", "template"))
        and re.fullmatch(r"[A-Z0-9].{8,118}\.", case["description"]) is not None
        and case["findings"] == sorted(case["findings"], key=lambda f: (f["path"], f["rule"]))
        and {tuple(finding) for finding in case["findings"]}
        <= {("rule", "path"), ("rule", "path", "params")}
        and {finding["rule"] for finding in case["findings"]} <= {*RULES}
    )


def members_of(case: dict[str, Any]) -> tuple[str, ...]:
    """The members that a case should have, in their order."""
    match case["document"]:
        case "image-file":
            return FILE_MEMBERS
        case "row":
            return ROW_MEMBERS
        case "match":
            return MATCH_MEMBERS + (("variables",) if "variables" in case else ())
        case "payload":
            *head, value, findings = PAYLOAD_MEMBERS
            templates = ("templates",) if "templates" in case else ()
            verdict = () if case["gateway"] is None else (PUBLISHED,)
            return (*head, *templates, value, *verdict, findings)
        case "template" if "samples" in case:
            return (*CASE_MEMBERS[:3], "samples", *CASE_MEMBERS[3:])
        case "template" if "gateway" in case:
            *head, findings = PAYLOAD_MEMBERS
            return (*head, PUBLISHED, findings)
    return CASE_MEMBERS


def test_descriptions_are_unique() -> None:
    counts = Counter(case["description"] for case in CASES.values())
    assert [text for text, count in counts.items() if count > 1] == []


def test_values_are_unique() -> None:
    beside = ("document", "profile", "gateway", "templates", "samples")
    counts = Counter(json.dumps([*map(c.get, beside), c["value"]]) for c in CASES.values())
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


OF_VALUES = [
    name
    for name, rule in RULES.items()
    if rule.documents != ("line",) and name != "not-carried-over"
]
"""Those of lines are hit by raw inputs: see test_conformance_raw.py; that one by ``convert``."""


def test_every_rule_is_hit() -> None:
    hit = {finding["rule"] for case in CASES.values() for finding in case["findings"]}
    assert [rule for rule in OF_VALUES if rule not in hit] == []


MOST_USED = ("infobip", "infobip-omni", "solapi", "aligo", "nhn", "sens", "bizm", "bizppurio")


@pytest.mark.parametrize("gateway", GATEWAYS)
@pytest.mark.parametrize("valid", [True, False])
def test_every_gateway_is_asked_for(gateway: str, valid: bool) -> None:  # noqa: FBT001 - tried
    asked = [is_valid(case) for case in PAYLOADS.values() if case["gateway"] == gateway]
    assert asked.count(valid) >= (25 if gateway in MOST_USED else 12)


@pytest.mark.parametrize("gateway", REGISTRATIONS)
@pytest.mark.parametrize("valid", [True, False])
def test_every_registration_is_asked_for(gateway: str, valid: bool) -> None:  # noqa: FBT001 - tried
    asked = [is_valid(case) for case in REGISTERED.values() if case["gateway"] == gateway]
    assert asked.count(valid) >= 8


def is_valid(case: dict[str, Any]) -> bool:
    return all(RULES[found["rule"]].severity != "error" for found in case["findings"])


@pytest.mark.parametrize("part", ["buttons", "quickReplies"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.schema)
def test_every_type_of_button_is_sent_to_every_gateway(form: Form, part: str) -> None:
    """In documents in which nothing is found."""
    sent = {
        button["type"]
        for case in (*PAYLOADS.values(), *REGISTERED.values())
        if not case["findings"] and form_named(case) is form
        for each in parts_of(Opened(case["value"], form.openings).document, form)
        for button in items_of(each.message().get(part))
    }
    types = form.reply_types if part == "quickReplies" else form.button_types
    assert sent == ({*types} if part in form.parts else set())


def form_named(case: dict[str, Any]) -> Form | None:
    """What document of which gateway the case says that it is."""
    named = GATEWAYS if case["document"] == "payload" else REGISTRATIONS
    return named.get(case["gateway"])


SEEMING = {
    "payload-nhn-raw/recipientlist-content-missing": "nhn",  # the text is what tells
    "payload-sendon/readme-names": "sens",
    "payload-solapi/nothing": "infobip",
    "template-bizm/lone": "kakao-raw-template",  # the array is what tells
    "template-bizm/lone-fault": "kakao-raw-template",
    "template-bizppurio/senderkey-missing": "nhn-template",
    "template-kakao-raw/senderkey-missing": "nhn-template",
    "template-mts/senderkey-missing": "nhn-template",
    "template-nhn/templatecode-missing": "sendon-template",
    "template-sendon/templatename-missing": "nhn-template",
}
"""Documents that lack what tells whose they are, with those that they seem to be."""


def test_no_document_is_taken_for_another_gateways() -> None:
    """Some that lack something are taken for nobody's."""
    named = {
        name: form_named(case)
        for name, case in (PAYLOADS | REGISTERED).items()
        if case["gateway"] is not None and not name.startswith("payload-gateways/wrong-")
    }
    seeming = {name: form_of(CASES[name]["value"]) for name in named}
    assert {
        name: form.schema.removeprefix("payloads/")
        for name, form in seeming.items()
        if form not in (named[name], None)
    } == SEEMING


def test_every_rule_about_requests_is_hit_in_one() -> None:
    hit = {found["rule"] for case in PAYLOADS.values() for found in case["findings"]}
    assert [
        name for name in OF_VALUES if "payload" in RULES[name].documents and name not in hit
    ] == []


@pytest.mark.parametrize("gateway", [None, *GATEWAYS])
def test_every_gateway_is_recognized(gateway: str | None) -> None:
    unnamed = [case for case in PAYLOADS.values() if case["gateway"] is None]
    assert gateway in {check(case).gateway for case in unnamed}


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_every_gateway_has_cases_with_templates(gateway: str) -> None:
    named = [case for case in PAYLOADS.values() if case["gateway"] == gateway]
    found = {f["rule"] for case in named if "templates" in case for f in case["findings"]}
    unlike = {"text-mismatch", "title-mismatch", "button-mismatch"}
    assert (unlike if GATEWAYS[gateway].parts else set()) | {"unknown-template"} <= found


@pytest.mark.parametrize("gateway", [name for name, form in GATEWAYS.items() if form.variables])
def test_every_gateway_that_fills_has_cases_of_what_it_fills(gateway: str) -> None:
    named = [case for case in PAYLOADS.values() if case["gateway"] == gateway]
    found = {f["rule"] for case in named if "templates" in case for f in case["findings"]}
    assert {"variable-missing", "variable-unknown", "bad-url", "text-too-long"} <= found
    alone = {f["rule"] for case in named if "templates" not in case for f in case["findings"]}
    assert "template-not-given" in alone


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 3000
