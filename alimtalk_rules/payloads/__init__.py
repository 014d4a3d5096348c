"""Documents of gateways: each is a file of data here, and schemas in ``schemas/payloads``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from alimtalk_rules.payloads import infobip, infobip_omni, sens, solapi
from alimtalk_rules.payloads.gateway import Form, Gateway, Registration
from alimtalk_rules.payloads.parts import has
from alimtalk_rules.structure.plain import plain

_F = TypeVar("_F", bound=Form)

_MODULES: Final = (infobip, infobip_omni, solapi, sens)

FORMS: Final[tuple[Form, ...]] = tuple(
    form for module in _MODULES for form in vars(module).values() if isinstance(form, Form)
)
"""All documents of gateways that are known: requests and registrations."""

GATEWAYS: Final[Mapping[str, Gateway]] = MappingProxyType(
    {form.name: form for form in FORMS if isinstance(form, Gateway)}
)
"""The gateways whose requests are known, by name."""

REGISTRATIONS: Final[Mapping[str, Registration]] = MappingProxyType(
    {form.name: form for form in FORMS if isinstance(form, Registration)}
)
"""The gateways whose registrations of templates are known, by name."""


def gateway_named(name: str) -> Gateway:
    """The gateway of that name.

    Raises:
        TypeError: the name is no string.
        ValueError: no gateway has that name.
    """
    return _named(name, GATEWAYS)


def registration_named(name: str) -> Registration:
    """The registration of templates at the gateway of that name.

    Raises:
        TypeError: the name is no string.
        ValueError: no gateway whose registrations are known has that name.
    """
    return _named(name, REGISTRATIONS)


def _named(name: str, known: Mapping[str, _F]) -> _F:
    if not isinstance(name, str):
        raise TypeError("gateway must be a name")
    if name not in known:
        raise ValueError(f"gateway must be one of {', '.join(known)}")
    return known[name]


def form_of(document: object) -> Form | None:
    """What document of which gateway this seems to be, by what it has; None if it is of none."""
    root = plain(document)
    marks = ((mark, form) for form in FORMS for mark in form.marks)
    fitting = ((_weight(mark), form) for mark, form in marks if all(has(root, at) for at in mark))
    return max(fitting, key=lambda found: found[0], default=(0, None))[1]


def _weight(mark: frozenset[str]) -> int:
    """How much a mark tells: the more places, and the deeper they are, the more."""
    return sum(place.count("/") for place in mark)


def recognized(document: object) -> Gateway | None:
    """The gateway whose request this seems to be; None if none does."""
    form = form_of(document)
    return form if isinstance(form, Gateway) else None


def registered(document: object) -> Registration | None:
    """The gateway at which this seems to register a template; None if none does."""
    form = form_of(document)
    return form if isinstance(form, Registration) else None
