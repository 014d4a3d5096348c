"""One gateway's document as another's, for ``convert``."""

from __future__ import annotations

import json
import sys
from typing import Any

from alimtalk_rules import TemplateBook, convert
from alimtalk_rules.cli.items import Checked, places_in, spot_of
from alimtalk_rules.cli.pages import print_json
from alimtalk_rules.cli.reading import read_text
from alimtalk_rules.cli.terminal import printable_json
from alimtalk_rules.cli.usage import WrongUsage
from alimtalk_rules.cli.writers.text import TextWriter
from alimtalk_rules.cli.writers.writer import Target
from alimtalk_rules.conversion import is_template
from alimtalk_rules.payloads import REGISTRATIONS, form_of
from alimtalk_rules.reading import parse
from alimtalk_rules.report import Report


def show_converted(
    file: str, to: str, gateway: str | None, book: TemplateBook | None, target: Target
) -> int:
    """Print a file's document as that of gateway ``to``, and to ``target`` what is lost of it.

    Returns the exit code: 1 if a message cannot be written without its template.

    Raises:
        ReadError: the file cannot be read.
        WrongUsage: what it is cannot be told, or that gateway has no such documents.
    """
    text = read_text(file)
    document = parse(text)
    try:
        made = convert(document, to, gateway, templates=book)
    except ValueError:
        raise _wrong_usage(document, to, gateway) from None
    if len(made.documents) == 1:
        print_json(made.documents[0])
    else:
        for each in made.documents:
            sys.stdout.write(f"{printable_json(json.dumps(each, ensure_ascii=False))}\n")
    sys.stdout.flush()
    spots = [spot_of(found, "") for found in made.lost]
    places = places_in(lambda: text, spots, None)
    TextWriter(target).document(file, Checked(Report("payload", made.lost), places=places))
    return int(any(found.rule == "template-not-given" for found in made.lost))


def _wrong_usage(document: Any, to: str, gateway: str | None) -> WrongUsage:
    """Why a document cannot be converted."""
    if gateway is None and form_of(document) is None:
        if not isinstance(document, dict) or "text" not in document:
            return WrongUsage("no-gateways-document")
        if not is_template(document):
            return WrongUsage("converts-no-message")
    return WrongUsage("no-registrations", gateway=to, known=", ".join(REGISTRATIONS))
