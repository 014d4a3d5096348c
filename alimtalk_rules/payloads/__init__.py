"""Documents of gateways: each is a file of data here, and schemas in ``schemas/payloads``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import Final, TypeVar

from alimtalk_rules.payloads import (
    aligo,
    bizgo,
    bizm,
    bizppurio,
    infobip,
    infobip_omni,
    kakao_raw,
    mts,
    nhn,
    nhn_hub,
    popbill,
    sendon,
    sens,
    solapi,
)
from alimtalk_rules.payloads.gateway import Form, Gateway, Listed, Registration
from alimtalk_rules.payloads.parts import has
from alimtalk_rules.structure.plain import plain

_F = TypeVar("_F", bound=Form)

_MODULES: Final = (
    *(infobip, infobip_omni, solapi, aligo, nhn, sens, bizm, bizppurio, kakao_raw, mts),
    *(bizgo, nhn_hub, sendon, popbill),
)

_EVERY: Final = tuple(
    form for module in _MODULES for form in vars(module).values() if isinstance(form, Form)
)

FORMS: Final[tuple[Form, ...]] = tuple(
    form for form in _EVERY if isinstance(form, Gateway | Registration)
)
"""All documents to gateways that are known: requests and registrations."""

LISTED: Final = tuple(form for form in _EVERY if isinstance(form, Listed))
"""All templates that are known as lists of gateways give them back."""

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
    return best_of(FORMS, plain(document))


def best_of(forms: Iterable[_F], document: object) -> _F | None:
    """The form of which a plain document has the marks that tell most; None if it has none's."""
    fitting = (
        (_weight(mark), form)
        for form in forms
        for mark in form.marks
        if all(has(document, place) is not place.startswith("!") for place in mark)
    )
    return max(fitting, key=itemgetter(0), default=(0, None))[1]


def _weight(mark: frozenset[str]) -> int:
    """How much a mark tells: the more places, and the deeper they are, the more."""
    return sum(place.count("/") for place in mark)


def recognized(document: object) -> Gateway | None:
    """The gateway whose request this seems to be; None if none does."""
    form = form_of(document)
    return form if isinstance(form, Gateway) else None
