"""What is different between two states of the decks: what was added, corrected, retired, and what learners will see of it.

1. `sources` finds out what an argument names, and reads it; 2. `lock_snapshot`, `package_snapshot` and `project_snapshot` make a
`Snapshot` of it; 3. `scope` leaves out what the other side cannot know; 4. `compare` says what differs; 5. `text`, `data` and
`document` say it to people and programs.
"""

from deckgen.diff.compare import compare
from deckgen.diff.comparison import Comparison, Difference, DifferenceKind
from deckgen.diff.snapshot import Snapshot

__all__ = ["Comparison", "Difference", "DifferenceKind", "Snapshot", "compare"]
