"""Advice on study quality. Each rule is one file and one row of `RULES`; none of them ever stops a build.

The thresholds come from two widely shared programmer decks (median answer 15 words, ninetieth percentile 54) and from the
literature on formulating knowledge: short questions, short answers, short lists.
"""

from collections.abc import Callable, Iterator

from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic
from deckgen.lint import answer_length, lists, phone_size, question_length, yes_no
from deckgen.sources import Entry

Rule = Callable[[Entry, str], Iterator[Diagnostic]]
RULES: dict[str, Rule] = {
    "Q01": question_length.check,
    "Q02": answer_length.check,
    "Q03": lists.check_ordered,
    "Q04": lists.check_unordered,
    "Q05": yes_no.check,
    "Q14": phone_size.check,
}


def lint(compilation: Compilation) -> tuple[Diagnostic, ...]:
    """All advice on all entries, in every language they are written in."""
    return tuple(
        advice
        for entry in compilation.parsed.entries
        for language in entry.languages
        for rule in RULES.values()
        for advice in rule(entry, language)
    )
