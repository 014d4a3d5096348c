"""The couriers whose parcels Kakao can follow, with the patterns of their invoice numbers.

As NHN Cloud's troubleshooting guide and Lunasoft's AlimTalk API (5.2.1) list them. CJ대한통운 is
not supported.
"""

import re
from functools import cache

_D10, _D12 = "[0-9]{10}", "[0-9]{12}"
_4_4_4 = "[0-9]{4}-[0-9]{4}-[0-9]{4}"
_CONVENIENCE_STORE = (_D10, _D12, "[0-9]{4}[-_][0-9]{4}[-_][0-9]{4}")
_POSTAL_UNION = "[A-Z]{2}[0-9]{9}[A-Z]{2}"
_ANY_NUMBER = "[0-9][0-9_-]{6,}[0-9]"  # the lists name these couriers without a pattern

COURIERS: dict[str, tuple[str, ...]] = {
    "우체국택배": ("[0-9]{13}", "[0-9]{6}[-_][0-9]{7}"),
    "로젠택배": ("[0-9]{11}", "[0-9]{3}[-_][0-9]{4}[-_][0-9]{4}"),
    "일양로지스": ("[0-9]{9,11}",),
    "FedEx": (_D12,),
    "한진택배": (_D10, _D12),
    "경동택배": ("[0-9]{9,16}", "[0-9]{4}-[0-9]{3}-[0-9]{6}"),
    "합동택배": ("[0-9]{9,16}",),
    "롯데택배": (_D12, _4_4_4),
    "농협택배": (_D12,),
    "호남택배": (_D10,),
    "천일택배": ("[0-9]{11}",),
    "대신택배": ("[0-9]{13}",),
    "건영택배": (_D10,),
    "CU편의점택배": _CONVENIENCE_STORE,
    "CU 편의점택배": _CONVENIENCE_STORE,
    "CVSnet편의점택배": _CONVENIENCE_STORE,
    "한덱스": (_D10, "[0-9]{14}"),
    "TNT Express": ("[0-9]{8,9}",),
    "USPS": (_D10, "[0-9]{22}", _POSTAL_UNION),
    "EMS": (_POSTAL_UNION,),
    "DHL": (_D10,),
    "굿투럭": (_4_4_4,),
    "KGB택배": (_ANY_NUMBER,),
    "GTX로지스": (_ANY_NUMBER,),
}
"""Each courier's name as Kakao reads it, and the patterns of its invoice numbers."""


names_unsupported_courier = re.compile(r"대한통운|CJ\s?택배", re.IGNORECASE).search
"""Finds the name of the courier that Kakao cannot follow."""


@cache
def _number_of(courier: str) -> re.Pattern[str]:
    before = rf"(?:(?<![0-9A-Za-z])|(?<={courier}))"
    return re.compile(rf"{before}(?:{'|'.join(COURIERS[courier])})(?![0-9A-Za-z])")


_courier = re.compile("|".join(map(re.escape, COURIERS)))


def names_a_parcel(text: str) -> bool:
    """True if ``text`` holds a courier's name and a number of that courier's pattern."""
    looked_for = set()
    for found in _courier.finditer(text):
        courier = found[0]
        if courier not in looked_for:
            looked_for.add(courier)
            number = _number_of(courier)
            if number.search(text, found.end()) or number.search(text):  # mostly behind the name
                return True
    return False
