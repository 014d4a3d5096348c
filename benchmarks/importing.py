"""How long an import takes, in a new process, its byte code compiled before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

OURS: Final = "alimtalk_rules"
THEIRS: Final = "jsonschema, regex, PIL.Image"

_PROGRAM: Final = """
import time
start = time.perf_counter()
import {names}
print(time.perf_counter() - start)
"""


def import_times(*, rounds: int) -> tuple[float, float]:
    """The milliseconds of ours and of the others' import: medians, taken in turns."""
    with TemporaryDirectory() as folder:
        for names in (OURS, THEIRS):
            _milliseconds(names, folder)
        pairs = [
            (_milliseconds(OURS, folder), _milliseconds(THEIRS, folder)) for _ in range(rounds)
        ]
    ours, theirs = zip(*pairs, strict=True)
    return median(ours), median(theirs)


def _milliseconds(names: str, folder: str) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(names=names)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[1],
        env=environment | {"PYTHONPYCACHEPREFIX": folder},
    )
    return float(run.stdout) * 1000
