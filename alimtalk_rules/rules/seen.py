"""What a rule's ``unless`` is shown: a message at a glance, its strings read once for all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from alimtalk_rules.rules.characters import pattern, without_everyday
from alimtalk_rules.rules.ordinary import are_ordinary
from alimtalk_rules.rules.parts import strings_shown_in

if TYPE_CHECKING:
    from alimtalk_rules.documents import Message
    from alimtalk_rules.limits import Limits
    from alimtalk_rules.rules.parts import Document

_SCHEMES = ("schemeAndroid", "schemeIos")
_LINKS = frozenset({*_SCHEMES, "urlMobile", "urlPc"})
_GUIDES = frozenset({"text", "title", "image", "buttons", "code", "name"})
_LEAST = 2
"""Fields of a button that has no links: its type and, unless that is missing, its name."""


class Seen:
    """The strings of a message, or of a template, as far as the structure has read them.

    Attributes:
        text: empty if there is none.
        title: empty if there is none.
        image: None if there is none.
        further: the message itself if it has parts that the guide does not have; else None.
        buttons: those that are read, and the quick replies.
        are_read: True if all that are there are read.
        types: the types of the buttons.
        names: the names of the buttons.
        schemes: the app schemes of the buttons.
        links: the links of the buttons, the represent link and the URLs of images.
        shown: the text, the title, the names of the buttons and what else is shown, a line each.
        is_ordinary: True if there is a text to read, and certainly no rule about characters,
            leftovers or links finds anything in the strings.
    """

    __slots__ = (
        "_unusual",
        "are_read",
        "buttons",
        "further",
        "image",
        "is_ordinary",
        "links",
        "names",
        "schemes",
        "shown",
        "text",
        "title",
        "types",
    )

    def __init__(self, message: Message) -> None:
        self.text = text = message.get("text") or ""
        self.title = title = message.get("title") or ""
        self.image = image = message.get("image")
        self._unusual: str | None = None
        self.buttons: list[Any] = []
        self.names = self.types = self.links = self.schemes = self.buttons
        shown = f"{text}\n{title}"
        listed = message.get("buttons")
        self.further: Document | None = None
        if not _GUIDES.issuperset(message):
            self.further = message
            listed = [*(listed or ()), *(self.further.get("quickReplies") or ())]
            shown = "\n".join((shown, *strings_shown_in(message)))
        if listed:
            self.buttons = buttons = [*filter(None, cast("list[dict[str, str]]", listed))]
            self.are_read = len(buttons) == len(listed)
            names = [button.get("name") or "" for button in buttons]
            types = [button.get("type") for button in buttons]
            self.names, self.types = names, types
            self.links = [
                link
                for button in buttons
                if len(button) > _LEAST or "name" not in button
                for field, link in button.items()
                if field in _LINKS and link
            ]
            if "AL" in types:
                self.schemes = [
                    link for button in buttons for name in _SCHEMES if (link := button.get(name))
                ]
            shown = "\n".join((shown, *names))
        if image and (url := image.get("url")):
            self.links = [*self.links, url]
        if self.further is not None:
            self._read_further_links(self.further)
        self.shown = shown
        self.is_ordinary = are_ordinary(shown, self.links) and text != "" and not text.isspace()

    def has_any(self, characters: str) -> bool:
        """True if one of ``characters``, of which none is an everyday one, is shown."""
        if self._unusual is None:
            self._unusual = without_everyday(self.shown)
        return bool(self._unusual) and pattern(characters).search(self._unusual) is not None

    def _read_further_links(self, message: Document) -> None:
        link = message.get("representLink") or {}
        thumbnail = (message.get("highlight") or {}).get("image") or {}
        urls = (*(link.get(field) for field in _LINKS), thumbnail.get("url"))
        self.links = [*self.links, *filter(None, urls)]
        self.schemes = [*self.schemes, *filter(None, map(link.get, _SCHEMES))]


def ordinary(seen: Seen, _: Limits) -> bool:
    """An ``unless`` of rules about characters, leftovers and links: there is nothing unusual."""
    return seen.is_ordinary
