"""Q19: an entry before the one it needs

New cards come in the order of the sources. A card that uses a term learnt ten cards later is memorised without being understood,
which takes longest and is forgotten first. `needs: [entry-id]` says that an entry builds on another one; the rule reports where
that one comes later, in the order in which topics, files and entries are studied.

What to do: move the entry behind the one it needs, which costs nobody a review, or drop the `needs`.

Fires:

    -- cards/a/x.yaml --
    - id: adamw-difference
      front: What does AdamW do differently from Adam?
      back: It applies weight decay outside of the adaptive step.
      needs: [adam-averages]
    - id: adam-averages
      front: What does Adam keep for each weight?
      back: Two moving averages.

Silent:

    -- cards/a/x.yaml --
    - id: adam-averages
      front: What does Adam keep for each weight?
      back: Two moving averages.
    - id: adamw-difference
      front: What does AdamW do differently from Adam?
      back: It applies weight decay outside of the adaptive step.
      needs: [adam-averages]
"""

from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic
from deckgen.lint.rule import Finding, Rule


def check(compilation: Compilation) -> Iterator[Finding]:
    places = {str(entry.id): index for index, entry in enumerate(compilation.parsed.entries)}
    for entry in compilation.parsed.entries:
        for index, needed in enumerate(entry.spec.needs):
            if places.get(needed, -1) > places[entry.id]:
                where = compilation.parsed.entries[places[needed]].origin.span("id")
                message = f"`{entry.id}` needs `{needed}`, which comes later, at {where}"
                span = entry.origin.span("needs", index)
                hint = "move it behind that entry, or drop the `needs`"
                yield Finding(Diagnostic("Q19", message, span, hint), entry)


RULE = Rule("Q19", survey=check)
