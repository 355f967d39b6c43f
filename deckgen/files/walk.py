"""The way from a root to a file or folder below it, one name after another, through links that stay below the root."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from deckgen.files.directory import HANDLES, Directory, FileKind

_LINKS = 40
"""As many links on one way as Linux follows; more are a circle."""


class OutsideError(Exception):
    """A name or a link leads out of the root. The argument is the place of the link, if there is one."""


class CircleError(Exception):
    """Links lead to one another. The argument is the place of the first one."""


def parts_of(name: str) -> list[str]:
    """The parts of a name relative to the root, with `/`. Raises `OutsideError` for one that would lead elsewhere by itself."""
    parts = name.split("/") if name else []
    windows = PureWindowsPath(name)
    if ".." in parts or "\0" in name or name.startswith("/") or (os.name == "nt" and (windows.drive or "\\" in name)):
        raise OutsideError
    return [part for part in parts if part not in ("", ".")]


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a way ended: in a folder if `leaf` is "", or at a name in it. `kind` is None if that is not there.

    `parts` is the real place below the root, without links; `dangling` says that what a link names is what is not there.
    """

    folder: Directory
    parts: tuple[str, ...]
    leaf: str
    kind: FileKind | None
    dangling: bool = False


@contextmanager
def reached(root: Path, parts: Iterable[str], *, by_handle: bool = HANDLES) -> Iterator[Reached]:
    """Go there. Raises `OutsideError`, `CircleError`, or an `OSError` for what cannot be opened."""
    walk = _Walk(root, by_handle=by_handle)
    try:
        yield walk.go(list(parts))
    finally:
        walk.close()


class _Walk:
    """The folders from the root to where the walk is, all open, so that `..` leads back and nowhere else."""

    def __init__(self, root: Path, *, by_handle: bool) -> None:
        self.root = root
        self.folders = [Directory.root(root, by_handle=by_handle)]
        self.names: list[str] = []
        self.links = 0
        self.first_link: tuple[str, ...] = ()

    def go(self, parts: list[str]) -> Reached:
        ahead = parts[::-1]
        plain = len(ahead)  # so many of the names ahead are those that were asked for; links add others on top
        while ahead:
            part = ahead.pop()
            dangling = len(ahead) >= plain
            plain = min(plain, len(ahead))
            if part == "..":
                self._up()
                continue
            kind = self.folders[-1].kind(part)
            if kind is FileKind.LINK:
                ahead += self._target(part)[::-1]
            elif kind is FileKind.FOLDER:
                self.folders.append(self.folders[-1].child(part))
                self.names.append(part)
            else:
                kind = None if ahead else kind  # nothing is below a file
                return Reached(self.folders[-1], (*self.names, part, *ahead[::-1]), part, kind, dangling)
        return Reached(self.folders[-1], tuple(self.names), "", FileKind.FOLDER)

    def _up(self) -> None:
        if not self.names:
            raise OutsideError("/".join(self.first_link))
        self.names.pop()
        self.folders.pop().close()

    def _target(self, link: str) -> list[str]:
        self.links += 1
        self.first_link = self.first_link or (*self.names, link)
        if self.links > _LINKS:
            raise CircleError("/".join(self.first_link))
        target = self.folders[-1].target(link)
        if Path(target).is_absolute():
            target = self._below_root(target)
            while self.names:
                self._up()
        parts = target.replace(os.sep, "/").split("/")
        return [part for part in parts if part not in ("", ".")]

    def _below_root(self, target: str) -> str:
        """An absolute target relative to the root. What comes of it is walked like any other way."""
        for spelling in (target, os.path.realpath(target)):
            if Path(spelling).is_relative_to(self.root):
                return str(Path(spelling).relative_to(self.root))
        raise OutsideError("/".join(self.first_link))

    def close(self) -> None:
        for folder in self.folders:
            folder.close()
