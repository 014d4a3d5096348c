"""The commands: ``alimtalk-rules check``, ``match``, ``render``, ``image``, and so on."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args

import click
from click.core import ParameterSource

from alimtalk_rules import (
    RULES,
    CompiledTemplate,
    Report,
    TemplateBook,
    TemplateValueError,
    __version__,
    compile_template,
    render_template,
)
from alimtalk_rules.check import ImageKind, Kind, document_checker
from alimtalk_rules.cli.artwork import read_look
from alimtalk_rules.cli.comparing import matcher
from alimtalk_rules.cli.converting import show_converted
from alimtalk_rules.cli.diffs import show_diffs
from alimtalk_rules.cli.fixing import Fixer, Fixes, require_fixable
from alimtalk_rules.cli.items import Checked
from alimtalk_rules.cli.options import (
    FILE,
    OUTPUT,
    Judging,
    complete_rule,
    drawing_options,
    files_argument,
    format_option,
    held_to,
    jobs_option,
    judging_options,
    kind_options,
    lang_option,
    limit_option,
    lines_option,
    named_value,
    profile_option,
    rendering_options,
    rule_name,
    status_option,
    templates_option,
    to_column_option,
)
from alimtalk_rules.cli.outputs import Output, Split
from alimtalk_rules.cli.pages import (
    count_dict,
    print_count,
    print_json,
    print_rule,
    print_rules,
    rule_dict,
    rules_with_code,
    text_to_count,
)
from alimtalk_rules.cli.phrases import phrase
from alimtalk_rules.cli.reading import STDIN, files_of, read_book, read_text
from alimtalk_rules.cli.screen import Screen
from alimtalk_rules.cli.sources import (
    IMAGE_SUFFIXES,
    JSON_SUFFIXES,
    Items,
    Judge,
    batches_in,
    documents_of,
    files_in,
    has_lines,
    image_in,
    lines_in,
    matched_lines_in,
)
from alimtalk_rules.cli.tables import Filling, is_table, rendered, rows_of
from alimtalk_rules.cli.terminal import Page, speak_utf8
from alimtalk_rules.cli.usage import UNREADABLE, Group, WrongUsage, lang
from alimtalk_rules.cli.writers.as_json import problem_dict
from alimtalk_rules.cli.writers.writer import Target, print_problem
from alimtalk_rules.payloads import GATEWAYS, REGISTRATIONS
from alimtalk_rules.preview.checking import checker
from alimtalk_rules.reading import ReadError, parse

_EXIT_CODES = """\b
Exit codes:
    0  nothing was found that is as severe as --fail-on
    1  something was found that is
    2  wrong usage
    3  a file cannot be read, or an output cannot be written; other files are still checked
  130  interrupted (Ctrl-C)
  141  nobody read the output any more
