"""Room 4: notes and the lock to a plan.

1. `toml` reads and writes deckgen.lock; 2. `plan` compares it with the notes and gives each its mtime; 3. `guards` refuses what
would harm people who have the decks; 4. `stamp` makes a release of it.
"""

from deckgen.lock.changes import Change, ChangeKind, Pending, Plan, pending
from deckgen.lock.model import Lock
from deckgen.lock.permissions import EVERYTHING, NOTHING_ALLOWED, Permissions
from deckgen.lock.plan import Target, behind_problems, plan_update
from deckgen.lock.stamp import stamp_release

__all__ = [
    "EVERYTHING",
    "NOTHING_ALLOWED",
    "Change",
    "ChangeKind",
    "Lock",
    "Pending",
    "Permissions",
    "Plan",
    "Target",
    "behind_problems",
    "pending",
    "plan_update",
    "stamp_release",
]
