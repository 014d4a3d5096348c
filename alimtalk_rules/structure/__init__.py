"""The structure of documents: an acceptor that says yes fast, and a judge that says why not.

Both come from the JSON Schemas of this project. The acceptor is Python written from them. The judge
is ``jsonschema``, asked piece by piece (the message's own fields, its image, each button by its
type), so that one mistake gives one finding. What the acceptor accepts, the judge accepts; tests
hold them to it.
"""

from alimtalk_rules.structure.acceptor import acceptor_of, source_of
from alimtalk_rules.structure.judge import read
from alimtalk_rules.structure.schemas import load_schema

__all__ = ["acceptor_of", "load_schema", "read", "source_of"]
