"""How long a text is, in every way in which somebody counts."""

import unicodedata
from dataclasses import asdict, dataclass
from itertools import groupby
from sys import intern
from typing import Final

# A pair of regional indicators is a flag; \X alone would look back over all of them, each time.
_GRAPHEME: Final = r"\p{RI}{2}[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]*|\X"


@dataclass(frozen=True, slots=True)
class CharacterCount:
    """The lengths of one text.

    Attributes:
        codepoints: Unicode code points; what AlimTalk's limit of 1,000 means.
        utf16_units: UTF-16 code units, as Java and JavaScript count; an emoji is two or more.
        graphemes: what a reader sees as characters (Unicode Standard Annex 29).
        nfc_codepoints: code points after normalization to NFC; fewer than ``codepoints`` if the
            text holds decomposed Hangul.
    """

    codepoints: int
    utf16_units: int
    graphemes: int
    nfc_codepoints: int

    def to_dict(self) -> dict[str, int]:
        """The four numbers by their names."""
        return asdict(self)


def count_characters(text: str) -> CharacterCount:
    """Count ``text`` in code points, UTF-16 units, graphemes, and code points after NFC.

    A space or a line break counts one; lone surrogates count one.

    Raises:
        TypeError: ``text`` is no string.
    """
    import regex  # noqa: PLC0415 - 12 ms, and only graphemes need it

    if not isinstance(text, str):
        raise TypeError("text must be a str")
    return CharacterCount(
        codepoints=len(text),
        utf16_units=utf16_units(text),
        graphemes=sum(1 for _ in regex.finditer(_GRAPHEME, text)),
        nfc_codepoints=len(unicodedata.normalize("NFC", _in_canonical_order(text))),
    )


def utf16_units(text: str) -> int:
    """The length of ``text`` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _in_canonical_order(text: str) -> str:
    """``text`` with long runs of marks as normal forms order them: Python takes n² to sort them."""
    import regex  # noqa: PLC0415 - as above

    return regex.sub(r"\p{M}{16,}", lambda marks: _sorted(marks[0]), text)


def _sorted(marks: str) -> str:
    known = map(intern, marks)  # or each would take 76 bytes
    runs = groupby(known, lambda mark: unicodedata.combining(mark) > 0)
    return "".join(mark for _, run in runs for mark in sorted(run, key=unicodedata.combining))
