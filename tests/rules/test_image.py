"""The image's rules, on facts that were measured and on facts that were written down."""

from dataclasses import replace
from typing import Any

import pytest

from alimtalk_rules import INFOBIP, Finding, ImageFacts, Limits, check_image, check_message

GOOD: dict[str, Any] = {"format": "jpeg", "width": 800, "height": 400, "bytes": 90_000}
RECOMMENDED = {"recommended_width": 800, "recommended_height": 400}


def facts(**changes: Any) -> ImageFacts:
    return ImageFacts(**(GOOD | changes))


def check(image: Any, limits: Limits | None = None) -> tuple[Finding, ...]:
    return check_image(image, profile=replace(INFOBIP, limits=limits or Limits())).findings


def rows(**changes: Any) -> list[tuple[str, str]]:
    """What is found in an image, the same as facts, as a dict, and inside a message."""
    found = [(finding.rule, finding.path) for finding in check(facts(**changes))]
    if not changes.keys() - GOOD.keys():
        measured = GOOD | changes
        assert [(finding.rule, finding.path) for finding in check(measured)] == found
        message = check_message({"text": "가", "image": measured}).findings
        assert [(finding.rule, finding.path) for finding in message] == [
            (rule, f"/image{path}") for rule, path in found
        ]
    return found


def only(**changes: Any) -> Finding:
    (found,) = check(facts(**changes))
    return found


NARROW = ("image-too-narrow", "/width")
RATIO = ("image-not-2-to-1", "")
NOTE = ("image-not-recommended-size", "")
LARGE = ("image-too-large", "/bytes")
NEAR = ("image-size-near-limit", "/bytes")


def test_a_good_image() -> None:
    assert rows() == []
    assert rows(format="png") == []
    assert check(ImageFacts()) == ()


# ----------------------------------------------------------------------------- width and ratio


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        pytest.param(800, 400, [], id="the recommended size"),
        pytest.param(500, 250, [NOTE], id="the least width"),
        pytest.param(502, 251, [NOTE], id="the next size"),
        pytest.param(498, 249, [NARROW], id="too narrow, 2:1"),
        pytest.param(499, 250, [RATIO, NARROW], id="one pixel too narrow, and so not 2:1"),
        pytest.param(499, 249, [RATIO, NARROW], id="499 px, rounded down"),
        pytest.param(501, 250, [RATIO], id="501 px"),
        pytest.param(500, 251, [RATIO], id="one pixel too high at the least width"),
        pytest.param(500, 249, [RATIO], id="one pixel too low at the least width"),
        pytest.param(801, 400, [RATIO], id="one pixel too wide"),
        pytest.param(799, 400, [RATIO], id="one pixel not wide enough"),
        pytest.param(800, 401, [RATIO], id="one pixel too high"),
        pytest.param(800, 399, [RATIO], id="one pixel too low"),
        pytest.param(802, 401, [NOTE], id="both one step larger"),
        pytest.param(798, 399, [NOTE], id="both one step smaller"),
        pytest.param(1600, 800, [NOTE], id="twice the recommended size"),
        pytest.param(600, 300, [NOTE], id="600 by 300"),
        pytest.param(400, 800, [RATIO, NARROW], id="upright"),
        pytest.param(800, 800, [RATIO], id="square"),
        pytest.param(2, 1, [NARROW], id="the smallest 2:1"),
        pytest.param(1, 1, [RATIO, NARROW], id="one pixel"),
        pytest.param(0, 0, [NARROW], id="nothing"),
        pytest.param(2**31 - 2, 2**30 - 1, [NOTE], id="the largest"),
    ],
)
def test_size(width: int, height: int, expected: list[tuple[str, str]]) -> None:
    assert rows(width=width, height=height) == expected


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        pytest.param(None, 400, [], id="width unknown"),
        pytest.param(800, None, [], id="height unknown"),
        pytest.param(499, None, [NARROW], id="too narrow, height unknown"),
        pytest.param(None, None, [], id="both unknown"),
    ],
)
def test_a_size_that_is_not_known(
    width: int | None, height: int | None, expected: list[tuple[str, str]]
) -> None:
    assert rows_of_facts(width=width, height=height) == expected
    message = {"width": width, "height": height}
    known = {name: value for name, value in message.items() if value is not None}
    found = check_message({"text": "가", "image": known}).findings
    assert [(finding.rule, finding.path) for finding in found] == [
        (rule, f"/image{path}") for rule, path in expected
    ]


