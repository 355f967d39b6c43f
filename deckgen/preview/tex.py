r"""One TeX formula to MathML: latex2mathml, with TeX it is weak in rewritten before, and its tree mended after.

What latex2mathml does not read (chemistry) is shown as MathJax makes it, and what MathJax does not know in red.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias
from xml.etree.ElementTree import Element, fromstring, tostring

from latex2mathml.converter import convert_to_element

from deckgen.mathjax import FormulaReading, read
from deckgen.preview.core_mathml import UndrawableError, mend, mend_mathjax

_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]+);")
_BIG = r"(?P<big>\\(?:left|right|middle|[bB]igg?[lrm]?)\s*)?"

Rewriting: TypeAlias = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _rewriting(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Rewriting:
    return re.compile(pattern), replacement


_REWRITINGS = (
    # environments it does not know, and those it knows only with a star or a number beside each line
    _rewriting(r"\\(begin|end)\{(?:aligned|alignedat|align|eqnarray\*?|split)\}", r"\\\1{align*}"),
    _rewriting(r"\\(begin|end)\{(?:gathered|gather\*?)\}", r"\\\1{matrix}"),
    _rewriting(r"\\(begin|end)\{[dr]cases\*?\}", r"\\\1{cases}"),
    # one upright letter would be italic, since a lone letter in <mi> is
    _rewriting(r"\\mathrm\s*\{([A-Za-z0-9 ]+)\}", lambda found: rf"\text{{{found[1].replace(' ', '')}}}"),
    # it would take the star for a product, and \max for the argument of \arg
    _rewriting(r"\\operatorname\*\s*\{arg\s*(?:\\[,;: ])?\s*(max|min)\}", r"\\arg\1 "),
    _rewriting(r"\\arg\s*\\(max|min)(?![A-Za-z])", r"\\arg\1 "),
    _rewriting(r"\\operatorname\*", r"\\operatorname"),
    # a bar without \left does not grow, and it takes the left and the right one for relations
    _rewriting(_BIG + r"\\[lr]Vert(?![A-Za-z])", lambda found: found.group() if found["big"] else r"\|"),
    _rewriting(_BIG + r"\\[lr]vert(?![A-Za-z])", lambda found: found.group() if found["big"] else "|"),
    # it takes \colon for a ratio
    _rewriting(r"\\colon(?![A-Za-z])", r"{:}\\,"),
    # it would lay a slash beside the sign
    _rewriting(r"\\not\s*=", r"\\ne "),
    # it writes names of widths that no browser knows
    _rewriting(r"\\!", r"\\hspace{-0.167em}"),
)


@lru_cache(maxsize=4096)
def to_mathml(tex: str, *, is_block: bool) -> str | None:
    """`<math>..</math>`; None where Anki shows the TeX too, or no browser could draw the formula."""
    reading = read(tex, display=is_block)
    if reading.failure:
        return None
    drawn = None if reading.unknown else _by_library(tex, is_block=is_block)
    return drawn or _by_mathjax(reading, is_block=is_block)


def _by_mathjax(reading: FormulaReading, *, is_block: bool) -> str | None:
    math = fromstring(reading.mathml)  # noqa: S314 - made by MathJax from a formula: no entities, no document
    math.set("display", "block" if is_block else "inline")
    try:
        mend_mathjax(math)
    except UndrawableError:
        return None
    return tostring(math, encoding="unicode")


def _by_library(tex: str, *, is_block: bool) -> str | None:
    for pattern, replacement in _REWRITINGS:
        tex = pattern.sub(replacement, tex)
    try:
        math = convert_to_element(tex, display="block" if is_block else "inline")
    except Exception:  # what the library raises for TeX it cannot read is not limited to its own errors
        return None
    for element in math.iter():
        element.text = _REFERENCE.sub(lambda found: chr(int(found[1], 16)), element.text or "")
    try:
        mend(math)
    except UndrawableError:
        return None
    return _written(math)


def _written(math: Element) -> str:
    del math.attrib["xmlns"]  # HTML knows <math> without it
    return tostring(math, encoding="unicode")
