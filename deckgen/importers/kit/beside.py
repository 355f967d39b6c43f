r"""What an import may read beside the imported file: regular files in its folder or below, and nothing else of the machine.

A name is judged by its words first, before the disk is asked for it (on Windows even asking for `\\server\share` sends one's name
there); then `Folder` goes there and reads what it has reached, so that what is judged is what is read.
"""

import os
import posixpath
import stat
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

from deckgen.errors import DeckgenError
from deckgen.files import FileFaultError, Folder
from deckgen.importers.kit.model import RefusedFileError
from deckgen.render.media import MAX_BYTES

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def reader_beside(file: Path) -> Callable[[str], bytes | None]:
    """A function that reads a file by its path from the folder of `file`; None if there is none.

    It raises `RefusedFileError` for a path that leads out of the folder and for what is not a regular file. More than a deck could
    hold is cut, and refused later.
    """
    folder = Folder.at(file.parent, "the folder of the imported file")

    def read(name: str) -> bytes | None:
        if _leads_out(name):
            raise RefusedFileError("it is not in the folder of the imported file, and nothing else is read")
        plain = posixpath.normpath(name.replace("\\", "/") if os.name == "nt" else name)
        if plain == "." or "\0" in plain:
            return None
        try:
            return folder.read_if_there(plain, at_most=MAX_BYTES + 1)
        except FileFaultError as fault:
            raise RefusedFileError(f"it {fault.diagnostics[0].message}") from None

    return read


def read_regular(path: Path) -> bytes:
    """The bytes of the file that a user named. A pipe or a device, which may never end, is refused."""
    handle = os.open(path, _READ)
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise DeckgenError(
                f"{path.name} is not a regular file", hint="save what it gives as a file, and import that"
            )
        return opened.read()


def _leads_out(name: str) -> bool:
    """Whether a path is absolute on any system, or climbs above the folder it starts in."""
    path = PureWindowsPath(name)  # takes both kinds of slashes, and knows drives
    if path.anchor or name.lower().startswith("file:"):
        return True
    depth = 0
    for part in path.parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return True
    return False
