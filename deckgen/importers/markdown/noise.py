"""Blocks that are no notes at all: tables of contents, comments, badges, rules, tags, definitions of links."""

import re

from deckgen.importers.markdown.answers import Leftover, leftover
from deckgen.importers.markdown.blocks import BlockKind, NoteBlock
from deckgen.importers.markdown.signs import is_toc_mark

_LINK_ONLY = re.compile(
    r"\s*(?:[-*+]|\d{1,3}[.)])?\s*(?:\[[ xX]\]\s*)?(?:\d+(?:\.\d+)*[.、]?\s*)?(?:\*\*)?"
    r"(?:!?\[(?:[^\[\]]|\[[^\]]*\])*\](?:\((?P<target>[^()]*(?:\([^()]*\)[^()]*)*)\)|\[[^\]]*\])|\[\[(?P<wiki>[^\]]+)\]\])(?:\*\*)?\s*"
)
_BADGE = re.compile(
    r"shields\.io|badge|travis-ci|codecov\.io|coveralls|circleci|actions/workflows|star-history|visitor|hits\.|komarev",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>|!\[\[[^\]]*\]\]", re.IGNORECASE)
_LINK_INSIDE = re.compile(r"\]\([^)\s]*#")
_TAGS = re.compile(r"(?:\s*#[^\s#]+)+\s*")
_LINK_BACK = re.compile(r"[ \t>]*(?:\*\*)?(?:\[[^\[\]\n]*\]\(#[^()\n]*\)[ \t|·*]*)+")
_DEFINITION = re.compile(r"\s{0,3}\[[^\]]+\]:\s*\S+.*")


def noise(block: NoteBlock) -> Leftover | None:
    """What a block is if it holds nothing to learn; None if it may."""
    text = block.text.strip()
    for reason, is_it in (
        ("a rule", block.kind is BlockKind.RULE),
        ("a table of contents", is_toc(block)),
        ("a comment", text.startswith("<!--") or re.fullmatch(r"(?s)%%.*%%", text)),
        ("style or script", re.match(r"<(?:style|script)\b", text, re.IGNORECASE)),
        ("tags", _TAGS.fullmatch(text) and block.kind is BlockKind.PARAGRAPH),
        ("definitions of links", all(_DEFINITION.fullmatch(line) for line in text.split("\n"))),
        ("badges", is_badges(text)),
        ("a link back", all(_LINK_BACK.fullmatch(line) for line in text.split("\n"))),
    ):
        if is_it:
            return leftover([block], reason, is_used=block.kind is BlockKind.RULE)
    return None


def is_badges(text: str) -> bool:
    """Pictures that show the state of a repository."""
    images = _IMAGE.findall(text)
    words = re.sub(r"[\s|\[\]]|\([^)]*\)|</?[a-z][^>]*>", "", _IMAGE.sub("", text))
    return bool(images) and not words and any(_BADGE.search(image) for image in images)


def is_toc(block: NoteBlock) -> bool:
    """A list or table of links into the note itself or to other notes, or a mark for one."""
    match block.kind:
        case BlockKind.PARAGRAPH | BlockKind.HTML | BlockKind.GAP:
            return is_toc_mark(block.text) or block.text.strip().lower() in {"<!-- tocstop -->", "<!-- /toc -->"}
        case BlockKind.TABLE:
            rows = block.text.split("\n")[2:]
            return len(rows) > 1 and sum(bool(_LINK_INSIDE.search(row)) for row in rows) * 5 >= len(rows) * 4
        case BlockKind.LIST:
            lines = [line for line in block.text.split("\n") if line.strip()]
            links = [match for line in lines if (match := _LINK_ONLY.fullmatch(line))]
            inside = [link for link in links if _leads_inside(link)]
            return len(links) * 10 >= len(lines) * 7 and len(inside) * 2 > len(links)
    return False


def _leads_inside(link: re.Match[str]) -> bool:
    """Whether a link leads to a heading, or to another note."""
    target = (link["target"] or "").strip()
    return bool(link["wiki"]) or "#" in target or not re.match(r"[a-z]+:", target)


def is_only_link(line: str) -> bool:
    return bool(_LINK_ONLY.fullmatch(line))
