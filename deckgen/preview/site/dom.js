// @ts-check
"use strict";

deckgen.dom = (() => {
  const svg = "http://www.w3.org/2000/svg";

  /** @typedef {Node | string | null | undefined | false} Child */

  /** An element. Attributes that are false, null or undefined are left out; functions listen ("onclick").
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag @param {Record<string, any>} [attributes] @param {...(Child | Child[])} children
   * @returns {HTMLElementTagNameMap[K]} */
  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value != null) element.setAttribute(name, String(value));
    }
    fill(element, ...children);
    return element;
  }

  /** @param {Element} parent @param {...(Child | Child[])} children */
  function fill(parent, ...children) {
    parent.replaceChildren(
      .../** @type {(Node | string)[]} */ (children.flat().filter((child) => child || child === "")),
    );
  }

  /** A drawing of the sprite in index.html. @param {string} name */
  function icon(name) {
    const picture = document.createElementNS(svg, "svg");
    picture.setAttribute("class", "icon");
    picture.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(svg, "use");
    use.setAttribute("href", `#icon-${name}`);
    picture.append(use);
    return picture;
  }

  /** An element of index.html. @param {string} id @returns {any} */
  function byId(id) {
    const found = document.getElementById(id);
    if (!found) throw new Error(`no #${id}`);
    return found;
  }

  /** Text with the parts that match a search marked. @param {{text: string, hit: boolean}[]} parts */
  function marked(parts) {
    return parts.map(({ text, hit }) => (hit ? el("mark", {}, text) : text));
  }

  return { el, fill, icon, byId, marked };
})();
