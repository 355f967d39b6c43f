"""Entries as YAML: what is written is what deckgen reads."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.importers.html import to_markdown
from deckgen.importers.kit import Picture, entries_text
from deckgen.model import SourceFile
from deckgen.sources.positions import load_yaml

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\n\t:#-?*&!|>'\"%@`{}[],\\ "), max_size=120
)
TEXTS = WORDS.filter(str.strip)
MAPS = st.dictionaries(
    st.sampled_from(["en", "zh-Hans", "name"]), TEXTS | st.lists(TEXTS, min_size=1, max_size=3), min_size=1
)
VALUES = TEXTS | MAPS | st.lists(TEXTS, min_size=1, max_size=3) | st.lists(MAPS, min_size=1, max_size=3)
"""The forms that the keys of entries have."""


def as_read(value: object) -> object:
    """What the loader makes of a value: composed characters, and for a text in a block one line break at its end."""
    if isinstance(value, dict):
        return {key: as_read(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_read(one) for one in value]
    return unicodedata.normalize("NFC", str(value)).removesuffix("\n")


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["context", "front", "back", "extra", "hide"]), VALUES, min_size=1),
        min_size=1,
        max_size=3,
    )
)
def test_the_loader_reads_what_was_written(entries: list[dict[str, object]]) -> None:
    document, problems = load_yaml(SourceFile("x.yaml", entries_text(entries)))
    assert not problems
    assert as_read(document.data) == as_read(entries)


def test_an_author_would_write_it_like_this() -> None:
    entry = {
        "back": "One line: with a colon",
        "front": "Which?",
        "id": "x",
        "kind": "cloze",
        "extra": "- a\n- b\n\nlast",
        "tags": ["exam", "a::b"],
        "reverse": True,
        "source": [{"ref": "clip", "at": "sec. 2"}],
        "code": {"language": "python", "source": "x = 1\n"},
        "was_guid": "a'b\"c",
    }
    assert (
        entries_text([entry, {"id": "y", "front": "\\(x\\)"}])
        == """- id: x
  kind: cloze
  front: Which?
  back: 'One line: with a colon'
  reverse: true
  code:
    language: python
    source: |
      x = 1
  extra: |
    - a
    - b

    last
  source:
    - ref: clip
      at: sec. 2
  tags: [exam, a::b]
  was_guid: a'b"c

- id: y
  front: |
    \\(x\\)
"""
    )


@settings(deadline=None)
@given(st.text(max_size=200))
def test_whatever_a_field_holds_can_be_written_and_read(markup: str) -> None:
    text = to_markdown(markup, Picture).markdown or "-"
    document, problems = load_yaml(SourceFile("x.yaml", entries_text([{"id": "x", "front": text}])))
    assert not problems
    assert as_read(document.data) == as_read([{"id": "x", "front": text}])
