"""The command line: ``alimtalk-rules check``, ``match``, ``render``, ``image``, and so on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, NoReturn, TypeVar, get_args

import click
from click.shell_completion import CompletionItem

from alimtalk_rules import (
    INFOBIP,
    RULES,
    LineReport,
    Report,
    TemplateBook,
    TemplateValueError,
    __version__,
    check_image,
    check_lines,
    match_template,
    render_template,
)
from alimtalk_rules.check import Kind, document_checker
from alimtalk_rules.cli.excerpts import excerpts_of
from alimtalk_rules.cli.lines import shown_lines
from alimtalk_rules.cli.pages import (
    count_dict,
    print_count,
    print_json,
    print_rule,
    print_rules,
    rule_dict,
)
from alimtalk_rules.cli.reading import (
    STDIN,
    Batch,
    files_of,
    open_binary,
    read_book,
    read_line,
    read_text,
    read_whole,
)
from alimtalk_rules.cli.rejects import opened_rejects
from alimtalk_rules.cli.screen import (
    Checked,
    JsonScreen,
    Tally,
    TextScreen,
    print_problem,
    problem_dict,
    spot_of,
)
from alimtalk_rules.cli.summaries import JsonSummaryScreen, SummaryScreen
from alimtalk_rules.cli.terminal import Bar, Page, discard_output, printable, speak_utf8
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.rules.rule import LANGUAGES
from alimtalk_rules.reading import LINE_SUFFIXES, ReadError, documents_in, parse
from alimtalk_rules.report import with_findings

_MOST_IMAGE = 1 << 26
"""Bytes of an image that are taken from standard input, to tell how large it is."""

_UNREADABLE = 3
_INTERRUPTED = 130
_NO_READER = 141
"""The latter two are what a shell sees of a program that SIGINT or SIGPIPE has ended."""

_Judge = Callable[[object], Checked]
_Items = Generator[Checked | ReadError, None, None]
_Screen = TextScreen | JsonScreen | SummaryScreen | JsonSummaryScreen
_Command = TypeVar("_Command", bound=Callable[..., Any])


class _Group(click.Group):
    """A group whose commands return their exit code, and that ends in order whatever happens."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _orderly_end():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> None:
        with _orderly_end():
            code = super().invoke(ctx)
            sys.stdout.flush()
        ctx.exit(code)


@contextmanager
def _orderly_end() -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        _raise_printable(error)
    except KeyboardInterrupt:
        raise click.exceptions.Exit(_INTERRUPTED) from None
    except BrokenPipeError:
        discard_output()
        raise click.exceptions.Exit(_NO_READER) from None
    except OSError as error:  # of writing: those of reading are told file by file
        click.echo(f"The output cannot be written: {error.strerror}.", err=True)
        discard_output()
        raise click.exceptions.Exit(_UNREADABLE) from None


def _raise_printable(error: click.UsageError) -> NoReturn:
    """Raise the error, with nothing in it that a terminal would obey."""
    message = error.format_message()
    shown = "\n".join(map(printable, message.split("\n")))
    if shown == message:
        raise error
    raise click.UsageError(shown, error.ctx) from None


def _rule_name(value: str) -> str:
    if value in RULES:
        return value
    nearest = get_close_matches(value, RULES, n=1)
    advice = f"the closest name is {nearest[0]!r}" if nearest else "see: alimtalk-rules rules"
    raise click.BadParameter(f"no rule is named {value!r}; {advice}.")


def _named_value(argument: str) -> tuple[str, str]:
    name, equals, value = argument.partition("=")
    if not equals:
        raise click.BadParameter(f"{argument!r} is not name=value.")
    return name, value


def _complete_rule(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in RULES if name.startswith(incomplete)]


_FILE = click.Path(allow_dash=True)


def _with(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_lines_option = click.option(
    "--lines", is_flag=True, help="Each line is a message, whatever the file's name."
)

_lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of what is said.",
)

