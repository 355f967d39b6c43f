"""The packages, read back with nothing but zipfile and sqlite3: do they say what the lock says?"""

import hashlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import pytest

from deckgen.compiler import Compilation
from deckgen.lock import Lock
from deckgen.lock.model import LockedNote
from deckgen.lock.toml import dumps
from deckgen.model import Guid, Html, Instant
from deckgen.package import Package, listed_paths, make_packages, manifest
from deckgen.package.archive import archive
from tests.conftest import NOW, Contents, MakeProject, ProjectOnDisk, sections
from tests.lock.workbench import SETTINGS

DECKS = """
-- deckgen.toml --
[project]
namespace = "test"
title = {en = "Test", zh-Hans = "考试"}
languages = ["en", "zh-Hans"]
license = "CC-BY-4.0"
authors = ["A & B"]
homepage = "https://example.org/?a=1&b=2"
-- cards/a/topic.yaml --
title: {en: First, zh-Hans: 第一}
order: 1
description: {en: All of <it>, zh-Hans: 全部}
-- cards/a/media/dot.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect id="r" width="5" height="5"/></svg>
-- cards/a/x.yaml --
- id: plain
  front: {en: question, zh-Hans: 问题}
  back: {en: "![dot](dot.svg)", zh-Hans: 答案}
  tags: [hard]
  section: intro
- id: both-ways
  front: {en: one, zh-Hans: 一}
  back: {en: eins, zh-Hans: 壹}
  reverse: true
- id: holes
  kind: cloze
  text: {en: "{{c1::a}} {{c3::b}} [sound:My Word.mp3]", zh-Hans: "{{c1::甲}} {{c3::乙}}"}
- id: english-only
  languages: [en]
  front: only
  back: here
-- cards/b/topic.yaml --
title: {en: Second, zh-Hans: 第二}
order: 2
-- cards/b/y.yaml --
- id: other
  front: {en: "a < b & c > d", zh-Hans: 其他}
  back: "`</style>`"
"""


def files() -> dict[str, Contents]:
    return {**sections(DECKS), "cards/a/media/My Word.mp3": b"ID3\4\0\0\0\0\0"}


@dataclass(frozen=True)
class Opened:
    """A package taken apart."""

    infos: tuple[zipfile.ZipInfo, ...]
    members: dict[str, bytes]
    notes: list[dict[str, Any]]
    cards: list[dict[str, Any]]
    col: dict[str, Any]
    check: str

    @property
    def media(self) -> dict[str, str]:
        names: dict[str, str] = json.loads(self.members["media"])
        return names

    @property
    def decks(self) -> dict[str, Any]:
        return {key: deck for key, deck in json.loads(self.col["decks"]).items() if key != "1"}

    @property
    def models(self) -> dict[str, Any]:
        models: dict[str, Any] = json.loads(self.col["models"])
        return models


def opened(data: bytes) -> Opened:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        members = {name: file.read(name) for name in file.namelist()}
        infos = tuple(file.infolist())
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(members["collection.anki2"])
        connection.row_factory = sqlite3.Row
        notes, cards, col = (
            [dict(row) for row in connection.execute(f"select * from {table}")] for table in ("notes", "cards", "col")
        )
        [check] = connection.execute("pragma integrity_check").fetchone()
    return Opened(infos, members, notes, cards, col[0], check)


def packages_of(made: ProjectOnDisk, compilation: Compilation) -> dict[str, Package]:
    made_packages = make_packages(compilation, lambda file: (made.root / file.path).read_bytes())
    return {package.path: package for package in made_packages}


def aged(compilation: Compilation) -> Compilation:
    """The compilation with a lock in which every note and notetype has a time of its own, and guids of another time."""
    lock = compilation.plan.after
    notes = {
        key: replace(row, mtime=Instant(NOW - 1000 * index), guid=Guid(f"guid-{index}"), due=7 * index + 1)
        for index, (key, row) in enumerate(lock.notes.items(), start=1)
    }
    notetypes = {key: replace(one, mtime=Instant(NOW - 5 * len(key))) for key, one in lock.notetypes.items()}
    notetypes["cloze"] = replace(notetypes["cloze"], mtime=Instant(NOW - 77))
    return replace(compilation, plan=replace(compilation.plan, after=replace(lock, notes=notes, notetypes=notetypes)))


