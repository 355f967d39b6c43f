"""MkDocs calls this: it puts the pages of `docs/reference/` among the written ones, made from the program at every build."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from docs.reference.pages import pages


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page of the reference."""
    for path, text in pages().items():
        files.append(File.generated(config, path, content=text))
    return files
