// @ts-check
"use strict";

/* The head of the page: the title, the views, the editions, day and night. */
deckgen.head = (() => {
  const { el, fill, icon, byId } = deckgen.dom;
  const { word, pick, language } = deckgen.words;
  const { format } = deckgen.state;

  /** @param {Now} now @param {Route} route @param {Card | undefined} card the one in sight */
  function show({ project, deck }, route, card) {
    const { lang } = deck;
    const title = pick(project.title, lang);
    const link = byId("title");
    link.textContent = title;
    link.lang = lang;
    link.href = format({ lang });
    document.title = route.id && card && route.view === "browse" ? `${card.title} · ${title}` : title;
    showTabs(lang, route, card);
    showEditions(project.languages, lang, route);
    showTheme();
    deckgen.live.sign();
  }

  /** @param {string} lang @param {Route} route @param {Card | undefined} card */
  function showTabs(lang, route, card) {
    const at = card ? { id: card.note.id, ord: card.ord } : {};
    for (const view of /** @type {Route["view"][]} */ (["browse", "study", "overview"])) {
      const tab = byId(`tab-${view}`);
      tab.href = format({ view, lang, ...at });
      if (view === route.view) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
  }

  /** @param {string[]} languages @param {string} lang @param {Route} route */
  function showEditions(languages, lang, route) {
    const editions = byId("editions");
    editions.hidden = languages.length < 2;
    editions.dataset.count = String(languages.length);
    const link = (/** @type {string} */ other) => ({
      href: format({ ...route, lang: other }),
      lang: other,
      hreflang: other,
      "aria-current": other === lang && "true",
    });
    fill(
      editions,
      languages.map((other) => el("a", link(other), language(other))),
    );
  }

  function showTheme() {
    const night = deckgen.theme.isNight();
    const button = byId("theme");
    const label = word(night ? "toDay" : "toNight");
    fill(button, icon(night ? "sun" : "moon"));
    button.setAttribute("aria-label", label);
    button.title = label;
  }

  byId("theme").addEventListener("click", deckgen.theme.toggle);

  return { show, showTheme };
})();
