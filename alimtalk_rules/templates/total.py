"""How long a template is together with what Kakao shows below its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alimtalk_rules.profiles import KAKAO, Profile, profile_named
from alimtalk_rules.templates.slots import objects_at, plain


@dataclass(frozen=True, slots=True)
class TemplateCount:
    """The lengths that count together against the limit of the text, in code points.

    Attributes:
        text: of the text, as it is registered.
        extra: of the extra text.
        channel_text: of what Kakao adds where the channel can be added (AD and MI).
    """

    text: int
    extra: int
    channel_text: int

    @property
    def total(self) -> int:
        """All three together."""
        return self.text + self.extra + self.channel_text

    def to_dict(self) -> dict[str, int]:
        """The three numbers and their total by their names."""
        own = {"text": self.text, "extra": self.extra, "channel_text": self.channel_text}
        return {**own, "total": self.total}


def count_template(template: Mapping[str, Any], *, profile: Profile | str = KAKAO) -> TemplateCount:
    """Count what of a template counts together: text, extra text and channel-add text.

    A template adds the channel if its message type is AD or MI, or, where none is told, if a
    button of the type AC does (Kakao's content guide; NHN's overview).

    Args:
        template: what ``schemas/kakao/template.schema.json`` describes; what is of a wrong type
            counts as absent.
        profile: whose channel-add text it is.

    Raises:
        TypeError: the template is no dict, or the profile is neither a profile nor a name.
        ValueError: there is no such profile.
    """
    limits = profile_named(profile).limits
    document = plain(template)
    if type(document) is not dict:
        raise TypeError("template must be a dict")
    strings = (document.get(part) for part in ("text", "extra"))
    text, extra = (len(string) if type(string) is str else 0 for string in strings)
    return TemplateCount(text, extra, limits.channel_text if _adds_channel(document) else 0)


def _adds_channel(template: Mapping[str, Any]) -> bool:
    if "messageType" in template:
        return template["messageType"] in ("AD", "MI")
    return any(button.get("type") == "AC" for _, button in objects_at("/buttons/*", template))
