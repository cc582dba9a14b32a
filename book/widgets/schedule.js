// Schedules: large steps travel far, small steps end close, and a recursion gives the exact error of any sequence of steps.
import { choice, frame, handle, linspace, number, on, plot, slider, toggle } from "./base.js";

const STEPS = 2000;
const cosine = (lr, t) => (lr * (1 + Math.cos((Math.PI * t) / STEPS))) / 2;

// The step size at step t = 0, 1, 2 ..., with the constants of the chapter.
const SCHEDULES = {
  constant: { name: "Constant", rate: (lr) => lr },
  step: { name: "Tenth every 700", rate: (lr, t) => lr * 0.1 ** Math.floor(t / 700) },
  exponential: { name: "lr · 0.998ᵗ", rate: (lr, t) => lr * 0.998 ** t },
  fast_exponential: { name: "lr · 0.9ᵗ", rate: (lr, t) => lr * 0.9 ** t },
  inverse: { name: "lr / (1 + t/5)", rate: (lr, t) => lr / (1 + t / 5) },
  inverse_root: { name: "lr / √(1 + t)", rate: (lr, t) => lr / Math.sqrt(1 + t) },
  cosine: { name: "Cosine", rate: cosine },
  warm_up: { name: "Warm-up, cosine", rate: (lr, t) => cosine(lr, t) * Math.min(1, (t + 1) / 100) },
};

/** The step size of a schedule at step t. */
export function rate(name, lr, t) {
  return SCHEDULES[name].rate(lr, t);
}

/** E x² for t = 0 ... steps, from x = 10 in a bowl of curvature 1, with noise of the given variance in each gradient. */
export function expectedSquares(name, lr, variance, steps) {
  const squares = [100];
  for (let t = 0; t < steps; t += 1) {
    const eta = rate(name, lr, t);
    squares.push((1 - eta) ** 2 * squares[t] + eta * eta * variance);
  }
  return squares;
}

// Steps that lie evenly on a logarithmic axis, none twice.
const SEEN = [...new Set(Array.from({ length: 181 }, (_, k) => Math.round(STEPS ** (k / 180))))];

const DRAWN = linspace(0, STEPS, STEPS / 4 + 1);
const SUMMED = linspace(0, STEPS - 1, STEPS);

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "Schedules in a noisy bowl",
    description: "Choose a shape and a step size. Then drag the point: which schedule is best depends on when you stop.",
  });

  const left = plot(fig, { x: [0, STEPS], y: [1e-4, 3], ylog: true, xlabel: "step t", ylabel: "step size", title: "The schedule" });
  const shape = left.line({ series: 0, width: 2.5 });
  const level = left.line({ series: 6, dash: "dashed", width: 1.5 });
  const size = left.marker({ series: 1, shape: "diamond", size: 12 });

  const right = plot(fig, { x: [1, STEPS], y: [1e-4, 1e4], xlog: true, ylog: true, xlabel: "step t", ylabel: "E x²", title: "The error, exactly" });
  const best = right.line({ series: 2, dash: "dotted", width: 2.5, label: "best possible, 1/(0.01 + t)" });
  const constant = right.line({ series: 6, dash: "dashed", width: 1.5, label: "constant lr" });
  const error = right.line({ series: 0, width: 2.5, label: "this schedule" });

  // The point stands on whole steps, and its place is kept unrounded: else the keys could not leave step 1.
  let squares = expectedSquares("constant", 0.2, 1, STEPS);
  const read = () => Math.round(fig.get("stop"));
  handle(right, {
    label: "Step at which to read the error",
    axis: "x",
    step: 0.05,
    bounds: { x: [1, STEPS] },
    series: 1,
    shape: "diamond",
    text: () => `step ${read()}, error ${number(squares[read()])}`,
    get: () => [fig.get("stop"), squares[read()]],
    set: ([stop]) => fig.set({ stop }),
  });
  const options = Object.fromEntries(Object.entries(SCHEDULES).map(([key, { name }]) => [key, name]));
  choice(fig, "schedule", { label: "Shape", options });
  slider(fig, "lr", { label: "Step size lr", min: 0.01, max: 2, step: 0.05, log: true });
  toggle(fig, "noise", { label: "Noisy gradients" });

  on(fig, ["schedule", "lr", "noise", "stop"], () => {
    const [name, lr, noise] = ["schedule", "lr", "noise"].map(fig.get);
    const variance = noise ? 1 : 0;
    const at = read();
    squares = expectedSquares(name, lr, variance, STEPS);
    const steady = expectedSquares("constant", lr, variance, STEPS);
    const onAxis = (values) => SEEN.map((t) => [t, values[t] || NaN]);

    shape.set(DRAWN.map((t) => [t, rate(name, lr, t)]));
    level.set([[0, lr], [STEPS, lr]]);
    size.set([at, rate(name, lr, at)]);
    error.set(onAxis(squares));
    constant.set(onAxis(steady));
    best.set(noise ? SEEN.map((t) => [t, 1 / (0.01 + t)]) : []).show(noise);
    fig.report({ final_error: squares[STEPS], error: squares[at] });

    const total = SUMMED.reduce((sum, t) => sum + rate(name, lr, t), 0);
    const early = at < STEPS ? `at step ${at} the error is ${number(squares[at])}, after ${STEPS} steps` : `after ${STEPS} steps the error is`;
    const words = `${options[name]} with lr = ${number(lr)}: ${early} ${number(squares[STEPS])}. The step sizes add up to ${number(total)}.`;
    fig.status(words);
    left.describe(`Step size against step, logarithmic: from ${number(rate(name, lr, 0))} at the start to ${number(rate(name, lr, STEPS - 1))} at the end.`);
    right.describe(`Expected squared distance against step, both axes logarithmic, from 100 to ${number(squares[STEPS])}; with the constant step size it ends at ${number(steady[STEPS])}.`);
  });
  return fig.stop;
}

export default { render };
