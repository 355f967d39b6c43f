"""Bytes that must never change by accident.

Learners' collections know notes by their guid, notetypes by their id, fields and card templates by theirs. If a value below has to
change, everyone who has a deck gets every note a second time, or is cut off from corrections: that is a **major release** of
deckgen, with a way to upgrade, and never a side effect. The rest of the pinned package (rows, order, JSON, schema) may change in a
minor release on purpose, but then every project's next build writes other bytes for the same sources, and the change log says so.

The package is made from sources and templates of its own, so that the packaged look may change freely. Its database is pinned by
its rows, which any SQLite writes, and as a file; `tests/package` shows that other libraries write the same file.
"""

import hashlib
import io
import sqlite3
import zipfile
from contextlib import closing

import pytest

from deckgen.model import EntryId, Language
from deckgen.notes.identity import guid_of, integer_id
from tests.conftest import NOW, MakeProject, ProjectOnDisk

GUIDS = {
    ("multimodal-interview", "und", "clip-text-encoder"): "EG-!x}=I37",
    ("multimodal-interview", "und", "0"): "r[gA!m^w/X",
    ("multimodal-interview", "en", "a"): "zK=rc1z0J*",
    ("multimodal-interview", "en", "q-1"): "xUL$07<`%D",
    ("multimodal-interview", "zh-Hans", "0"): "I.0/KL:FV6",
    ("multimodal-interview", "zh-Hans", "x" * 80): "A[mxj*KgVP",
    ("multimodal-interview", "pt-BR", "q-1"): "AVyTfOGA}q",
    ("multimodal-interview", "pt-BR", "clip-text-encoder"): "kt`3`7;ZF_",
    ("multimodal-interview", "ja", "x" * 80): "Pr=8TqLa#?",
    ("multimodal-interview", "ja", "a"): "sLrQn-y8h;",
    ("t", "und", "a"): "B^i}?#f0`^",
    ("t", "und", "q-1"): "oO*R,xL9cm",
    ("t", "en", "0"): "zgWNXKU;oq",
    ("t", "en", "x" * 80): "txi!7x:zFw",
    ("t", "zh-Hans", "q-1"): "LuwYsAR>#S",
    ("t", "zh-Hans", "clip-text-encoder"): "hSYQ:%@$iC",
    ("t", "pt-BR", "x" * 80): "HylS5Dkpb#",
    ("t", "pt-BR", "a"): "LXc:k/IAFt",
    ("t", "ja", "clip-text-encoder"): "j!wL85Ik|N",
    ("t", "ja", "0"): "mDMnsBR^[G",
    ("a1", "und", "0"): "q7oF4EwwKV",
    ("a1", "und", "x" * 80): "d$+0h/AC<n",
    ("a1", "en", "q-1"): "e!Lex~y>tV",
    ("a1", "en", "clip-text-encoder"): "cvSD@~>5$}",
    ("a1", "zh-Hans", "x" * 80): "jvnV4GkWtd",
    ("a1", "zh-Hans", "a"): "f=G0zs)|>G",
    ("a1", "pt-BR", "clip-text-encoder"): "bzjpBhQj#h",
    ("a1", "pt-BR", "0"): "q[v~,!:=!V",
    ("a1", "ja", "a"): "fh>$}K<Tk/",
    ("a1", "ja", "q-1"): "JgM<nI`@!-",
    ("deck-2024", "und", "q-1"): "ot6Ba,TQ};",
    ("deck-2024", "und", "clip-text-encoder"): "ck+yNRoIea",
    ("deck-2024", "en", "x" * 80): "J|G!tczJ$E",
    ("deck-2024", "en", "a"): "CW.8~lFi3L",
    ("deck-2024", "zh-Hans", "clip-text-encoder"): "NN<zQlErU=",
    ("deck-2024", "zh-Hans", "0"): "qqL-2F/%(|",
    ("deck-2024", "pt-BR", "a"): "t:BxcO^9bM",
    ("deck-2024", "pt-BR", "q-1"): "cp684?`%db",
    ("deck-2024", "ja", "0"): "bj~M~{k7O7",
    ("deck-2024", "ja", "x" * 80): "u({ll#tGfP",
    ("x-y-z", "und", "x" * 80): "c$Af/uI1O1",
    ("x-y-z", "und", "a"): "yD^+ArqtGL",
    ("x-y-z", "en", "clip-text-encoder"): "chghwkh#.Y",
    ("x-y-z", "en", "0"): "N@r<[`i3kn",
    ("x-y-z", "zh-Hans", "a"): "Od(Gt%IDA*",
    ("x-y-z", "zh-Hans", "q-1"): "l2D&ptf2~W",
    ("x-y-z", "pt-BR", "0"): "O%ToGR[_9]",
    ("x-y-z", "pt-BR", "x" * 80): "j$t(OqU}Z<",
    ("x-y-z", "ja", "q-1"): "C$G2aCVDQ.",
    ("x-y-z", "ja", "clip-text-encoder"): "BxD,%QSau[",
}
INTEGERS = {
    ("multimodal-interview", "basic", "notetype"): 1492131046855,
    ("multimodal-interview", "cloze", "notetype"): 1581658626772,
    ("t", "basic", "field", "front"): 1096218032737,
    ("t", "cloze", "field", "text"): 1463806386468,
    ("t", "basic", "template", "reverse"): 1497749570554,
    ("t", "deck", "a", "und"): 1369237824854,
    ("multimodal-interview", "deck", "clip", "zh-Hans"): 1092612880827,
}


@pytest.mark.parametrize("place", GUIDS)
def test_guids_are_what_they_always_were(place: tuple[str, str, str]) -> None:
    namespace, language, entry = place
    assert guid_of(namespace, Language(language), EntryId(entry)) == GUIDS[place]


