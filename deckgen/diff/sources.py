"""What an argument of `deckgen diff` names: a file, a folder, or else a git revision of the project."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from deckgen.build import MANIFEST
from deckgen.diff.git import GitFaultError, file_at
from deckgen.diff.lock_snapshot import lock_snapshot
from deckgen.diff.package_snapshot import package_snapshot
from deckgen.diff.snapshot import Snapshot, merged
from deckgen.errors import DeckgenError
from deckgen.importers.anki_archive import PackageFaultError
from deckgen.lock.toml import loads
from deckgen.project import LOCK, find_root

_KINDS = f"a package (.apkg), a lock ({LOCK}), a build folder, a project, or a git revision of this project"


def read_snapshot(argument: str, start: Path) -> Snapshot:
    """What the argument names; what exists as a path wins. `start` is in the project whose revisions are meant.

    Raises `DeckgenError`, which says what was tried.
    """
    path = Path(argument)
    if path.exists():
        return _folder(path, argument) if path.is_dir() else _file(path, argument)
    return _revision(argument, start)


def _file(path: Path, origin: str) -> Snapshot:
    if path.name == MANIFEST:
        return _build(path.parent, origin)
    if path.suffix == ".lock":
        return lock_snapshot(loads(_lock_text(path.read_bytes(), origin), origin), origin)
    if path.suffix in {".apkg", ".colpkg"}:
        return _package(path, origin)
    raise DeckgenError(f"{origin} is nothing that can be compared", hint=f"name {_KINDS}")


def _folder(path: Path, origin: str) -> Snapshot:
    readers: Sequence[tuple[bool, Callable[[Path, str], Snapshot]]] = (
        ((path / MANIFEST).is_file(), _build),
        ((path / LOCK).is_file(), lambda folder, name: _file(folder / LOCK, name)),
        (any(path.glob("*.apkg")), lambda folder, name: _packages(sorted(folder.glob("*.apkg")), name)),
    )
    for fits, reader in readers:
        if fits:
            return reader(path, origin)
    looked = f"looked in it for {MANIFEST}, {LOCK} and *.apkg"
    tried = f"{looked}; for a git revision of that name write refs/tags/{path.name} or refs/heads/{path.name}"
    raise DeckgenError(f"the folder {origin} holds nothing that can be compared", hint=tried)


def _build(folder: Path, origin: str) -> Snapshot:
    """The packages of the topics; a bundle holds the same notes again."""
    try:
        rows = json.loads((folder / MANIFEST).read_bytes())["packages"]
        paths = [folder / str(row["path"]) for row in rows if row["topic"] is not None]
    except (ValueError, KeyError, TypeError):
        raise DeckgenError(f"{folder / MANIFEST} is damaged", hint="run `deckgen build` again") from None
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise DeckgenError(f"{missing[0]} is missing, though {MANIFEST} names it", hint="run `deckgen build` again")
    return _packages(paths, origin)


def _packages(paths: Sequence[Path], origin: str) -> Snapshot:
    return merged(origin, [_package(path, origin) for path in paths])


def _package(path: Path, origin: str) -> Snapshot:
    try:
        return package_snapshot(path.read_bytes(), origin, path.absolute().as_posix())
    except PackageFaultError as fault:
        raise DeckgenError(f"{path}: {fault}", hint="name a package that deckgen or Anki wrote") from None


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
