"""Cloze marks: from what the author wrote to Anki's markup, safe from code and math in between.

Anki ends a deletion at the first `}}` and starts its hint at the first `::`, also inside code and TeX. So
1. `mark` finds the author's marks, counting TeX braces, and replaces them by private characters;
2. Markdown runs;
3. `unmark` writes Anki's markup and spells `}}`, `::` and `{{c` in between as character references.
"""

import re
from dataclasses import replace

from deckgen.markup.cloze_marks import CLOZE_CLOSE, CLOZE_HINT, CLOZE_OPEN, NUMBERS_END, OPENING, as_author_wrote
from deckgen.markup.languages import unmark_languages
from deckgen.markup.spans import SpanReader
from deckgen.render.scan import CLOZE_MARK, TextProblem
from deckgen.sources.characters import NONCHARACTERS

MAX_NUMBER = 100
_MATH = frozenset({"inline_math", "display_math"})
_CODE = re.compile(r"(?ms)^[ \t]*(```+|~~~+).*?(?:^[ \t]*\1|\Z)|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)")
_ESCAPED = re.compile(r"(?s)\\.")
_SPELT_COLON = re.compile(r"(?s)\\:|:(?:<!--(?:(?!-->).)*-->)+(?=:)")
"""A colon of the answer: with a backslash, or apart from the next one by a comment, as Anki's manual says."""
_NOTHING = re.compile(r"\s*(?:\}\}|::)")
_LONELY = re.compile(f"<p>((?:{CLOZE_OPEN}[0-9,]+{NUMBERS_END}|{CLOZE_CLOSE}|\\s)+)</p>")


def mark(text: str) -> tuple[str, list[TextProblem]]:
    """The text with private characters for cloze marks, and what is wrong with the marks."""
    return _Marker(text).run()


def without_code(text: str) -> str:
    """The text without its code, in which marks mean nothing."""
    return _CODE.sub("", text)


