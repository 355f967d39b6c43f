"""Plans in words: what a build changed, and what learners will see."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from deckgen.cli.report import plural
from deckgen.lock import Change, ChangeKind, Pending, Plan
from deckgen.notes import NoteKey

_SHOWN = 20


def plan_lines(plan: Plan) -> Iterator[str]:
    """What this build changed, changed items only."""
    for what, names in (("topic", plan.renamed_topics), ("language", plan.renamed_languages)):
        for old, new in names:
            yield f"  {what} {old} goes on as {new}: no note is touched"
    for kind, changes in plan.by_kind().items():
        if not plan.before.notes:
            continue  # at the first build everything is new, and the line above has said how much
        yield f"  {kind.value:<12}{len(changes):>6}  {_names(change.key for change in changes)}{_details(changes)}"
    if plan.looks and plan.before.notetypes:
        yield f"  {'look':<12}{len(plan.looks):>6}  {', '.join(plan.looks)}: no note is touched"


def pending_lines(waiting: Pending) -> Iterator[str]:
    """What people who have the last release will see at their next import."""
    if waiting.new:
        yield f"  get {plural(len(waiting.new), 'new note')}"
    if waiting.corrected:
        yield f"  see {plural(len(waiting.corrected), 'corrected note')}: {_names(waiting.corrected)}"
        yield "    (their own edits and tags on these notes are replaced; all reviews stay)"
    if waiting.retired:
        yield f"  keep {plural(len(waiting.retired), 'retired note')} until they delete them: {_names(waiting.retired)}"
    if waiting.moved:
        yield f"  keep {plural(len(waiting.moved), 'moved note')} in the old deck: {_names(waiting.moved)}"
    if waiting.emptied:
        yield f"  keep cards that are gone until they run Tools > Empty Cards: {_names(waiting.emptied)}"
    for old, new in waiting.decks:
        yield f"  keep their cards in `{old}` and get new ones in `{new}`"
    if waiting.looks:
        yield "  see the new look"
    if waiting.unsent:
        yield f"  do not see the new HTML of {plural(len(waiting.unsent), 'note')} whose words are the same (--restamp sends it)"


def _names(keys: Iterable[NoteKey]) -> str:
    names = Counter(str(key.entry) for key in keys)
    shown = [name if count == 1 else f"{name} (x{count})" for name, count in list(names.items())[:_SHOWN]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f", and {more:,} more" if more else "")


def _details(changes: Sequence[Change]) -> str:
    if changes[0].kind not in {ChangeKind.RENAMED, ChangeKind.MOVED}:
        return ""
    return "  [" + "; ".join(dict.fromkeys(change.detail for change in changes[:_SHOWN])) + "]"
