"""The types of the documents that are checked, as plain JSON in Python.

In what the structure hands to the rules, ``None`` stands for a value that is there but that the
structure rejected: a rule that needs it has nothing to say, because the mistake is found already.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypedDict

URL_FIELDS: Final = ("urlMobile", "urlPc")
SCHEME_FIELDS: Final = ("schemeAndroid", "schemeIos")
LINK_FIELDS: Final = (*URL_FIELDS, *SCHEME_FIELDS)
"""The links of a button or of the whole message, in the order in which they are looked at."""


class Button(TypedDict, total=False):
    """A button; which fields it takes depends on its ``type``."""

    type: str | None
    name: str | None
    urlMobile: str | None
    urlPc: str | None
    target: str | None
    schemeAndroid: str | None
    schemeIos: str | None
    chatExtra: str | None
    chatEvent: str | None
    bizFormId: int | str | None
    pluginId: str | None
    relayId: str | None
    oneClickId: str | None
    productId: str | None
    telNumber: str | None


class Image(TypedDict, total=False):
    """What was measured of an image: pixels as stored, size in bytes, sha256 of the whole file."""

    url: str | None
    format: str | None
    width: int | None
    height: int | None
    bytes: int | None
    sha256: str | None


class Described(TypedDict, total=False):
    """A row of an item list, or its summary."""

    title: str | None
    description: str | None


class Highlight(Described, total=False):
    """The highlighted lines above an item list, and what was measured of their thumbnail."""

    image: Image | None


class RepresentLink(TypedDict, total=False):
    """What opens when the message itself is tapped."""

    urlMobile: str | None
    urlPc: str | None
    schemeAndroid: str | None
    schemeIos: str | None


class Message(TypedDict, total=False):
    """A message as it is sent, its template's variables already filled.

    What its template keeps for itself (``subtitle``, ``extra``, ``preview``, ``security``, images)
    need not be sent.
    """

    text: str | None
    title: str | None
    subtitle: str | None
    extra: str | None
    preview: str | None
    security: bool | None
    header: str | None
    highlight: Highlight | None
    items: list[Described | None] | None
    summary: Described | None
    image: Image | None
    representLink: RepresentLink | None
    buttons: list[Button | None] | None
    quickReplies: list[Button | None] | None


class Template(Message, total=False):
    """A message with variables, ``#{name}``, as it is registered; its name is for people."""

    code: str | None
    name: str | None
    messageType: str | None
    emphasis: str | None
    category: str | None


Located = Sequence[tuple[str, Any]]
"""Values of a request, each with its JSON Pointer."""

Qualified = Sequence[tuple[str, Any, str | None]]
"""The same, each with what a field beside it says of it; None if that was rejected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What surrounds the messages in a gateway's request, whatever the gateway calls it."""

    arrays: Located
    """Its arrays of messages and of recipients."""
    senders: Located
    sender_form: re.Pattern[str]
    destinations: Qualified
    """Numbers of recipients, each with the code of its country if that stands beside it."""
    destination_form: re.Pattern[str]
    national: bool
    """True if the country stands beside a number and not in it."""
    send_times: Located
    send_time_format: str | None
    """How it is written, for ``strptime``; None for ISO 8601, ``"unix"`` for seconds since 1970."""
    periods: Qualified
    """How long delivery is tried, each amount with its unit."""
    windows: Sequence[tuple[str, Mapping[str, Any] | None]]
    """The hours within which messages may arrive."""
    examples: Mapping[str, str]
    """What a ``sender``, a ``destination`` and a ``send_time`` look like there."""
    failovers: Qualified
    """Texts of the SMS that are sent instead, each with its kind if that stands beside it."""
    variables: Sequence[tuple[str, Mapping[str, Any] | None]]
    """The values with which the gateway fills templates, by the variables' names."""
    not_in_names: str
    """The characters that no name of a variable may have."""
    renamed: Sequence[tuple[str, Mapping[str, Any], str, str]]
    """Objects in which one field has two names, each with the name and the deprecated one."""
