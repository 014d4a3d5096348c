"""The rows of a table that fill a template: what a spreadsheet does to texts and numbers."""

from typing import Any

from alimtalk_rules.rules.examples import template
from alimtalk_rules.rules.rule import ERROR, rule
from alimtalk_rules.rules.sources import (
    ECMA_376,
    EXCEL,
    EXCEL_ERRORS,
    INFOBIP_API,
    LUNASOFT_SEND,
    RFC_4180,
    THIS_LIBRARY,
)
from alimtalk_rules.rules.where import ROW, VALUES


def _filled(**row: Any) -> dict[str, Any]:
    """A template, and the row of a table that fills it."""
    return {"template": template(), "row": {"이름": "홍길동"} | row}


def _sent(number: str) -> dict[str, Any]:
    return _filled(전화번호=number) | {"to_column": "전화번호"}


@rule(
    ERROR,
    ROW,
    (*VALUES, ""),
    sources=(
        (ECMA_376, "A cell stores a date as a number, and how it is shown apart from that."),
        (EXCEL, "Of a number, fifteen digits are stored; the others become 0."),
    ),
    example=_filled(이름=True),
    en=(
        "This cell holds {found}, not text.",
        "Store it as text, as readers should see it. A sheet that is saved as CSV has what it shows.",
    ),
    ko=(
        "이 칸의 값이 텍스트가 아닙니다: {found}.",
        "수신자에게 보일 모양 그대로 텍스트로 저장하세요. 시트를 CSV로 저장하면 보이는 그대로 저장됩니다.",
        "칸에 텍스트도, 그대로 쓸 수 있는 숫자도 아닌 값이 있습니다. 예: 날짜, 참/거짓, 시트에 다른 형식으로 보이는 숫자, 15자리가 넘는 숫자.",
        "저장된 값과 시트에 보이는 값이 달라, 수신자에게 무엇이 보일지 알 수 없습니다.",
    ),
)
def value_not_text() -> None:
    """A cell holds neither text nor a number that can be written as it is, but a date, true or false, a number that the sheet shows in another form, or one of more than 15 digits.

    What is stored is not what the sheet shows, so nobody knows what recipients would see.
    """


@rule(
    ERROR,
    ROW,
    VALUES,
    sources=(
        (EXCEL_ERRORS, "A formula that finds nothing shows #N/A in its cell."),
        (EXCEL, "Long numbers are shown in scientific notation, such as 1.2E+07."),
    ),
    example=_filled(이름="#N/A"),
    en=(
        "A spreadsheet has damaged this value: {reason}.",
        "Correct the formula, or enter the value again in a column that is formatted as text.",
    ),
    ko=(
        "스프레드시트에서 값이 손상되었습니다. 원인: {reason}.",
        "수식을 바로잡거나, 열의 표시 형식을 텍스트로 바꾼 뒤 값을 다시 입력하세요.",
        "값이 #N/A 같은 수식 오류이거나, 1.23E+11처럼 줄어든 숫자이거나, ####입니다.",
        "원래 값은 사라지고, 그 자리에 남은 것이 수신자에게 그대로 보입니다.",
    ),
)
def value_damaged() -> None:
    """A value is the error of a formula, such as #N/A, a number that was shortened to 1.23E+11, or ####.

    The value itself is lost, and recipients see what stands in its place.
    """


@rule(
    ERROR,
    ROW,
    "",
    sources=(
        (RFC_4180, "Each line has the same number of fields; a comma in one needs quotes (2)."),
    ),
    example=_filled(금액="15") | {"further": ["000"]},
    en=(
        "This row has {count} cells, but the table has {columns} columns.",
        'Put cells with commas in double quotes, such as "15,000"; a spreadsheet does so itself.',
    ),
    ko=(
        "표의 열은 {columns}개인데 이 행에는 칸이 {count}개 있습니다.",
        '쉼표가 있는 칸은 "15,000"처럼 큰따옴표로 묶으세요. 스프레드시트에서 CSV로 저장하면 자동으로 묶입니다.',
        "행의 칸이 표의 열보다 많습니다.",
        "쉼표가 칸을 나누어 값이 옆 열로 밀렸을 수 있습니다.",
    ),
)
def row_too_long() -> None:
    """A row has more cells than the table has columns.

    A comma has probably cut a cell in two, and the values behind it stand in the wrong columns.
    """


@rule(
    ERROR,
    ROW,
    "",
    sources=(
        (INFOBIP_API, "A destination has the number that the message goes to."),
        (LUNASOFT_SEND, "1020: the recipient's number is invalid."),
    ),
    example=_sent(""),
    kakao=("1020",),
    en=("This row has no phone number.", "Enter one, or leave the row out."),
    ko=(
        "이 행에 전화번호가 없습니다.",
        "전화번호를 넣거나 이 행을 빼세요.",
        "전화번호 열의 칸이 비어 있습니다.",
        "메시지를 보낼 곳이 없습니다.",
    ),
)
def no_destination() -> None:
    """The cell for the phone number is empty.

    The message has nowhere to go.
    """


@rule(
    ERROR,
    ROW,
    "",
    sources=(
        (EXCEL, "A spreadsheet drops the zeros at the beginning of a number, as of 010…"),
        (LUNASOFT_SEND, "1020, 3008: the recipient's number is invalid."),
        (THIS_LIBRARY, "Behind the country's code 1 no number begins with 0."),
    ),
    example=_sent("1012345678"),
    kakao=("3008", "1020"),
    en=(
        "The 0 at the beginning of this phone number is lost.",
        "Format the column as text and enter the numbers again; or ignore this rule, and the 0 is put back.",
    ),
    ko=(
        "전화번호 맨 앞의 0이 없습니다.",
        "열의 표시 형식을 텍스트로 바꾼 뒤 번호를 다시 입력하세요. 이 규칙을 무시(ignore)하면 0을 다시 붙여 보냅니다.",
        "스프레드시트가 숫자로 저장해 010으로 시작하는 전화번호의 맨 앞 0이 사라졌습니다.",
        "카카오가 수신자를 찾지 못합니다.",
    ),
)
def leading_zero_lost() -> None:
    """A phone number that begins with 010 was stored as a number, without its first 0.

    Kakao finds nobody under it.
    """
