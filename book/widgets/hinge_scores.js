// The hinge loss of one example: every wrong class pays for what it lacks to be one below the correct class.
import { choice, fixed, frame, handle, linspace, number, on, plot } from "./base.js";

/** What each class pays; the correct class pays nothing. */
export function pays(scores, correct) {
  return scores.map((score, j) => (j === correct ? 0 : Math.max(0, score - scores[correct] + 1)));
}

export function loss(scores, correct) {
  return pays(scores, correct).reduce((sum, due) => sum + due, 0);
}

/** The derivatives of the loss: 1 for each class that pays, and minus their number for the correct class. */
export function slopes(scores, correct) {
  const active = pays(scores, correct).map((due) => (due > 0 ? 1 : 0));
  const count = active.reduce((sum, one) => sum + one, 0);
  return active.map((one, j) => (j === correct ? 0 - count : one));
}

const LOW = -2;
const HIGH = 6;

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "What do the classes pay?",
    description: "Drag the scores. A wrong class pays as soon as it comes nearer than 1 to the correct class.",
  });
  const classes = fig.get("scores").map((_, j) => j);
  const last = classes.length - 1;

  const line = plot(fig, {
    x: [LOW, HIGH], y: [-0.6, last + 0.6], xlabel: "score", ylabel: "class", title: "The scores of one example",
  });
  const dear = line.band({ series: 1, label: "here a wrong class pays" });
  const fence = line.line({ series: 1, dash: "dashed" });
  const dues = classes.map(() => line.line({ series: 1, width: 5 }));
  const sums = classes.map(() => line.text({ series: 1, dx: 14, dy: -10 }));
  const crown = line.text({ series: 2, dx: 14, dy: -10 });

  const graph = plot(fig, { x: [LOW, HIGH], y: [0, 10], xlabel: "score of the correct class", ylabel: "loss", title: "The loss, if only that score moved" });
  const curve = graph.line({ series: 6 });
  const kinks = graph.dots({ series: 0, shape: "square", size: 9, label: "kink: a class stops paying" });
  const here = graph.marker({ series: 2, shape: "diamond", size: 14, label: "now" });

  const handles = classes.map((j) =>
    handle(line, {
      label: `Score of class ${j}`,
      axis: "x",
      step: 0.1,
      bounds: { x: [LOW, HIGH] },
      series: 0,
      shape: "circle",
      get: () => [fig.get("scores")[j], j],
      set: ([score]) => fig.set({ scores: fig.get("scores").map((old, k) => (k === j ? score : old)) }),
    }),
  );
  choice(fig, "correct", { label: "Correct class", options: Object.fromEntries(classes.map((j) => [j, `class ${j}`])), parse: Number });

  on(fig, ["scores", "correct"], () => {
    const [scores, correct] = ["scores", "correct"].map(fig.get);
    const due = pays(scores, correct);
    const total = loss(scores, correct);
    const slope = slopes(scores, correct);
    const limit = scores[correct] - 1;

    dear.set({ x: [limit, HIGH] });
    fence.set([[limit, -0.6], [limit, last + 0.6]]);
    for (const j of classes) {
      dues[j].set(due[j] > 0 ? [[limit, j], [scores[j], j]] : []);
      sums[j].set(due[j] > 0 ? [scores[j], j] : [NaN, NaN], `pays ${fixed(due[j], 1)}`);
      handles[j].node.classList.toggle("dh-s2", j === correct);
      handles[j].node.classList.toggle("dh-s0", j !== correct);
    }
    crown.set([scores[correct], correct], "correct class");

    const moved = (score) => scores.map((old, j) => (j === correct ? score : old));
    const at = (score) => [score, loss(moved(score), correct)];
    graph.view({ y: [0, Math.max(2, 1.05 * at(LOW)[1])] });
    curve.set(linspace(LOW, HIGH, 161).map(at));
    kinks.set(classes.filter((j) => j !== correct).map((j) => at(scores[j] + 1)));
    here.set(at(scores[correct]));
    fig.report({ loss: total, slopes: slope });

    const payers = classes.filter((j) => due[j] > 0);
    const sum = payers.map((j) => fixed(due[j], 1)).join(" + ");
    fig.status(payers.length
      ? `The loss is ${payers.length > 1 ? `${sum} = ` : ""}${fixed(total, 1)}. It falls by ${number(payers.length)} for every 1 that the correct score rises, until a kink.`
      : "The loss is 0: every wrong class is at least 1 below the correct one, and no small change of a score matters.");
    line.describe(classes.map((j) => `Class ${j}: score ${number(scores[j])}, ${j === correct ? "the correct class" : `pays ${fixed(due[j], 1)}`}.`).join(" "));
    graph.describe(`The loss against the score of the correct class: falling straight pieces with a kink for each wrong class, then zero. Now ${fixed(total, 1)}.`);
  });
  return fig.stop;
}

export default { render };
