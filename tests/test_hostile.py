"""No input, however hostile, is dear to check: each group is measured in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile import GROUPS, Cost

SECONDS = 0.1
"""Processor time that no report takes."""
SECONDS_OF_OTHERS = 0.5
"""That counting, filling, finding the closest of a dozen templates, and requests of many messages
with unusual characters take."""
MEGABYTES = 64
MOST_FINDINGS = 101
"""A hundred, and that there are more."""

INPUTS = {
    "fields": 1_200,
    "shapes": 250,
    "pictures": 190,
    "matches": 360,
    "requests": 272,
    "others": 32,
    "control": 3,
}
"""How many each group has, at least."""


def costs_of(group: str) -> list[Cost]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    told = subprocess.run(
        (sys.executable, "-m", "tests.hostile", group),
        cwd=Path(__file__).resolve().parents[1],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [Cost(*json.loads(line)) for line in told.splitlines()]


def too_dear(cost: Cost, seconds: float) -> bool:
    return (
        cost.seconds >= seconds
        or (cost.megabytes or 0) >= MEGABYTES
        or (cost.findings or 0) > MOST_FINDINGS
    )


@pytest.mark.parametrize("group", [name for name in GROUPS if name != "control"])
def test_hostile_inputs_cost_little(group: str) -> None:
    costs = costs_of(group)
    assert len(costs) >= INPUTS[group]
    seconds = SECONDS_OF_OTHERS if group == "others" else SECONDS
    assert [cost for cost in costs if too_dear(cost, seconds)] == []


def test_what_is_dear_is_seen() -> None:
    costs = {cost.name: cost for cost in costs_of("control")}
    assert costs["time"].seconds > SECONDS
    if sys.platform == "linux":
        assert (costs["memory"].megabytes or 0) > MEGABYTES
    assert (costs["findings"].findings or 0) > MOST_FINDINGS
    assert all(too_dear(cost, SECONDS) for cost in costs.values() if cost.megabytes is not None)


def test_every_group_has_its_number() -> None:
    assert INPUTS.keys() == GROUPS.keys()
