"""The masks of a diagram note back to the elements of its SVG: each is the element that has the mask's box."""

import hashlib
import re
from collections.abc import Mapping

from bs4 import Tag

from deckgen.importers.html import FieldReader
from deckgen.model import MediaFile, MediaName, Sha256
from deckgen.render.svg import picture

_STYLE = re.compile(r"left:(?P<left>[\d.]+)%;top:(?P<top>[\d.]+)%;width:(?P<width>[\d.]+)%;height:(?P<height>[\d.]+)%")
_DELETION = re.compile(r"\{\{c(?P<number>\d+)::(?P<label>.*)\}\}", re.DOTALL)
_IDS = re.compile(r"""\sid\s*=\s*(?:"([^"]+)"|'([^']+)')""")


def diagram_keys(block: Tag, reader: FieldReader) -> dict[str, object] | None:
    """`svg` and `hide`; None if the picture or one of the elements is not to be found."""
    image = block.find("img")
    found = reader.shelf.picture(str(image.get("src"))) if isinstance(image, Tag) else None
    if found is None or not found.name.endswith(".svg"):
        return None
    boxes = _boxes(found.name, reader.shelf.files[found.name])
    hide: list[Mapping[str, object]] = []
    for index, mask in enumerate(block.find_all("span", class_="dk-mask"), start=1):
        deletion = _DELETION.fullmatch(mask.decode_contents().strip())
        style = _STYLE.search(str(mask.get("style") or ""))
        ids = boxes.get(tuple(style.groups())) if style else None
        if not deletion or not ids:
            return None
        used = {one["id"] for one in hide}
        element: dict[str, object] = {"id": next((name for name in ids if name not in used), ids[0])}
        element["label"] = reader.read(deletion["label"])
        if int(deletion["number"]) != index:
            element["number"] = int(deletion["number"])
        hide.append(element)
    return {"svg": found.name, "hide": hide}


def _boxes(name: str, data: bytes) -> dict[tuple[str, ...], list[str]]:
    """The ids of all elements by their boxes, as the masks of a note have them."""
    text = data.decode("utf-8", errors="replace")
    ids = tuple(dict.fromkeys(first or second for first, second in _IDS.findall(text)))
    file = MediaFile(name, Sha256(hashlib.sha256(data).hexdigest()), len(data), text)
    shown, _ = picture(MediaName(name), file, ids)
    boxes: dict[tuple[str, ...], list[str]] = {}
    for element, box in shown.boxes.items() if shown else ():
        boxes.setdefault((f"{box.left}", f"{box.top}", f"{box.width}", f"{box.height}"), []).append(element)
    return boxes
