"""What an argument of `deckgen diff` names: a file, a folder, or else a git revision of the project."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from deckgen.apkg import PackageFaultError
from deckgen.build import MANIFEST, package_name
from deckgen.diff.lock_snapshot import lock_snapshot
from deckgen.diff.package_snapshot import package_snapshot
from deckgen.diff.snapshot import Snapshot, merged
from deckgen.errors import DeckgenError
from deckgen.files import Folder
from deckgen.git import GitFaultError, file_at
from deckgen.lock.toml import loads
from deckgen.project import LOCK, find_root

_KINDS = f"a package (.apkg), a lock ({LOCK}), a build folder, a project, or a git revision of this project"


def read_snapshot(argument: str, start: Path) -> Snapshot:
    """What the argument names; what exists as a path wins. `start` is in the project whose revisions are meant.

    Raises `DeckgenError`, which says what was tried.
    """
    path = Path(argument)
    if not path.exists():
        return _revision(argument, start)
    place = _place(path, start)
    return _folder(place, argument) if path.is_dir() else _file(place, argument)


@dataclass(frozen=True, slots=True)
class _Place:
    """A file or folder by its name below a root: the project if it is in it, otherwise the folder that was named."""

    root: Folder
    name: str

    @property
    def path(self) -> Path:
        return self.root.path / self.name

    def below(self, name: str) -> "_Place":
        return _Place(self.root, f"{self.name}/{name}" if self.name else name)

    def holds(self, name: str) -> bool:
        return self.root.size_if_there(self.below(name).name) is not None

    def read(self) -> bytes:
        return self.root.read(self.name)


def _place(path: Path, start: Path) -> _Place:
    absolute = Path(os.path.normpath(path.absolute()))
    with suppress(DeckgenError):
        root = find_root(start)
        if absolute.is_relative_to(root):
            return _Place(Folder.at(root), absolute.relative_to(root).as_posix().removeprefix("."))
    resolved = path.resolve()
    if resolved.is_dir():
        return _Place(Folder.at(resolved, "the folder"), "")
    return _Place(Folder.at(resolved.parent, "the folder"), resolved.name)


def _file(place: _Place, origin: str) -> Snapshot:
    name = place.path.name
    if name == MANIFEST:
        return _build(_Place(place.root, place.name.rpartition("/")[0]), origin)
    if name.endswith(".lock"):
        return lock_snapshot(loads(_lock_text(place.read(), origin), origin), origin)
    if name.endswith((".apkg", ".colpkg")):
        return _package(place, origin)
    raise DeckgenError(f"{origin} is nothing that can be compared", hint=f"name {_KINDS}")


def _folder(place: _Place, origin: str) -> Snapshot:
    if place.holds(MANIFEST):
        return _build(place, origin)
    if place.holds(LOCK):
        return _file(place.below(LOCK), origin)
    if packages := [name for name in place.root.names_in(place.name) if name.endswith(".apkg")]:
        return _packages([place.below(name) for name in packages], origin)
    looked = f"looked in it for {MANIFEST}, {LOCK} and *.apkg"
    name = place.path.name
    tried = f"{looked}; for a git revision of that name write refs/tags/{name} or refs/heads/{name}"
    raise DeckgenError(f"the folder {origin} holds nothing that can be compared", hint=tried)


def _build(folder: _Place, origin: str) -> Snapshot:
    """The packages of the topics; a bundle holds the same notes again."""
    try:
        rows = json.loads(folder.below(MANIFEST).read())["packages"]
        paths = [str(row["path"]) for row in rows if row["topic"] is not None]
    except (ValueError, KeyError, TypeError):
        raise DeckgenError(f"{folder.path / MANIFEST} is damaged", hint="run `deckgen build` again") from None
    for path in paths:
        package_name(path)
        if not folder.holds(path):
            missing = folder.path / path
            raise DeckgenError(f"{missing} is missing, though {MANIFEST} names it", hint="run `deckgen build` again")
    return _packages([folder.below(path) for path in paths], origin)


def _packages(places: Sequence[_Place], origin: str) -> Snapshot:
    return merged(origin, [_package(place, origin) for place in places])


def _package(place: _Place, origin: str) -> Snapshot:
    try:
        return package_snapshot(place.read(), origin, place.path.as_posix())
    except PackageFaultError as fault:
        raise DeckgenError(f"{place.path}: {fault}", hint="name a package that deckgen or Anki wrote") from None


def _revision(argument: str, start: Path) -> Snapshot:
    try:
        root = find_root(start)
    except DeckgenError as error:
        raise _nothing(argument, f"git: {error.message}") from None
    try:
        data = file_at(root, argument, LOCK)
    except GitFaultError as fault:
        raise _nothing(argument, f"git in {root}: {fault}") from None
    shown = f"{LOCK} at {argument}"
    return lock_snapshot(loads(_lock_text(data, shown), shown), argument)


def _nothing(argument: str, git: str) -> DeckgenError:
    hint = f"tried {Path(argument).absolute()}: no such file or folder; {git}. Name {_KINDS}"
    return DeckgenError(f"`{argument}` is neither a file or folder nor a git revision with a lock", hint=hint)


def _lock_text(data: bytes, origin: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise DeckgenError(f"{origin} is not UTF-8 text", hint="restore the committed file") from None
