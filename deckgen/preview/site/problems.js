// @ts-check
"use strict";

/* What does not compile: in the place of the card where it is about that card, else in a banner. */
deckgen.problems = (() => {
  const { el, fill, byId } = deckgen.dom;
  const { word } = deckgen.words;
  const severities = { error: "error", warning: "warning", advice: "advice" };

  /** @param {Problem} problem @param {Node | null} [link] */
  function draw(problem, link = null) {
    const { code, severity, message, hint, path, line, column, source } = problem;
    const place = line ? `${path}:${line}:${column}` : path;
    const level = /** @type {"error" | "warning" | "advice"} */ (severity in severities ? severity : "error");
    return el(
      "article",
      { class: "problem", "data-severity": severity },
      el(
        "p",
        { class: "problem-head" },
        el("span", { class: "problem-level" }, word(level)),
        code && el("code", {}, code),
        link,
      ),
      el("p", { class: "problem-message" }, ticked(message)),
      path &&
        el(
          "p",
          { class: "problem-place" },
          el(
            "button",
            { class: "place", type: "button", title: word("copyPlace"), onclick: () => deckgen.clipboard.copy(place) },
            el("code", {}, place),
            deckgen.dom.icon("copy"),
          ),
        ),
      source &&
        el(
          "pre",
          { class: "problem-source", tabindex: 0, role: "group", "aria-label": place },
          el("span", { class: "problem-line", "aria-hidden": "true" }, line ? String(line) : ""),
          el("code", {}, source, caret(source, column)),
        ),
      hint && el("p", { class: "problem-hint" }, el("b", {}, `${word("problemHint")} `), ticked(hint)),
    );
  }

  /** `like this` as code. @param {string} text */
  const ticked = (text) => text.split("`").map((part, at) => (at % 2 ? el("code", {}, part) : part));

  /** A caret under the place; wide characters keep their width. @param {string} source @param {number} column */
  function caret(source, column) {
    if (column < 1 || column > source.length + 1) return null;
    const before = source
      .slice(0, column - 1)
      .replace(/[^\s]/g, (character) => (/[\u1100-\uffef]/.test(character) ? "\u3000" : " "));
    return el("span", { class: "problem-caret", "aria-hidden": "true" }, `\n${before}^`);
  }

  /** @param {Problem[]} here */
  function showHere(here) {
    fill(
      byId("trouble"),
      here.map((problem) => draw(problem)),
    );
  }

  /** @param {Problem[]} others @param {boolean} isAll @param {Deck} deck */
  function showElsewhere(others, isAll, deck) {
    const box = byId("elsewhere");
    const wasOpen = box.querySelector("details")?.open;
    box.hidden = !others.length;
    if (!others.length) return fill(box);
    const count = others.length;
    const title = isAll
      ? count === 1
        ? word("problemOne")
        : word("problemMany", count)
      : count === 1
        ? word("elsewhereOne")
        : word("elsewhere", count);
    fill(
      box,
      el(
        "details",
        { class: "elsewhere", open: wasOpen },
        el("summary", {}, title),
        el(
          "div",
          { class: "elsewhere-list" },
          others.map((problem) => draw(problem, linkTo(problem, deck))),
        ),
      ),
    );
  }

  /** @param {Problem} problem @param {Deck} deck */
  function linkTo(problem, deck) {
    const card = deck.byId.get(problem.entry)?.cards[0];
    return card
      ? el("a", { href: deckgen.state.format({ lang: deck.lang, id: problem.entry, ord: card.ord }) }, problem.entry)
      : null;
  }

  return {
    /** @param {Problem[]} all @param {string} current id of the entry in sight, or "" @param {Deck} deck */
    show(all, current, deck) {
      const here = all.filter((problem) => current && problem.entry === current);
      showHere(here);
      showElsewhere(
        all.filter((problem) => !here.includes(problem)),
        !here.length,
        deck,
      );
      return here.some((problem) => problem.severity === "error");
    },
    /** Ids of entries with an error. @param {Problem[]} all */
    broken: (all) =>
      new Set(all.filter((problem) => problem.severity === "error" && problem.entry).map((problem) => problem.entry)),
  };
})();
