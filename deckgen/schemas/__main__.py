"""`python -m deckgen.schemas` writes the schema files anew."""

from pathlib import Path

from deckgen.files import Folder, writing
from deckgen.schemas import schemas

if __name__ == "__main__":
    with writing(Folder.at(Path(__file__).parent), "schemas") as writer:
        writer.write((name, text.encode()) for name, text in schemas().items())
