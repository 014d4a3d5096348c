"""Recipients: the forms in which phone numbers are written, and in which gateways take them."""

import pytest

from alimtalk_rules.payloads import gateway_named
from alimtalk_rules.rows.recipients import Number, number_of


@pytest.mark.parametrize(
    ("text", "international", "national", "rule"),
    [
        pytest.param("010-1234-5678", "821012345678", "01012345678", None, id="hyphens"),
        pytest.param("010 1234 5678", "821012345678", "01012345678", None, id="spaces"),
        pytest.param("010.1234.5678", "821012345678", "01012345678", None, id="dots"),
        pytest.param("010\u20131234\u20135678", "821012345678", "01012345678", None, id="dashes"),
        pytest.param("+82 10-1234-5678", "821012345678", "01012345678", None, id="+82"),
        pytest.param("+82 (0)10-1234-5678", "821012345678", "01012345678", None, id="+82 (0)"),
        pytest.param("8201012345678", "821012345678", "01012345678", None, id="82010"),
        pytest.param("821012345678", "821012345678", "01012345678", None, id="82"),
        pytest.param("016-123-4567", "82161234567", "0161234567", None, id="016"),
        pytest.param("1012345678", "821012345678", "01012345678", "leading-zero-lost", id="no 0"),
        pytest.param("", "", "", "no-destination", id="nothing"),
        pytest.param(" - ", "", "", "no-destination", id="a hyphen"),
        pytest.param("02-123-4567", "021234567", "021234567", "bad-destination", id="landline"),
        pytest.param("010-1234-567", "0101234567", "0101234567", "bad-destination", id="short"),
        pytest.param("0101234567x", "0101234567x", "0101234567x", "bad-destination", id="letter"),
        pytest.param("０１０", "０１０", "０１０", "bad-destination", id="full-width digits"),
        pytest.param("+82 2 123 4567", "8221234567", "8221234567", "bad-destination", id="+82 2"),
    ],
)
def test_numbers(text: str, international: str, national: str, rule: str | None) -> None:
    for gateway in (None, gateway_named("infobip")):
        assert number_of(text, gateway) == Number(international, rule)
    assert number_of(text, gateway_named("sens")) == Number(national, rule)


def test_a_number_abroad_is_for_gateways_that_take_codes_of_countries() -> None:
    assert number_of("+1 202 555 0123", gateway_named("infobip")) == Number("12025550123")
    assert number_of("+1 202 555 0123", gateway_named("sens")) == Number(
        "12025550123", "bad-destination"
    )
