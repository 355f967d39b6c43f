"""`check --fix` changes what is meant, nothing else, and nothing the second time."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.compiler import Compilation, compile_project
from deckgen.lint import lint
from deckgen.lock import Lock
from deckgen.mending.corrections import mended_files, with_mended
from deckgen.model import Instant, SourceFile, Sources
from tests.conftest import NOW, MakeProject, templates
from tests.examples import upto

HEAD = '[project]\nnamespace = "test"\ntitle = "T"\nlanguages = ["zh-Hans"]\n'
PATH = "cards/a/x.yaml"
FIX = "`deckgen check --fix` mends it"


def compiled(text: str, language: str = "zh-Hans") -> Compilation:
    files = (SourceFile("cards/a/topic.yaml", "title: A\norder: 1\n"), SourceFile(PATH, text))
    sources = Sources(SourceFile("deckgen.toml", HEAD.replace("zh-Hans", language)), files, templates(), {})
    return compile_project(sources, Lock(), now=Instant(NOW))


def mended(text: str, language: str = "zh-Hans") -> str:
    """The text after one round."""
    found = mended_files(compiled(text, language), [SourceFile(PATH, text)])
    return found[PATH][0].text if found else text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  back: two  spaces\n", "  back: two spaces\n"),
        ("  back: 'it''s  so'   # kept  as it is\n", "  back: 'it''s so'   # kept  as it is\n"),
        ('  back: "two  spaces"\n', '  back: "two spaces"\n'),
        ("  back: &x two  spaces\n  extra: *x\n", "  back: &x two spaces\n  extra: *x\n"),
        ("  back: >-\n    folded  text,\n    中文,中文\n", "  back: >-\n    folded text,\n    中文，中文\n"),
        ("  back: |\n    line \n    other  \n    end\n", "  back: |\n    line\n    other  \n    end\n"),
        (
            "  back: |\n    > ```python\n    > x = “a”\n    > ```\n",
            '  back: |\n    > ```python\n    > x = "a"\n    > ```\n',
        ),
        (
            "  back: |\n    - ```python\n      x = ‘a’\n      ```\n",
            "  back: |\n    - ```python\n      x = 'a'\n      ```\n",
        ),
        ("  back: 中文,中文;中文?好\n", "  back: 中文，中文；中文？好\n"),
        ("  back: 共１２层Ａ\n", "  back: 共12层A\n"),
        ("  back: 中文 ，中文\n", "  back: 中文，中文\n"),
        ("  back: {zh-Hans: 中文  中文}\n", "  back: {zh-Hans: 中文 中文}\n"),
        (
            '  back: "an escape \\\\ and \\u00e9  two\\x20 spaces"\n',
            '  back: "an escape \\\\ and \\u00e9 two spaces"\n',
        ),
        ("  back: plain ， and English\n", "  back: plain ， and English\n".replace(" ，", "，")),
    ],
)
def test_what_is_mended(before: str, after: str) -> None:
    head = "# a  comment\n-   id: one\n  # with  care\n".replace("-   id", "- id") + "  front: 掩码模型里哪一个成立？\n"
    tail = "- {id: two, front: 掩码模型里哪一个不成立？, back: 第二个}\n"
    assert mended(head + before + tail) == head + after + tail


@pytest.mark.parametrize(
    "text",
    [
        "  back: over  \n    two  \n    lines\n",
        "  back: the the end\n",
        "  back: '`two  spaces` and $a  b$'\n",
        "  back: a line with no slip\n  lint: {Q21: it is meant to be so}\n  extra: two  spaces\n",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    whole = "- id: one\n  front: 掩码模型里哪一个成立？\n" + text
    assert not compiled(whole).errors
    assert mended(whole) == whole


def test_a_file_with_errors_is_left_alone() -> None:
    text = "- {id: one, front: two  spaces, back: A}\n- {id: two, front: no back}\n"
    assert mended(text) == text


def test_json_is_left_alone() -> None:
    text = json.dumps([{"id": "one", "front": "two  spaces a/b", "back": "A"}]).replace("a/b", "a\\/b")
    assert mended(text) == text


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("  back: two  spaces\n", True),
        ("  back: '1，2  3'\n", True),
        ("  back: |\n    two  spaces\n", True),
        ('  back: "two  spaces and an escape \\\\ in it"\n', True),
        ('  back: "1，2 and a quote \\" in it"\n', True),
        ("  back: 'Fine，so'\n", True),
        ("  back: {en: Fine，so}\n", False),
        ("  back: A name：value\n", False),
        ("  back: two  spaces\n- {id: two, front: no back}\n", False),
        ("  back: &x two  spaces\n- {id: two, front: Q, back: *x, lint: {Q21: so it is}}\n", False),
        ("  back: the the end\n", False),
    ],
)
def test_the_hint_offers_fix_where_it_mends(text: str, *, promised: bool) -> None:
    whole = "- id: one\n  front: What holds here?\n" + text
    hints = {one.hint for one in lint(compiled(whole, "en")) if one.code == "Q21"}
    assert hints
    assert (FIX in hints) is promised
    assert not promised or mended(whole, "en") != whole


PIECES = [
    "字", "词", "a", "word", " ", "  ", "\n", "\n\n", ",", "，", ";", "?", "１２", "“", "'", '"', "`", "$", "- ", "|", "(", ":",
    "#", "\\", "\u00e9",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)
STYLES = st.sampled_from([None, "'", '"', "|", ">"])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=upto(60))
@given(front=TEXTS, back=TEXTS, style=STYLES, flow=st.booleans(), language=st.sampled_from(["en", "zh-Hans"]))
def test_what_a_hint_promises_is_mended(front: str, back: str, style: str | None, language: str, *, flow: bool) -> None:
    data = [{"id": "one", "front": front, "back": back}, {"id": "two", "front": "Q", "back": back}]
    text = yaml.safe_dump(data, default_style=style, default_flow_style=flow, allow_unicode=True, width=40)
    for _ in range(5):
        before, text = text, mended(text, language)
        if before == text:
            break
    assert FIX not in {one.hint for one in lint(compiled(text, language))}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=upto(40))
@given(front=TEXTS, back=TEXTS, style=STYLES, flow=st.booleans())
def test_mending_changes_only_texts_and_ends(front: str, back: str, style: str | None, *, flow: bool) -> None:
    """The rest of the file reads as before, what is mended has the same words, and mending again changes nothing."""
    data = [{"id": "one", "front": front, "back": back}, {"id": "two", "front": "Q", "back": back}]
    written = yaml.safe_dump(data, default_style=style, default_flow_style=flow, allow_unicode=True, width=40)
    text = f"# kept  so\n{written}"
    now = text
    for _ in range(5):
        before, now = now, mended(now)
        if before == now:
            break
    assert mended(now) == now
    assert _texts(now) == _texts(text)
    assert now.startswith("# kept  so\n")


def _texts(text: str) -> list[list[str]]:
    """Every text of a file without white space, and with characters of one width."""
    wide = dict(zip("，；：？！“”‘’１２", ",;:?!\"\"''12", strict=True))
    return [
        ["".join(wide.get(c, c) for c in value if not c.isspace()) for value in entry.values()]
        for entry in yaml.load(text, Loader=yaml.BaseLoader)
    ]


def test_unchanged_files_are_the_same_objects() -> None:
    files = (SourceFile("a", "x"), SourceFile("b", "y"))
    after = with_mended(files, {"b": SourceFile("b", "z")})
    assert after[0] is files[0]
    assert after[1].text == "z"


def test_the_command_mends_and_says_what(project: MakeProject) -> None:
    made = project({"deckgen.toml": HEAD, PATH: "- {id: one, front: 掩码模型里哪一个成立？, back: two  spaces}\n"})
    file = made.root / PATH
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    done = made.run("check", "--fix")
    assert (done.returncode, done.stdout) == (0, "")
    assert f"{PATH}:1:42: fixed[Q21]: '  ' is now ' '" in done.stderr
    assert file.read_bytes() == "- {id: one, front: 掩码模型里哪一个成立？, back: two spaces}\r\n".encode()
    before = _state(made.root)
    assert "0 fixes" in made.run("check", "--fix").stderr
    assert _state(made.root) == before


def test_without_fix_nothing_is_written(project: MakeProject) -> None:
    made = project({"deckgen.toml": HEAD, PATH: "- {id: one, front: 掩码模型里哪一个成立？, back: two  spaces}\n"})
    before = _state(made.root)
    assert "advice[Q21]" in made.run("check").stdout
    assert _state(made.root) == before


def _state(root: Path) -> dict[str, tuple[int, bytes]]:
    return {str(file): (file.stat().st_mtime_ns, file.read_bytes()) for file in root.rglob("*") if file.is_file()}
