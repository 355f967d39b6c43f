"""Which cards a note has: our rules against real Anki's, since an import takes card rows from the package and makes none itself."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from deckgen.notes.cardgen import cloze_numbers, cloze_ordinals, is_blank, normal_ordinals
from deckgen.notes.note import CardTemplate
from deckgen.notes.template import TemplateFaultError, fields_used, parse_template
from tests.examples import upto
from tests.real_anki import FIELDS, RealAnki


def templates(*fronts: str) -> tuple[CardTemplate, ...]:
    return tuple(CardTemplate(str(index), f"T{index}", index, front, "back") for index, front in enumerate(fronts))


# -- our own rules ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("front", "filled", "shows"),
    [
        ("{{Front}}", "Front", True),
        ("{{Front}}", "Back", False),
        ("words only", "Front", False),
        ("{{#Extra}}{{Front}}{{/Extra}}", "Front", False),
        ("{{#Extra}}{{Front}}{{/Extra}}", "Front Extra", True),
        ("{{^Extra}}{{Front}}{{/Extra}}", "Front", True),
        ("{{^Extra}}{{Front}}{{/Extra}}", "Front Extra", False),
        ("{{#Front}}words{{/Front}}", "Front", False),
        ("{{#Back}}{{^Extra}}{{Front}}{{/Extra}}{{/Back}}", "Front Back", True),
        ("{{text:Front}}", "Front", True),
        ("{{ Front }}", "Front", True),
        ("<!-- {{Front}} -->", "Front", False),
        ("{{Tags}} {{Deck}}", "Front", False),
    ],
)
def test_a_template_makes_a_card_if_its_front_would_show_a_filled_field(front: str, filled: str, shows: bool) -> None:
    fields = {name: "x" if name in filled.split() else "" for name in FIELDS}
    assert normal_ordinals(templates(front), fields) == ((0,) if shows else ())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("no holes", set()),
        ("{{c1::a}}", {1}),
        ("{{c1::a}} {{c3::b}} {{c1::c}}", {1, 3}),
        ("{{c1::a::hint}}", {1}),
        ("{{c1::a {{c2::b}} }}", {1, 2}),
        ("{{c1::a", set()),
        ("{{c1::a {{c2::b}}", set()),
        ("{{c1::}}", {1}),
        ("}} {{c1::a}}", {1}),
        ("{{c12::a}}", {12}),
        ("{{C1::a}} {{c::b}} {{c-1::c}}", set()),
        ("{{c1,2::a}}", {1, 2}),
        ("{{c,3,3::a}} {{c,::b}} {{c99999::c}}", {3}),
        ("{{c1::" * 11 + "{{c2::a" + "}}" * 12, {1}),
    ],
)
def test_cloze_numbers_are_those_of_closed_deletions(text: str, numbers: set[int]) -> None:
    """`{{c1,2::a}}` makes two cards in Anki 26; versions before multi-card deletions show it as text and make none.

    The checker therefore warns of it (K106); rows of cards that an old client cannot show are an empty card there.
    """
    assert cloze_numbers(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "{{#Front}}",
        "{{/Front}}",
        "{{#Front}}{{/Back}}",
        "{{#A}}{{#B}}{{/A}}{{/B}}",
        "{{^Front}}x",
        "{{#A}}{{/A}}{{/A}}",
    ],
)
def test_sections_that_do_not_match_are_a_fault(text: str) -> None:
    with pytest.raises(TemplateFaultError):
        parse_template(text)


def test_every_field_a_template_names_is_found() -> None:
    nodes = parse_template("{{A}}{{#B}}{{cloze:C}}{{^D}}{{/D}}{{/B}}{{#c12}}{{/c12}}")
    assert set(fields_used(nodes)) == {"A", "B", "C", "D"}


@pytest.mark.parametrize(
    ("html", "blank"),
    [
        ("", True),
        ("<div><br></div>", True),
        ("&nbsp; \u3000 \u200b", True),
        ("<!-- note -->", True),
        ("<p>0</p>", False),
        ('<img src="a.png">', False),
        ("[sound:a.mp3]", False),
        ("<table><tr><td></td></tr></table>", False),
        ("<p>&lt;br&gt;</p>", False),
    ],
)
def test_a_field_is_blank_if_a_person_would_see_nothing(html: str, blank: bool) -> None:
    assert is_blank(html) == blank


# -- against real Anki --------------------------------------------------------------------------------------------------

REPLACEMENTS = st.builds("{{{{{}{}}}}}".format, st.sampled_from(["", "text:", "hint:", " "]), st.sampled_from(FIELDS))
LEAVES = st.one_of(
    REPLACEMENTS,
    st.sampled_from(["words", "<br>", "<!-- {{Front}} -->", "<!-- {{#Back}} -->", "<!-- -->", "{{Tags}}", "{ }", "\n"]),
)


def _section(parts: tuple[str, str, list[str]]) -> str:
    mark, name, inside = parts
    return f"{{{{{mark}{name}}}}}{''.join(inside)}{{{{ /{name} }}}}"


TREES = st.recursive(
    LEAVES,
    lambda inner: st.tuples(
        st.sampled_from("#^"), st.sampled_from(FIELDS), st.lists(inner, min_size=1, max_size=2)
    ).map(_section),
    max_leaves=5,
)
FRONTS = st.lists(TREES, min_size=1, max_size=3).map("".join)
VALUES = st.sampled_from(
    ["", "", "x", "0", " ", "\n", "<br>", "<br/>", "<BR />", "<div></div>", "<div> <br> </div>", "&nbsp;", "\u00a0", "\u3000",
     "<p></p>", "<!-- -->", "<img src=a.png>", "[sound:a.mp3]", "<div class=x></div>", "<br >", "\u200b", "{{c1::x}}"]
)  # fmt: skip
NOTES = st.tuples(*(VALUES for _ in FIELDS))
CLOZE_PARTS = (
    *("{{c1::", "{{c2::", "{{c3::", "{{c10::", "{{c0::", "{{c777::", "{{c1,2::", "{{c2,4::", "{{c01::"),
    *("}}", "}}", "::hint", "a", " ", "}", "{", "{{c", "1::", "{{", "<b>", "</b>", "&nbsp;"),
    *("\\(x_{1}\\)", "{{Front}}", "{{cloze:Front}}", "<!--", "-->", "{{c1:", "{{c1 ::"),
)
CLOZES = st.lists(st.sampled_from(CLOZE_PARTS), max_size=9).map("".join)


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealAnki]:
    real = RealAnki(tmp_path_factory.mktemp("cardgen") / "collection.anki2")
    yield real
    real.collection.close()


@pytest.mark.anki
@settings(
    max_examples=upto(150), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(fronts=st.lists(FRONTS, min_size=1, max_size=3, unique=True), fields=NOTES)
@example(fronts=["{{Front}}", "{{#Back}}{{Front}}{{/Back}}"], fields=("x", "<br>", ""))
@example(fronts=["{{^Back}}{{Front}}{{/Back}}"], fields=("x", "y", ""))
@example(fronts=["{{#Back}}{{^Extra}}{{Front}}{{/Extra}}{{/Back}}"], fields=("x", "y", "&nbsp;"))
@example(fronts=["<!-- {{Front}} -->{{Back}}"], fields=("x", "", ""))
@example(fronts=["<!-- {{#Front}} -->{{Back}}"], fields=("x", "y", ""))
@example(fronts=["{{Front}}"], fields=("\u3000", "", ""))
@example(fronts=["{{Front}}"], fields=("\u00a0", "", ""))
def test_normal_notes_get_the_cards_anki_makes(anki: RealAnki, fronts: list[str], fields: tuple[str, ...]) -> None:
    """Anki gives a note without cards its first card when a person adds it; we report such a note instead (A001)."""
    theirs = anki.ordinals(fronts, fields)
    if theirs is None:
        return
    ours = normal_ordinals(templates(*fronts), dict(zip(FIELDS, fields, strict=True)))
    assert (ours or (0,)) == theirs


@pytest.mark.anki
@settings(max_examples=upto(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=CLOZES,
    extra=CLOZES,
    front=st.sampled_from(
        [
            "{{cloze:Front}}",
            "{{#Front}}{{cloze:Front}}{{/Front}}",
            "{{text:cloze:Front}}",
            "{{cloze:Front}}{{cloze:Extra}}",
        ]
    ),
)
@example(text="{{c1::a {{c2::b}} }}", extra="", front="{{cloze:Front}}")
@example(text="{{c1,2::a}}", extra="", front="{{cloze:Front}}")
@example(text="{{c,3::a}} {{c,::b}} {{c99999::c}}", extra="{{c1::{{c,2::}}", front="{{cloze:Front}}")
@example(text="{{c1::" * 11 + "{{c2::a" + "}}" * 12, extra="", front="{{cloze:Front}}")
@example(text="{{c1::a {{c2::b}}", extra="", front="{{cloze:Front}}")
@example(text="{{c2::{{c0::a}}}}", extra="{{c777::b}}", front="{{cloze:Front}}")
@example(text="{{c1::}}", extra="", front="{{cloze:Front}}")
@example(text="}}{{c1::\\(x_{1}\\)}}", extra="{{c2::x}}", front="{{cloze:Front}}{{cloze:Extra}}")
def test_cloze_notes_get_the_cards_anki_makes(anki: RealAnki, text: str, extra: str, front: str) -> None:
    theirs = anki.ordinals([front], (text, "", extra), cloze=True)
    assert theirs is not None
    ours = cloze_ordinals([text, "", extra])
    assert (ours or (0,)) == theirs


@pytest.mark.anki
@pytest.mark.parametrize(
    "text", ["{{#Front}}", "{{/Front}}", "{{#Front}}{{/Back}}", "{{#Front}}{{#Back}}{{/Front}}{{/Back}}"]
)
def test_anki_takes_no_template_that_we_call_a_fault(anki: RealAnki, text: str) -> None:
    assert anki.ordinals([text + "{{Front}}"], ("x", "x", "x")) is None
