/** What Selenium gives to a script: the arguments of the call, and last, of an asynchronous one, what takes its result. */
declare const arguments: any[];

/** A frame that holds a page of the same server. */
interface Frame extends HTMLIFrameElement {
  readonly contentDocument: Document;
  readonly contentWindow: Window & typeof globalThis & { shown?: boolean };
}

declare const MathJax: {
  startup: { promise: Promise<void> };
  tex2chtml(tex: string, options: object): HTMLElement;
  getMetricsFor(node: Element, display: boolean): object;
  chtmlStylesheet(): HTMLStyleElement;
};
