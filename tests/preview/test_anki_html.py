"""Cards rendered by us against the same cards rendered by real Anki, to the character."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from deckgen.model import Html
from deckgen.notes.template import Replacement, Section, TemplateText, parse_template
from deckgen.preview.sounds import with_players
from tests.examples import upto
from tests.preview.anki_peer import DECK, both
from tests.real_anki import FIELDS, RealAnki

# -- what is drawn ------------------------------------------------------------------------------------------------------

FILTERS = ("text", "hint", "furigana", "kana", "kanji", "cloze", "cloze-only", "type", "nc", "strange", "")
SPECIAL = ("Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID")
_filters = st.lists(st.sampled_from(FILTERS), max_size=3).map(lambda names: "".join(f"{name}:" for name in names))
_replacements = st.builds("{{{{{}{}}}}}".format, _filters, st.sampled_from((*FIELDS, *SPECIAL, "FrontSide", " Front ")))
_words = st.sampled_from(("words ", "<b>é</b>", "<!-- {{Front}} {{#Back}} -->", "}}", "{", "\n", "{{strange:}}", "中"))
_leaves = st.one_of(_replacements, _words)
_section_names = st.sampled_from((*FIELDS, "Tags", "c1", "c2"))


def _section(mark: str, name: str, inside: str) -> str:
    return f"{{{{{mark}{name}}}}}{inside}{{{{/{name}}}}}"


TEMPLATES = st.lists(
    st.recursive(
        _leaves,
        lambda parts: st.builds(
            _section, st.sampled_from("#^"), _section_names, st.lists(parts, max_size=3).map("".join)
        ),
        max_leaves=6,
    ),
    max_size=4,
).map("".join)

PIECES = (
    *("{{c1::", "{{c2::", "{{c3::", "{{c1,2::", "{{c2,1,1::", "{{c0::", "{{c,3::", "{{c::", "{{c99999::", "{{", "}}"),
    *("::", ":", "a", "B7 ", " ", "\n", "中文", "é", "\u00a0", "&nbsp;", "&amp;", "&lt;", "&hearts;", "&starf;", "&", "&#65;"),
    *("<b>", "</b>", "<br>", '<img src="x.png">', "<!-- c -->", "<style>s</style>", "<", ">", '"', "'", "="),
    *("\\(", "\\)", "\\[", "\\]", "x_{1}", "[sound:a b.mp3]", "漢字[かんじ]", " 語[ご]", "[x]"),
)  # fmt: skip
VALUES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
NOTES = st.tuples(VALUES, VALUES, st.sampled_from(("", " <br> ", "extra", "<div></div>")))
many = settings(
    max_examples=upto(150), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealAnki]:
    real = RealAnki(tmp_path_factory.mktemp("anki-html") / "collection.anki2", DECK)
    yield real
    real.collection.close()


# -- against real Anki --------------------------------------------------------------------------------------------------


@pytest.mark.anki
@many
@given(front=TEMPLATES, back=TEMPLATES, fields=NOTES)
@example(
    front="{{Tags}}|{{Type}}|{{Deck}}|{{Subdeck}}|{{Card}}|{{CardFlag}}|{{CardID}}", back="", fields=("x", "y", "")
)
@example(front="{{text:Front}}", back="{{text:Back}}", fields=("&lang;&amp;&#x4e2d;<i>", "&#X41; &amp;", ""))
@example(front="{{hint:furigana:Front}}", back="{{type:Front}}{{type:nc:Back}}", fields=("漢字[かんじ]", "b", ""))
@example(front="{{{Front}}}{{#}}", back="{{{{Front}}}}", fields=("a", "b", ""))
@example(front="{{text:strange:Front}}{{strange:text:Front}}", back="{{text:FrontSide}}", fields=("<b>a</b>", "b", ""))
def test_basic_cards_are_those_of_anki(anki: RealAnki, front: str, back: str, fields: tuple[str, ...]) -> None:
    note = anki.add([("Forward", "{{Front}}" + front, back)], fields, tags="birds::owls zoo")
    if note is not None:
        expected, rendered = both(note)
        assert rendered == expected


@pytest.mark.anki
@many
@given(front=TEMPLATES, back=TEMPLATES, fields=NOTES)
@example(front="", back="", fields=("{{c1::a {{c2::b}} {{c1::d::e::f}} x::y}} z }} {{c0::v}} {{c1::u", "", ""))
@example(front="{{cloze-only:Front}}", back="{{type:cloze:Front}}", fields=("{{c1::a::h}} {{c1,2::b}}", "", ""))
@example(front="", back="", fields=("\\({{c1::x<b>y</b>}}\\) {{c2::\\[<i>z</i>\\]}}", "", ""))
@example(front="", back="", fields=("{{c1::" * 12 + "deep" + "}}" * 12, "", ""))
@example(front="", back="", fields=("{{c1::!#$%&'()*+,-./:;<=>?@[\\]^_`|~ \t\n\u0080\u00a0ÿĀé\"}}", "", ""))
def test_cloze_cards_are_those_of_anki(anki: RealAnki, front: str, back: str, fields: tuple[str, ...]) -> None:
    note = anki.add([("Forward", "{{cloze:Front}}" + front, "{{cloze:Front}}" + back)], fields, cloze=True)
    if note is not None:
        expected, rendered = both(note)
        assert rendered == expected


@pytest.mark.anki
def test_speech_is_left_in_the_words_that_anki_reads_aloud_from(anki: RealAnki) -> None:
    note = anki.add(
        [("Forward", "{{tts en_US voices=A,B:text:Front}}", "{{FrontSide}} {{Back}}")], ("<b>one</b>", "two", "")
    )
    _, (card,) = both(note)
    assert card.front == "[anki:tts lang=en_US voices=A,B]one[/anki:tts]"
    (tag,) = note.cards()[0].render_output().question_av_tags
    assert (tag.field_text, tag.lang, tag.voices) == ("one", "en_US", ["A", "B"])


@pytest.mark.anki
def test_a_deck_is_named_as_learners_see_it(anki: RealAnki) -> None:
    (expected,), (card,) = both(anki.add([("Forward", "{{Front}} {{Deck}} {{Subdeck}}", "{{Card}}")], ("a", "", "")))
    assert (card, card.front) == (expected, f"a {DECK} Owls")


# -- our own rules ------------------------------------------------------------------------------------------------------


def test_a_template_keeps_its_text_and_comments() -> None:
    assert parse_template("a <!-- {{b}} -->{{text:hint:Front}}{{#Back}}c{{^Extra}}{{/Extra}}{{/Back}}") == (
        TemplateText("a <!-- {{b}} -->"),
        Replacement("Front", ("hint", "text")),
        Section("#", "Back", (TemplateText("c"), Section("^", "Extra", ()))),
    )


def test_a_sound_gets_a_player_whose_address_is_its_name_in_the_media_folder() -> None:
    html = with_players(Html("<p>[sound:a b&amp;c#1.mp3] and [anki:tts lang=en]hello[/anki:tts].</p>"))
    assert html == '<p><audio controls preload="none" src="a%20b%26c%231.mp3"></audio> and .</p>'
