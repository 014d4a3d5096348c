"""Solapi (CoolSMS): ``POST /messages/v4/send-many/detail`` and the like; templates."""

import re
from typing import Final

from alimtalk_rules.payloads.gateway import TITLED, Gateway, Registration
from alimtalk_rules.profiles import KAKAO
from alimtalk_rules.rules.sources import SOLAPI_SEND, SOLAPI_TEMPLATE

_OPTIONS: Final = "/messages/*/kakaoOptions"

_TYPES: Final = {kind: kind for kind in ("WL", "AL", "DS", "MD", "BK", "BT", "AC", "BC")}

_LINKS: Final = {
    "urlMobile": ("linkMo",),
    "urlPc": ("linkPc",),
    "schemeAndroid": ("linkAnd",),
    "schemeIos": ("linkIos",),
    "chatExtra": ("chatExtra",),
    "target": ("targetOut",),
}

_BUTTON: Final = {"type": ("buttonType",), "name": ("buttonName",), **_LINKS}
_REPLY: Final = {"type": ("linkType",), "name": ("name",), **_LINKS}
_REPLY_TYPES: Final = ("WL", "AL", "BK", "BT", "BC")
_OUT: Final = {"out": True, "": False}
_WRITTEN: Final = {"/buttons/*/target": _OUT, "/quickReplies/*/target": _OUT}

_EXTRAS: Final = {"highlight": {"imageId": {"type": ["string", "null"]}}}

_LIMITS: Final = KAKAO.with_limits(button_name=14, template_code_sent=100)

GATEWAY: Final = Gateway(
    name="solapi",
    title="Solapi (CoolSMS), POST /messages/v4/send-many/detail, /send and /groups/{id}/messages",
    source=SOLAPI_SEND,
    marks=(
        frozenset({"/messages/*/kakaoOptions"}),
        frozenset({"/message/kakaoOptions"}),
        frozenset({"/messages/*/to", "/messages/*/text"}),
    ),
    message="/messages/*",
    also="/message",
    parts={
        "text": "/messages/*/text",
        "title": f"{_OPTIONS}/title",
        "header": f"{_OPTIONS}/header",
        "highlight": f"{_OPTIONS}/highlight",
        "items": f"{_OPTIONS}/item/list",
        "summary": f"{_OPTIONS}/item/summary",
        "buttons": f"{_OPTIONS}/buttons",
        "quickReplies": f"{_OPTIONS}/quickReplies",
    },
    template_code=f"{_OPTIONS}/templateId",
    sender=f"{_OPTIONS}/pfId",
    sender_form=re.compile(r"\S+"),  # Solapi makes it, and publishes no form
    destination="/messages/*/to",
    destination_form=re.compile(r"[0-9](?:-?[0-9]){6,14}"),
    country_code="country",
    button_types=_TYPES,
    button_fields=_BUTTON,
    reply_types=_REPLY_TYPES,
    reply_fields=_REPLY,
    written=_WRITTEN,
    extras=_EXTRAS,
    needs=(f"{_OPTIONS}/templateId", f"{_OPTIONS}/pfId|pfGroupId"),
    told_by=("/messages/*/type", frozenset({"ata"}), _OPTIONS),
    send_time="/scheduledDate",
    send_time_written="%Y-%m-%d %H:%M:%S",
    variables=(f"{_OPTIONS}/variables",),
    variable_form=("#{", "}"),
    not_in_names=".",
    constants={"/messages/*/type": "ATA"},
    most=10_000,
    examples={"destination": "01012345678", "send_time": "2026-11-25 10:00:00"},
    profile=_LIMITS,
)

TEMPLATE: Final = Registration(
    name="solapi",
    title="Solapi (CoolSMS), POST /kakao/v2/templates",
    source=SOLAPI_TEMPLATE,
    marks=(
        frozenset({"/channelId|pfId|channelGroupId", "/content", "/name"}),
        frozenset({"/templateId", "/content", "/name"}),
    ),
    message="",
    parts={
        "code": "/templateId",
        "name": "/name",
        "text": "/content",
        "messageType": "/messageType",
        "emphasis": "/emphasizeType",
        "category": "/categoryCode",
        "title": "/emphasizeTitle",
        "subtitle": "/emphasizeSubTitle|emphasizeSubtitle",
        "extra": "/extra",
        "security": "/securityFlag",
        "header": "/header",
        "highlight": "/highlight",
        "items": "/item/list",
        "summary": "/item/summary",
        "buttons": "/buttons",
        "quickReplies": "/quickReplies",
    },
    fields={"highlight": TITLED},
    button_types=_TYPES,
    button_fields=_BUTTON,
    reply_types=_REPLY_TYPES,
    reply_fields=_REPLY,
    written=_WRITTEN,
    extras=_EXTRAS,
    needs=("/channelId|pfId|channelGroupId",),
    status=("/status", "/codes/*/status"),
    approved=frozenset({"approved"}),
    stopped={"/isHidden": frozenset({"true"}), "/isDeleted": frozenset({"true"})},
    image="/imageId",
    profile=KAKAO,
)
