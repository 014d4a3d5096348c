"""In which kinds of documents rules are broken, and at which places: JSON Pointers.

In a place ``*`` stands for one index or name, and ``**`` for any pointer.
"""

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

VALUES = (
    *("/text", "/title", "/header", "/highlight/*", "/items/*/description"),
    *("/summary/description", "/buttons/*/*", "/quickReplies/*/*", "/representLink/*"),
)
"""Where a variable may stand in a template."""

LINKS = (
    *("/buttons/*/urlMobile", "/buttons/*/urlPc"),
    *("/quickReplies/*/urlMobile", "/quickReplies/*/urlPc"),
    *("/representLink/urlMobile", "/representLink/urlPc"),
    "/highlight/image/url",
)
PRESSED = ("/buttons/*", "/quickReplies/*")
NAMES = ("/buttons/*/name", "/quickReplies/*/name")
SHOWN = (
    *("/title", "/subtitle", "/extra", "/preview", "/header"),
    *("/highlight/title", "/highlight/description", "/summary/title", "/summary/description"),
    *("/items/*/title", "/items/*/description"),
)
"""What is shown beside the text, but for names."""
CHAT_VALUES = tuple(
    f"/{buttons}/*/{field}"
    for buttons in ("buttons", "quickReplies")
    for field in ("chatExtra", "chatEvent")
)
TARGETS = ("/buttons/*/target", "/quickReplies/*/target")
TEXTS = ("/text", *SHOWN, *NAMES)
TEMPLATE_TEXTS = (*TEXTS, "/buttons/*/*", "/quickReplies/*/*", "/representLink/*")
KEYS = tuple(
    f"/{buttons}/*/{field}"
    for buttons in ("buttons", "quickReplies")
    for field in ("bizFormId", "pluginId", "relayId", "oneClickId", "productId", "telNumber")
)
"""What buttons open, where that is no link."""
URLS = (*LINKS, "/image/url", "/url")
SCHEMES = (
    *("/buttons/*/schemeAndroid", "/buttons/*/schemeIos"),
    *("/quickReplies/*/schemeAndroid", "/quickReplies/*/schemeIos"),
    *("/representLink/schemeAndroid", "/representLink/schemeIos"),
)
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
AT_BUTTON = ("/messages/*/content/buttons/*", "/kakaoAlim/buttons/*", "/messages/*/buttons/*")
