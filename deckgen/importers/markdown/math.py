r"""Math as notes write it, made the way deckgen reads it.

Deckgen follows Pandoc: `$x$` has no space inside its dollars; display math has no blank line in it. People write `$ x $`, and
`\[5\]` where they mean brackets.
"""

import re

from deckgen.importers.markdown.page import HOLD_START

_TEX = re.compile(r"\\[a-zA-Z]|[_^{}=<>+]|^[\w\s,.()'|/*-]{1,12}$")
_SIGN = re.compile(r"\\[a-zA-Z]|[_^{}=<>+]")
_ONLY_NUMBERS = re.compile(r"[\d\s,.;–-]*")
"""What stands in the brackets of a citation."""
_WORDS = re.compile(r"(?<!\\)\b[a-zA-Z]{3,}\b[ ,.]+(?<!\\)\b[a-zA-Z]{2,}\b")
MATH = re.compile(
    r"""
    (?P<escaped>\\\\(?=[(\[])|\\\\|\\\$)
    | \$`(?P<tick>[^`\n]+)`\$
    | \$\$(?P<display>(?:(?!\$\$)[^HOLD])+?)\$\$
    | \\\[(?P<bracket>(?:(?!\\\])[^HOLD])*?)\\\]
    | \\\((?P<paren>[^\nHOLD]*?)\\\)
    | (?<![\w$])\$(?P<loose>\ +[^$\nHOLD]+?\ *|[^\s$HOLD][^$\nHOLD]*?\ +)\$(?![\d$])
    | \$(?P<inline>(?![\s$])(?:\\.|(?!\n[ \t]*\n)[^$\\`HOLD])*?(?:\\.|[^\s$\\`HOLD]))\$(?!\d)
    | (?P<lonely>\$\$|\\\[|\\\(|\\\]|\\\))
    """.replace("HOLD", HOLD_START),
    re.VERBOSE | re.DOTALL,
)
"""Every place that may be math, with what it would be. There is no code in math: HOLD is where code was put aside."""


def as_deckgen(match: re.Match[str]) -> tuple[str, bool]:
    """The text for a match of `MATH`, and whether it is math, which nothing may change any more."""
    match match.lastgroup:
        case "tick":
            return _checked(match, f"${match['tick'].strip()}$", match["tick"])
        case "display":
            tex = re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n", match["display"])
            return _checked(match, f"$${tex}$$", tex) if tex.strip() else (r"\$\$\$\$", True)
        case "bracket":
            tex = re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n", match["bracket"])
            is_math = _is_formula(tex) and (_stands_alone(match) or not _ONLY_NUMBERS.fullmatch(tex))
            return _checked(match, f"\\[{tex}\\]", tex) if is_math else (f"[{match['bracket']}]", False)
        case "paren":
            tex = match["paren"]
            return _checked(match, f"\\({tex}\\)", tex) if _is_formula(tex) else (f"({tex})", False)
        case "loose":
            tex = match["loose"].strip()
            return _checked(match, f"${tex}$", tex) if _is_tex(tex) else (match.group(), False)
        case "inline":
            return _checked(match, match.group(), match["inline"])
        case "lonely":
            return (r"\$\$", True) if match.group() == "$$" else (match.group()[1:], False)
    return match.group(), True


def _is_formula(text: str) -> bool:
    """Whether brackets with backslashes hold math. What has a sign of TeX does, whatever words are in it."""
    return bool(_SIGN.search(text)) or _is_tex(text)


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether nothing else is on the lines of a match."""
    before = match.string.rfind("\n", 0, match.start()) + 1
    after = match.string.find("\n", match.end())
    return not (
        match.string[before : match.start()] + match.string[match.end() : after if after >= 0 else None]
    ).strip()


def _is_tex(text: str) -> bool:
    return (
        bool(text.strip())
        and bool(_TEX.search(text.strip()))
        and not _WORDS.search(re.sub(r"\\text\w*\{[^}]*\}", "", text))
    )


def _checked(match: re.Match[str], math: str, tex: str) -> tuple[str, bool]:
    """The math; as code where its braces do not match, which would break the page."""
    depth = 0
    for brace in re.findall(r"\\.|[{}]", tex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            break
    if depth == 0:
        return math, True
    shown = re.sub(r"[`\s]+", " ", match.group()).strip()
    return f"`{shown}`", True
