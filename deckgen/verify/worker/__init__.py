"""The only code that imports Anki (which is AGPL), run as a program of its own: `python <this folder>`.

The interpreter may be another one, with `anki` but without deckgen, so nothing here imports more than the standard
library, `anki` and its own siblings.

1. `fresh`    new collection: import, import again, render every card, let Anki check its database
2. `upgrade`  old packages, a learner who studies and edits, new packages: what did the learner lose
3. `protocol` the words in which the answer is given
"""
