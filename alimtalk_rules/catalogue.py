"""The table of all rules: name, severity, place, sources, Kakao's codes and an example of each.

Names are permanent: they are the interface to users, to other languages and to test cases. What a
rule says to people stands in ``alimtalk_rules.wording``, one module a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Severity(StrEnum):
    """How severe a rule is."""

    ERROR = "error"
    """A document says that the message, or the upload, is refused."""

    WARNING = "warning"
    """A document, or practice, says that it goes wrong for some readers or some senders."""

    NOTE = "note"
    """A recommendation."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that a rule follows."""

    title: str
    url: str | None


GUIDE = Source(
    "Infobip, Alim Talk", "https://www.infobip.com/docs/kakaotalk/message-types/alim-talk"
)
INFOBIP_API = Source("Infobip, KakaoTalk API (OpenAPI 3.210.0)", "https://www.infobip.com/docs/api")
KAKAO_CONTENT = Source(
    "Kakao Business, AlimTalk content guide",
    "https://kakaobusiness.gitbook.io/main/ad/infotalk/content-guide",
)
KAKAO_IMAGE = Source(
    "Kakao Business, AlimTalk image guide",
    "https://kakaobusiness.gitbook.io/main/ad/infotalk/image",
)
KAKAO_REVIEW = Source(
    "Kakao Business, AlimTalk review: what is refused",
    "https://kakaobusiness.gitbook.io/main/ad/infotalk/black-list",
)
LUNASOFT_SEND = Source(
    "Lunasoft (Kakao's official dealer), AlimTalk API",
    "https://github.com/lunasoft-org/kakao-bzm/blob/main/alimtalk-api.md",
)
LUNASOFT_CENTRE = Source(
    "Lunasoft (Kakao's official dealer), template API",
    "https://github.com/lunasoft-org/kakao-bzm/blob/main/center-api.md",
)
LUNASOFT_UPLOAD = Source(
    "Lunasoft (Kakao's official dealer), image upload API",
    "https://github.com/lunasoft-org/kakao-bzm/blob/main/upload-api.md",
)
NHN = Source(
    "NHN Cloud, KakaoTalk Bizmessage",
    "https://docs.nhncloud.com/en/Notification/KakaoTalk%20Bizmessage/en/alimtalk-overview/",
)
NHN_ERRORS = Source(
    "NHN Cloud, KakaoTalk Bizmessage error codes",
    "https://docs.nhncloud.com/en/Notification/KakaoTalk%20Bizmessage/en/error-code/",
)
NHN_TROUBLE = Source(
    "NHN Cloud, KakaoTalk Bizmessage troubleshooting guide",
    "https://docs.nhncloud.com/ko/Notification/KakaoTalk%20Bizmessage/ko/troubleshooting-guide/",
)
SOLAPI = Source("Solapi, developer documents", "https://developers.solapi.com/")
RFC_8259 = Source(
    "RFC 8259, the JSON data interchange format", "https://www.rfc-editor.org/rfc/rfc8259"
)
RFC_3986 = Source("RFC 3986, URI: generic syntax", "https://www.rfc-editor.org/rfc/rfc3986")
UNICODE_SCRIPTS = Source(
    "Unicode Standard Annex 24, Script property", "https://www.unicode.org/reports/tr24/"
)
UNICODE_NORMAL = Source(
    "Unicode Standard Annex 15, normalization forms", "https://www.unicode.org/reports/tr15/"
)
UNICODE_SECURITY = Source(
    "Unicode Technical Standard 39, security mechanisms", "https://www.unicode.org/reports/tr39/"
)
UNICODE_EMOJI = Source(
    "Unicode Technical Standard 51, emoji", "https://www.unicode.org/reports/tr51/"
)
INFOBIP_OMNI = Source("Infobip, OMNI failover API (OpenAPI)", "https://www.infobip.com/docs/api")
SENS = Source(
    "NAVER Cloud, SENS AlimTalk API", "https://api.ncloud-docs.com/docs/en/sens-alimtalk-send"
)
NHN_SMS = Source("NHN Cloud, SMS", "https://docs.nhncloud.com/en/Notification/SMS/en/overview/")
NHN_CONSOLE = Source(
    "NHN Cloud, KakaoTalk Bizmessage console guide",
    "https://docs.nhncloud.com/en/Notification/KakaoTalk%20Bizmessage/en/console-guide/",
)
E_164 = Source("ITU-T E.164, numbers of telephones", "https://www.itu.int/rec/T-REC-E.164")
KS_X_1001 = Source(
    "WHATWG, Encoding Standard: EUC-KR",
    "https://encoding.spec.whatwg.org/#legacy-multi-byte-korean-encodings",
)
THIS_LIBRARY = Source("No document: the judgement of alimtalk-rules", None)

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
LINKS = ("/buttons/*/urlMobile", "/buttons/*/urlPc")
URLS = (*LINKS, "/image/url", "/url")
SCHEMES = ("/buttons/*/schemeAndroid", "/buttons/*/schemeIos")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the catalogue.

    Attributes:
        name: permanent, kebab-case.
        severity: error, warning or note.
        documents: the kinds of document in which it can be found.
        paths: where it can be found: JSON Pointers in which ``*`` stands for one index or name,
            and ``**`` for any pointer.
        sources: each document that it follows, with what that document says, in our words.
        kakao: the codes with which Kakao would answer.
        example: a document that breaks it, or, where only a file or a line can, a sentence.
    """

    name: str
    severity: Severity
    documents: tuple[str, ...]
    paths: tuple[str, ...]
    sources: tuple[tuple[Source, str], ...]
    example: Mapping[str, Any] | str
    kakao: tuple[str, ...] = ()


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

_DONE = "주문이 완료되었습니다."
_LINK = "https://shop.example.com/orders/1"


def _with_button(**button: str) -> dict[str, Any]:
    return {"text": _DONE, "buttons": [button]}


def _web_link(**changes: str) -> dict[str, Any]:
    return _with_button(**({"type": "WL", "name": "주문 보기", "urlMobile": _LINK} | changes))


def _image(**changes: int | str) -> dict[str, Any]:
    return {"format": "jpeg", "width": 800, "height": 400, "bytes": 90_000} | changes


_STRUCTURE = (
    Rule(
        "wrong-type",
        ERROR,
        ALL,
        ("**",),
        (
            (INFOBIP_API, "Each field has one JSON type."),
            (LUNASOFT_CENTRE, "A template's name has at most 200 characters."),
        ),
        {"text": 12000},
        ("1030",),
    ),
    Rule(
        "missing-field",
        ERROR,
        ALL,
        ("/code", "/text", "/buttons/*/type", "/buttons/*/name", "/buttons/*/urlMobile", "/*"),
        (
            (
                INFOBIP_API,
                "Text, and each button's type and name, and a web link's urlMobile, are required.",
            ),
            (LUNASOFT_CENTRE, "A template has a code."),
        ),
        _with_button(type="WL", name="주문 보기"),
        ("1030", "3013", "405"),
    ),
    Rule(
        "unknown-field",
        ERROR,
        ALL,
        ("**",),
        (
            (
                INFOBIP_API,
                "A message has text, title and buttons; each button type has its own fields.",
            ),
        ),
        _with_button(type="MD", name="문의하기", urlMobile=_LINK),
        ("1030",),
    ),
    Rule(
        "unknown-button-type",
        ERROR,
        TEXTUAL,
        ("/buttons/*/type",),
        ((GUIDE, "There are six button types: WL, AL, DS, MD, BK and BT."),),
        _with_button(type="XX", name="주문 보기"),
        ("3027",),
    ),
    Rule(
        "too-many-buttons",
        ERROR,
        TEXTUAL,
        ("/buttons",),
        ((GUIDE, "A message has at most five buttons."), (KAKAO_CONTENT, "At most five buttons.")),
        {"text": _DONE, "buttons": [{"type": "MD", "name": f"문의 {n}"} for n in range(1, 7)]},
        ("3027",),
    ),
    Rule(
        "empty-value",
        ERROR,
        ALL,
        ("/name", "/title", "/buttons/*/name", *SCHEMES, *URLS),
        (
            (INFOBIP_API, "urlPc and the app schemes have at least one character."),
            (NHN_ERRORS, "A button without a name is refused (-3009)."),
        ),
        _with_button(type="MD", name=" "),
        ("1030",),
    ),
    Rule(
        "title-too-long",
        ERROR,
        TEXTUAL,
        ("/title",),
        (
            (INFOBIP_API, "A title has at most 50 characters."),
            (LUNASOFT_SEND, "3029: the title is longer than 50."),
        ),
        {"text": _DONE, "title": "가" * 51},
        ("3029",),
    ),
    Rule(
        "button-name-too-long",
        ERROR,
        TEXTUAL,
        ("/buttons/*/name",),
        ((INFOBIP_API, "A button's name has at most 28 characters."),),
        _with_button(type="MD", name="가" * 29),
        ("3027",),
    ),
    Rule(
        "link-too-long",
        ERROR,
        ALL,
        (*SCHEMES, *URLS),
        ((INFOBIP_API, "A URL or an app scheme has at most 500 characters."),),
        _web_link(urlMobile="https://shop.example.com/" + "a" * 476),
        ("1030",),
    ),
    Rule(
        "bad-url",
        ERROR,
        ALL,
        URLS,
        (
            (NHN_ERRORS, "A link starts with http:// or https:// (-3006)."),
            (RFC_3986, "A URL holds neither white space nor control characters."),
        ),
        _web_link(urlMobile="shop.example.com/orders/1"),
        ("1030",),
    ),
    Rule(
        "bad-chat-value",
        ERROR,
        TEXTUAL,
        ("/buttons/*/chatExtra", "/buttons/*/chatEvent"),
        ((LUNASOFT_SEND, "3026: chat values have at most 50 of A-Z a-z 0-9 and _."),),
        _with_button(type="BT", name="상담하기", chatEvent="주문 문의"),
        ("3026",),
    ),
    Rule(
        "bad-link-target",
        ERROR,
        TEXTUAL,
        ("/buttons/*/target",),
        ((INFOBIP_API, 'The only value of target is "out", which opens the external browser.'),),
        _web_link(target="_blank"),
        ("1030",),
    ),
)

_MESSAGE = (
    Rule(
        "title-with-image",
        ERROR,
        MESSAGES,
        ("",),
        (
            (GUIDE, "No row of the table of combinations has both a title and an image."),
            (KAKAO_CONTENT, "A template emphasises by text or by image, not both."),
        ),
        {"text": _DONE, "title": "주문 완료", "image": {"width": 800, "height": 400}},
        ("3030",),
    ),
    Rule(
        "text-blank",
        ERROR,
        TEXTUAL,
        ("/text",),
        ((LUNASOFT_SEND, "3013: the message is empty."),),
        {"text": " \n"},
        ("3013",),
    ),
    Rule(
        "text-too-long",
        ERROR,
        TEXTUAL,
        ("/text",),
        (
            (GUIDE, "At most 1,000 characters including spaces, in any language."),
            (LUNASOFT_SEND, "3014: the message is too long."),
        ),
        {"text": "가" * 1001},
        ("3014",),
    ),
    Rule(
        "text-too-long-in-utf16",
        WARNING,
        TEXTUAL,
        ("/text",),
        ((SOLAPI, "Its own checks count as JavaScript does: an emoji is two."),),
        {"text": "가" * 999 + "🎁"},
    ),
    Rule(
        "text-decomposed",
        WARNING,
        TEXTUAL,
        ("/text",),
        ((UNICODE_NORMAL, "A Hangul syllable is one code point in NFC, two or three in NFD."),),
        {"text": "\u110c\u116e\u1106\u116e\u11ab이 완료되었습니다."},
    ),
    Rule(
        "carriage-return",
        WARNING,
        TEXTUAL,
        TEXTS,
        ((NHN_ERRORS, "The text must equal the template, line breaks included (-3010)."),),
        {"text": "주문 완료\r\n감사합니다."},
    ),
    Rule(
        "unprintable-character",
        ERROR,
        TEXTUAL,
        TEXTS,
        ((SOLAPI, "1028: the text holds characters that cannot be printed."),),
        {"text": "주문\u0007이 완료되었습니다."},
    ),
    Rule(
        "invisible-character",
        WARNING,
        TEXTUAL,
        TEXTS,
        (
            (UNICODE_SECURITY, "Default-ignorable and format characters hide differences."),
            (NHN_ERRORS, "The text must equal the template (-3010)."),
        ),
        {"text": "주문\u200b이 완료되었습니다."},
    ),
    Rule(
        "emoji-sequence",
        WARNING,
        TEXTUAL,
        TEXTS,
        (
            (
                UNICODE_EMOJI,
                "Where a joined emoji is not supported, its parts are shown side by side.",
            ),
        ),
        {"text": "가족 할인 👨\u200d👩\u200d👧 안내"},
    ),
    Rule(
        "unsupported-script",
        ERROR,
        TEXTUAL,
        TEXTS,
        (
            (GUIDE, "Text is in Korean and English."),
            (UNICODE_SCRIPTS, "Which script a letter belongs to."),
        ),
        {"text": "ご注文ありがとうございます。"},
    ),
    Rule(
        "hanja",
        WARNING,
        TEXTUAL,
        TEXTS,
        (
            (GUIDE, "Text is in Korean and English."),
            (KAKAO_CONTENT, "A sample of Kakao's own holds a Han letter."),
        ),
        {"text": "배송비 無料 이벤트에 당첨되셨습니다."},
    ),
    Rule(
        "isolated-symbol",
        WARNING,
        TEXTUAL,
        TEXTS,
        ((GUIDE, "Text is in Korean and English."),),
        {"text": "비타민 α 정기배송이 시작되었습니다."},
    ),
    Rule(
        "non-english-letter",
        WARNING,
        TEXTUAL,
        TEXTS,
        ((GUIDE, "Text is in Korean and English."),),
        {"text": "Your table at Café Séoul is booked."},
    ),
    Rule(
        "leftover-variable",
        WARNING,
        SENT,
        (*TEXTS, *LINKS, *SCHEMES),
        ((LUNASOFT_SEND, "Variables are replaced before sending; the text is shown as it is."),),
        {"text": "#{고객명}님, 주문이 완료되었습니다."},
    ),
    Rule(
        "title-truncated",
        WARNING,
        TEXTUAL,
        ("/title",),
        ((KAKAO_CONTENT, "Two lines are shown: 23 characters on Android, 27 on iOS."),),
        {"text": _DONE, "title": "가" * 24},
    ),
    Rule(
        "app-link-needs-two",
        ERROR,
        TEXTUAL,
        ("/buttons/*",),
        (
            (INFOBIP_API, "At least two of schemeAndroid, schemeIos and urlMobile."),
            (NHN_ERRORS, "-3007: an app link needs two of its three links."),
        ),
        _with_button(type="AL", name="앱 열기", schemeAndroid="shop://orders/1"),
    ),
    Rule(
        "bad-scheme",
        WARNING,
        TEXTUAL,
        SCHEMES,
        (
            (
                RFC_3986,
                "A URI starts with a scheme: a letter, then letters, digits, + - . and a colon.",
            ),
        ),
        _with_button(
            type="AL", name="앱 열기", schemeAndroid="orders/1", schemeIos="shop://orders/1"
        ),
    ),
    Rule(
        "url-not-ascii",
        WARNING,
        ALL,
        URLS,
        ((RFC_3986, "A URI holds ASCII characters only; others are percent-encoded."),),
        _web_link(urlMobile="https://shop.example.com/주문/1"),
    ),
    Rule(
        "button-name-over-14",
        WARNING,
        TEXTUAL,
        ("/buttons/*/name",),
        (
            (LUNASOFT_CENTRE, "A button's name is registered with at most 14 characters."),
            (NHN, "A button's name has at most 14 characters."),
        ),
        _with_button(type="MD", name="가" * 15),
    ),
    Rule(
        "duplicate-button",
        WARNING,
        TEXTUAL,
        ("/buttons/*",),
        ((THIS_LIBRARY, "Nobody can tell two equal buttons apart; usually one was pasted twice."),),
        {"text": _DONE, "buttons": [{"type": "MD", "name": "문의하기"}] * 2},
    ),
    Rule(
        "payment-word-on-button",
        WARNING,
        TEXTUAL,
        ("/buttons/*/name",),
        ((KAKAO_REVIEW, "Buttons that speak of paying are refused without a licence."),),
        _web_link(name="결제하기"),
    ),
    Rule(
        "delivery-details-missing",
        WARNING,
        TEXTUAL,
        ("/buttons/*",),
        (
            (
                NHN_TROUBLE,
                "Courier and invoice number must stand in the text, or the button is left out.",
            ),
            (LUNASOFT_SEND, "Courier and invoice number are read from the text."),
        ),
        _with_button(type="DS", name="배송 조회"),
    ),
    Rule(
        "too-many-findings",
        NOTE,
        ALL,
        ("",),
        ((THIS_LIBRARY, "A report has at most 100 findings besides this one."),),
        {"text": _DONE} | {f"field{n}": 0 for n in range(101)},
    ),
)

_IMAGE = (
    Rule(
        "image-unreadable",
        ERROR,
        FILES,
        ("/image", ""),
        ((LUNASOFT_UPLOAD, "2004: the upload failed."), (NHN_ERRORS, "-8001: broken image.")),
        "A .jpg file of which the last half is missing.",
        ("2004",),
    ),
    Rule(
        "image-format",
        ERROR,
        MEASURED,
        ("/image/format", "/format"),
        (
            (GUIDE, "An image is .jpg or .png."),
            (LUNASOFT_UPLOAD, "2003: another format."),
        ),
        _image(format="gif"),
        ("2003",),
    ),
    Rule(
        "image-too-large",
        ERROR,
        MEASURED,
        ("/image/bytes", "/bytes"),
        (
            (GUIDE, "An image has at most 500 KB."),
            (LUNASOFT_UPLOAD, "2001: the file is too large."),
        ),
        _image(bytes=512_001),
        ("2001",),
    ),
    Rule(
        "image-size-near-limit",
        WARNING,
        MEASURED,
        ("/image/bytes", "/bytes"),
        ((GUIDE, "At most 500 KB; it does not say whether a KB is 1,000 or 1,024 bytes."),),
        _image(bytes=500_001),
    ),
    Rule(
        "image-too-narrow",
        ERROR,
        MEASURED,
        ("/image/width", "/width"),
        (
            (GUIDE, "An image is at least 500 px wide."),
            (KAKAO_IMAGE, "An image under 500 px cannot be uploaded."),
            (LUNASOFT_UPLOAD, "2002: at least 500 px wide and 250 px high."),
        ),
        _image(width=498, height=249),
        ("2002",),
    ),
    Rule(
        "image-not-2-to-1",
        ERROR,
        MEASURED,
        ("/image", ""),
        (
            (GUIDE, "The aspect ratio is 2:1, otherwise the image cannot be uploaded."),
            (LUNASOFT_UPLOAD, "2002: the ratio is not 2:1."),
        ),
        _image(width=800, height=401),
        ("2002",),
    ),
    Rule(
        "image-rotated",
        WARNING,
        FILES,
        ("/image", ""),
        ((THIS_LIBRARY, "No document says whether Kakao heeds EXIF orientation."),),
        _image(orientation=6),
    ),
    Rule(
        "image-animated",
        WARNING,
        FILES,
        ("/image", ""),
        ((THIS_LIBRARY, "No document speaks of animated PNG; GIF is refused."),),
        _image(format="png", frames=3),
    ),
    Rule(
        "image-color-mode",
        WARNING,
        FILES,
        ("/image", ""),
        (
            (
                THIS_LIBRARY,
                "No document speaks of CMYK or 16 bits a channel; many phones show them wrongly.",
            ),
        ),
        _image(mode="CMYK"),
    ),
    Rule(
        "image-extension",
        WARNING,
        FILES,
        ("/image", ""),
        ((GUIDE, "An image is .jpg or .png."), (NHN_ERRORS, "-4009: the file's extension.")),
        "A PNG that is named banner.jpg.",
    ),
    Rule(
        "image-too-many-pixels",
        WARNING,
        FILES,
        ("/image", ""),
        ((THIS_LIBRARY, "What would cost too much to decode is judged by its header alone."),),
        "A PNG of 20,000 by 10,000 pixels of one colour, in 80 KB.",
    ),
    Rule(
        "image-not-recommended-size",
        NOTE,
        MEASURED,
        ("/image", ""),
        ((GUIDE, "800 by 400 px is recommended."),),
        _image(width=1000, height=500),
    ),
)


def _template(text: str = "#{이름}님, " + _DONE, **parts: Any) -> dict[str, Any]:
    return {"code": "order-done", "text": text, **parts}


def _pair(message: dict[str, Any], template: dict[str, Any]) -> dict[str, Any]:
    return {"message": message, "template": template}


_TEMPLATE = (
    Rule(
        "bad-template-code",
        ERROR,
        CODED,
        ("/code",),
        ((LUNASOFT_CENTRE, "A template's code has 1 to 30 of A-Z a-z 0-9 - and _."),),
        _template() | {"code": "주문 완료"},
        ("405",),
    ),
    Rule(
        "variable-unterminated",
        WARNING,
        TEMPLATE,
        TEMPLATE_TEXTS,
        ((NHN, "A variable is written #{name}."),),
        _template("#{이름님, 주문이 완료되었습니다."),
    ),
    Rule(
        "variable-empty",
        ERROR,
        TEMPLATE,
        TEMPLATE_TEXTS,
        ((NHN, "A variable is written #{name}; values are given by name."),),
        _template("#{}님, 주문이 완료되었습니다."),
    ),
    Rule(
        "too-many-variables",
        ERROR,
        TEMPLATE,
        ("",),
        ((NHN, "A template has at most 40 variables."),),
        _template("주문하신 상품: " + ", ".join(f"#{{상품{n}}} 한 개" for n in range(1, 42))),
    ),
    Rule(
        "variable-not-allowed",
        ERROR,
        TEMPLATE,
        ("/buttons/*/name",),
        ((NHN_ERRORS, "-3008: a button's name holds no variable."),),
        _template(buttons=[{"type": "MD", "name": "#{메뉴} 문의"}]),
    ),
    Rule(
        "only-variables",
        WARNING,
        TEMPLATE,
        ("/text",),
        ((KAKAO_REVIEW, "Templates that are hardly anything but variables are refused."),),
        _template("#{내용} #{링크}"),
    ),
    Rule(
        "wrong-variable-mark",
        WARNING,
        TEMPLATE,
        TEMPLATE_TEXTS,
        ((NHN, "A variable is written #{name}; other marks stay as they are."),),
        _template("${이름}님, 주문이 완료되었습니다."),
    ),
    Rule(
        "text-mismatch",
        ERROR,
        MATCH,
        ("/text",),
        (
            (LUNASOFT_SEND, "3016: the message matches no approved template."),
            (NHN_ERRORS, "-3010: the text differs from the template."),
        ),
        _pair({"text": "홍길동님 " + _DONE}, _template()),
        ("3016",),
    ),
    Rule(
        "title-mismatch",
        ERROR,
        MATCH,
        ("/title",),
        ((LUNASOFT_SEND, "3028: the title differs from the template's."),),
        _pair({"text": _DONE, "title": "주문 접수"}, _template(_DONE, title="주문 완료")),
        ("3028",),
    ),
    Rule(
        "button-mismatch",
        ERROR,
        MATCH,
        ("/buttons", "/buttons/*", "/buttons/*/*"),
        (
            (LUNASOFT_SEND, "3027: the buttons differ from the template's."),
            (
                NHN_ERRORS,
                "-3011, -3033: count, order, type, name and links must be the template's.",
            ),
        ),
        _pair(
            {"text": _DONE, "buttons": [{"type": "MD", "name": "문의"}]},
            _template(_DONE, buttons=[{"type": "MD", "name": "문의하기"}]),
        ),
        ("3027",),
    ),
    Rule(
        "image-changed",
        ERROR,
        BESIDE,
        ("/image", "/image/url", "/image/sha256"),
        (
            (GUIDE, "The image is fixed once the template is approved."),
            (LUNASOFT_SEND, "3024: not the image of the template."),
        ),
        _pair(
            {"text": _DONE, "image": {"url": "https://img.example.com/b.jpg"}},
            _template(_DONE, image={"url": "https://img.example.com/a.jpg"}),
        ),
        ("3024",),
    ),
    Rule(
        "line-endings-differ",
        WARNING,
        MATCH,
        ("/text", "/title"),
        ((NHN_ERRORS, "The text must equal the template, line breaks included (-3010)."),),
        _pair({"text": "안내\r\n" + _DONE}, _template("안내\n" + _DONE)),
        ("3016",),
    ),
    Rule(
        "variable-empty-value",
        WARNING,
        MATCH,
        ("/text", "/title", "/buttons/*/*"),
        ((NHN, "Before April 2022 an empty value was refused; other gateways may still do so."),),
        _pair({"text": "님, " + _DONE}, _template()),
    ),
    Rule(
        "variable-in-value",
        WARNING,
        MATCH,
        ("/text", "/title", "/buttons/*/*"),
        ((LUNASOFT_SEND, "A variable that is not replaced is delivered as it is."),),
        _pair({"text": "#{이름}님, " + _DONE}, _template()),
    ),
    Rule(
        "empty-looking-value",
        WARNING,
        MATCH,
        ("/text", "/title", "/buttons/*/*"),
        ((THIS_LIBRARY, "Programs write such words where they have no value."),),
        _pair({"text": "None님, " + _DONE}, _template()),
    ),
    Rule(
        "value-with-line-break",
        NOTE,
        MATCH,
        ("/text", "/title", "/buttons/*/*"),
        ((THIS_LIBRARY, "A value of several lines may hide a line that nobody approved."),),
        _pair({"text": "홍길동\n김하늘님, " + _DONE}, _template()),
    ),
)


def _request(**changes: Any) -> dict[str, Any]:
    """A request to Infobip; the changes are made in its only message."""
    content = {"type": "TEMPLATE", "templateCode": "order-done", "text": _DONE}
    message = {
        "sender": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "destinations": [{"to": "821012345678"}],
        "content": content,
    }
    return {"messages": [message | changes]}


def _omni(button: dict[str, str]) -> dict[str, Any]:
    alimtalk = {"templateCode": "order-done", "text": _DONE, "buttons": [button]}
    return {"destinations": [{"to": {"phoneNumber": "821012345678"}}], "kakaoAlim": alimtalk}


def _content(**parts: Any) -> dict[str, Any]:
    return {
        "content": {"type": "TEMPLATE", "templateCode": "order-done", "text": _DONE} | parts,
    }


def _failover(text: str) -> dict[str, Any]:
    return _request(options={"smsFailover": {"text": text}})


_AT_SEND_TIME = ("/options/schedule/sendAt", "/sendAt", "/reserveTime")
_AT_FAILOVER = (
    "/messages/*/options/smsFailover/text",
    "/sms/text",
    "/messages/*/failoverConfig/content",
)
_AT_DESTINATION = (
    "/messages/*/destinations/*/to",
    "/destinations/*/to/phoneNumber",
    "/messages/*/to",
)
_AT_BUTTON = ("/messages/*/content/buttons/*", "/kakaoAlim/buttons/*", "/messages/*/buttons/*")

_PAYLOAD = (
    Rule(
        "unknown-gateway",
        ERROR,
        PAYLOAD,
        ("",),
        (
            (INFOBIP_API, "A request has messages, or in the older call a part kakaoAlim."),
            (SENS, "A request has plusFriendId, templateCode and messages."),
        ),
        {"to": "821012345678", "body": _DONE},
    ),
    Rule(
        "too-many-messages",
        ERROR,
        PAYLOAD,
        ("/messages",),
        ((SENS, "A request has at most 100 messages."),),
        {
            "plusFriendId": "@dawnmart",
            "templateCode": "order-done",
            "messages": [{"to": f"010123450{n:02}", "content": _DONE} for n in range(101)],
        },
    ),
    Rule(
        "value-too-long",
        ERROR,
        PAYLOAD,
        ("**",),
        ((INFOBIP_API, "Identifiers and data for callbacks have a greatest length."),),
        _request(destinations=[{"to": "821012345678", "messageId": "1" * 201}]),
    ),
    Rule(
        "value-not-allowed",
        ERROR,
        PAYLOAD,
        ("**",),
        ((INFOBIP_API, "Kinds, units of time, days and priorities are those that are listed."),),
        _request() | {"options": {"priority": "URGENT"}},
    ),
    Rule(
        "unknown-template",
        ERROR,
        PAYLOAD,
        ("/messages/*/content/templateCode", "/kakaoAlim/templateCode", "/templateCode"),
        ((LUNASOFT_SEND, "3015: there is no such template."),),
        {"payload": _request(), "templates": [{"code": "order-sent", "text": _DONE}]},
        ("3015",),
    ),
    Rule(
        "nothing-to-send",
        WARNING,
        PAYLOAD,
        ("/messages", "/messages/*/destinations", "/destinations"),
        ((THIS_LIBRARY, "Nobody gets anything; usually a query found no recipients."),),
        {"messages": []},
    ),
    Rule(
        "bad-sender",
        WARNING,
        PAYLOAD,
        ("/messages/*/sender", "/scenarioKey", "/plusFriendId"),
        (
            (LUNASOFT_CENTRE, "A sender key has 40 characters."),
            (NHN, "A sender key has 40 characters."),
            (SENS, "The name of a channel begins with @."),
        ),
        _request(sender="@dawnmart"),
    ),
    Rule(
        "bad-destination",
        WARNING,
        PAYLOAD,
        _AT_DESTINATION,
        (
            (INFOBIP_API, "Samples of numbers are international, digits only."),
            (E_164, "A number with its country code has at most 15 digits and begins with 1 to 9."),
            (LUNASOFT_SEND, "1020, 3008: the recipient's number is invalid."),
        ),
        _request(destinations=[{"to": "+82-10-1234-5678"}]),
        ("3008", "1020"),
    ),
    Rule(
        "duplicate-destination",
        WARNING,
        PAYLOAD,
        _AT_DESTINATION,
        ((THIS_LIBRARY, "Somebody gets two messages at once; usually a list was joined twice."),),
        _request(destinations=[{"to": "821012345678"}] * 2),
    ),
    Rule(
        "bad-send-time",
        ERROR,
        PAYLOAD,
        _AT_SEND_TIME,
        (
            (INFOBIP_API, "sendAt is yyyy-MM-dd'T'HH:mm:ss.SSSZ."),
            (SENS, "reserveTime is yyyy-MM-dd HH:mm."),
        ),
        _request() | {"options": {"schedule": {"sendAt": "2026-02-30T09:00:00.000+0900"}}},
    ),
    Rule(
        "odd-validity-period",
        WARNING,
        PAYLOAD,
        (
            "/messages/*/options/validityPeriod/amount",
            "/messages/*/options/smsFailover/validityPeriod/amount",
            "/kakaoAlim/validityPeriod",
        ),
        ((INFOBIP_API, "A period over 48 hours is taken as 48 hours."),),
        _request(options={"validityPeriod": {"amount": 72, "timeUnit": "HOURS"}}),
    ),
    Rule(
        "odd-time-window",
        WARNING,
        PAYLOAD,
        ("/messages/*/options/deliveryTimeWindow",),
        (
            (
                THIS_LIBRARY,
                "No time at all lies in such a window, or only one of its ends is known.",
            ),
        ),
        _request(
            options={
                "deliveryTimeWindow": {
                    "days": ["MONDAY"],
                    "from": {"hour": 9, "minute": 0},
                    "to": {"hour": 9, "minute": 0},
                }
            }
        ),
    ),
    Rule(
        "not-one-link",
        ERROR,
        PAYLOAD,
        ("/kakaoAlim/buttons/*",),
        ((INFOBIP_OMNI, "A URL button has either buttonUrlMobile or the older buttonUrl."),),
        _omni({"type": "URL", "buttonText": "주문 보기"}),
    ),
    Rule(
        "deprecated-field",
        WARNING,
        PAYLOAD,
        ("/kakaoAlim/buttons/*/buttonUrl",),
        ((INFOBIP_OMNI, "buttonUrl is deprecated."),),
        _omni({"type": "URL", "buttonText": "주문 보기", "buttonUrl": _LINK}),
    ),
    Rule(
        "add-channel-name",
        WARNING,
        PAYLOAD,
        tuple(f"{button}/{name}" for button in _AT_BUTTON for name in ("name", "buttonText")),
        ((NHN_ERRORS, "-3026: a button that adds the channel is called 채널 추가."),),
        _request(**_content(buttons=[{"type": "ADD_CHANNEL", "name": "채널 친구 되기"}])),
    ),
    Rule(
        "add-channel-order",
        WARNING,
        PAYLOAD,
        _AT_BUTTON,
        ((NHN_ERRORS, "-3025: a button that adds the channel is the first one, or alone."),),
        _request(
            **_content(
                buttons=[
                    {"type": "MESSAGE_DELIVERY", "name": "문의하기"},
                    {"type": "ADD_CHANNEL", "name": "채널 추가"},
                ]
            )
        ),
    ),
    Rule(
        "sms-unencodable",
        WARNING,
        PAYLOAD,
        _AT_FAILOVER,
        (
            (LUNASOFT_SEND, "4.5: an SMS is in EUC-KR."),
            (NHN_CONSOLE, "Emoji in a substitute SMS arrive as question marks: it is in EUC-KR."),
        ),
        _failover("주문 완료 🎁"),
    ),
    Rule(
        "sms-beyond-euc-kr",
        NOTE,
        PAYLOAD,
        _AT_FAILOVER,
        (
            (LUNASOFT_SEND, "4.5: an SMS is in EUC-KR."),
            (KS_X_1001, "EUC-KR has 2,350 syllables of Hangul; CP949 adds the other 8,822."),
        ),
        _failover("똠얌꿍 주문 완료"),
    ),
    Rule(
        "sms-becomes-lms",
        NOTE,
        PAYLOAD,
        _AT_FAILOVER,
        ((NHN_SMS, "An SMS has at most 90 bytes; what is longer is sent as an LMS."),),
        _failover("가" * 46),
    ),
    Rule(
        "sms-too-long",
        WARNING,
        PAYLOAD,
        _AT_FAILOVER,
        ((NHN_SMS, "An LMS has at most 2,000 bytes."),),
        _failover("가" * 1001),
    ),
)

_LINE = (
    Rule(
        "not-utf-8",
        ERROR,
        LINE,
        ("",),
        ((RFC_8259, "JSON that systems exchange is in UTF-8 (section 8.1)."),),
        "A line of JSON Lines, or a whole file, in CP949 or UTF-16.",
    ),
    Rule(
        "not-json",
        ERROR,
        LINE,
        ("",),
        (
            (RFC_8259, "What a JSON text is; NaN, single quotes and a last comma are not in it."),
            (RFC_8259, "A parser may limit the depth of nesting, and numbers (section 9)."),
        ),
        'A line of JSON Lines that is cut off: {"text": "' + _DONE,
    ),
    Rule(
        "line-too-long",
        ERROR,
        LINE,
        ("",),
        (
            (RFC_8259, "A parser may limit the size of a text (section 9)."),
            (GUIDE, "At most 1,000 characters of text: no message comes near a mebibyte."),
        ),
        "A line of JSON Lines with 2,000,000 bytes, as of a file without line breaks.",
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.name: rule for rule in (*_STRUCTURE, *_MESSAGE, *_IMAGE, *_TEMPLATE, *_PAYLOAD, *_LINE)}
)
"""Every rule by its name, in the order of the documentation."""
