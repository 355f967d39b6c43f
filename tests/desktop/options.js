// @ts-check
// The import dialog's options as it shows them: label to true, false or the chosen word. null while it is loading.
(() => {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector('[role="toolbar"] button'));
  if (!button || button.disabled || !document.querySelector('[role="combobox"]')) return null;
  /** @type {Record<string, boolean | string>} */
  const options = {};
  /** @param {Node | null | undefined} node */
  const words = (node) => node?.textContent?.trim() ?? "";
  for (const label of /** @type {NodeListOf<HTMLLabelElement>} */ (document.querySelectorAll("label[for]"))) {
    options[words(label)] = /** @type {HTMLInputElement} */ (document.getElementById(label.htmlFor)).checked;
  }
  for (const box of document.querySelectorAll('[role="combobox"]')) {
    const column = box.closest("svelte-css-wrapper");
    options[words(column?.previousElementSibling)] = words(box);
  }
  return options;
})();
