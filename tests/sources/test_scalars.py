"""Every character of a text is found where it stands in the file, whatever style of YAML it is written in."""

import unicodedata
from dataclasses import dataclass, field

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.model import SourceFile
from deckgen.sources.positions import Document, load_yaml
from tests.examples import upto
from tests.strategies import ordinary

_WORDS = st.text("abcXYZ012中文é😀.;()=$`*_~^", min_size=1, max_size=6)
_SIGNS = st.sampled_from(["'", '"', "\\", "#", ":", "-", "{", "}", "[", ",", "&", "*"])


@dataclass
class Writer:
    """Writes a file, and notes where it puts each character of the text."""

    file: str
    text: str = ""
    places: list[int] = field(default_factory=list)

    def put(self, character: str, written: str) -> None:
        self.places += [len(self.file)] * len(character)
        self.text += character
        self.file += written

    def nothing(self, written: str) -> None:
        """What is in the file and not in the text."""
        self.file += written


def document(file: str) -> Document:
    found, _ = load_yaml(SourceFile("x.yaml", file))
    return found


def place_of(file: str, index: int) -> str:
    return f"x.yaml:{file.count(chr(10), 0, index) + 1}:{index - file.rfind(chr(10), 0, index)}"


def check(writer: Writer, loc: tuple[str | int, ...] = (0, "text")) -> None:
    found = document(writer.file)
    data: object = found.data
    for part in loc:
        data = data[part]  # type: ignore[index]
    assert data == writer.text
    shown = [str(found.place(loc, offset)) for offset in range(len(writer.text))]
    assert shown == [place_of(writer.file, index) for index in writer.places]


_BREAK = st.sampled_from(["\n", "\r\n"])


@st.composite
def quoted(draw: st.DrawFn) -> Writer:
    """A text between quotes or without any, over several lines, with blanks around line ends and escapes of every sort."""
    style = draw(st.sampled_from(["", "'", '"']))
    writer = Writer(draw(st.sampled_from(["- text: ", "- {text: ", "- text:\n    ", "- text: &name "])) + style)
    pieces = draw(st.lists(_WORDS | _SIGNS if style else _WORDS, min_size=1, max_size=8))
    for number, piece in enumerate(pieces if style else ["a", *pieces]):
        if number and style == '"' and draw(st.booleans()):
            writer.nothing("\\" + draw(_BREAK) + "     ")
        elif number:
            _between(writer, draw)
        for character in piece:
            spelt = _spelt(character) if style == '"' else [character.replace("'", "''") if style else character]
            writer.put(character, draw(st.sampled_from(spelt)))
    writer.nothing(style + ("}" if "{" in writer.file[:3] else "") + draw(st.sampled_from(["", "\n", "  # end\n"])))
    return writer


def _spelt(character: str) -> list[str]:
    code = ord(character)
    spelt = (
        [f"\\U{code:08x}"] + ([f"\\u{code:04X}"] if code < 0x10000 else []) + ([f"\\x{code:02x}"] if code < 256 else [])
    )
    return [*spelt, f"\\{character}"] if character in '"\\' else [*spelt, character]


def _between(writer: Writer, draw: st.DrawFn) -> None:
    lines = draw(st.integers(0, 3))
    if not lines:
        for _ in range(draw(st.integers(1, 3))):
            writer.put(" ", " ")
        return
    before = draw(st.sampled_from(["", " ", "  "]))
    ends = [draw(_BREAK) for _ in range(lines)]
    if lines == 1:
        writer.put(" ", before + ends[0] + "      ")
        return
    writer.nothing(before)
    for end in ends[:-1]:
        writer.put("\n", end)
    writer.nothing(ends[-1] + "      ")


@settings(max_examples=upto(300), deadline=None)
@given(quoted())
def test_texts_in_quotes_and_without(writer: Writer) -> None:
    check(writer)


