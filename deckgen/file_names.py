"""Which names of files and folders every system can hold (learn.microsoft.com, "Naming Files, Paths, and Namespaces")."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_NAMES = r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]"
_DEVICES = re.compile(rf"(?:{_NAMES})[ ]*(?:\..*)?", re.IGNORECASE | re.DOTALL)
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
LONGEST_NAME, LONGEST_PATH = 255, 200
"""Bytes of a name, which most file systems hold; characters of a path in the project, which leaves Windows 60 for the way to it."""


def name_fault(name: str) -> str:
    """Why Windows cannot hold a file or folder of this name, "" if it can."""
    if _DEVICES.fullmatch(name):
        return "is the name of a device there"
    if found := _FORBIDDEN.search(name):
        return f"holds `{found.group()}`" if found.group().isprintable() else "holds a control character"
    if name.endswith((".", " ")):
        return "ends with a dot or a blank"
    return "is too long" if len(name.encode()) > LONGEST_NAME else ""


def safe_stem(stem: str) -> str:
    """The stem of a file's name, changed where it is the name of a device."""
    return f"{stem}-1" if _DEVICES.fullmatch(stem) else stem


def path_faults(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each file or folder, with a `/` between the parts of its path, that Windows cannot hold, and why. A folder is told once."""
    seen: set[str] = set()
    for path in paths:
        for place in _places(path):
            if place not in seen and (fault := name_fault(place.rpartition("/")[2])):
                yield place, fault
            seen.add(place)
        if len(path) > LONGEST_PATH:
            yield path, f"is too long: {len(path)} characters, of {LONGEST_PATH}"


def same_but_case(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Two files or folders that are one on Windows and on a Mac."""
    known: dict[str, str] = {}
    for place in dict.fromkeys(place for path in paths for place in _places(path)):
        other = known.setdefault(unicodedata.normalize("NFC", place).casefold(), place)
        if other != place and other.rpartition("/")[0] == place.rpartition("/")[0]:
            yield other, place


def _places(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
