// @ts-check
"use strict";

/* The numbers of the overview: real tables, with bars beside the figures for the eye. */
deckgen.tables = (() => {
  const { el } = deckgen.dom;
  const { word, pick, number, kind } = deckgen.words;

  /** @param {string} caption @param {(string | Node)[]} heads @param {(Node | string)[][]} rows the first cell of a row names it
   * @param {string} look */
  function table(caption, heads, rows, look) {
    return el(
      "div",
      { class: "table-box", tabindex: 0, role: "group", "aria-label": caption },
      el(
        "table",
        { class: look },
        el("caption", { class: "unseen" }, caption),
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            heads.map((head) => el("th", { scope: "col" }, head)),
          ),
        ),
        el(
          "tbody",
          {},
          rows.map(([name, ...cells]) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, name),
              cells.map((cell) => el("td", {}, cell)),
            ),
          ),
        ),
      ),
    );
  }

  /** How many entries are of each kind, the most frequent first. @param {Project} project */
  function kindTotals(project) {
    const totals = project.kinds.map((name) => ({
      name,
      count: sum(project.counts.map((row) => row.kinds[name] ?? 0)),
    }));
    return totals.sort((a, b) => b.count - a.count);
  }

  /** Entries of each topic, by kind. @param {Project} project @param {string} lang @param {(topic: number) => void} open */
  function topics(project, lang, open) {
    const longest = Math.max(1, ...project.counts.map((row) => row.entries));
    const kinds = kindTotals(project).map(({ name }) => name);
    const rows = project.counts.map((row) => {
      const at = project.topics.findIndex((topic) => topic.name === row.topic);
      const title = pick(project.topics[at]?.title ?? {}, lang) || row.topic;
      return [
        el(
          "span",
          { class: "described", lang },
          el("a", { href: deckgen.state.format({ lang }), onclick: () => open(at) }, title),
          el("span", { class: "soft" }, pick(project.topics[at]?.description ?? {}, lang)),
        ),
        stack(kinds, row.kinds, longest),
        number(row.entries),
        number(row.cards[lang] ?? 0),
      ];
    });
    const total = [
      word("bundleTotal"),
      "",
      number(sum(project.counts.map((row) => row.entries))),
      number(sum(project.counts.map((row) => row.cards[lang] ?? 0))),
    ];
    return table(
      word("byTopic"),
      [word("topic"), word("byKind"), word("entries"), word("cards")],
      [...rows, total],
      "chart chart-topics",
    );
  }

  /** @param {string[]} kinds @param {Record<string, number>} counts @param {number} longest */
  function stack(kinds, counts, longest) {
    const some = kinds.filter((name) => counts[name]);
    const spoken = some.map((name) => `${kind(name)} ${number(counts[name])}`).join(", ");
    return el(
      "span",
      { class: "stack" },
      el("span", { class: "unseen" }, spoken),
      some.map((name) => bar(kinds.indexOf(name), counts[name] / longest, `${kind(name)} ${number(counts[name])}`)),
    );
  }

  /** A bar for the eye; its figures stand in the text. @param {number} tone @param {number} part of 1 @param {string} [title] */
  function bar(tone, part, title) {
    const element = el("span", { class: `part tone-${tone % 8}`, "aria-hidden": "true", title });
    element.style.inlineSize = `${part * 100}%`;
    return element;
  }

  /** Entries of each kind. @param {Project} project @param {string} lang @param {(kind: string) => void} open */
  function kinds(project, lang, open) {
    const totals = kindTotals(project);
    const all = Math.max(1, sum(totals.map(({ count }) => count)));
    const rows = totals.map(({ name, count }, at) => [
      el(
        "span",
        { class: "swatched" },
        el("span", { class: `swatch tone-${at % 8}`, "aria-hidden": "true" }),
        el("a", { href: deckgen.state.format({ lang }), onclick: () => open(name) }, kind(name)),
      ),
      el("span", { class: "stack" }, bar(at, count / totals[0].count)),
      number(count),
      `${Math.round((count / all) * 100)} %`,
    ]);
    return table(
      word("byKind"),
      [word("kind"), "", word("entries"), word("share")].map(headed),
      rows,
      "chart chart-kinds",
    );
  }

  /** A head for the column of bars, whose figures stand beside it. @param {string} text */
  const headed = (text) => text || el("span", { class: "unseen" }, word("share"));

  /** @param {Project} project @param {string} lang */
  function packages(project, lang) {
    const rows = (project.packages[lang] ?? []).map((row) => {
      const topic = project.topics.find((candidate) => candidate.name === row.topic);
      const name = topic ? el("span", { lang }, pick(topic.deck, lang)) : el("b", {}, word("bundle"));
      return [el("code", {}, row.name), name, number(row.notes), number(row.cards)];
    });
    return table(word("packages"), [word("file"), word("deck"), word("notes"), word("cards")], rows, "packages");
  }

  /** @param {Reference[]} references */
  function references(references) {
    const sorted = [...references].sort((a, b) => b.cited - a.cited || a.title.localeCompare(b.title));
    const rows = sorted.map(({ title, authors, year, venue, url, cited }) => [
      el(
        "span",
        { class: "reference" },
        url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title) : title,
        el(
          "span",
          { class: "soft" },
          [authors, venue.includes(year) && venue ? venue : [venue, year].filter(Boolean).join(" ")]
            .filter(Boolean)
            .join(" · "),
        ),
      ),
      number(cited),
    ]);
    const box = table(
      word("sources"),
      [el("span", { class: "unseen" }, word("sources")), word("cited")],
      rows,
      "references",
    );
    return shortened(box, 12);
  }

  /** Only the first rows, and a button for the others. @param {HTMLElement} box @param {number} first */
  function shortened(box, first) {
    const others = [...box.querySelectorAll("tr")].slice(first + 1); // after the head
    if (others.length < 3) return box;
    others.forEach((row) => (row.hidden = true));
    const more = el(
      "button",
      {
        class: "plain more",
        type: "button",
        onclick: () => {
          others.forEach((row) => (row.hidden = false));
          box.focus();
          more.remove();
        },
      },
      word("showAll", number(first + others.length)),
    );
    return el("div", {}, box, more);
  }

  /** @param {number[]} numbers */
  const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

  return { topics, kinds, packages, references };
})();
