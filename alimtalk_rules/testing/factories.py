"""Valid messages, templates, buttons and image files to start a test from."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any, Final, Literal

TEXT: Final = "주문이 완료되었습니다.\n택배사: 한진택배\n운송장번호: 531234567890"
TEMPLATE_TEXT: Final = (
    "#{이름}님, 주문이 완료되었습니다.\n택배사: 한진택배\n운송장번호: #{운송장번호}"
)

_NAMES: Final = {
    "WL": "주문 내역 보기",
    "AL": "앱에서 열기",
    "DS": "배송 조회",
    "MD": "문의하기",
    "BK": "처음으로",
    "BT": "상담하기",
    "AC": "채널 추가",
}
_FIELDS: Final[dict[str, dict[str, str]]] = {
    "WL": {"urlMobile": "https://m.shop.example.com/orders/1"},
    "AL": {"schemeAndroid": "shop://orders/1", "schemeIos": "shop://orders/1"},
}


def make_message(**changes: Any) -> dict[str, Any]:
    """A valid message with ``changes``; without any, a text that suits a delivery button."""
    return {"text": TEXT, **changes}


def make_template(**changes: Any) -> dict[str, Any]:
    """A valid template with two variables, and ``changes``."""
    return {"code": "order-done", "name": "주문 완료 안내", "text": TEMPLATE_TEXT, **changes}


def make_button(type: str = "WL", **changes: Any) -> dict[str, Any]:  # noqa: A002 - the field's name
    """A valid button of ``type`` with its required fields, and ``changes``.

    Raises:
        ValueError: there is no such type.
    """
    if type not in _NAMES:
        raise ValueError(f"no button is of the type {type!r}")
    return {"type": type, "name": _NAMES[type], **_FIELDS.get(type, {}), **changes}


def make_image(
    *,
    width: int = 800,
    height: int = 400,
    format: Literal["jpeg", "png"] = "jpeg",  # noqa: A002 - the fact's name
    bytes: int | None = None,  # noqa: A002 - the fact's name
) -> bytes:
    """An image file of one colour, in memory.

    Args:
        width: pixels.
        height: pixels.
        format: what the file is.
        bytes: its size; by default as small as it comes.

    Raises:
        ValueError: it cannot be as small as that.
    """
    from PIL import Image  # noqa: PLC0415 - costs 16 ms to import

    stream = BytesIO()
    Image.new("RGB", (width, height), "#f9f9f9").save(stream, format)
    image = stream.getvalue()
    if bytes is None:
        return image
    if len(image) > bytes:
        raise ValueError(f"such an image has at least {len(image):,} bytes")
    pad = _padded_jpeg if format == "jpeg" else _padded_png
    return pad(image, bytes - len(image))


_EMPTY_COMMENT: Final = 4
_LONGEST_COMMENT: Final = 0xFFFF + 2
_EMPTY_CHUNK: Final = 12


def _padded_jpeg(image: bytes, missing: int) -> bytes:
    """Comments behind the first marker; what is too little for one goes behind the end."""
    parts = [image[:2]]
    while missing >= _EMPTY_COMMENT:
        length = min(missing, _LONGEST_COMMENT)
        parts.append(b"\xff\xfe" + struct.pack(">H", length - 2) + b" " * (length - _EMPTY_COMMENT))
        missing -= length
    return b"".join(parts) + image[2:] + b"\0" * missing


def _padded_png(image: bytes, missing: int) -> bytes:
    """One private chunk before the last; what is too little for one goes behind the end."""
    if missing < _EMPTY_CHUNK:
        return image + b"\0" * missing
    kind, body = b"paDs", b"\0" * (missing - _EMPTY_CHUNK)
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return image[:-_EMPTY_CHUNK] + chunk + image[-_EMPTY_CHUNK:]
