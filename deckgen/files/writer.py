"""What may be written: plain files below a root, by one process at a time, all of them or none.

1. every place is looked at: a link, a folder or a device where a file should come is refused; 2. the new files are written beside
the old ones, as parts; 3. the journal says that all are there; 4. the parts take their names. A process that dies before 3 has
changed nothing, and the next writer removes its parts; after one that dies later it gives the other parts their names.
"""

import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

from deckgen.diagnostics import Diagnostic
from deckgen.errors import FileFaultError
from deckgen.files import faults
from deckgen.files.directory import Directory, FileKind
from deckgen.files.folder import Folder
from deckgen.files.ownership import WAIT, Journal, owned
from deckgen.files.walk import OutsideError, parts_of

_PART = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{8}\.part", re.DOTALL)
_ANY_PART = re.compile(r"\.(?P<name>.+)\.[0-9a-z_]+\.part", re.DOTALL)
_T = TypeVar("_T")


class Writer:
    """The one process that writes below a root at this moment. Names are relative to the root, with `/`."""

    def __init__(self, folder: Folder, journal: Journal) -> None:
        self.folder = folder
        self._journal = journal
        self._made: list[str] = []
        self.has_finished = False
        """Whether a killed writer's files were given their names by this one."""

    def refuse(self, names: Iterable[str]) -> None:
        """Raise `FileFaultError` with all that keeps files of these names from being written or deleted."""
        if found := [fault for name in names if (fault := self._fault(name))]:
            raise FileFaultError(found)

    def write(self, files: Iterable[tuple[str, bytes]], *, delete: Iterable[str] = ()) -> int:
        """Write all files, in that order, and delete others, or change nothing. Returns how many differ from before."""
        parts: list[tuple[str, str]] = []
        self._made.clear()
        try:
            for name, data in files:
                self.refuse([name])
                if not self._holds(name, data):
                    parts.append((name, self._part(name)))
                    self._fill(parts[-1][1], data)
            gone = [name for name in delete if self._is_file(name)]
            self._journal.add({"whole": [part for _, part in parts], "gone": gone})
            self._commit(parts)
        except BaseException:
            self._undo([part for _, part in parts], self._made)
            raise
        for name in gone:
            self._delete(name)
        return len(parts) + len(gone)

    def remove_leftovers(self, names: Iterable[str]) -> None:
        """Remove parts of these files that no journal knows, such as those of an earlier version of deckgen."""
        wanted = {(above, last) for above, _, last in (name.rpartition("/") for name in names)}
        for above in {above for above, _ in wanted}:
            for name in self.folder.names_in(above):
                part = _ANY_PART.fullmatch(name)
                place = f"{above}/{name}" if above else name
                if part and (above, part["name"]) in wanted and self._is_file(place):
                    self._delete(place)

    def finish(self) -> None:
        """Finish or undo what an earlier writer had begun when it was killed."""
        parts: list[str] = []
        made: list[str] = []
        for line in self._journal.earlier():
            made += _strings(line.get("made"))
            parts += [part for part in _strings(line.get("part")) if _PART.fullmatch(part.rpartition("/")[2])]
            for part in _strings(line.get("whole")):
                with suppress(OSError, FileFaultError):
                    self._rename(part)
                    self.has_finished = True
            for name in _strings(line.get("gone")):
                with suppress(OSError, FileFaultError):
                    self._delete(name)
        self._undo(parts, made)

    def _commit(self, parts: list[tuple[str, str]]) -> None:
        """Give the parts their names. One that fails (a program holds the old file open) does not keep back those after it.

        Only the first one does: what comes later relies on it.
        """
        failed: BaseException | None = None
        for index, (_, part) in enumerate(parts):
            try:
                self._rename(part)
            except BaseException as error:
                if index == 0:
                    raise
                failed = failed or error
        if failed:
            raise failed

    def _undo(self, files: Iterable[str], folders: Sequence[str]) -> None:
        """Delete files of ours that are not wanted, and folders that were made for them and are empty."""
        for name in files:
            with suppress(OSError, FileFaultError):
                self._delete(name)
        for name in reversed(folders):
            with suppress(OSError, FileFaultError):
                self._in_folder(name, lambda folder, last: folder.remove_empty(last))

    def _fault(self, name: str) -> Diagnostic | None:
        """What keeps a file of this name from being written."""
        try:
            *above, last = self._parts(name)
        except FileFaultError as error:
            return error.diagnostics[0]
        folder = Directory.root(self.folder.path, by_handle=self.folder.by_handle)
        try:
            for depth, part in enumerate(above, start=1):
                kind = folder.kind(part)
                if kind is None:
                    return None
                if kind is not FileKind.FOLDER:
                    return self._in_the_way("/".join(above[:depth]), kind)
                folder, outer = folder.child(part), folder
                outer.close()
            kind = folder.kind(last)
            return None if kind in (None, FileKind.FILE) else self._in_the_way(name, kind or FileKind.OTHER)
        finally:
            folder.close()

    def _parts(self, name: str) -> list[str]:
        try:
            if parts := parts_of(name):
                return parts
        except OutsideError:
            pass
        raise FileFaultError([faults.leads_out(name, self.folder.called)])

    def _in_the_way(self, name: str, kind: FileKind) -> Diagnostic:
        """What stands there instead of a plain file or folder; if it is a link that leads out, that is said."""
        try:
            self.folder.is_there(name)
        except FileFaultError as error:
            return error.diagnostics[0]
        return faults.is_in_the_way(name, kind.value)

    def _holds(self, name: str, data: bytes) -> bool:
        """Whether the file has these bytes already."""

        def same(folder: Directory, last: str) -> bool:
            if folder.kind(last) is None:
                return False
            with os.fdopen(folder.open(last), "rb") as file:
                return os.fstat(file.fileno()).st_size == len(data) and file.read() == data

        return self._in_folder(name, same, make=True)

    def _is_file(self, name: str) -> bool:
        with suppress(OSError, FileFaultError):
            return self._in_folder(name, lambda folder, last: folder.kind(last) is FileKind.FILE)
        return False

    def _part(self, name: str) -> str:
        """The name of a new part, which the journal knows before it is there."""
        above, slash, last = name.rpartition("/")
        part = f"{above}{slash}.{last}.{secrets.token_hex(4)}.part"
        self._journal.add({"part": part})
        return part

    def _fill(self, part: str, data: bytes) -> None:
        try:
            with os.fdopen(self._in_folder(part, lambda folder, last: folder.create(last)), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                if hasattr(os, "fchmod"):
                    os.fchmod(file.fileno(), 0o644)
        except OSError as error:
            error.filename = str(self.folder.path / part)
            raise

    def _rename(self, part: str) -> None:
        def rename(folder: Directory, last: str) -> None:
            named = _PART.fullmatch(last)
            if named:
                folder.replace(last, named["name"])

        self._in_folder(part, rename)

    def _delete(self, name: str) -> None:
        self._in_folder(name, lambda folder, last: folder.delete(last))

    def _make(self, folder: Directory, part: str, name: str) -> None:
        self._journal.add({"made": name})
        self._made.append(name)
        with suppress(FileExistsError):
            folder.make(part)

    def _in_folder(self, name: str, use: Callable[[Directory, str], _T], *, make: bool = False) -> _T:
        """Do something in the folder of a file. Every step of the way is opened as a folder and never as a link."""
        *above, last = self._parts(name)
        folder = Directory.root(self.folder.path, by_handle=self.folder.by_handle)
        try:
            for depth, part in enumerate(above, start=1):
                if make and folder.kind(part) is None:
                    self._make(folder, part, "/".join(above[:depth]))
                folder, outer = folder.child(part), folder
                outer.close()
            return use(folder, last)
        except OSError as error:
            error.filename = str(self.folder.path / name)
            raise
        finally:
            folder.close()


_HELD: ContextVar[dict[tuple[Path, str], Writer] | None] = ContextVar("held", default=None)
"""The roots that are owned around this moment, so that a command can own its project while it reads it, too."""


@contextmanager
def writing(folder: Folder, what: str, *, area: str = "writing", wait: float = WAIT) -> Iterator[Writer]:
    """Be the only writer of one area of a folder; within such a block of the same process, the same writer.

    `what` is the command, for the message that another one sees after waiting. Raises `DeckgenError` then.
    """
    held = _HELD.get() or {}
    if owner := held.get((folder.path, area)):
        yield owner
        return
    with (
        Directory.root(folder.path, by_handle=folder.by_handle) as root,
        owned(root, f".deckgen-{area}", wait=wait) as journal,
    ):
        writer = Writer(folder, journal)
        writer.finish()
        journal.begin(what)
        token = _HELD.set({**held, (folder.path, area): writer})
        try:
            yield writer
        finally:
            _HELD.reset(token)


def _strings(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
