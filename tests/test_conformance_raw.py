"""Inputs that no two JSON parsers treat alike: refused, or read and judged as the suite says."""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import RULES, Report, check_lines, check_message

SUITE = Path(__file__).resolve().parent / "conformance"
INDEX: dict[str, Any] = json.loads((SUITE / "raw.json").read_text(encoding="utf-8"))
INPUTS: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in INDEX["inputs"]}

MEMBERS = ("id", "description", "file", "document", "may", "refusal", "findings")
IN_LINES = "findingsInLines"

OF_LINES = [name for name, rule in RULES.items() if rule.documents == ("line",)]

each_input = pytest.mark.parametrize("entry", INPUTS.values(), ids=INPUTS)


def from_bytes(data: bytes) -> Any:
    """As Python guesses: UTF-8, UTF-16 or UTF-32, byte order mark and surrogates included."""
    return json.loads(data)


def from_text(data: bytes) -> Any:
    """As a file is read that was opened as UTF-8."""
    return json.loads(data.decode("utf-8"))


def leniently(data: bytes) -> Any:
    """As a parser that repairs what it can and knows no limits."""
    with any_number_of_digits():
        return json.loads(re.sub(r",\s*}", "}", decoded(data)), strict=False)


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig", errors="surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8-sig", errors="replace")


@contextmanager
def any_number_of_digits() -> Iterator[None]:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(before)


READERS = (from_bytes, from_text, leniently)

each_reader = pytest.mark.parametrize("reader", READERS)


def report_on(entry: dict[str, Any], reader: Callable[[bytes], Any]) -> Report | None:
    """The report on what was read; None if it was refused."""
    data = (SUITE / entry["file"]).read_bytes()
    try:
        document = reader(data)
    except (ValueError, RecursionError):
        return None
    return check_message(document)


def places(findings: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    return Counter((finding["rule"], finding["path"]) for finding in findings)


@each_reader
@each_input
def test_refused_or_found(entry: dict[str, Any], reader: Callable[[bytes], Any]) -> None:
    report = report_on(entry, reader)
    if report is None:
        assert "refuse" in entry["may"]
        return
    assert "read" in entry["may"]
    found = report.to_dict()["findings"]
    assert places(found) == places(entry["findings"])
    for expected in entry["findings"]:
        params = expected.get("params", {})
        assert any(
            (expected["rule"], expected["path"]) == (finding["rule"], finding["path"])
            and params.items() <= finding["params"].items()
            for finding in found
        )


# No reader here goes 10,000 levels deep, and reading what may only be refused would be a fault.
REFUSED_BY_ALL = {
    *("raw/cut-off", "raw/empty-file", "raw/integer-and-letter", "raw/nesting-of-10000-levels"),
}


@pytest.mark.parametrize("identifier", sorted(INPUTS.keys() - REFUSED_BY_ALL))
def test_the_findings_are_put_to_the_test(identifier: str) -> None:
    assert any(report_on(INPUTS[identifier], reader) is not None for reader in READERS)


def test_arrays_10000_levels_deep_that_a_parser_read() -> None:
    deep: list[Any] = []
    for _ in range(9_998):
        deep = [deep]
    report = check_message({"text": "주문이 완료되었습니다.", "buttons": [deep]})
    entry = INPUTS["raw/nesting-of-10000-levels"]
    assert places(report.to_dict()["findings"]) == places(entry["findings"])


@each_reader
@each_input
def test_a_report_can_be_written(entry: dict[str, Any], reader: Callable[[bytes], Any]) -> None:
    report = report_on(entry, reader)
    if report is not None:
        json.dumps(report.to_dict("ko"), ensure_ascii=False, allow_nan=False).encode("utf-8")


@each_input
def test_an_input_is_well_made(entry: dict[str, Any]) -> None:
    assert tuple(entry) in (MEMBERS, (*MEMBERS, IN_LINES))
    assert re.fullmatch(r"raw/[a-z0-9]+(?:-[a-z0-9]+)*", entry["id"])
    assert entry["file"] == f"{entry['id']}.json"
    assert re.fullmatch(r"[A-Z0-9].{8,118}\.", entry["description"])
    assert entry["document"] == "message"
    assert entry["may"] in (["refuse"], ["refuse", "read"], ["read"])
    assert "read" in entry["may"] or entry["findings"] == []
    assert (entry["refusal"] in OF_LINES) is ("refuse" in entry["may"])
    assert all(finding["rule"] in RULES for finding in entry["findings"])


def test_the_rules_of_lines_are_hit_but_for_that_of_a_limit_of_ours() -> None:
    rules = {entry["refusal"] for entry in INPUTS.values()} - {None}
    rules |= {found["rule"] for entry in INPUTS.values() for found in entry.get(IN_LINES, [])}
    assert rules == {*OF_LINES} - {"line-too-long"}


@each_input
def test_as_json_lines(entry: dict[str, Any]) -> None:
    reports = [each.report for each in check_lines(SUITE / entry["file"])]
    if entry["id"] == "raw/empty-file":
        assert reports == []
        return
    (report,) = reports
    found = report.to_dict()["findings"]
    if report.document == "line":
        assert "refuse" in entry["may"]
        assert [(each["rule"], each["path"]) for each in found] == [(entry["refusal"], "")]
    else:
        assert "read" in entry["may"]
        assert places(found) == places([*entry["findings"], *entry.get(IN_LINES, [])])


def test_the_index_is_complete_and_unique() -> None:
    files = sorted(path.relative_to(SUITE).as_posix() for path in (SUITE / "raw").iterdir())
    assert sorted(entry["file"] for entry in INDEX["inputs"]) == files
    descriptions = Counter(entry["description"] for entry in INDEX["inputs"])
    assert [text for text, count in descriptions.items() if count > 1] == []


def test_the_index_is_what_every_parser_reads() -> None:
    text = (SUITE / "raw.json").read_text(encoding="utf-8")
    assert text == json.dumps(INDEX, ensure_ascii=False, indent=1) + "\n"
    assert all(character == "\n" or character.isprintable() for character in text)
