// The plane of momentum: v = beta v + g, x = x - lr v on f(x) = curvature x² / 2. Only lr times curvature matters.
import { contours, fixed, frame, handle, linspace, number, on, plot, slider } from "./base.js";

/** The largest modulus of the eigenvalues of [[1 + beta - a, -beta], [1, 0]], where a is lr times curvature. */
export function radius(a, beta) {
  const half = (1 + beta - a) / 2;
  const under = half * half - beta;
  return under < 0 ? Math.sqrt(beta) : Math.abs(half) + Math.sqrt(under);
}

/** Whether the error swings with a frequency of its own: the eigenvalues are complex. */
export function swings(a, beta) {
  return ((1 + beta - a) / 2) ** 2 < beta;
}

/** x after 0, 1 ... steps from x = 1 at rest. */
export function path(a, beta, steps) {
  const xs = [1];
  let v = 0;
  for (let k = 0; k < steps; k += 1) {
    v = beta * v + a * xs[k];
    xs.push(xs[k] - v);
  }
  return xs;
}

/** The beta that makes the radius smallest for a given a. */
export function bestBeta(a) {
  return (1 - Math.sqrt(a)) ** 2;
}

const STEPS = 60;
const LEVELS = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9];

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "Where momentum helps",
    description: "Move the point: to the left of the edge the error shrinks, to the right it grows. Compare with beta = 0.",
  });

  const plane = plot(fig, { x: [0, 4.4], y: [0, 1.05], height: 320, xlabel: "lr × curvature", ylabel: "momentum beta", title: "Shrinkage per step" });
  contours(plane, { series: 6 }).set(radius, LEVELS);
  const edge = plane.line({ series: 1, width: 3, label: "edge: beyond it, divergence" });
  const ideal = plane.line({ series: 2, dash: "dashed", width: 2.5, label: "best beta" });
  const sizes = LEVELS.filter((level) => level >= 0.5).map(() => plane.text({ anchor: "middle" }));

  const motion = plot(fig, { x: [0, STEPS], y: [-1.6, 1.6], height: 320, xlabel: "step", ylabel: "error x", title: "The error, step by step" });
  const zero = motion.line({ series: 6, dash: "dotted", width: 1.5 });
  const above = motion.line({ series: 1, dash: "dashed", width: 1.5, label: "± factor to the power of the step" });
  const below = motion.line({ series: 1, dash: "dashed", width: 1.5 });
  const plain = motion.line({ series: 2, width: 2, dash: "dotted", label: "without momentum, beta = 0" });
  const trail = motion.line({ series: 0, label: "with this beta" });
  const stops = motion.dots({ series: 0, size: 5 });

  edge.set([[0, 1], [4, 1], [2, 0]]);
  ideal.set(linspace(0, 4, 161).map((a) => [a, bestBeta(a)]));
  LEVELS.filter((level) => level >= 0.5).forEach((level, k) => sizes[k].set([level * level + 1, level * level], `${level}`));
  zero.set([[0, 0], [STEPS, 0]]);

  handle(plane, {
    label: "Step size and momentum",
    step: 0.02,
    bounds: { x: [0.02, 4.4], y: [0, 1.05] },
    series: 0,
    text: ([a, beta]) => `lr × curvature = ${fixed(a, 2)}, beta = ${fixed(beta, 2)}`,
    get: () => [fig.get("lr_curvature"), fig.get("beta")],
    set: ([lr_curvature, beta]) => fig.set({ lr_curvature, beta }),
  });
  slider(fig, "lr_curvature", { label: "lr × curvature", min: 0.02, max: 4.4, step: 0.02, format: (a) => fixed(a, 2) });
  slider(fig, "beta", { label: "Momentum beta", min: 0, max: 1.05, step: 0.01, format: (beta) => fixed(beta, 2) });

  on(fig, ["lr_curvature", "beta"], () => {
    const [a, beta] = ["lr_curvature", "beta"].map(fig.get);
    const rho = radius(a, beta);
    const xs = path(a, beta, STEPS);
    const most = Math.min(1e6, Math.max(...xs.map(Math.abs)));
    motion.view({ y: [-1.15 * most, 1.15 * most] });
    trail.set(xs.map((x, k) => [k, x]));
    plain.set(path(a, 0, STEPS).map((x, k) => [k, x]));
    stops.set(xs.map((x, k) => [k, x]));
    above.set(xs.map((_, k) => [k, rho ** k]));
    below.set(xs.map((_, k) => [k, -(rho ** k)]));
    fig.report({ radius: rho });

    const kind = swings(a, beta) ? "it swings" : a > 1 + beta ? "it jumps from side to side" : "it creeps without a swing";
    const steps = Math.log(1e-6) / Math.log(rho);
    const fate = Math.abs(rho - 1) < 1e-12 ? "and keeps its size" : rho > 1 ? "and grows without end" : `and needs about ${number(steps, 2)} steps to shrink to a millionth`;
    const without = radius(a, 0);
    const compared = beta === 0 ? "" : without < 1 ? ` Without momentum the factor would be ${fixed(without, 3)}.` : " Without momentum it would not converge.";
    fig.status(`In the long run the error is multiplied by ${fixed(rho, 3)} per step; ${kind}, ${fate}.${compared}`);
    plane.describe(`Contour lines of the factor per step over lr × curvature and beta. Errors shrink inside the wedge from (0, 0) and (2, 0) to (4, 1). The point is at ${fixed(a, 2)} and ${fixed(beta, 2)}, where the factor is ${fixed(rho, 3)}.`);
    motion.describe(`The error against the step: ${kind}, ${fate}.${compared}`);
  });
  return fig.stop;
}

export default { render };
