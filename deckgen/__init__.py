"""deckgen: compiles plain-text card sources into Anki decks that can be rebuilt and imported again for ever."""

__version__ = "0.1.0"
