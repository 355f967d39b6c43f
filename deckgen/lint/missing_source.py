"""Q17: an entry without a source among entries with one

Where most cards say where they come from, learners come to rely on it, and the one that cites nothing is the one that nobody can
check when it is doubted. The rule speaks up in topics in which more than half of the entries cite something; where
`require_sources = true` stands in `deckgen.toml`, an entry without a source is the error E014 instead.

What to do: add `source`, or say in a waiver why the entry needs none.

Fires:

    -- cards/references.yaml --
    adam: {title: "Adam: A Method for Stochastic Optimization"}
    -- cards/a/x.yaml --
    - {id: adam-averages, front: What does Adam keep for each weight?, back: Two moving averages., source: adam}
    - {id: adam-start, front: Why does Adam correct its averages at the start?, back: They begin at zero., source: adam}
    - {id: sgd-step, front: Along what does plain SGD step?, back: Against the gradient of a batch.}

Silent:

    -- cards/references.yaml --
    adam: {title: "Adam: A Method for Stochastic Optimization"}
    -- cards/a/x.yaml --
    - {id: adam-averages, front: What does Adam keep for each weight?, back: Two moving averages., source: adam}
    - {id: adam-start, front: Why does Adam correct its averages at the start?, back: They begin at zero., source: adam}
"""

from collections import Counter
from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic
from deckgen.lint.rule import Finding, Rule


def check(compilation: Compilation) -> Iterator[Finding]:
    if compilation.parsed.settings.require_sources:
        return
    entries = compilation.parsed.entries
    total = Counter(entry.topic for entry in entries)
    citing = Counter(entry.topic for entry in entries if entry.spec.source)
    for entry in entries:
        if not entry.spec.source and 2 * citing[entry.topic] > total[entry.topic]:
            message = (
                f"`{entry.id}` cites nothing, unlike {citing[entry.topic]} of {total[entry.topic]} entries of its topic"
            )
            span, hint = entry.origin.span("id"), "add `source: [{ref: ..., at: ...}]`"
            yield Finding(Diagnostic("Q17", message, span, hint), entry)


RULE = Rule("Q17", survey=check)
