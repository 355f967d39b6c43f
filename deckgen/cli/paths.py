"""Files and folders named on the command line, as paths of the project."""

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from deckgen.errors import DeckgenError


def in_paths(root: Path, paths: Sequence[Path]) -> Callable[[str], bool]:
    """Whether a path of the project is one of `paths`, or below one; with no paths every one is."""
    named = [_in_project(root, path) for path in paths]

    def is_named(path: str) -> bool:
        return not named or any(one in {"", path} or path.startswith(f"{one}/") for one in named)

    return is_named


def _in_project(root: Path, path: Path) -> str:
    """A path below the root with `/`, as sources are named; "" for the root itself. A link counts as itself, not as its target."""
    place = (path.parent.resolve() / path.name) if path.name not in {"", ".."} else path.resolve()
    if not place.is_relative_to(root):
        raise DeckgenError(f"{path} is not in the project", hint=f"the project is {root}")
    relative = unicodedata.normalize("NFC", place.relative_to(root).as_posix())
    return "" if relative == "." else relative
