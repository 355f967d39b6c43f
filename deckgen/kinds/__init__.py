"""The kinds of entries, one file and one row each. A new kind also brings its templates, `templates/<kind>/`."""

from deckgen.kinds import calc, cloze, code, compare, diagram, qa
from deckgen.kinds.base import Kind

KINDS: tuple[Kind, ...] = (qa.KIND, cloze.KIND, compare.KIND, code.KIND, calc.KIND, diagram.KIND)
KIND_BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
