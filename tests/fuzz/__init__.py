"""Fuzzing: mutants of whole documents against the schemas, and harnesses for atheris."""
