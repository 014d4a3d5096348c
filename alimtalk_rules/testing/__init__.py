"""Fixtures for tests: the conformance cases, factories, and assertions that show what was found.

Here, without pytest or Hypothesis:

- ``assert_valid``, ``assert_matches`` and ``assert_finds``: of a message, a template, a gateway's
  request or an image;
- ``make_message``, ``make_template``, ``make_button``, ``make_item_list`` and ``make_image``: valid
  ones, with changes;
- ``cases``: the conformance cases, each a ``Case`` with its ``Expected`` findings.

In ``alimtalk_rules.testing.pytest_plugin``, for ``pytest_plugins`` in a ``conftest.py``:

- ``make_alimtalk_message``, ``make_alimtalk_template``, ``make_alimtalk_button`` and
  ``make_alimtalk_image``: the factories as fixtures;
- ``alimtalk_case``: one test for each case, or for those that the mark
  ``alimtalk_cases(rule=, document=, valid=)`` chooses.

In ``alimtalk_rules.testing.strategies``, for Hypothesis:

- ``messages``, ``templates``, ``payloads``, ``buttons`` and ``images``: nothing is wrong in them;
- ``matching_pairs``: a template, values for its variables, and the message that it becomes;
- ``invalid_messages``: messages in which a rule is to be found.

The extra ``testing`` has both tools.
"""

from alimtalk_rules.testing.assertions import assert_finds, assert_matches, assert_valid
from alimtalk_rules.testing.factories import (
    make_button,
    make_image,
    make_item_list,
    make_message,
    make_template,
)
from alimtalk_rules.testing.suite import Case, Expected, cases

__all__ = [
    "Case",
    "Expected",
    "assert_finds",
    "assert_matches",
    "assert_valid",
    "cases",
    "make_button",
    "make_image",
    "make_item_list",
    "make_message",
    "make_template",
]
