"""Small pieces of Markdown that the pages share."""

from collections.abc import Iterable, Sequence

_LANGUAGES = {".css": "css", ".html": "html", ".j2": "jinja", ".svg": "xml", ".toml": "toml", ".yaml": "yaml"}
"""File ending to what colours it."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are Markdown in one line, with bars in code only, where they need no escape."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(" ".join(cell.split()) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def fence(text: str, language: str = "text", title: str = "") -> str:
    """A code block, whatever backticks the text holds."""
    ticks = "```"
    while ticks in text:
        ticks += "`"
    head = f'{ticks}{language} title="{title}"' if title else f"{ticks}{language}"
    return f"{head}\n{text.rstrip()}\n{ticks}"


def fence_of_file(path: str, text: str) -> str:
    """A code block with the file's name above it."""
    suffix = path[path.rfind(".") :] if "." in path else ""
    return fence(text, _LANGUAGES.get(suffix, "text"), path)


def indented(text: str) -> str:
    """The text inside a collapsible block or a list item."""
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))


def join(*parts: str) -> str:
    """Blocks, one under the other."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"
