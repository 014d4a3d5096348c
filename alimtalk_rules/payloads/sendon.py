"""SendOn v2: ``POST /v2/messages/kakao/alim-talk``, and its templates of a send profile."""

import re
from typing import Final

from alimtalk_rules.payloads import centre
from alimtalk_rules.payloads.gateway import Gateway, Names, Registration
from alimtalk_rules.profiles import KAKAO
from alimtalk_rules.rules.sources import SENDON
from alimtalk_rules.structure.openings import Wrapped

_TYPES: Final = {kind: kind for kind in ("WL", "AL", "DS", "MD", "BK", "AC")}

_BUTTON: Final[Names] = {
    "name": ("name",),
    "urlMobile": ("urlMobile",),
    "urlPc": ("urlPc",),
    "schemeAndroid": ("schemeAndroid",),
    "schemeIos": ("schemeIos",),
}

GATEWAY: Final = Gateway(
    name="sendon",
    title="SendOn, POST /v2/messages/kakao/alim-talk",
    source=SENDON,
    marks=(frozenset({"/sendProfileId", "/to"}), frozenset({"/sendProfileId", "/templateId"})),
    message="/to/*",
    parts={},
    template_code="/templateId",
    sender="/sendProfileId",
    sender_form=re.compile(r"\S+"),  # the channel's @name, or an id that SendOn makes
    destination="/to/*/phone",
    destination_form=re.compile(r"[0-9]{7,15}"),
    send_time="/reservation/dateTime",
    send_time_written="%Y-%m-%dT%H:%M:%S.000+09:00",
    failovers=(("/fallback/custom/message", "type"),),
    openings=(Wrapped("to", "phone"),),
    variables=("/to/*/variables",),
    variable_form=("#{", "}"),
    most=1000,
    examples={
        "destination": "01012345678",
        "send_time": "2026-11-25T10:00:00.000+09:00",
    },
    profile=KAKAO.with_limits(template_code_sent=100),
)

TEMPLATE: Final = Registration(
    name="sendon",
    title="SendOn, POST /v2/messages/kakao/send-profiles/{id}/templates",
    source=SENDON,
    marks=(
        frozenset({"/templateContent", "/templateName", "!/senderKey", "!/templateCode"}),
        frozenset({"/templateContent", "/profileId", "/id", "/status", "/templateName"}),
    ),
    message="",
    parts={
        "code": "/id",
        **{
            name: centre.PARTS[name]
            for name in (
                *("name", "text", "messageType", "emphasis", "title", "subtitle", "extra"),
                *("security", "image/url", "buttons"),
            )
        },
    },
    button_types=_TYPES,
    button_fields=_BUTTON,
    button_extras=centre.BUTTON_EXTRAS,
    status=("/status",),
    approved=frozenset({"approved"}),
    profile=KAKAO,
)
