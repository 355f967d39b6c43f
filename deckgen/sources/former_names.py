"""`was:` in topic.yaml, as far as the sources alone can tell; the lock knows the rest (`lock.topics`)."""

from collections.abc import Iterable, Iterator, Mapping

from deckgen.diagnostics import Diagnostic, Span
from deckgen.model import Topic, TopicName


def former_name_problems(topics: Mapping[TopicName, Topic], folders: Iterable[TopicName]) -> Iterator[Diagnostic]:
    """A former name that is still a folder (two topics may swap: then both say what they were), or that two topics claim."""
    present, claimed = set(folders), dict[TopicName, TopicName]()
    for name, topic in topics.items():
        span = Span(topic.path)
        for former in topic.was:
            holder = topics.get(former)
            if former in present and (former == name or holder is None or not holder.was):
                message = f"`was: {former}`, but there still is a topic of that name"
                hint = "`was` is for a folder that was renamed; to move single entries: deckgen build --allow move:ID"
                yield Diagnostic("P310", message, span, hint)
            elif former in claimed:
                message = f"`was: {former}`, but `{claimed[former]}` says the same"
                hint = "one of them goes on as that topic; entries that moved to the other one need --allow move:ID"
                yield Diagnostic("P311", message, span, hint)
            claimed.setdefault(former, name)


def current_names(topics: Mapping[TopicName, Topic], folders: Iterable[TopicName]) -> Mapping[str, TopicName]:
    """Every name by which a topic may be called in other files: the folder's own, and former ones that no folder has."""
    former = {str(old): name for name, topic in topics.items() for old in topic.was}
    return {**former, **{str(name): name for name in folders}}
