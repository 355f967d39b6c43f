// @ts-check
"use strict";

/* The chosen card: both sides, the bar above them, the details below. */
deckgen.card = (() => {
  const { el, byId } = deckgen.dom;
  const { word } = deckgen.words;
  const { session, set, format } = deckgen.state;
  const widths = ["320", "360", "412", "full"];
  const handheld = matchMedia("(max-width: 799px)");

  const front = deckgen.frame.make();
  const back = deckgen.frame.make();
  const reveal = el("button", { class: "reveal", type: "button", onclick: () => flip() });
  byId("front").append(el("div", { class: "phone" }, front.element));
  byId("back").append(el("div", { class: "phone" }, back.element, reveal));

  /** @type {Card | undefined} */
  let card;
  /** @type {Now} */
  let now;
  let isRevealed = false;

  const isNight = () => session.cardNight ?? deckgen.theme.isNight();

  /** What a frame shows of one side, the same here and in study. @param {Card} of @param {Now} at @param {string} html
   * @param {string} title @returns {Content} */
  function content(of, at, html, title) {
    const css = at.project.css[of.note.notetype] ?? "";
    const phone = handheld.matches || session.width !== "full";
    return { html, css, ord: of.ord, lang: at.deck.lang, night: isNight(), phone, title };
  }

  /** The sides of a card and, in the background, those of its neighbours. @param {Card} of @param {Now} at */
  async function load(of, at) {
    const sides = await deckgen.data.sides(at.deck.lang, of.html);
    const place = at.found.cards.indexOf(of);
    for (const near of [at.found.cards[place + 1], at.found.cards[place - 1]]) {
      if (near && near.html >= 0) deckgen.data.sides(at.deck.lang, near.html).catch(() => {}); // it says so when it is shown
    }
    return sides;
  }

  /** @param {Card} next @param {Now} at @param {boolean} showsBack */
  async function show(next, at, showsBack) {
    if (next !== card) isRevealed = false;
    card = next;
    now = at;
    isRevealed ||= showsBack;
    drawBar(next);
    const isBroken = deckgen.problems.show(at.problems, next.note.id, at.deck);
    deckgen.details.show(byId("details"), next, at);
    byId("card-title").textContent = next.title || next.note.id;
    byId("sides").hidden = isBroken || next.html < 0;
    drawAppearance();
    if (byId("sides").hidden) return;
    const [question, answer] = await load(next, at);
    if (card !== next) return;
    front.show(content(next, at, question, word("frontOf")));
    back.show(content(next, at, answer, word("backOf")));
    if (showsBack) byId("back").scrollIntoView({ block: "nearest" });
  }

  /** @param {Card} of */
  function drawBar(of) {
    const { cards } = now.found;
    const at = cards.indexOf(of);
    byId("previous").disabled = at === 0 || !cards.length;
    byId("next").disabled = at === cards.length - 1 || !cards.length;
    const [place, all] = [deckgen.words.number(at + 1), deckgen.words.number(cards.length)];
    deckgen.dom.fill(
      byId("position"),
      at >= 0 && [
        el("span", { "aria-hidden": "true" }, word("progress", place, all)),
        el("span", { class: "unseen" }, word("position", place, all)),
      ],
    );
    const { lang } = now.deck;
    byId("to-list").href = format({ lang });
    byId("study-this").href = format({ view: "study", lang, id: of.note.id, ord: of.ord });
    byId("study-this").hidden = of.html < 0;
  }

  function drawAppearance() {
    byId("sides").dataset.width = session.width;
    byId("card-night").setAttribute("aria-pressed", String(isNight()));
    byId("hide-answers").setAttribute("aria-pressed", String(session.hideAnswers));
    reveal.textContent = word("showAnswer");
    reveal.hidden = !session.hideAnswers || isRevealed;
    back.element.inert = !reveal.hidden;
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (document.getElementsByName("width"))) {
      input.checked = input.value === session.width;
    }
  }

  /** The same card with another width or colour. */
  function redraw() {
    drawAppearance();
    if (card && now) show(card, now, false).catch(deckgen.app.fail);
  }

  /** Hide answers from now on, or show them; where they are hidden, show this one first. */
  function flip() {
    if (session.hideAnswers && !isRevealed) isRevealed = true;
    else {
      set({ hideAnswers: !session.hideAnswers });
      isRevealed = false;
    }
    drawAppearance();
  }

  /** @param {string} width */
  function setWidth(width) {
    set({ width });
    redraw();
  }

  function toggleNight() {
    const night = !isNight();
    set({ cardNight: night === deckgen.theme.isNight() ? null : night });
    deckgen.app.redraw();
  }

  byId("widths").addEventListener("change", (/** @type {Event} */ event) =>
    setWidth(/** @type {HTMLInputElement} */ (event.target).value),
  );
  byId("card-night").addEventListener("click", toggleNight);
  byId("hide-answers").addEventListener("click", () => {
    set({ hideAnswers: !session.hideAnswers });
    isRevealed = false;
    drawAppearance();
  });
  byId("copy-link").addEventListener("click", () => card && deckgen.clipboard.copy(address(card)));
  handheld.addEventListener("change", redraw);

  /** @param {Card} of */
  const address = (of) =>
    location.href.replace(/#.*$/, "") + format({ lang: now.deck.lang, id: of.note.id, ord: of.ord });

  return {
    show,
    redraw,
    flip,
    toggleNight,
    load,
    content,
    handheld,
    nextWidth: () => setWidth(widths[(widths.indexOf(session.width) + 1) % widths.length]),
    /** @returns {Card | undefined} */
    current: () => card,
    forget: () => void (card = undefined),
  };
})();
