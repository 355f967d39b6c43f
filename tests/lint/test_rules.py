"""Each rule fires on an entry that deserves it and is silent on its neighbours, in English and in Chinese."""

import pytest

from deckgen.codes import Severity
from deckgen.diagnostics import Diagnostic
from deckgen.lint import lint
from deckgen.markup.words import count_words
from tests.conftest import MakeProject

WORDS = "word " * 300
CHINESE = '[project]\nnamespace = "test"\ntitle = "T"\nlanguages = ["zh-Hans"]\n'
ENGLISH = '[project]\nnamespace = "test"\ntitle = "T"\nlanguages = ["en"]\n'


def found(project: MakeProject, entries: str, settings: str = ENGLISH) -> tuple[Diagnostic, ...]:
    compilation = project({"deckgen.toml": settings, "cards/a/x.yaml": entries}).compile()
    assert compilation.diagnostics == ()
    return lint(compilation)


def codes(project: MakeProject, entries: str, settings: str = ENGLISH) -> list[str]:
    return [one.code for one in found(project, entries, settings)]


def qa(front: str, back: str, **keys: str) -> str:
    indent = "\n    "
    more = "".join(f"  {key}: {value}\n" for key, value in keys.items())
    front, back = front.replace("\n", indent), back.replace("\n", indent)
    return f"- id: x\n{more}  front: |{indent}{front}\n  back: |{indent}{back}\n"


def words(count: int) -> str:
    return WORDS[: count * 5].strip()


def items(count: int, mark: str) -> str:
    return "\n".join(f"{mark.format(n)} item" for n in range(1, count + 1))


ASKS = "Which of these holds here"


@pytest.mark.parametrize(
    ("code", "entry", "severity"),
    [
        ("Q01", qa(words(26), "answer"), "advice"),
        ("Q01", qa(words(46), "answer"), "warning"),
        ("Q02", qa(ASKS, words(51)), "advice"),
        ("Q02", qa(ASKS, words(101)), "warning"),
        ("Q02", qa(ASKS, words(101), tags="[spoken]"), "advice"),
        ("Q02", qa(ASKS, words(201), tags="[spoken]"), "warning"),
        ("Q02", qa(ASKS, "answer", extra=words(121)), "advice"),
        ("Q03", qa(ASKS, items(4, "{}.")), "advice"),
        ("Q03", qa(ASKS, items(6, "{}.")), "warning"),
        ("Q03", qa(ASKS, items(6, "{})")), "warning"),
        ("Q03", qa("Which six of these", items(6, "{}.")), "warning"),
        ("Q04", qa(ASKS, items(3, "-")), "advice"),
        ("Q04", qa(ASKS, items(6, "*")), "warning"),
        ("Q05", qa(ASKS, "Yes, always."), "advice"),
        ("Q05", qa(ASKS, "No."), "advice"),
        ("Q05", qa(ASKS, "**False**: it never does"), "advice"),
        ("Q05", qa("Does it hold for MAE", "Sometimes it does"), "advice"),
        ("Q06", qa("Is the decoder deep or shallow?", "It has eight blocks."), "advice"),
        ("Q06", qa("In MAE, does the encoder see all or some patches?", "A quarter of them."), "advice"),
        ("Q06", qa("Which is larger: BERT or GPT?", "The second has more layers."), "advice"),
        ("Q07", qa("What is MAE? Who made it?", "A method that He and Girshick made."), "advice"),
        ("Q07", qa("What does MAE mask and why does it help?", "Patches, since they are redundant."), "advice"),
        ("Q08", qa("Which one?\n\n(A) one\n(B) two\n(C) three", "The second of them, as always."), "advice"),
        ("Q09", qa("Masked autoencoder", "A way to train vision models."), "advice"),
        ("Q09", qa("Why does it converge faster?", "The encoder sees few tokens."), "advice"),
        ("Q09", qa("This method?", "A way to train vision models."), "warning"),
        ("Q10", qa("Which encoders does CLIP's text encoder resemble?", "Text encoders"), "advice"),
        ("Q14", qa(ASKS, "```python\n" + "x = 1\n" * 17 + "```"), "advice"),
        ("Q14", qa(ASKS, "```python\n" + "x" * 81 + "\n```"), "warning"),
        ("Q14", qa(ASKS, "```python\n" + "字" * 31 + "\n```"), "advice"),
        ("Q15", qa(ASKS, "| a | b | c | d | e |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |"), "advice"),
        ("Q15", qa(ASKS, "|" + "a|" * 7 + "\n|" + "-|" * 7 + "\n|" + "1|" * 7), "warning"),
        ("Q15", qa(ASKS, "| a |\n|---|" + "\n| 1 |" * 9), "advice"),
        ("Q16", qa(ASKS, "It was proposed in 2019."), "advice"),
        ("Q16", qa(ASKS, "Currently the largest one."), "advice"),
        ("Q16", qa(ASKS, "It costs \\$20 a month."), "advice"),
        ("Q16", qa(ASKS, "Since PyTorch 2.1.0 it is there."), "advice"),
        ("Q18", qa(ASKS, "Speed, cost, etc."), "advice"),
        ("Q18", qa(ASKS, "Speed, cost and so on."), "advice"),
        ("Q18", qa(ASKS, "Speed, cost ..."), "advice"),
        ("Q18", qa(ASKS, "It depends."), "advice"),
    ],
)
def test_what_fires_in_english(project: MakeProject, code: str, entry: str, severity: str) -> None:
    assert [(one.code, one.severity.value) for one in found(project, entry)] == [(code, severity)]


