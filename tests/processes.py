"""What tests share that interrupt or kill programs with several processes."""

import subprocess
from collections.abc import Mapping
from time import monotonic, sleep

_PATIENCE = 60.0
"""Seconds; a loaded machine is slow, and what ends at all ends in less than one."""


def unmeasured(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without coverage, whose lock an interrupt may leave closed."""
    return {name: v for name, v in environment.items() if not name.startswith("COVERAGE_")}


def group_of(leader: int) -> list[str]:
    """The processes of a group that have not ended."""
    ps = ["ps", "-eo", "pgid=,stat=,args="]
    rows = subprocess.run(ps, capture_output=True, text=True, check=True).stdout.splitlines()
    return [row for row in rows if row.split()[0] == str(leader) and row.split()[1][0] != "Z"]


def left_of(leader: int) -> list[str]:
    """Those that do not end within a minute."""
    deadline = monotonic() + _PATIENCE
    while (group := group_of(leader)) and monotonic() < deadline:
        sleep(0.1)
    return group
