"""Tells before anything is sent whether an AlimTalk message, template or image is accepted."""

from importlib import import_module
from typing import TYPE_CHECKING

from alimtalk_rules.check import check_image, check_message, check_payload, check_template
from alimtalk_rules.counting import CharacterCount, count_characters
from alimtalk_rules.images import ImageFacts, read_image
from alimtalk_rules.limits import Limits
from alimtalk_rules.lines import LineReport, LineReports, check_lines, match_lines
from alimtalk_rules.payloads.translation import (
    PayloadMessage,
    messages_in,
    to_payload,
    to_payloads,
)
from alimtalk_rules.preview import preview_html
from alimtalk_rules.profiles import INFOBIP, KAKAO, PROFILES, Profile, Severity
from alimtalk_rules.report import Finding, InvalidAlimTalk, Report
from alimtalk_rules.rules import RULES
from alimtalk_rules.rules.rule import Rule
from alimtalk_rules.rules.sources import Source
from alimtalk_rules.templates.book import Candidate, TemplateBook
from alimtalk_rules.templates.compiled import CompiledTemplate, compile_template, match_template
from alimtalk_rules.templates.filling import (
    TemplateValueError,
    Variable,
    render_template,
    variables_of,
)
from alimtalk_rules.templates.matching import Match
from alimtalk_rules.templates.total import TemplateCount, count_template

if TYPE_CHECKING:
    from alimtalk_rules.conversion import Conversion, convert
    from alimtalk_rules.mending import Edit, Mended, mend
    from alimtalk_rules.rows import RowReport, check_rows, read_rows
else:
    _WHEN_ASKED = {  # what most programs do not need, and takes time to be imported
        **dict.fromkeys(("Conversion", "convert"), "conversion"),
        **dict.fromkeys(("Edit", "Mended", "mend"), "mending"),
        **dict.fromkeys(("RowReport", "check_rows", "read_rows"), "rows"),
    }

    def __getattr__(name):
        if name in _WHEN_ASKED:
            return getattr(import_module(f"alimtalk_rules.{_WHEN_ASKED[name]}"), name)
        raise AttributeError(f"module 'alimtalk_rules' has no attribute {name!r}")


__version__ = "0.1.0"

__all__ = [
    "INFOBIP",
    "KAKAO",
    "PROFILES",
    "RULES",
    "Candidate",
    "CharacterCount",
    "CompiledTemplate",
    "Conversion",
    "Edit",
    "Finding",
    "ImageFacts",
    "InvalidAlimTalk",
    "Limits",
    "LineReport",
    "LineReports",
    "Match",
    "Mended",
    "PayloadMessage",
    "Profile",
    "Report",
    "RowReport",
    "Rule",
    "Severity",
    "Source",
    "TemplateBook",
    "TemplateCount",
    "TemplateValueError",
    "Variable",
    "__version__",
    "check_image",
    "check_lines",
    "check_message",
    "check_payload",
    "check_rows",
    "check_template",
    "compile_template",
    "convert",
    "count_characters",
    "count_template",
    "match_lines",
    "match_template",
    "mend",
    "messages_in",
    "preview_html",
    "read_image",
    "read_rows",
    "render_template",
    "to_payload",
    "to_payloads",
    "variables_of",
]
