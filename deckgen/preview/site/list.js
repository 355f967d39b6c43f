// @ts-check
"use strict";

/* The list of found cards. Only the rows in sight exist; ten thousand of them would take seconds. */
deckgen.list = (() => {
  const { el, byId, marked } = deckgen.dom;
  const { word } = deckgen.words;
  const ROW = 70; // pixels, as in list.css
  const HEAD = 40;
  const SPARE = 6; // rows kept above and below

  /** @typedef {{card: Card | null, topic: number, count: number, top: number, at: number}} Row  a card, or a topic's heading */
  /** @type {Row[]} */
  let rows = [];
  /** @type {Map<number, HTMLElement>} */
  const shown = new Map();
  /** @type {Found} */
  let found;
  /** @type {Card | undefined} */
  let selected;
  /** @type {Set<string>} */
  let broken = new Set();
  let topics = /** @type {string[]} */ ([]);
  let pick = (/** @type {Card} */ _card) => {};

  const box = byId("list");
  const space = el("div", { role: "presentation", class: "rows-space" });
  box.append(space);
  let due = 0;
  box.addEventListener("scroll", () => (due ||= requestAnimationFrame(draw)));
  new ResizeObserver(() => (due ||= requestAnimationFrame(draw))).observe(box);
  box.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    const row = /** @type {Element} */ (event.target).closest("[data-row]");
    const card = row instanceof HTMLElement && rows[Number(row.dataset.row)]?.card;
    if (card) pick(card);
  });

  /** @param {Card[]} cards */
  function layOut(cards) {
    /** @type {Row[]} */
    const made = [];
    let top = 0;
    /** @type {Row | null} */
    let head = null;
    cards.forEach((card, at) => {
      if (card.note.topic !== head?.topic) {
        head = { card: null, topic: card.note.topic, count: 0, top, at: -1 };
        made.push(head);
        top += HEAD;
      }
      head.count++;
      made.push({ card, topic: card.note.topic, count: 0, top, at });
      top += ROW;
    });
    space.style.blockSize = `${top}px`;
    return made;
  }

  /** The first row that ends below `y`. @param {number} y */
  function rowAt(y) {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle].top + ROW > y) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  function draw() {
    due = 0;
    if (!box.clientHeight) return;
    const first = Math.max(0, rowAt(box.scrollTop) - SPARE);
    const last = Math.min(rows.length, rowAt(box.scrollTop + box.clientHeight) + SPARE + 1);
    for (const [index, element] of shown) {
      if (index >= first && index < last) continue;
      element.remove();
      shown.delete(index);
    }
    for (let index = first; index < last; index++) if (!shown.has(index)) shown.set(index, place(index));
    pointOut();
  }

  /** Tell screen readers which row is chosen, while it exists. */
  function pointOut() {
    const element = space.querySelector("[aria-selected=true]");
    if (element) box.setAttribute("aria-activedescendant", element.id);
    else box.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  function place(index) {
    const row = rows[index];
    const element = row.card ? option(row, row.card, index) : heading(row);
    element.style.insetBlockStart = `${row.top}px`;
    const after = [...shown.keys()].filter((other) => other > index); // the order of reading, for screen readers
    space.insertBefore(element, after.length ? /** @type {Node} */ (shown.get(Math.min(...after))) : null);
    return element;
  }

  /** @param {Row} row */
  function heading(row) {
    return el(
      "div",
      { class: "row-head", role: "presentation", "aria-hidden": "true" },
      el("span", { lang: found.deck.lang }, topics[row.topic] ?? ""),
      el("span", { class: "row-count" }, deckgen.words.number(row.count)),
    );
  }

  /** @param {Row} row @param {Card} card @param {number} index */
  function option(row, card, index) {
    const { note } = card;
    const { words } = found;
    const isBroken = broken.has(note.id);
    const lang = found.deck.lang;
    const quiet =
      words.length && note.text
        ? el("span", { class: "row-snippet", lang, dir: "auto" }, marked(deckgen.search.snippet(note.text, card.title, words)))
        : el(
            "span",
            { class: "row-meta" },
            note.kind ? deckgen.words.kind(note.kind) : word("brokenNew"),
            note.cards.length > 1 &&
              el("span", { class: "row-ord" }, `${note.cards.indexOf(card) + 1}/${note.cards.length}`),
          );
    return el(
      "div",
      {
        class: "row",
        role: "option",
        id: `row-${row.at}`,
        "data-row": index,
        "aria-selected": String(card === selected),
        "aria-setsize": found.cards.length,
        "aria-posinset": row.at + 1,
        "data-lines": words.length ? "1" : "2",
      },
      el("span", { class: "row-title", lang, dir: "auto" }, marked(deckgen.search.mark(card.title || note.id, words))),
      el(
        "span",
        { class: "row-foot" },
        quiet,
        isBroken && el("span", { class: "badge badge-broken" }, word("broken")),
        (note.changed === "new" || note.changed === "corrected") &&
          el("span", { class: `badge badge-${note.changed}` }, word(note.changed)),
      ),
    );
  }

  function refresh() {
    for (const element of shown.values()) element.remove();
    shown.clear();
    draw();
  }

  /** Bring a card's row into sight; one just out of sight moves as little as it must. @param {Card} card */
  function reveal(card) {
    const row = rows.find((candidate) => candidate.card === card);
    if (!row) return;
    const end = row.top + ROW - box.clientHeight;
    const previous = rows[rows.indexOf(row) - 1];
    const start = previous && !previous.card ? previous.top : row.top; // with its heading
    const isFar = box.scrollTop - start > box.clientHeight || end - box.scrollTop > box.clientHeight;
    if (isFar) box.scrollTop = row.top - box.clientHeight / 3;
    else if (box.scrollTop > start) box.scrollTop = start;
    else if (box.scrollTop < end) box.scrollTop = end;
    draw();
  }

  /** @param {Card | undefined} card */
  function select(card) {
    selected = card;
    for (const [index, element] of shown) {
      if (rows[index].card) element.setAttribute("aria-selected", String(rows[index].card === card));
    }
    pointOut();
  }

  return {
    /** @param {Found} result @param {{topics: string[], broken: Set<string>, keepPlace: boolean}} how */
    show(result, how) {
      found = result;
      ({ topics, broken } = how);
      rows = layOut(result.cards);
      box.hidden = !result.cards.length;
      if (!how.keepPlace) box.scrollTop = 0;
      refresh();
      select(selected);
    },
    select,
    reveal,
    /** @param {(card: Card) => void} then */
    onPick: (then) => void (pick = then),
    box,
  };
})();
