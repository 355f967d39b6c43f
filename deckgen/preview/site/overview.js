// @ts-check
"use strict";

/* What somebody wants to know before downloading: what it is, how much, what it covers, what it rests on. */
deckgen.overview = (() => {
  const { el, fill, byId } = deckgen.dom;
  const { word, pick, number } = deckgen.words;

  /** @param {Now} now */
  function show({ project, deck, problems }) {
    const { lang } = deck;
    deckgen.problems.show(problems, "", deck);
    fill(
      byId("overview"),
      head(project, lang),
      section(
        "numbers",
        deckgen.tables.topics(project, lang, (topic) => open("topic", String(topic))),
        deckgen.tables.kinds(project, lang, (kind) => open("kind", kind)),
      ),
      project.coverage.length > 0 && section("syllabus", ...coverage(project, deck)),
      section("packages", deckgen.tables.packages(project, lang)),
      project.references.length > 0 && section("sources", deckgen.tables.references(project.references)),
    );
  }

  /** The cards with only this filter set; the link itself leads to them. @param {Dimension} dimension @param {string} value */
  function open(dimension, value) {
    deckgen.card.forget();
    deckgen.panel.only(dimension, value);
  }

  /** @param {Project} project @param {string} lang */
  function head(project, lang) {
    const cards = project.counts.reduce((sum, row) => sum + (row.cards[lang] ?? 0), 0);
    const { topics, references } = project;
    const entries = project.counts.reduce((sum, row) => sum + row.entries, 0);
    return el(
      "header",
      { class: "overview-head" },
      el("h2", { lang }, pick(project.title, lang)),
      el(
        "p",
        { class: "lead" },
        figure(cards, cards === 1 ? "oneCard" : "nCards"),
        figure(entries, entries === 1 ? "oneEntry" : "nEntries"),
        figure(topics.length, topics.length === 1 ? "oneTopic" : "nTopics"),
        references.length > 0 && figure(references.length, references.length === 1 ? "oneSource" : "nSources"),
      ),
      el(
        "dl",
        { class: "facts" },
        fact("version", version(project.version)),
        project.license && fact("license", project.license),
        project.authors.length > 0 && fact("authors", project.authors.join(", ")),
        project.homepage &&
          fact(
            "homepage",
            el(
              "a",
              { href: project.homepage, target: "_blank", rel: "noopener noreferrer" },
              project.homepage.replace(/^https?:\/\//, ""),
            ),
          ),
      ),
    );
  }

  /** What follows "Version": a number, and whether there is more than it. @param {string} text */
  function version(text) {
    if (text === "unreleased") return word("unreleased");
    return text.replace(/^version /i, "").replace("unreleased changes", word("unreleasedChanges"));
  }

  /** @param {number} count @param {Parameters<typeof word>[0]} name */
  const figure = (count, name) => el("span", { class: "figure" }, el("b", {}, number(count)), ` ${word(name)}`);

  /** @param {"version" | "license" | "authors" | "homepage"} name @param {string | Node} value */
  const fact = (name, value) => el("div", {}, el("dt", {}, word(name)), el("dd", {}, value));

  /** @param {"numbers" | "syllabus" | "packages" | "sources"} name @param {...Node} children */
  function section(name, ...children) {
    return el(
      "section",
      { "aria-labelledby": `overview-${name}` },
      el("h3", { id: `overview-${name}` }, word(name)),
      ...children,
    );
  }

  /** The questions of the syllabus, by topic. @param {Project} project @param {Deck} deck */
  function coverage(project, deck) {
    const { lang } = deck;
    const answered = (/** @type {Coverage[]} */ rows) => rows.filter((row) => row.entries[lang]?.length).length;
    const names = [...new Set(project.coverage.map((row) => row.topic))];
    const parts = names.map((name) => {
      const rows = project.coverage.filter((row) => row.topic === name);
      const topic = project.topics.find((candidate) => candidate.name === name);
      const missing = rows.length - answered(rows);
      return el(
        "details",
        { class: "syllabus", open: missing > 0 },
        el(
          "summary",
          {},
          el("span", { lang }, topic ? pick(topic.title, lang) : name),
          el("span", { class: missing ? "badge badge-broken" : "soft" }, `${answered(rows)} / ${rows.length}`),
        ),
        el(
          "ol",
          {},
          rows.map((row) => question(row, deck)),
        ),
      );
    });
    return [
      el("p", { class: "soft" }, word("answered", number(answered(project.coverage)), number(project.coverage.length))),
      ...parts,
    ];
  }

  /** @param {Coverage} row @param {Deck} deck */
  function question(row, { lang, byId: notes }) {
    const ids = row.entries[lang] ?? [];
    const first = (/** @type {string} */ id) => notes.get(id)?.cards[0]?.ord; // of a cloze that has no c1 it is not 0
    const link = (/** @type {string} */ id) => deckgen.state.format({ lang, id, ord: first(id) });
    const links = ids.map((id) => el("li", {}, el("a", { href: link(id) }, id)));
    return el(
      "li",
      {},
      el("p", { lang }, pick(row.question, lang)),
      ids.length
        ? el("ul", { class: "entry-links" }, links)
        : el("p", {}, el("span", { class: "badge badge-broken" }, word("unanswered"))),
    );
  }

  return { show };
})();
