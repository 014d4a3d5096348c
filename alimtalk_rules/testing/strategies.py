"""Hypothesis strategies: documents in which nothing is to be found, messages that break a rule."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from alimtalk_rules import (
    INFOBIP,
    KAKAO,
    RULES,
    check_message,
    render_template,
    to_payload,
    variables_of,
)
from alimtalk_rules.limits import MOST_GROWTH
from alimtalk_rules.payloads import GATEWAYS, gateway_named
from alimtalk_rules.payloads.gateway import Gateway
from alimtalk_rules.profiles import Profile, profile_named
from alimtalk_rules.rules.leftovers import NO_VALUE
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


def _strings(most: int) -> st.SearchStrategy[str]:
    strings = st.text(_CHARACTERS, max_size=most)  # of which Hypothesis likes "Null" well
    return strings.filter(lambda text: not any(map(text.__contains__, NO_VALUE)))


def _texts(most: int = 200) -> st.SearchStrategy[str]:
    return _strings(most - 1).map(lambda text: "안" + text)


def _names(most: int) -> st.SearchStrategy[str]:
    return st.text(_NAME_LETTERS, max_size=most - 1).map(lambda name: "가" + name)


def _template_codes(most: int = INFOBIP.limits.template_code) -> st.SearchStrategy[str]:
    letters = st.sampled_from("abcXYZ0189-_")
    return st.text(letters, min_size=1, max_size=most)


def _urls() -> st.SearchStrategy[str]:
    path = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789-_/?&=%.~"), max_size=60)
    scheme = st.sampled_from(["http://", "https://"])
    return st.builds("{}shop.example.com/{}".format, scheme, path)


def _schemes() -> st.SearchStrategy[str]:
    return st.text(st.sampled_from("abcdefghij0123456789/-"), min_size=1, max_size=40).map(
        lambda rest: f"shop://{rest}"
    )


def _chat_values(most: int = INFOBIP.limits.chat_value) -> st.SearchStrategy[str]:
    letters = st.sampled_from("ABCXYZabcxyz0123456789_")
    return st.text(letters, min_size=1, max_size=most)


def _is_whole(profile: Profile | str) -> bool:
    """True if the profile has parts and types of buttons beyond the guide."""
    return profile_named(profile).message != INFOBIP.message


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
    # beyond the guide
    "AC": ({}, {}),
    "BC": ({}, {"chatExtra": _chat_values()}),
    "BF": ({"bizFormId": st.integers(1, 10**9)}, {}),
    "P1": ({"pluginId": _chat_values(24)}, {}),
    "P2": ({"pluginId": _chat_values(24)}, {}),
    "P3": ({"pluginId": _chat_values(24), "productId": _chat_values()}, {}),
    "TN": ({"telNumber": st.from_regex("0[0-9]{1,2}-[0-9]{3,4}-[0-9]{4}", fullmatch=True)}, {}),
}
_OF_THE_GUIDE: Final = ("WL", "AL", "DS", "MD", "BK", "BT")
_QUICK_REPLIES: Final = ("WL", "AL", "BK", "BC", "BT", "BF")

_NAMED_BY_KAKAO: Final = {
    "AC": ("채널 추가",),
    "BF": ("톡에서 설문하기", "톡에서 응모하기", "톡에서 예약하기"),
    "TN": ("전화 연결", "고객센터 연결", "상담원 연결"),
}
"""The only names of buttons of some types (NHN -3026, -3045, -3051)."""

_FIRST: Final = ("AC", "BF")
"""The types of which there is one button, before all others (NHN -3025, -3044)."""


def buttons(
    type: str | None = None,  # noqa: A002 - the field's name
    *,
    profile: Profile | str = INFOBIP,
) -> st.SearchStrategy[Button]:
    """Buttons that break no rule, of one type or of any that the profile has.

    A DS button needs a text that names a courier and an invoice number: ``messages`` sees to it.

    Raises:
        TypeError: the profile is neither a profile nor a name.
        ValueError: there is no such type or profile.
    """
    if type is None:
        return st.one_of(*map(buttons, _FIELDS if _is_whole(profile) else _OF_THE_GUIDE))
    if type not in _FIELDS:
        raise ValueError(f"no button is of the type {type!r}")
    required, optional = _FIELDS[type]
    known = _NAMED_BY_KAKAO.get(type)
    name = st.sampled_from(known) if known else _names(INFOBIP.limits.button_name_registered)
    return st.fixed_dictionaries(
        {"type": st.just(type), "name": name, **required}, optional=optional
    )


def _image_facts() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"format": st.sampled_from(["jpeg", "png"]), "width": st.just(800), "height": st.just(400)},
        optional={"bytes": st.integers(1, INFOBIP.limits.image_bytes_safe), "url": _urls()},
    )


def messages(*, profile: Profile | str = INFOBIP) -> st.SearchStrategy[Message]:
    """Messages in which nothing is to be found, of all the combinations that there are.

    Args:
        profile: what they are held to, such as ``"kakao"``, under which none has its template's
            image.

    Raises:
        TypeError: the profile is neither a profile nor a name.
        ValueError: there is no such profile.
    """
    if _is_whole(profile):
        return _whole_messages()
    image = st.fixed_dictionaries({"image": _image_facts()})
    return st.builds(_message, _texts(), _titles() | image, st.none() | _many(buttons()))


def _titles() -> st.SearchStrategy[Message]:
    """A title, or none."""
    return st.fixed_dictionaries({}, optional={"title": _names(INFOBIP.limits.title_shown)})


def _many(
    one: st.SearchStrategy[Button], most: int = INFOBIP.limits.buttons
) -> st.SearchStrategy[list[Button]]:
    return st.lists(one, max_size=most, unique_by=lambda button: (button["type"], button["name"]))


def _whole_messages() -> st.SearchStrategy[Message]:
    """Messages of Kakao's whole set."""
    limits, any_button = KAKAO.limits, buttons(profile=KAKAO)
    replies = _many(st.one_of(*map(buttons, _QUICK_REPLIES)), limits.quick_replies)
    few = _many(any_button, limits.buttons_beside_quick_replies)
    pressed = st.fixed_dictionaries(
        {"quickReplies": replies.map(_in_kakaos_order)},
        optional={"buttons": few.map(_in_kakaos_order)},
    ) | st.fixed_dictionaries({}, optional={"buttons": _many(any_button).map(_in_kakaos_order)})
    further = {"urlPc": _urls(), "schemeAndroid": _schemes(), "schemeIos": _schemes()}
    link = st.fixed_dictionaries({"urlMobile": _urls()}, optional=further)
    linked = st.fixed_dictionaries({}, optional={"representLink": link})
    return st.builds(_whole_message, _texts(), _titles() | _item_lists(), pressed, linked)


