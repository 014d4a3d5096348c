"""Kakao's own send API as its dealers pass it on (Lunasoft v3): ``POST /api/v3/alimtalk/send``."""

import re
from typing import Any, Final

from alimtalk_rules.payloads import centre
from alimtalk_rules.payloads.gateway import KAKAO_TYPES, TITLED, Gateway, Names, Registration
from alimtalk_rules.profiles import KAKAO
from alimtalk_rules.rules.sources import LUNASOFT_CENTRE, LUNASOFT_SEND

LINKS: Final[Names] = {
    "urlMobile": ("url_mobile",),
    "urlPc": ("url_pc",),
    "schemeAndroid": ("scheme_android",),
    "schemeIos": ("scheme_ios",),
}

_PRESSED: Final[Names] = {
    "name": ("name",),
    **LINKS,
    "target": ("target",),
    "chatExtra": ("chat_extra",),
    "chatEvent": ("chat_event",),
}

PARTS: Final = {
    "text": "/message",
    "title": "/title",
    "header": "/header",
    "highlight": "/attachment/item_highlight",
    "items": "/attachment/item/list",
    "summary": "/attachment/item/summary",
    "buttons": "/attachment/button",
    "quickReplies": "/supplement/quick_reply",
}
"""Where a message's parts stand in it, as Kakao's own API has them."""

WORDS: Final[dict[str, Any]] = {
    "button_types": KAKAO_TYPES,
    "button_fields": {
        **_PRESSED,
        "pluginId": ("plugin_id",),
        "relayId": ("relay_id",),
        "oneClickId": ("oneclick_id",),
        "productId": ("product_id",),
        "bizFormId": ("biz_form_id",),
        "telNumber": ("tel_number",),
    },
    "reply_fields": {**_PRESSED, "bizFormId": ("biz_form_id",)},
    "fields": {"highlight": TITLED, "representLink": LINKS},
}
"""What Kakao's own API calls things."""

GATEWAY: Final = Gateway(
    name="kakao-raw",
    title="Kakao's dealers (Lunasoft v3), POST /api/v3/alimtalk/send",
    source=LUNASOFT_SEND,
    marks=(
        frozenset({"/message_type", "/sender_key"}),
        frozenset({"/message_type", "/template_code"}),
    ),
    message="",
    parts={**PARTS, "representLink": "/link"},
    template_code="/template_code",
    sender="/sender_key",
    sender_form=re.compile(r"[0-9A-Za-z]{40}"),
    destination="/recipient_number",
    destination_form=re.compile(r"[0-9](?:-?[0-9]){6,15}"),
    country_code="country_code",
    needs=("/recipient_number|app_user_id",),
    failovers=(("/failover_message/message", None),),
    kind="/message_type",
    most=1,
    examples={
        "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "destination": "01012345678",
    },
    profile=KAKAO.with_limits(button_name=14),
    **WORDS,
)

TEMPLATE: Final = Registration(
    name="kakao-raw",
    title="Kakao's dealers (Lunasoft), POST /api/v2/alimtalk/template/create",
    source=LUNASOFT_CENTRE,
    marks=(frozenset({"/templateContent", "/senderKey", "!/authCode", "!/bizId", "!/apiKey"}),),
    message="",
    parts=centre.PARTS,
    button_types=KAKAO_TYPES,
    button_fields=centre.BUTTON,
    reply_fields=centre.REPLY,
    fields=centre.FIELDS,
    button_extras=centre.BUTTON_EXTRAS,
    status=centre.STATUS,
    approved=centre.APPROVED,
    stopped=centre.STOPPED,
    group=("/senderKeyType", "G"),
    profile=KAKAO,
)
