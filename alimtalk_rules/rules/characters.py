"""The strings of a message that a reader sees, and which of their characters are everyday ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from alimtalk_rules.documents import LINK_FIELDS, Message
from alimtalk_rules.limits import MOST_READ, Limits
from alimtalk_rules.rules.parts import Document, linked_of, pressed_of, shown_of

if TYPE_CHECKING:
    import regex


AMOUNT = "/summary/description"
"""Where an amount of money stands, of which only a few characters may be made."""


def read_of(text: str, limits: Limits) -> str:
    """What of a text the rules read: all of one that is not too long."""
    return text[: max(MOST_READ, limits.text)]


HANGUL = "가-힣"
SIGNS = (
    "ㄱ-ㅣㅥ-ㆎ"  # letters of the Korean keyboard, without the filler U+3164
    "\u00a1-\u00ac\u00ae-\u00b4\u00b6-\u00bf×÷ⁿ"
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
without_everyday = partial(re.compile(rf"(?:{_EVERYDAY}++|(?<={STYLED})\ufe0f)+").sub, "")

unusual_runs = re.compile(f"[^{HANGUL} -~\n\t{SIGNS}]+").finditer
"""The runs of characters of which none is an everyday one; the style of an emoji is among them."""


def is_everyday(string: str) -> bool:
    """True if certainly no rule about characters has anything to say about ``string``."""
    return _everyday(string) is not None


def strings_of(message: Document, limits: Limits) -> Iterator[tuple[str, str]]:
    """What readers see, each string with its path, as far as it is read."""
    if text := message.get("text"):
        yield "/text", read_of(text, limits)
    if title := message.get("title"):
        yield "/title", title
    yield from shown_of(message)
    for path, button in pressed_of(message):
        if name := button.get("name"):
            yield f"{path}/name", name


def links_of(message: Document) -> Iterator[tuple[str, str]]:
    """The links of buttons, of quick replies and of the whole message, each with its path."""
    for path, holder in linked_of(message):
        for field in LINK_FIELDS:
            if isinstance(link := holder.get(field), str):
                yield f"{path}/{field}", link


# Korean syllables as Latin-1 or CP1252 shows their bytes in EUC-KR and in UTF-8.
_EUC_KR = r"[\xb0-\xc8][\xa1-\xfe]"
_UTF_8 = r"[\xea-\xed][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}"
_mojibake = re.compile(
    rf"(?P<euc_kr>(?:{_EUC_KR}){{2,}}(?:[ -~]*+(?:{_EUC_KR})+)*)"
    rf"|{_UTF_8}(?:[ -~]*+{_UTF_8})+"
).finditer
_rest_of_mojibake = re.compile("[\x80-\xffŠšŒœŽžŸ]")
_letter = re.compile("[À-ÖØ-öø-ÿ]").search
_letters = re.compile("[À-ÖØ-öø-ÿ]").findall


def mojibake_in(string: str) -> Iterator[tuple[int, int, str]]:
    """Where in a string Korean was decoded as Latin-1 or CP1252, and the encoding that it is in.

    Half of what EUC-KR looks like then is signs, of which texts have rows (····): as little as a
    fourth of it, but at least two, must be letters.
    """
    if not _letter(string):
        return
    for found in _mojibake(string):
        if not found["euc_kr"]:
            yield *found.span(), "UTF-8"
        elif 4 * len(_letters(found[0])) >= max(8, len(found[0])):
            yield *found.span(), "EUC-KR"


def _legible(string: str) -> str:
    """The string with spaces in the place of mojibake: of that another rule has spoken.

    What has any has more of it: signs, and syllables of which a byte was lost, begin like accents.
    """
    pieces, done = [], 0
    for start, end, _ in mojibake_in(string):
        pieces += [string[done:start], " " * (end - start)]
        done = end
    return _rest_of_mojibake.sub(" ", "".join((*pieces, string[done:]))) if pieces else string


def with_any(characters: str, message: Message, limits: Limits) -> Iterator[tuple[str, str]]:
    """The strings that have any of ``characters``, of which none is an everyday one.

    Only what is not everyday is looked at: classes of properties are slow, and most texts long.
    What an amount may be made of, another rule tells.
    """
    for path, string in strings_of(message, limits):
        unusual = "" if path == AMOUNT else without_everyday(string)
        if unusual and pattern(characters).search(unusual):
            legible = _legible(string)
            if legible is string or pattern(characters).search(legible):
                yield path, legible


def with_hidden_name(variable: re.Match[str]) -> str:
    """The variable with a name in which no rule finds anything, as long as its own."""
    return f"#{{{'_' * len(variable[1])}}}"


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
