"""Couriers and invoice numbers: what Kakao reads from the text of a delivery message."""

import re
from collections.abc import Sequence

import pytest

from alimtalk_rules import check_message
from alimtalk_rules.rules.couriers import COURIERS, names_a_parcel

PARCELS = [
    ("우체국택배", "6012345678901"),
    ("우체국택배", "601234-5678901"),
    ("우체국택배", "601234_5678901"),
    ("로젠택배", "91234567890"),
    ("로젠택배", "912-3456-7890"),
    ("로젠택배", "912_3456_7890"),
    ("로젠택배", "912-3456_7890"),
    ("일양로지스", "123456789"),
    ("일양로지스", "1234567890"),
    ("일양로지스", "12345678901"),
    ("FedEx", "794612345678"),
    ("한진택배", "5312345678"),
    ("한진택배", "531234567890"),
    ("경동택배", "123456789"),
    ("경동택배", "2025013112345"),
    ("경동택배", "1234567890123456"),
    ("경동택배", "2025-013-112345"),
    ("합동택배", "123456789"),
    ("합동택배", "1234567890123456"),
    ("롯데택배", "235712345678"),
    ("롯데택배", "2357-1234-5678"),
    ("농협택배", "301234567890"),
    ("호남택배", "1234567890"),
    ("천일택배", "12345678901"),
    ("대신택배", "1234567890123"),
    ("건영택배", "1234567890"),
    ("CU편의점택배", "3612345678"),
    ("CU편의점택배", "361234567890"),
    ("CU편의점택배", "3612-3456-7890"),
    ("CU편의점택배", "3612_3456_7890"),
    ("CU 편의점택배", "3612345678"),
    ("CU 편의점택배", "361234567890"),
    ("CU 편의점택배", "3612-3456-7890"),
    ("CVSnet편의점택배", "3612345678"),
    ("CVSnet편의점택배", "361234567890"),
    ("CVSnet편의점택배", "3612-3456_7890"),
    ("한덱스", "1234567890"),
    ("한덱스", "12345678901234"),
    ("TNT Express", "12345678"),
    ("TNT Express", "123456789"),
    ("USPS", "1234567890"),
    ("USPS", "9400111899223456789012"),
    ("USPS", "EA123456789US"),
    ("EMS", "EE123456789KR"),
    ("DHL", "1234567890"),
    ("굿투럭", "1234-5678-9012"),
    ("KGB택배", "12345678"),
    ("KGB택배", "1234-5678-901"),
    ("GTX로지스", "1234567890"),
    ("GTX로지스", "12_345_678"),
]


ANY_LENGTH = ("KGB택배", "GTX로지스")
"""Couriers that the lists name without a pattern."""


def lacks_details(text: str) -> bool:
    message = {"text": text, "buttons": [{"type": "DS", "name": "배송 조회"}]}
    findings = [(found.rule, found.path) for found in check_message(message).findings]
    assert findings in ([], [("delivery-details-missing", "/buttons/0")])
    return findings != []


def texts(parcels: Sequence[tuple[str, str]], *forms: str) -> list[str]:
    """Every parcel in each of the forms."""
    return [form.format(courier, number) for courier, number in parcels for form in forms]


def test_parcels_that_kakao_can_follow() -> None:
    forms = (
        "배송이 시작되었습니다.\n- 택배사 : {}\n- 운송장번호 : {}",
        "{} {}",
        "{1} {0}",
        "{}({})입니다.",
        "{}:{}로 조회하세요",
        "{}{}",
    )
    assert [text for text in texts(PARCELS, *forms) if lacks_details(text)] == []


def test_a_courier_or_a_number_alone_is_not_enough() -> None:
    found = texts(PARCELS, "택배사 : {}", "운송장번호 : {1}", "CJ대한통운 {1}")
    assert [text for text in found if not lacks_details(text)] == []


def test_a_number_within_something_longer_is_none() -> None:
    parcels = [parcel for parcel in PARCELS if parcel[0] not in ANY_LENGTH]
    zeros = "0" * 17
    found = texts(parcels, "{} A{}", "{} {}A", "{} a{}z", f"{{}} {{}}{zeros}", f"{{}} {zeros}{{}}")
    assert [text for text in found if not lacks_details(text)] == []


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC_INDIC = {ord(str(digit)): chr(0x660 + digit) for digit in range(10)}


@pytest.mark.parametrize("digits", [FULL_WIDTH, ARABIC_INDIC], ids=["full-width", "Arabic-Indic"])
def test_only_ascii_digits_are_digits(digits: dict[int, str]) -> None:
    found = [
        f"{courier} {other}"
        for courier, number in PARCELS
        for other in (number.translate(digits), number[0] + number[1:].translate(digits))
    ]
    assert [text for text in found if names_a_parcel(text)] == []


def test_each_pattern_of_each_courier_is_in_the_table() -> None:
    covered = {
        (courier, pattern)
        for courier, number in PARCELS
        for pattern in COURIERS[courier]
        if re.fullmatch(pattern, number)
    }
    assert covered == {(courier, pattern) for courier in COURIERS for pattern in COURIERS[courier]}


