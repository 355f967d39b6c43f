"""Text is read with one kind of line end and without a byte order mark; what is written back has those of the file."""

from difflib import SequenceMatcher

_BOM = b"\xef\xbb\xbf"


def as_it_was_written(raw: bytes, before: str, after: str) -> bytes:
    """`after` as bytes, in which every line of `before` that is still there is what it was in `raw`."""
    mark = _BOM if raw.startswith(_BOM) else b""
    lines = raw.removeprefix(_BOM).decode("utf-8").split("\n")
    if [line.removesuffix("\r") for line in lines] != before.split("\n"):
        raise ValueError("the file has changed since it was read")
    has_return = [line.endswith("\r") for line in lines[:-1]]
    if not any(has_return):
        return mark + after.encode()
    if all(has_return):
        return mark + after.replace("\n", "\r\n").encode()
    return mark + _mixed(lines, before.split("\n"), after.split("\n")).encode()


def _mixed(raw: list[str], before: list[str], after: list[str]) -> str:
    """Lines that are new end as the one they stand before, or instead of."""
    made: list[str] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            made += raw[start:end]
        else:
            ending = "\r" if raw[min(start, len(raw) - 1)].endswith("\r") else ""
            made += [line + ending for line in after[new_start:new_end]]
    return "\n".join(made)