@pytest.fixture
def made(project: MakeProject) -> ProjectOnDisk:
    return project(files())


@pytest.fixture
def compilation(made: ProjectOnDisk) -> Compilation:
    compiled = made.compile()
    assert not compiled.diagnostics
    return aged(compiled)


@pytest.fixture
def packages(made: ProjectOnDisk, compilation: Compilation) -> dict[str, Package]:
    return packages_of(made, compilation)


def rows_of(compilation: Compilation, package: Package) -> Iterator[tuple[Any, LockedNote]]:
    """The notes that belong into a package, with their rows of the lock."""
    for note in compilation.notes:
        if note.key.language == package.language and package.topic in {None, note.topic}:
            yield note, compilation.plan.after.notes[note.key]


def test_each_topic_makes_a_package_a_language_and_each_language_a_bundle(packages: dict[str, Package]) -> None:
    assert sorted(packages) == [
        "en/a.apkg", "en/b.apkg", "en/bundle.apkg", "zh-Hans/a.apkg", "zh-Hans/b.apkg", "zh-Hans/bundle.apkg",
    ]  # fmt: skip


def test_notes_carry_guid_time_row_id_tags_and_fields_of_the_lock_and_the_sources(
    compilation: Compilation, packages: dict[str, Package]
) -> None:
    for package in packages.values():
        stored = {row["guid"]: row for row in opened(package.data).notes}
        wanted = list(rows_of(compilation, package))
        assert set(stored) == {row.guid for _, row in wanted}
        for note, row in wanted:
            found = stored[row.guid]
            assert (found["mod"], found["id"]) == (row.mtime, row.id)
            assert found["mid"] == compilation.plan.after.notetypes[note.notetype].id
            assert found["flds"].split("\x1f") == [str(field) for field in note.fields]
            assert found["tags"].split() == list(note.tags)
            assert found["sfld"] == note.fields[2]
            assert found["tags"] == f" {' '.join(note.tags)} "


def test_cards_are_those_of_the_notes_with_the_locked_position(
    compilation: Compilation, packages: dict[str, Package]
) -> None:
    for package in packages.values():
        file = opened(package.data)
        found = {(card["nid"], card["ord"], card["due"]) for card in file.cards}
        wanted = {(row.id, card.ord, row.due) for note, row in rows_of(compilation, package) for card in note.cards}
        assert found == wanted
        assert len(file.cards) == len(wanted)
        assert len({card["id"] for card in file.cards}) == len(wanted)
        assert {(card["type"], card["queue"], card["reps"], card["ivl"]) for card in file.cards} == {(0, 0, 0, 0)}


def test_every_kind_of_note_has_the_cards_it_should_have(compilation: Compilation) -> None:
    cards = {
        str(note.key): [card.ord for card in note.cards] for note in compilation.notes if note.key.language == "en"
    }
    assert cards == {
        "plain (en)": [0], "both-ways (en)": [0, 1], "holes (en)": [0, 2], "english-only (en)": [0], "other (en)": [0],
    }  # fmt: skip


def test_notetypes_carry_their_own_time_ids_names_and_look(
    compilation: Compilation, packages: dict[str, Package]
) -> None:
    models = opened(packages["en/a.apkg"].data).models
    lock = compilation.plan.after
    assert len(models) == 2
    for key, notetype in compilation.notetypes.items():
        model, locked = models[str(notetype.id)], lock.notetypes[key]
        assert (model["id"], model["name"], model["css"]) in {
            (notetype.id, notetype.name, notetype.css),
            (str(notetype.id), notetype.name, notetype.css),
        }
        assert model["mod"] == locked.mtime
        assert model["type"] == (1 if key == "cloze" else 0)
        assert model["sortf"] == 2
        assert [(field["name"], field["id"], field["ord"]) for field in model["flds"]] == [
            (field.name, field.id, index) for index, field in enumerate(notetype.fields)
        ]
        assert [(one["name"], one["id"], one["qfmt"], one["afmt"]) for one in model["tmpls"]] == [
            (one.name, one.id, one.front, one.back) for one in notetype.templates
        ]
        assert all(type(part["id"]) is int for part in (*model["flds"], *model["tmpls"]))


def test_a_package_holds_only_the_notetypes_it_uses(packages: dict[str, Package]) -> None:
    assert [model["name"] for model in opened(packages["en/b.apkg"].data).models.values()] == ["deckgen Basic · test"]


