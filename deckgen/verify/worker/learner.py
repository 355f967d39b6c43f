"""What a learner does between two releases: studies some cards and rewrites some notes, spread over everything."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from anki.collection import Collection

from deckgen.verify.worker.snapshot import LearnerEdit

EDITED_FIELDS = (1, 2)

Item = TypeVar("Item")


def spread(items: Sequence[Item], count: int, rng: Random) -> list[Item]:
    """`count` of the items, one out of each of as many equal stretches."""
    count = min(count, len(items))
    return [items[int((index + rng.random()) * len(items) / count)] for index in range(count)]


def study(col: Collection, count: int, rng: Random) -> None:
    """Answer cards with all four buttons. Queues are never asked for a card, so daily limits do not matter."""
    query = "select c.id from cards c join notes n on n.id = c.nid order by n.guid, c.ord"
    for card_id in spread(col.db.list(query), count, rng):
        card = col.get_card(card_id)
        card.start_timer()
        col.sched.answerCard(card, rng.choice((1, 2, 3, 4)))


def edit(col: Collection, count: int, rng: Random, new_mtimes: Mapping[str, int]) -> list[LearnerEdit]:
    """Rewrite notes as if between the two releases; `new_mtimes` are those of the coming one."""
    chosen = spread(col.db.list("select id from notes order by guid"), count, rng)
    return [_edit_one(col, note_id, rng, new_mtimes) for note_id in chosen]


def _edit_one(col: Collection, note_id: int, rng: Random, new_mtimes: Mapping[str, int]) -> LearnerEdit:
    note = col.get_note(note_id)
    shipped = int(note.mod)
    field = min(rng.choice(EDITED_FIELDS), len(note.fields) - 1)
    done = LearnerEdit(str(note.guid), field, f" [what I think {rng.getrandbits(32):08x}]")
    note.fields[field] += done.text
    note.add_tag(done.tag)
    col.update_note(note)
    moment = edit_time(shipped, new_mtimes.get(done.guid))
    # Anki stamps an edit with now, which is after every release there is: no update could ever reach this note. People
    # edit between two releases, so the edit is moved there; no API does that.
    col.db.execute("update notes set mod = ? where id = ?", moment, note_id)
    return done


def edit_time(shipped: int, coming: int | None) -> int:
    """A second after the old release, or the same second if the new one came in the next."""
    return shipped if coming == shipped + 1 else shipped + 1