def rows_of_facts(**changes: Any) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in check(facts(**changes))]


def test_what_is_said_of_a_narrow_image() -> None:
    found = only(width=498, height=249)

    assert found.params == {"width": 498, "limit": 500, **RECOMMENDED}
    assert found.kakao == ("2002",)


@pytest.mark.parametrize(
    ("width", "height", "fitting"),
    [
        pytest.param(801, 400, (800, 400), id="one pixel too wide"),
        pytest.param(800, 401, (800, 400), id="one pixel too high"),
        pytest.param(799, 400, (798, 399), id="one pixel not wide enough"),
        pytest.param(800, 399, (798, 399), id="one pixel too low"),
        pytest.param(1000, 1000, (1000, 500), id="square"),
        pytest.param(3000, 500, (1000, 500), id="banner"),
        pytest.param(1001, 1000, (1000, 500), id="odd"),
        pytest.param(501, 250, (500, 250), id="what would fit is just wide enough"),
        pytest.param(600, 100, (800, 400), id="what would fit is too narrow"),
    ],
)
def test_what_fits_into_an_image(width: int, height: int, fitting: tuple[int, int]) -> None:
    found = only(width=width, height=height)

    assert found.params == {
        "width": width,
        "height": height,
        "fitting_width": fitting[0],
        "fitting_height": fitting[1],
    }
    assert found.kakao == ("2002",)
    assert fitting[0] == 2 * fitting[1]
    assert fitting[0] >= INFOBIP.limits.image_width


def test_what_is_said_of_another_size() -> None:
    assert only(width=1600, height=800).params == {"width": 1600, "height": 800, **RECOMMENDED}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"bytes": 512_001}, [NOTE, LARGE], id="too large a file"),
        pytest.param({"orientation": 3}, [NOTE, ("image-rotated", "")], id="rotated"),
        pytest.param({"height": 501}, [RATIO], id="not 2:1"),
        pytest.param({"width": 400, "height": 200}, [NARROW], id="too narrow"),
    ],
)
def test_the_note_about_the_size_needs_a_size_that_is_fine(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert rows(**({"width": 1000, "height": 500} | changes)) == expected


# ---------------------------------------------------------------------------------------- bytes


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, []),
        (1, []),
        (499_999, []),
        (500_000, []),
        (500_001, [NEAR]),
        (511_999, [NEAR]),
        (512_000, [NEAR]),
        (512_001, [LARGE]),
        (2**31 - 1, [LARGE]),
    ],
)
def test_bytes(size: int, expected: list[tuple[str, str]]) -> None:
    assert rows(bytes=size) == expected


def test_what_is_said_of_the_bytes() -> None:
    assert only(bytes=512_001).params == {"bytes": 512_001, "limit": 512_000}
    assert only(bytes=512_001).kakao == ("2001",)
    assert only(bytes=500_001).params == {"bytes": 500_001, "limit": 500_000}


def test_bytes_that_are_not_known() -> None:
    assert rows_of_facts(bytes=None) == []


# ---------------------------------------------------------------------------------- orientation


@pytest.mark.parametrize(
    ("orientation", "shown"),
    [
        (None, None),
        (1, None),
        (2, (800, 400)),
        (3, (800, 400)),
        (4, (800, 400)),
        (5, (400, 800)),
        (6, (400, 800)),
        (7, (400, 800)),
        (8, (400, 800)),
    ],
)
def test_orientation(orientation: int | None, shown: tuple[int, int] | None) -> None:
    found = check(facts(orientation=orientation))

    if shown is None:
        assert found == ()
        return
    (finding,) = found
    assert (finding.rule, finding.path) == ("image-rotated", "")
    assert finding.params == {"orientation": orientation, "width": shown[0], "height": shown[1]}


def test_the_ratio_is_that_of_the_stored_sides() -> None:
    found = {
        finding.rule: finding for finding in check(facts(width=400, height=800, orientation=6))
    }

    assert set(found) == {"image-not-2-to-1", "image-too-narrow", "image-rotated"}
    assert found["image-not-2-to-1"].params["width"] == 400
    assert found["image-rotated"].params == {"orientation": 6, "width": 800, "height": 400}


