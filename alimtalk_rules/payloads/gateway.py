"""What a gateway is: where its documents have a message's parts, and what it calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any, ClassVar, Final

from alimtalk_rules.profiles import INFOBIP, Profile
from alimtalk_rules.rules.sources import Source
from alimtalk_rules.structure.openings import Opening

Payload = Mapping[str, Any]
"""A request as the structure read it: None stands for a value that was rejected."""

Names = Mapping[str, tuple[str, ...]]
"""What a gateway calls the fields of an object, by our names; of several the first is written."""

LISTS: Final = frozenset({"buttons", "quickReplies", "items"})
"""The parts of a message that are lists of objects."""

KAKAO_TYPES: Final = {
    kind: kind
    for kind in ("WL", "AL", "DS", "MD", "BK", "BT", "AC", "BC", "BF", "P1", "P2", "P3", "TN")
}
"""Kakao's own names of its types of buttons, which most gateways use."""

_NEEDED: Final = {"WL": "urlMobile", "BF": "bizFormId"}
"""The field that buttons of a type must have."""

TITLED: Final[Names] = {"title": ("title",), "description": ("description",)}
"""The fields of a highlight, of an item and of a summary, which are called alike everywhere."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """A kind of document of a gateway's, as data.

    A place is a JSON Pointer from the document's root, in which ``*`` stands for any index, and
    ``a|b`` for the one of two names that is there. A name of ours may be a path, ``image/url``.

    Attributes:
        name: what users call the gateway.
        title: the provider and the call, for people.
        source: the document that describes it.
        marks: sets of places; a document that has all of one of them may be of this kind, if it has
            none of those behind a ``!``.
        message: the place of a message, or of a template; empty if the document itself is one.
        also: where a message stands if there is none at ``message``.
        parts: the places of its parts, by our names, such as ``text``, ``title`` and ``buttons``.
        button_types: what it calls Kakao's types of buttons.
        button_fields: what it calls a button's fields; the type's only if that is not ``type``.
        app_link_fields: the same of buttons that open an app, where it differs.
        reply_types: Kakao's types of quick replies that it has.
        reply_fields: what it calls a quick reply's fields; None if they are a button's.
        fields: the same of its other parts that are objects, or lists of them.
        written: how it writes what we write otherwise, by our place, and then by our value.
        button_extras: what its buttons may have besides, each with a schema of its own.
        extras: the same of its other parts that are objects.
        openings: what is to be opened before it is plain JSON.
        needs: the places that each message must have, where the schema cannot say so.
        told_by: the place, in a message, of the word that tells AlimTalk from other messages,
            AlimTalk's words in lower case, and the place that AlimTalk has where there is no word;
            None where there are no other messages.
        profile: what its messages or templates are held to.
    """

    name: str
    title: str
    source: Source
    marks: tuple[frozenset[str], ...]
    message: str
    parts: Mapping[str, str]
    also: str | None = None
    button_types: Mapping[str, str] = field(default_factory=lambda: KAKAO_TYPES)
    button_fields: Names = field(default_factory=dict)
    app_link_fields: Names | None = None
    reply_types: tuple[str, ...] = ("WL", "AL", "MD", "BK", "BT", "BC", "BF")
    reply_fields: Names | None = None
    fields: Mapping[str, Names] = field(default_factory=dict)
    written: Mapping[str, Mapping[Any, Any]] = field(default_factory=dict)
    button_extras: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    extras: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    openings: tuple[Opening, ...] = ()
    needs: tuple[str, ...] = ()
    told_by: tuple[str, frozenset[str], str] | None = None
    profile: Profile = INFOBIP

    kept: ClassVar[frozenset[str]] = frozenset()
    """The parts that an approved template keeps for itself, so that they need not be sent."""

    @property
    def schema(self) -> str:
        """The name of its schema."""
        return f"payloads/{self.name}"

    @cached_property
    def names(self) -> Mapping[str, Names]:
        """What it calls the fields of each part that is an object, or a list of objects."""
        replies = self.button_fields if self.reply_fields is None else self.reply_fields
        pressed = {"buttons": self.button_fields, "quickReplies": replies}
        every = {
            **dict.fromkeys(("highlight", "items", "summary"), TITLED),
            **self.fields,
            **{part: {"type": ("type",), **names} for part, names in pressed.items()},
        }
        return {part: names for part, names in every.items() if part in self.parts}

    def names_for(self, part: str, kind: object = None) -> Names:
        """What it calls the fields of ``part``, of a button whose type of Kakao's is ``kind``."""
        if kind == "AL" and part == "buttons" and self.app_link_fields is not None:
            return {"type": self.names[part]["type"], **self.app_link_fields}
        return self.names[part]

    @cached_property
    def either(self) -> Mapping[str, str]:
        """The fields of several names that buttons must have, by type: no schema asks for those."""
        names = self.names.get("buttons", {})
        return {kind: ours for kind, ours in _NEEDED.items() if len(names.get(ours, ())) > 1}

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
    def read_as(self) -> Mapping[str, Mapping[Any, Any]]:
        """What we write for what it writes otherwise, by our place."""
        types = {"/buttons/*/type": self.our_types, "/quickReplies/*/type": self.our_types}
        return types | {
            place: {theirs: ours for ours, theirs in values.items()}
            for place, values in self.written.items()
        }

    @cached_property
    def their_words(self) -> Mapping[str, str]:
        """What it calls our types and fields of buttons."""
        fields = {**(self.app_link_fields or {}), **self.names.get("buttons", {})}.items()
        return {**self.button_types, **{ours: names[0] for ours, names in fields if ours != "type"}}

    @cached_property
    def their_places(self) -> Mapping[str, tuple[str, ...]]:
        """Where what stands at a place of our message stands in its own, from the message on."""
        found: dict[str, tuple[str, ...]] = {}
        for part, place in self.parts.items():
            head = place.removeprefix(self.message)
            found[f"/{part}"] = (head,)
            if "/" in part:  # of an object of ours the field that stands for it
                found[f"/{part.partition('/')[0]}"] = (head,)
            item, their_item = (f"/{part}/*", f"{head}/*") if part in LISTS else (f"/{part}", head)
            found[item] = (their_item,)
            names = self.names.get(part, {})
            of_app_links = self.names_for(part, "AL") if names else {}
            for ours in dict.fromkeys((*names, *of_app_links)):
                every = dict.fromkeys((*names.get(ours, ()), *of_app_links.get(ours, ())))
                found[f"{item}/{ours}"] = tuple(f"{their_item}/{name}" for name in every)
                if "/" in ours:
                    found[f"{item}/{ours.partition('/')[0]}"] = found[f"{item}/{ours}"]
        return found

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where its fields stand in a message of ours, or of all gateways': place by place."""
        found: dict[str, str] = {}
        for ours, theirs in self.their_places.items():
            for message, place in product((self.message, self.also), theirs):
                if message is not None:
                    for one in each_name(message + place):
                        found.setdefault(one, ours)
        return found


