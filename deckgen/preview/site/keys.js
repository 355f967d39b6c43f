// @ts-check
"use strict";

/* The keyboard, and the dialog that explains it. */
deckgen.keys = (() => {
  const { el, fill, icon, byId } = deckgen.dom;
  const { word } = deckgen.words;
  /** @type {HTMLDialogElement} */
  const help = byId("help");

  /** @type {Record<string, () => void>} */
  const everywhere = {
    "?": () => openHelp(),
    d: () => deckgen.theme.toggle(),
    D: () => deckgen.card.toggleNight(),
    "/": () => deckgen.app.search(),
  };
  /** @type {Record<string, () => void>} */
  const browse = {
    ArrowDown: () => deckgen.app.step(1),
    j: () => deckgen.app.step(1),
    n: () => deckgen.app.step(1),
    ArrowRight: () => deckgen.app.step(1),
    ArrowUp: () => deckgen.app.step(-1),
    k: () => deckgen.app.step(-1),
    p: () => deckgen.app.step(-1),
    ArrowLeft: () => deckgen.app.step(-1),
    Home: () => deckgen.app.step(-Infinity),
    End: () => deckgen.app.step(Infinity),
    PageDown: () => deckgen.app.step(8),
    PageUp: () => deckgen.app.step(-8),
    f: () => deckgen.card.flip(),
    w: () => deckgen.card.nextWidth(),
    s: () => byId("study-this").click(),
  };
  /** @type {Record<string, () => void>} */
  const study = {
    " ": () => deckgen.study.advance(),
    Enter: () => deckgen.study.advance(),
    ArrowRight: () => deckgen.study.move(1),
    n: () => deckgen.study.move(1),
    j: () => deckgen.study.move(1),
    ArrowLeft: () => deckgen.study.move(-1),
    p: () => deckgen.study.move(-1),
    k: () => deckgen.study.move(-1),
    f: () => deckgen.study.advance(),
    s: () => deckgen.study.shuffle(),
    Escape: () => deckgen.study.leave(),
  };
  const scrolls = new Set(["Home", "End", "PageDown", "PageUp"]); // theirs is the list only while it has the focus

  /** @param {KeyboardEvent} event */
  function press(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const { view } = deckgen.state.route();
    if (target.matches("#query")) return inSearch(event);
    if (target.closest("input:not([type=radio]), select, textarea")) return;
    if (target.matches("input") && /^(Arrow| )/.test(event.key)) return; // choosing a width
    if ([" ", "Enter"].includes(event.key) && target.closest("button, summary")) return;
    if (event.key === "Enter" && target.closest("a")) return;
    if (view === "browse" && scrolls.has(event.key) && !target.closest("#list")) return;
    const own = view === "study" ? study : view === "browse" ? browse : {};
    const act = own[event.key] ?? everywhere[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** From the search field down into the list, or out of it. @param {KeyboardEvent} event */
  function inSearch(event) {
    if (event.isComposing) return; // the keys belong to the input method
    if (event.key === "ArrowDown" || event.key === "Enter") deckgen.app.enterList();
    else if (event.key === "Escape" && !deckgen.panel.query.value) deckgen.panel.query.blur();
    else return;
    event.preventDefault();
  }

  /** @param {string[]} keys @param {string} what */
  const row = (keys, what) =>
    el(
      "div",
      {},
      el(
        "dt",
        {},
        keys.map((key) => el("kbd", {}, key)),
      ),
      el("dd", {}, what),
    );

  function openHelp() {
    const group = (/** @type {string} */ title, /** @type {Node[]} */ ...rows) =>
      el("section", {}, el("h3", {}, title), el("dl", { class: "keys" }, rows));
    fill(
      help,
      el(
        "div",
        { class: "help-head" },
        el("h2", { id: "help-title" }, word("help")),
        el(
          "button",
          { class: "quiet", type: "button", "aria-label": word("close"), onclick: () => help.close() },
          icon("close"),
        ),
      ),
      el(
        "div",
        { class: "help-groups" },
        group(
          word("keysCards"),
          row(["↑", "↓"], word("keyList")),
          row(["/"], word("keySearch")),
          row(["f"], word("keyFlip")),
          row(["w"], word("keyWidth")),
          row(["s"], word("keyStudy")),
        ),
        group(
          word("keysStudy"),
          row([word("space"), word("enter")], word("keyShow")),
          row(["→", "←"], word("keyMove")),
          row(["s"], word("keyShuffle")),
          row([word("escape")], word("keyLeave")),
        ),
        group(
          word("keysAll"),
          row(["d"], word("keyNight")),
          row(["D"], word("keyCardNight")),
          row(["?"], word("keyHelp")),
        ),
      ),
    );
    help.showModal();
  }

  /** A button of the study that was pressed with the mouse keeps no focus: space would press it again. @param {MouseEvent} event */
  function letGo(event) {
    const isButton = event.target instanceof Element && event.target.closest("button");
    if (isButton && event.detail && deckgen.state.route().view === "study") byId("stage").focus({ preventScroll: true });
  }

  document.addEventListener("keydown", press);
  document.addEventListener("click", letGo);
  byId("help-open").addEventListener("click", openHelp);
  help.addEventListener("click", (event) => {
    if (event.target === help) help.close(); // beside it
  });

  return { openHelp };
})();
