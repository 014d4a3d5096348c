"""The text's length, and what nobody can see in the strings of a message."""

import unicodedata
from collections.abc import Iterable, Iterator

import pytest
import regex

from alimtalk_rules import INFOBIP
from alimtalk_rules.rules.rule import Place, Rule
from alimtalk_rules.rules.text import (
    emoji_sequence,
    invisible_character,
    text_blank,
    title_shown,
    unprintable_character,
)
from tests.characters import ALL, most_characters
from tests.rules.rows import Row, button, found_in, in_text, only, places, spans, with_buttons

EMOJI = "📌"


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def place_spans(card: Rule, text: str) -> list[Row]:
    assert card.find is not None
    found: Iterator[Place] = card.find({"text": text}, INFOBIP.limits)
    return [(card.name, place.span) for place in found]


def missed(card: Rule, characters: Iterable[str]) -> list[str]:
    """The characters of which a card says nothing where they stand between syllables."""
    one = [(card.name, (1, 2))]
    return [f"U+{ord(c):04X}" for c in characters if place_spans(card, f"가{c}나") != one]


def assert_none(card: Rule, characters: Iterable[str]) -> None:
    """The card finds nothing in any of the characters when they stand between syllables."""
    text = "가".join(characters)
    for start in range(0, len(text), 10_000):
        assert place_spans(card, text[start : start + 10_000]) == []


# --------------------------------------------------------------------------------- the length


def test_spans_of_what_is_too_long() -> None:
    table: dict[str, list[Row]] = {
        " " * 1000 + "가": [("text-too-long", (1000, 1001))],
        "가" * 1234: [("text-too-long", (1000, 1234))],
        EMOJI * 501: [("text-too-long-in-utf16", None)],
        "가" * 999 + "\r\n": [("carriage-return", (999, 1000)), ("text-too-long", (1000, 1001))],
        nfd("각") * 334: [("text-decomposed", (0, 2)), ("text-too-long", (1000, 1002))],
        # A lone surrogate counts as one, also in UTF-16.
        "가" * 999 + "\ud83d": [("unprintable-character", (999, 1000))],
    }
    assert {text: in_text(text) for text in table} == table


def test_other_limits() -> None:
    table: dict[tuple[int, str], list[Row]] = {
        (1300, "가" * 1300): [],
        (1300, "가" * 1301): [("text-too-long", (1300, 1301))],
        (1300, EMOJI * 650): [],
        (1300, EMOJI * 651): [("text-too-long-in-utf16", None)],
        (1, "가"): [],
        (1, EMOJI): [("text-too-long-in-utf16", None)],
        (3, EMOJI): [],
        (3, EMOJI * 2): [("text-too-long-in-utf16", None)],
    }
    assert {(limit, text): in_text(text, text=limit) for limit, text in table} == table


def test_beyond_ten_thousand_code_points_nothing_more_is_said() -> None:
    too_long = ("text-too-long", (1000, 10_001))
    assert in_text("가" * 10_000 + "\u200b") == [too_long]
    last = ("invisible-character", (9_999, 10_000))
    assert in_text("가" * 9_999 + "\u200b나") == [last, too_long]


# ---------------------------------------------------------------------------------- text-blank


def test_exactly_the_blank_ones_of_all_code_points() -> None:
    blank = {*of("White_Space"), *of("Cf"), *of("Default_Ignorable_Code_Point")}
    found = {char for char in most_characters() if place_spans(text_blank, char)}
    assert found == blank & {*most_characters()}
    assert {*" \n\t\u00a0\u3000\u200b\u3164\ufeff\ufe0f"} < blank
    assert "\x1c" not in blank


def test_a_blank_text_is_blank_and_nothing_else() -> None:
    texts = ("", "\r\n", " \r\u200b\r ", "\u200b\x85", "\x0b\x0c", "\u202a\u2069\n\U000e0067")
    assert {text: in_text(text) for text in texts} == {
        text: [("text-blank", None)] for text in texts
    }


def test_a_blank_text_does_not_hide_what_is_elsewhere() -> None:
    assert places({"text": "\u200b", "title": "주문\u200b완료"}) == [
        ("text-blank", "/text"),
        ("invisible-character", "/title"),
    ]


# -------------------------------------------------------------- text-decomposed, carriage-return


