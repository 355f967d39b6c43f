"""What Hypothesis puts into files that are imported: texts, names, tags and guids as nobody would write them."""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from tests.strategies import anything, markdown_like

MARKS = [
    *"ab1 \n\t:|*_`~#+-=<>[](){}\\/$&^%@!'\"中。", "\r\n", "\x00", "\x07", "\x1f", "\x7f", "\x85", "\u2028", "\u200b",
    "\u00ad", "\u202e", "\ufdd0", "\uffff", "\U000f0000", "\ue000", "{{c1::", "{{c2::", "{{c0::", "{{c101::", "{{c1,2::",
    "{{{{c1::", "}}", "}}}}", "::", "{{", "{{c1::x}}", "{{c2::y::z}}", "<b>", "</b>", "<i>", "<div>", "</div>", "<p>",
    "<br>", "<ul><li>", "</li></ul>", "<ol><li>", "<table><tr><td>", "</td></tr></table>", "<pre>", "</pre>", "<code>",
    "</code>", "<blockquote>", "<h2>", "</h2>", "<a href='#x'>", "<a href='https://x.y'>", "</a>", "<img src='dot.png'>",
    "<img src='lost.png'>", "<img src='../dot.png'>", "<img>", "<!--", "-->", "<![x", "<![if x]>", "<?", "</", "<a <b",
    "<script>", "</script>", "<svg>", "<sub>2</sub>", "<sup>x", "<span style='color:red'>", "<details><summary>",
    "</details>", "![x](dot.png)", "![](lost.png)", "![", "](", "[x](y.md)", "[x](https://x.y)", "[x](javascript:1)",
    "<https://x.y>", "<a@b.c>", "[x]: https://x.y\n", "[x][x]", "![[dot.png]]", "[[x|y]]", "[sound:dot.png]",
    "[sound:lost.mp3]", "[sound:", "[latex]", "[/latex]", "[$]x[/$]", "[$$]", "\\(x\\)", "\\(", "\\)", "\\[x\\]", "\\[",
    "\\]", "$x$", "$$", "$", "\\frac{a", "\\}", "&amp;", "&#125;", "&lt;", "&#58;&#58;", ":<!-- -->:", "&nbsp;", "```",
    "```python\n", "~~~", "`{{c1::x}}`", "\n\n", "\n- ", "\n  - ", "\n1. ", "\n    ", "\n> ", "\n# ", "\n## ", "\n---\n",
    "\n|a|b|\n|-|-|\n", "%%", "==x==", "^1234567890123\n", " #card ", "Q: ", "A: ", "?\n", "START\nBasic\n", "Back: ",
    "END\n", "STARTI [Basic] ", " ENDI", "<!--ID: 1-->", "{1:x}", "cards-deck: x\n", "<!--SR:!2024-01-01,1,250-->",
]  # fmt: skip
marks = st.lists(st.sampled_from(MARKS), max_size=14).map("".join)
texts = st.one_of(
    marks, markdown_like, anything, st.sampled_from(["", " ", "\n", "&nbsp;", "<br>", "<div></div>", "word"])
)
halves = st.text(st.characters(categories=("Cs", "L", "N")), max_size=6)
"""Texts with halves of characters, which JSON can spell."""
short = st.one_of(
    marks,
    st.text(max_size=8),
    st.sampled_from(["", " ", "a b", "a::b", "::", "marked", "x" * 300, "con", "aux.yaml", "."]),
)
names = st.one_of(
    short, st.sampled_from(["front", "back", "text", "extra", "tags", "deck", "id", "guid", "notetype", "FrontSide"])
)

HEADS = ["front", "back", "text", "extra", "tags", "deck", "id", "guid", "notetype", "note", "答案", "题目", ""]


@st.composite
def notes_in_markdown(draw: st.DrawFn) -> bytes:
    """Questions of every form with anything between them."""
    forms = [
        "## {}?\n", "**{}?**\n", "- {}?\n", "Q: {}\n", "A: {}\n", "{}\n", "{}::{}\n", "{}\n?\n{}\n", "### {}\n", "</details>\n",
        "<details><summary>{}?</summary>\n", "{{{{c1::{}}}}}\n", "START\nBasic\n{}\nBack: {}\nEND\n", "---\n", "tags: [{}]\n",
        "## {} #card\n\n{}\n^1658231237001\n",
    ]  # fmt: skip
    chosen = draw(st.lists(st.sampled_from(forms), max_size=8))
    text = "".join(form.format(*(draw(texts) for _ in range(form.count("{}")))) for form in chosen)
    return text.encode("utf-8", "replace")


@st.composite
def tables(draw: st.DrawFn, separator: str) -> bytes:
    """Rows of cells, perhaps with Anki's own lines at the head."""
    width = draw(st.integers(1, 5))
    head = draw(
        st.sampled_from(
            ["", "#html:true\n", "#html:false\n", "#deck:x\n#guid column:1\n", "#separator:tab\n", "#columns:a,b\n"]
        )
    )
    rows = draw(st.lists(st.lists(texts | short, min_size=1, max_size=width), max_size=5))
    named = draw(st.booleans())
    if named:
        rows.insert(0, draw(st.lists(st.sampled_from(HEADS), min_size=width, max_size=width)))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([[cell.replace("\0", "") for cell in row] for row in rows])
    return (head + out.getvalue()).encode("utf-8", "replace")


json_values = st.one_of(texts, halves, st.none(), st.integers(), st.booleans(), st.lists(short, max_size=2))
plain_json = st.lists(
    st.dictionaries(names | halves, json_values, max_size=4)
    | st.fixed_dictionaries(
        {"front": texts | halves, "back": texts},
        optional={"tags": json_values, "guid": short | halves, "id": short, "deck": short},
    ),
    max_size=4,
).map(lambda data: json.dumps(data).encode())


