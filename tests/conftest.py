"""No test may reach a network: sockets that leave the machine's own families fail."""

import socket
from typing import Any, NoReturn

import pytest

pytest_plugins = ["pytester", "alimtalk_rules.testing.pytest_plugin"]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("the test tried to open a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
