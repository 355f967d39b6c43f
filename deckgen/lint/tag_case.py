"""G001: one tag in several spellings

Anki takes `Loss` and `loss` for the same tag and keeps the spelling that came first, which on each learner's computer may be a
different one. A search written down for the deck then shows another name than the sidebar, and in the sources half of the
entries look as if they were about something else.

What to do: choose one spelling and use it everywhere; lower case is the custom.

Fires:

    -- cards/a/x.yaml --
    - {id: adam-kept, tags: [loss], front: What does Adam keep for each weight?, back: Two moving averages.}
    - {id: adam-eps, tags: [Loss], front: What does the epsilon of Adam prevent?, back: A division by zero.}

Silent:

    -- cards/a/x.yaml --
    - {id: adam-kept, tags: [loss], front: What does Adam keep for each weight?, back: Two moving averages.}
    - {id: adam-eps, tags: [loss], front: What does the epsilon of Adam prevent?, back: A division by zero.}
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic
from deckgen.lint.rule import Finding, Rule


def check(compilation: Compilation) -> Iterator[Finding]:
    entries = compilation.parsed.entries
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        for tag in entry.spec.tags:
            for part in _with_ancestors(tag):
                spellings[part.casefold()][part] += 1
    usual = {folded: counts.most_common(1)[0][0] for folded, counts in spellings.items()}
    for entry in entries:
        for index, tag in enumerate(entry.spec.tags):
            unusual = next((part for part in _with_ancestors(tag) if part != usual[part.casefold()]), None)
            if unusual:
                message = f"`{unusual}` is written `{usual[unusual.casefold()]}` elsewhere; to Anki they are one tag"
                span = entry.origin.span("tags", index)
                yield Finding(Diagnostic("G001", message, span, "choose one spelling"), entry)


def _with_ancestors(tag: str) -> Iterator[str]:
    """`a`, `a::b`, `a::b::c` of `a::b::c`."""
    parts = tag.split("::")
    yield from ("::".join(parts[:count]) for count in range(1, len(parts) + 1))


RULE = Rule("G001", survey=check)
