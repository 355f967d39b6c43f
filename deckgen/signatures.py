"""What the first bytes of a file say that it is.

A small table in place of a library: those that are kept guess among hundreds of formats, and what matters most here is no format
of theirs: a pointer of Git LFS, the page of an error, the path that a checkout without symbolic links leaves.
"""

import re
from collections.abc import Mapping

_LOOKED_AT = 1024
"""How many bytes at the beginning of a file are looked at."""
_SIGNATURES = (
    ("png", rb"\x89PNG\r\n\x1a\n"),
    ("jpeg", rb"\xff\xd8\xff"),
    ("gif", rb"GIF8[79]a"),
    ("webp", rb"RIFF....WEBP"),
    ("wav", rb"(?:RIFF|RF64)....WAVE"),
    ("avi", rb"RIFF....AVI "),
    ("bmp", rb"BM.{8}\0\0"),
    ("ico", rb"\0\0[\x01\x02]\0"),
    ("tiff", rb"II\x2a\0|MM\0\x2a"),
    ("avif", rb"....ftypavi[fs]"),
    ("heic", rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1)"),
    ("mp4", rb"....(?:ftyp|moov|mdat|wide|free)"),
    ("webm", rb"\x1a\x45\xdf\xa3"),
    ("ogg", rb"OggS"),
    ("flac", rb"fLaC"),
    ("aac", rb"\xff[\xf0\xf1\xf8\xf9]|ADIF"),
    ("mp3", rb"ID3|\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff]"),
    ("mpeg", rb"\0\0\x01[\xb3\xba]"),
    ("flv", rb"FLV\x01"),
    ("swf", rb"[FCZ]WS[\x01-\x40]"),
    ("woff2", rb"wOF2"),
    ("woff", rb"wOFF"),
    ("otf", rb"OTTO"),
    ("ttf", rb"\0\x01\0\0|true|ttcf"),
    ("pdf", rb"%PDF-"),
    ("zip", rb"PK\x03\x04"),
    ("gzip", rb"\x1f\x8b"),
    ("lfs", rb"version https://git-lfs|version https://hawser"),
    ("annex", rb"(?:\.\./)*\.?/?(?:\.git/)?annex/objects/"),
    ("link", rb"(?=[^\n]*/)[\w./ -]{3,250}\.\w{2,5}\Z"),
    ("html", rb"(?i)\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|title|script|meta)\b"),
    ("json", rb'\s*(?:\{\s*"|\[\s*\{)'),
    ("svg", rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<(?:\w+:)?svg\b"),
    ("xml", rb"\s*<\?xml\b"),
    ("error", rb"(?:404|403|Not Found|Access Denied|Forbidden)\b"),
)
_PATTERNS = tuple((name, re.compile(pattern, re.DOTALL)) for name, pattern in _SIGNATURES)
_BOM = b"\xef\xbb\xbf"
NO_MEDIA: Mapping[str, tuple[str, str]] = {
    "lfs": ("a pointer of Git LFS", "git lfs pull"),
    "annex": ("a pointer of git-annex", "git annex get"),
    "link": ("the path of another file, which a checkout without symbolic links left there", "copy the file itself"),
    "html": ("a web page", "an error page, perhaps; download the file again"),
    "json": ("JSON", "an error message, perhaps; download the file again"),
    "xml": ("XML", "download the file again"),
    "error": ("an error message", "download the file again"),
}
"""What is no picture, sound or font at all: what to call it, and what to do."""


def format_of(data: bytes) -> str:
    """What the first bytes say; "" where they say nothing that is known."""
    start = data[:_LOOKED_AT].removeprefix(_BOM)
    return next((name for name, pattern in _PATTERNS if pattern.match(start)), "")
