"""The words of the pages, in English and Korean; rules and places have words of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ENGLISH: Final = {
    # the page
    "preview": "AlimTalk preview",
    "campaign": "AlimTalk campaign",
    "shows-text": "This page contains the text of messages. "
    "Share it only with people who may read them.",
    "masked": "Letters and digits of messages are hidden on this page (●).",
    "masked-but": "Letters and digits of messages are hidden on this page (●), "
    "unless they are the template's.",
    "not-drawn": "{count:,} more document{s} are not drawn.",
    "all-fine": "{count:,} checked, nothing found.",
    "nothing": "There is no message here.",
    "drawn-by": "Drawn by alimtalk-rules on this machine; it loads nothing and sends nothing. "
    "KakaoTalk may differ in detail.",
    # verdicts
    "error": "error",
    "warning": "warning",
    "note": "note",
    "errors": "{count:,} error{s}",
    "warnings": "{count:,} warning{s}",
    "notes": "{count:,} note{s}",
    "fine": "Nothing found",
    "problems": "{count:,} not readable",
    "finding": "Finding {number}, {severity}",
    "findings": "Findings",
    "see-mark": "To the place in the picture",
    "around": "In the request itself",
    "kakao": "Kakao {codes}",
    # the phone
    "phone": "As a phone shows it",
    "filled": "As the gateway fills the template",
    "filled-later": "The gateway fills the template.",
    "approved": "Approved template",
    "message": "Message",
    "message-number": "Message {number}",
    "more-messages": "{count:,} more message{s} in this request are not drawn.",
    "channel": "Channel name",
    "no-text": "no text",
    "no-name": "no name",
    "image": "Image",
    "thumbnail": "Thumbnail",
    "pixels": "{width:,} × {height:,} px",
    "kilobytes": "{size:,.0f} KB",
    "length": "{length:,} / {limit:,} characters",
    "length-together": "{length:,} / {limit:,} with what is added",
    "channel-text": "채널 추가하고 이 채널의 마케팅 메시지 등을 카카오톡으로 받기",
    "cut": "{system} shows no more",
    "unseen": "invisible character {code_point} {words}",
    "variable": "variable",
    "value": "value of {name}",
    "gap": "something is missing here",
    "more": "… {count} more characters",
    "hidden": "hidden text",
    "beyond": "more than allowed",
    "buttons": "Buttons",
    "replies": "Quick replies",
    "left-out": "… {count:,} more",
    # what nobody sees in the bubble
    "behind": "Behind the picture",
    "button": "Button {number} · {kind}",
    "reply": "Quick reply {number} · {kind}",
    "unknown-type": "unknown type",
    "template-facts": "Template",
    "request-facts": "Request",
    "recipients": "{count:,} recipient{s}",
    "variables": "Variables",
    "variable-name": "variable",
    "variable-value": "value",
    "yes": "yes",
    "no": "no",
    # the campaign
    "documents": "{count:,} checked",
    "sendable": "may be sent",
    "refused": "refused",
    "unreadable": "cannot be read",
    "of-rule": "{documents:,} document{s} · {findings:,} findings",
    "rules": "Rules that were broken",
    "no-rules": "No rule was broken.",
    "sample": "Sample: {place}",
}

_KOREAN: Final = {
    "preview": "알림톡 미리보기",
    "campaign": "알림톡 발송 목록 검사",
    "shows-text": "이 페이지에는 메시지 본문이 들어 있습니다. "
    "열람 권한이 있는 사람에게만 공유하세요.",
    "masked": "이 페이지에서는 메시지의 글자와 숫자를 가렸습니다(●).",
    "masked-but": "이 페이지에서는 템플릿에 있는 문구 외에는 메시지의 글자와 숫자를 가렸습니다(●).",
    "not-drawn": "그 밖의 {count:,}건은 그리지 않았습니다.",
    "all-fine": "{count:,}건을 검사했고 이상이 없습니다.",
    "nothing": "메시지가 없습니다.",
    "drawn-by": "alimtalk-rules가 이 컴퓨터에서 그렸습니다. 아무것도 불러오거나 보내지 않습니다. "
    "실제 카카오톡 화면과 세부 모양이 다를 수 있습니다.",
    "error": "오류",
    "warning": "경고",
    "note": "참고",
    "errors": "오류 {count:,}건",
    "warnings": "경고 {count:,}건",
    "notes": "참고 {count:,}건",
    "fine": "이상 없음",
    "problems": "읽을 수 없음 {count:,}건",
    "finding": "{severity} {number}",
    "findings": "검사 결과",
    "see-mark": "그림에서 위치 보기",
    "around": "요청 자체",
    "kakao": "카카오 {codes}",
    "phone": "휴대전화에 보이는 모습",
    "filled": "중계사가 템플릿을 치환한 모습",
    "filled-later": "중계사가 템플릿을 치환해 보냅니다.",
    "approved": "승인된 템플릿",
    "message": "메시지",
    "message-number": "메시지 {number}",
    "more-messages": "이 요청의 나머지 메시지 {count:,}건은 그리지 않았습니다.",
    "channel": "채널 이름",
    "no-text": "본문 없음",
    "no-name": "이름 없음",
    "image": "이미지",
    "thumbnail": "썸네일",
    "pixels": "{width:,}×{height:,}px",
    "kilobytes": "{size:,.0f}KB",
    "length": "{length:,} / {limit:,}자",
    "length-together": "덧붙는 문구 포함 {length:,} / {limit:,}자",
    "channel-text": "채널 추가하고 이 채널의 마케팅 메시지 등을 카카오톡으로 받기",
    "cut": "{system}에는 여기까지 표시",
    "unseen": "보이지 않는 문자 {code_point} {words}",
    "variable": "변수",
    "value": "{name} 값",
    "gap": "여기에 빠진 것이 있음",
    "more": "… {count}자 더 있음",
    "hidden": "가려진 글자",
    "beyond": "최대 개수 초과",
    "buttons": "버튼",
    "replies": "바로연결",
    "left-out": "… {count:,}개 더",
    "behind": "화면에 보이지 않는 정보",
    "button": "버튼 {number} · {kind}",
    "reply": "바로연결 {number} · {kind}",
    "unknown-type": "알 수 없는 타입",
    "template-facts": "템플릿",
    "request-facts": "요청",
    "recipients": "{count:,}명",
    "variables": "변수와 값",
    "variable-name": "변수",
    "variable-value": "값",
    "yes": "예",
    "no": "아니요",
    "documents": "{count:,}건 검사",
    "sendable": "발송 가능",
    "refused": "발송 불가",
    "unreadable": "읽을 수 없음",
    "of-rule": "{documents:,}건의 메시지에서 {findings:,}건",
    "rules": "위반한 규칙",
    "no-rules": "위반한 규칙이 없습니다.",
    "sample": "예: {place}",
}

PHRASES: Final[Mapping[str, Mapping[str, str]]] = {"en": _ENGLISH, "ko": _KOREAN}
"""Every phrase by its language and its name; ``{…}`` stands for what ``said`` is given."""


def said(lang: str, name: str, /, **values: float | str) -> str:
    """The phrase ``name`` in ``lang``, filled with ``values``; ``{s}`` is ``count``'s plural."""
    plural = "" if values.get("count") == 1 else "s"
    return PHRASES[lang][name].format_map({"s": plural, **values})


_TYPES: Final[Mapping[str, tuple[str, str]]] = {
    "WL": ("web link", "웹링크"),
    "AL": ("app link", "앱링크"),
    "DS": ("delivery tracking", "배송조회"),
    "BK": ("bot keyword", "봇키워드"),
    "MD": ("message delivery", "메시지전달"),
    "BC": ("consultation talk", "상담톡전환"),
    "BT": ("bot switch", "봇전환"),
    "AC": ("add channel", "채널 추가"),
    "BF": ("business form", "비즈니스폼"),
    "P1": ("image security plug-in", "이미지 보안 전송 플러그인"),
    "P2": ("privacy consent plug-in", "개인정보 이용 플러그인"),
    "P3": ("one-click payment plug-in", "원클릭 결제 플러그인"),
    "TN": ("phone call", "전화하기"),
}
"""What Kakao calls its types of buttons."""


def button_type(kind: object, lang: str) -> str:
    """A type of button in words, such as ``web link (WL)``."""
    words = _TYPES.get(kind) if isinstance(kind, str) else None
    if words is None:
        return said(lang, "unknown-type")
    return f"{words[1]}({kind})" if lang == "ko" else f"{words[0]} ({kind})"
