"""The strings that a reader sees, and the gate in front of their characters."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

import pytest

from alimtalk_rules import INFOBIP, Limits, check_message
from alimtalk_rules.documents import Message
from alimtalk_rules.rules.characters import (
    MOST_READ,
    code_points,
    is_everyday,
    links_of,
    matches,
    pattern,
    strings_of,
    unusual_characters_of,
    with_any,
)
from tests.characters import most_characters

# ------------------------------------------------------------------------------------ the gate

REAL = [
    "[주문완료] 홍길동님, 주문이 완료되었습니다.\n\n▶ 주문번호: 20250131-0001\n▶ 금액: 12,000원",
    "안녕하세요, 고객님 :)\n※ 본 메시지는 발신 전용입니다.\n☞ 문의: 02-1234-5678 (평일 09~18시)",
    "► 예약일시 : 2025년 1월 31일(금) 오후 3시\n► 예약인원 : 성인 2명 / 소인 1명",
    "■ 배송 안내\n□ 택배사 : 한진택배\n□ 운송장번호 : 531234567890\n→ 배송조회를 눌러 주세요.",
    "① 앱 실행 ② 마이페이지 ③ 쿠폰함에서 확인 ✔",
    "● 장소: 서울특별시 강남구 테헤란로 123, 4층\n▼ 아래 버튼을 눌러 주세요 ▼",
    "★★★ 회원 등급이 ‘골드’에서 “VIP”로 변경되었습니다 ★★★",
    "📌 안내 🚨 긴급 🙏 감사합니다 😊 💪 🥲 ✅ 🌱 🎁 🔔 🙋 😢 📞 💌 🔍 💁 💡 🤗 ⏰ ☺",
    "면적 84㎡, 온도 25℃, 무게 3㎏, 용량 500㎖, 거리 10㎞",
    "￦10,000 ₩10,000 $10.00 €10 £10 ¥100 10¢",
    "㈜카카오 · ㈜알림톡 ™ ® © 2025",
    "━━━━━━━━━━\n┌──────┐\n│ 영수증 │\n└──────┘\n══════════",
    "▣ 강의명: Python 입문\n▣ 강사: 김철수 선생님\n◆ 준비물: 노트북",
    "ㅋㅋ ㅎㅎ ㅠㅠ 네ㆍ아니오ㆍ모름",
    "“감사합니다” – 2025.01.31 — 끝… ‰ • ‥ ′ ″ ‹a› †",
    "「약관」 『전문』 【공지】 〔별표〕 〈목록〉 《책》 〓 〒",
    "10：00～18：00　（점심시간　12：00）！？　ＡＢＣ　１２３",
    "½컵 ¼ ¾ 3×4÷2=6 ±5° 10² 10³ ¶ §",
    "♡ ♥ ♪ ☎ ☏ ♨ ☆ ♠ ♣ ◎ ◇ △ ▽ ▷ ◁",
    "⑴ ⒜ ⓐ ❶ ➊ ㉠ ㉮ ㈀ ㈎ Ⓐ ➜ ➡ ⬇ ⬆ ⭐ ⭕",
    "🇰🇷 대한민국 👍 👍🏻 🧾 🫶",
    "http://a.example/?a=1&b=2#top 50% <b>{a}</b> [c] `d` ~e~ ^f^ |g| \\h/",
    "Your order #A-1024 has shipped! Track it at https://shop.example.com/orders/1 — thanks.",
    "Dear Mr. O'Brien,\n\tYour appointment is on Friday, 31 January at 3:00 p.m.",
    "",
]


@pytest.mark.parametrize("text", REAL)
def test_real_messages_pass_the_gate_and_have_no_fault(text: str) -> None:
    assert is_everyday(text)
    assert check_message({"text": text or "가", "title": text[:20].strip() or "가"}).findings == ()


@pytest.mark.parametrize(
    "char",
    [
        pytest.param("\r", id="CR"),
        pytest.param("\x00", id="NUL"),
        pytest.param("\x7f", id="DEL"),
        pytest.param("\x85", id="NEL"),
        pytest.param("\u00ad", id="soft hyphen"),
        pytest.param("ª", id="feminine ordinal"),
        pytest.param("º", id="masculine ordinal"),
        pytest.param("é", id="e acute"),
        pytest.param("\u0301", id="accent"),
        pytest.param("α", id="Greek"),
        pytest.param("я", id="Cyrillic"),
        pytest.param("\u1100", id="conjoining jamo"),
        pytest.param("\u1160", id="conjoining filler"),
        pytest.param("\u200b", id="zero width space"),
        pytest.param("\u200d", id="ZWJ"),
        pytest.param("\u202e", id="right-to-left override"),
        pytest.param("\u2060", id="word joiner"),
        pytest.param("\u2126", id="ohm sign"),
        pytest.param("\u212b", id="angstrom sign"),
        pytest.param("々", id="iteration mark"),
        pytest.param("あ", id="hiragana"),
        pytest.param("\u3164", id="Hangul filler"),
        pytest.param("漢", id="Han"),
        pytest.param("\ud800", id="surrogate"),
        pytest.param("\ue000", id="private use"),
        pytest.param("\ufb01", id="ligature"),
        pytest.param("\ufe0f", id="VS16"),
        pytest.param("\ufeff", id="BOM"),
        pytest.param("ｱ", id="half-width kana"),
        pytest.param("\uffa0", id="half-width filler"),
        pytest.param("\uffff", id="noncharacter"),
        pytest.param("\U00020000", id="astral Han"),
        pytest.param("\U000e0067", id="tag"),
    ],
)
def test_the_gate_is_not_sure_wherever_such_a_character_stands(char: str) -> None:
    for text in (char, f"가{char}", f"{char}가", f"가나다 {char} 라마바", "가" * 999 + char):
        assert not is_everyday(text)


@pytest.mark.parametrize(
    "text", ["\ufe0f", "가\ufe0f", "❤\ufe0f\ufe0f", "❤\n\ufe0f", "1\ufe0f", "❤\ufe0e"]
)
def test_vs16_is_everyday_only_behind_an_emoji(text: str) -> None:
    assert is_everyday("❤\ufe0f 가 ✔\ufe0f❤\ufe0f🌡\ufe0f")
    assert not is_everyday(text)


def everyday_characters() -> Iterator[str]:
    """Each of them, an emoji also with VS16 behind it, but of the syllables every 61st."""
    for char in most_characters():
        yield from filter(is_everyday, (char, f"{char}\ufe0f"))


@pytest.fixture
def nothing_is_everyday(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Opens the gate, so that the rules look at all characters."""

    def open_gate() -> None:
        characters = "alimtalk_rules.rules.characters"
        monkeypatch.setattr(f"{characters}._everyday", lambda _: None)
        monkeypatch.setattr(f"{characters}.without_everyday", lambda string: string)

    return open_gate


