"""Writes the site into a folder that holds nothing else, or an earlier site."""

from collections.abc import Collection, Mapping
from pathlib import Path

from deckgen.errors import DeckgenError
from deckgen.output import remove_leftovers, write_atomically
from deckgen.preview.pages import INDEX, OWN_FOLDERS, SiteFile

_MARK = b'<meta name="generator" content="deckgen preview">'
"""In every index.html we write: a folder with another one is not ours to clear."""


def write_site(folder: Path, files: Mapping[str, SiteFile]) -> int:
    """Write all files, the page last, and remove those of an earlier site. Returns how many files differ from before.

    What stands beside our own folders stays: a CNAME for the host, a .git.
    """
    _refuse_foreign(folder)
    if folder.is_dir():
        remove_leftovers(folder)
    changed = sum(write_atomically(folder / path, make()) for path, make in files.items() if path != INDEX)
    changed += write_atomically(folder / INDEX, files[INDEX]())
    for stale in _stale(folder, files):
        stale.unlink()
        changed += 1
    return changed


def _stale(folder: Path, files: Collection[str]) -> list[Path]:
    """What an earlier site left in our folders."""
    found = (path for own in OWN_FOLDERS for path in (folder / own).rglob("*") if path.is_file())
    return sorted(path for path in found if path.relative_to(folder).as_posix() not in files)


def _refuse_foreign(folder: Path) -> None:
    index = folder / INDEX
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not index.is_file() or _MARK not in index.read_bytes():
        raise DeckgenError(f"{folder} holds something else than a preview", hint="name an empty folder with --output")
