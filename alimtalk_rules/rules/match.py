"""The template: where a message differs from what Kakao approved."""

from alimtalk_rules.rules.examples import DONE, pair, request, template
from alimtalk_rules.rules.rule import ERROR, NOTE, WARNING, rule
from alimtalk_rules.rules.sources import (
    GUIDE,
    KAKAO_CONTENT,
    LUNASOFT_SEND,
    NHN,
    NHN_ERRORS,
    THIS_LIBRARY,
)
from alimtalk_rules.rules.where import BESIDE, MATCH, PAYLOAD, VALUES


def _rows(title: str) -> list[dict[str, str]]:
    return [
        {"title": title, "description": "머그컵"},
        {"title": "배송", "description": "내일 도착"},
    ]


@rule(
    ERROR,
    MATCH,
    "/text",
    sources=(
        (LUNASOFT_SEND, "3016: the message matches no approved template."),
        (NHN_ERRORS, "-3010: the text differs from the template."),
    ),
    example=pair({"text": "홍길동님 " + DONE}, template()),
    kakao=("3016",),
    codes={
        "nhn": ("-3010",),
        "bizppurio": ("7204",),
        "solapi": (
            "1043",
            "3103",
        ),
    },
    en=(
        "The text differs at character {index} of the template's text (line {line}, column {column}): expected {expected}, found {found}.",
        "Make the fixed text equal to the template's, including every space and line break.",
    ),
    ko=(
        "본문이 템플릿 본문의 {index}번째 문자({line}행 {column}열)에서 달라집니다. 템플릿: {expected} / 메시지: {found}.",
        "고정 문구를 공백과 줄바꿈까지 템플릿과 똑같이 맞추세요.",
        "본문이 템플릿에서 변수만 치환한 결과와 다릅니다.",
        "중계사는 메시지를 접수하지만, 카카오가 발송하지 않아 수신자에게 도착하지 않습니다.",
    ),
)
def text_mismatch() -> None:
    """The text is not the template's text with its variables filled in.

    The gateway accepts the message, but Kakao does not deliver it.
    """


@rule(
    ERROR,
    MATCH,
    "/title",
    sources=((LUNASOFT_SEND, "3028: the title differs from the template's."),),
    example=pair({"text": DONE, "title": "주문 접수"}, template(DONE, title="주문 완료")),
    kakao=("3028",),
    codes={"bizppurio": ("7328",)},
    en=(
        "The title differs from the template's: expected {expected}, found {found}.",
        "Make the title equal to the template's, or leave it out if the template has none.",
    ),
    ko=(
        "제목이 템플릿과 다릅니다. 템플릿: {expected} / 메시지: {found}.",
        "제목을 템플릿과 똑같이 맞추고, 템플릿에 제목이 없으면 빼세요.",
        "제목(강조 표기)이 템플릿에서 변수만 치환한 결과와 다르거나, 둘 중 한쪽에만 제목이 있습니다.",
        "카카오가 발송하지 않아 수신자에게 도착하지 않습니다.",
    ),
)
def title_mismatch() -> None:
    """The title is not the template's title with its variables filled in, or only one of the two has a title.

    Kakao does not deliver the message.
    """


@rule(
    ERROR,
    MATCH,
    ("/buttons", "/buttons/*", "/buttons/*/*"),
    sources=(
        (LUNASOFT_SEND, "3027: the buttons differ from the template's."),
        (
            NHN_ERRORS,
            "-3011, -3033: count, order, type, name and links must be the template's.",
        ),
    ),
    example=pair(
        {"text": DONE, "buttons": [{"type": "MD", "name": "문의"}]},
        template(DONE, buttons=[{"type": "MD", "name": "문의하기"}]),
    ),
    kakao=("3027",),
    codes={
        "nhn": (
            "-3011",
            "-3033",
        ),
        "bizppurio": ("7327",),
        "solapi": (
            "1046",
            "1047",
            "1052",
        ),
    },
    en=(
        "The buttons differ from the template's. What differs: {part} (expected {expected}; found {found}).",
        "Send the template's buttons with their names and in their order; only the values of variables in links can differ.",
    ),
    ko=(
        "버튼이 템플릿과 다릅니다. 다른 부분: {part} (템플릿: {expected} / 메시지: {found}).",
        "템플릿의 버튼을 순서와 버튼명까지 그대로 보내세요. 링크에 넣은 변수 값만 달라질 수 있습니다.",
        "버튼의 개수, 순서, 타입, 버튼명 또는 링크의 고정 문구가 템플릿과 다릅니다.",
        "카카오가 발송하지 않아 수신자에게 도착하지 않습니다.",
    ),
)
def button_mismatch() -> None:
    """The number, the order, a type, a name or the fixed part of a link of the buttons differs from the template's.

    Kakao does not deliver the message.
    """


