"""Korean and English only: which scripts the letters of a message belong to.

Scripts are those of Unicode's Script property (Unicode Standard Annex 24). Infobip documents
AlimTalk for Korean and English text; digits, punctuation, symbols and emoji belong to no script.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from alimtalk_rules.documents import Message
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.rule import MOST_PLACES, Place, rule
from alimtalk_rules.rules.strings import (
    MOST_READ,
    code_points,
    matches,
    pattern,
    strings_of,
    with_any,
)

SCRIPTS: Final = (
    # The likely ones first: names are looked up in this order.
    *("Han", "Hiragana", "Katakana", "Cyrillic", "Greek", "Arabic", "Thai", "Bopomofo"),
    *("Devanagari", "Hebrew", "Khmer", "Lao", "Myanmar", "Mongolian", "Armenian", "Georgian"),
    *("Adlam", "Ahom", "Anatolian_Hieroglyphs", "Avestan", "Balinese", "Bamum", "Bassa_Vah"),
    *("Batak", "Bengali", "Beria_Erfe", "Bhaiksuki", "Brahmi", "Buginese", "Buhid"),
    *("Canadian_Aboriginal", "Carian", "Caucasian_Albanian", "Chakma", "Cham", "Cherokee"),
    *("Chorasmian", "Coptic", "Cuneiform", "Cypriot", "Cypro_Minoan", "Deseret"),
    *("Dives_Akuru", "Dogra", "Duployan", "Egyptian_Hieroglyphs", "Elbasan", "Elymaic"),
    *("Ethiopic", "Garay", "Glagolitic", "Gothic", "Grantha", "Gujarati", "Gunjala_Gondi"),
    *("Gurmukhi", "Gurung_Khema", "Hanifi_Rohingya", "Hanunoo", "Hatran", "Imperial_Aramaic"),
    *("Inscriptional_Pahlavi", "Inscriptional_Parthian", "Javanese", "Kaithi", "Kannada"),
    *("Kawi", "Kayah_Li", "Kharoshthi", "Khitan_Small_Script", "Khojki", "Khudawadi"),
    *("Kirat_Rai", "Lepcha", "Limbu", "Linear_A", "Linear_B", "Lisu", "Lycian", "Lydian"),
    *("Mahajani", "Makasar", "Malayalam", "Mandaic", "Manichaean", "Marchen"),
    *("Masaram_Gondi", "Medefaidrin", "Meetei_Mayek", "Mende_Kikakui", "Meroitic_Cursive"),
    *("Meroitic_Hieroglyphs", "Miao", "Modi", "Mro", "Multani", "Nabataean", "Nag_Mundari"),
    *("Nandinagari", "New_Tai_Lue", "Newa", "Nko", "Nushu", "Nyiakeng_Puachue_Hmong", "Ogham"),
    *("Ol_Chiki", "Ol_Onal", "Old_Hungarian", "Old_Italic", "Old_North_Arabian", "Old_Permic"),
    *("Old_Persian", "Old_Sogdian", "Old_South_Arabian", "Old_Turkic", "Old_Uyghur", "Oriya"),
    *("Osage", "Osmanya", "Pahawh_Hmong", "Palmyrene", "Pau_Cin_Hau", "Phags_Pa"),
    *("Phoenician", "Psalter_Pahlavi", "Rejang", "Runic", "Samaritan", "Saurashtra", "Sharada"),
    *("Shavian", "Siddham", "Sidetic", "Sinhala", "Sogdian", "Sora_Sompeng"),
    *("Soyombo", "Sundanese", "Sunuwar", "Syloti_Nagri", "Syriac", "Tagalog", "Tagbanwa"),
    *("Tai_Le", "Tai_Tham", "Tai_Viet", "Tai_Yo", "Takri", "Tamil", "Tangsa", "Tangut"),
    *("Telugu", "Thaana", "Tibetan", "Tifinagh", "Tirhuta", "Todhri", "Tolong_Siki", "Toto"),
    *("Tulu_Tigalari", "Ugaritic", "Vai", "Vithkuqi", "Wancho", "Warang_Citi", "Yezidi", "Yi"),
    "Zanabazar_Square",
)
"""Unicode 17's scripts that have letters, beside Hangul and Latin."""

_OTHER = "Other"
_MOST_RUNS = 100
"""Runs of foreign letters that are looked at in one message: a tenth of them is listed."""

_FOREIGN_LETTER = (
    r"[\p{L}--[\p{Script=Hangul}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]]"
)
_FOREIGN_BUT_HAN = rf"[{_FOREIGN_LETTER}--\p{{Script=Han}}]"
_KOREAN_OR_ENGLISH = r"[\p{L}&&[\p{Script=Hangul}\p{Script=Latin}]]"
_HANGUL = r"[[\p{L}&&\p{Script=Hangul}]--\p{Default_Ignorable_Code_Point}]"
_HAN = r"[\p{L}&&\p{Script=Han}]"
_GREEK = r"[\p{L}&&\p{Script=Greek}]"

_ENGLISH = "A-Za-zＡ-Ｚａ-ｚ"
_ACCENT = r"[\p{Mn}--\p{Default_Ignorable_Code_Point}]"
_LATIN_BEYOND = rf"[[\p{{L}}&&\p{{Script=Latin}}]--[{_ENGLISH}]]"
_BEYOND_ENGLISH = f"{_LATIN_BEYOND}|{_ACCENT}"
_NOT_ENGLISH = rf"(?:{_LATIN_BEYOND}{_ACCENT}*|[{_ENGLISH}]{_ACCENT}+)+"


