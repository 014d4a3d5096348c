"""Assertions whose failure shows what was found instead."""

from __future__ import annotations

from typing import Any

from alimtalk_rules import RULES, Report, check_image, check_message, check_template


def assert_valid(document: Any, **options: Any) -> None:
    """Fail if a message, a template (a dict with a code) or an image has an error.

    Args:
        document: the message or the template; or the image: a path, bytes, an open file, facts.
        options: those of ``check_message``, ``check_template`` and ``check_image``.

    Raises:
        AssertionError: there is an error; the findings are listed, without the document's text.
    """
    __tracebackhide__ = True
    report = _check(document, options)
    if not report.ok:
        raise AssertionError(f"expected no error, but found:\n{report}")


def assert_finds(document: Any, rule: str, *, path: str | None = None, **options: Any) -> None:
    """Fail unless ``rule`` is found in a document, at ``path`` if one is given.

    Args:
        document: as for ``assert_valid``.
        rule: the name of the rule.
        path: the JSON Pointer at which it must be found.
        options: those of the check.

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


def _check(document: Any, options: dict[str, Any]) -> Report:
    if isinstance(document, dict):
        check = check_template if "code" in document else check_message
        return check(document, **options)
    return check_image(document, **options)
