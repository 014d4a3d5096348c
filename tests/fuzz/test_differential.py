"""The differential fuzz in small, so that it cannot rot; and that it sees what it looks for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from alimtalk_rules import INFOBIP, Finding, Report, check_message
from alimtalk_rules.report import finding
from alimtalk_rules.structure import read
from tests.fuzz import differential
from tests.fuzz.differential import KINDS, Failure, Tally, failure, run, smallest
from tests.fuzz.mutants import MARKER, mutant


def test_a_thousand_mutants() -> None:
    """Of the two hundred thousand that .ci/run checks, which meet all rules."""
    tally = Tally()
    assert [*run(0, range(1_000), tally)] == []
    assert tally.mutants == 1_000
    assert 150 < tally.accepted < tally.valid < 300, "an acceptor that never says yes lies never"
    assert 30 < tally.fine < tally.accepted
    assert len(tally.rules) > 50


def test_a_mutant_is_the_same_whenever_it_is_asked_for() -> None:
    numbers = [*range(100)]
    first = [repr(mutant(7, number)) for number in numbers]
    assert [repr(mutant(7, number)) for number in reversed(numbers)][::-1] == first
    assert len(set(first)) > 90
    assert [repr(mutant(8, number)) for number in numbers] != first


# --------------------------------------------------------------------------- it can fail


def _raise(*_: object, **__: object) -> NoReturn:
    raise KeyError("anything")


def _told(*findings: Finding, **facts: Any) -> Callable[..., Report]:
    return lambda _, **__: Report(**{"document": "message", "findings": findings} | facts)


GOOD = {"text": "안내"}
BAD = {"text": "안내", "title": 5}
LIES = [
    pytest.param("accepts", lambda *_: True, BAD, "the acceptor accepts", id="it says yes"),
    pytest.param(
        *("judge", lambda document, _: (document, [])),
        *(BAD, "{Fault(how='wrong', path='/title')}"),
        id="the judge finds nothing",
    ),
    pytest.param(
        *("judge", lambda _, limits: read(BAD, "message", limits)),
        *({"text": "안내", "title": "1"}, "the acceptor accepts"),
        id="the judge finds what is not",
    ),
    pytest.param(
        *("judge", lambda _, __: ({"text": "다른"}, [])),
        *(GOOD, "the acceptor accepts"),
        id="the judge reads something else",
    ),
    pytest.param(
        *("judge", lambda document, limits: ({}, read(document, "message", limits)[1] * 2)),
        *(BAD, "a fault twice"),
        id="the judge repeats itself",
    ),
    pytest.param("check", _told(), BAD, "leaves out", id="the report has less than was found"),
    pytest.param("check", _raise, GOOD, "KeyError", id="checking raises"),
    pytest.param(
        "check", _told(document="letter"), GOOD, "as its schema says", id="another report"
    ),
    pytest.param(
        *("check", _told(finding("missing-field", f"/{MARKER}", {"field": "text"}))),
        *(GOOD, "repeats"),
        id="text in a report",
    ),
    pytest.param(
        *("check", _told(finding("text-blank", "/title"))),
        *(GOOD, "leads nowhere"),
        id="a path that leads nowhere",
    ),
    pytest.param(
        *("check", _told(finding("missing-field", "/text", {"field": "text"}))),
        *(GOOD, "said to be missing"),
        id="nothing is missing",
    ),
    pytest.param(
        *("check", _told(finding("missing-field", "/image/format", {"field": "format"}))),
        *(GOOD, "said to be missing"),
        id="more than that is missing",
    ),
    pytest.param(
        *("check", _told(finding("text-blank", "/text", span=(0, 3)))),
        *(GOOD, "a span"),
        id="too long a span",
    ),
]


@pytest.mark.parametrize(("part", "lie", "document", "complaint"), LIES)
def test_a_lie_is_seen(
    part: str, lie: Any, document: Any, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert failure("message", document, INFOBIP.limits, Tally()) == ""
    monkeypatch.setitem(KINDS, "message", KINDS["message"]._replace(**{part: lie}))
    assert complaint in failure("message", document, INFOBIP.limits, Tally())


FOUND = [
    pytest.param("infobip", {"messages": [{"content": {"templateCode": "a", "buttons": [{}]}}]}),
    pytest.param("infobip-omni", {"kakaoAlim": {"templateCode": "a", "buttons": [{}]}}),
    pytest.param("sens", {"messages": [{"buttons": [[]]}], "templateCode": "a"}),
    pytest.param("template", {"templateContent": "#", "Text": 500}),
    pytest.param("nhn", {"recipientList": [{"templateParameter": {1: 2}}]}),
    pytest.param("popbill", {"msgs": [{"btns": [{"t": "AL", "u2": "o"}]}]}),
]
"""What has failed."""


@pytest.mark.parametrize(("kind", "document"), FOUND)
def test_what_was_found_once_is_mended(kind: str, document: Any) -> None:
    assert failure(kind, document, INFOBIP.limits, Tally()) == ""


def test_what_fails_is_made_small() -> None:
    message = {"text": "가" * 300 + "!" + "나" * 300, "title": "제목", "buttons": [{"a": [1]}, 2]}
    assert smallest(message, lambda found: "!" in found.get("text", "")) == {"text": "!"}
    assert smallest(message, lambda found: 2 in found.get("buttons", ())) == {"buttons": [2]}
    assert smallest(message, lambda _: True) == {}


def test_the_command_tells_which_mutants_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lenient = KINDS["message"]._replace(accepts=lambda *_: True)
    monkeypatch.setitem(KINDS, "message", lenient)
    monkeypatch.setattr(sys, "argv", ["differential", "--seed", "5", "--mutants", "200"])
    assert differential.main() == 1
    *told, last = capsys.readouterr().out.splitlines()
    assert last.endswith(f"{differential.MOST_FAILURES} failures")
    number = told[0].partition("--first ")[2].partition(" ")[0]
    (failed,) = run(5, range(int(number), int(number) + 1), Tally())
    assert isinstance(failed, Failure)
    assert told[1].strip() == repr(failed.document)
    assert check_message(failed.document, profile=replace(INFOBIP, limits=failed.limits)).findings


def test_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["differential", "--mutants", "100"])
    assert differential.main() == 0
    told = capsys.readouterr().out
    assert told.startswith("100 mutants in ")
    assert told.endswith(" 0 failures\n")
