// @ts-check
// Waits until Anki's reviewer has shown the card of every frame, then gives each row of two frames the height of its
// taller card; done([width, height] of the sheet in px).
/** @type {(done: (size: [number, number]) => void) => void} */
((done) => {
  const frames = /** @type {Frame[]} */ ([...document.querySelectorAll("iframe")]);
  /** @param {Frame} frame */
  const bottom = ({ contentDocument: page, contentWindow: view }) => Math.ceil((page.getElementById("qa")?.getBoundingClientRect().bottom ?? 0) + view.scrollY) + 20;
  const fit = () => {
    for (let row = 0; row < frames.length; row += 2) {
      const pair = frames.slice(row, row + 2);
      const height = Math.max(...pair.map(bottom));
      for (const frame of pair) frame.style.height = `${height}px`;
    }
  };
  const wait = () => {
    if (!frames.every((frame) => frame.contentWindow.shown)) return void setTimeout(wait, 20);
    fit();
    fit(); // pictures may be limited to the height of the window, which has just changed
    for (const frame of frames) frame.contentWindow.scrollTo(0, 0);
    const { width, height } = document.body.getBoundingClientRect();
    requestAnimationFrame(() => requestAnimationFrame(() => done([Math.ceil(width), Math.ceil(height)])));
  };
  wait();
})(arguments[0]);
