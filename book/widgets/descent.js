// Gradient descent with momentum on a map: where the steps go, and how fast the loss falls.
import { button, choice, contours, fixed, frame, handle, number, on, play, plot, slider } from "./base.js";

// Each landscape has its lowest points at height 0, so that the loss fits on a logarithmic axis, and a start and a step size
// of its own, with which its path can be seen: those of another would leave the map at once.
const LANDSCAPES = {
  bowl: {
    name: "long bowl",
    f: ([x, y]) => (x * x + 10 * y * y) / 2,
    gradient: ([x, y]) => [x, 10 * y],
    minima: [[0, 0]],
    start: [-2.6, 1.4],
    lr: 0.18,
    levels: [0.1, 0.5, 1.5, 3, 5, 8, 12, 17, 23],
  },
  // Rosenbrock's, with 10 in place of 100.
  valley: {
    name: "bent valley",
    f: ([x, y]) => (1 - x) * (1 - x) + 10 * (y - x * x) * (y - x * x),
    gradient: ([x, y]) => [-2 * (1 - x) - 40 * x * (y - x * x), 20 * (y - x * x)],
    minima: [[1, 1]],
    start: [-1.2, 1],
    lr: 0.01,
    levels: [0.3, 1, 3, 8, 20, 50, 120, 300, 700],
  },
  saddle: {
    name: "saddle",
    f: ([x, y]) => (x * x) / 2 + ((y * y - 2.25) * (y * y - 2.25)) / 9,
    gradient: ([x, y]) => [x, (4 * y * (y * y - 2.25)) / 9],
    minima: [[0, 1.5], [0, -1.5]],
    start: [-2.6, 0.05],
    lr: 0.2,
    levels: [0.05, 0.2, 0.4, 0.5625, 0.9, 1.5, 2.4, 3.6],
  },
  // Himmelblau's, at half its size: all landscapes share one map.
  himmelblau: {
    name: "four valleys",
    f: ([x, y]) => (a(x, y) * a(x, y) + b(x, y) * b(x, y)) / 40,
    gradient: ([x, y]) => [(8 * x * a(x, y) + 2 * b(x, y)) / 20, (2 * a(x, y) + 8 * y * b(x, y)) / 20],
    minima: [[1.5, 1], [-1.402559, 1.565656], [-1.889655, -1.641593], [1.792214, -0.924063]],
    start: [-0.4, 0.2],
    lr: 0.03,
    levels: [0.1, 0.4, 1, 2, 3.2, 4.5, 7, 12, 22, 40],
  },
};
const a = (x, y) => 4 * x * x + 2 * y - 11;
const b = (x, y) => 2 * x + 4 * y * y - 7;

const X = [-3, 3];
const Y = [-2.25, 2.25];
const LIMIT = 1e6;

/** The height of a landscape at w, and the gradient there. */
export function loss(name, w) {
  return LANDSCAPES[name].f(w);
}
export function gradient(name, w) {
  return LANDSCAPES[name].gradient(w);
}
export function minima(name) {
  return LANDSCAPES[name].minima;
}

