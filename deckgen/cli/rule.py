"""`deckgen rule`."""

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from deckgen.catalogue import RuleDoc, documentation
from deckgen.cli.report import plural, talk
from deckgen.codes import CODES, FAMILIES, RULE_CODES
from deckgen.errors import DeckgenError

EPILOG = """
\b
Examples:
  deckgen rule                         all codes with their titles, by family
  deckgen rule Q04 X006                what they mean, with a project that shows each of them
"""


@click.command(epilog=EPILOG)
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(*, codes: tuple[str, ...], style: str) -> None:
    """Say what a code of `deckgen check` means, why it matters, and how to mend it.

    Needs no project. Without a code it lists all of them.
    """
    found = [_documentation(code) for code in codes]
    if not codes:
        click.echo(_table() if style == "json" else "\n".join(_list()))
        talk(plural(len(CODES), "code"))
    elif style == "json":
        click.echo(json.dumps([_row(one) for one in found], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(found)))


def _documentation(written: str) -> RuleDoc:
    code = written.upper()
    if code not in CODES:
        near = difflib.get_close_matches(code, CODES, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else "`deckgen rule` lists all codes"
        raise DeckgenError(f"there is no code `{written}`", hint=hint)
    return documentation(code)


def _table() -> str:
    return json.dumps({code: row.meaning for code, row in CODES.items()}, ensure_ascii=False, indent=2)


def _list() -> Iterator[str]:
    for letter, family in FAMILIES.items():
        yield click.style(f"{letter}  {family}", bold=True)
        yield from (f"  {code}  {row.meaning}" for code, row in CODES.items() if code[0] == letter)


def _lines(found: Sequence[RuleDoc]) -> Iterator[str]:
    for number, one in enumerate(found):
        if number:
            yield ""
        yield click.style(f"{one.code}: {one.title}", bold=True)
        yield f"{FAMILIES[one.code[0]]}; {_severity(one.code)}"
        yield ""
        yield one.text
        for heading, part in (("Fires:", one.fires), ("Silent:", one.silent)):
            if part:
                yield ""
                yield click.style(heading, bold=True)
                yield ""
                yield from (f"    {line}".rstrip() for line in part.rstrip("\n").split("\n"))
        if one.shown_by:
            yield ""
            yield f"Shown by: {one.shown_by}"


def _severity(code: str) -> str:
    """How bad it is. How bad one finding is stands beside it in `deckgen check`."""
    return f"{CODES[code].level}{'; can be waived' if code in RULE_CODES else ''}"


def _row(one: RuleDoc) -> dict[str, object]:
    level = CODES[one.code].severity.value
    return {**asdict(one), "family": FAMILIES[one.code[0]], "severity": level, "waivable": one.code in RULE_CODES}
