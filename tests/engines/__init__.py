"""JSON Schema engines of several languages, held to the conformance suite's schema verdicts."""
