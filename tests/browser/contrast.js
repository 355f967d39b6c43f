// For every frame: the pairs of text and background below 4.5:1 (WCAG 2.2, 1.4.3), as [card, what and ratio].
const luminance = (colour) => {
  const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map(Number).map((value) => {
    const v = value / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const background = (element, view) => {
  for (let one = element; one; one = one.parentElement) {
    const colour = view.getComputedStyle(one).backgroundColor;
    if (!/, 0\)$/.test(colour)) return colour;
  }
  return "rgb(255, 255, 255)";
};
const low = new Map();
for (const frame of document.querySelectorAll("iframe")) {
  const page = frame.contentDocument;
  const view = page.defaultView;
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const style = view.getComputedStyle(element);
    if (!walker.currentNode.data.trim() || parseFloat(style.fontSize) === 0 || element.closest("style")) continue;
    const [a, b] = [luminance(style.color), luminance(background(element, view))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const what = `${element.className || element.tagName} ${ratio.toFixed(2)}`;
    if (ratio < 4.5) low.set(`${frame.title} ${what}`, [frame.title, what]);
  }
}
return [...low.values()];
