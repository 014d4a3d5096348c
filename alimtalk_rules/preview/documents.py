"""From a document and what was found in it to what a page shows."""

from __future__ import annotations

from alimtalk_rules.payloads import GATEWAYS, REGISTRATIONS
from alimtalk_rules.preview.gateways import shown_of_gateway
from alimtalk_rules.preview.marks import legible
from alimtalk_rules.preview.views import Located, Look, Message, Shown, numbered, view_of
from alimtalk_rules.report import Report


def shown(name: str, document: object, report: Report, look: Look) -> Shown:
    """A document as a page shows it.

    Args:
        name: where it comes from.
        document: what was checked, however broken.
        report: what was found in it.
        look: how to show it.
    """
    name = legible(name)
    if report.gateway is not None:
        forms = REGISTRATIONS if report.document == "template" else GATEWAYS
        return shown_of_gateway(name, document, forms[report.gateway], report, look)
    kind = report.document
    is_drawn = kind in ("message", "match", "template") or (kind == "row" and document is not None)
    if not is_drawn:
        root = {"image": "/image", "row": ""}.get(kind, "/request")
        located = (Located(root + found.path, found) for found in report.findings)
        return Shown(name, report, (), numbered(located, look.lang))
    noted = numbered((Located(found.path, found) for found in report.findings), look.lang)
    is_template = kind == "template"
    approved = None if is_template else look.approved(report.template)
    message = Message(document, look.profile.limits, approved, is_template=is_template)
    return Shown(name, report, [view_of(message, noted, look)])
