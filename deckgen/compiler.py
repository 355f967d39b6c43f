"""The whole build as one pure function, in the order in which the data goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from deckgen.diagnostics import Diagnostic, errors, in_order
from deckgen.lock import (
    NO_TRACES,
    NOTHING_ALLOWED,
    Lock,
    Permissions,
    PlacedEntry,
    Plan,
    Target,
    Traces,
    follow_topics,
    lock_problems,
    plan_with_history,
    with_released_names,
)
from deckgen.model import EntryId, Instant, Language, NotetypeKey, Settings, Sources
from deckgen.notes import Note, Notetype, assemble, load_notetypes
from deckgen.render import render, unused_media
from deckgen.sources import Parsed, parse, untranslated


@dataclass(frozen=True, slots=True)
class Compilation:
    """Everything one build knows. `build` writes it, `check` judges it, `verify` tries it, a release stamps it."""

    parsed: Parsed
    notes: tuple[Note, ...]
    notetypes: Mapping[NotetypeKey, Notetype]
    plan: Plan
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return errors(self.diagnostics)


def compile_project(
    sources: Sources,
    lock: Lock,
    *,
    now: Instant,
    permissions: Permissions = NOTHING_ALLOWED,
    traces: Traces = NO_TRACES,
) -> Compilation:
    """Turn sources into notes and a plan. Reads nothing, writes nothing, never stops at the first problem.

    While sources have errors the plan is empty: half a deck must not look as if the other half had been dropped.
    """
    parsed = parse(sources, lock.used_ids)
    places = [PlacedEntry(one.id, EntryId(one.spec.was) if one.spec.was else None, one.topic) for one in parsed.entries]
    known, topic_problems = follow_topics(lock, parsed.settings, parsed.topics, places)
    parsed = replace(parsed, topics=with_released_names(parsed.topics, known))
    rendered, render_problems = render(parsed, sources.templates, sources.media)
    notetypes, look_problems = load_notetypes(sources.templates, parsed.settings, sources.media)
    notes, note_problems = assemble(rendered, notetypes, parsed.settings, parsed.topics)
    problems = [
        *parsed.diagnostics,
        *untranslated(
            parsed.entries, parsed.topics.values(), parsed.settings.languages, _built_languages(lock, parsed.settings)
        ),
        *render_problems,
        *look_problems,
        *note_problems,
    ]
    if errors(problems):
        plan = Plan(lock, lock, (), (), tuple(lock_problems(lock, parsed.settings, traces)))
    else:
        styled = {file.path for notetype in notetypes.values() for file in notetype.media.values()}
        unstyled = {path: file for path, file in sources.media.items() if path not in styled}
        problems += unused_media(unstyled, rendered, parsed.drafts)
        target = Target(parsed.settings, parsed.topics, notes, notetypes)
        plan = plan_with_history(known, target, traces, now=now, permissions=permissions)
        plan = replace(plan, before=lock)
        problems += topic_problems
    return Compilation(parsed, notes, notetypes, plan, in_order([*problems, *plan.diagnostics]))


def _built_languages(lock: Lock, settings: Settings) -> frozenset[Language]:
    """The languages that the lock has, under the tags they have now."""
    renamed = {new for new, former in settings.former_languages.items() if lock.languages & set(former)}
    return lock.languages | renamed
