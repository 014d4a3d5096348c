"""The strings that a reader sees, and which of their characters are everyday ones."""

from collections.abc import Callable

import pytest

from alimtalk_rules import INFOBIP
from alimtalk_rules.documents import Message
from alimtalk_rules.limits import MOST_READ
from alimtalk_rules.rules.characters import (
    code_points,
    is_everyday,
    links_of,
    matches,
    pattern,
    strings_of,
    with_any,
)
from tests.characters import most_characters
from tests.rules.rows import found_in, in_text

LIMITS = INFOBIP.limits
WIDE = {"text": 20_000}

# ------------------------------------------------------------------------- everyday characters

REAL = (
    "[주문완료] 홍길동님, 주문이 완료되었습니다.\n\n▶ 주문번호: 20250131-0001\n▶ 금액: 12,000원",
    "안녕하세요, 고객님 :)\n※ 본 메시지는 발신 전용입니다.\n☞ 문의: 02-1234-5678 (평일 09~18시)",
    "► 예약일시 : 2025년 1월 31일(금) 오후 3시\n► 예약인원 : 성인 2명 / 소인 1명",
    "■ 배송 안내\n□ 택배사 : 한진택배\n□ 운송장번호 : 531234567890\n→ 배송조회를 눌러 주세요.",
    "● 장소: 서울특별시 강남구 테헤란로 123, 4층\n▼ ① 앱 실행 ② 쿠폰함에서 확인 ✔ ▼",
    "★★★ 회원 등급이 ‘골드’에서 “VIP”로 변경되었습니다 ★★★",
    "📌 안내 🚨 긴급 🙏 감사합니다 😊 💪 🥲 ✅ 🌱 🎁 🔔 🙋 😢 📞 💌 🔍 💁 💡 🤗 ⏰ ☺",
    "면적 84㎡, 온도 25℃, 무게 3㎏, 용량 500㎖ ￦10,000 ₩10,000 $10.00 €10 £10 ¥100 10¢",
    "㈜카카오 · ㈜알림톡 ™ ® © 2025\n━━━━━\n┌──────┐\n│ 영수증 │\n└──────┘\n═════ ▣ ◆",
    "ㅋㅋ ㅎㅎ ㅠㅠ 네ㆍ아니오ㆍ모름 – 2025.01.31 — 끝… ‰ • ‥ ′ ″ ‹a› †",
    "「약관」 『전문』 【공지】 〔별표〕 〈목록〉 《책》 〓 〒 10：00～18：00　！？　ＡＢＣ",
    "½컵 ¼ ¾ 3×4÷2=6 ±5° 10² 10³ ¶ § ♡ ♥ ♪ ☎ ☏ ♨ ☆ ♠ ♣ ◎ ◇ △ ▽ ▷ ◁",
    "⑴ ⒜ ⓐ ❶ ➊ ㉠ ㉮ ㈀ ㈎ Ⓐ ➜ ➡ ⬇ ⬆ ⭐ ⭕ 🇰🇷 대한민국 👍 👍🏻 🧾 🫶",
    "http://a.example/?a=1&b=2#top 50% {a} [c] `d` ~e~ ^f^ |g| \\h/",
    "Dear Mr. O'Brien,\n\tYour order #A-1024 has shipped — on Friday, 31 January at 3:00 p.m.",
)


def test_real_messages_pass_the_gate_and_have_no_fault() -> None:
    assert [text for text in ("", *REAL) if not is_everyday(text)] == []
    assert [text for text in REAL if found_in({"text": text, "title": text[:12]})] == []


def test_the_gate_is_not_sure_wherever_an_unusual_character_stands() -> None:
    unusual = (
        *"\r\x00\x7f\x85\u00adéα\u0301я\u1100\u1160\u200b\u200d\u2028\u202e\u2060\u2126\u212b々あ",
        *"\u3164漢\ud800\ue000\ufb01\ufe0f\ufeffｱ\uffa0\ufffc\ufffd\uffff\u0378\U00020000\U000e0067",
    )
    forms = ("{}", "가{}", "{}가", "가나다 {} 라마바", "가" * 999 + "{}")
    texts = [form.format(char) for char in unusual for form in forms]
    assert [text for text in texts if is_everyday(text)] == []


def test_vs16_is_everyday_only_behind_an_emoji() -> None:
    assert is_everyday("❤\ufe0f 가 ✔\ufe0f❤\ufe0f🌡\ufe0f")
    texts = ("\ufe0f", "가\ufe0f", "❤\ufe0f\ufe0f", "❤\n\ufe0f", "1\ufe0f", "❤\ufe0e")
    assert [text for text in texts if is_everyday(text)] == []


