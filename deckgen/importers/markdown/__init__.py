"""x"""

from deckgen.importers.markdown.notes import import_markdown
from deckgen.importers.markdown.text import Adapted, Adapter

__all__ = ["Adapted", "Adapter", "import_markdown"]
