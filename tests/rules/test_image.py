"""The image's rules, on facts that were measured and on facts that were written down."""

from typing import Any

from alimtalk_rules import INFOBIP, Finding, ImageFacts, check_image, check_message

GOOD: dict[str, Any] = {"format": "jpeg", "width": 800, "height": 400, "bytes": 90_000}
RECOMMENDED = {"recommended_width": 800, "recommended_height": 400}

NARROW = ("image-too-narrow", "/width")
RATIO = ("image-not-2-to-1", "")
NOTE = ("image-not-recommended-size", "")
LARGE = ("image-too-large", "/bytes")
NEAR = ("image-size-near-limit", "/bytes")


def check(image: Any, **limits: int) -> tuple[Finding, ...]:
    return check_image(image, profile=INFOBIP.with_limits(**limits)).findings


def rows(**changes: Any) -> list[tuple[str, str]]:
    """What is found in an image, the same in facts, in a dict, and inside a message."""
    found = [(one.rule, one.path) for one in check(ImageFacts(**GOOD | changes))]
    if not changes.keys() - GOOD.keys():
        whole = GOOD | changes
        assert [(one.rule, one.path) for one in check(whole)] == found
        message = check_message({"text": "가", "image": whole}).findings
        assert [(one.rule, one.path) for one in message] == [
            (rule, f"/image{path}") for rule, path in found
        ]
    return found


def only(**changes: Any) -> Finding:
    (found,) = check(ImageFacts(**GOOD | changes))
    return found


# ----------------------------------------------------------------------------- width and ratio


def test_every_size_around_the_limits() -> None:
    wrong = {}
    sides = (0, 1, 2, 249, 250, 251, 399, 400, 401, 498, 499, 500, 501, 800, 801, 1600)
    for width in (*sides, 798, 799, 802, 2**31 - 2):
        for height in (*sides, 2**30 - 1):
            fits = width == 2 * height
            expected = [NOTE] * (fits and width >= 500 and width != 800)
            expected += [RATIO] * (not fits) + [NARROW] * (width < 500)
            if (found := rows(width=width, height=height)) != expected:
                wrong[width, height] = found
    assert wrong == {}