@rule(
    ERROR,
    BESIDE,
    ("/image", "/image/url", "/image/sha256"),
    sources=(
        (GUIDE, "The image is fixed once the template is approved."),
        (LUNASOFT_SEND, "3024: the image is invalid."),
    ),
    example=pair(
        {"text": DONE, "image": {"url": "https://img.example.com/b.jpg"}},
        template(DONE, image={"url": "https://img.example.com/a.jpg"}),
    ),
    kakao=("3024",),
    en=(
        "The image differs from the template's. What differs: {part}.",
        "Send the approved image, or get a template with the new image approved.",
    ),
    ko=(
        "이미지가 템플릿과 다릅니다. 다른 부분: {part}.",
        "승인된 이미지를 보내거나, 새 이미지로 템플릿을 다시 승인받으세요.",
        "이미지의 sha256 또는 URL이 템플릿과 다르거나, 둘 중 한쪽에만 이미지가 있습니다.",
        "템플릿이 승인되면 이미지는 바꿀 수 없습니다.",
    ),
)
def image_changed() -> None:
    """The image's sha256 or URL differs from the template's, or only one of the two has an image.

    The image cannot be changed once the template is approved.
    """


@rule(
    ERROR,
    MATCH,
    "/header",
    sources=(
        (LUNASOFT_SEND, "3031: the header differs from the template's."),
        (NHN_ERRORS, "-3042: the header differs from the template."),
    ),
    example=pair({"text": DONE, "header": "주문 접수"}, template(DONE, header="주문 완료")),
    kakao=("3031",),
    codes={"nhn": ("-3042",), "bizppurio": ("7331",)},
    en=(
        "The header differs from the template's: expected {expected}, found {found}.",
        "Make the header equal to the template's, or leave it out if the template has none.",
    ),
    ko=(
        "헤더가 템플릿과 다릅니다. 템플릿: {expected} / 메시지: {found}.",
        "헤더를 템플릿과 똑같이 맞추고, 템플릿에 헤더가 없으면 빼세요.",
        "헤더가 템플릿에서 변수만 치환한 결과와 다르거나, 둘 중 한쪽에만 헤더가 있습니다.",
        "카카오가 발송하지 않아 수신자에게 도착하지 않습니다.",
    ),
)
def header_mismatch() -> None:
    """The header is not the template's header with its variables filled in, or only one of the two has a header.

    Kakao does not deliver the message.
    """


@rule(
    ERROR,
    MATCH,
    ("/highlight", "/highlight/*"),
    sources=(
        (LUNASOFT_SEND, "3033: the item highlight differs from the template's."),
        (NHN_ERRORS, "-3043: the item or its highlight differs from the template."),
        (KAKAO_CONTENT, r"A sent title may end in \s, which strikes it through."),
    ),
    example=pair(
        {"text": DONE, "highlight": {"title": "머그컵", "description": "3개"}},
        template(DONE, highlight={"title": "#{상품}", "description": "#{수량}개 묶음"}),
    ),
    kakao=("3033",),
    codes={"nhn": ("-3043",), "bizppurio": ("7333",)},
    en=(
        "The highlight differs from the template's. What differs: {part} (expected {expected}; found {found}).",
        "Make the highlight equal to the template's, or leave it out if the template has none.",
    ),
    ko=(
        "아이템 하이라이트가 템플릿과 다릅니다. 다른 부분: {part} (템플릿: {expected} / 메시지: {found}).",
        "아이템 하이라이트를 템플릿과 똑같이 맞추고, 템플릿에 없으면 빼세요.",
        "아이템 하이라이트의 제목이나 내용이 템플릿에서 변수만 치환한 결과와 다르거나, 둘 중 한쪽에만 있습니다.",
        "카카오가 발송하지 않아 수신자에게 도착하지 않습니다.",
    ),
)
def highlight_mismatch() -> None:
    """The title or the description of the highlight is not the template's with its variables filled in, or only one of the two has a highlight.

    Kakao does not deliver the message.
    """


