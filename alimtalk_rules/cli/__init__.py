"""The command line, in the extra ``cli``: from files to findings, on a screen or in JSON."""
