"""Valid messages, templates, buttons and image files to start a test from."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final, Literal

TEXT: Final = "주문이 완료되었습니다.\n택배사: 한진택배\n운송장번호: 531234567890"
TEMPLATE_TEXT: Final = (
    "#{이름}님, 주문이 완료되었습니다.\n택배사: 한진택배\n운송장번호: #{운송장번호}"
)

_BUTTONS: Final[dict[str, dict[str, Any]]] = {
    "WL": {"name": "주문 내역 보기", "urlMobile": "https://m.shop.example.com/orders/1"},
    "AL": {
        "name": "앱에서 열기",
        "schemeAndroid": "shop://orders/1",
        "schemeIos": "shop://orders/1",
    },
    "DS": {"name": "배송 조회"},
    "MD": {"name": "문의하기"},
    "BK": {"name": "처음으로"},
    "BT": {"name": "상담하기"},
    "AC": {"name": "채널 추가"},
    # beyond the guide
    "BC": {"name": "상담원과 대화"},
    "BF": {"name": "톡에서 예약하기", "bizFormId": 1234},
    "P1": {"name": "이미지 보기", "pluginId": "secure-image"},
    "P2": {"name": "정보 이용 동의", "pluginId": "privacy"},
    "P3": {"name": "바로 신청하기", "pluginId": "one-click", "productId": "mug-1"},
    "TN": {"name": "고객센터 연결", "telNumber": "1588-0000"},
}


def make_message(**changes: Any) -> dict[str, Any]:
    """A valid message with ``changes``; without any, a text that suits a delivery button."""
    return {"text": TEXT, **changes}


def make_template(**changes: Any) -> dict[str, Any]:
    """A valid template with two variables, and ``changes``."""
    return {"code": "order-done", "name": "주문 완료 안내", "text": TEMPLATE_TEXT, **changes}


def make_item_list(**changes: Any) -> dict[str, Any]:
    """The parts of a valid item list, which Kakao has beyond the guide, and ``changes``.

    They are ``header``, ``highlight``, ``items`` and ``summary``, for
    ``make_message(**make_item_list())`` or a template.
    """
    return {
        "header": "주문 완료",
        "highlight": {"title": "머그컵 3개", "description": "오늘 주문하신 상품"},
        "items": [
            {"title": "주문 번호", "description": "20261126-0001"},
            {"title": "배송지", "description": "서울시 종로구"},
        ],
        "summary": {"title": "결제 금액", "description": "15,000원"},
        **changes,
    }


def make_button(type: str = "WL", **changes: Any) -> dict[str, Any]:  # noqa: A002 - the field's name
    """A valid button, or quick reply, of ``type`` with its required fields, and ``changes``.

    Raises:
        ValueError: there is no such type.
    """
    if type not in _BUTTONS:
        raise ValueError(f"no button is of the type {type!r}")
    return {"type": type, **_BUTTONS[type], **changes}


def make_image(
    *,
    width: int = 800,
    height: int = 400,
    format: Literal["jpeg", "png"] = "jpeg",  # noqa: A002 - the fact's name
    bytes: int | None = None,  # noqa: A002 - the fact's name
) -> bytes:
    """An image file of one colour, in memory, filled up by comments of spaces.

    Args:
        width: pixels.
        height: pixels.
        format: what the file is.
        bytes: its size; by default as small as it comes.

    Raises:
        ValueError: it cannot be as small as that.
    """
    from PIL import Image, PngImagePlugin  # noqa: PLC0415 - costs 16 ms to import

    picture = Image.new("RGB", (width, height), "#f9f9f9")

    def saved(fill: int) -> BytesIO:
        text, stream = PngImagePlugin.PngInfo(), BytesIO()
        if fill >= _EMPTY_TEXT:
            text.add_text("Comment", " " * (fill - _EMPTY_TEXT))
        picture.save(stream, format, pnginfo=text, extra=_comments(fill))
        return stream

    smallest = saved(0).getvalue()
    if bytes is None:
        return smallest
    if len(smallest) > bytes:
        raise ValueError(f"such an image has at least {len(smallest):,} bytes")
    # What is too little for a comment goes behind the end.
    return saved(bytes - len(smallest)).getvalue().ljust(bytes, b"\0")


_EMPTY_TEXT: Final = 20
"""Bytes of a PNG's text chunk around its text: length, type, "Comment", NUL, checksum."""

_LONGEST_COMMENT: Final = 65_000


def _comments(fill: int) -> bytes:
    """Comments of a JPEG, of ``fill`` bytes together, or of up to three fewer."""
    sizes = [_LONGEST_COMMENT] * (fill // _LONGEST_COMMENT) + [fill % _LONGEST_COMMENT]
    return b"".join(
        b"\xff\xfe" + (size - 2).to_bytes(2, "big") + b" " * (size - 4)
        for size in sizes
        if size >= 4
    )
