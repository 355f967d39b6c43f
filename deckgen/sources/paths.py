"""Study paths of `deckgen.toml` against what there is: a path through nothing would be left out of the description in silence."""

from collections.abc import Collection, Iterable, Iterator

from deckgen.diagnostics import Diagnostic
from deckgen.model import StudyPath, TopicName
from deckgen.sources.entries import Entry


def path_problems(
    paths: Iterable[StudyPath], topics: Collection[TopicName], entries: Iterable[Entry]
) -> Iterator[Diagnostic]:
    """Topics that there are not, and tags that no entry has."""
    tags = {tag for entry in entries for tag in entry.spec.tags}
    for path in paths:
        for topic in path.topics:
            if topic not in topics:
                hint = f"topics are folders below cards/: {', '.join(sorted(topics))}"
                yield Diagnostic("P314", f"a path goes through `{topic}`, and there is no such topic", path.span, hint)
        for tag in path.tags:
            if tag not in tags:
                hint = "write the tag as entries do, without the project's prefix"
                yield Diagnostic("P314", f"a path goes through the tag `{tag}`, and no entry has it", path.span, hint)