@dataclass(frozen=True, kw_only=True)
class Gateway(Form):
    """A gateway's request, as data; its schema is ``schemas/payloads/NAME.schema.json``.

    Attributes:
        template_code: the place of the template's code.
        sender: the place of what names the channel that sends.
        sender_form: what that looks like, wholly.
        destination: the place of a recipient's number.
        destination_form: what that looks like, wholly.
        country_code: the name of the field beside a national number that tells its country.
        send_time: the place of the time at which all is sent; None if it has none.
        send_time_format: how that is written, for ``strptime``; None for ISO 8601, ``"unix"`` for
            seconds since 1970.
        send_time_written: how ``convert`` writes it, for ``strftime``, if not in that format.
        now: what is written there to send at once; None if there is no such word.
        failovers: the places of the texts of SMS that are sent instead, each with the name of the
            field beside it that tells their kind.
        failover_kinds: what it calls an SMS and an LMS there.
        periods: the places of how long delivery is tried, each with the name of the field beside
            it that tells the unit.
        windows: the place of the hours within which messages may arrive, if it has any.
        variables: the places of the values, by the variables' names, with which the gateway fills
            the template: those of one recipient last, which win; none if it is sent the text.
        variable_form: what is written there before and behind a variable's name.
        fills_text: True if the gateway fills the text that it is sent, too.
        filled_by: the place of the word that says that it shall take the template's text, and that.
        needs_unfilled: the places that a message without that word must have.
        changes: where its requests change what is the template's, by the places of our message.
        not_in_names: characters that no name of a variable may have there.
        kind: the place of the word that tells whether the template has an image.
        kinds: that word of one that has none, and of one that has one.
        constants: what a request must hold besides, by place.
        most: how many messages one request may have.
        examples: what its ``sender``, ``destination`` and ``send_time`` look like, for people; of
            one that has no form, nothing.
        renamed: the place of objects in which a field has a new and a deprecated name: their type,
            both names; None if it has none.
    """

    template_code: str
    sender: str
    sender_form: re.Pattern[str]
    destination: str
    destination_form: re.Pattern[str]
    country_code: str | None = None
    send_time: str | None = None
    send_time_format: str | None = None
    send_time_written: str | None = None
    now: str | None = None
    failovers: tuple[tuple[str, str | None], ...] = ()
    failover_kinds: Mapping[str, str] = field(default_factory=lambda: {"SMS": "SMS", "LMS": "LMS"})
    periods: tuple[tuple[str, str], ...] = ()
    windows: str | None = None
    variables: tuple[str, ...] = ()
    variable_form: tuple[str, str] = ("", "")
    fills_text: bool = False
    filled_by: tuple[str, str] | None = None
    needs_unfilled: tuple[str, ...] = ()
    changes: Mapping[str, str] = field(default_factory=dict)
    not_in_names: str = ""
    kind: str | None = None
    kinds: tuple[str, str] = ("AT", "AI")
    constants: Mapping[str, str] = field(default_factory=dict)
    most: int = 1
    examples: Mapping[str, str] = field(default_factory=dict)
    renamed: tuple[str, str, str, str] | None = None

    kept = frozenset({"image", "subtitle", "extra", "preview", "security"})

    @cached_property
    def country(self) -> str | None:
        """The place of the country's code beside a recipient's number; None if it has none."""
        around = self.destination.rpartition("/")[0]
        return None if self.country_code is None else f"{around}/{self.country_code}"

    @cached_property
    def either(self) -> Mapping[str, str]:
        """The same; none where a rule of its own looks at both names."""
        return super().either if self.renamed is None else {}

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where its fields stand in a message of ours, or of all gateways': place by place."""
        around = {self.template_code: "/templateCode"}
        if self.send_time is not None:
            around[self.send_time] = "/sendAt"
        for place in (self.message, self.destination):
            if "*" in place:
                around[place.rpartition("/*")[0]] = "/messages"
        of_all = {one: ours for place, ours in around.items() for one in self._wherever(place)}
        changed = {theirs: ours for ours, theirs in self.changes.items()}
        return {**super().places, **changed, **of_all}

    def _wherever(self, place: str) -> Iterator[str]:
        """The places that ``place`` stands for, wherever messages stand."""
        yield from each_name(place)
        if self.also is not None and place.startswith(self.message):
            yield from each_name(self.also + place.removeprefix(self.message))