@pytest.mark.parametrize(
    "entry",
    [
        qa(words(25), "answer"),
        qa(ASKS, words(50)),
        qa(ASKS, words(100), tags="[spoken]"),
        qa(ASKS, "answer", extra=words(120)),
        qa(ASKS, items(3, "{}.")),
        qa("Name the five steps of it", items(5, "{}.")),
        qa(ASKS, items(5, "{}."), tags="[spoken]"),
        qa(ASKS, "```text\n" + items(9, "-") + "\n```"),
        qa(ASKS, "1. one\n   - a\n   - b\n   - c\n2. two"),
        qa("Into which three kinds does it fall", items(3, "-")),
        qa(ASKS, "Yesterday's batch."),
        qa(ASKS, "No gain at all in the end."),
        qa(ASKS, "True positives among the retrieved."),
        qa("Does normalisation come before or after attention here", "Before it, as in GPT-2."),
        qa("Why can an encoder see both sides, or only one?", "The mask decides about that."),
        qa('What does the question "Why? What for?" ask for?', "The purpose of a thing."),
        qa("When MAE reconstructs patches, which of them count?", "Only the masked ones."),
        qa("What does $a ? b : c$ give in `x ? y : z` notation?", "One of two values."),
        qa("What stands under (a) in the table of MAE?", "The masking ratio."),
        qa("What does it mean that a layer is residual?", "Its input is added to its output."),
        qa("When is it useful to freeze the encoder?", "With few data and a good encoder."),
        qa("What is the difference between how BERT and how GPT see a token?", "Both sides against the left one."),
        qa(ASKS, "The thread that is currently running."),
        qa("What is it?", "Some masked thing there.", context="Masked autoencoders"),
        qa("Which activation follows?\n\n```python\nx = f(x)\n```", "A rectified linear unit."),
        qa(ASKS, "```python\n" + "x = 1\n" * 16 + "```"),
        qa(ASKS, "| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |"),
        qa(ASKS, "A table of 2048 tokens and 2000 classes."),
        qa(ASKS, "It rises from 1.5 to 2.25, a factor of 1.5."),
        qa(ASKS, "It stacks $[1, 2, ...]$ and `[...]` in turn."),
        qa(ASKS, "It depends on the batch size alone."),
    ],
)  # fmt: skip
def test_what_is_silent_in_english(project: MakeProject, entry: str) -> None:
    assert codes(project, entry) == []


@pytest.mark.parametrize(
    ("code", "entry"),
    [
        ("Q01", qa("字" * 51 + "吗", "答案是这样")),
        ("Q02", qa("掩码模型里成立的是哪一个", "字" * 102)),
        ("Q05", qa("掩码模型里成立的是哪一个", "是的，一直成立")),
        ("Q05", qa("编码器处理掩码吗？", "不处理它")),
        ("Q05", qa("编码器能否看到全部输入？", "不能。")),
        ("Q06", qa("解码器是深的还是浅的？", "它一共有八层")),
        ("Q07", qa("掩码的比例是多少？为什么？", "百分之七十五，因为图像冗余")),
        ("Q07", qa("掩码遮住什么，以及为什么要遮？", "遮住图块，因为图像冗余")),
        ("Q08", qa("选哪个？\n\nA. 一\nB. 二\nC. 三", "第二个选项是对的答案")),
        ("Q09", qa("掩码", "把输入的一部分遮住")),
        ("Q09", qa("它为什么收敛得更快？", "编码器只看很少的输入")),
        ("Q10", qa("动量编码器用什么方法更新？", "动量")),
        ("Q16", qa("掩码模型里成立的是哪一个", "目前最大的模型")),
        ("Q16", qa("掩码模型里成立的是哪一个", "2019 年提出的方法")),
        ("Q18", qa("掩码模型里成立的是哪一个", "速度、开销等等")),
        ("Q18", qa("掩码模型里成立的是哪一个", "视情况而定")),
        ("Q21", qa("掩码模型里成立的,是哪一个", "速度和开销两个")),
        ("Q21", qa("掩码模型里成立的是哪一个", "一共有１２层网络")),
        ("Q21", qa("掩码模型里成立的是哪一个 ？", "速度和开销两个")),
        ("Q21", qa("掩码模型里成立的是哪一个", "速度（还有开销两个")),
        (
            "C003",
            "- id: x\n  front: {zh-Hans: 成立的是哪一个}\n  back: {zh-Hans: It is what the authors call an encoder of it}",
        ),
    ],
)  # fmt: skip
def test_what_fires_in_chinese(project: MakeProject, code: str, entry: str) -> None:
    assert codes(project, entry, CHINESE) == [code]