_output_options = _with(
    click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Text to read, or JSON for programs.",
    ),
    _lang_option,
)

_judging_options = _with(
    click.option(
        "--ignore",
        type=_rule_name,
        metavar="RULE",
        shell_complete=_complete_rule,
        multiple=True,
        help="Leave this rule's findings out. May be given again.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning"]),
        default="error",
        show_default=True,
        help="Least severity that gives exit code 1.",
    ),
    _output_options,
)

_EXIT_CODES = """\b
Exit codes:
  0  fine
  1  something found, as severe as --fail-on or more
  2  wrong usage
  3  a file cannot be read, or is not JSON; the others are checked all the same
"""


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXIT_CODES,
)
@click.version_option(__version__, "-V", "--version", prog_name="alimtalk-rules")
def cli() -> None:
    """Tell whether KakaoTalk AlimTalk messages, templates and images keep the rules.

    Nothing is sent: all is judged on this machine.
    """


@cli.command()
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@_lines_option
@click.option(
    "--as",
    "kind",
    type=click.Choice(get_args(Kind)),
    help="What they are; otherwise it is seen from their fields.",
)
@click.option(
    "--gateway",
    type=click.Choice([*GATEWAYS]),
    help="They are requests of this gateway; otherwise it is seen from their fields.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that check JSON Lines.",
)
@click.option(
    "--summary", is_flag=True, help="Show a table of the rules that are broken, not every finding."
)
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write the refused lines of JSON Lines to FILE, with their findings and their text.",
)
@_judging_options
def check(  # noqa: PLR0913 - a parameter for each option
    *,
    files: tuple[str, ...],
    lines: bool,
    kind: Kind | None,
    gateway: str | None,
    jobs: int,
    summary: bool,
    rejects: str | None,
    ignore: tuple[str, ...],
    fail_on: str,
    form: str,
    lang: str,
) -> int:
    """Check messages, templates and gateways' requests in JSON files; - is standard input.

    A file holds one of them, an array, or, if its name ends in .jsonl or .ndjson, one on each
    line. An object with a code is a template; a request is known by its fields.

    JSON output is one object: documents (of each its file, pointer, line, report, and the places
    of the findings in the file; written as soon as it is checked), problems (what could not be
    read), summary, and ok (whether the exit code is 0). With --summary, rules stand in the place
    of documents: of each how often it is broken, and where first.

    The file of --rejects is JSON Lines: of each refused line its file, line, offset in bytes,
    findings, and the line itself as text (or base64, if it is not UTF-8). A line is refused if it
    cannot be read, or if a finding is as severe as --fail-on.
    """
    if gateway and kind not in (None, "payload"):
        raise click.UsageError("--gateway is for payloads.")
    of_lines = {file: lines or file.lower().endswith(LINE_SUFFIXES) for file in files}
    if rejects:
        _require_other_lines(rejects, of_lines)
    with Bar() as bar, opened_rejects(rejects, fail_on, lang) as refused:
        judge = partial(_checked, check=document_checker(kind, gateway, ignore=ignore))
        options = {"kind": kind, "gateway": gateway, "processes": jobs, "ignore": ignore}

        def items(file: str) -> _Items:
            if not of_lines[file]:
                return _judged(_batches(file, bar), judge, ignore)
            reports = _line_reports(file, bar, options)
            return shown_lines(reports, file, with_places=not summary, rejects=refused)

        expected = "payload" if gateway else kind or "message"
        screen = _screen(expected, files, form, lang, bar, summary=summary)
        return _show_all(((file, items(file)) for file in files), screen, fail_on)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="MESSAGE...")
