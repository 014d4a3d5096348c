"""Wrong usage in either language, and the end of the command in order, whatever happens."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from itertools import pairwise
from typing import IO, Any

import click

from alimtalk_rules.cli.phrases import PHRASES, phrase
from alimtalk_rules.cli.terminal import discard_output, printable

UNREADABLE = 3
_INTERRUPTED = 130
_NO_READER = 141
"""The latter two are what a shell sees of a program that SIGINT or SIGPIPE has ended."""

_LANG = "alimtalk_rules.lang"

# --------------------------------------------------------------------------- the end


class Command(click.Command):
    """A command of which all wrong usage says that it is its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        with _in_context(ctx):
            return super().parse_args(ctx, args)


@contextmanager
def _in_context(ctx: click.Context) -> Iterator[None]:
    """Tell an error of click's where it was found, which not all of them know."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


class Group(click.Group):
    """A group whose commands return their exit code, and that ends in order whatever happens."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the language before anything can be wrong, and then the arguments."""
        keep_lang(ctx, next(_languages_in(args), "en"))
        with _in_context(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command and its arguments, as click finds them."""
        name = args[0]
        if name not in self.commands and name[:1] != "-" and not ctx.resilient_parsing:
            raise WrongUsage.unknown("command", name, self.commands)
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the arguments, or print help."""
        with _orderly_end():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command and exit with its code."""
        with _orderly_end(ctx):
            code = super().invoke(ctx)
            sys.stdout.flush()
        ctx.exit(code)


_WRITE_REASONS = {
    errno.ENOSPC: "no-space",
    errno.EACCES: "not-permitted",
    errno.ENOENT: "no-such-folder",
}
"""Our phrases for why a file cannot be written; others are told in the system's own words."""


@contextmanager
def _orderly_end(ctx: click.Context | None = None) -> Iterator[None]:
    try:
        yield
    except WrongUsage:
        raise
    except click.UsageError as error:
        raise _of_click(error) from None
    except ModuleNotFoundError as error:
        if error.name != "jinja2":
            raise
        raise WrongUsage("needs-jinja") from None
    except KeyboardInterrupt:
        raise click.exceptions.Exit(_INTERRUPTED) from None
    except BrokenPipeError:
        discard_output()
        raise click.exceptions.Exit(_NO_READER) from None
    except OSError as error:  # of writing: those of reading are told file by file
        told = lang(ctx)
        name = printable(error.filename) if error.filename else phrase(told, "output")
        reason = _WRITE_REASONS.get(error.errno or 0)
        detail = phrase(told, reason) if reason else error.strerror or type(error).__name__
        click.echo(phrase(told, "cannot-write", name=name, detail=detail), err=True)
        discard_output()
        raise click.exceptions.Exit(UNREADABLE) from None


def lang(ctx: click.Context | None = None) -> str:
    """The language of ``--lang``, which is read before all other options."""
    ctx = ctx or click.get_current_context(silent=True)
    return str(ctx.meta.get(_LANG, "en")) if ctx else "en"


def keep_lang(ctx: click.Context, value: str) -> str:
    """Tell everything from here on in this language."""
    ctx.meta[_LANG] = value
    return value


def _languages_in(args: Sequence[str]) -> Iterator[str]:
    """What ``--lang`` says in arguments that nobody has read yet."""
    for argument, following in pairwise([*args, ""]):
        option, _, value = argument.partition("=")
        wanted = value or following
        if option == "--lang" and wanted in PHRASES:
            yield wanted


def unknown(what: str, name: str, known: Iterable[str]) -> tuple[str, dict[str, str]]:
    """The phrase that there is no ``what`` of that name, and what it is filled with."""
    nearest = get_close_matches(name, [*known], n=1)
    if nearest:
        return f"closest-{what}", {"name": repr(name), "nearest": repr(nearest[0])}
    return f"no-such-{what}", {"name": repr(name)}


class WrongUsage(click.UsageError):
    """What is wrong, told in the language of ``--lang``, and nothing that a terminal would obey.

    Args:
        reason: the name of a phrase.
        ctx: where it was found; by default in the command that is read now.
        values: what the phrase is filled with.
    """

    def __init__(self, reason: str, ctx: click.Context | None = None, **values: str) -> None:
        ctx = ctx or click.get_current_context()
        shown = {name: _printable_lines(value) for name, value in values.items()}
        super().__init__(phrase(lang(ctx), reason, **shown), ctx)

    @classmethod
    def unknown(cls, what: str, name: str, known: Iterable[str]) -> WrongUsage:
        """That there is no ``what`` of that name."""
        reason, values = unknown(what, name, known)
        return cls(reason, None, **values)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the error below the usage."""
        context = self.ctx or click.get_current_context()
        told, command = lang(context), context.command_path
        usage = context.command.collect_usage_pieces(context)
        lines = [
            phrase(told, "usage", command=command, pieces=" ".join(usage)),
            phrase(told, "try-help", command=command),
            "",
            phrase(told, "usage-error", message=self.message),
        ]
        click.echo("\n".join(lines), file, err=True)


def _printable_lines(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))


def _of_click(error: click.UsageError) -> WrongUsage:
    """An error of click's; the common ones in the language of ``--lang``, others in its English."""
    ctx = error.ctx or click.get_current_context()
    match error:
        case click.NoSuchOption(option_name=name):
            nearest = ", ".join(error.possibilities or ())
            reason = "closest-option" if nearest else "no-such-option"
            return WrongUsage(reason, ctx, name=name, nearest=nearest)
        case click.MissingParameter(param=click.Parameter() as parameter):
            return WrongUsage("missing", ctx, name=_name_of(parameter))
        case click.BadParameter(param=click.Parameter(type=click.Choice() as choice) as parameter):
            known = ", ".join(map(str, choice.choices))
            return WrongUsage("not-one-of", ctx, name=_name_of(parameter), known=known)
        case click.BadParameter(param=click.Parameter() as parameter):
            name = _name_of(parameter)
            return WrongUsage("bad-value", ctx, name=name, detail=error.message)
        case click.BadOptionUsage(option_name=name):
            options = ctx.command.params
            is_flag = any(name in each.opts and getattr(each, "is_flag", False) for each in options)
            return WrongUsage("takes-no-value" if is_flag else "needs-value", ctx, name=name)
    return WrongUsage("click", ctx, detail=error.format_message())


def _name_of(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name
