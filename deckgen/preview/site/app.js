// @ts-check
"use strict";

/* What belongs together: the address, the edition, what was found, and the view in sight. */

/** @typedef {{deck: Deck, cards: Card[], words: string[], counts: Counts}} Found  the cards that search and filters leave */
/** @typedef {{project: Project, problems: Problem[], deck: Deck, found: Found}} Now */

deckgen.app = (() => {
  const { el, fill, byId } = deckgen.dom;
  const { word } = deckgen.words;
  const { session, set, route, go, correct, format } = deckgen.state;
  const { list, panel, card: pane } = deckgen;

  /** @type {Project} */
  let project;
  /** @type {Problem[]} */
  let problems = [];
  /** @type {Now | undefined} */
  let now;

  async function start() {
    deckgen.data.expect(deckgen.store.read("build", ""));
    [project, problems] = await Promise.all([deckgen.data.project(), deckgen.data.problems()]);
    addEventListener("hashchange", () => void show().catch(fail));
    await show();
    if (project.live) deckgen.live.follow(project.build, remember);
    byId("pane").scrollTop = session.mainTop;
    if (session.focus) document.getElementById(session.focus)?.focus({ preventScroll: true });
    set({ focus: "", mainTop: 0 });
    performance.mark("deckgen-shown");
  }

  /** Where the reader is, for after a reload. */
  function remember() {
    set({ listTop: list.box.scrollTop, mainTop: byId("pane").scrollTop, focus: document.activeElement?.id ?? "" });
  }

  /** The edition of the address, else the one read last, else one the browser asks for. */
  function edition() {
    const wanted = [route().lang, deckgen.store.keep("edition"), ...navigator.languages];
    for (const tag of wanted) {
      const found =
        project.languages.find((language) => language === tag) ??
        project.languages.find((language) => tag && language.split("-")[0] === tag.split("-")[0]);
      if (found) return found;
    }
    return project.languages[0];
  }

  async function show() {
    const lang = edition();
    if (route().lang !== lang) correct({ ...route(), lang });
    if (now?.deck.lang !== lang) await openEdition(lang);
    if (now?.deck.lang === route().lang) draw(); // else the reader has gone on
  }

  /** @param {string} lang */
  async function openEdition(lang) {
    const rows = await deckgen.data.cards(lang);
    const deck = deckgen.deck.make(lang, rows, problems, project.topics);
    deckgen.words.use(lang);
    deckgen.store.keep("edition", lang);
    const isFirst = !now;
    if (!isFirst) set({ query: "" }); // words of another language
    now = {
      project,
      problems,
      deck,
      found: { deck, cards: deck.cards, words: [], counts: deckgen.filters.apply(deck.notes, {}).counts },
    };
    await find(isFirst && session.listTop > 0);
    if (isFirst) list.box.scrollTop = session.listTop;
    const texts = afterPaint().then(() => deckgen.data.text(lang));
    texts
      .then((text) => deckgen.search.index(deck, text))
      .then(() => {
        if (session.query) return find(true).then(draw);
      })
      .catch(fail);
  }

  const afterPaint = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

  /** Search and filter again. @param {boolean} keepPlace */
  async function find(keepPlace) {
    if (!now) return;
    const at = now;
    const words = deckgen.search.wordsOf(session.query);
    const notes = await deckgen.search.search(at.deck, words);
    if (!notes || at !== now) return;
    const { passed, counts } = deckgen.filters.apply(notes, session.filters);
    at.found = { deck: at.deck, cards: at.deck.cards.filter((card) => passed.has(card.note)), words, counts };
    const topics = project.topics.map((topic) => deckgen.words.pick(topic.title, at.deck.lang));
    list.show(at.found, { topics, broken: deckgen.problems.broken(problems), keepPlace });
    panel.show(project, at.found);
  }

  let settled = 0;
  let drawn = "";

  /** The list follows each letter; the card waits until the typing rests. */
  async function change() {
    await find(false);
    clearTimeout(settled);
    settled = setTimeout(draw, 150);
  }

  /** The card of the address; without one, on a wide page, the one read last or the first found. */
  function chosen() {
    const { id, ord } = route();
    if (!now) return undefined;
    if (id) return deckgen.deck.find(now.deck, id, ord);
    if (pane.handheld.matches) return undefined;
    const before = pane.current();
    return before && now.found.cards.includes(before) ? before : now.found.cards[0];
  }

  function draw() {
    if (!now) return;
    const { view, id, back } = route();
    const card = chosen();
    const isUnknown = Boolean(id) && !card;
    if (view === "study" && drawn && drawn !== view) deckgen.study.enter();
    drawn = view;
    document.body.dataset.view = view;
    document.body.dataset.step = id || view !== "browse" ? "card" : "list";
    byId("browse").hidden = view !== "browse" || !card;
    byId("study").hidden = view !== "study" || isUnknown;
    byId("overview").hidden = view !== "overview";
    byId("message").hidden = !isUnknown;
    if (isUnknown) tell(word("unknown", "\u0000"), id, word("unknownHint"));
    deckgen.head.show(now, route(), card);
    list.select(card);
    if (view === "overview") deckgen.overview.show(now);
    else if (isUnknown || (view === "browse" && !card)) deckgen.problems.show(problems, "", now.deck);
    else if (view === "study") deckgen.study.show(card && (id ? card : undefined), now, back).catch(fail);
    else if (card) {
      if (id) list.reveal(card);
      pane.show(card, now, back).catch(fail);
    }
  }

  /** A friendly page instead of a card. @param {string} text \0 stands for `name` @param {string} name @param {string} hint */
  function tell(text, name, hint) {
    const [before, after = ""] = text.split("\u0000");
    fill(
      byId("message"),
      el("p", { class: "message-title" }, before, el("code", {}, name), after),
      el("p", {}, hint),
      el("p", {}, el("a", { class: "plain", href: format({ lang: edition() }) }, word("toList"))),
    );
  }

  /** @param {unknown} error */
  function fail(error) {
    const path = error instanceof Error ? error.message : String(error);
    if (!/^data\//.test(path)) throw error;
    for (const name of ["browse", "study", "overview"]) byId(name).hidden = true;
    byId("message").hidden = false;
    const [before, after = ""] = word("unreadable", "\u0000").split("\u0000");
    fill(
      byId("message"),
      el("p", { class: "message-title" }, before, el("code", {}, path), after),
      el(
        "p",
        {},
        el(
          "button",
          { class: "plain", type: "button", onclick: () => void (now ? show() : start()).catch(fail) },
          word("retry"),
        ),
      ),
    );
  }

  /** Another card of the found ones. @param {number} by */
  function step(by) {
    if (!now?.found.cards.length) return;
    const { cards } = now.found;
    const card = chosen();
    const at = card ? cards.indexOf(card) : -1;
    const next = cards[Math.max(0, Math.min(cards.length - 1, at < 0 && by < 0 ? 0 : at + by))];
    if (next !== card || !route().id) select(next, true);
  }

  /** @param {Card} card @param {boolean} replace */
  function select(card, replace) {
    if (now) go({ lang: now.deck.lang, id: card.note.id, ord: card.ord }, { replace });
  }

  /** Set one more filter; a small page turns to the list. @param {Dimension} dimension @param {string} value */
  function narrow(dimension, value) {
    panel.filter(dimension, value);
    if (now && pane.handheld.matches) go({ lang: now.deck.lang });
  }

  function search() {
    if (now && route().view !== "browse") go({ lang: now.deck.lang });
    if (now && pane.handheld.matches && route().id) go({ lang: now.deck.lang });
    panel.query.focus();
    panel.query.select();
  }

  function enterList() {
    const first = now?.found.cards[0];
    if (!first) return;
    list.box.focus();
    if (!pane.handheld.matches)
      select(now?.found.cards.includes(/** @type {Card} */ (chosen())) ? /** @type {Card} */ (chosen()) : first, true);
  }

  /** Day or night has changed. */
  function redraw() {
    deckgen.head.showTheme();
    if (now) draw();
  }

  list.onPick((card) => select(card, false));
  panel.onChange(() => void change().catch(fail));
  deckgen.theme.onChange(redraw);
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("skip").addEventListener("click", (/** @type {Event} */ event) => {
    event.preventDefault(); // the hash is the card's address
    const view = byId("pane");
    (view.offsetParent ? view : list.box).focus(); // a small page shows one of them
  });
  addEventListener("pagehide", remember);
  start().catch(fail);

  return { step, narrow, search, enterList, redraw, fail };
})();
