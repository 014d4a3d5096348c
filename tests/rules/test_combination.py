"""Which parts stand together: the guide's table, and what is not in it."""

import pytest

from alimtalk_rules import check_message
from alimtalk_rules.documents import Message
from alimtalk_rules.rules.combination import COMBINATIONS, combination_of

IMAGE = {"format": "jpeg", "width": 800, "height": 400, "bytes": 90_000}
PARTS: dict[str, object] = {
    "text": "주문이 완료되었습니다.",
    "title": "주문 완료",
    "image": IMAGE,
    "buttons": [{"type": "MD", "name": "문의하기"}],
}
MISSING_TEXT = ("missing-field", "/text", ())
BOTH = ("title-with-image", "", ("/image", "/title"))


def parts(names: str) -> dict[str, object]:
    return {name: PARTS[name] for name in names.split()}


@pytest.mark.parametrize(
    ("names", "combination", "findings"),
    [
        ("", None, [MISSING_TEXT]),
        ("text", "text", []),
        ("title", None, [MISSING_TEXT]),
        ("image", None, [MISSING_TEXT]),
        ("buttons", None, [MISSING_TEXT]),
        ("text title", "text+title", []),
        ("text image", "text+image", []),
        ("text buttons", "text+buttons", []),
        ("title image", None, [BOTH, MISSING_TEXT]),
        ("title buttons", None, [MISSING_TEXT]),
        ("image buttons", None, [MISSING_TEXT]),
        ("text title image", None, [BOTH]),
        ("text title buttons", "text+title+buttons", []),
        ("text image buttons", "text+image+buttons", []),
        ("title image buttons", None, [BOTH, MISSING_TEXT]),
        ("text title image buttons", None, [BOTH]),
    ],
)
def test_every_combination_of_the_four_parts(
    names: str, combination: str | None, findings: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    report = check_message(parts(names))

    assert report.combination == combination
    assert [(found.rule, found.path, found.related) for found in report.findings] == findings


def test_the_order_of_the_parts_does_not_matter() -> None:
    message = dict(reversed(parts("text title buttons").items()))

    assert check_message(message).combination == "text+title+buttons"


@pytest.mark.parametrize(
    ("names", "combination"),
    [
        ("text", "text"),
        ("text title", "text+title"),
        ("text image", "text+image"),
        ("text title image", None),
        ("title", None),
    ],
)
def test_a_list_of_no_buttons_is_no_buttons(names: str, combination: str | None) -> None:
    assert check_message(parts(names) | {"buttons": []}).combination == combination


@pytest.mark.parametrize(
    ("message", "combination"),
    [
        pytest.param({}, None, id="nothing"),
        pytest.param({"text": ""}, "text", id="an empty text is a text"),
        pytest.param({"text": None}, None, id="text rejected"),
        pytest.param({"text": "a", "title": None}, None, id="title rejected"),
        pytest.param({"text": "a", "image": None}, None, id="image rejected"),
        pytest.param({"text": "a", "buttons": None}, None, id="buttons rejected"),
        pytest.param({"text": "a", "buttons": []}, "text", id="no buttons"),
        pytest.param({"text": "a", "code": None}, "text", id="a template's code rejected"),
        pytest.param({"text": "a", "buttons": [None]}, "text+buttons", id="one button rejected"),
        pytest.param({"text": "a", "image": {}}, "text+image", id="image of unknown facts"),
        pytest.param({"text": "a", "image": {"width": None}}, "text+image", id="width rejected"),
        pytest.param({"text": None, "buttons": []}, None, id="no buttons, text rejected"),
    ],
)
def test_what_the_structure_left(message: Message, combination: str | None) -> None:
    before = dict(message)

    assert combination_of(message) == combination
    assert message == before


@pytest.mark.parametrize(
    ("part", "value"),
    [("title", 5), ("title", " "), ("image", []), ("image", "banner.png"), ("buttons", {})],
)
def test_a_rejected_part_gives_one_finding_and_no_combination(part: str, value: object) -> None:
    report = check_message(parts("text") | {part: value})

    assert report.combination is None
    assert [found.path for found in report.findings] == [f"/{part}"]


@pytest.mark.parametrize(
    ("message", "findings"),
    [
        pytest.param(
            {"text": "a", "title": 5, "image": IMAGE}, [("wrong-type", "/title")], id="bad title"
        ),
        pytest.param(
            {"text": "a", "title": "b", "image": 5}, [("wrong-type", "/image")], id="bad image"
        ),
        pytest.param(
            {"text": "a", "title": "b", "image": {}}, [("title-with-image", "")], id="empty image"
        ),
    ],
)
def test_title_with_image_needs_both(message: object, findings: list[tuple[str, str]]) -> None:
    assert [(found.rule, found.path) for found in check_message(message).findings] == findings


def test_the_guide_has_six_rows() -> None:
    found = {
        check_message(parts(names)).combination
        for names in (
            "text",
            "text title",
            "text image",
            "text buttons",
            "text title buttons",
            "text image buttons",
        )
    }
    assert found == set(COMBINATIONS)
    assert len(COMBINATIONS) == 6
