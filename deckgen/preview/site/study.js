// @ts-check
"use strict";

/* One card at a time, as in a review: the question, then the answer, then the next. */
deckgen.study = (() => {
  const { el, byId } = deckgen.dom;
  const { word } = deckgen.words;
  const { session, set, go } = deckgen.state;

  const frame = deckgen.frame.make(() => advance());
  byId("stage").append(el("div", { class: "phone" }, frame.element));

  /** @type {Now} */
  let now;
  /** @type {Card | undefined} */
  let card;
  let isAnswered = false;
  let isDone = false;
  let isEntering = false;
  /** @type {{cards: Card[], seed: number, order: Card[]}} the last order, so that a step back meets the same cards */
  let memory = { cards: [], seed: 0, order: [] };

  function order() {
    const cards = now.found.cards;
    const { seed } = session;
    if (memory.cards !== cards || memory.seed !== seed) {
      const whole = cards.filter((candidate) => candidate.html >= 0);
      memory = { cards, seed, order: seed ? shuffled(whole, seed) : whole };
    }
    return memory.order;
  }

  /** The same order for the same seed. @param {Card[]} cards @param {number} seed */
  function shuffled(cards, seed) {
    const mixed = [...cards];
    let state = seed;
    for (let at = mixed.length - 1; at > 0; at--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // a linear congruential generator
      const other = Math.floor((state / 2 ** 32) * (at + 1));
      [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
    }
    return mixed;
  }

  /** @param {Card | undefined} next undefined: where the set begins @param {Now} at @param {boolean} answered */
  async function show(next, at, answered) {
    now = at;
    const first = next ?? order()[0];
    if (!first) return leave();
    if (!next) return open(first, true);
    card = first;
    isDone = false;
    isAnswered = answered;
    deckgen.problems.show(at.problems, "", at.deck);
    draw();
    if (isEntering) byId("stage").focus({ preventScroll: true }); // space is to show the answer
    isEntering = false;
    const [question, answer] = await deckgen.card.load(first, at);
    if (card !== first) return;
    const html = isAnswered ? answer : question;
    frame.show(deckgen.card.content(first, at, html, word(isAnswered ? "backOf" : "frontOf")));
    scroll();
  }

  /** The answer comes into sight by itself, as in Anki; a question begins at its top. */
  function scroll() {
    const stage = byId("stage");
    const answer = isAnswered ? frame.answerTop() : 0;
    stage.scrollTop = answer > stage.clientHeight * 0.6 ? answer - 16 : 0;
  }

  function draw() {
    const cards = order();
    const at = card ? cards.indexOf(card) : -1;
    byId("study").dataset.done = isDone ? "yes" : "";
    byId("study").dataset.width = session.width;
    byId("done").hidden = !isDone;
    byId("stage").hidden = isDone;
    byId("study-foot").hidden = isDone;
    byId("study-title").textContent = card?.title ?? "";
    const place = word("progress", at < 0 ? "–" : deckgen.words.number(at + 1), deckgen.words.number(cards.length));
    const summary = deckgen.panel.summary();
    byId("progress").replaceChildren(el("b", {}, place), summary && ` · ${summary}`);
    byId("meter").style.inlineSize =
      `${cards.length ? ((isDone ? cards.length : at + (isAnswered ? 1 : 0.5)) / cards.length) * 100 : 0}%`;
    byId("advance").replaceChildren(
      word(isAnswered ? "nextShort" : "showAnswer"),
      el("kbd", { "aria-hidden": "true" }, word("space")),
    );
    byId("study-previous").disabled = at === 0;
    byId("shuffle").setAttribute("aria-pressed", String(session.seed > 0));
    byId("done-title").textContent =
      cards.length === 1 ? word("doneOne") : word("done", deckgen.words.number(cards.length));
    if (isDone) byId("again").focus();
  }

  /** @param {Card} next @param {boolean} [replace] */
  function open(next, replace = true) {
    go({ view: "study", lang: now.deck.lang, id: next.note.id, ord: next.ord }, { replace });
  }

  /** Show the answer; after the answer, the next card. */
  function advance() {
    if (isDone) return again();
    if (isAnswered || !card) return move(1);
    go({ view: "study", lang: now.deck.lang, id: card.note.id, ord: card.ord, back: true }, { replace: true });
  }

  /** @param {number} by */
  function move(by) {
    const cards = order();
    const at = card ? cards.indexOf(card) : -1;
    if (isDone && by < 0) return finish(false);
    if (isDone) return;
    const next = cards[at + by];
    if (next) open(next);
    else if (by > 0) finish(true);
  }

  /** @param {boolean} done */
  function finish(done) {
    isDone = done;
    draw();
  }

  function again() {
    if (session.seed) set({ seed: seed() });
    const [first] = order();
    isDone = false;
    if (first === card && !isAnswered) draw();
    else open(first);
  }

  function shuffle() {
    set({ seed: session.seed ? 0 : seed() });
    draw();
  }

  const seed = () => 1 + Math.floor(Math.random() * 2 ** 31);

  function leave() {
    const at = card && { id: card.note.id, ord: card.ord };
    go({ lang: now.deck.lang, ...at });
  }

  byId("advance").addEventListener("click", advance);
  byId("study-previous").addEventListener("click", () => move(-1));
  byId("study-next").addEventListener("click", () => move(1));
  byId("shuffle").addEventListener("click", shuffle);
  byId("leave").addEventListener("click", leave);
  byId("done-leave").addEventListener("click", leave);
  byId("again").addEventListener("click", again);

  return { show, advance, move, shuffle, leave, enter: () => void (isEntering = true) };
})();
