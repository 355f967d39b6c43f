"""`python -m deckgen.schemas` writes the schema files anew."""

from pathlib import Path

from deckgen.output import write_atomically
from deckgen.schemas import schemas

if __name__ == "__main__":
    for name, text in schemas().items():
        write_atomically(Path(__file__).parent / name, text.encode())
