"""One open folder. Nothing here follows a link, neither at the end of a name nor on the way to it.

Where the system can (POSIX), a folder is held by its handle and everything in it is named relative to that: whatever happens to the
names above, an operation stays in the folder that was opened. Elsewhere (Windows) paths are used; links and junctions are refused
before, and after opening a file it is compared with what stands at its resolved place.
"""

import os
import stat
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

HANDLES = os.name == "posix" and {os.open, os.stat, os.unlink, os.mkdir, os.rename, os.readlink} <= os.supports_dir_fd
_NAME_SURROGATE = 0x2000_0000
"""The bit in a reparse point's tag (Windows) by which links and junctions differ from files of a cloud store."""
_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_PATH", 0)
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class FileKind(Enum):
    """What a name stands for; the value is how it is called."""

    FILE = "a file"
    FOLDER = "a folder"
    LINK = "a link"
    OTHER = "a pipe, socket or device"


class SwappedError(OSError):
    """What was opened is not what the name stands for: somebody exchanged it in between."""


def kind_of(status: os.stat_result) -> FileKind:
    """The kind of what `lstat` told about; a junction of Windows is a link."""
    if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) & _NAME_SURROGATE:
        return FileKind.LINK
    if stat.S_ISREG(status.st_mode):
        return FileKind.FILE
    return FileKind.FOLDER if stat.S_ISDIR(status.st_mode) else FileKind.OTHER


class Directory:
    """An open folder: `with Directory.root(path) as folder`. `handle` is None where paths have to do."""

    def __init__(self, path: str, handle: int | None) -> None:
        self.path = path
        self.handle = handle

    @classmethod
    def root(cls, path: Path, *, by_handle: bool = HANDLES) -> "Directory":
        """The folder at a path that is trusted."""
        if by_handle:
            return cls(str(path), os.open(path, _FOLDER & ~getattr(os, "O_NOFOLLOW", 0)))
        return cls(os.path.realpath(path, strict=True), None)

    def child(self, name: str) -> "Directory":
        """A folder in this one."""
        at, where = self._at(name)
        if self.handle is not None:
            return Directory(os.path.join(self.path, name), os.open(at, _FOLDER, **where))
        if self.kind(name) is not FileKind.FOLDER:
            raise NotADirectoryError(20, "Not a directory", at)
        return Directory(at, None)

    def kind(self, name: str) -> FileKind | None:
        """What the name stands for; None if it is not there."""
        at, where = self._at(name)
        try:
            return kind_of(os.stat(at, follow_symlinks=False, **where))
        except FileNotFoundError:
            return None

    def target(self, name: str) -> str:
        """What a link says."""
        at, where = self._at(name)
        return os.readlink(at, **where).removeprefix("\\\\?\\")

    def entries(self) -> list[str]:
        """The names in this folder, sorted."""
        if self.handle is None:
            return sorted(os.listdir(self.path))
        handle = os.open(".", os.O_RDONLY, dir_fd=self.handle)  # the handle on the way may not be one for reading
        try:
            return sorted(os.listdir(handle))
        finally:
            os.close(handle)

    def open(self, name: str) -> int:
        """The descriptor of a regular file, for reading. Raises `IsADirectoryError` or `SwappedError` for anything else."""
        at, where = self._at(name)
        descriptor = os.open(at, _READ | _BINARY, **where)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode) or not self._is_at(descriptor, at):
                raise SwappedError(5, "exchanged while it was opened", at)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def _is_at(self, descriptor: int, path: str) -> bool:
        """Whether an opened file stands at its path with no link on the way. A handle needs no such look."""
        if self.handle is not None:
            return True
        resolved = os.path.realpath(path)
        same_name = os.path.normcase(resolved) == os.path.normcase(path)
        return same_name and os.path.samestat(os.fstat(descriptor), os.stat(resolved, follow_symlinks=False))

    def create(self, name: str) -> int:
        """The descriptor of a new file, for writing."""
        at, where = self._at(name)
        return os.open(at, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | _BINARY, 0o644, **where)

    def update(self, name: str) -> int:
        """The descriptor of a file for reading and writing, made if it is not there."""
        at, where = self._at(name)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | _BINARY
        return os.open(at, flags, 0o644, **where)

    def replace(self, old: str, new: str) -> None:
        """Give a file another name; what had it is gone."""
        if self.handle is None:
            os.replace(os.path.join(self.path, old), os.path.join(self.path, new))
        else:
            os.replace(old, new, src_dir_fd=self.handle, dst_dir_fd=self.handle)

    def delete(self, name: str) -> None:
        at, where = self._at(name)
        os.unlink(at, **where)

    def make(self, name: str) -> None:
        at, where = self._at(name)
        os.mkdir(at, **where)

    def remove_empty(self, name: str) -> None:
        """Remove a folder in which nothing is; raises `OSError` otherwise."""
        at, where = self._at(name)
        os.rmdir(at, **where)

    def _at(self, name: str) -> tuple[str, Mapping[str, Any]]:
        if self.handle is None:
            return os.path.join(self.path, name), {}
        return name, {"dir_fd": self.handle}

    def close(self) -> None:
        if self.handle is not None:
            os.close(self.handle)

    def __enter__(self) -> "Directory":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
