"""Texts without languages in a project that has just got one more: the new edition would show them as they are."""

import re
from collections.abc import Collection, Iterable, Iterator

from deckgen.diagnostics import Diagnostic, Span
from deckgen.markup.prose import prose
from deckgen.model import Language, Text, Topic
from deckgen.sources.entries import Entry
from deckgen.sources.texts import texts_in

_PROSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}|(?<![^\W\d_])[^\W\d_]{2,}[\s,;:'\"-]+[^\W\d_]{2,}")
"""Two words in a row, or two characters of a script without spaces; names, numbers, code and formulas are the same everywhere."""


def untranslated(
    entries: Iterable[Entry], topics: Iterable[Topic], languages: tuple[Language, ...], known: Collection[Language]
) -> Iterator[Diagnostic]:
    """One piece of advice for each plain text in words that a language shows which is not `known`, that is: in no deck yet."""
    new = tuple(language for language in languages if language not in known)
    if not new or len(new) == len(languages):
        return
    for topic in topics:
        for name, text in (("title", topic.title), ("description", topic.description)):
            if _is_prose(text):
                yield _advice(name, new, Span(topic.path))
    for entry in entries:
        shown = tuple(language for language in new if language in entry.languages)
        if not shown or len(shown) == len(entry.languages):  # written in the new languages only
            continue
        for text, loc in texts_in(entry.spec):
            if entry.kind.is_read(loc) and _is_prose(text):
                yield _advice(".".join(map(str, loc)), shown, entry.origin.span(*loc))


def _is_prose(text: Text) -> bool:
    return text.is_plain and _PROSE.search(prose(text.versions[""])) is not None


def _advice(name: str, new: tuple[Language, ...], span: Span) -> Diagnostic:
    hint = (
        "write a map from language to text, or say `languages: [...]` on the entry if it exists in some languages only"
    )
    return Diagnostic("E020", f"`{name}` has no version in {', '.join(new)} yet", span, hint)
