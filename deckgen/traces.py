"""Looks for what else than deckgen.lock remembers a lock: git, the folders of releases, the changelog, the last build.

`lock.history` judges what is found. Nothing is written, and what cannot be read is no trace.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from deckgen.build import MANIFEST
from deckgen.diff.git import FileHistory, GitFaultError, file_at, history_of
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
    text = _text(root / LOCK) if (root / LOCK).exists() else None
    history = history_of(root, LOCK, at_most=COMMITS)
    known = (
        *(_of_git(root, history, missing=text is None) if history else ()),
        *_of_releases(root),
        *_of_changelog(root),
        *_of_build(root, project),
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


def _of_releases(root: Path) -> Iterator[Trace]:
    folder = root / BUILD / RELEASES
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    for version in sorted((name for name in names if _VERSION.fullmatch(name)), key=numbers, reverse=True):
        shown = f"{BUILD}/{RELEASES}/{version}"
        if (folder / version / LOCK).is_file():
            text = _text(folder / version / LOCK)
            yield Trace(f"{shown}/{LOCK}", f"cp {shown}/{LOCK} {LOCK}", text, version, tracked=False)
        elif any((folder / version).glob("*.apkg")):
            yield Trace(shown, release=version, tracked=False)


def _of_changelog(root: Path) -> Iterator[Trace]:
    path = root / CHANGELOG
    _, _, releases = (_text(path) if path.is_file() else "").partition(MARK)
    if versions := _SECTION.findall(releases):
        newest = max(versions, key=numbers)
        yield Trace(f"{CHANGELOG} tells of decks {newest}", release=newest)


def _of_build(root: Path, project: Project) -> Iterator[Trace]:
    path = root / BUILD / MANIFEST
    if path.is_file():
        release = built_release(path.read_bytes(), _namespace(project))
        if release is not None:
            yield Trace(f"{BUILD}/{MANIFEST}", release=release, tracked=False)
    elif bundle := next(iter((root / BUILD).glob("bundle.apkg")), None) or next(
        iter((root / BUILD).glob("*/bundle.apkg")), None
    ):
        yield Trace(bundle.relative_to(root).as_posix(), tracked=False)


def _namespace(project: Project) -> str:
    """As the settings have it; they are not judged here."""
    try:
        return str(tomllib.loads(project.sources.settings.text)["project"]["namespace"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        return ""


def _text(path: Path) -> str:
    return _decoded(path.read_bytes())


def _decoded(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
