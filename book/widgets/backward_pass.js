// One graph, forward and backward: L = max(0, u x − v x + 1), what one wrong class pays in an example with one feature.
import { button, fixed, frame, number, on, play, slider, svg } from "./base.js";

// The operations in the order in which they run. `slopes` has the derivative with respect to each of its inputs.
const OPERATIONS = [
  { out: "p", text: "p = u x", inputs: ["u", "x"], value: (n) => n.u * n.x, slopes: (n) => [n.x, n.u] },
  { out: "q", text: "q = v x", inputs: ["v", "x"], value: (n) => n.v * n.x, slopes: (n) => [n.x, n.v] },
  { out: "d", text: "d = p − q", inputs: ["p", "q"], value: (n) => n.p - n.q, slopes: () => [1, -1] },
  { out: "m", text: "m = d + 1", inputs: ["d"], value: (n) => n.d + 1, slopes: () => [1] },
  { out: "L", text: "L = max(0, m)", inputs: ["m"], value: (n) => Math.max(0, n.m), slopes: (n) => [n.m > 0 ? 1 : 0] },
];
const STEPS = 2 * OPERATIONS.length + 1;

/** The value of every node. */
export function forward(u, v, x) {
  const nodes = { u, v, x };
  for (const { out, value } of OPERATIONS) nodes[out] = value(nodes);
  return nodes;
}

/** What is known after a number of steps: 5 forward, one that sets dL/dL = 1, and 5 backward. */
export function after(step, u, v, x) {
  const all = forward(u, v, x);
  const values = { u, v, x };
  for (const { out } of OPERATIONS.slice(0, step)) values[out] = all[out];
  const gradients = step > OPERATIONS.length ? { L: 1 } : {};
  const undone = OPERATIONS.toReversed().slice(0, Math.max(0, step - OPERATIONS.length - 1));
  for (const { out, inputs, slopes } of undone) {
    slopes(all).forEach((slope, k) => {
      gradients[inputs[k]] = (gradients[inputs[k]] ?? 0) + slope * gradients[out];
    });
  }
  return { values, gradients };
}

// Where each node stands: column and row, in fifths of the width and of the height.
const PLACES = { u: [0, 0.5], x: [0, 2], v: [0, 3.5], p: [1, 1.1], q: [1, 2.9], d: [2, 2], m: [3, 2], L: [4, 2] };
const HEIGHT = 330;

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "The backward pass, step by step",
    description: "Values flow to the right, gradients come back. Where two gradients meet, they are added.",
  });

  const arrows = svg("g");
  const boxes = svg("g");
  const picture = svg("svg", { class: "dh-plot", role: "img" }, arrows, boxes);
  picture.style.height = `${HEIGHT}px`;
  fig.plots.append(picture);

  for (const [name, label] of [["u", "u, weight of the wrong class"], ["v", "v, weight of the correct class"], ["x", "x, the feature"]]) {
    slider(fig, name, { label, min: -3, max: 3, step: 0.1, format: (value) => fixed(value, 1) });
  }
  slider(fig, "step", { label: "Step", min: 0, max: STEPS, step: 1 });
  let halt = () => {};
  const go = (step) => { halt(); fig.set({ step: Math.max(0, Math.min(STEPS, step)) }); };
  button(fig, { label: "Back", press: () => go(fig.get("step") - 1) });
  button(fig, { label: "Next", press: () => go(fig.get("step") + 1) });
  button(fig, { label: "Play", press() { halt(); halt = play(fig, STEPS, (step) => fig.set({ step }), 6000); } });

  function draw() {
    const [u, v, x, step] = ["u", "v", "x", "step"].map(fig.get);
    const { values, gradients } = after(step, u, v, x);
    const width = picture.clientWidth || 640;
    picture.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    const across = Math.min(112, width / 5 - 14);
    const wide = across > 90;
    const at = ([column, row]) => [(column + 0.5) * (width / 5), 38 + row * ((HEIGHT - 76) / 4)];
    const backward = step - OPERATIONS.length - 1;
    const running = step <= OPERATIONS.length ? OPERATIONS[step - 1] : OPERATIONS.toReversed()[backward - 1];

    arrows.replaceChildren(...OPERATIONS.flatMap((operation) => operation.inputs.map((input) => {
      const [a, b] = [at(PLACES[input]), at(PLACES[operation.out])];
      const active = operation === running;
      const series = active ? (backward > 0 ? 1 : 0) : 6;
      const from = [a[0] + across / 2, a[1]];
      const to = [b[0] - across / 2, b[1]];
      const middle = (from[0] + to[0]) / 2;
      return svg("path", {
        class: `dh-line dh-s${series}`,
        "stroke-width": active ? 3.5 : 1.25,
        "stroke-dasharray": active && backward > 0 ? "7 5" : "none",
        d: `M${from}C${middle},${from[1]} ${middle},${to[1]} ${to}`,
      });
    })));

    const names = Object.fromEntries(OPERATIONS.map(({ out, text }) => [out, text]));
    boxes.replaceChildren(...Object.entries(PLACES).map(([name, place]) => {
      const [a, b] = at(place);
      const line = (dy, text, series, strong) => svg("text", { class: `dh-text dh-s${series}`, x: a, y: b + dy, "text-anchor": "middle", "font-weight": strong ? 600 : 400 }, text);
      const touched = running && (running.out === name || running.inputs.includes(name));
      return svg("g", {},
        svg("rect", { class: `dh-box dh-s${touched ? (backward > 0 ? 1 : 0) : 6}`, x: a - across / 2, y: b - 32, width: across, height: 64, rx: 7, "stroke-width": touched ? 2.5 : 1 }),
        line(-13, wide ? (names[name] ?? name) : name, 6, true),
        line(5, name in values ? `${wide ? "value " : ""}${number(values[name])}` : "·", 0),
        line(23, name in gradients ? `${wide ? "gradient " : "∂ "}${number(gradients[name])}` : "", 1),
      );
    }));

    fig.report({ gradients });
    const words = sentence(step, running, values, gradients);
    fig.status(words);
    const known = Object.entries(values).map(([name, value]) => `${name} is ${number(value)}${name in gradients ? ` with gradient ${number(gradients[name])}` : ""}`);
    picture.setAttribute("aria-label", `Graph of L = max(0, u x − v x + 1). ${known.join(", ")}. ${words}`);
  }

  const observer = new ResizeObserver(draw);
  observer.observe(picture);
  fig.signal.addEventListener("abort", () => observer.disconnect());
  on(fig, ["u", "v", "x", "step"], draw);
  return fig.stop;
}

function sentence(step, running, values, gradients) {
  if (step === 0) return "Only the inputs are known. Press Next to compute.";
  if (step <= OPERATIONS.length) return `Forward, step ${step} of ${OPERATIONS.length}: ${running.text} gives ${number(values[running.out])}.`;
  if (!running) return "Backward begins: the gradient of L with respect to itself is 1.";
  const passed = running.slopes(values).map((slope, k) => `${running.inputs[k]} gets ${number(gradients[running.out])} × ${number(slope)}`);
  const sum = running.out === "p" ? ` x has both its parts now: ${number(gradients.x)}.` : "";
  return `Backward through ${running.text}: ${passed.join(", ")}.${sum}`;
}

export default { render };
