"""The image: what the guide asks of it, and what goes wrong on some phones."""

from collections.abc import Iterator

from alimtalk_rules.images import ImageFacts
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.examples import DONE, image_facts, with_thumbnail
from alimtalk_rules.rules.rule import ERROR, NOTE, WARNING, Param, Place, rule
from alimtalk_rules.rules.sources import (
    GUIDE,
    KAKAO_IMAGE,
    LUNASOFT_UPLOAD,
    NHN_ERRORS,
    THIS_LIBRARY,
)
from alimtalk_rules.rules.where import FILES, MEASURED

_EXTENSIONS = {"jpeg": (".jpg", ".jpeg"), "png": (".png",)}
_TOLD_FORMATS = (None, *_EXTENSIONS)
_SIDEWAYS = (5, 6, 7, 8)
"""EXIF orientations that swap width and height."""


def _is_told(facts: ImageFacts, _: Limits) -> bool:
    """An ``unless``: the facts are those that a document tells, not what was read from a file."""
    read = facts.mode or facts.fault or facts.orientation or facts.frames or facts.name
    return read is None and facts.format in _TOLD_FORMATS


def _is_small(facts: ImageFacts, limits: Limits) -> bool:
    """An ``unless`` of rules about the size of the file."""
    return facts.bytes is None or facts.bytes <= min(limits.image_bytes, limits.image_bytes_safe)


def _is_recommended(facts: ImageFacts, limits: Limits) -> bool:
    """An ``unless`` of rules about width and height: they are not told, or as recommended."""
    recommended = limits.image_recommended_width
    return (
        recommended >= limits.image_width
        and facts.width in (None, recommended)
        and (facts.height is None or facts.height * limits.image_aspect == recommended)
    )


