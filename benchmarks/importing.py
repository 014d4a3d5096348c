"""How long the import takes that users write, in a new process, its byte code compiled before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.comparisons import Result

_OURS: Final = "from alimtalk_rules import check_message"
_THEIRS: Final = "import jsonschema, regex, PIL.Image"

_PROGRAM: Final = """
import time
start = time.process_time()
{statement}
print(time.process_time() - start)
"""
_ROUNDS: Final = 5


def import_result() -> Result:
    """The milliseconds of CPU time, medians, taken in turns."""
    with TemporaryDirectory() as folder:
        for statement in (_OURS, _THEIRS):
            _milliseconds(statement, folder)
        taken = [[_milliseconds(each, folder) for each in (_OURS, _THEIRS)] for _ in range(_ROUNDS)]
    ours, theirs = map(median, zip(*taken, strict=True))
    return Result(_OURS, _THEIRS, ours, theirs, 2.5)


def _milliseconds(statement: str, folder: str) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(statement=statement)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[1],
        env=environment | {"PYTHONPYCACHEPREFIX": folder, "PYTHONUTF8": "1"},
    )
    return float(run.stdout) * 1000
