"""`check --fix`: the rules' corrections as edits of the sources.

1. every rule that is wanted and not waived offers corrections of texts; 2. `scalars` finds their places in the file; 3. edits that
overlap are left for the next round; 4. the edited file has to read as the same entries but for the corrected texts.
"""

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from deckgen.compiler import Compilation
from deckgen.diagnostics import Span
from deckgen.lint import RULES
from deckgen.lint.edition import Edition, edition_of
from deckgen.lint.rule import Correction, Rule
from deckgen.lint.selection import wants
from deckgen.model import SourceFile
from deckgen.sources.places import place
from deckgen.sources.positions import Data, Document, load_yaml
from deckgen.sources.rewriting import Replacement, Scalar


@dataclass(frozen=True, slots=True)
class Mended:
    """One correction that was made: the rule, where, and what stood there before."""

    code: str
    span: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Offer:
    """A correction with its place in the file. `loc` is the way to the text in the document."""

    code: str
    loc: tuple[str | int, ...]
    correction: Correction
    edit: Replacement


def mended_files(
    compilation: Compilation, files: Iterable[SourceFile]
) -> dict[str, tuple[SourceFile, tuple[Mended, ...]]]:
    """Every file that changes, with its new text and what was mended in it. Files with errors stay as they are."""
    written = {file.path: file.text for file in files}
    broken = {problem.span.path for problem in compilation.errors}
    found: dict[str, tuple[SourceFile, tuple[Mended, ...]]] = {}
    for document, offers in _offers(compilation):
        if document.path in broken or written.get(document.path) != document.text:  # JSON is not what it is read as
            continue
        made = _made(document, offers)
        if made:
            text = _edited(document.text, made)
            found[document.path] = (SourceFile(document.path, text), tuple(_mended(document, one) for one in made))
    return found


def _offers(compilation: Compilation) -> Iterator[tuple[Document, list[_Offer]]]:
    by_path: dict[str, tuple[Document, dict[tuple[Replacement, tuple[str | int, ...]], _Offer]]] = {}
    rules = [rule for rule in RULES.values() if rule.corrections and wants(compilation.parsed.settings, rule.code)]
    for entry in compilation.parsed.entries:
        _, offers = by_path.setdefault(entry.origin.document.path, (entry.origin.document, {}))
        for language in entry.languages:
            for one in _of_edition(edition_of(entry, language), rules):
                offers.setdefault((one.edit, one.loc), one)
    yield from ((document, list(offers.values())) for document, offers in by_path.values() if offers)


def _of_edition(edition: Edition, rules: Iterable[Rule]) -> Iterator[_Offer]:
    entry = edition.entry
    for rule in rules:
        if rule.corrections is None or rule.code in entry.spec.lint:
            continue
        for one in rule.corrections(edition):
            loc = (*entry.origin.loc, *one.passage.loc)
            edit = Scalar(entry.origin.document, loc).edit(one.start, one.end, one.new)
            if edit:
                yield _Offer(rule.code, loc, one, edit)


def _made(document: Document, offers: Iterable[_Offer]) -> list[_Offer]:
    """All offers that do not overlap if the file then reads as it should; otherwise those that do no harm one by one."""
    in_order = sorted(offers, key=lambda offer: (offer.edit.start, offer.edit.end, offer.edit.new))
    apart = _kept(in_order, lambda _: True)
    if _reads_as_meant(document, apart):
        return apart
    return _kept(in_order, lambda some: _reads_as_meant(document, some))


def _kept(in_order: Iterable[_Offer], may_be_made: Callable[[list[_Offer]], bool]) -> list[_Offer]:
    """The offers less those that overlap an earlier one; the same edit of an alias's text is kept for each use."""
    kept: list[_Offer] = []
    for one in in_order:
        is_apart = not kept or one.edit == kept[-1].edit or one.edit.start >= kept[-1].edit.end
        if is_apart and may_be_made([*kept, one]):
            kept.append(one)
    return kept


def _reads_as_meant(document: Document, offers: list[_Offer]) -> bool:
    after, problems = load_yaml(SourceFile(document.path, _edited(document.text, offers)))
    return not problems and after.data == _expected(document.data, offers)


def _edited(text: str, offers: Iterable[_Offer]) -> str:
    edits = sorted({one.edit for one in offers}, key=lambda edit: edit.start, reverse=True)
    for edit in edits:
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _expected(data: Data, offers: Iterable[_Offer]) -> Data:
    """The data with every correction made in its text."""
    expected: Any = copy.deepcopy(data)
    by_loc: Mapping[tuple[str | int, ...], list[Correction]] = defaultdict(list)
    for one in offers:
        by_loc[one.loc].append(one.correction)
    for loc, corrections in by_loc.items():
        holder = expected
        for part in loc[:-1]:
            holder = holder[part]
        for fix in sorted(corrections, key=lambda correction: correction.start, reverse=True):
            holder[loc[-1]] = holder[loc[-1]][: fix.start] + fix.new + holder[loc[-1]][fix.end :]
    return expected  # type: ignore[no-any-return]


def _mended(document: Document, offer: _Offer) -> Mended:
    start = offer.edit.start
    span = place(document.path, document.text, start)
    return Mended(offer.code, span, document.text[start : offer.edit.end], offer.edit.new)


def with_mended(files: Iterable[SourceFile], mended: Mapping[str, SourceFile]) -> tuple[SourceFile, ...]:
    """The files with their new texts."""
    return tuple(replace(file, text=mended[file.path].text) if file.path in mended else file for file in files)
