"""The description of the parent deck: each search in it finds what it says, in real Anki, and no note is touched for it."""

import html
import re

from tests.anki.author import Author, Built, day, qa
from tests.anki.conftest import MakeAuthor, MakeLearner
from tests.anki.learner import Learner, assert_nothing_lost

CODE = {"kind": "code", "code": {"language": "python", "source": "print(1)\n"}}


PATHS = """
[[paths]]
title = { en = "One day", zh-Hans = "一天" }
tags = ["spoken"]
topics = ["alpha"]

[[paths]]
title = { en = "One week", zh-Hans = "一周" }
topics = ["alpha", "beta"]

[[paths]]
title = { en = "All that is said", zh-Hans = "全部口述" }
tags = ["spoken"]
"""


def searches(learner: Learner, deck: str) -> dict[str, str]:
    """What the description of a deck says, to the search under it."""
    text = learner.col.decks.by_name(deck)["desc"]
    pairs = re.findall(r"(?:<br><br>)(.*?)<br><code>(.*?)</code>", text)
    return {html.unescape(what): html.unescape(search) for what, search in pairs}


def both(name: str, **more: object) -> dict[str, object]:
    return {**qa(name), "front": {"en": f"What is {name}?", "zh-Hans": f"{name} 是什么？"}, **more}


def released(author: Author) -> tuple[Built, Built]:
    """Two topics in two languages with two tags, code in either; then one entry is new and one corrected."""
    author.topics = {
        "alpha": [both("a-said", tags=["spoken", "ex*m_1"]), both("a-code", **CODE), both("a-plain")],
        "beta": [both("b-said", tags=["spoken"]), both("b-code", **CODE), both("b-more", **CODE)],
    }
    first = author.release("1.0.0", day(0))
    author.add("alpha", both("a-new", tags=["ex1m11"]))
    author.correct("b-said", "Corrected.")
    return first, author.release("1.1.0", day(9))


def test_each_search_finds_what_it_says_and_nothing_of_the_other_language(author: Author, learner: Learner) -> None:
    _, second = released(author)
    for name in ("en/bundle", "zh-Hans/alpha", "zh-Hans/beta"):
        learner.import_package(second[name], day(10))
    english = (
        "Tagged spoken",
        "Tagged ex*m_1",
        "Code in “Beta”; or, in place of beta: alpha",
        "New in 1.1.0",
        "Corrected in 1.1.0",
    )
    chinese = ("标签 spoken", "标签 ex*m_1", "“Beta”里的代码；beta 可换成 alpha", "1.1.0 新增", "1.1.0 更正")
    for deck, words in (("Deck", english), ("Deck zh-Hans", chinese)):
        found = searches(learner, deck)
        wanted = (["a-said", "b-said"], ["a-said"], ["b-code", "b-more"], ["a-new"], ["b-said"])
        assert {what: learner.search(found[what]) for what in words} == dict(zip(words, wanted, strict=True))
        assert learner.search(found[words[2]].replace("::beta", "::alpha")) == ["a-code"]
        assert all(learner.search(search) for search in found.values())


def test_a_study_path_finds_what_has_its_tags_in_its_topics(author: Author, learner: Learner) -> None:
    author.language_tables += PATHS
    _, second = released(author)
    learner.import_package(second["en/bundle"], day(10))
    found = searches(learner, "Deck")
    assert list(found)[:3] == ["One day", "One week", "All that is said"]
    wanted = ["a-code", "a-new", "a-plain", "a-said", "b-code", "b-more", "b-said"]
    assert [learner.search(found[name]) for name in list(found)[:3]] == [["a-said"], wanted, ["a-said", "b-said"]]


def test_the_description_comes_with_every_package_and_stamps_no_note(author: Author, new_learner: MakeLearner) -> None:
    first, second = released(author)
    texts = set()
    for name in ("en/alpha", "en/beta", "en/bundle"):
        learner = new_learner()
        learner.import_package(first[name], day(0))
        before = learner.snapshot()
        learner.import_package(second[name], day(10))
        assert_nothing_lost(before, learner.snapshot(), corrected=["b-said"])
        texts.add(learner.col.decks.by_name("Deck")["desc"])
        assert learner.decks()["Deck"] == 0
    assert len(texts) == 1


def test_a_search_that_would_find_nothing_is_not_mentioned(write: MakeAuthor, new_learner: MakeLearner) -> None:
    author, learner = write([qa("one"), qa("two")]), new_learner()
    learner.import_package(author.release("1.0.0", day(0)).bundle, day(0))
    learner.col.decks.save({**learner.col.decks.by_name("Deck"), "desc": "mine"})
    author.add("topic", qa("three"))
    learner.import_package(author.build(day(5)).bundle, day(5))
    assert learner.col.decks.by_name("Deck")["desc"] == "mine", "nothing of ours, so hers stays"
    learner.import_package(author.release("1.1.0", day(9)).bundle, day(9))
    assert searches(learner, "Deck").keys() == {"New in 1.1.0"}
