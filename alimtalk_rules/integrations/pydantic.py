"""AlimTalk messages, templates and requests as types of pydantic's, and so of FastAPI's.

A finding is an error of pydantic's: its type is the rule's name, its place the finding's, and it
holds nothing of the text. The JSON Schema is the published one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, Final, get_args

from alimtalk_rules.check import Kind, document_checker
from alimtalk_rules.integrations import missing
from alimtalk_rules.limits import Limits
from alimtalk_rules.payloads import gateway_named, registration_named
from alimtalk_rules.profiles import INFOBIP, Profile, Severity, profile_named
from alimtalk_rules.report import (
    NO_CHANGES,
    Finding,
    require_language,
    severity_named,
)
from alimtalk_rules.structure.schemas import published_with
from alimtalk_rules.templates.book import TemplateBook

try:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError, core_schema
except ModuleNotFoundError as error:
    raise missing("pydantic", error) from None

__all__ = ["AlimTalk", "AlimTalkMessage", "AlimTalkPayload", "AlimTalkTemplate"]

Json = dict[str, Any]


class AlimTalk:
    """What a value is checked as, and how: ``Annotated[dict[str, Any], AlimTalk("template")]``.

    Args:
        kind: ``"message"``, ``"template"`` or ``"payload"``, a gateway's request.
        gateway: whose request it is, None to recognize it; or at whom a template is registered, in
            the gateway's words.
        templates: the approved templates with which messages are compared, as ``check_lines`` does.
        profile: what to hold it to; Infobip's guide, and of requests the gateway's own, by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, as ``check_message`` takes them.
        fail_on: the least severity that is an error of pydantic's.
        lang: the language of its message and hint, ``"en"`` or ``"ko"``.

    Raises:
        TypeError: an argument is of a wrong type.
        ValueError: there is no such kind, gateway, profile, rule, severity or language.
    """

    def __init__(  # noqa: PLR0913 - the options are named
        self,
        kind: Kind = "message",
        *,
        gateway: str | None = None,
        templates: TemplateBook | Sequence[Mapping[str, Any]] | None = None,
        profile: Profile | str = INFOBIP,
        ignore: Collection[str] = (),
        severity: Mapping[str, Severity | str] = NO_CHANGES,
        fail_on: Severity | str = Severity.ERROR,
        lang: str = "en",
    ) -> None:
        if kind not in get_args(Kind):
            raise ValueError(f"kind must be one of {', '.join(get_args(Kind))}")
        self._check = document_checker(
            kind,
            gateway,
            templates=templates,
            profile=profile,
            ignore=ignore,
            severity=severity,
        )
        self._schema = _schema_of(kind, gateway, profile_named(profile))
        self._fail_on = severity_named(fail_on)
        self._lang = require_language(lang)

    def __get_pydantic_core_schema__(
        self, _: object, __: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validated)

    def _validated(self, value: Any) -> Any:
        """The value itself.

        Raises:
            ValidationError: something is found in it; pydantic puts the place of the field before
                the places of the errors.
        """
        found = self._check(value).at_least(self._fail_on)
        if found:
            errors = [self._error(each, value) for each in found]
            raise ValidationError.from_exception_data("AlimTalk", errors, hide_input=True)
        return value

    def _error(self, found: Finding, value: object) -> InitErrorDetails:
        told = found.to_dict(self._lang)
        context = {name: told[name] for name in ("severity", "hint", "params", "codes")}
        return InitErrorDetails(
            type=PydanticCustomError(found.rule, told["message"], context),
            loc=_steps(found.path, value),
            input=None,  # which pydantic and FastAPI repeat
        )

    def __get_pydantic_json_schema__(
        self, _: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> Json:
        if self._schema is None:
            return {"type": "object"}
        name, limits = self._schema
        return handler(_Definitions(name, published_with(name, limits)).whole())


def _steps(path: str, value: Any) -> tuple[int | str, ...]:
    """The steps of a JSON Pointer into ``value``, those into arrays as numbers."""
    steps: list[int | str] = []
    for token in path.split("/")[1:]:
        step: int | str = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            step = int(token)
            value = value[step]
        else:
            value = value.get(step) if isinstance(value, dict) else None
        steps.append(step)
    return tuple(steps)


# --------------------------------------------------------------------------- JSON Schema


def _schema_of(kind: Kind, gateway: str | None, profile: Profile) -> tuple[str, Limits] | None:
    """The name of the published schema, and the limits in it; None if any may be meant."""
    if kind == "message" or (kind == "template" and gateway is None):
        return profile.message if kind == "message" else profile.template, profile.limits
    if gateway is None:
        return None
    known = (gateway_named if kind == "payload" else registration_named)(gateway)
    return known.schema, (known.profile if profile is INFOBIP else profile).limits


_NOT_IN_A_PART: Final = frozenset({"$schema", "$id", "$comment", "$defs"})


class _Definitions:
    """The parts of a schema as definitions of pydantic's, which puts them where its others are."""

    def __init__(self, name: str, schema: Json) -> None:
        words = re.findall("[a-z]+", name.replace("payloads", "payload"))
        self._root = "AlimTalk" + "".join(map(str.capitalize, words))
        self._digest = hashlib.sha256(json.dumps(schema).encode()).hexdigest()
        self._parts = {"": schema, **schema["$defs"]}

    def whole(self) -> core_schema.CoreSchema:
        """What stands for the schema, with all definitions."""
        return core_schema.definitions_schema(
            core_schema.definition_reference_schema(self._named("")),
            [
                core_schema.any_schema(
                    ref=self._named(part),
                    metadata={"pydantic_js_functions": [partial(self._part, part)]},
                )
                for part in self._parts
            ],
        )

    def _named(self, part: str) -> str:
        """What pydantic knows a part by; it shows what stands before the colon."""
        return f"alimtalk_rules.{self._root}{part}:{self._digest}"

    def _part(self, part: str, _: object, handler: GetJsonSchemaHandler) -> Json:
        """A part's schema, its references as pydantic writes them."""

        def referring(value: Any) -> Any:
            if isinstance(value, list):
                return [*map(referring, value)]
            if not isinstance(value, dict):
                return value
            copied = {name: referring(member) for name, member in value.items()}
            if isinstance(kinds := value.get("type"), list):  # which older FastAPIs cannot read
                del copied["type"]
                copied["anyOf"] = [{"type": kind} for kind in kinds]
            if "$ref" in value:
                to = self._named(value["$ref"].rpartition("/")[2])
                copied |= handler(core_schema.definition_reference_schema(to))
            return copied

        own = {k: v for k, v in self._parts[part].items() if k not in _NOT_IN_A_PART}
        referred: Json = referring(own)
        return referred


# --------------------------------------------------------------------------- the types

AlimTalkMessage = Annotated[dict[str, Any], AlimTalk("message")]
"""A message as it is sent: what ``check_message`` finds no error in."""

AlimTalkTemplate = Annotated[dict[str, Any], AlimTalk("template")]
"""A template as it is registered: what ``check_template`` finds no error in."""


def AlimTalkPayload(gateway: str, **choices: Any) -> Any:  # noqa: N802 - it makes a type
    """The type of a gateway's requests: what ``check_payload`` finds no error in.

    For checkers of types, ``Annotated[dict[str, Any], AlimTalk("payload", gateway="sens")]`` says
    the same.

    Args:
        gateway: whose requests they are, such as ``"infobip"`` or ``"sens"``.
        choices: further arguments of ``AlimTalk``.

    Raises:
        TypeError: an argument is of a wrong type.
        ValueError: there is no such gateway, profile, rule, severity or language.
    """
    return Annotated[dict[str, Any], AlimTalk("payload", gateway=gateway, **choices)]
