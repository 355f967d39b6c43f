"""Names of a project's files that some author, or some learner's system, could not hold."""

from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic, Span
from deckgen.file_names import path_faults, same_but_case
from deckgen.model import Sources


def name_problems(sources: Sources) -> Iterator[Diagnostic]:
    """A checkout on Windows fails over such a name, or silently drops one of two files."""
    files = [*(file.path for file in sources.files), *sources.media, *sources.strays, *sources.unreadable]
    paths = sorted({*files, *(file.path for file in sources.templates.values())})
    for place, fault in path_faults(paths):
        yield Diagnostic("P110", f"Windows cannot hold `{place}`: it {fault}", Span(place), "give it another name")
    for one, other in same_but_case(paths):
        message = f"`{other}` differs from `{one}` in capitals only, and is the same on Windows and Macs"
        yield Diagnostic("P111", message, Span(other), "give one of them another name")