@rule(
    ERROR,
    MATCH,
    ("/items", "/items/*/*"),
    sources=(
        (LUNASOFT_SEND, "3036: the item list differs from the template's."),
        (NHN_ERRORS, "-3043: the item or its highlight differs from the template."),
    ),
    example=pair(
        {"text": DONE, "items": _rows("주문 상품")},
        template(DONE, items=_rows("상품")),
    ),
    kakao=("3036",),
    codes={"nhn": ("-3043",), "bizppurio": ("7336",)},
    en=(
        "The item list differs from the template's. What differs: {part} (expected {expected}; found {found}).",
        "Send the template's items with their titles and in their order; only the values of variables in descriptions can differ.",
    ),
    ko=(
        "아이템 리스트가 템플릿과 다릅니다. 다른 부분: {part} (템플릿: {expected} / 메시지: {found}).",
        "템플릿의 아이템을 순서와 제목까지 그대로 보내세요. 내용에 넣은 변수 값만 달라질 수 있습니다.",
        "아이템의 개수, 순서, 제목 또는 내용의 고정 문구가 템플릿과 다릅니다.",
        "카카오가 발송하지 않아 수신자에게 도착하지 않습니다.",
    ),
)
def item_list_mismatch() -> None:
    """The number, the order, a title or the fixed part of a description of the items differs from the template's.

    Kakao does not deliver the message.
    """


@rule(
    ERROR,
    MATCH,
    ("/summary", "/summary/*"),
    sources=(
        (LUNASOFT_SEND, "3038: the item summary differs from the template's."),
        (NHN_ERRORS, "-3043: the item or its highlight differs from the template."),
    ),
    example=pair(
        {
            "text": DONE,
            "items": _rows("상품"),
            "summary": {"title": "합계", "description": "15,000원"},
        },
        template(
            DONE,
            items=_rows("상품"),
            summary={"title": "총 금액", "description": "#{금액}원"},
        ),
    ),
    kakao=("3038",),
    codes={"bizppurio": ("7338",)},
    en=(
        "The summary differs from the template's. What differs: {part} (expected {expected}; found {found}).",
        "Make the summary equal to the template's, or leave it out if the template has none.",
    ),
    ko=(
        "아이템 요약정보가 템플릿과 다릅니다. 다른 부분: {part} (템플릿: {expected} / 메시지: {found}).",
        "아이템 요약정보를 템플릿과 똑같이 맞추고, 템플릿에 없으면 빼세요.",
        "아이템 요약정보의 제목이나 내용의 고정 문구가 템플릿과 다르거나, 둘 중 한쪽에만 있습니다.",
        "카카오가 발송하지 않아 수신자에게 도착하지 않습니다.",
    ),
)
def summary_mismatch() -> None:
    """The title or the fixed part of the description of the summary differs from the template's, or only one of the two has a summary.

    Kakao does not deliver the message.
    """


@rule(
    ERROR,
    MATCH,
    ("/quickReplies", "/quickReplies/*", "/quickReplies/*/*"),
    sources=(
        (LUNASOFT_SEND, "3027: the quick replies differ from the template's."),
        (NHN_ERRORS, "-3011, -3033: count, order, type, name and links must be the template's."),
    ),
    example=pair(
        {"text": DONE, "quickReplies": [{"type": "BK", "name": "문의"}]},
        template(DONE, quickReplies=[{"type": "BK", "name": "문의하기"}]),
    ),
    kakao=("3027",),
    codes={"nhn": ("-3011",), "bizppurio": ("7327",)},
    en=(
        "The quick replies differ from the template's. What differs: {part} (expected {expected}; found {found}).",
        "Send the template's quick replies with their names and in their order; only the values of variables in links can differ.",
    ),
    ko=(
        "바로연결이 템플릿과 다릅니다. 다른 부분: {part} (템플릿: {expected} / 메시지: {found}).",
        "템플릿의 바로연결을 순서와 이름까지 그대로 보내세요. 링크에 넣은 변수 값만 달라질 수 있습니다.",
        "바로연결의 개수, 순서, 타입, 이름 또는 링크의 고정 문구가 템플릿과 다릅니다.",
        "카카오가 발송하지 않아 수신자에게 도착하지 않습니다.",
    ),
)
def quick_reply_mismatch() -> None:
    """The number, the order, a type, a name or the fixed part of a link of the quick replies differs from the template's.

    Kakao does not deliver the message.
    """


