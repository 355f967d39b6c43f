"""Media references: found whatever their spelling, refused where a phone could not show them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.model import MediaFile, Sha256, TopicName
from deckgen.render.media import MAX_BYTES, TopicMedia, media_name
from deckgen.signatures import format_of
from tests.examples import upto

PNG, JPEG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff\xe0\0\x10JFIF"
TOPIC = TopicName("a")


def media(*names: str, size: int = 10, text: str | None = None) -> TopicMedia:
    paths = [name if name.startswith("cards/") else f"cards/a/media/{name}" for name in names]
    return TopicMedia(
        TOPIC, {path: MediaFile(path, Sha256(f"{n:02d}" * 32), size, text) for n, path in enumerate(paths)}
    )


def problem(one: TopicMedia, written: str) -> str:
    """The code of what is wrong with a reference, or the path that is meant."""
    file = one.resolve(written)
    return file.path if file else one.problems[-1].code


@pytest.mark.parametrize("written", ["x y.png", "x%20y.png", "./x y.png", "media/x y.png"])
def test_spellings_of_one_file(written: str) -> None:
    assert problem(media("x y.png"), written) == "cards/a/media/x y.png"


def test_composed_and_decomposed_letters_are_the_same() -> None:
    """Some systems save é as e and an accent."""
    assert problem(media("caf\u00e9.png"), "cafe\u0301.png") == "cards/a/media/caf\u00e9.png"


def test_a_name_with_a_per_cent_sign_is_tried_as_written_first() -> None:
    assert problem(media("a%20b.png", "a b.png"), "a%20b.png") == "cards/a/media/a%20b.png"


def test_a_file_in_a_folder_may_be_named_without_it() -> None:
    assert problem(media("one/cat.png"), "cat.png") == "cards/a/media/one/cat.png"
    assert problem(media("one/cat.png"), "one/cat.png") == "cards/a/media/one/cat.png"
    assert problem(media("cat.png", "one/cat.png"), "cat.png") == "cards/a/media/cat.png"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("dog.png", "M001"), ("", "M001"), (" ", "M001"), ("one/dog.png", "M001"), ("cards/a/media/cat.png", "M001"),
        ("https://x.y/cat.png", "M002"), ("//x.y/cat.png", "M002"), ("data:image/png;base64,AA==", "M002"),
        ("C:/cat.png", "M002"), ("file:///cat.png", "M002"), ("../cat.png", "M003"), ("%2e%2e/cat.png", "M003"),
        ("/cat.png", "M003"),
        ("\\cat.png", "M003"),
        ("a/../../cat.png", "M003"), ("..\\cat.png", "M003"), ("Cat.png", "M004"), ("CAT.PNG", "M004"),
    ],
)  # fmt: skip
def test_references_that_are_refused(written: str, code: str) -> None:
    assert problem(media("cat.png"), written) == code


def test_two_files_of_one_name_are_ambiguous() -> None:
    assert problem(media("one/cat.png", "two/cat.png"), "cat.png") == "M004"


def test_files_of_other_topics_are_not_found() -> None:
    assert problem(media("cards/b/media/cat.png"), "cat.png") == "M001"


@pytest.mark.parametrize(("size", "code"), [(0, "M005"), (MAX_BYTES + 1, "M005"), (MAX_BYTES, "cards/a/media/cat.png")])
def test_sizes_that_ankiweb_refuses(size: int, code: str) -> None:
    assert problem(media("cat.png", size=size), "cat.png") == code


@pytest.mark.parametrize("name", ["cat.pdf", "cat", "cat.exe", "cat.html", "cat.heic", "cat.woff2"])
def test_types_that_anki_does_not_take(name: str) -> None:
    assert problem(media(name), name) == "M009"


@pytest.mark.parametrize("name", ["cat.tiff", "cat.avif", "cat.jfif", "cat.mkv", "cat.swf"])
def test_types_that_not_every_client_shows_are_taken_with_advice(name: str) -> None:
    one = media(name)
    assert one.image_name(name) in {"a-cat-000000000000" + name[3:], f"[sound:a-cat-000000000000{name[3:]}]"}
    assert [problem.code for problem in one.problems] == ["M006"]


@pytest.mark.parametrize("name", ["cat.bmp", "cat.ico", "cat.aac", "cat.3gp", "cat.mp3", "cat.opus", "cat.png"])
def test_types_that_every_client_shows_need_no_word(name: str) -> None:
    one = media(name)
    one.image_name(name)
    assert one.problems == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.png", PNG, ""), ("a.png", JPEG, "M010"), ("a.jpg", JPEG, ""), ("a.jpg", b"RIFF\0\0\0\0WEBPVP8 ", "M010"),
        ("a.mp3", b"ID3\4", ""), ("a.mp3", b"\xff\xfb\x90\0", ""), ("a.mp3", b"OggS\0", "M010"), ("a.png", b"OggS\0", "M008"),
        ("a.mp3", PNG, "M008"), ("a.svg", PNG, "M008"), ("a.png", b'<svg xmlns="x"/>', "M008"),
        ("a.png", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "M008"),
        ("a.svg", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "M008"),
        ("a.png", b"\xef\xbb\xbf\n<!DOCTYPE html><html><title>404</title>", "M008"), ("a.mp3", b"<html>", "M008"),
        ("a.svg", b"<html><svg/></html>", "M008"), ("a.png", b'{"message": "Not Found"}', "M008"),
        ("a.jpg", b"404: Not Found", "M008"), ("a.png", b"../../b/media/other.png", "M008"),
        ("a.png", b"../../.git/annex/objects/aa/bb/SHA256E-s1.png", "M008"), ("a.png", b"%PDF-1.7", "M008"),
        ("a.mp4", b"\0\0\0\x20ftypisom", ""), ("a.3gp", b"\0\0\0\x20ftyp3gp4", ""), ("a.m4a", b"\0\0\0\x20ftypM4A ", ""),
        ("a.webm", b"\x1a\x45\xdf\xa3", ""), ("a.ogg", b"OggS", ""), ("a.wav", b"RIFF\0\0\0\0WAVEfmt ", ""),
        ("a.gif", b"GIF89a", ""), ("a.png", b"what nobody knows", ""),
    ],
)  # fmt: skip
def test_what_the_first_bytes_say_is_compared_with_the_name(name: str, data: bytes, code: str) -> None:
    """Browsers look into a picture, whatever its name; a pointer or a web page is a picture to nobody."""
    path = f"cards/a/media/{name}"
    file = MediaFile(path, Sha256("0" * 64), len(data), data.decode("latin-1"), format_of(data))
    one = TopicMedia(TOPIC, {path: file})
    assert (one.resolve(name) is None) == (code == "M008")
    assert [problem.code for problem in one.problems if problem.code != "K501"] == ([code] if code else [])


def test_an_svg_with_a_script_is_refused() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'
    assert problem(media("p.svg", text=svg), "p.svg") == "K501"


def test_upper_case_endings_are_fine() -> None:
    assert media("CAT.PNG").image_name("CAT.PNG") == "a-cat-000000000000.png"


def test_the_name_carries_the_content() -> None:
    """A corrected picture gets a new name, so that it reaches learners."""
    old = MediaFile("cards/a/media/cat.png", Sha256("0" * 64), 1)
    new = MediaFile("cards/a/media/cat.png", Sha256("1" * 64), 1)
    assert media_name(TOPIC, old) == "a-cat-000000000000.png"
    assert media_name(TOPIC, new) == "a-cat-111111111111.png"


def test_what_is_used_is_packed() -> None:
    one = media("cat.png", "dog.png")
    one.image_name("cat.png")
    assert [file.path for file in one.used.values()] == ["cards/a/media/cat.png"]


def test_what_cannot_be_found_stays_as_written() -> None:
    one = media()
    assert one.image_name("no.png") == "no.png"
    assert one.sound_tag("no.mp3") == "[sound:no.mp3]"


@settings(max_examples=upto(150), deadline=None)
@given(st.text(min_size=1, max_size=120).filter(lambda text: "/" not in text))
def test_names_are_safe_everywhere(stem: str) -> None:
    """Lower-case ASCII without spaces, short enough for every file system and for Anki."""
    name = media_name(TopicName("a" * 60), MediaFile(f"cards/a/media/{stem}.PNG", Sha256("f" * 64), 1))
    assert len(name.encode()) <= 80
    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert name.endswith(".png")