def _whole_message(text: str, emphasis: Message, pressed: Message, linked: Message) -> Message:
    return _message(text, {**emphasis, **pressed, **linked}, pressed.get("buttons"))


def _in_kakaos_order(drawn: list[Button]) -> list[Button]:
    """The buttons, those in front that must be there, and one of each of them."""
    firsts = {button["type"]: button for button in drawn if button["type"] in _FIRST}
    in_front = [firsts[kind] for kind in _FIRST if kind in firsts]
    return in_front + [button for button in drawn if button["type"] not in _FIRST]


def _item_lists() -> st.SearchStrategy[Message]:
    limits = KAKAO.limits
    rows = st.lists(
        _described(_names(limits.item_title), _names(limits.item_description)),
        min_size=limits.items_least,
        max_size=limits.items,
        unique_by=lambda row: row["title"],
    )
    highlight = _described(
        _names(limits.highlight_title_beside_image),
        _names(limits.highlight_description_beside_image),
    )
    amount = st.integers(0, 9_999_999).map("{:,}원".format)
    summary = _described(_names(limits.summary_title), amount)
    around = {"header": _names(limits.header), "highlight": highlight, "summary": summary}
    return st.fixed_dictionaries({"items": rows}, optional=around)


def _described(
    title: st.SearchStrategy[str], description: st.SearchStrategy[str]
) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({"title": title, "description": description})


