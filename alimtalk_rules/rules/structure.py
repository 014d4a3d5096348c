"""The structure: what a schema refuses, and which of its keywords says so."""

from collections.abc import Iterator

from alimtalk_rules.documents import Message
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.examples import (
    DONE,
    LINK,
    aligo,
    request,
    template,
    web_link,
    with_button,
)
from alimtalk_rules.rules.parts import without_strike
from alimtalk_rules.rules.rule import ERROR, NOTE, WARNING, Place, rule
from alimtalk_rules.rules.seen import title_is_usual
from alimtalk_rules.rules.sources import (
    ALIGO,
    BLUMN,
    GUIDE,
    INFOBIP_API,
    INFOBIP_OMNI,
    KAKAO_CONTENT,
    LUNASOFT_CENTRE,
    LUNASOFT_SEND,
    MTS_SEND,
    NHN_ERRORS,
    SENS,
    THIS_LIBRARY,
)
from alimtalk_rules.rules.text import too_long
from alimtalk_rules.rules.where import (
    ALL,
    CHAT_VALUES,
    CODED,
    KEYS,
    LINKS,
    MEASURED,
    MESSAGES,
    NAMES,
    PAYLOAD,
    SCHEMES,
    SHOWN,
    TARGETS,
    TEXTUAL,
    URLS,
)


@rule(
    ERROR,
    ALL,
    "**",
    sources=(
        (INFOBIP_API, "Each field has one JSON type."),
        (LUNASOFT_CENTRE, "A template's name has at most 200 characters."),
    ),
    example={"text": 12000},
    kakao=("1030",),
    explains={
        "**": "type minimum maximum maxItems",
        "/name": "maxLength",
        **dict.fromkeys(("/image/sha256", "/highlight/image/sha256"), "minLength maxLength not"),
    },
    en=("Expected {expected}, found {found}.", "Use {expected} instead[[; {advice}]]."),
    ko=(
        "값의 타입이 맞지 않습니다. 필요한 타입: {expected}, 현재 타입: {found}.",
        "다음 타입의 값을 넣으세요: {expected}.[[ {advice}]]",
        "값의 JSON 타입이 스키마와 다르거나, 숫자, 템플릿명, sha256, 항목 목록이 허용 범위를 벗어났습니다.",
        "중계사는 요청을 스키마에 따라 읽으며, 맞지 않는 값은 거부하거나 버립니다.",
    ),
)
def wrong_type() -> None:
    """A value has another JSON type than the schema says, or a number, a template's name, a sha256 or a list of items is outside what the schema allows.

    Gateways read requests by their schema, and refuse or drop a value that does not fit.
    """


@rule(
    ERROR,
    ALL,
    ("/code", "/text", "/buttons/*/type", "/buttons/*/name", "/buttons/*/urlMobile", "/*"),
    sources=(
        (
            INFOBIP_API,
            "Text, and each button's type and name, and a web link's urlMobile, are required.",
        ),
        (LUNASOFT_CENTRE, "A template has a code."),
    ),
    example=with_button(type="WL", name="주문 보기"),
    kakao=("1030", "3013", "405"),
    explains={"**": "required"},
    codes={
        "nhn": (
            "-2001",
            "-2002",
        ),
        "bizppurio": ("2000",),
        "solapi": ("1010",),
        "bizgo": (
            "A303",
            "A306",
            "A502",
            "A505",
            "A523",
        ),
    },
    en=("The required field '{field}' is missing.", "Add the field '{field}'[[, {advice}]]."),
    ko=(
        "필수 필드가 없습니다: '{field}'.",
        "'{field}' 필드를 추가하세요.[[ {advice}]]",
        "필수 필드가 빠져 있습니다.",
        "이 필드가 없으면 카카오가 메시지를 구성하지 못하거나 템플릿과 대조하지 못합니다.",
    ),
)
def missing_field() -> None:
    """A required field is missing.

    Without it Kakao cannot build the message, or cannot compare it with its template.
    """


