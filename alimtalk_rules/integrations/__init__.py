"""What joins the checks to other packages, each in an extra of its name."""


def missing(extra: str, error: ModuleNotFoundError) -> ModuleNotFoundError:
    """The error, as one that says what to install."""
    what = f'this needs {error.name}: pip install "alimtalk-rules[{extra}]"'
    return ModuleNotFoundError(what, name=error.name)
