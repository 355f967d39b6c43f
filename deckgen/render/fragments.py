r"""Code, math, sounds and an author's own tags as finished HTML, and what is wrong with them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from deckgen.markup.blocks import Block
from deckgen.markup.foreign import foreign_marks
from deckgen.markup.nodes import Inline
from deckgen.markup.slices import Slices
from deckgen.model import Html, MathMacro
from deckgen.render.formula import finished
from deckgen.render.highlight import without_anki_marks
from deckgen.render.scan import MARK_END, MARK_START, TextProblem

_MARK = re.compile(f"{MARK_START}(\\d+){MARK_END}")
_LIKE_A_REFERENCE = re.compile(r"&(#?\w+;)")
_BLOCK_MARK = re.compile(f"<p>({MARK_START}(\\d+){MARK_END})</p>")


@dataclass(slots=True)
class Fragments:
    """The finished HTML of one text by number, and the problems seen. The tree of elements holds a placeholder for each.

    `source` is the text as the tokenizer reads it, and how it comes from what the author wrote.
    """

    source: Slices
    code_block: Callable[[str, str], Html]
    sound: Callable[[str, int | None], Html]
    macros: Mapping[str, MathMacro]
    problems: list[TextProblem] = field(default_factory=list)
    used_macros: set[str] = field(default_factory=set)
    _fragments: list[Html] = field(default_factory=list)
    _blocks: set[int] = field(default_factory=set)
    _display_is_open: bool = False
    _content: Slices = field(default_factory=lambda: Slices(""))
    _own_html: dict[int, tuple[Slices, int]] = field(default_factory=dict)
    _restored: list[tuple[int, int, int]] = field(default_factory=list)

    def begin(self, content: Slices) -> None:
        """The spans that follow are of this text."""
        self._content = content

    def place(self, position: int) -> int:
        """Where a position in the text of the spans stands in what the author wrote."""
        return self.source.source_offset(self._content.source_offset(position))

    def report_foreign(self, nodes: tuple[Inline, ...]) -> None:
        """Report marks that other programs read and a card does not."""
        for mark in foreign_marks(self._content.text, nodes):
            message = (
                f"`{self._content.text[mark.start : mark.end]}` looks like {mark.name}, which means nothing on a card"
            )
            self._problem("X018", message, self.place(mark.start), mark.advice)

    def restore(self, html: str) -> str:
        """Put the fragments back in their places; blocks are taken out of the paragraph around them."""
        html = _BLOCK_MARK.sub(lambda mark: mark[1] if int(mark[2]) in self._blocks else mark[0], html)
        out, at, length = [], 0, 0
        self._restored.clear()
        for mark in _MARK.finditer(html):
            number = int(mark[1])
            length += mark.start() - at
            if number in self._own_html:
                self._restored.append((length, length + len(self._fragments[number]), number))
            out += [html[at : mark.start()], self._fragments[number]]
            length += len(self._fragments[number])
            at = mark.end()
        return "".join((*out, html[at:]))

    def place_in_html(self, position: int) -> int | None:
        """Where a position in the restored HTML stands in what the author wrote, if it is in HTML of the author's own."""
        nearest = bisect_right(self._restored, position, key=lambda one: one[0]) - 1
        if nearest < 0 or position >= self._restored[nearest][1]:
            return None
        start, _, number = self._restored[nearest]
        content, inner = self._own_html[number]
        return self.source.source_offset(content.source_offset(inner + position - start))

    def fence(self, block: Block) -> str:
        """The placeholder of a code block."""
        if not block.is_closed:
            lines = self.source.text.split("\n")
            fence = re.search(r"`{3,}|~{3,}", lines[block.first_line])
            start = sum(len(line) + 1 for line in lines[: block.first_line]) + (fence.start() if fence else 0)
            self._problem("X004", "this code fence is never closed", self.source.source_offset(start))
        return self._keep_block(self.code_block(block.info, block.content.text))

    def html_block(self, block: Block) -> str:
        """The placeholder of a block of an author's own HTML."""
        self._own_html[len(self._fragments)] = (block.content, 0)
        return self._keep_block(Html(block.content.text))

    def words(self, text: str) -> str:
        """Words as they stand in the tree; what looks like a character reference in them is none."""
        return _LIKE_A_REFERENCE.sub(lambda found: self._keep(Html(f"&amp;{found[1]}")), text) if "&" in text else text

    def span(self, node: Inline) -> str:
        """What stands in the tree for a span: its placeholder, or text that needs none."""
        text = self._content.text
        inner = text[node.inner_start : node.inner_end]
        match node.kind:
            case "code":
                return self._keep(Html(f"<code>{without_anki_marks(escape(_code(inner), quote=False))}</code>"))
            case "escape" if inner == "\\" and text[node.end : node.end + 1] in {"(", "["}:
                return self._keep(Html("<span>\\</span>"))
            case "escape":
                return self._keep(Html(escape(inner, quote=False)))
            case "inline_math" | "display_math":
                return self._math(node, inner)
            case "open_math":
                return self._open_math(node, inner)
            case "no_math":
                hint = "this is text; write \\$ for a dollar to say so, or \\(..\\) for a formula"
                self._at(node, "X017", f"`{inner}` looks like prices or variables, not like math", hint)
            case "sound":
                return self._keep(self.sound(inner, self.place(node.inner_start)))
            case "latex":
                hint = "write $..$ or \\(..\\): MathJax works on every client"
                self._at(node, "X003", f"`{text[node.start : node.end]}` asks for a LaTeX image", hint)
            case "html":
                self._own_html[len(self._fragments)] = (self._content, node.start)
                return self._keep(Html(text[node.start : node.end]))
        return text[node.start : node.end]

    def _open_math(self, node: Inline, inner: str) -> str:
        opening = self._content.text[node.start : node.end]
        if opening == "$$" and self._display_is_open:
            self._display_is_open = False  # the end of what an earlier paragraph began: one problem, not two
        else:
            self._display_is_open = opening == "$$"
            hint = "close it, or write it in backticks if it is meant as text"
            self._at(node, "X001", f"`{opening}` opens math that is never closed", hint)
        return opening if opening == "$$" else self._keep(Html(inner))

    def _math(self, node: Inline, tex: str) -> str:
        if re.search(r"\n[ \t]*\n", tex) or not tex.strip():
            hint = "math is one paragraph; a literal dollar is \\$"
            self._at(node, "X001", "this math is empty or goes over a blank line", hint)
        else:
            tex = self._finished(node, tex)
        left, right = ("\\[", "\\]") if node.kind == "display_math" else ("\\(", "\\)")
        return self._keep(Html(left + escape(tex, quote=False) + right))

    def _finished(self, node: Inline, tex: str) -> str:
        """The formula with its macros expanded, what is wrong with it noted."""
        result = finished(tex, self.macros, display=node.kind == "display_math")
        self.used_macros |= result.used
        for problem in result.problems:
            self._problem(problem.code, problem.message, self.place(node.inner_start + problem.offset), problem.hint)
        return result.tex

    def _keep(self, html: Html) -> str:
        self._fragments.append(html)
        return f"{MARK_START}{len(self._fragments) - 1}{MARK_END}"

    def _keep_block(self, html: Html) -> str:
        self._blocks.add(len(self._fragments))
        return self._keep(html)

    def _at(self, node: Inline, code: str, message: str, hint: str | None = None) -> None:
        self._problem(code, message, self.place(node.start), hint)

    def _problem(self, code: str, message: str, offset: int, hint: str | None = None) -> None:
        self.problems.append(TextProblem(code, message, offset, hint))


def _code(inner: str) -> str:
    """What a code span says: line ends are blanks, one blank on both sides goes."""
    inner = inner.replace("\n", " ")
    return inner[1:-1] if inner.strip(" ") and inner[0] == inner[-1] == " " else inner
