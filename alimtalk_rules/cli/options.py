"""What all commands share: their options."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar, get_args

import click
from click.shell_completion import CompletionItem

from alimtalk_rules import INFOBIP, PROFILES, RULES, Limits, Profile, Severity
from alimtalk_rules.check import Kind
from alimtalk_rules.cli.config import Config, nearest_config
from alimtalk_rules.cli.items import FAILING
from alimtalk_rules.cli.phrases import PHRASES, phrase
from alimtalk_rules.cli.reading import STDIN
from alimtalk_rules.cli.usage import WrongUsage, keep_lang, lang
from alimtalk_rules.cli.writers import WRITERS
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.payloads.lists import APPROVED

_Command = TypeVar("_Command", bound=Callable[..., Any])
_Value = TypeVar("_Value")


def rule_name(value: str) -> str:
    """The name of a rule, as click reads it."""
    if value in RULES:
        return value
    raise WrongUsage.unknown("rule", value, RULES)


def _rule_names(value: str) -> list[str]:
    return [rule_name(name.strip()) for name in value.split(",")]


def _flat(_: click.Context, __: click.Parameter, value: tuple[list[str], ...]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(value))


def _changes(
    read: Callable[[str, str], tuple[str, _Value]],
) -> Callable[[str], list[tuple[str, _Value]]]:
    """What reads ``NAME=VALUE,...``, each pair by ``read``."""

    def changes(value: str) -> list[tuple[str, _Value]]:
        return [read(*map(str.strip, pair.partition("=")[::2])) for pair in value.split(",")]

    return changes


def _limit(name: str, value: str) -> tuple[str, int]:
    if name not in _LIMITS:
        raise WrongUsage.unknown("limit", name, _LIMITS)
    if not _is_number(value):
        raise WrongUsage("not-of-kind", name=name, kind=phrase(lang(), "kind-integer"))
    return _LIMITS[name], int(value)


_LIMITS = {limit.name.replace("_", "-"): limit.name for limit in fields(Limits)}
_is_number = re.compile("[1-9][0-9]{0,15}").fullmatch


def _severity(name: str, value: str) -> tuple[str, str]:
    if value not in [*Severity]:
        raise WrongUsage("not-one-of", name=rule_name(name), known=", ".join(Severity))
    return rule_name(name), value


def _flat_dict(
    _: click.Context, __: click.Parameter, value: tuple[list[tuple[str, _Value]], ...]
) -> dict[str, _Value]:
    return dict(chain.from_iterable(value))


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
_format_in_front = re.compile("([a-z]+)=(.*)", re.DOTALL).fullmatch


class _Report(click.ParamType[tuple[str | None, str]]):
    """Where findings go: a format, None for that of ``--format``, and the name of a file."""

    name = "report"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str | None, str]:
        """The format and the name in ``FORMAT=FILE``, or the name in ``FILE``."""
        form, name = None, value
        if match := _format_in_front(value):
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
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that read JSON Lines.",
)


def templates_option(
    *names: str, does: str, required: bool = False
) -> Callable[[_Command], _Command]:
    """The option that names approved templates; ``does`` says what for."""
    return click.option(
        *names,
        "source",
        required=required,
        type=FILE,
        help=f"{does}: one, an array, JSON Lines, a gateway's list, or a folder of *.json.",
    )


status_option = click.option(
    "--status",
    default=APPROVED,
    show_default=True,
    metavar="WORD",
    help="Which templates of a gateway's list: approved, any, or its own word for their state.",
)


def _configured(ctx: click.Context, _: click.Parameter, isolated: bool) -> Config:  # noqa: FBT001 - so it is called
    """The configuration, of which the values are what options are that are not given."""
    if isolated or ctx.resilient_parsing:
        return Config()
    config = nearest_config(Path.cwd())
    ctx.default_map = config.options()
    return config


def _isolated_option(*, told: bool) -> Callable[[_Command], _Command]:
    """The option that reads the configuration; the command is ``told``, or has no use for it."""
    return click.option(
        "--isolated",
        "config",
        is_flag=True,
        is_eager=True,
        expose_value=told,
        callback=_configured,
        help="Read no configuration (alimtalk-rules.toml, pyproject.toml).",
    )


_lang_option = click.option(
    "--lang",
    type=click.Choice([*PHRASES]),
    default="en",
    show_default=True,
    is_eager=True,
    callback=lambda ctx, _, value: keep_lang(ctx, value),
    help="Language of what is said.",
)
lang_option = _with(_isolated_option(told=False), _lang_option)
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
limit_option = click.option(
    "--limit",
    "limits",
    type=_changes(_limit),
    metavar="NAME=N,...",
    multiple=True,
    callback=_flat_dict,
    help="Numbers that differ from the profile's, such as text=1300. May be repeated.",
)
to_column_option = click.option(
    "--to-column", metavar="COLUMN", help="The column of a table with the phone numbers."
)
kind_options = _with(
    click.option(
        "--as",
        "kind",
        type=click.Choice(get_args(Kind)),
        help="What the documents are. By default, their fields tell.",
    ),
    click.option(
        "--gateway",
        type=click.Choice([*GATEWAYS]),
        help="The documents are requests of this gateway (or templates, with --as template). By "
        "default, their fields tell.",
    ),
)
_holding_options = _with(
    profile_option,
    limit_option,
    click.option(
        "--severity",
        type=_changes(_severity),
        metavar="RULE=LEVEL,...",
        multiple=True,
        callback=_flat_dict,
        help="Make rules an error, a warning or a note. May be repeated.",
    ),
    click.option(
        "--ignore",
        type=_rule_names,
        metavar="RULE,...",
        shell_complete=complete_rule,
        multiple=True,
        callback=_flat,
        help="Leave out the findings of these rules. May be repeated.",
    ),
)
_choosing_options = _with(
    _holding_options,
    click.option(
        "--fail-on",
        type=click.Choice([*FAILING]),
        default="error",
        show_default=True,
        help="Least severity that refuses a document: exit code 1. With never, the code is 0.",
    ),
    findings_format_option,
)
_telling_options = _with(
    click.option("-q", "--quiet", is_flag=True, help="Print findings, and nothing else."),
    _isolated_option(told=True),
    _lang_option,
)
judging_options = _with(
    _choosing_options,
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
    _telling_options,
)
rendering_options = _with(_choosing_options, _telling_options)
drawing_options = _with(
    _holding_options,
    click.option("-o", "--output", type=OUTPUT, metavar="FILE", help="Write the page to FILE."),
    _isolated_option(told=True),
    _lang_option,
)


def held_to(profile: str, limits: Mapping[str, int]) -> Profile:
    """The profile of that name; with other numbers, if there are any."""
    return PROFILES[profile].with_limits(**limits) if limits else PROFILES[profile]


@dataclass(frozen=True, slots=True)
class Judging:
    """The values of ``judging_options`` or ``rendering_options``, by their names."""

    profile: str
    limits: Mapping[str, int]
    severity: Mapping[str, str]
    ignore: tuple[str, ...]
    fail_on: str
    form: str | None
    quiet: bool
    config: Config
    lang: str
    reports: tuple[tuple[str | None, str], ...] = ()
    baseline: str | None = None

    @classmethod
    def for_drawing(cls, *, output: str | None, **drawing: Any) -> Judging:
        """The values of ``drawing_options``: a page, and nothing is refused for what is found."""
        page: dict[str, Any] = {"fail_on": "never", "form": "html", "baseline": None, "quiet": True}
        return cls(reports=((None, output or STDIN),), **page, **drawing)

    @property
    def held_to(self) -> Profile:
        """The profile, with the numbers that were changed."""
        return held_to(self.profile, self.limits)

    def chosen_for(self, file: str) -> dict[str, Any]:
        """What the checks of a file are asked for, by the names of their arguments."""
        return {
            "profile": self.held_to,
            "ignore": self.config.ignored_in(file).union(self.ignore),
            "severity": self.severity,
        }

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
