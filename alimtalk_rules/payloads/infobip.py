"""Infobip's own request: ``POST /kakao-alim/1/messages`` (Infobip's OpenAPI 3.210.0)."""

import re
from typing import Final

from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.rules.sources import INFOBIP_API

INTERNATIONAL: Final = re.compile(r"[1-9][0-9]{6,14}")
"""Country code and number, at most 15 digits (ITU-T E.164), nothing before or between them."""

BUTTON_TYPES: Final = {
    "WL": "URL",
    "AL": "APP_LINK",
    "DS": "DELIVERY_TRACKING",
    "MD": "MESSAGE_DELIVERY",
    "BK": "BOT_KEYWORD",
    "BT": "CHATBOT_SWITCH",
    "AC": "ADD_CHANNEL",
}

GATEWAY: Final = Gateway(
    name="infobip",
    title="Infobip, POST /kakao-alim/1/messages",
    source=INFOBIP_API,
    marks=(frozenset({"/messages"}),),
    message="/messages/*",
    parts={
        "text": "/messages/*/content/text",
        "title": "/messages/*/content/title",
        "buttons": "/messages/*/content/buttons",
    },
    template_code="/messages/*/content/templateCode",
    sender="/messages/*/sender",
    sender_form=re.compile(r"[0-9A-Za-z]{40}"),  # Kakao's key of a channel (Lunasoft, NHN)
    destination="/messages/*/destinations/*/to",
    destination_form=INTERNATIONAL,
    button_types=BUTTON_TYPES,
    button_fields={
        "name": ("name",),
        "urlMobile": ("urlMobile",),
        "urlPc": ("urlPc",),
        "target": ("target",),
        "schemeAndroid": ("schemeAndroid",),
        "schemeIos": ("schemeIos",),
        "chatExtra": ("chatExtra",),
        "chatEvent": ("chatEvent",),
    },
    send_time="/options/schedule/sendAt",
    send_time_written="%Y-%m-%dT%H:%M:%S.000+0900",
    failovers=(("/messages/*/options/smsFailover/text", None),),
    periods=(
        ("/messages/*/options/validityPeriod/amount", "timeUnit"),
        ("/messages/*/options/smsFailover/validityPeriod/amount", "timeUnit"),
    ),
    most=100,  # Infobip publishes no number
    windows="/messages/*/options/deliveryTimeWindow",
    examples={
        "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "destination": "821012345678",
        "send_time": "2026-11-25T10:00:00.000+0900",
    },
    constants={"/messages/*/content/type": "TEMPLATE"},
)
