"""Where the media of imported entries go: a name in the topic's folder that no other bytes have."""

from collections.abc import Iterable, Iterator, Mapping

from deckgen.importers.kit.view import ProjectView
from deckgen.markup.tokens import tokenize


class MediaPlaces:
    """The media of the project and of this import, by path and digest; `files` are those to be written."""

    def __init__(self, view: ProjectView) -> None:
        self._view = view
        self._digests = dict(view.media)
        self.files: dict[str, bytes] = {}

    def place(
        self, topic: str, media: Mapping[str, bytes], entries: Iterable[Mapping[str, object]]
    ) -> Mapping[str, str]:
        """Take the media that the entries name into the topic; answers old and new names where they differ."""
        used = {name for keys in entries for text in _texts(keys) for name in (text, *_named_in(text))}
        return {
            name: new
            for name, data in media.items()
            if name in used and (new := self._place(f"cards/{topic}/media/", name, data)) != name
        }

    def _place(self, folder: str, name: str, data: bytes) -> str:
        stem, dot, ending = name.rpartition(".")
        digest = self._view.digest(data)
        number, free = 1, name
        while self._digests.get(folder + free, digest) != digest:
            number += 1
            free = f"{stem}-{number}{dot}{ending}"
        if folder + free not in self._digests:
            self.files[folder + free] = data
            self._digests[folder + free] = digest
        return free


def with_renamed_media(keys: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    """The keys with other names in their pictures and sounds."""
    return {key: _renamed(value, names) for key, value in keys.items()} if names else dict(keys)


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return names.get(value) or _with_names(value, names)
    if isinstance(value, Mapping):
        return {key: _renamed(one, names) for key, one in value.items()}
    return [_renamed(one, names) for one in value] if isinstance(value, list | tuple) else value


def _with_names(text: str, names: Mapping[str, str]) -> str:
    for start, end in reversed(list(_places_in(text))):
        text = text[:start] + names.get(text[start:end], text[start:end]) + text[end:]
    return text


def _named_in(text: str) -> Iterator[str]:
    """The media that a text names."""
    return (text[start:end] for start, end in _places_in(text))


def _places_in(text: str) -> Iterator[tuple[int, int]]:
    """Where the names of pictures and sounds stand."""
    for token in tokenize(text) if "](" in text or "[sound:" in text else ():
        if token.kind == "picture" and token.target_start >= 0:
            yield token.target_start, token.target_end
        elif token.kind == "sound":
            yield token.inner_start, token.inner_end


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(one)
