// The import dialog's options as it shows them: label to true, false or the chosen word. null while it is loading.
(() => {
  const button = document.querySelector('[role="toolbar"] button');
  if (!button || button.disabled || !document.querySelector('[role="combobox"]')) return null;
  const options = {};
  for (const label of document.querySelectorAll("label[for]")) {
    options[label.textContent.trim()] = document.getElementById(label.htmlFor).checked;
  }
  for (const box of document.querySelectorAll('[role="combobox"]')) {
    const column = box.closest("svelte-css-wrapper");
    options[column.previousElementSibling.textContent.trim()] = box.textContent.trim();
  }
  return options;
})();
