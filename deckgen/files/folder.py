"""What may be read: files below a root, through links that stay below it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from deckgen.diagnostics import Diagnostic
from deckgen.errors import FileFaultError
from deckgen.files import faults
from deckgen.files.directory import HANDLES, FileKind
from deckgen.files.walk import CircleError, OutsideError, Reached, parts_of, reached

_DEPTH = 64
_CHUNK = 1 << 20
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FilesBelow:
    """Names relative to the root, sorted, and what is wrong with others."""

    names: tuple[str, ...]
    faults: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """A root. Names are relative to it, with `/`; `called` is how people know it. Make one with `Folder.at`."""

    path: Path
    called: str = "the project"
    by_handle: bool = HANDLES

    @classmethod
    def at(cls, path: Path, called: str = "the project") -> "Folder":
        """The folder at a path that the user chose, wherever that leads."""
        return cls(path.resolve(), called)

    @classmethod
    def made(cls, path: Path, called: str = "the folder") -> "Folder":
        """The same, which is made if it is not there."""
        path.mkdir(parents=True, exist_ok=True)
        return cls.at(path, called)

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises `FileFaultError` if it cannot be read, for whatever reason."""
        data = self.read_if_there(name)
        if data is None:
            raise FileFaultError([faults.cannot_read(name, "it is not there")])
        return data

    def read_if_there(self, name: str, at_most: int = -1) -> bytes | None:
        """The bytes of a file, or the first `at_most`; None if there is nothing of the name, not even a link that leads nowhere."""
        return self._reach(name, lambda place: _contents(self._file(name, place), at_most))

    def size_if_there(self, name: str) -> int | None:
        """How many bytes a file has, without reading them."""
        return self._reach(name, lambda place: _size(self._file(name, place)))

    def is_there(self, name: str) -> bool:
        """Whether anything has this name, be it a link that leads nowhere."""
        return self._reach(name, lambda place: place.kind is not None or place.dangling)

    def real_name(self, name: str) -> str:
        """The name of a file without links. Raises `FileFaultError` as `read` does."""
        real = self._reach(name, lambda place: "/".join(place.parts))
        return name if real is None else real

    def real_path(self, name: str) -> Path | None:
        """The path of a regular file, for a program that has to open it by itself; None if it is not there."""

        def path(place: Reached) -> Path | None:
            descriptor = self._file(name, place)
            if descriptor is None:
                return None
            os.close(descriptor)
            return self.path.joinpath(*place.parts)

        return self._reach(name, path)

    def names_in(self, name: str = "") -> tuple[str, ...]:
        """The names right in a folder; none if it is not there."""

        def names(place: Reached) -> tuple[str, ...]:
            if place.kind is None and not place.dangling:
                return ()
            if place.kind is not FileKind.FOLDER:
                raise FileFaultError([self._no_folder(name, place)])
            return tuple(place.folder.entries())

        return self._reach(name, names)

    def files_below(self, name: str = "") -> FilesBelow:
        """All files at any depth, but no hidden ones. Links are followed where they stay below the root."""
        search = _Search()
        start = search.ask(partial(self._reach, name, _seen))
        ahead = [] if start is None or start.is_nothing else [_Stop(name, start.real, by_link=False)]
        while ahead:
            stop = ahead.pop()
            for child in search.ask(partial(self.names_in, stop.name)) or ():
                place = f"{stop.name}/{child}" if stop.name else child
                if not child.startswith(".") and (seen := search.ask(partial(self._reach, place, _seen))):
                    ahead += self._next(place, stop, seen, search)
        return FilesBelow(tuple(sorted(search.names)), tuple(search.faults))

    def _next(self, name: str, stop: "_Stop", seen: "_Seen", search: "_Search") -> list["_Stop"]:
        """Note a file or what is wrong, or say where to look further."""
        is_link = seen.real != "/".join(part for part in (stop.real, name.rpartition("/")[2]) if part)
        match seen.kind:
            case FileKind.FILE:
                search.names.append(name)
            case FileKind.FOLDER if name.count("/") >= _DEPTH:
                search.faults.append(faults.cannot_read(name, f"more than {_DEPTH} folders in one another"))
            case FileKind.FOLDER if not is_link:
                return [_Stop(name, seen.real, stop.by_link)]
            case FileKind.FOLDER if not seen.real or f"{stop.real}/".startswith(f"{seen.real}/"):
                search.faults.append(faults.leads_round(name, self.called))
            case FileKind.FOLDER if stop.by_link:
                search.faults.append(faults.leads_on(name))
            case FileKind.FOLDER:
                return [_Stop(name, seen.real, by_link=True)]
            case None if is_link:
                search.faults.append(faults.leads_nowhere(name, self.called))
            case FileKind.OTHER | FileKind.LINK:
                search.faults.append(faults.is_no_file(name, seen.kind.value))
        return []

    def _reach(self, name: str, use: Callable[[Reached], _T]) -> _T:
        try:
            with reached(self.path, parts_of(name), by_handle=self.by_handle) as place:
                return use(place)
        except OutsideError as error:
            raise FileFaultError([faults.leads_out(str(*error.args) or name, self.called)]) from None
        except CircleError as error:
            raise FileFaultError([faults.leads_round(str(*error.args) or name, self.called)]) from None
        except (OSError, UnicodeEncodeError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise FileFaultError([faults.cannot_read(name or ".", why)]) from error

    def _file(self, name: str, place: Reached) -> int | None:
        """The descriptor of a regular file; None if nothing is there."""
        if place.kind is None:
            if place.dangling:
                raise FileFaultError([faults.leads_nowhere(name, self.called)])
            return None
        if place.kind is not FileKind.FILE:
            raise FileFaultError([faults.is_no_file(name, place.kind.value)])
        return place.folder.open(place.leaf)

    def _no_folder(self, name: str, place: Reached) -> Diagnostic:
        if place.kind is None:
            return faults.leads_nowhere(name, self.called)
        return faults.cannot_read(name, f"it is {place.kind.value}, not a folder")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What stands somewhere, and its name without links."""

    kind: FileKind | None
    real: str
    is_nothing: bool


def _seen(place: Reached) -> _Seen:
    return _Seen(place.kind, "/".join(place.parts), place.kind is None and not place.dangling)


@dataclass(frozen=True, slots=True)
class _Stop:
    """A folder to look into; `by_link` says that a link leads to it."""

    name: str
    real: str
    by_link: bool


class _Search:
    """What was found so far, and what is wrong."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.faults: list[Diagnostic] = []

    def ask(self, question: Callable[[], _T]) -> _T | None:
        """The answer; None if the file system refuses it, which is noted."""
        try:
            return question()
        except FileFaultError as error:
            self.faults += error.diagnostics
            return None


def _contents(descriptor: int | None, at_most: int) -> bytes | None:
    if descriptor is None:
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read(at_most)


def _size(descriptor: int | None) -> int | None:
    if descriptor is None:
        return None
    try:
        return os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)
