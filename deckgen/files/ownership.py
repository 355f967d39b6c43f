"""One writer at a time: a file that the system locks for a process, and gives free when that ends, however it ends.

The file also holds the writer's journal, so that the next one can finish or undo what a killed one had begun. A journal counts only
in the very file in which it was written: one that came with a clone or an archive does not.
"""

import errno
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from deckgen.errors import DeckgenError, FileFaultError
from deckgen.files import faults
from deckgen.files.directory import Directory, FileKind

WAIT = 30.0
"""Seconds for which a second writer waits for the first."""
_LOOK = 0.05
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""A file system that cannot lock (some network ones) is written to without."""
_BYTE = 1 << 40
"""The byte that Windows locks: far behind the text, which others may read."""


class Journal:
    """The text of the locked file: a line of JSON for each step."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def earlier(self) -> list[dict[str, Any]]:
        """The lines of a writer that was killed; none if there was no such writer, or if they were written elsewhere."""
        lines = _lines(_text(self._descriptor))
        return lines[1:] if lines and lines[0].get("file") == self._own else []

    def begin(self, what: str) -> None:
        os.ftruncate(self._descriptor, 0)
        self.add({"process": os.getpid(), "command": what, "file": self._own})

    def add(self, line: dict[str, Any]) -> None:
        os.lseek(self._descriptor, 0, os.SEEK_END)
        os.write(self._descriptor, f"{json.dumps(line)}\n".encode())

    @property
    def _own(self) -> list[int]:
        status = os.fstat(self._descriptor)
        return [status.st_dev, status.st_ino]


@contextmanager
def owned(folder: Directory, name: str, *, wait: float = WAIT) -> Iterator[Journal]:
    """Be the only owner of the file `name` until the end of the block. Raises `DeckgenError` if another one is for too long."""
    descriptor = _acquire(folder, name, wait)
    try:
        yield Journal(descriptor)
    finally:
        if sys.platform == "win32":  # an open file cannot be deleted there
            os.close(descriptor)
        with suppress(OSError):
            folder.delete(name)
        if sys.platform != "win32":
            os.close(descriptor)


def _acquire(folder: Directory, name: str, wait: float) -> int:
    until = time.monotonic() + wait
    while True:
        if folder.kind(name) not in (None, FileKind.FILE):
            raise FileFaultError([faults.is_in_the_way(name, (folder.kind(name) or FileKind.OTHER).value)])
        descriptor = _opened(folder, name)
        try:
            if _lock(descriptor) and _still_there(folder, name, descriptor):
                return descriptor
            if time.monotonic() > until:
                raise DeckgenError(
                    f"another deckgen is at work here: {_who(descriptor)}", hint="try again when it has ended"
                )
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        time.sleep(_LOOK)


def _opened(folder: Directory, name: str) -> int:
    try:
        return folder.update(name)
    except OSError as error:
        if error.errno not in _CLOSED:
            raise
        message = f"the folder {folder.path} cannot be written to: {error.strerror}"
        hint = "give yourself the right to write there (its owner can), or work in a copy of the project that is yours"
        raise DeckgenError(message, hint=hint) from None


def _lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in _NO_LOCKS
    return True


def _still_there(folder: Directory, name: str, descriptor: int) -> bool:
    """Whether the locked file is the one of that name: its last owner may have removed it a moment ago."""
    if sys.platform == "win32":
        return True
    try:
        other = folder.open(name)
    except OSError:
        return False
    try:
        return os.path.samestat(os.fstat(other), os.fstat(descriptor))
    finally:
        os.close(other)


def _who(descriptor: int) -> str:
    lines = _lines(_text(descriptor))
    return f"`deckgen {lines[0].get('command')}`, process {lines[0].get('process')}" if lines else "it has just begun"


def _text(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, 1 << 26).decode("utf-8", errors="replace")


def _lines(text: str) -> list[dict[str, Any]]:
    """The lines that are whole: the last one of a killed writer may not be."""
    lines = []
    for line in text.splitlines():
        with suppress(ValueError, RecursionError):
            row = json.loads(line)
            lines += [row] if isinstance(row, dict) else []
    return lines
