"""Code to HTML with Pygments' class names. Colours are the stylesheet's business, so day and night both work."""

import re
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from deckgen.model import Html

if TYPE_CHECKING:  # Pygments takes a while to import, and many decks hold no code
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexer import Lexer

_ANKI_MARK = re.compile(r"\[(?=sound:|anki:|latex\]|\$\$?\]|\[type:)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def highlight(language: str, source: str) -> Html:
    """A code block. An unknown language is shown plain; only its first word counts (```` ```python title ````)."""
    name = language.split()[0].lower() if language.split() else ""
    body = _coloured(name, source)
    label = f' class="language-{escape(name)}"' if name else ""
    return Html(f'<pre class="dk-code" dir="ltr"><code{label}>{without_anki_marks(body)}</code></pre>')


def without_anki_marks(html: str) -> str:
    """Code in which `[sound:...]`, `[latex]` and the like are only text; Anki looks for them everywhere, code included."""
    return _ANKI_MARK.sub("&#91;", html)


def _coloured(name: str, source: str) -> str:
    from pygments import highlight as paint

    lexer = _lexer(name)
    return paint(source, lexer, _formatter()).rstrip("\n") if lexer else escape(source, quote=False)


@cache
def _lexer(name: str) -> "Lexer | None":
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(name, stripnl=False)
    except ClassNotFound:
        return None


@cache
def _formatter() -> "HtmlFormatter[str]":
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True)
