"""Templates out of what gateways' lists and consoles give back, as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from alimtalk_rules.limits import MOST_LEVELS
from alimtalk_rules.payloads import LISTED, best_of
from alimtalk_rules.payloads.gateway import Listed
from alimtalk_rules.payloads.parts import parts_of
from alimtalk_rules.reading import ReadError, read
from alimtalk_rules.report import pointer
from alimtalk_rules.structure.plain import plain

APPROVED: Final = "approved"
ANY: Final = "any"


class ListedTemplate(NamedTuple):
    """A template in a gateway's list.

    Attributes:
        path: JSON Pointer (RFC 6901) to it in the answer.
        template: the template, without what is empty; ``code`` may be missing.
        approved: True if messages can be sent with it, as far as the list tells.
        states: the gateway's words for how far its review is, in lower case.
    """

    path: str
    template: dict[str, Any]
    approved: bool
    states: frozenset[str]

    def __repr__(self) -> str:
        return f"ListedTemplate({self.path!r})"  # without the user's text

    def is_in(self, status: str) -> bool:
        """True if it is ``"approved"``, in ``"any"`` state, or in that of the gateway's word."""
        if status == APPROVED:
            return self.approved
        return status == ANY or status.lower() in self.states


def templates_in(document: object) -> Iterator[ListedTemplate]:
    """The templates in the answer of a gateway's list, in whatever wrapper they stand."""
    return _found_in(document, "", MOST_LEVELS)


def _found_in(value: object, path: str, levels: int) -> Iterator[ListedTemplate]:
    held = plain(value)
    form = best_of(LISTED, held) if type(held) is dict else None
    if form is not None:
        yield _listed(held, path, form)
        return
    items = enumerate(held) if type(held) is list else held.items() if type(held) is dict else ()
    for name, inner in items if levels else ():
        yield from _found_in(inner, path + pointer(name), levels - 1)


def _listed(held: dict[str, Any], path: str, form: Listed) -> ListedTemplate:
    (part,) = parts_of(_read(held, form), form)
    states = {_word(value) for place in form.status for _, value in part.located(held, place)}
    is_stopped = any(
        _word(value) in words
        for place, words in form.stopped.items()
        for _, value in part.located(held, place)
    )
    is_approved = not states or not states.isdisjoint(form.approved)
    template = _without_empty(part.message())
    if type(secure := template.get("security")) is str:
        template["security"] = secure.upper() == "Y"
    return ListedTemplate(path, template, is_approved and not is_stopped, frozenset(states))


def _word(value: object) -> str:
    return str(value).lower() if type(value) in (str, bool) else ""


def _read(held: dict[str, Any], form: Listed) -> dict[str, Any]:
    """The template with what is JSON in strings as values, as some lists have it."""
    names = {place.split("/")[1] for part, place in form.parts.items() if part in form.names}
    return {
        name: _value_of(value) if name in names and type(value) is str else value
        for name, value in held.items()
    }


def _value_of(text: str) -> Any:
    try:
        return read(text).value
    except ReadError:
        return None


def _without_empty(held: Mapping[str, Any]) -> dict[str, Any]:
    """A copy without what is null or empty, as lists have it instead of nothing."""
    whole = {name: _whole(value) for name, value in held.items()}
    return {name: value for name, value in whole.items() if value is not None}


def _whole(value: Any) -> Any:
    held = plain(value)
    if type(held) is list:
        return [_whole(item) for item in held] or None
    if type(held) is dict:
        return _without_empty(held) or None
    return None if held == "" else value
