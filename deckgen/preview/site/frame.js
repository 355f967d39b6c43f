// @ts-check
"use strict";

/* One side of a card in a document of its own, as a client shows it. The document stays while cards come and go, so that
   nothing flickers. Its sandbox allows no scripts; this page reaches in from outside to fill and to measure it. */

/** @typedef {{html: string, css: string, ord: number, lang: string, night: boolean, phone: boolean, title: string}} Content */

deckgen.frame = (() => {
  const { el } = deckgen.dom;
  const client = `
    body { margin: 20px; overflow-wrap: break-word; }
    img { max-width: 100%; max-height: 95vh; }
    pre { text-align: left; }`;
  const shell = `<!doctype html><html><head><meta charset="utf-8"><base href="media/" target="_blank"><style>${client}</style><style id="look"></style></head>
    <body class="card"><div id="qa" dir="auto"></div></body></html>`;

  /** @param {(event: MouseEvent) => void} [onTap] a click that is no link and selects nothing */
  function make(onTap) {
    const element = el("iframe", {
      class: "frame",
      sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
      srcdoc: shell,
      title: "",
    });
    /** @type {Content | null} */
    let content = null;

    element.addEventListener("load", () => {
      const { contentDocument: inside } = element;
      if (!inside) return;
      new ResizeObserver(() => fit(inside)).observe(inside.documentElement);
      inside.addEventListener("keydown", forward);
      if (onTap) inside.addEventListener("click", (event) => isTap(event, inside) && onTap(event));
      element.dataset.ready = "yes";
      draw();
    });

    /** @param {Document} inside */
    function fit(inside) {
      const height = Math.ceil(inside.documentElement.getBoundingClientRect().height);
      if (height) element.style.setProperty("--content", `${height}px`);
    }

    function draw() {
      const inside = element.contentDocument;
      if (!content || !inside || !element.dataset.ready) return;
      const { html, css, ord, lang, night, phone, title } = content;
      element.title = title;
      inside.documentElement.className = phone ? "mobile android" : "linux chrome";
      inside.documentElement.lang = lang;
      inside.body.className = `card card${ord + 1}${night ? " nightMode night_mode" : ""}`;
      change(inside.getElementById("look"), "textContent", css);
      change(inside.getElementById("qa"), "innerHTML", html);
      inside.defaultView?.scrollTo(0, 0);
      fit(inside);
    }

    return {
      element,
      /** @param {Content} next */
      show(next) {
        const before = content;
        content = next;
        const keys = /** @type {(keyof Content)[]} */ (Object.keys(next));
        if (!before || keys.some((key) => before[key] !== next[key])) draw();
      },
      /** How far below the frame's top the answer begins; 0 if it has none. */
      answerTop() {
        const answer = element.contentDocument?.getElementById("answer");
        return answer ? answer.getBoundingClientRect().top : 0;
      },
    };
  }

  /** @type {WeakMap<HTMLElement, string>} */
  const written = new WeakMap();

  /** Write only what is new: selections and loaded pictures stay. @param {HTMLElement | null} element
   * @param {"textContent" | "innerHTML"} property @param {string} value */
  function change(element, property, value) {
    if (!element || written.get(element) === value) return;
    element[property] = value;
    written.set(element, value);
  }

  /** Whether the part of a card that has the focus needs the key itself. @param {Element} part @param {string} key */
  function isUsed(part, key) {
    if (part.matches("input, select, textarea")) return true;
    if (part.closest("audio, video")) return /^(Arrow| |Enter)/.test(key);
    if (part.closest("button, summary")) return key === " " || key === "Enter";
    if (part.closest("a[href]")) return key === "Enter" || key === "Tab";
    const isWide = part.closest("#qa *") && part.scrollWidth > part.clientWidth;
    return Boolean(isWide) && /^Arrow(Left|Right)$/.test(key);
  }

  /** The keys of the page work while a card has the focus. @param {KeyboardEvent} event */
  function forward(event) {
    if (isUsed(/** @type {Element} */ (event.target), event.key)) return;
    const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
    const copy = new KeyboardEvent("keydown", {
      key,
      code,
      ctrlKey,
      metaKey,
      altKey,
      shiftKey,
      bubbles: true,
      cancelable: true,
    });
    if (!document.dispatchEvent(copy)) event.preventDefault();
  }

  /** @param {MouseEvent} event @param {Document} inside */
  function isTap(event, inside) {
    return (
      event.button === 0 &&
      !(/** @type {Element} */ (event.target).closest("a, audio, video, summary")) &&
      !String(inside.getSelection() ?? "")
    );
  }

  return { make };
})();
