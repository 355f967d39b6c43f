"""The rules that look at a whole project: duplicates, order, sources, tags, licenses, raw HTML; and which findings are shown."""

from difflib import SequenceMatcher
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.codes import Severity
from deckgen.lint import findings, lint
from deckgen.lint.near_duplicates import ALIKE, Asked, alike, tokens
from tests.conftest import MakeProject, ProjectOnDisk

SETTINGS = '[project]\nnamespace = "test"\ntitle = "T"\n'


def codes(project: ProjectOnDisk) -> list[str]:
    compilation = project.compile()
    assert compilation.errors == ()
    return [one.code for one in lint(compilation)]


def entries(*questions: str) -> str:
    return "".join(f"- id: e{n}\n  front: |\n    {q}\n  back: An answer of words\n" for n, q in enumerate(questions))


# Q11


def test_the_same_question_in_two_topics_is_a_warning_at_the_later_one(project: MakeProject) -> None:
    question = entries("What does MAE mask?")
    made = project({"cards/a/x.yaml": question, "cards/b/x.yaml": question.replace("e0", "other")})
    (one,) = lint(made.compile())
    assert (one.code, one.severity) == ("Q11", Severity.WARNING)
    assert one.span.path == "cards/b/x.yaml"
    assert "`e0` at cards/a/x.yaml:2:10" in one.message


LONG = "In which order do the layers of the pre-norm block come when the model is trained with a very small batch"


@pytest.mark.parametrize(
    ("first", "second", "fires"),
    [
        ("What does MAE mask?", "what does **MAE** mask", True),
        (f"{LONG}?", f"{LONG} now?", True),
        (f"{LONG} here?", f"{LONG} there?", False),
        (
            "Does a model turn the small table into the large list?",
            "Does a model turn the large list into the small table?",
            False,
        ),
        (f"{LONG} of BERT?", f"{LONG} of GPT?", False),
        (f"{LONG} of 16?", f"{LONG} of 32?", False),
        ("What does MAE mask?", "What does MAE see?", False),
        ("训练时每卡占多少显存，请写出各项的大小？", "训练时每卡占多少显存，请写出各项的大小呢？", True),
        ("用 ZeRO-1 训练时每卡占多少显存，请写出各项？", "用 ZeRO-2 训练时每卡占多少显存，请写出各项？", False),
    ],
)
def test_near_duplicates(project: MakeProject, first: str, second: str, *, fires: bool) -> None:
    settings = SETTINGS + 'languages = ["zh-Hans"]\n'
    made = project({"deckgen.toml": settings, "cards/a/x.yaml": entries(first, second)})
    assert codes(made) == (["Q11"] if fires else [])


def test_what_is_shown_beside_the_question_tells_entries_apart(project: MakeProject) -> None:
    def ask(n: int) -> str:
        return (
            f"- {{id: e{n}, kind: code, front: What does this code print?, back: A single number of course, "
            f"code: {{language: python, side: front, source: 'print({n})'}}}}\n"
        )

    assert codes(project({"cards/a/x.yaml": ask(1) + ask(2)})) == []
    assert codes(project({"cards/a/x.yaml": ask(1) + ask(1).replace("e1", "e2")})) == ["Q11"]


@given(st.lists(st.lists(st.sampled_from("abcdefghijklmnopqrstuv"), min_size=1, max_size=24), max_size=12))
def test_no_near_duplicate_is_missed_by_comparing_only_some(questions: list[list[str]]) -> None:
    asked = [Asked(None, "", tuple(words), tokens(words), frozenset()) for words in questions]  # type: ignore[arg-type]
    found = {id(one): other for one, other in alike(asked)}
    for n, one in enumerate(asked):
        similar = [other for other in asked[:n] if _similarity(one, other) >= ALIKE and _only_adds(one, other)]
        assert (found[id(one)] in similar) if similar else (id(one) not in found)


def _only_adds(one: Asked, other: Asked) -> bool:
    same_order = SequenceMatcher(None, one.words, other.words, autojunk=False).ratio() >= ALIKE
    return same_order and (one.tokens <= other.tokens or other.tokens <= one.tokens)


