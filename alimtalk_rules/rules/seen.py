"""What a rule's ``unless`` is shown: a message at a glance, its strings read once for all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from alimtalk_rules.rules.characters import is_everyday

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alimtalk_rules.documents import Message
    from alimtalk_rules.limits import Limits

_SCHEMES = frozenset({"schemeAndroid", "schemeIos"})
_LINKS = _SCHEMES | {"urlMobile", "urlPc"}


class Seen:
    """The strings of a message, or of a template, as far as the structure has read them.

    Attributes:
        text: empty if there is none.
        title: empty if there is none.
        image: None if there is none.
        buttons: those that are read.
        types: the types of the buttons.
        names: the names of the buttons.
        schemes: the app schemes of the buttons.
        links: the links of the buttons and the image's URL, a line each.
        shown: the text, the title and the names of the buttons, a line each.
        strings: the same, and the links.
        is_everyday: True if certainly no rule about characters has anything to say.
    """

    __slots__ = (
        "buttons",
        "image",
        "is_everyday",
        "links",
        "names",
        "schemes",
        "shown",
        "strings",
        "text",
        "title",
        "types",
    )

    def __init__(self, message: Message) -> None:
        self.text = text = message.get("text") or ""
        self.title = title = message.get("title") or ""
        self.image = image = message.get("image")
        self.buttons = [button for button in message.get("buttons") or () if button]
        names: list[str] = []
        types: list[str | None] = []
        schemes: list[str] = []
        links: list[str] = []
        for button in self.buttons:
            for field, value in cast("Mapping[str, str | None]", button).items():
                if field == "name":
                    names.append(value or "")
                elif field == "type":
                    types.append(value)
                elif field in _LINKS and value:
                    links.append(value)
                    if field in _SCHEMES:
                        schemes.append(value)
        if image and (url := image.get("url")):
            links.append(url)
        self.names, self.types, self.schemes = names, types, schemes
        self.links = "\n".join(links)
        self.shown = shown = "\n".join((text, title, *names))
        self.strings = f"{shown}\n{self.links}"
        self.is_everyday = is_everyday(shown)


def everyday(seen: Seen, _: Limits) -> bool:
    """An ``unless`` of rules about characters: there are only those of ordinary messages."""
    return seen.is_everyday
