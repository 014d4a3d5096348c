"""The template: where a message differs from what Kakao approved."""

from alimtalk_rules.rules.examples import DONE, pair, request, template
from alimtalk_rules.rules.rule import ERROR, NOTE, WARNING, rule
from alimtalk_rules.rules.sources import GUIDE, LUNASOFT_SEND, NHN, NHN_ERRORS, THIS_LIBRARY
from alimtalk_rules.rules.where import BESIDE, MATCH, PAYLOAD


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
    WARNING,
    MATCH,
    ("/text", "/title"),
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
        "본문이나 제목이 줄바꿈 문자만 템플릿과 다릅니다.",
        "카카오는 줄바꿈 문자까지 비교합니다.",
    ),
)
def line_endings_differ() -> None:
    """The text or the title equals the template's except for its line breaks.

    Kakao compares line breaks too.
    """


@rule(
    WARNING,
    MATCH,
    ("/text", "/title", "/buttons/*/*"),
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
    WARNING,
    BESIDE,
    ("/text", "/title", "/buttons/*/*"),
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
    ("/text", "/title", "/buttons/*/*"),
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
