"""The table `[check]` of deckgen.toml: which advice and warnings a project wants to see."""

from collections.abc import Iterable, Iterator

from deckgen.codes import RULE_CODES, Severity
from deckgen.diagnostics import Diagnostic
from deckgen.model import Settings


def wants(settings: Settings, code: str) -> bool:
    """Whether advice and warnings of this code are wanted; `select` chooses among the rules of advice only."""
    selected = code not in RULE_CODES or code.startswith(settings.select)
    return selected and not code.startswith(settings.ignore)


def chosen(diagnostics: Iterable[Diagnostic], settings: Settings) -> Iterator[Diagnostic]:
    """Those that the project wants. Errors always stay."""
    return (one for one in diagnostics if one.severity is Severity.ERROR or wants(settings, one.code))
