// A slice through the SVM loss: straight pieces with a kink wherever a margin crosses zero, and a slope that jumps there.
import { fixed, frame, handle, linspace, number, on, plot, slider } from "./base.js";

/** Mean hinge loss of the examples at t, plus reg times the squared weights. */
export function loss(start, speed, squares, reg, t) {
  const pays = start.map((row, i) => row.reduce((sum, m, j) => sum + Math.max(0, m + t * speed[i][j]), 0));
  return pays.reduce((sum, due) => sum + due, 0) / start.length + reg * (squares[0] + squares[1] * t + squares[2] * t * t);
}

/** Its derivative with respect to t. A margin of exactly 0 counts as inactive, as in the gradient of the course. */
export function slope(start, speed, squares, reg, t) {
  const pulls = start.map((row, i) => row.reduce((sum, m, j) => sum + (m + t * speed[i][j] > 0 ? speed[i][j] : 0), 0));
  return pulls.reduce((sum, pull) => sum + pull, 0) / start.length + reg * (squares[1] + 2 * squares[2] * t);
}

/** Where the margins cross zero between a and b, in order. */
export function kinks(start, speed, a, b) {
  const all = start.flatMap((row, i) => row.map((m, j) => -m / speed[i][j]));
  return all.filter((t) => a < t && t < b).sort((s, t) => s - t);
}

const [LOW, HIGH] = [-4, 4];

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "Walk through the loss",
    description: "Move the point along the line, then add examples one by one: what becomes of the kinks and of the stairs?",
  });
  const count = fig.get("start").length;

  const left = plot(fig, { x: [LOW, HIGH], y: [0, 10], xlabel: "step t", ylabel: "loss", title: "The loss along the line" });
  const curve = left.line({ series: 0 });
  const corners = left.dots({ series: 1, shape: "square", size: 5, label: "kinks" });
  const tangent = left.line({ series: 2, dash: "dashed", width: 2, label: "tangent" });

  const right = plot(fig, { x: [LOW, HIGH], y: [-5, 5], xlabel: "step t", ylabel: "slope", title: "Its slope" });
  right.line({ series: 6, dash: "dotted", width: 1.5 }).set([[LOW, 0], [HIGH, 0]]);
  const stairs = right.line({ series: 0 });
  const here = right.marker({ series: 2, shape: "diamond", size: 13, label: "slope at the point" });

  let now = 0;
  handle(left, {
    label: "Step t along the line",
    axis: "x",
    step: 0.05,
    series: 2,
    shape: "diamond",
    text: ([t]) => `t = ${number(t)}, loss ${number(now)}`,
    get: () => [fig.get("t"), now],
    set: ([t]) => fig.set({ t }),
  });
  if (count > 1) slider(fig, "examples", { label: "Examples", min: 1, max: count, step: 1 });
  slider(fig, "reg", { label: "Regulariser reg", min: 0, max: 1, step: 0.02, format: (reg) => fixed(reg, 2) });

  on(fig, ["start", "speed", "squares", "reg", "examples", "t"], () => {
    const [squares, reg, examples, t] = ["squares", "reg", "examples", "t"].map(fig.get);
    const problem = [fig.get("start").slice(0, examples), fig.get("speed").slice(0, examples), squares, reg];
    const bends = kinks(problem[0], problem[1], LOW, HIGH);
    const height = (s) => [s, loss(...problem, s)];
    now = loss(...problem, t);
    const rise = slope(...problem, t);

    // Between kinks the slope is straight, so the stairs need nothing but the two sides of each kink.
    const ends = [LOW, ...bends, HIGH];
    const steps = ends.slice(1).flatMap((end, k) => {
      const middle = (ends[k] + end) / 2;
      const tilt = 2 * reg * squares[2];
      const level = slope(...problem, middle);
      return [ends[k], end].map((s) => [s, level + tilt * (s - middle)]);
    });
    const heights = [...linspace(LOW, HIGH, 81), ...bends].sort((a, b) => a - b).map(height);
    const top = Math.max(...heights.map(([, y]) => y));
    const slopes = steps.map(([, y]) => y);
    const margin = 0.08 * Math.max(1, Math.max(...slopes) - Math.min(...slopes));

    left.view({ y: [0, 1.08 * top || 1] });
    right.view({ y: [Math.min(0, ...slopes) - margin, Math.max(0, ...slopes) + margin] });
    curve.set(heights);
    corners.set(bends.map(height));
    tangent.set([LOW, HIGH].map((s) => [s, now + rise * (s - t)]));
    stairs.set(steps);
    here.set([t, rise]);
    fig.report({ loss: now, slope: rise, kinks: bends.length });

    const many = `${examples} ${examples === 1 ? "example" : "examples"}`;
    const bent = `${bends.length} ${bends.length === 1 ? "kink" : "kinks"} in view`;
    fig.status(`At t = ${number(t)} the loss of ${many} is ${number(now)} and its slope ${number(rise)}. ${bent}; between them ${
      reg && squares[2] ? `the slope climbs by ${number(2 * reg * squares[2])} per unit of t` : "the slope does not change"}.`);
    left.describe(`The loss of ${many} along the line, a convex curve with ${bent}; the dashed tangent stays below it.`);
    right.describe(`The slope against t: a staircase that never goes down, from ${number(slopes[0])} to ${number(slopes.at(-1))}${reg ? ", its steps tilted by the regulariser" : ""}.`);
  });
  return fig.stop;
}

export default { render };
