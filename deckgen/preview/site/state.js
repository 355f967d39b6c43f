// @ts-check
"use strict";

/* Where the reader is: the address holds the edition, the view and the card, so that it can be sent to somebody;
   the session holds the rest, so that a rebuilt page comes back to the same place. */

/** @typedef {{view: "browse" | "study" | "overview", lang: string, id: string, ord: number, back: boolean}} Route */

deckgen.state = (() => {
  const defaults = {
    query: "",
    filters: /** @type {Filters} */ ({}),
    filtersOpen: false,
    width: deckgen.store.keep("width") || "360",
    cardNight: /** @type {boolean | null} */ (null), // null follows the page
    hideAnswers: false,
    seed: 0, // 0: in order
    listTop: 0,
    mainTop: 0,
    focus: "",
  };
  const session = { ...defaults, ...deckgen.store.read("state", {}) };

  /** @param {Partial<typeof defaults>} changes */
  function set(changes) {
    Object.assign(session, changes);
    if (changes.width) deckgen.store.keep("width", changes.width);
    deckgen.store.write("state", session);
  }

  /** @param {string} hash @returns {Route} */
  function parse(hash) {
    const [lang = "", ...parts] = hash
      .replace(/^#?\/?/, "")
      .split("/")
      .map(decode);
    const back = parts.length > 2 && parts.at(-1) === "back";
    if (back) parts.pop();
    const isStudy = parts[0] === "study" && parts.length !== 2; // an entry may be called study, too
    if (isStudy) parts.shift();
    const [id = "", number = "1"] = parts;
    const isOverview = !isStudy && id === "overview" && parts.length === 1;
    return {
      view: isStudy ? "study" : isOverview ? "overview" : "browse",
      lang,
      id: isOverview ? "" : id,
      ord: Math.max(1, Number.parseInt(number, 10) || 1) - 1,
      back,
    };
  }

  /** @param {string} part */
  function decode(part) {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; // a stray % in a link by hand
    }
  }

  /** @param {Partial<Route> & {lang: string}} route */
  function format({ view = "browse", lang, id = "", ord = 0, back = false }) {
    const parts = ["#", encodeURIComponent(lang)];
    if (view !== "browse") parts.push(view);
    if (id && view !== "overview") parts.push(encodeURIComponent(id), String(ord + 1));
    if (id && back) parts.push("back");
    return parts.join("/");
  }

  /** Go to a route. @param {Partial<Route> & {lang: string}} route @param {{replace?: boolean}} [how] */
  function go(route, { replace = false } = {}) {
    const hash = format(route);
    if (hash === location.hash) return;
    if (!replace) location.hash = hash;
    else if (correct(route)) dispatchEvent(new HashChangeEvent("hashchange"));
  }

  /** Change the address without going anywhere. @param {Partial<Route> & {lang: string}} route */
  function correct(route) {
    try {
      history.replaceState(null, "", format(route));
      return true;
    } catch {
      location.replace(format(route)); // a page from disk may be refused the other way; this one tells by itself
      return false;
    }
  }

  return { session, set, parse, format, go, correct, route: () => parse(location.hash) };
})();
