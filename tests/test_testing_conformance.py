"""The adapter runner, with small ports in Python that are right, wrong, silent or broken."""

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import RULES
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.rules import buttons, scripts, text
from alimtalk_rules.testing import Case, Expected, cases, conformance
from alimtalk_rules.testing.conformance import PortError, Result, main, results, started
from alimtalk_rules.variables import OTHER_MARKS, VARIABLE

ALL = frozenset(RULES)
Write = Callable[[str], list[str]]

MESSAGE = Case(
    id="made-up/message",
    description="A message with two faults.",
    document="message",
    value={"text": "가"},
    findings=(
        Expected("text-too-long", "/text", {"length": 1001, "over": 1}),
        Expected("title-with-image", ""),
    ),
    message_schema=True,
    strict_schema=False,
)
RIGHT: dict[str, Any] = {
    "message_schema": True,
    "strict_schema": False,
    "findings": [
        {"rule": "title-with-image", "path": ""},
        {"rule": "text-too-long", "path": "/text"},
    ],
}


PLACES = "text-too-long at /text; title-with-image at the document"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a port whose body makes ``answer`` of ``case``; gives the command that starts it."""

    def written(body: str) -> list[str]:
        script = tmp_path / "port.py"
        script.write_text(
            "import json, os, sys, time\n"
            "for line in sys.stdin:\n"
            "    case = json.loads(line)\n"
            f"    {body}\n"
            "    print(json.dumps(answer), flush=True)\n",
            encoding="utf-8",
        )
        return [sys.executable, str(script)]

    return written


@pytest.fixture
def ask(write: Write) -> Callable[..., list[Result]]:
    """The results on one case of a port that always gives one answer."""

    def asked(answer: Any, case: Case = MESSAGE, rules: frozenset[str] = ALL) -> list[Result]:
        with started(write(f"answer = {answer!r}"), seconds=20) as port:
            return list(results(port, [case], rules))

    return asked


Ask = Callable[..., list[Result]]


def outcomes(done: list[Result]) -> dict[str, str]:
    assert len({result.aspect for result in done}) == len(done)
    return {result.aspect: result.outcome for result in done}


AGREES = {"message_schema": "agrees", "strict_schema": "agrees", "findings": "agrees"}


def test_a_port_that_agrees(ask: Ask) -> None:
    assert outcomes(ask(RIGHT)) == AGREES | {"params": "skipped"}


def test_the_port_is_asked_in_turn(write: Write) -> None:
    with started(write("answer = [case, os.getpid()]")) as port:
        said = [port.ask({"id": "one", "text": "가\n\u2028😀"}), port.ask({"id": "two"})]
    questions, pids = zip(*said, strict=True)
    assert questions == ({"id": "one", "text": "가\n\u2028😀"}, {"id": "two"})
    assert len(set(pids)) == 1


# --------------------------------------------------------------------------- differing


@pytest.mark.parametrize(
    ("answer", "aspect", "detail"),
    [
        ({"message_schema": False}, "message_schema", "expected true, the port says false"),
        ({"strict_schema": True}, "strict_schema", "expected false, the port says true"),
        (
            {"findings": []},
            "findings",
            f"expected {PLACES}, the port says nothing",
        ),
        (
            {"findings": [*RIGHT["findings"], {"rule": "hanja", "path": "/text"}]},
            "findings",
            f"expected {PLACES}, the port says hanja at /text; {PLACES}",
        ),
    ],
)
def test_a_difference(answer: dict[str, Any], aspect: str, detail: str, ask: Ask) -> None:
    done = {result.aspect: result for result in ask(RIGHT | answer)}
    assert done[aspect] == Result(MESSAGE, aspect, "differs", detail)
    assert [result.outcome for result in done.values()].count("differs") == 1


def test_a_finding_twice_is_not_the_same_as_once(ask: Ask) -> None:
    twice = RIGHT | {"findings": [*RIGHT["findings"], RIGHT["findings"][0]]}
    assert outcomes(ask(twice))["findings"] == "differs"


def test_findings_of_other_rules_do_not_count(ask: Ask) -> None:
    chosen = frozenset({"text-too-long"})
    only = RIGHT | {"findings": [{"rule": "text-too-long", "path": "/text"}]}
    assert outcomes(ask(only, rules=chosen))["findings"] == "agrees"
    assert outcomes(ask(RIGHT, rules=chosen))["findings"] == "agrees"


def test_a_misspelt_rule_is_not_passed_over(ask: Ask) -> None:
    misspelt = RIGHT | {"findings": [*RIGHT["findings"], {"rule": "hanjas", "path": "/text"}]}
    assert outcomes(ask(misspelt))["findings"] == "differs"


# --------------------------------------------------------------------------- params


def with_params(*params: dict[str, Any]) -> dict[str, Any]:
    return {"findings": [{"rule": "hanja", "path": "/text", "params": each} for each in params]}


TWO_RUNS = Case(
    id="made-up/two-runs",
    description="Two findings of one rule at one place.",
    document="message",
    value={"text": "가"},
    findings=(
        Expected("hanja", "/text", {"count": 2, "codepoints": ["U+4E00"]}),
        Expected("hanja", "/text", {"count": 1}),
    ),
    message_schema=True,
    strict_schema=True,
)
FIRST = {"count": 2, "codepoints": ["U+4E00"], "script": "Han"}


@pytest.mark.parametrize(
    ("params", "outcome"),
    [
        pytest.param((FIRST, {"count": 1}), "agrees", id="more params than expected"),
        pytest.param(({"count": 1}, FIRST), "agrees", id="another order"),
        pytest.param((FIRST, {"count": 3}), "differs", id="another number"),
        pytest.param((FIRST, FIRST), "differs", id="one finding cannot stand for two"),
        pytest.param((FIRST, {}), "differs", id="params of one only"),
        pytest.param(({"count": 2}, {"count": 1}), "differs", id="one of two params"),
        pytest.param(({}, {}), "skipped", id="none"),
    ],
)
def test_params(params: tuple[dict[str, Any], ...], outcome: str, ask: Ask) -> None:
    assert outcomes(ask(with_params(*params), TWO_RUNS))["params"] == outcome


def test_params_that_differ_are_shown(ask: Ask) -> None:
    (detail,) = [r.detail for r in ask(with_params(FIRST, {"count": 3}), TWO_RUNS) if r.detail]
    assert detail == 'expected {"count": 1}, the port says {"count": 3}'


def test_params_are_not_compared_where_the_places_differ(ask: Ask) -> None:
    assert "params" not in outcomes(ask(with_params(FIRST), TWO_RUNS))


# --------------------------------------------------------------------------- skipping


@pytest.mark.parametrize("answer", ["skip", {}, dict.fromkeys(RIGHT, "skip")])
def test_a_case_can_be_skipped(answer: Any, ask: Ask) -> None:
    assert outcomes(ask(answer)) == dict.fromkeys((*AGREES, "params"), "skipped")


@pytest.mark.parametrize("aspect", RIGHT)
def test_a_part_can_be_skipped(aspect: str, ask: Ask) -> None:
    expected = AGREES | {"params": "skipped", aspect: "skipped"}
    assert outcomes(ask(RIGHT | {aspect: "skip"})) == expected
    assert outcomes(ask({name: RIGHT[name] for name in RIGHT if name != aspect})) == expected


def test_findings_without_params_are_skipped_once(ask: Ask) -> None:
    rules = frozenset({"title-with-image"})
    assert outcomes(ask({"message_schema": True}, rules=rules)) == {
        "message_schema": "agrees",
        "strict_schema": "skipped",
        "findings": "skipped",
    }


# --------------------------------------------------------------------------- image files

ANIMATED = next(case for case in cases(document="image-file", rule="image-animated"))


def test_an_image_file_comes_as_a_path(write: Write) -> None:
    body = "path = case['value']['path']; answer = {'facts': {'bytes': os.path.getsize(path)}}"
    with started(write(body)) as port:
        (facts,) = [r for r in results(port, [ANIMATED], ALL) if r.aspect == "facts"]
    assert ANIMATED.facts is not None
    assert facts.outcome == "differs"
    assert facts.detail.endswith(f'the port says {{"bytes": {ANIMATED.facts["bytes"]}}}')


def test_facts_that_agree(ask: Ask) -> None:
    assert outcomes(ask({"facts": ANIMATED.facts}, ANIMATED)) == {
        "findings": "skipped",
        "params": "skipped",
        "facts": "agrees",
    }


@pytest.mark.parametrize(
    ("variables", "outcome"),
    [({"고객명": ["김하늘"], "상품": ["머그컵"]}, "agrees"), ({}, "differs"), ("skip", "skipped")],
)
def test_variables_of_a_match(ask: Ask, variables: object, outcome: str) -> None:
    match = next(c for c in cases() if c.id == "matching/equal-with-two-variables")
    assert outcomes(ask({"variables": variables}, match)) == {
        "findings": "skipped",
        "variables": outcome,
    }


PAYLOAD = Case(
    id="made-up/payload",
    description="A request beside no templates.",
    document="payload",
    value={"messages": []},
    findings=(),
    message_schema=True,
    gateway="infobip",
)


@pytest.mark.parametrize(
    ("case", "besides"),
    [
        pytest.param(MESSAGE, {}, id="a message"),
        pytest.param(PAYLOAD, {"gateway": "infobip"}, id="a request"),
        pytest.param(replace(PAYLOAD, gateway=None), {"gateway": None}, id="to be recognized"),
        pytest.param(
            replace(PAYLOAD, templates=({"code": "order-done", "text": "가"},)),
            {"gateway": "infobip", "templates": [{"code": "order-done", "text": "가"}]},
            id="beside templates",
        ),
        pytest.param(
            replace(PAYLOAD, templates=()),
            {"gateway": "infobip", "templates": []},
            id="beside no template at all",
        ),
    ],
)
def test_what_a_port_is_asked(case: Case, besides: dict[str, Any]) -> None:
    port = Listening()
    assert {result.outcome for result in results(port, [case], ALL)} == {"skipped"}
    question = {"id": case.id, "document": case.document, "value": case.value, **besides}
    assert port.heard == [question]


class Listening(conformance.Port):
    """A port that skips everything, and keeps what it was asked."""

    def __init__(self) -> None:
        self.heard: list[Any] = []

    def ask(self, question: Mapping[str, Any]) -> Any:
        self.heard.append(json.loads(json.dumps(question)))
        return "skip"


def test_a_request_has_no_strict_verdict(ask: Ask) -> None:
    said = {"message_schema": True, "strict_schema": True, "findings": []}
    assert outcomes(ask(said, PAYLOAD)) == {"message_schema": "agrees", "findings": "agrees"}


# --------------------------------------------------------------------------- broken ports


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ([], 'an answer is an object or "skip", not []'),
        ("skipped", 'an answer is an object or "skip", not skipped'),
        (None, 'an answer is an object or "skip", not null'),
        ({"finding": []}, "an answer has no member 'finding'"),
        ({"id": "other"}, "the port answered another case: other"),
        ({"message_schema": 1}, 'message_schema is true, false or "skip", not 1'),
        ({"strict_schema": None}, 'strict_schema is true, false or "skip", not null'),
        ({"findings": {}}, 'findings are an array or "skip", not {}'),
        ({"findings": ["text-too-long"]}, "a finding has a rule and a path: text-too-long"),
        ({"findings": [{"rule": "hanja"}]}, 'a finding has a rule and a path: {"rule": "hanja"}'),
        (
            {"findings": [{"rule": 1, "path": ""}]},
            'a finding has a rule and a path: {"rule": 1, "path": ""}',
        ),
        (
            {"findings": [{"rule": "hanja", "path": "", "params": []}]},
            "params are an object, not []",
        ),
        ({"findings": "x" * 100}, f'findings are an array or "skip", not {"x" * 80}…'),
    ],
)
def test_an_answer_of_the_wrong_shape(answer: Any, why: str, ask: Ask) -> None:
    with pytest.raises(PortError, match=f"^made-up/message: {re.escape(why)}$"):
        ask(answer)


def test_an_answer_may_repeat_the_id(ask: Ask) -> None:
    assert outcomes(ask(RIGHT | {"id": MESSAGE.id}))["findings"] == "agrees"


def raising(body: str, write: Write, *, seconds: float = 20) -> str:
    with (
        pytest.raises(PortError) as caught,
        started(write(body), seconds=seconds) as port,
    ):
        port.ask({})
    return str(caught.value)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("print('hello'); continue", "the port answered what is not JSON: hello"),
        ("print(); continue", "the port answered what is not JSON: "),
        ("print('[' * 100_000); continue", f"the port answered what is not JSON: {'[' * 80}…"),
        ("os.write(1, b'\\xff\\n'); continue", "the port answered what is not UTF-8"),
        ("sys.exit()", "the port ended"),
        ("os.close(1); time.sleep(60)", "the port ended"),
    ],
)
def test_a_port_that_gives_no_answer(body: str, why: str, write: Write) -> None:
    body = body.replace("continue", "sys.stdout.flush(); continue")
    assert raising(body, write) == why


@contextmanager
def soon() -> Iterator[None]:
    """Fails if it takes as long as the ports below sleep."""
    before = time.monotonic()
    yield
    assert time.monotonic() - before < 30


def test_a_silent_port(write: Write) -> None:
    with soon():
        why = raising("time.sleep(60)", write, seconds=0.5)
    assert why == "the port kept silent for 0.5 seconds"


def test_a_silent_child_of_the_port(tmp_path: Path) -> None:
    """A shell that is ended leaves its child behind, which holds the pipe open."""
    script = tmp_path / "port.sh"
    script.write_text("sleep 60\necho never\n")
    with (
        soon(),
        pytest.raises(PortError, match=r"^the port kept silent for 0\.5 seconds$"),
        started(["sh", str(script)], seconds=0.5) as port,
    ):
        port.ask({})


def test_the_seconds_are_those_of_one_answer(write: Write) -> None:
    with started(write("answer = 0"), seconds=60) as port:
        port.ask({})
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.join(10)
                assert not thread.is_alive()


def test_a_port_that_ended_before_it_was_asked() -> None:
    with started([sys.executable, "-c", ""]) as port:
        port._process.wait()
        with pytest.raises(PortError, match=r"^the port ended$"):
            port.ask({})


def test_a_port_that_ignores_the_end_is_ended(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conformance, "_SECONDS_TO_END", 0.2)
    body = "answer = 0; print(answer, flush=True); time.sleep(60)"
    with soon(), started(write(body)) as port:
        port.ask({})
        process = port._process
        assert process.poll() is None
    assert process.returncode != 0


def test_a_port_may_end_by_itself(tmp_path: Path) -> None:
    goodbye = tmp_path / "goodbye"
    script = f"import sys; sys.stdin.read(); open({str(goodbye)!r}, 'w').close()"
    with started([sys.executable, "-c", script]):
        pass
    assert goodbye.exists()


# --------------------------------------------------------------------------- the command


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(write: Write, capfd: pytest.CaptureFixture[str]) -> Run:
    def ran(body: str, *options: str) -> tuple[int, str, str]:
        command = " ".join(map(repr, write(body)))
        status = main(["run", "--command", command, "--document", "image", *options])
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return ran


IMAGES = list(cases(document="image"))


def rows(output: str) -> dict[str, list[int]]:
    table = [line.split() for line in output.splitlines() if not line.startswith("differs ")]
    assert table[0] == ["agrees", "differs", "skipped"]
    return {name: list(map(int, counts)) for name, *counts in table[1:]}


def test_the_library_itself_agrees(tmp_path: Path, run: Run) -> None:
    body = (
        "from alimtalk_rules import check_image; "
        "answer = {'findings': [{name: found[name] for name in ('rule', 'path', 'params')} "
        "for found in check_image(case['value']).to_dict()['findings']]}"
    )
    status, output, errors = run(body)
    assert (status, errors) == (0, "")
    counts = rows(output)
    assert counts["findings"] == [len(IMAGES), 0, 0]
    assert counts["message_schema"] == counts["strict_schema"] == [0, 0, len(IMAGES)]
    assert counts["params"][0] > 10
    assert counts["params"][1:] == [0, 0]
    assert counts["facts"] == [0, 0, 0]


def test_what_differs_is_listed(run: Run) -> None:
    status, output, _ = run("answer = {'message_schema': True, 'findings': []}")
    assert status == 1
    invalid = [case.id for case in IMAGES if case.message_schema is False]
    agreeing = len(IMAGES) - len(invalid)
    assert rows(output)["message_schema"] == [agreeing, len(invalid), 0]
    differs = re.findall(r"^differs  (\S+) message_schema: ", output, re.MULTILINE)
    assert differs == invalid


def test_only_the_rules_that_the_port_has(run: Run) -> None:
    only = "answer = {'findings': []}", "--rules", "image-too-large,hanja"
    _, output, _ = run(*only)
    large = sum(any(f.rule == "image-too-large" for f in case.findings) for case in IMAGES)
    assert rows(output)["findings"] == [len(IMAGES) - large, large, 0]


def test_what_was_compared_until_the_port_failed(run: Run) -> None:
    status, output, errors = run(
        f"answer = {{'findings': []}} if case['id'] != {IMAGES[2].id!r} else sys.exit()"
    )
    assert status == 2
    assert errors == f"the port failed: {IMAGES[2].id}: the port ended\n"
    assert sum(rows(output)["findings"]) == 2


def test_a_port_that_fails_at_once(run: Run) -> None:
    status, output, errors = run("time.sleep(60)", "--timeout", "0.5")
    assert (status, output) == (2, "")
    assert errors.endswith(": the port kept silent for 0.5 seconds\n")


def test_a_command_that_cannot_be_started(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--command", "/no/such/program"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("the port failed: ")
    assert "/no/such/program" in captured.err


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--command", "port", "--rules", "hanja,text-to-long"], "no rule is named text-to-long"),
        (["--command", " "], "names no program"),
        (["--command", "'port"], "cannot be split into words"),
        (["--command", "port", "--document", "letter"], "invalid choice: 'letter'"),
        (["--command", "port", "--timeout", "soon"], "invalid float value: 'soon'"),
        ([], "--command"),
    ],
)
def test_wrong_options(options: list[str], why: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["run", *options])
    assert caught.value.code == 2
    assert why in capsys.readouterr().err


def test_as_a_module(write: Write) -> None:
    command = " ".join(map(repr, write("answer = 'skip'")))
    done = subprocess.run(
        [sys.executable, "-m", "alimtalk_rules.testing.conformance", "run", "--command", command],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    counts = rows(done.stdout)
    assert counts["findings"] == [0, 0, len(list(cases()))]
    assert counts["facts"] == [0, 0, len(list(cases(document="image-file")))]
    with_variables = [case for case in cases() if case.variables is not None]
    assert counts["variables"] == [0, 0, len(with_variables)]


def test_the_docstring_shows_the_protocol() -> None:
    lines = (conformance.__doc__ or "").splitlines()
    answer = next(line for line in lines if line.strip().startswith('{"message_schema"'))
    assert set(json.loads(answer)) <= conformance._MEMBERS


# --------------------------------------------------------------------------- the suite's README

README = Path(__file__).with_name("conformance").joinpath("README.md").read_text(encoding="utf-8")


def test_the_readme_shows_a_case_and_an_answer() -> None:
    shown, *lines = re.findall(r"^```json\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    case = json.loads(shown)
    (same,) = (each for each in cases() if each.id == case["id"])
    found = [Expected(**finding) for finding in case.pop("findings")]
    assert same.findings == tuple(found)
    assert case.pop("value")["buttons"] == same.value["buttons"]
    assert case == {name: getattr(same, name) for name in case}
    question, answer = map(json.loads, lines[0].splitlines())
    assert question["id"] in {each.id for each in cases(rule=answer["findings"][0]["rule"])}
    assert set(answer) <= conformance._MEMBERS


def test_the_readme_names_rules_that_exist() -> None:
    named = set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", README))
    assert named - {"image-file", *GATEWAYS} <= RULES.keys()
    block = re.findall(r"^([a-z-]+)  ", README, re.MULTILINE)
    assert set(block) <= RULES.keys()


def test_the_readme_has_the_table_of_the_gateways() -> None:
    columns = [dict(cells_of(gateway)) for gateway in GATEWAYS.values()]
    rows = [(row, *(column[row] for column in columns)) for row in columns[0]]
    head = ("", *(f"`{name}`" for name in GATEWAYS))
    table = [" | ".join(("", *cells, "")).strip() for cells in (head, *rows)]
    table.insert(1, "|---|---|---|---|")
    shown = re.findall(r"<!-- gateways -->\n\n(.*?)\n\n<!-- /gateways -->", README, re.DOTALL)
    assert [line.replace("|  |", "| |") for line in table] == shown[0].splitlines()


def cells_of(gateway: Gateway) -> Iterator[tuple[str, str]]:
    """The rows' names with what stands in them: places, forms, and words."""
    periods = [place for place, _ in gateway.periods]
    yield from ((part, code(place)) for part, place in gateway.parts.items())
    yield "template code", code(gateway.template_code)
    yield "sender", code(gateway.sender)
    yield "form of a sender", code(gateway.sender_form.pattern)
    yield "destination", code(gateway.destination)
    yield "form of a destination", code(gateway.destination_form.pattern)
    yield "country beside it", code(gateway.country_code)
    yield "send time", code(gateway.send_time)
    yield "validity periods", code(*periods)
    yield "unit beside it", code(*dict.fromkeys(unit for _, unit in gateway.periods))
    yield "window", code(gateway.windows)
    yield "SMS", code(gateway.failover)
    yield "kind beside it", code(gateway.failover_kind)
    yield from (
        (kind, code(gateway.button_types.get(kind))) for kind in GATEWAYS["infobip"].button_types
    )
    fields = GATEWAYS["infobip"].button_fields
    yield from ((name, code(*gateway.button_fields.get(name, ()))) for name in fields)


