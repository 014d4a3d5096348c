"""The documents that the rules follow; each card says what its documents say."""

from dataclasses import dataclass


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
KAKAO_PUBLIC = Source(
    "Kakao Business, AlimTalk public templates",
    "https://kakaobusiness.gitbook.io/main/ad/infotalk/publictemplate",
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
MTS_SEND = Source(
    "MTS, AlimTalk send guide 2.1",
    "https://github.com/mtscoaima/aima/tree/main/docs/연동규격서md/발송API",
)
MTS_CENTRE = Source(
    "MTS, AlimTalk template API (2025-08-01)",
    "https://github.com/mtscoaima/aima/tree/main/docs/연동규격서md/비즈API",
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
ALIGO = Source("Aligo, AlimTalk API", "https://smartsms.aligo.in/alimapi.html")
BIZPPURIO = Source(
    "Bizppurio, message API v3", "https://biztech.gitbook.io/webapi/api/dispatch/kakao"
)
SOLAPI_SDK = Source("Solapi, Node.js SDK", "https://github.com/solapi/solapi-nodejs/tree/b733b97")
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
UNICODE_SPECIALS = Source(
    "Unicode Standard 23.8, Specials",
    "https://www.unicode.org/versions/latest/core-spec/chapter-23/",
)
BLUMN = Source(
    "BizM (Sweettracker), partner template API",
    "https://github.com/lunasoft-org/bizmsg-partner-open-api-document",
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
BIZM_SDK = Source(
    "BizM, a public SDK for Node.js", "https://github.com/el-ground/bizmsg-alimtalk-node-sdk"
)
BIZPPURIO_TEMPLATE = Source("Bizppurio, template API (kapi)", "https://github.com/BizMsg/kapi")
BIZGO = Source("Infobank Bizgo, OpenAPI", "https://github.com/icomm-api/bizgo-api-spec")
NHN_API = Source(
    "NHN Cloud, KakaoTalk Bizmessage API v2.3", "https://github.com/TOAST-DOCS/Alimtalk"
)
NHN_HUB = Source("NHN Notification Hub, API", "https://github.com/TOAST-DOCS/notification-hub")
POPBILL = Source("Popbill, KakaoTalk API", "https://docs.popbill.com/kakao/python/api")
SENDON = Source(
    "SendOn, SDK for TypeScript",
    "https://www.npmjs.com/package/@alipeople/sendon-sdk-typescript",
)
SOLAPI_SEND = Source(
    "Solapi, sending messages",
    "https://developers.solapi.com/references/messages/sendManyDetail",
)
SOLAPI_TEMPLATE = Source(
    "Solapi, registering templates",
    "https://solapi.com/developers/api/templates-createTemplate",
)
E_164 = Source("ITU-T E.164, numbers of telephones", "https://www.itu.int/rec/T-REC-E.164")
KS_X_1001 = Source(
    "WHATWG, Encoding Standard: EUC-KR",
    "https://encoding.spec.whatwg.org/#legacy-multi-byte-korean-encodings",
)
ISO_4217 = Source(
    "ISO 4217, codes of currencies", "https://www.iso.org/iso-4217-currency-codes.html"
)
RFC_4180 = Source(
    "RFC 4180, comma-separated values (CSV)", "https://www.rfc-editor.org/rfc/rfc4180"
)
ECMA_376 = Source(
    "ECMA-376, Office Open XML",
    "https://ecma-international.org/publications-and-standards/standards/ecma-376/",
)
EXCEL = Source(
    "Microsoft, keeping leading zeros and large numbers",
    "https://support.microsoft.com/en-us/office/keeping-leading-zeros-and-large-numbers-1bf7b935-36e1-4985-842f-5dfa51f85fe7",
)
EXCEL_ERRORS = Source(
    "Microsoft, how to correct a #N/A error",
    "https://support.microsoft.com/en-us/office/how-to-correct-a-n-a-error-a9708411-f82e-4e1b-8a7e-28c28311b993",
)
THIS_LIBRARY = Source("No document: the judgement of alimtalk-rules", None)
