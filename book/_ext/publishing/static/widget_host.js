// Starts the figures that move on a published page, where no kernel runs and no other library is loaded.
//
// MyST-NB leaves two things in the page: one script with the state of all widgets, and one script where each of them
// stands. This file is the part of anywidget's contract (anywidget.dev/en/afm) that those figures need: a model that
// holds the state and tells listeners what changes, and a call of `initialize` and `render` of the figure's module.
(() => {
  const STATE = 'script[type="application/vnd.jupyter.widget-state+json"]';
  const VIEW = 'script[type="application/vnd.jupyter.widget-view+json"]';

  class Model {
    #state;
    #listeners = new Map();

    constructor(state) {
      this.#state = state;
    }
    get(name) {
      return this.#state[name];
    }
    set(name, value) {
      if (Object.is(this.#state[name], value)) return;
      this.#state[name] = value;
      this.#emit(`change:${name}`, value);
      this.#emit("change", value);
    }
    on(names, react) {
      for (const name of names.split(/\s+/)) {
        if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
        this.#listeners.get(name).add(react);
      }
    }
    off(names, react) {
      if (!names) return this.#listeners.clear();
      for (const name of names.split(/\s+/)) {
        if (react) this.#listeners.get(name)?.delete(react);
        else this.#listeners.delete(name);
      }
    }
    // There is no kernel to save to or to send to: what a figure computes stays on the page.
    save_changes() {}
    send() {}

    #emit(name, value) {
      // A copy, since a listener may remove itself.
      for (const react of [...(this.#listeners.get(name) ?? [])]) react(value);
    }
  }

  const bytes = (text) => new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);

  // A widget's state is JSON; what is binary in it lies beside it, with the path to its place.
  function stateOf({ state, buffers = [] }) {
    const whole = structuredClone(state);
    for (const { path, data } of buffers) {
      const last = path.pop();
      path.reduce((part, key) => part[key], whole)[last] = bytes(data);
    }
    return whole;
  }

  // Figures of one kind share their module and their style sheet, however many stand on the page.
  const modules = new Map();
  function load(source) {
    if (!modules.has(source)) {
      const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      modules.set(source, import(url).finally(() => URL.revokeObjectURL(url)));
    }
    return modules.get(source);
  }
  const styles = new Set();
  function style(css) {
    if (!css || styles.has(css)) return;
    styles.add(css);
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  }

  const models = new Map();
  function open(id, saved) {
    if (!models.has(id)) {
      models.set(id, (async () => {
        const state = stateOf(saved);
        style(state._css);
        const module = await load(state._esm);
        const widget = typeof module.default === "function" ? await module.default() : module.default;
        const model = new Model(state);
        await widget.initialize?.({ model });
        return { widget, model };
      })());
    }
    return models.get(id);
  }

  async function show(place, saved) {
    try {
      const { widget, model } = await open(place.dataset.model, saved);
      place.replaceChildren();
      await widget.render({ model, el: place });
      place.dataset.ready = "1";
    } catch (error) {
      place.textContent = "This figure could not start. The picture and the text beside it say the same.";
      place.dataset.ready = "0";
      console.error(error);
    }
  }

  // The page holds an empty box of the right height after each view; a page made by other means gets one here.
  function placeOf(view) {
    const next = view.nextElementSibling;
    if (next?.classList.contains("downhill-widget")) return next;
    const place = Object.assign(document.createElement("div"), { className: "downhill-widget" });
    view.after(place);
    return place;
  }

  function start() {
    const states = Object.assign({}, ...[...document.querySelectorAll(STATE)].map((script) => JSON.parse(script.textContent).state));
    const waiting = new Map();
    for (const view of document.querySelectorAll(VIEW)) {
      const place = placeOf(view);
      place.dataset.model ??= JSON.parse(view.textContent).model_id;
      const saved = states[place.dataset.model];
      if (saved?.model_module === "anywidget") waiting.set(place, saved);
    }
    const begin = (place) => {
      const saved = waiting.get(place);
      near.unobserve(place);
      if (waiting.delete(place)) show(place, saved);
    };
    // A figure costs nothing until the reader comes near it, or prints the page.
    const near = new IntersectionObserver(
      (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => begin(entry.target)),
      { rootMargin: "600px" },
    );
    for (const place of waiting.keys()) near.observe(place);
    window.addEventListener("beforeprint", () => [...waiting.keys()].forEach(begin));
  }

  // `defer` runs a script after the page is parsed.
  start();
})();
