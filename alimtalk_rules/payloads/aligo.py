"""Aligo: ``POST /akv10/alimtalk/send/`` and ``/akv10/template/add/``, forms as JSON objects."""

import re
from dataclasses import replace
from typing import Final

from alimtalk_rules.payloads import centre
from alimtalk_rules.payloads.gateway import Gateway, Listed, Registration
from alimtalk_rules.profiles import KAKAO
from alimtalk_rules.rules.sources import ALIGO
from alimtalk_rules.structure.openings import NUMBERED, JsonText, Records

_TYPES: Final = {kind: kind for kind in ("WL", "AL", "DS", "MD", "BK", "AC")}

_BUTTON: Final = {
    "type": ("linkType",),
    "name": ("name",),
    "urlMobile": ("linkMo", "linkM"),
    "urlPc": ("linkPc", "linkP"),
    "schemeIos": ("linkIos", "linkI"),
    "schemeAndroid": ("linkAnd", "linkA"),
}
"""Its fields; the short names are those of templates, and public senders send them too."""

_IN_TEMPLATES: Final = {
    **_BUTTON,
    "urlMobile": ("linkM", "linkMo"),
    "urlPc": ("linkP", "linkPc"),
    "schemeIos": ("linkI", "linkIos"),
    "schemeAndroid": ("linkA", "linkAnd"),
}

_TYPE_NAME: Final = {
    "linkTypeName": {"description": "The type's name in Korean.", "type": ["string", "null"]}
}

_MESSAGE: Final = f"/{NUMBERED}/*"

GATEWAY: Final = Gateway(
    name="aligo",
    title="Aligo, POST /akv10/alimtalk/send/",
    source=ALIGO,
    marks=(
        frozenset({"/tpl_code", "/receiver_1"}),
        frozenset({"/tpl_code", "/message_1"}),
        frozenset({"/receiver_1"}),
        frozenset({"/message_1"}),
        frozenset({"/senderkey", "/receiver_1"}),
    ),
    message=_MESSAGE,
    parts={
        "text": f"{_MESSAGE}/message",
        "title": f"{_MESSAGE}/emtitle",
        "buttons": f"{_MESSAGE}/button/button",
    },
    template_code="/tpl_code",
    sender="/senderkey",
    sender_form=re.compile(r"[0-9A-Za-z]{40}"),
    destination=f"{_MESSAGE}/receiver",
    destination_form=re.compile(r"[0-9](?:-?[0-9]){6,14}"),
    button_types=_TYPES,
    button_fields=_BUTTON,
    button_extras=_TYPE_NAME,
    send_time="/senddate",
    send_time_format="%Y%m%d%H%M%S",
    failovers=((f"{_MESSAGE}/fmessage", None),),
    constants={f"{_MESSAGE}/subject": "알림톡"},
    openings=(
        Records(
            fields=(
                *("receiver", "recvname", "subject", "message", "emtitle", "button"),
                *("fsubject", "fmessage"),
            ),
            most=500,
        ),
        JsonText(f"{_MESSAGE}/button"),
    ),
    most=500,
    examples={
        "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "destination": "01012345678",
        "send_time": "20261125100000",
    },
    profile=KAKAO.with_limits(template_code_sent=100),
)

TEMPLATE: Final = Registration(
    name="aligo",
    title="Aligo, POST /akv10/template/add/",
    source=ALIGO,
    marks=(frozenset({"/tpl_content"}), frozenset({"/tpl_name", "/senderkey"})),
    message="",
    parts={
        "code": "/tpl_code",
        "name": "/tpl_name",
        "text": "/tpl_content",
        "messageType": "/tpl_type",
        "emphasis": "/tpl_emtype",
        "title": "/tpl_title",
        "subtitle": "/tpl_stitle",
        "extra": "/tpl_extra",
        "security": "/tpl_secure",
        "buttons": "/tpl_button/button",
    },
    button_types=_TYPES,
    button_fields=_IN_TEMPLATES,
    button_extras=_TYPE_NAME,
    written={"/security": {True: "Y", False: "N"}},
    openings=(JsonText("/tpl_button"),),
    pc_links=True,
    profile=replace(KAKAO, unasked=frozenset({"emphasis-image-missing"})),  # a file beside the form
)

LISTED: Final = Listed(
    name="aligo",
    title="Aligo, POST /akv10/template/list/",
    source=ALIGO,
    marks=(frozenset({"/templtContent", "/templtCode"}),),
    message="",
    parts={
        "code": "/templtCode",
        "name": "/templtName",
        "text": "/templtContent",
        "messageType": "/templateType",
        "emphasis": "/templateEmType",
        "title": "/templtTitle",
        "subtitle": "/templtSubtitle",
        "extra": "/templateExtra",
        "security": "/securityFlag",
        "image/url": "/templtImageUrl",
        "buttons": "/buttons",
    },
    button_types=_TYPES,
    button_fields=_BUTTON,
    written={"/security": {True: "Y", False: "N"}},
    status=("/inspStatus",),
    approved=centre.APPROVED,
    stopped=centre.STOPPED,
)
