"""Renders both sides of every card with Anki's own renderer and reports what a learner would stumble over.

1. Anki's error text instead of a side
2. a side with nothing on it, an answer that answers nothing
3. files that a side needs and the collection lacks; last, those that Anki's "Check Media" misses in fields
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from anki.collection import Collection
from anki.consts import MODEL_CLOZE

from deckgen.verify.worker.protocol import CardFinding, CardFindingKind, NoteRef
from deckgen.verify.worker.sides import answers, css_files, read_side

TAGS = re.compile("<[^>]*>")
MANUAL_LINK = re.compile("<a .*", re.DOTALL)
ISOLATES = dict.fromkeys((0x2068, 0x2069))


@dataclass(frozen=True, slots=True)
class RenderedCard:
    question: str
    answer: str
    css: str
    cloze: bool
    question_sounds: frozenset[str]
    answer_sounds: frozenset[str]


@dataclass(frozen=True, slots=True)
class RenderingProblem:
    kind: CardFindingKind
    side: str
    detail: str


@dataclass(frozen=True, slots=True)
class Messages:
    """What Anki shows, in the collection's language, in place of a side it can't render."""

    front_problem: str
    back_problem: str
    empty_front: str


def rendering_findings(col: Collection, notes: Mapping[int, NoteRef]) -> list[CardFinding]:
    messages = Messages(
        str(col.tr.card_template_rendering_front_side_problem()),
        str(col.tr.card_template_rendering_back_side_problem()),
        str(col.tr.card_template_rendering_empty_front()),
    )
    present = frozenset(path.name for path in Path(col.media.dir()).iterdir())
    findings: list[CardFinding] = []
    missing_seen: set[tuple[str, str]] = set()
    for card_id, note_id, ord_ in col.db.all("select id, nid, ord from cards order by nid, ord"):
        for problem in _problems(col, card_id, messages, present):
            key = (notes[note_id]["guid"], problem.detail)
            if problem.kind != "missing-media" or key not in missing_seen:  # a file is on many sides of one note
                findings.append(_finding(problem, notes[note_id], ord_))
            if problem.kind == "missing-media":
                missing_seen.add(key)
    return findings


def unlisted_media(col: Collection, notes: Mapping[int, NoteRef], found: list[CardFinding]) -> list[CardFinding]:
    """What "Check Media" misses in fields that no card shows."""
    report = col.media.check()
    known = {finding["detail"] for finding in found if finding["kind"] == "missing-media"}
    nowhere: NoteRef = {"package": "", "guid": "", "entry_id": ""}
    findings = []
    for name in sorted(set(report.missing) - known):
        fields = {nid: col.db.scalar("select flds from notes where id = ?", nid) for nid in report.missing_media_notes}
        users = [notes[nid] for nid, text in fields.items() if name in text and nid in notes]
        findings.append(_finding(RenderingProblem("missing-media", "field", name), users[0] if users else nowhere, 0))
    return findings


def _problems(col: Collection, card_id: int, messages: Messages, present: frozenset[str]) -> Iterator[RenderingProblem]:
    try:
        rendered = _render(col, card_id)
    except Exception as error:  # a card row whose ordinal has no template: Anki's classes differ by version
        yield RenderingProblem("template-error", "question", f"{type(error).__name__}: {error}")
        return
    error_side = _error_side(rendered.question, messages)
    if error_side is not None:
        yield RenderingProblem("template-error", error_side, _sentence(rendered.question))
        return
    yield from _empty_sides(rendered, messages)
    question_files = read_side(rendered.question).files | rendered.question_sounds | css_files(rendered.css)
    for name in sorted(question_files - present):
        yield RenderingProblem("missing-media", "question", name)
    for name in sorted((read_side(rendered.answer).files | rendered.answer_sounds) - question_files - present):
        yield RenderingProblem("missing-media", "answer", name)


def _render(col: Collection, card_id: int) -> RenderedCard:
    card = col.get_card(card_id)
    output = card.render_output()
    return RenderedCard(
        question=output.question_text,
        answer=output.answer_text,
        css=output.css,
        cloze=card.note_type()["type"] == MODEL_CLOZE,
        question_sounds=_sounds(output.question_av_tags),
        answer_sounds=_sounds(output.answer_av_tags),
    )


def _sounds(tags: list[object]) -> frozenset[str]:
    return frozenset(tag.filename for tag in tags if hasattr(tag, "filename"))  # the others are text to speech


def _error_side(question: str, messages: Messages) -> str | None:
    if question.startswith(messages.front_problem):
        return "question"
    return "answer" if question.startswith(messages.back_problem) else None


def _sentence(html: str) -> str:
    """Anki's error page without its link to the manual and the marks it puts around names."""
    text = TAGS.sub(" ", MANUAL_LINK.sub("", html))
    return " ".join(unescape(text).translate(ISOLATES).split())


def _empty_sides(rendered: RenderedCard, messages: Messages) -> Iterator[RenderingProblem]:
    question = read_side(rendered.question)
    if question.blank or messages.empty_front in rendered.question:
        yield RenderingProblem("empty-side", "question", "nothing is asked")
    elif not answers(rendered.question, rendered.answer, cloze=rendered.cloze):
        yield RenderingProblem("empty-side", "answer", "nothing is answered")


def _finding(problem: RenderingProblem, note: NoteRef, ord_: int) -> CardFinding:
    return {**note, "ord": ord_, "kind": problem.kind, "side": problem.side, "detail": problem.detail}
