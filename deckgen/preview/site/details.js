// @ts-check
"use strict";

/* What stands below a card: where it belongs and where it was written. */
deckgen.details = (() => {
  const { el, fill, icon } = deckgen.dom;
  const { word, pick, kind } = deckgen.words;

  /** @param {HTMLElement} list a <dl> @param {Card} card @param {Now} now */
  function show(list, card, { project, deck }) {
    const { note } = card;
    const { lang } = deck;
    const topic = project.topics[note.topic];
    fill(
      list,
      topic && row(word("topic"), narrow("topic", String(note.topic), pick(topic.title, lang), lang)),
      note.section && row(word("section"), narrow("section", note.section, note.section)),
      note.kind && row(word("kind"), narrow("kind", note.kind, kind(note.kind))),
      note.cards.length > 1 && row(word("siblings"), siblings(card, lang)),
      note.changed && row(word("changed"), changes(note, project.release)),
      note.tags.length > 0 &&
        row(
          word("tags"),
          note.tags.map((tag) => narrow("tag", tag, tag.replaceAll("::", " › "), "", "tag")),
        ),
      row(word("id"), el("code", {}, note.id)),
      row(
        word("place"),
        el(
          "button",
          {
            class: "place",
            type: "button",
            title: word("copyPlace"),
            onclick: () => deckgen.clipboard.copy(note.place),
          },
          el("code", {}, note.place),
          icon("copy"),
          el("span", { class: "unseen" }, word("copyPlace")),
        ),
      ),
    );
  }

  /** @param {string} term @param {Node | Node[]} value */
  const row = (term, value) => el("div", {}, el("dt", {}, term), el("dd", {}, value));

  /** A value that, pressed, narrows the list. @param {Dimension} dimension @param {string} value @param {string} text
   * @param {string} [lang] @param {string} [look] */
  function narrow(dimension, value, text, lang, look = "") {
    return el(
      "button",
      { class: `narrow ${look}`, type: "button", lang, onclick: () => deckgen.app.narrow(dimension, value) },
      text,
    );
  }

  /** @param {Note} note @param {string} release */
  function changes(note, release) {
    const name = word(note.changed === "new" ? "new" : "corrected");
    return el("span", {}, `${name} `, release && el("span", { class: "soft" }, word("sinceRelease", release)));
  }

  /** @param {Card} card @param {string} lang */
  function siblings(card, lang) {
    const { cards, id } = card.note;
    return el(
      "span",
      { class: "siblings" },
      cards.map((other, at) => {
        const label = word("ofNote", at + 1, cards.length);
        return el(
          "a",
          {
            href: deckgen.state.format({ lang, id, ord: other.ord }),
            "aria-label": label,
            title: label,
            "aria-current": other === card && "true",
          },
          String(at + 1),
        );
      }),
    );
  }

  return { show };
})();
