"""Hypothesis strategies: messages and requests that keep all rules, messages that break one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from hypothesis import strategies as st

from alimtalk_rules import INFOBIP, RULES, to_payload
from alimtalk_rules.payloads import GATEWAYS, gateway_named
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.testing.factories import TEXT, make_button, make_image, make_message

Message = dict[str, Any]
Button = dict[str, Any]
Payload = dict[str, Any]

_HANGUL: Final = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
_ENGLISH: Final = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
_SIGNS: Final = st.sampled_from(" \n.,:;!?()-~▶※→★①🚚😊")
_CHARACTERS: Final = _HANGUL | _ENGLISH | _SIGNS

# A name that starts with a letter that no other rule's word starts with.
_NAME_LETTERS: Final = st.sampled_from("가나다라마바사아자차카타파하 ABCabc123")


def _texts(most: int = 200) -> st.SearchStrategy[str]:
    return st.text(_CHARACTERS, max_size=most - 1).map(lambda text: "안" + text)


def _names(most: int) -> st.SearchStrategy[str]:
    return st.text(_NAME_LETTERS, max_size=most - 1).map(lambda name: "가" + name)


def _urls() -> st.SearchStrategy[str]:
    path = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789-_/?&=%.~"), max_size=60)
    scheme = st.sampled_from(["http://", "https://"])
    return st.builds("{}shop.example.com/{}".format, scheme, path)


def _schemes() -> st.SearchStrategy[str]:
    return st.text(st.sampled_from("abcdefghij0123456789/-"), min_size=1, max_size=40).map(
        lambda rest: f"shop://{rest}"
    )


def _chat_values() -> st.SearchStrategy[str]:
    letters = st.sampled_from("ABCXYZabcxyz0123456789_")
    return st.text(letters, min_size=1, max_size=INFOBIP.chat_value)


_FIELDS: Final[dict[str, tuple[dict[str, Any], dict[str, Any]]]] = {
    # type: (required fields, optional fields)
    "WL": ({"urlMobile": _urls()}, {"urlPc": _urls(), "target": st.just("out")}),
    "AL": (
        {"schemeAndroid": _schemes(), "schemeIos": _schemes()},
        {"urlMobile": _urls(), "urlPc": _urls()},
    ),
    "DS": ({}, {}),
    "MD": ({}, {}),
    "BK": ({}, {}),
    "BT": ({}, {"chatExtra": _chat_values(), "chatEvent": _chat_values()}),
}


def buttons(type: str | None = None) -> st.SearchStrategy[Button]:  # noqa: A002 - the field's name
    """Buttons that keep all rules, of one type or of any.

    A DS button needs a text that names a courier and an invoice number: ``messages`` sees to it.

    Raises:
        ValueError: there is no such type.
    """
    if type is None:
        return st.one_of(*map(buttons, _FIELDS))
    if type not in _FIELDS:
        raise ValueError(f"no button is of the type {type!r}")
    required, optional = _FIELDS[type]
    name = _names(INFOBIP.button_name_registered)
    return st.fixed_dictionaries(
        {"type": st.just(type), "name": name, **required}, optional=optional
    )


def _image_facts() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"format": st.sampled_from(["jpeg", "png"]), "width": st.just(800), "height": st.just(400)},
        optional={"bytes": st.integers(1, INFOBIP.image_bytes_safe), "url": _urls()},
    )


def messages() -> st.SearchStrategy[Message]:
    """Messages in which nothing is to be found, of all six combinations."""
    image = st.fixed_dictionaries({"image": _image_facts()})
    return st.builds(_message, _texts(), _titles() | image, st.none() | _many(buttons()))


def _titles() -> st.SearchStrategy[Message]:
    """A title, or none."""
    return st.fixed_dictionaries({}, optional={"title": _names(INFOBIP.title_shown)})


def _many(one: st.SearchStrategy[Button]) -> st.SearchStrategy[list[Button]]:
    return st.lists(
        one,
        max_size=INFOBIP.buttons,
        unique_by=lambda button: (button["type"], button["name"]),
    )


def _message(text: str, part: Message, many_buttons: list[Button] | None) -> Message:
    if many_buttons and any(button["type"] == "DS" for button in many_buttons):
        text = f"{TEXT}\n{text}"
    return {"text": text, **part, **({} if many_buttons is None else {"buttons": many_buttons})}


def payloads(gateway: str | None = None) -> st.SearchStrategy[Payload]:
    """Requests in which nothing is to be found, of one gateway or of any.

    Raises:
        TypeError: ``gateway`` is no string.
        ValueError: no gateway has that name.
    """
    if gateway is None:
        return st.one_of(*map(payloads, GATEWAYS))
    to = gateway_named(gateway)
    numbers = st.from_regex(to.destination_form, fullmatch=True).filter(
        lambda number: not number.startswith("82")  # where the country stands beside it
    )
    return st.builds(
        to_payload,
        st.builds(_message, _texts(), _titles(), _many(_buttons_of(to))),
        st.just(gateway),
        sender=st.from_regex(to.sender_form, fullmatch=True),
        template_code=st.text(st.sampled_from("abcXYZ0189-_"), min_size=1, max_size=30),
        destinations=st.lists(numbers, min_size=1, max_size=3, unique=True),
    )


def _buttons_of(gateway: Gateway) -> st.SearchStrategy[Button]:
    """Buttons of the types that the gateway has, without the fields that it has not."""

    def sendable(button: Button) -> Button:
        both = {"chatExtra": "a", "chatEvent": "a"}  # Infobip's older request requires both
        fields = both | button if button["type"] == "BT" else button
        return {name: fields[name] for name in ("type", *gateway.button_fields) if name in fields}

    kinds = [kind for kind in gateway.button_types if kind in _FIELDS]
    return st.one_of(*map(buttons, kinds)).map(sendable)


def images() -> st.SearchStrategy[bytes]:
    """Image files, in memory, that have no error."""
    return st.builds(
        lambda height, kind: make_image(width=2 * height, height=height, format=kind),
        st.integers(250, 400),
        st.sampled_from(["jpeg", "png"]),
    )


def invalid_messages(rule: str) -> st.SearchStrategy[Message]:
    """Messages in which ``rule`` is to be found, among others perhaps.

    Raises:
        ValueError: there is no such rule, or no message can break it.
    """
    if rule not in _BREAKERS:
        reason = "no message breaks" if rule in RULES else "there is no"
        raise ValueError(f"{reason} rule {rule!r}")
    return _BREAKERS[rule]()


def _over(limit: int) -> st.SearchStrategy[str]:
    return st.integers(limit + 1, limit + 40).map(lambda length: "가" * length)


def _with_text(texts: st.SearchStrategy[Any]) -> st.SearchStrategy[Message]:
    return st.builds(lambda message, text: message | {"text": text}, messages(), texts)


def _with_inside(pieces: st.SearchStrategy[str]) -> st.SearchStrategy[Message]:
    """Messages with a piece somewhere in a Korean text."""
    return st.builds(
        lambda message, before, piece, after: message | {"text": f"안{before}가{piece}나{after}"},
        messages(),
        _texts(40),
        pieces,
        _texts(40),
    )


def _with_title(titles: st.SearchStrategy[Any]) -> st.SearchStrategy[Message]:
    return st.builds(lambda text, title: make_message(text=text, title=title), _texts(), titles)


def _with_button(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Message]:
    """Messages with a button of which some fields are drawn anew."""
    return st.builds(
        lambda text, button, changes: make_message(text=text, buttons=[button | changes]),
        _texts(),
        buttons(kind),
        st.fixed_dictionaries(fields),
    )


def _with_image(**facts: st.SearchStrategy[Any]) -> st.SearchStrategy[Message]:
    return st.builds(
        lambda text, image, changes: make_message(text=text, image=image | changes),
        _texts(),
        _image_facts(),
        st.fixed_dictionaries(facts),
    )


def _equal_buttons() -> st.SearchStrategy[Message]:
    return buttons("MD").map(lambda button: make_message(buttons=[button, dict(button)]))


def _without_url() -> Message:
    button = make_button("WL")
    del button["urlMobile"]
    return make_message(buttons=[button])


_BLANK: Final = st.text(st.sampled_from(" \t\n\u3000"), max_size=5)
_NO_STRING: Final = st.none() | st.integers() | st.booleans() | st.lists(st.integers(), max_size=2)
_MANY: Final = {f"field{n}": 0 for n in range(101)}

_BREAKERS: Final[dict[str, Callable[[], st.SearchStrategy[Message]]]] = {
    "wrong-type": lambda: _with_text(_NO_STRING),
    "missing-field": lambda: st.just({}) | st.builds(_without_url),
    "unknown-field": lambda: _with_button("MD", urlMobile=_urls()),
    "unknown-button-type": lambda: _with_button("MD", type=st.sampled_from(["XX", "wl", "", "AC"])),
    "too-many-buttons": lambda: st.lists(buttons("MD"), min_size=6, max_size=9).map(
        lambda many: make_message(buttons=many)
    ),
    "empty-value": lambda: _with_title(_BLANK) | _with_button("MD", name=_BLANK),
    "title-too-long": lambda: _with_title(_over(INFOBIP.title)),
    "button-name-too-long": lambda: _with_button("MD", name=_over(INFOBIP.button_name)),
    "link-too-long": lambda: _with_button(
        "WL", urlMobile=_over(INFOBIP.link).map(lambda path: f"https://shop.example.com/{path}")
    ),
    "bad-url": lambda: _with_button(
        "WL", urlMobile=_urls().map(lambda url: url.partition("//")[2]) | _urls().map("{} x".format)
    ),
    "bad-chat-value": lambda: _with_button("BT", chatEvent=_over(INFOBIP.chat_value) | _names(20)),
    "bad-link-target": lambda: _with_button("WL", target=st.sampled_from(["_blank", "OUT", ""])),
    "title-with-image": lambda: st.builds(
        lambda image, title: make_message(title=title, image=image),
        _image_facts(),
        _names(INFOBIP.title_shown),
    ),
    "text-blank": lambda: _with_text(_BLANK),
    "text-too-long": lambda: _with_text(_over(INFOBIP.text)),
    "text-too-long-in-utf16": lambda: _with_text(
        st.integers(1, 500).map(lambda emoji: "가" * (INFOBIP.text - emoji) + "🎁" * emoji)
    ),
    "text-decomposed": lambda: _with_inside(st.sampled_from(["\u1112\u1161", "가\u11a8"])),
    "carriage-return": lambda: _with_inside(st.sampled_from(["\r", "\r\n"])),
    "unprintable-character": lambda: _with_inside(
        st.sampled_from(["\0", "\x07", "\x85", "\ue000", "\ud800", "\ufffe"])
    ),
    "invisible-character": lambda: _with_inside(
        st.sampled_from(["\u200b", "\u00ad", "\ufeff", "\u202e", "\u3164", "\ufe0f", "\u200d"])
    ),
    "emoji-sequence": lambda: _with_inside(st.sampled_from(["👩\u200d💻", "👨\u200d👩\u200d👧"])),
    "unsupported-script": lambda: _with_inside(
        st.sampled_from(["ありがとう", "Привет", "สวัสดี", "مرحبا", "שלום"])
    ),
    "hanja": lambda: _with_inside(st.sampled_from(["無", "元"])),
    "isolated-symbol": lambda: _with_inside(st.sampled_from("αβΩμ")),
    "non-english-letter": lambda: _with_inside(st.sampled_from(["é", "e\u0301", "ł", "ñ"])),
    "leftover-variable": lambda: _with_inside(
        st.sampled_from(["#{고객명}", "${name}", "{{ name }}", "#[이름]"])
    ),
    "title-truncated": lambda: _with_title(
        st.integers(INFOBIP.title_shown + 1, INFOBIP.title).map(lambda length: "가" * length)
    ),
    "app-link-needs-two": lambda: st.sampled_from(["schemeAndroid", "schemeIos"]).map(
        lambda link: make_message(
            buttons=[{"type": "AL", "name": "앱에서 열기", link: "shop://orders/1"}]
        )
    ),
    "bad-scheme": lambda: _with_button("AL", schemeIos=_names(20)),
    "url-not-ascii": lambda: _with_button("WL", urlMobile=_urls().map("{}/주문".format)),
    "button-name-over-14": lambda: _with_button(
        "MD",
        name=st.integers(INFOBIP.button_name_registered + 1, INFOBIP.button_name).map(
            lambda length: "가" * length
        ),
    ),
    "duplicate-button": _equal_buttons,
    "payment-word-on-button": lambda: _with_button(
        "MD", name=st.sampled_from(["결제하기", "납부", "송금 확인", "청구서 보기", "청구 내역"])
    ),
    "delivery-details-missing": lambda: _with_button("DS").map(
        lambda message: message | {"text": "상품이 곧 도착합니다."}
    ),
    "too-many-findings": lambda: messages().map(lambda message: message | _MANY),
    "image-format": lambda: _with_image(format=st.sampled_from(["gif", "webp", "JPEG"])),
    "image-too-large": lambda: _with_image(bytes=st.integers(INFOBIP.image_bytes + 1, 10**9)),
    "image-size-near-limit": lambda: _with_image(
        bytes=st.integers(INFOBIP.image_bytes_safe + 1, INFOBIP.image_bytes)
    ),
    "image-too-narrow": lambda: _with_image(width=st.integers(0, INFOBIP.image_width - 1)),
    "image-not-2-to-1": lambda: _with_image(height=st.integers(401, 10**6)),
    "image-not-recommended-size": lambda: _with_image(width=st.just(1000), height=st.just(500)),
}
