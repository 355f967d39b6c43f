// Shows the cards of all frames on every screen, by day and night, and gives what is wrong: [[card, what, screen], ...].
// A screen is [width in px, classes of <html>].
const [screens, done] = arguments;
const frames = [...document.querySelectorAll("iframe")];
const flaws = new Map();
const report = (frame, what, screen) => {
  const key = `${frame.title}\n${what}`;
  if (!flaws.has(key)) flaws.set(key, [frame.title, what, screen]);
};
const named = (element) => element.localName + (element.classList.length ? `.${[...element.classList].join(".")}` : "");
const outside = (url) => !/^(data|blob|about):/.test(url) && new URL(url).origin !== location.origin;

// Once for each frame, whatever the screen.
const contents = (frame) => {
  const page = frame.contentDocument;
  for (const image of page.images)
    if (!image.complete || !image.naturalWidth) report(frame, `broken picture ${image.getAttribute("src")}`, "");
  const answers = page.querySelectorAll("#answer").length;
  if (answers !== (frame.title.endsWith(" back") ? 1 : 0)) report(frame, `${answers} elements with id=answer`, "");
  for (const { name } of frame.contentWindow.performance.getEntriesByType("resource"))
    if (outside(name)) report(frame, `asks for ${name}`, "");
  const walker = page.createTreeWalker(page.getElementById("qa"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (/\\[([]/.test(walker.currentNode.data) && !walker.currentNode.parentElement.closest("pre, code, style, script, mjx-container"))
      report(frame, `math left as TeX: ${walker.currentNode.data.trim().slice(0, 60)}`, "");
};

const scrolls = (element, page) => {
  for (let one = element.parentElement; one && one !== page.body; one = one.parentElement)
    if (/auto|scroll|hidden|clip/.test(page.defaultView.getComputedStyle(one).overflowX)) return true;
  return false;
};
const overflow = (frame, screen) => {
  const page = frame.contentDocument;
  const width = frame.clientWidth;
  const wide = page.scrollingElement.scrollWidth;
  if (wide > width) {
    const edge = (one) => one.getBoundingClientRect().right;
    const culprit = [...page.querySelectorAll("#qa *")].filter((one) => edge(one) > width + 0.5 && !scrolls(one, page)).pop();
    report(frame, `${wide - width} px too wide: ${culprit ? named(culprit) : "?"}`, screen);
  }
  for (const one of page.querySelectorAll("#qa :not(style, mjx-container *)")) {
    const box = one.getBoundingClientRect();
    if (box.width && box.left < -0.5 && !scrolls(one, page)) report(frame, `cut off at the left: ${named(one)}`, screen);
  }
  for (const one of [page.documentElement, page.body])
    if (/hidden|clip/.test(page.defaultView.getComputedStyle(one).overflowY)) report(frame, `${one.localName} cannot scroll`, screen);
};

for (const frame of frames) contents(frame);
const coloured = new Set(); // colours may depend on the classes, and not on the width
for (const [width, classes] of screens) {
  const look = !coloured.has(classes);
  coloured.add(classes);
  for (const frame of frames) {
    frame.width = width;
    const page = frame.contentDocument;
    // webview.css belongs to the desktop program; phones have styles of their own.
    for (const link of page.querySelectorAll("link[data-desktop]")) link.disabled = /mobile/.test(classes);
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
