"""Korean and English only: which scripts the letters of a message belong to.

Scripts are those of Unicode's Script property (Unicode Standard Annex 24). Infobip documents
AlimTalk for Korean and English text; digits, punctuation, symbols and emoji belong to no script.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from alimtalk_rules.documents import Message
from alimtalk_rules.limits import MOST_PLACES, MOST_RUNS, Limits
from alimtalk_rules.rules.characters import (
    code_points,
    matches,
    pattern,
    read_of,
    strings_of,
    unusual_runs,
    with_any,
)
from alimtalk_rules.rules.rule import ERROR, WARNING, Place, rule
from alimtalk_rules.rules.seen import ordinary
from alimtalk_rules.rules.sources import GUIDE, KAKAO_CONTENT, UNICODE_SCRIPTS
from alimtalk_rules.rules.where import NAMES, TEXTS, TEXTUAL

SCRIPTS: Final = (
    *("Han", "Hiragana", "Katakana", "Bopomofo", "Cyrillic", "Greek", "Arabic", "Hebrew"),
    *("Devanagari", "Thai", "Lao", "Khmer", "Myanmar", "Mongolian"),
)
"""The scripts that a finding names; all others are one, ``Other``."""

_FOREIGN_LETTER = (
    r"[\p{L}--[\p{Script=Hangul}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]]"
)
_FOREIGN_BUT_HAN = rf"[{_FOREIGN_LETTER}--\p{{Script=Han}}]"
_HANGUL = r"[[\p{L}&&\p{Script=Hangul}]--\p{Default_Ignorable_Code_Point}]"
_LATIN = r"[[\p{L}&&\p{Script=Latin}]--[ªºⁿ]]"
_KOREAN_OR_ENGLISH = rf"[{_HANGUL}{_LATIN}]"
_HAN = r"[\p{L}&&\p{Script=Han}]"
_GREEK = r"[\p{L}&&\p{Script=Greek}]"

# Adjoining letters of one script, with their marks.
_NAMED: Final = "".join(rf"\p{{Script={script}}}" for script in SCRIPTS)
_LETTERS: Final = {
    **{script: rf"[\p{{L}}&&\p{{Script={script}}}]" for script in SCRIPTS},
    "Other": f"[{_FOREIGN_LETTER}--[{_NAMED}]]",
}
_WORD: Final = "|".join(
    rf"(?P<{script}>{letter}[{letter}\p{{M}}]*+)" for script, letter in _LETTERS.items()
)

_ENGLISH = "A-Za-zＡ-Ｚａ-ｚ"
_ACCENT = r"[\p{Mn}--\p{Default_Ignorable_Code_Point}]"
_LATIN_BEYOND = rf"[{_LATIN}--[{_ENGLISH}]]"
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
    ("/text", "/title", *NAMES),
    sources=(
        (GUIDE, "Text is in Korean and English."),
        (UNICODE_SCRIPTS, "Which script a letter belongs to."),
    ),
    example={"text": "ご注文ありがとうございます。"},
    variables="hidden",
    unless=ordinary,
    characters=_FOREIGN_LETTER,
    en=(
        "This is neither Korean nor English. Letters of other scripts: {count}, most of them {script} ({codepoints}).",
        "Write it in Korean or English.",
    ),
    ko=(
        "한국어나 영어로 쓰인 글이 아닙니다. 한글과 영문이 아닌 문자가 {count}자이며, 대부분 {script}입니다: {codepoints}.",
        "한국어나 영어로 쓰세요.",
        "본문, 제목 또는 버튼명에서 다른 문자가 한글과 영문을 합한 것보다 적지 않습니다. 홀로 쓰인 글자와 한국어 메시지의 한자는 세지 않습니다.",
        "알림톡은 한국어와 영어를 지원합니다.",
    ),
)
def unsupported_script(message: Message, limits: Limits) -> Iterator[Place]:
    """The text, the title or a button's name has as many letters of other scripts as of Korean and English together, or more. Letters that stand alone do not count, nor does Han in a Korean message.

    AlimTalk is in Korean and English.
    """
    for path, string in _in_another_language(message, limits).items():
        words = [*_words_of(path, string)]
        scripts: Counter[str] = Counter()
        for word in words:
            scripts[word.script] += len(word.letters)
        ((script, _),) = scripts.most_common(1)
        points = code_points("".join(word.letters for word in words))
        yield Place(
            path,
            {"script": script, "count": scripts.total(), "codepoints": points},
            span=(words[0].start, words[-1].end),
        )


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=(
        (GUIDE, "Text is in Korean and English."),
        (UNICODE_SCRIPTS, "Which script a letter belongs to."),
    ),
    example={"text": "さくら님, 예약이 완료되었습니다."},
    variables="hidden",
    unless=ordinary,
    characters=_FOREIGN_LETTER,
    en=(
        "Letters of another script than Korean or English: {count}, {script} ({codepoints}).",
        "Write it in Korean or English if readers may not be able to read it.",
    ),
    ko=(
        "한글과 영문이 아닌 문자가 {count}자 있습니다({script}): {codepoints}.",
        "수신자가 읽기 어려울 수 있다면 한글이나 영문으로 쓰세요.",
        "한국어 또는 영어 메시지에 다른 문자가 섞여 있습니다.",
        "문서상 알림톡이 지원하는 언어는 한국어와 영어입니다. 이름이나 이모티콘(kaomoji)의 글자는 대개 문제없이 발송됩니다.",
    ),
)
def foreign_letters(message: Message, limits: Limits) -> Iterator[Place]:
    """Letters of other scripts in a Korean or English message, such as a name or an emoticon.

    AlimTalk is documented for Korean and English; a few other letters usually pass.
    """
    return _places("foreign-letters", message, limits, _FOREIGN_LETTER)


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
    unless=ordinary,
    characters=_HAN,
    en=(
        "Han letters: {count} ({codepoints}).",
        "Write it in Hangul if readers may not know it.",
    ),
    ko=(
        "한자가 {count}자 있습니다: {codepoints}.",
        "수신자가 읽기 어려울 수 있다면 한글로 쓰세요.",
        "한국어 메시지에 한자가 있습니다.",
        "카카오톡에 표시는 되지만, 문서상 알림톡이 지원하는 언어는 한국어와 영어입니다. 대체 발송(문자)에서는 드문 한자가 깨질 수 있습니다.",
    ),
)
def hanja(message: Message, limits: Limits) -> Iterator[Place]:
    """Han letters in a Korean message.

    Kakao shows them, but AlimTalk is documented for Korean and English, and failover SMS may lose rare ones.
    """
    return _places("hanja", message, limits, _HAN)


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=((GUIDE, "Text is in Korean and English."),),
    example={"text": "비타민 α 정기배송이 시작되었습니다."},
    variables="hidden",
    unless=ordinary,
    characters=_GREEK,
    en=(
        "This Greek letter stands alone, as a symbol ({codepoints}).",
        "Write it out if the reader need not know the symbol.",
    ),
    ko=(
        "기호로 쓴 그리스 문자가 한 자 있습니다: {codepoints}.",
        "수신자가 모를 수 있는 기호라면 말로 풀어 쓰세요.",
        "한국어 또는 영어 메시지에 그리스 문자 한 자가 단독으로 있습니다.",
        "알림톡은 한국어와 영어를 지원합니다. 기호로 쓴 글자는 대개 문제없이 발송됩니다.",
    ),
)
def isolated_symbol(message: Message, limits: Limits) -> Iterator[Place]:
    """One Greek letter alone in a Korean or English message.

    AlimTalk is in Korean and English; a letter used as a symbol usually passes.
    """
    return _places("isolated-symbol", message, limits, _GREEK)


@rule(
    WARNING,
    TEXTUAL,
    TEXTS,
    sources=((GUIDE, "Text is in Korean and English."),),
    example={"text": "Your table at Café Séoul is booked."},
    variables="hidden",
    unless=ordinary,
    characters=_BEYOND_ENGLISH,
    en=(
        "Latin letters that English does not have: {count} ({codepoints}).",
        "Write it with A to Z if that reads well.",
    ),
    ko=(
        "영어에 없는 로마자가 {count}자 있습니다: {codepoints}.",
        "어색하지 않다면 A-Z로 바꿔 쓰세요.",
        "é, ñ처럼 A-Z에 없는 로마자가 있습니다.",
        "알림톡은 한국어와 영어를 지원하며, 대체 발송(문자)에서는 이런 글자가 대부분 깨집니다.",
    ),
)
def non_english_letter(message: Message, limits: Limits) -> Iterator[Place]:
    """Latin letters beyond A to Z, such as é or ñ.

    AlimTalk is in Korean and English, and failover SMS cannot carry most of them.
    """
    found = matches(_NOT_ENGLISH, with_any(_BEYOND_ENGLISH, message, limits))
    for path, match in islice(found, MOST_PLACES):
        letters = pattern(r"\p{L}").findall(match[0])
        yield Place(
            path, {"count": len(letters), "codepoints": code_points(match[0])}, span=match.span()
        )


def _in_another_language(message: Message, limits: Limits) -> dict[str, str]:
    """The strings that are neither in Korean nor in English, by their paths."""
    strings = [*with_any(_FOREIGN_LETTER, message, limits)]
    if not strings:
        return {}
    has_han = any(pattern(_HAN).search(string) for _, string in strings)
    foreign = _FOREIGN_LETTER
    if has_han and _is_korean(message, limits):
        foreign = _FOREIGN_BUT_HAN
    return {
        path: string
        for path, string in strings
        if _is_sentence(path) and _is_in_another_language(string, foreign)
    }


_is_sentence = re.compile("/text|/title|.*/name").fullmatch
"""Not the rows of an item list and the like, which hold a name, or a word or two."""


def _is_in_another_language(string: str, foreign: str) -> bool:
    # A letter that stands alone, with its marks, is no word.
    word = pattern(rf"{foreign}\p{{M}}*+{foreign}[{foreign}\p{{M}}]*+")
    words = [each for run in unusual_runs(string) for each in word.findall(run[0])]
    count = _count(foreign, "".join(words)) if words else 0
    return count > 0 and count >= _count(_KOREAN_OR_ENGLISH, string, _everyday_letters)


def _places(name: str, message: Message, limits: Limits, letters: str) -> Iterator[Place]:
    """The places of a rule that is about some of these letters."""
    if not any(with_any(letters, message, limits)):
        return iter(())
    runs = (run.place() for rule_name, run in _judged_runs(message, limits) if rule_name == name)
    return islice(runs, MOST_PLACES)


def _judged_runs(message: Message, limits: Limits) -> Iterator[tuple[str, _Run]]:
    """Each run of foreign letters in Korean or English, with the rule that it breaks."""
    elsewhere = _in_another_language(message, limits)
    strings = [
        place for place in with_any(_FOREIGN_LETTER, message, limits) if place[0] not in elsewhere
    ]
    runs = [*islice((run for place in strings for run in _runs_of(*place)), MOST_RUNS)]
    korean = any(run.script == "Han" for run in runs) and _is_korean(message, limits)
    readable = any(run.is_symbol for run in runs) and _is_readable(message, limits)
    for run in runs:
        if run.script == "Han" and korean:
            yield "hanja", run
        elif run.is_symbol and readable:
            yield "isolated-symbol", run
        else:
            yield "foreign-letters", run


def _is_korean(message: Message, limits: Limits) -> bool:
    """True if the text, or all that a reader sees, has no more Han than Hangul; if in doubt."""
    text = message.get("text")
    if text is None:
        return True
    strings = (read_of(text, limits), _everything(message, limits))
    return any(
        0 < _count(_HANGUL, string, _everyday_hangul) >= _count(_HAN, string) for string in strings
    )


def _is_readable(message: Message, limits: Limits) -> bool:
    """True if there is a letter of Korean or English in what a reader sees; if in doubt."""
    if message.get("text") is None:
        return True
    return pattern(_KOREAN_OR_ENGLISH).search(_everything(message, limits)) is not None


def _everything(message: Message, limits: Limits) -> str:
    return "\n".join(string for _, string in strings_of(message, limits))


_everyday_hangul = re.compile("[가-힣ㄱ-ㅣㅥ-ㆎ]+").findall
_everyday_letters = re.compile("[가-힣ㄱ-ㅣㅥ-ㆎA-Za-zＡ-Ｚａ-ｚ]+").findall


def _count(letters: str, string: str, everyday: Callable[[str], list[str]] | None = None) -> int:
    """How many of ``letters`` there are; classes of properties are asked only of unusual ones.

    ``everyday`` finds those of them that are everyday characters.
    """
    unusual = pattern(f"{letters}+")
    count = sum(len(found) for run in unusual_runs(string) for found in unusual.findall(run[0]))
    return count + (sum(map(len, everyday(string))) if everyday else 0)


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
    for run in unusual_runs(string):
        for word in pattern(_WORD).finditer(string, *run.span()):
            letters = "".join(pattern(r"\p{L}").findall(word[0]))
            yield _Run(path, str(word.lastgroup), *word.span(), letters)
