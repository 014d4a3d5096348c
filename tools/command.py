"""Makes the schemas of the command: its configuration, which names what there is, and its output.

The output's own parts are written by hand in the same files; its reports and findings are those of
the report's schema.
"""

import ast
import inspect
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Final, cast

import schemas
from alimtalk_rules import PROFILES, RULES, Limits, Severity
from alimtalk_rules.cli.items import FAILING
from alimtalk_rules.payloads import GATEWAYS
from alimtalk_rules.rules.rule import LANGUAGES

Schema = dict[str, Any]

MOST: Final = 2**53 - 1
"""The largest integer that every JSON parser reads."""


def derived() -> dict[str, Schema]:
    """The schemas by the names of their files."""
    report, output, line = map(schemas.read, ("report", "output", "output-line"))
    own = {name: part for name, part in report.items() if name[0] != "$" and name != "title"}
    output["$defs"] |= {"Report": own, **report["$defs"]}
    line["properties"] |= report["$defs"]["Finding"]["properties"]
    line["$defs"] = {name: report["$defs"][name] for name in ("Param", "Span")}
    return {"config": config(), "output": output, "output-line": line}


def config() -> Schema:
    """``schemas/config.schema.json``: what the command's configuration may hold."""
    message = schemas.read("message")
    limits = {
        name.replace("_", "-"): {
            "description": says,
            "type": "integer",
            "minimum": 1,
            "maximum": MOST,
        }
        for name, says in _described(Limits).items()
    }
    rules: Schema = {"$ref": "#/$defs/Rules"}
    properties = {
        "profile": _one_of(PROFILES, "Whose AlimTalk it is: Infobip's guide, or all of Kakao's."),
        "gateway": _one_of(GATEWAYS, "All documents that check reads are its requests."),
        "limits": _closed(limits, "Numbers that differ from the profile's."),
        "severity": _closed(
            {name: {"$ref": "#/$defs/Severity"} for name in RULES},
            "Rules that are to be of another severity.",
        ),
        "ignore": rules,
        "per-file-ignores": {
            "description": "Rules whose findings are left out in some files: by patterns as in "
            ".gitignore, relative to the folder of the configuration.",
            "type": "object",
            "additionalProperties": rules,
        },
        "templates": {
            "description": "The approved templates: a file or a folder, relative to the folder of "
            "the configuration.",
            "type": "string",
            "minLength": 1,
        },
        "lang": _one_of(LANGUAGES, "Language of what is said."),
        "fail-on": _one_of(FAILING, "The least severity that refuses a document."),
    }
    return {
        "$schema": message["$schema"],
        "$id": "urn:alimtalk-rules:v1:config",
        "$comment": message["$comment"],
        "title": "alimtalk-rules configuration",
        **_closed(
            properties,
            "The table tool.alimtalk-rules of pyproject.toml, or all of alimtalk-rules.toml: what "
            "the options of these names are on the command line, which wins.",
        ),
        "$defs": {
            "Rules": {
                "description": "Rules whose findings are left out.",
                "type": "array",
                "items": {"$ref": "#/$defs/Rule"},
            },
            "Rule": _one_of(RULES, "The name of a rule."),
            "Severity": _one_of(Severity, "How severe a rule is."),
        },
    }


def _closed(properties: Schema, description: str) -> Schema:
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _one_of(names: Iterable[str], description: str) -> Schema:
    return {"description": description, "type": "string", "enum": [str(name) for name in names]}


def _described(model: type) -> dict[str, str]:
    """The fields of a dataclass, each with the docstring below it."""
    (definition,) = ast.parse(inspect.getsource(model)).body
    docs = {}
    for field, below in pairwise(cast("ast.ClassDef", definition).body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(ast.Constant(str(doc))):
                docs[name] = inspect.cleandoc(doc)
    return docs