@click.option(
    "--template",
    "source",
    required=True,
    type=_FILE,
    metavar="FILE",
    help="One template, an array, JSON Lines, or a folder of *.json.",
)
@_lines_option
@click.option(
    "--show-text", is_flag=True, help="Show the texts of both around the first difference."
)
@_judging_options
def match(  # noqa: PLR0913 - a parameter for each option
    *,
    files: tuple[str, ...],
    source: str,
    lines: bool,
    show_text: bool,
    ignore: tuple[str, ...],
    fail_on: str,
    form: str,
    lang: str,
) -> int:
    """Tell whether messages equal their template, and where not; - is standard input.

    Of several templates, each message stands beside the one that it matches, or fails least.
    Messages are read as check reads them, and the JSON output is the same; each document tells
    its template's code, and with --show-text the excerpts of both texts.
    """
    with Bar() as bar:
        screen = _screen("match", files, form, lang, bar)
        pages = ((file, _batches(file, bar)) for file in files_of(source))
        book, problems = read_book(source, pages)
        if problems:
            told = ((file, (each for each in [error])) for file, error in problems)
            return _show_all(told, screen, fail_on)
        judge = partial(_match, book=book, ignore=ignore, show_text=show_text)
        items = ((file, _judged(_batches(file, bar, lines=lines), judge, ignore)) for file in files)
        return _show_all(items, screen, fail_on)


@cli.command()
@click.argument("file", type=_FILE, metavar="TEMPLATE")
@click.argument("values", nargs=-1, type=_named_value, metavar="[NAME=VALUE]...")
@_lang_option
def render(*, file: str, values: tuple[tuple[str, str], ...], lang: str) -> int:
    """Print the message that a template becomes, its variables filled, as JSON.

    TEMPLATE is a file with one template; - is standard input. Each variable needs a value; its
    name is what stands before the first equals sign.
    """
    try:
        template = parse(read_text(file))
        if not isinstance(template, dict):
            raise ReadError("not-one-template")  # noqa: TRY301 - said as the others are
    except ReadError as error:
        print_problem(Page(sys.stderr), file, error, lang)
        return _UNREADABLE
    given = dict(values)
    if len(given) < len(values):
        raise click.UsageError("a variable is given twice.")
    try:
        message = render_template(template, given)
    except TemplateValueError as error:
        raise click.UsageError(f"{error}.") from None
    print_json(message)
    return 0


@cli.command()
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@_judging_options
def image(
    *, files: tuple[str, ...], ignore: tuple[str, ...], fail_on: str, form: str, lang: str
) -> int:
    """Check image files; - is standard input."""
    with Bar() as bar:
        screen = _screen("image", files, form, lang, bar)
        items = ((file, _checked_image(file, ignore)) for file in files)
        return _show_all(items, screen, fail_on)


@cli.command()
@click.argument("file", default=STDIN, type=_FILE)
@_output_options
def count(*, file: str, form: str, lang: str) -> int:
    """Count the characters of a text in FILE, or on standard input.

    They are counted in every way in which somebody counts: code points, which AlimTalk's limit
    means, UTF-16 units, graphemes, and code points after normalization to NFC.
    """
    try:
        text = read_text(file)
    except ReadError as error:
        if form == "json":
            print_json({"file": file, "count": None, "problems": [problem_dict(file, error, lang)]})
        else:
            print_problem(Page(sys.stderr), file, error, lang)
        return _UNREADABLE
    if form == "json":
        print_json({"file": file, "count": count_dict(text, INFOBIP.text), "problems": []})
    else:
        print_count(text, INFOBIP.text, lang)
    return 0


@cli.command()
@click.argument("name", required=False, type=_rule_name, shell_complete=_complete_rule)
@_output_options
def rules(*, name: str | None, form: str, lang: str) -> int:
    """List the rules, or show the page of the rule NAME."""
    if form == "json":
        listed = {"rules": [rule_dict(rule, lang) for rule in RULES.values()]}
        print_json(rule_dict(RULES[name], lang) if name else listed)
    elif name:
        print_rule(RULES[name], lang)
    else:
        print_rules(lang)
    return 0


def _screen(
    kind: str, files: tuple[str, ...], form: str, lang: str, bar: Bar, *, summary: bool = False
) -> _Screen:
    if form == "json":
        return JsonSummaryScreen(lang) if summary else JsonScreen(lang, bar)
    screen = SummaryScreen if summary else TextScreen
    return screen(kind, lang, files, bar)


