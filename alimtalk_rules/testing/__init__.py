"""Fixtures for tests: the conformance cases, factories, and assertions that show what was found.

Nothing here imports pytest or Hypothesis: ``alimtalk_rules.testing.strategies`` needs Hypothesis,
and ``alimtalk_rules.testing.pytest_plugin`` pytest; the extra ``testing`` has both.
"""

from alimtalk_rules.testing.assertions import assert_finds, assert_valid
from alimtalk_rules.testing.factories import make_button, make_image, make_message, make_template
from alimtalk_rules.testing.suite import Case, Expected, cases

__all__ = [
    "Case",
    "Expected",
    "assert_finds",
    "assert_valid",
    "cases",
    "make_button",
    "make_image",
    "make_message",
    "make_template",
]
