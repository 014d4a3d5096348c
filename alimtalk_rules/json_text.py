"""From bytes to the value of a JSON text, or where and why there is none."""

from __future__ import annotations

import json
import re
import sys
from typing import Final, NoReturn

MOST_LEVELS: Final = 100
"""Levels of arrays and objects that are read: no document has more than four. RFC 8259 leaves
the limit to each parser."""

_BOM: Final = b"\xef\xbb\xbf"

REASONS: Final = {
    "Expecting value": "value-expected",
    "Expecting property name": "name-expected",
    "Expecting ':'": "colon-expected",
    "Expecting ','": "comma-expected",
    "Illegal trailing comma": "trailing-comma",
    "Extra data": "more-than-one",
    "Unterminated string": "string-not-closed",
    "Invalid control character": "control-character",
    "Invalid \\": "bad-escape",
}
"""How a message of ``json`` begins, and our name for the reason."""

OTHER_REASONS: Final = ("not-json", "no-number", "number-too-long", "too-deep")
"""Those that ``json`` has no message for, or one that we do not know."""


class JsonError(ValueError):
    """A text that is not UTF-8, not JSON, or more than is read.

    Attributes:
        reason: its permanent name, such as ``"comma-expected"``; ``"not-utf-8"`` if ``encoding``
            is given.
        line: the line of the text, from 1.
        column: the code point of that line, from 1.
        encoding: what the bytes seem to be instead of UTF-8: ``"UTF-16"``, ``"UTF-32"``,
            ``"CP949"`` or ``"unknown"``; None if they are UTF-8.
    """

    def __init__(
        self, reason: str, line: int = 1, column: int = 1, encoding: str | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column
        self.encoding = encoding


def wide_encoding(data: bytes) -> str | None:
    """``"UTF-16"`` or ``"UTF-32"`` if JSON that begins with ``data`` is in it, or None."""
    encoding = json.detect_encoding(data)
    return None if encoding.startswith("utf-8") else encoding[:6].upper()


def decode(data: bytes) -> str:
    """The text of UTF-8 ``data``, without its byte order mark.

    Raises:
        JsonError: it is in another encoding, which is named where it can be guessed.
    """
    if encoding := wide_encoding(data):
        raise JsonError("not-utf-8", encoding=encoding)
    data = data.removeprefix(_BOM)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        begin = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[begin : error.start].decode()) + 1
        encoding = "CP949" if _looks_like_cp949(data) else "unknown"
        raise JsonError("not-utf-8", line, column, encoding) from None


_EVERYDAY_HANGUL: Final = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
"""The 2,350 syllables that EUC-KR has, and CP949 at the same place."""


def _looks_like_cp949(data: bytes) -> bool:
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return False
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return len(_EVERYDAY_HANGUL.findall(data)) * 2 > beyond_ascii


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_DECODER: Final = json.JSONDecoder(parse_constant=_refuse)


def parse(text: str) -> object:
    """The value of the JSON ``text``; NaN and Infinity are no JSON.

    Raises:
        JsonError: it is not JSON, nested more than ``MOST_LEVELS`` deep, or holds an integer of
            more digits than Python converts (4,300).
    """
    if may_be_too_deep(text):
        _refuse_depths(text)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        reasons = (ours for theirs, ours in REASONS.items() if error.msg.startswith(theirs))
        raise JsonError(next(reasons, "not-json"), error.lineno, error.colno) from None
    except ValueError:
        raise _odd_number(text) from None


def may_be_too_deep(text: str | bytes) -> bool:
    """False if ``text`` certainly keeps to ``MOST_LEVELS``."""
    if isinstance(text, bytes):
        return text.count(b"[") + text.count(b"{") > MOST_LEVELS
    return text.count("[") + text.count("{") > MOST_LEVELS


_BRACKET: Final = re.compile(r'"[^"\\]*+(?>(?:\\.[^"\\]*+)*)"?|[\[{]|[\]}]', re.DOTALL)


def _refuse_depths(text: str) -> None:
    level = 0
    for token in _BRACKET.finditer(text):
        if token[0] in "[{":
            level += 1
        elif token[0] in "]}":
            level -= 1
        if level > MOST_LEVELS:
            raise _fault_at("too-deep", text, token.start())


_WORD: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[^\s"\[\]{},:]+', re.DOTALL)


def _odd_number(text: str) -> JsonError:
    """The fault of the first number that Python's parser refused: its own says no place."""
    match = next(match for match in _WORD.finditer(text) if _is_odd(match[0]))
    reason = "number-too-long" if match[0].lstrip("-").isdigit() else "no-number"
    return _fault_at(reason, text, match.start())


def _is_odd(word: str) -> bool:
    if word.startswith(("NaN", "Infinity", "-Infinity")):
        return True
    digits, most = word.removeprefix("-"), sys.get_int_max_str_digits()
    return 0 < most < len(digits) and digits.isdigit()


def _fault_at(reason: str, text: str, offset: int) -> JsonError:
    line = text.count("\n", 0, offset) + 1
    return JsonError(reason, line, offset - text.rfind("\n", 0, offset))
