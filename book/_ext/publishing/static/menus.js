// A menu closes when something else is clicked, or by Escape.
(() => {
  const MENU = "details.dropdown:not(.admonition)";
  const close = (spared) => {
    for (const menu of document.querySelectorAll(`${MENU}[open]`)) if (menu !== spared) menu.open = false;
  };
  document.addEventListener("click", (event) => close(event.target.closest(MENU)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.activeElement.closest(`${MENU}[open]`)?.querySelector("summary").focus();
    close();
  });
})();