def _message(text: str, part: Message, many_buttons: list[Button] | None) -> Message:
    if many_buttons and any(button["type"] == "DS" for button in many_buttons):
        text = f"{TEXT}\n{text}"
    return {"text": text, **part, **({} if many_buttons is None else {"buttons": many_buttons})}


def payloads(gateway: str | None = None) -> st.SearchStrategy[Payload]:
    """Requests in which nothing is to be found, of one gateway or of any.

    Of a gateway that fills the template, there is the note that it was not given.

    Raises:
        TypeError: ``gateway`` is no string.
        ValueError: no gateway has that name.
    """
    if gateway is None:
        return st.one_of(*map(payloads, GATEWAYS))
    to = gateway_named(gateway)
    numbers = st.from_regex(to.destination_form, fullmatch=True).filter(
        # the country may stand beside it, some count the hyphens, and of 010 the length is known
        lambda number: len(number) <= 15 and not number.startswith(("82", "+", "0"))
    )
    has_text = "text" in to.parts
    message = st.builds(_message, _texts(), _titles(), _many(_buttons_of(to)))
    return st.builds(
        to_payload,
        message if has_text else st.just({}),
        st.just(gateway),
        sender=st.from_regex(to.sender_form, fullmatch=True),
        template_code=_template_codes(to.profile.limits.template_code_sent),
        destinations=st.lists(
            numbers,
            min_size=1,
            max_size=min(3, to.most) if "*" in to.message else 1,
            unique_by=lambda number: number.replace("-", ""),
        ),
        variables=st.none() if has_text else st.dictionaries(_names(10), _texts(20), max_size=3),
    ).map(lambda request: _completed(request, to))


_BESIDES: Final[Mapping[str, Mapping[str, str]]] = {
    "aligo": {"apikey": "key", "userid": "dawnmart", "sender": "0212345678"},
    "bizppurio": {"account": "dawnmart", "from": "0212345678", "refkey": "order-1"},
    "kakao-raw": {"message_key": "order-1", "country_code": "82"},
    "mts": {"auth_code": "code"},
}
"""What requests must have that says nothing of their messages."""


def _completed(request: Any, to: Gateway) -> Any:
    """The request with what else it must have."""
    for message in request.get("data", ()) if to.name == "mts" else ():
        message["callback_number"] = "0212345678"
    return request | _BESIDES[to.name] if to.name in _BESIDES else request


def _buttons_of(gateway: Gateway) -> st.SearchStrategy[Button]:
    """Buttons of the types that the gateway has, without the fields that it has not."""

    def sendable(button: Button) -> Button:
        both = {"chatExtra": "a", "chatEvent": "a"}  # Infobip's older request requires both
        fields = both | button if button["type"] == "BT" else button
        names = {"type", *gateway.names_for("buttons", button["type"])}
        return {name: value for name, value in fields.items() if name in names}

    kinds = [kind for kind in gateway.button_types if kind in _OF_THE_GUIDE]
    return st.one_of(*map(buttons, kinds)).map(sendable)


def images() -> st.SearchStrategy[bytes]:
    """Image files, in memory, that have no error."""
    return st.builds(
        lambda height, kind: make_image(width=2 * height, height=height, format=kind),
        st.integers(250, 400),
        st.sampled_from(["jpeg", "png"]),
    )


def templates(*, profile: Profile | str = INFOBIP) -> st.SearchStrategy[Template]:
    """Templates in which nothing is to be found, with variables where there may be some.

    Raises:
        TypeError: the profile is neither a profile nor a name.
        ValueError: there is no such profile.
    """
    pieces = st.lists(_variables() | _strings(20), max_size=9)
    drawn = messages(profile=profile)
    made = st.builds(_template, _template_codes(), drawn, pieces, _variables())
    return st.builds(_whole_template, made, _variables(), _kept()) if _is_whole(profile) else made