@dataclass(frozen=True, kw_only=True)
class Listed(Form):
    """A template as a gateway's lists give it back, as data.

    Attributes:
        status: the places of the word that tells how far its review is; none if it tells nothing.
        approved: that word, in lower case, where messages can be sent with it.
        stopped: the words, in lower case, with which it cannot be used for all that, by their
            places.
    """

    status: tuple[str, ...] = ()
    approved: frozenset[str] = frozenset()
    stopped: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Registration(Listed):
    """The body that registers a template at a gateway, as data; what it calls things, lists do too.

    Its schema is ``schemas/payloads/NAME-template.schema.json``.

    Attributes:
        group: the place that tells by a word that the channel is a group's, and that word.
        other_marks: the place that tells by a word that variables have other marks, and that word.
        image: the place of the image's id, where the gateway is not told a URL.
        pc_links: True if a web link must have one for PCs, too.
    """

    group: tuple[str, str] | None = None
    other_marks: tuple[str, str] | None = None
    image: str | None = None
    pc_links: bool = False

    @property
    def schema(self) -> str:
        """The name of its schema."""
        return f"payloads/{self.name}-template"

    @cached_property
    def their_places(self) -> Mapping[str, tuple[str, ...]]:
        """Where what stands at a place of our template stands in its own, from that on."""
        places = super().their_places
        return places if self.image is None else {**places, "/image": (self.image,)}


def each_name(place: str) -> Iterator[str]:
    """The places that ``place`` stands for, where a step of it has several names."""
    for steps in product(*(step.split("|") for step in place.split("/"))):
        yield "/".join(steps)
