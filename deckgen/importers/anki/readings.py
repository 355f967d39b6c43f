"""Japanese for Anki's filters, such as `日本語[にほんご]`: to words with readings above them, to the words, or to the readings."""

import re

_READING = re.compile(r" ?(?P<word>[^ >\[\]]+)\[(?P<reading>[^\[\]]+)\]")
_FORMS = {
    "furigana": r"<ruby>\g<word><rt>\g<reading></rt></ruby>",
    "kanji": r"\g<word>",
    "kana": r"\g<reading>",
}


def with_readings(markup: str, filter_: str) -> str:
    """The HTML of a field as `{{furigana:Field}}`, `{{kanji:Field}}` or `{{kana:Field}}` shows it."""

    def shown(found: re.Match[str]) -> str:
        return found.group() if found["reading"].startswith("sound:") else found.expand(_FORMS[filter_])

    return _READING.sub(shown, markup.replace("&nbsp;", " ")) if filter_ in _FORMS else markup
