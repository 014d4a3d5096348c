"""Gateways' requests that tests share, each with all of its fields, and what they call things."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final, NamedTuple

from tests.requests import OTHERS
from tests.values import BUTTONS, TEXT, URL

CODE: Final = "order-done_1"
SENDER_KEY: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"
CHANNEL: Final = {"type": "AC", "name": "채널 추가"}
SMS: Final = "주문이 완료되었습니다."
PARCEL: Final = f"{TEXT}\n한진택배 531234567890"


class Words(NamedTuple):
    """What a gateway calls a message's parts; written out here, and not taken from its module."""

    message: str
    parts: Mapping[str, str]
    fields: Mapping[str, str]
    types: Mapping[str, str]

    def path(self, path: str) -> str:
        """Where what stands at ``path`` in a message stands in the request's first message."""
        part, *rest = path.split("/")[1:]
        head = f"{self.message}/{self.parts.get(part, part)}"
        return "/".join((head, *(self.fields.get(step, step) for step in rest)))

    def button(self, button: Any) -> Any:
        """The button in the gateway's words; what has no word there stays as it is."""
        if not isinstance(button, dict):
            return button
        renamed = {self.fields.get(name, name): value for name, value in button.items()}
        if isinstance(renamed.get("type"), str):
            renamed["type"] = self.types.get(renamed["type"], renamed["type"])
        return renamed

    def content(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """The parts of a message, each by the last step of its place."""
        named = {self.parts.get(name, name): value for name, value in message.items()}
        buttons = message.get("buttons")
        if isinstance(buttons, list):
            named[self.parts["buttons"]] = [self.button(button) for button in buttons]
        return named


_INFOBIP_TYPES: Final = {
    "WL": "URL",
    "AL": "APP_LINK",
    "DS": "DELIVERY_TRACKING",
    "MD": "MESSAGE_DELIVERY",
    "BK": "BOT_KEYWORD",
    "BT": "CHATBOT_SWITCH",
    "AC": "ADD_CHANNEL",
}
WORDS: Final = {
    "infobip": Words(
        "/messages/0/content",
        {"text": "text", "title": "title", "buttons": "buttons"},
        {},
        _INFOBIP_TYPES,
    ),
    "infobip-omni": Words(
        "/kakaoAlim",
        {"text": "text", "title": "title", "buttons": "buttons"},
        {
            "name": "buttonText",
            "urlMobile": "buttonUrlMobile",
            "urlPc": "buttonUrlPc",
            "schemeAndroid": "androidScheme",
            "schemeIos": "iosScheme",
        },
        _INFOBIP_TYPES,
    ),
    "sens": Words(
        "/messages/0",
        {"text": "content", "title": "title", "buttons": "buttons"},
        {"urlMobile": "linkMobile", "urlPc": "linkPc"},
        {},
    ),
}


def infobip(content: Mapping[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """A request to Infobip; ``content`` and the other changes are made in its only message."""
    message = {
        "sender": SENDER_KEY,
        "destinations": [{"to": "821012345678"}],
        "content": {"type": "TEMPLATE", "templateCode": CODE, "text": TEXT, **(content or {})},
    }
    return {"messages": [message | changes]}


def omni(content: Mapping[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """A request to Infobip's older call; ``content`` is changed in its AlimTalk part."""
    alimtalk = {"templateCode": CODE, "text": TEXT, **(content or {})}
    destinations = [{"to": {"phoneNumber": "821012345678"}}]
    return {"scenarioKey": "s1", "destinations": destinations, "kakaoAlim": alimtalk, **changes}


def sens(content: Mapping[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """A request to SENS; ``content`` is changed in its only message."""
    message = {"to": "01012345678", "content": TEXT, **(content or {})}
    return {"plusFriendId": "@dawnmart", "templateCode": CODE, "messages": [message], **changes}


MAKERS: Final = {"infobip": infobip, "infobip-omni": omni, "sens": sens}


def request_with(message: Mapping[str, Any], gateway: str) -> dict[str, Any]:
    """A request of ``gateway`` whose only message is ``message``, however faulty that is."""
    words = WORDS[gateway]
    payload = MAKERS[gateway](words.content(message))
    if "text" not in message:
        holder: Any = payload
        for step in words.message.split("/")[1:]:
            holder = holder[int(step) if step.isdigit() else step]
        del holder[words.parts["text"]]
    return payload


def _every_button(gateway: str, *kinds: str) -> list[Any]:
    return [WORDS[gateway].button(CHANNEL if kind == "AC" else BUTTONS[kind]) for kind in kinds]


_PERIOD: Final = {"amount": 24, "timeUnit": "HOURS"}
_INFOBIP_OPTIONS: Final = {
    "platform": {"entityId": "shop", "applicationId": "orders"},
    "validityPeriod": _PERIOD,
    "deliveryTimeWindow": {
        "days": ["MONDAY", "SUNDAY"],
        "from": {"hour": 0, "minute": 0},
        "to": {"hour": 11, "minute": 59},
    },
    "campaignReferenceId": "autumn",
    "smsFailover": {
        "sender": "0212345678",
        "text": SMS,
        "validityPeriod": {"amount": 30},
        "regional": {
            "indiaDlt": {"principalEntityId": "1"},
            "turkeyIys": {"recipientType": "TACIR"},
            "southKorea": {"title": "주문 안내", "resellerCode": 1},
        },
    },
}
_WEBHOOKS: Final = {
    "delivery": {"url": URL, "intermediateReport": True, "notify": False},
    "contentType": "application/json",
    "callbackData": "order 1",
}

WHOLE: Final[Mapping[str, tuple[Any, ...]]] = {
    **OTHERS,
    "infobip": (
        infobip(
            {
                "text": PARCEL,
                "title": "주문 완료",
                "groupKey": "group",
                "buttons": _every_button("infobip", "AC", "WL", "AL", "DS", "BT"),
            },
            destinations=[{"to": "821012345678", "messageId": "1"}, {"to": "821012345679"}],
            options=_INFOBIP_OPTIONS,
            webhooks=_WEBHOOKS,
        )
        | {
            "options": {
                "schedule": {
                    "bulkId": "bulk-1",
                    "sendAt": "2026-12-01T09:00:00.000+0900",
                    "sendingSpeedLimit": {"amount": 10, "timeUnit": "HOUR"},
                },
                "priority": "HIGH",
            }
        },
        infobip({"buttons": _every_button("infobip", "MD", "BK")}),
    ),
    "infobip-omni": (
        omni(
            {
                "text": PARCEL,
                "title": "주문 완료",
                "groupKey": "group",
                "buttons": _every_button("infobip-omni", "AC", "WL", "AL", "DS", "BT"),
                "validityPeriod": 10,
                "validityPeriodTimeUnit": "MINUTES",
            },
            destinations=[
                {"messageId": "1", "to": {"phoneNumber": "821012345678", "emailAddress": "a@b"}}
            ],
            bulkId="bulk-1",
            sms={"text": SMS, "transliteration": "NONE"},
            viber={"text": "a"},
            sendAt="2026-12-01T09:00:00.000Z",
        ),
        omni({"buttons": _every_button("infobip-omni", "MD", "BK")}),
    ),
    "sens": (
        sens(
            {
                "countryCode": "82",
                "content": PARCEL,
                "title": "주문 완료",
                "buttons": _every_button("sens", "AC", "AL", "DS", "MD"),
                "useSmsFailover": True,
                "failoverConfig": {
                    "type": "LMS",
                    "from": "0212345678",
                    "subject": "주문 안내",
                    "content": SMS,
                },
            },
            reserveTime="2026-12-01 09:00",
            reserveTimeZone="Asia/Seoul",
            scheduleCode="weekly",
        ),
        sens(
            {
                "headerContent": "주문",
                "itemHighlight": {"title": "감귤 5kg", "description": "내일 도착"},
                "item": {
                    "list": [
                        {"title": "상품", "description": "감귤"},
                        {"title": "수량", "description": "2개"},
                    ],
                    "summary": {"title": "합계", "description": "10,000원"},
                },
            }
        ),
        sens(
            {
                "buttons": [
                    *_every_button("sens", "BK"),
                    {"type": "WL", "name": "보기", "linkMobile": URL, "linkPc": URL},
                ]
            }
        ),
    ),
}
"""Requests in which nothing is to be found; each gateway's have all of its fields between them."""


def whole(gateway: str) -> dict[str, Any]:
    """A copy of the gateway's first whole request, to be changed."""
    return deepcopy(WHOLE[gateway][0])
