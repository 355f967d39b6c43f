"""The zip around a package, the same bytes wherever it is made: sorted, dated 1980, deflated."""

import io
import json
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6


def archive(collection: bytes, media: Mapping[str, bytes]) -> bytes:
    """An `.apkg`: the collection, the media files under numbers, and the map from number to name."""
    names = sorted(media)
    members = {
        "collection.anki2": collection,
        "media": json.dumps({str(number): name for number, name in enumerate(names)}).encode(),
        **{str(number): media[name] for number, name in enumerate(names)},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as file:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            file.writestr(info, data)
    return buffer.getvalue()