def _kept() -> st.SearchStrategy[Template]:
    """What a template keeps for itself."""
    limits = KAKAO.limits
    kept = {
        "extra": _texts(100),
        "category": st.sampled_from(["001001", "999999"]),
        "image": _image_facts(),
        "subtitle": _names(limits.subtitle_shown),
        "thumbnail": st.just({"format": "png", "width": 200, "height": 200}),
        "told": st.none(),
    }
    shown = st.fixed_dictionaries({}, optional={"preview": _names(limits.preview)})
    hidden = st.just({"security": True})
    return st.builds(dict.__or__, st.fixed_dictionaries({}, optional=kept), shown | hidden)


def _whole_template(template: Template, variable: str, kept: Template) -> Template:
    """The template with more variables, and what of ``kept`` suits its parts."""
    whole, own = deepcopy(template), dict(kept)
    is_told, thumbnail = "told" in own, own.pop("thumbnail", None)
    own.pop("told", None)
    subtitle = own.pop("subtitle", "주문 안내")
    if "items" in whole:
        emphasis = "ITEM_LIST"
        own.pop("security", None)
        _vary_item_list(whole, variable)
        if thumbnail and "highlight" in whole:
            whole["highlight"]["image"] = dict(thumbnail)
    elif "title" in whole:
        emphasis = "TEXT"
        own.pop("image", None)
        whole["subtitle"] = subtitle
    else:
        emphasis = "IMAGE" if "image" in own else "NONE"
    if "quickReplies" in whole:
        whole["quickReplies"] = [_with_variable(each, variable) for each in whole["quickReplies"]]
    if "representLink" in whole:
        whole["representLink"] = _with_variable(whole["representLink"], variable)
    adds_channel = any(button["type"] == "AC" for button in whole.get("buttons", ()))
    told = {"emphasis": emphasis, "messageType": _MESSAGE_TYPES["extra" in own, adds_channel]}
    return {**whole, **own, **(told if is_told else {})}


_MESSAGE_TYPES: Final = {
    (False, False): "BA",
    (True, False): "EX",
    (False, True): "AD",
    (True, True): "MI",
}
"""By whether there is an extra text, and a button that adds the channel."""


def _vary_item_list(template: Template, variable: str) -> None:
    """Put variables where an item list may have some; the one of the summary is an amount."""
    for row in template["items"]:
        row["description"] = variable
    if "header" in template:
        template["header"] = f"안내 {variable}"
    if "highlight" in template:
        template["highlight"]["title"] = f"안내 {variable}"
    if "summary" in template:
        template["summary"]["description"] = "#{총액}원"


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
    template: Mapping[str, Any] | None = None, *, profile: Profile | str = INFOBIP
) -> st.SearchStrategy[tuple[Mapping[str, Any], dict[str, str], Message]]:
    """Templates, values for their variables, and the messages that they become.

    The message is equal to the template, and nothing in the values is an error.

    Args:
        template: the only one to draw values and messages for; by default any of ``templates``.
        profile: what they are held to, such as ``"kakao"``.

    Raises:
        TypeError: the profile is neither a profile nor a name.
        ValueError: there is no such profile.
    """
    amount = st.integers(0, 9_999_999).map("{:,}".format)

    def pairs(drawn: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        variables = variables_of(drawn)
        in_text = sum(each.path == "/text" for each in variables)  # one may take what others had
        most = max(1, min(10, MOST_GROWTH // max(1, in_text)))
        value = st.text(st.sampled_from("가나다라마ABCabc123"), min_size=1, max_size=most)
        amounts = (each.name for each in variables if each.path == "/summary/description")
        names = dict.fromkeys((each.name for each in variables), value)
        return st.fixed_dictionaries(names | dict.fromkeys(amounts, amount)).map(
            lambda values: (drawn, values, render_template(drawn, values, profile=profile))
        )

    return (templates(profile=profile) if template is None else st.just(template)).flatmap(pairs)


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
