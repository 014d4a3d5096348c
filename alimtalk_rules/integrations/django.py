"""A validator of fields, and a system check of a project's templates, for Django.

The check is registered when this module is imported, such as by ``INSTALLED_APPS``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, get_args

from alimtalk_rules.check import Kind, check_template, document_checker
from alimtalk_rules.integrations import missing
from alimtalk_rules.profiles import INFOBIP, Severity
from alimtalk_rules.reading import ReadError, read
from alimtalk_rules.report import NO_CHANGES, Finding, require_language, severity_named

try:
    from django.conf import settings
    from django.core import checks
    from django.core.exceptions import ValidationError
    from django.utils.deconstruct import deconstructible
    from django.utils.translation import get_language
except ModuleNotFoundError as error:
    raise missing("django", error) from None

__all__ = ["AlimTalkValidator", "check_templates"]


def _active_language() -> str:
    """Korean where Django speaks it, else English."""
    return "ko" if (get_language() or "").startswith("ko") else "en"


@deconstructible
class AlimTalkValidator:
    """Finds what is wrong with a message, a template or a request, such as in a ``JSONField``.

    It raises a ``ValidationError`` for each finding: its message begins with the place, its code
    is the rule's name, its params hold ``path``, ``hint`` and ``severity``; none holds the text.

    Args:
        kind: ``"message"``, ``"template"`` or ``"payload"``, a gateway's request.
        gateway: whose request it is, None to recognize it; or at whom a template is registered, in
            the gateway's words.
        profile: the name of what to hold it to; Infobip's guide, and of requests the gateway's own,
            by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, as ``check_message`` takes them.
        fail_on: the least severity that is not valid.
        lang: ``"en"`` or ``"ko"``; None for Korean where Django speaks it, and else English.

    Raises:
        TypeError: an argument is of a wrong type.
        ValueError: there is no such kind, gateway, profile, rule, severity or language.
    """

    def __init__(  # noqa: PLR0913 - the options are named
        self,
        kind: Kind = "message",
        *,
        gateway: str | None = None,
        profile: str = INFOBIP.name,
        ignore: Collection[str] = (),
        severity: Mapping[str, str] = NO_CHANGES,
        fail_on: str = "error",
        lang: str | None = None,
    ) -> None:
        if kind not in get_args(Kind):
            raise ValueError(f"kind must be one of {', '.join(get_args(Kind))}")
        self._check = document_checker(
            kind, gateway, profile=profile, ignore=ignore, severity=severity
        )
        self._fail_on = severity_named(fail_on)
        self._lang = None if lang is None else require_language(lang)

    def __call__(self, value: object) -> None:
        """Do nothing if the value is fine.

        Raises:
            ValidationError: it is not.
        """
        found = self._check(value).at_least(self._fail_on)
        if found:
            lang = self._lang or _active_language()
            raise ValidationError([_validation_error(each, lang) for each in found])

    def __eq__(self, other: object) -> bool:  # so that migrations see that nothing has changed
        return isinstance(other, AlimTalkValidator) and self._made() == other._made()

    def __hash__(self) -> int:
        return hash(AlimTalkValidator)  # what it is made of may have no hash

    def _made(self) -> Any:
        return self.deconstruct()  # type: ignore[attr-defined]  # which @deconstructible adds


def _validation_error(found: Finding, lang: str) -> ValidationError:
    params = {
        "path": found.path,
        "hint": found.hint(lang),
        "severity": found.severity.value,
    }
    place = f"{found.path}: " if found.path else ""
    message = f"{place}{found.sentence(lang)}".replace("%", "%%")  # it is filled with the params
    return ValidationError(message, code=found.rule, params=params)


# --------------------------------------------------------------------------- templates

_MESSAGES: Final = {
    Severity.ERROR: checks.Error,
    Severity.WARNING: checks.Warning,
    Severity.NOTE: checks.Info,
}


@checks.register("alimtalk")
def check_templates(**_: Any) -> list[checks.CheckMessage]:
    """What is wrong with the templates of the setting ``ALIMTALK``: a system check.

    The setting is a dict: ``"TEMPLATES"`` is the folder of ``*.json``, each one template or an
    array of them; ``"PROFILE"``, ``"IGNORE"`` and ``"SEVERITY"`` are what ``check_template`` takes;
    ``"LANG"`` is the language, Django's by default. Without the setting there is nothing to check.

    Returns:
        A message for each finding: its id is ``alimtalk.`` and the rule's name, for
        ``SILENCED_SYSTEM_CHECKS``.
    """
    chosen: Mapping[str, Any] = getattr(settings, "ALIMTALK", {})
    if "TEMPLATES" not in chosen:
        return []
    lang = chosen.get("LANG") or _active_language()
    options = {
        name.lower(): chosen[name] for name in ("PROFILE", "IGNORE", "SEVERITY") if name in chosen
    }
    folder = Path(chosen["TEMPLATES"])
    if not folder.is_dir():
        hint = 'ALIMTALK["TEMPLATES"] must be a folder of *.json.'
        return [checks.Error("There is no such folder.", hint, str(folder), "alimtalk.no-folder")]
    codes: set[object] = set()
    return [
        message
        for path in sorted(folder.rglob("*.json"))
        for message in _in_file(path, codes, options, lang)
    ]


def _in_file(
    path: Path, codes: set[object], options: dict[str, Any], lang: str
) -> Iterator[checks.CheckMessage]:
    """What is wrong with the templates in a file; ``codes`` are those of the templates before."""
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    try:
        value = read(path.read_bytes()).value
    except (ReadError, OSError) as error:
        told = error if isinstance(error, ReadError) else ReadError.of(error)
        yield checks.Error(f"{told}.", None, str(shown), f"alimtalk.{told.rule or told.reason}")
        return
    templates = enumerate(value) if isinstance(value, list) else [("", value)]
    for index, template in templates:
        at = "" if index == "" else f"/{index}"
        code = template.get("code") if isinstance(template, dict) else None
        if isinstance(code, str) and code in codes:
            same = "Another template has this code already."
            yield checks.Error(same, None, f"{shown} {at}/code", "alimtalk.same-code")
        codes.add(code if isinstance(code, str) else None)
        for found in check_template(template, **options).findings:
            yield _MESSAGES[found.severity](
                found.sentence(lang),
                found.hint(lang),
                f"{shown} {at}{found.path}".rstrip(),
                f"alimtalk.{found.rule}",
            )
