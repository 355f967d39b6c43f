"""Code in notes, put aside so that nothing changes it: fences, spans, `<pre>` and `<code>`. What opens first counts."""

import html
import re
from collections.abc import Callable

_CODE = re.compile(
    r"""
    ^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)
        (?:\n(?P<body>.*?))??(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)
    | <pre\b[^>]*>\s*(?:<code\b(?P<attributes>[^>]*)>)?(?P<pre>.*?)(?:</code\s*>)?\s*</pre\s*>
    | \$`(?P<math>[^`\n]+)`\$
    | (?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)
    | <(?P<tag>code|kbd|samp|tt)\b[^>]*>(?P<inside>[^\n]*?)</(?P=tag)\s*>
    """,
    re.DOTALL | re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LOOK = re.compile(r"</?(?:b|i|em|strong|span)\b[^<>]*>", re.IGNORECASE)


def without_code(text: str) -> str:
    return _CODE.sub("", text)


def put_aside(text: str, hold: Callable[[str], str]) -> str:
    """The text with its code as Markdown; `hold` takes a piece and answers with what stands for it."""

    def piece(found: re.Match[str]) -> str:
        if found["fence"]:
            return _fence(found, hold)
        if found["pre"] is not None:
            return f"\n\n{hold(_pre(found))}\n\n"
        if found["math"]:
            return f"${found['math'].strip()}$"
        if found["tag"]:
            body = html.unescape(_LOOK.sub("", found["inside"])).strip()
            return hold(f"`` {body} ``" if "`" in body else f"`{body}`") if body else ""
        return hold(found.group())

    return _CODE.sub(piece, text)


def _fence(found: re.Match[str], hold: Callable[[str], str]) -> str:
    """A fence with a closing one and with the name of a language alone; math fences become math."""
    indent, body, info = found["indent"], (found["body"] or "").rstrip("\n"), found["info"].strip()
    if "{{c" in info:  # a deletion is no name of a language
        info, body = "", f"{indent}{info}\n{body}"
    language = (
        re.sub(r"^\{?\s*\.?|[\s:,}{].*$", "", info) if re.fullmatch(r"\{[^}<]*\}|[^\s<]+[:,][^\s<]*", info) else info
    )
    if language.lower() in {"math", "latex-math"}:
        inner = "\n".join(f"{indent}{line.strip()}" for line in body.split("\n") if line.strip())
        return f"{indent}$$\n{inner}\n{indent}$$" if inner else ""
    return hold(f"{indent}{found['fence']}{language}\n{body}\n{indent}{found['fence']}")


def _pre(found: re.Match[str]) -> str:
    language = re.search(r"lang(?:uage)?-(\w+)", found["attributes"] or "")
    body = html.unescape(_TAG.sub("", found["pre"])).strip("\n")
    fence = "````" if "```" in body else "```"
    return f"{fence}{language[1] if language else ''}\n{body}\n{fence}"
