"""Infobip's older request: ``POST /omni/1/advanced``, its AlimTalk part (Infobip's OpenAPI)."""

import re
from typing import Final

from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.payloads.infobip import BUTTON_TYPES, INTERNATIONAL
from alimtalk_rules.rules.sources import INFOBIP_OMNI

_BUTTONS: Final = "/kakaoAlim/buttons"
_URL, _OLD_URL = "buttonUrlMobile", "buttonUrl"


GATEWAY: Final = Gateway(
    name="infobip-omni",
    title="Infobip, POST /omni/1/advanced",
    source=INFOBIP_OMNI,
    marks=(
        frozenset({"/kakaoAlim"}),
        frozenset({"/kakaoAlim", "/messages"}),  # more than the other gateways with messages have
    ),
    message="",
    parts={
        "text": "/kakaoAlim/text",
        "title": "/kakaoAlim/title",
        "buttons": _BUTTONS,
    },
    template_code="/kakaoAlim/templateCode",
    sender="/scenarioKey",
    sender_form=re.compile(r"\S(?:.*\S)?"),  # Infobip makes it, and publishes no form
    destination="/destinations/*/to/phoneNumber",
    destination_form=INTERNATIONAL,
    button_types=BUTTON_TYPES,
    button_fields={
        "name": ("buttonText",),
        "urlMobile": (_URL, _OLD_URL),
        "urlPc": ("buttonUrlPc",),
        "target": ("target",),
        "schemeAndroid": ("androidScheme",),
        "schemeIos": ("iosScheme",),
        "chatExtra": ("chatExtra",),
        "chatEvent": ("chatEvent",),
    },
    send_time="/sendAt",
    send_time_written="%Y-%m-%dT%H:%M:%S.000+0900",
    failovers=(("/sms/text", None),),
    periods=(("/kakaoAlim/validityPeriod", "validityPeriodTimeUnit"),),
    examples={"destination": "821012345678", "send_time": "2026-11-25T10:00:00.000+0900"},
    renamed=(f"{_BUTTONS}/*", "URL", _URL, _OLD_URL),
)
