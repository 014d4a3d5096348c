"""The table of mends: what each does to a string, and where it is safe."""

from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import RULES
from alimtalk_rules.mending.edits import changed
from alimtalk_rules.mending.table import MENDS


def mended(rule: str, string: str) -> str:
    """The string, mended by all rows of a rule in turn."""
    for row in MENDS:
        if rule in row.rules:
            string = changed(string, row.changing(string))
    return string


SEOUL = "xn--3e0b707e.kr"


@pytest.mark.parametrize(
    ("rule", "string", "expected"),
    [
        ("unprintable-character", "주문\u0007 완료\u009f", "주문 완료"),
        ("unprintable-character", "주문\u000b완료\u0085끝\u000c", "주문\n완료\n끝\n"),
        ("invisible-character", "\ufeff주\u200b문\u2060 \u200e완\u202e료\u2066", "주문 완료"),
        ("text-decomposed", "\u110c\u116e\u1106\u116e\u11ab e\u0301", "주문 e\u0301"),
        ("carriage-return", "주문\r\n완료\r끝\n", "주문\n완료\n끝\n"),
        ("carriage-return-registered", "주문\r\n완료", "주문\n완료"),
        ("bad-url", " https://a.example/1\n", "https://a.example/1"),
        ("url-untidy", "HTTPS://a.example/A ", "https://a.example/A"),
        ("url-untidy", " Http://a.example", "http://a.example"),
        ("url-untidy", "https://a.example/a  b", "https://a.example/a%20%20b"),
        (
            "url-not-ascii",
            "https://a.example/é?q=é&r=%20",
            "https://a.example/%C3%A9?q=%C3%A9&r=%20",
        ),
        ("url-not-ascii", "https://한국.kr:80/1", f"https://{SEOUL}:80/1"),
        ("url-not-ascii", "é/\ud800", "%C3%A9/\ud800"),
        ("wrong-variable-mark", "${a} {{b}} #[c] #(d) ＃{e}", "#{a} #{b} #{c} #{d} #{e}"),
    ],
)
def test_mended(rule: str, string: str, expected: str) -> None:
    assert mended(rule, string) == expected
    assert mended(rule, expected) == expected


@pytest.mark.parametrize(
    ("rule", "string"),
    [
        pytest.param("unprintable-character", "\t주문\r\n완료", id="what text is made of"),
        pytest.param("unprintable-character", "\ud800\ue000\ufdd0", id="no control characters"),
        pytest.param("invisible-character", "\u3164\u115f", id="fillers, which make blank lines"),
        pytest.param("invisible-character", "👨\u200d👩❤\ufe0f", id="what makes emoji"),
        pytest.param("invisible-character", "\u00ad\u2028\u200c", id="what may mean something"),
        pytest.param("url-untidy", "shop://A", id="no web address"),
        pytest.param("url-not-ascii", f"https://{'한' * 64}.kr/é", id="no host's name"),
        pytest.param(
            "wrong-variable-mark", "${전화번호} ${최대15자 1} #(주)", id="marks that are right"
        ),
        pytest.param("invisible-character", "#{이\u200b름}", id="an unseen letter of a name"),
        pytest.param("text-decomposed", "#{\u110c\u116e}", id="a decomposed name"),
        pytest.param("url-not-ascii", "https://a.example/#{번호}", id="a name in a link"),
        pytest.param("url-untidy", "https://a.example/#{번호 1}", id="a space in a name"),
        pytest.param("unprintable-character", "#{\u0007}", id="a control character as a name"),
    ],
)
def test_not_mended(rule: str, string: str) -> None:
    assert mended(rule, string) == string


PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "mending.md"

ROWS: dict[str, Any] = {rule: row for row in MENDS for rule in row.rules}


def test_every_rule_is_one() -> None:
    assert [rule for rule in ROWS if rule not in RULES] == []


def test_the_page_tells_of_every_rule() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [rule for rule in ROWS if f"`{rule}`" not in page] == []


@pytest.mark.parametrize(
    ("kind", "safe"),
    [
        (
            "template",
            {"invisible-character", "text-decomposed", "carriage-return-registered", "bad-url"},
        ),
        (
            "matched",
            {"invisible-character", "text-decomposed", "carriage-return", "bad-url"}
            | {"unprintable-character"},
        ),
        ("message", set()),
    ],
)
def test_what_is_safe(kind: str, safe: set[str]) -> None:
    found = {rule for row in MENDS if kind in row.safe_in for rule in row.rules}
    same_row = {"carriage-return", "carriage-return-registered", "url-untidy"}
    assert found - same_row == safe - same_row
