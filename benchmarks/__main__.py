"""Prints what was measured, beside its target, and whether the time stays linear.

Run ``python -m benchmarks`` in a checkout; ``--messages 200 --rounds 1`` is quick, and says little.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.comparisons import Result, Target, comparisons, measured
from benchmarks.corpus import MESSAGES
from benchmarks.importing import FIRST_CHECK, OURS, THEIRS, import_times
from benchmarks.lines import line_results
from benchmarks.scaling import curves

_METHOD = """\
Microseconds of CPU time an item; {messages:,} messages in random order, medians of {rounds} rounds.
The two of a row take turns, in one process, and what they return is thrown away. The ratio tells
how many times as fast ours is, or, where the target says so, how much of the other's time it takes.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 if a time grows faster than its size. Missed targets are only shown."""
    options = _options().parse_args(arguments)
    print(_METHOD.format(messages=options.messages, rounds=options.rounds))
    heads = ("what", "µs", "beside", "µs", "ratio", "target", "met")
    results = [
        *measured(comparisons(options.messages), rounds=options.rounds),
        *line_results(options.messages, rounds=min(options.rounds, 3)),
        *_of_import(options.rounds),
    ]
    _print_table([heads, *map(_row, results)])
    print("\nImports are milliseconds, each in a new process; check_lines is wall-clock time.\n")
    found = list(curves(start=options.start, doublings=options.doublings))
    _print_table(
        [
            ("CPU time, milliseconds", *(f"{size:,}" for size in found[0].sizes), "exponent", ""),
            *(
                (
                    curve.what,
                    *(f"{seconds * 1000:.1f}" for seconds in curve.seconds),
                    f"{curve.exponent:.2f}",
                    "linear" if curve.is_linear else "NOT LINEAR",
                )
                for curve in found
            ),
        ]
    )
    return int(not all(curve.is_linear for curve in found))


def _of_import(rounds: int) -> Iterator[Result]:
    ours, first, theirs = import_times(OURS, FIRST_CHECK, THEIRS, rounds=rounds)
    yield Result(OURS, THEIRS, ours, theirs, Target("faster", 8))
    yield Result("the same, and a first check", THEIRS, first, theirs, None)


def _row(result: Result) -> tuple[str, ...]:
    target, times = result.target, (result.ours, result.theirs)
    ratio = (target or Target("faster", 1)).ratio(*times)
    is_met = "" if target is None else "yes" if target.is_met(*times) else "MISSED"
    ours, theirs = (f"{time:,.2f}" for time in times)
    wanted = "" if target is None else str(target)
    return result.what, ours, result.beside, theirs, f"{ratio:.2f}", wanted, is_met


def _print_table(rows: Iterable[tuple[str, ...]]) -> None:
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join((first, *others)).rstrip())


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--messages", type=int, default=MESSAGES, help="how many messages")
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured")
    parser.add_argument("--start", type=int, default=10_000, help="the smallest size, characters")
    parser.add_argument("--doublings", type=int, default=5, help="how often the size doubles")
    return parser


if __name__ == "__main__":
    sys.exit(main())
