"""Waits for changes of a project's sources."""

import threading
from collections.abc import Iterator
from pathlib import Path

from watchfiles import watch

from deckgen.project import LOCK, SETTINGS

_FOLDERS = ("cards", "templates")
_FILES = (SETTINGS, LOCK)
_LOOK = 400
"""Milliseconds after which the files at the top are looked at: watching them would watch the whole folder, build/ included."""


def changes(root: Path, stop: threading.Event) -> Iterator[None]:
    """One item for each time something was saved, until `stop` is set."""
    before = _stamps(root)
    while not stop.is_set():
        folders = [folder for name in _FOLDERS if (folder := root / name).is_dir()]
        known = {folder.name for folder in folders}
        for found in watch(*folders, stop_event=stop, rust_timeout=_LOOK, yield_on_timeout=True, debounce=200, step=50):
            stamps = _stamps(root)
            if found or stamps != before:
                before = stamps
                yield
            if {name for name in _FOLDERS if (root / name).is_dir()} != known:
                break  # a folder has come or gone: watch those that are there now


def _stamps(root: Path) -> tuple[int | None, ...]:
    return tuple(_stamp(root / name) for name in (*_FILES, *_FOLDERS))


def _stamp(path: Path) -> int | None:
    """When a file was last written; of a folder only whether it is there."""
    try:
        return 1 if path.is_dir() else path.stat().st_mtime_ns
    except OSError:
        return None
