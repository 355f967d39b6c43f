"""Reads a project from disk: the only place where sources come in.

1. the root is the folder with deckgen.toml, here or above; 2. text files and media below `cards/`; 3. the packaged templates, each
replaced by the project's file of the same path. Everything is read through `files`: nothing outside the root, nothing that is no
file, and what cannot be read is a fault that stops every command, never a file less.
"""

import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import TypeVar

from deckgen.diagnostics import Diagnostic
from deckgen.errors import DeckgenError
from deckgen.files import FileFaultError, Folder
from deckgen.files.faults import has_changed
from deckgen.lock import NO_TRACES, Lock, Traces
from deckgen.lock.toml import dumps, loads
from deckgen.media_types import MEDIA_TYPES, ending
from deckgen.model import MediaFile, Sha256, SourceFile, Sources
from deckgen.portable import portable
from deckgen.signatures import format_of

SETTINGS, LOCK, BUILD = "deckgen.toml", "deckgen.lock", "build"
_FOR_PEOPLE = {"README", "LICENSE", "CONTRIBUTING"}
_SOURCE_ENDINGS = {".yaml", ".yml", ".json"}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it is on disk. `traces` is what else remembers its lock, for who has gathered that.

    `lock_data` is the lock as it was read; `spelled` names the files that are not NFC on disk.
    """

    root: Path
    sources: Sources
    lock: Lock
    traces: Traces = NO_TRACES
    lock_data: bytes | None = None
    spelled: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Folder:
        return Folder.at(self.root)

    def read(self, path: str) -> bytes:
        """A file of the sources, as it is now."""
        return self.folder.read(self.spelled.get(path, path))

    def real_name(self, path: str) -> str:
        """The name of a source on disk, without links."""
        return self.folder.real_name(self.spelled.get(path, path))

    def read_media(self, file: MediaFile) -> bytes:
        """The bytes that were hashed. Raises `FileFaultError` if the file holds others by now."""
        if file.text is not None and hashlib.sha256(text := file.text.encode()).hexdigest() == file.sha256:
            return text
        data = self.media_now(file)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise FileFaultError([has_changed(file.path)])
        return data

    def media_now(self, file: MediaFile) -> bytes:
        """The bytes that would be packed now."""
        return _as_packed(file.path, self.read(file.path))


def find_root(start: Path) -> Path:
    """The folder with deckgen.toml, at `start` or above it."""
    for folder in (start, *start.parents):
        if os.path.lexists(folder / SETTINGS):  # what kind of thing it is, is told when it is read
            return folder
    hint = "run deckgen in a project, or name one with --project"
    raise DeckgenError(f"there is no {SETTINGS} in {start} or above", hint=hint)


def read_project(root: Path) -> Project:
    """Read everything a build needs. Raises `FileFaultError` with all that cannot be read."""
    folder = Folder.at(root)
    reading = _Reading(folder)
    cards = reading.files_below("cards")
    look = [path for path in reading.files_below("templates") if ending(path) in MEDIA_TYPES]
    templates = {**packaged_templates(), **_project_templates(reading)}
    settings = reading.text(SETTINGS)
    lock_data = reading.get(partial(folder.read_if_there, LOCK))
    sources = _sources(reading, [*cards, *look], templates, settings or "")
    if reading.faults:
        raise FileFaultError(reading.faults)
    if settings is None:
        raise DeckgenError(f"{SETTINGS} is not UTF-8 text", hint="save it as UTF-8")
    return Project(folder.path, sources, _lock(lock_data), lock_data=lock_data, spelled=reading.spelled)


def _sources(reading: "_Reading", paths: Sequence[str], templates: Mapping[str, SourceFile], settings: str) -> Sources:
    files: list[SourceFile] = []
    media: dict[str, MediaFile] = {}
    strays: list[str] = []
    unreadable: list[str] = []
    for path in paths:
        if _is_media(path):
            if (data := reading.data(path)) is not None:
                media[path] = _media_file(path, data)
        elif _is_source(path):
            text = reading.text(path)
            if text is None:
                unreadable.append(path)
            else:
                files.append(SourceFile(path, text))
        elif PurePosixPath(path).stem.upper() not in _FOR_PEOPLE:
            strays.append(path)
    return Sources(SourceFile(SETTINGS, settings), tuple(files), templates, media, tuple(strays), tuple(unreadable))


class _Reading:
    """Reads files and collects what is wrong with them, so that all of it is told at once."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.faults: list[Diagnostic] = []
        self.spelled: dict[str, str] = {}

    def get(self, read: Callable[[], _T]) -> _T | None:
        try:
            return read()
        except FileFaultError as error:
            self.faults += error.diagnostics
            return None

    def files_below(self, name: str) -> list[str]:
        """The paths of all files below a folder, in NFC, whichever way the file system spells them."""
        found = self.folder.files_below(name)
        self.faults += found.faults
        normal = {unicodedata.normalize("NFC", path): path for path in found.names}
        self.spelled |= {path: written for path, written in normal.items() if path != written}
        return list(normal)

    def data(self, path: str) -> bytes | None:
        """The bytes of a file; None after a fault."""
        return self.get(partial(self.folder.read, self.spelled.get(path, path)))

    def text(self, path: str) -> str | None:
        """The text of a file; None if it is not UTF-8, "" after a fault."""
        data = self.data(path)
        return "" if data is None else _text(data)


