"""Advice on study quality and content. Each rule is one file and one row of `RULES`; none of them ever stops a build.

Above its first limit a rule advises; above its second it warns, and `deckgen check` fails. A rule's docstring is its
documentation (`deckgen rule Q01`). Entries waive rules by name and reason, `[check]` in deckgen.toml chooses among them.
"""

from collections.abc import Iterator

from deckgen.compiler import Compilation
from deckgen.diagnostics import Diagnostic, in_order
from deckgen.lint import (
    answer_length,
    cloze_shape,
    code_size,
    either_or,
    given_away,
    guessable_shape,
    hedge_words,
    html_balance,
    html_colours,
    html_widths,
    missing_license,
    missing_source,
    multiple_choice,
    near_duplicates,
    ordered_list,
    orphan,
    other_language,
    picture_language,
    question_context,
    question_length,
    several_questions,
    study_order,
    table_size,
    tag_case,
    tag_depth,
    typing_slips,
    unnamed_language,
    unordered_list,
    volatile_fact,
    waivers,
    yes_no,
)
from deckgen.lint.edition import edition_of
from deckgen.lint.rule import Finding, Rule
from deckgen.lint.selection import chosen
from deckgen.lint.waivers import unused_waivers, unwaived

_MODULES = (
    question_length, answer_length, ordered_list, unordered_list, yes_no, either_or, several_questions, multiple_choice,
    question_context, given_away, near_duplicates, guessable_shape, cloze_shape, code_size, table_size, volatile_fact,
    missing_source, hedge_words, study_order, orphan, typing_slips,
    missing_license, waivers, other_language, unnamed_language, picture_language,
    html_colours, html_balance, html_widths,
    tag_case, tag_depth,
)  # fmt: skip
RULES: dict[str, Rule] = {module.RULE.code: module.RULE for module in _MODULES}


def lint(compilation: Compilation) -> tuple[Diagnostic, ...]:
    """What the rules say about every entry in every language, less what is waived or not chosen, in reading order."""
    found = tuple(findings(compilation))
    shown = [*unwaived(found), *unused_waivers(compilation.parsed.entries, found)]
    return in_order(chosen(shown, compilation.parsed.settings))


def findings(compilation: Compilation) -> Iterator[Finding]:
    """What all the rules say, whoever wants to hear it."""
    judges = [rule.judge for rule in RULES.values() if rule.judge]
    for entry in compilation.parsed.entries:
        for language in entry.languages:
            edition = edition_of(entry, language)
            for judge in judges:
                yield from judge(edition)
    for rule in RULES.values():
        if rule.survey:
            yield from rule.survey(compilation)
