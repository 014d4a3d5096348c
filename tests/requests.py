"""Requests to the other gateways, valid ones, written as their documents write them."""

from __future__ import annotations

import json
from typing import Any, Final

from tests.values import TEXT, URL

KEY: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"
SMS: Final = "주문이 완료되었습니다."
ROWS: Final = [{"title": "상품", "description": "감귤"}, {"title": "수량", "description": "2개"}]
SUMMARY: Final = {"title": "합계", "description": "10,000원"}
HIGHLIGHT: Final = {"title": "감귤 5kg", "description": "내일 도착"}


def _snake(kind: str, name: str, **fields: Any) -> dict[str, Any]:
    """A button as Kakao's own API has it."""
    return {"type": kind, "name": name, **fields}


_SNAKE_BUTTONS: Final = [
    _snake("WL", "주문 보기", url_mobile=URL, url_pc=URL),
    _snake("AL", "앱 열기", scheme_android="shop://1", scheme_ios="shop://1", url_mobile=URL),
    _snake("BT", "상담 시작", chat_extra="order", chat_event="start"),
    _snake("P1", "이미지 보안", plugin_id="plugin", relay_id="relay"),
    _snake("TN", "전화 연결", tel_number="02-1234-5678"),
]
_SNAKE_REPLIES: Final = [
    _snake("WL", "주문 보기", url_mobile=URL),
    _snake("BC", "상담원 연결", chat_extra="order"),
    _snake("BK", "처음으로"),
]

_SOLAPI_BUTTONS: Final = [
    {
        "buttonType": "WL",
        "buttonName": "주문 보기",
        "linkMo": URL,
        "linkPc": URL,
        "targetOut": True,
    },
    {"buttonType": "AL", "buttonName": "앱 열기", "linkAnd": "shop://1", "linkIos": "shop://1"},
    {"buttonType": "BC", "buttonName": "상담하기", "chatExtra": "order"},
]
_NHN_BUTTONS: Final = [
    {
        "ordering": 1,
        "type": "WL",
        "name": "주문 보기",
        "linkMo": URL,
        "linkPc": URL,
        "target": "out",
    },
    {
        "ordering": 2,
        "type": "AL",
        "name": "앱 열기",
        "schemeIos": "a://1",
        "schemeAndroid": "a://1",
    },
    {"ordering": 3, "type": "BT", "name": "상담", "chatExtra": "order", "chatEvent": "start"},
    {"ordering": 4, "type": "P3", "name": "결제하기", "pluginId": "plugin", "oneClickId": "1"},
    {"ordering": 5, "type": "TN", "name": "전화 연결", "telNumber": "02-1234-5678"},
]
_CAMEL_BUTTONS: Final = [
    {"type": "WL", "name": "주문 보기", "urlMobile": URL, "urlPc": URL, "target": "out"},
    {"type": "BK", "name": "처음으로"},
    {"type": "TN", "name": "전화 연결", "telNumber": "02-1234-5678"},
]
_RESEND: Final = {
    "isResend": True,
    "resendType": "LMS",
    "resendTitle": "주문 안내",
    "resendContent": SMS,
    "resendSendNo": "0212345678",
}
_NHN: Final = {
    "senderKey": KEY,
    "templateCode": "order-done",
    "requestDate": "2026-12-01 09:00",
    "senderGroupingKey": "autumn",
    "createUser": "dawnmart",
    "statsId": "stats",
    "messageOption": {"price": 10_000, "currencyType": "KRW"},
}


def aligo_button(*buttons: dict[str, Any]) -> str:
    """Buttons as Aligo is sent them: JSON in a string."""
    return json.dumps({"button": buttons}, ensure_ascii=False)


