// The gradient check of one entry: the loss along it, a difference over the window from -h to h, and the error for every h.
import { choice, frame, linspace, number, on, plot, pow10, slider } from "./base.js";

const dot = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);

/** W with its entry moved by t. */
function moved(W, row, column, t) {
  return W.map((weights, j) => weights.map((w, d) => (j === row && d === column ? w + t : w)));
}

/** All m (N, C); 0 in the column of the correct class. */
export function margins(W, X, y) {
  return X.map((x, i) => W.map((weights, j) => (j === y[i] ? 0 : dot(weights, x) - dot(W[y[i]], x) + 1)));
}

/** Mean hinge loss plus reg times the squared weights, with one entry of W moved by t. */
export function loss(W, X, y, reg, row, column, t) {
  const V = moved(W, row, column, t);
  const pays = margins(V, X, y).flat().reduce((sum, m) => sum + Math.max(0, m), 0);
  return pays / X.length + reg * V.flat().reduce((sum, w) => sum + w * w, 0);
}

/** The derivative with respect to the entry; or one of two wrong ones. */
export function analytic(W, X, y, reg, row, column, gradient) {
  const active = margins(W, X, y).map((pairs) => pairs.map((m) => (m > 0 ? 1 : 0)));
  const pulls = X.map((x, i) => {
    if (row !== y[i]) return active[i][row] * x[column];
    return gradient === "no_correct_class" ? 0 : -x[column] * active[i].reduce((sum, one) => sum + one, 0);
  });
  return pulls.reduce((sum, pull) => sum + pull, 0) / X.length + (gradient === "no_factor_2" ? 1 : 2) * reg * W[row][column];
}

/** The central difference, in the order in which NumPy computes it. */
export function numeric(W, X, y, reg, row, column, h) {
  return (loss(W, X, y, reg, row, column, h) - loss(W, X, y, reg, row, column, -h)) / (2 * h);
}

/** |a - n| relative to the larger of the two; 0 if both are 0. */
export function relativeError(a, n) {
  return a === n ? 0 : Math.abs(a - n) / Math.max(Math.abs(a), Math.abs(n));
}

/** Where a pair becomes active or inactive as the entry moves by t: rows [t, example, class], the nearest first. */
export function kinks(W, X, y, row, column) {
  const found = margins(W, X, y).flatMap((pairs, i) => pairs.map((m, j) => {
    const speed = j === y[i] ? 0 : ((j === row) - (y[i] === row)) * X[i][column];
    return [speed ? -m / speed : Infinity, i, j];
  }));
  return found.filter(([t]) => Number.isFinite(t)).sort(([s], [t]) => Math.abs(s) - Math.abs(t));
}

