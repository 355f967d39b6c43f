"""One piece of advice about one text of an entry."""

from deckgen.diagnostics import Diagnostic, Severity
from deckgen.sources import Entry


def advice(code: str, message: str, entry: Entry, language: str, key: str, hint: str) -> Diagnostic:
    """Advice at the text of `key`, naming the language where the project has several."""
    span = entry.origin.span(key, language)
    return Diagnostic(code, f"`{entry.id}` ({language}): {message}", span, hint, Severity.ADVICE)
