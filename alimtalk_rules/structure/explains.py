"""Which rule explains which failed keyword of a schema, and at which place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ANYWHERE: Final = "*"
"""Stands for every place at which no other row explains the keyword."""

_LINKS: Final = ("/buttons/*/urlMobile", "/buttons/*/urlPc", "/image/url")
_SCHEMES: Final = ("/buttons/*/schemeAndroid", "/buttons/*/schemeIos")
_CHAT_VALUES: Final = ("/buttons/*/chatExtra", "/buttons/*/chatEvent")

EXPLAINS: Final[Mapping[str, Mapping[str, str]]] = {
    "wrong-type": {
        ANYWHERE: "type minimum maximum maxItems",
        "/name": "maxLength",
        "/image/sha256": "minLength maxLength not",
    },
    "empty-value": {
        ANYWHERE: "minItems",
        **dict.fromkeys(("/name", "/title", "/buttons/*/name", *_SCHEMES), "pattern"),
    },
    "value-not-allowed": {ANYWHERE: "enum"},
    "value-too-long": {ANYWHERE: "maxLength"},
    "title-too-long": {"/title": "maxLength"},
    "too-many-buttons": {"/buttons": "maxItems"},
    "unknown-button-type": {"/buttons/*/type": "enum"},
    "button-name-too-long": {"/buttons/*/name": "maxLength"},
    "link-too-long": dict.fromkeys((*_LINKS, *_SCHEMES), "maxLength"),
    "bad-url": dict.fromkeys(_LINKS, "pattern not"),
    "bad-link-target": {"/buttons/*/target": "enum"},
    "bad-chat-value": dict.fromkeys(_CHAT_VALUES, "maxLength not"),
    "image-format": {"/image/format": "enum"},
    "bad-template-code": dict.fromkeys(("/code", "/templateCode"), "minLength maxLength not"),
    "too-many-messages": {"/messages": "maxItems"},
    "bad-send-time": {"/sendAt": "maxLength pattern not"},
}
"""For each rule the places that it is about, and the keywords that it explains there.

A place is a JSON Pointer into a message or a template, ``*`` for any index; ``/messages``,
``/templateCode`` and ``/sendAt`` are places that all gateways' requests have.
"""

RULE_AT: Final[Mapping[tuple[str, str], str]] = {
    (place, keyword): rule
    for rule, places in EXPLAINS.items()
    for place, keywords in places.items()
    for keyword in keywords.split()
}
"""The same by place and keyword."""
