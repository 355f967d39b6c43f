"""The pictures and sounds that imported texts use: found, given names that Markdown can hold, or refused for a reason."""

import base64
import binascii
import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from deckgen.ids import FreeNames
from deckgen.importers.kit.media_names import candidates, fit_stem
from deckgen.importers.kit.model import RefusedFileError, shortened
from deckgen.importers.kit.plain import escaped
from deckgen.media_types import ON_CARDS, ending
from deckgen.model import MediaFile, Sha256
from deckgen.render.media import MAX_BYTES, misnamed
from deckgen.render.svg import svg_problem
from deckgen.signatures import format_of

ON_THE_WEB = "a picture on the web, which became a link: cards must work offline"
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?P<kind>[\w+.-]+);base64,(?P<data>.*)", re.IGNORECASE | re.DOTALL)
_HASH_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a reference: the `name` of a file that comes along, an address on the web, or a fault.

    `shown` is what people call it; `fault` goes on after "a picture" or "a media file".
    """

    shown: str
    name: str = ""
    address: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What becomes of a picture or sound: the name of a file to show, or Markdown in its place (and then why)."""

    name: str = ""
    words: str = ""
    reason: str = ""


class MediaShelf:
    """Media of one topic. `find` gives the bytes of a file by the name that the notes use."""

    def __init__(self, find: Callable[[str], bytes | None], *, topic: str = "") -> None:
        self._find = find
        self._topic = topic
        self._taken: dict[str, Taken] = {}
        self._spelt: dict[str, str] = {}
        self._stems = FreeNames()
        self.files: dict[str, bytes] = {}

    def take(self, source: str) -> Taken:
        """What becomes of a reference in a text; asked twice, it says the same."""
        known = self._taken.get(source)
        if known is None:
            known = self._taken[source] = self._take(source)
        return known

    def picture(self, source: str) -> Picture:
        """What stands in a text for a reference that has no words of its own."""
        taken = self.take(source)
        if taken.name:
            return Picture(taken.name)
        if taken.address:
            return Picture(words=f"[{escaped(taken.address)}](<{taken.address}>)", reason=ON_THE_WEB)
        reason = f"a media file {taken.fault}" if source else "a picture without a file"
        return Picture(words=f"({escaped(taken.shown)})" if taken.shown else "", reason=reason)

    def _take(self, source: str) -> Taken:
        if embedded := _DATA.fullmatch(source):
            return self._embedded(embedded)
        if _REMOTE.match(source):
            return Taken(source, address=source if source.lower().startswith("http") else f"https:{source}")
        fault = "that is missing"
        for name in candidates(source):
            try:
                data = self._find(name)
            except RefusedFileError as refused:
                fault = f"(`{shortened(source)}`) that was not read: {refused}"
                continue
            if data is not None:
                return self._put(name, data)
        return Taken(source, fault=fault)

    def _embedded(self, found: re.Match[str]) -> Taken:
        kind = {"jpeg": "jpg", "svg+xml": "svg"}.get(found["kind"].lower(), found["kind"].lower())
        try:
            data = base64.b64decode(found["data"], validate=False)
        except binascii.Error:
            return Taken("", fault="that is damaged")
        return self._put(f"picture-{hashlib.sha256(data).hexdigest()[:8]}.{kind}", data)

    def _put(self, name: str, data: bytes) -> Taken:
        fault = _unfit(name, data)
        return Taken(name, fault=fault) if fault else Taken(name, self._stored(name, data))

    def _stored(self, name: str, data: bytes) -> str:
        """The name of a file among those of the topic: its own, or with its folder or a number where that is another file's.

        Names that differ in case only are one name, as some file systems see it.
        """
        folder, stem = self._parts(name, data)
        for fit in (stem, f"{folder}-{stem}" if folder else stem):
            wanted = f"{fit}.{ending(name)}"
            kept = self._spelt.get(wanted.lower(), wanted)
            if self.files.get(kept, data) == data:
                break
        else:
            kept = f"{self._stems.free(stem.lower())}.{ending(name)}"
        self._stems.taken.add(PurePosixPath(kept).stem.lower())
        self._spelt[kept.lower()] = kept
        self.files[kept] = data
        return kept

    def _parts(self, name: str, data: bytes) -> tuple[str, str]:
        """Folder and stem without what Markdown, Anki or a file system minds, and without what deckgen put around it before."""
        path = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/"))
        stem = path.stem.removesuffix(f"-{hashlib.sha256(data).hexdigest()[:_HASH_LENGTH]}")
        if stem != path.stem:
            stem = stem.removeprefix(f"{self._topic[:30]}-")
        return fit_stem(path.parent.name), fit_stem(stem) or "file"


def _unfit(name: str, data: bytes) -> str:
    """Why a file can't be on a card; "" if it can."""
    if not data:
        return "that is empty"
    if len(data) > MAX_BYTES:
        return "that is too large to synchronise"
    if ending(name) not in ON_CARDS:
        return "of a type that Anki does not take"
    text = data.decode("utf-8", errors="replace") if ending(name) == "svg" else None
    file = MediaFile(name, Sha256(hashlib.sha256(data).hexdigest()), len(data), text, format_of(data))
    if problem := misnamed(file) or (svg_problem(file) if ending(name) == "svg" else None):
        return f"that can't be used: {problem.message}"
    return ""
