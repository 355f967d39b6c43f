// @ts-check
"use strict";

/* Day and night of the page: the system's choice until the reader makes one. Runs in <head>, before anything is painted. */
deckgen.theme = (() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  /** @type {Set<() => void>} */
  const listeners = new Set();

  function isNight() {
    const chosen = deckgen.store.keep("theme");
    return chosen ? chosen === "night" : system.matches;
  }

  function show() {
    document.documentElement.dataset.theme = isNight() ? "night" : "day";
    listeners.forEach((listener) => listener());
  }

  function toggle() {
    const night = !isNight();
    deckgen.store.keep("theme", night === system.matches ? "" : night ? "night" : "day");
    show();
  }

  system.addEventListener("change", show);
  show();
  return { isNight, toggle, onChange: (/** @type {() => void} */ listener) => listeners.add(listener) };
})();
