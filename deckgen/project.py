"""Reads a project from disk: the only place where sources come in.

1. the root is the folder with deckgen.toml, here or above; 2. text files and media below `cards/`; 3. the packaged templates, each
replaced by the project's file of the same path. Nothing outside the root is read: links that lead out are refused.
"""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from deckgen.errors import DeckgenError
from deckgen.lock import NO_TRACES, Lock, Traces
from deckgen.lock.toml import dumps, loads
from deckgen.media_types import MEDIA_TYPES, ending
from deckgen.model import MediaFile, Sha256, SourceFile, Sources
from deckgen.portable import portable
from deckgen.signatures import format_of

SETTINGS, LOCK, BUILD = "deckgen.toml", "deckgen.lock", "build"
_FOR_PEOPLE = {"README", "LICENSE", "CONTRIBUTING"}
_SOURCE_ENDINGS = {".yaml", ".yml", ".json"}


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it is on disk. `traces` is what else remembers its lock, for who has gathered that."""

    root: Path
    sources: Sources
    lock: Lock
    traces: Traces = NO_TRACES


def find_root(start: Path) -> Path:
    """The folder with deckgen.toml, at `start` or above it."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    hint = "run deckgen in a project, or name one with --project"
    raise DeckgenError(f"there is no {SETTINGS} in {start} or above", hint=hint)


def read_project(root: Path) -> Project:
    """Read everything a build needs."""
    root = root.resolve()
    files: list[SourceFile] = []
    media: dict[str, MediaFile] = {}
    strays: list[str] = []
    unreadable: list[str] = []
    for path in _files_below(root, root / "cards"):
        relative = unicodedata.normalize("NFC", path.relative_to(root).as_posix())
        parts = relative.split("/")
        if len(parts) > 3 and parts[2] == "media":
            media[relative] = _media_file(path, relative)
        elif (
            len(parts) <= 3 and path.suffix.lower() in _SOURCE_ENDINGS and (len(parts) == 3 or _is_catalogue(parts[-1]))
        ):
            text = _text(path)
            if text is None:
                unreadable.append(relative)
            else:
                files.append(SourceFile(relative, text))
        elif path.stem.upper() not in _FOR_PEOPLE:
            strays.append(relative)
    media |= _files_of_the_look(root)
    settings = _text(root / SETTINGS)
    if settings is None:
        raise DeckgenError(f"{SETTINGS} is not UTF-8 text", hint="save it as UTF-8")
    templates = {**packaged_templates(), **_project_templates(root)}
    sources = Sources(SourceFile(SETTINGS, settings), tuple(files), templates, media, tuple(strays), tuple(unreadable))
    return Project(root, sources, read_lock(root))


def read_lock(root: Path) -> Lock:
    """The lock of a project; an empty one before the first build."""
    path = root / LOCK
    if not path.exists():
        return Lock()
    text = _text(path)
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


def _project_templates(root: Path) -> dict[str, SourceFile]:
    templates = {}
    for path in _files_below(root, root / "templates"):
        if ending(path.name) in MEDIA_TYPES:
            continue
        text = _text(path)
        relative = path.relative_to(root).as_posix()
        if text is None:
            raise DeckgenError(f"{relative} is not UTF-8 text", hint="save it as UTF-8")
        templates[relative.removeprefix("templates/")] = SourceFile(relative, text)
    return templates


def _files_of_the_look(root: Path) -> dict[str, MediaFile]:
    """Fonts and pictures below `templates/`, for the stylesheet."""
    paths = [path for path in _files_below(root, root / "templates") if ending(path.name) in MEDIA_TYPES]
    names = {path: unicodedata.normalize("NFC", path.relative_to(root).as_posix()) for path in paths}
    return {name: _media_file(path, name) for path, name in names.items()}


def _is_catalogue(name: str) -> bool:
    return name in {"references.yaml", "syllabus.yaml"}


def _files_below(root: Path, folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(root).as_posix()):
        if any(part.startswith(".") for part in path.relative_to(root).parts) or path.is_dir():
            continue
        if not path.resolve().is_relative_to(root) or not path.is_file():
            shown = path.relative_to(root).as_posix()
            raise DeckgenError(f"{shown} leads out of the project", hint="copy the file into the project")
        yield path


def _text(path: Path) -> str | None:
    try:
        return portable(path.read_bytes()).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _media_file(path: Path, relative: str) -> MediaFile:
    data = media_bytes(path)
    text = data.decode("utf-8", errors="replace") if ending(relative) == "svg" else None
    return MediaFile(relative, Sha256(hashlib.sha256(data).hexdigest()), len(data), text, format_of(data))


def media_bytes(path: Path) -> bytes:
    """A media file as it is packed: an SVG is text, whose line ends a checkout may change."""
    data = path.read_bytes()
    return portable(data) if ending(path.name) == "svg" else data
