"""The buttons: names that Kakao registers, links that open something, parcels it can find."""

import re
from collections.abc import Iterator

from alimtalk_rules.documents import Button, Message
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.couriers import names_a_parcel
from alimtalk_rules.rules.rule import Place, rule
from alimtalk_rules.rules.strings import MOST_READ

_APP_LINKS = ("schemeAndroid", "schemeIos", "urlMobile")
_SCHEMES = ("schemeAndroid", "schemeIos")
_URLS = ("urlMobile", "urlPc")

_scheme = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:").match

PAYMENT_WORDS = re.compile("결제|납부|송금|청구서|청구")


def buttons_of(message: Message) -> Iterator[tuple[str, Button]]:
    """The buttons that the structure could read, each with its path."""
    for index, button in enumerate(message.get("buttons") or ()):
        if button is not None:
            yield f"/buttons/{index}", button


def names_of(message: Message) -> Iterator[tuple[str, str]]:
    """The buttons' names that the structure could read, each with its path."""
    for path, button in buttons_of(message):
        if name := button.get("name"):
            yield f"{path}/name", name


@rule("app-link-needs-two")
def app_link_needs_two(message: Message, _: Limits) -> Iterator[Place]:
    """At least two of schemeAndroid, schemeIos and urlMobile (Infobip's OpenAPI; NHN -3007)."""
    for path, button in buttons_of(message):
        if button.get("type") == "AL":
            count = sum(link in button for link in _APP_LINKS)
            if count < 2:
                yield Place(path, {"count": count, "links": _APP_LINKS})


@rule("bad-scheme")
def bad_scheme(message: Message, _: Limits) -> Iterator[Place]:
    """An app scheme starts as a URI does: ``name:`` (RFC 3986, section 3.1)."""
    for path, button in buttons_of(message):
        for field in _SCHEMES:
            value = button.get(field)
            if isinstance(value, str) and not _scheme(value):
                yield Place(f"{path}/{field}")


@rule("url-not-ascii")
def url_not_ascii(message: Message, _: Limits) -> Iterator[Place]:
    """A URL holds ASCII only; the rest is percent-encoded (RFC 3986, section 2)."""
    for path, button in buttons_of(message):
        for field in _URLS:
            yield from _not_ascii(f"{path}/{field}", button.get(field))
    yield from _not_ascii("/image/url", (message.get("image") or {}).get("url"))


def _not_ascii(path: str, url: object) -> Iterator[Place]:
    if isinstance(url, str) and not url.isascii():
        outside = [index for index, character in enumerate(url) if not character.isascii()]
        yield Place(path, {"count": len(outside)}, span=(outside[0], outside[-1] + 1))


@rule("button-name-over-14")
def button_name_over_14(message: Message, limits: Limits) -> Iterator[Place]:
    """Kakao registers names of at most 14 characters (Kakao's dealer API)."""
    limit = limits.button_name_registered
    for path, name in names_of(message):
        length = len(name)
        if length > limit:
            yield Place(
                path,
                {"length": length, "limit": limit, "over": length - limit},
                span=(limit, length),
            )


@rule("duplicate-button")
def duplicate_button(message: Message, _: Limits) -> Iterator[Place]:
    """A button with the type and the name of an earlier one."""
    first: dict[tuple[object, str], str] = {}
    for path, button in buttons_of(message):
        name = button.get("name")
        if name is None:
            continue
        earlier = first.setdefault((button.get("type"), name), path)
        if earlier != path:
            yield Place(path, related=(earlier,))


@rule("payment-word-on-button")
def payment_word_on_button(message: Message, _: Limits) -> Iterator[Place]:
    """Words of paying, which Kakao's review refuses without a licence."""
    for path, name in names_of(message):
        if found := PAYMENT_WORDS.search(name):
            yield Place(path, {"word": found[0]}, span=found.span())


@rule("delivery-details-missing")
def delivery_details_missing(message: Message, _: Limits) -> Iterator[Place]:
    """Kakao reads courier and invoice number from the text (NHN's troubleshooting guide)."""
    text = message.get("text")
    if text is None:
        return
    trackers = [path for path, button in buttons_of(message) if button.get("type") == "DS"]
    if trackers and not names_a_parcel(text[:MOST_READ]):
        yield from map(Place, trackers)


CHANNEL_NAME = "채널 추가"
"""What Kakao calls an AC button (NHN -3026)."""


@rule("add-channel-name")
def add_channel_name(message: Message, _: Limits) -> Iterator[Place]:
    """An AC button of another name (NHN -3026)."""
    for path, button in buttons_of(message):
        if button.get("type") == "AC" and button.get("name") not in (None, CHANNEL_NAME):
            yield Place(f"{path}/name", {"expected": CHANNEL_NAME})


@rule("add-channel-order")
def add_channel_order(message: Message, _: Limits) -> Iterator[Place]:
    """An AC button that is not the first one (NHN -3025)."""
    for path, button in buttons_of(message):
        if button.get("type") == "AC" and path != "/buttons/0":
            yield Place(path)