WIDE = Limits(text=20_000)


def test_what_the_gate_accepts_alone_the_judge_accepts(
    nothing_is_everyday: Callable[[], None],
) -> None:
    everyday = list(everyday_characters())
    nothing_is_everyday()

    assert not is_everyday("가")
    for chars in everyday:
        found = [finding.rule for finding in check_message({"text": chars}).findings]
        assert found == (["text-blank"] if chars.isspace() else []), f"U+{ord(chars[0]):04X}"


@pytest.mark.parametrize("between", ["가", "a", "", "\n", "📌"])
def test_what_the_gate_accepts_among_others_the_judge_accepts(
    between: str, nothing_is_everyday: Callable[[], None]
) -> None:
    everyday = everyday_characters()
    chunks = list(iter(lambda: list(islice(everyday, 3_000)), []))
    assert sum(map(len, chunks)) > 4_000
    nothing_is_everyday()

    for chunk in chunks:
        text = "가" + between.join(chunk) + "가"
        assert len(text) <= MOST_READ
        assert check_message({"text": text}, profile=replace(INFOBIP, limits=WIDE)).findings == ()


def test_the_judge_finds_what_the_gate_would_have_let_in(
    nothing_is_everyday: Callable[[], None],
) -> None:
    """The tests above could not fail if the judge found nothing once the gate is open."""
    nothing_is_everyday()

    text = "\u200b가é가あ가α가漢가\x00가👩\u200d💻"
    assert {finding.rule for finding in check_message({"text": text}).findings} == {
        "emoji-sequence",
        "hanja",
        "invisible-character",
        "isolated-symbol",
        "non-english-letter",
        "unprintable-character",
        "unsupported-script",
    }


# --------------------------------------------------------------------------------- the strings