/** v = beta v + g; w = w - lr v. Stops early, with diverged = true, once the loss is above a million. */
export function descend(name, start, lr, beta, steps) {
  let w = [...start];
  let v = [0, 0];
  const path = [w];
  const losses = [loss(name, w)];
  while (path.length <= steps && losses.at(-1) <= LIMIT) {
    const g = gradient(name, w);
    v = v.map((speed, k) => beta * speed + g[k]);
    w = w.map((place, k) => place - lr * v[k]);
    path.push(w);
    losses.push(loss(name, w));
  }
  return { path, losses, diverged: !(losses.at(-1) <= LIMIT) };
}

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "Gradient descent with momentum",
    description: "Drag the start on the map. Then find the step size where the path begins to zigzag, and where it runs away.",
  });

  const map = plot(fig, { height: 307, x: X, y: Y, equal: true, xlabel: "w₁", ylabel: "w₂", title: "The map" });
  const heights = contours(map);
  const lowest = map.dots({ series: 2, shape: "square", size: 10, label: "lowest" });
  const trail = map.line({ series: 1, width: 1.5 });
  const stops = map.dots({ series: 1, size: 5.5, label: "steps" });
  const end = map.marker({ series: 1, shape: "diamond", size: 12, label: "end" });

  const chart = plot(fig, {
    height: 307, x: [0, 40], y: [1e-8, 1e4], ylog: true, xlabel: "step", ylabel: "loss", title: "The loss after each step",
  });
  const fall = chart.line({ series: 1 });
  const now = chart.marker({ series: 1, shape: "diamond", size: 13 });

  handle(map, { label: "Start", step: 0.05, series: 0, shape: "circle", get: () => fig.get("start"), set: (start) => fig.set({ start }) });
  const options = Object.fromEntries(Object.entries(LANDSCAPES).map(([key, { name }]) => [key, name]));
  choice(fig, "function", { label: "Landscape", options });
  slider(fig, "lr", { label: "Step size lr", min: 0.001, max: 1, step: 0.02, log: true });
  slider(fig, "beta", { label: "Momentum beta", min: 0, max: 0.99, step: 0.01, format: (value) => fixed(value, 2) });
  slider(fig, "steps", { label: "Steps", min: 1, max: 200, step: 1 });

  let run;
  let shown = 0;
  let halt = () => {};

  function show(count) {
    shown = count;
    const path = run.path.slice(0, count + 1);
    const losses = run.losses.slice(0, count + 1);
    trail.set(path);
    stops.set(path.slice(1));
    end.set(path.at(-1));
    fall.set(losses.map((height, k) => [k, height || NaN]));
    now.set([count, losses.at(-1) || NaN]);
    const words = sentence(fig.get("function"), path, losses);
    fig.status(words);
    map.describe(`Contour map of the ${options[fig.get("function")]} with the path of descent. ${words}`);
    chart.describe(`Loss against step on a logarithmic axis, from ${number(losses[0])} to ${number(losses.at(-1))}.`);
  }

  const all = () => run.path.length - 1;
  button(fig, { label: "Play", press() { halt(); halt = play(fig, all(), show); } });
  button(fig, { label: "One step", press() { halt(); show(shown < all() ? shown + 1 : Math.min(1, all())); } });

  let landscape = fig.get("function");
  on(fig, ["function"], () => {
    const { f, levels, minima: places, start, lr } = LANDSCAPES[fig.get("function")];
    if (fig.get("function") !== landscape) fig.set({ start, lr });
    landscape = fig.get("function");
    heights.set((x, y) => f([x, y]), levels);
    lowest.set(places);
  });
  on(fig, ["function", "start", "lr", "beta", "steps"], () => {
    halt();
    run = descend(fig.get("function"), fig.get("start"), fig.get("lr"), fig.get("beta"), fig.get("steps"));
    chart.view({ x: [0, fig.get("steps")] });
    show(all());
    fig.report({ path: run.path, losses: run.losses });
  });
  return fig.stop;
}

function sentence(name, path, losses) {
  const count = path.length - 1;
  const height = losses.at(-1);
  const steps = count === 1 ? "1 step" : `${count} steps`;
  if (!(height <= LIMIT)) return `It diverges: after ${steps} the loss is above a million. Take a smaller step size.`;
  const [x, y] = path.at(-1);
  const place = `After ${steps} w = (${fixed(x, 2)}, ${fixed(y, 2)}) and the loss is ${number(height)}`;
  if (height > losses[0]) return `${place}, above the ${number(losses[0])} of the start.`;
  const flat = Math.hypot(...gradient(name, path.at(-1))) < 0.01;
  if (flat && height > 0.1) return `${place}. The slope is almost zero, yet this is not a lowest point: it is near the saddle.`;
  return count ? `${place}, down from ${number(losses[0])}.` : `${place}.`;
}

export default { render };
