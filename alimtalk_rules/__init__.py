"""Tells before anything is sent whether an AlimTalk message, template or image keeps the rules."""

from importlib import import_module

TYPE_CHECKING = False  # typing's own costs an import
if TYPE_CHECKING:
    from alimtalk_rules.book import Candidate, TemplateBook
    from alimtalk_rules.check import check_image, check_message, check_payload, check_template
    from alimtalk_rules.counting import CharacterCount, count_characters
    from alimtalk_rules.images import ImageFacts, read_image
    from alimtalk_rules.limits import INFOBIP, Limits
    from alimtalk_rules.lines import LineReport, check_lines
    from alimtalk_rules.matching import Match, match_template
    from alimtalk_rules.payloads.translation import PayloadMessage, messages_in, to_payload
    from alimtalk_rules.report import Finding, InvalidAlimTalk, Report
    from alimtalk_rules.rules import RULES
    from alimtalk_rules.rules.rule import Rule, Severity
    from alimtalk_rules.rules.sources import Source
    from alimtalk_rules.templates import TemplateValueError, Variable, render_template, variables_of

__version__ = "0.1.0"

__all__ = [
    "INFOBIP",
    "RULES",
    "Candidate",
    "CharacterCount",
    "Finding",
    "ImageFacts",
    "InvalidAlimTalk",
    "Limits",
    "LineReport",
    "Match",
    "PayloadMessage",
    "Report",
    "Rule",
    "Severity",
    "Source",
    "TemplateBook",
    "TemplateValueError",
    "Variable",
    "__version__",
    "check_image",
    "check_lines",
    "check_message",
    "check_payload",
    "check_template",
    "count_characters",
    "match_template",
    "messages_in",
    "read_image",
    "render_template",
    "to_payload",
    "variables_of",
]

_HOMES = {
    "book": ("Candidate", "TemplateBook"),
    "check": ("check_image", "check_message", "check_payload", "check_template"),
    "counting": ("CharacterCount", "count_characters"),
    "images": ("ImageFacts", "read_image"),
    "limits": ("INFOBIP", "Limits"),
    "lines": ("LineReport", "check_lines"),
    "matching": ("Match", "match_template"),
    "payloads.translation": ("PayloadMessage", "messages_in", "to_payload"),
    "report": ("Finding", "InvalidAlimTalk", "Report"),
    "rules": ("RULES",),
    "rules.rule": ("Rule", "Severity"),
    "rules.sources": ("Source",),
    "templates": ("TemplateValueError", "Variable", "render_template", "variables_of"),
}
"""The modules of the public names: each is imported when one of its names is asked for."""

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


if not TYPE_CHECKING:  # pragma: no branch - type checkers would take any name for one of them

    def __getattr__(name: str) -> object:
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        globals()[name] = value  # the next time it is there
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
