"""What the author allows by name: changes that learners would feel."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Permissions:
    """Names may be patterns with `*`, `?` and `[...]`.

    `allow` holds `deck:<topic>`, `move:<id>`, `kind:<id>`, `cards:<id>`, `unretire:<id>`, `clock:<year>`; `retire` and `restamp`
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
        return any(matches(item, f"{what}:{name}") for item in self.allow)

    def retires(self, entry: str) -> bool:
        return any(matches(item, entry) for item in self.retire)

    def restamps(self, entry: str) -> bool:
        return any(matches(item, entry) for item in self.restamp)


def matches(pattern: str, name: str) -> bool:
    """Whether a permission is for `name`. Its word is never a pattern: `*:one` allows nothing."""
    word, _, rest = pattern.rpartition(":")
    word_of_name, _, name = name.rpartition(":")
    return word == word_of_name and fnmatchcase(name, rest)


NOTHING_ALLOWED = Permissions()
