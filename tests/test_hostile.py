"""No input, however hostile, makes a check raise or report without end.

``python -m benchmarks.hostile`` gives all of them, a hundred times as long, and tells their costs.
"""

from __future__ import annotations

from itertools import islice

import pytest

from benchmarks.hostile import GROUPS, MOST_FINDINGS, findings_of

LENGTH = 10_001
"""Code points: one more than are read of a text."""
STEP = 7
"""Of so many inputs one is tried here, of messages and of templates in turn."""


@pytest.mark.parametrize("group", sorted(GROUPS.keys() - {"pictures"}))  # their size is their point
def test_hostile_inputs(group: str) -> None:
    tried = [(name, call()) for name, call in islice(GROUPS[group](LENGTH), 0, None, STEP)]
    assert len(tried) > 15
    found = {name: findings_of(report) for name, report in tried}
    assert {name: count for name, count in found.items() if count > MOST_FINDINGS} == {}
