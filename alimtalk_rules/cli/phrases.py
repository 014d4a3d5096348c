"""The command line's own words, in each language; the rules' words stand in ``wording``."""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = {
    # severities, and what stands in their column where nothing was found
    "error": "error",
    "warning": "warning",
    "note": "note",
    "fine": "fine",
    # what was found in a fine file
    "nothing": "no messages in it",
    "combinations": "{count:,} × {combination}",
    "size": "{width:,} × {height:,} px",
    "bytes": "{bytes:,} bytes",
    # the summary; {s} is the plural's
    "checked": "{what} checked",
    "message-count": "{count:,} message{s}",
    "template-count": "{count:,} template{s}",
    "payload-count": "{count:,} request{s}",
    "match-count": "{count:,} message{s}",
    "image-count": "{count:,} image{s}",
    "errors": "{count:,} error{s}",
    "warnings": "{count:,} warning{s}",
    "notes": "{count:,} note{s}",
    "problems": "{count:,} not readable",
    # the heads of the summary's table
    "rule": "rule",
    "severity": "severity",
    "findings": "findings",
    "in-documents": "documents",
    "first": "first",
    # match
    "beside-template": "template {code}",
    "in-template": "template",
    "in-message": "message",
    # count
    "codepoints": "Characters (code points)",
    "utf16_units": "UTF-16 units",
    "graphemes": "Graphemes, as a reader sees them",
    "nfc_codepoints": "Characters after NFC",
    "left": "Left of {limit:,} characters",
    "over": "Over {limit:,} characters by",
    "line-break-counts": "The text ends with a line break; it counts too.",
    # the page of a rule
    "why": "Why",
    "documents": "Documents",
    "paths": "Paths",
    "whole": "the whole document",
    "kakao": "Kakao codes",
    "sources": "Sources",
    "example": "Example",
    # why a file, or a line of it, cannot be checked
    "no-such-file": "There is no such file.",
    "is-folder": "This is a folder, not a file.",
    "no-permission": "Reading this file is not permitted.",
    "cannot-read": "This file cannot be read: {detail}.",
    "other-encoding": "This is {encoding}, not UTF-8: save the file as UTF-8.",
    "looks-like-cp949": "This is not UTF-8; it looks like CP949 (EUC-KR): save the file as UTF-8.",
    "file-in-cp949": "This file looks like CP949 (EUC-KR), not UTF-8: save it as UTF-8. "
    "None of its {lines:,} lines was checked.",
    "not-utf-8": "This is not UTF-8: save the file as UTF-8.",
    "not-json": "This is not JSON.",
    "value-expected": "This is not JSON: a value should stand here.",
    "name-expected": "This is not JSON: a field's name in double quotes should stand here, "
    "or the comma before it is one too many.",
    "colon-expected": "This is not JSON: a colon should stand here.",
    "comma-expected": "This is not JSON: a comma or a closing bracket should stand here.",
    "trailing-comma": "This is not JSON: no comma may stand before a closing bracket.",
    "more-than-one": "This is not JSON: more follows after the value. "
    "If each line is a message, use --lines.",
    "string-not-closed": "This is not JSON: the string that begins here has no end.",
    "control-character": "This is not JSON: in a string, write a line break as \\n, a tab as \\t.",
    "bad-escape": "This is not JSON: there is no such escape; a backslash itself is written \\\\.",
    "no-number": "This is not JSON: NaN and Infinity are no numbers in it.",
    "number-too-long": "This number has too many digits.",
    "too-deep": "This is nested too deeply.",
    "line-too-long": "The line has {bytes:,} bytes; at most {limit:,} are read.",
    "process-killed": "A process was ended from outside: the rest of this file is not checked.",
    # why there is no template
    "no-templates": "There are no templates in it.",
    "no-code": "This is no template: a template is an object with a code.",
    "same-code": "Another template has this code already.",
    "not-one-template": "There is not exactly one template in it.",
}

