"""Makes ``schemas/gateways.json``: what gateways call things, for programs in other languages."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, asdict, fields
from typing import Any, cast

import schemas
from alimtalk_rules import INFOBIP, KAKAO, Profile
from alimtalk_rules.payloads import FORMS, LISTED
from alimtalk_rules.payloads.gateway import Form, Gateway, Listed, Registration

_OTHERWISE = frozenset(
    {
        *(
            "profile",
            "source",
            "openings",
            "button_fields",
            "reply_fields",
            "fields",
            "reply_types",
        ),
        *("button_types", "button_extras", "extras", "app_link_fields", "send_time_written"),
    }
)
"""Attributes that are told in another way, or are for schemas and ``convert`` alone."""


def table() -> dict[str, Any]:
    """The table, plain JSON."""
    return {
        "$comment": schemas.GENERATED + schemas.read("message")["$comment"],
        "gateways": [
            *map(_row, FORMS),
            *(_row(form) for form in LISTED if not isinstance(form, Registration)),
        ],
    }


def _row(form: Form) -> dict[str, Any]:
    told = [each for each in fields(form) if each.name not in _OTHERWISE and _is_own(each, form)]
    own = {_camel(each.name): _plain(getattr(form, each.name)) for each in told}
    if isinstance(form, Gateway):
        own["examples"] = {_camel(name): example for name, example in form.examples.items()}
    return {
        "name": own.pop("name"),
        "title": own.pop("title"),
        "source": form.source.url,
        "document": _DOCUMENTS[type(form)],
        **({"schema": f"{form.schema}.schema.json"} if type(form) is not Listed else {}),
        **own,
        **_words(form),
        **_profile(form.profile),
    }


_DOCUMENTS: dict[type[Form], str] = {Gateway: "request", Registration: "template", Listed: "list"}


def _words(form: Form) -> dict[str, Any]:
    """What it calls types and fields, and what is to be opened before they can be read."""
    words: dict[str, Any] = {"names": _plain(form.names)}
    if form.app_link_fields is not None:
        words["namesOfAppLinks"] = _plain(form.app_link_fields)
    if "buttons" in form.parts:
        words["buttonTypes"] = _plain(form.button_types)
    if "quickReplies" in form.parts:
        words["replyTypes"] = list(form.reply_types)
    if form.openings:
        words["opened"] = [
            {"how": _camel(type(opening).__name__), **_plain(asdict(cast("Any", opening)))}
            for opening in form.openings
        ]
    return words


_BESIDE = {"kinds": "kind", "failover_kinds": "failovers", "variable_form": "variables"}
"""Attributes that are told wherever the form has another, though most have the same."""


def _is_own(attribute: Field[Any], form: Form) -> bool:
    """True if the form says something there, and not what it need not say."""
    value = getattr(form, attribute.name)
    if attribute.name == "most" or getattr(form, _BESIDE.get(attribute.name, ""), None):
        return True
    default = attribute.default
    if attribute.default_factory is not MISSING:
        default = attribute.default_factory()
    return default is MISSING or value != default


def _profile(profile: Profile) -> dict[str, Any]:
    """Whose AlimTalk its messages are, and what is not as there."""
    base = INFOBIP if profile.message == INFOBIP.message else KAKAO
    severities = {**profile.severities, **profile.template_severities}
    differing = {
        "limits": {
            _camel(each.name): getattr(profile.limits, each.name)
            for each in fields(profile.limits)
            if getattr(profile.limits, each.name) != getattr(base.limits, each.name)
        },
        "severities": {
            name: severity.value
            for name, severity in severities.items()
            if severity != {**base.severities, **base.template_severities}.get(name)
        },
        "unasked": sorted(profile.unasked - base.unasked),
    }
    return {"profile": base.name, **{name: value for name, value in differing.items() if value}}


def _plain(value: Any) -> Any:
    if isinstance(value, re.Pattern):
        return value.pattern
    if isinstance(value, Mapping):
        if all(type(name) is bool for name in value):  # words for what we write as true and false
            value = {str(name).lower(): word for name, word in value.items()}
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _camel(name: str) -> str:
    """A name of Python's as one of JSON's."""
    head, *rest = name.split("_")
    return head[0].lower() + head[1:] + "".join(word.capitalize() for word in rest)
