// Tangent and secant: what a difference quotient sees while its step shrinks from 1 to round-off.
import { choice, frame, handle, linspace, number, on, plot, pow10, power, slider } from "./base.js";

// Each function with three derivatives: the first is the truth, the others say how large the error should be.
const FUNCTIONS = {
  exp: { name: "exp(x)", f: Math.exp, derivatives: [Math.exp, Math.exp, Math.exp], y: [-4, 12] },
  sin: { name: "sin(x)", f: Math.sin, derivatives: [Math.cos, (x) => -Math.sin(x), (x) => -Math.cos(x)], y: [-2.2, 2.2] },
  cube: { name: "x³", f: (x) => x * x * x, derivatives: [(x) => 3 * x * x, (x) => 6 * x, () => 6], y: [-9, 9] },
  abs: { name: "|x|", f: Math.abs, derivatives: [(x) => (x === 0 ? NaN : Math.sign(x)), () => 0, () => 0], y: [-1.2, 3] },
};

/** f'(x); NaN where there is none. */
export function derivative(name, x) {
  return FUNCTIONS[name].derivatives[0](x);
}

/** The difference quotient, operation for operation as NumPy computes it. */
export function quotient(name, x, h, scheme) {
  const { f } = FUNCTIONS[name];
  return scheme === "forward" ? (f(x + h) - f(x)) / h : (f(x + h) - f(x - h)) / (2 * h);
}

/** |quotient - f'(x)| for h = 10 to the k, for each k. */
export function errors(name, x, exponents, scheme) {
  return exponents.map((k) => Math.abs(quotient(name, x, pow10(k), scheme) - derivative(name, x)));
}

/** How large the two parts of the error should be: what the formula leaves out, and what rounding does to f. */
export function expected(name, x, h, scheme) {
  const { f, derivatives } = FUNCTIONS[name];
  const [, second, third] = derivatives.map((g) => Math.abs(g(x)));
  // Both values are off by u|f|; the forward quotient divides by h, the central one by 2h.
  const roundoff = (scheme === "forward" ? Number.EPSILON : Number.EPSILON / 2) * Math.abs(f(x)) / h;
  return { truncation: scheme === "forward" ? (second / 2) * h : (third / 6) * h * h, roundoff };
}

const EXPONENTS = linspace(-16, 0, 129);

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "Tangent and secant",
    description: "Drag the point along the curve, then shrink the step h and watch the error fall, and rise again.",
  });

  const left = plot(fig, { x: [-3, 3], y: FUNCTIONS.exp.y, xlabel: "x", ylabel: "f(x)", title: "The curve and two lines" });
  const curve = left.line({ series: 6, label: "f" });
  const secant = left.line({ series: 1, label: "secant" });
  const tangent = left.line({ series: 0, dash: "dashed", width: 2.5, label: "tangent" });
  const ends = left.marker({ series: 1, shape: "square", size: 10 });
  const otherEnd = left.marker({ series: 1, shape: "square", size: 10 });

  const right = plot(fig, {
    x: [10 ** -16.5, 10 ** 0.5], y: [1e-14, 10], xlog: true, ylog: true,
    xlabel: "step h", ylabel: "error of the quotient", title: "The error for every h",
  });
  const truncation = right.line({ series: 2, dash: "dashed", width: 2.5, label: "truncation" });
  const roundoff = right.line({ series: 3, dash: "dotted", width: 2.5, label: "round-off, as 1/h" });
  const error = right.line({ series: 6, width: 1.5, label: "measured" });
  const here = right.marker({ series: 1, shape: "diamond", size: 12, label: "this h" });
  const nothing = right.text({ anchor: "middle" });

  handle(left, {
    label: "x",
    axis: "x",
    step: 0.05,
    bounds: { x: [-2, 2] },
    series: 0,
    get: () => [fig.get("x"), FUNCTIONS[fig.get("function")].f(fig.get("x"))],
    set: ([x]) => fig.set({ x }),
  });
  slider(fig, "log10_h", { label: "Step h", min: -16, max: 0, step: 0.25, format: (k) => number(pow10(k), 2) });
  choice(fig, "function", { label: "Function", options: Object.fromEntries(Object.entries(FUNCTIONS).map(([k, v]) => [k, v.name])) });
  choice(fig, "scheme", { label: "Difference", options: { forward: "forward", central: "central" } });

  on(fig, ["function"], () => {
    const { f, y } = FUNCTIONS[fig.get("function")];
    left.view({ y });
    curve.set([...linspace(-3, 0, 91), ...linspace(0, 3, 91)].map((x) => [x, f(x)]));
  });

  on(fig, ["function", "x", "log10_h", "scheme"], () => {
    const [name, x, k, scheme] = ["function", "x", "log10_h", "scheme"].map(fig.get);
    const h = pow10(k);
    const { f, name: shown } = FUNCTIONS[name];
    const slope = derivative(name, x);
    const q = quotient(name, x, h, scheme);
    const off = Math.abs(q - slope);
    const through = (m) => [-3, 3].map((t) => [t, f(x) + m * (t - x)]);
    const centre = scheme === "forward" ? x : x - h;

    tangent.set(through(slope));
    secant.set([-3, 3].map((t) => [t, f(centre) + q * (t - centre)]));
    ends.set([x + h, f(x + h)]);
    otherEnd.set([x - h, f(x - h)]).show(scheme === "central");

    // A logarithmic axis has no zero: the line has a gap where the quotient happens to be exact.
    const measured = errors(name, x, EXPONENTS, scheme);
    error.set(EXPONENTS.map((exponent, i) => [pow10(exponent), measured[i] || NaN]));
    const guide = (part) => [right.x.low, right.x.high].map((step) => [step, expected(name, x, step, scheme)[part] || NaN]);
    truncation.set(guide("truncation"));
    roundoff.set(guide("roundoff"));
    here.set([h, off || NaN]);

    truncation.name(scheme === "forward" ? "truncation, as h" : "truncation, as h²");
    const known = Number.isFinite(slope);
    nothing.set([1e-8, 1e-6], known ? "" : "no derivative here, so no error");
    fig.report({ quotient: q, error: off });

    const says = `At x = ${number(x)} the ${scheme} quotient of ${shown} with h = ${number(h, 2)} is ${number(q, 6)}`;
    const verdict = !known
      ? `; there is no derivative at the kink.`
      : `; the derivative is ${number(slope, 6)}, so the error is ${off === 0 ? "exactly 0" : number(off)}.`;
    fig.status(says + verdict);
    left.describe(`${shown} with its tangent at x = ${number(x)} and the secant ${scheme === "forward" ? "from x to x + h" : "from x − h to x + h"}.`);
    right.describe(known
      ? `Error against h, both axes logarithmic, h from 10⁻¹⁶ to 1. Smallest error near h = ${best(measured)}; now ${number(off, 2)} at h = ${number(h, 2)}.`
      : "Empty: where there is no derivative there is no error.");
  });
  return fig.stop;
}

function best(measured) {
  const least = Math.min(...measured);
  return power(Math.round(EXPONENTS[measured.indexOf(least)]));
}

export default { render };