class _Marker:
    """Walks a text once. `opened` holds, for each open deletion, the TeX brace depth, or -1 outside math; `held` counts
    the braces that are open in each, and in the text around them.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = SpanReader(text, html=False)
        self.position = 0
        self.out: list[str] = []
        self.opened: list[int] = []
        self.starts: list[tuple[int, str]] = []
        self.held = [0]
        self.math_end = 0
        self.problems: list[TextProblem] = []
        self.count = 0

    @property
    def in_math(self) -> bool:
        return self.position < self.math_end

    def run(self) -> tuple[str, list[TextProblem]]:
        while self.position < len(self.text):
            self._step()
        for start, opening in self.starts:
            self._problem("K103", "this deletion is never closed", opening, start)
        if not self.count:
            self._problem("K101", "a cloze text needs a deletion such as {{c1::hidden}}", "", 0)
        return "".join(self.out), self.problems

    def _step(self) -> None:
        text, at = self.text, self.position
        code = None if self.in_math else _CODE.match(text, at)
        if code and (text[at] == "`" or at == 0 or text[at - 1] == "\n"):
            self._code(code.end())
        elif opening := CLOZE_MARK.match(text, at):
            self._open(opening)
        elif text.startswith("}}", at) and not self.in_math:
            self._two_braces()
        elif text.startswith("}}", at) and self.opened and self.opened[-1] == 0:
            self._close()
        elif self.opened and not self.in_math and (colon := _SPELT_COLON.match(text, at)):
            self._emit("&#58;", len(colon.group()))
        elif text.startswith("::", at) and self.opened and self.opened[-1] == (0 if self.in_math else -1):
            self._emit(CLOZE_HINT, 2)
        elif not self.in_math and text[at] in "$\\" and (math := self.spans.at(at)) and math.kind in _MATH:
            self.math_end = math.end
            self._copy(1)
        else:
            self._plain()

    def _two_braces(self) -> None:
        """`}}` outside math closes a deletion, unless braces in it (`{1, {2}}`, `{{ x }}`) are to be closed first."""
        held, closes = self.held[-1], bool(self.opened) and self.opened[-1] == -1
        if held >= 2 or (self.opened and not closes):
            self.held[-1] = max(held - 2, 0)
            self._copy(2)
        elif closes:
            self._copy(1 if held and self.text.startswith("}}}", self.position) else 0)
            self._close()
        else:
            self._problem("K103", "this closes a deletion that was never opened", "}}", self.position)
            self._copy(2)

    def _code(self, end: int) -> None:
        """Copy code, in which a deletion ends before the code does, and `::` is text."""
        while opening := CLOZE_MARK.search(self.text, self.position, end):
            self._copy(opening.start() - self.position)
            close = _end_in_code(self.text, opening.end(), end)
            if close < 0:
                hint = "a deletion that begins in code has to end in it"
                self._problem("K103", "this deletion is not closed in its code", opening.group(), opening.start(), hint)
                self.count += 1
                break
            self._open(opening)
            self._copy(close - self.position)
            self._close()
        self._copy(end - self.position)

    def _plain(self) -> None:
        if escaped := _ESCAPED.match(self.text, self.position):
            self._copy(len(escaped.group()))
            return
        step = {"{": 1, "}": -1}.get(self.text[self.position], 0)
        if not self.in_math:
            self.held[-1] = max(self.held[-1] + step, 0)
        elif self.opened and self.opened[-1] >= 0:
            self.opened[-1] += step
        self._copy(1)

    def _open(self, opening: re.Match[str]) -> None:
        self.count += 1
        for number in opening[1].split(","):
            if not 1 <= int(number) <= MAX_NUMBER:
                self._report(opening, "K102", f"the cloze number {number} is not between 1 and {MAX_NUMBER}")
        if "," in opening[1]:
            self._report(opening, "K106", "Anki before 26 shows a deletion with several numbers as plain text")
        if _NOTHING.match(self.text, opening.end()):
            self._report(opening, "K104", "this deletion hides nothing")
        self.opened.append(0 if self.in_math else -1)
        self.starts.append((opening.start(), opening.group()))
        self.held.append(0)
        self._emit(f"{CLOZE_OPEN}{opening[1]}{NUMBERS_END}", len(opening.group()))

    def _close(self) -> None:
        self.opened.pop()
        self.starts.pop()
        self.held.pop()
        self._emit(CLOZE_CLOSE, 2)

    def _copy(self, length: int) -> None:
        self.out.append(self.text[self.position : self.position + length])
        self.position += length

    def _emit(self, mark: str, consumed: int) -> None:
        self.out.append(mark)
        self.position += consumed

    def _report(self, opening: re.Match[str], code: str, message: str) -> None:
        self._problem(code, message, opening.group(), opening.start())

    def _problem(self, code: str, message: str, needle: str, at: int, hint: str | None = None) -> None:
        occurrence = self.text.count(needle, 0, at) if needle else 0
        self.problems.append(TextProblem(code, message, needle, hint, occurrence))


def _end_in_code(text: str, start: int, end: int) -> int:
    """Where the `}}` of a deletion in code stands: the first one that closes no brace of the code itself. -1 without one."""
    depth = 0
    for at in range(start, end - 1):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            if not depth and text[at + 1] == "}":
                return at
            depth = max(depth - 1, 0)
    return -1


def unmark(html: str) -> str:
    """Anki's markup for the private characters; what only looks like markup is spelt as character references."""
    html = _LONELY.sub(r"\1", html)
    pieces = re.split(f"({CLOZE_OPEN}[0-9,]+{NUMBERS_END}|{CLOZE_CLOSE}|{CLOZE_HINT})", html)
    depth = 0
    out = []
    for piece in pieces:
        opening = OPENING.fullmatch(piece)
        if opening:
            depth += 1
            out.append("{{c" + opening[1] + "::")
        elif piece == CLOZE_CLOSE:
            depth -= 1
            out.append("}}")
        elif piece == CLOZE_HINT:
            out.append("::")
        else:
            out.append(_spelt(piece, inside=depth > 0))
    return NONCHARACTERS.sub(
        "", "".join(out)
    )  # halves of marks that Markdown tore apart; the text is wrong then anyway


def as_written(problem: TextProblem) -> TextProblem:
    """The problem with the author's words for the private characters in its message and its needle."""
    return replace(problem, message=_as_written(problem.message), needle=_as_written(problem.needle))


def _as_written(text: str) -> str:
    return unmark_languages(as_author_wrote(text))


def deletion(number: int, html: str) -> str:
    """Anki's markup that hides `html`."""
    return f"{{{{c{number}::{_spelt(html, inside=True)}}}}}"


def _spelt(html: str, *, inside: bool) -> str:
    html = re.sub(r"\{\{(?=c[\d,])", "&#123;&#123;", html)
    if inside:
        html = html.replace("}", "&#125;").replace("::", "&#58;&#58;")
        html = re.sub(r":$", "&#58;", html)
    return html
