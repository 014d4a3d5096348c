"""No test reaches a network: connections fail, here and in every Python that a test starts."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.no_network import sitecustomize

pytest_plugins = ["pytester", "alimtalk_rules.testing.pytest_plugin"]

_ANY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no fault."""
settings.register_profile("everyday", _ANY_MACHINE, max_examples=10, derandomize=True)
settings.register_profile("nightly", _ANY_MACHINE, max_examples=300)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))


@pytest.fixture(scope="session")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytecode")


@pytest.fixture(autouse=True)
def compiled_once(bytecode: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each Python that a test starts would else compile all that it imports, where none is kept."""
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(bytecode))
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(Path(sitecustomize.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", folder, prepend=os.pathsep)


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # So a shell starts what runs in the background, and programs that tests interrupt inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
