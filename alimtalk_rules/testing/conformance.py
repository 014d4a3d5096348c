"""Runs the conformance suite against a port of the rules in any language.

``python -m alimtalk_rules.testing.conformance run --command 'node port.js'`` starts the port and
speaks JSON Lines with it: a case goes to its standard input, its answer comes back on its standard
output, one line each, in turn.

    {"id": "…", "document": "message", "value": {…}}                          a case
    {"message_schema": true, "strict_schema": true, "findings": [{"rule": "…", "path": ""}]}

Of a payload the line has its ``gateway`` besides, which may be null, and perhaps ``templates``.
Whatever the port cannot tell it leaves out of its answer, or says ``"skip"``, for a member or
for the whole case. Of an image file the value is ``{"path": "/where/it/is.jpg"}``, and the answer
may have ``facts``; of a message that matches its template it may have ``variables``. A finding may
have ``params``.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import as_file
from threading import Event, Timer
from typing import IO, Any, Final, cast

from alimtalk_rules import RULES
from alimtalk_rules.testing.suite import DOCUMENTS, Case, Expected, cases

VERDICTS: Final = ("message_schema", "strict_schema")
ASPECTS: Final = (*VERDICTS, "findings", "params", "facts", "variables")
SKIP: Final = "skip"

_MEMBERS: Final = frozenset({"id", *VERDICTS, "findings", "facts", "variables"})
_SECONDS_TO_END: Final = 2.0
_MOST_SHOWN: Final = 80


class PortError(Exception):
    """The port ended, kept silent too long, or answered what is no answer."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one aspect of one case came out.

    Attributes:
        case: the case.
        aspect: one of ``ASPECTS``.
        outcome: ``"agrees"``, ``"differs"`` or ``"skipped"``.
        detail: what was expected and what the port said, where they differ.
    """

    case: Case
    aspect: str
    outcome: str
    detail: str = ""


# --------------------------------------------------------------------------- the port


class Port:
    """A running port: it is asked one case at a time."""

    def __init__(self, process: subprocess.Popen[str], seconds: float) -> None:
        self._process = process
        self._sink = cast("IO[str]", process.stdin)
        self._source = cast("IO[str]", process.stdout)
        self._seconds = seconds

    def ask(self, question: Mapping[str, Any]) -> Any:
        """The port's answer, as JSON.

        Raises:
            PortError: there is none.
        """
        silent = Event()

        def give_up() -> None:
            silent.set()
            _kill(self._process)

        patience = Timer(self._seconds, give_up)
        patience.start()
        try:
            return self._answer(json.dumps(question))
        except EOFError as error:
            why = f"kept silent for {self._seconds:g} seconds" if silent.is_set() else "ended"
            raise PortError(f"the port {why}") from error
        finally:
            patience.cancel()

    def _answer(self, question: str) -> Any:
        try:
            self._sink.write(f"{question}\n")
            self._sink.flush()
        except OSError as error:
            raise EOFError from error
        try:
            line = self._source.readline()
        except UnicodeDecodeError as error:
            raise PortError("the port answered what is not UTF-8") from error
        if not line:
            raise EOFError
        try:
            return json.loads(line)
        except (ValueError, RecursionError) as error:
            raise PortError(f"the port answered what is not JSON: {_cut(line.rstrip())}") from error


@contextmanager
def started(command: Sequence[str], *, seconds: float = 30.0) -> Iterator[Port]:
    """Start ``command`` as a port; afterwards close its input, and end it if it does not end.

    Args:
        command: a program and its arguments.
        seconds: how long the port may take for one answer.

    Raises:
        OSError: it cannot be started.
    """
    with subprocess.Popen(  # noqa: S603 - what its user asked for
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            yield Port(process, seconds)
        finally:
            with suppress(OSError):
                cast("IO[str]", process.stdin).close()
            with suppress(subprocess.TimeoutExpired):
                process.wait(_SECONDS_TO_END)
            _kill(process)


_kill_group = getattr(os, "killpg", os.kill)  # Windows knows neither groups nor SIGKILL
_SIGNAL: Final = getattr(signal, "SIGKILL", signal.SIGTERM)


def _kill(process: subprocess.Popen[str]) -> None:
    """End the port with all that it started: a child of it would hold its pipe open."""
    with suppress(OSError):
        _kill_group(process.pid, _SIGNAL)


# --------------------------------------------------------------------------- the comparison


def results(port: Port, chosen: Iterable[Case], rules: frozenset[str]) -> Iterator[Result]:
    """Ask ``port`` about each case; of the findings only those of ``rules`` count.

    Raises:
        PortError: the port gives no answer, or a wrong one; the message names the case.
    """
    for case in chosen:
        try:
            answer = _asked(port, case)
            compared = [*_verdicts(case, answer), *_findings(case, answer, rules)]
        except PortError as error:
            raise PortError(f"{case.id}: {error}") from error
        yield from compared
        if case.facts is not None:
            yield _result(case, "facts", case.facts, answer.get("facts", SKIP))
        if case.variables is not None:
            variables = {name: list(values) for name, values in case.variables.items()}
            yield _result(case, "variables", variables, answer.get("variables", SKIP))


def _asked(port: Port, case: Case) -> Mapping[str, Any]:
    """The port's answer on ``case``; an empty one if it skips the case."""
    question = {"id": case.id, "document": case.document, "value": case.value}
    if case.document == "payload":
        question["gateway"] = case.gateway
    if case.templates is not None:
        question["templates"] = case.templates
    if case.document == "image-file":
        with as_file(case.file) as path:
            answer = port.ask(question | {"value": {"path": str(path)}})
    else:
        answer = port.ask(question)
    if answer == SKIP:
        return {}
    if not isinstance(answer, dict):
        raise PortError(f'an answer is an object or "skip", not {_cut(answer)}')
    if unknown := sorted(answer.keys() - _MEMBERS):
        raise PortError(f"an answer has no member {', '.join(map(repr, unknown))}")
    if answer.get("id", case.id) != case.id:
        raise PortError(f"the port answered another case: {_cut(answer['id'])}")
    return answer


