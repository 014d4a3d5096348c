"""MTS: ``POST /sndng/atk/sendMessage`` and ``/sendMessages``; ``/mts/api/create/template``."""

import re
from typing import Final

from alimtalk_rules.payloads import centre
from alimtalk_rules.payloads.gateway import KAKAO_TYPES, Gateway, Registration
from alimtalk_rules.payloads.kakao_raw import PARTS, WORDS
from alimtalk_rules.profiles import KAKAO
from alimtalk_rules.rules.sources import MTS_CENTRE, MTS_SEND
from alimtalk_rules.structure.openings import JsonText

GATEWAY: Final = Gateway(
    name="mts",
    title="MTS, POST /sndng/atk/sendMessage and /sendMessages",
    source=MTS_SEND,
    marks=(
        frozenset({"/auth_code", "/template_code"}),
        frozenset({"/auth_code", "/data"}),
        frozenset({"/auth_code", "/data/*/template_code"}),
        frozenset({"/auth_code", "/template_code", "/sender_key"}),
    ),
    message="/data/*",
    also="",
    parts={part: f"/data/*{place}" for part, place in PARTS.items()},
    template_code="/data/*/template_code",
    sender="/data/*/sender_key",
    sender_form=re.compile(r"[0-9A-Za-z]{40}"),
    destination="/data/*/phone_number",
    destination_form=re.compile(r"[0-9](?:-?[0-9]){6,15}"),
    country_code="nation_phone_number",
    needs=(
        "/data/*/sender_key",
        "/data/*/template_code",
        "/data/*/message",
        "/data/*/phone_number|app_user_id",
        "/data/*/callback_number",
    ),
    send_time="/data/*/send_date",
    send_time_format="%Y%m%d%H%M%S",
    failovers=(("/data/*/tran_message", "tran_type"),),
    failover_kinds={"SMS": "S", "LMS": "L"},
    constants={"/data/*/tran_type": "N"},
    most=1000,
    examples={
        "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "destination": "01012345678",
        "send_time": "20261125100000",
    },
    profile=KAKAO.with_limits(button_name=14),
    **WORDS,
)

TEMPLATE: Final = Registration(
    name="mts",
    title="MTS, POST /mts/api/create/template",
    source=MTS_CENTRE,
    marks=(frozenset({"/templateContent", "/senderKey", "/authCode"}),),
    message="",
    parts=centre.PARTS,
    button_types=KAKAO_TYPES,
    button_fields=centre.BUTTON,
    reply_fields=centre.REPLY,
    fields=centre.FIELDS,
    button_extras=centre.BUTTON_EXTRAS,
    written={"/security": {True: "Y", False: "N"}},
    openings=tuple(
        JsonText(f"/{name}")
        for name in (
            *("buttons", "quickReplies", "templateItem", "templateItemHighlight"),
            "templateRepresentLink",
        )
    ),
    status=centre.STATUS,
    approved=centre.APPROVED,
    stopped=centre.STOPPED,
    group=("/senderKeyType", "G"),
    profile=KAKAO,
)
