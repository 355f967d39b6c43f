// @ts-check
"use strict";

/* The page is opened from disk as often as from a host. There, browsers refuse fetch() and ES modules, so data and code come
   as classic scripts: each data file calls deckgenData.receive(), and every script adds its part to the object `deckgen`. */

/** @typedef {Record<string, string>} Words  one string a language */
/** @typedef {{name: string, title: Words, description: Words, deck: Words}} Topic */
/** @typedef {{topic: string, kinds: Record<string, number>, entries: number, cards: Record<string, number>}} TopicCounts */
/** @typedef {{id: string, topic: string, question: Words, entries: Record<string, string[]>}} Coverage */
/** @typedef {{key: string, title: string, authors: string, year: string, venue: string, url: string, cited: number}} Reference */
/** @typedef {{name: string, topic: string, notes: number, cards: number}} Package */
/** @typedef {{title: Words, languages: string[], topics: Topic[], kinds: string[], license: string, authors: string[],
 *   homepage: string, version: string, release: string, css: Record<string, string>, counts: TopicCounts[],
 *   coverage: Coverage[], references: Reference[], packages: Record<string, Package[]>, chunk: number, build: number,
 *   live: boolean}} Project */
/** @typedef {{code: string, severity: string, message: string, hint: string, path: string, line: number, column: number,
 *   entry: string, source: string}} Problem */
/** @typedef {[string, number, string, string, string[], string, string, string]} NoteRow */
/** @typedef {{notes: NoteRow[], cards: [number, number, string][]}} DeckRows */
/** @typedef {[string, string]} Sides  front and back, as HTML */

const deckgen = {};

const deckgenData = (() => {
  /** @type {Map<string, (value: unknown) => void>} */
  const awaited = new Map();

  return {
    awaited,
    /** @param {string} kind @param {string} key @param {unknown} value */
    receive(kind, key, value) {
      awaited.get(`${kind}-${key}`)?.(value);
    },
  };
})();

deckgen.data = (() => {
  /** @type {Map<string, Promise<any>>} */
  const loads = new Map();
  const built = document.documentElement.dataset.version;
  let version = built ? `?v=${built}` : "";
  let perChunk = 40;

  /** @param {string} kind @param {string} [key] @returns {Promise<any>} */
  function load(kind, key = "") {
    const name = `${kind}-${key}`;
    let known = loads.get(name);
    if (!known) {
      known = inject(name, `data/${key ? name : kind}.js`);
      known.catch(() => loads.delete(name)); // so that it can be tried again
      loads.set(name, known);
    }
    return known;
  }

  /** @param {string} name @param {string} path */
  function inject(name, path) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const settle = () => {
        deckgenData.awaited.delete(name);
        script.remove();
      };
      deckgenData.awaited.set(name, resolve);
      script.onload = () => {
        settle();
        reject(new Error(path)); // says nothing if the file has called receive()
      };
      script.onerror = () => {
        settle();
        reject(new Error(path));
      };
      script.src = path + version;
      document.head.append(script);
    });
  }

  /** @returns {Promise<Project>} */
  async function project() {
    /** @type {Project} */
    const found = await load("project");
    if (found.live) version = `?v=${found.build}`;
    perChunk = found.chunk;
    return found;
  }

  /** Both sides of one card. @param {string} lang @param {number} index @returns {Promise<Sides>} */
  async function sides(lang, index) {
    const chunk = await load("html", `${lang}-${Math.floor(index / perChunk)}`);
    return chunk.cards[index - chunk.start];
  }

  return {
    project,
    sides,
    /** What a rebuilt site's files are asked for by. @param {string} build */
    expect(build) {
      version = build && `?v=${build}`;
    },
    /** @returns {Promise<Problem[]>} */
    problems: () => load("problems"),
    /** @param {string} lang @returns {Promise<DeckRows>} */
    cards: (lang) => load("cards", lang),
    /** @param {string} lang @returns {Promise<string[]>} */
    text: (lang) => load("text", lang),
  };
})();
