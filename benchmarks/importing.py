"""How long an import takes, in a new process, its byte code compiled before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

OURS: Final = "import alimtalk_rules"
FIRST_CHECK: Final = f"{OURS}; alimtalk_rules.check_message({{'text': '주문이 완료되었습니다.'}})"
THEIRS: Final = "import jsonschema, regex, PIL.Image"

_PROGRAM: Final = """
import time
start = time.process_time()
{statement}
print(time.process_time() - start)
"""


def import_times(*statements: str, rounds: int) -> tuple[float, ...]:
    """The milliseconds of CPU time that each statement takes: medians, taken in turns."""
    with TemporaryDirectory() as folder:
        for statement in statements:
            _milliseconds(statement, folder)
        taken = [[_milliseconds(each, folder) for each in statements] for _ in range(rounds)]
    return tuple(map(median, zip(*taken, strict=True)))


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
