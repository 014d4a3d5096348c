"""Texts that would be more than text in a page that trusted them."""

from itertools import cycle, islice
from typing import Any, Final

HOSTILE: Final = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><iframe src="https://evil.example/">',
    "' onmouseover='alert(1)' x='",
    '" autofocus onfocus=alert(1) x="',
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "</style><style>body{display:none}</style>",
    "</title></head><body onload=alert(1)>",
    "<!-- <p>",
    "]]><![CDATA[<b>",
    "<base href=https://evil.example/><link rel=stylesheet href=x>",
    "<meta http-equiv=refresh content=0;url=https://evil.example/>",
    "{{ 7 * 7 }}{% raw %}{# #}",
    "#{{{ 7 * 7 }}}",
    "&lt;b&gt;&amp;&#60;&NewLine;",
    "background:url(https://evil.example/x.png)",
    "@import 'https://evil.example/x.css';",
    "\u202e\u2066right to left\u2069\u202c\u200f\u061c",
    "\x00\x07\x1b[31m\x7f\x85\u2028\u2029\ud800",
    "＜script＞alert(1)＜/script＞",
    "<plaintext><xmp><textarea></textarea>",
    "<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>",
)
"""Markup, styles, templates, references, and characters that turn or end a line."""


def hostile_document(start: int) -> dict[str, Any]:
    """A message whose every string is one of them, in turn, the first of them that at ``start``."""
    texts = islice(cycle(HOSTILE), start, None)

    def filled(*names: str) -> dict[str, Any]:
        return {name: next(texts) for name in names}

    def button() -> dict[str, Any]:
        return {"type": "WL", **filled("name", "urlMobile", "urlPc", "chatExtra", "target")}

    return {
        **filled("text", "title", "subtitle", "header", "extra", "preview"),
        "highlight": filled("title", "description"),
        "image": filled("url", "format"),
        "items": [filled("title", "description"), filled("title", "description")],
        "summary": filled("title", "description"),
        "buttons": [button(), filled("type", "name")],
        "quickReplies": [button()],
        "representLink": filled("urlMobile", "schemeIos"),
        next(texts): next(texts),
    }
