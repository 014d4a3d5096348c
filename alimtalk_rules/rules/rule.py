"""What a rule is in code: a function from a document to the places where it is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from alimtalk_rules.catalogue import RULES
from alimtalk_rules.limits import Limits
from alimtalk_rules.report import Finding, Param, finding

Document = TypeVar("Document")

MOST_PLACES = 10
"""Findings of one character rule in one message: a text in another language is one mistake."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule is broken, and the numbers that explain it."""

    path: str
    params: Mapping[str, Param] = field(default_factory=dict)
    span: tuple[int, int] | None = field(default=None, kw_only=True)
    related: tuple[str, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Check(Generic[Document]):
    """A rule's function under the rule's name; called, it gives findings.

    Attributes:
        name: the rule's.
        places: where it is broken.
        characters: of a rule about characters, those that it is about, as a pattern of ``regex``
            for one of them: none is an everyday one, and where none is, the rule is not broken.
    """

    name: str
    places: Callable[[Document, Limits], Iterator[Place]]
    characters: str | None = None

    def __call__(self, document: Document, limits: Limits) -> Iterator[Finding]:
        """The findings of this rule in ``document``."""
        return map(self._finding, self.places(document, limits))

    def _finding(self, place: Place) -> Finding:
        return finding(self.name, place.path, place.params, span=place.span, related=place.related)


def rule(
    name: str, characters: str | None = None
) -> Callable[[Callable[[Document, Limits], Iterator[Place]]], Check[Document]]:
    """Make a function that yields places the check of the rule ``name`` of the catalogue.

    Raises:
        KeyError: the catalogue has no such rule.
    """
    return lambda places: Check(RULES[name].name, places, characters)
