// @ts-check
"use strict";

/* Search over the full text. Case, accents and character width make no difference; all words must occur, anywhere.
   A search works in slices of a few milliseconds, so that typing is never kept waiting. */
deckgen.search = (() => {
  const SLICE = 8; // milliseconds
  const AROUND = 42; // characters of a snippet before the first match
  const SNIPPET = 180;

  /** @param {string} text */
  function fold(text) {
    const lower = text.toLowerCase();
    return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize("NFKD").replace(/\p{Mn}/gu, "");
  }

  /** @param {string} query */
  const wordsOf = (query) => [...new Set(fold(query).split(/\s+/).filter(Boolean))];

  /** @param {Note} note */
  function foldedText(note) {
    note.folded ||= fold(note.text || `${note.id}\n${note.cards.map((card) => card.title).join("\n")}`);
    return note.folded;
  }

  /** Run `each` for every index, letting the page breathe. False if `alive` said to stop.
   * @param {number} count @param {(index: number) => void} each @param {() => boolean} alive */
  async function inSlices(count, each, alive) {
    let end = performance.now() + SLICE;
    for (let index = 0; index < count; index++) {
      each(index);
      if (index % 16 === 15 && performance.now() > end) {
        await new Promise((resolve) => setTimeout(resolve));
        if (!alive()) return false;
        end = performance.now() + SLICE;
      }
    }
    return alive();
  }

  let run = 0;
  /** @type {{deck: Deck, words: string[], notes: Note[]} | null} the last finished search, to start from */
  let last = null;

  /** Notes with all the words, or null if a later search has begun. @param {Deck} deck @param {string[]} words
   * @returns {Promise<Note[] | null>} */
  async function search(deck, words) {
    const mine = ++run;
    if (!words.length) return deck.notes;
    const { notes } = last && last.deck === deck && narrows(words, last.words) ? last : deck;
    /** @type {Note[]} */
    const hits = [];
    const test = (/** @type {number} */ index) => {
      const text = foldedText(notes[index]);
      if (words.every((word) => text.includes(word))) hits.push(notes[index]);
    };
    if (!(await inSlices(notes.length, test, () => mine === run))) return null;
    last = { deck, words, notes: hits };
    return hits;
  }

  /** Whether every note with the words `now` has those of `before`. @param {string[]} now @param {string[]} before */
  const narrows = (now, before) => before.every((word) => now.some((longer) => longer.includes(word)));

  /** Take in the full texts. @param {Deck} deck @param {string[]} texts */
  async function index(deck, texts) {
    texts.forEach((text, at) => {
      deck.notes[at].text = text;
      deck.notes[at].folded = "";
    });
    last = null;
    await inSlices(
      texts.length,
      (at) => void foldedText(deck.notes[at]),
      () => true,
    );
  }

  /** Where the words stand in `text`, by its own characters: [start, end) in order, none overlapping.
   * @param {string} text @param {string[]} words @returns {[number, number][]} */
  function places(text, words) {
    let folded = "";
    /** @type {number[]} */
    const origin = [];
    for (let at = 0; at < text.length;) {
      const code = /** @type {number} */ (text.codePointAt(at));
      const character = String.fromCodePoint(code);
      const piece = code < 128 ? character.toLowerCase() : fold(character);
      for (let unit = 0; unit < piece.length; unit++) origin.push(at);
      folded += piece;
      at += character.length;
    }
    origin.push(text.length);
    /** @type {[number, number][]} */
    const found = [];
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
        found.push([origin[at], Math.max(origin[at + word.length], origin[at] + 1)]);
      }
    }
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  }

  /** `text` cut where a match begins or ends. @param {string} text @param {string[]} words */
  function mark(text, words) {
    const parts = [];
    let done = 0;
    for (const [start, end] of words.length ? places(text, words) : []) {
      if (end <= done) continue;
      if (start > done) parts.push({ text: text.slice(done, start), hit: false });
      parts.push({ text: text.slice(Math.max(start, done), end), hit: true });
      done = end;
    }
    if (done < text.length) parts.push({ text: text.slice(done), hit: false });
    return parts;
  }

  /** The part of a text around the first match beyond what a card's title shows already, marked.
   * @param {string} text @param {string} title @param {string[]} words */
  function snippet(text, title, words) {
    const at = text.indexOf(title.slice(0, 24));
    const shown = at < 0 ? 0 : Math.min(at + title.length, text.length);
    const first = places(text, words).find(([start]) => start >= shown)?.[0] ?? shown;
    let start = Math.max(shown, first - AROUND);
    if (start) start = Math.min(first, text.indexOf(" ", start) + 1 || start);
    return mark((start ? "… " : "") + text.slice(start, start + SNIPPET), words);
  }

  return { fold, wordsOf, search, index, mark, snippet };
})();