def _similarity(one: Asked, other: Asked) -> Fraction:
    return Fraction(len(one.tokens & other.tokens), len(one.tokens | other.tokens))


# Q12, Q17, Q19, Q20


def test_the_only_question_for_a_person_among_ten(project: MakeProject) -> None:
    others = [f"Which method number {n} is meant here?" for n in range(9)]
    assert codes(project({"cards/a/x.yaml": entries("Who proposed MAE?", *others)})) == ["Q12"]
    assert codes(project({"cards/a/x.yaml": entries("Who proposed MAE?", "Who proposed CLIP?", *others)})) == []
    assert codes(project({"cards/a/x.yaml": entries("Who proposed MAE?", *others[:8])})) == []


def test_a_missing_source_is_advice_only_where_most_entries_have_one(project: MakeProject) -> None:
    def made(cited: int, settings: str = SETTINGS) -> ProjectOnDisk:
        rows = [
            f"- {{id: e{n}, front: What does part {n} of the model do?, back: Something {n} else"
            f"{', source: x' if n < cited else ''}}}"
            for n in range(4)
        ]
        files = {"cards/references.yaml": "x: {title: X}", "cards/a/x.yaml": "\n".join(rows)}
        return project({"deckgen.toml": settings, **files})

    assert codes(made(4)) == []
    assert codes(made(3)) == ["Q17"]
    assert codes(made(2)) == []
    strict = made(3, SETTINGS + "require_sources = true\n").compile()
    assert [one.code for one in strict.errors] == ["E014"]
    assert [one.code for one in lint(strict)] == []


def test_needs_follow_the_study_order_over_topics(project: MakeProject) -> None:
    early = "- {id: early, front: What comes early?, back: The first of them, needs: [late]}"
    late = "- {id: late, front: What comes late?, back: The last of them}"
    assert codes(project({"cards/a/x.yaml": early, "cards/b/x.yaml": late})) == ["Q19"]
    assert codes(project({"cards/a/x.yaml": late, "cards/b/x.yaml": early})) == []


def test_a_tag_or_section_of_one_entry_in_a_project_of_ten(project: MakeProject) -> None:
    rows = [
        f"- {{id: e{n}, section: {'s' if n else 'lonely'}, tags: [{'t' if n < 8 else 'alone' + str(n % 9)}], "
        f"front: What does part {n} of the model do?, back: Something {n} else}}\n"
        for n in range(10)
    ]
    assert codes(project({"cards/a/x.yaml": "".join(rows)})) == ["Q20", "Q20", "Q20"]
    assert codes(project({"cards/a/x.yaml": "".join(rows[:9])})) == []


# C, G, H


def test_a_license_is_asked_for_once_a_project_is_for_others(project: MakeProject) -> None:
    ask = entries("What does MAE mask?")
    assert codes(project({"cards/a/x.yaml": ask})) == []
    for key in ('homepage = "https://example.org"', 'report_url = "https://example.org"', 'authors = ["A"]'):
        made = project({"deckgen.toml": f"{SETTINGS}{key}\n", "cards/a/x.yaml": ask})
        assert codes(made) == ["C001"]
        made.write("deckgen.toml", f'{SETTINGS}{key}\nlicense = "CC0-1.0"\n')
        assert codes(made) == []


def test_chinese_without_a_language_is_said_once(project: MakeProject) -> None:
    made = project({"cards/a/x.yaml": entries("掩码遮住了什么内容？", "解码器恢复了什么内容？")})
    assert codes(made) == ["C004"]


@pytest.mark.parametrize(
    ("tags", "fires"), [("[Loss], [loss]", True), ("[a::b], [A::c]", True), ("[loss], [losses]", False)]
)
def test_spellings_of_one_tag(project: MakeProject, tags: str, *, fires: bool) -> None:
    one, two = tags.split(", ")
    rows = entries("What does MAE mask?", "What does CLIP see?").split("- id: e1")
    text = f"{rows[0]}  tags: {one}\n- id: e1{rows[1]}  tags: {two}\n"
    assert codes(project({"cards/a/x.yaml": text})) == (["G001"] if fires else [])


