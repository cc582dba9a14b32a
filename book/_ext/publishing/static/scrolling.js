// What is wider than its place scrolls inside itself; the arrow keys can scroll it when it can be reached by Tab.
(() => {
  const watcher = new ResizeObserver((entries) => {
    const widths = entries.map(({ target }) => [target, target.scrollWidth > target.clientWidth]);
    // Written after all is read, else the page would be laid out anew for each.
    for (const [target, scrolls] of widths) {
      if (scrolls) target.tabIndex = 0;
      else if (target !== document.activeElement) target.removeAttribute("tabindex"); // who is there stays there
    }
  });
  const wide = "pre, .cell_output > .output, .pst-scrollable-table-container, .katex-display";
  document.querySelectorAll(wide).forEach((element) => watcher.observe(element));
})();
