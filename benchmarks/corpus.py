"""The messages that are measured: made up, the same each time, in random order.

They are what ``json.loads`` gives of them, shuffled afterwards: walked in the order in which they
were made, everything looks half as fast again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Final

Message = dict[str, Any]
Button = dict[str, Any]

SEED: Final = 20250131
MESSAGES: Final = 10_000
INVALID: Final = 0.05


@dataclass(frozen=True, slots=True)
class Sample:
    """A message, and how it was spoiled; None for one in which nothing is to be found."""

    message: Any
    way: str | None


def corpus(count: int = MESSAGES, *, invalid: float = INVALID, seed: int = SEED) -> list[Sample]:
    """``count`` messages, of which a share is invalid: as many in each of the ways."""
    random = Random(seed)
    spoiled = round(count * invalid)
    ways = [*WAYS]
    samples = [_sample(random, ways[number % len(ways)]) for number in range(spoiled)]
    samples += [_sample(random, None) for _ in range(count - spoiled)]
    random.shuffle(samples)
    return samples


def _sample(random: Random, way: str | None) -> Sample:
    message = _message(random)
    if way is not None:
        message = WAYS[way](random, message)
    return Sample(json.loads(json.dumps(message)), way)


def of_the_whole_set(message: Message) -> Message:
    """A message with Kakao's parts beyond the guide besides: an item list, and quick replies.

    The item list stands instead of the title or the image, and there are at most two buttons.
    """
    parts = {name: message[name] for name in ("text", "buttons") if name in message}
    parts["text"] = parts["text"][:600]
    if "buttons" in parts:
        parts["buttons"] = parts["buttons"][:2]
    whole: Message = json.loads(json.dumps(parts | _BEYOND))
    return whole


_BEYOND: Final[Message] = {
    "header": "1월 예약 확정",
    "highlight": {"title": "오후 3시 방문", "description": "강남점 4층"},
    "items": [
        {"title": "예약 번호", "description": "20250131-0001"},
        {"title": "방문 일시", "description": "1월 31일 오후 3시"},
        {"title": "결제", "description": "신용카드"},
    ],
    "summary": {"title": "합계", "description": "35,000원"},
    "representLink": {"urlMobile": "https://m.shop.example.com/orders/1"},
    "quickReplies": [
        {"type": "BK", "name": "방문 안내"},
        {"type": "WL", "name": "오시는 길", "urlMobile": "https://m.shop.example.com/map"},
    ],
}

# --------------------------------------------------------------------------- valid messages

_KOREAN: Final = (
    "안녕하세요, 고객님.",
    "주문하신 상품이 정상적으로 접수되었습니다.",
    "예약이 확정되었으니 아래 내용을 확인해 주세요.",
    "▶ 예약일시: 2025년 1월 31일(금) 오후 3시",
    "▶ 주문번호: 20250131-0001",
    "▶ 방문 장소: 서울특별시 강남구 테헤란로 123, 4층",
    "※ 본 메시지는 수신에 동의하신 고객님께 발송되었습니다.",
    "문의: 고객센터 1588-0000 (평일 09:00~18:00, 점심시간 제외)",
    "변경이나 취소는 방문 하루 전까지 가능합니다.",
    "금액: 35,000원 (부가세 포함)",
    "① 신분증 ② 예약 문자 ③ 회원 카드를 챙겨 주세요.",
    "늘 저희를 찾아 주셔서 감사합니다.",
)
_ENGLISH: Final = (
    "Dear customer,",
    "Your order #A-1024 has been received and is being prepared.",
    "Your appointment is on Friday, January 31, at 3:00 p.m.",
    "Please arrive ten minutes early and bring your ID card.",
    "Total: $35.00 (tax included)",
    "Questions? Call us at +82-2-1234-5678, Monday to Friday.",
    "You can change or cancel it up to one day before.",
    "Track it at https://shop.example.com/orders/1024?lang=en",
    "Thank you for choosing us - see you soon!",
)
_EMOJI: Final = (
    "🎉 회원 가입을 환영합니다!",
    "📌 예약 안내 📌",
    "❤️ 늘 함께해 주셔서 감사합니다 ❤️",
    "✔️ 준비물: 신분증 🪪",
    "☎️ 문의: 1588-0000",
    "🚚 상품이 오늘 출발했어요 😊",
    "⚠️ 우천 시 일정이 바뀔 수 있습니다.",
    "👍🏻 이용 후기를 남겨 주세요 ✨",
)
_SENTENCES: Final = {
    "Korean": _KOREAN,
    "English": _ENGLISH,
    "mixed": _KOREAN + _ENGLISH,
    "emoji": _KOREAN + _EMOJI + _EMOJI,
}
_KINDS: Final = ("Korean", "Korean", "English", "mixed", "emoji")
_PARCEL: Final = "택배사: 한진택배\n운송장번호: 531234567890\n"

_SHORTEST, _LONGEST, _USUAL = 80, 1000, 320
_BUTTON_COUNTS: Final = (25, 35, 20, 10, 6, 4)  # of 100 messages those with 0, 1, … 5 buttons
_TITLES: Final = ("예약 확정", "주문이 접수되었습니다", "Order received", "1월 31일 오후 3시")
_NAMES: Final = ("주문 내역 보기", "앱에서 열기", "문의하기", "View order", "예약 변경", "길 찾기")


def _message(random: Random) -> Message:
    """A message in which nothing is to be found, of any of the six combinations."""
    buttons = _buttons(random)
    tracked = any(button["type"] == "DS" for button in buttons)
    message: Message = {"text": _text(random, _PARCEL if tracked else "")}
    part = random.random()
    if part < 0.3:
        message["title"] = random.choice(_TITLES)
    elif part < 0.45:
        message["image"] = _image(random)
    if buttons or random.random() < 0.2:
        message["buttons"] = buttons
    return message


def _text(random: Random, start: str) -> str:
    """Sentences of one kind; the lengths are many short ones and a few long ones."""
    sentences = _SENTENCES[random.choice(_KINDS)]
    length = min(_SHORTEST + random.expovariate(1 / (_USUAL - _SHORTEST)), _LONGEST - 1)
    text = start
    while len(text) < length:
        text += random.choice(sentences) + random.choice(" \n")
    while len(text.encode("utf-16-le")) // 2 >= _LONGEST:
        text = text[:-1]
    return text.rstrip()


def _image(random: Random) -> Message:
    image: Message = {"format": random.choice(("jpeg", "png")), "width": 800, "height": 400}
    image["bytes"] = random.randint(20_000, 400_000)
    if random.random() < 0.5:
        image["url"] = f"https://cdn.example.com/banners/{random.randint(1, 9999)}.png"
    return image


def _buttons(random: Random) -> list[Button]:
    (count,) = random.choices(range(len(_BUTTON_COUNTS)), _BUTTON_COUNTS)
    names = random.sample(_NAMES, count)
    return [_button(random, random.choice(TYPES), name) for name in names]


TYPES: Final = ("WL", "WL", "AL", "DS", "MD", "BK", "BT")


def _button(random: Random, kind: str, name: str) -> Button:
    button: Button = {"type": kind, "name": name}
    order = random.randint(1000, 999_999)
    if kind == "WL":
        button["urlMobile"] = f"https://m.shop.example.com/orders/{order}?utm_source=alimtalk"
        if random.random() < 0.5:
            button["urlPc"] = f"https://www.shop.example.com/orders/{order}"
        if random.random() < 0.2:
            button["target"] = "out"
    elif kind == "AL":
        button["schemeAndroid"] = f"shop://orders/{order}"
        button["schemeIos"] = f"shop://orders/{order}"
        if random.random() < 0.5:
            button["urlMobile"] = f"https://m.shop.example.com/orders/{order}"
    elif kind == "BT" and random.random() < 0.5:
        button["chatEvent"] = f"order_{order}"
    return button


# --------------------------------------------------------------------------- ways to spoil one

Way = Callable[[Random, Message], Any]


def _with(**fields: object) -> Way:
    return lambda _, message: message | fields


def _without(field: str) -> Way:
    return lambda _, message: {name: value for name, value in message.items() if name != field}


def _inside(piece: str) -> Way:
    """The piece somewhere in the text, which stays within its length."""

    def spoil(random: Random, message: Message) -> Message:
        text = message["text"][: _LONGEST // 2]
        at = random.randrange(len(text))
        return message | {"text": f"{text[:at]} {piece} {text[at:]}"}

    return spoil


def _button_with(kind: str, *without: str, **fields: object) -> Way:
    """One more button, changed; or one instead of the last, if there are five."""

    def spoil(random: Random, message: Message) -> Message:
        button = _button(random, kind, "더 보기") | fields
        for field in without:
            del button[field]
        return message | {"buttons": [*message.get("buttons", [])[:4], button]}

    return spoil


def _titled(title: object) -> Way:
    return lambda _, message: _without("image")(_, message) | {"title": title}


def _pictured(**facts: object) -> Way:
    return lambda random, message: (
        _without("title")(random, message) | {"image": _image(random) | facts}
    )


def _one_app_link(_: Random, message: Message) -> Message:
    button = {"type": "AL", "name": "더 보기", "schemeIos": "shop://orders"}
    return message | {"buttons": [*message.get("buttons", [])[:4], button]}


def _six_buttons(random: Random, message: Message) -> Message:
    return message | {"buttons": [_button(random, "MD", name) for name in _NAMES]}


WAYS: Final[dict[str, Way]] = {
    "no text": _without("text"),
    "a number as text": _with(text=20250131),
    "a blank text": _with(text=" \n\n "),
    "a text too long": lambda _, message: message | {"text": (message["text"] * 13)[:1200]},
    "an unknown field": _with(sender="Shop"),
    "an empty title": _titled(""),
    "a title too long": _titled("주문이 정상적으로 접수되었습니다. " * 4),
    "a title beside an image": lambda random, m: m | {"title": "주문", "image": _image(random)},
    "buttons that are no list": _with(buttons={"type": "MD", "name": "문의하기"}),
    "six buttons": _six_buttons,
    "a button without a name": _button_with("MD", "name"),
    "a button's name too long": _button_with("BK", name="주문 내역과 배송 안내 " * 3),
    "a button of an unknown type": _button_with("MD", type="XX"),
    "a web link without its URL": _button_with("WL", "urlMobile"),
    "a field of another type": _button_with("MD", urlMobile="https://m.shop.example.com/"),
    "a URL without its scheme": _button_with("WL", urlMobile="m.shop.example.com/orders/1"),
    "a URL with a space": _button_with("WL", urlMobile="https://m.shop.example.com/my order"),
    "a link too long": _button_with("WL", urlPc=f"https://shop.example.com/{'a' * 500}"),
    "a target that does not exist": _button_with("WL", target="_blank"),
    "an app link with one link": _one_app_link,
    "a bad value for the chatbot": _button_with("BT", chatExtra="주문-1"),
    "kana": _inside("ありがとうございます"),
    "Cyrillic": _inside("Спасибо за заказ"),
    "Thai": _inside("ขอบคุณครับ"),
    "a control character": _inside("\x07"),
    "an image that is a GIF": _pictured(format="gif"),
    "an image too narrow": _pictured(width=400, height=200),
    "an image with a wrong shape": _pictured(width=800, height=600),
}
"""How a valid message becomes invalid; each way gives an error."""
