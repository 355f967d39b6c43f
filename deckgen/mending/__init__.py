"""`deckgen check --fix`: mends what changes no word of a card, and writes ids, in the author's own file and hand.

`corrections` asks the rules what to mend and edits the texts; `project` reads, writes and checks again.
"""

from deckgen.mending.project import Mending, mend_project

__all__ = ["Mending", "mend_project"]
