"""Code to HTML with Pygments' class names. Colours are the stylesheet's business, so day and night both work."""

from functools import lru_cache
from html import escape

from deckgen.model import Html


@lru_cache(maxsize=4096)
def highlight(language: str, source: str) -> Html:
    """A code block. An unknown language is shown plain; only its first word counts (```` ```python title ````)."""
    name = language.split()[0].lower() if language.split() else ""
    body = _coloured(name, source.strip("\n"))
    label = f' class="language-{escape(name)}"' if name else ""
    return Html(f'<pre class="dk-code" dir="ltr"><code{label}>{body}</code></pre>')


def _coloured(name: str, source: str) -> str:
    from pygments import highlight as paint
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(name, stripnl=False)
    except ClassNotFound:
        return escape(source, quote=False)
    return paint(source, lexer, HtmlFormatter(nowrap=True)).rstrip("\n")
