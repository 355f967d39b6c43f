// @ts-check
"use strict";

/* `deckgen preview --serve`: every build reloads the page, which comes back to where it was. */
deckgen.live = (() => {
  const { el, byId } = deckgen.dom;
  const { word } = deckgen.words;

  let isFollowing = false;
  let isConnected = true;

  function sign(connected = isConnected) {
    isConnected = connected;
    const live = byId("live");
    live.hidden = !isFollowing;
    if (!isFollowing) return;
    live.dataset.lost = connected ? "" : "yes";
    live.title = word(connected ? "liveHint" : "liveLost");
    live.replaceChildren(
      el("span", { class: "live-dot", "aria-hidden": "true" }),
      word(connected ? "live" : "liveLost"),
    );
  }

  /** @param {number} build the one this page shows @param {() => void} leave keeps where the reader is */
  function follow(build, leave) {
    let source = new EventSource("events");
    let shown = build;
    isFollowing = true;
    sign(true);

    /** @param {MessageEvent<string>} event */
    function built(event) {
      if (Number(event.data) === shown) return; // a server may greet with the build it has
      shown = Number(event.data);
      deckgen.store.write("build", event.data);
      leave();
      location.reload();
    }

    function listen() {
      source.addEventListener("built", built);
      source.addEventListener("open", () => {
        if (!isConnected) location.reload(); // what happened meanwhile is unknown
      });
      source.addEventListener("error", () => {
        leave();
        sign(false);
        if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
        setTimeout(() => {
          source = new EventSource("events");
          listen();
        }, 2000);
      });
    }

    listen();
    addEventListener("pagehide", () => source.close());
  }

  return { follow, sign };
})();
