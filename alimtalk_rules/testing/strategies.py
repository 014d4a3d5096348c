"""Hypothesis strategies: documents in which nothing is to be found, messages that break a rule."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from alimtalk_rules import (
    INFOBIP,
    RULES,
    check_message,
    render_template,
    to_payload,
    variables_of,
)
from alimtalk_rules.payloads import GATEWAYS, gateway_named
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.profiles import Profile, profile_named
from alimtalk_rules.testing.factories import TEXT, make_image
from alimtalk_rules.testing.suite import cases

Message = dict[str, Any]
Button = dict[str, Any]
Payload = dict[str, Any]
Template = dict[str, Any]

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


def _template_codes() -> st.SearchStrategy[str]:
    letters = st.sampled_from("abcXYZ0189-_")
    return st.text(letters, min_size=1, max_size=INFOBIP.limits.template_code)


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
    return st.text(letters, min_size=1, max_size=INFOBIP.limits.chat_value)


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
    """Buttons that break no rule, of one type or of any.

    A DS button needs a text that names a courier and an invoice number: ``messages`` sees to it.

    Raises:
        ValueError: there is no such type.
    """
    if type is None:
        return st.one_of(*map(buttons, _FIELDS))
    if type not in _FIELDS:
        raise ValueError(f"no button is of the type {type!r}")
    required, optional = _FIELDS[type]
    name = _names(INFOBIP.limits.button_name_registered)
    return st.fixed_dictionaries(
        {"type": st.just(type), "name": name, **required}, optional=optional
    )


def _image_facts() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"format": st.sampled_from(["jpeg", "png"]), "width": st.just(800), "height": st.just(400)},
        optional={"bytes": st.integers(1, INFOBIP.limits.image_bytes_safe), "url": _urls()},
    )


def messages() -> st.SearchStrategy[Message]:
    """Messages in which nothing is to be found, of all six combinations."""
    image = st.fixed_dictionaries({"image": _image_facts()})
    return st.builds(_message, _texts(), _titles() | image, st.none() | _many(buttons()))


def _titles() -> st.SearchStrategy[Message]:
    """A title, or none."""
    return st.fixed_dictionaries({}, optional={"title": _names(INFOBIP.limits.title_shown)})


def _many(one: st.SearchStrategy[Button]) -> st.SearchStrategy[list[Button]]:
    return st.lists(
        one,
        max_size=INFOBIP.limits.buttons,
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
        template_code=_template_codes(),
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


def templates() -> st.SearchStrategy[Template]:
    """Templates in which nothing is to be found, with variables in text, title and links."""
    pieces = st.lists(_variables() | st.text(_CHARACTERS, max_size=20), max_size=9)
    return st.builds(_template, _template_codes(), messages(), pieces, _variables())


def _variables() -> st.SearchStrategy[str]:
    return _names(8).map("#{{{}}}".format)


def _template(code: str, message: Message, pieces: list[str], variable: str) -> Template:
    template = {"code": code, **message, "text": "\n".join((TEXT, "".join(pieces)))}
    if "title" in message:
        template["title"] = f"안내 {variable}"
    if "buttons" in message:
        template["buttons"] = [_with_variable(button, variable) for button in message["buttons"]]
    return template


def _with_variable(button: Button, variable: str) -> Button:
    link = {"urlMobile": f"{button['urlMobile']}{variable}"} if "urlMobile" in button else {}
    return button | link


def matching_pairs(
    template: Mapping[str, Any] | None = None,
) -> st.SearchStrategy[tuple[Mapping[str, Any], dict[str, str], Message]]:
    """Templates, values for their variables, and the messages that they become.

    The message is equal to the template, and nothing in the values is an error.

    Args:
        template: the only one to draw values and messages for; by default any of ``templates``.
    """
    value = st.text(st.sampled_from("가나다라마ABCabc123"), min_size=1, max_size=10)

    def pairs(drawn: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        names = dict.fromkeys((variable.name for variable in variables_of(drawn)), value)
        return st.fixed_dictionaries(names).map(
            lambda values: (drawn, values, render_template(drawn, values))
        )

    return (templates() if template is None else st.just(template)).flatmap(pairs)


def invalid_messages(rule: str, *, profile: Profile | str = INFOBIP) -> st.SearchStrategy[Message]:
    """Messages in which ``rule`` is to be found, among others perhaps.

    They are those of its conformance cases and its example, with more around them where that
    hides nothing.

    Args:
        rule: the name of a rule.
        profile: what the messages are held to.

    Raises:
        ValueError: there is no such rule or profile, or no message can break it.
    """
    held_to = profile_named(profile)
    broken = _broken_messages(rule, held_to)
    if not broken:
        raise ValueError(f"no message breaks rule {rule!r}")

    def inside(around: Message, document: Message) -> Message:
        whole = around | document
        return deepcopy(whole if _breaks(whole, rule, held_to) else document)

    return st.builds(inside, messages(), st.sampled_from(broken))


@cache
def _broken_messages(rule: str, profile: Profile) -> tuple[Message, ...]:
    documents = [case.value for case in cases(rule=rule, document="message")]
    documents.append(RULES[rule].example)
    broken = (d for d in documents if isinstance(d, Mapping) and _breaks(d, rule, profile))
    return tuple(map(dict, broken))


def _breaks(message: object, rule: str, profile: Profile) -> bool:
    return any(finding.rule == rule for finding in check_message(message, profile=profile).findings)