const [PASS, BUG] = [1e-6, 1e-3];
const EXPONENTS = linspace(-9, 0, 181);
const GRADIENTS = { right: "right", no_correct_class: "no correct row", no_factor_2: "no factor 2" };

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "Check one entry",
    description: "Choose an entry of W and shrink the step h until no kink is left in the window. Then try a wrong gradient.",
  });
  const { length: rows } = fig.get("W");
  const { length: columns } = fig.get("W")[0];

  const left = plot(fig, { x: [-0.4, 0.4], y: [0, 1], xlabel: "change of the entry", ylabel: "loss", title: "The loss along the entry" });
  const span = left.band({ series: 1, label: "window from −h to h" });
  const curve = left.line({ series: 0 });
  const secant = left.line({ series: 1, dash: "dashed", width: 2.5, label: "secant" });
  const ends = left.dots({ series: 1, size: 10 });
  const corners = left.dots({ series: 6, shape: "square", size: 8, label: "kinks" });
  const claim = left.line({ series: 2, dash: "dotted", width: 3, label: "analytic slope" });

  const right = plot(fig, {
    x: [1e-9, 1], y: [1e-13, 30], xlog: true, ylog: true, xlabel: "step h", ylabel: "relative error", title: "The error for every h",
  });
  right.band({ series: 2 }).set({ y: [1e-13, PASS] });
  right.band({ series: 4 }).set({ y: [PASS, BUG] });
  right.band({ series: 1 }).set({ y: [BUG, 30] });
  for (const [words, place] of [["pass", PASS], ["look closer", BUG], ["bug, or kink", 30]]) right.text({ dx: 6, dy: 16 }).set([1e-9, place], words);
  const error = right.line({ series: 6, width: 1.5 });
  const here = right.marker({ series: 1, shape: "diamond", size: 13, label: "this h" });

  slider(fig, "log10_h", { label: "Step h", min: -9, max: 0, step: 0.1, format: (k) => number(pow10(k), 2) });
  const numbered = (n, name) => Object.fromEntries(linspace(0, n - 1, n).map((k) => [k, `${name} ${k}`]));
  choice(fig, "row", { label: "Row of W", options: numbered(rows, "class"), parse: Number });
  choice(fig, "column", { label: "Column of W", options: numbered(columns, "feature"), parse: Number });
  choice(fig, "gradient", { label: "Gradient", options: GRADIENTS });

  on(fig, ["X", "y", "W", "reg", "row", "column", "log10_h", "gradient"], () => {
    const [W, X, y, reg, row, column, k, gradient] = ["W", "X", "y", "reg", "row", "column", "log10_h", "gradient"].map(fig.get);
    const h = pow10(k);
    const entry = [W, X, y, reg, row, column];
    const f = (t) => loss(...entry, t);
    const a = analytic(...entry, gradient);
    const n = numeric(...entry, h);
    const off = relativeError(a, n);
    const bends = kinks(W, X, y, row, column);
    const inside = bends.filter(([t]) => Math.abs(t) < h);

    const wide = Math.max(0.4, 1.25 * h);
    const grid = [...linspace(-wide, wide, 81), ...bends.map(([t]) => t)].filter((t) => Math.abs(t) <= wide).sort((s, t) => s - t);
    const heights = grid.map(f);
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    const air = 0.12 * (high - low || 1);
    left.view({ x: [-wide, wide], y: [low - air, high + air] });
    span.set({ x: [-h, h] });
    curve.set(grid.map((t, i) => [t, heights[i]]));
    secant.set([-wide, wide].map((t) => [t, (f(h) + f(-h)) / 2 + n * t]));
    ends.set([[-h, f(-h)], [h, f(h)]]);
    corners.set(bends.map(([t]) => [t, f(t)]));
    claim.set([-wide, wide].map((t) => [t, f(0) + a * t]));
    // An axis of powers of ten has no zero: what is exact lies on its lower edge.
    const shown = (value) => Math.max(value, 1e-13);
    error.set(EXPONENTS.map((exponent) => [pow10(exponent), shown(relativeError(a, numeric(...entry, pow10(exponent))))]));
    here.set([h, shown(off)]);
    fig.report({ numeric: n, analytic: a, relative_error: off, kink_crossed: inside.length > 0 });

    const [, example, label] = inside[0] ?? [];
    const owner = `of example ${example} with class ${label}`;
    const many = inside.length > 1 ? `lie ${inside.length} kinks, the nearest ${owner}` : `lies a kink ${owner}`;
    const found = inside.length ? `Inside the window ${many}.` : "No kink lies inside the window.";
    const hidden = gradient !== "right" && a === analytic(...entry, "right") ? " The bug does not show in this entry." : "";
    fig.status(`Numeric ${number(n, 6)}, analytic ${number(a, 6)}: relative error ${off === 0 ? "exactly 0" : number(off, 2)}. ${found}${hidden}`);
    left.describe(`The loss while W[${row}, ${column}] changes, with kinks at ${bends.map(([t]) => number(t, 2)).join(", ") || "no place"}, the window from −h to h with h = ${number(h, 2)}, its secant and a line with the analytic slope.`);
    right.describe(`Relative error against h, both axes logarithmic, with three bands: pass below 10⁻⁶, look closer below 10⁻³, a bug or a kink above. At h = ${number(h, 2)} it is ${number(off, 2)}.`);
  });
  return fig.stop;
}

export default { render };
