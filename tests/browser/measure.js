// @ts-check
// Shows the cards of all frames on every screen, by day and night, and gives what is wrong: [[card, what, screen], ...].
// A screen is [width in px, classes of <html>].
/** @type {(screens: [number, string][], done: (flaws: [string, string, string][]) => void) => void} */
((screens, done) => {
  const frames = /** @type {Frame[]} */ ([...document.querySelectorAll("iframe")]);
  /** @type {Map<string, [string, string, string]>} */
  const flaws = new Map();
  /** @param {Frame} frame @param {string} what @param {string} screen */
  const report = (frame, what, screen) => {
    const key = `${frame.title}\n${what}`;
    if (!flaws.has(key)) flaws.set(key, [frame.title, what, screen]);
  };
  /** @param {Element} element */
  const named = (element) => element.localName + (element.classList.length ? `.${[...element.classList].join(".")}` : "");
  /** @param {string} url */
  const outside = (url) => !/^(data|blob|about):/.test(url) && new URL(url).origin !== location.origin;

  /** Once for each frame, whatever the screen. @param {Frame} frame */
  const contents = (frame) => {
    const page = frame.contentDocument;
    for (const image of page.images)
      if (!image.complete || !image.naturalWidth) report(frame, `broken picture ${image.getAttribute("src")}`, "");
    const answers = page.querySelectorAll("#answer").length;
    if (answers !== (frame.title.endsWith(" back") ? 1 : 0)) report(frame, `${answers} elements with id=answer`, "");
    for (const { name } of frame.contentWindow.performance.getEntriesByType("resource"))
      if (outside(name)) report(frame, `asks for ${name}`, "");
    const walker = page.createTreeWalker(page.getElementById("qa") ?? page, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.nodeValue ?? "";
      if (/\\[([]/.test(text) && !walker.currentNode.parentElement?.closest("pre, code, style, script, mjx-container"))
        report(frame, `math left as TeX: ${text.trim().slice(0, 60)}`, "");
    }
  };

  /** @param {Element} element @param {Frame} frame */
  const scrolls = (element, { contentDocument: page, contentWindow: view }) => {
    for (let one = element.parentElement; one && one !== page.body; one = one.parentElement)
      if (/auto|scroll|hidden|clip/.test(view.getComputedStyle(one).overflowX)) return true;
    return false;
  };
  /** @param {Frame} frame @param {string} screen */
  const overflow = (frame, screen) => {
    const page = frame.contentDocument;
    const width = frame.clientWidth;
    const wide = page.scrollingElement?.scrollWidth ?? 0;
    if (wide > width) {
      /** @param {Element} one */
      const edge = (one) => one.getBoundingClientRect().right;
      const culprit = [...page.querySelectorAll("#qa *")].filter((one) => edge(one) > width + 0.5 && !scrolls(one, frame)).pop();
      report(frame, `${wide - width} px too wide: ${culprit ? named(culprit) : "?"}`, screen);
    }
    for (const one of page.querySelectorAll("#qa :not(style, mjx-container *)")) {
      const box = one.getBoundingClientRect();
      if (box.width && box.left < -0.5 && !scrolls(one, frame)) report(frame, `cut off at the left: ${named(one)}`, screen);
    }
    for (const one of [page.documentElement, page.body])
      if (/hidden|clip/.test(frame.contentWindow.getComputedStyle(one).overflowY)) report(frame, `${one.localName} cannot scroll`, screen);
  };

  for (const frame of frames) contents(frame);
  const coloured = new Set(); // colours may depend on the classes, and not on the width
  for (const [width, classes] of screens) {
    const look = !coloured.has(classes);
    coloured.add(classes);
    for (const frame of frames) {
      frame.width = String(width);
      const page = frame.contentDocument;
      // webview.css belongs to the desktop program; phones have styles of their own.
      for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (page.querySelectorAll("link[data-desktop]"))) link.disabled = /mobile/.test(classes);
      page.documentElement.className = classes;
    }
    for (const night of [false, true]) {
      const screen = `${width} px by ${night ? "night" : "day"}`;
      for (const frame of frames) {
        const page = frame.contentDocument;
        page.documentElement.classList.toggle("night-mode", night);
        page.body.classList.toggle("nightMode", night);
        page.body.classList.toggle("night_mode", night);
        overflow(frame, screen);
        if (look) for (const what of faint(page)) report(frame, what, screen);
      }
    }
  }
  done([...flaws.values()]);
})(arguments[0], arguments[1]);
