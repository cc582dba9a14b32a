// Step size against curvature: gradient descent on f(x) = (flat x₁² + steep x₂²) / 2, from (1, 1).
import { fixed, frame, handle, linspace, number, on, plot, slider } from "./base.js";

/** The factor by which one step multiplies the error along a direction of this curvature. */
export function factor(lr, curvature) {
  return 1 - lr * curvature;
}

/** The step size beyond which the steepest direction diverges. */
export function limit(flat, steep) {
  return 2 / Math.max(flat, steep);
}

/** The step size whose slower factor is smallest. */
export function best(flat, steep) {
  return 2 / (flat + steep);
}

/** The losses of the two parts after 0, 1 ... steps. */
export function losses(lr, curvature, steps) {
  return Array.from({ length: steps + 1 }, (_, k) => (curvature / 2) * factor(lr, curvature) ** (2 * k));
}

const STEPS = 60;
const RATES = linspace(0, 0.3, 301);

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "How long may a step be?",
    description: "Drag the step size across the limit, and watch the steep direction take over.",
  });

  const left = plot(fig, { x: [0, 0.3], y: [0, 2], xlabel: "step size lr", ylabel: "size of the factor", title: "The factor of one step" });
  const unsafe = left.band({ series: 1, label: "diverges" });
  const flatLine = left.line({ series: 0, dash: "dashed", label: "flat direction" });
  const steepLine = left.line({ series: 1, label: "steep direction" });
  const one = left.line({ series: 6, dash: "dotted", width: 1.5 });
  const flatNow = left.marker({ series: 0, shape: "square", size: 11 });
  const bestMark = left.marker({ series: 2, shape: "triangle", size: 13, label: "best step size" });

  const right = plot(fig, { x: [0, STEPS], y: [1e-9, 1e4], ylog: true, xlabel: "step", ylabel: "loss", title: "The loss, part by part" });
  const flatLoss = right.line({ series: 0, dash: "dashed", label: "flat part" });
  const steepLoss = right.line({ series: 1, label: "steep part" });
  const whole = right.line({ series: 6, dash: "dotted", width: 2.5, label: "whole loss" });

  handle(left, {
    label: "Step size",
    axis: "x",
    step: 0.001,
    bounds: { x: [0, 0.3] },
    series: 1,
    shape: "diamond",
    text: ([lr]) => `lr = ${fixed(lr, 3)}`,
    get: () => [fig.get("lr"), Math.abs(factor(fig.get("lr"), fig.get("steep")))],
    set: ([lr]) => fig.set({ lr }),
  });
  slider(fig, "lr", { label: "Step size", min: 0, max: 0.3, step: 0.001, format: (lr) => fixed(lr, 3) });
  slider(fig, "flat", { label: "Flat curvature", min: 0.1, max: 10, step: 0.1, format: (value) => fixed(value, 1) });
  slider(fig, "steep", { label: "Steep curvature", min: 5, max: 20, step: 0.5, format: (value) => fixed(value, 1) });

  on(fig, ["lr", "flat", "steep"], () => {
    const [lr, flat, steep] = ["lr", "flat", "steep"].map(fig.get);
    const [slow, fast] = [factor(lr, flat), factor(lr, steep)];
    const most = limit(flat, steep);
    const ideal = best(flat, steep);
    const size = (curvature) => RATES.map((rate) => [rate, Math.abs(factor(rate, curvature))]);
    const trace = (values) => values.map((value, k) => [k, value || NaN]);

    unsafe.set({ x: [Math.min(most, 0.3), 0.3] });
    flatLine.set(size(flat));
    steepLine.set(size(steep));
    one.set([[0, 1], [0.3, 1]]);
    flatNow.set([lr, Math.abs(slow)]);
    bestMark.set([ideal, Math.abs(factor(ideal, flat))]);
    const [slowLoss, fastLoss] = [losses(lr, flat, STEPS), losses(lr, steep, STEPS)];
    flatLoss.set(trace(slowLoss));
    steepLoss.set(trace(fastLoss));
    whole.set(trace(slowLoss.map((loss, k) => loss + fastLoss[k])));
    fig.report({ flat_factor: slow, steep_factor: fast, limit: most });

    const slower = Math.max(Math.abs(slow), Math.abs(fast));
    const edge = Math.abs(slower - 1) < 1e-9;
    const verdict = edge ? "it neither falls nor grows" : slower > 1 ? "it diverges" : `in the long run the error is multiplied by ${number(slower)} per step`;
    fig.status(`At lr = ${fixed(lr, 3)} the factors are ${fixed(slow, 3)} (flat) and ${fixed(fast, 3)} (steep): ${verdict}. The limit is 2/${number(Math.max(flat, steep))} = ${number(most)}, the best ${number(ideal)}.`);
    left.describe(`Size of the factor against the step size, a V for each curvature. The steep one reaches 1 again at the limit ${number(most)}; the two cross at the best step size ${number(ideal)}.`);
    right.describe(`Loss against step on a logarithmic axis: two straight lines, whose sum follows the slower one. After ${STEPS} steps ${number(slowLoss[STEPS] + fastLoss[STEPS])}.`);
  });
  return fig.stop;
}

export default { render };
