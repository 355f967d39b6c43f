"""The MathJax that Anki ships, in an interpreter of JavaScript: what it knows, what it complains of, and the MathML it makes.

`mathjax.js` is the published file (`tests/mathjax/renew.py` renews it); `reader.js` asks it. Anki 24.11 to 26.9 ship the same one.
"""

from deckgen.mathjax.engine import FormulaReading, names, read
from deckgen.mathjax.expansion import Expanded, MacroError, expanded, names_in
from deckgen.mathjax.formula import MathProblem, formula_problems

__all__ = [
    "Expanded",
    "FormulaReading",
    "MacroError",
    "MathProblem",
    "expanded",
    "formula_problems",
    "names",
    "names_in",
    "read",
]