@st.composite
def crowdanki(draw: st.DrawFn) -> bytes:
    """A deck of CrowdAnki with one notetype and some notes, and a deck in it."""
    fields = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    model = {
        "crowdanki_uuid": "m", "name": draw(short), "type": draw(st.sampled_from([0, 1])),
        "flds": [{"name": name, "ord": index} for index, name in enumerate(fields)],
        "tmpls": [
            {"name": draw(short), "ord": index, "qfmt": draw(templates(fields)), "afmt": draw(templates(fields))}
            for index in range(draw(st.integers(1, 2)))
        ],
    }  # fmt: skip

    def some_notes() -> list[dict[str, Any]]:
        count = draw(st.integers(0, 3))
        return [
            {
                "note_model_uuid": "m", "fields": [draw(texts | halves) for _ in fields], "guid": draw(short | halves),
                "tags": draw(st.lists(short | halves, max_size=3)),
            }
            for _ in range(count)
        ]  # fmt: skip

    deck = {"name": draw(short), "note_models": [model], "notes": some_notes()}
    deck["children"] = [{"name": draw(short), "notes": some_notes(), "children": []}]
    return json.dumps(deck).encode()


@st.composite
def templates(draw: st.DrawFn, fields: list[str]) -> str:
    """The side of a card: fields through every filter, in sections that may not be closed."""
    filters = ["", "", "cloze:", "type:", "type:cloze:", "hint:", "furigana:", "kanji:", "tts en_US:", "text:"]
    parts = ["{{%s%s}}", "{{%s%s}}", "{{#%s%s}}", "{{/%s%s}}", "{{^%s%s}}", "<b>%s%s"]
    chosen = draw(
        st.lists(
            st.tuples(
                st.sampled_from(parts), st.sampled_from(filters), st.sampled_from([*fields, "FrontSide", "Tags"])
            ),
            min_size=1,
            max_size=4,
        )
    )
    return "".join(part % (filter_ if part.startswith("{{%") else "", name) for part, filter_, name in chosen)


@st.composite
def packages(draw: st.DrawFn) -> bytes:
    """A package in the old format with one notetype, some notes in two decks, and media of hostile names."""
    own = draw(st.integers(0, 3)) == 0
    cloze = draw(st.booleans())
    if own:
        fields = ["Id", "Context", *(["Text"] if cloze else ["Front", "Back"]), "Extra", "Source", "Reverse"]
    else:
        fields = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    sides = [(draw(templates(fields)), draw(templates(fields))) for _ in range(draw(st.integers(1, 2)))]
    count = draw(st.integers(1, 4))
    value = st.one_of(texts, our_fields) if own else texts
    notes = [
        ([draw(value) for _ in fields], " ".join(draw(st.lists(short, max_size=3))), draw(short), draw(st.sampled_from([1, 2])))
        for _ in range(count)
    ]  # fmt: skip
    media = {
        draw(short) + draw(st.sampled_from([".png", ".svg", ".mp3", ""])): DOT for _ in range(draw(st.integers(0, 2)))
    }
    return old_package(fields, sides, cloze=cloze, notes=notes, decks=[draw(short), draw(short)], media=media)


our_fields = st.tuples(
    st.sampled_from(["dk-text", "dk-prompt", "dk-extra", "dk-pitfall", "dk-diagram", "dk-output", "dk-number"]),
    texts,
    texts,
).map(lambda parts: f'<div class="{parts[0]}">{parts[1]}</div>{parts[2]}')
"""Fields that look like those of deckgen's own notes."""
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060600000000500"
    "01a5f645400000000049454e44ae426082"
)
NoteRow = tuple[list[str], str, object, int]
"""Fields, tags, guid, and the number of the deck, from 1."""


def old_package(
    fields: Sequence[str],
    sides: Sequence[tuple[str, str]],
    *,
    cloze: bool = False,
    notes: Sequence[NoteRow],
    decks: Sequence[str] = ("Deck",),
    media: Mapping[str, bytes] | None = None,
) -> bytes:
    """A package as Anki 2.0 wrote it, with whatever is asked for in its rows."""
    model = {
        "name": "N", "type": int(cloze), "flds": [{"name": name, "ord": index} for index, name in enumerate(fields)],
        "tmpls": [{"name": f"C{index}", "ord": index, "qfmt": front, "afmt": back} for index, (front, back) in enumerate(sides)],
    }  # fmt: skip
    connection = sqlite3.connect(":memory:")
    connection.execute("create table col (models, decks)")
    connection.execute("create table notes (id, guid, mid, mod, tags, flds)")
    connection.execute("create table cards (nid, ord, did, odid, type, due)")
    told = {str(index): {"name": name} for index, name in enumerate(decks, start=1)}
    connection.execute("insert into col values (?, ?)", (json.dumps({"1": model}), json.dumps(told)))
    for number, (values, tags, guid, deck) in enumerate(notes, start=1):
        connection.execute("insert into notes values (?, ?, 1, 1, ?, ?)", (number, guid, tags, "\x1f".join(values)))
        for ord_ in range(1 if cloze else len(sides)):
            connection.execute("insert into cards values (?, ?, ?, 0, 0, ?)", (number, ord_, deck, number))
    connection.commit()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("collection.anki2", connection.serialize())
        archive.writestr("media", json.dumps({str(index): name for index, name in enumerate(media or {})}))
        for index, data in enumerate((media or {}).values()):
            archive.writestr(str(index), data)
    return out.getvalue()
