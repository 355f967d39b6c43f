// @ts-check
// Waits until Anki's reviewer has shown the card of every frame; done([width, height] of all phones in px).
/** @type {(done: (size: [number, number]) => void) => void} */
((done) => {
  const frames = /** @type {Frame[]} */ ([...document.querySelectorAll("iframe")]);
  const wait = () => {
    if (!frames.every((frame) => frame.contentWindow.shown)) return void setTimeout(wait, 20);
    for (const frame of frames) frame.contentWindow.scrollTo(0, 0);
    const { width, height } = document.body.getBoundingClientRect();
    document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done([Math.ceil(width), Math.ceil(height)]))));
  };
  wait();
})(arguments[0]);
