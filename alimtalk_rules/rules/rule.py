"""What a rule is: a card, one decorated function that holds all that is known of the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from inspect import cleandoc
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from alimtalk_rules.profiles import Severity

if TYPE_CHECKING:
    from alimtalk_rules.limits import Limits
    from alimtalk_rules.rules.seen import Seen
    from alimtalk_rules.rules.sources import Source

Param = int | str | tuple[str, ...]


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule is broken, and the numbers that explain it."""

    path: str
    params: Mapping[str, Param] = field(default_factory=dict)
    span: tuple[int, int] | None = field(default=None, kw_only=True)
    related: tuple[str, ...] = field(default=(), kw_only=True)


class Wording(NamedTuple):
    """What a rule says in one language; ``message`` and ``hint`` are templates over its params."""

    message: str
    hint: str
    what: str
    why: str


ANYWHERE: Final = "**"
"""The place of ``explains`` that stands for every place that has no other rule."""

LANGUAGES: Final = ("en", "ko")

_SITE: Final = "https://alimtalk-rules.readthedocs.io/en/latest"
"""Where the documentation stands."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """All that is known of one rule.

    Attributes:
        name: permanent, kebab-case.
        severity: error, warning or note.
        documents: the kinds of document in which it can be found.
        paths: where it can be found: JSON Pointers in which ``*`` stands for one index or name,
            and ``**`` for any pointer.
        sources: each document that it follows, with what that document says, in our words.
        kakao: the codes with which Kakao would answer.
        codes: those with which gateways would answer, by their names.
        example: a document that breaks it, or, where only a file or a line can, a sentence.
        texts: its words by language, ``"en"`` and ``"ko"``.
        explains: of a rule of the structure, the failed keywords of the schema that it explains
            (separated by spaces), by their place in a message of ours; ``**`` is any other place.
        enforced_by: ``"schema"`` if the schemas enforce it wholly, ``"strict"`` if the strict ones
            do, ``"code"`` if it takes code.
        find: yields the places where a document breaks it; None if another part of the library
            finds it: the structure's judge, the matcher, the reader of files.
        unless: True if ``find`` certainly yields nothing, told at a glance (``Seen``, of an image
            its facts); None where asking is as cheap.
        characters: of a rule about characters, those that it is about, as a pattern of ``regex`` for
            one of them: none is an everyday one, and where none is, the rule is not asked.
        where: of another rule that shares its ``unless``, a closer look: True if there may be
            something; None to ask it at once.
        variables: what a template's variables are when it is asked: ``"hidden"`` as their names
            are nobody's business, ``"fitting"`` as a value could make it right; None to see them.
    """

    name: str
    severity: Severity
    documents: tuple[str, ...]
    paths: tuple[str, ...]
    sources: tuple[tuple[Source, str], ...]
    example: Mapping[str, Any] | str
    kakao: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, Wording]
    explains: Mapping[str, str]
    enforced_by: Literal["schema", "strict", "code"]
    find: Find | None
    unless: Unless | None
    characters: str | None
    where: Callable[[Seen], bool] | None
    variables: Literal["hidden", "fitting"] | None

    def url(self, lang: str = "en") -> str:
        """The address of its page, in ``"en"`` or ``"ko"``."""
        return f"{_SITE}{'/ko' if lang == 'ko' else ''}/rules/{self.name}.html"


Find = Callable[[Any, "Limits"], Iterator[Place]]
Unless = Callable[[Any, "Limits"], bool]


def _of_all_of_nhn(codes: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The codes, NHN Cloud's also for its other calls: the Notification Hub writes 2190 before."""
    nhn = codes.get("nhn", ())
    hub = tuple(f"2190{code.lstrip('-'):0>4}" for code in nhn)
    return MappingProxyType({**codes, **({"nhn-raw": nhn, "nhn-hub": hub} if nhn else {})})


def rule(  # noqa: PLR0913 - a card holds all that is known of a rule
    severity: Severity,
    documents: tuple[str, ...],
    paths: str | tuple[str, ...],
    *,
    sources: tuple[tuple[Source, str], ...],
    example: Mapping[str, Any] | str,
    en: tuple[str, str],
    ko: tuple[str, str, str, str],
    kakao: tuple[str, ...] = (),
    codes: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    explains: Mapping[str, str] = MappingProxyType({}),
    enforced_by: Literal["schema", "strict", "code"] | None = None,
    unless: Unless | None = None,
    characters: str | None = None,
    where: Callable[[Seen], bool] | None = None,
    variables: Literal["hidden", "fitting"] | None = None,
) -> Callable[[Callable[..., Any]], Rule]:
    """Make the decorated function a rule; the arguments are the attributes of ``Rule``.

    The function's name is the rule's. Its docstring's first paragraph is what the rule finds, the
    rest why that is bad. Given a document and ``Limits`` it yields places; without arguments it
    has no body, and another part of the library finds it. ``en`` is its message and its hint in
    English, templates over the params of its places; ``ko`` is the same in Korean, with what it
    finds and why that is bad.
    """

    def card(function: Callable[..., Any]) -> Rule:
        is_asked = function.__code__.co_argcount > 0
        what, _, why = cleandoc(function.__doc__ or "").partition("\n\n")
        return Rule(
            name=function.__name__.replace("_", "-"),
            severity=severity,
            documents=documents,
            paths=(paths,) if isinstance(paths, str) else paths,
            sources=sources,
            example=example,
            kakao=kakao,
            codes=_of_all_of_nhn(codes),
            texts=MappingProxyType({"en": Wording(*en, what, why), "ko": Wording(*ko)}),
            explains=explains,
            enforced_by=enforced_by or ("schema" if explains and not is_asked else "code"),
            find=function if is_asked else None,
            unless=unless,
            characters=characters,
            where=where,
            variables=variables,
        )

    return card
