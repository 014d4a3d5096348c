"""What a document is held to: the parts that there are, the numbers, severities that differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import partial
from typing import Any, Final

from alimtalk_rules.limits import Limits


class Severity(StrEnum):
    """How severe a rule is."""

    ERROR = "error"
    """A document says that the message, or the upload, is refused."""

    WARNING = "warning"
    """A document, or practice, says that it goes wrong for some readers or some senders."""

    NOTE = "note"
    """A recommendation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Whose AlimTalk a document is: a guide's, Kakao's whole set, or a gateway's.

    Attributes:
        name: what users call it.
        title: the document that it follows, for people.
        message: the name of the schema of its messages.
        template: the name of the schema of its templates.
        limits: its numbers.
        severities: the rules that are of another severity than their card says.
        template_severities: the same of templates alone: what is only unlikely to match when it
            is sent may be refused when it is registered.
        unasked: the rules of which it knows nothing.
        sends_image: True if a message has its template's image; else it is the template's alone.
    """

    name: str
    title: str
    message: str = "message"
    template: str = "template"
    limits: Limits = field(default_factory=Limits)
    severities: Mapping[str, Severity] = field(default_factory=dict, hash=False)
    template_severities: Mapping[str, Severity] = field(default_factory=dict, hash=False)
    unasked: frozenset[str] = frozenset()
    sends_image: bool = True

    def with_limits(self, **changes: int) -> Profile:
        """The same profile with other numbers, such as ``with_limits(text=1300)``.

        Raises:
            TypeError: there is no such limit, or it is not an integer.
            ValueError: a limit is below 1.
        """
        return replace(self, limits=replace(self.limits, **changes))

    def with_severities(
        self, severities: Mapping[str, Severity], of_templates: Mapping[str, Severity]
    ) -> Profile:
        """The same profile with rules of another severity, in all documents and in templates."""
        return replace(
            self,
            severities={**self.severities, **severities},
            template_severities={**self.template_severities, **of_templates},
        )

    def over(self, own: Profile) -> Profile:
        """The profile of what has one of its ``own``, as a gateway's requests have.

        Of the default, only the numbers that were changed count: what is a gateway's own stays.
        """
        if self.name != INFOBIP.name:
            return self
        return own.with_limits(**self.limits.unlike(INFOBIP.limits))

    def __reduce__(self) -> tuple[Any, ...]:
        """One that has a name here is itself again in another process, not a copy."""
        if PROFILES.get(self.name) is self:
            return profile_named, (self.name,)
        held = {each.name: getattr(self, each.name) for each in fields(self)}
        return partial(Profile, **held), ()


INFOBIP: Final = Profile(
    name="infobip",
    title="Infobip's guide to AlimTalk",
    unasked=frozenset({"variable-growth"}),
)
"""Infobip's guide: six combinations, its types of buttons, 1,000 characters. The default."""

KAKAO: Final = Profile(
    name="kakao",
    title="Kakao's guides and dealer APIs",
    message="kakao/message",
    template="kakao/template",
    sends_image=False,
    limits=Limits(image_height=250),
    template_severities={
        "button-name-over-14": Severity.ERROR,
        "add-channel-order": Severity.ERROR,
    },
)
"""Kakao's whole set: every part and type of button, whichever gateway sends it."""

PROFILES: Final[Mapping[str, Profile]] = {profile.name: profile for profile in (INFOBIP, KAKAO)}
"""Every profile by its name."""


def profile_named(profile: Profile | str) -> Profile:
    """The profile itself, or that of a name.

    Raises:
        TypeError: it is neither.
        ValueError: there is no such profile.
    """
    if isinstance(profile, Profile):
        return profile
    if not isinstance(profile, str):
        raise TypeError("profile must be a Profile or the name of one")
    if profile not in PROFILES:
        raise ValueError(f"profile must be one of {', '.join(PROFILES)}")
    return PROFILES[profile]
