"""Pictures and sounds of notes: those beside the note are copied, the others are reported and become text."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote

from deckgen.ids import FreeNames
from deckgen.importers.markdown_noise import is_badges
from deckgen.importers.media_names import fit_stem
from deckgen.importers.model import Item, ItemOutcome, RefusedFileError
from deckgen.media_types import ON_CARDS, SOUNDS
from deckgen.model import MediaFile, Sha256
from deckgen.render.media import MAX_BYTES, misnamed
from deckgen.render.svg import svg_problem
from deckgen.signatures import format_of

_DATA = re.compile(r"data:image/(?P<type>[a-z+]+);base64,(?P<data>.*)", re.DOTALL)
_REMOTE = re.compile(r"https?://|//", re.IGNORECASE)
_MATH_SERVICE = re.compile(
    r"https?://(?:render\.githubusercontent\.com/render/math\?math=|latex\.codecogs\.com/(?:svg|png|gif)(?:\.latex|\.image)?\?"
    r"|www\.zhihu\.com/equation\?tex=|math\.vercel\.app/\?(?:[^&]*&)*from=|i\.upmath\.me/(?:svg|png)/)(?P<tex>.+)"
)
_FOLDERS = (
    "attachments",
    "assets",
    "images",
    "img",
    "image",
    "media",
    "pictures",
    "figures",
    "_resources",
    "resources",
)
"""Where note programs keep pictures that a note names without a path."""
_FAR = 500
"""How many lines below its question a picture is looked for, to name its line."""


@dataclass(slots=True)
class Pictures:
    """The pictures of one note: what was copied, by name, and an account of each."""

    path: str
    sibling: Callable[[str], bytes | None]
    lines: tuple[str, ...]
    media: dict[str, bytes] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _spelt: dict[str, str] = field(default_factory=dict)
    _stems: FreeNames = field(default_factory=FreeNames)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def markdown(self, alt: str, target: str, line: int) -> str:
        """What stands in a card for a picture; `line` is where its question starts, counted from 1."""
        target = re.sub(r"\s+=\d*x\d*$", "", target.strip()).strip("<>")
        place = f"{self.path}:{self._line_of(target, line)}"
        if math := _MATH_SERVICE.match(target):
            return f"\\({unquote(math['tex']).split('&')[0].strip()}\\)"
        if _REMOTE.match(target):
            return self._remote(alt, target, place)
        if target in self._names:
            return f"![{alt}]({self._names[target]})"
        return self._local(alt, target, place)

    def sound(self, target: str, line: int) -> str:
        """What stands in a card for `[sound:...]`."""
        shown = self.markdown("", target, line)
        return re.sub(r"^!\[\]\((.*)\)$", r"[sound:\1]", shown)

    def _line_of(self, target: str, line: int) -> int:
        near = range(line, min(line + _FAR, len(self.lines) + 1))
        return next((number for number in near if target in self.lines[number - 1]), line)

    def _remote(self, alt: str, target: str, place: str) -> str:
        if is_badges(f"![{alt}]({target})"):
            self._report(place, target, ItemOutcome.SKIPPED, "a badge")
            return ""
        self._report(
            place, target, ItemOutcome.SKIPPED, "a picture on the web, which became a link: cards must work offline"
        )
        url = f"https:{target}" if target.startswith("//") else target
        return f"[{alt or PurePosixPath(target).name or 'picture'}]({url.replace(' ', '%20')})"

    def _local(self, alt: str, target: str, place: str) -> str:
        shown, data, missing = target, None, "there is no such file"
        if embedded := _DATA.match(target):
            shown = f"picture.{embedded['type'].replace('svg+xml', 'svg')}"
            try:
                data = base64.b64decode(embedded["data"])
            except (binascii.Error, ValueError):
                data = None
        elif target:
            data, missing = self._beside(target)
        problem = missing if data is None else _unfit(shown, data)
        if data is None or problem:
            what = "a sound" if PurePosixPath(shown).suffix.lower().lstrip(".") in SOUNDS else "a picture"
            self._report(place, shown, ItemOutcome.PROBLEM, f"{what} that cannot be used: {problem}")
            return alt if alt.strip() else f"`{PurePosixPath(shown.replace('`', '')).name or 'picture'}`"
        self._names[target] = self._store(shown, data)
        self._report(place, shown, ItemOutcome.USED, f"copied as {self._names[target]}")
        return f"![{alt}]({self._names[target]})"

    def _beside(self, target: str) -> tuple[bytes | None, str]:
        """The bytes of a file, or why there are none."""
        missing = "there is no such file"
        for path in _candidates(target):
            try:
                data = self.sibling(path)
            except RefusedFileError as refused:
                missing = str(refused)
                continue
            if data is not None:
                return data, ""
        return None, missing

    def _store(self, target: str, data: bytes) -> str:
        """The name of a file in the topic's media: its own, or with its folder or a number where that is another file's."""
        path = PurePosixPath(unquote(re.split(r"[?#]", target)[0]).replace("\\", "/"))
        ending = path.suffix.lower()
        stem = _clean(path.stem) or "picture"
        longer = "-".join(part for part in (_clean(path.parent.name), stem) if part)
        for wanted in (f"{stem}{ending}", f"{longer}{ending}"):
            name = self._spelt.get(wanted.lower(), wanted)
            if self.media.get(name, data) == data:
                break
        else:
            name = f"{self._stems.free(stem.lower())}{ending}"
        self._stems.taken.add(PurePosixPath(name).stem.lower())
        self._spelt[name.lower()] = name
        self.media[name] = data
        return name

    def _report(self, place: str, text: str, outcome: ItemOutcome, detail: str) -> None:
        if (place, text) not in self._seen:
            self._seen.add((place, text))
            self.items.append(Item(place, text, outcome, detail))


def _candidates(target: str) -> list[str]:
    """The paths a name may mean, as written first."""
    plain = re.split(r"[?#]", target)[0]
    paths = [one.replace("\\", "/").lstrip("/") for one in (target, plain, unquote(plain))]
    if "/" not in plain:
        paths += [f"{folder}/{unquote(plain)}" for folder in _FOLDERS]
    return list(dict.fromkeys(path for path in paths if path))


def _clean(name: str) -> str:
    return fit_stem(re.sub(r"[^\w.]+", "-", name))


def _unfit(path: str, data: bytes) -> str:
    """Why a file cannot go into a deck; "" if it can."""
    ending = PurePosixPath(re.split(r"[?#]", path)[0]).suffix.lower().lstrip(".")
    if ending not in ON_CARDS:
        return f"Anki takes no .{ending} file" if ending else "its name has no ending"
    if not data or len(data) > MAX_BYTES:
        return "it is empty" if not data else "it is larger than Anki's sync takes"
    text = data.decode("utf-8", errors="replace") if ending == "svg" else None
    file = MediaFile(f"file.{ending}", Sha256(sha256(data).hexdigest()), len(data), text, format_of(data))
    problem = misnamed(file) or (svg_problem(file) if ending == "svg" else None)
    return problem.message if problem else ""
