"""A pytest module, for ``pytest_plugins = ["alimtalk_rules.testing.pytest_plugin"]``.

Nothing loads it by itself. A test that takes ``alimtalk_case`` runs once for each conformance case;
the mark ``alimtalk_cases(rule=, document=, valid=)`` chooses among them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alimtalk_rules import testing


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line(
        "markers",
        "alimtalk_cases(rule=None, document=None, valid=None): "
        "which conformance cases the argument alimtalk_case takes",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each case that the mark chooses."""
    if "alimtalk_case" not in metafunc.fixturenames:
        return
    mark = metafunc.definition.get_closest_marker("alimtalk_cases")
    chosen = list(testing.cases(**(mark.kwargs if mark else {})))
    metafunc.parametrize("alimtalk_case", chosen, ids=str)


@pytest.fixture
def make_alimtalk_message() -> Callable[..., dict[str, Any]]:
    """``alimtalk_rules.testing.make_message``."""
    return testing.make_message


@pytest.fixture
def make_alimtalk_button() -> Callable[..., dict[str, Any]]:
    """``alimtalk_rules.testing.make_button``."""
    return testing.make_button


@pytest.fixture
def make_alimtalk_image() -> Callable[..., bytes]:
    """``alimtalk_rules.testing.make_image``."""
    return testing.make_image


@pytest.fixture
def make_alimtalk_template() -> Callable[..., dict[str, Any]]:
    """``alimtalk_rules.testing.make_template``."""
    return testing.make_template
