"""The structure of documents: a gate that says yes fast, and a judge that says why not.

The gate is Python written from the schema. The judge is ``jsonschema`` with the schemas of this
project, asked piece by piece (the message's own fields, its image, each button by its type), so
that one mistake gives one finding. What the gate accepts, the judge accepts; tests hold them to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from alimtalk_rules.structure.acceptor import acceptor_of
from alimtalk_rules.structure.judge import (
    judge_image,
    judge_message,
    judge_payload,
    judge_template,
)
from alimtalk_rules.structure.schemas import load_schema

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from alimtalk_rules.documents import Image, Message, Template
    from alimtalk_rules.limits import Limits
    from alimtalk_rules.report import Finding

__all__ = [
    "acceptor_of",
    "judge_image",
    "judge_message",
    "judge_payload",
    "judge_template",
    "load_schema",
    "read_measured_image",
    "read_message",
    "read_payload",
    "read_template",
]


def read_message(
    document: object, limits: Limits, ignored: Collection[str] = ()
) -> tuple[Message, list[Finding]]:
    """What of a message the rules can read, and the findings about the rest.

    In the message that is returned, None stands for a value that was rejected. Findings of the
    rules that are ``ignored`` are left out.
    """
    if acceptor_of("message", limits)(document):
        return cast("Message", document), []
    return judge_message(document, limits, ignored)


def read_template(
    document: object, limits: Limits, ignored: Collection[str] = ()
) -> tuple[Template, list[Finding]]:
    """The same for a template."""
    if acceptor_of("template", limits)(document):
        return cast("Template", document), []
    return judge_template(document, limits, ignored)


def read_measured_image(
    document: object, limits: Limits, ignored: Collection[str] = ()
) -> tuple[Image, list[Finding]]:
    """The same for an image's measured facts."""
    if acceptor_of("image", limits)(document):
        return cast("Image", document), []
    return judge_image(document, limits, ignored)


def read_payload(
    document: object,
    schema: str,
    limits: Limits,
    places: Mapping[str, str],
    ignored: Collection[str] = (),
) -> tuple[dict[str, Any], list[Finding]]:
    """The same for a gateway's request.

    Args:
        document: the request's body.
        schema: the name of its schema, such as ``"payloads/infobip"``.
        limits: the numbers to hold it to.
        places: where its fields stand in a message, by JSON Pointer with ``*`` for any index: they
            break the rules of messages. What is not there breaks rules of requests.
        ignored: names of rules whose findings are left out.
    """
    if acceptor_of(schema, limits)(document):
        return cast("dict[str, Any]", document), []
    return judge_payload(document, schema, limits, places, ignored)