def test_decomposed() -> None:
    table = {
        nfd("가"): ((0, 2), 1),
        nfd("각"): ((0, 2), 1),
        "가\u11a8": ((0, 2), 1),  # a syllable and a final consonant
        "주문 " + nfd("완료"): ((3, 5), 5),
        "\u1112\u1175": ((0, 2), 1),  # the last pair
        "히\u11c2": ((0, 2), 1),  # the last syllable
    }
    found = {text: only({"text": text}) for text in table}
    assert {text: (one.span, one.params["composed"]) for text, one in found.items()} == table
    assert {one.rule for one in found.values()} == {"text-decomposed"}


def test_all_of_hangul_in_nfd_is_decomposed_and_in_nfc_is_not() -> None:
    syllables = [chr(code) for code in range(0xAC00, 0xD7A4)]
    assert in_text("".join(syllables), text=20_000) == []
    assert {in_text(nfd(syllable))[0][0] for syllable in syllables[::13]} == {"text-decomposed"}


def test_not_decomposed() -> None:
    table: dict[str, list[Row]] = {
        "ㄱㅏ": [],  # of the keyboard
        "\u1161\u11a8 \u1100": [],
        "\u1100\u11a8": [],
        "\u1113\u1161 \u1100\u1176 가\u11c3": [],  # old letters, of which NFC makes no syllable
        "가\u11a7": [],  # one before the first final
        "각\u11a8": [],  # a second final consonant
        "각\u11a8 e\u0301": [("non-english-letter", (3, 5))],  # composes, but is no Hangul
    }
    assert {text: in_text(text) for text in table} == table


def test_spans_of_carriage_returns() -> None:
    message = with_buttons(button("문의"), button("\r문\r의"), text="주문\r\n완료")
    assert spans(message | {"title": "주문\r"}) == [
        ("carriage-return", "/buttons/1/name", (0, 1)),
        ("carriage-return", "/text", (2, 3)),
        ("carriage-return", "/title", (2, 3)),
    ]
    assert found_in(message)[0].params == {"count": 2}


# --------------------------------------------------- unprintable-character, invisible-character


def of(name: str) -> set[str]:
    """The characters that have a property."""
    return {*"".join(regex.findall(rf"\p{{{name}}}+", ALL))}


def test_exactly_the_unprintable_ones_of_all_code_points() -> None:
    nonchars = {*map(chr, range(0xFDD0, 0xFDF0))} | {
        chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)
    }
    unprintable = {
        *nonchars,
        *(char for char in most_characters() if unicodedata.category(char) in ("Cc", "Cs", "Co")),
    } - {*"\t\n\r"}
    assert len(nonchars) == 66
    unprintable |= {*"\ud800\udbff\udc00\udfff\ue000\uf8ff\U000f0000\U0010fffd"}
    assert unprintable > {*"\x00\x1f\x7f\x9f\uffff"}
    assert missed(unprintable_character, unprintable) == []
    assert_none(unprintable_character, {*most_characters()} - unprintable)


def test_exactly_the_invisible_ones_of_all_code_points() -> None:
    named = of("Cf") | of("Default_Ignorable_Code_Point") | {*"\u2028\u2029"}
    unassigned = of("Cn") - of("Noncharacter_Code_Point") - of("Extended_Pictographic")
    assert named > {*"\u115f\u1160\u3164\uffa0\u00ad\ufeff\u034f\ufe0e\ufe0f\u200d"}
    assert {"\u0378", "\U000e1000"} < unassigned | named
    invisible = named | (unassigned & {*most_characters()})
    assert missed(invisible_character, invisible) == []
    assert_none(invisible_character, {*most_characters()} - invisible)


def test_runs_of_the_invisible() -> None:
    table = {
        "\ufeff주문": [(0, 1)],
        "주문\u200b\u200b\u200b완료": [(2, 5)],
        "주\u200b문\u2060완": [(1, 2), (3, 4)],
        "주문\u3164\n\u3164완료": [(2, 3), (4, 5)],
        "주문\u2028\u2029완료": [(2, 4)],
        "👨\u200d": [(1, 2)],  # a joiner that joins nothing
        "\u200d👨": [(0, 1)],
        "👨\u200d가\u200d👨": [(1, 2), (3, 4)],
        "👨\u200d\u200d👩": [(1, 3)],
        "👨\u200b👩": [(1, 2)],
        "가\ufe0f A\ufe0f": [(1, 2), (4, 5)],
        "☎\ufe01": [(1, 2)],  # another selector
        "🇰🇷\ufe0f": [(2, 3)],
        "🏴\U000e0067\U000e0062\U000e007f": [(1, 4)],
    }
    found = {text: in_text(text + ".") for text in table}
    assert found == {
        text: [("invisible-character", span) for span in rows] for text, rows in table.items()
    }