def lengths(courier: str) -> list[int]:
    """How many digits in a row make a number of that courier."""
    return [count for count in range(1, 30) if not lacks_details(f"{courier} {'1' * count}")]


@pytest.mark.parametrize(
    ("courier", "expected"),
    [
        ("우체국택배", [13]),
        ("로젠택배", [11]),
        ("일양로지스", [9, 10, 11]),
        ("FedEx", [12]),
        ("한진택배", [10, 12]),
        ("경동택배", list(range(9, 17))),
        ("합동택배", list(range(9, 17))),
        ("롯데택배", [12]),
        ("농협택배", [12]),
        ("호남택배", [10]),
        ("천일택배", [11]),
        ("대신택배", [13]),
        ("건영택배", [10]),
        ("CU편의점택배", [10, 12]),
        ("CU 편의점택배", [10, 12]),
        ("CVSnet편의점택배", [10, 12]),
        ("한덱스", [10, 14]),
        ("TNT Express", [8, 9]),
        ("USPS", [10, 22]),
        ("EMS", []),
        ("DHL", [10]),
        ("굿투럭", []),
        ("KGB택배", list(range(8, 30))),
        ("GTX로지스", list(range(8, 30))),
        ("CJ대한통운", []),
        ("현대택배", []),
    ],
)
def test_how_many_digits_a_number_has(courier: str, expected: list[int]) -> None:
    assert lengths(courier) == expected


def test_no_courier_is_forgotten() -> None:
    assert len(COURIERS) == 24
    assert "CJ대한통운" not in COURIERS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("배송이 시작되었습니다.", id="neither"),
        pytest.param("CJ대한통운 123456789012", id="CJ대한통운 is not supported"),
        pytest.param("CJ대한통운 1234-5678-9012", id="CJ대한통운 with hyphens"),
        pytest.param("한진택배 5312-3456-7890", id="hyphens that 한진택배 does not have"),
        pytest.param("한진택배 5312 3456 7890", id="spaces"),
        pytest.param("한진택배 53123456789", id="of 11, which is 로젠택배's"),
        pytest.param("한진택배 6012345678901", id="of 13, which is 우체국택배's"),
        pytest.param("롯데택배 2357_1234_5678", id="underscores that 롯데택배 does not have"),
        pytest.param("롯데택배 2357-12345678", id="one hyphen of two"),
        pytest.param("우체국택배 60123-45678901", id="the hyphen in another place"),
        pytest.param("우체국택배 601234-567890", id="one digit fewer after the hyphen"),
        pytest.param("우체국택배 601234-56789012", id="one digit more after the hyphen"),
        pytest.param("로젠택배 9123-4567-890", id="groups of another size"),
        pytest.param("굿투럭 123456789012", id="no hyphens"),
        pytest.param("경동택배 2025_013_112345", id="underscores that 경동택배 does not have"),
        pytest.param("EMS EE1234567890KR", id="EMS of ten digits"),
        pytest.param("EMS EE12345678KR", id="EMS of eight digits"),
        pytest.param("EMS ee123456789kr", id="EMS in small letters"),
        pytest.param("EMS E123456789KR", id="EMS with one letter in front"),
        pytest.param("EMS EE123456789KOR", id="EMS with three letters behind"),
        pytest.param("EMS 123456789", id="EMS without letters"),
        pytest.param("DHL EE123456789KR", id="EMS's number with DHL"),
        pytest.param("fedex 794612345678", id="fedex in small letters"),
        pytest.param("우체국 6012345678901", id="half of the name"),
        pytest.param("우체국 택배 6012345678901", id="a space in the name"),
        pytest.param("TNTExpress 12345678", id="no space in the name"),
        pytest.param("한진\n택배 531234567890", id="a line break in the name"),
        pytest.param("한진택배 531234\n567890", id="a line break in the number"),
        pytest.param("KGB택배 1234567", id="too short for a courier without a pattern"),
        pytest.param("KGB택배 A12345678", id="a letter before it"),
        pytest.param("GTX로지스 12345678A", id="a letter behind it"),
        pytest.param("KGB택배 -12345-", id="hyphens do not count as digits"),
    ],
)
def test_what_kakao_cannot_follow(text: str) -> None:
    assert lacks_details(text) if text else not names_a_parcel(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("운송장번호531234567890한진택배", id="Hangul adjoins the number"),
        pytest.param("531234567890\n한진택배", id="number before the name"),
        pytest.param("한진택배" + "가" * 900 + "531234567890", id="far apart"),
        pytest.param("CJ대한통운 12345678901 / 한진택배 531234567890", id="beside CJ대한통운"),
        pytest.param("주문 20250131000012345, 한진택배 531234567890", id="beside another number"),
        pytest.param("로젠택배 531234567890 한진택배", id="the second courier's number"),
        pytest.param("한진택배 02-123-4567, 5312345678", id="beside a telephone number"),
        pytest.param("한진택배#531234567890.", id="between signs"),
        pytest.param("GS25 한진택배: <531234567890>", id="in brackets"),
    ],
)
def test_what_kakao_can_follow(text: str) -> None:
    assert not lacks_details(text)
