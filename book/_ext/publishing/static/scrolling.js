// What is wider than the page scrolls inside itself; the arrow keys can scroll it when it can be reached by Tab.
(() => {
  const update = (element) => {
    if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  };
  const watcher = new ResizeObserver((entries) => entries.forEach((entry) => update(entry.target)));
  document.querySelectorAll(".katex-display").forEach((element) => watcher.observe(element));
})();
