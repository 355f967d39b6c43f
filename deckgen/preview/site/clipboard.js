// @ts-check
"use strict";

/* Copying. A page from disk may be refused the clipboard; then the text is selected for the reader to copy. */
deckgen.clipboard = (() => {
  const { el, byId } = deckgen.dom;
  const { word } = deckgen.words;
  let timer = 0;

  /** A word at the edge of the page that goes by itself. @param {string | Node} text @param {number} [milliseconds] */
  function say(text, milliseconds = 1800) {
    const toast = byId("toast");
    toast.replaceChildren(text);
    toast.dataset.shown = "yes";
    clearTimeout(timer);
    timer = setTimeout(hush, milliseconds);
  }

  function hush() {
    byId("toast").replaceChildren();
    delete byId("toast").dataset.shown;
  }

  /** @param {string} text */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      say(word("copied"));
    } catch {
      if (copyBySelection(text)) say(word("copied"));
      else offer(text);
    }
  }

  /** The way from before there was a clipboard API; still the only one for a page from disk in some browsers.
   * @param {string} text */
  function copyBySelection(text) {
    const before = document.activeElement;
    const field = el("textarea", { class: "unseen", "aria-hidden": "true", tabindex: -1 });
    field.value = text;
    document.body.append(field);
    field.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      // Refused as well: the reader copies by hand.
    }
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    return done;
  }

  /** @param {string} text */
  function offer(text) {
    const field = el("input", { class: "toast-text", readonly: true, "aria-label": word("copyByHand"), onblur: hush });
    field.value = text;
    say(el("span", {}, word("copyByHand"), field), 15000);
    field.select();
  }

  return { copy };
})();