@rule(
    ERROR,
    MEASURED,
    "**",
    sources=(
        (
            INFOBIP_API,
            "A message has text, title and buttons; each button type has its own fields.",
        ),
    ),
    example=with_button(type="MD", name="문의하기", urlMobile=LINK),
    kakao=("1030",),
    explains={"**": "additionalProperties"},
    en=(
        "This field is not defined here.",
        "Remove it, or correct its name.[[ Did you mean '{nearest}'?]][[ Fields that are defined here: {known}.]]",
    ),
    ko=(
        "정의되지 않은 필드입니다.",
        "필드를 삭제하거나 이름을 바로잡으세요.[[ 혹시 '{nearest}' 필드인가요?]][[ 여기서 쓸 수 있는 필드: {known}.]]",
        "스키마에 없는 필드가 있습니다. 필드 이름에 개인정보가 들어 있을 수 있으면 상위 객체의 위치만 표시합니다.",
        "오타이거나 다른 버튼 타입의 필드라서 의도한 대로 동작하지 않습니다.",
    ),
)
def unknown_field() -> None:
    """A field that the schema does not define. If its name may be personal data, only the place of its object is told.

    It is misspelt or belongs to another button type, so it does not do what it is meant to do.
    """


@rule(
    WARNING,
    PAYLOAD,
    "**",
    sources=(
        (
            THIS_LIBRARY,
            "No document says that further fields are refused; one that is misspelt is lost.",
        ),
    ),
    example=request() | {"optoins": {"priority": "HIGH"}},
    en=(
        "The gateway's documents do not describe this field.",
        "If it is misspelt, correct its name; otherwise remove it.[[ Did you mean '{nearest}'?]][[ Fields that are described here: {known}.]]",
    ),
    ko=(
        "중계사 문서에 없는 필드입니다.",
        "오타라면 이름을 바로잡고, 아니면 필드를 빼세요.[[ 혹시 '{nearest}' 필드인가요?]][[ 문서에 있는 필드: {known}.]]",
        "중계사 문서에 없는 필드가 요청에 있습니다. 필드 이름에 개인정보가 들어 있을 수 있으면 상위 객체의 위치만 표시합니다.",
        "중계사가 이 필드를 무시할 수 있습니다. 오타라면 의도한 설정이 적용되지 않습니다.",
    ),
)
def extra_field() -> None:
    """A request has a field that the gateway's documents do not describe. If its name may be personal data, only the place of its object is told.

    The gateway may ignore it; if it is misspelt, what it was meant to do does not happen.
    """


@rule(
    NOTE,
    PAYLOAD,
    "**",
    sources=((THIS_LIBRARY, "No document says what null means; libraries send it for nothing."),),
    example=request() | {"options": None},
    en=(
        "This field is null or empty, which counts as if it were not there.",
        "Leave it out if you can (in pydantic, exclude_none=True).",
    ),
    ko=(
        "값이 null이거나 비어 있어 필드가 없는 것으로 봅니다.",
        "가능하면 필드 자체를 빼세요(pydantic에서는 exclude_none=True).",
        "요청의 선택 필드가 null이거나, 버튼 타입에 쓰이지 않는 필드가 비어 있습니다.",
        "중계사 문서에 null의 의미가 나와 있지 않아, 중계사가 다르게 처리할 수도 있습니다.",
    ),
)
def null_field() -> None:
    """An optional field of a request is null, or a link that a button does not need is empty.

    No document of the gateways says what null means, so they may come to treat it otherwise.
    """


@rule(
    ERROR,
    MESSAGES,
    ("/*", "/buttons/*/type"),
    sources=(
        (GUIDE, "A message has text, title, image, and buttons of six types."),
        (KAKAO_CONTENT, "It may also have an item list, quick replies and other buttons."),
    ),
    example={"text": DONE, "header": "주문 안내"},
    kakao=("1030", "3027"),
    enforced_by="schema",
    en=(
        'This profile does not know what stands here: {parts}. With profile "{profile}" (--profile {profile}) this would be fine.',
        'Check with profile "{profile}" if your gateway sends it; otherwise leave it out.',
    ),
    ko=(
        '현재 프로필에 없는 항목을 썼습니다: {parts}. 프로필 "{profile}"(--profile {profile})로는 문제가 없습니다.',
        '중계사가 이 항목을 보낼 수 있으면 프로필 "{profile}"로 검사하고, 아니면 빼세요.',
        "현재 프로필에는 없지만 카카오의 전체 규격에는 있는 항목이나 버튼 타입을 썼습니다.",
        "프로필이 따르는 중계사는 이 항목을 거부하거나 버립니다. 다른 중계사는 보낼 수 있습니다.",
    ),
)
def beyond_profile() -> None:
    """A document has parts, or types of buttons, that its profile does not know but Kakao does.

    The profile's gateway refuses or drops them; other gateways send them.
    """


