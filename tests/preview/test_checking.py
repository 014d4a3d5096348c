"""What is found in a document that is drawn with image files."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from alimtalk_rules import INFOBIP, KAKAO, check_template
from alimtalk_rules.limits import MOST_EMBEDDED
from alimtalk_rules.preview.checking import checker, embedded
from alimtalk_rules.preview.views import Look

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
BAD, GOOD = EXAMPLES / "banner-bad.png", EXAMPLES / "banner-good.jpg"


def test_an_image_is_measured_and_kept() -> None:
    drawn = embedded(GOOD, INFOBIP)
    assert drawn.data == GOOD.read_bytes()
    assert (drawn.facts.format, drawn.facts.width, drawn.facts.name) == ("jpeg", 800, GOOD.name)
    assert drawn.facts.bytes == GOOD.stat().st_size
    assert embedded(BytesIO(GOOD.read_bytes()), INFOBIP).data == drawn.data


def test_an_image_that_is_much_too_large_is_only_measured() -> None:
    data = GOOD.read_bytes() + b"\0" * MOST_EMBEDDED
    drawn = embedded(data, INFOBIP)
    assert (drawn.data, drawn.facts.bytes, drawn.facts.width) == (None, len(data), 800)


def test_a_large_image_is_read_as_far_as_the_profile_allows() -> None:
    wide = INFOBIP.with_limits(image_bytes=2 * MOST_EMBEDDED)
    data = GOOD.read_bytes() + b"\0" * MOST_EMBEDDED
    assert embedded(data, wide).facts.sha256
    assert embedded(data, wide).data is None


def rules(document: object, **options: Any) -> list[tuple[str, str]]:
    """What is found in a document, each as rule and path."""
    image, thumbnail = options.pop("image", None), options.pop("thumbnail", None)
    profile = options.pop("profile", INFOBIP)
    look = Look(
        profile=profile,
        image=image and embedded(image, profile),
        thumbnail=thumbnail and embedded(thumbnail, profile),
    )
    report = checker(look, **options)(document)
    return [(found.rule, found.path) for found in report.findings]


MESSAGE = {"text": "주문이 완료되었습니다."}
TOLD = MESSAGE | {"image": {"format": "gif", "width": 5, "height": 5, "bytes": 5}}
TEMPLATE = MESSAGE | {"code": "done", "emphasis": "IMAGE"}
NOT_2_TO_1 = ("image-not-2-to-1", "/image")
NARROW = ("image-too-narrow", "/image/width")


@pytest.mark.parametrize(
    ("document", "options", "expected"),
    [
        pytest.param(MESSAGE, {}, [], id="no image"),
        pytest.param(MESSAGE, {"image": GOOD}, [], id="a good one"),
        pytest.param(MESSAGE, {"image": BAD}, [NOT_2_TO_1, NARROW], id="a bad one"),
        pytest.param(TOLD, {"image": GOOD}, [], id="what is told of it does not count"),
        pytest.param(
            MESSAGE,
            {"image": BAD, "ignore": ["image-not-2-to-1"]},
            [NARROW],
            id="a rule is ignored",
        ),
        pytest.param(TEMPLATE, {"profile": KAKAO, "image": GOOD}, [], id="a template's"),
        pytest.param(
            TEMPLATE | {"emphasis": "ITEM_LIST", "highlight": {"title": "가", "description": "나"}},
            {"profile": KAKAO, "thumbnail": GOOD, "ignore": ["item-list-without-list"]},
            [("thumbnail-not-square", "/highlight/image")],
            id="a thumbnail",
        ),
    ],
)
def test_what_is_found(
    document: object, options: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert rules(document, **options) == expected


def test_what_a_template_says_of_its_image_does_not_count() -> None:
    template = TEMPLATE | {"image": {"width": 5}}
    assert not check_template(template, profile="kakao").ok
    assert rules(template, profile=KAKAO, image=GOOD) == []


def test_severities_count_for_images_too() -> None:
    look = Look(image=embedded(BAD, INFOBIP))
    report = checker(look, severity={"image-not-2-to-1": "note"})(MESSAGE)
    assert [found.rule for found in report.notes] == ["image-not-2-to-1"]


def test_a_request_has_no_place_for_an_image() -> None:
    request = {"plusFriendId": "@dawnmart", "templateCode": "a", "messages": []}
    assert rules(request, image=BAD) == rules(request)


def test_rules_about_the_image_beside_others_stay() -> None:
    assert ("title-with-image", "") in rules(TOLD | {"title": "가"}, image=GOOD)
