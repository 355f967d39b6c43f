"""Room: every read, write, replacement and deletion of files of a project goes through here.

1. `directory` one open folder, whose operations follow no link; 2. `walk` from a root to a file below it, also through links that
stay below; 3. `folder` what may be read; 4. `writer` what may be written, by one process at a time (`ownership`); 5. `faults` what
is wrong.
"""

from deckgen.errors import FileFaultError
from deckgen.files.folder import FilesBelow, Folder
from deckgen.files.writer import Writer, writing

__all__ = ["FileFaultError", "FilesBelow", "Folder", "Writer", "writing"]
