"""The template: where a message differs from what Kakao approved."""

from alimtalk_rules.rules.examples import DONE, pair, request, template
from alimtalk_rules.rules.rule import ERROR, WARNING, rule
from alimtalk_rules.rules.sources import GUIDE, LUNASOFT_SEND, NHN, NHN_ERRORS
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
        "The text is not the template's: expected {expected}, found {found} (character {index:,} of the template's text, line {line:,}, column {column:,}).",
        "Make the fixed part equal to the template, to the space and the line break.",
    ),
    ko=(
        "본문이 템플릿과 다릅니다. 템플릿: {expected}, 메시지: {found} (템플릿 본문 {index:,}번째 문자, {line:,}행 {column:,}열).",
        "고정된 문구를 공백과 줄바꿈까지 템플릿과 똑같이 맞추세요.",
        "본문이 템플릿의 변수를 치환한 것과 다릅니다.",
        "중계사는 메시지를 접수하지만 카카오가 전달하지 않습니다.",
    ),
)
def text_mismatch() -> None:
    """The text is not that of the template with its variables filled.

    The gateway accepts the message, and Kakao does not deliver it.
    """


@rule(
    ERROR,
    MATCH,
    "/title",
    sources=((LUNASOFT_SEND, "3028: the title differs from the template's."),),
    example=pair({"text": DONE, "title": "주문 접수"}, template(DONE, title="주문 완료")),
    kakao=("3028",),
    en=(
        "The title is not the template's: expected {expected}, found {found}.",
        "Make the title equal to the template's; leave it out where the template has none.",
    ),
    ko=(
        "제목이 템플릿과 다릅니다. 템플릿: {expected}, 메시지: {found}.",
        "제목을 템플릿과 똑같이 맞추고, 템플릿에 제목이 없으면 빼세요.",
        "제목이 템플릿의 변수를 치환한 것과 다르거나, 둘 중 한쪽에만 제목이 있습니다.",
        "카카오가 메시지를 전달하지 않습니다.",
    ),
)
def title_mismatch() -> None:
    """The title is not the template's with its variables filled, or only one of the two has one.

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
        "The button is not the template's: its {part} differs (expected {expected}, found {found}).",
        "Send the template's buttons, in its order, with its names; only variables in links may differ.",
    ),
    ko=(
        "버튼이 템플릿과 다릅니다. 다른 부분: {part}, 템플릿: {expected}, 메시지: {found}.",
        "템플릿의 버튼을 순서와 이름까지 그대로 보내세요. 링크의 변수만 달라질 수 있습니다.",
        "버튼의 개수, 순서, 타입, 이름 또는 링크의 고정된 부분이 템플릿과 다릅니다.",
        "카카오가 메시지를 전달하지 않습니다.",
    ),
)
def button_mismatch() -> None:
    """Count, order, type, name or the fixed part of a link is not the template's.

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
        "The image is not the template's: its {part} differs.",
        "Send the approved image, or have a template with the new one approved.",
    ),
    ko=(
        "이미지가 템플릿과 다릅니다. 다른 부분: {part}.",
        "승인된 이미지를 보내거나, 새 이미지로 템플릿을 다시 승인받으세요.",
        "이미지의 sha256 또는 URL이 템플릿과 다르거나, 둘 중 한쪽에만 이미지가 있습니다.",
        "템플릿이 승인되면 이미지는 바꿀 수 없습니다.",
    ),
)
def image_changed() -> None:
    """The image's sha256 or URL is not the template's, or only one of the two has an image.

    The image is fixed once the template is approved.
    """


@rule(
    WARNING,
    MATCH,
    ("/text", "/title"),
    sources=((NHN_ERRORS, "The text must equal the template, line breaks included (-3010)."),),
    example=pair({"text": "안내\r\n" + DONE}, template("안내\n" + DONE)),
    kakao=("3016",),
    en=("This equals the template only once CRLF and CR are LF.", "Turn CRLF and CR into LF."),
    ko=(
        "CRLF와 CR을 LF로 바꿔야만 템플릿과 같아집니다.",
        "CRLF와 CR을 LF로 바꾸세요.",
        "본문이나 제목이 줄바꿈 문자만 템플릿과 다릅니다.",
        "카카오는 줄바꿈 문자까지 비교합니다.",
    ),
)
def line_endings_differ() -> None:
    """The text or the title equals the template but for its line endings.

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
        "Variable {number} of the template stands for nothing.",
        "Give it a value, or use a template without it.",
    ),
    ko=(
        "템플릿의 {number}번째 변수 값이 비어 있습니다.",
        "값을 넣거나, 그 변수가 없는 템플릿을 쓰세요.",
        "변수의 값이 빈 문자열입니다.",
        "빈 값을 거부하는 중계사가 있고, 받는 사람에게는 빈자리로 보입니다.",
    ),
)
def variable_empty_value() -> None:
    """A variable stands for an empty text.

    Some gateways refuse empty values, and readers see a gap.
    """


@rule(
    WARNING,
    BESIDE,
    ("/text", "/title", "/buttons/*/*"),
    sources=((LUNASOFT_SEND, "A variable that is not replaced is delivered as it is."),),
    example=pair({"text": "#{이름}님, " + DONE}, template()),
    en=(
        "The value of variable {number} of the template holds a variable itself.",
        "Fill it before sending.",
    ),
    ko=(
        "템플릿의 {number}번째 변수 값에 변수가 들어 있습니다.",
        "발송 전에 값으로 치환하세요.",
        "변수의 값에 #{…}가 들어 있습니다.",
        "템플릿과는 일치하지만, 받는 사람에게 변수가 그대로 보입니다.",
    ),
)
def variable_in_value() -> None:
    """A value holds #{…}.

    The message matches, and readers see the variable.
    """


@rule(
    ERROR,
    PAYLOAD,
    ("/messages/*/content/templateCode", "/kakaoAlim/templateCode", "/templateCode"),
    sources=((LUNASOFT_SEND, "3015: there is no such template."),),
    example={"payload": request(), "templates": [{"code": "order-sent", "text": DONE}]},
    kakao=("3015",),
    en=(
        "None of the approved templates has this code.",
        "Correct the code, or have the template approved first.",
    ),
    ko=(
        "승인된 템플릿 중에 이 코드가 없습니다.",
        "코드를 바로잡거나, 먼저 템플릿을 승인받으세요.",
        "메시지의 템플릿 코드가 주어진 템플릿 목록에 없습니다.",
        "중계사는 메시지를 접수하지만 카카오가 전달하지 않습니다.",
    ),
)
def unknown_template() -> None:
    """A message's template code is not among the templates that were given.

    The gateway accepts the message, and Kakao does not deliver it.
    """