@rule(
    ERROR,
    TEXTUAL,
    "/buttons/*/type",
    sources=(
        (GUIDE, "There are six button types: WL, AL, DS, MD, BK and BT."),
        (INFOBIP_API, "ADD_CHANNEL (AC) is one, too."),
    ),
    example=with_button(type="XX", name="주문 보기"),
    kakao=("3027",),
    explains={"/buttons/*/type": "enum"},
    en=(
        "This button type is not supported.",
        "Use one of {known}. Messages and templates use Kakao's types, such as WL; a gateway's request uses the gateway's own.",
    ),
    ko=(
        "지원하지 않는 버튼 타입입니다.",
        "다음 중 하나를 쓰세요: {known}. 메시지와 템플릿에는 WL 같은 카카오의 타입을, 중계사 요청에는 중계사가 정한 타입을 씁니다.",
        "버튼 타입이 카카오의 타입(WL 등)이 아니거나, 요청이라면 중계사가 정한 타입이 아닙니다.",
        "버튼은 승인된 템플릿과 같아야 합니다. 다른 타입의 버튼이 있는 메시지는 거부되거나 어떤 템플릿과도 일치하지 않습니다.",
    ),
)
def unknown_button_type() -> None:
    """A button's type is not one of Kakao's, such as WL, or, in a request, not one of the gateway's.

    Buttons must equal the approved template's; a message with another type is refused, or matches no template.
    """


@rule(
    ERROR,
    TEXTUAL,
    "/quickReplies/*/type",
    sources=(
        (LUNASOFT_SEND, "Quick replies are of the types WL, AL, BK, BC, BT and BF."),
        (NHN_ERRORS, "-2504: the form of the quick replies is wrong."),
        (MTS_SEND, "MD is one of them, too."),
    ),
    example={"text": DONE, "quickReplies": [{"type": "DS", "name": "배송 조회"}]},
    kakao=("3027", "510"),
    explains={"/quickReplies/*/type": "enum"},
    codes={"nhn": ("-2504",)},
    en=(
        "A quick reply cannot be of this type.",
        "Use one of {known}, or make it a button.",
    ),
    ko=(
        "바로연결에 쓸 수 없는 타입입니다.",
        "다음 중 하나를 쓰거나, 버튼으로 옮기세요: {known}.",
        "바로연결의 타입이 정해진 것이 아닙니다. 배송 조회(DS), 채널 추가(AC), 플러그인(P1~P3), 전화하기(TN)는 버튼에만 쓸 수 있습니다.",
        "템플릿이 등록되지 않고, 이런 메시지와 일치하는 템플릿도 없습니다.",
    ),
)
def unknown_quick_reply_type() -> None:
    """A quick reply is of a type that is none, or that only buttons can have: DS, AC, P1 to P3, TN.

    Kakao registers no such template, so the message matches none.
    """


@rule(
    ERROR,
    TEXTUAL,
    "/buttons",
    sources=(
        (GUIDE, "A message has at most five buttons."),
        (KAKAO_CONTENT, "At most five buttons."),
    ),
    example={"text": DONE, "buttons": [{"type": "MD", "name": f"문의 {n}"} for n in range(1, 7)]},
    kakao=("3027",),
    explains={"/buttons": "maxItems"},
    codes={"solapi": ("1050",)},
    en=(
        "There are {count} buttons; at most {limit} are allowed.",
        "Remove buttons until at most {limit} are left.",
    ),
    ko=(
        "버튼이 너무 많습니다. 현재 {count}개, 최대 {limit}개입니다.",
        "꼭 필요한 버튼만 {limit}개 이하로 남기세요.",
        "메시지의 버튼이 5개를 넘습니다.",
        "카카오는 버튼이 5개를 넘는 템플릿을 승인하지 않으므로, 일치하는 템플릿이 없습니다.",
    ),
)
def too_many_buttons() -> None:
    """A message has more than five buttons.

    Kakao does not approve templates with more, so the message matches none.
    """