class _Run(NamedTuple):
    """Letters of one script, with nothing but spaces, digits and signs between them."""

    path: str
    script: str
    start: int
    end: int
    letters: str

    @property
    def is_symbol(self) -> bool:
        """One Greek letter that stands alone."""
        return self.script == "Greek" and len(self.letters) == 1

    def continues_to(self, later: _Run, string: str) -> bool:
        """True if no letter of Korean or English stands between; symbols stay alone."""
        return (
            self.script == later.script
            and not (self.is_symbol or later.is_symbol)
            and pattern(_KOREAN_OR_ENGLISH).search(string, self.end, later.start) is None
        )

    def place(self) -> Place:
        return Place(
            self.path,
            {
                "script": self.script,
                "count": len(self.letters),
                "codepoints": code_points(self.letters),
            },
            span=(self.start, self.end),
        )


@rule("unsupported-script", _FOREIGN_LETTER)
def unsupported_script(message: Message, _: Limits) -> Iterator[Place]:
    """Letters of another script, and Han unless the message is Korean (Infobip's guide)."""
    if not any(with_any(_FOREIGN_BUT_HAN, message)) and _context(message)[0]:
        return iter(())  # most often it is Han in Korean, which need not be told apart in runs
    return _places("unsupported-script", message, _FOREIGN_LETTER)


@rule("hanja", _HAN)
def hanja(message: Message, _: Limits) -> Iterator[Place]:
    """Han letters in a Korean message: one with no more of them than of Hangul."""
    return _places("hanja", message, _HAN)


@rule("isolated-symbol", _GREEK)
def isolated_symbol(message: Message, _: Limits) -> Iterator[Place]:
    """One Greek letter alone, in a Korean or English message."""
    return _places("isolated-symbol", message, _GREEK)


@rule("non-english-letter", _BEYOND_ENGLISH)
def non_english_letter(message: Message, _: Limits) -> Iterator[Place]:
    """Latin letters beyond A to Z, accents as letters of their own included."""
    found = matches(_NOT_ENGLISH, with_any(_BEYOND_ENGLISH, message))
    for path, match in islice(found, MOST_PLACES):
        letters = pattern(r"\p{L}").findall(match[0])
        yield Place(
            path, {"count": len(letters), "codepoints": code_points(match[0])}, span=match.span()
        )


def _places(name: str, message: Message, letters: str) -> Iterator[Place]:
    """The places of a rule that is about some of these letters."""
    if not any(with_any(letters, message)):
        return iter(())
    runs = (run.place() for rule_name, run in _judged_runs(message) if rule_name == name)
    return islice(runs, MOST_PLACES)


def _judged_runs(message: Message) -> Iterator[tuple[str, _Run]]:
    """Each run of foreign letters, with the rule that it breaks."""
    strings = with_any(_FOREIGN_LETTER, message)
    runs = list(islice((run for place in strings for run in _runs_of(*place)), _MOST_RUNS))
    if not any(run.script == "Han" or run.is_symbol for run in runs):
        yield from (("unsupported-script", run) for run in runs)
        return
    korean, readable = _context(message)
    for run in runs:
        if run.script == "Han" and korean:
            yield "hanja", run
        elif run.is_symbol and readable:
            yield "isolated-symbol", run
        else:
            yield "unsupported-script", run


def _context(message: Message) -> tuple[bool, bool]:
    """Whether the message is Korean, and whether it is Korean or English; if in doubt it is.

    It is Korean if its text, or all that a reader sees of it, has no more Han than Hangul.
    """
    text = message.get("text")
    if text is None:
        return True, True
    everything = "\n".join(string for _, string in strings_of(message))
    korean = _is_korean(text[:MOST_READ]) or _is_korean(everything)
    return korean, pattern(_KOREAN_OR_ENGLISH).search(everything) is not None


def _is_korean(string: str) -> bool:
    return 0 < _count(_HANGUL, string) >= _count(_HAN, string)


def _count(letters: str, string: str) -> int:
    return sum(map(len, pattern(f"{letters}+").findall(string)))


def _runs_of(path: str, string: str) -> Iterator[_Run]:
    """The runs of a string that has foreign letters; a Greek letter alone is a run of its own."""
    words = _words_of(path, string)
    last = next(words)
    for run in words:
        if last.continues_to(run, string):
            last = last._replace(end=run.end, letters=last.letters + run.letters)
        else:
            yield last
            last = run
    yield last


def _words_of(path: str, string: str) -> Iterator[_Run]:
    """Adjoining letters of one script, with their marks."""
    letter = pattern(_FOREIGN_LETTER).search(string)
    while letter:
        script = _script_of(letter[0])
        same = letter[0] if script == _OTHER else rf"\p{{L}}&&\p{{Script={script}}}"
        word = pattern(rf"[[{same}]\p{{M}}]+").match(string, letter.start()) or letter
        start, end = word.span()
        letters = "".join(pattern(r"\p{L}").findall(word[0]))
        yield _Run(path, script, start, end, letters)
        letter = pattern(_FOREIGN_LETTER).search(string, end)


@lru_cache(maxsize=1024)
def _script_of(letter: str) -> str:
    known = (name for name in SCRIPTS if pattern(rf"\p{{Script={name}}}").match(letter))
    return next(known, _OTHER)