_KOREAN = {
    "error": "오류",
    "warning": "경고",
    "note": "참고",
    "fine": "정상",
    "nothing": "메시지가 없습니다",
    "combinations": "{combination} {count:,}건",
    "size": "{width:,}×{height:,}px",
    "bytes": "{bytes:,}바이트",
    "checked": "{what} 검사",
    "message-count": "메시지 {count:,}건",
    "template-count": "템플릿 {count:,}건",
    "payload-count": "요청 {count:,}건",
    "match-count": "메시지 {count:,}건",
    "image-count": "이미지 {count:,}개",
    "errors": "오류 {count:,}건",
    "warnings": "경고 {count:,}건",
    "notes": "참고 {count:,}건",
    "problems": "읽을 수 없음 {count:,}건",
    "rule": "규칙",
    "severity": "심각도",
    "findings": "발견",
    "in-documents": "문서",
    "first": "처음 나온 곳",
    "beside-template": "템플릿 {code}",
    "in-template": "템플릿",
    "in-message": "메시지",
    "codepoints": "글자 수(코드 포인트)",
    "utf16_units": "UTF-16 코드 단위",
    "graphemes": "화면에 보이는 글자 수(그래핌)",
    "nfc_codepoints": "NFC 정규화 후 글자 수",
    "left": "{limit:,}자까지 남은 글자 수",
    "over": "{limit:,}자를 초과한 글자 수",
    "line-break-counts": "텍스트가 줄바꿈으로 끝납니다. 이 줄바꿈도 글자 수에 포함됩니다.",
    "why": "이유",
    "documents": "대상",
    "paths": "위치",
    "whole": "문서 전체",
    "kakao": "카카오 코드",
    "sources": "출처",
    "example": "예시",
    "no-such-file": "파일이 없습니다.",
    "is-folder": "파일이 아니라 폴더입니다.",
    "no-permission": "파일을 읽을 권한이 없습니다.",
    "cannot-read": "파일을 읽을 수 없습니다: {detail}.",
    "other-encoding": "UTF-8이 아니라 {encoding} 파일입니다. UTF-8로 저장하세요.",
    "looks-like-cp949": "UTF-8이 아니라 CP949(EUC-KR) 파일로 보입니다. UTF-8로 저장하세요.",
    "file-in-cp949": "UTF-8이 아니라 CP949(EUC-KR) 파일로 보입니다. UTF-8로 저장하세요. "
    "{lines:,}줄 모두 검사하지 못했습니다.",
    "not-utf-8": "UTF-8 파일이 아닙니다. UTF-8로 저장하세요.",
    "not-json": "JSON이 아닙니다.",
    "value-expected": "JSON이 아닙니다. 여기에 값이 있어야 합니다.",
    "name-expected": "JSON이 아닙니다. 여기에 큰따옴표로 묶은 필드 이름이 있어야 합니다. "
    "앞의 쉼표가 불필요한 것일 수도 있습니다.",
    "colon-expected": "JSON이 아닙니다. 여기에 콜론(:)이 있어야 합니다.",
    "comma-expected": "JSON이 아닙니다. 여기에 쉼표나 닫는 괄호가 있어야 합니다.",
    "trailing-comma": "JSON이 아닙니다. 닫는 괄호 앞에는 쉼표를 쓸 수 없습니다.",
    "more-than-one": "JSON이 아닙니다. 값이 끝난 뒤에 내용이 더 있습니다. "
    "한 줄이 메시지 하나라면 --lines를 사용하세요.",
    "string-not-closed": "JSON이 아닙니다. 여기서 시작한 문자열이 닫히지 않았습니다.",
    "control-character": "JSON이 아닙니다. 문자열 안의 줄바꿈은 \\n, 탭은 \\t로 써야 합니다.",
    "bad-escape": "JSON이 아닙니다. 없는 이스케이프입니다. 백슬래시 자체는 \\\\로 씁니다.",
    "no-number": "JSON이 아닙니다. NaN과 Infinity는 JSON의 숫자가 아닙니다.",
    "number-too-long": "숫자의 자릿수가 너무 많습니다.",
    "too-deep": "중첩이 너무 깊습니다.",
    "line-too-long": "이 줄은 {bytes:,}바이트입니다. 최대 {limit:,}바이트까지만 읽습니다.",
    "process-killed": "프로세스 하나가 외부에서 종료되어 이 파일의 나머지는 검사하지 못했습니다.",
    "no-templates": "템플릿이 없습니다.",
    "no-code": "템플릿이 아닙니다. 템플릿은 code가 있는 객체여야 합니다.",
    "same-code": "다른 템플릿에 이미 있는 code입니다.",
    "not-one-template": "템플릿이 정확히 하나 있어야 합니다.",
}

PHRASES: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "ko": _KOREAN}
"""Every phrase by its language and its name; ``{…}`` stands for what ``phrase`` is given."""


def phrase(lang: str, name: str, **values: int | str) -> str:
    """The phrase ``name`` in ``lang``, filled with ``values``; ``{s}`` is ``count``'s plural."""
    plural = "" if values.get("count") == 1 else "s"
    return PHRASES[lang][name].format_map({"s": plural, **values})
