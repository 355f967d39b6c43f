"""What every diagnostic code means: a document each, with a project that shows it and the same project mended.

The codes of the compile stages have a file `<CODE>.md` in this folder; a rule of `deckgen/lint/` is documented by its module.
"""

from deckgen.catalogue.documents import RuleDoc, documentation, parse_document

__all__ = ["RuleDoc", "documentation", "parse_document"]
