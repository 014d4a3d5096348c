"""All rules: each is one card, and every list of them is made from the cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from alimtalk_rules.rules import (
    buttons,
    combination,
    emphasis,
    gateways,
    image,
    items,
    leftovers,
    links,
    match,
    reading,
    replies,
    request,
    row,
    scripts,
    sms,
    strike,
    structure,
    template,
    text,
    typed_buttons,
)
from alimtalk_rules.rules.rule import Rule, Unless
from alimtalk_rules.rules.template import of_templates
from alimtalk_rules.rules.text import is_short

if TYPE_CHECKING:
    from alimtalk_rules.limits import Limits

_OF_MESSAGES: Final = (
    *(structure, combination, text, leftovers, strike, scripts, links, buttons, typed_buttons),
    *(replies, items, emphasis),
)
_OF_TEMPLATES: Final = (template,)
_OF_IMAGES: Final = (image,)
_OF_REQUESTS: Final = (request, gateways, sms)


def _cards(*modules: ModuleType) -> Iterator[Rule]:
    for module in modules:
        yield from (card for card in vars(module).values() if isinstance(card, Rule))


_OF_FURTHER: Final = frozenset(card.name for card in _cards(replies, items, emphasis))
"""The rules about parts that the guide does not have."""


class Rules(NamedTuple):
    """The rules that are asked of one kind of document, and the gate in front of them.

    Attributes:
        rules: in the order in which they are asked.
        gate: every ``unless`` of theirs, each once; where all hold, no rule is asked.
        guides: the same without those that hold of every message that has only the guide's parts;
            None where that is not asked.
    """

    rules: tuple[Rule, ...]
    gate: tuple[Unless, ...]
    guides: tuple[Unless, ...] | None = None

    def of(self, some: Iterable[Rule]) -> Rules:
        """Some of the rules, with the gate in front of them."""
        rules = tuple(some)
        gate = _gate_of(rules)
        guides = None if self.guides is None else tuple(u for u in gate if u in self.guides)
        return Rules(rules, gate, guides)

    def to_ask(self, seen: Any, limits: Limits) -> Sequence[Rule]:
        """The rules that may find something, told at a glance."""
        gate = self.gate if self.guides is None or seen.further is not None else self.guides
        for unless in gate:
            if not unless(seen, limits):
                break
        else:
            return ()
        silent = {unless for unless in self.gate if unless(seen, limits)}
        return [
            rule
            for rule in self.rules
            if rule.unless not in silent
            and (rule.characters is None or seen.has_any(rule.characters))
            and (rule.where is None or rule.where(seen))
        ]


def _asked(
    kind: str, *modules: ModuleType, also: tuple[Rule, ...] = (), but: tuple[Rule, ...] = ()
) -> Rules:
    cards = [card for card in _cards(*modules) if card.find and kind in card.documents]
    cards = [card for card in cards if card not in but]
    rules = tuple(map(of_templates, cards) if kind == "template" else cards) + also
    gate = _gate_of(rules)
    if structure not in modules:
        return Rules(rules, gate)
    of_guide = {*_gate_of(rule for rule in rules if rule.name not in _OF_FURTHER), is_short}
    return Rules(rules, gate, tuple(unless for unless in gate if unless in of_guide))


def _gate_of(rules: Iterable[Rule]) -> tuple[Unless, ...]:
    """Every ``unless`` of the rules, each once."""
    return tuple(dict.fromkeys(rule.unless or _never for rule in rules))


def _never(_: Any, __: Limits) -> bool:
    return False


RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        card.name: card
        for card in _cards(
            *_OF_MESSAGES,
            *_OF_TEMPLATES,
            match,
            *_OF_IMAGES,
            *_OF_REQUESTS,
            reading,
            row,
        )
    }
)
"""Every rule by its name, in the order of the documentation."""

MESSAGE_RULES: Final = _asked("message", *_OF_MESSAGES)
"""What is asked of a message."""

TEMPLATE_RULES: Final = _asked("template", *_OF_TEMPLATES, *_OF_MESSAGES)
"""What is asked of a template."""

PAYLOAD_RULES: Final = _asked("payload", *_OF_MESSAGES)
"""What is asked of a message in a gateway's request."""

IMAGE_RULES: Final = _asked("image", *_OF_IMAGES, but=image.OF_THUMBNAILS)
"""What is asked of an image's facts."""

THUMBNAIL_RULES: Final = _asked("image", *_OF_IMAGES, but=image.OF_LARGE_IMAGES)
"""What is asked of the facts of a highlight's thumbnail."""

REQUEST_RULES: Final = _asked(
    "payload",
    *_OF_REQUESTS,
    also=(replace(leftovers.unfilled_variable, find=sms.unfilled, unless=None, where=None),),
)
"""What is asked of what surrounds the messages in a request."""
