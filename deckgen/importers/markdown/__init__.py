"""Question-and-answer notes in Markdown, as people keep them, to entries. One way through, each step knows only those before it.

1. `page` makes lines of bytes; 2. `parsing`, `guide` and `blocks` make blocks of lines, also inside list items and folded parts;
3. `answers`, `lines`, `noise`, `lists` and `reader` find the questions in a stretch of blocks, by the `signs` that people use;
4. `outline` and `questions` say which headings ask, and which are sections; `obsidian` reads what plugins wrote; 5. `text` makes an
author's Markdown a card's, with `code`, `math`, `tags` and `pictures`; 6. `notes` makes entries and the report.
"""

from deckgen.importers.markdown.notes import import_markdown
from deckgen.importers.markdown.text import Adapted, Adapter

__all__ = ["Adapted", "Adapter", "import_markdown"]
