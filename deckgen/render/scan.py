r"""Finds what Markdown must not touch: code, math, sounds, cloze marks. Replaces math and sounds by placeholders.

Scanning goes from left to right, so what opens first wins: a `$` inside code is a dollar, a backtick inside math is TeX.
Dollars follow Pandoc's rule: the opening one has text right after it, the closing one has text right before it and no digit after.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from deckgen.model import Html, MathMacro
from deckgen.render.cloze_marks import as_author_wrote
from deckgen.render.formula import finished

MARK_START, MARK_END = "\ufdd0", "\ufdd1"
CLOZE_MARK = re.compile(r"\{\{c(\d+(?:,\d+)*)::")
_MARK = re.compile(f"{MARK_START}(\\d+){MARK_END}")

_MATH = r"""
    \$\$(?P<display_dollar>.*?)\$\$
    | \\\[(?P<display>.*?)\\\]
    | \\\((?P<inline>.*?)\\\)
    | \$(?P<inline_dollar>(?![\s$])(?:\\.|(?!\n[ \t]*\n)[^$\\`])*?(?:\\.|[^\s$\\`]))\$(?!\d)
"""
MATH = re.compile(_MATH, re.VERBOSE | re.DOTALL)
_BEFORE_TARGET = r"""(?:\]\(<?|(?:src|srcset|data|poster|href)\s*=\s*["']?\s*|url\((?:\s|["']|&quot;)*)"""
_TOKENS = re.compile(
    rf"""
    ^(?P<indent>[ \t]*)(?P<fence>`{{3,}}|~{{3,}})(?P<info>[^`\n]*)\n(?P<body>.*?)(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|(?P<unclosed>\Z))
    | (?P<ticks>(?<!`)`+(?!`))(?P<code>(?:(?!\n[ \t]*\n).)+?)(?<!`)(?P=ticks)(?!`)
    | \\\\(?=(?P<bracket>[(\[]))
    | (?P<escaped>\\\\)
    | (?P<dollar>\\\$)
    | {_MATH}
    | (?P<open>\$\$|\\\[|\\\()
    | \[sound:(?P<sound>[^\]\n]+)\]
    | (?P<latex>\[latex\]|\[\$\$?\](?:[^\n]*?\[/\$\$?\])?)
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class TextProblem:
    """Something wrong with a text: code, message, and the words to look for in the source: the first, or a later occurrence."""

    code: str
    message: str
    needle: str
    hint: str | None = None
    occurrence: int = 0


@dataclass(slots=True)
class Scanner:
    """One text on its way to Markdown: fragments of finished HTML, and the problems seen."""

    code_block: Callable[[str, str], Html]
    sound: Callable[[str], Html]
    macros: Mapping[str, MathMacro] = field(default_factory=dict)
    used_macros: set[str] = field(default_factory=set)
    fragments: list[Html] = field(default_factory=list)
    problems: list[TextProblem] = field(default_factory=list)

    def protect(self, text: str) -> str:
        """The text with placeholders for everything Markdown must leave alone."""
        return "".join(self._protected(text))

    def restore(self, html: str) -> str:
        """Put the fragments back in their places."""
        while MARK_START in html:
            html = _MARK.sub(lambda match: self.fragments[int(match[1])], html)
        return html

    def _protected(self, text: str) -> Iterator[str]:
        position = 0
        for token in _TOKENS.finditer(text):
            yield text[position : token.start()]
            yield self._token(token)
            position = token.end()
        yield text[position:]

    def _token(self, token: re.Match[str]) -> str:
        match token.lastgroup:
            case "info" | "body" | "unclosed" | "fence" if token["fence"]:
                return self._fence(token)
            case "code":
                return token.group()
            case "bracket":
                return self._keep(Html("<span>\\</span>"))
            case "dollar":
                return self._keep(Html("$"))
            case "display" | "display_dollar" | "inline" | "inline_dollar":
                return self._math(token)
            case "open":
                hint = "close it, or write it in backticks if it is meant as text"
                self._problem(token, "X001", f"`{token.group()}` opens math that is never closed", token.group(), hint)
            case "sound":
                return self._keep(self.sound(token["sound"]))
            case "latex":
                hint = "write $..$ or \\(..\\): MathJax works on every client"
                self._problem(token, "X003", f"`{token.group()}` asks for a LaTeX image", token.group(), hint)
        return token.group()

    def _fence(self, token: re.Match[str]) -> str:
        if token["unclosed"] is not None:
            self._problem(token, "X004", "this code fence is never closed", token["fence"] + token["info"])
        indent = token["indent"]
        lines = [line.removeprefix(indent) for line in token["body"].split("\n")]
        mark = self._keep(self.code_block(token["info"].strip(), "\n".join(lines).rstrip("\n")))
        return f"\n{indent}{mark}\n"

    def _math(self, token: re.Match[str]) -> str:
        name = str(token.lastgroup)
        tex = token[name]
        if re.search(r"\n[ \t]*\n", tex) or not tex.strip():
            hint = "math is one paragraph; a literal dollar is \\$"
            self._problem(
                token, "X001", "this math is empty or goes over a blank line", token.group().split("\n")[0], hint
            )
        else:
            tex = self._finished(token, tex, token.start(name))
        left, right = ("\\[", "\\]") if name.startswith("display") else ("\\(", "\\)")
        return self._keep(Html(left + escape(tex, quote=False) + right))

    def _finished(self, token: re.Match[str], tex: str, start: int) -> str:
        """The formula with its macros expanded, what is wrong with it noted."""
        result = finished(tex, self.macros, display=str(token.lastgroup).startswith("display"))
        self.used_macros |= result.used
        for problem in result.problems:
            occurrence = as_author_wrote(token.string[: start + problem.offset]).count(problem.needle)
            self.problems.append(TextProblem(problem.code, problem.message, problem.needle, problem.hint, occurrence))
        return result.tex

    def _keep(self, html: Html) -> str:
        self.fragments.append(html)
        return f"{MARK_START}{len(self.fragments) - 1}{MARK_END}"

    def _problem(self, token: re.Match[str], code: str, message: str, needle: str, hint: str | None = None) -> None:
        occurrence = token.string.count(needle, 0, token.start())
        self.problems.append(TextProblem(code, message, needle, hint, occurrence))


def occurrence_of_target(text: str, target: str) -> int:
    """Which occurrence of `target` in a Markdown text is the first that a link, a picture or a tag leads to."""
    found = re.search(_BEFORE_TARGET + re.escape(target), text) if target else None
    return text.count(target, 0, found.end() - len(target)) if found else 0
