"""Players where Anki has its own: sounds, and speech, which only Anki can make."""

import re
from html import escape, unescape
from urllib.parse import quote

from deckgen.markup.spans import SOUND
from deckgen.model import Html

_SPEECH = re.compile(r"\[anki:tts\b[^\]]*\].*?\[/anki:tts\]", re.DOTALL)


def with_players(html: Html) -> Html:
    """`<audio>` for every `[sound:name]`, its address relative to the media folder; speech is left out."""
    return Html(SOUND.sub(_player, _SPEECH.sub("", html)))


def _player(sound: re.Match[str]) -> str:
    return f'<audio controls preload="none" src="{escape(quote(unescape(sound[1])))}"></audio>'
