"""Reads one rendered card side the way a learner sees it: is anything there, and which files does it need.

`<footer>` is not content: a "report a mistake" link there must not make an empty back look full.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

PICTURES = frozenset({"img", "svg", "audio", "video", "object", "canvas", "input"})
UNSEEN = frozenset({"style", "script", "template", "footer"})
FILES = {"img": "src", "audio": "src", "video": "src", "source": "src", "embed": "src", "object": "data"}
ANSWER_MARK = re.compile(r"""<[^<>]*\bid\s*=\s*["']?answer\b["']?[^<>]*>""")
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
NOT_A_FILE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
INVISIBLE = re.compile("[\\s\u200b\u200c\u200d\u2060\ufeff]+")


@dataclass(frozen=True, slots=True)
class CardSide:
    """`text` is without blanks, `pictures` are the elements that show something without having text."""

    text: str
    pictures: tuple[str, ...]
    files: frozenset[str]

    @property
    def blank(self) -> bool:
        return not self.text and not self.pictures


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.pictures: list[str] = []
        self.files: set[str] = set()
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.files |= css_files(values.get("style") or "")
        name = values.get(FILES.get(tag, "")) or ""
        if name and not NOT_A_FILE.match(name):
            self.files.add(name)
        if tag in UNSEEN:
            self._unseen.append(tag)
        elif tag in PICTURES and not self._unseen:
            self.pictures.append(f"{tag} {name}".strip())

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if "style" in self._unseen:
            self.files |= css_files(data)
        if not self._unseen:
            self.text.append(data)


def read_side(html: str) -> CardSide:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return CardSide(INVISIBLE.sub("", "".join(reader.text)), tuple(reader.pictures), frozenset(reader.files))


def css_files(css: str) -> frozenset[str]:
    return frozenset(name.strip() for name in CSS_URL.findall(css) if not NOT_A_FILE.match(name.strip()))


def answers(question: str, answer: str, *, cloze: bool) -> bool:
    """Whether the answer side holds more than the question did.

    What follows `id=answer` does. Without the mark, or on a cloze, so does a side that differs from the question: by
    what is seen, or, on a cloze, by markup too, since a mask over a picture is lifted by a class alone.
    """
    head, *tail = ANSWER_MARK.split(answer, maxsplit=1)
    if any(not read_side(part).blank for part in tail):
        return True
    if cloze:
        return not read_side(head).blank and head.strip() != question.strip()
    before, after = read_side(question), read_side(head)
    return not tail and not after.blank and (after.text, after.pictures) != (before.text, before.pictures)