def test_what_fits_into_an_image() -> None:
    """The largest size of 2:1 within it, or else the recommended one."""
    for width in range(490, 1010, 7):
        for height in (*range(240, 510, 7), 5, 900):
            for found in check(GOOD | {"width": width, "height": height}):
                if found.rule == "image-not-2-to-1":
                    within = min(width // 2, height)
                    fitting = within if within >= 250 else 400
                    sizes = {"fitting_width": 2 * fitting, "fitting_height": fitting}
                    assert found.params == {"width": width, "height": height, **sizes}


def test_a_size_that_is_not_known() -> None:
    table: list[tuple[dict[str, int], list[tuple[str, str]]]] = [
        ({}, []),
        ({"width": 800}, []),
        ({"height": 401}, []),
        ({"width": 499}, [NARROW]),
    ]
    for known, expected in table:
        for image in (ImageFacts(**known), ImageFacts(orientation=8, **known)):  # type: ignore[arg-type]
            assert [(one.rule, one.path) for one in check(image)] == expected
        found = check_message({"text": "가", "image": known}).findings
        assert [(one.rule, one.path) for one in found] == [
            (rule, f"/image{path}") for rule, path in expected
        ]


def test_what_is_said_of_sizes() -> None:
    assert only(width=498, height=249).params == {"width": 498, "limit": 500, **RECOMMENDED}
    assert only(width=1600, height=800).params == {"width": 1600, "height": 800, **RECOMMENDED}
    large = {"width": 1000, "height": 500}
    assert rows(**large, bytes=512_001) == [NOTE, LARGE]
    assert rows(**large, orientation=3) == [NOTE, ("image-rotated", "")]
    assert rows(**large, fault="unreadable") == [("image-unreadable", "")]


# ---------------------------------------------------------------------- what is read from a file


def test_orientation() -> None:
    upright, sideways = (800, 400), (400, 800)
    table: dict[int | None, tuple[int, int] | None] = {
        None: None,
        1: None,
        **dict.fromkeys((2, 3, 4), upright),
        **dict.fromkeys((5, 6, 7, 8), sideways),
    }
    for orientation, shown in table.items():
        found = check(ImageFacts(**GOOD, orientation=orientation))
        assert [(one.rule, one.path) for one in found] == [("image-rotated", "")] * bool(shown)
        for one in found:
            assert [*one.params.values()] == [orientation, *(shown or ())]


def test_the_ratio_is_that_of_the_stored_sides() -> None:
    found = {one.rule: one for one in check(ImageFacts(width=400, height=800, orientation=6))}
    assert {*found} == {"image-not-2-to-1", "image-too-narrow", "image-rotated"}
    assert found["image-rotated"].params == {"orientation": 6, "width": 800, "height": 400}


def test_frames() -> None:
    table = [("png", None), ("png", 0), ("png", 1), ("jpeg", 1), ("jpeg", 2), (None, 2)]
    assert [row for row in table if rows(format=row[0], frames=row[1])] == []
    found = only(format="png", frames=2)
    assert (found.rule, found.path, found.params) == ("image-animated", "", {"frames": 2})


def test_modes() -> None:
    usual = ("RGB", "RGBA", "L", "LA", "P", "1", "YCbCr", "", None, "I", "RGB;8", "cmyk")
    assert [mode for mode in usual if rows(mode=mode)] == []
    for mode in ("CMYK", "I;16", "RGB;16", "RGBA;16", "LA;16"):
        found = only(mode=mode)
        assert (found.rule, found.path) == ("image-color-mode", "")
        assert found.params == {"mode": mode}


NAMES = {
    "jpeg": ("banner.jpg", "banner.jpeg", "BANNER.JPG", "배너.2025.png.jpg", ".jpg"),
    "png": ("banner.png", "BANNER.PNG", "banner.jpg.png"),
}
OTHER_NAMES = ("banner.gif", "banner", "", "banner.jpg.txt", "bannerjpg", "banner.jpg ", "a.apng")


def test_names() -> None:
    for form, other in (("jpeg", "png"), ("png", "jpeg")):
        assert [name for name in (*NAMES[form], None) if rows(format=form, name=name)] == []
        for name in (*NAMES[other], *OTHER_NAMES):
            if name == "배너.2025.png.jpg" or not name.endswith(NAMES[form]):
                found = only(format=form, name=name)
                expected = {"jpeg": (".jpg", ".jpeg"), "png": (".png",)}[form]
                assert (found.rule, found.path) == ("image-extension", "")
                assert found.params == {"format": form, "expected": expected}
    assert rows(format=None, name="banner.gif", sha256=None) == []


def test_faults() -> None:
    table: dict[Any, list[tuple[str, str]]] = {
        None: [],
        "unreadable": [("image-unreadable", "")],
        "format": [("image-format", "/format")],
        "too-many-pixels": [("image-too-many-pixels", "")],
    }
    for known in ({}, GOOD):
        for fault, expected in table.items():
            found = check(ImageFacts(**known, fault=fault))
            assert [(one.rule, one.path) for one in found] == expected
    found = check(ImageFacts(width=20_000, height=10_000, fault="too-many-pixels"))
    assert found[0].params == {"width": 20_000, "height": 10_000}
    assert check(ImageFacts(fault="too-many-pixels"))[0].params == {"width": 0, "height": 0}


def test_what_is_known_of_a_damaged_image_is_judged_too() -> None:
    found = rows(width=499, bytes=600_000, name="banner.png", mode="CMYK", fault="unreadable")
    more = [("image-extension", ""), ("image-color-mode", ""), ("image-unreadable", "")]
    assert sorted(found) == sorted([NARROW, RATIO, LARGE, *more])


def test_words_for_the_format() -> None:
    for form in ("gif", "JPG", "JPEG", "", "image/png"):
        assert rows(format=form) == [("image-format", "/format")]
        for name in (None, "banner.gif", "banner.jpg"):
            assert rows(format=form, name=name, frames=2) == [("image-format", "/format")]
    assert rows(format="jpg") == rows(format="jpg", name="banner.jpeg") == []
    assert only(format="jpg", name="banner.png").params["format"] == "jpeg"


# -------------------------------------------------------------------------------- custom limits


def test_other_limits() -> None:
    table: list[tuple[dict[str, int], dict[str, int], list[tuple[str, str]]]] = [
        ({"image_width": 400}, {"width": 400, "height": 200}, [NOTE]),
        ({"image_width": 400}, {"width": 398, "height": 199}, [NARROW]),
        ({"image_width": 900}, {}, [NARROW]),
        ({"image_aspect": 1}, {"height": 800}, []),
        ({"image_aspect": 1}, {}, [RATIO]),
        ({"image_aspect": 3}, {"width": 900, "height": 300}, [NOTE]),
        ({"image_recommended_width": 1000}, {"width": 1000, "height": 500}, []),
        ({"image_recommended_width": 1000}, {}, [NOTE]),
        ({"image_bytes": 1_000_000}, {"bytes": 600_000}, [NEAR]),
        ({"image_bytes": 1_000_000}, {"bytes": 1_000_001}, [LARGE]),
        ({"image_bytes": 400_000}, {"bytes": 400_001}, [LARGE]),
        ({"image_bytes_safe": 512_000}, {"bytes": 512_000}, []),
    ]
    for limits, changes, expected in table:
        for image in (ImageFacts(**GOOD | changes), GOOD | changes):
            assert [(one.rule, one.path) for one in check(image, **limits)] == expected
    limits = {"image_width": 900, "image_aspect": 3, "image_recommended_width": 1200}
    found = {one.rule: [*one.params.values()] for one in check(GOOD, **limits)}
    assert found == {NARROW[0]: [800, 900, 1200, 400], RATIO[0]: [800, 400, 1200, 400]}
