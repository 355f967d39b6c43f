"""The preview: every card as a learner will see it, made without Anki, as a site to share or live while an author writes.

1. `exhibit`    what is shown: the notes of a compilation, with `problems` beside them
2. `anki_html`  renders cards from notes and card templates exactly as Anki does, with `field_filters` and `cloze_html`
3. `mathml`     turns TeX into MathML and `sounds` puts players, where clients have MathJax and players of their own
4. `payloads`   the rows of the data files, `pages` all files of the site; `site/` holds the page's own scripts and styles
5. `folder`     writes them; or `live` builds them again when `watch` hears of a change, and `server` shows them
"""
