"""Infobip's older request: ``POST /omni/1/advanced``, its AlimTalk part (Infobip's OpenAPI)."""

import re
from collections.abc import Iterator
from typing import Any, Final

from alimtalk_rules.limits import Limits
from alimtalk_rules.payloads.gateway import Gateway, Payload
from alimtalk_rules.payloads.infobip import BUTTON_TYPES, INTERNATIONAL
from alimtalk_rules.payloads.parts import located
from alimtalk_rules.rules.rule import Place, rule

_BUTTONS: Final = "/kakaoAlim/buttons"
_URL, _OLD_URL = "buttonUrlMobile", "buttonUrl"


def _web_links(payload: Payload) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, button in located(payload, f"{_BUTTONS}/*"):
        if button and button.get("type") == "URL":
            yield path, button


@rule("not-one-link")
def not_one_link(payload: Payload, _: Limits) -> Iterator[Place]:
    """A web link has one of buttonUrlMobile and the deprecated buttonUrl, and not the other."""
    for path, button in _web_links(payload):
        count = (_URL in button) + (_OLD_URL in button)
        if count != 1:
            yield Place(path, {"count": count, "links": (_URL, _OLD_URL)})


@rule("deprecated-field")
def deprecated_field(payload: Payload, _: Limits) -> Iterator[Place]:
    """The field buttonUrl."""
    for path, button in _web_links(payload):
        if _OLD_URL in button and _URL not in button:
            yield Place(f"{path}/{_OLD_URL}", {"field": _URL})


GATEWAY: Final = Gateway(
    name="infobip-omni",
    title="Infobip, POST /omni/1/advanced",
    marks=(
        frozenset({"kakaoAlim"}),
        frozenset({"kakaoAlim", "messages"}),  # more than the other gateways with messages have
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
    failover="/sms/text",
    periods=(("/kakaoAlim/validityPeriod", "validityPeriodTimeUnit"),),
    rules=(not_one_link, deprecated_field),
)
