"""The texts of an entry by what they are for: the question, the answer."""

from deckgen.kinds.base import EntrySpec
from deckgen.model import Language, Markdown, Text


def question(spec: EntrySpec, language: str) -> tuple[str, Markdown]:
    """The key and text of the question; the text is "" for kinds that ask without words."""
    for name in ("front", "text"):
        text = getattr(spec, name, None)
        if isinstance(text, Text):
            return name, text.in_language(Language(language))
    return "front", Markdown("")


def answer(spec: EntrySpec, language: str) -> tuple[str, Markdown]:
    """The key and text of the answer; "" for kinds whose answer is not prose."""
    text = getattr(spec, "back", None)
    return "back", text.in_language(Language(language)) if isinstance(text, Text) else Markdown("")
