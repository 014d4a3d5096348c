"""The failover SMS: what carriers can spell, and what it is sent as."""

from typing import Any

from alimtalk_rules import INFOBIP, Finding, check_payload
from tests.payloads import infobip, sens
from tests.rules.rows import Row

UNENCODABLE, BEYOND = "sms-unencodable", "sms-beyond-euc-kr"
LMS, TOO_LONG = "sms-becomes-lms", "sms-too-long"


def failover(*texts: str) -> dict[str, Any]:
    """A request with a message, and its SMS, for each text."""
    messages = [
        message | {"destinations": [{"to": f"8210123456{n:02}"}]}
        for n, text in enumerate(texts)
        for message in infobip(options={"smsFailover": {"text": text}})["messages"]
    ]
    return {"messages": messages}


def findings(text: str, **limits: int) -> tuple[Finding, ...]:
    found = check_payload(failover(text), profile=INFOBIP.with_limits(**limits)).findings
    assert {one.path for one in found} <= {"/messages/0/options/smsFailover/text"}
    return found


def rows(text: str) -> list[Row]:
    return [(found.rule, found.span) for found in findings(text)]


def test_runs() -> None:
    table: dict[str, list[Row]] = {
        "주문이 완료되었습니다.\nOrder: 1 ①★※→☎㈜￦～漢字ㄱㅏひПα": [],
        "완료🎁": [(UNENCODABLE, (2, 3))],
        "🎁🎁 🎁": [(UNENCODABLE, (0, 2)), (UNENCODABLE, (3, 4))],
        "é ₩": [(UNENCODABLE, (0, 1)), (UNENCODABLE, (2, 3))],
        "a\u00a0b\ud800": [(UNENCODABLE, (1, 2)), (UNENCODABLE, (3, 4))],
        "뷁쀍 똠": [(BEYOND, (0, 2)), (BEYOND, (3, 4))],
        "뷁🎁뷁": [(BEYOND, (0, 1)), (BEYOND, (2, 3)), (UNENCODABLE, (1, 2))],
        "#{이름}🎁": [(UNENCODABLE, (5, 6)), ("unfilled-variable", (0, 5))],
    }
    assert {text: rows(text) for text in table} == table


def test_every_character_has_its_encoding() -> None:
    """None is found that CP949 has in two bytes at most, and none is missed that it has not."""
    wrong = []
    for character in map(chr, (*range(0x20, 0x110000, 997), *range(0xAC00, 0xD7A4, 61))):
        try:
            known = len(character.encode("cp949")) <= 2
        except UnicodeEncodeError:
            known = False
        beyond = known and len(character.encode("euc_kr")) > 2
        if {one.rule for one in findings(character)} != {
            *[UNENCODABLE] * (not known),
            *[BEYOND] * beyond,
        }:
            wrong.append(character)
    assert wrong == []


def test_at_most_ten_runs_of_one_text_are_shown() -> None:
    text = "🎁 " * 30
    assert rows(text) == [(UNENCODABLE, (at, at + 1)) for at in range(0, 20, 2)]
    assert len(check_payload(failover(text, text, text)).findings) == 30


def test_the_lengths_are_limits_of_bytes() -> None:
    table = {
        "a" * 10: [],
        "가" * 5: [],
        "뷁🎁" * 3: [],  # two bytes, and a question mark
        "a" * 11: [(LMS, {"bytes": 11, "limit": 10, "over": 1})],
        "가" * 10: [(LMS, {"bytes": 20, "limit": 10, "over": 10})],
        "뷁" * 6: [(LMS, {"bytes": 12, "limit": 10, "over": 2})],
        "🎁" * 11: [(LMS, {"bytes": 11, "limit": 10, "over": 1})],
        "가" * 11: [(TOO_LONG, {"bytes": 22, "limit": 20, "over": 2})],
    }
    found = {text: findings(text, sms_bytes=10, lms_bytes=20) for text in table}
    assert {
        text: [(one.rule, one.params) for one in ones if "bytes" in one.params]
        for text, ones in found.items()
    } == table


def test_only_what_is_meant_as_an_sms_becomes_one_too_long() -> None:
    for kind, expected in ({"SMS": [LMS], "LMS": [], "MMS": ["value-not-allowed"]}).items():
        found = {}
        for count in (46, 1001):
            config = {"content": "가" * count, "type": kind}
            found[count] = [
                f.rule for f in check_payload(sens({"failoverConfig": config})).findings
            ]
        assert found[46] == expected
        assert TOO_LONG in found[1001]
