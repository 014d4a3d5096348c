"""Where a finding is, in words: "mobile link of button 2", "버튼 2의 모바일 링크"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Words = tuple[str, str]
"""The same in English and in Korean."""

_MANY: Final[Mapping[str, Words]] = {
    "buttons": ("button {}", "버튼 {}"),
    "quickReplies": ("quick reply {}", "바로연결 {}"),
    "items": ("row {} of the item list", "아이템 리스트 {}번째 줄"),
    "destinations": ("recipient {}", "받는 사람 {}"),
    "messages": ("message {}", "메시지 {}"),
}
"""One of several, by the array that it stands in; its number, from 1, goes into the braces."""

PARTS: Final[Mapping[str, Words]] = {
    "": ("the whole message", "메시지 전체"),
    "text": ("text", "본문"),
    "title": ("title", "제목"),
    "subtitle": ("subtitle", "보조 문구"),
    "header": ("header", "헤더"),
    "highlight": ("highlight", "하이라이트"),
    "items": ("item list", "아이템 리스트"),
    "summary": ("summary", "요약 정보"),
    "image": ("image", "이미지"),
    "representLink": ("link of the whole message", "대표 링크"),
    "extra": ("extra text", "부가 정보"),
    "preview": ("preview message", "미리보기 메시지"),
    "security": ("security setting", "보안 템플릿 설정"),
    "buttons": ("buttons", "버튼"),
    "quickReplies": ("quick replies", "바로연결"),
    "code": ("template code", "템플릿 코드"),
    "name": ("template name", "템플릿 이름"),
    "messageType": ("message type", "메시지 유형"),
    "emphasis": ("kind of emphasis", "강조 유형"),
    "category": ("category", "카테고리"),
    "messages": ("messages", "메시지"),
    "request": ("the whole request", "요청 전체"),
    "templateCode": ("template code", "템플릿 코드"),
    "sender": ("sender", "발신 채널"),
    "destinations": ("recipients", "받는 사람"),
    "sendAt": ("time of sending", "발송 시각"),
    "failover": ("SMS that is sent instead", "대체 발송 문자"),
    "validity": ("validity period", "유효 시간"),
    "window": ("delivery hours", "발송 가능 시간대"),
}
"""The parts of a message, of a template, and of what a request has around them."""

FIELDS: Final[Mapping[str, Words]] = {
    "type": ("type", "타입"),
    "name": ("name", "이름"),
    "urlMobile": ("mobile link", "모바일 링크"),
    "urlPc": ("PC link", "PC 링크"),
    "schemeAndroid": ("Android app link", "Android 앱 링크"),
    "schemeIos": ("iOS app link", "iOS 앱 링크"),
    "target": ("link target", "링크 여는 방식"),
    "chatExtra": ("chat value (chatExtra)", "상담 전달값(chatExtra)"),
    "chatEvent": ("bot event (chatEvent)", "봇 이벤트(chatEvent)"),
    "bizFormId": ("business form", "비즈니스폼 ID"),
    "pluginId": ("plug-in", "플러그인 ID"),
    "relayId": ("relay ID", "relayId"),
    "oneClickId": ("one-click ID", "oneClickId"),
    "productId": ("product ID", "productId"),
    "telNumber": ("phone number", "전화번호"),
    "title": ("title", "제목"),
    "description": ("description", "내용"),
    "image": ("thumbnail", "썸네일"),
    "url": ("URL", "URL"),
    "format": ("format", "형식"),
    "width": ("width", "너비"),
    "height": ("height", "높이"),
    "bytes": ("file size", "용량"),
    "sha256": ("sha256", "sha256"),
}
"""The fields of what a message holds."""


def place_in_words(path: str, lang: str) -> str:
    """Where in a message or a template something is; a name that has no words stays as it is.

    Args:
        path: a JSON Pointer, in the names of this library.
        lang: ``"en"`` or ``"ko"``.
    """
    if not path:
        return _said(PARTS[""], lang)
    words = ""
    steps = path.split("/")[1:]
    while steps:
        name = steps.pop(0)
        if name in _MANY and steps and steps[0].isdecimal():
            step = _said(_MANY[name], lang).format(int(steps.pop(0)) + 1)
        elif words:
            step = name_of(name, lang)
        else:
            step = _said(PARTS.get(name, (name, name)), lang)
        if words:
            step = f"{words}의 {step}" if lang == "ko" else f"{step} of {words}"
        words = step
    return words


def name_of(field: str, lang: str) -> str:
    """The name of a button's field, for people."""
    return _said(FIELDS.get(field, (field, field)), lang)


def _said(words: Words, lang: str) -> str:
    return words[lang == "ko"]
