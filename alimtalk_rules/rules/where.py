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

TEXTS = ("/text", "/title", "/buttons/*/name")
TEMPLATE_TEXTS = (*TEXTS, "/buttons/*/*")
VALUES = (
    *("/text", "/title", "/header", "/highlight/*", "/items/*/description"),
    *("/summary/description", "/buttons/*/*", "/quickReplies/*/*", "/representLink/*"),
)
"""Where a variable may stand in a template."""

LINKS = ("/buttons/*/urlMobile", "/buttons/*/urlPc")
URLS = (*LINKS, "/image/url", "/url")
SCHEMES = ("/buttons/*/schemeAndroid", "/buttons/*/schemeIos")
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
