"""What the author allows by name: changes that learners would feel."""

from collections.abc import Iterable
from dataclasses import dataclass, field

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Permissions:
    """`allow` holds `deck:<topic>`, `move:<id>`, `kind:<id>`, `cards:<id>`, `unretire:<id>`, `clock:<year>`; `retire` and `restamp`
    ids or EVERYTHING. `new_lock` begins anew where the lock is lost.
    """

    allow: frozenset[str] = field(default_factory=frozenset)
    retire: frozenset[str] = field(default_factory=frozenset)
    restamp: frozenset[str] = field(default_factory=frozenset)
    new_lock: bool = False

    @classmethod
    def of(cls, allow: Iterable[str] = (), retire: Iterable[str] = (), restamp: Iterable[str] = ()) -> "Permissions":
        return cls(frozenset(allow), frozenset(retire), frozenset(restamp))

    def allows(self, what: str, name: str) -> bool:
        return f"{what}:{name}" in self.allow

    def retires(self, entry: str) -> bool:
        return EVERYTHING in self.retire or entry in self.retire

    def restamps(self, entry: str) -> bool:
        return EVERYTHING in self.restamp or entry in self.restamp


NOTHING_ALLOWED = Permissions()
