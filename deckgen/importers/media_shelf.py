"""The pictures and sounds that imported texts use: found, given names that Markdown can hold, or reported."""

import base64
import binascii
import hashlib
import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote

from deckgen.ids import FreeNames
from deckgen.importers.html_markdown import Picture
from deckgen.importers.markup import escaped
from deckgen.importers.media_names import fit_stem
from deckgen.importers.model import RefusedFileError, shortened
from deckgen.media_types import ON_CARDS, ending
from deckgen.model import MediaFile, Sha256
from deckgen.render.media import MAX_BYTES, misnamed
from deckgen.render.svg import svg_problem
from deckgen.signatures import format_of

_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_DATA = re.compile(r"data:image/(?P<kind>[\w+.-]+);base64,(?P<data>.*)", re.IGNORECASE | re.DOTALL)
_HASH_LENGTH = 12


class MediaShelf:
    """Media of one topic. `find` gives the bytes of a file by the name that the notes use."""

    def __init__(self, find: Callable[[str], bytes | None], *, topic: str = "") -> None:
        self._find = find
        self._topic = topic
        self._names: dict[str, str] = {}
        self._spelt: dict[str, str] = {}
        self._stems = FreeNames()
        self.files: dict[str, bytes] = {}

    def picture(self, source: str) -> Picture:
        """What becomes of a reference in a text."""
        if embedded := _DATA.fullmatch(source):
            return self._embedded(embedded)
        if _REMOTE.match(source):
            target = source if source.lower().startswith("http") else f"https:{source}"
            return Picture(
                words=f"[{escaped(target)}](<{target}>)", reason="a picture from the web, which became a link"
            )
        if not source:
            return Picture(reason="a picture without a file")
        reason = "a media file that is missing"
        for name in dict.fromkeys((source, unicodedata.normalize("NFC", source), unquote(source))):
            try:
                data = self._find(name)
            except RefusedFileError as refused:
                reason = f"the media file `{shortened(source)}`, which was not read: {refused}"
                continue
            if data is not None:
                return self._put(name, data)
        return Picture(words=f"({escaped(source)})", reason=reason)

    def _embedded(self, found: re.Match[str]) -> Picture:
        try:
            data = base64.b64decode(found["data"], validate=False)
        except binascii.Error:
            return Picture(reason="a picture without a file")
        ending = {"jpeg": "jpg", "svg+xml": "svg"}.get(found["kind"].lower(), found["kind"].lower())
        return self._put(f"picture-{hashlib.sha256(data).hexdigest()[:8]}.{ending}", data)

    def _put(self, name: str, data: bytes) -> Picture:
        if reason := _unfit(name, data):
            return Picture(words=f"({escaped(name)})", reason=reason)
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = self._free(self._clean(name, data), data)
            self.files[known] = data
        return Picture(known)

    def _clean(self, name: str, data: bytes) -> str:
        """The file's name without what Markdown, Anki or a file system minds, and without what deckgen put around it before."""
        path = PurePosixPath(unicodedata.normalize("NFC", name))
        stem = path.stem.removesuffix(f"-{hashlib.sha256(data).hexdigest()[:_HASH_LENGTH]}")
        if stem != path.stem:
            stem = stem.removeprefix(f"{self._topic[:30]}-")
        return f"{fit_stem(stem) or 'file'}.{ending(name)}"

    def _free(self, name: str, data: bytes) -> str:
        """The name, or another one if it is taken by other bytes; also by a name that differs in case only."""
        known = self._spelt.get(name.lower(), "")
        if known and self.files[known] == data:
            return known
        stem, _, ending = name.rpartition(".")
        free = self._stems.free(stem.lower())
        name = f"{stem}{free.removeprefix(stem.lower())}.{ending}"
        self._spelt[name.lower()] = name
        return name


def _unfit(name: str, data: bytes) -> str:
    """Why a file can't be on a card; "" if it can."""
    if not data:
        return "an empty media file"
    if len(data) > MAX_BYTES:
        return "a media file that is too large to synchronise"
    if ending(name) not in ON_CARDS:
        return "a media file of a type that Anki does not take"
    text = data.decode("utf-8", errors="replace") if ending(name) == "svg" else None
    file = MediaFile(name, Sha256(hashlib.sha256(data).hexdigest()), len(data), text, format_of(data))
    if misnamed(file):
        return "a media file that is not what its name says"
    if ending(name) == "svg" and svg_problem(file):
        return "an SVG that can't be used on cards"
    return ""