def test_decks_have_the_locked_name_and_an_id_that_is_not_reserved(
    compilation: Compilation, packages: dict[str, Package]
) -> None:
    for package in packages.values():
        file = opened(package.data)
        locked = {deck.id: deck.name for deck in compilation.plan.after.decks.values()}
        with_cards = {int(key): deck["name"] for key, deck in file.decks.items() if "::" in deck["name"]}
        assert with_cards.items() <= locked.items()
        assert tuple(with_cards.values()) == package.decks
        assert {card["did"] for card in file.cards} == set(with_cards)
        assert not set(map(int, file.decks)) & {0, 1}
        assert not {card["did"] for card in file.cards} & {0, 1}


def test_a_deck_description_is_escaped_and_names_version_licence_and_authors(packages: dict[str, Package]) -> None:
    [deck] = [one for one in opened(packages["en/a.apkg"].data).decks.values() if "::" in one["name"]]
    assert deck["desc"] == (
        "All of &lt;it&gt;<br>unreleased<br>CC-BY-4.0 · A &amp; B<br>"
        '<a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>'
    )


def test_no_package_brings_a_preset_of_its_own(packages: dict[str, Package]) -> None:
    """Every deck uses preset 1, and the one the collection must hold is Anki's default one."""
    for package in packages.values():
        file = opened(package.data)
        assert {deck["conf"] for deck in file.decks.values()} == {1}
        assert list(json.loads(file.col["dconf"])) == ["1"]


def test_a_bundle_holds_all_topics_of_its_language_as_subdecks(packages: dict[str, Package]) -> None:
    bundle = packages["zh-Hans/bundle.apkg"]
    assert bundle.decks == ("考试::01 第一", "考试::02 第二")
    alone = [opened(packages[f"zh-Hans/{topic}.apkg"].data) for topic in "ab"]
    both = opened(bundle.data)
    assert both.notes == [row for one in alone for row in one.notes]
    assert both.cards == [row for one in alone for row in one.cards]
    assert both.decks == {**alone[0].decks, **alone[1].decks}


def test_every_media_reference_is_in_the_package_under_its_raw_name_and_nothing_else_is(
    made: ProjectOnDisk, packages: dict[str, Package]
) -> None:
    for package in packages.values():
        file = opened(package.data)
        fields = "".join(row["flds"] for row in file.notes)
        used = set(re.findall(r'src="([^"]+)"', fields)) | set(re.findall(r"\[sound:([^\]]+)\]", fields))
        assert set(file.media.values()) == used
        assert len(used) == package.media
        assert all(re.fullmatch(r"[a-z0-9.-]{1,80}", name) for name in used)
        assert set(file.members) == {"collection.anki2", "media", *file.media}
    names = opened(packages["en/a.apkg"].data).media
    contents = {name: opened(packages["en/a.apkg"].data).members[number] for number, name in names.items()}
    assert sorted(contents.values()) == sorted(path.read_bytes() for path in (made.root / "cards/a/media").iterdir())


def test_a_package_without_media_has_an_empty_media_map(packages: dict[str, Package]) -> None:
    assert opened(packages["en/b.apkg"].data).members["media"] == b"{}"


def test_the_zip_says_nothing_of_when_and_where_it_was_made(packages: dict[str, Package]) -> None:
    for package in packages.values():
        for info in opened(package.data).infos:
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.create_system, info.external_attr, info.extra, info.comment) == (3, 0o644 << 16, b"", b"")


def test_the_database_is_whole_and_without_the_version_of_the_sqlite_that_wrote_it(
    packages: dict[str, Package],
) -> None:
    for package in packages.values():
        file = opened(package.data)
        assert file.check == "ok"
        database = file.members["collection.anki2"]
        assert database.startswith(b"SQLite format 3\0")
        assert database[96:100] == bytes(4)
        assert file.col["ver"] == 11


def test_the_packages_are_made_of_lock_and_sources_alone(made: ProjectOnDisk, compilation: Compilation) -> None:
    """Another clock, with the same lock: not a byte differs."""
    made.write("deckgen.lock", dumps(compilation.plan.after))
    first, second = made.compile(now=NOW), made.compile(now=NOW + 10**6)
    assert {path: one.data for path, one in packages_of(made, first).items()} == {
        path: one.data for path, one in packages_of(made, second).items()
    }


