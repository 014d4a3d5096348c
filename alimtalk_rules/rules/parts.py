"""The parts beyond the guide's: which a message or a template has, and what they make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from alimtalk_rules.limits import Limits

Document = Mapping[str, Any]
"""A message or a template with any of Kakao's parts, as far as the structure has read them."""

ITEM_PARTS: Final = ("header", "highlight", "items", "summary")
"""The parts that only an item list has."""

STRIKE: Final = r"\s"
"""Two characters at the end of a sent title that strike it through; Kakao does not count them."""

STRUCK: Final = ("/title", "/highlight/title")
"""The titles that Kakao strikes through."""


def has(document: Document, part: str) -> bool:
    """True if a part is there, rejected or not; a list of nothing is not."""
    return part in document and document[part] != []


def emphasis_of(document: Document) -> str | None:
    """The emphasis (강조 표기) that is told, or that the parts make; None if it was rejected."""
    if "emphasis" in document:
        told: str | None = document["emphasis"]
        return told
    if any(has(document, part) for part in ITEM_PARTS):
        return "ITEM_LIST"
    if has(document, "title") or has(document, "subtitle"):
        return "TEXT"
    return "IMAGE" if has(document, "image") else "NONE"


def adds_channel(document: Document) -> bool:
    """True if the message type (AD, MI), or else an AC button, adds the channel-add text."""
    if "messageType" in document:
        return document["messageType"] in ("AD", "MI")
    return any(button["type"] == "AC" for _, button in buttons_of(document))


def text_limit(document: Document, limits: Limits) -> int:
    """How long the text may be: shorter beside an item list."""
    if emphasis_of(document) == "ITEM_LIST":
        return min(limits.text, limits.text_beside_items)
    return limits.text


def without_strike(title: str) -> str:
    """A title without what strikes it through."""
    return title.removesuffix(STRIKE)


def buttons_of(document: Document) -> Iterator[tuple[str, Any]]:
    """The buttons that the structure could read, each with its path."""
    return _read_of("buttons", document)


def replies_of(document: Document) -> Iterator[tuple[str, Any]]:
    """The quick replies that the structure could read, each with its path."""
    return _read_of("quickReplies", document)


def items_of(document: Document) -> Iterator[tuple[str, Any]]:
    """The rows of the item list that the structure could read, each with its path."""
    return _read_of("items", document)


def _read_of(part: str, document: Document) -> Iterator[tuple[str, Any]]:
    for index, each in enumerate(document.get(part) or ()):
        if each is not None:
            yield f"/{part}/{index}", each


def pressed_of(document: Document) -> Iterator[tuple[str, Any]]:
    """The buttons and the quick replies, each with its path."""
    return chain(buttons_of(document), replies_of(document))


def linked_of(document: Document) -> Iterator[tuple[str, Any]]:
    """All that has links of its own but images: buttons, quick replies, the represent link."""
    link = document.get("representLink")
    return chain(pressed_of(document), [("/representLink", link)] if link else ())


_STRINGS: Final = ("header", "subtitle", "extra", "preview")
_PAIRS: Final = ("highlight", "summary")


def shown_of(document: Document) -> Iterator[tuple[str, str]]:
    """The strings that readers see beside text, title and names, each with its path."""
    for part in _STRINGS:
        if string := document.get(part):
            yield f"/{part}", string
    pairs = [(f"/{part}", document.get(part)) for part in _PAIRS]
    for path, holder in (*pairs, *items_of(document)):
        for field in ("title", "description"):
            if holder and (string := holder.get(field)):
                yield f"{path}/{field}", string


def strings_shown_in(document: Document) -> Iterator[str]:
    """What ``shown_of`` yields, without the paths, in a third of the time."""
    get = document.get
    strings = [*map(get, _STRINGS)]
    for holder in (*map(get, _PAIRS), *(get("items") or ())):
        if holder:
            strings += (holder.get("title"), holder.get("description"))
    return filter(None, strings)
