"""NAVER Cloud SENS: ``POST /alimtalk/v2/services/{serviceId}/messages`` (NAVER's API guide)."""

import re
from typing import Final

from alimtalk_rules.payloads.gateway import Gateway, Listed
from alimtalk_rules.profiles import KAKAO
from alimtalk_rules.rules.sources import SENS

GATEWAY: Final = Gateway(
    name="sens",
    title="NAVER Cloud SENS, POST /alimtalk/v2/services/{serviceId}/messages",
    source=SENS,
    marks=(
        frozenset({"/plusFriendId"}),
        frozenset({"/plusFriendId", "/messages"}),  # more than the others with messages have
        frozenset({"/plusFriendId", "/messages/*/to", "/messages/*/content"}),
        frozenset({"/templateCode", "/messages"}),
    ),
    message="/messages/*",
    parts={
        "text": "/messages/*/content",
        "title": "/messages/*/title",
        "header": "/messages/*/headerContent",
        "highlight": "/messages/*/itemHighlight",
        "items": "/messages/*/item/list",
        "summary": "/messages/*/item/summary",
        "buttons": "/messages/*/buttons",
    },
    template_code="/templateCode",
    sender="/plusFriendId",
    sender_form=re.compile(r"@\S+"),
    destination="/messages/*/to",
    destination_form=re.compile(r"[0-9]{7,15}"),
    country_code="countryCode",
    button_types={kind: kind for kind in ("WL", "AL", "DS", "MD", "BK", "AC")},
    button_fields={
        "name": ("name",),
        "urlMobile": ("linkMobile",),
        "urlPc": ("linkPc",),
        "schemeAndroid": ("schemeAndroid",),
        "schemeIos": ("schemeIos",),
    },
    send_time="/reserveTime",
    send_time_format="%Y-%m-%d %H:%M",
    failovers=(("/messages/*/failoverConfig/content", "type"),),
    examples={
        "sender": "@dawnmart",
        "destination": "01012345678",
        "send_time": "2026-11-25 10:00",
    },
    most=100,
    button_extras={
        "order": {"description": "Its place as the console tells it; SENS does not ask for it."}
    },
    profile=KAKAO.with_limits(
        button_name=20,
        template_code_sent=100,  # it publishes none: as long as any template's
    ),
)

LISTED: Final = Listed(
    name="sens",
    title="NAVER Cloud SENS, GET /alimtalk/v2/services/{serviceId}/templates",
    source=SENS,
    marks=(frozenset({"/templateCode", "/templateName", "/content"}),),
    message="",
    parts={
        "code": "/templateCode",
        "name": "/templateName",
        "text": "/content",
        "messageType": "/messageType",
        "emphasis": "/emphasizeType",
        "category": "/categoryCode",
        "buttons": "/buttons",
    },
    button_types=GATEWAY.button_types,
    button_fields=GATEWAY.button_fields,
    status=("/templateInspectionStatus",),
    approved=frozenset({"complete"}),
)
