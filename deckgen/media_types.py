"""The types of files that a card can show or play.

What Anki takes is the list of its own editor (`pics` and `audio` in qt/aqt/editor_legacy.py, `type_map` in pylib/anki/media.py).
What clients lack is from caniuse.com (avif, tiff), developer.android.com/media/platform/supported-formats and Apple's AVFileType;
the desktop plays with mpv, which knows all of them but swf.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Family: TypeAlias = Literal["picture", "drawing", "sound", "font"]


@dataclass(frozen=True, slots=True)
class MediaType:
    """`formats` are what its first bytes may say; `lacking` is who cannot show or play it, and `instead` what everybody can."""

    family: Family
    formats: frozenset[str]
    lacking: str = ""
    instead: str = ""


def _type(family: Family, formats: str, lacking: str = "", instead: str = "") -> MediaType:
    return MediaType(family, frozenset(formats.split()), lacking, instead)


_PHONES = "phones cannot play it"
MEDIA_TYPES: Mapping[str, MediaType] = {
    "png": _type("picture", "png"),
    "jpg": _type("picture", "jpeg"),
    "jpeg": _type("picture", "jpeg"),
    "jfif": _type("picture", "jpeg", "a JPEG under a name that not every client knows", "jpg"),
    "gif": _type("picture", "gif"),
    "webp": _type("picture", "webp"),
    "bmp": _type("picture", "bmp"),
    "ico": _type("picture", "ico"),
    "avif": _type("picture", "avif mp4", "iPhones before iOS 16 and Android before 12 show nothing", "webp or png"),
    "tif": _type("picture", "tiff", "only iPhones and Macs show it", "png"),
    "tiff": _type("picture", "tiff", "only iPhones and Macs show it", "png"),
    "svg": _type("drawing", "svg"),
    "mp3": _type("sound", "mp3"),
    "ogg": _type("sound", "ogg"),
    "oga": _type("sound", "ogg"),
    "opus": _type("sound", "ogg"),
    "wav": _type("sound", "wav"),
    "m4a": _type("sound", "mp4"),
    "aac": _type("sound", "aac mp4"),
    "flac": _type("sound", "flac ogg"),
    "3gp": _type("sound", "mp4"),
    "mp4": _type("sound", "mp4"),
    "webm": _type("sound", "webm"),
    "weba": _type("sound", "webm"),
    "mov": _type("sound", "mp4", "Android does not play all of them", "mp4"),
    "mkv": _type("sound", "webm", "iPhones cannot play it", "mp4"),
    "avi": _type("sound", "avi", _PHONES, "mp4"),
    "flv": _type("sound", "flv", _PHONES, "mp4"),
    "mpeg": _type("sound", "mpeg mp3", _PHONES, "mp4"),
    "mpg": _type("sound", "mpeg mp3", _PHONES, "mp4"),
    "ogv": _type("sound", "ogg", _PHONES, "mp4"),
    "ogx": _type("sound", "ogg", _PHONES, "mp4"),
    "spx": _type("sound", "ogg", _PHONES, "mp3"),
    "swf": _type("sound", "swf", "no client plays it any more", "mp4"),
    "woff2": _type("font", "woff2"),
    "woff": _type("font", "woff"),
    "ttf": _type("font", "ttf"),
    "otf": _type("font", "otf ttf"),
}
"""Ending to type. A film is a sound with a picture: Anki plays both by `[sound:..]`."""
ON_CARDS = frozenset(ending for ending, row in MEDIA_TYPES.items() if row.family != "font")
SOUNDS = frozenset(ending for ending, row in MEDIA_TYPES.items() if row.family == "sound")
FONTS = frozenset(ending for ending, row in MEDIA_TYPES.items() if row.family == "font")


def ending(path: str) -> str:
    """What follows the last dot of a file's name, in lower case."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name[1:] else ""
