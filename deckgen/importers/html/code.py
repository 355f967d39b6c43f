"""Code in HTML as code in Markdown: spans and fences, their language, and the holes that a cloze note may have in them."""

import re
from collections.abc import Callable, Iterator

from bs4 import Tag
from bs4.element import NavigableString

from deckgen.importers.html.math import COLON

_CLOZE_START = re.compile(r"\{\{c\d+(?:,\d+)*::", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:language|lang|highlight|brush)-([\w+#.-]+)")
_MARKS_OF_HOLES = re.compile(r"(\{\{c[\d,]+::|\}\}|::)")
_FIGURE_SPACE = "\u2007"


def has_cloze(markup: str) -> bool:
    return _CLOZE_START.search(markup) is not None


def code_text(tag: Tag) -> str:
    """The text of a code block, with the line breaks of editors that use `<br>` and `<div>` for them."""
    return "".join(_parts(tag)).replace("\u00a0", " ").strip("\n")


def _parts(tag: Tag) -> Iterator[str]:
    for child in tag.children:
        if isinstance(child, NavigableString):
            yield str(child)
        elif isinstance(child, Tag):
            if child.name == "br":
                yield "\n"
                continue
            inner = "".join(_parts(child))
            if child.name in {"div", "p", "li"}:
                yield inner if inner.endswith("\n") else f"{inner}\n"
            else:
                yield inner


def code_language(tag: Tag) -> str:
    """The language that highlighters note in a class: `language-python`, `lang-python`, `highlight-python`, `hljs python`."""
    for one in (*tag.find_all("code"), tag, *tag.find_parents("div", limit=2)):
        classes = [str(name) for name in (one.get("class") or [])]
        for name in classes:
            if found := _LANGUAGE.fullmatch(name):
                return found[1].lower()
        if "hljs" in classes and len(classes) > 1:
            return next(name for name in classes if name != "hljs")
    return ""


def code_span(source: str, keep: Callable[[str], str]) -> str:
    """Code inside a line; the spaces around it stay outside. `keep` puts it aside, so that nothing changes it any more."""
    source = source.replace(COLON, ":")
    inner = source.strip()
    if not inner:
        return source
    run = "`" * (_longest_run(source) + 1)
    space = " " if inner.startswith("`") or inner.endswith("`") else ""
    left, right = source[: len(source) - len(source.lstrip())], source[len(source.rstrip()) :]
    return left + keep(f"{run}{space}{inner}{space}{run}") + right


def span_with_holes(source: str, keep: Callable[[str], str]) -> str:
    """Deletions mean nothing inside backticks, so the code is cut into pieces around their marks."""
    depth, out = 0, []
    for part in _MARKS_OF_HOLES.split(source):
        depth += part.startswith("{{c")
        is_mark = part.startswith("{{c") or (depth > 0 and part in {"}}", "::"})
        out.append(part if is_mark else code_span(part, keep))
        depth -= depth > 0 and part == "}}"
    return "".join(out)


def block_with_holes(source: str, keep: Callable[[str], str]) -> str:
    """A code block as lines of code, each moved in as it was."""
    lines = (re.sub(r"^ +", lambda run: _FIGURE_SPACE * len(run.group()), line) for line in source.split("\n"))
    return "  \n".join(span_with_holes(line, keep) for line in lines)


def fenced(source: str, language: str) -> str:
    """A code block."""
    source = source.replace(COLON, ":")
    fence = "`" * max(3, _longest_run(source) + 1)
    return f"{fence}{language}\n{source}\n{fence}"


def _longest_run(source: str) -> int:
    return max((len(ticks) for ticks in re.findall(r"`+", source)), default=0)