def _verdicts(case: Case, answer: Mapping[str, Any]) -> Iterator[Result]:
    for aspect in VERDICTS:
        said = answer.get(aspect, SKIP)
        if said != SKIP and not isinstance(said, bool):
            raise PortError(f'{aspect} is true, false or "skip", not {_cut(said)}')
        expected = getattr(case, aspect)
        if expected is not None:
            yield _result(case, aspect, expected, said)


def _findings(case: Case, answer: Mapping[str, Any], rules: frozenset[str]) -> Iterator[Result]:
    """How the findings' places came out and, where the places agree, their params."""
    said = answer.get("findings", SKIP)
    expected = [found for found in case.findings if found.rule in rules]
    with_params = any(found.params for found in expected)
    if said == SKIP:
        yield Result(case, "findings", "skipped")
        if with_params:
            yield Result(case, "params", "skipped")
        return
    # A rule that does not exist counts as well: its name may be misspelt.
    given = [found for found in _read(said) if found.rule in rules or found.rule not in RULES]
    places = _result(case, "findings", _places(expected), _places(given))
    yield places
    if with_params and places.outcome == "agrees":
        yield _params(case, expected, given)


def _read(said: object) -> Iterator[Expected]:
    """The port's findings."""
    if not isinstance(said, list):
        raise PortError(f'findings are an array or "skip", not {_cut(said)}')
    for found in said:
        match found:
            case {"rule": str(rule), "path": str(path), **rest}:
                params = rest.get("params", {})
            case _:
                raise PortError(f"a finding has a rule and a path: {_cut(found)}")
        if not isinstance(params, dict):
            raise PortError(f"params are an object, not {_cut(params)}")
        yield Expected(rule, path, params)


def _places(findings: Iterable[Expected]) -> str:
    places = sorted(f"{found.rule} at {found.path or 'the document'}" for found in findings)
    return "; ".join(places) or "nothing"


def _params(case: Case, expected: Sequence[Expected], given: Sequence[Expected]) -> Result:
    """Whether each expected finding has its own among those given, with all of its params."""
    if not any(found.params for found in given):
        return Result(case, "params", "skipped")
    left = list(given)
    for wanted in expected:
        of_place = [f for f in left if (f.rule, f.path) == (wanted.rule, wanted.path)]
        fitting = [f for f in of_place if wanted.params.items() <= f.params.items()]
        if not fitting:
            closest = of_place[0].params if of_place else {}
            return _result(case, "params", wanted.params, closest)
        left.remove(fitting[0])
    return Result(case, "params", "agrees")


def _result(case: Case, aspect: str, expected: object, said: object) -> Result:
    if said == SKIP:
        return Result(case, aspect, "skipped")
    if said == expected:
        return Result(case, aspect, "agrees")
    detail = f"expected {_shown(expected)}, the port says {_shown(said)}"
    return Result(case, aspect, "differs", detail)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _cut(value: object) -> str:
    text = _shown(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


# --------------------------------------------------------------------------- the command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; 0 if nothing differs, 1 if something does, 2 if the port fails."""
    options = _options().parse_args(arguments)
    done: list[Result] = []
    try:
        with started(options.command, seconds=options.timeout) as port:
            done.extend(results(port, cases(document=options.document), options.rules))
    except (OSError, PortError) as error:
        print(f"the port failed: {error}", file=sys.stderr)
        if done:
            print(summary(done))
        return 2
    print(summary(done))
    return int(any(result.outcome == "differs" for result in done))


def summary(done: Iterable[Result]) -> str:
    """What differs, one line each, and a table of how often each aspect agrees."""
    lines = []
    counts: Counter[tuple[str, str]] = Counter()
    for result in done:
        counts[result.aspect, result.outcome] += 1
        if result.outcome == "differs":
            lines.append(f"differs  {result.case.id} {result.aspect}: {result.detail}")
    outcomes = ("agrees", "differs", "skipped")
    lines.append(f"{'':16}" + "".join(f"{outcome:>10}" for outcome in outcomes))
    for aspect in ASPECTS:
        row = "".join(f"{counts[aspect, outcome]:>10}" for outcome in outcomes)
        lines.append(f"{aspect:16}{row}")
    return "\n".join(lines)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m alimtalk_rules.testing.conformance",
        description="Runs the conformance suite against a port of the rules in any language.",
    )
    run = parser.add_subparsers(required=True).add_parser("run", help="ask a port about every case")
    run.add_argument("--command", required=True, type=_command, help="what starts the port")
    run.add_argument(
        "--rules",
        type=_rules,
        default=frozenset(RULES),
        help="the rules that the port has, with commas; all by default",
    )
    run.add_argument("--document", choices=DOCUMENTS, help="only cases of this kind of document")
    run.add_argument("--timeout", type=float, default=30.0, help="seconds to wait for an answer")
    return parser


def _command(text: str) -> list[str]:
    try:
        command = shlex.split(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"cannot be split into words: {error}") from error
    if not command:
        raise argparse.ArgumentTypeError("names no program")
    return command


def _rules(text: str) -> frozenset[str]:
    rules = frozenset(text.split(","))
    if unknown := sorted(rules - RULES.keys()):
        raise argparse.ArgumentTypeError(f"no rule is named {', '.join(unknown)}")
    return rules


if __name__ == "__main__":
    sys.exit(main())
