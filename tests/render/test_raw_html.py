"""What a browser runs in raw HTML is found, wherever Python's parser reads otherwise than a browser."""

import pytest

from deckgen.render.raw_html import forbidden_html, tags_in

HANDLER = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "html",
    [
        HANDLER,
        f"<!-->{HANDLER}-->",
        f"<!--->{HANDLER}-->",
        f"<!-- a --!>{HANDLER}<!-- b -->",
        f"<style></style/>{HANDLER}</style>",
        f"<style></style x>{HANDLER}</style>",
        f"<STYLE></sTyle\n>{HANDLER}</style>",
        *(
            f'<{name}><a title="</{name}>{HANDLER}"></a>'
            for name in ("textarea", "title", "noscript", "xmp", "noembed", "noframes")
        ),
        f'<style/><a title="</style>{HANDLER}"></a>',
    ],
)
def test_a_handler_that_a_browser_runs_is_found(html: str) -> None:
    assert "H004" in [problem.code for problem in forbidden_html(html)]


@pytest.mark.parametrize("html", [f"<!-- {HANDLER} -->", f"<style>/* {HANDLER} */</style>", "<b>on</b>"])
def test_what_a_browser_does_not_run_is_nothing(html: str) -> None:
    assert list(forbidden_html(html)) == []


def test_offsets_stay_those_of_the_text() -> None:
    text = "<!--><b>x</b><style>a</style x><i>"
    assert [(tag.name, tag.start) for tag in tags_in(text) if tag.name in "bi" and not tag.is_end] == [
        ("b", text.index("<b>")),
        ("i", text.index("<i>")),
    ]
