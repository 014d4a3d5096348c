"""What all commands share: their options."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from alimtalk_rules import INFOBIP, PROFILES, RULES
from alimtalk_rules.cli.items import FAILING
from alimtalk_rules.cli.phrases import PHRASES, phrase
from alimtalk_rules.cli.reading import STDIN
from alimtalk_rules.cli.usage import WrongUsage, keep_lang, lang
from alimtalk_rules.cli.writers import WRITERS

_Command = TypeVar("_Command", bound=Callable[..., Any])


def rule_name(value: str) -> str:
    """The name of a rule, as click reads it."""
    if value in RULES:
        return value
    nearest = get_close_matches(value, RULES, n=1)
    advice = phrase(lang(), "see-rules")
    if nearest:
        advice = phrase(lang(), "closest-name", name=repr(nearest[0]))
    raise WrongUsage("no-such-rule", name=repr(value), advice=advice)


def _rule_names(value: str) -> list[str]:
    return [rule_name(name.strip()) for name in value.split(",")]


def _flat(_: click.Context, __: click.Parameter, value: tuple[list[str], ...]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(value))


def named_value(argument: str) -> tuple[str, str]:
    """The name and the value in ``name=value``, as click reads them."""
    name, equals, value = argument.partition("=")
    if not equals:
        raise WrongUsage("no-equals-sign")
    return name, value


def _or_standard_input(
    ctx: click.Context, _: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """The files, or standard input if there are none and it is no terminal."""
    if value or ctx.resilient_parsing:
        return value
    if sys.stdin is None or sys.stdin.isatty():
        raise WrongUsage("no-files")
    return (STDIN,)


def complete_rule(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of rules that begin so."""
    return [CompletionItem(name) for name in RULES if name.startswith(incomplete)]


FILE = click.Path(allow_dash=True, readable=False)
"""A path of which nothing is asked: whether it can be read is told file by file."""
OUTPUT = click.Path(allow_dash=True, dir_okay=False, writable=False)
_FORMAT_IN_FRONT = re.compile("([a-z]+)=(.*)", re.DOTALL)


class _Report(click.ParamType[tuple[str | None, str]]):
    """Where findings go: a format, None for that of ``--format``, and the name of a file."""

    name = "report"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str | None, str]:
        """The format and the name in ``FORMAT=FILE``, or the name in ``FILE``."""
        form, name = None, value
        if match := _FORMAT_IN_FRONT.fullmatch(value):
            form, name = match.groups()
            if form not in WRITERS:
                raise WrongUsage("no-such-format", name=repr(form), known=", ".join(WRITERS))
        return form, str(OUTPUT.convert(name, param, ctx))


def _with(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


files_argument = click.argument(
    "files", nargs=-1, type=FILE, metavar="[FILE]...", callback=_or_standard_input
)
lines_option = click.option(
    "--lines", is_flag=True, help="Each line is one document, whatever the file's name."
)
lang_option = click.option(
    "--lang",
    type=click.Choice([*PHRASES]),
    default="en",
    show_default=True,
    is_eager=True,
    callback=lambda ctx, _, value: keep_lang(ctx, value),
    help="Language of what is said.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text to read, or JSON for programs.",
)
findings_format_option = click.option(
    "--format",
    "form",
    type=click.Choice([*WRITERS]),
    show_default="text; in GitHub Actions github",
    help="How findings are written: for people, or for which program.",
)
profile_option = click.option(
    "--profile",
    type=click.Choice([*PROFILES]),
    default=INFOBIP.name,
    show_default=True,
    help="Whose AlimTalk it is: Infobip's guide, or all that Kakao has.",
)
judging_options = _with(
    profile_option,
    click.option(
        "--ignore",
        type=_rule_names,
        metavar="RULE,...",
        shell_complete=complete_rule,
        multiple=True,
        callback=_flat,
        help="Leave out the findings of these rules. May be repeated.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice([*FAILING]),
        default="error",
        show_default=True,
        help="Least severity that refuses a document: exit code 1. With never, the code is 0.",
    ),
    findings_format_option,
    click.option(
        "-o",
        "--output",
        "reports",
        type=_Report(),
        metavar="[FORMAT=]FILE",
        multiple=True,
        help="Write the findings to FILE; with FORMAT=, in that format besides. May be repeated.",
    ),
    click.option(
        "--baseline",
        type=FILE,
        metavar="FILE",
        help="Leave out what an earlier run has found already, by the SARIF that it has written.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print findings, and nothing else."),
    lang_option,
)


@dataclass(frozen=True, slots=True)
class Judging:
    """The values of ``judging_options``, by their names."""

    profile: str
    ignore: tuple[str, ...]
    fail_on: str
    form: str | None
    reports: tuple[tuple[str | None, str], ...]
    baseline: str | None
    quiet: bool
    lang: str

    @property
    def outputs(self) -> list[tuple[str, str]]:
        """Each format that is written, and the name of its file, ``-`` for standard output.

        The first is what ``--format`` says, to standard output unless a file is named for it.
        """
        own = [(self.form or "text", name) for form, name in self.reports if form is None]
        further = [(form, name) for form, name in self.reports if form is not None]
        if not own and all(name != STDIN for _, name in further):
            is_in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
            own = [(self.form or ("github" if is_in_actions else "text"), STDIN)]
        return own + further
