"""Pages of HTML: self-contained, without a script, and loading nothing whatever they show."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from alimtalk_rules.preview.campaign import Broken, Outcome, sample_of
from alimtalk_rules.preview.documents import shown
from alimtalk_rules.preview.phrases import said
from alimtalk_rules.preview.views import Look, Shown
from alimtalk_rules.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_INSTALL: Final = 'pages need Jinja2: pip install "alimtalk-rules[html]"'


@cache
def _environment() -> Environment:
    """Jinja2, which escapes all that is put into a page, and refuses what is not there.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(_INSTALL, name="jinja2") from error
    return Environment(
        loader=PackageLoader("alimtalk_rules.preview", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def _rendered(template: str, look: Look, **values: Any) -> Markup:
    words = {"say": partial(said, look.lang), "lang": look.lang}
    html = _environment().get_template(template).render(**words, **values)
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja2

    return Markup(html)  # noqa: S704 - Jinja2 has escaped what is in it


def document_part(document: Shown, look: Look, number: int) -> Markup:
    """The part of a page that shows one document; ``number`` is its own on the page.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed.
    """
    return _rendered("document.html", look, shown=document, prefix=f"d{number}")


def bubble_fragments(document: Shown, look: Look) -> list[Markup]:
    """The bubbles of a document, one for each message, for a page of another make.

    Each is a ``div`` of the class ``alimtalk-bubble``; ``fragment_style`` is its style. Of a
    message that stands beside its template it is the message's. Faults have their numbers, but no
    links: what they are is for that page to tell, from ``document.views``.

    This is for the documentation of rules, and may change.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed.
    """
    bubbles = (view.bubbles[-1][1] for view in document.views)
    return [_rendered("fragment.html", look, bubble=bubble) for bubble in bubbles]


def fragment_style() -> str:
    """The style of ``bubble_fragments``, once for a page; it touches nothing else there.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed.
    """
    return str(_rendered("fragment.css", Look()))


def campaign_part(outcome: Outcome, broken: Sequence[Broken], look: Look) -> Markup:
    """The part of a page about many documents: their outcome, and the rules that they break.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed.
    """
    names = ("sendable", "refused", "unreadable")
    return _rendered(
        "campaign.html",
        look,
        outcome=outcome,
        outcomes=[*zip(names, outcome, strict=True)],
        broken=[(each, sample_of(each, look)) for each in broken],
        most=max((each.documents for each in broken), default=0),
    )


class Remarks(NamedTuple):
    """What a page of several documents says besides.

    Attributes:
        problems: what could not be read, and why.
        left_out: how many documents are not drawn.
        documents: how many were checked.
    """

    problems: Sequence[str] = ()
    left_out: int = 0
    documents: int = 1


def page(name: str, parts: Sequence[Markup], look: Look, remarks: Remarks | None = None) -> str:
    """A page of parts that were made by the functions here; it says whether it shows texts.

    Args:
        name: what the page is: ``"preview"`` or ``"campaign"``.
        parts: what it shows.
        look: how documents are shown.
        remarks: what else it says.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed.
    """
    privacy = "shows-text"
    if look.is_masked:
        privacy = "masked-but" if look.templates else "masked"
    html = _rendered(
        "page.html",
        look,
        title=said(look.lang, name),
        parts=parts,
        privacy=said(look.lang, privacy),
        policy=_policy(_rendered("style.css", look)),
        remarks=remarks or Remarks(),
    )
    return str(html)  # and no Markup, which would escape what is put into it


def single_page(document: object, report: Report, look: Look) -> str:
    """The page of one document.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed.
    """
    part = document_part(shown("", document, report, look), look, 1)
    return page("preview", [part], look)


def _policy(style: str) -> str:
    """What a browser may load: nothing but the one style of the page, and images inside it."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
