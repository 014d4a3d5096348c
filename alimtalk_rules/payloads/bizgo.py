"""Infobank Bizgo: ``POST /api/comm/v1/send/omni`` and ``/api/comm/v1/center/alimtalk/template``."""

import re
from typing import Final

from alimtalk_rules.payloads import centre
from alimtalk_rules.payloads.gateway import (
    KAKAO_TYPES,
    TITLED,
    Gateway,
    Listed,
    Names,
    Registration,
)
from alimtalk_rules.profiles import KAKAO
from alimtalk_rules.rules.sources import BIZGO

_ALIMTALK: Final = "/messageFlow/*/alimtalk"

_LINKS: Final[Names] = {
    "urlMobile": ("urlMobile",),
    "urlPc": ("urlPc",),
    "schemeAndroid": ("schemeAndroid",),
    "schemeIos": ("schemeIos",),
}
_CHAT: Final[Names] = {"chatExtra": ("chatExtra",), "chatEvent": ("chatEvent",)}
_BUTTON: Final[Names] = {
    "name": ("name",),
    **_LINKS,
    "target": ("target",),
    **_CHAT,
    "pluginId": ("pluginId",),
    "relayId": ("relayId",),
    "oneClickId": ("oneclickId",),
    "productId": ("productId",),
    "bizFormId": ("bizFormId", "bizFormKey"),
    "telNumber": ("telNumber",),
}
_REPLY: Final[Names] = {"name": ("name",), **_LINKS, **_CHAT, "bizFormId": ("bizFormId",)}

GATEWAY: Final = Gateway(
    name="bizgo",
    title="Infobank Bizgo, POST /api/comm/v1/send/omni",
    source=BIZGO,
    marks=(
        frozenset({"/messageFlow", "/destinations"}),
        frozenset({"/messageFlow/*/alimtalk"}),
    ),
    message=_ALIMTALK,
    parts={
        "text": f"{_ALIMTALK}/text",
        "title": f"{_ALIMTALK}/title",
        "header": f"{_ALIMTALK}/header",
        "highlight": f"{_ALIMTALK}/attachment/itemHighlight",
        "items": f"{_ALIMTALK}/attachment/item/list",
        "summary": f"{_ALIMTALK}/attachment/item/summary",
        "representLink": f"{_ALIMTALK}/link",
        "buttons": f"{_ALIMTALK}/attachment/button",
        "quickReplies": f"{_ALIMTALK}/supplement/quickReply",
    },
    template_code=f"{_ALIMTALK}/templateCode",
    sender=f"{_ALIMTALK}/senderKey",
    sender_form=re.compile(r"[0-9A-Za-z]{40}"),
    destination="/destinations/*/to",
    destination_form=re.compile(r"[0-9]{7,15}"),
    button_types=KAKAO_TYPES,
    button_fields=_BUTTON,
    reply_fields=_REPLY,
    fields={"highlight": TITLED, "representLink": _LINKS},
    send_time="/resvSendTime",
    send_time_written="%Y-%m-%d %H:%M:%S",
    failovers=(("/messageFlow/*/sms/text", None), ("/messageFlow/*/mms/text", None)),
    variables=("/destinations/*/replaceWords",),
    fills_text=True,
    filled_by=(f"{_ALIMTALK}/sendType", "template"),
    needs_unfilled=(f"{_ALIMTALK}/text", f"{_ALIMTALK}/msgType"),
    kind=f"{_ALIMTALK}/msgType",
    most=1,
    examples={
        "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "destination": "01012345678",
        "send_time": "2026-11-25 10:00:00",
    },
    profile=KAKAO.with_limits(text=1300),
)

_TEMPLATE: Final = "/alimtalk"

TEMPLATE: Final = Registration(
    name="bizgo",
    title="Infobank Bizgo, POST /api/comm/v1/center/alimtalk/template",
    source=BIZGO,
    marks=(frozenset({"/alimtalk/templateName"}),),
    message=_TEMPLATE,
    parts={
        "code": f"{_TEMPLATE}/templateCode",
        "name": f"{_TEMPLATE}/templateName",
        "text": f"{_TEMPLATE}/text",
        "messageType": f"{_TEMPLATE}/templateMessageType",
        "emphasis": f"{_TEMPLATE}/templateEmphasizeType",
        "category": f"{_TEMPLATE}/categoryCode",
        "title": f"{_TEMPLATE}/title",
        "subtitle": f"{_TEMPLATE}/subTitle",
        "extra": f"{_TEMPLATE}/extra",
        "preview": f"{_TEMPLATE}/previewMessage",
        "security": f"{_TEMPLATE}/securityFlag",
        "header": f"{_TEMPLATE}/header",
        "highlight": f"{_TEMPLATE}/attachment/itemHighlight",
        "items": f"{_TEMPLATE}/attachment/item/list",
        "summary": f"{_TEMPLATE}/attachment/item/summary",
        "image/url": f"{_TEMPLATE}/imgUrl",
        "representLink": f"{_TEMPLATE}/link",
        "buttons": f"{_TEMPLATE}/attachment/button",
        "quickReplies": f"{_TEMPLATE}/supplement/quickReply",
    },
    button_types=KAKAO_TYPES,
    button_fields=_BUTTON,
    reply_fields=_REPLY,
    fields={"highlight": {**TITLED, "image/url": ("imageUrl",)}, "representLink": _LINKS},
    group=(f"{_TEMPLATE}/senderKeyType", "G"),
    profile=KAKAO.with_limits(text=1300),
)

LISTED: Final = Listed(
    name="bizgo",
    title="Infobank Bizgo, GET /api/comm/v1/center/alimtalk/template/list",
    source=BIZGO,
    marks=(frozenset({"/templateCode", "/templateName", "/text"}),),
    message="",
    parts={name: place.removeprefix(_TEMPLATE) for name, place in TEMPLATE.parts.items()},
    button_types=TEMPLATE.button_types,
    button_fields=TEMPLATE.button_fields,
    reply_fields=TEMPLATE.reply_fields,
    fields=TEMPLATE.fields,
    status=centre.STATUS,
    approved=centre.APPROVED,
    stopped=centre.STOPPED,
)
