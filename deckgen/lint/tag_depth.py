"""G002: a tag with too many levels

Tags are there to be found in the sidebar and typed in searches. Below four levels nobody unfolds the tree on a phone, and the
name no longer fits on the screen. The project's prefix counts, since learners see it.

What to do: drop levels that only repeat the topic (each note has the tag `<prefix>::<topic>::<section>` anyway), or use two
tags.

Fires:

    -- cards/a/x.yaml --
    - id: adam-kept
      tags: ["training::optimisers::adaptive::adam"]
      front: What does Adam keep for each weight?
      back: Two moving averages.

Silent:

    -- cards/a/x.yaml --
    - id: adam-kept
      tags: ["optimisers::adam"]
      front: What does Adam keep for each weight?
      back: Two moving averages.
"""

from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic
from deckgen.lint.rule import Finding, Rule

LEVELS = 4


def check(compilation: Compilation) -> Iterator[Finding]:
    prefix = compilation.parsed.settings.tag_prefix
    for entry in compilation.parsed.entries:
        for index, tag in enumerate(entry.spec.tags):
            full = f"{prefix}::{tag}" if prefix else tag
            levels = full.count("::") + 1
            if levels > LEVELS:
                message = f"`{full}` has {levels} levels, more than {LEVELS}"
                span, hint = entry.origin.span("tags", index), "drop levels that repeat the topic, or use two tags"
                yield Finding(Diagnostic("G002", message, span, hint), entry)


RULE = Rule("G002", survey=check)
