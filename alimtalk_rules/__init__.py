"""Tells, before anything is sent, whether an AlimTalk message or image keeps the rules."""

from alimtalk_rules.catalogue import RULES, Rule, Severity, Source
from alimtalk_rules.check import check_image, check_message
from alimtalk_rules.counting import CharacterCount, count_characters
from alimtalk_rules.images import ImageFacts, read_image
from alimtalk_rules.limits import INFOBIP, Limits
from alimtalk_rules.report import Finding, InvalidAlimTalk, Report

__version__ = "0.1.0"

__all__ = [
    "INFOBIP",
    "RULES",
    "CharacterCount",
    "Finding",
    "ImageFacts",
    "InvalidAlimTalk",
    "Limits",
    "Report",
    "Rule",
    "Severity",
    "Source",
    "__version__",
    "check_image",
    "check_message",
    "count_characters",
    "read_image",
]
