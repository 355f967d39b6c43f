"""Questions inside paragraphs: lines that ask, and the one-paragraph cards of flashcard notes.

Nothing here follows across paragraphs; `markdown_reader` does that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from deckgen.importers.markdown.answers import Found, Question
from deckgen.importers.markdown.blocks import NoteBlock
from deckgen.importers.markdown.code import without_code, words_and_code
from deckgen.importers.markdown.signs import (
    answer_label,
    has_card_tag,
    is_only_number,
    looks_like_question,
    number_of,
    question_label,
    without_card_tag,
    without_number,
)


class Style(IntEnum):
    """How the questions of some text are marked; the first one that is used in it is the one that counts."""

    LABEL = 1
    BOLD = 2
    NUMBER = 3
    PLAIN = 4


@dataclass(frozen=True, slots=True)
class Ask:
    """A line that asks: the question without label and number, and what follows it on the same line."""

    front: str
    rest: str = ""
    number: tuple[str, int] | None = None


CLOZE = re.compile(r"\{\{c\d+(?:,\d+)*::")
_BOLD = re.compile(r"\s*(?P<before>\d{1,3}[.、)]\s*)?(?P<mark>\*\*|__)(?P<inner>(?!\s).+?)(?P=mark)(?P<rest>.*)")
_ANSWER_INSIDE = re.compile(r"(?<=[?？。.!！\s])\s*(?=(?:\*\*|__)?(?:A|Answer|答|答案)\s*(?:\*\*|__)?[:：])")
_PAIR = re.compile(r"(?P<front>.*?[^\s:])(?P<space>\s*)(?P<mark>:::?)(?!:)(?P<back>\s*[^\s:].*)")
_HIGHLIGHT = re.compile(r"==(?=\S)(.+?)(?<=\S)==")
_HASHCARD_CLOZE = re.compile(r"(?m)^C:\s*")


def ask_of(line: str, style: Style) -> Ask | None:
    """The question on a line, if it is marked in a style; whether its words are those of a question does not matter."""
    match style:
        case Style.LABEL:
            return _labelled(line)
        case Style.BOLD:
            return _bold(line)
        case Style.NUMBER:
            number = number_of(line.strip())
            return _split(without_number(line), number) if number else None
        case Style.PLAIN:
            text = line.strip()
            return Ask(text) if text.endswith(("?", "？")) and len(text) <= 150 and "::" not in text else None


def _labelled(line: str) -> Ask | None:
    text = line.strip()
    bold = _BOLD.fullmatch(text)
    if bold and not bold["before"] and (label := question_label(bold["inner"])):
        return _split(f"{bold['inner'][label:].strip()}{bold['rest']}")
    if label := question_label(text):
        return _split(text[label:])
    return None


def _bold(line: str) -> Ask | None:
    bold = _BOLD.fullmatch(line)
    if not bold:
        return None
    inner, rest = (bold["before"] or "") + bold["inner"], bold["rest"]
    if is_only_number(inner) and re.search(r"\w", rest):  # `**3)** The question`
        return Ask(rest.strip(" :：."), "", number_of(inner))
    if not re.search(r"\w", rest):
        inner, rest = inner + (rest if rest.strip(" :：.。") else ""), ""
    return Ask(without_number(inner).rstrip(":： "), rest.lstrip(" :："), number_of(inner))


def _split(text: str, number: tuple[str, int] | None = None) -> Ask:
    """A question and an answer with a label on the same line."""
    parts = _ANSWER_INSIDE.split(text, maxsplit=1)
    is_split = len(parts) == 2 and parts[0].strip() and answer_label(parts[1].strip())
    return Ask(parts[0].strip(), parts[1].strip(), number) if is_split else Ask(text.strip(), "", number)


def is_asking(line: str, style: Style) -> bool:
    """Whether a line is marked in a style and has the words of a question as well."""
    ask = ask_of(line, style)
    return bool(ask and ask.front and (style is Style.PLAIN or looks_like_question(ask.front)))


def are_numbered(lines: Iterable[str]) -> bool:
    """Whether bold lines are numbered 1, 2, 3 ..., so that each of them asks, whatever its words are."""
    numbers = [ask.number for line in lines if (ask := ask_of(line, Style.BOLD)) and ask.number]
    values = [value for _style, value in numbers]
    return (
        len(values) > 2 and values == list(range(1, len(values) + 1)) and len({style for style, _value in numbers}) == 1
    )


def cards_in(block: NoteBlock, section: str, *, are_flashcards: bool) -> list[Found] | None:
    """The cards of a paragraph in the notations of flashcard programs; None if there are none.

    `Front::Back`, `Front:::Back` (both ways), clozes as `{{c1::..}}`, `==..==` and `C: [..]`.
    """
    text = block.text
    if CLOZE.search(without_code(text)):
        return [Question(block.line, without_card_tag(text), section=section, is_cloze=True)]
    if _HASHCARD_CLOZE.match(text) and re.search(r"\[[^\]]+\](?!\()", text):
        return [
            Question(
                block.line,
                _numbered(_HASHCARD_CLOZE.sub("", text), r"\[([^\]]+)\](?!\()"),
                section=section,
                is_cloze=True,
            )
        ]
    if are_flashcards and _HIGHLIGHT.search(without_code(text)) and "::" not in text:
        return [
            Question(block.line, _numbered(without_card_tag(text), _HIGHLIGHT.pattern), section=section, is_cloze=True)
        ]
    pairs = [_pair(line, are_flashcards=are_flashcards or has_card_tag(text)) for line in text.split("\n")]
    if not all(pairs):
        return None
    return [
        Question(block.line + index, pair[0], pair[1], section=section, is_reversed=pair[2])
        for index, pair in enumerate(pairs)
        if pair
    ]


def _numbered(text: str, pattern: str) -> str:
    """The text with what a pattern finds as deletions 1, 2, 3 ..."""
    numbers = iter(range(1, 1000))
    return re.sub(pattern, lambda match: f"{{{{c{next(numbers)}::{match[1]}}}}}", text)


def _pair(line: str, *, are_flashcards: bool) -> tuple[str, str, bool] | None:
    line = without_card_tag(line)
    parts = words_and_code(line)
    found = _PAIR.fullmatch("".join("\0" * len(part) if index % 2 else part for index, part in enumerate(parts)))
    if not found:
        return None
    front, back = line[: found.end("front")].strip(), line[found.start("back") :].strip()
    is_spaced = bool(found["space"] or found["back"][0].isspace())
    is_word = not re.search(r"\s|[\u4e00-\u9fff]", front) and not front.endswith(("?", "？"))
    is_code = not is_spaced and bool(re.search(r"[A-Za-z_>)]$", front)) and bool(re.match(r"[A-Za-z_~]", back))
    if not are_flashcards and (is_word or (is_code and not looks_like_question(front))):
        return None
    front = re.sub(r"^\s*(?:[-*+]|\d+[.)])\s+", "", front)
    return front, re.sub(r"\s*<!--SR:.*?-->\s*$", "", back), found["mark"] == ":::"