@pytest.mark.parametrize("known", [{}, {"width": 800}, {"height": 400}], ids=str)
def test_a_rotated_image_of_unknown_size(known: Any) -> None:
    assert check(ImageFacts(orientation=8, **known)) == ()


# ------------------------------------------------------------------------------ frames and mode


@pytest.mark.parametrize(
    ("form", "frames", "found"),
    [
        ("png", None, False),
        ("png", 0, False),
        ("png", 1, False),
        ("png", 2, True),
        ("png", 1000, True),
        ("jpeg", 1, False),
        ("jpeg", 2, False),
        (None, 2, False),
    ],
)
def test_frames(form: str | None, frames: int | None, *, found: bool) -> None:
    findings = check(facts(format=form, frames=frames))

    assert [(finding.rule, finding.path) for finding in findings] == [
        ("image-animated", "")
    ] * found
    assert [finding.params for finding in findings] == [{"frames": frames}] * found


@pytest.mark.parametrize(
    "mode", ["RGB", "RGBA", "L", "LA", "P", "1", "YCbCr", "", None, "I", "RGB;8", "cmyk"]
)
def test_usual_modes(mode: str | None) -> None:
    assert rows(mode=mode) == []


@pytest.mark.parametrize("mode", ["CMYK", "I;16", "RGB;16", "RGBA;16", "LA;16"])
def test_unusual_modes(mode: str) -> None:
    found = only(mode=mode)

    assert (found.rule, found.path) == ("image-color-mode", "")
    assert found.params == {"mode": mode}


# ---------------------------------------------------------------------------- name and extension


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("jpeg", "banner.jpg"),
        ("jpeg", "banner.jpeg"),
        ("jpeg", "BANNER.JPG"),
        ("jpeg", "Banner.Jpeg"),
        ("jpeg", "배너.2025.png.jpg"),
        ("jpeg", ".jpg"),
        ("png", "banner.png"),
        ("png", "BANNER.PNG"),
        ("png", "banner.jpg.png"),
        ("png", None),
        ("jpeg", None),
        (None, "banner.gif"),
    ],
)
def test_fitting_names(form: str | None, name: str | None) -> None:
    assert rows(format=form, name=name, sha256=None) == []


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("jpeg", "banner.png"),
        ("jpeg", "banner.gif"),
        ("jpeg", "banner"),
        ("jpeg", ""),
        ("jpeg", "banner.jpg.txt"),
        ("jpeg", "bannerjpg"),
        ("jpeg", "banner.jpg "),
        ("jpeg", "banner.jpe"),
        ("png", "banner.jpg"),
        ("png", "BANNER.JPEG"),
        ("png", "banner"),
        ("png", "banner.apng"),
        ("png", "banner.png.zip"),
    ],
)
def test_names_that_do_not_fit(form: str, name: str) -> None:
    found = only(format=form, name=name)

    expected = {"jpeg": (".jpg", ".jpeg"), "png": (".png",)}[form]
    assert (found.rule, found.path) == ("image-extension", "")
    assert found.params == {"format": form, "expected": expected}


# --------------------------------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (None, []),
        ("unreadable", [("image-unreadable", "", "error")]),
        ("format", [("image-format", "/format", "error")]),
        ("too-many-pixels", [("image-too-many-pixels", "", "warning")]),
    ],
)
@pytest.mark.parametrize("known", [{}, GOOD], ids=["nothing known", "all known"])
def test_faults(known: dict[str, Any], fault: Any, expected: list[tuple[str, str, str]]) -> None:
    report = check_image(ImageFacts(**known, fault=fault))

    assert [(found.rule, found.path, found.severity) for found in report.findings] == expected
    assert report.ok == (not report.errors)


def test_what_is_said_of_too_many_pixels() -> None:
    found = check(facts(width=20_000, height=10_000, fault="too-many-pixels"))
    params = {finding.rule: finding.params for finding in found}

    assert params["image-too-many-pixels"] == {"width": 20_000, "height": 10_000}
    assert check(ImageFacts(fault="too-many-pixels"))[0].params == {"width": 0, "height": 0}


