// @ts-check
/** @typedef {[number, number, number, number]} Colour  red, green, blue, opacity */

/** @param {string} colour @returns {Colour} */
const channels = (colour) => {
  const found = colour.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/);
  if (!found) throw new Error(`a colour that this script cannot read: ${colour}`);
  return [Number(found[1]), Number(found[2]), Number(found[3]), found[4] === undefined ? 1 : Number(found[4])];
};
/** @param {Colour} colour @param {Colour} ground @returns {Colour} */
const over = ([r, g, b, a], [r2, g2, b2]) => [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a), 1];
/** @param {Colour} colour */
const luminance = ([r, g, b]) => {
  const linear = [r, g, b].map((value) => {
    const v = value / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
};
/** @param {Colour} text @param {Colour} ground */
const contrast = (text, ground) => {
  const [light, dark] = [luminance(over(text, ground)), luminance(ground)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

/** What of a page's visible text has less contrast with its ground than 4.5:1 (WCAG 2.2, 1.4.3), as texts.
 * @param {Document} page */
const faint = (page) => {
  const view = /** @type {Window} */ (page.defaultView);
  /** @type {Map<Element, Colour>} */
  const grounds = new Map();
  /** @param {Element | null} element @returns {Colour} */
  const ground = (element) => {
    if (!element) return [255, 255, 255, 1];
    const known = grounds.get(element);
    if (known) return known;
    const own = channels(view.getComputedStyle(element).backgroundColor);
    const made = own[3] === 1 ? own : over(own, ground(element.parentElement));
    grounds.set(element, made);
    return made;
  };
  const found = new Set();
  /** @param {Element} element @param {CSSStyleDeclaration} style @param {Colour} below */
  const judge = (element, style, below) => {
    if (style.visibility !== "visible" || Number(style.opacity) === 0 || parseFloat(style.fontSize) === 0) return;
    const text = channels(style.color);
    text[3] *= Number(style.opacity);
    const ratio = contrast(text, below);
    if (ratio < 4.5) found.add(`faint ${element.localName}.${[...element.classList].join(".")} ${ratio.toFixed(2)}:1`);
  };
  /** @param {Element} element @param {string} which */
  const judgePseudo = (element, which) => {
    const style = view.getComputedStyle(element, which);
    if (!/"[^"]*[^"\s][^"]*"/.test(style.content) || style.display === "none") return;
    const own = channels(style.backgroundColor);
    judge(element, style, own[3] === 1 ? own : over(own, ground(element)));
  };
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_ELEMENT, {
    acceptNode: (one) => (/** @type {Element} */ (one).closest("style, script, mjx-container mjx-math, mjx-assistive-mml") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  while (walker.nextNode()) {
    const element = /** @type {Element} */ (walker.currentNode);
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const own = [...element.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.nodeValue?.trim());
    // Math is one thing with one colour: its glyphs are pseudo-elements by the hundred.
    if (own || element.localName === "mjx-container") judge(element, view.getComputedStyle(element), ground(element));
    judgePseudo(element, "::before");
    judgePseudo(element, "::after");
  }
  return [...found];
};
