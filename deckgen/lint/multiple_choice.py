"""Q08: a multiple-choice question

Multiple choice tests whether one recognises the right answer among wrong ones; after a few reviews one recognises its letter.
Outside the card there is nothing to choose from, so the knowledge is not there when it is needed. The wrong choices are read at
each review as well and leave traces of their own.

What to do: ask the question without the choices. A wrong answer that people really give belongs into `pitfall`.

Fires:

    -- cards/a/x.yaml --
    - id: vit-position
      front: "Which position embedding does ViT use? a) sinusoidal b) learnt c) rotary"
      back: Learnt vectors, one for each patch.

Silent:

    -- cards/a/x.yaml --
    - id: vit-position
      front: How does ViT encode positions?
      back: By learnt vectors, one for each patch.
"""

import re
from collections.abc import Iterator

from deckgen.lint.edition import Edition
from deckgen.lint.rule import Finding, Rule, finding
from deckgen.markup.prose import prose

_MARKER = re.compile(r"(?:^|(?<=[\s(（？?；;，,。]))([A-Da-d])[).）.、:：]\s*(?=\S)", re.MULTILINE)


def check(edition: Edition) -> Iterator[Finding]:
    letters = "".join(match[1].lower() for match in _MARKER.finditer(prose(edition.question.text)))
    if "abc" in letters:
        hint = "ask without the choices; wrong answers that people give belong into `pitfall`"
        yield finding("Q08", edition, edition.question, "choices a, b, c in the question", hint)


RULE = Rule("Q08", check)
