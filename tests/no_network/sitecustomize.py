"""On the path of every Python that a test starts: no connection is possible."""

import socket
from typing import Any, NoReturn


def refuse(*_: Any, **__: Any) -> NoReturn:
    """Refuse what would open a connection."""
    raise AssertionError("the test tried to open a connection")


for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = refuse
