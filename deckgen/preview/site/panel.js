// @ts-check
"use strict";

/* The search field, the filters with their counts, and the chips of what is set. */
deckgen.panel = (() => {
  const { el, fill, icon, byId } = deckgen.dom;
  const { word } = deckgen.words;
  const { session, set } = deckgen.state;
  const { dimensions } = deckgen.filters;

  /** @type {HTMLInputElement} */
  const query = byId("query");
  /** @type {Project} */
  let project;
  /** @type {Found} */
  let found;
  let changed = () => {};

  const selects = /** @type {Record<Dimension, HTMLSelectElement>} */ (
    Object.fromEntries(dimensions.map((dimension) => [dimension, byId(`filter-${dimension}`)]))
  );
  const all = /** @type {const} */ ({
    topic: "allTopic",
    kind: "allKind",
    section: "allSection",
    tag: "allTag",
    changed: "allChanged",
  });

  /** What a value of a filter is called. @param {Dimension} dimension @param {string} value */
  function nameOf(dimension, value) {
    if (dimension === "topic") return deckgen.words.pick(project.topics[Number(value)]?.title ?? {}, found.deck.lang);
    if (dimension === "kind") return deckgen.words.kind(value);
    if (dimension === "tag")
      return value.startsWith(found.deck.tagPrefix) ? value.slice(found.deck.tagPrefix.length) : value;
    if (dimension !== "changed") return value;
    return value === "any" ? word("changedAny") : word(value === "new" ? "new" : "corrected");
  }

  /** The values on offer, in the order in which a reader looks for them. @param {Dimension} dimension */
  function valuesOf(dimension) {
    const counts = found.counts[dimension];
    const chosen = session.filters[dimension];
    const values = new Set(counts.keys());
    if (chosen) values.add(chosen);
    if (dimension === "changed") return ["any", "new", "corrected"].filter((value) => values.has(value));
    if (dimension === "kind") return project.kinds.filter((kind) => values.has(kind));
    if (dimension === "topic") return [...values].sort((a, b) => Number(a) - Number(b));
    if (dimension === "tag") return [...values].sort((a, b) => a.localeCompare(b));
    return [...values]; // sections: as they come in the deck
  }

  /** @param {Dimension} dimension */
  function drawSelect(dimension) {
    const select = selects[dimension];
    const chosen = session.filters[dimension] ?? "";
    const options = valuesOf(dimension).map((value) => {
      const count = deckgen.words.number(found.counts[dimension].get(value) ?? 0);
      return el("option", { value }, `${nameOf(dimension, value)} (${count})`);
    });
    fill(select, el("option", { value: "" }, word(all[dimension])), options);
    select.value = chosen;
    select.dataset.set = chosen ? "yes" : "";
    select.setAttribute(
      "aria-label",
      dimension === "changed" ? `${word("changed")} ${word("sinceRelease", project.release)}` : word(dimension),
    );
    select.disabled = !options.length;
    select.hidden = !offered().has(dimension);
  }

  /** @type {WeakMap<Deck, Set<Dimension>>} */
  const offers = new WeakMap();

  /** The filters that can do anything in this edition. */
  function offered() {
    const { deck } = found;
    let known = offers.get(deck);
    if (!known) {
      const { counts } = deckgen.filters.apply(deck.notes, {});
      known = new Set(dimensions.filter((dimension) => counts[dimension].size > 0));
      offers.set(deck, known);
    }
    return known;
  }

  function drawHits() {
    const shown = found.cards.length;
    const every = deckgen.words.number(found.deck.cards.length);
    const text =
      shown === found.deck.cards.length
        ? word(shown === 1 ? "hitsAllOne" : "hitsAll", every)
        : shown === 1
          ? word("hitsOne", every)
          : word("hits", deckgen.words.number(shown), every);
    const hits = byId("hits");
    if (hits.textContent !== text) hits.textContent = text;
    byId("nothing").hidden = shown > 0;
  }

  /** What the closed filters are set to. */
  function drawChips() {
    const hidden = session.filtersOpen ? [] : dimensions.slice(1);
    const chips = hidden
      .filter((dimension) => session.filters[dimension])
      .map((dimension) => {
        const name = nameOf(dimension, String(session.filters[dimension]));
        return el(
          "button",
          { class: "chip", type: "button", "aria-label": word("without", name), onclick: () => filter(dimension, "") },
          name,
          icon("close"),
        );
      });
    const isNarrowed = Object.values(session.filters).some(Boolean) || session.query;
    fill(
      byId("chips"),
      chips,
      isNarrowed && el("button", { class: "chip chip-reset", type: "button", onclick: reset }, word("reset")),
    );
  }

  function drawToggle() {
    byId("filters").hidden = !session.filtersOpen;
    const button = byId("filters-toggle");
    button.setAttribute("aria-expanded", String(session.filtersOpen));
    const more = dimensions.filter((dimension) => dimension !== "topic" && session.filters[dimension]).length;
    button.dataset.count = more || "";
  }

  /** What the found cards are, in words; "" for all. */
  function summary() {
    const names = dimensions
      .filter((dimension) => session.filters[dimension])
      .map((dimension) => nameOf(dimension, String(session.filters[dimension])));
    return [...names, ...(session.query.trim() ? [`“${session.query.trim()}”`] : [])].join(" · ");
  }

  /** @param {Dimension} dimension @param {string} value */
  function filter(dimension, value) {
    set({ filters: { ...session.filters, [dimension]: value } });
    changed();
  }

  /** Only this filter, and no search. @param {Dimension} dimension @param {string} value */
  function only(dimension, value) {
    set({ query: "", filters: { [dimension]: value } });
    changed();
  }

  function reset() {
    set({ filters: {}, query: "" });
    query.value = "";
    changed();
    query.focus();
  }

  query.value = session.query;
  query.addEventListener("input", () => {
    set({ query: query.value });
    changed();
  });
  for (const dimension of dimensions)
    selects[dimension].addEventListener("change", () => filter(dimension, selects[dimension].value));
  byId("reset").addEventListener("click", reset);
  byId("filters-toggle").addEventListener("click", () => {
    set({ filtersOpen: !session.filtersOpen });
    drawToggle();
    drawSelects();
    drawChips();
  });

  function drawSelects() {
    for (const dimension of dimensions) if (dimension === "topic" || session.filtersOpen) drawSelect(dimension);
  }

  return {
    query,
    filter,
    only,
    summary,
    /** @param {Project} of @param {Found} result */
    show(of, result) {
      project = of;
      found = result;
      query.placeholder = word("searchHint");
      query.setAttribute("aria-label", word("searchHint"));
      if (query.value !== session.query) query.value = session.query;
      drawHits();
      drawSelects();
      drawChips();
      drawToggle();
    },
    /** @param {() => void} then */
    onChange: (then) => void (changed = then),
  };
})();
