"""The words for people behind the params of findings, and how sentences are filled with them.

A sentence is a template: ``{name}`` stands for the param of that name, any other brace for itself.
A number is shown with commas, several values with commas between them, a code point such as
``U+BC1C``, with or without its Unicode name, as the letter and its code point, or by its name where
nobody sees it; a token of ours, such as ``comma-expected``, by its words. What stands in ``[[ ]]`` is said only if all its params
are there. ``schemas/rules.json`` has
the same templates and words, and ``schemas/README.md`` the same in JavaScript.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from alimtalk_rules.rules.rule import Param

WORDED: Final = (
    *("part", "expected", "found", "advice"),
    *("script", "encoding", "reason", "format", "mode"),
    *("parts", "emphasis", "type"),
)
"""The params whose values have words; those of others are names that a document has."""

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # the parts of a message, of a button, of an image
    "count": ("number", "개수"),
    "order": ("order", "순서"),
    "type": ("type", "타입"),
    "name": ("name", "이름"),
    "title": ("title", "제목"),
    "description": ("description", "내용"),
    "presence": ("whether there is one", "유무"),
    "url": ("URL", "이미지 URL"),
    "sha256": ("content (sha256)", "이미지 내용(sha256)"),
    # the parts that Kakao has beyond the guide, kinds of emphasis, and types of messages
    "header": ("header", "헤더(header)"),
    "highlight": ("highlight", "아이템 하이라이트(highlight)"),
    "items": ("items", "아이템 리스트(items)"),
    "summary": ("summary", "아이템 요약정보(summary)"),
    "image": ("image", "이미지(image)"),
    "representLink": ("representLink", "대표 링크(representLink)"),
    "quickReplies": ("quickReplies", "바로연결(quickReplies)"),
    "subtitle": ("subtitle", "강조 표기 보조 문구(subtitle)"),
    "extra": ("extra", "부가 정보(extra)"),
    "preview": ("preview", "미리보기 메시지(preview)"),
    "security": ("security", "보안 템플릿(security)"),
    "category": ("category", "카테고리(category)"),
    "emphasis": ("emphasis", "강조 표기(emphasis)"),
    "messageType": ("messageType", "메시지 유형(messageType)"),
    "NONE": ("NONE", "선택 안 함(NONE)"),
    "TEXT": ("TEXT", "강조 표기형(TEXT)"),
    "IMAGE": ("IMAGE", "이미지형(IMAGE)"),
    "ITEM_LIST": ("ITEM_LIST", "아이템 리스트형(ITEM_LIST)"),
    "BA": ("BA", "기본형(BA)"),
    "EX": ("EX", "부가 정보형(EX)"),
    "AD": ("AD", "채널 추가형(AD)"),
    "MI": ("MI", "복합형(MI)"),
    # what stands where strings differ
    "END": ("the end", "끝"),
    "NOTHING": ("nothing", "없음"),
    "SOMETHING": ("something", "있음"),
    "VARIABLE": ("a variable", "변수"),
    "OTHER": ("another type", "그 밖의 타입"),
    # the types of JSON
    "string": ("a string", "문자열(string)"),
    "object": ("an object", "객체(object)"),
    "array": ("an array", "배열(array)"),
    "boolean": ("a boolean (true or false)", "불리언(true 또는 false)"),
    "integer": ("an integer", "정수(integer)"),
    "number": ("a number", "숫자(number)"),
    "null": ("null", "null"),
    "no JSON value": ("a value that JSON does not have", "JSON에 없는 값"),
    "Python tuple": ("a Python tuple", "파이썬 tuple"),
    "Python set": ("a Python set", "파이썬 set"),
    "Python frozenset": ("a Python frozenset", "파이썬 frozenset"),
    "Python bytes": ("Python bytes", "파이썬 bytes"),
    "Python datetime": ("a Python datetime", "파이썬 datetime"),
    "Python date": ("a Python date", "파이썬 date"),
    "Python time": ("a Python time", "파이썬 time"),
    "Python timedelta": ("a Python timedelta", "파이썬 timedelta"),
    "Python Decimal": ("a Python Decimal", "파이썬 Decimal"),
    "Python UUID": ("a Python UUID", "파이썬 UUID"),
    "NumPy scalar": ("a NumPy scalar", "NumPy 스칼라"),
    "NumPy array": ("a NumPy array", "NumPy 배열"),
    "pydantic model": ("a pydantic model", "pydantic 모델"),
    # what a cell of a table holds, and what a spreadsheet did to it
    "date": ("a date or a time", "날짜나 시각"),
    "long-number": ("a number of more than 15 digits", "15자리가 넘는 숫자"),
    "formatted-number": (
        "a number that the sheet shows in another form",
        "시트에는 다른 형식으로 보이는 숫자",
    ),
    "formula": ("a formula that was never calculated", "계산된 적이 없는 수식"),
    "formula-error": (
        "it is the error of a formula, such as #N/A",
        "#N/A 같은 수식 오류입니다",
    ),
    "scientific": (
        "a long number was shortened to a form such as 1.23E+11",
        "긴 숫자가 1.23E+11 같은 형식으로 바뀌었습니다",
    ),
    "hashes": (
        "the column was too narrow to show it (####)",
        "열 너비가 좁아 ####로 저장되었습니다",
    ),
    "longer array": ("a longer array", "더 긴 배열"),
    "shorter string": ("a shorter string", "더 짧은 문자열"),
    "longer string": ("a longer string", "더 긴 문자열"),
    "other characters": ("other characters", "다른 문자"),
    # what to do besides
    "leave-it-out": (
        "or leave the field out (in pydantic, exclude_none=True)",
        "값이 없으면 필드를 빼세요(pydantic에서는 exclude_none=True).",
    ),
    "as-json": (
        "pass what json.loads would give",
        "json.loads가 돌려주는 것과 같은 타입의 값을 넣으세요.",
    ),
    "parse-it-first": (
        "parse the string first, for example with json.loads",
        "문자열을 먼저 json.loads 등으로 파싱하세요.",
    ),
    "rename": (
        "or correct the name of the field beside it that was probably meant for it",
        "옆에 있는 비슷한 이름의 필드가 이 필드의 오타라면 이름을 바로잡으세요.",
    ),
    # formats of images, and how their colours are stored
    "jpeg": ("JPEG", "JPEG"),
    "png": ("PNG", "PNG"),
    "I;16": ("greyscale with 16 bits per channel", "채널당 16비트 회색조"),
    "RGB;16": ("RGB with 16 bits per channel", "채널당 16비트 RGB"),
    "RGBA;16": ("RGBA with 16 bits per channel", "채널당 16비트 RGBA"),
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
    # encodings, and why bytes are not JSON
    "unknown": ("unknown", "알 수 없음"),
    "not-json": ("it is not JSON", "JSON이 아닙니다"),
    "value-expected": ("a value is expected here", "값이 있어야 합니다"),
    "name-expected": (
        "a field's name in double quotes is expected here, or the comma before it is one too many",
        "큰따옴표로 묶은 필드 이름이 있어야 하거나, 앞의 쉼표가 불필요합니다",
    ),
    "colon-expected": ("a colon is expected here", "콜론(:)이 있어야 합니다"),
    "comma-expected": (
        "a comma or a closing bracket is expected here",
        "쉼표나 닫는 괄호가 있어야 합니다",
    ),
    "trailing-comma": (
        "there cannot be a comma before a closing bracket",
        "닫는 괄호 앞에는 쉼표를 쓸 수 없습니다",
    ),
    "more-than-one": ("there is more after the value", "값이 끝난 뒤에 내용이 더 있습니다"),
    "string-not-closed": (
        "the string that begins here is not closed",
        "여기서 시작한 문자열이 닫히지 않았습니다",
    ),
    "control-character": (
        "in a string, a line break is written \\n and a tab \\t",
        "문자열 안의 줄바꿈은 \\n, 탭은 \\t로 써야 합니다",
    ),
    "bad-escape": (
        "this escape does not exist; a backslash itself is written \\\\",
        "잘못된 이스케이프 문자입니다. 백슬래시 자체는 \\\\로 씁니다",
    ),
    "no-number": (
        "NaN and Infinity are not numbers in JSON",
        "NaN과 Infinity는 JSON의 숫자가 아닙니다",
    ),
    "number-too-long": ("this number has too many digits", "숫자의 자릿수가 너무 많습니다"),
    "too-deep": ("it is nested too deeply", "중첩이 너무 깊습니다"),
    # what is wrong with a web address
    "no-scheme": (
        "it does not start with http:// or https://",
        "http:// 또는 https://로 시작하지 않습니다",
    ),
    "doubled-scheme": (
        "it has http:// or https:// twice",
        "http:// 또는 https://가 두 번 있습니다",
    ),
    "control-in-address": ("it has a control character", "제어 문자가 있습니다"),
    "white-space": ("there is white space before its path", "경로 앞에 공백이 있습니다"),
    "no-host": ("it has no host", "호스트가 없습니다"),
    "capitals": ("http is in capitals", "http가 대문자입니다"),
    "space": ("there is a space in it", "중간에 공백이 있습니다"),
    "white-space-at-end": (
        "there is white space at its end",
        "끝에 공백이나 줄바꿈이 있습니다",
    ),
    "local-name": (
        "its host is a name such as localhost",
        "호스트가 localhost 같은 로컬 이름입니다",
    ),
    "no-dot": ("its host has no dot", "호스트에 점(.)이 없습니다"),
    "private-address": ("its host is a private IP address", "호스트가 사설 IP 주소입니다"),
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
    "U+0000": ("null character", "널 문자"),
    "U+0009": ("tab", "탭"),
    "U+000A": ("line break", "줄바꿈"),
    "U+000B": ("vertical tab", "수직 탭"),
    "U+000C": ("form feed", "폼 피드"),
    "U+000D": ("carriage return", "캐리지 리턴"),
    "U+0020": ("space", "공백"),
    "U+0085": ("next line", "다음 줄 문자"),
    "U+00A0": ("no-break space", "줄바꿈 없는 공백"),
    "U+00AD": ("soft hyphen", "소프트 하이픈"),
    "U+034F": ("combining grapheme joiner", "결합 문자 연결자"),
    "U+061C": ("Arabic letter mark", "아랍 문자 방향 표시"),
    "U+115F": ("Hangul initial filler", "한글 초성 채움 문자"),
    "U+1160": ("Hangul vowel filler", "한글 중성 채움 문자"),
    "U+180E": ("Mongolian vowel separator", "몽골 문자 모음 구분자"),
    "U+2002": ("en space", "en 공백"),
    "U+2003": ("em space", "em 공백"),
    "U+2009": ("thin space", "얇은 공백"),
    "U+200A": ("hair space", "가장 얇은 공백"),
    "U+200B": ("zero-width space", "폭 없는 공백"),
    "U+200C": ("zero-width non-joiner", "폭 없는 비연결 문자"),
    "U+200D": ("zero-width joiner", "폭 없는 연결 문자"),
    "U+200E": ("left-to-right mark", "왼쪽에서 오른쪽 방향 표시"),
    "U+200F": ("right-to-left mark", "오른쪽에서 왼쪽 방향 표시"),
    "U+2028": ("line separator", "줄 구분자"),
    "U+2029": ("paragraph separator", "문단 구분자"),
    "U+202A": ("left-to-right embedding", "왼쪽에서 오른쪽 방향 삽입"),
    "U+202B": ("right-to-left embedding", "오른쪽에서 왼쪽 방향 삽입"),
    "U+202C": ("end of a direction", "방향 지정 끝"),
    "U+202D": ("left-to-right override", "왼쪽에서 오른쪽 방향 강제"),
    "U+202E": ("right-to-left override", "오른쪽에서 왼쪽 방향 강제"),
    "U+202F": ("narrow no-break space", "줄바꿈 없는 좁은 공백"),
    "U+205F": ("mathematical space", "수학용 공백"),
    "U+2060": ("word joiner", "단어 연결 문자"),
    "U+2066": ("left-to-right isolate", "왼쪽에서 오른쪽 방향 분리"),
    "U+2067": ("right-to-left isolate", "오른쪽에서 왼쪽 방향 분리"),
    "U+2068": ("first strong isolate", "첫 글자 방향 분리"),
    "U+2069": ("end of an isolate", "방향 분리 끝"),
    "U+2800": ("blank Braille pattern", "빈 점자"),
    "U+3000": ("full-width space", "전각 공백"),
    "U+3164": ("Hangul filler", "한글 채움 문자"),
    "U+FE0E": ("text style selector", "텍스트 스타일 선택자"),
    "U+FE0F": ("emoji style selector", "이모지 스타일 선택자"),
    "U+FEFF": ("byte order mark", "바이트 순서 표시"),
    "U+FFA0": ("half-width Hangul filler", "반각 한글 채움 문자"),
    "U+FFFC": ("object replacement character", "개체 대체 문자"),
    "U+FFFD": ("replacement character", "대체 문자"),
}
"""The names of code points that nobody sees; one that is not here is shown as it is."""

_CODE_POINT: Final = re.compile(r"(U\+(?:10|[0-9A-F])?[0-9A-F]{4})(?: .*)?")
_VISIBLE: Final = frozenset("LNPS")
"""The general categories of what is seen: letters, numbers, punctuation, symbols."""

_FORM: Final = {re.compile(form): words for form, words in FORMS.items()}
_OPTIONAL: Final = re.compile(r"\[\[([^][]*)\]\]")
_PARAM: Final = re.compile(r"\{([a-z0-9_]+)\}")


def filled(template: str, params: Mapping[str, Param], lang: str) -> str:
    """The sentence that ``template`` says of ``params`` in ``"en"`` or ``"ko"``."""

    def shown_part(part: re.Match[str]) -> str:
        return part[1] if params.keys() >= {*_PARAM.findall(part[1])} else ""

    def shown_param(place: re.Match[str]) -> str:
        name = place[1]
        return _shown(params[name], lang, is_worded=name in WORDED) if name in params else place[0]

    return _PARAM.sub(shown_param, _OPTIONAL.sub(shown_part, template))


def _shown(value: Param, lang: str, *, is_worded: bool) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, tuple):
        return ", ".join(_shown(one, lang, is_worded=is_worded) for one in value)
    if code_point := _CODE_POINT.fullmatch(value):
        return _shown_code_point(code_point, lang)
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


def _shown_code_point(found: re.Match[str], lang: str) -> str:
    code_point, between = found[1], "" if lang == "ko" else " "
    if code_point in INVISIBLE:
        return f"{INVISIBLE[code_point][lang == 'ko']}{between}({code_point})"
    character = chr(int(code_point[2:], 16))
    if unicodedata.category(character)[0] in _VISIBLE:
        return f"'{character}'{between}({code_point})"
    return found[0]
