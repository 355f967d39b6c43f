"""Snapshots made by hand, and by Hypothesis."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st

from deckgen.diff.snapshot import Snapshot, SnapshotDeck, SnapshotNote, SnapshotNotetype
from deckgen.model import EntryId, Guid, Instant, Language, Sha256, TopicName

EN, ZH = Language("en"), Language("zh-Hans")
FIRST = SnapshotDeck(1, "Demo::01 First", TopicName("a"), EN)
SECOND = SnapshotDeck(2, "Demo::02 Second", TopicName("b"), EN)
ERSTES = SnapshotDeck(3, "示例::01 第一", TopicName("a"), ZH)
BASIC = SnapshotNotetype("basic", "basic", 7, (1, 2, 3), (4, 5), 2, Sha256("look"), Instant(100))


def make_note(
    entry: str,
    *,
    deck: SnapshotDeck = FIRST,
    guid: str = "",
    mtime: int = 100,
    html: str = "html",
    cards: tuple[int, ...] = (1,),
    question: str = "",
) -> SnapshotNote:
    """A note of an entry; its guid follows from entry and language unless it is given."""
    return SnapshotNote(
        guid=Guid(guid or f"guid-{entry}-{deck.language}"), entry=EntryId(entry), deck=deck, mtime=Instant(mtime),
        html=Sha256(html), cards=cards, question=question,
    )  # fmt: skip


def make_snapshot(
    *notes: SnapshotNote,
    origin: str = "old",
    namespace: str = "demo",
    notetypes: Iterable[SnapshotNotetype] = (BASIC,),
    is_package: bool = False,
) -> Snapshot:
    return Snapshot(
        origin, namespace, {note.guid: note for note in notes}, {one.key: one for one in notetypes}, is_package
    )


_decks = st.sampled_from([FIRST, SECOND, ERSTES, replace(FIRST, name="Demo::01 Other"), SnapshotDeck(4, "Foreign")])
_notes = st.builds(
    make_note,
    st.sampled_from(["one", "two", "three"]),
    deck=_decks,
    guid=st.sampled_from(["g1", "g2", "g3", "g4"]),
    mtime=st.integers(1, 3),
    html=st.sampled_from("xy"),
    cards=st.sampled_from([(1,), (1, 2), (2,)]),
)
_notetypes = st.builds(
    replace,
    st.just(BASIC),
    id=st.sampled_from([7, 8]),
    fields=st.sampled_from([(1, 2), (2, 1), (1, 3), (1, 2, 3)]),
    sort_field=st.integers(0, 1),
    look=st.sampled_from([Sha256("look"), Sha256("other")]),
    mtime=st.integers(1, 3).map(Instant),
)


def _one_deck_each(snapshot: Snapshot) -> bool:
    """Whether no deck has two names, as no collection has."""
    decks = {note.deck for note in snapshot.notes.values()}
    return len({deck.id for deck in decks}) == len(decks)


snapshots = st.builds(
    lambda notes, notetype, namespace, is_package: make_snapshot(
        *notes, namespace=namespace, notetypes=[notetype], is_package=is_package
    ),
    st.lists(_notes, max_size=5),
    _notetypes,
    st.sampled_from(["demo", "other", ""]),
    st.booleans(),
).filter(_one_deck_each)
"""Snapshots that often share notes with one another."""
