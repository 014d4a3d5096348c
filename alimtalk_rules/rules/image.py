"""The image: what the guide asks of it, and what goes wrong on some phones."""

from collections.abc import Iterator

from alimtalk_rules.images import ImageFacts
from alimtalk_rules.limits import Limits
from alimtalk_rules.report import Param
from alimtalk_rules.rules.rule import Place, rule

_EXTENSIONS = {"jpeg": (".jpg", ".jpeg"), "png": (".png",)}
_SIDEWAYS = (5, 6, 7, 8)
"""EXIF orientations that swap width and height."""


@rule("image-unreadable")
def image_unreadable(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """Not an image, or cut off, or damaged."""
    if facts.fault == "unreadable":
        yield Place("")


@rule("image-format")
def image_format(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """The content is neither JPEG nor PNG (Infobip's guide; Kakao 2003)."""
    if facts.fault == "format" or facts.format not in (None, *_EXTENSIONS):
        yield Place("/format")


@rule("image-too-large")
def image_too_large(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """Over 500 KB = 512,000 bytes (Infobip's guide; Kakao 2001)."""
    if facts.bytes is not None and facts.bytes > limits.image_bytes:
        yield Place("/bytes", {"bytes": facts.bytes, "limit": limits.image_bytes})


@rule("image-size-near-limit")
def image_size_near_limit(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """500,001 to 512,000 bytes: refused where a KB is taken as 1,000 bytes."""
    if facts.bytes is not None and limits.image_bytes_safe < facts.bytes <= limits.image_bytes:
        yield Place("/bytes", {"bytes": facts.bytes, "limit": limits.image_bytes_safe})


@rule("image-too-narrow")
def image_too_narrow(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """Under 500 px wide (Infobip's guide; Kakao 2002)."""
    if facts.width is not None and facts.width < limits.image_width:
        yield Place(
            "/width", {"width": facts.width, "limit": limits.image_width, **_recommended(limits)}
        )


@rule("image-not-2-to-1")
def image_not_2_to_1(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """The width is not exactly twice the height, as stored (Infobip's guide; Kakao 2002)."""
    if facts.width is None or facts.height is None:
        return
    if _is_2_to_1(facts.width, facts.height, limits):
        return
    fitting = min(facts.width, facts.height * limits.image_aspect) // limits.image_aspect
    width = fitting * limits.image_aspect
    if width < limits.image_width:
        width = limits.image_recommended_width
    yield Place(
        "",
        {
            "width": facts.width,
            "height": facts.height,
            "fitting_width": width,
            "fitting_height": width // limits.image_aspect,
        },
    )


def _is_2_to_1(width: int, height: int, limits: Limits) -> bool:
    return width == height * limits.image_aspect


def _recommended(limits: Limits) -> dict[str, Param]:
    width = limits.image_recommended_width
    return {"recommended_width": width, "recommended_height": width // limits.image_aspect}


@rule("image-rotated")
def image_rotated(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """EXIF orientation shows it rotated or mirrored; no document says whether Kakao heeds it."""
    orientation, width, height = facts.orientation, facts.width, facts.height
    if orientation is None or orientation == 1 or width is None or height is None:
        return
    if orientation in _SIDEWAYS:
        width, height = height, width
    yield Place("", {"orientation": orientation, "width": width, "height": height})


@rule("image-animated")
def image_animated(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """An animated PNG. The second picture of a phone's JPEG (MPO) is never shown."""
    frames = facts.frames or 1
    if facts.format == "png" and frames > 1:
        yield Place("", {"frames": frames})


@rule("image-color-mode")
def image_color_mode(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """CMYK, or 16 bits a channel."""
    mode = facts.mode
    if mode is not None and (mode == "CMYK" or mode.endswith(";16")):
        yield Place("", {"mode": mode})


@rule("image-extension")
def image_extension(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """The file's name does not end as its content says."""
    if facts.name is None or facts.format not in _EXTENSIONS:
        return
    fitting = _EXTENSIONS[facts.format]
    if not facts.name.lower().endswith(fitting):
        yield Place("", {"format": facts.format, "expected": fitting})


@rule("image-too-many-pixels")
def image_too_many_pixels(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """Too large to decode safely: only the header was checked."""
    if facts.fault == "too-many-pixels":
        yield Place("", {"width": facts.width or 0, "height": facts.height or 0})


@rule("image-not-recommended-size")
def image_not_recommended_size(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """Not 800 × 400, though nothing is wrong with it (Infobip's guide)."""
    if facts.width is None or facts.height is None or facts.fault is not None:
        return
    if not _is_2_to_1(facts.width, facts.height, limits):
        return
    if facts.width >= limits.image_width and facts.width != limits.image_recommended_width:
        yield Place("", {"width": facts.width, "height": facts.height, **_recommended(limits)})
