"""markdownify with deckgen's Markdown: no backslash before brackets, code and pictures put aside, breaks as paragraphs."""
# ruff: noqa: ARG002 - markdownify hands the same three arguments to every method

import re
from collections.abc import Callable
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString
from markdownify import MarkdownConverter

from deckgen.importers.html_math import COLON, Pieces
from deckgen.importers.html_tree import DEAD_LINK, PICTURE_SIZE, code_language, code_text, starts_a_line
from deckgen.importers.markup import escaped, escaped_at_line_starts

_NAMED_LANGUAGE = re.compile(r"(?:ja|ko|zh|yue)(?:-[A-Za-z0-9]{1,8})*")
"""Whose glyphs depend on it. Word wraps every run in `lang=EN-US`, which says nothing."""

_CLOZE_START = re.compile(r"\{\{c\d+(?:,\d+)*::", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_BLOCK_START = re.compile(r"[-+>#|`~]|\d+[.)] ")


@dataclass(frozen=True, slots=True)
class Picture:
    """What becomes of a picture or sound: the name of a file to show, or Markdown in its place (and then why)."""

    name: str = ""
    words: str = ""
    reason: str = ""


def has_cloze(markup: str) -> bool:
    return _CLOZE_START.search(markup) is not None


class HtmlWriter(MarkdownConverter):
    """markdownify, for deckgen's Markdown: no backslash before brackets, which would be math."""

    def __init__(
        self,
        pieces: Pieces,
        picture: Callable[[str], Picture],
        lost: dict[str, None],
        *,
        cloze: bool,
        raw_html: bool,
        dollars: bool,
    ) -> None:
        super().__init__(heading_style="atx", bullets="-", table_infer_header=True)
        self.pieces, self.picture, self.lost = pieces, picture, lost
        self.cloze, self.raw_html, self.dollars = cloze, raw_html, dollars

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        text: str = super().process_text(el, parent_tags=parent_tags)  # type: ignore[misc]
        if not parent_tags or "_noformat" not in parent_tags:
            text = escaped_at_line_starts(text, at_start=starts_a_line(el))
        return text

    def escape(self, text: str, parent_tags: set[str]) -> str:
        found = escaped(text, cloze=self.cloze, raw_html=self.raw_html, dollars=self.dollars)
        return found.replace("|", "\\|") if parent_tags & {"td", "th"} else found

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._formatted(text, "**", parent_tags)

    convert_strong = convert_b

    def convert_i(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._formatted(text, "*", parent_tags)

    convert_em = convert_i

    def convert_span(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A run in another language keeps it, where Markdown can say so; the side as a whole is not such a run."""
        del parent_tags
        lang = str(el.get("lang") or "")
        inside = text.strip()
        if not _NAMED_LANGUAGE.fullmatch(lang) or not inside or set(inside) & set("[]\n"):
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}[{inside}]{{lang={lang}}}{after}"

    def _formatted(self, text: str, mark: str, parent_tags: set[str]) -> str:
        """The mark around each paragraph of a text, and not around its spaces, lists or code."""
        if "_noformat" in parent_tags or not text.strip():
            return text
        parts = re.split(r"(\n\s*\n)", text)
        return "".join(
            part if not part.strip() or ("\n\n" in text and _BLOCK_START.match(part.strip())) else _around(part, mark)
            for part in parts
        )

    def convert_s(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text

    convert_del = convert_s

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags:
            return " "
        in_deletion = self.cloze and _is_in_deletion(el)
        return "  \n" if in_deletion or el.get("data-break") == "line" else "\n\n"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_noformat" in parent_tags:
            return text
        source = " ".join(el.get_text().replace("\u00a0", " ").split("\n"))
        if self.cloze and has_cloze(source):
            return self._code_with_holes(source)
        return self._code_span(source)

    convert_kbd = convert_samp = convert_code

    def _code_span(self, source: str) -> str:
        source = source.replace(COLON, ":")
        if not source.strip():
            return source
        run = "`" * (max((len(ticks) for ticks in re.findall(r"`+", source)), default=0) + 1)
        space = " " if source.strip().startswith("`") or source.strip().endswith("`") else ""
        left, right = source[: len(source) - len(source.lstrip())], source[len(source.rstrip()) :]
        return left + self.pieces.keep(f"{run}{space}{source.strip()}{space}{run}") + right

    def _code_with_holes(self, source: str) -> str:
        """Deletions mean nothing inside backticks, so the code is cut into pieces around their marks."""
        parts = re.split(r"(\{\{c[\d,]+::|\}\}|::)", source)
        depth, out = 0, []
        for part in parts:
            depth += part.startswith("{{c")
            is_mark = part.startswith("{{c") or (depth > 0 and part in {"}}", "::"})
            out.append(part if is_mark else self._code_span(part))
            depth -= depth > 0 and part == "}}"
        return "".join(out)

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        source = code_text(el)
        if not source.strip():
            return ""
        if self.cloze and has_cloze(source):
            self.lost["a code block with holes, which became lines of code"] = None
            lines = (re.sub(r"^ +", lambda run: "\u2007" * len(run.group()), line) for line in source.split("\n"))
            return "\n\n" + "  \n".join(self._code_with_holes(line) for line in lines) + "\n\n"
        source = source.replace(COLON, ":")
        fence = "`" * max(3, max((len(ticks) for ticks in re.findall(r"`+", source)), default=0) + 1)
        return f"\n\n{fence}{code_language(el)}\n{source}\n{fence}\n\n"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        source = str(el.get("src") or "").replace(COLON, ":").strip()
        found = self.picture(source)
        if found.reason:
            self.lost[found.reason] = None
        if not found.name:
            return self.pieces.keep(found.words) if found.words else ""
        if el.get("width") or el.get("height") or re.search(r"(?:width|height)\s*:", str(el.get("style") or "")):
            self.lost[PICTURE_SIZE] = None
        alt = re.sub(r"[\[\]\s]+", " ", str(el.get("alt") or "").replace(COLON, ":")).strip()
        return self.pieces.keep(f"![{alt}]({found.name})")

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        target = str(el.get("href") or "").replace(COLON, ":").strip()
        if not _WEB.match(target):
            if target:
                self.lost[DEAD_LINK] = None
            return text
        if not text.strip() or "_noformat" in parent_tags:
            return text
        left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        target = target.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
        shown = f"<{target}>" if "(" in target or ")" in target else target
        return f"{left}[{text.strip()}]{self.pieces.keep(f'({shown})')}{right}"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        item: str = super().convert_li(el, text, parent_tags)  # type: ignore[misc]
        is_loose = el.find("p", recursive=False) is not None and el.find_next_sibling("li") is not None
        return f"{item}\n" if is_loose else item

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if el.find("table") or parent_tags & {"td", "th"}:
            self.lost["a table inside a table"] = None
        if parent_tags & {"td", "th"}:
            return " ".join(cell.get_text(" ", strip=True) for cell in el.find_all(["td", "th"]))
        if any(cell.find(["li", "pre", "blockquote"]) for cell in el.find_all(["td", "th"])):
            self.lost["lists or code inside a table"] = None
        rows = [line for line in text.strip().split("\n") if line.strip()]
        return (
            "\n\n"
            + "\n".join(_aligned(row, el) if re.fullmatch(r"\|(?: *-+ *\|)+", row) else row for row in rows)
            + "\n\n"
        )


def _around(text: str, mark: str) -> str:
    inner = text.strip()
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{left}{mark}{inner}{mark}{right}"


def _aligned(row: str, table: Tag) -> str:
    """The line below a table's head, with the alignment of its columns."""
    first = table.find("tr")
    cells = first.find_all(["td", "th"]) if isinstance(first, Tag) else []
    marks = {"left": ":--", "right": "--:", "center": ":-:"}
    styles = [
        str(cell.get("align") or "") or "".join(re.findall(r"text-align:\s*(\w+)", str(cell.get("style") or "")))
        for cell in cells
    ]
    columns = [marks.get(style, "---") for style in styles]
    return "|" + "|".join(columns) + "|" if len(columns) == row.count("|") - 1 else row


def _is_in_deletion(tag: Tag) -> bool:
    """Whether a deletion is open at this place of its field."""
    before = "".join(reversed([str(text) for text in tag.find_all_previous(string=True)]))
    depth = 0
    for mark in re.findall(r"\{\{c[\d,]+::|\}\}", before):
        depth = depth + 1 if mark != "}}" else max(depth - 1, 0)
    return depth > 0
