"""The gate in front of the whole check of a message: it says fast, if certain, that it is fine.

Nearly every message is. So plain Python and one regular expression ask first whether it is made
of what ordinary messages are made of. In what they accept, neither the judge of the structure nor
any rule finds anything; where they are not sure, those are asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from alimtalk_rules.counting import utf16_units
from alimtalk_rules.rules.buttons import PAYMENT_WORDS
from alimtalk_rules.rules.couriers import names_a_parcel
from alimtalk_rules.rules.strings import HANGUL, MOST_READ, SIGNS, STYLED
from alimtalk_rules.structure.gate import accepts_message, button_tests

if TYPE_CHECKING:
    from alimtalk_rules.limits import Limits

# Every placeholder has a brace in it, or begins with "#[".
_PLAIN: Final = rf'[{HANGUL} !"$-z|}}~\n\t{SIGNS}]'
_is_plain = re.compile(rf"{_PLAIN}*+(?>(?:(?:#(?!\[)|(?<={STYLED})\ufe0f){_PLAIN}*+)*)").fullmatch

_BEHIND: Final = r"[!-?A-Z\\-z|}~]*"
_TESTS: Final = button_tests(
    is_url=re.compile(rf"https?://[A-Za-z0-9]{_BEHIND}").fullmatch,
    is_scheme=re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*+:{_BEHIND}").fullmatch,
)


def fine_combination(message: object, limits: Limits) -> str | None:
    """The combination of a message in which certainly nothing is to be found; else None."""
    if not accepts_message(message, limits, _TESTS):
        return None
    text, title, names = message["text"], "", ""
    if not 0 < len(text) <= limits.text or text.isspace():
        return None
    if 2 * len(text) > limits.text and utf16_units(text) > limits.text:
        return None
    combination = "text"
    if "title" in message:
        title = message["title"]
        if len(title) > limits.title_shown or "image" in message:
            return None
        combination = "text+title"
    elif "image" in message:
        if not _is_fine_image(message["image"], limits):
            return None
        combination = "text+image"
    if buttons := message.get("buttons"):
        shown = _names_of_fine(buttons, text, limits)
        if shown is None:
            return None
        names = shown
        combination += "+buttons"
    return combination if _is_plain(f"{text}\n{title}\n{names}") else None


def _names_of_fine(buttons: list[dict[str, str]], text: str, limits: Limits) -> str | None:
    """The names of the buttons, a line each; None if something could be found in a button."""
    names: list[str] = []
    for button in buttons:
        kind, name = button["type"], button["name"]
        if len(name) > limits.button_name_registered or name in names:
            return None
        if kind == "DS":
            if not names_a_parcel(text[:MOST_READ]):
                return None
        elif kind == "AL" and len(button) - ("urlPc" in button) < _WITH_TWO_LINKS:
            return None
        names.append(name)
    shown = "\n".join(names)
    return None if PAYMENT_WORDS.search(shown) else shown


_WITH_TWO_LINKS: Final = 4
"""Fields of a button: its type, its name and two links."""


def _is_fine_image(image: dict[str, Any], limits: Limits) -> bool:
    """True if it is small, and of the recommended size as far as that is known."""
    if image.get("bytes", 0) > min(limits.image_bytes, limits.image_bytes_safe):
        return False
    width = limits.image_recommended_width
    height = image.get("height", width // limits.image_aspect)
    is_recommended: bool = image.get("width", width) == width == height * limits.image_aspect
    return is_recommended and width >= limits.image_width
