"""Fields of one note to Markdown, with an account of what was lost on the way."""

from deckgen.importers.html.conversion import to_markdown
from deckgen.importers.kit import MediaShelf, Picture


class FieldReader:
    """Reads the fields of one note. `lost` names everything its Markdown can't say, once."""

    def __init__(self, shelf: MediaShelf, *, raw_html: bool = False, is_ours: bool = False) -> None:
        self.shelf = shelf
        self.raw_html = raw_html
        self.is_ours = is_ours
        self._lost: dict[str, None] = {}
        self._remarks: dict[str, None] = {}

    @property
    def lost(self) -> tuple[str, ...]:
        return tuple(self._lost)

    def read(self, markup: str, *, cloze: bool = False) -> str:
        """A field, or a part of one, as Markdown; "" if it shows nothing."""
        found = to_markdown(
            markup, self.shelf.picture, cloze=cloze, raw_html=self.raw_html, tidy_spaces=not self.is_ours
        )
        for name in found.lost:
            self.lose(name)
        return found.markdown

    @property
    def remarks(self) -> tuple[str, ...]:
        """What else had to change, each as a sentence of its own."""
        return tuple(self._remarks)

    def media(self, name: str) -> Picture:
        """What becomes of a picture or sound; why, if it does not come along."""
        found = self.shelf.picture(name)
        if found.reason:
            self.lose(found.reason)
        return found

    def remark(self, sentence: str) -> None:
        self._remarks[sentence] = None

    def lose(self, name: str) -> None:
        self._lost[name] = None
