// A menu closes when something else is clicked, or by Escape.
(() => {
  const close = (spared) => {
    for (const menu of document.querySelectorAll("details.dropdown[open]")) if (menu !== spared) menu.open = false;
  };
  document.addEventListener("click", (event) => close(event.target.closest("details.dropdown")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.activeElement.closest("details.dropdown[open]")?.querySelector("summary").focus();
    close();
  });
})();
