"""Cloze marks: from what the author wrote to Anki's markup, safe from code and math in between.

Anki ends a deletion at the first `}}` and starts its hint at the first `::`, also inside code and TeX. So
1. `mark` finds the author's marks, counting TeX braces, and replaces them by private characters;
2. Markdown runs;
3. `unmark` writes Anki's markup and spells `}}`, `::` and `{{c` in between as character references.
"""

import re
from dataclasses import replace

from deckgen.markup.cloze_marks import (
    CLOZE_CLOSE,
    CLOZE_HINT,
    CLOZE_MARK,
    CLOZE_OPEN,
    NUMBERS_END,
    OPENING,
    as_author_wrote,
)
from deckgen.markup.languages import unmark_languages
from deckgen.markup.slices import Slices, joined
from deckgen.markup.spans import SpanReader
from deckgen.markup.tokens import tokenize
from deckgen.render.scan import TextProblem
from deckgen.sources.characters import NONCHARACTERS

MAX_NUMBER = 100
_MATH = frozenset({"inline_math", "display_math"})
_CODE = frozenset({"code", "fence"})
_ESCAPED = re.compile(r"(?s)\\.")
_SPELT_COLON = re.compile(r"(?s)\\:|:(?:<!--(?:(?!-->).)*-->)+(?=:)")
"""A colon of the answer: with a backslash, or apart from the next one by a comment, as Anki's manual says."""
_NOTHING = re.compile(r"\s*(?:\}\}|::)")
_LONELY = re.compile(f"<p>((?:{CLOZE_OPEN}[0-9,]+{NUMBERS_END}|{CLOZE_CLOSE}|\\s)+)</p>")


def mark(text: str) -> tuple[Slices, list[TextProblem]]:
    """The text with private characters for cloze marks and the way back from it, and what is wrong with the marks."""
    return _Marker(text).run()


def cloze_mark_in_words(text: str) -> int:
    """Where the first mark stands that is not in code, or -1."""
    found = CLOZE_MARK.search(text)
    for start, end in _code_in(text).items() if found else ():
        if found is None or found.start() < start:
            break
        found = CLOZE_MARK.search(text, end) if found.start() < end else found
    return found.start() if found else -1


def _code_in(text: str) -> dict[int, int]:
    """Where code begins, and where it ends."""
    return {token.start: token.end for token in tokenize(text) if token.kind in _CODE}


class _Marker:
    """Walks a text once. `opened` holds, for each open deletion, the TeX brace depth, or -1 outside math; `held` counts
    the braces that are open in each, and in the text around them.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = SpanReader(text, html=False)
        self.code = _code_in(text)
        self.position = 0
        self.copied = 0
        self.out: list[tuple[int, str]] = []
        self.opened: list[int] = []
        self.starts: list[int] = []
        self.held = [0]
        self.math_end = 0
        self.problems: list[TextProblem] = []
        self.count = 0

    @property
    def in_math(self) -> bool:
        return self.position < self.math_end

    def run(self) -> tuple[Slices, list[TextProblem]]:
        while self.position < len(self.text):
            self._step()
        for start in self.starts:
            self._problem("K103", "this deletion is never closed", start)
        if not self.count:
            self._problem("K101", "a cloze text needs a deletion such as {{c1::hidden}}", None)
        return joined([*self.out, (self.copied, self.text[self.copied :])]), self.problems

    def _step(self) -> None:
        text, at = self.text, self.position
        if at in self.code and not self.in_math:
            self._code(self.code[at])
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
            self._problem("K103", "this closes a deletion that was never opened", self.position)
            self._copy(2)

    def _code(self, end: int) -> None:
        """Copy code, in which a deletion ends before the code does, and `::` is text."""
        while opening := CLOZE_MARK.search(self.text, self.position, end):
            self._copy(opening.start() - self.position)
            close = _end_in_code(self.text, opening.end(), end)
            if close < 0:
                hint = "a deletion that begins in code has to end in it"
                self._problem("K103", "this deletion is not closed in its code", opening.start(), hint)
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
        self.starts.append(opening.start())
        self.held.append(0)
        self._emit(f"{CLOZE_OPEN}{opening[1]}{NUMBERS_END}", len(opening.group()))

    def _close(self) -> None:
        self.opened.pop()
        self.starts.pop()
        self.held.pop()
        self._emit(CLOZE_CLOSE, 2)

    def _copy(self, length: int) -> None:
        self.position += length

    def _emit(self, mark: str, consumed: int) -> None:
        self.out += [(self.copied, self.text[self.copied : self.position]), (self.position, mark)]
        self.position += consumed
        self.copied = self.position

    def _report(self, opening: re.Match[str], code: str, message: str) -> None:
        self._problem(code, message, opening.start())

    def _problem(self, code: str, message: str, at: int | None, hint: str | None = None) -> None:
        self.problems.append(TextProblem(code, message, at, hint))


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
    """The problem with the author's words for the private characters in its message."""
    return replace(problem, message=unmark_languages(as_author_wrote(problem.message)))


def deletion(number: int, html: str) -> str:
    """Anki's markup that hides `html`."""
    return f"{{{{c{number}::{_spelt(html, inside=True)}}}}}"


def _spelt(html: str, *, inside: bool) -> str:
    html = re.sub(r"\{\{(?=c[\d,])", "&#123;&#123;", html)
    if inside:
        html = html.replace("}", "&#125;").replace("::", "&#58;&#58;")
        html = re.sub(r":$", "&#58;", html)
    return html
