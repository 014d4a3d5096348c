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
from alimtalk_rules.rules.characters import (
    MOST_READ,
    code_points,
    matches,
    pattern,
    strings_of,
    with_any,
)
from alimtalk_rules.rules.rule import ERROR, MOST_PLACES, WARNING, Place, rule
from alimtalk_rules.rules.seen import everyday
from alimtalk_rules.rules.sources import GUIDE, KAKAO_CONTENT, UNICODE_SCRIPTS
from alimtalk_rules.rules.where import TEXTS, TEXTUAL

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


@rule(
    ERROR,
    TEXTUAL,
    TEXTS,
    sources=(
        (GUIDE, "Text is in Korean and English."),
        (UNICODE_SCRIPTS, "Which script a letter belongs to."),
    ),
    example={"text": "ご注文ありがとうございます。"},
    variables="hidden",
    unless=everyday,
    en=(
        "This holds {count} letter(s) of another script than Korean or English: {script} ({codepoints}).",
        "Write it in Korean or English.",
    ),
    ko=(
        "한글도 영문도 아닌 문자({script})가 {count}자 있습니다: {codepoints}.",
        "한국어나 영어로 쓰세요.",
        "한글과 로마자 이외의 문자가 있습니다. 한국어가 아닌 메시지의 한자도 해당합니다.",
        "알림톡은 한국어와 영어를 지원합니다.",
    ),
)
def unsupported_script(message: Message, _: Limits) -> Iterator[Place]:
    """Letters of a script other than Hangul and Latin; Han letters in a message that is not Korean.

    AlimTalk is in Korean and English.
    """
    if not any(with_any(_FOREIGN_BUT_HAN, message)) and _context(message)[0]:
        return iter(())  # most often it is Han in Korean, which need not be told apart in runs
    return _places("unsupported-script", message, _FOREIGN_LETTER)


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=(
        (GUIDE, "Text is in Korean and English."),
        (KAKAO_CONTENT, "A sample of Kakao's own holds a Han letter."),
    ),
    example={"text": "배송비 無料 이벤트에 당첨되셨습니다."},
    variables="hidden",
    unless=everyday,
    en=(
        "This holds {count} Han letter(s) ({codepoints}).",
        "Write it in Hangul if readers may not know it.",
    ),
    ko=(
        "한자가 {count}자 있습니다: {codepoints}.",
        "받는 사람이 읽기 어려울 수 있다면 한글로 쓰세요.",
        "한국어 메시지에 한자가 있습니다.",
        "카카오톡에 표시는 되지만, 문서에 따르면 알림톡은 한국어와 영어를 지원합니다. 대체 발송(문자)에서는 드문 한자가 깨질 수 있습니다.",
    ),
)
def hanja(message: Message, _: Limits) -> Iterator[Place]:
    """Han letters in a Korean message.

    Kakao shows them, but AlimTalk is documented for Korean and English, and failover SMS may lose rare ones.
    """
    return _places("hanja", message, _HAN)


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=((GUIDE, "Text is in Korean and English."),),
    example={"text": "비타민 α 정기배송이 시작되었습니다."},
    variables="hidden",
    unless=everyday,
    en=(
        "This Greek letter stands alone, as a symbol ({codepoints}).",
        "Write it out if the reader need not know the symbol.",
    ),
    ko=(
        "기호로 쓴 그리스 문자가 한 자 있습니다: {codepoints}.",
        "받는 사람이 모를 수 있는 기호라면 말로 풀어 쓰세요.",
        "한국어 또는 영어 메시지에 그리스 문자 한 자가 단독으로 있습니다.",
        "알림톡은 한국어와 영어를 지원합니다. 기호로 쓴 글자는 대개 문제없이 발송됩니다.",
    ),
)
def isolated_symbol(message: Message, _: Limits) -> Iterator[Place]:
    """One Greek letter alone in a Korean or English message.

    AlimTalk is in Korean and English; a letter used as a symbol usually passes.
    """
    return _places("isolated-symbol", message, _GREEK)


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=((GUIDE, "Text is in Korean and English."),),
    example={"text": "Your table at Café Séoul is booked."},
    variables="hidden",
    unless=everyday,
    en=(
        "This holds {count} Latin letter(s) that English does not have ({codepoints}).",
        "Write it with A to Z if that reads well.",
    ),
    ko=(
        "영어에 없는 로마자가 {count}자 있습니다: {codepoints}.",
        "어색하지 않다면 A-Z로 바꿔 쓰세요.",
        "é, ñ처럼 A-Z에 없는 로마자가 있습니다.",
        "알림톡은 한국어와 영어를 지원하며, 대체 발송(문자)에서는 이런 글자가 대부분 깨집니다.",
    ),
)
def non_english_letter(message: Message, _: Limits) -> Iterator[Place]:
    """Latin letters beyond A to Z, such as é or ñ.

    AlimTalk is in Korean and English, and failover SMS cannot carry most of them.
    """
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
