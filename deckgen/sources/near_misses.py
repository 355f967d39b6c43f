"""Keys that people write by habit from other programs, and the key that is meant here."""

import difflib

MEANT: dict[str, tuple[str, ...]] = {
    "question": ("front", "text"), "q": ("front", "text"), "prompt": ("front", "text"), "ask": ("front", "text"),
    "front_side": ("front", "text"), "问题": ("front", "text"), "问": ("front", "text"), "正面": ("front", "text"),
    "answer": ("back",), "a": ("back",), "response": ("back",), "reply": ("back",), "solution": ("back",), "back_side": ("back",),
    "答案": ("back",), "答": ("back",), "背面": ("back",), "cloze": ("text", "front"), "front": ("text",),
    "tag": ("tags",), "labels": ("tags",), "keywords": ("tags",), "标签": ("tags",),
    "sources": ("source",), "reference": ("source",), "references": ("source",), "ref": ("source",), "cite": ("source",),
    "link": ("source",), "url": ("source",), "来源": ("source",),
    "type": ("kind",), "card_type": ("kind",), "notetype": ("kind",), "model": ("kind",),
    "lang": ("languages",), "language": ("languages",), "explanation": ("extra",), "notes": ("extra",), "note": ("extra",),
    "why": ("extra",), "details": ("extra",), "comment": ("extra",), "mistake": ("pitfall",), "pitfalls": ("pitfall",),
    "key": ("id",), "uid": ("id",), "guid": ("was_guid",), "requires": ("needs",), "depends": ("needs",), "after": ("needs",),
    "chapter": ("section",), "syllabus": ("answers",), "image": ("svg",), "picture": ("svg",), "formula": ("expression",),
    "result": ("answer",), "units": ("unit",),
}  # fmt: skip
"""A key to the keys it may stand for; the first that the kind has is meant."""


def near_miss(word: str, known: tuple[str, ...]) -> str:
    """The known key that was probably meant, or ""."""
    plain = word.strip().lower().replace("-", "_").replace(" ", "_")
    if plain in known:
        return plain
    meant = next((key for key in MEANT.get(plain, ()) if key in known), "")
    return meant or next(iter(difflib.get_close_matches(plain, known, n=1)), "")
