"""In which kinds of documents rules are broken, and at which places: JSON Pointers.

In a place ``*`` stands for one index or name, and ``**`` for any pointer.
"""

from alimtalk_rules.documents import SCHEME_FIELDS, URL_FIELDS

MESSAGES = ("message", "template")
SENT = ("message", "payload")
TEXTUAL = (*MESSAGES, "payload")
FILES = ("image", "template")
MEASURED = ("message", "image", "template")
ALL = (*MEASURED, "payload")
TEMPLATE = ("template",)
CODED = ("template", "payload")
MATCH = ("match", "payload")
BESIDE = ("match",)
PAYLOAD = ("payload",)
LINE = ("line",)
ROW = ("row",)

VALUES = (
    *("/text", "/title", "/header", "/highlight/*", "/items/*/description"),
    *("/summary/description", "/buttons/*/*", "/quickReplies/*/*", "/representLink/*"),
)
"""Where a variable may stand in a template."""

PRESSED = ("/buttons/*", "/quickReplies/*")
_LINKED = (*PRESSED, "/representLink")
LINKS = (
    *(f"{holder}/{field}" for holder in _LINKED for field in URL_FIELDS),
    "/highlight/image/url",
)
NAMES = tuple(f"{pressed}/name" for pressed in PRESSED)
SHOWN = (
    *("/title", "/subtitle", "/extra", "/preview", "/header"),
    *("/highlight/title", "/highlight/description", "/summary/title", "/summary/description"),
    *("/items/*/title", "/items/*/description"),
)
"""What is shown beside the text, but for names."""
CHAT_VALUES = tuple(
    f"{pressed}/{field}" for pressed in PRESSED for field in ("chatExtra", "chatEvent")
)
TARGETS = tuple(f"{pressed}/target" for pressed in PRESSED)
TEXTS = ("/text", *SHOWN, *NAMES)
TEMPLATE_TEXTS = (*TEXTS, "/buttons/*/*", "/quickReplies/*/*", "/representLink/*")
KEYS = tuple(
    f"{pressed}/{field}"
    for pressed in PRESSED
    for field in ("bizFormId", "pluginId", "relayId", "oneClickId", "productId", "telNumber")
)
"""What buttons open, where that is no link."""
URLS = (*LINKS, "/image/url", "/url")
SCHEMES = tuple(f"{holder}/{field}" for holder in _LINKED for field in SCHEME_FIELDS)
AT_SEND_TIME = ("/options/schedule/sendAt", "/sendAt", "/reserveTime")
AT_FAILOVER = (
    "/messages/*/options/smsFailover/text",
    "/sms/text",
    "/messages/*/failoverConfig/content",
)
AT_DESTINATION = (
    "/messages/*/destinations/*/to",
    "/destinations/*/to/phoneNumber",
    "/messages/*/to",
)
