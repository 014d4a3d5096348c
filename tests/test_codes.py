"""The codes with which Kakao and gateways answer, as their documents list them, found in cases.

They are those of Lunasoft's and MTS's APIs (Kakao's), NHN Cloud's error codes, Bizppurio's status
codes, Solapi's message status codes, and Bizgo's SDK.
"""

from collections.abc import Mapping
from functools import cache

import pytest

from alimtalk_rules import RULES
from alimtalk_rules.testing import Case, cases

CODES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "missing-field": {
        "nhn": ("-2001", "-2002"),
        "bizppurio": ("2000",),
        "solapi": ("1010",),
        "bizgo": ("A303", "A306", "A502", "A505", "A523"),
    },
    "text-blank": {
        "kakao": ("3013",),
        "nhn": ("-2001",),
        "solapi": ("1010",),
        "bizgo": ("A303",),
    },
    "text-too-long": {
        "kakao": ("3014",),
        "nhn": ("-2019", "-2024", "-2037"),
        "bizppurio": ("7314",),
        "solapi": ("1031",),
        "bizgo": ("A328",),
    },
    "unknown-template": {
        "kakao": ("3015",),
        "nhn": ("-3003", "-3005"),
        "bizppurio": ("7315", "7206"),
        "solapi": ("1042", "3105"),
    },
    "text-mismatch": {
        "kakao": ("3016",),
        "nhn": ("-3010",),
        "bizppurio": ("7204",),
        "solapi": ("1043", "3103"),
    },
    "variable-missing": {"nhn": ("-3004", "-3049"), "solapi": ("1043",)},
    "variable-unknown": {"nhn": ("-3049",)},
    "variable-name-refused": {"nhn": ("-3347",)},
    "variable-value-too-long": {"nhn": ("-3048",)},
    "variable-growth": {"kakao": ("3025",), "nhn": ("-1028",), "bizppurio": ("7325",)},
    "bad-chat-value": {"kakao": ("3026",), "bizppurio": ("7326",)},
    "button-mismatch": {
        "kakao": ("3027",),
        "nhn": ("-3011", "-3033"),
        "bizppurio": ("7327",),
        "solapi": ("1046", "1047", "1052"),
    },
    "quick-reply-mismatch": {"kakao": ("3027",), "nhn": ("-3011",), "bizppurio": ("7327",)},
    "title-mismatch": {"kakao": ("3028",), "bizppurio": ("7328",)},
    "title-too-long": {"kakao": ("3029",), "nhn": ("-2032",), "bizppurio": ("7329",)},
    "message-kind-mismatch": {"kakao": ("3030",), "bizppurio": ("7330",)},
    "header-mismatch": {"kakao": ("3031",), "nhn": ("-3042",), "bizppurio": ("7331",)},
    "header-too-long": {
        "kakao": ("3032",),
        "nhn": ("-2035",),
        "bizppurio": ("7332",),
        "bizgo": ("A565",),
    },
    "highlight-mismatch": {"kakao": ("3033",), "nhn": ("-3043",), "bizppurio": ("7333",)},
    "highlight-title-too-long": {"kakao": ("3034",), "nhn": ("-3040",), "bizppurio": ("7334",)},
    "highlight-description-too-long": {
        "kakao": ("3035",),
        "nhn": ("-3040", "-2034"),
        "bizppurio": ("7335",),
    },
    "item-list-mismatch": {"kakao": ("3036",), "nhn": ("-3043",), "bizppurio": ("7336",)},
    "item-count": {"kakao": ("3036",), "nhn": ("-2033",), "bizgo": ("A521",)},
    "item-description-too-long": {"kakao": ("3037",), "bizppurio": ("7337",), "bizgo": ("A560",)},
    "summary-mismatch": {"kakao": ("3038",), "bizppurio": ("7338",)},
    "summary-description-too-long": {
        "kakao": ("3039",),
        "nhn": ("-2033",),
        "bizppurio": ("7339",),
    },
    "summary-not-an-amount": {
        "kakao": ("3040",),
        "nhn": ("-2033",),
        "bizppurio": ("7340",),
        "bizgo": ("A561",),
    },
    "represent-link-mismatch": {"kakao": ("3042",), "nhn": ("-3046",)},
    "extra-too-long": {"kakao": ("3046",)},
    "too-many-buttons": {"solapi": ("1050",)},
    "too-many-buttons-with-quick-replies": {"nhn": ("-2505",)},
    "button-name-too-long": {"solapi": ("1049",)},
    "bad-url": {"nhn": ("-3006",), "solapi": ("1045",)},
    "link-too-long": {"solapi": ("1048",)},
    "bad-category-code": {"kakao": ("525",)},
    "plugin-id-too-long": {"kakao": ("530",)},
    "bad-destination": {
        "kakao": ("3008", "1020"),
        "nhn": ("-4019",),
        "bizppurio": ("7308",),
        "solapi": ("3010",),
        "bizgo": ("A306", "A307"),
    },
    "duplicate-destination": {"solapi": ("1026",), "bizgo": ("A301",)},
}
"""By rule and gateway; those of NHN Cloud's other calls follow from its own."""

CALLED = {"nhn": ("nhn", "nhn-raw", "nhn-hub"), "kakao": ("kakao-raw", "mts")}
"""Gateways whose codes those are; of the others the one of that name."""


@pytest.mark.parametrize("rule", CODES)
def test_the_codes_of_a_rule_are_those_of_the_documents(rule: str) -> None:
    known = {"kakao": RULES[rule].kakao, **CODES[rule]}
    assert RULES[rule].kakao == known.pop("kakao")
    if "nhn" in known:
        known["nhn-raw"] = known["nhn"]
        known["nhn-hub"] = tuple(f"2190{code.removeprefix('-')}" for code in known["nhn"])
    assert RULES[rule].codes == known


@pytest.mark.parametrize(
    ("rule", "gateway"), [(rule, gateway) for rule, row in CODES.items() for gateway in row]
)
def test_what_a_gateway_has_a_code_for_is_found_in_a_case_of_it(rule: str, gateway: str) -> None:
    named = CALLED.get(gateway, (gateway,))
    case = next(case for case in of_gateways() if case.gateway in named and finds(case, rule))
    found = [each.codes[gateway] for each in case.check().findings if each.rule == rule]
    assert {*found} == {CODES[rule][gateway]}


@cache
def of_gateways() -> tuple[Case, ...]:
    return tuple(case for case in cases() if case.gateway is not None)


def finds(case: Case, rule: str) -> bool:
    return any(found.rule == rule for found in case.findings)
