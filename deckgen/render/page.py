"""One entry in one language, while its fields are made: what kinds ask for, and the problems met on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from deckgen.diagnostics import Diagnostic
from deckgen.kinds.base import SvgPicture
from deckgen.model import Html, Language, MathMacro, Text
from deckgen.render.cloze import deletion
from deckgen.render.highlight import highlight
from deckgen.render.markdown import render_markdown
from deckgen.render.media import TopicMedia
from deckgen.render.scan import TextProblem
from deckgen.render.svg import picture
from deckgen.sources import Entry


@dataclass(slots=True)
class EntryPage:
    """Implements `kinds.base.Page`."""

    entry: Entry
    language: Language
    media: TopicMedia
    raw_html: bool
    line_breaks: bool
    macros: Mapping[str, MathMacro]
    used_macros: set[str] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)

    def markdown(self, text: Text, *loc: str | int) -> Html:
        return self._render(text, loc)

    def inline(self, text: Text, *loc: str | int) -> Html:
        return self._render(text, loc, inline=True)

    def cloze(self, text: Text, *loc: str | int) -> Html:
        return self._render(text, loc, cloze=True)

    def code(self, language: str, source: str) -> Html:
        return Html(Markup(highlight(language, source)))  # noqa: S704 - Pygments escapes

    def deletion(self, number: int, html: Html) -> Html:
        return Html(Markup(deletion(number, html)))  # noqa: S704 - the content is HTML already

    def svg(self, name: str, ids: tuple[str, ...], *loc: str | int) -> SvgPicture | None:
        file = self.media.resolve(name, 0)
        if file is None:
            self._take_media_problems(loc)
            return None
        shown, problems = picture(self.media.use(file), file, ids)
        for index, problem in problems:
            self._report(problem, loc if index < 0 else ("hide", index, "id"))
        return shown

    def problem(self, code: str, message: str, *loc: str | int, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(code, message, self.entry.origin.span(*loc), hint))

    def _render(self, text: Text, loc: Sequence[str | int], *, cloze: bool = False, inline: bool = False) -> Html:
        here = (*loc, *text.way(self.language))
        result = render_markdown(
            text.in_language(self.language),
            self.media,
            self.macros,
            raw_html=self.raw_html,
            line_breaks=self.line_breaks,
            cloze=cloze,
            inline=inline,
        )
        self.used_macros |= result.macros
        for problem in result.problems:
            self._report(problem, here)
        self._take_media_problems(here)
        html = result.html
        if own := text.own_language(self.language):
            name = "span" if inline else "div"
            html = Html(f'<{name} lang="{own}">{html}</{name}>')
        return Html(Markup(html))  # noqa: S704 - rendered Markdown, escaped unless the project allows raw HTML

    def _take_media_problems(self, loc: Sequence[str | int]) -> None:
        for problem in self.media.problems:
            self._report(problem, loc)
        self.media.problems.clear()

    def _report(self, problem: TextProblem, loc: Sequence[str | int]) -> None:
        origin = self.entry.origin
        span = origin.span(*loc) if problem.offset is None else origin.place(loc, problem.offset)
        self.problems.append(Diagnostic(problem.code, problem.message, span, problem.hint))
