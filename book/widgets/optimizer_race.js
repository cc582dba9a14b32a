// Five optimisers in a valley with curvatures 1 and 50. Turned, the valley no longer runs along a coordinate.
import { button, contours, frame, handle, number, on, play, plot, slider } from "./base.js";

const KAPPA = 50;

// Each rule takes the gradient entry, its state and the number of the step (from 1); it returns the change of the weight.
const RULES = {
  descent: (g, s, t, lr) => -lr * g,
  momentum: (g, s, t, lr) => {
    s.v = 0.9 * (s.v ?? 0) + g;
    return -lr * s.v;
  },
  adagrad: (g, s, t, lr) => {
    s.s = (s.s ?? 0) + g * g;
    return (-lr * g) / (Math.sqrt(s.s) + 1e-8);
  },
  rmsprop: (g, s, t, lr) => {
    s.s = 0.9 * (s.s ?? 0) + 0.1 * g * g;
    return (-lr * g) / (Math.sqrt(s.s) + 1e-8);
  },
  adam: (g, s, t, lr) => {
    s.m = 0.9 * (s.m ?? 0) + 0.1 * g;
    s.v = 0.999 * (s.v ?? 0) + 0.001 * g * g;
    return (-lr * (s.m / (1 - 0.9 ** t))) / (Math.sqrt(s.v / (1 - 0.999 ** t)) + 1e-8);
  },
};
const RACERS = [
  { rule: "descent", name: "gradient descent", shape: "circle", dash: undefined },
  { rule: "momentum", name: "momentum", shape: "square", dash: "dashed" },
  { rule: "adagrad", name: "AdaGrad", shape: "triangle", dash: "dotted" },
  { rule: "rmsprop", name: "RMSProp", shape: "diamond", dash: "dashed" },
  { rule: "adam", name: "Adam", shape: "plus", dash: undefined },
];

/** Turn a vector by an angle in degrees. */
export function turn([x, y], degrees) {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [c * x - s * y, s * x + c * y];
}

export function loss(w, angle) {
  const [along, across] = turn(w, -angle);
  return (along * along + KAPPA * across * across) / 2;
}

export function gradient(w, angle) {
  const [along, across] = turn(w, -angle);
  return turn([along, KAPPA * across], angle);
}

/** The weights after 0, 1 ... steps of a rule; stops early when the loss is above a million. */
export function run(rule, start, angle, lr, steps) {
  let w = [...start];
  const states = [{}, {}];
  const path = [w];
  for (let t = 1; t <= steps && loss(w, angle) <= 1e6; t += 1) {
    const g = gradient(w, angle);
    w = w.map((entry, k) => entry + RULES[rule](g[k], states[k], t, lr));
    path.push(w);
  }
  return path;
}

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "Five optimisers, one valley",
    description: "Turn the valley and see which methods become slower. Then find the best step size of each.",
  });

  const map = plot(fig, { x: [-3.4, 3.4], y: [-2.9, 2.9], equal: true, height: 330, xlabel: "w₁", ylabel: "w₂", title: "The valley from above" });
  const heights = contours(map, { cells: 110 });
  const chart = plot(fig, { x: [0, 40], y: [1e-8, 1e3], ylog: true, height: 330, xlabel: "step", ylabel: "loss", title: "The loss after each step" });
  const drawn = RACERS.map(({ name, shape, dash }, series) => ({
    trail: map.line({ series, dash, width: 1.75 }),
    end: map.marker({ series, shape, size: 11 }),
    fall: chart.line({ series, dash, width: 1.75 }),
    now: chart.marker({ series, shape, size: 11, label: name }),
  }));

  handle(map, {
    label: "Start",
    step: 0.1,
    bounds: { x: [-3, 3], y: [-3, 3] },
    series: 6,
    get: () => turn(fig.get("start"), fig.get("angle")),
    set: (at) => fig.set({ start: turn(at, -fig.get("angle")).map((value) => Math.max(-3, Math.min(3, Number(value.toFixed(3))))) }),
  });
  slider(fig, "angle", { label: "Turn of the valley", min: 0, max: 90, step: 1, format: (angle) => `${number(angle)}°` });
  slider(fig, "steps", { label: "Steps", min: 1, max: 200, step: 1 });
  for (const { rule, name } of RACERS) slider(fig, `lr_${rule}`, { label: `lr, ${name}`, min: 1e-4, max: 3, step: 0.02, log: true });

  let paths = [];
  let halt = () => {};

  function show(count) {
    const shown = paths.map((path) => path.slice(0, count + 1));
    const falls = shown.map((path) => path.map((w) => loss(w, fig.get("angle"))));
    drawn.forEach(({ trail, end, fall, now }, k) => {
      trail.set(shown[k]);
      end.set(shown[k].at(-1));
      fall.set(falls[k].map((height, t) => [t, height || NaN]));
      now.set([falls[k].length - 1, falls[k].at(-1) || NaN]);
    });
    const words = verdict(falls.map((heights) => heights.at(-1)), Math.max(...shown.map((path) => path.length)) - 1);
    fig.status(words);
    map.describe(`Contour lines of a long valley, turned by ${number(fig.get("angle"))} degrees, with five paths from one start. ${words}`);
    chart.describe(`Loss against step on a logarithmic axis, one line for each optimiser. ${words}`);
  }

  button(fig, { label: "Race", press() { halt(); halt = play(fig, fig.get("steps"), show, 3000); } });

  on(fig, ["angle"], () => heights.set((x, y) => loss([x, y], fig.get("angle")), [0.5, 4, 12, 25, 45, 80, 140]));
  on(fig, ["angle", "start", "steps", ...RACERS.map(({ rule }) => `lr_${rule}`)], () => {
    halt();
    const [angle, steps] = ["angle", "steps"].map(fig.get);
    const start = turn(fig.get("start"), angle);
    paths = RACERS.map(({ rule }) => run(rule, start, angle, fig.get(`lr_${rule}`), steps));
    // AdaGrad's loss may fall far below the others': the axis goes down with it, as far as a float can tell it from rounding.
    const lowest = Math.min(...paths.flat().map((w) => loss(w, angle) || Infinity));
    chart.view({ x: [0, steps], y: [10 ** Math.floor(Math.log10(Math.min(1e-8, Math.max(1e-32, lowest)))), 1e3] });
    show(steps);
    fig.set({ losses: Object.fromEntries(RACERS.map(({ rule }, k) => [rule, loss(paths[k].at(-1), angle)])) });
  });
  return fig.stop;
}

function verdict(ends, count) {
  const order = RACERS.map(({ name }, k) => ({ name, end: ends[k] })).sort((a, b) => a.end - b.end);
  const [first, last] = [order[0], order.at(-1)];
  const gone = order.filter(({ end }) => !(end <= 1e6)).map(({ name }) => name);
  const tail = gone.length ? `${gone.join(" and ")} ${gone.length > 1 ? "have" : "has"} diverged` : `${last.name} is last, at ${number(last.end, 2)}`;
  return `After ${count} steps ${first.name} is ahead, at a loss of ${number(first.end, 2)}; ${tail}.`;
}

export default { render };
