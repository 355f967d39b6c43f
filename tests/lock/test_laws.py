"""What holds whatever an author does: laws of planning, over random histories of edits, builds and releases."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from deckgen.compiler import compile_project
from deckgen.errors import DeckgenError
from deckgen.lock import Lock, Plan, pending, stamp_release
from deckgen.lock.toml import dumps, loads
from deckgen.model import EntryId, Instant, Language, Sha256, SourceFile, Sources
from deckgen.notes import Note
from deckgen.notes.identity import guid_of
from tests.conftest import templates
from tests.examples import upto
from tests.lock.workbench import EDITIONS, Desk, make_note, make_topic

TOPICS = ("a", "b")


@dataclass
class Written:
    """One entry as the author has it at the moment."""

    id: str
    words: int = 0
    folded: int = 0
    """How often it was written in another way that comes out the same."""
    topic: str = "a"
    cards: int = 1
    was: str | None = None
    languages: tuple[str, ...] = ("en", "de")


@dataclass
class Author:
    """Writes, and does what the command line would: asks for a plan, allows what it must, keeps the lock."""

    entries: list[Written] = field(default_factory=list)
    look: int = 0
    style: int = 0
    count: int = 0
    version: int = 0
    desk: Desk = field(
        default_factory=lambda: Desk(
            settings=EDITIONS, topics={n: make_topic(n, order=i) for i, n in enumerate(TOPICS)}
        )
    )

    def notes(self) -> list[Note]:
        """In authored order: by topic, then as written; both languages of an entry together."""
        ordered = sorted(self.entries, key=lambda entry: entry.topic)
        return [self._note(entry, language) for entry in ordered for language in entry.languages]

    def _note(self, entry: Written, language: str) -> Note:
        shown = make_note(
            entry.id, f"{language} {entry.words}", look=str(self.look), topic=entry.topic, was=entry.was,
            language=language, kind="cloze", cards=[str(number + 1) for number in range(entry.cards)],
        )  # fmt: skip
        return replace(shown, content=Sha256(f"{shown.content}-{entry.folded}")) if entry.folded else shown

    def plan(self, *restamp: str) -> Plan:
        styled = {key: replace(one, look=Sha256(f"look-{self.style}")) for key, one in self.desk.notetypes.items()}
        self.desk.notetypes = styled
        allow = [f"{what}:{entry.id}" for entry in self.entries for what in ("move", "cards")]
        return self.desk.try_build(self.notes(), retire=["*"], allow=allow, restamp=restamp)


Step = Callable[[Author, random.Random], None]


def _add(author: Author, pick: random.Random) -> None:
    author.count += 1
    new = Written(
        f"n{author.count}", topic=pick.choice(TOPICS), languages=pick.choice([("en", "de"), ("en",), ("de",)])
    )
    author.entries.insert(pick.randint(0, len(author.entries)), new)


def _edit(change: Callable[[Author, Written, random.Random], None]) -> Step:
    def step(author: Author, pick: random.Random) -> None:
        if author.entries:
            change(author, pick.choice(author.entries), pick)

    return step


def _reword(_author: Author, entry: Written, pick: random.Random) -> None:
    entry.words = pick.randint(0, 2)  # now and then the words of before


def _fold(_author: Author, entry: Written, _pick: random.Random) -> None:
    entry.folded += 1


def _remove(author: Author, entry: Written, _pick: random.Random) -> None:
    author.entries.remove(entry)


def _rename(author: Author, entry: Written, _pick: random.Random) -> None:
    if {key.language for key in author.desk.lock.notes if key.entry == entry.id} >= set(entry.languages):
        author.count += 1
        entry.was, entry.id = entry.id, f"n{author.count}"


def _move(_author: Author, entry: Written, pick: random.Random) -> None:
    entry.topic = pick.choice(TOPICS)


def _recard(_author: Author, entry: Written, pick: random.Random) -> None:
    entry.cards = pick.randint(1, 3)


def _reorder(author: Author, pick: random.Random) -> None:
    pick.shuffle(author.entries)


def _relook(author: Author, pick: random.Random) -> None:
    author.look = pick.randint(0, 2)


def _restyle(author: Author, pick: random.Random) -> None:
    author.style = pick.randint(0, 2)


STEPS: dict[str, Step] = {
    "add": _add,
    "add another": _add,
    "reword": _edit(_reword),
    "fold": _edit(_fold),
    "remove": _edit(_remove),
    "rename": _edit(_rename),
    "move": _edit(_move),
    "recard": _edit(_recard),
    "reorder": _reorder,
    "relook": _relook,
    "restyle": _restyle,
}


@dataclass(frozen=True)
class Round:
    """Some edits, a build after some seconds, perhaps a release."""

    edits: tuple[str, ...]
    seconds: int
    restamp: bool
    release: bool


ROUNDS = st.lists(
    st.builds(
        Round,
        edits=st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=5).map(tuple),
        seconds=st.sampled_from([0, 0, 1, 60, 86_400, -1, -60]),
        restamp=st.booleans(),
        release=st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


def live(rounds: list[Round], seed: int, law: Callable[[Author, Plan, bool], None]) -> None:
    """Live through the rounds, and ask the law after each build. A renamed entry keeps its `was` for ever."""
    author, pick = Author(), random.Random(seed)
    _add(author, pick)
    for one in rounds:
        for name in one.edits:
            STEPS[name](author, pick)
        author.desk.now += one.seconds
        plan = author.plan(*(["*"] if one.restamp else []))
        assert not plan.diagnostics, plan.diagnostics
        law(author, plan, one.restamp)
        author.desk.lock = plan.after
        if one.release and not pending(plan.after).is_empty:
            author.version += 1
            author.desk.lock = stamp_release(plan.after, f"{author.version}.0.0", Instant(author.desk.now))


def lawful(law: Callable[[Author, Plan, bool], None]) -> Callable[[], None]:
    """The law as a test over many histories."""

    @settings(max_examples=upto(120), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(rounds=ROUNDS, seed=st.integers(0, 2**16))
    @example(rounds=[Round(("add", "add"), 0, False, True), Round(("reorder", "reword"), 0, False, True)] * 3, seed=7)
    def test(rounds: list[Round], seed: int) -> None:
        live(rounds, seed, law)

    test.__doc__ = law.__doc__
    return test


def _planning_again(author: Author, plan: Plan, _restamp: bool) -> None:
    """A second build right after the first changes nothing at all."""
    author.desk.lock = plan.after
    again = author.plan()
    assert again.is_empty
    assert again.changes == ()
    assert again.looks == ()


def _times(author: Author, plan: Plan, restamp: bool) -> None:
    """A note whose words did not change keeps its time; one that says something else gets a later one, never too late a one."""
    before = {row.guid: row for row in plan.before.notes.values()}
    asked = {note.key: note for note in author.notes()}
    for key, row in plan.after.notes.items():
        old = before.get(row.guid)
        if old is None:
            assert row.mtime == author.desk.now
            continue
        said = old.content != asked[key].content and old.html != asked[key].html
        sent = restamp and old.sent != asked[key].html
        if said or sent:
            assert old.mtime < row.mtime <= max(author.desk.now, old.mtime + 1)
            assert row.release == ""
            assert row.sent == row.html
        else:
            assert (row.mtime, row.release, row.sent) == (old.mtime, old.release, old.sent)
        assert (row.since, row.id) == (old.since, old.id)


def _reports(author: Author, plan: Plan, _restamp: bool) -> None:
    """Every note whose time moved is in the plan as new, reworded or restamped, and no other note is."""
    told = {change.key for change in plan.changes if change.kind.value in {"new", "reworded", "restamped"}}
    before = {row.guid: row.mtime for row in plan.before.notes.values()}
    assert told == {key for key, row in plan.after.notes.items() if before.get(row.guid) != row.mtime}
    assert set(plan.after.notes) == {note.key for note in author.notes()}


def _nobody_is_lost(author: Author, plan: Plan, _restamp: bool) -> None:
    """Whatever was released stays in the lock under its guid, as a note or as retired; guids and row ids are never shared."""
    known = [row.guid for row in plan.after.notes.values()] + [one.guid for one in plan.after.retired.values()]
    released = {row.guid for row in plan.before.notes.values() if row.since} | {
        one.guid for one in plan.before.retired.values()
    }
    assert released <= set(known)
    assert len(known) == len(set(known))
    rows = sorted(row.id for row in plan.after.notes.values())
    assert all(right - left >= 100 for left, right in pairwise(rows))


def _positions(author: Author, plan: Plan, _restamp: bool) -> None:
    """Released notes keep their position; where these rise, all do, and strictly while there is room."""
    before = {row.guid: row for row in plan.before.notes.values()}
    decks: dict[tuple[str, str], list[tuple[int, int | None, bool]]] = {}
    for note in author.notes():
        row = plan.after.notes[note.key]
        assert 0 <= row.due < 1_000_000
        old = before[row.guid].due if row.guid in before else None
        assert row.due == old or not row.since
        decks.setdefault((note.topic, note.key.language), []).append((row.due, old, bool(row.since)))
    for placed in decks.values():
        fixed = [due for due, _, released in placed if released]
        taken = sorted([0, *(old for _, old, _ in placed if old is not None)])
        if fixed == sorted(fixed) and all(right - left > len(placed) for left, right in pairwise(taken)):
            dues = [due for due, _, _ in placed]
            assert dues == sorted(set(dues))


def _the_lock_is_text(author: Author, plan: Plan, _restamp: bool) -> None:
    """Through the file the lock is the same, so the next build on another machine is too."""
    assert loads(dumps(plan.after)) == plan.after
    author.desk.lock = loads(dumps(plan.after))
    assert author.plan().is_empty


def _looks(author: Author, plan: Plan, _restamp: bool) -> None:
    """A notetype keeps its time while its look stays, and gets a later one with a new look."""
    for key, old in plan.before.notetypes.items():
        new = plan.after.notetypes[key]
        assert (new.look != old.look) == (new.mtime > old.mtime) == (key in plan.looks)
        assert new.mtime <= max(author.desk.now, old.mtime + 1)


test_planning_again_changes_nothing = lawful(_planning_again)
test_only_notes_that_say_something_else_get_a_new_time = lawful(_times)
test_the_plan_names_exactly_what_learners_will_get = lawful(_reports)
test_released_notes_are_never_lost_and_identities_never_shared = lawful(_nobody_is_lost)
test_positions_are_kept_and_rise_in_authored_order = lawful(_positions)
test_the_lock_is_the_same_after_a_round_trip = lawful(_the_lock_is_text)
test_notetypes_are_stamped_with_their_look_alone = lawful(_looks)


@settings(max_examples=upto(120), deadline=None)
@given(rounds=ROUNDS, seed=st.integers(0, 2**16))
def test_a_release_stamps_what_was_pending_and_leaves_the_rest(rounds: list[Round], seed: int) -> None:
    def law(author: Author, plan: Plan, _restamp: bool) -> None:
        try:
            stamped = stamp_release(plan.after, "1000.0.0", Instant(author.desk.now))
        except DeckgenError:
            assert pending(plan.after).is_empty
            return
        assert pending(stamped).is_empty
        assert set(pending(stamped).unsent) == set(pending(plan.after).unsent)
        for key, row in stamped.notes.items():
            old = plan.after.notes[key]
            if old.release:
                assert row == replace(old, home=None, gone=())
            else:
                assert (row.release, row.mtime) == ("1000.0.0", max(author.desk.now, old.mtime))
        author.desk.lock = stamped
        assert author.plan().is_empty

    live(rounds, seed, law)


# -- the whole compiler -------------------------------------------------------------------------------------------------

SETTINGS_FILE = SourceFile(
    "deckgen.toml", '[project]\nnamespace = "t"\ntitle = {en = "T", de = "P"}\nlanguages = ["en", "de"]\n'
)


def _project(files: dict[str, str]) -> Sources:
    return Sources(SETTINGS_FILE, tuple(SourceFile(path, text) for path, text in files.items()), templates(), {})


@settings(max_examples=upto(15), deadline=None)
@given(
    words=st.lists(st.sampled_from(["alpha", "*beta*", "中文", "1 < 2", "$x$"]), min_size=4, max_size=4),
    order=st.permutations(range(4)),
    keys=st.permutations(["id", "front", "back", "tags", "extra"]),
)
def test_files_and_keys_in_another_order_compile_to_the_same(
    words: list[str], order: list[int], keys: list[str]
) -> None:
    """The order in which a disk lists files, and the order of keys in a map, mean nothing."""

    def entry(number: int, names: list[str]) -> str:
        values = {
            "id": f"e{number}",
            "front": f"{{en: '{words[number]}', de: 'd {words[number]}'}}",
            "back": f"'{words[number - 1]}'",
            "tags": "[x, y]",
            "extra": f"{{de: 'd{number}', en: 'e{number}'}}",
        }
        lines = [f"{name}: {values[name]}" for name in names]
        return "- " + "\n  ".join(lines) + "\n"

    def files(names: list[str]) -> list[tuple[str, str]]:
        return [
            ("cards/a/topic.yaml", "title: {en: A, de: A}\norder: 1\n"),
            ("cards/b/topic.yaml", "order: 2\ntitle: {de: B, en: B}\n"),
            ("cards/a/1.yaml", entry(0, names) + entry(1, names)),
            ("cards/b/2.yaml", entry(2, names) + entry(3, names)),
        ]

    plain = compile_project(
        _project(dict(files(["id", "front", "back", "tags", "extra"]))), Lock(), now=Instant(1_000_000)
    )
    turned = dict([files(keys)[index] for index in order])
    other = compile_project(_project(turned), Lock(), now=Instant(1_000_000))
    assert not plain.diagnostics
    assert dumps(other.plan.after) == dumps(plain.plan.after)
    assert [note.fields for note in other.notes] == [note.fields for note in plain.notes]


@settings(max_examples=upto(12), deadline=None)
@given(data=st.data())
def test_the_compiler_touches_exactly_the_notes_that_were_edited(data: st.DataObject) -> None:
    """Add, reword and remove entries of real sources: nothing else gets a new time, and a second build finds nothing."""
    lock, now, texts = Lock(), 1_000_000, {"e0": 0}
    for _ in range(4):
        edited = {}
        for entry in data.draw(st.lists(st.sampled_from(["e0", "e1", "e2", "e3"]), max_size=3, unique=True)):
            if entry in texts and len(texts) > 1 and data.draw(st.booleans()):
                del texts[entry]
            else:
                texts[entry] = edited[entry] = texts.get(entry, 0) + 1
        source = "".join(f"- id: {entry}\n  front: q {text}\n  back: 'a $x_{text}$'\n" for entry, text in texts.items())
        project = _project({"cards/a/topic.yaml": "title: {en: A, de: B}\norder: 1\n", "cards/a/x.yaml": source})
        now += data.draw(st.sampled_from([0, 1, 1000]))
        built = compile_project(project, lock, now=Instant(now))
        assert not built.diagnostics
        for key, row in built.plan.after.notes.items():
            old = lock.notes.get(key)
            if old and key.entry not in edited:
                assert row == replace(old, due=row.due)
            elif old:
                assert row.mtime == max(now, old.mtime + 1)
        assert compile_project(project, built.plan.after, now=Instant(now)).plan.is_empty
        lock = built.plan.after


# -- guids --------------------------------------------------------------------------------------------------------------

SLUG = st.lists(st.text("ab0", min_size=1, max_size=3), min_size=1, max_size=3).map("-".join)
LANGUAGE = st.from_regex(r"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\Z").map(Language)


@settings(deadline=None)
@given(st.lists(st.tuples(SLUG, LANGUAGE, SLUG), min_size=2, max_size=30, unique=True))
def test_different_namespaces_languages_or_ids_never_give_one_guid(places: list[tuple[str, Language, str]]) -> None:
    guids = {guid_of(namespace, language, EntryId(entry)) for namespace, language, entry in places}
    assert len(guids) == len(places)


@pytest.mark.parametrize("mark", ["_", "__"])
def test_what_joins_the_parts_of_a_guid_cannot_be_in_a_part(mark: str) -> None:
    """`a__b` + `c` would otherwise be the guid of `a` + `b__c`: slugs and language tags know no underscore."""
    text = f"- {{id: a{mark}b, front: q, back: a}}\n"
    project = _project({"cards/a/topic.yaml": "title: {en: A, de: B}\norder: 1\n", "cards/a/x.yaml": text})
    assert [found.code for found in compile_project(project, Lock(), now=Instant(1)).errors] == ["E005"]
    for setting in (f'namespace = "t{mark}x"\ntitle = "T"', f'namespace = "t"\ntitle = "T"\nlanguages = ["en{mark}x"]'):
        toml = SourceFile("deckgen.toml", f"[project]\n{setting}\n")
        found = compile_project(replace(project, settings=toml), Lock(), now=Instant(1)).errors
        assert {"P002", "P003"} & {problem.code for problem in found}
