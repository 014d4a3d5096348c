"""No test reaches a network: connections fail, here and in every Python that a test starts."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.no_network import sitecustomize

pytest_plugins = ["pytester", "alimtalk_rules.testing.pytest_plugin"]

settings.register_profile("any machine", deadline=None)  # a busy one is no fault
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(Path(sitecustomize.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", folder, prepend=os.pathsep)
