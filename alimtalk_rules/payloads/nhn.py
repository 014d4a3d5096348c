"""NHN Cloud KakaoTalk Bizmessage v2.3: ``…/messages``, ``…/raw-messages`` and ``…/templates``."""

import re
from typing import Any, Final

from alimtalk_rules.payloads import centre
from alimtalk_rules.payloads.gateway import KAKAO_TYPES, Gateway, Names, Registration
from alimtalk_rules.profiles import KAKAO, Severity
from alimtalk_rules.rules.sources import NHN_API

_RECIPIENT: Final = "/recipientList/*"

_LINKS: Final[Names] = {
    "urlMobile": ("linkMo",),
    "urlPc": ("linkPc",),
    "schemeAndroid": ("schemeAndroid",),
    "schemeIos": ("schemeIos",),
}
REGISTERED_BUTTON: Final[Names] = {
    "name": ("name",),
    **_LINKS,
    "bizFormId": ("bizFormId",),
    "pluginId": ("pluginId",),
    "telNumber": ("telNumber",),
}
REGISTERED_REPLY: Final[Names] = {"name": ("name",), **_LINKS, "bizFormId": ("bizFormId",)}
_CHAT: Final[Names] = {"chatExtra": ("chatExtra",), "chatEvent": ("chatEvent",)}
REPLY_TYPES: Final = ("WL", "AL", "BK", "BT", "BC", "BF")
ORDERING: Final = {
    "ordering": {"description": "The button's place, from 1.", "type": ["integer", "null"]}
    | {"minimum": -(2**31), "maximum": 2**31 - 1}
}

PROFILE: Final = KAKAO.with_limits(
    text=1300, button_name=14, template_code_sent=20, template_code=20, template_name=150
).with_severities(
    {"add-channel-name": Severity.ERROR, "variable-unknown": Severity.ERROR},
    {"business-form-order": Severity.ERROR, "add-channel-name": Severity.ERROR},
)

_AROUND: Final[dict[str, Any]] = {
    "message": _RECIPIENT,
    "template_code": "/templateCode",
    "sender": "/senderKey",
    "sender_form": re.compile(r"[0-9A-Za-z]{40}"),
    "destination": f"{_RECIPIENT}/recipientNo",
    "destination_form": re.compile(r"\+?[0-9](?:-?[0-9]){6,14}"),
    "send_time": "/requestDate",
    "send_time_format": "%Y-%m-%d %H:%M",
    "failovers": ((f"{_RECIPIENT}/resendParameter/resendContent", "resendType"),),
    "most": 1000,
    "examples": {
        "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "destination": "01012345678",
        "send_time": "2026-11-25 10:00",
    },
    "profile": PROFILE,
}

GATEWAY: Final = Gateway(
    name="nhn",
    title="NHN Cloud, POST /alimtalk/v2.3/appkeys/{appkey}/messages",
    source=NHN_API,
    marks=(frozenset({"/recipientList"}),),
    parts={},
    variables=(f"{_RECIPIENT}/templateParameter",),
    changes={
        place: _RECIPIENT + place
        for part in ("/buttons", "/quickReplies")
        for place in (part, *(f"{part}/*/{name}" for name in ("target", *_CHAT)))
    },
    not_in_names="@",
    **_AROUND,
)

RAW: Final = Gateway(
    name="nhn-raw",
    title="NHN Cloud, POST /alimtalk/v2.3/appkeys/{appkey}/raw-messages",
    source=NHN_API,
    marks=(frozenset({"/recipientList/*/content"}),),
    parts={
        "text": f"{_RECIPIENT}/content",
        "title": f"{_RECIPIENT}/templateTitle",
        "header": f"{_RECIPIENT}/templateHeader",
        "highlight": f"{_RECIPIENT}/templateItemHighlight",
        "items": f"{_RECIPIENT}/templateItem/list",
        "summary": f"{_RECIPIENT}/templateItem/summary",
        "representLink": f"{_RECIPIENT}/templateRepresentLink",
        "buttons": f"{_RECIPIENT}/buttons",
        "quickReplies": f"{_RECIPIENT}/quickReplies",
    },
    button_fields={
        **REGISTERED_BUTTON,
        **_CHAT,
        "relayId": ("relayId",),
        "oneClickId": ("oneClickId",),
        "productId": ("productId",),
        "target": ("target",),
    },
    reply_types=REPLY_TYPES,
    reply_fields={**REGISTERED_REPLY, **_CHAT, "target": ("target",)},
    fields={"highlight": centre.HIGHLIGHT, "representLink": _LINKS},
    button_extras=ORDERING,
    **_AROUND,
)

TEMPLATE: Final = Registration(
    name="nhn",
    title="NHN Cloud, POST /alimtalk/v2.3/appkeys/{appkey}/senders/{senderKey}/templates",
    source=NHN_API,
    marks=(
        frozenset({"/templateContent", "!/senderKey"}),
        frozenset({"/templateContent", "/templateCode", "!/senderKey"}),
        frozenset({"/templateContent", "/buttons/*/type", "/buttons/*/linkMo", "!/senderKey"}),
        frozenset({"/templateContent", "/templateCode", "/plusFriendId"}),
    ),
    message="",
    parts={
        **{name: place for name, place in centre.PARTS.items() if name != "preview"},
        "title": "/templateTitle|tempalteTitle",
    },
    button_types=KAKAO_TYPES,
    button_fields=REGISTERED_BUTTON,
    reply_types=REPLY_TYPES,
    reply_fields=REGISTERED_REPLY,
    fields={"highlight": centre.HIGHLIGHT, "representLink": _LINKS},
    button_extras=ORDERING,
    status=("/status",),
    approved=frozenset({"tsc03"}),
    stopped={name: words for name, words in centre.STOPPED.items() if name != "/status"},
    profile=PROFILE,
)
