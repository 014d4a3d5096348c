"""The rules about the failover SMS: what carriers can spell, and what it is sent as."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from alimtalk_rules import INFOBIP, Finding, Limits, check_payload
from tests.payloads import MAKERS, infobip, omni, sens

EVERY_GATEWAY = pytest.mark.parametrize("gateway", MAKERS)
AT = {
    "infobip": "/messages/0/options/smsFailover/text",
    "infobip-omni": "/sms/text",
    "sens": "/messages/0/failoverConfig/content",
}
ALL = "".join(map(chr, range(0x20, 0x110000)))


def failover(text: object, gateway: str = "infobip", **config: str) -> dict[str, Any]:
    if gateway == "infobip":
        return infobip(options={"smsFailover": {"text": text}})
    if gateway == "infobip-omni":
        return omni(sms={"text": text})
    return sens({"failoverConfig": {"content": text, **config}})


def findings(text: object, limits: Limits = INFOBIP.limits) -> tuple[Finding, ...]:
    found = check_payload(failover(text), profile=replace(INFOBIP, limits=limits)).findings
    assert {one.path for one in found} <= {AT["infobip"]}
    return found


def rows(text: str) -> list[tuple[str, tuple[int, int] | None]]:
    return [(found.rule, found.span) for found in findings(text)]


# --------------------------------------------------------------------------- what can be spelt

UNENCODABLE, BEYOND = "sms-unencodable", "sms-beyond-euc-kr"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("주문이 완료되었습니다.\nOrder: 1", [], id="Korean and English"),
        pytest.param("①★※→☎㈜￦～漢字ㄱㅏ", [], id="signs and Hanja of EUC-KR"),
        pytest.param("ひらがな Привет α", [], id="scripts of EUC-KR"),
        pytest.param("완료🎁", [(UNENCODABLE, (2, 3))], id="emoji"),
        pytest.param("🎁🎁 🎁", [(UNENCODABLE, (0, 2)), (UNENCODABLE, (3, 4))], id="runs"),
        pytest.param("é", [(UNENCODABLE, (0, 1))], id="accent"),
        pytest.param("₩1,000", [(UNENCODABLE, (0, 1))], id="won sign"),
        pytest.param("a\u00a0b", [(UNENCODABLE, (1, 2))], id="no-break space"),
        pytest.param("a\u200bb", [(UNENCODABLE, (1, 2))], id="zero width space"),
        pytest.param("\u1112\u1161", [(UNENCODABLE, (0, 2))], id="decomposed Hangul"),
        pytest.param("\ud800", [(UNENCODABLE, (0, 1))], id="lone surrogate"),
        pytest.param("똠얌꿍", [(BEYOND, (0, 1))], id="rare Hangul"),
        pytest.param("뷁쀍", [(BEYOND, (0, 2))], id="a run of it"),
        pytest.param(
            "뷁🎁뷁", [(BEYOND, (0, 1)), (BEYOND, (2, 3)), (UNENCODABLE, (1, 2))], id="both"
        ),
    ],
)
def test_what_an_sms_can_spell(
    text: str, expected: list[tuple[str, tuple[int, int] | None]]
) -> None:
    assert rows(text) == expected


def test_what_is_said_of_a_run() -> None:
    (found,) = findings("주문 🎁🚚🎁😊🙏")
    assert found.params == {"count": 5, "codepoints": ("U+1F381", "U+1F69A", "U+1F60A")}


def test_the_rare_syllables_are_those_that_euc_kr_has_not() -> None:
    syllables = [chr(code) for code in range(0xAC00, 0xAC00 + 588)]  # 가 to 깋, of 11,172
    rare = {syllable for syllable in syllables if findings(syllable)}
    assert rare == {one for one in syllables if len(one.encode("euc_kr")) > 2}
    assert 0 < len(rare) < 588


@EVERY_GATEWAY
def test_it_is_found_in_every_gateways_request(gateway: str) -> None:
    report = check_payload(failover("완료🎁똠", gateway))
    path = AT[gateway]
    assert [(one.rule, one.path) for one in report.findings] == [
        (BEYOND, path),
        (UNENCODABLE, path),
    ]
    assert report.ok


def test_at_most_ten_runs_of_one_text_are_shown() -> None:
    text = "🎁 " * 30
    assert rows(text) == [(UNENCODABLE, (at, at + 1)) for at in range(0, 20, 2)]
    messages = [failover(text)["messages"][0] for _ in range(3)]
    for index, message in enumerate(messages):
        message["destinations"] = [{"to": f"82101234567{index}"}]
    assert len(check_payload({"messages": messages}).findings) == 30


def test_a_long_text_is_read_for_ten_thousand_characters() -> None:
    assert (UNENCODABLE, (9_999, 10_000)) in rows("a" * 9_999 + "🎁")
    assert rows("a" * 10_000 + "🎁") == [("sms-too-long", None)]


# --------------------------------------------------------------------------- what it is sent as

LMS, TOO_LONG = "sms-becomes-lms", "sms-too-long"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a" * 90, None, id="90 of ASCII"),
        pytest.param("a" * 91, (LMS, 91, 90, 1), id="91 of ASCII"),
        pytest.param("가" * 45, None, id="45 syllables"),
        pytest.param("가" * 45 + "a", (LMS, 91, 90, 1), id="45 syllables and a letter"),
        pytest.param("가" * 46, (LMS, 92, 90, 2), id="46 syllables"),
        pytest.param("a" * 89 + "\n", None, id="a line break counts one"),
        pytest.param("a" * 2000, (LMS, 2000, 90, 1910), id="2,000"),
        pytest.param("a" * 2001, (TOO_LONG, 2001, 2000, 1), id="2,001"),
        pytest.param("가" * 1000, (LMS, 2000, 90, 1910), id="1,000 syllables"),
        pytest.param("가" * 1001, (TOO_LONG, 2002, 2000, 2), id="1,001 syllables"),
    ],
)
def test_how_long_it_is(text: str, expected: tuple[str, int, int, int] | None) -> None:
    found = [(one.rule, one.params) for one in findings(text)]
    if expected is None:
        assert found == []
        return
    rule, size, limit, over = expected
    assert found == [(rule, {"bytes": size, "limit": limit, "over": over})]


def test_a_question_mark_is_a_byte() -> None:
    assert [rule for rule, _ in rows("🎁" * 90)] == [UNENCODABLE]
    assert [rule for rule, _ in rows("🎁" * 91)] == [LMS, UNENCODABLE]


def test_rare_hangul_is_two_bytes() -> None:
    assert [rule for rule, _ in rows("뷁" * 45)] == [BEYOND]
    assert [rule for rule, _ in rows("뷁" * 46)] == [LMS, BEYOND]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        pytest.param({}, [LMS], id="no kind"),
        pytest.param({"type": "SMS"}, [LMS], id="SMS"),
        pytest.param({"type": "LMS"}, [], id="meant to be one"),
        pytest.param({"type": "MMS"}, ["value-not-allowed"], id="another kind"),
    ],
)
def test_a_kind_that_is_given(config: dict[str, str], expected: list[str]) -> None:
    report = check_payload(failover("가" * 46, "sens", **config))
    assert [found.rule for found in report.findings] == expected
    too_long = check_payload(failover("가" * 1001, "sens", **config))
    assert TOO_LONG in {found.rule for found in too_long.findings}


def test_the_lengths_are_limits() -> None:
    limits = Limits(sms_bytes=10, lms_bytes=20)
    assert findings("a" * 10, limits) == ()
    assert [one.params["limit"] for one in findings("a" * 11, limits)] == [10]
    assert [one.params["limit"] for one in findings("a" * 21, limits)] == [20]


@pytest.mark.parametrize("text", [5, None, ["가"], b"a"])
@EVERY_GATEWAY
def test_a_text_of_a_wrong_type(gateway: str, text: object) -> None:
    found = check_payload(failover(text, gateway)).findings
    assert [(one.rule, one.path) for one in found] == [("wrong-type", AT[gateway])]


def test_every_character_has_its_encoding() -> None:
    """None is found that CP949 has in two bytes at most, and none is missed that it has not."""
    for character in ALL[::997]:
        found = {one.rule for one in findings(character)}
        try:
            known = len(character.encode("cp949")) <= 2
        except UnicodeEncodeError:
            known = False
        assert (UNENCODABLE in found) is not known, hex(ord(character))