@rule(
    ERROR,
    ALL,
    ("/name", *SHOWN, *NAMES, *KEYS, *SCHEMES, *URLS),
    sources=(
        (INFOBIP_API, "urlPc and the app schemes have at least one character."),
        (NHN_ERRORS, "A button without a name is refused (-3009)."),
    ),
    example=with_button(type="MD", name=" "),
    kakao=("1030",),
    explains={
        "**": "minItems",
        **dict.fromkeys(("/name", *SHOWN, *NAMES, *KEYS, *SCHEMES), "pattern"),
    },
    en=(
        "This is empty or only white space.",
        "Give it a value, or leave the field out if it is optional.",
    ),
    ko=(
        "값이 비어 있거나 공백뿐입니다.",
        "값을 넣으세요. 선택 필드라면 필드 자체를 빼도 됩니다.",
        "제목, 헤더, 아이템 리스트의 항목, 버튼명, 템플릿명, URL, 앱 스킴 등이 비어 있거나 공백뿐입니다. 또는 중계사가 빈 버튼 목록을 허용하지 않습니다.",
        "빈 필드는 필드가 없는 것과 다릅니다. 카카오가 거부하거나 템플릿과 다르다고 판정합니다.",
    ),
)
def empty_value() -> None:
    """A title or another short part, the name of a button or template, a URL or an app scheme is empty or only white space, or a list of buttons is empty and the gateway does not accept that.

    An empty field is not the same as no field: Kakao refuses it, or finds that it differs from the template.
    """


@rule(
    ERROR,
    TEXTUAL,
    "/title",
    sources=(
        (INFOBIP_API, "A title has at most 50 characters."),
        (LUNASOFT_SEND, "3029: the title is longer than 50."),
    ),
    example={"text": DONE, "title": "가" * 51},
    kakao=("3029",),
    explains={"/title": "maxLength"},
    enforced_by="schema",
    unless=title_is_usual,
    codes={"nhn": ("-2032",), "bizppurio": ("7329",)},
    en=(
        "The title has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}.",
    ),
    ko=(
        "제목이 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요.",
        "제목(강조 표기)이 50자를 넘습니다.",
        "카카오가 메시지를 거부합니다.",
    ),
)
def title_too_long(message: Message, limits: Limits) -> Iterator[Place]:
    """The title has more than 50 characters.

    Kakao refuses the message.
    """
    # Only what no schema refuses: Kakao's leave the length to us, as they cannot leave out "\s".
    yield from too_long("/title", without_strike(message.get("title") or ""), limits.title)


@rule(
    ERROR,
    TEXTUAL,
    NAMES,
    sources=((INFOBIP_API, "A button's name has at most 28 characters."),),
    example=with_button(type="MD", name="가" * 29),
    kakao=("3027",),
    explains=dict.fromkeys(NAMES, "maxLength"),
    codes={"solapi": ("1049",)},
    en=(
        "The button's name has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}, and write it exactly as in the approved template.",
    ),
    ko=(
        "버튼명이 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이고, 승인된 템플릿의 버튼명과 똑같이 쓰세요.",
        "버튼명이 28자를 넘습니다.",
        "Infobip이 요청을 거부합니다. 카카오에도 이렇게 긴 버튼명은 등록할 수 없습니다.",
    ),
)
def button_name_too_long() -> None:
    """A button's name has more than 28 characters.

    Infobip refuses the request, and Kakao does not register names of this length.
    """


