"""What a gateway is: where its request has a message's parts, and what it calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from alimtalk_rules.profiles import INFOBIP, Profile

Payload = Mapping[str, Any]
"""A request as the structure read it: None stands for a value that was rejected."""


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """One gateway's request, as data; its schema is ``schemas/payloads/NAME.schema.json``.

    A place is a JSON Pointer from the request's root, in which ``*`` stands for any index.

    Attributes:
        name: what users call it.
        title: the provider and the call, for people.
        marks: sets of names; a request that has all of one of them at its root may be this one's.
        message: the place of a message; empty if the request itself is one.
        parts: the places of a message's ``text``, ``title`` and ``buttons``.
        template_code: the place of the template's code.
        sender: the place of what names the channel that sends.
        sender_form: what that looks like, wholly.
        destination: the place of a recipient's number.
        destination_form: what that looks like, wholly.
        country_code: the name of the field beside a national number that tells its country.
        button_types: what it calls Kakao's types of buttons.
        button_fields: what it calls a button's fields; of several names the first is to be written.
        send_time: the place of the time at which all is sent.
        failover: the place of the text of the SMS that is sent instead.
        failover_kind: the name of the field beside it that tells whether it is an LMS.
        periods: the places of how long delivery is tried, each with the name of the field beside
            it that tells the unit.
        windows: the place of the hours within which messages may arrive, if it has any.
        constants: what a request must hold besides, by place.
        examples: what its ``sender``, ``destination`` and ``send_time`` look like, for people; of
            one that has no form, nothing.
        renamed: the place of objects in which a field has a new and a deprecated name: their type,
            both names; None if it has none.
        profile: what its messages are held to.
    """

    name: str
    title: str
    marks: tuple[frozenset[str], ...]
    message: str
    parts: Mapping[str, str]
    template_code: str
    sender: str
    sender_form: re.Pattern[str]
    destination: str
    destination_form: re.Pattern[str]
    button_types: Mapping[str, str]
    button_fields: Mapping[str, tuple[str, ...]]
    send_time: str
    failover: str
    country_code: str | None = None
    failover_kind: str | None = None
    periods: tuple[tuple[str, str], ...] = ()
    windows: str | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)
    renamed: tuple[str, str, str, str] | None = None
    profile: Profile = INFOBIP

    @property
    def schema(self) -> str:
        """The name of its schema."""
        return f"payloads/{self.name}"

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where its fields stand in a message of ours, or of all gateways': place by place."""
        button = f"{self.parts['buttons']}/*"
        fields = ((ours, name) for ours, names in self.button_fields.items() for name in names)
        return {
            **({self.message.removesuffix("/*"): "/messages"} if self.message else {}),
            **{place: f"/{part}" for part, place in self.parts.items()},
            button: "/buttons/*",
            f"{button}/type": "/buttons/*/type",
            **{f"{button}/{name}": f"/buttons/*/{ours}" for ours, name in fields},
            self.template_code: "/templateCode",
            self.send_time: "/sendAt",
        }

    @cached_property
    def steps(self) -> Mapping[str, tuple[str, ...]]:
        """The way from a message to each of its parts."""
        return {
            part: tuple(place.removeprefix(self.message).split("/")[1:])
            for part, place in self.parts.items()
        }

    @cached_property
    def our_types(self) -> Mapping[str, str]:
        """Kakao's types of buttons, by what it calls them."""
        return {theirs: ours for ours, theirs in self.button_types.items()}

    @cached_property
    def our_fields(self) -> Mapping[str, str]:
        """Our names of a button's fields, by what it calls them, its first names first."""
        named = {name: ours for ours, names in self.button_fields.items() for name in names}
        return {"type": "type", **named}

    @cached_property
    def their_words(self) -> Mapping[str, str]:
        """What it calls our types and fields of buttons."""
        return {
            **self.button_types,
            **{ours: names[0] for ours, names in self.button_fields.items()},
        }
