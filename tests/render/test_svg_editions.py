"""A drawing that says its words in several languages, as each edition packs it."""

from xml.etree import ElementTree

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deckgen.model import Language, MediaFile, Sha256
from deckgen.render.svg import picture, words_of_svg
from deckgen.render.svg_editions import picture_for

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'
THREE = """
<title lang="de">Zelle</title>
<title>Cell</title>
<switch>
  <text systemLanguage="zh-Hans, zh-Hant" x="1" y="20">细胞核</text>
  <text systemLanguage='de' x="1" y="20">Zellkern</text>
  <text x="1" y="20">nucleus</text>
</switch>
<text x="1" y="50">DNA</text>
"""


def svg(body: str, head: str = HEAD) -> MediaFile:
    text = f"{head}{body}</svg>"
    return MediaFile("cards/a/media/p.svg", Sha256("0" * 64), len(text), text)


def text_of(body: str, language: str, head: str = HEAD) -> str:
    return picture_for(svg(body, head), Language(language))[0].text or ""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", ("Zelle", "Zellkern", "DNA")),
        ("de-AT", ("Zelle", "Zellkern", "DNA")),
        ("zh-Hans", ("Cell", "细胞核", "DNA")),
        ("zh-Hant", ("Cell", "细胞核", "DNA")),
        ("en", ("Cell", "nucleus", "DNA")),
        ("zh", ("Cell", "nucleus", "DNA")),
    ],
)
def test_an_edition_gets_the_words_of_its_language_and_the_last_ones_are_for_all_others(
    language: str, words: tuple[str, ...]
) -> None:
    root = ElementTree.fromstring(text_of(THREE, language))
    assert tuple(" ".join(one.itertext()) for one in root.iter() if one.tag.endswith(("title", "text"))) == words


def test_what_is_packed_depends_on_no_language_of_whoever_looks_at_it() -> None:
    assert "systemLanguage" not in text_of(THREE, "de")


def test_a_picture_with_chinese_characters_says_whose_they_are_unless_it_does_already() -> None:
    assert text_of(THREE, "zh-Hans").startswith('<svg xml:lang="zh-Hans" xmlns=')
    assert "xml:lang" not in text_of(THREE, "zh-Hans", HEAD.replace("viewBox", 'lang="mul" viewBox'))


def test_a_drawing_that_learns_a_language_stays_what_it_was_in_its_first() -> None:
    before = '\n<title>Cell</title>\n  <g><text x="1">nucleus</text>\n  <rect/></g>\n'
    title = '<title>Cell</title>\n<title lang="zh-Hans">细胞</title>'
    words = '<switch>\n<text systemLanguage="zh-Hans" x="1">核</text>\n <text x="1">nucleus</text>\n</switch>'
    after = before.replace("<title>Cell</title>", title).replace('<text x="1">nucleus</text>', words)
    assert text_of(after, "en") == HEAD + before + "</svg>"


def test_all_else_stays_as_it_was_drawn_to_the_byte() -> None:
    drawn = "<g  id='a' ><!-- why --><rect\n x='1' width=\"9\" height='9' /></g>"
    made = text_of(f'{drawn}<switch><text systemLanguage="de">a &gt; b</text><text>c</text></switch>{drawn}', "de")
    assert made == f"{HEAD}{drawn}<text>a &gt; b</text>{drawn}</svg>"


def test_a_drawing_in_one_language_is_the_same_file_in_every_edition() -> None:
    file = svg("<title>Cell</title><text>nucleus</text>")
    assert picture_for(file, Language("de")) == (file, 0)


def test_two_languages_are_two_files_with_two_digests() -> None:
    english, german = (picture_for(svg(THREE), Language(name))[0] for name in ("en", "de"))
    assert english.sha256 != german.sha256
    assert english.path == german.path == "cards/a/media/p.svg"


def test_a_switch_without_words_for_a_language_is_counted() -> None:
    body = '<switch><text systemLanguage="en">a</text></switch><switch/>'
    assert [picture_for(svg(body), Language(name))[1] for name in ("en", "en-GB", "de")] == [0, 0, 1]


def test_a_switch_that_carries_something_for_its_child_stays_around_it() -> None:
    body = '<switch transform="scale(2)"><text systemLanguage="de">a</text><text>b</text></switch>'
    assert '<switch transform="scale(2)"><text>b</text></switch>' in text_of(body, "en")


def test_an_element_outside_a_switch_is_there_for_its_language_alone() -> None:
    body = '<g systemLanguage="de"><text>nur deutsch</text></g><text>DNA</text>'
    assert "nur deutsch" in text_of(body, "de")
    assert "nur deutsch" not in text_of(body, "en")


def test_groups_with_other_shapes_are_chosen_whole_and_switches_nest() -> None:
    inner = '<switch><text systemLanguage="de">innen</text><text>inside</text></switch>'
    body = f'<switch><g systemLanguage="de">{inner}</g><g>{inner}<rect width="9" height="9"/></g></switch>'
    assert text_of(body, "de").count("<rect") == 0
    assert words_of_svg(picture_for(svg(body), Language("de"))[0]) == ("innen",)
    assert words_of_svg(picture_for(svg(body), Language("en"))[0]) == ("inside",)


def test_boxes_and_labels_of_a_diagram_are_those_of_the_edition() -> None:
    body = (
        '<g id="core"><rect x="20" y="10" width="100" height="50"/><switch>'
        '<text systemLanguage="de" x="30" y="30">Zellkern</text><text x="30" y="30">nucleus</text></switch></g>'
    )
    for language, label in (("de", "Zellkern"), ("en", "nucleus")):
        shown, problems = picture("p.svg", picture_for(svg(body), Language(language))[0], ("core",))
        assert problems == ()
        assert shown is not None
        assert shown.boxes["core"].label == label


@given(
    st.lists(
        st.tuples(st.sampled_from(["en", "de", "zh-Hans", ""]), st.text("ab <>&\"'\n中", max_size=9)),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["en", "de", "zh-Hans", "fr"]),
)
def test_whatever_the_words_one_child_of_a_switch_is_left_and_the_file_is_well_formed(
    children: list[tuple[str, str]], language: str
) -> None:
    assume(any(wanted for wanted, _ in children))
    switch = ElementTree.Element("switch")
    for wanted, words in children:
        child = ElementTree.SubElement(switch, "text", {"systemLanguage": wanted} if wanted else {})
        child.text = words
    made = text_of(ElementTree.tostring(switch, encoding="unicode") + "<rect/>", language)
    kept, _ = ElementTree.fromstring(made)
    fits = [words for wanted, words in children if wanted in {"", language}]
    assert (kept.text or "") == (fits or [children[0][1]])[0]


def test_a_drawing_nested_deeply_is_taken_apart_without_a_traceback() -> None:
    body = "<g>" * 3000 + '<switch><text systemLanguage="de">a</text><text>b</text></switch>' + "</g>" * 3000
    assert ">b<" in text_of(body, "en")
