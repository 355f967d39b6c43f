// Waits until Anki's reviewer has shown the card of every frame, then gives each row of two frames the height of its
// taller card; done([width, height] of the sheet in px).
const [done] = arguments;
const frames = [...document.querySelectorAll("iframe")];
const bottom = ({ contentDocument: page }) => Math.ceil(page.getElementById("qa").getBoundingClientRect().bottom + page.defaultView.scrollY) + 20;
const fit = () => {
  for (let row = 0; row < frames.length; row += 2) {
    const pair = frames.slice(row, row + 2);
    const height = Math.max(...pair.map(bottom));
    for (const frame of pair) frame.style.height = `${height}px`;
  }
};
const wait = () => {
  if (!frames.every((frame) => frame.contentWindow.shown)) return setTimeout(wait, 20);
  fit();
  fit(); // pictures may be limited to the height of the window, which has just changed
  for (const frame of frames) frame.contentWindow.scrollTo(0, 0);
  const { width, height } = document.body.getBoundingClientRect();
  requestAnimationFrame(() => requestAnimationFrame(() => done([Math.ceil(width), Math.ceil(height)])));
};
wait();
