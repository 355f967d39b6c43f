"""What is wrong with a file or folder, as diagnostics: where it is, why it is not touched, what to do."""

from deckgen.diagnostics import Diagnostic, Span


def leads_out(place: str, called: str) -> Diagnostic:
    return Diagnostic(
        "P107", f"leads out of {called}", Span(place), "put the file or folder itself in the place of the link"
    )


def leads_nowhere(place: str, called: str) -> Diagnostic:
    hint = "remove the link, or put the file in its place"
    return Diagnostic("P107", f"leads out of {called} or nowhere: what this link names is not there", Span(place), hint)


def leads_round(place: str, called: str) -> Diagnostic:
    hint = "remove the link, or put the file in its place"
    return Diagnostic("P107", f"leads out of {called} or nowhere: this link leads round in a circle", Span(place), hint)


def leads_on(place: str) -> Diagnostic:
    message = "is a link to a folder inside a folder that was reached by a link"
    return Diagnostic("P107", message, Span(place), "name the last folder right in the first link, or copy the files")


def cannot_read(place: str, why: str) -> Diagnostic:
    hint = "give yourself the right to read it, or move it out of the way: what cannot be read is never left out in silence"
    return Diagnostic("P108", f"cannot be read: {why}", Span(place), hint)


def is_in_the_way(place: str, what: str) -> Diagnostic:
    hint = "move it away: deckgen writes plain files into plain folders, and through no link"
    return Diagnostic("P109", f"is {what}, where deckgen would write", Span(place), hint)


def is_no_file(place: str, what: str) -> Diagnostic:
    return Diagnostic("S008", f"is {what}, not a file", Span(place), "put a plain file in its place")


def has_changed(place: str) -> Diagnostic:
    hint = "run the command again when whatever writes it is done"
    return Diagnostic("S009", "changed while deckgen was at work", Span(place), hint)
