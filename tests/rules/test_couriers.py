"""Couriers and invoice numbers: what Kakao reads from the text of a delivery message."""

import re

from alimtalk_rules.rules.couriers import (
    COURIERS,
    names_a_parcel,
    names_unsupported_courier,
)

DIGITS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("우체국택배", "대신택배"), (13,)),
    **dict.fromkeys(("로젠택배", "천일택배"), (11,)),
    "일양로지스": (9, 10, 11),
    **dict.fromkeys(("FedEx", "롯데택배", "농협택배"), (12,)),
    **dict.fromkeys(("한진택배", "CU편의점택배", "CU 편의점택배", "CVSnet편의점택배"), (10, 12)),
    **dict.fromkeys(("경동택배", "합동택배"), tuple(range(9, 17))),
    **dict.fromkeys(("호남택배", "건영택배", "DHL"), (10,)),
    "한덱스": (10, 14),
    "TNT Express": (8, 9),
    "USPS": (10, 22),
    **dict.fromkeys(("EMS", "굿투럭", "CJ대한통운", "현대택배"), ()),
    **dict.fromkeys(("KGB택배", "GTX로지스"), tuple(range(8, 30))),  # listed without a pattern
}
"""How many digits in a row make a number of each courier."""

_HYPHENS = frozenset({"4-4-4"})
_EITHER = frozenset({"4-4-4", "4_4_4", "4-4_4", "4_4-4"})
SHAPES: dict[str, frozenset[str] | set[str]] = {
    "우체국택배": {"6-7", "6_7"},
    "로젠택배": {"3-4-4", "3_4_4", "3-4_4", "3_4-4"},
    "경동택배": {"4-3-6"},
    **dict.fromkeys(("롯데택배", "굿투럭"), _HYPHENS),
    **dict.fromkeys(("CU편의점택배", "CU 편의점택배", "CVSnet편의점택배"), _EITHER),
    **dict.fromkeys(("USPS", "EMS"), frozenset({"AA9AA"})),
}
"""The numbers of each courier that are more than digits: groups of so many, and what parts them."""

OTHER_SHAPES = (
    *("7-6", "5-7", "6 7", "4-4-3", "4-7", "4 4 4", "4_3_6", "3-4-3", "4--4-4"),
    *("AA8AA", "AA10AA", "A9AA", "AA9AAA", "aa9aa", "-5-"),
)


def number(shape: str) -> str:
    return re.sub("[0-9]+", lambda count: "123456789012"[: int(count[0])], shape)


def test_how_many_digits_a_number_has() -> None:
    assert {*COURIERS} == {*DIGITS} - {"CJ대한통운", "현대택배"}
    assert len(COURIERS) == 24
    assert {
        courier: tuple(n for n in range(1, 30) if names_a_parcel(f"{courier} {'1' * n}"))
        for courier in DIGITS
    } == DIGITS


def test_which_shapes_a_number_has() -> None:
    shapes = {*OTHER_SHAPES}.union(*SHAPES.values())
    patterned = [name for name in COURIERS if name not in ("KGB택배", "GTX로지스")]
    assert {
        name: {shape for shape in shapes if names_a_parcel(f"{name} {number(shape)}")}
        for name in patterned
    } == {name: SHAPES.get(name, set()) for name in patterned}
    assert names_a_parcel("KGB택배 12_345-678")
    assert not names_a_parcel("KGB택배 -12345-")


PARCELS = [
    *((name, "1" * min(counts)) for name, counts in DIGITS.items() if counts),
    *((name, number(shape)) for name, shapes in SHAPES.items() for shape in shapes),
]


def texts(*forms: str, without: tuple[str, ...] = ()) -> list[str]:
    """Every parcel in each of the forms."""
    return [f.format(*parcel) for parcel in PARCELS if parcel[0] not in without for f in forms]


def test_where_name_and_number_may_stand() -> None:
    forms = ("- 택배사 : {}\n- 운송장번호 : {}", "{1} {0}", "{}({})입니다.", "{}:{}로 조회", "{}{}")
    far = ("{}" + "가" * 900 + "{}", "{0} 02-12-34, {1}", "CJ대한통운 123456789012345 / {} {}")
    more = ("주문 20250131000012345, {} {}", "{}#{}.", "{}: <{}>")
    assert [text for text in texts(*forms, *far, *more) if not names_a_parcel(text)] == []


def test_a_number_within_something_longer_is_none() -> None:
    zeros = "0" * 17
    forms = ("{} A{}", "{} {}A", "{} a{}z", f"{{}} {{}}{zeros}", f"{{}} {zeros}{{}}")
    found = texts(*forms, without=("KGB택배", "GTX로지스"))
    assert [text for text in found if names_a_parcel(text)] == []


def test_name_or_number_alone_or_changed() -> None:
    full_width = str.maketrans("0123456789", "０１２３４５６７８９")
    arabic = {ord(str(digit)): chr(0x660 + digit) for digit in range(10)}
    found = [
        *texts("{}", "운송장번호 : {1}", "CJ대한통운 {1}"),
        *("fedex 123456789012", "우체국 1234567890123", "우체국 택배 1234567890123"),
        *("TNTExpress 12345678", "한진\n택배 123456789012", "한진택배 123456\n789012"),
        *(f"{name} {no.translate(full_width)}" for name, no in PARCELS),
        *(f"{name} {no.translate(arabic)}" for name, no in PARCELS),
    ]
    assert [text for text in found if names_a_parcel(text)] == []


def test_each_courier_is_asked_for_its_own_number() -> None:
    assert names_a_parcel("로젠택배 531234567890 한진택배")
    assert not names_a_parcel("로젠택배 531234567890 천일택배, 로젠택배")
    assert names_a_parcel("531234567890 로젠택배 / 한진택배, 로젠택배")


def test_the_courier_that_kakao_cannot_follow() -> None:
    names = ("CJ대한통운", "대한통운", "CJ택배", "cj 택배")
    assert [name for name in names if not names_unsupported_courier(name)] == []
    assert not any(map(names_unsupported_courier, COURIERS))
