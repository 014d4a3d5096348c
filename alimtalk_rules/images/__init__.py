"""Measures an image file, and finds damage in it, at a cost that no file can raise.

JPEG is wholly Pillow's. By hand are:

- the chunks and rows of PNG: Pillow refuses files that every viewer shows (a wrong checksum in a
  chunk that no viewer needs), accepts files whose rows are missing, and a process-wide flag of its
  own changes either; it also takes twice the time;
- one number of EXIF: Pillow's reader of EXIF warns of damage, and a warning cannot be silenced in
  one thread alone;
- the first bytes of other formats: Pillow does not know HEIC, SVG or JPEG XL, and asking all of its
  plugins loads them;
- reading a source only as far as the limit.

Nothing here asks or changes Pillow's global settings, and an image is never decoded at a smaller
scale: that corrupts memory in older Pillows.
"""

from dataclasses import replace

from alimtalk_rules.images.facts import Fault, ImageFacts
from alimtalk_rules.images.formats import JPEG_MAGIC, PNG_MAGIC, fault_of_another_format
from alimtalk_rules.images.png import read_png
from alimtalk_rules.images.sources import ImageSource, take
from alimtalk_rules.profiles import INFOBIP, Profile, profile_named

__all__ = ["Fault", "ImageFacts", "ImageSource", "read_image"]


def read_image(source: ImageSource, *, profile: Profile | str = INFOBIP) -> ImageFacts:
    """Measure an image, and decode it to find damage.

    A file over the profile's ``image_bytes`` is not decoded: what stands in its first bytes is
    told, without a sha256. Content never raises, however broken: see ``ImageFacts.fault``.

    Args:
        source: a path, the bytes themselves, or a binary file object, which is read from its
            current position and, if it can seek, put back there.
        profile: only its ``limits.image_bytes`` is used; at most one byte more is read.

    Raises:
        TypeError: the source is none of these, such as a file opened as text.
        OSError: the file cannot be opened or read. What a file object's own methods raise, such
            as ValueError when it is closed, passes through.
    """
    most = profile_named(profile).limits.image_bytes
    data, size, name = take(source, most)
    cut = size > most
    facts = _look_into(data, cut=cut)
    return replace(facts, bytes=size, sha256=None if cut else _sha256(data), name=name)


def _look_into(data: bytes, *, cut: bool) -> ImageFacts:
    if data.startswith(PNG_MAGIC):
        return read_png(data, cut=cut)
    if data.startswith(JPEG_MAGIC):
        from alimtalk_rules.images.jpeg import read_jpeg  # noqa: PLC0415 - loads Pillow

        return read_jpeg(data, cut=cut)
    return ImageFacts(fault=fault_of_another_format(data, cut=cut))


def _sha256(data: bytes) -> str:
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL

    return sha256(data).hexdigest()