def read_lock(root: Path) -> Lock:
    """The lock of a project; an empty one before the first build."""
    return _lock(Folder.at(root).read_if_there(LOCK))


def _lock(data: bytes | None) -> Lock:
    if data is None:
        return Lock()
    text = _text(data)
    if text is None:
        raise DeckgenError(f"{LOCK} is not UTF-8 text", hint="restore the committed file")
    return loads(text)


def lock_text(lock: Lock) -> bytes:
    """The lock as it is written."""
    return dumps(lock).encode()


def packaged_templates() -> dict[str, SourceFile]:
    """The templates that come with deckgen, by path below `templates/`."""
    folder: Traversable = resources.files("deckgen") / "templates"
    if not folder.is_dir():  # a checkout keeps them at the top, the wheel inside the package
        folder = Path(__file__).parent.parent / "templates"
    return {path: SourceFile(f"templates/{path}", text) for path, text in _template_files(folder, "")}


def _template_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        if item.name.startswith("."):
            continue
        if item.is_dir():
            yield from _template_files(item, f"{prefix}{item.name}/")
        else:
            yield f"{prefix}{item.name}", portable(item.read_bytes()).decode("utf-8")


def _project_templates(reading: _Reading) -> dict[str, SourceFile]:
    templates = {}
    for path in (path for path in reading.files_below("templates") if ending(path) not in MEDIA_TYPES):
        text = reading.text(path)
        if text is None:
            raise DeckgenError(f"{path} is not UTF-8 text", hint="save it as UTF-8")
        templates[path.removeprefix("templates/")] = SourceFile(path, text)
    return templates


def _is_media(path: str) -> bool:
    """Pictures and sounds of topics, and fonts and pictures for the stylesheet below `templates/`."""
    parts = path.split("/")
    return parts[0] == "templates" or (len(parts) > 3 and parts[2] == "media")


def _is_source(path: str) -> bool:
    parts = path.split("/")
    is_catalogue = parts[-1] in {"references.yaml", "syllabus.yaml"}
    return PurePosixPath(path).suffix.lower() in _SOURCE_ENDINGS and (
        len(parts) == 3 or (len(parts) < 3 and is_catalogue)
    )


def _text(data: bytes) -> str | None:
    try:
        return portable(data).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _media_file(path: str, data: bytes) -> MediaFile:
    packed = _as_packed(path, data)
    text = packed.decode("utf-8", errors="replace") if ending(path) == "svg" else None
    return MediaFile(path, Sha256(hashlib.sha256(packed).hexdigest()), len(packed), text, format_of(packed))


def _as_packed(path: str, data: bytes) -> bytes:
    """A media file as it is packed: an SVG is text, whose line ends a checkout may change."""
    return portable(data) if ending(path) == "svg" else data
