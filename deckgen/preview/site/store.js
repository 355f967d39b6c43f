// @ts-check
"use strict";

/* What outlives a page: `keep` for the reader's taste, `session` for where this tab is. A browser may refuse both to a page
   from disk; then nothing is remembered and everything else works. */
deckgen.store = (() => {
  const prefix = "deckgen-preview ";
  const here = `${prefix}${location.pathname}`; // two decks on one host are two places

  /** @param {"localStorage" | "sessionStorage"} area @param {string} key @param {string} [value] "" forgets */
  function remember(area, key, value) {
    try {
      const storage = window[area];
      if (value === undefined) return storage.getItem(key) ?? "";
      if (value) storage.setItem(key, value);
      else storage.removeItem(key);
    } catch {
      // Refused: as if nothing had been kept.
    }
    return value ?? "";
  }

  return {
    /** @param {string} key @param {string} [value] */
    keep: (key, value) => remember("localStorage", prefix + key, value),

    /** @template T @param {string} key @param {T} otherwise @returns {T} */
    read(key, otherwise) {
      try {
        const text = remember("sessionStorage", `${here} ${key}`);
        return text ? JSON.parse(text) : otherwise;
      } catch {
        return otherwise;
      }
    },
    /** @param {string} key @param {unknown} value */
    write: (key, value) => void remember("sessionStorage", `${here} ${key}`, JSON.stringify(value)),
  };
})();
