// The noise ball: with a constant step size the walk does not settle, and a formula says how near it comes.
import { button, contours, fixed, frame, linspace, number, on, plot, random, slider } from "./base.js";

const CURVATURES = [0.5, 2];
const START = [-4, -1.7];
const WALKS = 200;
const STEPS = 200;
const DRAWN = 80; // steps of the walk on the map
const EXPECTED = Math.round(WALKS * (1 - Math.exp(-2))); // walks within two radii, if their places are normal
const SETTLED = 150; // the measurement looks at the steps from here on

/** The stationary E x² in a direction, for noise of variance 1 / batchSize; infinite if the step is too long. */
export function predictedSquare(lr, batchSize, curvature) {
  return lr * curvature < 2 ? lr / (batchSize * curvature * (2 - lr * curvature)) : Infinity;
}

/** E x² after each of the steps 0 ... steps. */
export function expectedSquares(lr, batchSize, curvature, start, steps) {
  const squares = [start * start];
  for (let t = 0; t < steps; t += 1) squares.push((1 - lr * curvature) ** 2 * squares[t] + (lr * lr) / batchSize);
  return squares;
}

/** The places x after each step of one walk in one direction; noise holds one number of variance 1 for each step. */
export function walk(lr, batchSize, curvature, start, noise) {
  const places = [start];
  for (const pull of noise) {
    const x = places.at(-1);
    places.push(x - lr * (curvature * x - pull / Math.sqrt(batchSize)));
  }
  return places;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const TURN = linspace(0, 2 * Math.PI, 73);

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "The noise ball",
    description: "Change the step size and the batch size: both change the size of the ball. Which of them also delays the arrival?",
  });

  const map = plot(fig, { x: [-4.5, 3.5], y: [-2.8, 2.8], equal: true, xlabel: "x₁ (curvature 0.5)", ylabel: "x₂ (curvature 2)", title: "The bowl from above" });
  contours(map).set((a, b) => (CURVATURES[0] * a * a + CURVATURES[1] * b * b) / 2, [0.3, 1.2, 2.8, 5, 8]);
  const cloud = map.dots({ series: 2, shape: "square", size: 3.5, label: `${WALKS} runs at the end` });
  const trail = map.line({ series: 0, width: 1 });
  const stops = map.dots({ series: 0, size: 4, label: `one run, ${DRAWN} steps` });
  const ellipse = map.line({ series: 1, dash: "dashed", width: 3, label: "twice the predicted radii" });
  map.marker({ series: 6, shape: "plus", size: 12 }).set([0, 0]);

  const chart = plot(fig, { x: [0, STEPS], y: [1e-5, 100], ylog: true, xlabel: "step", ylabel: "squared distance", title: "The distance to the minimum" });
  const single = chart.line({ series: 0, width: 1, label: "one run" });
  const average = chart.line({ series: 6, width: 2.5, label: `mean of ${WALKS} runs` });
  const level = chart.line({ series: 1, dash: "dashed", width: 3, label: "predicted" });

  slider(fig, "lr", { label: "Step size lr", min: 0.02, max: 1.1, step: 0.02, format: (lr) => fixed(lr, 2) });
  slider(fig, "batch_size", { label: "Batch size", min: 1, max: 256, step: Math.log10(2), log: true });
  button(fig, { label: "New noise", press: () => fig.set({ seed: fig.get("seed") + 1 }) });

  // One draw serves all step sizes and batch sizes, so that nothing but the slider moves the picture.
  let noise;
  on(fig, ["seed"], () => {
    const { normal } = random(fig.get("seed"));
    noise = Array.from({ length: WALKS }, () => CURVATURES.map(() => Float64Array.from({ length: STEPS }, normal)));
  });

  on(fig, ["seed", "lr", "batch_size"], () => {
    const [lr, batchSize] = ["lr", "batch_size"].map(fig.get);
    const walks = noise.map((pulls) => {
      const [first, second] = CURVATURES.map((curvature, k) => walk(lr, batchSize, curvature, START[k], pulls[k]));
      return first.map((x, t) => [x, second[t]]);
    });
    const far = ([x, y]) => x * x + y * y;
    const squares = walks[0].map((_, t) => mean(walks.map((places) => far(places[t]))));
    const expected = CURVATURES.map((curvature, k) => expectedSquares(lr, batchSize, curvature, START[k], STEPS));
    const goal = CURVATURES.map((curvature) => predictedSquare(lr, batchSize, curvature));
    const predicted = goal[0] + goal[1];
    const measured = mean(squares.slice(SETTLED));
    const stable = Number.isFinite(predicted);
    const arrived = mean(expected[0].map((square, t) => square + expected[1][t]).slice(SETTLED)) < 1.1 * predicted;
    const radii = goal.map((square) => 2 * Math.sqrt(square));
    const ends = walks.map((places) => places.at(-1));
    const inside = ends.filter(([x, y]) => (x / radii[0]) ** 2 + (y / radii[1]) ** 2 < 1).length;

    trail.set(walks[0].slice(0, DRAWN + 1));
    stops.set(walks[0].slice(0, DRAWN + 1));
    cloud.set(ends);
    ellipse.set(stable ? TURN.map((angle) => [radii[0] * Math.cos(angle), radii[1] * Math.sin(angle)]) : []).show(stable);
    single.set(walks[0].map((place, t) => [t, far(place)]));
    average.set(squares.map((square, t) => [t, square]));
    level.set([[0, predicted], [STEPS, predicted]]).show(stable);
    fig.report({ measured: stable ? measured : NaN, predicted });

    const setting = `With lr ${fixed(lr, 2)} and batches of ${batchSize}`;
    const words = !stable
      ? `lr ${fixed(lr, 2)} is not below 2/L = 1, where L = 2 is the larger curvature: the runs diverge along x₂, whatever the batch size.`
      : !arrived
        ? `${setting} the runs have not arrived: after ${STEPS} steps the mean squared distance is ${number(squares.at(-1), 2)}, and the formula predicts ${number(predicted, 2)} in the long run.`
        : `${setting} the mean squared distance settles at ${number(measured, 2)}; the formula says ${number(predicted, 2)}. ${inside} of ${WALKS} runs end in the ellipse; ${EXPECTED} are expected.`;
    fig.status(words);
    map.describe(`Oval contour lines, a run from the lower left to the minimum, and the cloud of ${WALKS} end points. ${words}`);
    chart.describe(`Squared distance to the minimum against the step, from ${number(squares[0])} at the start to ${number(squares.at(-1), 2)} on average at step ${STEPS}. ${
      stable ? `Dashed level: ${number(predicted, 2)}.` : "It grows, and there is no level to reach."}`);
  });
  return fig.stop;
}

export default { render };
