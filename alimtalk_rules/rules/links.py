"""The links: web addresses and app schemes that open something on every phone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address, ip_network
from typing import Any, Final

from alimtalk_rules.documents import SCHEME_FIELDS, URL_FIELDS, Message
from alimtalk_rules.limits import Limits
from alimtalk_rules.rules.buttons import app_links_are_whole, has_scheme
from alimtalk_rules.rules.characters import with_hidden_name
from alimtalk_rules.rules.examples import web_link, with_button
from alimtalk_rules.rules.ordinary import are_ordinary_links
from alimtalk_rules.rules.parts import Document, linked_of
from alimtalk_rules.rules.rule import ERROR, WARNING, Place, rule
from alimtalk_rules.rules.seen import Seen, ordinary
from alimtalk_rules.rules.sources import NHN_ERRORS, RFC_3986, THIS_LIBRARY
from alimtalk_rules.rules.where import ALL, BESIDE, LINKS, SCHEMES, TEXTUAL, URLS
from alimtalk_rules.variables import VARIABLE


def _urls_of(message: Message) -> Iterator[tuple[str, str]]:
    """The web addresses of all that is tapped and of the images, each with its path.

    What variables are called is nobody's business, nor, in a message, that they are not filled.
    """
    holders: list[tuple[str, Mapping[str, Any], tuple[str, ...]]] = [
        (path, holder, URL_FIELDS) for path, holder in linked_of(message)
    ]
    parts: Document = message
    thumbnail = (parts.get("highlight") or {}).get("image")
    holders.append(("/image", message.get("image") or {}, ("url",)))
    holders.append(("/highlight/image", thumbnail or {}, ("url",)))
    for path, holder, fields in holders:
        for field in fields:
            if isinstance(url := holder.get(field), str):
                yield f"{path}/{field}", VARIABLE.sub(with_hidden_name, url)


doubled_scheme = re.compile(r"https?:/*https?:/", re.IGNORECASE).match
"""Matches a URL that has its scheme twice, as where one is filled in behind ``https://``."""

_web_scheme = re.compile(r"https?://", re.IGNORECASE).match
_CONTROLS = r"\0-\x08\v\f\x0e-\x1f\x7f-\x9f"
_BREAKS = r"\t\n\r\u2028\u2029"
_BLANKS = r" \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACES = _BREAKS + _BLANKS
_control = re.compile(rf"[{_CONTROLS}]|[{_BREAKS}][{_BLANKS}]*[^{_SPACES}]").search
_space_before_path = re.compile(rf"[^/?#]*(?://[^/?#]*)?[{_SPACES}]").match


def why_no_address(url: str) -> str:
    """Why something is not a complete web address, in one word of ours."""
    if _control(url):
        return "control-in-address"
    if doubled_scheme(url):
        return "doubled-scheme"
    if not _web_scheme(url.strip()):
        return "no-scheme"
    return "white-space" if _space_before_path(url) else "no-host"


def _has_unusual_links(seen: Seen) -> bool:
    return not are_ordinary_links(seen.links)


@rule(
    ERROR,
    (*ALL, *BESIDE),
    URLS,
    sources=(
        (NHN_ERRORS, "A link starts with http:// or https:// (-3006)."),
        (RFC_3986, "A host stands behind the scheme; it has no white space or control characters."),
    ),
    example=web_link(urlMobile="shop.example.com/orders/1"),
    kakao=("1030",),
    explains=dict.fromkeys((*LINKS, "/image/url"), "pattern not"),
    codes={"nhn": ("-3006",), "solapi": ("1045",)},
    en=(
        "This is not a complete web address ({reason}).",
        "Start with http:// or https://, once, and a host; percent-encode spaces (%20).",
    ),
    ko=(
        "올바른 웹 주소(URL)가 아닙니다. 원인: {reason}.",
        "http:// 또는 https://를 한 번만 쓰고, 그 뒤에 호스트를 쓰세요. 공백은 %20으로 인코딩하세요.",
        "URL이 http:// 또는 https://와 호스트로 시작하지 않거나, http(s)://가 두 번 있거나, 호스트의 공백이나 제어 문자를 포함합니다.",
        "버튼을 눌러도 아무것도 열리지 않으며, 카카오가 거부합니다.",
    ),
)
def bad_url() -> None:
    """A URL does not start with http:// or https:// and a host, has the scheme twice (https://https://), or has control characters, or white space before its path.

    The button would open nothing, and Kakao refuses it.
    """


_white_space = re.compile(rf"[{_SPACES}]+").search
_scheme_in_capitals = re.compile("(?!https?:)[Hh][Tt][Tt][Pp][Ss]?:").match


@rule(
    WARNING,
    ALL,
    URLS,
    sources=(
        (RFC_3986, "Spaces are percent-encoded; a scheme is written in lower case."),
        (NHN_ERRORS, "A link starts with http:// or https:// (-3006)."),
    ),
    example=web_link(urlMobile="https://shop.example.com/orders/1 "),
    unless=ordinary,
    where=_has_unusual_links,
    en=(
        "This web address is not written cleanly ({reason}).",
        "Write the scheme in lower case, take white space off the end, and encode other spaces as %20.",
    ),
    ko=(
        "URL 표기가 깔끔하지 않습니다. 원인: {reason}.",
        "http(s)는 소문자로 쓰고, 끝의 공백과 줄바꿈은 지우고, 나머지 공백은 %20으로 인코딩하세요.",
        "URL 끝에 공백이나 줄바꿈이 있거나, 중간에 공백이 있거나, http(s)를 대문자로 썼습니다.",
        "대개 열리지만, 일부 중계사와 휴대전화는 이런 URL을 거부하거나 잘라 냅니다.",
    ),
)
def url_untidy(message: Message, _: Limits) -> Iterator[Place]:
    """A URL has white space at its end, a space in its path or query, or capitals in http(s).

    It mostly opens, but some gateways and phones refuse it or cut it off.
    """
    for path, url in _urls_of(message):
        if capitals := _scheme_in_capitals(url):
            yield Place(path, {"reason": "capitals"}, span=capitals.span())
        elif space := _white_space(url):
            reason = "space" if url[space.end() :] else "white-space-at-end"
            yield Place(path, {"reason": reason}, span=space.span())


