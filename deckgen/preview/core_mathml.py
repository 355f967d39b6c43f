"""Mends a tree of latex2mathml so that browsers draw what MathJax draws: MathML Core, with the spaces of TeX."""

import re
import unicodedata
from xml.etree.ElementTree import Element

_BINARY = set("+-−±∓")
_CLOSING = set(")]}|‖!′⌉⌋⟩%")
_TIGHT = set("/|‖")
"""TeX takes these for letters, not for operators with space around them."""
_OPERATORS = {"~": "∼", ":": ":", "′": "′", "…": "…"}
"""Operators that the library takes for letters, as it does with many signs of mathematics."""
_COLON = "0.278em"
_NO_OPERATORS = set("∅∞∂∇∀∃∄∠⊤⊥")
_CAPITAL_GREEK = re.compile("[Α-Ω]")
_ACCENTS = {"^": "ˆ", "~": "˜"}
"""Over a letter; the characters of ASCII are as large as letters."""
_FUNCTION = re.compile(r"(?!mod$)[A-Za-z][A-Za-z\u2006\u2009]+")
_SCRIPTED = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}
_CHILDREN = {**_SCRIPTED, "mfrac": 2, "mroot": 2}
"""How many parts these must have; of `\\frac{a}` the library makes a fraction with one."""
_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_WITH_LIMITS = {"∑", "∏", "⋃", "⋂", "max", "min", "sup", "inf", "lim"}
_TEX_VARIANTS = {"-tex-calligraphic": "script", "-tex-bold-calligraphic": "bold-script", "-tex-mathit": "italic"}
_THIN = "0.167em"
_STRIKE = "background: linear-gradient(to {} right, transparent 47%, currentColor 47% 53%, transparent 53%)"
_NOTATIONS = {
    "box": "border: 1px solid; padding: 0.2em",
    "updiagonalstrike": _STRIKE.format("bottom"),
    "downdiagonalstrike": _STRIKE.format("top"),
    "horizontalstrike": "text-decoration: line-through",
    "left": "border-left: 1px solid",
    "right": "border-right: 1px solid",
    "top": "border-top: 1px solid",
    "bottom": "border-bottom: 1px solid",
    "roundedbox": "border: 1px solid; border-radius: 0.3em; padding: 0.2em",
    "circle": "border: 1px solid; border-radius: 50%; padding: 0.2em",
}
"""What MathJax can draw around or over a term, as far as borders can."""
_LETTER = re.compile(r"(?:LATIN|GREEK) (?P<case>SMALL|CAPITAL) LETTER (?P<name>\w+)|(?P<digit>DIGIT \w+)")


class UndrawableError(ValueError):
    """The tree holds something that browsers would leave out or show as its TeX, or a link."""


def mend(math: Element) -> None:
    """Change the tree in place. Raises `UndrawableError`."""
    for element in math.iter():
        if len(element) != _CHILDREN.get(element.tag, len(element)):
            raise UndrawableError(element.tag)
    for parent in list(math.iter()):
        for element in list(parent):
            _mend_one(element)
        _mend_spaces(parent)
    for scripted in math.iter():
        if scripted.tag in _SCRIPTED:
            _mend_scripts(scripted)
    for table in math.iter("mtable"):
        _mend_table(table)


def mend_mathjax(math: Element) -> None:
    """The same for a tree of MathJax, which has the spaces of TeX already."""
    for element in math.iter():
        for name in ("href", "style", "class", "id"):
            element.attrib.pop(name, None)
        if element.tag == "menclose":
            _enclose(element)
        elif element.tag == "mpadded":
            _unpad(element)
        elif element.tag == "mtable":
            _align(element)
        elif element.tag in {"mover", "munder"}:
            _mend_accent(element)
        _draw_variant(element)


def _enclose(element: Element) -> None:
    notations = element.attrib.pop("notation", "").split()
    styles = [_NOTATIONS[notation] for notation in notations if notation in _NOTATIONS]
    if len(styles) < len(notations):
        raise UndrawableError("menclose")
    element.tag = "mrow"
    element.set("style", "; ".join(styles))


def _align(table: Element) -> None:
    """Alignment as style: the last side given goes for all columns behind."""
    sides = table.attrib.pop("columnalign", "center").split()
    for row in table:
        for index, cell in enumerate(row):
            cell.set("style", f"text-align: {sides[min(index, len(sides) - 1)]}")


def _mend_one(element: Element) -> None:
    text = element.text or ""
    is_tex = text.startswith("\\") or (element.tag == "mtext" and "$" in text)
    if is_tex or "href" in element.attrib:
        raise UndrawableError(text)
    if element.tag == "menclose":
        _frame(element)
    if element.tag == "mo" and len(element):  # \mathrel{|} and its like
        element.text = "".join(element.itertext())
        element[:] = []
    if element.tag in {"mi", "mo"}:
        _sort_out(element, text)
    if element.tag == "mpadded":
        _unpad(element)
    if element.tag in {"mover", "munder"}:
        _mend_accent(element)
    _draw_variant(element)


def _sort_out(element: Element, text: str) -> None:
    """What is an operator and what a letter. Capital Greek is upright in TeX."""
    is_sign = len(text) == 1 and unicodedata.category(text) == "Sm" and text not in _NO_OPERATORS
    if text in _OPERATORS or is_sign:
        element.tag, element.text = "mo", _OPERATORS.get(text, text)
    elif text in _NO_OPERATORS or _CAPITAL_GREEK.fullmatch(text):
        element.tag = "mi"
        element.attrib.setdefault("mathvariant", "normal")
    if text == ":":
        element.attrib.update(lspace=_COLON, rspace=_COLON)


