// @ts-check
"use strict";

/* One edition as objects: the rows of data/cards-<lang>.js, and the entries that could not be compiled (live). */

/** @typedef {{id: string, topic: number, kind: string, section: string, tags: string[], changed: string, place: string,
 *   notetype: string, cards: Card[], text: string, folded: string}} Note  `folded` is `text` made ready for search, or "" */
/** @typedef {{html: number, note: Note, ord: number, title: string}} Card  `html` counts the deck's cards; -1: none was made */
/** @typedef {{lang: string, notes: Note[], cards: Card[], byId: Map<string, Note>, tagPrefix: string}} Deck */

deckgen.deck = (() => {
  /** @param {string} lang @param {DeckRows} rows @param {Problem[]} problems @param {Topic[]} topics @returns {Deck} */
  function make(lang, rows, problems, topics) {
    const notes = rows.notes.map(
      ([id, topic, kind, section, tags, changed, place, notetype]) =>
        /** @type {Note} */ ({
          id,
          topic,
          kind,
          section,
          tags,
          changed,
          place,
          notetype,
          cards: [],
          text: "",
          folded: "",
        }),
    );
    const cards = rows.cards.map(([index, ord, title], html) => addCard(notes[index], html, ord, title));
    const byId = new Map(notes.map((note) => [note.id, note]));
    for (const problem of problems) {
      if (problem.severity !== "error" || !problem.entry || byId.has(problem.entry)) continue;
      const note = neverCompiled(problem, topics);
      byId.set(note.id, note);
      notes.push(note);
      const next = cards.findIndex((card) => card.note.topic > note.topic);
      cards.splice(next < 0 ? cards.length : next, 0, addCard(note, -1, 0, note.id));
    }
    return { lang, notes, cards, byId, tagPrefix: commonPrefix(notes) };
  }

  /** @param {Note} note @param {number} html @param {number} ord @param {string} title @returns {Card} */
  function addCard(note, html, ord, title) {
    const card = { html, note, ord, title };
    note.cards.push(card);
    return card;
  }

  /** An entry that no build has compiled yet stands at the end of its topic. @param {Problem} problem @param {Topic[]} topics
   * @returns {Note} */
  function neverCompiled(problem, topics) {
    const found = topics.findIndex((topic) => problem.path.split("/").includes(topic.name));
    const topic = found < 0 ? topics.length - 1 : found;
    const place = `${problem.path}:${problem.line}`;
    return {
      id: problem.entry,
      topic,
      kind: "",
      section: "",
      tags: [],
      changed: "",
      place,
      notetype: "basic",
      cards: [],
      text: "",
      folded: "",
    };
  }

  /** What every tag begins with, up to a "::": a deck's own name, which says nothing on its own page. @param {Note[]} notes */
  function commonPrefix(notes) {
    let prefix = "";
    const first = notes.find((note) => note.tags.length)?.tags[0] ?? "";
    for (const part of first.split("::").slice(0, -1)) {
      const longer = `${prefix}${part}::`;
      if (!notes.every((note) => note.tags.every((tag) => tag.startsWith(longer)))) break;
      prefix = longer;
    }
    return prefix;
  }

  /** @param {Deck} deck @param {string} id @param {number} ord */
  function find(deck, id, ord) {
    return deck.byId.get(id)?.cards.find((card) => card.ord === ord);
  }

  return { make, find };
})();
