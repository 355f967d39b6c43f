"""The pages of the reference: each is made from what the program itself reads, so none can say anything else."""

from collections.abc import Mapping

from docs.reference import commands, files, kinds, lock, look, rules, settings


def pages() -> Mapping[str, str]:
    """Path below docs/ to Markdown, for every page."""
    made = {
        "reference/commands.md": commands.page(),
        "reference/settings.md": settings.page(),
        "reference/kinds.md": kinds.page(),
        "reference/files.md": files.page(),
        "reference/lock.md": lock.page(),
        "reference/look.md": look.page(),
    }
    return {**made, **rules.pages()}
