"""Pictures and sounds of notes: what stands in a card for them, and a line of the report about each."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from deckgen.importers.kit import ON_THE_WEB, ImportFile, Item, ItemOutcome, MediaShelf, shortened
from deckgen.importers.markdown.noise import is_badges
from deckgen.media_types import SOUNDS, ending

_MATH_SERVICE = re.compile(
    r"https?://(?:render\.githubusercontent\.com/render/math\?math=|latex\.codecogs\.com/(?:svg|png|gif)(?:\.latex|\.image)?\?"
    r"|www\.zhihu\.com/equation\?tex=|math\.vercel\.app/\?(?:[^&]*&)*from=|i\.upmath\.me/(?:svg|png)/)(?P<tex>.+)"
)
_FAR = 500
"""How many lines below its question a picture is looked for, to name its line."""


class Pictures:
    """The pictures of one note, from the shelf of its topic. `lines` are those of the file."""

    def __init__(self, file: ImportFile, lines: tuple[str, ...]) -> None:
        self._path = file.path
        self._lines = lines
        self._shelf = MediaShelf(file.sibling)
        self._items: dict[tuple[str, str], Item] = {}

    @property
    def items(self) -> list[Item]:
        return list(self._items.values())

    @property
    def media(self) -> Mapping[str, bytes]:
        return self._shelf.files

    def markdown(self, alt: str, target: str, line: int, size: str = "") -> str:
        """What stands in a card for a picture; `line` is where its question starts, counted from 1, `size` its braces."""
        target = target.strip().strip("<>")
        place = f"{self._path}:{self._line_of(target, line)}"
        if math := _MATH_SERVICE.match(target):
            return f"\\({unquote(math['tex']).split('&')[0].strip()}\\)"
        taken = self._shelf.take(target)
        if taken.address:
            return self._remote(alt, target, taken.address, place)
        if taken.name:
            self._report(place, taken.shown, ItemOutcome.USED, f"copied as {taken.name}")
            return f"![{alt}]({taken.name}){size}"
        what = "a sound" if ending(taken.shown) in SOUNDS else "a picture"
        self._report(place, taken.shown, ItemOutcome.PROBLEM, f"{what} {taken.fault}")
        return alt if alt.strip() else f"`{PurePosixPath(taken.shown.replace('`', '')).name or 'picture'}`"

    def sound(self, target: str, line: int) -> str:
        """What stands in a card for `[sound:...]`."""
        shown = self.markdown("", target, line)
        return re.sub(r"^!\[\]\((.*)\)$", r"[sound:\1]", shown)

    def _line_of(self, target: str, line: int) -> int:
        near = range(line, min(line + _FAR, len(self._lines) + 1))
        return next((number for number in near if target in self._lines[number - 1]), line)

    def _remote(self, alt: str, target: str, address: str, place: str) -> str:
        if is_badges(f"![{alt}]({target})"):
            self._report(place, target, ItemOutcome.SKIPPED, "a badge")
            return ""
        self._report(place, target, ItemOutcome.SKIPPED, ON_THE_WEB)
        return f"[{alt or PurePosixPath(target).name or 'picture'}]({address.replace(' ', '%20')})"

    def _report(self, place: str, text: str, outcome: ItemOutcome, detail: str) -> None:
        self._items.setdefault((place, text), Item(place, shortened(text), outcome, detail))
