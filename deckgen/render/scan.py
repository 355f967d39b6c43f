"""A problem in a text before it has a place in a file, and the marks that rendering puts into texts."""

import re
from dataclasses import dataclass

MARK_START, MARK_END = "\ufdd0", "\ufdd1"
CLOZE_MARK = re.compile(r"\{\{c(\d+(?:,\d+)*)::")
_BEFORE_TARGET = r"""(?:\]\(<?|(?:src|srcset|data|poster|href)\s*=\s*["']?\s*|url\((?:\s|["']|&quot;)*)"""


@dataclass(frozen=True, slots=True)
class TextProblem:
    """Something wrong with a text: code, message, and the words to look for in the source: the first, or a later occurrence."""

    code: str
    message: str
    needle: str
    hint: str | None = None
    occurrence: int = 0


def occurrence_of_target(text: str, target: str) -> int:
    """Which occurrence of `target` in a Markdown text is the first that a link, a picture or a tag leads to."""
    found = re.search(_BEFORE_TARGET + re.escape(target), text) if target else None
    return text.count(target, 0, found.end() - len(target)) if found else 0
