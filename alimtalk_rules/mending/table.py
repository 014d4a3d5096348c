"""The mends of strings, a row each: whose findings they take away, how, and where that is safe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final, Literal, NamedTuple
from urllib.parse import quote

from alimtalk_rules.mending.edits import Change
from alimtalk_rules.rules.template import WRONG_MARKS
from alimtalk_rules.rules.text import HANGUL_RUN
from alimtalk_rules.variables import VARIABLE

Kind = Literal["template", "matched", "message"]
"""What a string is in: a template, a message that is equal to its template, or any other."""

Changing = Callable[[str], Iterable[Change]]
"""What is to be changed of a string."""


class Mend(NamedTuple):
    """How the findings of some rules are taken away.

    Attributes:
        rules: the names of the rules.
        changing: what is to be changed of a string in which something was found.
        safe_in: where that is safe; elsewhere it is done on request.
        makes_variables: True if it is meant to change which variables a template has.
    """

    rules: tuple[str, ...]
    changing: Changing
    safe_in: tuple[Kind, ...] = ()
    makes_variables: bool = False


def _replacing(pattern: str, replaced: Callable[[str], str]) -> Changing:
    """Changes of what matches a pattern, but in variables."""
    search = re.compile(f"{VARIABLE.pattern}|(?P<found>{pattern})").finditer

    def changing(string: str) -> Iterator[Change]:
        for match in search(string):
            found = match["found"]
            if found is not None and (text := replaced(found)) != found:
                yield Change(*match.span(), text)

    return changing


def _without_controls(found: str) -> str:
    return "".join("\n" if letter in "\v\f\x85" else "" for letter in found)


def _as_variable(mark: str) -> str:
    return f"#{{{mark[2 : -2 if mark.startswith('{{') else -1]}}}"


_scheme = re.compile("https?:", re.IGNORECASE).match


def _tidied(url: str) -> Iterator[Change]:
    """Changes of the white space around a URL, and of a scheme in capitals."""
    body = url.strip()
    start = len(url) - len(url.lstrip())
    end = start + len(body)
    if start:
        yield Change(0, start, "")
    if (scheme := _scheme(body)) and scheme[0] != scheme[0].lower():
        yield Change(start, start + scheme.end(), scheme[0].lower())
    if end < len(url):
        yield Change(end, len(url), "")


_host = re.compile("https?://([^/?#@:\\s]*)", re.IGNORECASE).match
_percent_encoded = _replacing("[^\\x00-\\x7f\\s\ud800-\udfff]+", quote)


def _in_ascii(url: str) -> Iterator[Change]:
    """Changes of what is not ASCII: the host's to punycode, else to percent-encoding."""
    host = _host(url)
    behind = host.end() if host else 0
    if host and not host[1].isascii():
        try:
            yield Change(*host.span(1), host[1].encode("idna").decode())
        except UnicodeError:  # it is no host's name
            return
    for start, end, text in _percent_encoded(url[behind:]):
        yield Change(behind + start, behind + end, text)


_UNSEEN: Final = "[\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
"""Zero-width spaces and marks of direction, with which no letter or emoji is made."""

MENDS: Final = (
    Mend(
        ("unprintable-character",),
        _replacing(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+", _without_controls),
        ("matched",),
    ),
    Mend(
        ("invisible-character",),
        _replacing(_UNSEEN, lambda _: ""),
        ("template", "matched"),
    ),
    Mend(
        ("text-decomposed",),
        _replacing(HANGUL_RUN, partial(unicodedata.normalize, "NFC")),
        ("template", "matched"),
    ),
    Mend(
        ("carriage-return", "carriage-return-registered"),
        _replacing("\r\n?", lambda _: "\n"),
        ("template", "matched"),
    ),
    Mend(("bad-url", "url-untidy"), _tidied, ("template", "matched")),
    Mend(("url-untidy",), _replacing(" +", quote)),
    Mend(("url-not-ascii",), _in_ascii),
    Mend(("wrong-variable-mark",), _replacing(WRONG_MARKS, _as_variable), makes_variables=True),
)
"""In an order in which none leaves what an earlier one would take away."""
