"""`deckgen.toml` to `Settings`."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Annotated

from pydantic import BeforeValidator, Field

from deckgen.codes import CODES, RULE_CODES
from deckgen.diagnostics import Diagnostic, Span
from deckgen.model import UNDETERMINED, Language, Settings, SourceFile, StudyPath, Text, TopicName
from deckgen.source_values import LANGUAGE_TAG, SLUG, Slugs, SourceModel, Tags, TextField, one_or_many
from deckgen.sources.macros import closed_macros
from deckgen.sources.positions import Document
from deckgen.sources.schema import validate

_PATH = re.compile(r"^[ \t]*\[\[[ \t]*paths[ \t]*\]\]", re.MULTILINE)
FALLBACK = Settings("unknown", Text({"": "?"}), (UNDETERMINED,))
"""Stands in when `deckgen.toml` is unusable, so that the cards are checked all the same."""


class ProjectTable(SourceModel):
    """The table `[project]` of `deckgen.toml`."""

    namespace: Annotated[str, Field(pattern=f"^{SLUG}$", max_length=60)]
    title: TextField
    languages: tuple[str, ...] = ()
    license: str = ""
    authors: tuple[str, ...] = ()
    homepage: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    report_url: Annotated[str, Field(pattern=r"^((https?://|mailto:)\S+)?$")] = ""
    tag_prefix: Annotated[str, Field(pattern=r"^[^\s:]*$")] | None = None
    raw_html: bool = False
    line_breaks: bool = False
    require_sources: bool = False


class CheckTable(SourceModel):
    """The table `[check]`: prefixes of the rules that are wanted, and of codes whose advice and warnings are not."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class MathTable(SourceModel):
    """The table `[math]`: macros of math by name, expanded at build time."""

    macros: Mapping[str, str] = Field(default_factory=dict)


class LanguageTable(SourceModel):
    """A table `[languages.TAG]` of `deckgen.toml`: `was` is the tag this language had before, or several, the latest first."""

    was: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = ()


class PathTable(SourceModel):
    """A table `[[paths]]` of `deckgen.toml`: a way through the deck, by tags of entries and names of topics."""

    title: TextField
    tags: Tags = ()
    topics: Slugs = ()


class SettingsFile(SourceModel):
    """The whole of `deckgen.toml`. `tags` is what learners call tags of entries, in the description of the parent deck."""

    project: ProjectTable
    languages: dict[str, LanguageTable] = Field(default_factory=dict)
    tags: dict[str, TextField] = Field(default_factory=dict)
    paths: tuple[PathTable, ...] = ()
    check: CheckTable = CheckTable()
    math: MathTable = MathTable()


class _TomlDocument(Document):
    """Finds the line of a setting by its name; TOML parsers keep no positions."""

    def span(self, loc: tuple[str | int, ...] = ()) -> Span:  # type: ignore[override]
        names = [str(part) for part in loc if isinstance(part, str)]
        for name in reversed(names):
            match = re.search(rf"^\s*(\[?)([\w.]+\.)?{re.escape(name)}\b", self.text, re.MULTILINE)
            if match:
                return Span(self.path, self.text.count("\n", 0, match.end()) + 1, 1)
        return Span(self.path)

    def key_span(self, loc: tuple[str | int, ...]) -> Span:  # type: ignore[override]
        return self.span(loc)


def parse_settings(file: SourceFile) -> tuple[Settings, list[Diagnostic]]:
    """The settings, or `FALLBACK` and what is wrong with the file."""
    try:
        data = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        return FALLBACK, [Diagnostic("P001", f"not valid TOML: {error}", _toml_place(file.path, str(error)))]
    document = _TomlDocument(file.path, file.text, None, None)
    table, problems = validate(SettingsFile, document, (), data, family="P002")
    if table is None:
        return FALLBACK, problems
    project = table.project
    macros, macro_problems = closed_macros(table.math.macros, document)
    languages = tuple(Language(language) for language in project.languages) or (UNDETERMINED,)
    settings = Settings(
        namespace=project.namespace,
        title=project.title,
        languages=languages,
        license=project.license,
        authors=project.authors,
        homepage=project.homepage,
        report_url=project.report_url,
        tag_prefix=project.namespace if project.tag_prefix is None else project.tag_prefix,
        raw_html=project.raw_html,
        line_breaks=project.line_breaks,
        require_sources=project.require_sources,
        select=table.check.select or ("",),
        ignore=table.check.ignore,
        macros=macros,
        former_languages={
            Language(tag): tuple(Language(former) for former in one.was)
            for tag, one in table.languages.items()
            if one.was
        },
        tag_titles=table.tags,
        paths=_paths(table.paths, document),
    )
    problems = [*_language_problems(settings, document), *_former_language_problems(settings, table, document)]
    titles = [(f"tags.{tag}", title, document.span(("tags", tag))) for tag, title in table.tags.items()]
    titles += [("title", path.title, path.span) for path in settings.paths]
    problems += [
        Diagnostic("P002", f"`{name}` lacks {language}", span)
        for name, title, span in titles
        for language in settings.languages
        if not title.is_plain and language not in title.versions
    ]
    return settings, [*problems, *_check_problems(table.check, document), *macro_problems]


