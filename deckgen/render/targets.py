"""What links and pictures lead to: pictures get their names inside Anki, links have to lead somewhere from a card."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from deckgen.render.raw_media import FileNamer
from deckgen.render.scan import TextProblem

_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


@dataclass(slots=True)
class Targets:
    """The targets of one text, and what is wrong with them; `names` are those that pictures of Markdown have got."""

    image_name: Callable[[str, int | None], str]
    problems: list[TextProblem] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def picture(self, written: str, at: int) -> str:
        """What goes into `src`, or the tag of a sound. `at` is where the name stands in the text."""
        name = self.image_name(written, at)
        if not name.startswith("[sound:"):
            self.names.add(name.strip())
        return name

    def check_link(self, address: str, at: int) -> None:
        """Report a link that leads nowhere."""
        if not _LINK.match(address):
            message, hint = f"the link `{address}` leads nowhere from a card", "use an https:// or mailto: link"
            self.problems.append(TextProblem("X006", message, at, hint))

    def unless_named(self, file_name: FileNamer) -> FileNamer:
        """The same, but for what the pictures of Markdown have been given already."""

        def name_of(written: str, at: int | None, *, seen: bool) -> str | None:
            return None if written in self.names else file_name(written, at, seen=seen)

        return name_of
