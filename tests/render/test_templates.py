"""Jinja templates: sandboxed, strict, and errors that name a file and a line."""

from collections.abc import Mapping

import pytest

from deckgen.model import Html, SourceFile
from deckgen.render.templates import Templates


def templates(**files: str) -> Templates:
    return Templates({name: SourceFile(f"templates/{name}", text) for name, text in files.items()})


def fault(text: str, variables: Mapping[str, object] | None = None, **others: str) -> tuple[str, str]:
    """Place and code of the one problem of a template."""
    one = templates(main=text, **others)
    assert one.render("main", variables or {}) == Templates.BROKEN
    (problem,) = one.problems
    return str(problem.span), problem.code


def test_values_are_escaped_unless_they_are_html() -> None:
    from markupsafe import Markup

    one = templates(main="{{ a }} {{ b }}")
    assert one.render("main", {"a": "<b>", "b": Html(Markup("<b>"))}) == "&lt;b&gt; <b>"


def test_card_content_is_never_a_template() -> None:
    assert templates(main="{{ a }}").render("main", {"a": "{{ 7 * 7 }} {% if %}"}) == "{{ 7 * 7 }} {% if %}"


def test_a_template_that_was_changed_is_not_the_old_one() -> None:
    """What was compiled is kept, for as long as the text is the same."""
    texts = ("{{ a }}", "{{ a }}!", "{{ a }}", "{% include 'b' %}")
    assert [templates(main=text, b="b").render("main", {"a": "a"}) for text in texts] == ["a", "a!", "a", "b"]
    assert [templates(main=texts[-1], b=text).render("main", {}) for text in ("b", "c")] == ["b", "c"]


def test_an_undefined_variable_is_an_error() -> None:
    assert fault("one\n{{ nothing }}") == ("templates/main:2:1", "T003")


def test_an_undefined_attribute_is_an_error() -> None:
    assert fault("\n\n{{ a.nothing }}", {"a": 1}) == ("templates/main:3:1", "T003")


def test_a_syntax_error() -> None:
    assert fault("one\ntwo\n{{ a b }}", {"a": 1}) == ("templates/main:3:1", "T002")


def test_an_error_in_an_included_template_is_shown_there() -> None:
    assert fault("{% include 'part' %}", part="\n{{ nothing }}") == ("templates/part:2:1", "T003")
    assert fault("{% include 'part' %}", part="\n{{ a b }}") == ("templates/part:2:1", "T002")


def test_a_missing_include_is_shown_where_it_is_asked_for() -> None:
    assert fault("one\n{% include 'nowhere' %}") == ("templates/main:2:1", "T001")


def test_a_missing_template() -> None:
    one = templates()
    one.render("main", {})
    assert [problem.code for problem in one.problems] == ["T001"]


def test_each_problem_is_reported_once() -> None:
    one = templates(main="{{ nothing }}")
    for _ in range(3):
        one.render("main", {})
    assert len(one.problems) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{{ a.__class__ }}", "{{ a.__class__.__mro__[1].__subclasses__() }}", "{{ ''.__class__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ a['__class__'] }}", "{{ a | attr('__class__') }}", "{{ '{0.__class__}'.format(a) }}", "{{ items.append(1) }}",
        "{{ items.clear() }}", "{% include '/etc/passwd' %}", "{% include '../secret' %}", "{{ cycler.__init__.__globals__ }}",
        "{{ range(999999999) | list }}", "{% for x in range(1000000) %}{% endfor %}",
    ],
)  # fmt: skip
def test_there_is_no_way_out_of_the_sandbox(text: str) -> None:
    one = templates(main=text)
    one.render("main", {"a": "x", "items": [1]})
    assert [problem.code for problem in one.problems] in (["T003"], ["T001"])