def code(*words: str | None) -> str:
    return " ".join(f"`{word}`" for word in words if word) or "-"


def test_the_readme_has_the_patterns_of_the_code() -> None:
    lines = dict(re.findall(r"^([A-Za-z-]+)  +(?:\(.*?\) )?(\S+)$", README, re.MULTILINE))
    for name, pattern in lines.items():
        for part in ("EMOJI", "ACCENT", "LATIN", "UNASSIGNED"):
            pattern = pattern.replace(part, lines[part])  # noqa: PLW2901 - part by part
        lines[name] = pattern.replace("[ENGLISH]", f"[{lines['ENGLISH']}]")
    assert lines == {
        "text-blank": text._BLANK.replace("+", "*"),
        "unprintable-character": f"{text._UNPRINTABLE}+",
        "EMOJI": text._ONE_EMOJI,
        "emoji-sequence": text._JOINED_EMOJI,
        "invisible-character": f"{text._INVISIBLE}+",
        "ENGLISH": scripts._ENGLISH,
        "LATIN": scripts._LATIN,
        "UNASSIGNED": text._UNASSIGNED,
        "ACCENT": scripts._ACCENT,
        "non-english-letter": scripts._NOT_ENGLISH,
        "text-decomposed": re.sub(
            r"[\u1100-\u11ff]", lambda c: f"\\u{ord(c[0]):x}", text._HANGUL_TO_COMPOSE.pattern
        ),
        "unfilled-variable": VARIABLE.pattern,
        "leftover-variable": OTHER_MARKS,
        "replacement-character": "[\\ufffc\\ufffd]+",
        "payment-word-on-button": buttons.PAYMENT_WORDS.pattern,
        "bad-scheme": "[A-Za-z][A-Za-z0-9+.-]*:",
    }
