"""What ordinary messages are made of: a positive list, in two patterns.

Nearly every message is ordinary, and one pass over its strings tells so for some twenty rules: those
about characters, about what programs leave in a text, and about links. What is not ordinary may be
fine all the same; then each of these rules looks for itself.
"""

from __future__ import annotations

import re
from typing import Final

from alimtalk_rules.rules.characters import HANGUL, SIGNS, STYLED

# Printable ASCII without # & < N \ n u {, which may begin what a program left, and VS16.
_PLAIN: Final = rf"[{HANGUL} !\"$%'-;=-MO-\[\]-mo-tv-z|}}~\n\t{SIGNS}]"
_PERHAPS: Final = (
    r"#(?![\[({])|&(?![#A-Za-z])|<(?![/A-Za-z])|N(?!one|ull|ULL|aN|AN)|n(?!an|ull)|u(?!ndefined)"
    rf"|(?<={STYLED})\ufe0f"
)
_strings = re.compile(rf"{_PLAIN}*+(?>(?:(?:{_PERHAPS}){_PLAIN}*+)*)").fullmatch

_BEHIND: Final = r"(?>(?:[!\"$-z|}~]|#(?![\[(]))*)"
# A host that ends as those that everybody can open do: in a point and two to four letters.
_HOST: Final = r"[a-z][a-z0-9.-]*+(?:(?<=\.[a-z]{2})|(?<=\.[a-z]{3})|(?<=\.[a-z]{4}))"
_LINK: Final = rf"(?>https?://{_HOST}(?:[/?#]{_BEHIND})?|(?!http)[a-z][a-z0-9+.-]*+:{_BEHIND})"
_links = re.compile(rf"(?>(?:{_LINK}\n)*)").fullmatch


def are_ordinary(shown: str, links: list[str]) -> bool:
    """True if certainly no rule about characters, leftovers or links finds anything.

    Args:
        shown: what readers see: the text, the title and the names of the buttons, a line each.
        links: URLs and app schemes.
    """
    return _strings(shown) is not None and are_ordinary_links(links)


def are_ordinary_links(links: list[str]) -> bool:
    """True if certainly no rule about links finds anything."""
    return not links or _links("\n".join([*links, ""])) is not None
