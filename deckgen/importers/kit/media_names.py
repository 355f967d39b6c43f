"""Names of media: which files a reference may mean, and names that Markdown, Anki and every file system can hold."""

import re
import unicodedata
from urllib.parse import unquote

from deckgen.file_names import safe_stem

_UNFIT = re.compile(r"[\s()\[\]<>{}\"'`%#?&\\/|*:^$~]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Categories of characters that nobody sees, and that YAML, Markdown or a file system would not keep."""
_MAX_BYTES = 100
"""With what deckgen and file systems add, a name stays below the 255 bytes that they take."""
_FOLDERS = (
    "attachments", "assets", "images", "img", "image", "media", "pictures", "figures", "_resources", "resources",
)  # fmt: skip
"""Where note programs keep pictures that a note names without a path."""


def fit_stem(stem: str) -> str:
    """The name of a file without its ending, made fit; "" if nothing is left of it."""
    seen = "".join(char for char in unicodedata.normalize("NFC", stem) if unicodedata.category(char) not in _UNSEEN)
    fit = _UNFIT.sub("-", seen).strip("-.")
    return safe_stem(fit.encode()[:_MAX_BYTES].decode(errors="ignore").strip("-."))


def candidates(source: str) -> list[str]:
    """The paths a reference may mean, as written first."""
    plain = re.split(r"[?#]", source)[0]
    spelt = (source, unicodedata.normalize("NFC", source), unquote(source), plain, unquote(plain))
    paths = [one for one in spelt if one[:1] not in {"/", "\\"}]
    paths += [one.replace("\\", "/").lstrip("/") for one in spelt]
    if "/" not in plain:
        paths += [f"{folder}/{unquote(plain)}" for folder in _FOLDERS]
    return list(dict.fromkeys(path for path in paths if path))