# ------------------------------------------------------------------------------ emoji-sequence


def test_emoji_sequences_and_their_neighbours() -> None:
    table: dict[str, list[Row]] = {
        "👨\u200d👩 👨\u200d👧": [("emoji-sequence", (0, 3)), ("emoji-sequence", (4, 7))],
        "👨\u200d👩\u200d": [("emoji-sequence", (0, 3)), ("invisible-character", (3, 4))],
        "🇰🇷\u200d🇺🇸": [("invisible-character", (2, 3))],  # flags of letters do not join
        "1\ufe0f\u20e3\u200d👩": [("invisible-character", (3, 4))],  # nor do keycaps
    }
    assert {text: in_text(text) for text in table} == table
    assert_none(emoji_sequence, most_characters())


# ----------------------------------------------------------------------------- title-truncated


def test_how_much_of_a_title_is_shown() -> None:
    table = {
        ("가" * 23, 23): 23,
        ("가" * 24, 23): 23,
        ("가" * 24, 24): 24,
        ("가" * 12 + "\n" + "가" * 12, 23): 25,
        ("가" * 12 + "\n" + "가" * 13, 23): 25,
        ("가" * 13 + "\n" + "가" * 9, 23): 13,  # its first line goes on in the second
        ("가" * 24 + "\n가", 23): 23,
        ("가\n나\n다", 23): 3,
        ("\n가", 23): 2,
    }
    assert {(title, limit): title_shown(title, limit) for title, limit in table} == table


def test_another_title_is_shown_elsewhere() -> None:
    assert found_in({"text": "가", "title": "가" * 27}, title_shown=27) == ()
    found = only({"text": "가", "title": "가" * 30}, title_shown=27)
    assert (found.rule, found.span) == ("title-truncated", (27, 30))
    assert found.params == {"length": 30, "limit": 27, "over": 3}


# ------------------------------------------------------------------------ what all have in common


@pytest.mark.parametrize(
    ("mark", "rule"),
    [
        ("\x07", "unprintable-character"),
        ("\u200b", "invisible-character"),
        ("👩\u200d💻", "emoji-sequence"),
        ("あ", "foreign-letters"),
        ("漢", "hanja"),
        ("α", "isolated-symbol"),
        ("é", "non-english-letter"),
    ],
)
def test_anywhere_and_at_most_ten_places_a_rule_and_a_message(mark: str, rule: str) -> None:
    assert spans(
        with_buttons(button("가"), button(f"가{mark}나", "BK"), text=f"가나다{mark}")
        | {"title": f"{mark}가"}
    ) == [
        (rule, "/buttons/1/name", (1, 1 + len(mark))),
        (rule, "/text", (3, 3 + len(mark))),
        (rule, "/title", (0, len(mark))),
    ]
    step = len(mark) + 1
    rows = [(rule, (1 + step * n, step * (n + 1))) for n in range(10)]
    assert {count: in_text("가" + f"{mark}가" * count) for count in (9, 10, 11)} == {
        count: rows[:count] for count in (9, 10, 11)
    }
    both = {"text": "가" + f"{mark}가" * 8, "title": "가" + f"{mark}가" * 4}
    assert [path for _, path in places(both)] == ["/text"] * 8 + ["/title"] * 2


def test_the_cap_of_one_rule_leaves_room_for_another() -> None:
    found = in_text("가\x07나\u200b다あ라漢마α바é" * 20)
    assert len(found) == 60
    assert len({rule for rule, _ in found}) == 6


def test_a_rejected_part_is_not_read() -> None:
    messages: tuple[object, ...] = (
        {"text": 5},
        {"text": None},
        {"text": ["\u200b"]},
        {"text": "가", "title": {"\u200b": 1}},
        with_buttons({"type": "MD", "name": 5}),
        with_buttons("\u200b"),
        {"text": "가", "buttons": "\u200b"},
    )
    assert {only(message, title_shown=1).rule for message in messages} == {"wrong-type"}
    names = ("\u200b" * 29, "#{a}" * 8, "\x07" * 29)
    assert {only(with_buttons(button(name))).rule for name in names} == {"button-name-too-long"}
