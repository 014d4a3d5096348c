"""The strings of a message that a reader sees, and the gate in front of their characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from alimtalk_rules.documents import Message
from alimtalk_rules.templates.slots import LINKS

if TYPE_CHECKING:
    import regex

MOST_READ = 10_000
"""Code points of one string that the character rules read; a text beyond is too long anyway."""

HANGUL = "가-힣"
SIGNS = (
    "ㄱ-ㅣㅥ-ㆎ"  # letters of the Korean keyboard, without the filler U+3164
    "\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b4\u00b6-\u00b9\u00bb-\u00bf×÷"
    "\u2010-\u2027\u2030-\u205e"  # dashes, quotation marks, bullets
    "\u20a0-\u20c0℃℉№℡™\u2190-\u23ff\u2460-\u27bf"  # currency, arrows, boxes, ①, ★, ✔
    "\u2b00-\u2b73\u3000-\u3003\u3008-\u3020\u3200-\u321c\u3260-\u327e\u3380-\u33df"
    "！-～￠-￦"  # full-width forms
    "\U0001f300-\U0001faff\U0001f1e6-\U0001f1ff"  # emoji
)
"""What AlimTalk texts are made of beside ASCII, as the inside of a class of ``re``.

Hangul goes first in a class: a positive list is what ``re`` matches fastest. A string of these
characters and printable ASCII alone breaks none of the rules about characters.
"""

STYLED = (
    "[▪▫▶◀◻-◾☀-☄☎☑☔☕☘☝☠☹☺♀♂♈-♓♠♣♥♦♨♻♿⚒-⚗⚙⚠⚡⚪⚫⚽⚾⛄⛅⛔⛪⛲⛳⛵⛺⛽"
    "✂✅✈-✍✏✒✔✖✨✳✴❄❇❌❓-❕❗❣❤➕-➗➡⬅-⬇⬛⬜⭐⭕"
    "\U0001f300-\U0001f321\U0001f324-\U0001f393\U0001f400-\U0001f4fd"
    "\U0001f5fa-\U0001f64f\U0001f680-\U0001f6c5\U0001f6cb-\U0001f6d2]"
)
"""The emoji, as far as they are usual, to which VS16 behind them gives their colours."""

_EVERYDAY = f"[{HANGUL} -~\n\t{SIGNS}]"
_everyday = re.compile(rf"{_EVERYDAY}*+(?>(?:(?<={STYLED})\ufe0f{_EVERYDAY}*+)*)").fullmatch
_without_everyday = partial(re.compile(rf"(?:{_EVERYDAY}++|(?<={STYLED})\ufe0f)+").sub, "")


def is_everyday(string: str) -> bool:
    """True if certainly no rule about characters has anything to say about ``string``."""
    return _everyday(string) is not None


def strings_of(message: Message) -> Iterator[tuple[str, str]]:
    """The text, the title and the buttons' names, each with its path, as far as they are read."""
    if text := message.get("text"):
        yield "/text", text[:MOST_READ]
    if title := message.get("title"):
        yield "/title", title
    for index, button in enumerate(message.get("buttons") or ()):
        if button and (name := button.get("name")):
            yield f"/buttons/{index}/name", name


def links_of(message: Message) -> Iterator[tuple[str, str]]:
    """The buttons' links, each with its path."""
    for index, button in enumerate(message.get("buttons") or ()):
        for field in LINKS:
            link = button.get(field) if button else None
            if isinstance(link, str):
                yield f"/buttons/{index}/{field}", link


def unusual_characters_of(message: Message) -> str:
    """All characters of those strings but everyday ones."""
    return "".join(_without_everyday(string) for _, string in strings_of(message))


def with_any(characters: str, message: Message) -> Iterator[tuple[str, str]]:
    """Those of the strings that hold any of ``characters``, of which none is an everyday one.

    Only what is not everyday is looked at: classes of properties are slow, and most texts long.
    """
    return (
        (path, string)
        for path, string in strings_of(message)
        if pattern(characters).search(_without_everyday(string))
    )


@cache
def pattern(source: str) -> regex.Pattern[str]:
    """A compiled pattern of ``regex``, with Unicode properties and set operations."""
    import regex  # noqa: PLC0415 - 12 ms, and everyday texts do without

    return regex.compile(source, flags=regex.V1)


def matches(
    source: str, strings: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, regex.Match[str]]]:
    """Every match of ``source`` in ``strings``, with the path of its string."""
    for path, string in strings:
        for match in pattern(source).finditer(string):
            yield path, match


def code_points(string: str) -> tuple[str, ...]:
    """The first three different code points of ``string``, such as ``U+00E9``."""
    return tuple(f"U+{ord(character):04X}" for character in list(dict.fromkeys(string))[:3])