@rule(
    ERROR,
    ALL,
    (*SCHEMES, *URLS),
    sources=((INFOBIP_API, "A URL or an app scheme has at most 500 characters."),),
    example=web_link(urlMobile="https://shop.example.com/" + "a" * 476),
    kakao=("1030",),
    explains=dict.fromkeys((*SCHEMES, *LINKS, "/image/url"), "maxLength"),
    codes={"solapi": ("1048",)},
    en=(
        "The link has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}, for example by leaving out tracking parameters.",
    ),
    ko=(
        "링크가 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요. 추적용 파라미터부터 빼 보세요.",
        "URL 또는 앱 스킴이 500자를 넘습니다.",
        "중계사가 요청을 거부합니다.",
    ),
)
def link_too_long() -> None:
    """A URL or an app scheme has more than 500 characters.

    Gateways refuse the request.
    """


@rule(
    ERROR,
    TEXTUAL,
    CHAT_VALUES,
    sources=((LUNASOFT_SEND, "3026: chat values have at most 50 of A-Z a-z 0-9 and _."),),
    example=with_button(type="BT", name="상담하기", chatEvent="주문 문의"),
    kakao=("3026",),
    explains=dict.fromkeys(CHAT_VALUES, "maxLength not"),
    codes={"bizppurio": ("7326",)},
    en=(
        "This value can have at most {limit} characters, and only letters A to Z, digits and underscores (_).",
        "Send a key of these characters, and let the chatbot choose the text for it.",
    ),
    ko=(
        "영문, 숫자, 밑줄(_)만 최대 {limit}자까지 쓸 수 있습니다.",
        "이 문자로 된 키를 보내고, 챗봇에서 그 키에 맞는 문구를 쓰세요.",
        "chatExtra 또는 chatEvent가 50자를 넘거나, 영문, 숫자, 밑줄(_) 이외의 문자를 포함합니다.",
        "카카오가 메시지를 거부합니다.",
    ),
)
def bad_chat_value() -> None:
    """A chat value (chatExtra, chatEvent) has more than 50 characters, or characters other than A-Z a-z 0-9 _.

    Kakao refuses the message.
    """


@rule(
    ERROR,
    TEXTUAL,
    TARGETS,
    sources=(
        (INFOBIP_OMNI, 'The only value of target is "out", which opens the external browser.'),
        (INFOBIP_API, "A target has at most 3 characters: it may be empty."),
    ),
    example=web_link(target="_blank"),
    kakao=("1030",),
    explains=dict.fromkeys(TARGETS, "enum"),
    en=(
        'The only target is "out", for the external browser.',
        'Use "out", or leave the field out for KakaoTalk\'s own browser.',
    ),
    ko=(
        'target에는 외부 브라우저를 뜻하는 "out"만 쓸 수 있습니다.',
        '"out"을 쓰세요. 카카오톡 인앱 브라우저로 열려면 필드를 빼면 됩니다.',
        '웹링크의 target 값이 "out"이 아닙니다. 빈 값은 괜찮습니다.',
        '"_blank"처럼 HTML에서 쓰는 값이라도 중계사가 거부합니다.',
    ),
)
def bad_link_target() -> None:
    """A web link's target is something else than "out", or nothing.

    Gateways refuse other values, even those that HTML knows.
    """


@rule(
    ERROR,
    CODED,
    "/code",
    sources=(
        (LUNASOFT_CENTRE, "A template's code has 1 to 30 of A-Z a-z 0-9 - and _."),
        (INFOBIP_API, "templateCode has at most 30 characters."),
        (BLUMN, "A sample of a code has a dot."),
    ),
    example=template() | {"code": "주문 완료"},
    kakao=("405",),
    explains={"/code": "minLength maxLength not", "/templateCode": "minLength maxLength not"},
    en=(
        "A template's code must have 1 to {limit} of the characters A-Z a-z 0-9 - _ and the dot.",
        "Give it a code of those characters.",
    ),
    ko=(
        "템플릿 코드는 영문, 숫자, 하이픈(-), 밑줄(_), 점(.)으로 1~{limit}자여야 합니다.",
        "허용되는 문자로 된 코드를 쓰세요.",
        "템플릿 코드가 너무 길거나 영문, 숫자, 하이픈, 밑줄, 점 이외의 문자를 포함합니다. 길이는 중계사마다 다르며 Infobip은 30자입니다.",
        "템플릿을 등록할 수 없거나, 중계사가 요청을 거부합니다.",
    ),
)
def bad_template_code() -> None:
    """A template's code has others than the characters A-Z a-z 0-9 - _ and the dot, or is longer than any gateway's (100), or in a request than the gateway's own (Infobip's: 30).

    No such template can be registered, or the gateway refuses the request.
    """