@pytest.fixture
def nothing_is_everyday(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes no character an everyday one, so that the rules look at all of them."""

    def forget() -> None:
        monkeypatch.setattr("alimtalk_rules.rules.characters._everyday", lambda _: None)
        monkeypatch.setattr("alimtalk_rules.rules.seen.are_ordinary", lambda *_: False)
        for module in ("characters", "seen"):
            monkeypatch.setattr(f"alimtalk_rules.rules.{module}.without_everyday", str)

    return forget


def test_no_rule_finds_anything_in_everyday_characters(
    nothing_is_everyday: Callable[[], None],
) -> None:
    """Each everyday character alone and among others, an emoji also with VS16 behind it."""
    styled = (f"{char}\ufe0f" for char in most_characters())
    everyday = [each for each in (*most_characters(), *styled) if is_everyday(each)]
    assert len(everyday) > 4_000
    nothing_is_everyday()

    assert not is_everyday("가")
    alone = {each: [rule for rule, _ in in_text(each)] for each in everyday}
    assert {each for each, rules in alone.items() if rules} == {*" \n\t\u3000"} & {*everyday}
    for between in ("가", "a", "", "\n", "📌"):
        for start in range(0, len(everyday), 3_000):
            text = between.join(("가", *everyday[start : start + 3_000], "가"))
            assert in_text(text, **WIDE) == []


def test_the_rules_find_what_is_no_everyday_character(
    nothing_is_everyday: Callable[[], None],
) -> None:
    """The test above could not fail if nothing were found without everyday characters."""
    nothing_is_everyday()
    found = in_text("\u200b가é가あ가α가漢가\x00가👩\u200d💻가\r가\ufffd가\u1100\u1161")
    assert len({rule for rule, _ in found}) == len(found) == 10


# --------------------------------------------------------------------------------- the strings

WHOLE: Message = {
    "buttons": [
        {"type": "MD", "name": "d"},
        {
            "type": "AL",
            "name": "e",
            "schemeIos": "c:c",
            "schemeAndroid": "d:d",
            "urlPc": "https://e.example",
            "urlMobile": "https://f.example",
        },
    ],
    "title": "b",
    "text": "a",
    "image": {"url": "https://a.example/c.png"},
}
"""Each string that is read, in another order than that of reading."""

REJECTED: Message = {
    "text": None,
    "title": None,
    "buttons": [None, {"type": "MD", "name": None}, {"type": "AL", "name": "e", "urlPc": None}],
}


def test_strings() -> None:
    strings = [("/text", "a"), ("/title", "b"), ("/buttons/0/name", "d"), ("/buttons/1/name", "e")]
    assert [*strings_of(WHOLE, LIMITS)] == strings
    assert [*strings_of(REJECTED, LIMITS)] == [("/buttons/2/name", "e")]
    assert [*strings_of({"text": "", "buttons": None}, LIMITS)] == []
    long: Message = {"text": "a" * (MOST_READ + 5), "title": "b" * (MOST_READ + 5)}
    read = dict(strings_of(long, LIMITS))
    assert {path: len(string) for path, string in read.items()} == {
        "/text": MOST_READ,
        "/title": MOST_READ + 5,
    }


def test_links() -> None:
    assert [*links_of(WHOLE)] == [
        ("/buttons/1/urlMobile", "https://f.example"),
        ("/buttons/1/urlPc", "https://e.example"),
        ("/buttons/1/schemeAndroid", "d:d"),
        ("/buttons/1/schemeIos", "c:c"),
    ]
    assert [*links_of(REJECTED), *links_of({}), *links_of({"buttons": None})] == []


def test_strings_with_any() -> None:
    message: Message = {
        "text": "주문 ❤\ufe0f",
        "title": "Café\ufe0f",
        "buttons": [{"name": "문의"}, {"name": "문\u200b의"}],
    }
    table = {
        "é": ["/title"],
        "[é\u200b]": ["/title", "/buttons/1/name"],
        "\ufe0f": ["/title"],  # that of an emoji in its colours is an everyday one
        "É": [],
    }
    found = {characters: [*with_any(characters, message, LIMITS)] for characters in table}
    assert {key: [path for path, _ in places] for key, places in found.items()} == table


def test_mojibake_is_left_to_its_rule() -> None:
    message: Message = {"text": "я ÈûÁîµ¿ é я", "title": "ÈûÁîµ¿"}
    assert [*with_any(r"\p{L}", message, LIMITS)] == [("/text", "я          я")]


def test_code_points() -> None:
    table = {
        "": (),
        "📌\U0010ffff\ud800": ("U+1F4CC", "U+10FFFF", "U+D800"),
        "\x00\x00": ("U+0000",),
        "cbabcd": ("U+0063", "U+0062", "U+0061"),  # the first three different ones
    }
    assert {string: code_points(string) for string in table} == table


def test_a_pattern_is_compiled_once_with_properties_and_set_operations() -> None:
    consonants = pattern(r"[\p{Script=Latin}--[aeiou]]+")
    assert consonants is pattern(r"[\p{Script=Latin}--[aeiou]]+")
    strings = [("/text", "hello 가 world"), ("/title", "a"), ("/buttons/0/name", "b")]
    assert [
        (path, match[0], match.span())
        for path, match in matches(r"[\p{Script=Latin}--[aeiou]]+", strings)
    ] == [
        ("/text", "h", (0, 1)),
        ("/text", "ll", (2, 4)),
        ("/text", "w", (8, 9)),
        ("/text", "rld", (10, 13)),
        ("/buttons/0/name", "b", (0, 1)),
    ]
