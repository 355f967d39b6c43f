"""What the columns of a table hold: by their names in a header row, or by the lines with which Anki begins its exports."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_NAMES = {
    "front": ("front", "question", "q", "prompt", "term", "word", "题目", "问题", "正面", "问", "词", "单词", "术语"),
    "back": ("back", "answer", "a", "definition", "meaning", "response", "答案", "回答", "背面", "答", "释义", "定义", "解释",
             "含义"),
    "text": ("text", "cloze", "填空", "文字"),
    "extra": ("extra", "back extra", "notes", "note", "explanation", "comment", "comments", "hint", "example",
              "解析", "备注", "补充", "说明", "笔记", "例句"),
    "tags": ("tags", "tag", "labels", "keywords", "标签"),
    "deck": ("deck", "topic", "category", "chapter", "subject", "牌组", "分类", "主题", "章节", "类别"),
    "id": ("id", "key", "编号", "序号"),
    "guid": ("guid",),
    "notetype": ("notetype", "note type", "card type", "笔记类型"),
}  # fmt: skip
_ANKI_COLUMNS = {"tags": "tags column", "deck": "deck column", "guid": "guid column", "notetype": "notetype column"}
_CONTENT = {"front", "back", "text", "extra"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Role of each column by index; `extra` may be there several times. `has_header`: the first row is `names`."""

    roles: Mapping[int, str]
    names: Mapping[int, str]
    has_header: bool

    def index(self, role: str) -> int | None:
        return next((index for index, one in self.roles.items() if one == role), None)

    def content_of(self, cells: Sequence[str]) -> list[str]:
        """The cells that are neither tags, deck, guid nor notetype."""
        return [cell for index, cell in enumerate(cells) if self.roles.get(index, "front") in _CONTENT]


def columns_of(first: Sequence[str], options: Mapping[str, str]) -> Columns:
    """Columns as the options say; otherwise by a header row; otherwise question, answer, and more."""
    reserved = {
        int(value) - 1: role
        for role, option in _ANKI_COLUMNS.items()
        if (value := options.get(option, "")).strip().isdecimal()
    }
    header = _split_names(options["columns"]) if "columns" in options else []
    if not header and not reserved and _is_header(first):
        return _named(list(first), {}, has_header=True)
    if header:
        return _named(header, reserved, has_header=False)
    return _unnamed(len(first), reserved)


def _split_names(line: str) -> list[str]:
    return [name.strip() for name in re.split(r"\t|,|;", line)]


def _role(name: str) -> str:
    plain = re.sub(r"[\s_-]+", " ", name.strip().lower()).strip("# ")
    return next((role for role, names in _NAMES.items() if plain in names), "")


def _is_header(cells: Sequence[str]) -> bool:
    """Names of a question and an answer; one of them alone may well be a word somebody learns."""
    roles = {_role(cell) for cell in cells if cell.strip()}
    return {"front", "back"} <= roles or "text" in roles or ("front" in roles and len(roles - {""}) > 1)


def _named(header: Sequence[str], reserved: Mapping[int, str], *, has_header: bool) -> Columns:
    roles: dict[int, str] = dict(reserved)
    for index, name in enumerate(header):
        role = _role(name)
        if index in roles or not name.strip():
            continue
        roles[index] = role if role and (role == "extra" or role not in roles.values()) else "extra"
    _fill(roles, len(header))
    return Columns(roles, {index: name.strip() for index, name in enumerate(header)}, has_header)


def _unnamed(width: int, reserved: Mapping[int, str]) -> Columns:
    roles: dict[int, str] = dict(reserved)
    _fill(roles, width)
    return Columns(roles, {}, has_header=False)


def _fill(roles: dict[int, str], width: int) -> None:
    """Question and answer are the first columns whose names say nothing else; the others are extra."""
    wanted = [] if "text" in roles.values() else [role for role in ("front", "back") if role not in roles.values()]
    for index in range(width):
        if roles.get(index, "extra") == "extra":
            roles[index] = wanted.pop(0) if wanted else "extra"
