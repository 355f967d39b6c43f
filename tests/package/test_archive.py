"""The zip of a package: read by everybody, and the same whatever compresses on this machine."""

import hashlib
import io
import random
import zipfile
import zlib

import pytest

from deckgen.package.archive import archive

WORDS = " ".join(random.Random(5).choices(["card", "note", "deck", "漢字", "<p>", "&lt;"], k=20_000)).encode()


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def method(data: bytes, name: str) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.getinfo(name).compress_type


def test_every_file_comes_back_as_it_was() -> None:
    media = {"a.svg": WORDS, "b.png": WORDS[:100], "c.mp3": b"", "d.svg": b"x"}
    assert list(opened(archive(WORDS, media)).values())[2:] == list(media.values())
    assert opened(archive(WORDS, media))["collection.anki2"] == WORDS


def test_the_compressed_bytes_are_the_same_on_every_machine() -> None:
    """A release's checksums depend on them. If this fails, `deflate` has another libdeflate: see the pin in pyproject.toml."""
    digest = hashlib.sha256(archive(WORDS, {"a.svg": WORDS})).hexdigest()
    assert digest == "f0909f2fd7c31c0fb718270347896cdf5e57703dd077ef0ffe38920e5299c594"


def test_the_zlib_of_the_machine_has_no_part_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = archive(WORDS, {"a.svg": WORDS})
    monkeypatch.delattr(zlib, "compressobj")
    monkeypatch.delattr(zlib, "compress")
    assert archive(WORDS, {"a.svg": WORDS}) == before


def test_what_is_compressed_already_is_stored() -> None:
    data = archive(WORDS, {"a.png": WORDS, "b.svg": WORDS, "c.svg": b"x"})
    assert [method(data, name) for name in ("collection.anki2", "0", "1", "2")] == [8, 0, 8, 0]


def test_more_files_than_a_plain_zip_can_count() -> None:
    media = {f"{number:05}.png": b"%d" % number for number in range(66_000)}
    assert opened(archive(b"", media))["65999"] == b"65999"