@pytest.mark.parametrize(
    ("prefix", "tag", "fires"),
    [("p", "a::b::c", False), ("p", "a::b::c::d", True), ("", "a::b::c::d", False)],
)
def test_levels_of_a_tag_count_the_prefix(project: MakeProject, prefix: str, tag: str, *, fires: bool) -> None:
    text = entries("What does MAE mask?") + f'  tags: ["{tag}"]\n'
    made = project({"deckgen.toml": f'{SETTINGS}tag_prefix = "{prefix}"\n', "cards/a/x.yaml": text})
    assert codes(made) == (["G002"] if fires else [])


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<font size="3">x</font>', ["H001"]),
        ('<td bgcolor="#fff">x', ["H001"]),
        ('<b style="background: red">x</b>', ["H001"]),
        ('<b style="font-size:30px">x</b>', ["H001"]),
        ('<b class="dk-color">x</b>', []),
        ('<b style="border-color: red">x</b>', []),
        ("<b>x", ["H002"]),
        ("x</b>", ["H002"]),
        ("<b><i>x</b></i>", ["H002", "H002"]),
        ("<ul><li>x<li>y</ul><br>", []),
        ("`<b>` is code", []),
        ("$a<b$ is math", []),
        ('<div style="width:301px">x</div>', ["H003"]),
        ('<div style="min-width: 400px">x</div>', ["H003"]),
        ('<div style="max-width:600px;width:100%">x</div>', []),
        ('<table width="400"><tr><td>x</table>', ["H003"]),
    ],
)
def test_raw_html(project: MakeProject, html: str, wanted: list[str]) -> None:
    text = f"- id: one\n  front: What does this markup do here now?\n  context: HTML\n  back: |\n    {html}\n"
    made = project({"deckgen.toml": SETTINGS + "raw_html = true\n", "cards/a/x.yaml": text})
    assert codes(made) == wanted
    made.write("deckgen.toml", SETTINGS)
    assert codes(made) == []


# what is shown

TWO = """
-- cards/a/x.yaml --
- {id: one, front: Loss, back: "Yes, what is minimised."}
- {id: two, front: Gradient, back: A direction of steepest ascent}
"""


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("", ["Q09", "Q05", "Q09"]),
        ('select = ["Q09"]', ["Q09", "Q09"]),
        ('select = ["C", "Q05"]', ["Q05"]),
        ('ignore = ["Q0"]', []),
        ('select = ["Q"]\nignore = ["Q09"]', ["Q05"]),
        ('select = ["H"]', []),
    ],
)
def test_a_project_chooses_among_the_rules_by_prefix(project: MakeProject, table: str, wanted: list[str]) -> None:
    made = project(TWO)
    made.write("deckgen.toml", f"{SETTINGS}[check]\n{table}\n")
    assert codes(made) == wanted


def test_a_waiver_silences_its_rule_on_its_entry_only(project: MakeProject) -> None:
    made = project(TWO)
    made.write(
        "cards/a/x.yaml",
        '- {id: one, front: Loss, back: "Yes, what is minimised.", lint: {Q09: "the term is the question"}}\n'
        "- {id: two, front: Gradient, back: A direction of steepest ascent}\n",
    )
    assert codes(made) == ["Q05", "Q09"]


def test_a_waiver_of_an_ignored_rule_is_no_unused_waiver(project: MakeProject) -> None:
    made = project(
        {
            "deckgen.toml": f'{SETTINGS}[check]\nignore = ["Q09"]\n',
            "cards/a/x.yaml": '- {id: one, front: Loss, back: What is minimised, lint: {Q09: "the term is the question"}}',
        }
    )
    assert codes(made) == []


def test_what_is_said_in_needs_and_lint_is_not_on_the_card(project: MakeProject) -> None:
    made = project(TWO)
    before = [(note.content, note.html) for note in made.compile().notes]
    made.write(
        "cards/a/x.yaml",
        '- {id: one, front: Loss, back: "Yes, what is minimised.", lint: {Q05: "as in the paper"}}\n'
        "- {id: two, front: Gradient, back: A direction of steepest ascent, needs: [one]}\n",
    )
    assert [(note.content, note.html) for note in made.compile().notes] == before


def test_every_finding_of_one_entry_can_be_waived_by_it(project: MakeProject) -> None:
    for one in findings(project(TWO).compile()):
        assert one.entry is not None