ALIGO: Final = {
    "apikey": "key",
    "userid": "dawnmart",
    "senderkey": KEY,
    "tpl_code": "order-done",
    "sender": "02-1234-5678",
    "senddate": "20261201090000",
    "receiver_1": "010-1234-5678",
    "recvname_1": "홍길동",
    "subject_1": "주문",
    "message_1": TEXT,
    "emtitle_1": "주문 완료",
    "button_1": aligo_button(
        {
            "linkType": "WL",
            "linkTypeName": "웹링크",
            "name": "주문 보기",
            "linkMo": URL,
            "linkPc": URL,
        },
        {"linkType": "AL", "name": "앱 열기", "linkA": "shop://1", "linkI": "shop://1"},
    ),
    "fsubject_1": "주문",
    "fmessage_1": SMS,
    "receiver_2": "01012345679",
    "subject_2": "주문",
    "message_2": TEXT,
    "failover": "Y",
    "testMode": "N",
}

FILLED: Final = {"nhn", "nhn-hub", "sendon"}
"""The gateways that are sent no text: they fill the template."""

OTHERS: Final[dict[str, tuple[Any, ...]]] = {
    "solapi": (
        {
            "messages": [
                {
                    "to": "010-1234-5678",
                    "from": "0212345678",
                    "text": TEXT,
                    "type": "ATA",
                    "country": "82",
                    "customFields": {"order": "1"},
                    "kakaoOptions": {
                        "pfId": "KA01PF",
                        "templateId": "KA01TP_1",
                        "title": "주문 완료",
                        "disableSms": False,
                        "buttons": _SOLAPI_BUTTONS,
                    },
                },
                {
                    "to": ["01012345679", "01012345680"],
                    "text": TEXT,
                    "kakaoOptions": {
                        "pfGroupId": "KA01PG",
                        "templateId": "KA01TP_2",
                        "header": "주문 내역",
                        "highlight": HIGHLIGHT,
                        "item": {"list": ROWS, "summary": SUMMARY},
                        "quickReplies": [{"linkType": "WL", "name": "주문 보기", "linkMo": URL}],
                    },
                },
            ],
            "scheduledDate": "2026-12-01 09:00:00",
            "allowDuplicates": False,
            "showMessageList": True,
            "strict": True,
            "agent": {"sdkVersion": "1"},
        },
        {
            "message": {
                "to": "01012345678",
                "text": TEXT,
                "kakaoOptions": {"pfId": "KA01PF", "templateId": "KA01TP_1"},
            }
        },
    ),
    "aligo": (ALIGO,),
    "nhn": (
        {
            **_NHN,
            "recipientList": [
                {
                    "recipientNo": "+821012345678",
                    "templateParameter": {"이름": "홍길동", "상품": "감귤"},
                    "buttons": [{"ordering": 1, "chatExtra": "order", "target": "out"}],
                    "quickReplies": [{"ordering": 1, "chatEvent": "start"}],
                    "resendParameter": _RESEND,
                    "recipientGroupingKey": "autumn",
                },
                {"recipientNo": "010-1234-5679", "templateParameter": {}},
            ],
        },
    ),
    "nhn-raw": (
        {
            **_NHN,
            "recipientList": [
                {
                    "recipientNo": "01012345678",
                    "content": TEXT,
                    "templateTitle": "주문 완료",
                    "buttons": _NHN_BUTTONS,
                    "templateRepresentLink": {"linkMo": URL, "schemeIos": "shop://1"},
                    "resendParameter": _RESEND,
                },
                {
                    "recipientNo": "01012345679",
                    "content": TEXT,
                    "templateHeader": "주문 내역",
                    "templateItem": {"list": ROWS, "summary": SUMMARY},
                    "templateItemHighlight": HIGHLIGHT,
                    "quickReplies": [
                        {"ordering": 1, "type": "WL", "name": "주문 보기", "linkMo": URL},
                        {"ordering": 2, "type": "BK", "name": "처음으로"},
                    ],
                },
            ],
        },
    ),
    "bizm": (
        [
            {
                "message_type": "AT",
                "phn": "821012345678",
                "profile": KEY,
                "tmplId": "order-done",
                "msg": TEXT,
                "title": "주문 완료",
                "button1": _SNAKE_BUTTONS[0],
                "button2": _SNAKE_BUTTONS[2],
                "reserveDt": "20261201090000",
                "smsKind": "L",
                "msgSms": SMS,
                "smsSender": "0212345678",
                "smsLmsTit": "주문",
                "smsOnly": "N",
                "userId": "dawnmart",
            },
            {
                "message_type": "at",
                "phn": "821012345679",
                "profile": KEY,
                "tmplId": "order-items",
                "msg": TEXT,
                "header": "주문 내역",
                "items": {"item": {"list": ROWS, "summary": SUMMARY}, "itemHighlight": HIGHLIGHT},
                "quickReply1": _SNAKE_REPLIES[0],
                "quickReply2": _SNAKE_REPLIES[2],
                "reserveDt": "00000000000000",
            },
        ],
    ),
    "bizppurio": (
        {
            "account": "dawnmart",
            "type": "at",
            "from": "0212345678",
            "to": "01012345678",
            "refkey": "order-1",
            "userinfo": "autumn",
            "sendtime": "1795572000",
            "resend": {"first": "sms"},
            "recontent": {"sms": {"message": SMS}},
            "content": {
                "at": {
                    "senderkey": KEY,
                    "templatecode": "order-done",
                    "message": TEXT,
                    "title": "주문 완료",
                    "link": {"url_mobile": URL, "scheme_ios": "shop://1"},
                    "button": _SNAKE_BUTTONS,
                }
            },
        },
        {
            "account": "dawnmart",
            "type": "ai",
            "from": "0212345678",
            "to": "01012345678",
            "refkey": "order-2",
            "content": {
                "ai": {
                    "senderkey": KEY,
                    "templatecode": "order-items",
                    "message": TEXT,
                    "header": "주문 내역",
                    "item": {"list": ROWS, "summary": SUMMARY},
                    "itemhighlight": HIGHLIGHT,
                    "quickreply": _SNAKE_REPLIES,
                }
            },
        },
    ),
    "kakao-raw": (
        {
            "message_type": "AT",
            "message_key": "order-1",
            "sender_key": KEY,
            "country_code": "82",
            "recipient_number": "01012345678",
            "template_code": "order-done",
            "message": TEXT,
            "title": "주문 완료",
            "attachment": {"button": _SNAKE_BUTTONS},
            "link": {"url_mobile": URL},
            "price": 10_000,
            "currency_type": "KRW",
            "failover_message": {"from_number": "0212345678", "title": "주문", "message": SMS},
        },
        {
            "message_type": "AT",
            "message_key": "order-2",
            "sender_key": KEY,
            "country_code": "82",
            "app_user_id": "1",
            "template_code": "order-items",
            "message": TEXT,
            "header": "주문 내역",
            "attachment": {"item": {"list": ROWS, "summary": SUMMARY}, "item_highlight": HIGHLIGHT},
            "supplement": {"quick_reply": _SNAKE_REPLIES},
        },
    ),
    "mts": (
        {
            "auth_code": "code",
            "data": [
                {
                    "sender_key": KEY,
                    "send_date": "20261201090000",
                    "callback_number": "02-1234-5678",
                    "nation_phone_number": "82",
                    "phone_number": "01012345678",
                    "template_code": "order-done",
                    "message": TEXT,
                    "title": "주문 완료",
                    "attachment": {"button": _SNAKE_BUTTONS},
                    "price": 10_000,
                    "tran_type": "S",
                    "tran_message": SMS,
                    "imageFlag": "N",
                    "add_etc1": "autumn",
                }
            ],
        },
        {
            "auth_code": "code",
            "sender_key": KEY,
            "callback_number": "1521-1024",
            "phone_number": "01012345678",
            "template_code": "order-items",
            "message": TEXT,
            "header": "주문 내역",
            "attachment": {"item": {"list": ROWS, "summary": SUMMARY}, "item_highlight": HIGHLIGHT},
            "supplement": {"quick_reply": _SNAKE_REPLIES},
        },
    ),
    "bizgo": (
        {
            "destinations": [
                {"to": "01012345678", "replaceWords": {"이름": "홍길동"}, "ref": "1"},
                {"to": "01012345679", "replaceWords": {"이름": "김철수"}},
            ],
            "messageFlow": [
                {
                    "alimtalk": {
                        "msgType": "AT",
                        "senderKey": KEY,
                        "templateCode": "order-done",
                        "text": f"#{{이름}}님, {TEXT}",
                        "title": "#{이름}님",
                        "link": {"urlMobile": URL, "urlPc": URL},
                        "attachment": {"button": _CAMEL_BUTTONS},
                        "timeout": "60",
                    }
                },
                {"sms": {"from": "0212345678", "text": SMS}},
            ],
            "paymentCode": "1",
            "ref": "autumn",
            "resvSendTime": "2026-12-01 09:00:00",
        },
        {
            "destinations": [{"to": "01012345678"}],
            "messageFlow": [
                {
                    "alimtalk": {
                        "msgType": "AT",
                        "senderKey": KEY,
                        "templateCode": "order-items",
                        "text": TEXT,
                        "header": "주문 내역",
                        "attachment": {
                            "item": {"list": ROWS, "summary": SUMMARY},
                            "itemHighlight": HIGHLIGHT,
                        },
                        "supplement": {"quickReply": [{"type": "BK", "name": "처음으로"}]},
                    }
                }
            ],
        },
    ),
    "nhn-hub": (
        {
            "statsKeyId": "stats",
            "sender": {"senderKey": KEY, "senderProfileType": "NORMAL"},
            "templateId": "A9z0A9z0",
            "scheduledDateTime": "2026-12-01T09:00:00.000+09:00",
            "confirmBeforeSend": False,
            "templateParameters": {"상품": "감귤"},
            "recipients": [
                {
                    "contacts": [
                        {
                            "contactType": "PHONE_NUMBER",
                            "contact": "01012345678",
                            "clientReference": "1",
                        }
                    ],
                    "templateParameters": {"이름": "홍길동"},
                }
            ],
        },
    ),
    "sendon": (
        {
            "sendProfileId": "@dawnmart",
            "templateId": "order-done",
            "to": ["01012345678", {"phone": "01012345679", "variables": {"#{이름}": "홍길동"}}],
            "useCredit": False,
            "reservation": {"dateTime": "2026-12-25T09:00:00+09:00"},
            "fallback": {
                "fallbackType": "CUSTOM",
                "custom": {
                    "type": "LMS",
                    "senderNumber": "0212345678",
                    "message": SMS,
                    "title": "주문",
                    "isAd": False,
                },
            },
        },
    ),
    "popbill": (
        {
            "templateCode": "012345678901",
            "snd": "02-1234-5678",
            "content": TEXT,
            "altSendType": "A",
            "altSubject": "주문",
            "altContent": SMS,
            "sndDT": "20261201090000",
            "requestnum": "order-1",
            "msgs": [
                {"rcv": "01012345678", "rcvnm": "홍길동"},
                {
                    "rcv": "01012345679",
                    "msg": TEXT,
                    "emphasizeTitle": "주문 완료",
                    "btns": [
                        {"t": "WL", "n": "주문 보기", "u1": URL, "u2": URL, "tg": "out"},
                        {"t": "AL", "n": "앱 열기", "u1": "shop://1", "u2": "shop://1"},
                        {"t": "TN", "n": "전화 연결", "telNum": "02-1234-5678"},
                    ],
                },
            ],
            "btns": [],
        },
    ),
}
"""Requests in which nothing is to be found, but that a template was not given."""
