"""JUnit's XML, read back by the standard library and by a reader of other people's."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from junitparser import Error, Failure, JUnitXml

from alimtalk_rules.cli.items import Checked
from alimtalk_rules.report import Report
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

EVERYTHING: Files = {
    "주문 <&>.json": [FINE, checked(IN_TEXT, ERROR, WARNING, pointer="/1")],
    "a\x1b.jsonl": [
        Checked(Report("message"), line=1),
        Checked(Report("message", (ERROR,)), line=2),
        REFUSED_LINE,
    ],
    "b": [MISSING, PROBLEM],
    "c": [],
}


def suites(files: Files, **how: Any) -> JUnitXml:
    text, err = written(files, "junit", **how)
    assert err == ""
    assert ET.fromstring(text).tag == "testsuites"  # noqa: S314 - our own
    return JUnitXml.fromstring(text.encode())


def test_a_suite_for_a_file_and_a_case_for_a_document() -> None:
    read = suites(EVERYTHING)
    assert [(suite.name, [case.name for case in suite]) for suite in read] == [
        ("주문 <&>.json", ["message", "/1"]),
        ("a\\x1b.jsonl", ["line 1", "line 2", "line 4"]),
        ("b", ["file", "file"]),
        ("c", []),
    ]
    assert {case.classname for suite in read for case in suite} == {
        *("주문 <&>.json", "a\\x1b.jsonl", "b")
    }
    assert [(suite.tests, suite.failures, suite.errors) for suite in read] == [
        *((2, 1, 0), (3, 1, 1), (2, 0, 2), (0, 0, 0))
    ]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_what_fails_is_told_once_with_all_that_fails(lang: str) -> None:
    fine, case = next(iter(suites(EVERYTHING, lang=lang)))
    (failure,) = case.result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == (ERROR.rule, ERROR.sentence(lang))
    assert failure.text == (
        f"주문 <&>.json:1:8: error: {ERROR.sentence(lang)} [title-with-image]\n"
        f"  → {ERROR.hint(lang)}"
    )
    assert [line.split()[2] for line in case.system_out.splitlines()[::2]] == ["warning:"] * 2
    assert (fine.result, fine.system_out) == ([], None)


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [("never", 1), ("error", 1), ("warning", 2), ("note", 3)],
)
def test_as_much_fails_as_fail_on_says(fail_on: str, failing: int) -> None:
    ((case,),) = suites({"a": [checked(ERROR, WARNING, NOTE)]}, fail_on=fail_on)
    (failure,) = case.result
    assert len(failure.text.splitlines()) == 2 * failing


def test_only_what_is_said_when_nothing_fails() -> None:
    ((case,),) = suites({"a": [checked(WARNING)]})
    assert case.result == []
    assert WARNING.message in case.system_out


def test_what_cannot_be_read_is_an_error() -> None:
    ((case,),) = suites({"b": [MISSING]})
    (error,) = case.result
    assert isinstance(error, Error)
    assert (error.type, error.message) == ("unreadable", "There is no such file.")


def test_a_file_as_it_is_written() -> None:
    assert written({"a b": [FINE, checked(ERROR), checked(ERROR)], "c": []}, "junit")[0] == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<testsuites name="alimtalk-rules">\n'
        '<testsuite name="a b" tests="3" failures="2" errors="0">\n'
        '<testcase classname="a b" name="message" />\n'
        + 2
        * (
            '<testcase classname="a b" name="message">'
            f'<failure type="title-with-image" message="{ERROR.message}">'
            f"a b:1:9: error: {ERROR.message} [title-with-image]\n  → {ERROR.hint()}"
            "</failure></testcase>\n"
        )
        + "</testsuite>\n"
        '<testsuite name="c" tests="0" failures="0" errors="0">\n</testsuite>\n'
        "</testsuites>\n"
    )


def test_no_files() -> None:
    assert [*suites({})] == []
