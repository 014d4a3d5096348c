"""Messages as a phone shows them, with what was found: pages of HTML, in the extra ``html``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from alimtalk_rules.check import Kind, book_of
from alimtalk_rules.images import ImageSource
from alimtalk_rules.profiles import INFOBIP, Profile, Severity, profile_named
from alimtalk_rules.report import NO_CHANGES, require_language
from alimtalk_rules.templates.book import TemplateBook
from alimtalk_rules.templates.filling import given

_NO_VALUES: Final[Mapping[str, str]] = MappingProxyType({})


def preview_html(  # noqa: PLR0913 - the options are named
    document: object,
    *,
    kind: Kind | None = None,
    gateway: str | None = None,
    templates: TemplateBook | Sequence[Mapping[str, Any]] | None = None,
    values: Mapping[str, str] = _NO_VALUES,
    image: ImageSource | None = None,
    thumbnail: ImageSource | None = None,
    profile: Profile | str = INFOBIP,
    ignore: Collection[str] = (),
    severity: Mapping[str, Severity | str] = NO_CHANGES,
    lang: str = "en",
) -> str:
    """A page that shows a message, a template or a request as KakaoTalk does, and what is wrong.

    The page is whole in itself: it loads nothing, runs nothing, and no link of it leads anywhere
    else. It holds the text of the message, and says so.

    Args:
        document: a JSON object as ``json.loads`` gives it, however broken.
        kind: what it is: ``"message"``, ``"template"`` or ``"payload"``. By default what has a code
            is a template, and what looks like a gateway's request a payload.
        gateway: whose request it is; ``check_payload`` tells the names.
        templates: the approved templates. If given, each message stands beside the one that its
            request names or, by itself, that it is closest to.
        values: what stands in the place of a template's variables, by their names; a variable for
            which there is none shows its name.
        image: the message's image: a file's path, its bytes or an open binary file. It is checked,
            too.
        thumbnail: likewise, the small image beside the highlight.
        profile: what to hold the document to, such as ``"kakao"``; Infobip's guide, and of requests
            the gateway's own, by default.
        ignore: names of rules whose findings are left out.
        severity: rules that are to be of another severity, as ``check_message`` takes them.
        lang: the language of what is said: ``"en"`` or ``"ko"``.

    Returns:
        HTML, to be written as UTF-8.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed.
        OSError: an image's file cannot be opened or read.
        TypeError: an argument other than the document is of a wrong type.
        ValueError: there is no such kind, gateway, profile, rule, severity or language, or the
            templates make no book.
    """
    from alimtalk_rules.preview.checking import checker, embedded  # noqa: PLC0415 - takes time
    from alimtalk_rules.preview.pages import single_page  # noqa: PLC0415 - likewise
    from alimtalk_rules.preview.views import Look  # noqa: PLC0415 - likewise

    held_to = profile_named(profile)
    book = None if templates is None else book_of(templates)
    look = Look(
        lang=require_language(lang),
        profile=held_to,
        values=given(values),
        image=None if image is None else embedded(image, held_to),
        thumbnail=None if thumbnail is None else embedded(thumbnail, held_to),
        templates=book,
    )
    check = checker(
        look, kind=kind, gateway=gateway, templates=book, ignore=ignore, severity=severity
    )
    return single_page(document, check(document), look)
