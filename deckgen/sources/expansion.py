"""How many nodes a YAML document has once its aliases are written out: nine lines can stand for ten thousand million."""

import re
from dataclasses import dataclass, field

import yaml

_ANCHOR = re.compile(r"(?<![^\s,:\[\]{}-])&\S")


def first_beyond(root: yaml.Node, text: str, *, levels: int, limit: int) -> yaml.Node | None:
    """The first, innermost node that alone stands for more than `limit` nodes, `levels` deep; without reading them all."""
    if not _ANCHOR.search(text):
        return None
    sizes = _Sizes(levels, limit)
    if sizes.of(root, 0) <= limit:
        return None
    node, level = root, 0
    while child := next((one for one in _children(node) if sizes.of(one, level + 1) > limit), None):
        node, level = child, level + 1
    return node


@dataclass(slots=True)
class _Sizes:
    """Counts up to `limit`; a node is looked at once for each level that it stands on, however often it is repeated."""

    levels: int
    limit: int
    known: dict[tuple[int, int], int] = field(default_factory=dict)

    def of(self, node: yaml.Node, level: int) -> int:
        if level > self.levels:
            return 1
        place = id(node), level
        if place not in self.known:
            self.known[place] = self._counted(node, level)
        return self.known[place]

    def _counted(self, node: yaml.Node, level: int) -> int:
        total = 1
        for child in _children(node):
            total += self.of(child, level + 1)
            if total > self.limit:
                break
        return total


def _children(node: yaml.Node) -> list[yaml.Node]:
    """What is read of a node: of a map its values."""
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []
