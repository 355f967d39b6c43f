"""C002: a waiver that waives nothing

`lint: {Q03: "..."}` on an entry says why a rule does not fit there. Once the entry has been rewritten and the rule no longer
fires, the line tells later readers of a problem that is gone, and it would hide the same problem when it comes back.

What to do: delete the line from `lint`.

Fires:

    -- cards/a/x.yaml --
    - id: batch-norm-axis
      front: Over which axis does batch normalisation average?
      back: Over the batch, for each channel.
      lint: {Q02: "the wording is that of the exam"}

Silent:

    -- cards/a/x.yaml --
    - id: batch-norm-axis
      front: Over which axis does batch normalisation average?
      back: Over the batch, for each channel.
"""

from collections.abc import Iterable, Iterator

from deckgen.diagnostics import Diagnostic
from deckgen.lint.rule import Finding, Rule
from deckgen.sources import Entry

RULE = Rule("C002")


def unwaived(findings: Iterable[Finding]) -> Iterator[Diagnostic]:
    """Those that no entry has waived."""
    for one in findings:
        if not one.entry or one.diagnostic.code not in one.entry.spec.lint:
            yield one.diagnostic


def unused_waivers(entries: Iterable[Entry], findings: Iterable[Finding]) -> Iterator[Diagnostic]:
    """C002 for every waiver without a finding. `findings` are those of all rules, also of rules that nobody wants to see."""
    used = {(one.entry.id, one.diagnostic.code) for one in findings if one.entry}
    for entry in entries:
        for code in entry.spec.lint:
            if (entry.id, code) not in used and RULE.code not in entry.spec.lint:
                message = f"`{entry.id}`: {code} has nothing to say here"
                yield Diagnostic("C002", message, entry.origin.key_span("lint", code), "delete the waiver")
