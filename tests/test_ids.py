"""Ids made from questions."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.ids import MAX_LENGTH, NAMELESS, new_ids, slug_of
from deckgen.source_values import SLUG


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("What is a cell?", "what-is-a-cell"),
        ("什么是梯度下降？", "shen-me-shi-ti-du-xia-jiang"),
        ("女", "nv"),
        ("ResNet 的残差连接", "resnet-de-can-cha-lian-jie"),
        ("C++ 和 C# 的区别", "cpp-he-csharp-de-qu-bie"),
        ("Café—naïve", "cafe-naive"),
        ("Don't stop", "dont-stop"),
        ("The {{c1::nucleus::part}} holds {{c2::DNA}}", "the-nucleus-holds-dna"),
        ("See ![a dot](dot.png) and [the paper](https://x.org)", "see-a-dot-and-the-paper"),
        ("<b>Bold</b> &amp; `code` [sound:x.mp3]", "bold-code"),
        ("Привет", ""),
        ("", ""),
    ],
)
def test_words_become_a_slug_and_chinese_is_spelt(text: str, slug: str) -> None:
    assert slug_of(text) == slug


def test_long_questions_are_cut_at_a_word_and_lose_their_articles() -> None:
    slug = slug_of(
        "Why does the temperature of the softmax in a contrastive loss have to be clipped at the value of 100?"
    )
    assert slug == "why-does-temperature-of-softmax-in-contrastive"
    assert len(slug_of("x" * 200)) == MAX_LENGTH


def test_what_is_there_already_gets_a_number() -> None:
    assert new_ids(["One?", "One!", "один", "два", "one 2"], {"one-3"}) == (
        "one",
        "one-2",
        NAMELESS,
        f"{NAMELESS}-2",
        "one-2-2",
    )


@settings(deadline=None)
@given(st.lists(st.text(max_size=80), max_size=12), st.sets(st.sampled_from(["a", "entry", "b-2"])))
def test_ids_are_slugs_are_unique_and_the_same_each_time(texts: list[str], taken: set[str]) -> None:
    ids = new_ids(texts, taken)
    assert all(re.fullmatch(SLUG, one) for one in ids)
    assert len({*ids, *taken}) == len(ids) + len(taken)
    assert ids == new_ids(texts, taken)