@rule(
    ERROR,
    MATCH,
    ("/representLink", "/representLink/*"),
    sources=(
        (LUNASOFT_SEND, "3042: the link of the whole message differs from the template's."),
        (NHN_ERRORS, "-3046: the link of the whole message differs from the template."),
    ),
    example=pair(
        {"text": DONE, "representLink": {"urlMobile": "https://shop.example.com/orders/1"}},
        template(DONE, representLink={"urlMobile": "https://m.shop.example.com/orders/#{번호}"}),
    ),
    kakao=("3042",),
    codes={"nhn": ("-3046",)},
    en=(
        "The link of the whole message (representLink) differs from the template's. What differs: {part} (expected {expected}; found {found}).",
        "Make the link equal to the template's but for the values of variables, or leave it out if the template has none.",
    ),
    ko=(
        "대표 링크가 템플릿과 다릅니다. 다른 부분: {part} (템플릿: {expected} / 메시지: {found}).",
        "대표 링크를 변수 값 외에는 템플릿과 똑같이 맞추고, 템플릿에 없으면 빼세요.",
        "대표 링크의 고정 문구가 템플릿과 다르거나, 둘 중 한쪽에만 대표 링크가 있습니다.",
        "카카오가 발송하지 않아 수신자에게 도착하지 않습니다.",
    ),
)
def represent_link_mismatch() -> None:
    """The fixed part of a link of the whole message differs from the template's, or only one of the two has such a link.

    Kakao does not deliver the message.
    """


@rule(
    WARNING,
    MATCH,
    VALUES,
    sources=((NHN_ERRORS, "The text must equal the template, line breaks included (-3010)."),),
    example=pair({"text": "안내\r\n" + DONE}, template("안내\n" + DONE)),
    kakao=("3016",),
    en=(
        "Only line breaks differ from the template's: LF on one side, CRLF or CR on the other.",
        "Write line breaks as the template has them.",
    ),
    ko=(
        "줄바꿈 문자(LF, CRLF, CR)만 템플릿과 다릅니다.",
        "줄바꿈 문자를 템플릿과 똑같이 맞추세요.",
        "문자열이 줄바꿈 문자만 템플릿과 다릅니다.",
        "카카오는 줄바꿈 문자까지 비교합니다.",
    ),
)
def line_endings_differ() -> None:
    """A string equals the template's except for its line breaks.

    Kakao compares line breaks too.
    """


@rule(
    WARNING,
    MATCH,
    VALUES,
    sources=(
        (NHN, "Before April 2022 an empty value was refused; other gateways may still do so."),
    ),
    example=pair({"text": "님, " + DONE}, template()),
    en=(
        "The value of variable {number} of the template is empty.",
        "Give it a value, or use a template without this variable.",
    ),
    ko=(
        "템플릿의 {number}번째 변수 값이 비어 있습니다.",
        "값을 넣거나, 그 변수가 없는 템플릿을 쓰세요.",
        "변수의 값이 빈 문자열입니다.",
        "빈 값을 거부하는 중계사가 있고, 수신자에게는 빈칸으로 보입니다.",
    ),
)
def variable_empty_value() -> None:
    """A variable's value is empty.

    Some gateways refuse empty values, and recipients see a gap.
    """


