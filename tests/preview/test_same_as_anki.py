"""Whole projects: every card of their packages, imported into real Anki, against the preview's."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from deckgen.build import build_project
from deckgen.cli.session import compiled
from deckgen.compiler import Compilation
from deckgen.preview.anki_html import Card, render_cards
from deckgen.project import Project, read_project
from tests.conftest import Contents, MakeProject
from tests.preview.anki_peer import Sides, ours, theirs
from tests.repository import ROOT

anki = pytest.importorskip("anki.collection", reason="needs the extra `verify`")
pytestmark = pytest.mark.anki
EVERY_KIND = r"""
-- deckgen.toml --
[project]
namespace = "kinds"
title = "Kinds & Co"
report_url = "https://example.org/new?title={id}&lang=en"
tag_prefix = "k"
-- cards/references.yaml --
clip: {title: Learning <from> text & images, authors: Radford et al., year: "2021", url: "https://x.org/?a=1&b=2"}
-- cards/a/x.yaml --
- {id: both-ways, front: What is 一?, back: "one [sound:owl.mp3]", reverse: true, section: first, source: clip}
- id: math
  front: If $a<b$ & \(c>d\)
  back: $$\frac{a}{b}$$
  extra: "`[sound:no.mp3]` {{c1::no}}"
  pitfall: It is *not*.
- id: holes
  kind: cloze
  context: Birds
  text: |
    {{c1::Owls::who?}} **hoot** {{c2::$x_{1}$ at `night`}}, {{c1,3::a {{c4::b}}}}, $E={{c5::mc^2}}$, {{c3::"<b>" & é}}

    {{c6::$$\sqrt{x}$$}} [sound:owl.mp3]
  extra: as {{c9::this}}
- {id: table, kind: compare, subjects: [a, b], aspects: [{name: x, values: [c, d]}]}
- {id: code, kind: code, front: Write it., code: {language: python, source: "x = {1: '<b>'}"}}
- {id: sum, kind: calc, front: Sum?, expression: 1 + 1, answer: "2", unit: GB, back: $1+1$}
- {id: boxes, kind: diagram, front: What?, svg: box.svg, hide: [left, {id: right, label: right box}]}
-- cards/a/media/owl.mp3 (base64) --
SUQz
-- cards/a/media/box.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><title>Two boxes</title>
<g id="left"><rect x="5" y="20" width="80" height="60"/><text x="45" y="55">left</text></g>
<g id="right"><rect x="110" y="20" width="80" height="60"/><text x="150" y="55">right</text></g></svg>
"""
FANCY_FRONT = """{{#Tags}}<i>{{Tags}}</i>{{/Tags}}<!-- {{Front}} -->{{^Extra}}no extra{{/Extra}}
{{Deck}} / {{Subdeck}} / {{Card}} / {{Type}} / {{CardFlag}} {{hint:Back}} {{type:Front}}
{{text:Front}} {{furigana:Front}} {{kana:Front}} {{strange:Front}}
"""
FANCY_CLOZE = "{{#c1}}first{{/c1}}{{^c2}}not second{{/c2}} {{cloze-only:Text}} {{cloze:Text}} {{type:cloze:Text}}"


@contextmanager
def imported(folder: Path, project: Project, compilation: Compilation) -> Iterator[dict[tuple[str, int], Any]]:
    """The cards of all packages of topics in a new collection, by guid and ordinal."""
    packages = build_project(project, compilation)
    collection = anki.Collection(str(folder / "collection.anki2"))
    for package in packages:
        if package.topic:
            options = anki.ImportAnkiPackageOptions()
            path = str(folder / "build" / package.path)
            collection.import_anki_package(anki.ImportAnkiPackageRequest(package_path=path, options=options))
    cards = (collection.get_card(card_id) for card_id in collection.find_cards(""))
    yield {(card.note().guid, card.ord): card for card in cards}
    collection.close()


def rendered(compilation: Compilation, cards: Mapping[tuple[str, int], Any]) -> Iterator[tuple[str, Card]]:
    """Our cards by name, in the decks where the import has put them."""
    for note in compilation.notes:
        card = cards[note.guid, note.cards[0].ord]
        deck = str(card.col.decks.name(card.did))
        for one in render_cards(note, compilation.notetypes[note.notetype], deck=deck):
            yield f"{note.key} {one.ord + 1}", one


def assert_same(folder: Path, project: Project) -> list[Sides]:
    """Build, import, compare; returns all cards."""
    compilation = compiled(project)
    assert not compilation.errors, [f"{one.span} {one.code} {one.message}" for one in compilation.errors]
    with imported(folder, project, compilation) as cards:
        mine = list(rendered(compilation, cards))
        assert len(mine) == len(cards)
        for name, card in mine:
            assert (name, ours(card)) == (name, theirs(cards[card.note.guid, card.ord]))
    return [ours(card) for _, card in mine]


def test_every_card_of_the_repository_is_shown_as_anki_shows_it(tmp_path: Path) -> None:
    project = read_project(ROOT)
    shutil.copytree(ROOT / "cards", tmp_path / "cards")
    assert assert_same(tmp_path, Project(tmp_path, project.sources, project.lock))


def test_every_kind_is_shown_as_anki_shows_it(project: MakeProject) -> None:
    made = project(EVERY_KIND)
    shown = assert_same(made.root, made.read())
    html = "".join(card.front + card.back for card in shown)
    for part in ("[sound:", 'class="cloze" data-cloze=', "cloze-inactive", "dk-report", "<img", "dk-reverse"):
        assert part in html, f"the project shows no {part}"


@pytest.mark.parametrize("extra", ["", ", extra: more"])
def test_templates_of_the_author_are_shown_as_anki_shows_them(project: MakeProject, extra: str) -> None:
    templates = "templates/notetypes"
    files: dict[str, Contents] = {
        f"{templates}/basic/forward.front.html": FANCY_FRONT,
        f"{templates}/basic/forward.back.html": "{{FrontSide}}<hr>{{Back}}",
        f"{templates}/cloze/cloze.front.html": FANCY_CLOZE,
        f"{templates}/cloze/cloze.back.html": "{{FrontSide}}<hr>" + FANCY_CLOZE,
        "cards/a/x.yaml": (
            "- {id: one, front: '漢字[かんじ] & so', back: B, tags: [birds, zoo]" + extra + "}\n"
            "- {id: two, kind: cloze, text: '{{c1::a::h}} {{c2::b}} {{c1::c}}'}\n"
        ),
    }
    made = project(files)
    shown = assert_same(made.root, made.read())
    assert ("no extra" in shown[0].front) == (not extra)
