"""What was not read: bytes that are no document, and findings beyond the first hundred."""

from alimtalk_rules.rules.examples import DONE
from alimtalk_rules.rules.rule import ERROR, NOTE, WARNING, rule
from alimtalk_rules.rules.sources import GUIDE, RFC_8259, THIS_LIBRARY
from alimtalk_rules.rules.where import ALL, LINE


@rule(
    NOTE,
    ALL,
    "",
    sources=((THIS_LIBRARY, "A report has at most 100 findings besides this one."),),
    example={"text": DONE} | {f"field{n}": 0 for n in range(101)},
    en=(
        "There is more to find; only the first {limit} findings are listed.",
        "Fix these and check again.",
    ),
    ko=(
        "문제가 더 있습니다. 처음 {limit}건만 표시합니다.",
        "이 문제들을 고친 뒤 다시 검사하세요.",
        "한 문서에서 100건이 넘는 문제가 발견되었습니다.",
        "목록이 더 길어도 도움이 되지 않습니다.",
    ),
)
def too_many_findings() -> None:
    """A document has more than 100 faults.

    A longer list would not help anybody.
    """


@rule(
    ERROR,
    LINE,
    "",
    sources=((RFC_8259, "JSON that systems exchange is in UTF-8 (section 8.1)."),),
    example="A line of JSON Lines, or a whole file, in CP949 or UTF-16.",
    en=(
        "The line is not UTF-8 from character {column} on; probable encoding: {encoding}.",
        "Save the file as UTF-8.",
    ),
    ko=(
        "이 줄은 {column}번째 문자부터 UTF-8이 아닙니다. 추정 인코딩: {encoding}.",
        "파일을 UTF-8로 저장하세요.",
        "바이트가 UTF-8이 아닌 줄입니다.",
        "내용을 확실하게 읽을 수 없어, 이 줄에는 어떤 규칙도 적용하지 못했습니다.",
    ),
)
def not_utf_8() -> None:
    """A line's bytes are not UTF-8.

    It cannot be read with certainty, so nothing in it was checked.
    """


@rule(
    ERROR,
    LINE,
    "",
    sources=(
        (RFC_8259, "What a JSON text is; NaN, single quotes and a last comma are not in it."),
        (RFC_8259, "A parser may limit the depth of nesting, and numbers (section 9)."),
    ),
    example='A line of JSON Lines that is cut off: {"text": "' + DONE,
    en=(
        "The line cannot be read as JSON from character {column} on: {reason}.",
        "Write each document as one line of JSON, with a JSON library.",
    ),
    ko=(
        "이 줄은 {column}번째 문자부터 JSON으로 읽을 수 없습니다. 원인: {reason}.",
        "JSON 라이브러리를 써서 문서마다 JSON 한 줄로 쓰세요.",
        "JSON이 아니거나, 100단계보다 깊게 중첩되었거나, 4,300자리가 넘는 정수가 있는 줄입니다.",
        "중계사도 읽을 수 없으며, 이 줄에는 어떤 규칙도 적용하지 못했습니다.",
    ),
)
def not_json() -> None:
    """A line is not JSON, is nested more than 100 levels deep, or has an integer of more than 4,300 digits.

    Gateways cannot read it either, and nothing in it was checked.
    """


@rule(
    ERROR,
    LINE,
    "",
    sources=(
        (RFC_8259, "A parser may limit the size of a text (section 9)."),
        (GUIDE, "At most 1,000 characters of text: no message comes near a mebibyte."),
    ),
    example="A line of JSON Lines with 2,000,000 bytes, as of a file without line breaks.",
    en=(
        "The line has {bytes} bytes; at most {limit} are read.",
        "Write each document on a line of its own.",
    ),
    ko=(
        "이 줄은 {bytes}바이트입니다. 최대 {limit}바이트까지만 읽습니다.",
        "문서마다 한 줄씩 나누어 쓰세요.",
        "읽을 수 있는 바이트 수를 넘는 줄입니다. 따로 정하지 않으면 한도는 1,048,576바이트입니다.",
        "메시지 하나에 이만큼 필요하지 않으며, 메모리를 일정하게 쓰기 위한 한도입니다. 이 줄에는 어떤 규칙도 적용하지 못했습니다.",
    ),
)
def line_too_long() -> None:
    """A line has more bytes than are read: 1,048,576, unless another limit is set.

    No message needs so many, and the limit bounds the memory; nothing in the line was checked.
    """


@rule(
    WARNING,
    LINE,
    "**",
    sources=(
        (
            RFC_8259,
            "The names in an object should be unique (section 4): which value counts differs.",
        ),
    ),
    example='A line of JSON Lines with two texts: {"text": "", "text": "' + DONE + '"}',
    en=(
        "Fields whose name occurs more than once in this object: {names}.",
        "Write each field once.",
    ),
    ko=(
        "이 객체에 두 번 이상 나오는 필드 이름이 {names}개 있습니다.",
        "필드마다 한 번만 쓰세요.",
        "JSON 객체 하나에 같은 이름의 필드가 두 개 이상 있습니다.",
        "첫 번째 값을 쓰는 프로그램도, 마지막 값을 쓰는 프로그램도 있습니다. 여기서는 마지막 값을 검사했습니다.",
    ),
)
def duplicate_name() -> None:
    """An object in a JSON text has two fields of the same name.

    Some programs take the first value and others the last; here the last was checked.
    """
