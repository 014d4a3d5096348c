"""A rule is one row, one check, one wording in each language, one page: none without the others."""

import zlib
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, cast

import pytest

from alimtalk_rules import (
    RULES,
    ImageFacts,
    Report,
    Rule,
    Severity,
    check_image,
    check_message,
    structure,
)
from alimtalk_rules.catalogue import THIS_LIBRARY
from alimtalk_rules.documents import Image
from alimtalk_rules.rules import IMAGE_RULES, MESSAGE_RULES
from alimtalk_rules.wording import LANGUAGES, wordings
from tests import pictures

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)

STRUCTURE_RULES = {"wrong-type", "missing-field", "unknown-field", "empty-value"} | {
    rule for rows in structure._RULE_OF.values() for rule in rows.values()
}
ONLY_A_FILE = {
    "image-unreadable": pictures.make_jpeg(800, 400)[:-200],
    "image-too-many-pixels": b"".join(
        (
            pictures.PNG_MAGIC,
            pictures.ihdr(20_000, 10_000),
            pictures.chunk(b"IDAT", zlib.compress(b"")),
            pictures.chunk(b"IEND"),
        )
    ),
}


def checked(rule: Rule) -> Report:
    """The report on the rule's example, or on a file that is what its sentence says."""
    example = rule.example
    if rule.name == "image-extension":
        return check_image(ImageFacts(format="png", name="banner.jpg"))
    if isinstance(example, str):
        return check_image(ONLY_A_FILE[rule.name])
    if "text" in example:
        return check_message(example)
    if {"frames", "mode", "orientation"} & set(example):
        return check_image(ImageFacts(**example))
    return check_image(cast("Image", dict(example)))


def test_every_rule_is_checked_and_every_check_has_a_rule() -> None:
    checks = [*(check.name for check in MESSAGE_RULES), *(check.name for check in IMAGE_RULES)]
    assert len(checks) == len(set(checks))
    assert {*checks, *STRUCTURE_RULES, "too-many-findings"} == set(RULES)


@every_rule
def test_its_example_breaks_it_and_nothing_else(rule: Rule) -> None:
    found = {finding.rule for finding in checked(rule).findings}
    if rule.name == "too-many-findings":
        assert found == {"too-many-findings", "unknown-field"}
    else:
        assert found == {rule.name}


@every_rule
def test_it_is_found_where_the_catalogue_says(rule: Rule) -> None:
    report = checked(rule)
    assert report.document in rule.documents
    paths = [finding.path for finding in report.findings if finding.rule == rule.name]
    assert paths
    assert all(any(fits(path, template) for template in rule.paths) for path in paths)


def fits(path: str, template: str) -> bool:
    steps, wanted = path.split("/"), template.split("/")
    return template == "**" or (
        len(steps) == len(wanted)
        and all(want in (step, "*") for step, want in zip(steps, wanted, strict=True))
    )


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
    given = next(found.params for found in checked(rule).findings if found.rule == rule.name)
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
