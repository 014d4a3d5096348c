"""The suite's schema verdicts in Python's other engines; tests/engines/run asks those of Node."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from referencing.exceptions import Unresolvable

from alimtalk_rules.testing import cases
from tests.engines.engines import GROUPS, PYTHON, driver
from tests.engines.table import Row, measured, table
from tests.engines.verdicts import D7, FILES, KNOWN, Engine, EngineError, Verdict, known

ASKED = {file: [case for _, asked in file.asked() for case in asked] for file in FILES}
PUBLISHED, DRAFT_07, _, STRICT_DRAFT_07 = FILES
BY_NAME = {engine.name: engine for engine in PYTHON}
JSONSCHEMA = BY_NAME["jsonschema"]


@pytest.mark.parametrize("engine", [engine for engine in PYTHON if engine is not JSONSCHEMA])
def test_agrees(engine: Engine) -> None:
    """``jsonschema`` is asked by the tests of the cases and of the twins."""
    found = measured(engine).found.values()
    assert {case.id: verdict for each in found for case, verdict in each.items()} == {}


def test_what_is_asked_about() -> None:
    """Every case of which the suite says something, but templates."""
    said = {case.id for case in cases() if case.message_schema is not None}
    templates = {case.id for case in cases(document="template")}
    assert {case.id for case in ASKED[PUBLISHED]} == said - templates
    strictly = {case.id for case in cases() if case.strict_schema is not None}
    assert {case.id for case in ASKED[STRICT_DRAFT_07]} == strictly - templates


def test_no_engine_of_python_needs_a_reason() -> None:
    assert {reason.engine for reason in KNOWN}.isdisjoint(BY_NAME)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("jsonschema", Unresolvable),
        ("fastjsonschema", AssertionError),
        ("jsonschema-rs", ValueError),
    ],
)
def test_fetches_nothing(name: str, error: type[Exception], tmp_path: Path) -> None:
    schema = tmp_path / "remote.schema.json"
    schema.write_text('{"$ref": "http://127.0.0.1:9/schema.json"}')
    with pytest.raises(error, match=r"Unresolvable|tried to fetch"):
        BY_NAME[name].judge(schema, [{}])


# --------------------------------------------------------------------------- the table


def always(verdict: Verdict) -> Engine:
    def judge(_: Path, values: Sequence[Any]) -> list[Verdict]:
        return [verdict] * len(values)

    return replace(JSONSCHEMA, name="always", dialects=(D7,), judge=judge)


def refusing(_: Path, values: Sequence[Any]) -> list[Verdict]:
    raise EngineError(f"no such pattern, said of {len(values)} values")


@pytest.mark.parametrize("verdict", [True, False])
def test_a_wrong_verdict_is_a_fault(*, verdict: bool) -> None:
    row = measured(always(verdict))
    wrong = {case.id for case in ASKED[DRAFT_07] if case.message_schema is not verdict}
    assert {case.id for case in row.found[DRAFT_07]} == wrong
    first = next(row.faults())
    expected, found = str(not verdict).lower(), str(verdict)
    assert first.startswith("always, draft-07: ")
    assert first.endswith(f"expected {expected}, found {found}")


def test_a_schema_that_is_refused_is_a_fault() -> None:
    row = measured(replace(JSONSCHEMA, judge=refusing))
    assert [len(each) for each in row.found.values()] == [len(each) for each in ASKED.values()]
    assert "no such pattern" in next(row.faults())
    assert "| none | none | none | none |" in table([row], [])


def test_a_known_disagreement_is_no_fault_but_is_named() -> None:
    reason = next(reason for reason in KNOWN if reason.engine == "RapidJSON")
    row = measured(replace(always(verdict=True), name="RapidJSON"))
    assert list(row.faults()) == []
    assert f"- RapidJSON: {reason.reason}." in table([row], [])


def test_a_reason_that_explains_nothing_is_a_fault() -> None:
    row = Row(replace(JSONSCHEMA, name="RapidJSON"), {})
    assert "explains nothing" in next(row.faults())


def test_a_reason_explains_its_own_cases_only() -> None:
    valijson = replace(JSONSCHEMA, name="valijson")
    explained = [case.id for case in ASKED[PUBLISHED] if known(valijson, case)]
    assert "web-link/smallest" in explained
    assert "payload-omni/button-url" in explained
    assert {"text-length/1000-hangul", "payload-omni/smallest"}.isdisjoint(explained)


def test_the_table() -> None:
    missing = replace(JSONSCHEMA, name="absent", version=None)
    row = measured(replace(always(verdict=False), version="1.0", note="mind the gap"))
    valid = sum(case.message_schema is True for case in ASKED[DRAFT_07])
    strictly = sum(case.strict_schema is True for case in ASKED[STRICT_DRAFT_07])
    lines = table([row], [missing]).splitlines()
    assert f"| always | 1.0 | Python | - | all but {valid} | - | all but {strictly} |" in lines
    assert "- always: mind the gap." in lines
    assert "- absent (Python): not installed." in lines


def test_every_engine_has_its_own_row() -> None:
    names = [(engine.name, engine.language) for group in GROUPS.values() for engine in group]
    assert len(names) == len(set(names))
    assert {reason.engine for reason in KNOWN} <= {name for name, _ in names}


# --------------------------------------------------------------------------- drivers


def test_a_driver_answers_line_by_line(tmp_path: Path) -> None:
    script = tmp_path / "driver"
    script.write_text("#!/bin/sh\nprintf 'true\\nfalse\\nno idea\\n'\n")
    assert driver("sh", script)(tmp_path, []) == [True, False, "no idea"]


def test_a_driver_gets_the_schema_and_the_values(tmp_path: Path) -> None:
    script = tmp_path / "driver"
    script.write_text('#!/bin/sh\nprintf "%s\\n" "$1"; cat "$2"; echo\n')
    assert driver("sh", script)(Path("some.json"), ["가", 1]) == ["some.json", '["가", 1]']


@pytest.mark.parametrize(
    ("script", "why"),
    [("echo first >&2; echo second >&2; exit 3", "first"), ("exit 3", "ended with 3")],
)
def test_a_driver_that_fails(script: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "driver"
    file.write_text(script)
    with pytest.raises(EngineError, match=f"^{why}$"):
        driver("sh", file)(tmp_path, [])
