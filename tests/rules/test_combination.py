"""Which parts stand together: the guide's table, and what is not in it."""

from itertools import combinations
from typing import Any

from alimtalk_rules import check_message
from alimtalk_rules.documents import Message
from alimtalk_rules.rules.combination import GUIDES, combination_of
from tests.rules.rows import DONE, button, found_in

IMAGE = {"format": "jpeg", "width": 800, "height": 400, "bytes": 90_000}
PARTS: dict[str, object] = {
    "text": DONE,
    "title": "주문 완료",
    "image": IMAGE,
    "buttons": [button("문의하기")],
}
MISSING_TEXT = ("missing-field", "/text", ())
BOTH = ("title-with-image", "", ("/image", "/title"))


def test_every_combination_of_the_four_parts() -> None:
    """In both orders; and a list of no buttons is no buttons."""
    assert len(GUIDES) == 6
    for names in (names for count in range(5) for names in combinations(PARTS, count)):
        both = {"title", "image"} <= {*names}
        name = "+".join(names) if "text" in names and not both else None
        assert name is None or name in GUIDES
        for order in (names, reversed(names)):
            report = check_message({part: PARTS[part] for part in order})
            assert report.combination == name
            found = [(one.rule, one.path, one.related) for one in report.findings]
            assert found == [BOTH] * both + [MISSING_TEXT] * ("text" not in names)
        if "buttons" not in names:
            empty = {part: PARTS[part] for part in names} | {"buttons": []}
            assert check_message(empty).combination == name


def test_what_the_structure_left() -> None:
    table: list[tuple[Message, str | None]] = [
        ({}, None),
        ({"text": ""}, "text"),
        ({"text": None}, None),
        ({"text": None, "buttons": []}, None),
        ({"text": "a", "buttons": []}, "text"),
        ({"text": "a", "title": None}, None),
        ({"text": "a", "image": None}, None),
        ({"text": "a", "buttons": None}, None),
        ({"text": "a", "buttons": [None]}, "text+buttons"),
        ({"text": "a", "image": {}}, "text+image"),
        ({"text": "a", "image": {"width": None}}, "text+image"),
    ]
    before = repr(table)
    assert [(message, combination_of(message)) for message, _ in table] == table
    assert repr(table) == before


def test_a_rejected_part_gives_one_finding_and_no_combination() -> None:
    parts: dict[str, tuple[object, ...]] = {
        "title": (5, " "),
        "image": ([], "banner.png"),
        "buttons": ({},),
    }
    for part, value in ((part, value) for part, values in parts.items() for value in values):
        report = check_message({"text": "a", "title": "b"} | {part: value})
        assert report.combination is None
        assert [found.path for found in report.findings] == [f"/{part}"]
    assert [one.path for one in found_in({"text": "a", "title": 5, "image": IMAGE})] == ["/title"]
    assert [one.path for one in found_in({"text": "a", "title": "b", "image": {}})] == [""]


def test_combinations_beyond_the_guide() -> None:
    whole: Any = {
        "summary": {},
        "highlight": {},
        "image": {},
        "buttons": [{}],
        "quickReplies": [{}],
    }
    table: list[tuple[Any, str | None]] = [
        ({"header": "가"}, "text+item-list"),
        ({"items": [], "quickReplies": []}, "text"),
        (whole, "text+image+item-list+buttons+quick-replies"),
        ({"header": "가", "items": None}, None),
        ({"header": "가", "title": "가"}, None),
        ({"representLink": {}, "extra": "가"}, "text"),
    ]
    messages: list[Any] = [{"text": "가", **parts} for parts, _ in table]
    assert [*map(combination_of, messages)] == [combination for _, combination in table]
