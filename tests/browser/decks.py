"""Packages as real Anki renders them: imported into a collection, every card's question and answer as HTML."""

import importlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deckgen.build import build_project
from deckgen.cli.session import compiled
from deckgen.project import Project, read_project
from tests.repository import ROOT


@dataclass(frozen=True, slots=True)
class Side:
    """One side of one card. `html` is what Anki gives to its reviewer: the stylesheet in <style>, then the card."""

    package: str
    """The package's path in build/, without its ending: "en/clip"."""
    entry: str
    ordinal: int
    """From 0, as in Anki."""
    face: str
    """"front" or "back"."""
    html: str

    @property
    def name(self) -> str:
        return f"{self.package} {self.entry} {self.ordinal + 1} {self.face}"

    @property
    def language(self) -> str:
        return self.package.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Decks:
    """The sides of all cards, and the folder with their pictures."""

    sides: tuple[Side, ...]
    media: Path

    def of(self, package: str) -> tuple[Side, ...]:
        """The sides of the cards of one package, front before back."""
        return tuple(side for side in self.sides if side.package == package)

    def card(self, package: str, entry: str, ordinal: int) -> tuple[Side, Side]:
        """The front and the back of one card."""
        found = [side for side in self.sides if (side.package, side.entry, side.ordinal) == (package, entry, ordinal)]
        if len(found) != 2:
            raise LookupError(f"there is no card {ordinal + 1} of {entry} in {package}")
        return found[0], found[1]


def repository(folder: Path) -> Decks:
    """The repository's own decks, built and imported in `folder`, which is empty. Takes some four seconds."""
    project = read_project(ROOT)
    copy = Project(folder, project.sources, project.lock)
    shutil.copytree(ROOT / "cards", folder / "cards")
    packages = build_project(copy, compiled(copy))
    return imported(folder / "build", (package.path for package in packages if package.topic))


def imported(build: Path, packages: Iterable[str] | None = None) -> Decks:
    """Import packages (paths in `build`; by default all of one topic) into a new collection beside the folder `build`."""
    anki: Any = importlib.import_module("anki.collection")
    paths = packages or sorted(p.relative_to(build).as_posix() for p in build.rglob("*.apkg") if p.stem != "bundle")
    collection = anki.Collection(str(build.parent / "collection.anki2"))
    sides: list[Side] = []
    known: set[int] = set()
    for path in paths:
        options = anki.ImportAnkiPackageOptions()
        request = anki.ImportAnkiPackageRequest(package_path=str(build / path), options=options)
        collection.import_anki_package(request)
        new = sorted(set(collection.find_cards("")) - known)
        known.update(new)
        for card in map(collection.get_card, new):
            sides += _sides(collection, card, path.removesuffix(".apkg"))
    media = Path(collection.media.dir())
    collection.close()
    return Decks(tuple(sides), media)


def _sides(collection: Any, card: Any, package: str) -> tuple[Side, Side]:
    entry = card.note().fields[0]
    front, back = map(collection.media.escape_media_filenames, (card.question(), card.answer()))
    return Side(package, entry, card.ord, "front", front), Side(package, entry, card.ord, "back", back)
