"""What holds ports to the conformance suite: the runner, and an example that needs no runner."""

import json
import runpy
import subprocess
import sys
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PORT = Path(__file__).resolve().parent / "conformance" / "port"
RUN = runpy.run_path(str(PORT / "run.py"))
CASES, RULES, outcomes = RUN["CASES"], RUN["RULES"], RUN["outcomes"]

ONE = {"rule": "hanja", "path": "/text", "params": {"count": 2, "codepoints": ["U+4E00"]}}
TWO = {"rule": "hanja", "path": "/text", "params": {"count": 1}}
BARE = {"rule": "hanja", "path": "/text"}
MORE = BARE | {"params": {"count": 1, "script": "Han"}}
LAST = {"rule": "title-with-image", "path": ""}
MISSPELT = {"rule": "hanjas", "path": ""}
CASE = {"id": "a/b", "message_schema": True, "facts": {"width": 8}, "findings": [ONE, TWO, LAST]}


@pytest.mark.parametrize(
    ("answer", "agreeing", "differing"),
    [
        pytest.param("skip", "", "", id="a case skipped"),
        pytest.param({"id": "a/b", "facts": "skip"}, "", "", id="a part skipped"),
        pytest.param({"message_schema": False}, "", "message_schema", id="another verdict"),
        pytest.param({"message_schema": 1}, "", "message_schema", id="1 is not true"),
        pytest.param({"message_schema": True, "facts": {}}, "message_schema", "facts", id="facts"),
        pytest.param({"findings": [LAST, TWO, ONE]}, "findings", "", id="another order"),
        pytest.param({"findings": [ONE, MORE, LAST]}, "findings", "", id="more params"),
        pytest.param({"findings": [BARE, BARE, LAST]}, "findings", "", id="no params"),
        pytest.param({"findings": [ONE, TWO]}, "", "findings", id="a finding missing"),
        pytest.param({"findings": [ONE, ONE, LAST]}, "", "findings", id="one stands for two"),
        pytest.param({"findings": [ONE, TWO, LAST, LAST]}, "", "findings", id="one twice"),
        pytest.param({"findings": [ONE, TWO, LAST, MISSPELT]}, "", "findings", id="misspelt"),
    ],
)
def test_how_an_answer_comes_out(answer: Any, agreeing: str, differing: str) -> None:
    done = outcomes(CASE, answer, RULES)
    assert list(done) == ["message_schema", "findings", "facts"]
    told = {kind: " ".join(a for a in done if done[a] == kind) for kind in ("agrees", "differs")}
    assert told == {"agrees": agreeing, "differs": differing}


def test_findings_of_other_rules_do_not_count() -> None:
    assert outcomes(CASE, {"findings": [LAST, ONE]}, {LAST["rule"]})["findings"] == "agrees"


@pytest.mark.parametrize(
    "answer",
    [
        *(None, [], "skipped", {"finding": []}, {"findings": {}}, {"findings": ["hanja"]}),
        *({"findings": [{"rule": "hanja"}]}, {"findings": [LAST | {"params": []}]}),
    ],
    ids=json.dumps,
)
def test_what_is_no_answer(answer: Any) -> None:
    with pytest.raises(ValueError, match=r"^a/b: "):
        outcomes(CASE, answer, RULES)


def test_what_a_port_is_asked() -> None:
    told = [RUN["question"](case) for case in CASES]
    assert {"id", "document", "value"} == set.intersection(*map(set, told))
    assert {"gateway", "profile", "samples", "templates"} == set.union(*map(set, told)) - {
        "id",
        "document",
        "value",
    }
    files = [asked["value"]["path"] for asked in told if asked["document"] == "image-file"]
    assert all(Path(file).is_file() for file in files)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        pytest.param(lambda case: {"message_schema": case["message_schema"]}, 0, id="right"),
        pytest.param(lambda _: {"message_schema": True}, 1, id="wrong"),
        pytest.param(lambda _: None, 2, id="no answer"),
    ],
)
def test_what_the_command_tells(
    answer: Callable[[Any], Any], status: int, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    said = [answer(case) if case["document"] == "message" else "skip" for case in CASES]
    done = subprocess.CompletedProcess([], 0, "".join(f"{json.dumps(each)}\n" for each in said))
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: done)
    assert RUN["main"](["port"]) == status
    out, err = capsys.readouterr()
    wrong = [c["id"] for c in CASES if c["document"] == "message" and not c["message_schema"]]
    differing = [line.split()[0] for line in out.splitlines() if ": expected " in line]
    assert differing == (wrong if status == 1 else [])
    assert ("strict_schema" in out, "the port failed: " in err) == (status < 2, status == 2)


SKIPS = "import sys\nfor line in sys.stdin: print('\"skip\"')"


@pytest.mark.parametrize(
    ("command", "status", "why"),
    [
        pytest.param(
            ["--", sys.executable, "-ISc", SKIPS], 0, "", id="a port that skips everything"
        ),
        pytest.param(["--", sys.executable, "-c", "print()"], 2, "1 lines", id="few answers"),
        pytest.param(["--timeout", "0", "--", sys.executable], 2, "timed out", id="a slow port"),
        pytest.param(["/no/such/program"], 2, "/no/such/program", id="a port that is not there"),
        pytest.param(["--rules", "hanjas", "port"], 2, "no rule is named hanjas", id="misspelt"),
    ],
)
def test_the_command(command: list[str], status: int, why: str) -> None:
    run = [sys.executable, str(PORT / "run.py"), *command]
    done = subprocess.run(run, stderr=subprocess.PIPE, check=False, encoding="utf-8")
    assert done.returncode == status
    assert why in done.stderr


def test_the_example_agrees() -> None:
    example = runpy.run_path(str(PORT / "example.py"))
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(example["Conformance"]).run(result)
    assert (result.testsRun, result.failures, result.errors) == (1, [], [])