def test_what_kakao_says_of_faults() -> None:
    assert check(ImageFacts(fault="unreadable"))[0].kakao == ("2004",)
    assert check(ImageFacts(fault="format"))[0].kakao == ("2003",)


def test_what_is_known_of_a_damaged_image_is_judged_too() -> None:
    found = rows(width=499, bytes=600_000, name="banner.png", mode="CMYK", fault="unreadable")

    assert set(found) == {
        ("image-unreadable", ""),
        ("image-too-narrow", "/width"),
        ("image-not-2-to-1", ""),
        ("image-too-large", "/bytes"),
        ("image-extension", ""),
        ("image-color-mode", ""),
    }


@pytest.mark.parametrize("form", ["gif", "JPG", "JPEG", "", "image/png"])
def test_another_word_for_the_format(form: str) -> None:
    for name in (None, "banner.gif", "banner.jpg"):
        assert rows(format=form, name=name, frames=2) == [("image-format", "/format")]
    assert rows(format=form) == [("image-format", "/format")]


def test_jpg_is_another_word_for_jpeg() -> None:
    assert rows(format="jpg") == []
    assert rows(format="jpg", name="banner.jpeg") == []
    assert only(format="jpg", name="banner.png").params["format"] == "jpeg"


# -------------------------------------------------------------------------------- custom limits


@pytest.mark.parametrize(
    ("limits", "changes", "expected"),
    [
        pytest.param(Limits(image_width=400), {"width": 400, "height": 200}, [NOTE], id="width"),
        pytest.param(
            Limits(image_width=400), {"width": 398, "height": 199}, [NARROW], id="too narrow"
        ),
        pytest.param(Limits(image_width=900), {}, [NARROW], id="the recommended is too narrow"),
        pytest.param(Limits(image_aspect=1), {"height": 800}, [], id="square"),
        pytest.param(Limits(image_aspect=1), {}, [RATIO], id="not square"),
        pytest.param(Limits(image_aspect=3), {"width": 900, "height": 300}, [NOTE], id="3:1"),
        pytest.param(
            Limits(image_recommended_width=1000), {"width": 1000, "height": 500}, [], id="1,000"
        ),
        pytest.param(Limits(image_recommended_width=1000), {}, [NOTE], id="no longer 800"),
        pytest.param(Limits(image_bytes=1_000_000), {"bytes": 600_000}, [NEAR], id="a megabyte"),
        pytest.param(
            Limits(image_bytes=1_000_000), {"bytes": 1_000_001}, [LARGE], id="over a megabyte"
        ),
        pytest.param(
            Limits(image_bytes_safe=512_000), {"bytes": 512_000}, [], id="no doubt about the KB"
        ),
        pytest.param(
            Limits(image_bytes=400_000), {"bytes": 400_001}, [LARGE], id="below the safe size"
        ),
    ],
)
def test_custom_limits(
    limits: Limits, changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    for image in (facts(**changes), GOOD | changes):
        assert [(found.rule, found.path) for found in check(image, limits)] == expected


def test_what_is_said_with_custom_limits() -> None:
    limits = Limits(image_width=900, image_aspect=3, image_recommended_width=1200)
    found = {finding.rule: finding for finding in check(GOOD, limits)}

    recommended = {"recommended_width": 1200, "recommended_height": 400}
    assert found["image-too-narrow"].params == {"width": 800, "limit": 900, **recommended}
    assert found["image-not-2-to-1"].params == {
        "width": 800,
        "height": 400,
        "fitting_width": 1200,
        "fitting_height": 400,
    }


# ----------------------------------------------------------------------------------- dicts alone


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"width": "800"}, [("wrong-type", "/width")], id="width rejected"),
        pytest.param({"height": None}, [("wrong-type", "/height")], id="height rejected"),
        pytest.param({"bytes": -1}, [("wrong-type", "/bytes")], id="bytes rejected"),
        pytest.param({"width": 800.0, "height": 400.0}, [], id="800.0 is 800"),
        pytest.param({"width": 499.0}, [RATIO, NARROW], id="499.0 is 499"),
        pytest.param({"orientation": 6}, [("unknown-field", "/orientation")], id="no such field"),
    ],
)
def test_rejected_facts_are_not_judged(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert [(found.rule, found.path) for found in check(GOOD | changes)] == expected
