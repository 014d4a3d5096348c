"""BizM: ``POST /v2/sender/send``, an array of messages; its partners' ``/v2/template/create``."""

import re
from typing import Final

from alimtalk_rules.payloads import centre
from alimtalk_rules.payloads.gateway import KAKAO_TYPES, TITLED, Gateway, Names, Registration
from alimtalk_rules.profiles import KAKAO
from alimtalk_rules.rules.sources import BIZM_SDK, BLUMN
from alimtalk_rules.structure.openings import NUMBERED, Lone, Members, Unfilled

_LINKS: Final[Names] = {
    "urlMobile": ("url_mobile",),
    "urlPc": ("url_pc",),
    "schemeAndroid": ("scheme_android",),
    "schemeIos": ("scheme_ios",),
}

GATEWAY: Final = Gateway(
    name="bizm",
    title="BizM, POST /v2/sender/send",
    source=BIZM_SDK,
    marks=(
        frozenset({"/*/phn"}),
        frozenset({"/*/tmplId"}),
        frozenset({"/phn", "/tmplId"}),
        frozenset({"/msg", "/tmplId"}),
    ),
    message="/*",
    parts={
        "text": "/*/msg",
        "title": "/*/title",
        "header": "/*/header",
        "highlight": "/*/items/itemHighlight",
        "items": "/*/items/item/list",
        "summary": "/*/items/item/summary",
        "buttons": f"/*/button{NUMBERED}",
        "quickReplies": f"/*/quickReply{NUMBERED}",
    },
    template_code="/*/tmplId",
    sender="/*/profile",
    sender_form=re.compile(r"[0-9A-Za-z]{40}"),
    destination="/*/phn",
    destination_form=re.compile(r"[0-9]{7,15}"),
    button_types=KAKAO_TYPES,
    button_fields={
        "name": ("name",),
        **_LINKS,
        "chatExtra": ("chat_extra",),
        "chatEvent": ("chat_event",),
        "pluginId": ("plugin_id",),
        "relayId": ("relay_id",),
        "oneClickId": ("oneclick_id",),
        "productId": ("product_id",),
        "bizFormId": ("biz_form_key",),
        "telNumber": ("tel_number",),
    },
    reply_types=("WL", "AL", "MD", "BK", "BT", "BC"),
    reply_fields={"name": ("name",), **_LINKS, "chatExtra": ("chat_extra",)}
    | {"chatEvent": ("chat_event",)},
    fields={"highlight": TITLED},
    openings=(Unfilled(), Lone(), Members("/*", "button", 5), Members("/*", "quickReply", 10)),
    needs=("/*/tmplId",),
    told_by=("/*/message_type", frozenset({"at", "ai"}), "/*/tmplId"),
    send_time="/*/reserveDt",
    send_time_format="%Y%m%d%H%M%S",
    now="00000000000000",
    failovers=(("/*/msgSms", "smsKind"),),
    failover_kinds={"SMS": "S", "LMS": "L"},
    kind="/*/message_type",
    most=100,
    examples={
        "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "destination": "821012345678",
        "send_time": "20261125100000",
    },
    profile=KAKAO.with_limits(template_code_sent=100),
)

TEMPLATE: Final = Registration(
    name="bizm",
    title="BizM for partners, POST /v2/template/create",
    source=BLUMN,
    marks=(frozenset({"/*/templateContent"}),),
    message="/*",
    parts={name: f"/*{place}" for name, place in centre.PARTS.items()},
    button_types=KAKAO_TYPES,
    button_fields=centre.BUTTON,
    reply_fields=centre.REPLY,
    fields=centre.FIELDS,
    button_extras=centre.BUTTON_EXTRAS,
    openings=(Lone(),),
    group=("/*/senderKeyType", "G"),
    profile=KAKAO,
)
