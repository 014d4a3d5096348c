"""What a rule's ``unless`` is shown: a message at a glance, its strings read once for all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from alimtalk_rules.documents import SCHEME_FIELDS, URL_FIELDS
from alimtalk_rules.rules.characters import pattern, without_everyday
from alimtalk_rules.rules.ordinary import are_ordinary
from alimtalk_rules.rules.parts import strings_shown_in

if TYPE_CHECKING:
    from alimtalk_rules.documents import Message
    from alimtalk_rules.limits import Limits
    from alimtalk_rules.rules.parts import Document

_GUIDES = frozenset({"text", "title", "image", "buttons", "code", "name"})


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
        is_ordinary: True if the text is not blank, and certainly no rule about characters,
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
        self.further: Document | None = None
        listed = cast("list[dict[str, str] | None]", message.get("buttons") or ())
        if not _GUIDES.issuperset(message):
            self.further = message
            listed = [*listed, *(self.further.get("quickReplies") or ())]
        self.buttons = buttons = [*filter(None, listed)] if listed else []
        self.are_read = len(buttons) == len(listed)
        self.names = names = [button.get("name") or "" for button in buttons]
        self.types = types = [button.get("type") for button in buttons]
        self.links = links = [
            link for button in buttons for field in URL_FIELDS if (link := button.get(field))
        ]
        self.schemes: list[str] = []
        if "AL" in types:
            self.schemes = [
                link for button in buttons for field in SCHEME_FIELDS if (link := button.get(field))
            ]
            links += self.schemes
        if image and (url := image.get("url")):
            links.append(url)
        self.shown = "\n".join((text, title, *names))
        if self.further is not None:
            self._read_further(self.further)
        is_blank = text.isspace() or message.get("text") == ""
        self.is_ordinary = not is_blank and are_ordinary(self.shown, links)

    def has_any(self, characters: str) -> bool:
        """True if one of ``characters``, of which none is an everyday one, is shown."""
        if self._unusual is None:
            self._unusual = without_everyday(self.shown)
        return bool(self._unusual) and pattern(characters).search(self._unusual) is not None

    def _read_further(self, message: Document) -> None:
        self.shown = "\n".join((self.shown, *strings_shown_in(message)))
        link = message.get("representLink") or {}
        thumbnail = (message.get("highlight") or {}).get("image") or {}
        schemes = [*filter(None, map(link.get, SCHEME_FIELDS))]
        self.schemes = [*self.schemes, *schemes]
        urls = (*map(link.get, URL_FIELDS), thumbnail.get("url"), *schemes)
        self.links += filter(None, urls)


def ordinary(seen: Seen, _: Limits) -> bool:
    """An ``unless`` of rules about characters, leftovers and links: there is nothing unusual."""
    return seen.is_ordinary


def title_is_usual(seen: Seen, limits: Limits) -> bool:
    """An ``unless`` of rules about the title: there is none, or a short one without an image."""
    title = seen.title
    if title == "":
        return True
    most = min(limits.title, limits.title_shown)
    return len(title) <= most and "\n" not in title and seen.image is None


def has_no_further_parts(seen: Seen, _: Limits) -> bool:
    """An ``unless`` of rules about parts that the guide does not have."""
    return seen.further is None
