"""A rule is one row, one check, one wording in each language, one page: none without the others."""

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

import pytest

from alimtalk_rules import RULES, Rule, Severity
from alimtalk_rules.catalogue import THIS_LIBRARY
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.rules import (
    CHANNEL_RULES,
    IMAGE_RULES,
    MESSAGE_RULES,
    REQUEST_RULES,
    TEMPLATE_RULES,
)
from alimtalk_rules.structure import judge
from alimtalk_rules.wording import LANGUAGES, wordings
from tests.examples import first_finding, is_where_the_catalogue_says, report_on

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)

STRUCTURE_RULES = {"wrong-type", "missing-field", "unknown-field", "empty-value"} | {
    rule for rows in (*judge._RULE_OF.values(), judge._ANYWHERE) for rule in rows.values()
}
LISTS = (
    MESSAGE_RULES,
    CHANNEL_RULES,
    TEMPLATE_RULES,
    IMAGE_RULES,
    REQUEST_RULES,
    *(gateway.rules for gateway in GATEWAYS.values()),
)
MATCH_RULES = {name for name, rule in RULES.items() if "match" in rule.documents}
LINE_RULES = {name for name, rule in RULES.items() if rule.documents == ("line",)}
OF_CHECKS = {"too-many-findings", "unknown-gateway", "unknown-template"}
"""What no rule's function finds, nor the structure, nor the comparison with a template."""


def test_every_rule_is_checked_and_every_check_has_a_rule() -> None:
    names = [[check.name for check in checks] for checks in LISTS]
    assert all(len(one) == len({*one}) for one in names)
    checks = {name for one in names for name in one}
    others = STRUCTURE_RULES | MATCH_RULES | LINE_RULES | OF_CHECKS
    assert checks | others == {*RULES}


@every_rule
def test_its_example_breaks_it_and_nothing_else(rule: Rule) -> None:
    found = {finding.rule for finding in report_on(rule).findings}
    if rule.name == "too-many-findings":
        assert found == {"too-many-findings", "unknown-field"}
    else:
        assert found == {rule.name}


@every_rule
def test_it_is_found_where_the_catalogue_says(rule: Rule) -> None:
    report = report_on(rule)
    assert report.document in rule.documents or rule.documents == ("line",)  # a document on one
    assert all(map(is_where_the_catalogue_says, report.findings))


@every_rule
def test_its_example_names_codes_that_its_row_has(rule: Rule) -> None:
    found = first_finding(rule.name)
    assert {*found.kakao} <= {*rule.kakao}


@every_rule
def test_it_has_sources_and_an_error_has_one_beside_this_library(rule: Rule) -> None:
    assert rule.sources
    for source, says in rule.sources:
        assert says
        assert (source.url is None) == (source is THIS_LIBRARY)
        assert source.url is None or source.url.startswith("https://")
    if rule.severity is Severity.ERROR:
        assert any(source is not THIS_LIBRARY for source, _ in rule.sources)


@every_rule
def test_kakao_codes_are_numbers(rule: Rule) -> None:
    assert all(code.isascii() and code.isdigit() for code in rule.kakao)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_words_every_rule_in_the_same_order(lang: str) -> None:
    assert list(wordings(lang)) == list(RULES)


@every_rule
@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_sentence_and_hint_use_the_params_that_it_gives(rule: Rule, lang: str) -> None:
    given = first_finding(rule.name).params
    words = wordings(lang)[rule.name]
    assert {*placeholders(words.message), *placeholders(words.hint)} <= set(given)
    assert words.what
    assert words.why


@every_rule
def test_the_languages_say_the_same_numbers(rule: Rule) -> None:
    used = {
        lang: (set(placeholders(words.message)), set(placeholders(words.hint)))
        for lang, words in ((lang, wordings(lang)[rule.name]) for lang in LANGUAGES)
    }
    assert used["ko"] == used["en"]


def placeholders(template: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(template) if name)


def test_the_catalogue_is_frozen() -> None:
    catalogue: Any = RULES
    with pytest.raises(TypeError):
        catalogue["text-too-long"] = None
    assert isinstance(RULES, Mapping)


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(ValueError, match="en, ko"):
        wordings("fr")
