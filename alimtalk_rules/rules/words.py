"""The words for people behind the params of findings, and how sentences are filled with them.

A sentence is a template: ``{name}`` stands for the param of that name, any other brace for itself.
A number is shown with commas, several values with commas between them, a code point such as
``U+BC1C`` as the letter and its code point, or by its name where nobody sees it; a token of ours,
such as ``comma-expected``, by its words. ``schemas/rules.json`` has the same templates and words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from alimtalk_rules.rules.rule import Param

WORDED: Final = ("part", "expected", "found", "script", "encoding", "reason")
"""The params whose values have words; those of others are names that a document has."""

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # the parts of a message, of a button, of an image
    "count": ("number of buttons", "버튼 수"),
    "order": ("order", "순서"),
    "type": ("type", "타입"),
    "name": ("name", "버튼명"),
    "presence": ("whether there is one", "이미지 유무"),
    "url": ("URL", "이미지 URL"),
    "sha256": ("content (sha256)", "이미지 내용(sha256)"),
    # what stands where strings differ
    "END": ("the end", "끝"),
    "NOTHING": ("nothing", "없음"),
    "VARIABLE": ("a variable", "변수"),
    "OTHER": ("another type", "그 밖의 타입"),
    # the types of JSON
    "string": ("a string", "문자열(string)"),
    "object": ("an object", "객체(object)"),
    "array": ("an array", "배열(array)"),
    "boolean": ("true or false", "참/거짓(boolean)"),
    "integer": ("an integer", "정수(integer)"),
    "number": ("a number", "숫자(number)"),
    "null": ("null", "null"),
    "no JSON value": ("a value that JSON does not have", "JSON에 없는 값"),
    "longer array": ("a longer array", "더 긴 배열"),
    "shorter string": ("a shorter string", "더 짧은 문자열"),
    "longer string": ("a longer string", "더 긴 문자열"),
    "other characters": ("other characters", "다른 문자"),
    # scripts
    "Han": ("Han", "한자"),
    "Hiragana": ("Hiragana", "히라가나"),
    "Katakana": ("Katakana", "가타카나"),
    "Cyrillic": ("Cyrillic", "키릴 문자"),
    "Greek": ("Greek", "그리스 문자"),
    "Arabic": ("Arabic", "아랍 문자"),
    "Thai": ("Thai", "태국 문자"),
    "Hebrew": ("Hebrew", "히브리 문자"),
    "Devanagari": ("Devanagari", "데바나가리 문자"),
    "Bopomofo": ("Bopomofo", "주음부호"),
    "Khmer": ("Khmer", "크메르 문자"),
    "Lao": ("Lao", "라오 문자"),
    "Myanmar": ("Myanmar", "미얀마 문자"),
    "Mongolian": ("Mongolian", "몽골 문자"),
    "Armenian": ("Armenian", "아르메니아 문자"),
    "Georgian": ("Georgian", "조지아 문자"),
    "Other": ("another script", "그 밖의 문자"),
    # encodings, and why bytes are no JSON
    "unknown": ("unknown", "알 수 없음"),
    "not-json": ("it is not JSON", "JSON이 아닙니다"),
    "value-expected": ("a value must stand here", "값이 있어야 합니다"),
    "name-expected": (
        "a field's name in double quotes must stand here, or the comma before it is one too many",
        "큰따옴표로 묶은 필드 이름이 있어야 하거나, 앞의 쉼표가 불필요합니다",
    ),
    "colon-expected": ("a colon must stand here", "콜론(:)이 있어야 합니다"),
    "comma-expected": (
        "a comma or a closing bracket must stand here",
        "쉼표나 닫는 괄호가 있어야 합니다",
    ),
    "trailing-comma": (
        "no comma may stand before a closing bracket",
        "닫는 괄호 앞에는 쉼표를 쓸 수 없습니다",
    ),
    "more-than-one": ("more follows after the value", "값이 끝난 뒤에 내용이 더 있습니다"),
    "string-not-closed": (
        "the string that begins here does not end",
        "여기서 시작한 문자열이 닫히지 않았습니다",
    ),
    "control-character": (
        "in a string, a line break is written \\n and a tab \\t",
        "문자열 안의 줄바꿈은 \\n, 탭은 \\t로 써야 합니다",
    ),
    "bad-escape": (
        "there is no such escape; a backslash itself is written \\\\",
        "잘못된 이스케이프 문자입니다. 백슬래시 자체는 \\\\로 씁니다",
    ),
    "no-number": (
        "NaN and Infinity are not numbers in JSON",
        "NaN과 Infinity는 JSON의 숫자가 아닙니다",
    ),
    "number-too-long": ("this number has too many digits", "숫자의 자릿수가 너무 많습니다"),
    "too-deep": ("it is nested too deeply", "중첩이 너무 깊습니다"),
}
"""The words of such values, in English and Korean."""

FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "array of at most ([0-9]+) items": (
        "an array of at most {1} items",
        "항목이 {1}개 이하인 배열",
    ),
    "integer ([0-9]+)[.][.]([0-9]+)": ("an integer from {1} to {2}", "{1} 이상 {2} 이하의 정수"),
    "string of at most ([0-9]+) characters": (
        "a string of at most {1} characters",
        "{1}자 이하의 문자열",
    ),
    "string of ([0-9]+) characters 0-9 a-f": (
        "a string of {1} characters 0-9 a-f",
        "0-9, a-f로 된 {1}자 문자열",
    ),
}
"""Tokens with numbers in them, as regular expressions; ``{1}`` is the first of the numbers."""

INVISIBLE: Final[Mapping[str, tuple[str, str]]] = {
    "U+0009": ("tab", "탭"),
    "U+000A": ("line break", "줄바꿈"),
    "U+000D": ("carriage return", "CR"),
    "U+0020": ("space", "공백"),
    "U+00A0": ("no-break space", "줄바꿈 없는 공백(NBSP)"),
    "U+00AD": ("soft hyphen", "소프트 하이픈"),
    "U+115F": ("Hangul filler", "한글 채움 문자"),
    "U+200B": ("zero-width space", "폭 없는 공백"),
    "U+200C": ("zero-width non-joiner", "폭 없는 비연결 문자"),
    "U+200D": ("zero-width joiner", "폭 없는 연결 문자(ZWJ)"),
    "U+200E": ("left-to-right mark", "왼쪽에서 오른쪽 표시"),
    "U+200F": ("right-to-left mark", "오른쪽에서 왼쪽 표시"),
    "U+2028": ("line separator", "줄 구분자"),
    "U+2029": ("paragraph separator", "문단 구분자"),
    "U+2060": ("word joiner", "단어 연결 문자"),
    "U+3000": ("full-width space", "전각 공백"),
    "U+3164": ("Hangul filler", "한글 채움 문자"),
    "U+FE0E": ("text style selector", "텍스트 스타일 선택자"),
    "U+FE0F": ("emoji style selector", "이모지 스타일 선택자"),
    "U+FEFF": ("byte order mark", "바이트 순서 표시(BOM)"),
    "U+FFFC": ("object replacement character", "개체 대체 문자"),
    "U+FFFD": ("replacement character", "대체 문자"),
}
"""The names of code points that nobody sees; one that is not here is shown as it is."""

_CODE_POINT: Final = re.compile(r"U\+[0-9A-F]{4,6}")
_FORM: Final = {re.compile(form): words for form, words in FORMS.items()}
_PARAM: Final = re.compile(r"\{([a-z0-9_]+)\}")


def filled(template: str, params: Mapping[str, Param], lang: str) -> str:
    """The sentence that ``template`` says of ``params`` in ``"en"`` or ``"ko"``."""

    def shown_param(place: re.Match[str]) -> str:
        name = place[1]
        return _shown(params[name], lang, is_worded=name in WORDED) if name in params else place[0]

    return _PARAM.sub(shown_param, template)


def _shown(value: Param, lang: str, *, is_worded: bool) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, tuple):
        return ", ".join(_shown(one, lang, is_worded=is_worded) for one in value)
    if _CODE_POINT.fullmatch(value):
        return _shown_code_point(value, lang)
    return _in_words(value, lang) if is_worded else value


def _in_words(token: str, lang: str) -> str:
    korean = lang == "ko"
    if token in WORDS:
        return WORDS[token][korean]
    for form, words in _FORM.items():
        if numbers := form.fullmatch(token):
            named = {str(index): int(each) for index, each in enumerate(numbers.groups(), 1)}
            return filled(words[korean], named, lang)
    return token


def _shown_code_point(value: str, lang: str) -> str:
    if value in INVISIBLE:
        return f"{INVISIBLE[value][lang == 'ko']} ({value})"
    character = chr(int(value[2:], 16))
    if character.isprintable() and not unicodedata.category(character).startswith("M"):
        return f"'{character}' ({value})"
    return value