@pytest.mark.parametrize(
    ("message", "strings"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"text": ""}, [], id="empty text"),
        pytest.param({"text": "a"}, [("/text", "a")], id="text"),
        pytest.param(
            {
                "buttons": [{"type": "MD", "name": "d"}, {"type": "MD", "name": "e"}],
                "title": "b",
                "text": "a",
                "image": {"url": "https://a.example/c.png"},
            },
            [("/text", "a"), ("/title", "b"), ("/buttons/0/name", "d"), ("/buttons/1/name", "e")],
            id="all, in the order of reading",
        ),
        pytest.param(
            {
                "text": None,
                "title": None,
                "buttons": [None, {"type": "MD", "name": None}, {"type": "MD"}, {"name": "e"}],
            },
            [("/buttons/3/name", "e")],
            id="what was rejected is left out",
        ),
        pytest.param({"text": "a", "buttons": None}, [("/text", "a")], id="buttons rejected"),
        pytest.param({"text": "a", "buttons": []}, [("/text", "a")], id="no buttons"),
        pytest.param(
            {
                "buttons": [
                    {
                        "type": "AL",
                        "name": "a",
                        "schemeIos": "b:c",
                        "urlMobile": "https://d.example",
                    }
                ]
            },
            [("/buttons/0/name", "a")],
            id="links are none of them",
        ),
        pytest.param(
            {"text": "a" * (MOST_READ + 5), "title": "b" * (MOST_READ + 5)},
            [("/text", "a" * MOST_READ), ("/title", "b" * (MOST_READ + 5))],
            id="a text is read as far as that",
        ),
    ],
)
def test_strings(message: Message, strings: list[tuple[str, str]]) -> None:
    assert list(strings_of(message)) == strings


@pytest.mark.parametrize(
    ("message", "links"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"text": "a", "image": {"url": "https://a.example/b"}}, [], id="no buttons"),
        pytest.param(
            {
                "buttons": [
                    {"type": "MD", "name": "a"},
                    {
                        "type": "AL",
                        "name": "b",
                        "schemeIos": "c:c",
                        "schemeAndroid": "d:d",
                        "urlPc": "https://e.example",
                        "urlMobile": "https://f.example",
                    },
                    {"type": "WL", "name": "g", "urlMobile": "https://h.example", "target": "out"},
                ]
            },
            [
                ("/buttons/1/urlMobile", "https://f.example"),
                ("/buttons/1/urlPc", "https://e.example"),
                ("/buttons/1/schemeAndroid", "d:d"),
                ("/buttons/1/schemeIos", "c:c"),
                ("/buttons/2/urlMobile", "https://h.example"),
            ],
            id="all, in the order of reading",
        ),
        pytest.param(
            {"buttons": [None, {"type": "AL", "name": "a", "schemeIos": None, "urlPc": "b:"}]},
            [("/buttons/1/urlPc", "b:")],
            id="what was rejected is left out",
        ),
        pytest.param({"buttons": None}, [], id="buttons rejected"),
    ],
)
def test_links(message: Message, links: list[tuple[str, str]]) -> None:
    assert list(links_of(message)) == links


MESSAGE: Message = {
    "text": "주문이 완료되었습니다. ❤\ufe0f",
    "title": "Café\ufe0f",
    "buttons": [{"type": "MD", "name": "문의"}, {"type": "MD", "name": "문\u200b의"}],
}


def test_unusual_characters() -> None:
    assert unusual_characters_of(MESSAGE) == "é\ufe0f\u200b"


@pytest.mark.parametrize(
    ("characters", "paths"),
    [
        ("é", ["/title"]),
        ("[é\u200b]", ["/title", "/buttons/1/name"]),
        ("\ufe0f", ["/title"]),  # that of an emoji in its colours is an everyday one
        ("É", []),
    ],
)
def test_strings_with_any(characters: str, paths: list[str]) -> None:
    assert [path for path, _ in with_any(characters, MESSAGE)] == paths


@pytest.mark.parametrize(
    ("string", "names"),
    [
        ("", ()),
        ("a", ("U+0061",)),
        ("é", ("U+00E9",)),
        ("가", ("U+AC00",)),
        ("📌", ("U+1F4CC",)),
        ("\U0010ffff", ("U+10FFFF",)),
        ("\ud800", ("U+D800",)),
        ("\x00", ("U+0000",)),
        ("aaa", ("U+0061",)),
        ("aba", ("U+0061", "U+0062")),
        ("cbabc", ("U+0063", "U+0062", "U+0061")),
        ("abcd", ("U+0061", "U+0062", "U+0063")),
    ],
)
def test_code_points(string: str, names: tuple[str, ...]) -> None:
    assert code_points(string) == names


def test_a_pattern_is_compiled_once_with_properties_and_set_operations() -> None:
    consonants = pattern(r"[\p{Script=Latin}--[aeiou]]+")

    assert consonants is pattern(r"[\p{Script=Latin}--[aeiou]]+")
    assert consonants.findall("hello 가 world") == ["h", "ll", "w", "rld"]


def test_matches_keep_their_path() -> None:
    found = matches("[0-9]+", [("/text", "a1b22"), ("/title", "x"), ("/buttons/0/name", "3")])

    assert [(path, match[0], match.span()) for path, match in found] == [
        ("/text", "1", (1, 2)),
        ("/text", "22", (3, 5)),
        ("/buttons/0/name", "3", (0, 1)),
    ]