@st.composite
def block(draw: st.DrawFn) -> Writer:
    """A block of lines, some of them empty or indented further, with every sort of end."""
    sign, chomping = draw(st.sampled_from("|>")), draw(st.sampled_from(["", "-", "+"]))
    explicit = draw(st.booleans())
    head = f"{sign}{'2' if explicit else ''}{chomping}{draw(st.sampled_from(['', '  # said']))}"
    writer = Writer(f"- text: {head}\n")
    lines = draw(
        st.lists(
            st.tuples(st.integers(0, 2), st.lists(_WORDS | _SIGNS, max_size=3).map("".join)), min_size=1, max_size=6
        )
    )
    lines = [(more if text.strip() else 0, text if text.strip() else "") for more, text in lines]
    if not explicit and (first := next((n for n, (_, text) in enumerate(lines) if text), None)) is not None:
        lines[first] = (0, lines[first][1].lstrip())
    if not any(text for _, text in lines):
        lines.append((0, "a"))
    _write_block(writer, lines, is_folded=sign == ">", chomping=chomping, end=draw(_BREAK))
    writer.nothing("- text: after\n")
    return writer


def _write_block(writer: Writer, lines: list[tuple[int, str]], *, is_folded: bool, chomping: str, end: str) -> None:
    words = [n for n, (_, text) in enumerate(lines) if text]
    for number, (more, text) in enumerate(lines):
        line = " " * more + text
        if line:
            writer.nothing("    ")
        for character in line:
            writer.put(character, character)
        after = next((n for n in words if n > number), None)
        before = next((n for n in reversed(words) if n <= number), None)
        plain = after is not None and before is not None and _is_plain(lines[before]) and _is_plain(lines[after])
        if after is None:  # the end of the text
            kept = chomping == "+" or (number == words[-1] and not chomping)
            writer.put("\n", end) if kept else writer.nothing(end)
        elif is_folded and plain and before == number and after == number + 1:
            writer.put(" ", end)
        elif is_folded and plain and after == number + 1:
            writer.nothing(end)  # of n line ends between two lines the text has n - 1
        else:
            writer.put("\n", end)


def _is_plain(line: tuple[int, str]) -> bool:
    return not line[0] and not line[1].startswith((" ", "\t"))


@settings(max_examples=upto(300), deadline=None)
@given(block())
def test_blocks(writer: Writer) -> None:
    check(writer)


@settings(max_examples=upto(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    ordinary | st.text("ab 中\n\n'\"\\:# ", max_size=60),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([20, 80]),
)
def test_texts_as_another_program_writes_them(text: str, style: str | None, width: int) -> None:
    """PyYAML's own writer: every visible character that stands there as it is is found, in the order of the text."""
    file = yaml.safe_dump([{"text": text}], default_style=style, allow_unicode=True, width=width)
    found = document(file)
    composed = unicodedata.normalize("NFC", text)
    characters = found.characters((0, "text"))
    assert characters is not None
    assert list(characters.starts) == sorted(characters.starts)
    assert len(characters.ends) == len(composed)
    for character, start, end in zip(composed, characters.starts, characters.ends, strict=False):
        written = unicodedata.normalize("NFC", file[start:end])
        assert character.isspace() or written in {character, "''"} or written.startswith("\\"), (character, written)


@pytest.mark.parametrize(
    ("file", "offset", "expected"),
    [
        ("- text: cafe\u0301s and so\n", 4, "1:14"),  # é of two characters is one letter of the text
        ("- text: cafe\u0301s and so\n", 3, "1:12"),
        ("- text: one\n", 99, "1:12"),  # behind the end
        ("- text: &a !!str 'it''s'\n", 2, "1:21"),
        ("- text: ''\n", 0, "1:10"),
        ("- text: |+\n\n\n  \n", 1, "3:1"),
        ("- text: [a list]\n", 3, "1:9"),  # no text at all
    ],
)
def test_single_places(file: str, offset: int, expected: str) -> None:
    assert str(document(file).place((0, "text"), offset)) == f"x.yaml:{expected}"


def test_a_text_behind_an_alias_is_where_it_is_written() -> None:
    assert str(document("- text: &x one two\n- text: *x\n").place((1, "text"), 4)) == "x.yaml:1:16"


def test_a_text_that_is_not_there_is_where_its_entry_is() -> None:
    assert str(document("- text: one\n").place((0, "text", "en"), 2)) == "x.yaml:1:9"
