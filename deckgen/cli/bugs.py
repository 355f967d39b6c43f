"""What is said and kept of a bug in deckgen."""

import platform
import sys
import tempfile
import traceback

from deckgen import __version__
from deckgen.cli.report import say_error


def report_bug() -> None:
    """Keep a report of the exception that is being handled, and say where."""
    trace = traceback.format_exc()
    text = (
        f"deckgen {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"arguments: {sys.argv[1:]}\n\n{trace}"
    )
    with tempfile.NamedTemporaryFile("w", prefix="deckgen-bug-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(text)
    last = trace.strip().splitlines()[-1]
    say_error(
        f"this is a bug in deckgen ({last})", f"nothing was half-written; please send {file.name} with a bug report"
    )