@rule(
    ERROR,
    FILES,
    ("/image", ""),
    sources=((LUNASOFT_UPLOAD, "2004: the upload failed."), (NHN_ERRORS, "-8001: broken image.")),
    example="A .jpg file of which the last half is missing.",
    kakao=("2004",),
    unless=_is_told,
    en=("This is not an image, or it is damaged or cut off.", "Export it or download it again."),
    ko=(
        "이미지가 아니거나, 손상되었거나, 중간에 잘린 파일입니다.",
        "이미지를 다시 내보내거나 다시 내려받으세요.",
        "파일이 이미지가 아니거나, 중간에 잘렸거나, 손상되었습니다.",
        "업로드에 실패합니다.",
    ),
)
def image_unreadable(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """A file is not an image, is cut off, or is damaged.

    The upload fails.
    """
    if facts.fault == "unreadable":
        yield Place("")


@rule(
    ERROR,
    MEASURED,
    ("/image/format", "/format"),
    sources=(
        (GUIDE, "An image is .jpg or .png."),
        (LUNASOFT_UPLOAD, "2003: another format."),
    ),
    example=image_facts(format="gif"),
    kakao=("2003",),
    explains=dict.fromkeys(("/image/format", "/highlight/image/format"), "enum"),
    enforced_by="schema",
    unless=_is_told,
    en=("The image is neither JPEG nor PNG.", "Save it as JPEG or PNG; renaming it is not enough."),
    ko=(
        "이미지가 JPEG도 PNG도 아닙니다.",
        "JPEG 또는 PNG로 다시 저장하세요. 확장자만 바꿔서는 해결되지 않습니다.",
        "파일명과 관계없이, 내용이 JPEG도 PNG도 아닙니다.",
        "업로드가 거부됩니다.",
    ),
)
def image_format(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """The content is neither JPEG nor PNG, whatever the file's name says.

    The upload is refused.
    """
    if facts.fault == "format" or facts.format not in (None, *_EXTENSIONS):
        yield Place("/format")


@rule(
    ERROR,
    MEASURED,
    ("/image/bytes", "/bytes"),
    sources=(
        (GUIDE, "An image has at most 500 KB."),
        (LUNASOFT_UPLOAD, "2001: the file is too large."),
    ),
    example=image_facts(bytes=512_001),
    kakao=("2001",),
    enforced_by="strict",
    unless=_is_small,
    en=(
        "The image has {bytes} bytes; at most {limit} are allowed.",
        "Save it with a lower quality, or as JPEG instead of PNG.",
    ),
    ko=(
        "이미지 용량이 너무 큽니다. 현재 {bytes}바이트, 최대 {limit}바이트입니다.",
        "품질을 낮추거나, PNG 대신 JPEG로 저장하세요.",
        "파일이 512,000바이트(500KB)를 넘습니다.",
        "업로드가 거부됩니다.",
    ),
)
def image_too_large(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """The file has more than 512,000 bytes (500 KB).

    The upload is refused.
    """
    if facts.bytes is not None and facts.bytes > limits.image_bytes:
        yield Place("/bytes", {"bytes": facts.bytes, "limit": limits.image_bytes})


@rule(
    WARNING,
    MEASURED,
    ("/image/bytes", "/bytes"),
    sources=((GUIDE, "At most 500 KB; it does not say whether a KB is 1,000 or 1,024 bytes."),),
    example=image_facts(bytes=500_001),
    unless=_is_small,
    en=(
        "The image has {bytes} bytes: too many where a KB means 1,000 bytes.",
        "Bring it to at most {limit} bytes to be safe.",
    ),
    ko=(
        "이미지가 {bytes}바이트입니다. 1KB를 1,000바이트로 계산하면 용량 제한을 넘습니다.",
        "안전하게 {limit}바이트 이하로 줄이세요.",
        "파일이 500,001~512,000바이트입니다.",
        "1KB를 1,000바이트로 계산하는 곳에서는 업로드가 거부됩니다.",
    ),
)
def image_size_near_limit(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """The file has 500,001 to 512,000 bytes.

    Where a KB means 1,000 bytes, the upload is refused.
    """
    if facts.bytes is not None and limits.image_bytes_safe < facts.bytes <= limits.image_bytes:
        yield Place("/bytes", {"bytes": facts.bytes, "limit": limits.image_bytes_safe})


@rule(
    ERROR,
    MEASURED,
    ("/image/width", "/width"),
    sources=(
        (GUIDE, "An image is at least 500 px wide."),
        (KAKAO_IMAGE, "An image under 500 px cannot be uploaded."),
        (LUNASOFT_UPLOAD, "2002: at least 500 px wide and 250 px high."),
    ),
    example=image_facts(width=498, height=249),
    kakao=("2002",),
    enforced_by="strict",
    unless=_is_recommended,
    en=(
        "The image is {width} px wide; it must be at least {limit} px wide.",
        "Export it larger; {recommended_width} × {recommended_height} px is recommended.",
    ),
    ko=(
        "이미지의 너비가 너무 작습니다. 현재 {width}px, 최소 {limit}px입니다.",
        "더 큰 크기로 다시 저장하세요. 권장 크기: {recommended_width}×{recommended_height}px.",
        "이미지의 너비가 500px보다 작습니다.",
        "업로드가 거부됩니다.",
    ),
)
def image_too_narrow(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """The image is less than 500 px wide.

    The upload is refused.
    """
    if facts.width is not None and facts.width < limits.image_width:
        yield Place(
            "/width", {"width": facts.width, "limit": limits.image_width, **_recommended(limits)}
        )


@rule(
    ERROR,
    MEASURED,
    ("/image/height", "/height"),
    sources=(
        (KAKAO_IMAGE, "An image is at least 500 px wide and 250 px high."),
        (LUNASOFT_UPLOAD, "2002: at least 500 px wide and 250 px high."),
    ),
    example={"text": DONE, "image": {"height": 249}},
    kakao=("2002",),
    unless=lambda facts, limits: facts.height is None or facts.height >= limits.image_height,
    en=(
        "The image is {height} px high; it must be at least {limit} px high.",
        "Export it larger; {recommended_width} × {recommended_height} px is recommended.",
    ),
    ko=(
        "이미지의 높이가 너무 작습니다. 현재 {height}px, 최소 {limit}px입니다.",
        "더 큰 크기로 다시 저장하세요. 권장 크기: {recommended_width}×{recommended_height}px.",
        "너비는 충분하지만 높이가 250px보다 작습니다. Infobip 가이드에는 높이 제한이 없어 기본 프로필에서는 검사하지 않습니다.",
        "업로드가 거부됩니다.",
    ),
)
def image_too_low(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """The image is wide enough, but less than 250 px high. Infobip's guide names no height.

    The upload is refused.
    """
    width, height, least = facts.width, facts.height, limits.image_height
    if not height or height >= least:  # of no height at all, the ratio is told
        return
    if width is not None and width < limits.image_width:
        return
    yield Place("/height", {"height": height, "limit": least, **_recommended(limits)})


@rule(
    ERROR,
    MEASURED,
    ("/image", ""),
    sources=(
        (GUIDE, "The aspect ratio is 2:1, otherwise the image cannot be uploaded."),
        (LUNASOFT_UPLOAD, "2002: the ratio is not 2:1."),
    ),
    example=image_facts(width=800, height=401),
    kakao=("2002",),
    unless=_is_recommended,
    en=(
        "The image is {width} × {height} px; its width must be exactly twice its height.",
        "Crop or export it to {fitting_width} × {fitting_height} px.",
    ),
    ko=(
        "이미지가 {width}×{height}px입니다. 너비가 높이의 정확히 2배여야 합니다.",
        "이미지를 자르거나 다시 내보내어 {fitting_width}×{fitting_height}px로 맞추세요.",
        "저장된 픽셀을 기준으로, 너비가 높이의 정확히 2배가 아닙니다.",
        "업로드가 거부됩니다.",
    ),
)
def image_not_2_to_1(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """The width is not exactly twice the height, in pixels as stored.

    The upload is refused.
    """
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


@rule(
    WARNING,
    FILES,
    ("/image", ""),
    sources=((THIS_LIBRARY, "No document says whether Kakao respects EXIF orientation."),),
    example=image_facts(orientation=6),
    unless=_is_told,
    en=(
        "The image is stored rotated or mirrored (EXIF orientation {orientation}); shown upright it is {width} × {height} px.",
        "Rotate the pixels themselves, and remove the EXIF orientation.",
    ),
    ko=(
        "이미지가 회전되거나 반전된 상태로 저장되어 있습니다(EXIF 방향 {orientation}). 바로 세우면 {width}×{height}px입니다.",
        "이미지를 실제로 회전해 저장하고, EXIF 방향 정보를 제거하세요.",
        "EXIF 방향 정보에 따르면 이미지가 회전되거나 반전되어 있습니다.",
        "이 정보를 반영하는 뷰어도 있고 무시하는 뷰어도 있어, 이미지가 누워 보일 수 있습니다.",
    ),
)
def image_rotated(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """By its EXIF orientation the image is rotated or mirrored.

    Some viewers respect it and some do not, so recipients may see the image on its side.
    """
    orientation, width, height = facts.orientation, facts.width, facts.height
    if orientation is None or orientation == 1 or width is None or height is None:
        return
    if orientation in _SIDEWAYS:
        width, height = height, width
    yield Place("", {"orientation": orientation, "width": width, "height": height})


@rule(
    WARNING,
    FILES,
    ("/image", ""),
    sources=((THIS_LIBRARY, "No document speaks of animated PNG; GIF is refused."),),
    example=image_facts(format="png", frames=3),
    unless=_is_told,
    en=("The image has {frames} frames.", "Save it as a single still image."),
    ko=(
        "이미지의 프레임이 {frames}개입니다.",
        "정지 이미지 한 장으로 저장하세요.",
        "움직이는 PNG(APNG)입니다.",
        "카카오가 이를 어떻게 처리하는지는 문서화되어 있지 않습니다. 표시되더라도 첫 프레임만 보일 수 있습니다.",
    ),
)
def image_animated(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """The image is an animated PNG (APNG).

    No document says what Kakao does with it; at best the first frame is shown.
    """
    frames = facts.frames or 1
    if facts.format == "png" and frames > 1:
        yield Place("", {"frames": frames})


@rule(
    WARNING,
    FILES,
    ("/image", ""),
    sources=(
        (
            THIS_LIBRARY,
            "No document mentions CMYK or 16 bits per channel; many phones show them wrongly.",
        ),
    ),
    example=image_facts(mode="CMYK"),
    unless=_is_told,
    en=(
        "The image's colour mode does not suit phones: {mode}.",
        "Save it as RGB with 8 bits per channel.",
    ),
    ko=(
        "휴대전화 화면에 적합하지 않은 색상 모드입니다: {mode}.",
        "채널당 8비트 RGB로 저장하세요.",
        "이미지가 CMYK이거나 채널당 16비트입니다.",
        "많은 휴대전화에서 색이 다르게 보이거나 아예 표시되지 않습니다.",
    ),
)
def image_color_mode(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """The image is in CMYK, or has 16 bits per channel.

    Many phones show such images in wrong colours, or not at all.
    """
    mode = facts.mode
    if mode is not None and (mode == "CMYK" or mode.endswith(";16")):
        yield Place("", {"mode": mode})


@rule(
    WARNING,
    FILES,
    ("/image", ""),
    sources=((GUIDE, "An image is .jpg or .png."), (NHN_ERRORS, "-4009: the file's extension.")),
    example="A PNG that is named banner.jpg.",
    unless=_is_told,
    en=(
        "The file's extension does not fit its content, which is {format}.",
        "Use an extension of that format: {expected}.",
    ),
    ko=(
        "파일의 확장자가 실제 형식({format})과 맞지 않습니다.",
        "실제 형식의 확장자로 바꾸세요: {expected}.",
        "파일의 확장자가 실제 형식과 다릅니다.",
        "업로드할 때 확장자로 형식을 판단하는 곳이 많습니다.",
    ),
)
def image_extension(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """The file's extension does not fit its content.

    Uploads are often judged by the extension.
    """
    if facts.name is None or facts.format not in _EXTENSIONS:
        return
    fitting = _EXTENSIONS[facts.format]
    if not facts.name.lower().endswith(fitting):
        yield Place("", {"format": facts.format, "expected": fitting})


@rule(
    WARNING,
    FILES,
    ("/image", ""),
    sources=((THIS_LIBRARY, "What would cost too much to decode is judged by its header alone."),),
    example="A PNG of 20,000 by 10,000 pixels of one colour, in 80 KB.",
    unless=_is_told,
    en=(
        "The image is {width} × {height} px, too large to be decoded: damage in it would not be found.",
        "Make the image smaller.",
    ),
    ko=(
        "이미지가 {width}×{height}px로 너무 커서 디코딩하지 않았습니다. 손상되어 있어도 알 수 없습니다.",
        "이미지 크기를 줄이세요.",
        "이미지가 너무 커서 안전하게 디코딩할 수 없습니다. 헤더만 검사했습니다.",
        "작은 파일에도 거대한 이미지가 들어 있을 수 있어, 디코딩하다 메모리가 고갈될 수 있습니다.",
    ),
)
def image_too_many_pixels(facts: ImageFacts, _: Limits) -> Iterator[Place]:
    """The image is too large to be decoded safely, so only its header was checked.

    A small file can contain an enormous image; decoding it could exhaust the memory.
    """
    if facts.fault == "too-many-pixels":
        yield Place("", {"width": facts.width or 0, "height": facts.height or 0})


@rule(
    NOTE,
    MEASURED,
    ("/image", ""),
    sources=((GUIDE, "800 by 400 px is recommended."),),
    example=image_facts(width=1000, height=500),
    unless=_is_recommended,
    en=(
        "The image is {width} × {height} px; {recommended_width} × {recommended_height} px is recommended.",
        "Export it to {recommended_width} × {recommended_height} px.",
    ),
    ko=(
        "이미지가 {width}×{height}px입니다. 권장 크기는 {recommended_width}×{recommended_height}px입니다.",
        "{recommended_width}×{recommended_height}px로 내보내세요.",
        "이미지가 800×400px이 아닙니다.",
        "더 크면 늦게 표시되고, 더 작으면 흐릿하게 보입니다.",
    ),
)
def image_not_recommended_size(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """The image is not 800 × 400 px.

    Larger images load slowly, smaller ones look blurred.
    """
    if facts.width is None or facts.height is None or facts.fault is not None:
        return
    if not _is_2_to_1(facts.width, facts.height, limits):
        return
    if facts.width >= limits.image_width and facts.width != limits.image_recommended_width:
        yield Place("", {"width": facts.width, "height": facts.height, **_recommended(limits)})


# --------------------------------------------------------------------------- thumbnails


@rule(
    ERROR,
    MEASURED,
    ("/highlight/image", ""),
    sources=(
        (KAKAO_IMAGE, "The thumbnail beside a highlight is as wide as high."),
        (LUNASOFT_UPLOAD, "2002: the ratio of an itemHighlight image is not 1:1."),
    ),
    example=with_thumbnail(width=108, height=109),
    kakao=("2002",),
    unless=lambda facts, _: facts.width == facts.height,
    en=(
        "The thumbnail is {width} × {height} px; it must be exactly as wide as high.",
        "Crop or export it to {fitting} × {fitting} px.",
    ),
    ko=(
        "썸네일이 {width}×{height}px입니다. 너비와 높이가 똑같아야 합니다.",
        "이미지를 자르거나 다시 내보내어 {fitting}×{fitting}px로 맞추세요.",
        "저장된 픽셀을 기준으로, 하이라이트 썸네일의 너비와 높이가 다릅니다.",
        "업로드가 거부됩니다.",
    ),
)
def thumbnail_not_square(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """A highlight's thumbnail is not as wide as high, in pixels as stored.

    The upload is refused.
    """
    width, height = facts.width, facts.height
    if width is None or height is None or width == height:
        return
    fitting = max(min(width, height), limits.thumbnail_side)
    yield Place("", {"width": width, "height": height, "fitting": fitting})


@rule(
    ERROR,
    MEASURED,
    ("/highlight/image/width", "/width"),
    sources=(
        (KAKAO_IMAGE, "The thumbnail beside a highlight is at least 108 px wide."),
        (LUNASOFT_UPLOAD, "2002: an itemHighlight image is at least 108 px wide."),
    ),
    example=with_thumbnail(width=107, height=107),
    kakao=("2002",),
    unless=lambda facts, limits: facts.width is None or facts.width >= limits.thumbnail_side,
    en=(
        "The thumbnail is {width} px wide; it must be at least {limit} px wide.",
        "Export it larger.",
    ),
    ko=(
        "썸네일의 너비가 너무 작습니다. 현재 {width}px, 최소 {limit}px입니다.",
        "더 큰 크기로 다시 저장하세요.",
        "하이라이트 썸네일의 너비가 108px보다 작습니다.",
        "업로드가 거부됩니다.",
    ),
)
def thumbnail_too_narrow(facts: ImageFacts, limits: Limits) -> Iterator[Place]:
    """A highlight's thumbnail is less than 108 px wide.

    The upload is refused.
    """
    if facts.width is not None and facts.width < limits.thumbnail_side:
        yield Place("/width", {"width": facts.width, "limit": limits.thumbnail_side})


OF_THUMBNAILS = (thumbnail_not_square, thumbnail_too_narrow)
"""Of no other image."""

OF_LARGE_IMAGES = (image_too_narrow, image_too_low, image_not_2_to_1, image_not_recommended_size)
"""Of no thumbnail."""