"""


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXIT_CODES,
)
@click.version_option(__version__, "-V", "--version", prog_name="alimtalk-rules")
def cli() -> None:
    """Say whether KakaoTalk AlimTalk messages and templates will be accepted, and why not.

    \b
    Examples:
      alimtalk-rules check message.json
      alimtalk-rules check campaign.jsonl --summary --jobs 4 --rejects refused.jsonl
      alimtalk-rules check request.json --templates templates/ --lang ko
      alimtalk-rules rules --code 3016

    Nothing is sent: everything is checked on this machine.
    """  # noqa: D301 - click's mark, a backspace, keeps the lines below it


def _command(*examples: str) -> Callable[[Callable[..., int]], click.Command]:
    """Make a command of a function, whose docstring is its help, with examples first."""

    def decorate(function: Callable[..., int]) -> click.Command:
        summary, _, rest = inspect.cleandoc(function.__doc__ or "").partition("\n\n")
        shown = "\n".join(f"  {example}" for example in examples)
        text = f"{summary}\n\n\b\nExamples:\n{shown}\n\n{rest}"
        return cli.command(help=text, short_help=summary)(function)

    return decorate


# --------------------------------------------------------------------------- check


@_command(
    "alimtalk-rules check message.json templates/",
    "alimtalk-rules check request.json --templates templates/",
    "alimtalk-rules check campaign.jsonl --summary --jobs 4 \\",
    "    --accepted good.jsonl --rejects bad.jsonl",
    "alimtalk-rules check people.csv --template order.json --to-column 전화번호",
    "alimtalk-rules check campaign.jsonl --templates templates/ --fix",
    "jq -r .text bad.jsonl | alimtalk-rules check --lines",
)
@files_argument
@lines_option
@kind_options
@templates_option(
    "--templates",
    "--template",
    does="Compare with approved templates, or fill one with the rows of a table",
)
@status_option
@to_column_option
@jobs_option
@click.option("--summary", is_flag=True, help="In text, JSON and HTML, a table of the rules.")
@click.option("--show-text", is_flag=True, help="In HTML, show texts, not only their outlines.")
@click.option(
    "--accepted",
    type=OUTPUT,
    metavar="FILE",
    help="Write the lines that may be sent to FILE, as they are.",
)
@click.option(
    "--rejects",
    type=OUTPUT,
    metavar="FILE",
    help="Write the other lines to FILE, with their findings.",
)
@click.option(
    "--fix", is_flag=True, help="Fix in the files what can be fixed without breaking anything."
)
@click.option(
    "--diff", is_flag=True, help="Only show what --fix would change: the texts are shown."
)
@click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --diff: also fixes to be looked at."
)
@judging_options
def check(  # noqa: PLR0913 - a parameter for each option
    *,
    files: tuple[str, ...],
    lines: bool,
    kind: Kind | None,
    gateway: str | None,
    source: str | None,
    status: str,
    to_column: str | None,
    jobs: int,
    summary: bool,
    show_text: bool,
    accepted: str | None,
    rejects: str | None,
    fix: bool,
    diff: bool,
    unsafe_fixes: bool,
    **judging: Any,
) -> int:
    """Check messages, templates and gateways' requests in JSON files.

    FILE holds one document, an array of them, or, if its name ends in .jsonl or .ndjson (also
    with .gz or .zst), one on each line. A folder stands for all such files below it. Without FILE,
    or with -, standard input is read. What has a code is a template; a request is recognized by
    its fields. An input without any document is told on standard error, and is no failure.

    With --templates, each message of a request must be equal to the template that its code names,
    and any other message to the closest one. FILE can be a table: .csv, .tsv (UTF-8 or CP949) or
    .xlsx, whose first row names the columns. Each row then fills the template, a column for each
    variable, and what is found is told by row and column.

    --accepted and --rejects sort JSON Lines. A line is rejected if it cannot be read, or has a
    finding as severe as --fail-on. Of each rejected line, FILE tells file, line, offset in bytes,
    findings, and the line itself as text (or base64, if it is not UTF-8): the last example checks
    it again. Both files are written beside their names, readable by you alone, and renamed at the
    end, if all files could be read; - is standard output, and the findings then go to standard
    error.

    --fix changes a message only where it is then equal to its approved template (--templates), to
    the last space; of a request also numbers and names of fields; and a template, which it takes
    as a draft. What is left is shown, and decides the exit code. --diff shows the changes, writes
    nothing, and ends with 1 if there are any, else with 0. --unsafe-fixes adds what may be wrong.

    JSON output is one object: documents (of each its file, pointer, line, report, and the places
    of the findings in the file; written as soon as it is checked), problems (what could not be
    read), summary, and ok (whether the exit code is 0). With --summary, rules stand in the place
    of documents: of each how often it is broken, and where first.
    """
    options = Judging(**judging)
    gateway = _named_gateway(gateway, kind)
    names = files_in(files, JSON_SUFFIXES)
    of_lines = {file: lines or has_lines(file) for file in names}
    tables = _tables_in(names, to_column)
    sorts = bool(accepted or rejects)
    is_shown_else = options.form not in (None, "text") or options.reports or options.baseline
    _refuse_if(
        {
            "two-to-stdout": accepted == rejects == STDIN,
            "not-sorted": options.baseline and sorts,
            "no-table-sorted": sorts and tables,
            "only-lines": sorts and not all(of_lines.values()),
            "unsafe-alone": unsafe_fixes and not (fix or diff),
            "diff-alone": diff and (fix or summary or sorts or is_shown_else),
            "fix-tables": tables and (fix or diff),
        }
    )
    if fix:
        require_fixable(names, source)
    split = Split(_output(accepted), _output(rejects), options.fail_on, options.lang)
    as_what = kind or ("payload" if gateway else "message")
    screen = Screen(options, as_what, names, split, shows_text=show_text)
    screen.require_own_files(source)
    if summary:
        screen.show_table()
    book = None
    if source is not None:
        book, problems = _book(source, status)
        if problems:
            return screen.show(problems)
        screen.look = replace(screen.look, templates=book)
    template = _only_one(book) if tables and book is not None else None

    fixes = Fixes(unsafe=unsafe_fixes)

    def asked_of(file: str) -> dict[str, Any]:
        known = {"kind": kind, "gateway": gateway, "templates": book}
        return known | options.chosen_for(file)

    if diff:
        return show_diffs(of_lines, asked_of, fixes, options, jobs)

    def items(file: str) -> Items:
        asked, chosen = asked_of(file), options.chosen_for(file)
        if template is not None and file in tables:
            return rows_of(file, Filling(template, to_column, gateway, chosen, options.fail_on))
        fixer = Fixer(file, asked, fixes) if fix else None
        if of_lines[file]:
            in_lines, fixed_lines = {"processes": jobs, **asked}, fixer.lines if fixer else None
            return lines_in(file, in_lines, split, screen.bar, fixed_lines)
        batch = fixer.batch if fixer else None
        return documents_of(file, _judge(document_checker(**asked)), chosen, fix=batch)

    screen.tally.in_bulk = summary or bool(tables) or any(of_lines.values())
    code = screen.show((file, items(file)) for file in names)
    if fix and not options.quiet:
        fixes.tell(options.lang)
    return code


def _refuse_if(faults: Mapping[str, object]) -> None:
    """Refuse the usage with the first reason that applies."""
    for reason, applies in faults.items():
        if applies:
            raise WrongUsage(reason)


def _named_gateway(gateway: str | None, kind: Kind | None) -> str | None:
    """The gateway that is named, if documents of that kind can be of one."""
    if gateway is None or kind in (None, "payload"):
        return gateway
    source_of = click.get_current_context().get_parameter_source
    if source_of("gateway") is ParameterSource.DEFAULT_MAP:
        return None  # it is configured, for requests
    if kind == "message":
        raise WrongUsage("gateway-of-payloads")
    if gateway not in REGISTRATIONS:
        raise WrongUsage("not-one-of", name="--gateway", known=", ".join(REGISTRATIONS))
    return gateway


def _judge(check: Callable[[object], Report]) -> Judge:
    def judge(document: object) -> Checked:
        return Checked(check(document))

    return judge


def _output(name: str | None) -> Output | None:
    return None if name is None else Output(name)


def _read_book(source: str, status: str) -> tuple[TemplateBook, list[tuple[str, ReadError]]]:
    """The templates of a file or folder in that state, and what cannot be read of it."""
    return read_book(source, ((file, batches_in(file)) for file in files_of(source)), status)


def _book(source: str, status: str) -> tuple[TemplateBook, list[tuple[str, Items]]]:
    """The same, with what cannot be read as items to be shown."""
    book, problems = _read_book(source, status)
    return book, [(file, (each for each in [error])) for file, error in problems]


def _tables_in(names: list[str], to_column: str | None) -> set[str]:
    tables = {file for file in names if is_table(file)}
    if to_column is not None and not tables:
        raise WrongUsage("only-tables")
    return tables


def _only_one(book: TemplateBook) -> CompiledTemplate:
    if len(book) != 1:
        raise WrongUsage("one-template", count=str(len(book)))
    (template,) = book
    return book.compiled(template["code"])


# --------------------------------------------------------------------------- match, image


@_command(
    "alimtalk-rules match --template order.json message.json --show-text",
    "alimtalk-rules match --template templates/ request.json campaign.jsonl",
)
@files_argument
@templates_option("--template", "--templates", does="Compare with these", required=True)
@status_option
@lines_option
@jobs_option
@click.option("--show-text", is_flag=True, help="Show both texts around the first difference.")
@judging_options
def match(
    *,
    files: tuple[str, ...],
    source: str,
    status: str,
    lines: bool,
    jobs: int,
    show_text: bool,
    **judging: Any,
) -> int:
    """Compare messages and requests with their approved templates.

    Of several templates, a message is compared with the one that it matches, or fails least; a
    message of a gateway's request with the one that its code names. Files are read as check reads
    them, which also says what else is wrong (check --templates does both). The JSON output is the
    same; each message has its template's code, and with --show-text the excerpts of both texts.
    """
    options = Judging(**judging)
    names = files_in(files, JSON_SUFFIXES)
    screen = Screen(options, "match", names, shows_text=show_text)
    screen.require_own_files(source)
    book, problems = _book(source, status)
    if problems:
        return screen.show(problems)
    screen.look = replace(screen.look, templates=book)

    def items(file: str) -> Items:
        chosen = options.chosen_for(file)
        judge = matcher(book, chosen, show_text=show_text)
        if lines or has_lines(file):
            asked = {"templates": book, "processes": jobs, **chosen}
            return matched_lines_in(file, asked, judge, screen.bar, show_text=show_text)
        return documents_of(file, judge, chosen)

    return screen.show((file, items(file)) for file in names)


@_command(
    "alimtalk-rules image banner.jpg",
    "alimtalk-rules image images/ --fail-on warning",
    "alimtalk-rules image --kind thumbnail small.png",
)
@files_argument
@click.option(
    "--kind",
    type=click.Choice(get_args(ImageKind)),
    default="image",
    show_default=True,
    help="The large image, or the small square one beside a highlight.",
)
@judging_options
def image(*, files: tuple[str, ...], kind: ImageKind, **judging: Any) -> int:
    """Check image files.

    A folder stands for all .jpg, .jpeg and .png files below it. Without FILE, or with -, standard
    input is read.
    """
    options = Judging(**judging)
    names = files_in(files, IMAGE_SUFFIXES)
    screen = Screen(options, "image", names)
    screen.require_own_files()
    return screen.show(
        (file, image_in(file, {"kind": kind, **options.chosen_for(file)})) for file in names
    )


# --------------------------------------------------------------------------- convert


@_command(
    "alimtalk-rules convert request.json --to solapi",
    "alimtalk-rules convert request.json --to sens --templates templates/ >sens.json",
)
@click.argument("file", default=STDIN, type=FILE)
@click.option(
    "--to", required=True, type=click.Choice([*GATEWAYS]), help="Whose document is to be written."
)
@click.option(
    "--gateway",
    type=click.Choice([*GATEWAYS]),
    help="Whose document the file holds. By default, its fields tell.",
)
@templates_option("--templates", does="Take texts and variables from approved templates")
@status_option
@lang_option
def convert(
    *, file: str, to: str, gateway: str | None, source: str | None, status: str, lang: str
) -> int:
    """Write a gateway's request, or registration of a template, as another gateway's.

    It is printed as JSON; where it takes several requests, one is on each line. What the other
    gateway has no place for is told on standard error. Where one gateway fills the template and the
    other is sent the text, --templates has what stands between them; without it, the exit code is
    1. Without FILE, or with -, standard input is read.
    """
    page = Page(sys.stderr)
    try:
        book = None
        if source is not None:
            book, problems = _read_book(source, status)
            for name, problem in problems:
                print_problem(page, name, problem, lang)
            if problems:
                return UNREADABLE
        target = Target(out=sys.stderr, problems=page, lang=lang, files=[file])
        return show_converted(file, to, gateway, book, target)
    except ReadError as error:
        print_problem(page, file, error, lang)
        return UNREADABLE


# --------------------------------------------------------------------------- preview


@_command(
    "alimtalk-rules preview message.json -o message.html",
    "alimtalk-rules preview template.json --values sample.json --image banner.jpg -o template.html",
    "alimtalk-rules preview request.json --templates templates/ -o request.html",
)
@files_argument
@lines_option
@kind_options
@templates_option("--templates", does="Show beside approved templates")
@status_option
@click.option(
    "--values",
    type=FILE,
    metavar="FILE",
    help="Fill templates with these sample values: a JSON object of texts by variable.",
)
@click.option("--image", type=FILE, metavar="FILE", help="The image of the messages, to be shown.")
@click.option(
    "--thumbnail", type=FILE, metavar="FILE", help="The small image beside the highlight."
)
@drawing_options
def preview(  # noqa: PLR0913 - a parameter for each option
    *,
    files: tuple[str, ...],
    lines: bool,
    kind: Kind | None,
    gateway: str | None,
    source: str | None,
    status: str,
    values: str | None,
    image: str | None,
    thumbnail: str | None,
    **drawing: Any,
) -> int:
    """Show messages and templates as a phone does, on a page of HTML.

    Files are read as check reads them. Each message and each template, and each message of a
    request, is drawn as KakaoTalk draws it; what is found in it is marked there, and told beside.
    With --templates, each message stands beside its template, and what a gateway fills is filled.
    The page holds the texts: where it is written to a file, that is readable by you alone. It loads
    nothing, and nothing in it can be followed. What is found does not change the exit code.
    """
    options = Judging.for_drawing(**drawing)
    gateway = _named_gateway(gateway, kind)
    names = files_in(files, JSON_SUFFIXES)
    screen = Screen(options, kind or "message", names, shows_text=True)
    screen.require_own_files(source, values, image, thumbnail)
    look, problems = read_look(screen.look, values, image, thumbnail)
    book = None
    if source is not None:
        book, of_templates = _book(source, status)
        problems += of_templates
    screen.look = replace(look, draws_all=True, templates=book)
    if problems:
        return screen.show(problems)

    def items(file: str) -> Items:
        chosen = options.chosen_for(file)
        asked = {name: chosen[name] for name in ("ignore", "severity")}
        check = checker(look, kind=kind, gateway=gateway, templates=book, **asked)
        return documents_of(file, _judge(check), chosen, lines=lines)

    return screen.show((file, items(file)) for file in names)


# --------------------------------------------------------------------------- render, count, rules


@_command(
    "alimtalk-rules render order.json 고객명=홍길동 주문번호=20261126-0001",
    "alimtalk-rules render order.json 고객명=홍길동 주문번호=1 | alimtalk-rules check",
    "alimtalk-rules render order.json --rows people.csv -o messages.jsonl",
    "alimtalk-rules render order.json --rows people.xlsx --to sens --to-column 전화번호 \\",
    "    --sender @shop -o requests.jsonl",
)
@click.argument("file", type=FILE, metavar="TEMPLATE")
@click.argument("values", nargs=-1, type=named_value, metavar="[NAME=VALUE]...")
@click.option(
    "--rows",
    type=FILE,
    metavar="TABLE",
    help="Fill the template with each row of a table (.csv, .tsv, .xlsx).",
)
@click.option(
    "--to",
    type=click.Choice([*GATEWAYS]),
    help="Print this gateway's requests, not the messages.",
)
@to_column_option
@click.option("--sender", metavar="SENDER", help="The channel that sends, for the requests.")
@click.option(
    "-o", "--output", type=OUTPUT, metavar="FILE", help="Write the messages, or requests, to FILE."
)
@rendering_options
def render(  # noqa: PLR0913 - a parameter for each option
    *,
    file: str,
    values: tuple[tuple[str, str], ...],
    rows: str | None,
    to: str | None,
    to_column: str | None,
    sender: str | None,
    output: str | None,
    **judging: Any,
) -> int:
    """Fill a template's variables and print the message.

    TEMPLATE is a file with one template; - is standard input. Each variable needs a value; its
    name is what stands before the first equals sign. The message is printed as JSON; with Kakao's
    profile the image stays in the template.

    With --rows, each row of a table is checked as check does it, and those that are not refused are
    printed as JSON Lines: a message on each line or, with --to, a gateway's request of as many
    messages as it takes. What is found is told on standard error or, with --output, on standard
    output; FILE is readable by you alone, and has its name when the whole table was read.
    """
    options = Judging(**judging)
    template = _template_in(file, options.lang)
    if template is None:
        return UNREADABLE
    if rows is None:
        if to or to_column or sender or output or options.form:
            raise WrongUsage("only-rows")
        return _render_one(template, values, options.profile)
    if values:
        raise WrongUsage("values-and-rows")
    if to and not to_column:
        raise WrongUsage("to-needs-column")
    split = Split(Output(output or STDIN), None, options.fail_on, options.lang)
    screen = Screen(options, "row", [rows], split)
    screen.require_own_files(file)
    screen.tally.in_bulk = True
    chosen = options.chosen_for(rows)
    compiled = compile_template(template)
    filling = Filling(compiled, to_column, to, chosen, options.fail_on, sender)
    return screen.show([(rows, rendered(rows, filling, split))])


def _template_in(file: str, lang: str) -> dict[str, Any] | None:
    """The template in a file; None if it was told why there is none."""
    try:
        template = parse(read_text(file))
        if isinstance(template, dict):
            return template
        raise ReadError("not-one-template")  # noqa: TRY301 - said as the others are
    except ReadError as error:
        print_problem(Page(sys.stderr), file, error, lang)
        return None


def _render_one(template: dict[str, Any], values: tuple[tuple[str, str], ...], profile: str) -> int:
    given = dict(values)
    if len(given) < len(values):
        raise WrongUsage("variable-twice")
    try:
        message = render_template(template, given, profile=profile)
    except TemplateValueError as error:
        faults = [("values-missing", error.missing), ("values-unknown", error.unknown)]
        told = (phrase(lang(), name, names=", ".join(names)) for name, names in faults if names)
        raise WrongUsage("other-values", faults=" ".join(told)) from None
    print_json(message)
    return 0


@_command(
    "alimtalk-rules count text.txt",
    "alimtalk-rules count message.json",
    'echo -n "안녕하세요" | alimtalk-rules count',
)
@click.argument("file", default=STDIN, type=FILE)
@profile_option
@limit_option
@format_option
@lang_option
def count(*, file: str, profile: str, limits: Mapping[str, int], form: str, lang: str) -> int:
    """Count the characters of a text, or of a message's text.

    They are counted in every way in which somebody counts: code points, which AlimTalk's limit
    means, UTF-16 units, graphemes, and code points after normalization to NFC. Of a JSON message
    or template, its text is counted, and with it a template's extra text and the text that Kakao
    adds where the channel can be added; any other file is counted whole. Beside an item list there
    is less room. Without FILE, or with -, standard input is read.
    """
    try:
        counted = text_to_count(read_text(file))
    except ReadError as error:
        if form == "json":
            print_json({"file": file, "count": None, "problems": [problem_dict(file, error, lang)]})
        else:
            print_problem(Page(sys.stderr), file, error, lang)
        return UNREADABLE
    numbers = held_to(profile, limits).limits
    if form == "json":
        counts = {"of": counted.of, **count_dict(counted, numbers)}
        print_json({"file": file, "count": counts, "problems": []})
    else:
        print_count(counted, numbers, lang)
    return 0


@_command(
    "alimtalk-rules rules",
    "alimtalk-rules rules text-too-long",
    "alimtalk-rules rules --code 3016",
)
@click.argument("name", required=False, type=rule_name, shell_complete=complete_rule)
@click.option(
    "--code",
    "--kakao",
    metavar="CODE",
    help="Only rules that foresee this result code, of Kakao (3016) or of a gateway (-3008).",
)
@format_option
@lang_option
def rules(*, name: str | None, code: str | None, form: str, lang: str) -> int:
    """List the rules, or explain one, or find those behind a code."""
    if name:
        if form == "json":
            print_json(rule_dict(RULES[name], lang))
        else:
            print_rule(RULES[name], lang)
        return 0
    listed = [*RULES.values()] if code is None else rules_with_code(code)
    if not listed:
        raise WrongUsage("no-such-code", code=repr(code))
    if form == "json":
        print_json({"rules": [rule_dict(rule, lang) for rule in listed]})
    else:
        print_rules(listed, lang)
    return 0


def run() -> None:
    """Run the command line and exit with its code."""
    speak_utf8()
    cli()
