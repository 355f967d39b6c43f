"""Checks of texts that every file shares: the right languages, and no characters that deckgen itself uses as marks."""

from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic
from deckgen.model import Language, Text
from deckgen.sources.characters import NONCHARACTERS
from deckgen.sources.positions import Document, Loc


def text_problems(
    text: Text, document: Document, loc: Loc, languages: tuple[Language, ...], wanted: tuple[Language, ...]
) -> Iterator[Diagnostic]:
    """`languages` are the project's, `wanted` those this text must have."""
    for language, version in text.versions.items():
        if language and language not in languages:
            known = ", ".join(languages)
            message = f"the project has no language `{language}`"
            yield Diagnostic(
                "E008", message, document.key_span((*loc, language)), f"languages in deckgen.toml: {known}"
            )
        if found := NONCHARACTERS.search(version):
            message = f"the text holds U+{ord(found.group()):04X}, which is no character"
            yield Diagnostic("X005", message, document.span((*loc, *([language] if language else []))))
    if not text.is_plain:
        missing = [language for language in wanted if language not in text.versions]
        if missing:
            hint = "add it, or say `languages: [...]` on the entry if it exists in some languages only"
            yield Diagnostic("E007", f"`{loc[-1]}` has no text in {', '.join(missing)}", document.span(loc), hint)


def texts_in(value: object, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[Text, tuple[str | int, ...]]]:
    """Every text inside a schema model, with the way to it."""
    if isinstance(value, Text):
        yield value, loc
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts_in(item, (*loc, index))
    elif fields := getattr(type(value), "model_fields", None):
        for name in fields:
            yield from texts_in(getattr(value, name), (*loc, name))
