"""Holds a port of the rules, in any language, to the conformance suite; needs Python 3.11 alone.

    python run.py --rules text-too-long,hanja -- node port.mjs

The README beside the cases says what the port is asked and what it answers.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Any

SUITE = Path(__file__).resolve().parent.parent
CASES: list[dict[str, Any]] = [
    case
    for file in sorted(SUITE.joinpath("cases").glob("*.json"))
    for case in json.loads(file.read_text(encoding="utf-8"))["cases"]
]
RULES = {finding["rule"] for case in CASES for finding in case["findings"]}
ASPECTS = ("message_schema", "strict_schema", "findings", "facts", "variables")
OUTCOMES = ("agrees", "differs", "skipped")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 if nothing differs, 1 if something does, 2 if the port fails."""
    parser = argparse.ArgumentParser(description="Holds a port to the conformance suite.")
    parser.add_argument("--rules", help="the rules that the port has, with commas", default="")
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds for all cases")
    parser.add_argument("command", nargs="+", help="what starts the port, behind --")
    options = parser.parse_args(arguments)
    rules = {*options.rules.split(",")} if options.rules else RULES
    if unknown := sorted(rules - RULES):
        parser.error(f"no rule is named {', '.join(unknown)}")

    counts: Counter[tuple[str, str]] = Counter()
    try:
        for case, answer in zip(CASES, answers(options.command, options.timeout), strict=True):
            for aspect, outcome in outcomes(case, answer, rules).items():
                counts[aspect, outcome] += 1
                if outcome == "differs":
                    expected, said = json.dumps(case[aspect]), json.dumps(answer[aspect])
                    print(f"{case['id']} {aspect}: expected {expected}, the port says {said:.200}")
    except (OSError, ValueError, RecursionError, subprocess.SubprocessError) as error:
        print(f"the port failed: {error}", file=sys.stderr)
        return 2
    print(f"{'':16}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES))
    for aspect in ASPECTS:
        row = "".join(f"{counts[aspect, outcome]:>10}" for outcome in OUTCOMES)
        print(f"{aspect:16}{row}")
    return int(any(counts[aspect, "differs"] for aspect in ASPECTS))


def answers(command: list[str], seconds: float) -> list[Any]:
    """What a port answers to all cases.

    Raises:
        OSError, subprocess.SubprocessError: it does not start, fails, or takes too long.
        ValueError: it answers something else than one line of JSON for each case.
    """
    asked = "".join(json.dumps(question(case)) + "\n" for case in CASES)
    run = subprocess.run(
        command, input=asked, stdout=subprocess.PIPE, encoding="utf-8", timeout=seconds, check=True
    )
    lines = run.stdout.split("\n")[:-1]
    if len(lines) != len(CASES):
        raise ValueError(f"{len(lines)} lines are no answers to {len(CASES)} cases")
    return list(map(json.loads, lines))


def question(case: dict[str, Any]) -> dict[str, Any]:
    """What of a case the port is told: all but what it should say."""
    told = {name: case[name] for name in case if name not in (*ASPECTS, "description")}
    if case["document"] == "image-file":
        told["value"] = {"path": str(SUITE / case["value"]["file"])}
    return told


def outcomes(case: dict[str, Any], answer: Any, rules: Collection[str]) -> dict[str, str]:
    """How the port's answer came out in each aspect of which the suite says something.

    Raises:
        ValueError: this is not an answer.
    """
    said: Any = {} if answer == "skip" else answer
    if not isinstance(said, dict) or not {"id", *ASPECTS}.issuperset(said):
        raise ValueError(f'{case["id"]}: an answer is "skip" or has {", ".join(ASPECTS)} alone')
    come_out = {}
    for aspect in (aspect for aspect in ASPECTS if aspect in case):
        expected, given = case[aspect], said.get(aspect, "skip")
        if given == "skip":
            come_out[aspect] = "skipped"
        elif aspect == "findings":
            if not isinstance(given, list) or not all(map(_is_finding, given)):
                raise ValueError(f"{case['id']}: findings have a rule, a path and perhaps params")
            come_out[aspect] = "agrees" if _same(expected, given, rules) else "differs"
        else:
            same = type(given) is type(expected) and given == expected  # 1 is not true
            come_out[aspect] = "agrees" if same else "differs"
    return come_out


def _is_finding(found: Any) -> bool:
    if not isinstance(found, dict) or not isinstance(found.get("params", {}), dict):
        return False
    return {"rule", "path"} <= found.keys() <= {"rule", "path", "params"}


def _same(expected: Any, given: Any, rules: Collection[str]) -> bool:
    """Whether the findings of ``rules`` are those expected; params count where the port has any."""
    # A rule that does not exist counts as well: its name may be misspelt.
    left = [found for found in given if found["rule"] in rules or found["rule"] not in RULES]
    for wanted in (wanted for wanted in expected if wanted["rule"] in rules):
        found = next((found for found in left if _fits(found, wanted)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _fits(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    if (found["rule"], found["path"]) != (wanted["rule"], wanted["path"]):
        return False
    return "params" not in found or wanted.get("params", {}).items() <= found["params"].items()


if __name__ == "__main__":
    sys.exit(main())
