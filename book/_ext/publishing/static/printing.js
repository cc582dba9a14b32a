// What is folded is printed too. The style sheet sees to it where a browser knows ::details-content.
(() => {
  if (CSS.supports("selector(::details-content)")) return;
  let folded = [];
  const open = (whether) => folded.forEach((details) => { details.open = whether; });
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("article details:not([open])")];
    open(true);
  });
  window.addEventListener("afterprint", () => open(false));
})();