@pytest.mark.parametrize("parts", INTEGERS)
def test_ids_of_notetypes_fields_templates_and_decks_are_what_they_always_were(parts: tuple[str, ...]) -> None:
    assert integer_id(*parts) == INTEGERS[parts]


SOURCES = """
-- deckgen.toml --
[project]
namespace = "pinned"
title = "Pinned"
license = "CC0"
-- cards/a/topic.yaml --
title: Topic
order: 1
description: What it is about
-- cards/a/media/dot.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect id="r" width="5" height="5"/></svg>
-- cards/a/x.yaml --
- id: plain
  front: question
  back: "![dot](dot.svg)"
  tags: [hard]
- id: both-ways
  front: one
  back: eins
  reverse: true
- id: holes
  kind: cloze
  text: "{{c1::a}} and {{c2::b}}"
-- templates/_context.html.j2 --
{{ context }}
-- templates/_extra.html.j2 --
{{ extra }}
-- templates/_source.html.j2 --
-- templates/qa/front.html.j2 --
{{ front }}
-- templates/qa/back.html.j2 --
{{ back }}
-- templates/cloze/front.html.j2 --
{{ text }}
-- templates/cloze/back.html.j2 --
{{ extra }}
-- templates/style.css --
.dk { color: inherit }
-- templates/notetypes/basic/forward.front.html --
{{Front}}
-- templates/notetypes/basic/forward.back.html --
{{Back}}
-- templates/notetypes/basic/reverse.front.html --
{{#Reverse}}{{Back}}{{/Reverse}}
-- templates/notetypes/basic/reverse.back.html --
{{Front}}
-- templates/notetypes/cloze/cloze.front.html --
{{cloze:Text}}
-- templates/notetypes/cloze/cloze.back.html --
{{cloze:Text}}
-- templates/notetypes/basic/notetype.toml --
name = "pinned Basic"
fields = [
  {key = "id", name = "Id"}, {key = "context", name = "Context"}, {key = "front", name = "Front"}, {key = "back", name = "Back"},
  {key = "extra", name = "Extra"}, {key = "source", name = "Source"}, {key = "reverse", name = "Reverse"},
  {key = "spare1", name = "Spare1"}, {key = "spare2", name = "Spare2"}, {key = "spare3", name = "Spare3"},
  {key = "spare4", name = "Spare4"},
]
templates = [{key = "forward", name = "Forward"}, {key = "reverse", name = "Backward"}]
-- templates/notetypes/cloze/notetype.toml --
name = "pinned Cloze"
fields = [
  {key = "id", name = "Id"}, {key = "context", name = "Context"}, {key = "text", name = "Text"}, {key = "extra", name = "Extra"},
  {key = "source", name = "Source"}, {key = "reverse", name = "Reverse"}, {key = "spare1", name = "Spare1"},
  {key = "spare2", name = "Spare2"}, {key = "spare3", name = "Spare3"}, {key = "spare4", name = "Spare4"},
]
templates = [{key = "cloze", name = "Cloze"}]
"""
MEMBERS = {
    "collection.anki2": "57940ce1206e9f4291aecf1f3f7fed8d56ddafb02add79337641cbebcc983306",
    "media": "92aaa007a488e40bf8810d7f5878d63065b61f83f203959c3483bc47e89cc2bd",
    "0": "f8e21eeeeca33f8a12405d4f0b66ae85c98999745ee1e5b1876660c38bab5677",
}
PACKAGE = "b4f9ef00c8f4e20a2f703142e55ea942518b2c1e544e029a73f5af83d704bc5c"
LOCK = "e82cb0df49ad38606863d33e8b5fd0b397bd7eb5c0d509b99a0b5b8711e1f5de"


@pytest.fixture
def built(project: MakeProject) -> ProjectOnDisk:
    made = project(SOURCES)
    assert made.build(now=NOW).returncode == 0
    return made


def members(built: ProjectOnDisk) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO((built.root / "build/a.apkg").read_bytes())) as file:
        return {name: file.read(name) for name in file.namelist()}


def rows(database: bytes) -> str:
    """Schema and rows of the database as text. Not its bytes: how SQLite lays out its pages is its own affair."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        schema = connection.execute("select type, name, sql from sqlite_master order by name").fetchall()
        tables = [name for kind, name, _ in schema if kind == "table"]
        contents = [connection.execute(f"select * from {name} order by rowid").fetchall() for name in tables]
        return repr([schema, contents])


def test_the_members_of_a_package_are_what_they_always_were(built: ProjectOnDisk) -> None:
    found = members(built)
    found["collection.anki2"] = rows(found["collection.anki2"]).encode()
    assert {name: hashlib.sha256(data).hexdigest() for name, data in found.items()} == MEMBERS


def test_a_package_is_byte_for_byte_what_it_always_was(built: ProjectOnDisk) -> None:
    """On every machine: checksums that a release was published with can be reproduced anywhere."""
    assert hashlib.sha256((built.root / "build/a.apkg").read_bytes()).hexdigest() == PACKAGE


def test_the_lock_of_the_first_build_is_what_it_always_was(built: ProjectOnDisk) -> None:
    """Its digests too: if they changed with a version of deckgen, everyone's next build would call every note reworded."""
    assert hashlib.sha256((built.root / "deckgen.lock").read_bytes()).hexdigest() == LOCK


def test_the_clock_before_a_release_is_all_that_a_package_takes_from_its_time(project: MakeProject) -> None:
    one, other = project(SOURCES), project(SOURCES)
    one.build(now=NOW)
    other.build(now=NOW + 1)
    assert (one.root / "build/a.apkg").read_bytes() != (other.root / "build/a.apkg").read_bytes()
