"""Writes the site into a folder, and keeps that folder from being anything but the site."""

from collections.abc import Mapping
from pathlib import Path

from deckgen.errors import DeckgenError
from deckgen.output import remove_leftovers, write_atomically
from deckgen.preview.pages import INDEX, SiteFile

_MARK = b'<meta name="generator" content="deckgen preview">'
"""In every index.html we write: a folder with another one is not ours to clear."""


def write_site(folder: Path, files: Mapping[str, SiteFile]) -> int:
    """Write all files, the page last, and remove those of an earlier site. Returns how many files differ from before."""
    _refuse_foreign(folder)
    if folder.is_dir():
        remove_leftovers(folder)
    changed = sum(write_atomically(folder / path, make()) for path, make in files.items() if path != INDEX)
    changed += write_atomically(folder / INDEX, files[INDEX]())
    for stale in sorted(path for path in folder.rglob("*") if path.is_file()):
        if stale.relative_to(folder).as_posix() not in files:
            stale.unlink()
            changed += 1
    return changed


def _refuse_foreign(folder: Path) -> None:
    index = folder / INDEX
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not index.is_file() or _MARK not in index.read_bytes():
        raise DeckgenError(f"{folder} holds something else than a preview", hint="name an empty folder with --output")
