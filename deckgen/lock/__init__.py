"""Room 4: notes and the lock to a plan.

1. `toml` reads and writes deckgen.lock; 2. `plan` compares it with the notes and gives each its mtime; 3. `guards` refuses what
would harm people who have the decks; 4. `stamp` makes a release of it.
"""

from deckgen.lock.changes import Change, ChangeKind, Pending, Plan, pending, released_in
from deckgen.lock.history import lock_problems, plan_with_history
from deckgen.lock.model import Lock
from deckgen.lock.permissions import EVERYTHING, NOTHING_ALLOWED, Permissions
from deckgen.lock.plan import Target, behind_problems, plan_update
from deckgen.lock.stamp import stamp_release
from deckgen.lock.times import clock_problems
from deckgen.lock.topics import PlacedEntry, follow_topics, with_released_names
from deckgen.lock.traces import NO_TRACES, Trace, Traces

__all__ = [
    "EVERYTHING",
    "NOTHING_ALLOWED",
    "NO_TRACES",
    "Change",
    "ChangeKind",
    "Lock",
    "Pending",
    "Permissions",
    "PlacedEntry",
    "Plan",
    "Target",
    "Trace",
    "Traces",
    "behind_problems",
    "clock_problems",
    "follow_topics",
    "lock_problems",
    "pending",
    "plan_update",
    "plan_with_history",
    "released_in",
    "stamp_release",
    "with_released_names",
]
