// @ts-check
// Typesets formulas [tex, display, language] in the page that has loaded MathJax; gives [[{html, error}, ...], stylesheet].
// MathJax fits its size to the font around it, so each language gets a paragraph to be measured in.
/** @type {(formulas: [string, boolean, string][], done: (made: [{html: string, error: string}[], string]) => void) => void} */
((formulas, done) => {
  const holder = /** @type {Element} */ (document.querySelector(".dk"));
  /** @type {Map<string, Element>} */
  const paragraphs = new Map();
  /** @param {string} language */
  const paragraph = (language) => {
    const known = paragraphs.get(language);
    if (known) return known;
    const one = holder.appendChild(document.createElement("p"));
    one.lang = language;
    one.textContent = "x";
    paragraphs.set(language, one);
    return one;
  };
  /** @param {Element} node */
  const complaint = (node) => {
    const fault = node.querySelector("mjx-merror, [data-mjx-error]");
    if (fault) return fault.getAttribute("data-mjx-error") || fault.textContent || "error";
    // An unknown macro is shown as its name in red.
    const unknown = /** @type {HTMLElement[]} */ ([...node.querySelectorAll("mjx-mtext")]).find((one) => one.style.color === "red");
    return unknown ? `unknown macro ${node.querySelector("mtext[mathcolor=red]")?.textContent ?? ""}` : "";
  };
  MathJax.startup.promise.then(() => {
    const made = formulas.map(([tex, display, language]) => {
      const node = MathJax.tex2chtml(tex, { ...MathJax.getMetricsFor(paragraph(language), display), display });
      return { html: node.outerHTML, error: complaint(node) };
    });
    done([made, MathJax.chtmlStylesheet().textContent ?? ""]);
  });
})(arguments[0], arguments[1]);
