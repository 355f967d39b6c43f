// @ts-check
"use strict";

/* Which cards pass, and how many each choice of a filter would leave: the other filters applied, its own not. */

/** @typedef {"topic" | "kind" | "section" | "tag" | "changed"} Dimension */
/** @typedef {Partial<Record<Dimension, string>>} Filters  missing or "" lets everything through */
/** @typedef {Record<Dimension, Map<string, number>>} Counts  cards by value */

deckgen.filters = (() => {
  /** @type {Dimension[]} */
  const dimensions = ["topic", "kind", "section", "tag", "changed"];

  /** The values under which a note is found. @type {Record<Dimension, (note: Note) => string[]>} */
  const values = {
    topic: (note) => [String(note.topic)],
    kind: (note) => [note.kind],
    section: (note) => [note.section],
    tag: (note) => note.tags,
    changed: (note) => (note.changed ? ["any", note.changed] : []),
  };

  /** @param {Note[]} notes those the search found @param {Filters} filters */
  function apply(notes, filters) {
    const active = dimensions.filter((dimension) => filters[dimension]);
    /** @type {Set<Note>} */
    const passed = new Set();
    const counts = /** @type {Counts} */ (Object.fromEntries(dimensions.map((dimension) => [dimension, new Map()])));
    for (const note of notes) {
      const failed = active.filter((dimension) => !values[dimension](note).includes(String(filters[dimension])));
      if (failed.length > 1) continue;
      if (!failed.length) passed.add(note);
      for (const dimension of failed.length ? failed : dimensions)
        add(counts[dimension], values[dimension](note), note.cards.length);
    }
    return { passed, counts };
  }

  /** @param {Map<string, number>} counts @param {string[]} keys @param {number} cards */
  function add(counts, keys, cards) {
    for (const key of keys) if (key) counts.set(key, (counts.get(key) ?? 0) + cards);
  }

  return { dimensions, apply };
})();
