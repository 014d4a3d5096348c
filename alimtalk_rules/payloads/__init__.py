"""Requests of gateways: each is a file of data here, and a schema in ``schemas/payloads``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from alimtalk_rules.payloads import infobip, infobip_omni, sens
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.structure.plain import plain

GATEWAYS: Final[Mapping[str, Gateway]] = MappingProxyType(
    {module.GATEWAY.name: module.GATEWAY for module in (infobip, infobip_omni, sens)}
)
"""The gateways whose requests are known, by name."""


def gateway_named(name: str) -> Gateway:
    """The gateway of that name.

    Raises:
        TypeError: the name is no string.
        ValueError: no gateway has that name.
    """
    if not isinstance(name, str):
        raise TypeError("gateway must be a name")
    if name not in GATEWAYS:
        raise ValueError(f"gateway must be one of {', '.join(GATEWAYS)}")
    return GATEWAYS[name]


def recognized(payload: object) -> Gateway | None:
    """The gateway whose request this seems to be, by the names at its root; None if none does."""
    root = plain(payload)
    names = frozenset(root if type(root) is dict else ())
    marks = ((mark, gateway) for gateway in GATEWAYS.values() for mark in gateway.marks)
    fitting = ((len(mark), gateway) for mark, gateway in marks if mark <= names)
    return max(fitting, key=lambda found: found[0], default=(0, None))[1]
