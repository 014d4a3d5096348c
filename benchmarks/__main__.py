"""Prints what checking costs beside what a user would write instead, and at worst.

``python -m benchmarks`` in a checkout, alone on the machine. What misses its target is shown; the
exit code is 1 only where a bound is broken that no slow machine explains.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from benchmarks import hostile, linear
from benchmarks.comparisons import Result, results
from benchmarks.importing import import_result
from benchmarks.lines import line_results
from benchmarks.rows import row_results


def main() -> int:
    """Print all tables; 1 if something is beyond its bounds."""
    print("Microseconds of CPU time for one; the ratio tells how many times as fast ours is.\n")
    beyond = _shown(results())
    print("\nMicroseconds of wall-clock time a line.\n")
    beyond += _shown(line_results())
    print("\nMicroseconds of CPU time a row.\n")
    beyond += _shown(row_results())
    print("\nMilliseconds of CPU time, each import in a new process.\n")
    beyond += _shown([import_result()])
    print("\nGrowth.\n")
    beyond += linear.main()
    print("\nHostile inputs.\n")
    beyond += hostile.main()
    return int(beyond > 0)


def _shown(measured: Iterable[Result]) -> int:
    """Print a table of results, each as soon as it is there; how many are beyond their bounds."""
    beyond = 0
    for each in measured:
        wanted = "" if each.target is None else f" >= {each.target:.3g}"
        missed = "  MISSED" * each.is_missed + ", by far" * each.is_beyond
        times = f"{each.ours:10.2f}{each.theirs:12.2f}{each.ratio:9.2f}"
        print(f"{each.what:42}{each.beside:36}{times}{wanted}{missed}", flush=True)
        beyond += each.is_beyond
    return beyond


if __name__ == "__main__":
    sys.exit(main())