def _mend_accent(over: Element) -> None:
    base, accent = over
    if accent.text in _ACCENTS:
        over.set("accent", "true")
        accent.text = _ACCENTS[accent.text]
    elif accent.text == "―":  # a dash that does not grow
        edge = "top" if over.tag == "mover" else "bottom"
        over.tag, over[:] = "mrow", [base]
        over.set("style", f"border-{edge}: 0.06em solid; padding-{edge}: 0.1em")
    if base.tag == "mrow" and len(base) == 1 and base[0].tag == "mo":  # a sign stays one with something above it
        sign = base[0]
        base.remove(sign)
        over[0] = sign


def _frame(element: Element) -> None:
    """Browsers know no <menclose>; a box can be a border, a line through a term would be lost without a word."""
    if element.attrib.pop("notation", "") != "box":
        raise UndrawableError("menclose")
    element.tag = "mrow"
    element.set("style", "border: 1px solid; padding: 0.2em")


def _unpad(element: Element) -> None:
    """Widths such as `+0.8em` mean nothing to browsers."""
    for name in ("width", "height", "depth", "lspace", "voffset"):
        if element.get(name, "").startswith(("+", "-")):
            del element.attrib[name]


def _draw_variant(element: Element) -> None:
    """Letters of their own for bold, sans-serif and so on: browsers know no `mathvariant` but `normal`."""
    variant = element.get("mathvariant", "normal")
    if variant == "normal":
        return
    del element.attrib["mathvariant"]
    style = _TEX_VARIANTS.get(variant, variant.removeprefix("-tex-")).upper()
    element.text = "".join(_styled(character, style) for character in element.text or "")


def _styled(character: str, style: str) -> str:
    letter = _LETTER.fullmatch(unicodedata.name(character, ""))
    if not letter:
        return character
    name = letter["digit"] or f"{letter['case']} {letter['name']}"
    for candidate in (f"MATHEMATICAL {style.replace('-', ' ')} {name}", f"MATHEMATICAL {style} {name}"):
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return character


def _mend_spaces(row: Element) -> None:
    children = list(row)
    if row.tag == "mrow" and len(children) == 1 and children[0].tag == "mo":  # {,} is a letter to TeX
        _tighten(children[0])
    for before, element in zip([None, *children], children, strict=False):
        text = element.text or ""
        if element.tag == "mo" and text in _TIGHT:
            _tighten(element)
        elif element.tag == "mo" and text in _BINARY and before is not None and _is_open(before):
            element.set("form", "prefix")
    for index, element in enumerate(children):
        if element.get("linethickness") == "0":
            _fit_brackets(children[max(index - 1, 0) : index + 2])
    if row.tag in {"mrow", "mtd", "mstyle", "math"}:
        _space_functions(row)


def _tighten(operator: Element) -> None:
    operator.set("lspace", "0")
    operator.set("rspace", "0")


def _fit_brackets(binomial: list[Element]) -> None:
    """The library makes the brackets of a binomial as large as in displayed math; they grow by themselves."""
    for element in binomial:
        for name in ("minsize", "maxsize"):
            element.attrib.pop(name, None)


def _is_open(element: Element) -> bool:
    """Whether a sign after this is a sign, not an operation: it follows an operator that is no closing bracket."""
    return element.tag == "mo" and (element.text or "") not in _CLOSING


def _space_functions(row: Element) -> None:
    """TeX puts a thin space between `log` and what is no bracket."""
    spaced: list[Element] = []
    for element in row:
        function = _function(element)
        last = spaced[-1] if spaced else None
        if last is not None and _needs_space(last, element, is_function=function is not None):
            spaced.append(Element("mspace", width=_THIN))
        if function is not None:
            _make_function(function)
        spaced.append(element)
    row[:] = spaced


def _needs_space(before: Element, after: Element, *, is_function: bool) -> bool:
    if _function(before) is not None:
        return after.tag not in {"mo", "mspace"} or is_function
    if not is_function or before.tag == "mspace":
        return False
    return before.tag != "mo" or (before.text or "") in _CLOSING


def _function(element: Element) -> Element | None:
    """The name in `log`, `log_2` or `max_x`."""
    while element.tag in _SCRIPTED and len(element):
        element = element[0]
    is_name = element.tag in {"mi", "mo"} and _FUNCTION.fullmatch(element.text or "")
    return element if is_name else None


def _make_function(name: Element) -> None:
    if name.tag == "mo":
        _tighten(name)


def _mend_scripts(scripted: Element) -> None:
    """No spaces around signs in small print. Sums have their limits below and above where there is room for it."""
    base, *scripts = scripted
    for operator in (one for script in scripts for one in script.iter("mo")):
        _tighten(operator)
    if base.tag == "mo" and (base.text in _WITH_LIMITS or base.get("movablelimits")):
        scripted.tag = _LIMITS.get(scripted.tag, scripted.tag)
        base.set("movablelimits", "true")


def _mend_table(table: Element) -> None:
    """Alignment as style, which browsers understand; no gap at the edges, nor where equations are aligned at a sign."""
    is_equations = table.get("columnspacing") is not None
    if is_equations:
        table.set("displaystyle", "true")
    for row in table:
        for index, cell in enumerate(row):
            side = cell.attrib.pop("columnalign", "")
            no_gap = {
                "left": index == 0 or (is_equations and side == "left"),
                "right": index == len(row) - 1 or (is_equations and side == "right"),
            }
            style = [f"text-align: {side}"] if side else []
            style += [f"padding-{edge}: 0" for edge, is_there in no_gap.items() if is_there]
            cell.set("style", "; ".join(style))
