"""NHN Cloud Notification Hub v1.0: AlimTalk's ``template-messages``, and ``/templates``."""

import re
from typing import Final

from alimtalk_rules.payloads import centre
from alimtalk_rules.payloads.gateway import KAKAO_TYPES, Gateway, Registration
from alimtalk_rules.payloads.nhn import (
    ORDERING,
    PROFILE,
    REGISTERED_BUTTON,
    REGISTERED_REPLY,
    REPLY_TYPES,
)
from alimtalk_rules.rules.sources import NHN_HUB

_CONTENT: Final = "/content"
_LINKS: Final = {
    name: names for name, names in REGISTERED_REPLY.items() if name.startswith(("url", "scheme"))
}

GATEWAY: Final = Gateway(
    name="nhn-hub",
    title="NHN Notification Hub, POST /message/v1.0/ALIMTALK/template-messages/{purpose}",
    source=NHN_HUB,
    marks=(
        frozenset({"/recipients", "/templateId"}),
        frozenset({"/recipients/*/contacts"}),
        frozenset({"/recipients", "/sender/senderKey"}),
    ),
    message="/recipients/*",
    parts={},
    template_code="/templateId",
    sender="/sender/senderKey",
    sender_form=re.compile(r"[0-9A-Za-z]{40}"),
    destination="/recipients/*/contacts/*/contact",
    destination_form=re.compile(r"\+?[0-9](?:-?[0-9]){6,14}"),
    send_time="/scheduledDateTime",
    send_time_written="%Y-%m-%dT%H:%M:%S.000+09:00",
    variables=("/templateParameters", "/recipients/*/templateParameters"),
    constants={"/recipients/*/contacts/*/contactType": "PHONE_NUMBER"},
    most=1000,
    examples={
        "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "destination": "01012345678",
        "send_time": "2026-11-25T10:00:00.000+09:00",
    },
    profile=PROFILE.with_limits(template_code_sent=100),
)

TEMPLATE: Final = Registration(
    name="nhn-hub",
    title="NHN Notification Hub, POST /template/v1.0/ALIMTALK/templates",
    source=NHN_HUB,
    marks=(
        frozenset({"/content/templateContent"}),
        frozenset({"/content/templateContent", "/additionalProperty"}),
    ),
    message="",
    parts={
        **{
            name: f"{_CONTENT}{place}"
            for name, place in centre.PARTS.items()
            if name not in ("code", "name", "preview")
        },
        "code": "/additionalProperty/templateCode",
        "name": "/templateName",
    },
    button_types=KAKAO_TYPES,
    button_fields=REGISTERED_BUTTON,
    reply_types=REPLY_TYPES,
    reply_fields=REGISTERED_REPLY,
    fields={"highlight": centre.HIGHLIGHT, "representLink": _LINKS},
    button_extras=ORDERING,
    extras={"highlight": {"attachmentId": {"type": ["string", "null"]}}},
    other_marks=("/templateLanguage", "FREEMARKER"),
    status=("/additionalProperty/status",),
    approved=centre.APPROVED,
    stopped={
        f"/additionalProperty{name}": words
        for name, words in centre.STOPPED.items()
        if name != "/status"
    },
    group=("/sender/senderProfileType", "GROUP"),
    profile=PROFILE.with_limits(template_code=100),
)
