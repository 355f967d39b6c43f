"""The two notetypes: a schema that is frozen here, names and look from `templates/notetypes/` and `templates/style.css`."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field, ValidationError

from deckgen.diagnostics import Diagnostic, Span
from deckgen.model import MediaFile, NotetypeKey, Settings, Sha256, SourceFile
from deckgen.notes.fingerprint import digest
from deckgen.notes.identity import integer_id
from deckgen.notes.look_files import Look, look_of
from deckgen.notes.note import CardTemplate, NoteField, Notetype
from deckgen.notes.template import TemplateFaultError, fields_used, parse_template
from deckgen.source_values import SourceModel

_SPARE = ("spare1", "spare2", "spare3", "spare4")
FIELDS: Mapping[NotetypeKey, tuple[str, ...]] = {
    "basic": ("id", "context", "front", "back", "extra", "source", "reverse", *_SPARE),
    "cloze": ("id", "context", "text", "extra", "source", "reverse", *_SPARE),
}
"""Field keys in order. Frozen for ever: another number or order would strand every learner's notes."""
TEMPLATES: Mapping[NotetypeKey, tuple[str, ...]] = {"basic": ("forward", "reverse"), "cloze": ("cloze",)}
"""Card template keys in order, frozen too."""
SORT_FIELD = 2
"""Front or Text. Changing it forces a full sync on everyone."""
REPORT_MARK = "<!-- deckgen:report -->"
_SPECIAL_FIELDS = {"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"}
_REMOTE = re.compile(r"<script\b|\bsrc\s*=\s*[\"']?(?:https?:)?//|@import|url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)


class _NamedKey(SourceModel):
    key: str
    name: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9 ]*$")]


class _NotetypeFile(SourceModel):
    """`templates/notetypes/<key>/notetype.toml`."""

    name: Annotated[str, Field(pattern=r"^[^\"{}:]+$")]
    fields: tuple[_NamedKey, ...]
    templates: tuple[_NamedKey, ...]


def load_notetypes(
    templates: Mapping[str, SourceFile], settings: Settings, media: Mapping[str, MediaFile]
) -> tuple[Mapping[NotetypeKey, Notetype], tuple[Diagnostic, ...]]:
    """Both notetypes, as far as their files are usable, and what is wrong with them."""
    problems: list[Diagnostic] = []
    notetypes: dict[NotetypeKey, Notetype] = {}
    css = templates.get("style.css", SourceFile("templates/style.css", ""))
    look = look_of(css, media)
    problems += [*_remote_parts(css), *look.problems]
    for key in FIELDS:
        notetype, found = _load(key, templates, settings, look)
        problems += found
        if notetype:
            notetypes[key] = notetype
    return notetypes, tuple(problems)


def _load(
    key: NotetypeKey, templates: Mapping[str, SourceFile], settings: Settings, styled: Look
) -> tuple[Notetype | None, list[Diagnostic]]:
    row, problems = _read(key, templates)
    if row is None:
        return None, problems
    fields = tuple(NoteField(f.key, f.name, integer_id(settings.namespace, key, "field", f.key)) for f in row.fields)
    cards = tuple(_card_template(key, one, templates, settings) for one in row.templates)
    problems += [problem for one in row.templates for problem in _side_problems(key, one, templates)]
    names = {field.name for field in fields}
    faults = [problem for card in cards for problem in _field_problems(card, names, f"templates/notetypes/{key}")]
    if faults:
        return None, [*problems, *faults]
    name = f"{row.name} · {settings.namespace}"
    look = look_digest(name, [f.name for f in fields], [(c.name, c.front, c.back) for c in cards], styled.css)
    identity = integer_id(settings.namespace, key, "notetype")
    return Notetype(key, identity, name, fields, cards, styled.css, SORT_FIELD, look, styled.files), problems


