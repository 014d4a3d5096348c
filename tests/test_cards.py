"""The cards: each holds all that is known of its rule, and what it promises is true."""

import re
import sys
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest

from alimtalk_rules import INFOBIP, PROFILES, RULES, Limits, Profile, Rule, Severity
from alimtalk_rules.asking import facts_of
from alimtalk_rules.rules import (
    IMAGE_RULES,
    MESSAGE_RULES,
    PAYLOAD_RULES,
    REQUEST_RULES,
    TEMPLATE_RULES,
    THUMBNAIL_RULES,
    Rules,
)
from alimtalk_rules.rules.characters import is_everyday, pattern
from alimtalk_rules.rules.rule import ERROR, LANGUAGES, Place, rule
from alimtalk_rules.rules.seen import Seen
from alimtalk_rules.rules.sources import THIS_LIBRARY
from alimtalk_rules.structure import read
from alimtalk_rules.testing import cases
from tests.examples import first_finding, is_where_the_card_says, report_on
from tests.values import mutate

MUTANTS = 1_500


def test_a_card_is_its_function() -> None:
    @rule(
        ERROR,
        ("message",),
        "/text",
        sources=((THIS_LIBRARY, "No text is long."),),
        example={"text": "가"},
        en=("Too long.", "Shorten it."),
        ko=("깁니다.", "줄이세요.", "깁니다.", "나쁩니다."),
    )
    def longer_than(text: str, limits: Limits) -> Iterator[Place]:
        """A text is longer.

        Nobody reads it.
        It is too long.
        """
        yield Place("/text", {"over": len(text) - limits.text})

    assert longer_than.name == "longer-than"
    assert longer_than.paths == ("/text",)
    assert longer_than.texts["en"] == (
        *("Too long.", "Shorten it.", "A text is longer."),
        "Nobody reads it.\nIt is too long.",
    )
    assert longer_than.enforced_by == "code"
    assert longer_than.find is not None
    assert list(longer_than.find("가나", Limits(text=1))) == [Place("/text", {"over": 1})]


def offenders(names: Iterator[str]) -> list[str]:
    """What a failure lists."""
    return list(names)


def test_every_rule_is_asked_or_found_elsewhere() -> None:
    of_images = (IMAGE_RULES, THUMBNAIL_RULES)
    lists = (MESSAGE_RULES, TEMPLATE_RULES, PAYLOAD_RULES, REQUEST_RULES, *of_images)
    asked = {card.name for rules in lists for card in rules.rules}
    assert asked == {name for name, card in RULES.items() if card.find is not None}
    assert all(len({*rules.rules}) == len(rules.rules) for rules in lists)


def test_examples_break_their_rule_and_nothing_else() -> None:
    also = {"too-many-findings": {"unknown-field"}}
    found = {
        name: {found.rule for found in report_on(card).findings} - ({"template-not-given"} - {name})
        for name, card in RULES.items()
    }
    assert found == {name: {name} | also.get(name, set()) for name in RULES}


def test_examples_are_found_where_the_card_says() -> None:
    for name, card in RULES.items():
        report = report_on(card)
        assert report.document in card.documents or card.documents == ("line",), name
        assert all(map(is_where_the_card_says, report.findings)), name


def test_examples_name_codes_of_their_card() -> None:
    assert not offenders(
        name for name, card in RULES.items() if not {*first_finding(name).kakao} <= {*card.kakao}
    )


def test_every_rule_has_sources_and_an_error_has_one_beside_this_library() -> None:
    for name, card in RULES.items():
        assert card.sources, name
        for source, says in card.sources:
            assert says, name
            assert (source.url is None) == (source is THIS_LIBRARY), name
            assert source.url is None or source.url.startswith("https://"), name
        if card.severity is Severity.ERROR:
            assert any(source is not THIS_LIBRARY for source, _ in card.sources), name


