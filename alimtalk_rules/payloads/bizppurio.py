"""Bizppurio: ``POST /v3/message``, and its template API, kapi: ``/v3/kakao/template/add``."""

import re
from typing import Final

from alimtalk_rules.payloads import centre
from alimtalk_rules.payloads.gateway import KAKAO_TYPES, Gateway, Names, Registration
from alimtalk_rules.profiles import KAKAO
from alimtalk_rules.rules.sources import BIZPPURIO, BIZPPURIO_TEMPLATE

_CONTENT: Final = "/content/at|ai"

_LINKS: Final[Names] = {
    "urlMobile": ("url_mobile",),
    "urlPc": ("url_pc",),
    "schemeAndroid": ("scheme_android",),
    "schemeIos": ("scheme_ios",),
}
_CHAT: Final[Names] = {"chatExtra": ("chat_extra",), "chatEvent": ("chat_event",)}

GATEWAY: Final = Gateway(
    name="bizppurio",
    title="Bizppurio, POST /v3/message",
    source=BIZPPURIO,
    marks=(
        frozenset({"/account", "/refkey"}),
        frozenset({"/account", _CONTENT}),
        frozenset({"/refkey", _CONTENT}),
    ),
    message="",
    parts={
        "text": f"{_CONTENT}/message",
        "title": f"{_CONTENT}/title",
        "header": f"{_CONTENT}/header",
        "highlight": f"{_CONTENT}/itemhighlight",
        "items": f"{_CONTENT}/item/list",
        "summary": f"{_CONTENT}/item/summary",
        "representLink": f"{_CONTENT}/link",
        "buttons": f"{_CONTENT}/button",
        "quickReplies": f"{_CONTENT}/quickreply",
    },
    template_code=f"{_CONTENT}/templatecode",
    sender=f"{_CONTENT}/senderkey",
    sender_form=re.compile(r"[0-9A-Za-z]{40}"),
    destination="/to",
    destination_form=re.compile(r"[0-9](?:-?[0-9]){6,14}"),
    button_types={kind: kind for kind in KAKAO_TYPES if kind != "BF"},
    button_fields={
        "name": ("name",),
        **_LINKS,
        **_CHAT,
        "telNumber": ("tel_number",),
        "pluginId": ("plugin_id",),
        "relayId": ("relay_id",),
        "oneClickId": ("oneclick_id",),
        "productId": ("product_id",),
    },
    reply_types=("WL", "AL", "MD", "BK", "BT", "BC"),
    reply_fields={"name": ("name",), **_LINKS, **_CHAT},
    fields={"highlight": centre.HIGHLIGHT, "representLink": _LINKS},
    needs=(_CONTENT,),
    told_by=("/type", frozenset({"at", "ai"}), _CONTENT),
    send_time="/sendtime",
    send_time_format="unix",
    failovers=(
        ("/recontent/sms/message", None),
        ("/recontent/lms/message", None),
        ("/recontent/mms/message", None),
    ),
    kind="/type",
    kinds=("at", "ai"),
    most=1,
    examples={
        "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "destination": "01012345678",
        "send_time": "1795572000",
    },
    profile=KAKAO.with_limits(text=1300, text_safe=1000, template_code_sent=32),
)

TEMPLATE: Final = Registration(
    name="bizppurio",
    title="Bizppurio, POST kapi.ppurio.com/v3/kakao/template/add",
    source=BIZPPURIO_TEMPLATE,
    marks=(
        frozenset({"/templateContent", "/bizId"}),
        frozenset({"/templateContent", "/apiKey"}),
    ),
    message="",
    parts={**centre.PARTS, "code": "/templateCode|newTemplateCode"},
    button_types=KAKAO_TYPES,
    button_fields=centre.BUTTON,
    reply_fields=centre.REPLY,
    fields=centre.FIELDS,
    button_extras=centre.BUTTON_EXTRAS,
    status=centre.STATUS,
    approved=centre.APPROVED,
    stopped=centre.STOPPED,
    group=("/senderKeyType", "G"),
    profile=KAKAO.with_limits(text=1300),
)
