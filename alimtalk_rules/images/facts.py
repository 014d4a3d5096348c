"""What is known of an image."""

from dataclasses import dataclass, field
from typing import Any, Literal

from alimtalk_rules.limits import MOST_NUMBER

Fault = Literal["unreadable", "format", "too-many-pixels"]

_FORMATS = ("jpeg", "png")
_PUBLISHED = ("format", "width", "height", "bytes", "frames", "mode", "orientation", "sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFacts:
    """What is known of an image; None where it could not be measured.

    Attributes:
        format: ``"jpeg"`` or ``"png"``, by content; in facts made by hand ``"jpg"`` becomes
            ``"jpeg"``, and there may be another word.
        width: pixels, as stored.
        height: pixels, as stored.
        bytes: size of the file; of a pipe, the least that it has.
        frames: pictures that the file says it has: those of an animated PNG, or of a phone's JPEG.
        mode: Pillow's colour mode, with ``";16"`` behind it for 16 bits a channel.
        orientation: of EXIF: 1 upright, 2 to 8 rotated or mirrored.
        sha256: of the whole file, in hexadecimal.
        name: the last part of the file's name; it is the user's text, so it is never shown.
        fault: what stopped the reading: neither an image nor whole, another format, or too many
            pixels to decode.

    Raises:
        ValueError: a number is negative or too large, or the orientation none of EXIF's.
    """

    format: str | None = None
    width: int | None = None
    height: int | None = None
    bytes: int | None = None
    frames: int | None = None
    mode: str | None = None
    orientation: int | None = None
    sha256: str | None = None
    name: str | None = field(default=None, repr=False)
    fault: Fault | None = None

    def __post_init__(self) -> None:
        if self.format == "jpg":
            object.__setattr__(self, "format", "jpeg")
        for number in (self.width, self.height, self.frames):
            if number is not None and not 0 <= number <= MOST_NUMBER:
                raise ValueError(f"a measured number is from 0 to {MOST_NUMBER}")
        if self.bytes is not None and self.bytes < 0:
            raise ValueError("a file's size is not negative")
        if self.orientation is not None and not 1 <= self.orientation <= 8:
            raise ValueError("an orientation is from 1 to 8")

    def to_dict(self) -> dict[str, Any]:
        """The known facts as plain JSON, as ``schemas/report.schema.json`` describes them."""
        facts = {name: getattr(self, name) for name in _PUBLISHED}
        if self.format not in _FORMATS:
            del facts["format"]
        if self.bytes is not None:
            facts["bytes"] = min(self.bytes, MOST_NUMBER)
        return {name: fact for name, fact in facts.items() if fact is not None}