def test_kakao_codes_are_numbers() -> None:
    codes = {code for card in RULES.values() for code in card.kakao}
    assert not offenders(code for code in codes if not (code.isascii() and code.isdigit()))


def test_sentences_and_hints_use_the_params_that_are_given() -> None:
    for name, card in RULES.items():
        given = {*first_finding(name).params}
        used = {lang: placeholders(card, lang) for lang in LANGUAGES}
        assert used["en"] == used["ko"], name
        needed = placeholders(card, "en", without=r"\[\[.*?\]\]")
        assert needed[0] | needed[1] <= given, name


def placeholders(card: Rule, lang: str, without: str = "^") -> tuple[set[str], set[str]]:
    """The params of a message and of a hint; without those of parts of them."""
    words = card.texts[lang]
    assert all(words), card.name
    names = (
        {*re.findall(r"(?<!#)\{([a-z_]+)\}", re.sub(without, "", template))}
        for template in (words.message, words.hint)
    )
    message, hint = names
    return message, hint


def test_the_table_is_frozen() -> None:
    table: Any = RULES
    with pytest.raises(TypeError):
        table["text-too-long"] = None
    assert isinstance(RULES, Mapping)


# ------------------------------------------------------------------------------- unless


def is_passed_over(card: Rule, seen: Any, limits: Limits) -> bool:
    if card.unless is not None and card.unless(seen, limits):
        return True
    if card.characters is not None and not seen.has_any(card.characters):
        return True
    return card.where is not None and not card.where(seen)


def promised(rules: Rules, document: Any, seen: object, limits: Limits) -> Iterator[str]:
    """The rules that find something although their ``unless`` says that they do not."""
    for card in rules.rules:
        assert card.find is not None
        if is_passed_over(card, seen, limits):
            found = list(card.find(document, limits))
            yield from [card.name] * bool(found)
    asked = [*rules.to_ask(seen, limits)]
    assert asked == [card for card in rules.rules if not is_passed_over(card, seen, limits)]


def documents(kind: str) -> Iterator[tuple[Any, Profile]]:
    """The suite's documents of one kind, and mutants of them, each with its profile."""
    own = [
        (case.value, PROFILES[case.profile or INFOBIP.name])
        for case in cases(document=kind)
        if isinstance(case.value, dict)
    ]
    yield from own
    random = Random(11)
    for _ in range(MUTANTS):
        value, profile = random.choice(own)
        yield mutate(value, random), profile


def test_unless_holds_only_where_a_message_breaks_no_rule() -> None:
    broken = set()
    for document, profile in documents("message"):
        message = read(document, profile.message, profile.limits)[0]
        broken |= {*promised(MESSAGE_RULES, message, Seen(message), profile.limits)}
        broken |= {*promised(PAYLOAD_RULES, message, Seen(message), profile.limits)}
    assert not broken


def test_unless_holds_only_where_a_template_breaks_no_rule() -> None:
    broken = set()
    for document, profile in documents("template"):
        template = read(document, profile.template, profile.limits)[0]
        broken |= {*promised(TEMPLATE_RULES, template, Seen(template), profile.limits)}
    assert not broken


def test_unless_holds_only_where_an_image_breaks_no_rule() -> None:
    broken = set()
    for document, profile in documents("image"):
        limits = profile.limits
        facts = facts_of(read(document, "image", limits, places="/image{}".format)[0])
        broken |= {*promised(IMAGE_RULES, facts, facts, limits)}
        broken |= {*promised(THUMBNAIL_RULES, facts, facts, limits)}
    assert not broken


def test_no_rule_about_characters_is_about_an_everyday_one() -> None:
    everyday = "".join(filter(is_everyday, map(chr, range(sys.maxunicode + 1))))
    assert len(everyday) > 11_172
    about = {card.name: card.characters for card in MESSAGE_RULES.rules if card.characters}
    assert len(about) > 8
    assert not offenders(name for name, own in about.items() if pattern(own).search(everyday))