@rule(
    ERROR,
    BESIDE,
    VALUES,
    sources=((LUNASOFT_SEND, "A variable that is not replaced is delivered as it is."),),
    example=pair({"text": "#{이름}님, " + DONE}, template()),
    en=(
        "The value of variable {number} of the template contains a variable itself.",
        "Fill it in before sending.",
    ),
    ko=(
        "템플릿의 {number}번째 변수 값에 변수가 들어 있습니다.",
        "발송 전에 값으로 치환하세요.",
        "변수의 값에 #{…}가 들어 있습니다.",
        "템플릿과는 일치하지만, 수신자에게 변수가 그대로 보입니다.",
    ),
)
def variable_in_value() -> None:
    """A variable's value contains #{…}.

    The message matches the template, but recipients see the variable.
    """


@rule(
    ERROR,
    PAYLOAD,
    ("/messages/*/content/templateCode", "/kakaoAlim/templateCode", "/templateCode"),
    sources=((LUNASOFT_SEND, "3015: there is no such template."),),
    example={"payload": request(), "templates": [{"code": "order-sent", "text": DONE}]},
    kakao=("3015",),
    codes={
        "nhn": (
            "-3003",
            "-3005",
        ),
        "bizppurio": (
            "7315",
            "7206",
        ),
        "solapi": (
            "1042",
            "3105",
        ),
    },
    en=(
        "No approved template has this code.",
        "Correct the code, or get the template approved first.",
    ),
    ko=(
        "승인된 템플릿 중에 이 코드가 없습니다.",
        "코드를 바로잡거나, 먼저 템플릿을 승인받으세요.",
        "메시지의 템플릿 코드가 주어진 템플릿 목록에 없습니다.",
        "중계사는 메시지를 접수하지만, 카카오가 발송하지 않아 수신자에게 도착하지 않습니다.",
    ),
)
def unknown_template() -> None:
    """A message's template code is not among the given templates.

    The gateway accepts the message, but Kakao does not deliver it.
    """


@rule(
    NOTE,
    MATCH,
    VALUES,
    sources=((THIS_LIBRARY, "A value of several lines may hide a line that nobody approved."),),
    example=pair({"text": "홍길동\n김하늘님, " + DONE}, template()),
    en=(
        "The value of variable {number} of the template has a line break in it.",
        "Check that the message has no line that the template does not have.",
    ),
    ko=(
        "템플릿의 {number}번째 변수 값에 줄바꿈이 있습니다.",
        "메시지에 템플릿에 없는 줄이 들어가지 않았는지 확인하세요.",
        "변수의 값이 여러 줄입니다.",
        "메시지에 추가된 줄이 변수 값의 일부로 여겨질 수 있습니다.",
    ),
)
def value_with_line_break() -> None:
    """A variable stands for a text of several lines.

    A line that was added to the message may pass as part of a value.
    """


@rule(
    NOTE,
    MATCH,
    "/text",
    sources=(
        (LUNASOFT_SEND, "3025: a value is more than 14 characters longer than its variable."),
        (NHN_ERRORS, "-1028: the same, of senders that are new or restricted."),
    ),
    example=pair(
        {"text": "한글 이름이 스무 자보다 훨씬 긴 고객님, " + DONE}, template("#{고객}님, " + DONE)
    )
    | {"profile": "kakao"},
    kakao=("3025",),
    codes={"nhn": ("-1028",), "bizppurio": ("7325",)},
    en=(
        "The value of variable {number} of the template has {length} characters, more than {limit} more than the variable as it is written.",
        "If you are a new or a restricted sender, shorten it, or give the variable a longer name.",
    ),
    ko=(
        "템플릿의 {number}번째 변수 값은 {length}자로, 템플릿에 적힌 변수보다 {limit}자 넘게 깁니다.",
        "신규 발신 프로필이거나 발송이 제한된 경우에는 값을 줄이거나 변수 이름을 늘리세요.",
        "변수의 값이 템플릿에 적힌 변수보다 14자 넘게 깁니다.",
        "신규 발신 프로필이거나 발송이 제한된 경우 카카오가 발송하지 않습니다.",
    ),
)
def variable_growth() -> None:
    """A variable's value is more than 14 characters longer than the variable as it is written.

    Kakao does not deliver it for senders that are new or restricted.
    """
