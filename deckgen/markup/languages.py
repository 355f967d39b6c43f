"""`[漢字]{lang=ja}`: a run of text in another language than its card, as Pandoc writes it.

Japanese and Chinese share code points and not their shapes: without a language a phone draws the glyphs, and speaks the words, of
whichever comes first in its settings. The stylesheet chooses fonts by `lang`.
"""

import re

_OPEN, _CLOSE = "\ufdd6", "\ufdd7"
_TAG = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"
LANGUAGE_RUN = re.compile(rf"""\[(?P<words>[^\[\]]*)\]\{{[ ]?lang=(?P<quote>["']?)(?P<lang>{_TAG})(?P=quote)[ ]?\}}""")
"""A run with its mark; in it may stand everything but brackets."""
AFTER_BRACKET = re.compile(rf"""[{{{_OPEN}][ ]?lang=(["']?)(?P<lang>{_TAG})\1[ ]?[}}{_CLOSE}]""")
_MARK = re.compile(rf"""(?<=\])\{{([ ]?lang=(["']?){_TAG}\2[ ]?)\}}""")


def mark_languages(text: str) -> str:
    """The text with private characters for the braces of language marks, which otherwise close a cloze deletion."""
    return _MARK.sub(rf"{_OPEN}\1{_CLOSE}", text) if "lang=" in text else text


def unmark_languages(text: str) -> str:
    """The braces again, where a mark stands in code or after nothing that it could mark."""
    return text.replace(_OPEN, "{").replace(_CLOSE, "}")
