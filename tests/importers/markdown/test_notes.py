"""Markdown notes: every style that people write questions in, and an account of every line."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.diagnostics import errors
from deckgen.importers import plan_files, target_of, write_files
from deckgen.importers.kit import Imported, ImportedEntry, ImportFile, ItemOutcome
from deckgen.importers.markdown.answers import Leftover, Question
from deckgen.importers.markdown.blocks import blocks_of
from deckgen.importers.markdown.notes import import_markdown
from deckgen.importers.markdown.outline import outline
from deckgen.importers.markdown.page import read_page
from deckgen.importers.markdown.pictures import Pictures
from deckgen.importers.markdown.questions import questions_of
from deckgen.importers.markdown.reader import Context
from deckgen.importers.markdown.text import Adapter, definitions_in
from tests.conftest import MakeProject

FILES = Path(__file__).parent.parent / "files"
PNG = b"\x89PNG\r\n\x1a\n"


def imported(text: str | bytes, files: Mapping[str, bytes] | None = None, *, raw_html: bool = False) -> Imported:
    """A note called `notes.md` with some files beside it."""
    data = text.encode() if isinstance(text, str) else text
    return import_markdown(ImportFile("notes.md", data, (files or {}).get, raw_html))


def fixture(name: str) -> Imported:
    def sibling(path: str) -> bytes | None:
        file = FILES / path
        return file.read_bytes() if file.is_file() else None

    return import_markdown(ImportFile(f"{name}.md", (FILES / f"{name}.md").read_bytes(), sibling))


def entries(found: Imported) -> list[ImportedEntry]:
    return [entry for topic in found.topics for entry in topic.entries]


def cards(found: Imported) -> list[tuple[object, object]]:
    """Question and answer of each entry."""
    return [(entry.keys.get("front", entry.keys.get("text")), entry.keys.get("back")) for entry in entries(found)]


def only(text: str, files: Mapping[str, bytes] | None = None) -> Mapping[str, object]:
    """The keys of the one entry of a note."""
    (entry,) = entries(imported(text, files))
    return entry.keys


def answer(text: str, files: Mapping[str, bytes] | None = None) -> object:
    """What an answer becomes."""
    return only(f"## What is it?\n\n{text}\n", files)["back"]


def reasons(found: Imported, outcome: ItemOutcome = ItemOutcome.SKIPPED) -> Counter[str]:
    """How often something was passed over, by reason without its number of lines."""
    return Counter(re.sub(r", \d+ lines$", "", item.detail) for item in found.items if item.outcome is outcome)


ACCOUNTS: dict[str, tuple[int, int, dict[str, int]]] = {
    "bold": (12, 0, {"text below the title": 1}),
    "details": (11, 1, {"a comment": 1}),
    "hashcards": (9, 1, {}),
    "headings-en": (
        10,
        1,
        {
            "badges": 1,
            "text below the title": 1,
            "under the heading “Table of Contents”": 1,
            "a picture on the web, which became a link: cards must work offline": 1,
            "under the heading “License”": 1,
        },
    ),
    "headings-zh": (10, 1, {"text below the title": 1, "a table of contents": 1, "under the heading “参考资料”": 1}),
    "list-headings": (9, 1, {"a table of contents": 1}),
    "lists": (10, 2, {"text that belongs to no question": 1}),
    "messy": (11, 0, {"text below the title": 1}),
    "numbered-headings": (9, 1, {"text below the title": 1}),
    "obsidian": (10, 0, {"tags": 1}),
    "outline-drafts-zh": (
        0,
        14,
        {"a link": 1, "nothing to ask": 1, "a heading that is no question, with its text": 1},
    ),
    "plain-zh": (12, 0, {}),
    "quiz": (9, 1, {"text below the title": 1}),
}
"""Fixture to its entries, its drafts, and what is passed over, by reason."""


def test_every_fixture_has_an_account() -> None:
    assert set(ACCOUNTS) == {path.stem for path in FILES.glob("*.md")}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_every_question_of_a_file_becomes_an_entry_or_a_draft(name: str) -> None:
    found = fixture(name)
    complete, drafts, skipped = ACCOUNTS[name]
    assert len([entry for entry in entries(found) if not entry.is_draft]) == complete
    assert len([entry for entry in entries(found) if entry.is_draft]) == drafts
    assert dict(reasons(found)) == skipped
    outcomes = Counter(item.outcome for item in found.items)
    assert (outcomes[ItemOutcome.ENTRY], outcomes[ItemOutcome.DRAFT]) == (complete, drafts)


@pytest.mark.parametrize("name", ACCOUNTS)
def test_what_is_imported_compiles(name: str, project: MakeProject) -> None:
    one = project({"cards/first/x.yaml": "- {id: one, front: Q, back: A}\n"})
    plan = plan_files(target_of(one.read()), [FILES / f"{name}.md"])
    write_files(one.root, plan.files)
    compilation = one.compile()
    assert not errors(compilation.diagnostics)
    assert len(compilation.parsed.entries) == 1 + ACCOUNTS[name][0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("headings-zh", {"shen-me-shi-infonce-sun-shi", "q-former-shi-shen-me"}),
        ("headings-en", {"what-is-a-vision-language-model", "hard-negatives", "list-three-uses-of-clip"}),
        ("messy", {"what-is-dit", "what-is-dit-2", "what-is-ddim"}),
        ("quiz", {"shu-chu-shi-shen-me", "shu-chu-shi-shen-me-2"}),
    ],
)
def test_ids_come_from_the_words_of_the_question(name: str, expected: set[str], project: MakeProject) -> None:
    one = project({"cards/first/x.yaml": "- {id: one, front: Q, back: A}\n"})
    plan = plan_files(target_of(one.read()), [FILES / f"{name}.md"])
    assert expected <= {planned.id for planned in plan.items}


@pytest.mark.parametrize("name", ACCOUNTS)
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r").encode(),
    ],
    ids=["BOM and CRLF", "UTF-16", "CR"],
)
def test_line_ends_and_byte_order_marks_change_nothing(name: str, encode: Callable[[str], bytes]) -> None:
    text = (FILES / f"{name}.md").read_text(encoding="utf-8")
    assert cards(imported(encode(text))) == cards(imported(text))


def test_a_file_in_gb_18030_is_read_and_reported() -> None:
    found = imported("## 什么是注意力？\n\n加权和。\n".encode("gb18030"))
    assert cards(found) == [("什么是注意力？", "加权和。")]
    assert "read as GB 18030" in reasons(found)


def test_bytes_that_are_no_text_are_a_problem() -> None:
    found = imported(b"\x89PNG\xff\xff\xff")
    assert [item.outcome for item in found.items] == [ItemOutcome.PROBLEM]
    assert found.topics == ()


@pytest.mark.parametrize(
    "heading",
    [
        "## 1. What is a token?",
        "### 3.2 What is a token?",
        "#### Q12: What is a token?",
        "# What is a token? #",
        "## What is a token? {#token}",
        '## <a name="token"></a>What is a token?',
        '<h2 id="token">What is a token?</h2>',
        "##What is a token?",
        "What is a token?\n-------",
        "## **What is a token?**",
        "## （3）What is a token?",
        "## 第 3 题：What is a token?",
        "## 七、What is a token?",
        "**5. What is a token?**",
        "Q: What is a token?",
        "Q5：What is a token?",
        "问：What is a token?",
        "1、What is a token?",
        "（一）What is a token?",
        "1. What is a token?",
        "1. **What is a token?**",
        "- [ ] What is a token?",
        "Question: What is a token?",
    ],
)
def test_however_a_question_is_marked_its_words_are_the_front(heading: str) -> None:
    found = imported(f"{heading}\n\nA piece of text.\n")
    if heading.startswith("- "):  # what stands below a list of many is not its last item's
        assert [card[0] for card in cards(found)] == ["What is a token?"]
    else:
        assert cards(found) == [("What is a token?", "A piece of text.")]


def test_a_heading_among_questions_is_one_too() -> None:
    found = imported("# 笔记\n\n## 训练\n\n### 什么是预训练？\n\na\n\n### 大模型的训练目标\n\nb\n\n### 前言\n\nc\n")
    assert [card[0] for card in cards(found)] == ["什么是预训练？", "大模型的训练目标"]
    assert [entry.keys["section"] for entry in entries(found)] == ["xun-lian", "xun-lian"]


def test_headings_inside_an_answer_stay_in_it() -> None:
    (card,) = cards(imported("## A 和 B 的区别是什么？\n\n### A\n\n一\n\n### B\n\n二\n"))
    assert card == ("A 和 B 的区别是什么？", "**A**\n\n一\n\n**B**\n\n二")


def test_plain_headings_are_passed_over_with_a_reason() -> None:
    found = imported("# Notes\n\n## Transformers\n\nSome text.\n\n## References\n\n- a paper\n")
    assert entries(found) == []
    assert set(reasons(found)) == {"a heading that is no question, with its text", "under the heading “References”"}


def test_what_is_in_code_is_neither_question_nor_heading() -> None:
    assert cards(imported("## Why?\n\n```\n## What?\nQ: x\nA: y\n<details>\n```\n\n`{{c1::x}}`\n")) == [
        ("Why?", "```\n## What?\nQ: x\nA: y\n<details>\n```\n\n`{{c1::x}}`")
    ]


def test_front_matter_gives_title_and_tags() -> None:
    found = fixture("obsidian")
    assert [topic.title for topic in found.topics] == ["注意力卡片"]
    assert entries(found)[0].keys["tags"] == ["深度学习", "attention::self"]


def test_flashcard_notations_are_read() -> None:
    found = dict(cards(fixture("obsidian")))
    assert found["自注意力"] == "同一序列内部的注意力"
    assert found["为什么要缩放点积？"] == "防止 softmax 饱和。\n\n- 方差随维度增大"
    assert "FlashAttention 不改变结果，只减少 {{c1::显存读写}}。" in found
    assert [entry.keys["front"] for entry in entries(fixture("obsidian")) if entry.keys.get("reverse")] == [
        "MHA",
        "编码器",
    ]


def test_double_colons_of_code_and_fields_are_no_cards() -> None:
    assert entries(imported("Use std::vector here.\n\nstatus:: done\n")) == []


def test_text_before_a_folded_answer_belongs_to_the_question() -> None:
    first = cards(fixture("quiz"))[0]
    assert str(first[0]).startswith("输出是什么？\n\n```python")
    assert str(first[0]).endswith("- B: `[3, 2]`")
    assert first[1] == "**答案: A**\n\n`shape` 先行后列。"


def test_a_title_that_is_only_a_number_lets_the_text_ask() -> None:
    found = dict(cards(fixture("numbered-headings")))
    assert found["**What is overfitting?**"] == "Learning the noise of the training data."
    assert found["Describe early stopping."] == "Stop when the validation loss rises."
    assert found["Question 3"] is None


def test_a_labelled_remark_at_the_end_becomes_extra() -> None:
    assert only("## Why?\n\nBecause.\n\n**Explanation:** it is so.\n") == {
        "front": "Why?",
        "back": "Because.",
        "extra": "it is so.",
    }
    assert only("## Why?\n\nNote: it is so.\n")["back"] == "Note: it is so."


def test_a_question_without_text_is_a_draft() -> None:
    assert only("## 如何训练？\n\n待补充\n") == {"draft": True, "front": "如何训练？"}
    assert [entry.is_draft for entry in entries(imported("## 什么是 A？\n\n## 什么是 B？\n\nx\n"))] == [True, False]


def test_questions_that_are_there_twice_are_kept_and_reported() -> None:
    found = fixture("messy")
    assert [item.detail for item in found.items if "same question" in item.detail] == [
        "the same question as in line 53"
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a $ x_1 $ b", "a $x_1$ b"),
        ("a $`x`$ b", "a $x$ b"),
        ("costs $ 5 and then $ 6", "costs $ 5 and then $ 6"),
        ("```math\nx\n```", "$$\nx\n$$"),
        ("$$\nx\n\n= y\n$$", "$$\nx\n= y\n$$"),
        (r"\(x\) and \[5\] and \(see below there\)", r"\(x\) and [5] and (see below there)"),
        ("lonely $$ sign", r"lonely \$\$ sign"),
        (r"$\frac{a$", r"`$\frac{a$`"),
        ("<b>x</b> <i>y</i> <code>a < b</code>", "**x** *y* `a < b`"),
        ("<s>x</s> <del> y </del>", "~~x~~  ~~y~~"),
        ("a<br>b", "a  \nb"),
        ("H<sub>2</sub>O, x<sup>ab&gt;</sup>", "H₂O, x^(ab&gt;)"),
        ('<a href="https://x.org">x</a> <a name="y"></a>', "[x](https://x.org)"),
        ("[a](b.md) [c](#d) [e](https://f.org)", "a c [e](https://f.org)"),
        ("[[note|shown]] and [[other]]", "shown and other"),
        ("==high== light", "**high** light"),
        ("> [!tip] Title\n> text", "> **Title**\n> text"),
        ("List<String> and a < b", "List<String> and a < b"),
        ("[[src]](https://x.org)", "[[src]](https://x.org)"),
        ("[paper][p]\n\n[p]: https://x.org", "[paper](https://x.org)"),
        ("```{.python}\nx\n```", "```python\nx\n```"),
        ("```python\nx", "```python\nx\n```"),
        ("<pre><code>a &lt; b</code></pre>", "```\na < b\n```"),
        ("text\n\n**[Back to top](#top)**", "text"),
        ("text <!-- hidden --> more", "text  more"),
        ('<img src="https://render.githubusercontent.com/render/math?math=%5Cbeta">', r"\(\beta\)"),
    ],
)
def test_an_authors_markdown_becomes_a_cards(written: str, read: str) -> None:
    assert answer(written) == read


def test_in_a_project_that_shows_html_a_lesser_sign_stays_one() -> None:
    (entry,) = entries(imported("## Why?\n\nList<String> <https://x.org>\n", raw_html=True))
    assert entry.keys["back"] == "List&lt;String> <https://x.org>"


def test_pictures_beside_the_note_are_copied() -> None:
    found = imported("## Why?\n\n![a](img/a%20b.png) ![[c.png|30]]\n", {"img/a b.png": PNG, "assets/c.png": PNG + b"x"})
    assert cards(found) == [("Why?", "![a](a-b.png) ![](c.png){width=30}")]
    assert found.topics[0].media == {"a-b.png": PNG, "c.png": PNG + b"x"}


@pytest.mark.parametrize(
    "written",
    [
        "![[a.png|60x40]]",
        "![](a.png =60x40)",
        '<img src="a.png" width="60" height="40">',
        "![](a.png){width=60 height=40}",
    ],
)
def test_a_picture_keeps_its_size_however_that_is_written(written: str) -> None:
    assert answer(written, {"a.png": PNG}) == "![](a.png){width=60 height=40}"


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("A [latex]x[/latex] formula.", "back", "asks for a LaTeX image"),
        ("The number {{c101::is}} high.", "text", "is not between 1 and 100"),
    ],
)
def test_a_text_that_would_not_build_stays_as_it_is_in_a_draft_and_the_report_says_why(
    text: str, key: str, reason: str
) -> None:
    found = imported(f"## What is it?\n\n{text}\n")
    (entry,) = entries(found)
    assert (entry.is_draft, entry.keys[key]) == (True, text)
    assert [item.outcome for item in found.items if reason in item.detail] == [ItemOutcome.DRAFT]


def test_two_pictures_of_one_name_stay_apart() -> None:
    found = imported("## Why?\n\n![](a/x.png) ![](b/x.png)\n", {"a/x.png": PNG, "b/x.png": PNG + b"x"})
    assert found.topics[0].media == {"x.png": PNG, "b-x.png": PNG + b"x"}


@pytest.mark.parametrize(
    ("picture", "shown", "outcome"),
    [
        ("![graph](lost.png)", "graph", ItemOutcome.PROBLEM),
        ("![](lost.png)", "`lost.png`", ItemOutcome.PROBLEM),
        ("![graph](paper.pdf)", "graph", ItemOutcome.PROBLEM),
        ("![graph](bad.svg)", "graph", ItemOutcome.PROBLEM),
        ("![graph](https://x.org/g.png)", "[graph](https://x.org/g.png)", ItemOutcome.SKIPPED),
        ('<img src="https://x.org/g.png" alt="graph">', "[graph](https://x.org/g.png)", ItemOutcome.SKIPPED),
        ("[![graph](https://x.org/g.png)](https://x.org)", "[graph](https://x.org)", ItemOutcome.SKIPPED),
    ],
)
def test_pictures_that_cannot_come_along_are_reported(picture: str, shown: str, outcome: ItemOutcome) -> None:
    found = imported(f"## Why?\n\nLook: {picture}\n", {"paper.pdf": b"%PDF", "bad.svg": b"<svg><script/></svg>"})
    assert cards(found) == [("Why?", f"Look: {shown}")]
    assert [item.place for item in found.items if item.outcome is outcome and "picture" in item.detail] == [
        "notes.md:3"
    ]


def test_a_note_never_names_a_file_outside_its_folder_by_an_absolute_path() -> None:
    asked: list[str] = []

    def sibling(path: str) -> bytes | None:
        asked.append(path)
        return None

    import_markdown(ImportFile("notes.md", b"## Why?\n\n![](/etc/secret.png) ![](\\\\host\\x.png)\n", sibling))
    assert asked
    assert not [path for path in asked if path.startswith(("/", "\\"))]


def test_bold_and_numbered_questions_may_stand_in_one_note() -> None:
    text = "# OS\n\n一、什么是进程？\n\n资源。\n\n**什么是虚拟内存？**\n\n地址。\n\n1. 不是问题\n\n二、什么是线程？\n\n调度。\n"
    assert [entry.keys["front"] for entry in entries(imported(text))] == [
        "什么是进程？",
        "什么是虚拟内存？",
        "什么是线程？",
    ]


def test_places_are_lines_of_the_file() -> None:
    lines = (FILES / "details.md").read_text(encoding="utf-8").split("\n")
    for entry in entries(fixture("details")):
        line = int(entry.place.rpartition(":")[2])
        assert "<details>" in lines[line - 1]


@pytest.mark.slow
def test_a_note_of_ten_thousand_lines_is_read_whole() -> None:
    part = "### {0}. What is x{0}?\n\nIt is **{0}**, see `y`.\n\n- one\n- two\n\n```python\nx = {0}\n```\n\n"
    text = "# Title\n\n" + "".join(part.format(number) for number in range(1, 910))
    assert text.count("\n") > 10_000
    assert len(entries(imported(text))) == 909


WORDS = st.integers(0, 10**9).map(lambda number: f"w{number}w")
LINES = st.sampled_from(
    [
        "# {}",
        "## What is {}?",
        "### {}",
        "#### 3.1 什么是 {}",
        "{}",
        "{}。",
        "",
        "",
        "",
        "- {}",
        "- What is {}?",
        "  - {}",
        "    {}",
        "1. {}",
        "2. **What is {}?**",
        "**What is {}?**",
        "**{}**",
        "Q: {}",
        "A: {}",
        "问：{}",
        "一、{}",
        "二、为什么 {}？",
        "（1）{}",
        "> {}",
        "> Note: {}",
        "```",
        "$$",
        "---",
        "===",
        "| {} | b |",
        "|---|---|",
        "<details><summary>{}</summary>",
        "<details><summary>Show answer</summary>",
        "</details>",
        "{}::b",
        "?",
        "{{{{c1::{}}}}}",
        "解释：{}",
        "## Answer",
        "## Question 4",
        "Answer: {}",
        "## References",
        "***",
        "\t{}",
        "* * {}",
        "<div>",
        "</div>",
        "<!-- {} -->",
        "2. {}",
        "- [ ] {}",
        "##{}",
        "<h3>{}</h3>",
        "[a]: {}",
        "# 目录",
        "<summary>{}</summary>",
        "text <details>{}",
        "~~~",
        "[{}](#a)",
        "- Q: {}",
        "- **A:** {}",
        "C: [{}]",
        "   {}",
    ]
)
PIECES = st.sampled_from(
    [
        " {} ", "**{}**", "<b>{}</b>", "<i>{} ",
        "$ {} $", "$$\n{}\n$$", "[{}](x.md)", "[{}](https://x.org)", "`{}`", "<sub>{}</sub>",
        "<sup>{},</sup>", "\\[{}\\]", "\\({}\\)", "\n```\n{}\n```\n", "<br>", "$$", "$", "{{{{c1::{}}}}}",
        "=={}==", "<pre>{}</pre>",
        "[[{}]]", "[[a|{}]]", "![{}](lost.png)", "\n<table><tr><td>{}</td></tr></table>\n", "<li>{}",
        "<ul><li>{}</li></ul>", "\n\n",
        "\n", "\n| a | {} |\n|---|---|\n", "\n> [!note] {}\n", "\n### {}\n", "<code>{}</code>", "at <a href='#x'>{}</a>",
        "<u>{}</u>",
        "[{}][nowhere]", "\n- {}", "\n1. {}", "\\$ {}", "[", "](", "<", ">", "`", "*", "_", "\\", "<span>{}</span>", "<details>{}",
        "<summary>{}</summary>",
        "```math\n{}\n```", "\n~~~\n", "\n    {}\n", "<h2>{}</h2>", "<kbd>{}</kbd>", "&nbsp;{}",
    ]
)  # fmt: skip


def where(text: str) -> Callable[[str], list[str]]:
    """A function that says in which entries and leftovers of a note a word stands."""
    page = read_page(text.encode())
    assert page
    found = list(questions_of(outline(blocks_of(page.body)), Context()))

    def places(word: str) -> list[str]:
        held = []
        for one in found:
            match one:
                case Question():
                    texts = "\n".join((one.front, one.back, one.extra))
                case Leftover():
                    texts = one.text
            if word in texts:
                held.append(f"{type(one).__name__} in line {one.line}")
        return held

    return places


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=30))
def test_every_line_is_in_exactly_one_entry_or_report(forms: list[str]) -> None:
    lines = [form.format(f"w{index}w") for index, form in enumerate(forms)]
    places = where("\n" + "\n".join(lines))  # a rule in the first line would open front matter
    for index, line in enumerate(lines):
        if f"w{index}w" in line:
            assert len(places(f"w{index}w")) == 1, (line, places(f"w{index}w"))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=12))
def test_no_word_of_an_answer_is_lost(forms: list[str]) -> None:
    text = "".join(form.format(f"w{index}w") for index, form in enumerate(forms))
    pictures = Pictures(ImportFile("notes.md", b"", lambda _path: None), tuple(text.split("\n")))
    adapted = Adapter(pictures, definitions_in(text)).adapt(text, 1).text
    assert set(re.findall(r"w\d+w", text)) <= set(re.findall(r"w\d+w", adapted))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(LINES, st.text(alphabet="#*`$<>[]()!:?|-=_\\{}~ \tQA答一1.、\ufdd0\x00a", max_size=12)), max_size=20
    )
)
def test_a_note_gives_the_same_entries_each_time(lines: list[str]) -> None:
    """That they compile is the law of `test_whatever_compiles`."""
    text = "\n".join(line.replace("{}", "w") for line in lines)
    assert imported(text) == imported(text)


@pytest.mark.parametrize("said", ["#### Answer: C", "**Answer: C**", "**答案：C**", "**Answer:** C"])
def test_an_answer_that_is_bold_along_with_its_label_loses_the_label_and_both_ends_of_the_bold(said: str) -> None:
    text = f"<details>\n<summary>Which one is printed?</summary>\n\n{said}\n\nBecause.\n\n</details>\n"
    assert answer(text) == "C\n\nBecause."