@pytest.mark.parametrize(
    "entry",
    [
        qa("字" * 50, "答案是这样"),
        qa("掩码模型里成立的是哪一个", "是否对齐要看损失。"),
        qa("编码器处理哪些输入？", "没有。它只看可见的图块"),
        qa("为什么还是要用位置编码？", "否则看不到顺序"),
        qa("论文里的“为什么？怎么办？”指什么？", "指两个不同的目标"),
        qa("这样做有什么好处呢？", "训练快得多"),
        qa("什么是 warmup？", "学习率先从小到大"),
        qa("哪四种信号是输入？", "1. 文字\n2. 声音\n3. 图像\n4. 视频"),
        qa("“目的的含义”说的是什么", "指的的确是那个目标"),
        qa("区间 $[0, 1)$ 和 [0, 1) 怎么读", "左边闭（含 0），右边开。"),
        qa("时间是 12:30，比例是 3:1 时怎么做", "照着 a:b 的样子做，key:value 也行"),
    ],
)
def test_what_is_silent_in_chinese(project: MakeProject, entry: str) -> None:
    assert codes(project, entry, CHINESE) == []


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("one {{c1::x}} two {{c2::b}} three {{c3::c}} and then some more four {{c4::d}}", True),
        ("one {{c1::x}} two {{c2::b}} three {{c3::c}} and one more {{c3::d}} of many", False),
        (
            "MAE uses {{c1::one two three four five six seven eight nine}} and then ten more words follow after all of it",
            True,
        ),
        (
            "MAE uses {{c1::one two three four five six seven eight}} and then ten more words follow after all of that",
            False,
        ),
        ("MAE uses {{c1::$\\frac{a b c}{d e f}$}} of the whole", False),
        ("{{c1::nearly all of}} it", True),
        ("{{c1::hidden::a long hint that nobody counts}} is half of it", False),
        ("the masks hide {{c1::the}} article only", True),
        ("First sentence. {{c1::Second one}} is {{c2::short}} here.", False),
        ("`{{c1::not a deletion}}` but {{c1::this}} is one", False),
    ],
)
def test_the_shape_of_clozes(project: MakeProject, text: str, *, fires: bool) -> None:
    entry = f"- id: x\n  kind: cloze\n  text: |\n    {text}\n"
    assert codes(project, entry) == (["Q13"] if fires else [])


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("two  spaces", True),
        ("a table\n\n| a  | b |\n|----|---|\n| c  | d |", False),
        ("-  a list\n-  with air", False),
        ("`two  spaces` in code", False),
        ("the the end of it", True),
        ("what that that means", False),
        ("an unclosed (bracket", True),
        ("a closed) one", True),
        ("a) first, b) second", False),
        ("from [0, 1) on", False),
        ("recieve a gradient", True),
        ("keys,values of it", True),
        ("a, b and i,j", False),
        ("a comma ， in English", True),
        ("```python\nx = “a”\n```", True),
        ("```python\nx = 'a “b”'  # “c”\n```", False),
        ("```text\nx = “a”\n```", False),
        ("> ```python\n> x = “a”\n> ```", True),
        ("````text\n```python\nx = “a”\n```\n````", False),
        ("“quoted” in prose", False),
    ],
)
def test_slips_of_the_keyboard(project: MakeProject, text: str, *, fires: bool) -> None:
    assert ("Q21" in codes(project, qa("Which of these holds", text))) is fires


def test_a_slip_is_reported_where_it_stands(project: MakeProject) -> None:
    (one,) = found(project, qa("Which of these holds", "first line\nthen recieve it"))
    assert str(one.span) == "cards/a/x.yaml:6:10"


def test_advice_and_warnings_never_stop_a_build(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": qa(words(60), words(150))})
    assert {d.severity for d in lint(one.compile())} == {Severity.WARNING}
    assert one.build().returncode == 0
    assert one.run("check").returncode == 1


def test_advice_alone_does_not_fail_a_check(project: MakeProject) -> None:
    one = project({"cards/a/x.yaml": qa(words(30), "answer")})
    done = one.run("check")
    assert (done.returncode, "advice[Q01]" in done.stdout) == (0, True)


def test_a_plain_text_is_judged_once_however_many_languages_there_are(project: MakeProject) -> None:
    settings = '[project]\nnamespace = "test"\ntitle = {en = "T", de = "T"}\nlanguages = ["en", "de"]\n'
    topic = "title: {en: A, de: A}\norder: 1\n"
    made = project({"deckgen.toml": settings, "cards/a/topic.yaml": topic, "cards/a/x.yaml": qa(words(30), "answer")})
    (one,) = lint(made.compile())
    assert one.message.startswith("`x`: ")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("three plain words", 3),
        ("$\\frac{a b c}{d}$ and `x = y + z`", 3),
        ("十六个汉字算作八个单词就是这样", 8),
        ("see [the paper](https://x.y/z) now", 4),
        ("{{c1::two words::hint}} more", 3),
        ("```\nmany lines of code\nhere\n```\nafter", 2),
    ],
)
def test_words_are_counted_as_a_learner_feels_them(text: str, count: int) -> None:
    assert count_words(text) == count
