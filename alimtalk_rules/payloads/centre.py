"""What Kakao's template centre calls the parts of a template; most gateways have copied it."""

from typing import Final

from alimtalk_rules.payloads.gateway import TITLED, Names

PARTS: Final = {
    "code": "/templateCode",
    "name": "/templateName",
    "text": "/templateContent",
    "messageType": "/templateMessageType",
    "emphasis": "/templateEmphasizeType",
    "category": "/categoryCode",
    "title": "/templateTitle",
    "subtitle": "/templateSubtitle",
    "extra": "/templateExtra",
    "preview": "/templatePreviewMessage",
    "security": "/securityFlag",
    "header": "/templateHeader",
    "highlight": "/templateItemHighlight",
    "items": "/templateItem/list",
    "summary": "/templateItem/summary",
    "image/url": "/templateImageUrl",
    "representLink": "/templateRepresentLink",
    "buttons": "/buttons",
    "quickReplies": "/quickReplies",
}

HIGHLIGHT: Final[Names] = {**TITLED, "image/url": ("imageUrl",)}

LINKS: Final[Names] = {
    "urlMobile": ("linkMo",),
    "urlPc": ("linkPc",),
    "schemeAndroid": ("linkAnd",),
    "schemeIos": ("linkIos",),
}

BUTTON: Final[Names] = {
    "type": ("linkType",),
    "name": ("name",),
    **LINKS,
    "bizFormId": ("bizFormId",),
    "pluginId": ("pluginId",),
    "telNumber": ("telNumber",),
}

REPLY: Final[Names] = {
    name: names for name, names in BUTTON.items() if name not in ("pluginId", "telNumber")
}

FIELDS: Final = {"highlight": HIGHLIGHT, "representLink": LINKS}

BUTTON_EXTRAS: Final = {
    name: {"description": says}
    for name, says in (
        ("ordering", "The button's place, from 1."),
        ("linkTypeName", "The type's name in Korean."),
    )
}

STATUS: Final = ("/inspectionStatus",)
APPROVED: Final = frozenset({"apr"})
STOPPED: Final = {
    "/status": frozenset({"s"}),
    "/block": frozenset({"true", "y"}),
    "/dormant": frozenset({"true", "y"}),
}
