"""C001: a project for others without a license

Without a license nobody may translate a deck, correct it or build on it, however openly its sources lie about; most people who
would like to help do not ask. A project counts as meant for others once it names authors, a homepage or an address for reports,
or has made a release.

What to do: choose one and name it: `license = "CC-BY-4.0"` in `[project]` of `deckgen.toml`; it is printed in the description
of each deck.

Fires:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = "Optimisers"
    authors = ["Ada"]
    -- cards/a/x.yaml --
    - {id: adam-kept, front: What does Adam keep for each weight?, back: Two moving averages.}

Silent:

    -- deckgen.toml --
    [project]
    namespace = "test"
    title = "Optimisers"
    authors = ["Ada"]
    license = "CC-BY-4.0"
    -- cards/a/x.yaml --
    - {id: adam-kept, front: What does Adam keep for each weight?, back: Two moving averages.}
"""

from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic, Span
from deckgen.lint.rule import Finding, Rule


def check(compilation: Compilation) -> Iterator[Finding]:
    settings = compilation.parsed.settings
    for_others = settings.authors or settings.homepage or settings.report_url or compilation.plan.before.releases
    if for_others and not settings.license:
        hint = 'add `license = "CC-BY-4.0"`, or another one, to [project]'
        yield Finding(Diagnostic("C001", "the project names no license", Span("deckgen.toml"), hint))


RULE = Rule("C001", survey=check)
