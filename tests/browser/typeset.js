// Typesets formulas [tex, display, language] in the page that has loaded MathJax; gives [[{html, error}, ...], stylesheet].
// MathJax fits its size to the font around it, so each language gets a paragraph to be measured in.
const [formulas, done] = arguments;
const holder = document.querySelector(".dk");
const paragraphs = new Map();
const paragraph = (language) => {
  if (!paragraphs.has(language)) {
    const one = holder.appendChild(document.createElement("p"));
    one.lang = language;
    one.textContent = "x";
    paragraphs.set(language, one);
  }
  return paragraphs.get(language);
};
const complaint = (node) => {
  const fault = node.querySelector("mjx-merror, [data-mjx-error]");
  if (fault) return fault.getAttribute("data-mjx-error") || fault.textContent || "error";
  // An unknown macro is shown as its name in red.
  const unknown = [...node.querySelectorAll("mjx-mtext")].find((one) => one.style.color === "red");
  return unknown ? `unknown macro ${node.querySelector("mtext[mathcolor=red]")?.textContent ?? ""}` : "";
};
MathJax.startup.promise.then(() => {
  const made = formulas.map(([tex, display, language]) => {
    const node = MathJax.tex2chtml(tex, { ...MathJax.getMetricsFor(paragraph(language), display), display });
    return { html: node.outerHTML, error: complaint(node) };
  });
  done([made, MathJax.chtmlStylesheet().textContent]);
});
