"""The zip around a package, the same bytes wherever it is made: sorted, dated 1980, deflated by a compressor of its own.

The zlib of a machine is another one on each: zlib, zlib-ng, Apple's. All give valid packages, but not the same ones, and the
checksums of a release could not be reproduced. libdeflate comes with the `deflate` package, one version for all machines, and
decides nothing by what the processor can do. Python's zipfile can only use zlib, hence the few lines that write headers.
"""

import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import deflate

_LEVEL = 6
_STORED, _DEFLATED = 0, 8
_PACKED_FORMATS = (
    "png jpg jpeg jfif gif webp avif jxl mp3 ogg oga opus m4a aac flac mp4 m4v webm mkv mov 3gp woff woff2"
)
_PACKED = frozenset(_PACKED_FORMATS.split())
"""Endings of files that are compressed already."""
_VERSION, _UNIX = 20, 3
_DATE = (1 << 5) | 1  # the first of January 1980, the first day that a zip knows
_MODE = 0o644 << 16
_LARGE, _MANY = 0xFFFFFFFF, 0xFFFF


def archive(collection: bytes, media: Mapping[str, bytes]) -> bytes:
    """An `.apkg`: the collection, the media files under numbers, and the map from number to name."""
    names = sorted(media)
    files = {
        "collection.anki2": collection,
        "media": json.dumps({str(number): name for number, name in enumerate(names)}).encode(),
    }
    out = bytearray()
    entries = [_add(out, name, data, compressed=deflate.deflate_compress(data, _LEVEL)) for name, data in files.items()]
    for number, name in enumerate(names):
        data = media[name]
        packed = PurePosixPath(name).suffix.lstrip(".") in _PACKED
        entries.append(
            _add(out, str(number), data, compressed=None if packed else deflate.deflate_compress(data, _LEVEL))
        )
    return bytes(out) + b"".join(_directory(entries, len(out)))


def _add(out: bytearray, name: str, data: bytes, *, compressed: bytes | bytearray | None) -> bytes:
    """Append one file, and return its entry in the directory at the end."""
    if compressed is None or len(compressed) >= len(data):
        method, stored = _STORED, data
    else:
        method, stored = _DEFLATED, bytes(compressed)
    described = struct.pack("<HHHHIII", 0, method, 0, _DATE, zlib.crc32(data), len(stored), len(data))
    at, extra = len(out), b""
    if at >= _LARGE:
        at, extra = _LARGE, struct.pack("<HHQ", 1, 8, at)
    out += (
        b"PK\3\4" + struct.pack("<H", _VERSION) + described + struct.pack("<HH", len(name), 0) + name.encode() + stored
    )
    return (
        b"PK\1\2" + struct.pack("<BBH", _VERSION, _UNIX, _VERSION) + described
        + struct.pack("<HHHHHII", len(name), len(extra), 0, 0, 0, _MODE, at) + name.encode() + extra
    )  # fmt: skip


def _directory(entries: list[bytes], start: int) -> Iterator[bytes]:
    """The list of all files and the record that ends a zip; the larger kind of record first, where the numbers need it."""
    listed = b"".join(entries)
    yield listed
    count, size = len(entries), len(listed)
    if count >= _MANY or start >= _LARGE:
        yield b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, start)
        yield b"PK\6\7" + struct.pack("<IQI", 0, start + size, 1)
    few = min(count, _MANY)
    yield b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, few, few, size, min(start, _LARGE), 0)
