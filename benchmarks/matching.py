"""Matching beside what a user would write: ``re`` with ``(.*?)`` for each variable.

Run ``python benchmarks/matching.py``. The table shows the best of several runs. Where nothing
matches, ``re`` tries every way to split the text and is stopped; ours also says where it differs.
"""

from __future__ import annotations

import re
import subprocess
import sys
import timeit
from collections.abc import Callable
from functools import partial

from alimtalk_rules.alignment import fit, pattern_of
from alimtalk_rules.matching import match_template
from alimtalk_rules.templates import render_template, variables_of

PATIENCE = 5.0
"""Seconds after which ``re`` is stopped."""

SHORT = "#{이름}님, 주문이 완료되었습니다.\n주문 번호: #{번호}\n금액: #{금액}원\n감사합니다."
LONG = "".join(f"항목 {number}: #{{변수 {number}}} (문의 1588-0000)\n" for number in range(40))


def filled(template: str) -> str:
    """The template's text with a short value for each variable."""
    names = (variable.name for variable in variables_of({"text": template}))
    text: str = render_template({"text": template}, dict.fromkeys(names, "홍길동"))["text"]
    return text


CASES = {
    "3 variables": (SHORT, filled(SHORT)),
    "3 variables, a space less": (SHORT, filled(SHORT).replace("문 번", "문번")),
    "40 variables": (LONG, filled(LONG)),
    "40 variables, the last line differs": (LONG, filled(LONG)[:-2]),
    "40 variables, one letter": ("#{변수}a" * 40 + "b", "a" * 1000),
    "40 variables, one letter, 2 faults": ("#{변수}a" * 40 + "bbbb#{변수}", "a" * 1000),
}


def naive(template: str) -> str:
    """The regular expression that a user would make of a template."""
    pieces = re.split(r"#\{[^}]*\}", template)
    return "(.*?)".join(map(re.escape, pieces))


def microseconds(call: Callable[[], object]) -> float:
    """The best time of one call."""
    once = max(timeit.timeit(call, number=1), 1e-7)
    number = max(1, min(10_000, int(0.05 / once)))
    return min(timeit.repeat(call, number=number, repeat=5)) / number * 1e6


def of_re(template: str, text: str) -> str:
    """The time of ``re`` for a compiled pattern, found out in a process that can be stopped."""
    program = f"""
import re, timeit
call = lambda: compiled.fullmatch({text!r})
compiled = re.compile({naive(template)!r}, re.DOTALL)
once = max(timeit.timeit(call, number=1), 1e-7)
number = max(1, min(10_000, int(0.05 / once)))
print(min(timeit.repeat(call, number=number, repeat=5)) / number * 1e6)
"""
    try:
        run = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return f"stopped after {PATIENCE:.0f} s"
    return f"{float(run.stdout):,.1f}"


def main() -> None:
    """Print the table; times are in microseconds."""
    rows = [("template and text", "letters", "matches", "fit", "match_template", "re (.*?)")]
    for name, (template, text) in CASES.items():
        literals = pattern_of(template).literals
        matches = "no" if fit(literals, text) is None else "yes"
        fits = microseconds(partial(fit, literals, text))
        ours = microseconds(partial(match_template, {"text": text}, {"text": template}))
        times = f"{fits:,.1f}", f"{ours:,.1f}", of_re(template, text)
        rows.append((name, f"{len(text):,}", matches, *times))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])
        sys.stdout.write("  ".join(cells) + "\n")


if __name__ == "__main__":
    main()
