"""Popbill: ``POST /ATS``, as its SDKs send it."""

import re
from typing import Final

from alimtalk_rules.payloads.gateway import Gateway, Listed
from alimtalk_rules.profiles import KAKAO
from alimtalk_rules.rules.sources import POPBILL
from alimtalk_rules.structure.openings import Common, Unfilled

_MESSAGE: Final = "/msgs/*"

GATEWAY: Final = Gateway(
    name="popbill",
    title="Popbill, POST /ATS",
    source=POPBILL,
    marks=(
        frozenset({"/msgs", "/templateCode"}),
        frozenset({"/msgs/*/rcv"}),
        frozenset({"/snd", "/templateCode"}),
    ),
    message=_MESSAGE,
    parts={
        "text": f"{_MESSAGE}/msg",
        "title": f"{_MESSAGE}/emphasizeTitle",
        "buttons": f"{_MESSAGE}/btns",
    },
    template_code="/templateCode",
    sender="/snd",
    sender_form=re.compile(r"[0-9](?:-?[0-9]){2,14}"),
    destination=f"{_MESSAGE}/rcv",
    destination_form=re.compile(r"[0-9](?:-?[0-9]){6,14}"),
    button_types={kind: kind for kind in ("WL", "AL", "DS", "MD", "BK", "AC", "TN")},
    button_fields={
        "type": ("t",),
        "name": ("n",),
        "urlMobile": ("u1",),
        "urlPc": ("u2",),
        "target": ("tg",),
        "telNumber": ("telNum",),
    },
    app_link_fields={
        "name": ("n",),
        "schemeIos": ("u1",),
        "schemeAndroid": ("u2",),
        "target": ("tg",),
    },
    openings=(
        Unfilled(),
        Common(
            "msgs",
            (
                ("msg", "content"),
                ("btns", "btns"),
                ("emphasizeTitle", "emphasizeTitle"),
                ("altmsg", "altContent"),
            ),
        ),
    ),
    needs=(f"{_MESSAGE}/msg",),
    send_time="/sndDT",
    send_time_format="%Y%m%d%H%M%S",
    failovers=((f"{_MESSAGE}/altmsg", None),),
    most=1000,
    examples={
        "sender": "02-1234-5678",
        "destination": "01012345678",
        "send_time": "20261125100000",
    },
    profile=KAKAO.with_limits(template_code_sent=12),
)

LISTED: Final = Listed(
    name="popbill",
    title="Popbill, GET /KakaoTalk/ListATSTemplate",
    source=POPBILL,
    marks=(frozenset({"/templateCode", "/template"}),),
    message="",
    parts={
        "code": "/templateCode",
        "name": "/templateName",
        "text": "/template",
        "extra": "/appendix",
        "security": "/secureYN",
        "buttons": "/btns",
    },
    button_types=GATEWAY.button_types,
    button_fields=GATEWAY.button_fields,
    app_link_fields=GATEWAY.app_link_fields,
    written={"/security": {True: "Y", False: "N"}},
)
