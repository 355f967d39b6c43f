"""Q20: a section or tag with a single entry

A lone card about a subject has nothing to hold on to: it is met once in months, without relatives that would recall it. As a
section it is also a tag in everybody's collection that selects one note. The rule looks at projects of ten entries and more.

What to do: add the other questions one should be able to answer about the subject, or move the entry into a section that fits.

Fires:

    -- cards/a/x.yaml --
    - {id: momentum, section: sgd, front: What does momentum add to a step?, back: A fraction of the last step.}
    - {id: sgd-noise, section: sgd, front: Where does the noise of SGD come from?, back: From the choice of the batch.}
    - {id: nesterov, section: sgd, front: Where does Nesterov momentum take the gradient?, back: After the momentum step.}
    - {id: sgd-rate, section: sgd, front: What makes SGD diverge?, back: Too large a learning rate.}
    - {id: warmup, section: sgd, front: What does warm-up do to the learning rate?, back: It starts small and grows.}
    - {id: adam-kept, section: adam, front: What does Adam keep for each weight?, back: Two moving averages.}
    - {id: adam-start, section: adam, front: Why does Adam correct its averages at the start?, back: They begin at zero.}
    - {id: adam-eps, section: adam, front: What does the epsilon of Adam prevent?, back: A division by zero.}
    - {id: adamw, section: adam, front: What does AdamW keep apart from the step?, back: The weight decay.}
    - {id: lion, section: lion, front: What does Lion use of its update?, back: Only the sign.}

Silent:

    -- cards/a/x.yaml --
    - {id: adam-kept, section: adam, front: What does Adam keep for each weight?, back: Two moving averages.}
    - {id: adam-start, section: adam, front: Why does Adam correct its averages at the start?, back: They begin at zero.}
"""

from collections import Counter
from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic
from deckgen.lint.rule import Finding, Rule

MANY_ENTRIES = 10


def check(compilation: Compilation) -> Iterator[Finding]:
    entries = compilation.parsed.entries
    if len(entries) < MANY_ENTRIES:
        return
    sections = Counter((entry.topic, entry.spec.section) for entry in entries)
    tags = Counter(tag for entry in entries for tag in entry.spec.tags)
    hint = "add related questions, or move it to where it belongs"
    for entry in entries:
        section = entry.spec.section
        if section and sections[entry.topic, section] == 1:
            message = f"`{entry.id}` is the only entry of the section `{section}`"
            yield Finding(Diagnostic("Q20", message, entry.origin.span("section"), hint), entry)
        for index, tag in enumerate(entry.spec.tags):
            if tags[tag] == 1:
                message = f"`{entry.id}` is the only entry with the tag `{tag}`"
                yield Finding(Diagnostic("Q20", message, entry.origin.span("tags", index), hint), entry)


RULE = Rule("Q20", survey=check)
