"""Rendering one text with a topic's media."""

import re
from html import unescape

from deckgen.model import Markdown, MediaFile, Sha256, TopicName
from deckgen.render.markdown import render_markdown
from deckgen.render.media import TopicMedia

NAMES = ("cat.png", "my cat.png", "猫.png", "a&b.png", "100%.png", "snake_case_name.png", "sub/dog.png", "word.mp3")
HASH = "0123456789ab"
FILES = {
    f"cards/a/media/{name}": MediaFile(f"cards/a/media/{name}", Sha256(HASH + "0" * 52), 10, None) for name in NAMES
}


def topic_media() -> TopicMedia:
    return TopicMedia(TopicName("a"), FILES)


def html(text: str, **options: bool) -> str:
    """The HTML of a text, by the options of `render_markdown`."""
    return render_markdown(Markdown(text), topic_media(), None, **options).html


def codes(text: str, *, cloze: bool = False) -> list[str]:
    """What is wrong with a text, media included."""
    media = topic_media()
    result = render_markdown(Markdown(text), media, cloze=cloze)
    return [problem.code for problem in (*result.problems, *media.problems)]


def words(rendered: str) -> str:
    """What a person reads: no tags, references decoded, white space collapsed."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", rendered)).split())


def formulas(rendered: str) -> list[str]:
    """The TeX that MathJax will see, in order. Anki decodes references before MathJax reads them."""
    return [unescape(one or two) for one, two in re.findall(r"(?s)\\\((.*?)\\\)|\\\[(.*?)\\\]", rendered)]
