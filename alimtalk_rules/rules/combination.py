"""Which parts stand together in a message: the guide's table of combinations."""

from collections.abc import Iterator
from typing import Final

from alimtalk_rules.documents import Message
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.rule import Place, rule

COMBINATIONS = (
    "text",
    "text+title",
    "text+image",
    "text+buttons",
    "text+title+buttons",
    "text+image+buttons",
)
"""The rows of the guide's table (Infobip, Alim Talk)."""

_PARTS: Final = ("text", "title", "image", "buttons")


def combination_of(message: Message) -> str | None:
    """The row of the guide's table that ``message``, or a template, is; None where no row fits.

    A list of no buttons is no buttons. A part that the structure rejected fits no row.
    """
    parts = {part: value for part, value in message.items() if part in _PARTS and value != []}
    if None in parts.values():
        return None
    present = "+".join(part for part in _PARTS if part in parts)
    return present if present in COMBINATIONS else None


@rule("title-with-image")
def title_with_image(message: Message, _: Limits) -> Iterator[Place]:
    """No row of the guide's table has both."""
    if message.get("title") is not None and message.get("image") is not None:
        yield Place("", related=("/image", "/title"))
