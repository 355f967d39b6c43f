"""Whether a text would build, asked of the renderer itself."""

from functools import lru_cache

from deckgen.codes import CODES, Severity
from deckgen.model import Html, Markdown
from deckgen.render.markdown import MarkdownResult, render_markdown


class _Media:
    """Answers for any media name; the names are checked elsewhere."""

    def image_name(self, written: str, at: int | None) -> str:  # noqa: ARG002
        return written

    def sound_tag(self, written: str, at: int | None) -> Html:  # noqa: ARG002
        return Html(f"[sound:{written}]")

    def file_name(self, written: str, at: int | None, *, seen: bool) -> str:  # noqa: ARG002
        return written


@lru_cache(maxsize=256)  # a text is rendered for its words, and soon after for its problems
def rendered(markdown: str, *, cloze: bool = False, raw_html: bool = False) -> MarkdownResult:
    """The text as a card would show it, apart from its pictures."""
    return render_markdown(Markdown(markdown), _Media(), raw_html=raw_html, cloze=cloze)


def problems_in(markdown: str, *, cloze: bool = False) -> tuple[str, ...]:
    """What would stop a build with this text, apart from its pictures."""
    found = rendered(markdown, cloze=cloze).problems
    return tuple(problem.message for problem in found if CODES[problem.code].severity is Severity.ERROR)