def _read(key: NotetypeKey, templates: Mapping[str, SourceFile]) -> tuple[_NotetypeFile | None, list[Diagnostic]]:
    """What `notetype.toml` says, if it keeps to the frozen schema."""
    path = f"notetypes/{key}/notetype.toml"
    file = templates.get(path)
    if file is None:
        return None, [_missing(path)]
    try:
        row = _NotetypeFile.model_validate(tomllib.loads(file.text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        return None, [Diagnostic("T004", " ".join(str(error).split()), Span(file.path))]
    keys = tuple(field.key for field in row.fields), tuple(template.key for template in row.templates)
    if keys != (FIELDS[key], TEMPLATES[key]):
        hint = "give every key as it is, in its order; only names may change: " + ", ".join(
            (*FIELDS[key], *TEMPLATES[key])
        )
        return None, [Diagnostic("T004", "the keys are not those of the frozen schema", Span(file.path), hint)]
    for rows in (row.fields, row.templates):
        if len({one.name.lower() for one in rows}) < len(rows):
            hint = "Anki would rename one of them"
            return None, [Diagnostic("T004", "a name appears twice", Span(file.path), hint)]
    return row, []


def _missing(path: str) -> Diagnostic:
    return Diagnostic("T001", f"there is no template `{path}`", Span(f"templates/{path}"))


def look_digest(name: str, fields: Sequence[str], templates: Sequence[tuple[str, str, str]], css: str) -> Sha256:
    """Everything that may change without breaking anyone's notes; `fields` are names, `templates` name, front and back."""
    return digest([name, list(fields), [list(one) for one in templates], css])


def _card_template(
    key: NotetypeKey, row: _NamedKey, templates: Mapping[str, SourceFile], settings: Settings
) -> CardTemplate:
    files = (templates.get(path) for path in _side_paths(key, row))
    front, back = (_with_report_link(file.text if file else "", settings.report_url) for file in files)
    return CardTemplate(row.key, row.name, integer_id(settings.namespace, key, "template", row.key), front, back)


def _side_problems(key: NotetypeKey, row: _NamedKey, templates: Mapping[str, SourceFile]) -> Iterator[Diagnostic]:
    for path in _side_paths(key, row):
        if path in templates:
            yield from _remote_parts(templates[path])
        else:
            yield _missing(path)


def _side_paths(key: NotetypeKey, row: _NamedKey) -> tuple[str, str]:
    front, back = (f"notetypes/{key}/{row.key}.{side}.html" for side in ("front", "back"))
    return front, back


def _with_report_link(html: str, report_url: str) -> str:
    """The link to report a mistake; its words come from the stylesheet, since a template has no language."""
    url = report_url.replace("{id}", "{{Id}}").replace('"', "%22")
    link = f'<footer><a class="dk-report" href="{url}" aria-label="Report a mistake"></a></footer>' if url else ""
    return html.replace(REPORT_MARK, link).strip() + "\n"


def _field_problems(card: CardTemplate, names: set[str], folder: str) -> Iterator[Diagnostic]:
    for side, text in (("front", card.front), ("back", card.back)):
        span = Span(f"{folder}/{card.key}.{side}.html")
        try:
            used = set(fields_used(parse_template(text)))
        except TemplateFaultError as fault:
            yield Diagnostic("T005", str(fault), span)
            continue
        for name in sorted(used - names - _SPECIAL_FIELDS):
            yield Diagnostic("T005", f"the notetype has no field `{name}`", span, f"it has: {', '.join(sorted(names))}")


def _remote_parts(file: SourceFile) -> Iterator[Diagnostic]:
    seen: set[int] = set()
    for found in _REMOTE.finditer(file.text):
        line = file.text.count("\n", 0, found.start()) + 1
        if line in seen:
            continue
        seen.add(line)
        hint = "cards work without a network and without scripts on every client"
        yield Diagnostic(
            "T006", f"`{found.group().strip()}` is a script or a remote resource", Span(file.path, line), hint
        )