def _show_all(files: Iterable[tuple[str, _Items]], screen: _Screen, fail_on: str) -> int:
    """Show what was found in each file, and give the exit code."""
    tally = Tally()
    for file, items in files:
        with closing(items):  # so that no process goes on if this is interrupted
            for item in items:
                tally.add(item)
                screen.show(file, item)
        screen.end_of_file(file)
    code = tally.exit_code(fail_on)
    screen.summary(tally, ok=code == 0)
    return code


def _checked(document: object, *, check: Callable[[object], Report]) -> Checked:
    return Checked(check(document))


def _require_other_lines(rejects: str, of_lines: Mapping[str, bool]) -> None:
    """Refuse to write rejects of what are no lines, or over what is to be read."""
    if not all(of_lines.values()):
        raise click.UsageError("--rejects is for JSON Lines: see --lines.")
    target = Path(rejects)
    for file in of_lines:
        source = Path(file)
        if target.exists() and source.exists() and target.samefile(source):
            raise click.UsageError("the file of --rejects is one of those to be checked.")


def _match(
    message: object, *, book: TemplateBook, ignore: tuple[str, ...], show_text: bool
) -> Checked:
    (nearest,) = book.closest(message, most=1)
    report = match_template(message, nearest.template, ignore=ignore).report
    excerpts = excerpts_of(message, nearest.template, report) if show_text else None
    return Checked(report, template=nearest.code, excerpts=excerpts)


def _batches(file: str, bar: Bar, *, lines: bool = False) -> Iterator[Batch | ReadError]:
    try:
        with open_binary(file) as stream:
            if lines or file.lower().endswith(LINE_SUFFIXES):
                found = documents_in(stream)
                watched = bar.watch(found, printable(file), _size(file), attrgetter("end"))
                yield from map(read_line, watched)
            else:
                yield read_whole(stream.read())
    except OSError as error:
        yield ReadError.of(error)
    except ReadError as error:
        yield error


def _size(file: str) -> int | None:
    if file == STDIN or file.lower().endswith(".gz"):
        return None
    return Path(file).stat().st_size or None


def _line_reports(
    file: str, bar: Bar, options: Mapping[str, Any]
) -> Iterator[LineReport | ReadError]:
    try:
        with (
            open_binary(file) if file == STDIN else nullcontext(file) as source,
            closing(check_lines(source, **options)) as reports,
        ):
            yield from bar.watch(reports, printable(file), _size(file), attrgetter("offset"))
    except OSError as error:
        yield ReadError.of(error)
    except BrokenExecutor:
        yield ReadError("process-killed")


def _judged(batches: Iterable[Batch | ReadError], judge: _Judge, ignore: Collection[str]) -> _Items:
    for batch in batches:
        if isinstance(batch, ReadError):
            yield batch
        else:
            yield from _judged_batch(batch, judge, ignore)


def _judged_batch(batch: Batch, judge: _Judge, ignore: Collection[str]) -> _Items:
    judged = []
    for pointer, document in batch.documents:
        checked = judge(document)
        report = with_findings(checked.report, batch.repeated_in(pointer), ignore)
        judged.append(replace(checked, report=report, pointer=pointer, line=batch.line))
    wanted = [spot_of(found, each.pointer) for each in judged for found in each.report.findings]
    places = batch.places(wanted) if wanted else {}
    for each in judged:
        yield replace(each, places=places)


def _checked_image(file: str, ignore: tuple[str, ...]) -> _Items:
    try:
        if file != STDIN:
            yield Checked(check_image(file, ignore=ignore))
            return
        with open_binary(file) as stream:
            yield Checked(check_image(stream.read(_MOST_IMAGE), ignore=ignore))
    except OSError as error:
        yield ReadError.of(error)


def run() -> None:
    """Run the command line and exit with its code."""
    speak_utf8()
    cli()
