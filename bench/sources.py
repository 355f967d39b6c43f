"""Generates the deck that the benchmark measures: entries of all six kinds, with the text lengths of real cards."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

PER_FILE = 100
TOPICS = 4
_TEXT = """attention head query key value token layer batch gradient encoder decoder image patch text projection loss
temperature negative sample contrastive pair embedding vector norm learned fixed scale update queue momentum"""
_WORDS = _TEXT.split()
_CODE = """\
def loss_{n}(logits):
    labels = np.arange(len(logits))
    rows = cross_entropy(logits, labels)  # images to texts
    return (rows + cross_entropy(logits.T, labels)) / {n}
"""
_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><title>Boxes</title>
<g id="left"><rect x="5" y="20" width="80" height="60"/><text x="45" y="55" text-anchor="middle">left</text></g>
<g id="right"><rect x="215" y="20" width="80" height="60"/><text x="255" y="55" text-anchor="middle">right</text></g>
</svg>
"""


def write_project(root: Path, size: int) -> None:
    """A one-language project of `size` entries in four topics; the same for the same size."""
    rng = random.Random(size)
    root.mkdir(parents=True, exist_ok=True)
    (root / "deckgen.toml").write_text('[project]\nnamespace = "bench"\ntitle = "Bench"\n', encoding="utf-8")
    references = {f"ref-{n}": {"title": f"Paper {n}", "authors": "A et al.", "year": "2021"} for n in range(20)}
    _dump(root / "cards/references.yaml", references)
    for topic in range(TOPICS):
        folder = root / f"cards/topic-{topic}"
        _dump(folder / "topic.yaml", {"title": f"Topic {topic}", "order": topic})
        (folder / "media").mkdir()
        (folder / "media/boxes.svg").write_text(_SVG, encoding="utf-8")
        entries = [_entry(number, rng) for number in range(topic, size, TOPICS)]
        for start in range(0, len(entries), PER_FILE):
            _dump(folder / f"{start // PER_FILE:03}.yaml", entries[start : start + PER_FILE])


def _dump(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8")


def _entry(number: int, rng: random.Random) -> dict[str, Any]:
    """Half of the entries are questions; the others take turns."""
    kinds = ("cloze", "compare", "code", "calc", "diagram")
    kind = "qa" if number % 2 else kinds[number // 2 % len(kinds)]
    return {
        "id": f"entry-{number}",
        "kind": kind,
        "section": f"section-{number % 7}",
        **dict(_own_keys(kind, number, rng)),
        "extra": _prose(rng, 25),
        "source": [{"ref": f"ref-{number % 20}", "at": f"sec. {number % 9}"}],
    }


def _own_keys(kind: str, number: int, rng: random.Random) -> Iterator[tuple[str, object]]:
    if kind != "cloze":
        yield "front", f"{number}: {_prose(rng, 10)}?"
    if kind == "qa":
        yield (
            "back",
            f"**{_prose(rng, 6)}**\n\n- {_prose(rng, 8)}\n- $x_{{{number}}} = \\frac{{1}}{{d}}$, {_prose(rng, 8)}\n",
        )
    elif kind == "cloze":
        yield "text", f"{_prose(rng, 8)} {{{{c1::{_prose(rng, 2)}}}}} {_prose(rng, 5)} {{{{c2::{number}}}}}."
    elif kind == "compare":
        yield "subjects", ["A", "B"]
        yield "aspects", [{"name": _prose(rng, 2), "values": [_prose(rng, 4), _prose(rng, 4)]} for _ in range(3)]
    elif kind == "code":
        yield "code", {"language": "python", "source": _CODE.format(n=number)}
        yield "back", _prose(rng, 12)
    elif kind == "calc":
        yield "expression", f"{number} * 2"
        yield "answer", str(number * 2)
        yield "back", _prose(rng, 12)
    else:
        yield "svg", "boxes.svg"
        yield "hide", ["left", "right"]


def _prose(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(_WORDS, k=words))
