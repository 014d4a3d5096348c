"""Assertions whose failure shows what was found instead, and nothing of the document's text."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from alimtalk_rules import (
    RULES,
    Match,
    Report,
    check_image,
    check_payload,
    check_template,
    match_template,
)
from alimtalk_rules.check import document_checker
from alimtalk_rules.payloads import recognized
from alimtalk_rules.structure.plain import is_object

FailOn = Literal["error", "warning"]
"""The least severity that fails."""


def assert_valid(document: Any, *, fail_on: FailOn = "error", **options: Any) -> None:
    """Fail if a message, a template, a gateway's request or an image has an error.

    What a dict is, is told as by the command ``check``: with a code it is a template, with what
    only a gateway's request has, such a request, and else a message.

    Args:
        document: the dict; or the image: a path, bytes, an open file, ``ImageFacts``.
        fail_on: the least severity that fails: ``"error"`` or ``"warning"``.
        options: those of ``check_message``, ``check_template``, ``check_payload`` and
            ``check_image``. With ``gateway`` or ``templates`` the document is a request, with
            ``image`` or ``samples`` a template.

    Raises:
        AssertionError: there is something as severe; the findings are listed.
        ValueError: ``fail_on`` or an option has a value that it cannot have.
    """
    __tracebackhide__ = True
    _fail_if_found(_check(document, options), fail_on)


def assert_matches(
    message: Any, template: Any, *, fail_on: FailOn = "error", ignore: Collection[str] = ()
) -> Match:
    """Fail unless a message is equal to a template, its variables filled.

    Args:
        message: the message.
        template: the template.
        fail_on: the least severity that fails, as in ``assert_valid``.
        ignore: names of rules whose findings are left out.

    Returns:
        The match, whose ``variables`` tell what each variable stands for.

    Raises:
        AssertionError: they differ; the places are listed.
        TypeError: the message is no dict.
        ValueError: it is a gateway's request, for ``assert_valid`` with ``templates``; or
            ``fail_on`` or ``ignore`` has a value that it cannot have.
    """
    __tracebackhide__ = True
    if not is_object(message):
        raise TypeError("message must be a dict; json.loads a JSON text first")
    if "text" not in message and recognized(message) is not None:
        raise ValueError("message is a gateway's request: assert_valid(request, templates=[...])")
    match = match_template(message, template, ignore=ignore)
    _fail_if_found(match.report, fail_on)
    return match


def assert_finds(document: Any, rule: str, *, path: str | None = None, **options: Any) -> None:
    """Fail unless ``rule`` is found in a document, at ``path`` if one is given.

    Args:
        document: as for ``assert_valid``.
        rule: the name of the rule.
        path: the JSON Pointer at which it must be found.
        options: those of the check, as for ``assert_valid``.

    Raises:
        AssertionError: it is not found; what was found instead is listed.
        ValueError: there is no such rule.
    """
    __tracebackhide__ = True
    if rule not in RULES:
        raise ValueError(f"no rule is named {rule!r}")
    report = _check(document, options)
    if not any(found.rule == rule and path in (None, found.path) for found in report.findings):
        place = "" if path is None else f" at {path or 'the document'}"
        raise AssertionError(f"expected {rule}{place}, but found:\n{report}")


def _fail_if_found(report: Report, fail_on: FailOn) -> None:
    __tracebackhide__ = True
    if fail_on not in ("error", "warning"):
        raise ValueError('fail_on is "error" or "warning"')
    warnings = report.warnings if fail_on == "warning" else ()
    if report.errors or warnings:
        unwanted = "error" if fail_on == "error" else "error or warning"
        raise AssertionError(f"expected no {unwanted}, but found:\n{report}")


def _check(document: Any, options: dict[str, Any]) -> Report:
    if not isinstance(document, dict):
        return check_image(document, **options)
    if "templates" in options:
        return check_payload(document, **options)
    if not {"image", "samples"}.isdisjoint(options):
        return check_template(document, **options)
    return document_checker(None, **options)(document)