@pytest.mark.parametrize("named", [False, True])
def test_a_project_of_one_language_has_no_folder_for_it(project: MakeProject, named: bool) -> None:
    settings = '[project]\nnamespace = "test"\ntitle = "Test"\n' + ('languages = ["en"]\n' if named else "")
    one = project({"deckgen.toml": settings, "cards/a/x.yaml": "- {id: one, front: q, back: a}\n"})
    assert sorted(packages_of(one, one.compile())) == ["a.apkg", "bundle.apkg"]


def test_a_topic_without_entries_in_a_language_makes_no_package_there(project: MakeProject) -> None:
    one = project(files())
    one.write("cards/b/y.yaml", "- {id: other, languages: [en], front: q, back: a}\n")
    paths = sorted(packages_of(one, one.compile()))
    assert "en/b.apkg" in paths
    assert "zh-Hans/b.apkg" not in paths


@pytest.mark.parametrize("name", ["collection", "backup-1", "bundle"])
def test_no_topic_gets_a_file_name_that_anki_takes_for_a_collection(project: MakeProject, name: str) -> None:
    """Anki offers to replace the user's whole collection by such a file."""
    one = project({f"cards/{name}/x.yaml": "- {id: one, front: q, back: a}\n"})
    assert [problem.code for problem in one.compile().errors] == ["P103"]


def test_retired_notes_are_in_no_package(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": "- {id: one, front: q, back: a}\n- {id: two, front: q2, back: a2}\n"})
    one.build()
    one.run("release", "1.0.0", env={"SOURCE_DATE_EPOCH": str(NOW)})
    one.write("cards/a/x.yaml", "- {id: one, front: q, back: a}\n")
    assert one.build("--retire", "two").returncode == 0
    fields = [row["flds"].split("\x1f")[0] for row in opened((one.root / "build/bundle.apkg").read_bytes()).notes]
    assert fields == ["one"]


def test_the_manifest_lists_every_package_with_its_digest_and_counts(
    compilation: Compilation, packages: dict[str, Package]
) -> None:
    data = manifest(compilation.parsed.settings, compilation.plan.after, list(packages.values()))
    rows = {row["path"]: row for row in json.loads(data)["packages"]}
    assert set(rows) == set(packages)
    for path, row in rows.items():
        package, file = packages[path], opened(packages[path].data)
        assert row["sha256"] == hashlib.sha256(package.data).hexdigest()
        assert row["bytes"] == len(package.data)
        assert (row["notes"], row["cards"], row["media"]) == (len(file.notes), len(file.cards), len(file.media))
        assert (row["topic"], row["language"], row["decks"]) == (package.topic, package.language, list(package.decks))
    assert set(listed_paths(data)) == set(packages)


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b"3", b'{"packages": 3}', b'{"packages": [1]}', b'{"packages": [{}]}', b"\xff\xfe"]
)
def test_a_manifest_that_cannot_be_read_lists_nothing(text: bytes) -> None:
    assert listed_paths(text) == ()


def test_the_manifest_names_the_last_release() -> None:
    lock = Lock("t", releases={"1.0.0": Instant(5)})
    assert json.loads(manifest(SETTINGS, lock, []))["release"] == "1.0.0"


def test_media_are_numbered_by_name_whatever_order_they_come_in() -> None:
    files = {"b.png": b"2", "a.png": b"1"}
    assert archive(b"x", files) == archive(b"x", dict(sorted(files.items())))
    assert opened_media(archive(b"x", files)) == {"0": "a.png", "1": "b.png"}


def opened_media(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names: dict[str, str] = json.loads(file.read("media"))
        return names


def test_fields_that_look_like_broken_html_pass_without_a_warning(
    made: ProjectOnDisk, compilation: Compilation
) -> None:
    """genanki warns of HTML by pattern; code such as `a <b and c> d` is escaped already, and a build must stay quiet."""
    note = next(note for note in compilation.notes if note.key.entry == "other")
    odd = replace(note, fields=(*note.fields[:2], Html("<$x$> <- >"), *note.fields[3:]))
    changed = replace(compilation, notes=tuple(odd if one is note else one for one in compilation.notes))
    file = opened(packages_of(made, changed)["en/b.apkg"].data)
    assert file.notes[0]["flds"].split("\x1f")[2] == "<$x$> <- >"