_host = re.compile(
    r"https?://(?:[^/?#@\s]*@)?(\[[0-9A-Fa-f:.]*\]|[^/?#:@\s\[]+)(?![^/?\s:#]|#\{)", re.IGNORECASE
)
_LOCAL_NETWORKS: Final = tuple(
    map(
        ip_network,
        (
            *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16"),
            *("fc00::/7", "fe80::/10", "::1/128"),
        ),
    )
)
"""Private, loopback and link-local addresses; which others Python calls private, versions differ."""

_LOCAL_NAMES: Final = ("localhost", ".localhost", ".local")


@rule(
    WARNING,
    ALL,
    URLS,
    sources=((THIS_LIBRARY, "Readers are not in the network in which such an address is known."),),
    example=web_link(urlMobile="http://localhost:8080/orders/1"),
    unless=ordinary,
    where=_has_unusual_links,
    en=(
        "This address opens only in a network of your own ({reason}).",
        "Use an address that is known everywhere.",
    ),
    ko=(
        "내부 네트워크에서만 열리는 주소입니다. 원인: {reason}.",
        "외부에서 접속할 수 있는 주소를 쓰세요.",
        "URL의 호스트가 localhost이거나, 사설·루프백·링크 로컬 IP 주소이거나, 점(.)이 없는 이름입니다.",
        "개발 환경의 주소이거나 값이 빠진 주소여서(https://undefined), 수신자의 휴대전화에서는 열리지 않습니다.",
    ),
)
def url_local(message: Message, _: Limits) -> Iterator[Place]:
    """A URL's host is localhost, a private, loopback or link-local address, or a name without a dot.

    It is an address of development, or of a value that is missing (https://undefined): no reader's phone opens it.
    """
    for path, url in _urls_of(message):
        host = _host.match(url)
        if host and (reason := _is_local(host[1])):
            yield Place(path, {"reason": reason}, span=host.span(1))


def _is_local(host: str) -> str | None:
    """Why a host is known only in a network of somebody's own; None if it is not."""
    host = host.lower()
    if host.endswith(_LOCAL_NAMES):
        return "local-name"
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return None if "." in host else "no-dot"
    return "private-address" if any(address in network for network in _LOCAL_NETWORKS) else None


@rule(
    WARNING,
    TEXTUAL,
    SCHEMES,
    sources=(
        (
            RFC_3986,
            "A URI starts with a scheme: a letter, then letters, digits, + - . and a colon.",
        ),
    ),
    example=with_button(
        type="AL", name="앱 열기", schemeAndroid="orders/1", schemeIos="shop://orders/1"
    ),
    variables="fitting",
    unless=app_links_are_whole,
    en=("This is not an app scheme.", "Write it as name:…, for example myapp://orders/1."),
    ko=(
        "올바른 앱 스킴이 아닙니다.",
        "스킴 이름과 콜론(:)으로 시작하세요. 예: myapp://orders/1",
        "schemeAndroid 또는 schemeIos가 스킴 이름과 콜론(:)으로 시작하지 않습니다.",
        "휴대전화가 어떤 앱을 열어야 할지 알 수 없습니다.",
    ),
)
def bad_scheme(message: Message, _: Limits) -> Iterator[Place]:
    """An app scheme (schemeAndroid, schemeIos) does not start with a scheme and a colon.

    The phone cannot tell which app to open.
    """
    for path, holder in linked_of(message):
        for field in SCHEME_FIELDS:
            value = holder.get(field)
            if isinstance(value, str) and not has_scheme(value):
                yield Place(f"{path}/{field}")


@rule(
    WARNING,
    ALL,
    URLS,
    sources=((RFC_3986, "A URI holds ASCII characters only; others are percent-encoded."),),
    example=web_link(urlMobile="https://shop.example.com/주문/1"),
    unless=ordinary,
    where=_has_unusual_links,
    en=(
        "Characters outside ASCII in this URL: {count}.",
        "Percent-encode the path, and write the host in punycode.",
    ),
    ko=(
        "URL에 ASCII가 아닌 문자가 {count}자 있습니다.",
        "경로는 퍼센트 인코딩하고, 호스트는 퓨니코드(punycode)로 쓰세요.",
        "URL에 ASCII가 아닌 문자가 있습니다.",
        "일부 휴대전화와 중계사는 이런 문자를 인코딩하지 않아 페이지를 찾지 못합니다.",
    ),
)
def url_not_ascii(message: Message, _: Limits) -> Iterator[Place]:
    """A URL holds characters outside ASCII.

    Some phones and gateways do not encode them, and the page is not found.
    """
    for path, url in _urls_of(message):
        outside = [n for n, character in enumerate(url) if not _may_be_in_url(character)]
        if outside:
            yield Place(path, {"count": len(outside)}, span=(outside[0], outside[-1] + 1))


def _may_be_in_url(character: str) -> bool:
    """True of ASCII, and of white space, which is untidy."""
    return character.isascii() or character.isspace()


OF_IMAGES: Final = (url_untidy, url_local, url_not_ascii)
"""What is asked of an image's URL where the image is a document of its own."""
