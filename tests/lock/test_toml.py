"""`deckgen.lock` as text."""

import tomllib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.errors import DeckgenError
from deckgen.lock import Lock
from deckgen.lock.model import DeckKey, LockedDeck, LockedNote, LockedNotetype, RetiredNote
from deckgen.lock.toml import dumps, loads
from deckgen.model import EntryId, Guid, Instant, Language, NotetypeKey, Sha256, TopicName
from deckgen.notes import NoteKey
from tests.examples import upto
from tests.lock.workbench import Desk, make_note

SLUGS = st.text("ab0-", min_size=1, max_size=6)
LANGUAGES = st.sampled_from([Language(tag) for tag in ("und", "en", "zh-Hans", "pt-BR", "de-CH-1996")])
NOTETYPES: st.SearchStrategy[NotetypeKey] = st.sampled_from(["basic", "cloze"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
NUMBERS = st.sampled_from([0, 1, 1_700_000_000, 2**53 + 1])
VERSIONS = st.sampled_from(["", "1.0.0", "10.2.33"])
DIGESTS = st.sampled_from([Sha256(character * 16) for character in "0af"])
PAIRS = st.lists(st.tuples(SLUGS, NUMBERS), max_size=3).map(tuple)
FORMERLY = st.lists(SLUGS.map(EntryId), max_size=2, unique=True).map(tuple)
KEYS = st.builds(NoteKey, SLUGS.map(EntryId), LANGUAGES)

LOCKS = st.builds(
    Lock,
    namespace=SLUGS,
    notetypes=st.dictionaries(
        NOTETYPES,
        st.builds(
            LockedNotetype, id=NUMBERS, sort_field=st.integers(0, 9), fields=PAIRS, templates=PAIRS,
            look=DIGESTS, mtime=NUMBERS.map(Instant), release=VERSIONS,
        ),
    ),
    decks=st.dictionaries(
        st.builds(DeckKey, SLUGS.map(TopicName), LANGUAGES), st.builds(LockedDeck, id=NUMBERS, name=TEXTS), max_size=3
    ),
    notes=st.dictionaries(
        KEYS,
        st.builds(
            LockedNote, guid=TEXTS.map(Guid), id=NUMBERS, kind=SLUGS, notetype=NOTETYPES, topic=SLUGS.map(TopicName),
            due=st.integers(0, 999_999), cards=st.lists(st.tuples(st.integers(1, 100), NAMES), max_size=4).map(tuple),
            content=DIGESTS, html=DIGESTS, sent=DIGESTS, mtime=NUMBERS.map(Instant), since=VERSIONS, release=VERSIONS,
            formerly=FORMERLY,
        ),
        max_size=4,
    ),
    retired=st.dictionaries(
        KEYS,
        st.builds(
            RetiredNote, guid=TEXTS.map(Guid), topic=SLUGS.map(TopicName), since=VERSIONS, release=VERSIONS,
            formerly=FORMERLY,
        ),
        max_size=3,
    ),
    releases=st.dictionaries(st.sampled_from(["2.0.0", "1.0.0", "10.0.0"]), NUMBERS.map(Instant)),
)  # fmt: skip


def two_note_lock() -> Lock:
    desk = Desk()
    desk.build(make_note("one"), make_note("two"))
    desk.release("1.0.0")
    return desk.lock


@settings(max_examples=upto(60), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(LOCKS)
def test_a_lock_is_read_as_it_was_written_and_written_as_it_was_read(lock: Lock) -> None:
    """Also by a plain TOML parser, which reads what is not quite as deckgen writes it."""
    text = dumps(lock)
    assert loads(text) == lock
    assert dumps(loads(text)) == text
    assert tomllib.loads(text)["namespace"] == lock.namespace
    assert loads(text + "\n[table_of_later]\nkey  = '1'\n") == lock


@settings(max_examples=upto(20), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(LOCKS)
def test_the_order_of_rows_in_memory_does_not_show(lock: Lock) -> None:
    turned = Lock(
        lock.namespace,
        dict(reversed([*lock.notetypes.items()])),
        dict(reversed([*lock.decks.items()])),
        dict(reversed([*lock.notes.items()])),
        dict(reversed([*lock.retired.items()])),
        lock.releases,
    )
    assert dumps(turned) == dumps(lock)


def test_releases_stay_in_the_order_in_which_they_were_made() -> None:
    lock = Lock("t", releases={"9.0.0": Instant(1), "10.0.0": Instant(2)})
    assert loads(dumps(lock)).last_release == "10.0.0"


def test_each_note_is_one_line_and_lines_are_sorted() -> None:
    lines = [line for line in dumps(two_note_lock()).splitlines() if "guid" in line and "=" in line]
    assert [line.split(" = ")[0] for line in lines] == ['"one/und"', '"two/und"']


@pytest.mark.parametrize(
    "name", ['a "quote"', "back\\slash", "tab\tnew\nline", "\x7f\x00\x1f", "\u2028\u0085", "👩‍🔬 多模态", "[x] = # {"]
)
def test_odd_characters_in_deck_names_survive(name: str) -> None:
    lock = Lock("t", decks={DeckKey(TopicName("a"), Language("und")): LockedDeck(7, name)})
    assert loads(dumps(lock)) == lock


@pytest.mark.parametrize("name", ["a:b", "2", ":", "text-encoder", "Größe/№ 1", "1"])
def test_card_names_with_odd_characters_survive(name: str) -> None:
    desk = Desk()
    desk.build(make_note("picture", kind="diagram", cards=[name, "x"]))
    assert loads(dumps(desk.lock)) == desk.lock


def test_a_lock_of_a_newer_version_is_refused_with_the_way_out() -> None:
    text = dumps(two_note_lock()).replace("version = 1\n", "version = 2\n")
    with pytest.raises(DeckgenError, match="newer deckgen") as refused:
        loads(text)
    assert refused.value.hint == "install a newer deckgen, in the way this one was installed"


def test_a_lock_of_a_newer_revision_is_read_without_what_it_adds() -> None:
    lock = two_note_lock()
    text = (
        dumps(lock)
        .replace("revision = 0\n", "revision = 1\nnovelty = 1\n")
        .replace('release = "', 'extra = 1, release = "')
    )
    assert loads(text) == lock


def _conflict(text: str) -> str:
    return text.replace("[notes]\n", "[notes]\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n")


DAMAGES: dict[str, Callable[[str], str]] = {
    "merge conflict": _conflict,
    "cut off": lambda text: text[: len(text) // 2],
    "a note twice": lambda text: text + text.split("[notes]\n")[1],
    "an unknown key": lambda text: text.replace("due = ", "dew = "),
    "a missing guid": lambda text: text.replace("guid = ", "guide = "),
    "a key without language": lambda text: text.replace('"one/und"', '"one"'),
    "a time in words": lambda text: text.replace("mtime = ", 'mtime = "noon" #'),
    "a time in quotes": lambda text: text.replace("mtime = 1700000000", 'mtime = "1700000000"'),
    "a position in quotes": lambda text: text.replace("due = 100", 'due = "100"'),
    "a guid that is a number": lambda text: text.replace("guid = ", "guid = 7, old = "),
    "cards that are numbers": lambda text: text.replace('cards = ["1"]', "cards = [1]"),
    "notes that are a list": lambda text: text.split("[decks]")[0] + "[decks]\n[[notes]]\n",
    "notes that are a number": lambda text: text.replace("[releases]", "notes = 3\n[releases]").split("[decks]")[0],
    "a release that is no time": lambda text: text.replace('"1.0.0" = 1700000000', '"1.0.0" = "soon"'),
    "no namespace": lambda text: text.replace("namespace", "space"),
    "a namespace that is a number": lambda text: text.replace('namespace = "test"', "namespace = 1"),
    "no version": lambda text: text.replace("version = 1\n", ""),
    "a version in quotes": lambda text: text.replace("version = 1\n", 'version = "1"\n'),
    "a notetype without id": lambda text: text.replace('"basic" = { id = ', '"basic" = { no = '),
    "a deck with a key too many": lambda text: text.replace('name = "Test', 'colour = "red", name = "Test'),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_lock_is_an_error_that_says_what_to_do(damage: str) -> None:
    text = DAMAGES[damage](dumps(two_note_lock()))
    assert text != dumps(two_note_lock()), "the damage hits nothing"
    with pytest.raises(DeckgenError, match=r"deckgen\.lock is damaged") as refused:
        loads(text)
    assert "restore the committed file" in (refused.value.hint or "")


@settings(deadline=None)
@given(st.integers(0, 3000), st.integers(1, 200), st.sampled_from(["", "1", '"', "\n", "x = ", "]", "\u0000"]))
def test_whatever_happens_to_the_text_reading_it_succeeds_or_says_that_it_is_damaged(
    at: int, length: int, put: str
) -> None:
    text = dumps(two_note_lock())
    hint: str | None = "none needed"
    try:
        loads(text[:at] + put + text[at + length :])
    except DeckgenError as error:
        hint = error.hint
    assert hint


@pytest.mark.parametrize("text", ["", "\n", " \n\t"])
def test_an_empty_lock_is_called_empty_and_the_hint_says_how_to_get_it_back(text: str) -> None:
    with pytest.raises(DeckgenError, match=r"deckgen\.lock is empty") as caught:
        loads(text)
    assert "git checkout HEAD -- deckgen.lock" in str(caught.value.hint)