@rule(
    ERROR,
    PAYLOAD,
    "/messages",
    sources=((SENS, "A request has at most 100 messages."),),
    example={
        "plusFriendId": "@dawnmart",
        "templateCode": "order-done",
        "messages": [{"to": f"0101234{n:04}", "content": DONE} for n in range(101)],
    },
    explains={"/messages": "maxItems"},
    en=(
        "The request has {count} messages; at most {limit} are allowed.",
        "Send the others in further requests.",
    ),
    ko=(
        "요청에 메시지가 너무 많습니다. 현재 {count}건, 최대 {limit}건입니다.",
        "나머지는 다른 요청으로 나누어 보내세요.",
        "한 요청의 메시지 수가 중계사의 한도를 넘습니다.",
        "중계사가 요청 전체를 거부합니다.",
    ),
)
def too_many_messages() -> None:
    """A request has more messages than the gateway accepts at once.

    The gateway refuses the whole request.
    """


@rule(
    ERROR,
    TEXTUAL,
    "**",
    sources=((INFOBIP_API, "Identifiers and data for callbacks have a greatest length."),),
    example=request(destinations=[{"to": "821012345678", "messageId": "1" * 201}]),
    explains={"**": "maxLength"},
    en=(
        "This value has {length} characters; at most {limit} are allowed.",
        "Shorten it by at least {over}.",
    ),
    ko=(
        "값이 너무 깁니다. 현재 {length}자, 최대 {limit}자입니다.",
        "{over}자 이상 줄이세요.",
        "값이 스키마의 최대 길이를 넘습니다. 따로 규칙이 있는 필드는 그 규칙이 검사합니다.",
        "중계사가 요청 전체를 거부합니다.",
    ),
)
def value_too_long() -> None:
    """A value is longer than its schema allows, where no other rule says so.

    The gateway refuses the whole request.
    """


@rule(
    ERROR,
    CODED,
    "**",
    sources=((ALIGO, "button_1 is JSON as a string."),),
    example=aligo(button_1={"button": []}),
    explains={"/json": "type"},
    enforced_by="code",
    en=(
        "This must be a string that holds JSON.",
        "Write the value as JSON into a string, with json.dumps or JSON.stringify.",
    ),
    ko=(
        "JSON을 담은 문자열이어야 합니다.",
        "json.dumps나 JSON.stringify로 값을 JSON 문자열로 바꾸어 넣으세요.",
        "JSON 문자열이어야 하는 필드에 객체가 그대로 들어 있거나, 문자열이 올바른 JSON이 아닙니다.",
        "중계사가 버튼을 읽지 못해 요청을 거부하거나, 버튼 없이 보내려다 템플릿과 일치하지 않게 됩니다.",
    ),
)
def json_text_expected() -> None:
    """A field that must be JSON in a string is not a string, or not JSON.

    The gateway cannot read it and refuses the request, or the message lacks its buttons.
    """


@rule(
    ERROR,
    CODED,
    "**",
    sources=(
        (INFOBIP_API, "Kinds, units of time, days and priorities are those that are listed."),
        (LUNASOFT_CENTRE, "405: a template's message type or emphasis is none of those listed."),
    ),
    example=request() | {"options": {"priority": "URGENT"}},
    explains={"**": "enum"},
    en=("This value is not accepted here.", "Accepted here: {known}."),
    ko=(
        "여기에 쓸 수 없는 값입니다.",
        "허용되는 값: {known}.",
        "값이 중계사 또는 카카오가 정한 목록에 없습니다.",
        "중계사가 요청 전체를 거부하거나, 카카오가 템플릿 등록을 거부합니다.",
    ),
)
def value_not_allowed() -> None:
    """A field of a request or of a template has a value that is not listed.

    The gateway refuses the whole request, or Kakao refuses to register the template.
    """
