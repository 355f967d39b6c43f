"""Tags as an entry can have them, from what people and programs write as tags."""

import re
from collections.abc import Iterable

_RESERVED = frozenset({"marked", "leech"})
"""Tags that Anki keeps for itself."""
_SPACES = re.compile(r"[\s\u3000\u00a0]+")
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_MAX_LENGTH = 200


def fit_tags(tags: Iterable[str], dropped: frozenset[str] = frozenset()) -> list[str]:
    """The tags once each, levels separated by `::`; without those that Anki keeps for itself and those in `dropped`."""
    kept = (_fit(tag) for tag in tags)
    return list(dict.fromkeys(tag for tag in kept if tag and tag.lower() not in _RESERVED | dropped))


def _fit(tag: str) -> str:
    spaced = _UNFIT.sub("", _SPACES.sub("-", tag.strip().strip("\u3000\u00a0")))
    levels = (level.strip(":").replace(":", "-") for level in spaced.split("::"))
    return "::".join(level for level in levels if level)[:_MAX_LENGTH].rstrip(":")
