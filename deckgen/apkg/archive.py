"""The members of an .apkg or .colpkg: a zip with a collection and numbered media files.

Up to Anki 2.1.49 the collection is plain SQLite and `media` is JSON; later packages compress everything with zstd, `media` is a
protobuf message, and an old `collection.anki2` only says "please update". Nothing is unpacked to disk, and sizes are bounded.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import zstandard

from deckgen.apkg.protobuf import fields_of, number_in, text_in

MAX_COLLECTION = 1 << 30
MAX_MEDIA_FILE = 100 << 20
"""Bytes. What AnkiWeb's media sync takes in one file."""
MAX_MEDIA_LIST = 64 << 20
_ZSTD = b"\x28\xb5\x2f\xfd"
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")


class PackageFaultError(ValueError):
    """The file is no package that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An opened package: the SQLite database, and the member that holds each media file, by the file's name."""

    zip: zipfile.ZipFile
    database: bytes
    members: Mapping[str, str]

    def media(self, name: str) -> bytes | None:
        """A media file; None if the package does not hold it, or it is larger than Anki would sync."""
        member = self.members.get(name)
        try:
            return None if member is None else _read(self.zip, member, MAX_MEDIA_FILE)
        except (PackageFaultError, KeyError, *_BROKEN_ZIP):
            return None


def open_archive(data: bytes) -> Archive:
    """Read the collection and the list of media. Raises `PackageFaultError`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
        collection = next((name for name in _COLLECTIONS if name in names), None)
        if collection is None:
            raise PackageFaultError("there is no Anki collection in this file")
        if collection == "collection.anki2" and _version(archive) >= 3:
            message = "the package has lost its collection.anki21b: what is left only says that Anki should be updated"
            raise PackageFaultError(message)
        database = _read(archive, collection, MAX_COLLECTION)
        return Archive(archive, database, _members(archive))
    except PackageFaultError:
        raise
    except (*_BROKEN_ZIP, ValueError, AttributeError) as error:
        raise PackageFaultError(f"not a readable Anki package ({error})") from None


def _version(archive: zipfile.ZipFile) -> int:
    """1 and 2 are the old formats, 3 is the compressed one."""
    if "meta" not in archive.namelist():
        return 1
    return number_in(fields_of(_read(archive, "meta", MAX_MEDIA_LIST)), 1)


def _members(archive: zipfile.ZipFile) -> dict[str, str]:
    if "media" not in archive.namelist():
        return {}
    data = _read(archive, "media", MAX_MEDIA_LIST)
    if data.lstrip()[:1] in {b"{", b""}:
        table = json.loads(data or b"{}")
        return {str(name): str(member) for member, name in table.items()}
    entries = [value for number, value in fields_of(data) if number == 1 and isinstance(value, bytes)]
    return {text_in(fields_of(entry), 1): str(index) for index, entry in enumerate(entries)}


def _read(archive: zipfile.ZipFile, member: str, limit: int) -> bytes:
    """A member, unpacked twice if it is compressed with zstd. `limit` is in bytes, and counts what comes out."""
    with archive.open(member) as file:
        data = file.read(limit + 1)
        if data[:4] == _ZSTD:
            with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(io.BytesIO(data)) as stream:
                try:
                    data = stream.read(limit + 1)
                except zstandard.ZstdError as error:
                    raise PackageFaultError(f"`{member}` is damaged ({error})") from None
    if len(data) > limit:
        raise PackageFaultError(f"`{member}` has more than {limit:,} bytes")
    return data
