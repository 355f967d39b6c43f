"""Code in notes, put aside so that nothing changes it: fences and spans, as the tokenizer finds them, `<pre>` and `<code>`."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from deckgen.markup.spans import spans_in
from deckgen.markup.tokens import Token, tokenize

_PRE = re.compile(
    r"<pre\b[^>]*>\s*(?:<code\b(?P<attributes>[^>]*)>)?(?P<pre>.*?)(?:</code\s*>)?\s*</pre\s*>",
    re.DOTALL | re.IGNORECASE,
)
_CODE = re.compile(r"<(?P<tag>code|kbd|samp|tt)\b[^>]*>(?P<inside>[^\n]*?)</(?P=tag)\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LOOK = re.compile(r"</?(?:b|i|em|strong|span)\b[^<>]*>", re.IGNORECASE)
_FENCE = re.compile(r"(?P<before>[^`~\n]*)(?P<run>`{3,}|~{3,})(?P<info>[^\n]*)")
Hold = Callable[[str], str]
"""Takes a finished piece and answers with what stands for it."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """`text[start:end]` is code; `markdown` is what is to stand there, or "" if nothing is."""

    start: int
    end: int
    markdown: str


def words_and_code(text: str, *, is_math_code: bool = False) -> list[str]:
    """A line or paragraph cut where code, and math if that counts as such, begins and ends: words, code, words, code ..., words."""
    kinds = {"code", "inline_math", "display_math"} if is_math_code else {"code"}
    parts, at = [], 0
    for span in spans_in(text):
        if span.kind in kinds:
            parts += [text[at : span.start], text[span.start : span.end]]
            at = span.end
    return [*parts, text[at:]]


def without_code(text: str) -> str:
    return "".join(words_and_code(text)[::2])


def put_aside(text: str, hold: Hold) -> str:
    """The text with its code as Markdown, put aside. What opens first counts."""
    pieces = sorted([*_of_markdown(text, hold), *_of_html(text, hold)], key=lambda piece: (piece.start, -piece.end))
    out, at = [], 0
    for piece in pieces:
        if piece.start >= at:
            out += [text[at : piece.start], piece.markdown]
            at = piece.end
    return "".join((*out, text[at:]))


def _of_markdown(text: str, hold: Hold) -> Iterator[_Piece]:
    for token in tokenize(text):
        inside = text[token.inner_start : token.inner_end]
        if token.kind == "fence":
            yield _fence(text, token, hold)
        elif token.kind == "code":
            is_math = (
                text[token.start - 1 : token.start] == text[token.end : token.end + 1] == "$"
            )  # as GitLab writes it
            yield _Piece(token.start, token.end, inside.strip() if is_math else hold(text[token.start : token.end]))


def _of_html(text: str, hold: Hold) -> Iterator[_Piece]:
    for found in _PRE.finditer(text):
        language = re.search(r"lang(?:uage)?-(\w+)", found["attributes"] or "")
        body = html.unescape(_TAG.sub("", found["pre"])).strip("\n")
        fence = "````" if "```" in body else "```"
        block = hold(f"{fence}{language[1] if language else ''}\n{body}\n{fence}")
        yield _Piece(found.start(), found.end(), f"\n\n{block}\n\n")
    for found in _CODE.finditer(text):
        body = html.unescape(_LOOK.sub("", found["inside"])).strip()
        span = f"`` {body} ``" if "`" in body else f"`{body}`"
        yield _Piece(found.start(), found.end(), hold(span) if body else "")


def _fence(text: str, token: Token, hold: Hold) -> _Piece:
    """A fence with a closing one and with the name of a language alone; math fences become math.

    It may stand in a list or quotation, whose marks are before it on its lines.
    """
    whole = text[token.start : token.end]
    opening = _FENCE.match(whole)
    if not opening:
        return _Piece(token.start, token.end, hold(whole))
    before, run, info = opening["before"], opening["run"], opening["info"].strip()
    margin = re.sub(r"[^>\s]", " ", before)
    lines = whole.split("\n")[1:]
    if lines and set(lines[-1].strip(" \t>")) == {run[0]} and len(lines[-1].strip(" \t>")) >= len(run):
        lines.pop()
    if "{{c" in info:  # a deletion is no name of a language
        info, lines = "", [f"{margin}{info}", *lines]
    if re.fullmatch(r"\{[^}<]*\}|[^\s<]+[:,][^\s<]*", info):
        info = re.sub(r"^\{?\s*\.?|[\s:,}{].*$", "", info)
    if info.lower() in {"math", "latex-math"}:
        inner = [f"{margin}{line.strip(' >')}" for line in lines if line.strip(" >")]
        shown = "\n".join([f"{before}$$", *inner, f"{margin}$$"]) if inner else before.rstrip()
        return _Piece(token.start, token.end, shown)
    return _Piece(token.start, token.end, before + hold("\n".join([f"{run}{info}", *lines, f"{margin}{run}"])))
