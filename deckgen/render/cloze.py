"""Cloze marks: from what the author wrote to Anki's markup, safe from code and math in between.

Anki ends a deletion at the first `}}` and starts its hint at the first `::`, also inside code and TeX. So
1. `mark` finds the author's marks, counting TeX braces, and replaces them by private characters;
2. Markdown runs;
3. `unmark` writes Anki's markup and spells `}}`, `::` and `{{c` in between as character references.
"""

import re

from deckgen.render.scan import CLOZE_CLOSE, CLOZE_HINT, CLOZE_MARK, CLOZE_OPEN, TextProblem

MAX_NUMBER = 100
_CODE = re.compile(r"(?ms)^[ \t]*(```+|~~~+).*?(?:^[ \t]*\1|\Z)|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)")
_MATH_EDGE = re.compile(r"\\\\|\\\$|\$\$?|\\[()\[\]]")
_NUMBERS_END = "\ufdd5"
_OPEN_HTML = re.compile(f"{CLOZE_OPEN}([0-9,]+){_NUMBERS_END}")
_LONELY = re.compile(f"<p>((?:{CLOZE_OPEN}[0-9,]+{_NUMBERS_END}|{CLOZE_CLOSE}|\\s)+)</p>")


def mark(text: str) -> tuple[str, list[TextProblem]]:
    """The text with private characters for cloze marks, and what is wrong with the marks."""
    return _Marker(text).run()


class _Marker:
    """Walks a text once. `opened` holds, for each open deletion, the TeX brace depth, or -1 outside math."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.out: list[str] = []
        self.opened: list[int] = []
        self.starts: list[int] = []
        self.in_math = False
        self.problems: list[TextProblem] = []
        self.count = 0

    def run(self) -> tuple[str, list[TextProblem]]:
        while self.position < len(self.text):
            self._step()
        for start in self.starts:
            self._problem("K103", "this deletion is never closed", self.text[start : start + 12])
        if not self.count:
            self._problem("K101", "a cloze text needs a deletion such as {{c1::hidden}}", "")
        return "".join(self.out), self.problems

    def _step(self) -> None:
        text, at = self.text, self.position
        code = None if self.in_math else _CODE.match(text, at)
        if code and (text[at] == "`" or at == 0 or text[at - 1] == "\n"):
            self._copy(code.end() - at)
        elif opening := CLOZE_MARK.match(text, at):
            self._open(opening)
        elif text.startswith("}}", at) and self._closes():
            self._close()
        elif text.startswith("::", at) and self.opened and not self.in_math:
            self._emit(CLOZE_HINT, 2)
        elif edge := _MATH_EDGE.match(text, at):
            if edge.group() not in {"\\\\", "\\$"}:
                self.in_math = not self.in_math
            self._copy(edge.end() - at)
        else:
            self._plain()

    def _plain(self) -> None:
        character = self.text[self.position]
        if self.in_math and self.opened and self.opened[-1] >= 0 and self.text[self.position - 1] != "\\":
            self.opened[-1] += {"{": 1, "}": -1}.get(character, 0)
        self._copy(1)

    def _open(self, opening: re.Match[str]) -> None:
        self.count += 1
        for number in opening[1].split(","):
            if not 1 <= int(number) <= MAX_NUMBER:
                self._problem("K102", f"the cloze number {number} is not between 1 and {MAX_NUMBER}", opening.group())
        if "," in opening[1]:
            self._problem("K106", "Anki before 26 shows a deletion with several numbers as plain text", opening.group())
        if self.text.startswith("}}", opening.end()):
            self._problem("K104", "this deletion hides nothing", opening.group())
        self.opened.append(0 if self.in_math else -1)
        self.starts.append(opening.start())
        self._emit(f"{CLOZE_OPEN}{opening[1]}{_NUMBERS_END}", len(opening.group()))

    def _closes(self) -> bool:
        if not self.opened:
            return False
        depth = self.opened[-1]
        return depth == 0 if self.in_math else depth == -1

    def _close(self) -> None:
        self.opened.pop()
        self.starts.pop()
        self._emit(CLOZE_CLOSE, 2)

    def _copy(self, length: int) -> None:
        self.out.append(self.text[self.position : self.position + length])
        self.position += length

    def _emit(self, mark: str, consumed: int) -> None:
        self.out.append(mark)
        self.position += consumed

    def _problem(self, code: str, message: str, needle: str) -> None:
        self.problems.append(TextProblem(code, message, needle))


def unmark(html: str) -> str:
    """Anki's markup for the private characters; what only looks like markup is spelt as character references."""
    html = _LONELY.sub(r"\1", html)
    pieces = re.split(f"({CLOZE_OPEN}[0-9,]+{_NUMBERS_END}|{CLOZE_CLOSE}|{CLOZE_HINT})", html)
    depth = 0
    out = []
    for piece in pieces:
        opening = _OPEN_HTML.fullmatch(piece)
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
    return "".join(out)


def deletion(number: int, html: str) -> str:
    """Anki's markup that hides `html`."""
    return f"{{{{c{number}::{_spelt(html, inside=True)}}}}}"


def _spelt(html: str, *, inside: bool) -> str:
    html = re.sub(r"\{\{(?=c\d)", "&#123;&#123;", html)
    if inside:
        html = html.replace("}", "&#125;").replace("::", "&#58;&#58;")
        html = re.sub(r":$", "&#58;", html)
    return html
