"""Looks for what else than deckgen.lock remembers a lock: git, the folders of releases, the changelog, the last build.

`lock.history` judges what is found. Nothing is written, and what cannot be read is no trace.
"""

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from deckgen.build import MANIFEST
from deckgen.files import FileFaultError, Folder
from deckgen.git import FileHistory, GitFaultError, file_at, history_of
from deckgen.lock import Trace, Traces
from deckgen.lock.traces import numbers
from deckgen.model import Instant
from deckgen.package import built_release
from deckgen.project import BUILD, LOCK, Project
from deckgen.release import CHANGELOG, RELEASES
from deckgen.release.changelog import MARK

COMMITS, BYTES = 20, 64_000_000
"""How far back git is asked: so many commits that changed the lock, and so many bytes of locks."""
BEGINNING = Instant(1_672_531_200)
"""2023-01-01: nobody has built a deck with deckgen before."""
RELEASED = Instant(1_795_996_800)
"""2026-11-30: this deckgen was written then, so now is not earlier. Raised with `__version__`."""
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_SECTION = re.compile(r"(?m)^## Decks (\d+\.\d+\.\d+)\b")


def with_traces(project: Project) -> Project:
    """The project with everything that remembers its lock."""
    root = project.root
    text = None if project.lock_data is None else _decoded(project.lock_data)
    history = history_of(root, LOCK, at_most=COMMITS)
    known = (
        *(_of_git(root, history, missing=text is None) if history else ()),
        *_of_releases(project.folder),
        *_of_changelog(project.folder),
        *_of_build(project.folder, project),
    )
    last_commit = Instant(history.last_commit if history else 0)
    return replace(project, traces=Traces(text, known, last_commit, BEGINNING, RELEASED))


def _of_git(root: Path, history: FileHistory, *, missing: bool) -> Iterator[Trace]:
    """The locks of HEAD, of what is being merged, and of the commits before, without those that are the same."""
    seen: set[str] = set()
    size = 0
    for revision in (*history.heads, *history.revisions):
        try:
            text = _decoded(file_at(root, revision, LOCK))
        except GitFaultError:
            continue
        if text in seen:
            continue
        seen.add(text)
        yield Trace(
            f"git has it at {revision}",
            _command(history, revision, missing=missing),
            text,
            present=revision in history.heads,
            revision=revision,
        )
        size += len(text)
        if size > BYTES:
            return
    if history.staged and not seen:
        yield Trace("git has it staged", _command(history, "HEAD", missing=missing))


def _command(history: FileHistory, revision: str, *, missing: bool) -> str:
    if history.in_conflict:
        return f"git checkout --merge -- {LOCK}"
    if revision == "HEAD" and history.staged and missing:  # a lock that is there may be staged as it is
        return f"git restore {LOCK}"
    return f"git checkout {revision} -- {LOCK}"


def _of_releases(folder: Folder) -> Iterator[Trace]:
    names = [name for name in _names(folder, f"{BUILD}/{RELEASES}") if _VERSION.fullmatch(name)]
    for version in sorted(names, key=numbers, reverse=True):
        shown = f"{BUILD}/{RELEASES}/{version}"
        if (data := _data(folder, f"{shown}/{LOCK}")) is not None:
            yield Trace(f"{shown}/{LOCK}", f"cp {shown}/{LOCK} {LOCK}", _decoded(data), version, tracked=False)
        elif any(name.endswith(".apkg") for name in _names(folder, shown)):
            yield Trace(shown, release=version, tracked=False)


def _of_changelog(folder: Folder) -> Iterator[Trace]:
    _, _, releases = _decoded(_data(folder, CHANGELOG) or b"").partition(MARK)
    if versions := _SECTION.findall(releases):
        newest = max(versions, key=numbers)
        yield Trace(f"{CHANGELOG} tells of decks {newest}", release=newest)


def _of_build(folder: Folder, project: Project) -> Iterator[Trace]:
    if (data := _data(folder, f"{BUILD}/{MANIFEST}")) is not None:
        release = built_release(data, _namespace(project))
        if release is not None:
            yield Trace(f"{BUILD}/{MANIFEST}", release=release, tracked=False)
        return
    places = [BUILD, *(f"{BUILD}/{name}" for name in _names(folder, BUILD))]
    if bundle := next((place for place in places if "bundle.apkg" in _names(folder, place)), None):
        yield Trace(f"{bundle}/bundle.apkg", tracked=False)


def _names(folder: Folder, name: str) -> tuple[str, ...]:
    with suppress(FileFaultError):
        return folder.names_in(name)
    return ()


def _data(folder: Folder, name: str) -> bytes | None:
    with suppress(FileFaultError):
        return folder.read_if_there(name)
    return None


def _namespace(project: Project) -> str:
    """As the settings have it; they are not judged here."""
    try:
        return str(tomllib.loads(project.sources.settings.text)["project"]["namespace"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        return ""


def _decoded(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
