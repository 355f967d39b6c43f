"""Names for media files that Markdown, Anki and every file system can hold."""

import re
import unicodedata

from deckgen.file_names import safe_stem

_UNFIT = re.compile(r"[\s()\[\]<>{}\"'`%#?&\\/|*:^$~]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Categories of characters that nobody sees, and that YAML, Markdown or a file system would not keep."""
_MAX_BYTES = 100
"""With what deckgen and file systems add, a name stays below the 255 bytes that they take."""


def fit_stem(stem: str) -> str:
    """The name of a file without its ending, made fit; "" if nothing is left of it."""
    seen = "".join(char for char in unicodedata.normalize("NFC", stem) if unicodedata.category(char) not in _UNSEEN)
    fit = _UNFIT.sub("-", seen).strip("-.")
    return safe_stem(fit.encode()[:_MAX_BYTES].decode(errors="ignore").strip("-."))
