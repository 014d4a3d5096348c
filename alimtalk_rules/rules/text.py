"""The text: how long it is, what nobody can see in it, and what was left in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from alimtalk_rules.counting import utf16_units
from alimtalk_rules.documents import Message
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.rule import MOST_PLACES, Place, rule
from alimtalk_rules.rules.strings import (
    MOST_READ,
    code_points,
    is_everyday,
    links_of,
    matches,
    pattern,
    strings_of,
    with_any,
)
from alimtalk_rules.templates.variables import OTHER_MARKS

# TAB, LF and CR aside, what no phone shows (Solapi 1028).
_UNPRINTABLE = r"[[\p{Cc}--[\t\n\r]]\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]"

# Unicode's format and default-ignorable characters; Hangul fillers are among the latter.
_INVISIBLE = r"[\p{Cf}\p{Default_Ignorable_Code_Point}]"
_BLANK = r"[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}]+"

# An emoji with its style or skin tone, and several of them joined (Unicode TS 51).
_ONE_EMOJI = r"\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0E\uFE0F]*"
_JOINER = r"\u200D"
_JOINED_EMOJI = rf"{_ONE_EMOJI}(?:{_JOINER}{_ONE_EMOJI})+"
_EMOJI = rf"{_JOINED_EMOJI}|{_ONE_EMOJI}|[0-9#*][\uFE0E\uFE0F]"

_PLACEHOLDER = re.compile(rf"#\{{[^{{}}]*\}}|{OTHER_MARKS}")

_HANGUL = re.compile("[\u1100-\u11ff가-힣]+")
_JAMO_TO_COMPOSE = "[\u1161-\u1175\u11a8-\u11c2]"
_HANGUL_TO_COMPOSE = re.compile("[\u1100-\u1112][\u1161-\u1175]|[가-힣][\u11a8-\u11c2]")


@rule("text-blank")
def text_blank(message: Message, _: Limits) -> Iterator[Place]:
    """Empty, or only white space and invisible characters (Kakao 3013)."""
    text = message.get("text")
    if text is not None and _is_blank(text):
        yield Place("/text")


def _is_blank(text: str) -> bool:
    first = text[:1]
    if is_everyday(first) and not first.isspace():
        return not first
    if is_everyday(text):
        return text.isspace()
    return pattern(_BLANK).fullmatch(text) is not None


def _not_blank(strings: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Without a blank text: that it is blank is one fault, whatever it is blank with."""
    return ((path, string) for path, string in strings if path != "/text" or not _is_blank(string))


@rule("text-too-long")
def text_too_long(message: Message, limits: Limits) -> Iterator[Place]:
    """Over 1,000 code points; a space or a line break counts one (Infobip's guide; Kakao 3014)."""
    length = len(message.get("text") or "")
    if length > limits.text:
        yield Place(
            "/text",
            {"length": length, "limit": limits.text, "over": length - limits.text},
            span=(limits.text, length),
        )


@rule("text-too-long-in-utf16")
def text_too_long_in_utf16(message: Message, limits: Limits) -> Iterator[Place]:
    """Within 1,000 code points, over 1,000 UTF-16 units, as Java and JavaScript count."""
    text = message.get("text")
    if text is None or not limits.text // 2 < len(text) <= limits.text:
        return
    units = utf16_units(text)
    if units > limits.text:
        yield Place(
            "/text",
            {
                "length": len(text),
                "units": units,
                "limit": limits.text,
                "over": units - limits.text,
            },
        )


@rule("text-decomposed", _JAMO_TO_COMPOSE)
def text_decomposed(message: Message, _: Limits) -> Iterator[Place]:
    """Hangul in NFD: it counts two or three times and does not equal the template."""
    text = message.get("text") or ""
    found = _HANGUL_TO_COMPOSE.search(text[:MOST_READ])
    if found is None:
        return
    # Only Hangul is composed: to sort marks, as all of NFC asks for, takes quadratic time.
    composed = len(_HANGUL.sub(lambda word: unicodedata.normalize("NFC", word[0]), text))
    if composed < len(text):
        yield Place("/text", {"length": len(text), "composed": composed}, span=found.span())


@rule("carriage-return", "\r")
def carriage_return(message: Message, _: Limits) -> Iterator[Place]:
    """CR counts extra, and the text no longer equals the template."""
    for path, string in _not_blank(with_any("\r", message)):
        first = string.index("\r")
        yield Place(path, {"count": string.count("\r")}, span=(first, first + 1))


@rule("unprintable-character", _UNPRINTABLE)
def unprintable_character(message: Message, _: Limits) -> Iterator[Place]:
    """Controls, lone surrogates, private use, noncharacters: what no phone shows (Solapi 1028)."""
    strings = _not_blank(with_any(_UNPRINTABLE, message))
    found = matches(f"{_UNPRINTABLE}+", strings)
    for path, match in islice(found, MOST_PLACES):
        yield Place(path, {"codepoints": code_points(match[0])}, span=match.span())


@rule("invisible-character", _INVISIBLE)
def invisible_character(message: Message, _: Limits) -> Iterator[Place]:
    """Zero-width and other invisible characters, unless they shape an emoji."""
    strings = _not_blank(with_any(_INVISIBLE, message))
    found = (
        (path, match) for path, match in matches(rf"{_EMOJI}|({_INVISIBLE}+)", strings) if match[1]
    )
    for path, match in islice(found, MOST_PLACES):
        yield Place(path, {"codepoints": code_points(match[1])}, span=match.span())


@rule("emoji-sequence", _JOINER)
def emoji_sequence(message: Message, _: Limits) -> Iterator[Place]:
    """Emoji joined with ZERO WIDTH JOINER may be split when they are stored."""
    found = matches(_JOINED_EMOJI, with_any(_JOINER, message))
    for path, match in islice(found, MOST_PLACES):
        yield Place(path, {"count": len(match[0])}, span=match.span())


@rule("leftover-variable")
def leftover_variable(message: Message, _: Limits) -> Iterator[Place]:
    """A placeholder that was not filled: readers, or the page behind a link, would see it."""
    for path, string in chain(strings_of(message), links_of(message)):
        if "{" in string or "#[" in string:
            for match in _PLACEHOLDER.finditer(string):
                yield Place(path, span=match.span())


@rule("title-truncated")
def title_truncated(message: Message, limits: Limits) -> Iterator[Place]:
    """Over 23 characters: Android shows two lines of the title (Kakao's content guide)."""
    length, limit = len(message.get("title") or ""), limits.title_shown
    if length > limit:
        yield Place(
            "/title",
            {"length": length, "limit": limit, "over": length - limit},
            span=(limit, length),
        )
