"""Writes the site into a folder that holds nothing else, or an earlier site."""

import json
from collections.abc import Iterator, Mapping

from deckgen.errors import DeckgenError
from deckgen.files import Folder, writing
from deckgen.preview.pages import INDEX, OWN_FOLDERS, SiteFile

LISTING = "files.json"
"""Names the files of a site, beside its page: what a later one no longer has is deleted, and nothing else."""
_MARK = b'<meta name="generator" content="deckgen preview">'
"""In every index.html we write: a folder with another one is not ours to write into."""


def write_site(root: Folder, at: str, files: Mapping[str, SiteFile]) -> int:
    """Write all files below `at` in a root, the page last, and remove those of an earlier site. Returns how many differ.

    What stands beside our own files stays: a CNAME for the host, a .git.
    """
    _refuse_foreign(root, at)
    with writing(root, "preview", area="previewing") as writer:
        stale = [_below(at, name) for name in _listed(root, at) if name not in files]
        own = [
            f"{folder}/{INDEX}" for folder in OWN_FOLDERS
        ]  # a link in their place is told also if nothing goes there
        writer.refuse([*(_below(at, name) for name in (*files, LISTING, *own)), *stale])
        return writer.write(((_below(at, name), data) for name, data in _contents(files)), delete=stale)


def _contents(files: Mapping[str, SiteFile]) -> Iterator[tuple[str, bytes]]:
    """One after another, since together they may be more than fits into memory."""
    yield LISTING, (json.dumps({"files": sorted(files)}, ensure_ascii=False, indent=0) + "\n").encode()
    for name in sorted(files, key=lambda name: name == INDEX):
        yield name, files[name]()


def _listed(root: Folder, at: str) -> list[str]:
    """What an earlier site had in our folders; nothing if its listing is damaged."""
    try:
        names = json.loads(root.read_if_there(_below(at, LISTING)) or b"{}").get("files", ())
    except (ValueError, AttributeError, RecursionError):
        return []
    return [
        name for name in names if isinstance(name, str) and name.startswith(tuple(f"{one}/" for one in OWN_FOLDERS))
    ]


def _below(at: str, name: str) -> str:
    return f"{at}/{name}" if at else name


def _refuse_foreign(root: Folder, at: str) -> None:
    index = root.read_if_there(_below(at, INDEX))
    if (index is None and any(root.names_in(at))) or (index is not None and _MARK not in index):
        where = root.path / at
        raise DeckgenError(f"{where} holds something else than a preview", hint="name an empty folder with --output")
