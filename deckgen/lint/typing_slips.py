"""Q21: a slip of the keyboard

Two spaces or a half-width comma between Chinese characters do no harm by themselves, but a learner who finds slips trusts the
facts less, and in code a typographic quote is simply wrong. The rule keeps to what is nearly always a mistake: double spaces,
brackets that are not closed, "the the", well-known misspellings, punctuation and digits of the wrong width, typographic quotes
in code.

What to do: `deckgen check --fix` mends what can be mended without touching a word; the rest is quick by hand.

Fires:

    -- cards/a/x.yaml --
    - id: layer-norm-scale
      front: What does layer normalisation learn?
      back: A scale  and a shift for each feature.

Silent:

    -- cards/a/x.yaml --
    - id: layer-norm-scale
      front: What does layer normalisation learn?
      back: A scale and a shift for each feature.
"""

from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.lint.edition import Edition, Passage, edition_of
from deckgen.lint.prose import is_cjk
from deckgen.lint.rule import Correction, Finding, Rule, finding
from deckgen.lint.slips import Slip, slips_in_code, slips_in_text, trailing_spaces
from deckgen.markup.tokens import code_blocks
from deckgen.sources.rewriting import Scalar

_WITHOUT_SYNTAX = {"", "text", "txt", "plain", "markdown", "md", "html", "tex", "latex", "console"}


def check(compilation: Compilation) -> Iterator[Finding]:
    broken = {problem.span.path for problem in compilation.errors}  # --fix leaves these files alone
    for entry in compilation.parsed.entries:
        for language in entry.languages:
            edition = edition_of(entry, language)
            scalars: dict[Passage, Scalar] = {}
            for passage, slip in _slips(edition):
                mended = entry.origin.document.path not in broken and _is_mended(edition, passage, slip, scalars)
                hint = "`deckgen check --fix` mends it" if mended else "correct it"
                yield finding("Q21", edition, passage, slip.message, hint, at=slip.start)


def _is_mended(edition: Edition, passage: Passage, slip: Slip, scalars: dict[Passage, Scalar]) -> bool:
    if slip.new is None:
        return False
    if passage not in scalars:
        origin = edition.entry.origin
        scalars[passage] = Scalar(origin.document, (*origin.loc, *passage.loc))
    return scalars[passage].surely_takes(slip.start, slip.end, slip.new)


def corrections(edition: Edition) -> Iterator[Correction]:
    for passage, slip in _slips(edition):
        if slip.new is not None:
            yield Correction(passage, slip.start, slip.end, slip.new)
    for passage in edition.texts:
        for slip in trailing_spaces(passage.text):
            yield Correction(passage, slip.start, slip.end, "")


def _slips(edition: Edition) -> Iterator[tuple[Passage, Slip]]:
    for passage in edition.texts:
        for slip in slips_in_text(passage.text, cjk=is_cjk(edition.language)):
            yield passage, slip
        for block in code_blocks(passage.text):
            if "".join(block.info.split()[:1]).lower() not in _WITHOUT_SYNTAX:
                for slip in slips_in_code(block.content.text):
                    at = block.content.source_offset(slip.start)
                    yield passage, Slip(at, at + slip.end - slip.start, slip.message, slip.new)
    listing = edition.listing
    if listing and listing.language.lower() not in _WITHOUT_SYNTAX:
        for slip in slips_in_code(listing.source):
            yield Passage(listing.loc, listing.source), slip


RULE = Rule("Q21", survey=check, corrections=corrections)