def _paths(tables: tuple[PathTable, ...], document: Document) -> tuple[StudyPath, ...]:
    lines = [document.text.count("\n", 0, found.end()) + 1 for found in _PATH.finditer(document.text)]
    places = [Span(document.path, line) for line in lines] if len(lines) == len(tables) else repeat(Span(document.path))
    return tuple(
        StudyPath(table.title, table.tags, tuple(TopicName(name) for name in table.topics), span)
        for table, span in zip(tables, places, strict=False)
    )


def is_language(tag: str) -> bool:
    """Whether `tag` has the form of a BCP 47 tag."""
    return LANGUAGE_TAG.fullmatch(tag) is not None


def _language_problems(settings: Settings, document: Document) -> list[Diagnostic]:
    place = document.span(("languages",))
    problems = [
        Diagnostic("P003", f"`{language}` is not a language tag", place, "write BCP 47 tags such as en or zh-Hans")
        for language in settings.languages
        if not is_language(language)
    ]
    if len(set(settings.languages)) < len(settings.languages):
        problems.append(Diagnostic("P003", "a language is named twice", place))
    named = set(settings.title.versions)
    if not settings.title.is_plain and not set(settings.languages) <= named:
        missing = ", ".join(sorted(set(settings.languages) - named))
        problems.append(Diagnostic("P002", f"`project.title` lacks {missing}", document.span(("title",))))
    if len(set(settings.languages)) > 1 and settings.title.is_plain:
        hint = 'title = { en = "...", zh-Hans = "..." }: the title is the name of the parent deck'
        problems.append(Diagnostic("P104", "all languages would share one deck name", document.span(("title",)), hint))
    return problems


def _former_language_problems(settings: Settings, table: SettingsFile, document: Document) -> Iterator[Diagnostic]:
    claimed: dict[str, str] = {}
    for tag, one in table.languages.items():
        span = document.span(("languages", tag))
        if tag not in settings.languages:
            hint = (
                f"add it to `languages`, or drop the table; languages of the project: {', '.join(settings.languages)}"
            )
            yield Diagnostic("P312", f"`[languages.{tag}]`, but the project has no language `{tag}`", span, hint)
        for former in one.was:
            if not is_language(former):
                hint = "write the BCP 47 tag that the language had"
                yield Diagnostic("P003", f"`{former}` is not a language tag", span, hint)
            elif former in settings.languages:
                hint = f"in `languages` write `{tag}` only: it replaces `{former}`"
                yield Diagnostic("P310", f"`{tag}` was `{former}`, but the project still has that language", span, hint)
            elif claimed.setdefault(former, tag) != tag:
                hint = "one of the two goes on as that language, the other one is new"
                yield Diagnostic("P311", f"`{tag}` was `{former}`, but `{claimed[former]}` says the same", span, hint)


def _check_problems(check: CheckTable, document: Document) -> Iterator[Diagnostic]:
    """Prefixes of nothing: misspelt ones would silently choose or ignore nothing."""
    known = {"select": RULE_CODES, "ignore": frozenset(CODES)}
    for key, codes in known.items():
        for prefix in getattr(check, key):
            if not prefix or not any(code.startswith(prefix) for code in codes):
                what = "rule" if key == "select" else "code"
                hint = "write families or codes such as Q or Q12; `deckgen rule` lists them"
                yield Diagnostic("P004", f"no {what} begins with `{prefix}`", document.span((key,)), hint)


def _toml_place(path: str, message: str) -> Span:
    match = re.search(r"line (\d+), column (\d+)", message)
    return Span(path, int(match[1]), int(match[2])) if match else Span(path)
