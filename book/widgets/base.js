// What all figures share: a frame with form controls, plots in pure SVG, points that can be dragged, and numbers as text.
// Nothing here needs a kernel, a canvas, a clock or another file.

// ---------------------------------------------------------------- numbers

const SUPERSCRIPT = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** "10⁻⁵" for -5. */
export function power(exponent) {
  return "10" + [...String(exponent)].map((sign) => SUPERSCRIPT[sign]).join("");
}

/** A number for people: few digits, a real minus sign, powers of ten where zeros would have to be counted. */
export function number(x, digits = 3) {
  if (Number.isNaN(x)) return "undefined";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  const [mantissa, exponent] = Math.abs(x).toExponential(digits - 1).split("e").map(Number);
  const sign = x < 0 ? "−" : "";
  if (x === 0 || (exponent >= -3 && exponent < 5)) return sign + Number(Math.abs(x).toPrecision(digits));
  return sign + (mantissa === 1 ? "" : `${mantissa} × `) + power(exponent);
}

/** A number with a fixed count of decimals, so that a column or a slider's value does not jump. */
export function fixed(x, decimals) {
  const text = x.toFixed(decimals);
  return Number(text) < 0 ? text.replace("-", "−") : text.replace("-", "");
}

/** 10 to the k. Whole powers are read as text, because `10 ** -5` need not be the number 1e-5. */
export function pow10(k) {
  return Number.isInteger(k) ? Number(`1e${k}`) : 10 ** k;
}

/** n numbers from a to b, both included. */
export function linspace(a, b, n) {
  return Array.from({ length: n }, (_, i) => (i === n - 1 ? b : a + (i * (b - a)) / (n - 1)));
}

/** Random numbers that are the same on every machine: the generator mulberry32, and Box and Muller's normal deviates. */
export function random(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

// ---------------------------------------------------------------- elements

function html(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// ---------------------------------------------------------------- the frame of a figure

/**
 * Put an empty figure into `el` and return what all other functions take as their first argument:
 * get(trait), set({trait: value}), report({result: value}), status(text), stop(), signal.
 * `render` returns `fig.stop`, which removes everything again.
 */
export function frame(el, model, { label, description }) {
  const controller = new AbortController();
  const { signal } = controller;
  // Several figures, and several views of one model, live on one page: ids are drawn, never fixed.
  const id = `downhill-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
  let ids = 0;

  const seen = html("p", { class: "dh-status", "aria-hidden": "true" });
  const heard = html("p", { class: "dh-hidden", role: "status" });
  const root = html(
    "div",
    // JupyterLab moves its cell selection by the arrow keys, unless a part of the page asks it not to.
    { class: "downhill", role: "group", "aria-labelledby": `${id}-label`, "data-lm-suppress-shortcuts": "true" },
    html("p", { class: "dh-label", id: `${id}-label` }, label),
    html("p", { class: "dh-description" }, description),
  );
  const plots = html("div", { class: "dh-plots" });
  const controls = html("div", { class: "dh-controls" });
  root.append(plots, controls, seen, heard);
  el.append(root);
  signal.addEventListener("abort", () => root.remove());

  const set = (values) => {
    for (const [trait, value] of Object.entries(values)) model.set(trait, value);
    model.save_changes();
  };
  let timer = 0;
  signal.addEventListener("abort", () => clearTimeout(timer));

  return {
    model,
    root,
    plots,
    controls,
    signal,
    refreshers: [],
    newId: () => `${id}-${(ids += 1)}`,
    get: (trait) => model.get(trait),
    set,
    /** Write results back, for Python. JSON has no NaN and no infinity: they arrive as None. */
    report(results) {
      set(Object.fromEntries(Object.entries(results).map(([k, v]) => [k, typeof v !== "number" || Number.isFinite(v) ? v : null])));
    },
    /** Say in a sentence what the figure shows. Eyes see it at once; a screen reader hears it when the hand rests. */
    status(text) {
      seen.textContent = text;
      clearTimeout(timer);
      timer = setTimeout(() => (heard.textContent = text), heard.textContent ? 400 : 0);
    },
    stop: () => controller.abort(),
  };
}

/** Call `draw` now, and once after each change of any of the traits, whoever made it: a control, a handle or Python. */
export function on(fig, traits, draw) {
  let queued = false;
  const run = () => {
    queued = false;
    if (fig.signal.aborted) return;
    draw();
    for (const refresh of fig.refreshers) refresh();
  };
  const later = () => {
    if (!queued) queueMicrotask(run);
    queued = true;
  };
  for (const trait of traits) {
    fig.model.on(`change:${trait}`, later);
    fig.signal.addEventListener("abort", () => fig.model.off(`change:${trait}`, later));
  }
  run();
}

// ---------------------------------------------------------------- controls

function control(fig, kind, id, label, ...children) {
  fig.controls.append(html("div", { class: `dh-control dh-${kind}` }, html("label", { for: id }, label), ...children));
}

/** A slider for a number. With `log`, min and max are values and step is in decades. */
export function slider(fig, trait, { label, min, max, step, format = number, log = false }) {
  const id = fig.newId();
  const inward = log ? Math.log10 : (value) => value;
  const outward = log ? (position) => Number(pow10(position).toPrecision(3)) : (position) => position;
  const input = html("input", { type: "range", id, min: inward(min), max: inward(max), step });
  const output = html("output", { for: id });
  control(fig, "slider", id, label, output, input);
  input.addEventListener("input", () => fig.set({ [trait]: outward(input.valueAsNumber) }), { signal: fig.signal });
  on(fig, [trait], () => {
    const value = fig.get(trait);
    if (outward(input.valueAsNumber) !== value) input.value = inward(value);
    output.textContent = format(value);
    input.setAttribute("aria-valuetext", format(value));
  });
}

/** A choice from a list; `options` maps values to the words shown, `parse` takes the chosen text to the trait's value. */
export function choice(fig, trait, { label, options, parse = String }) {
  const id = fig.newId();
  const select = html("select", { id }, ...Object.entries(options).map(([value, text]) => html("option", { value }, text)));
  control(fig, "choice", id, label, select);
  select.addEventListener("change", () => fig.set({ [trait]: parse(select.value) }), { signal: fig.signal });
  on(fig, [trait], () => (select.value = fig.get(trait)));
}

/** A box to tick. */
export function toggle(fig, trait, { label }) {
  const id = fig.newId();
  const input = html("input", { type: "checkbox", id });
  control(fig, "toggle", id, label, input);
  input.addEventListener("change", () => fig.set({ [trait]: input.checked }), { signal: fig.signal });
  on(fig, [trait], () => (input.checked = fig.get(trait)));
}

/** A button; all buttons of a figure stand in one row. */
export function button(fig, { label, press }) {
  const node = html("button", { type: "button" }, label);
  let row = fig.controls.querySelector(".dh-buttons");
  if (!row) fig.controls.append((row = html("div", { class: "dh-buttons" })));
  row.append(node);
  node.addEventListener("click", press, { signal: fig.signal });
  return node;
}

/**
 * Call show(0), show(1) ... show(count) over `ms` milliseconds, and return a function that stops it.
 * Who asked for less motion gets only the last one.
 */
export function play(fig, count, show, ms = 2000) {
  let request = 0;
  const stop = () => cancelAnimationFrame(request);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    show(count);
    return stop;
  }
  fig.signal.addEventListener("abort", stop);
  let start;
  const tick = (now) => {
    start ??= now;
    const k = Math.min(count, Math.floor(((now - start) / ms) * count));
    show(k);
    if (k < count) request = requestAnimationFrame(tick);
  };
  request = requestAnimationFrame(tick);
  return stop;
}

// ---------------------------------------------------------------- plots

/** The round numbers between a and b, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function ticks(a, b, count) {
  const rough = (b - a) / Math.max(1, count);
  const unit = pow10(Math.floor(Math.log10(rough)));
  const step = unit * ([1, 2, 5, 10].find((factor) => factor * unit >= rough) ?? 10);
  const found = [];
  for (let k = Math.ceil(a / step - 1e-9); k * step <= b + step * 1e-9; k += 1) found.push(Number((k * step).toPrecision(12)));
  return found;
}

/** The powers of ten between a and b, every one or every few. */
export function decades(a, b, count) {
  const [low, high] = [Math.ceil(Math.log10(a) - 1e-9), Math.floor(Math.log10(b) + 1e-9)];
  const stride = Math.max(1, Math.ceil((high - low) / Math.max(1, count)));
  const found = [];
  for (let k = Math.ceil(low / stride) * stride; k <= high; k += stride) found.push(pow10(k));
  return found;
}

// One axis: `place` takes a value to 0..1 along the axis, `value` takes it back.
function axis([low, high], log) {
  const t = log ? Math.log10 : (value) => value;
  const back = log ? (value) => 10 ** value : (value) => value;
  const [a, b] = [t(low), t(high)];
  return {
    low,
    high,
    log,
    place: (value) => (t(value) - a) / (b - a),
    value: (place) => back(a + place * (b - a)),
    ticks: (count) => (log ? decades(low, high, count) : ticks(low, high, count)),
    text: (value) => (log ? power(Math.round(Math.log10(value))) : number(value)),
  };
}

const DASHES = { dashed: "7 5", dotted: "1.5 4.5" };
const SHAPES = {
  circle: (r) => `M${-r},0a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0`,
  square: (r) => `M${-r},${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
  diamond: (r) => `M0,${-1.3 * r}L${1.3 * r},0L0,${1.3 * r}L${-1.3 * r},0z`,
  triangle: (r) => `M0,${-1.2 * r}L${1.1 * r},${0.9 * r}H${-1.1 * r}z`,
  plus: (r) => `M${-r},0h${2 * r}M0,${-r}v${2 * r}`,
};

// Far outside the plot every place is as good as any other, but browsers draw huge coordinates badly.
const near = (pixel) => Math.max(-1e6, Math.min(1e6, pixel)).toFixed(2);

/**
 * Axes, and marks on them. The drawing is laid out anew for the width it has, so text keeps its size on every screen;
 * `width` and `height` give the proportions. With `equal`, a unit is as long on one axis as on the other: angles are true.
 *
 * Marks (each takes {series: 0..6, label, ...} and has set(...), show(true or false) and name(text)):
 *   line({dash: "dashed" | "dotted", width})  set([[x, y], ...])       a point that is not finite breaks the line
 *   dots({shape: "circle" | "square", size})  set([[x, y], ...])
 *   marker({shape, size, hollow})             set([x, y])              shapes: circle square diamond triangle plus
 *   text({anchor, dx, dy})                    set([x, y], "words")     kept inside the plot
 *   band()                                    set({x: [a, b]}), set({y: [a, b]}) or both
 * A mark with a `label` has an entry in the legend below the plot, which name(text) changes.
 */
export function plot(fig, { width = 360, height = 290, x, y, xlog = false, ylog = false, equal = false, xlabel = "", ylabel = "", title, description = "" }) {
  const clip = fig.newId();
  const clipBox = svg("rect");
  const grid = svg("g", { class: "dh-grid" });
  const inside = svg("g", { "clip-path": `url(#${clip})` });
  // A marker on the edge is drawn whole, so markers are not clipped: one whose place is outside is not drawn.
  const above = svg("g");
  const scale = svg("g", { class: "dh-scale" });
  // A picture with a text in its place; the handles, which are controls, stand beside it.
  const picture = svg("g", { role: "img", "aria-label": description || title }, grid, inside, scale, above);
  const handles = svg("g");
  const node = svg("svg", { class: "dh-plot", role: "group", "aria-label": title }, svg("clipPath", { id: clip }, clipBox), picture, handles);
  const legend = html("ul", { class: "dh-legend", "aria-hidden": "true" });
  node.style.aspectRatio = `${width} / ${height}`;
  fig.plots.append(html("div", {}, html("p", { class: "dh-title", "aria-hidden": "true" }, title), node, legend));

  const size = { width, height };
  const marks = [];
  let [xs, ys] = [axis(x, xlog), axis(y, ylog)];
  const box = { left: 0, right: 0, top: 0, bottom: 0 };

  const p = {
    fig,
    node,
    handles,
    get x() { return xs; },
    get y() { return ys; },
    /** From data to the drawing, and back. */
    px: ([a, b]) => [box.left + xs.place(a) * (box.right - box.left), box.bottom - ys.place(b) * (box.bottom - box.top)],
    xy: ([a, b]) => [xs.value((a - box.left) / (box.right - box.left)), ys.value((box.bottom - b) / (box.bottom - box.top))],
    /** Change the ranges of the axes, and the label of y if a choice changes its meaning. */
    view(ranges) {
      if (ranges.x) xs = axis(ranges.x, xlog);
      if (ranges.y) ys = axis(ranges.y, ylog);
      layout();
    },
    /** Say what the drawing shows now, for those who do not see it. */
    describe: (text) => picture.setAttribute("aria-label", text),
    line: ({ series = 6, dash, width: stroke = 2, label } = {}) => {
      const path = svg("path", { class: `dh-line dh-s${series}`, "stroke-width": stroke, "stroke-dasharray": DASHES[dash] ?? "none" });
      return mark(path, [], (points) => path.setAttribute("d", trace(points)), label);
    },
    dots: ({ series = 6, shape = "circle", size: across = 6, label } = {}) => {
      const path = svg("path", { class: `dh-line dh-s${series}`, "stroke-width": across, "stroke-linecap": shape === "circle" ? "round" : "square" });
      return mark(path, [], (points) => path.setAttribute("d", stamps(points)), label);
    },
    marker: ({ series = 6, shape = "circle", size: across = 12, hollow = false, label } = {}) => {
      const path = svg("path", { class: `dh-marker dh-s${series}${hollow || shape === "plus" ? " dh-hollow" : ""}`, d: SHAPES[shape](across / 2) });
      return mark(path, [NaN, NaN], (at) => stand(path, within(p.px(at))), label, above);
    },
    text: ({ series = 6, anchor = "start", dx = 0, dy = 0 } = {}) => {
      const words = svg("text", { class: `dh-text dh-s${series}`, "text-anchor": anchor });
      return mark(words, [NaN, NaN], (at, says = "") => {
        words.textContent = says;
        const [a, b] = p.px(at);
        const long = words.getComputedTextLength();
        const before = { start: 0, middle: long / 2, end: long }[anchor];
        const left = Math.max(box.left + 4, Math.min(box.right - 4 - long, a + dx - before));
        stand(words, [left + before, Math.max(box.top + 12, Math.min(box.bottom - 5, b + dy))]);
      });
    },
    band: ({ series = 6, label } = {}) => {
      const rect = svg("rect", { class: `dh-band dh-s${series}` });
      return mark(rect, {}, (range) => {
        const [left, top] = p.px([range.x?.[0] ?? xs.low, range.y?.[1] ?? ys.high]);
        const [right, bottom] = p.px([range.x?.[1] ?? xs.high, range.y?.[0] ?? ys.low]);
        fill(rect, { x: near(left), y: near(top), width: near(Math.max(0, right - left)), height: near(Math.max(0, bottom - top)) });
      }, label);
    },
    mark,
  };

  // Every mark remembers its data, so that it can be laid out again when the width or a range changes.
  function mark(shape, data, place, label = "", group = inside) {
    let now = [data];
    const draw = () => place(...now);
    marks.push(draw);
    group.append(shape);
    const named = document.createTextNode(label);
    const entry = html("li", {}, swatch(shape), named);
    if (label) legend.append(entry);
    const self = {
      node: shape,
      set(...next) {
        now = next;
        draw();
        return self;
      },
      show(visible) {
        shape.classList.toggle("dh-off", !visible);
        entry.hidden = !visible;
        return self;
      },
      name(text) {
        named.data = text;
        return self;
      },
    };
    return self;
  }

  const within = ([a, b]) => {
    const out = a < box.left - 1 || a > box.right + 1 || b < box.top - 1 || b > box.bottom + 1;
    return out ? [NaN, NaN] : [a, b];
  };
  const trace = (points) => {
    let pen = "M";
    let path = "";
    for (const point of points) {
      const [a, b] = p.px(point);
      if (Number.isFinite(a) && Number.isFinite(b)) {
        path += `${pen}${near(a)},${near(b)}`;
        pen = "L";
      } else pen = "M";
    }
    return path;
  };
  const stamps = (points) => points.map((point) => trace([point])).filter(Boolean).map((start) => `${start}h0`).join("");

  function layout() {
    const { width: w, height: h } = size;
    const yTicks = ys.ticks((h - 40) / 42);
    const long = Math.max(...yTicks.map((value) => ys.text(value).length), 1);
    Object.assign(box, { left: 14 + 7 * long, right: w - 10, top: ylabel ? 26 : 10, bottom: h - (xlabel ? 40 : 24) });
    if (equal) {
      const unit = Math.min((box.right - box.left) / (xs.high - xs.low), (box.bottom - box.top) / (ys.high - ys.low));
      box.right = box.left + unit * (xs.high - xs.low);
      box.top = box.bottom - unit * (ys.high - ys.low);
    }
    const xTicks = xs.ticks((box.right - box.left) / 62);
    node.setAttribute("viewBox", `0 0 ${w} ${h}`);
    fill(clipBox, { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top });
    const rules = [];
    const words = [];
    for (const value of xTicks) {
      const [a] = p.px([value, ys.low]);
      rules.push(svg("path", { d: `M${near(a)},${box.top}V${box.bottom}` }));
      words.push(note(a, box.bottom + 17, "middle", xs.text(value)));
    }
    for (const value of yTicks) {
      const [, b] = p.px([xs.low, value]);
      rules.push(svg("path", { d: `M${box.left},${near(b)}H${box.right}` }));
      words.push(note(box.left - 7, b + 4, "end", ys.text(value)));
    }
    words.push(svg("path", { d: `M${box.left},${box.top}V${box.bottom}H${box.right}` }));
    words.push(note(box.right, h - 5, "end", xlabel), note(2, box.top - 12, "start", ylabel));
    grid.replaceChildren(...rules);
    scale.replaceChildren(...words);
    for (const draw of marks) draw();
    for (const refresh of fig.refreshers) refresh();
  }

  const observer = new ResizeObserver(() => {
    const { clientWidth, clientHeight } = node;
    if (!clientWidth || (clientWidth === size.width && clientHeight === size.height)) return;
    Object.assign(size, { width: clientWidth, height: clientHeight });
    layout();
  });
  observer.observe(node);
  fig.signal.addEventListener("abort", () => observer.disconnect());
  layout();
  return p;
}

const fill = (node, attributes) => Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
const note = (a, b, anchor, text) => svg("text", { x: near(a), y: near(b), "text-anchor": anchor }, text);

// Move a shape; one that has no place is not drawn.
function stand(node, [a, b]) {
  const placed = Number.isFinite(a) && Number.isFinite(b);
  node.setAttribute("display", placed ? "inline" : "none");
  if (placed) node.setAttribute("transform", `translate(${near(a)},${near(b)})`);
}

// The sample in a legend: the mark itself, small.
function swatch(shape) {
  const sample = shape.cloneNode();
  if (shape.tagName === "rect") fill(sample, { x: 2, y: 2, width: 24, height: 10 });
  else if (shape.classList.contains("dh-marker")) fill(sample, { transform: "translate(14,7)" });
  else fill(sample, { d: shape.hasAttribute("stroke-linecap") ? "M14,7h0" : "M1,7H27" });
  return svg("svg", { viewBox: "0 0 28 14", width: 28, height: 14 }, sample);
}

// ---------------------------------------------------------------- contours

/** Lines of equal height, by marching squares: set(f, levels) draws f(x, y). The lowest line is the strongest. */
export function contours(p, { series = 6, cells = 96 } = {}) {
  const group = svg("g", { class: `dh-contours dh-s${series}` });
  return p.mark(group, () => NaN, (f, levels = []) => {
    const rows = Math.round(cells * 0.75);
    const at = (i, j) => [p.x.value(i / cells), p.y.value(j / rows)];
    const heights = Array.from({ length: rows + 1 }, (_, j) => Float64Array.from({ length: cells + 1 }, (_, i) => f(...at(i, j))));
    group.replaceChildren(...levels.map((level, k) => {
      const strength = 0.85 - (0.6 * k) / Math.max(1, levels.length - 1);
      const d = levelSegments(heights, level)
        .map((ends) => ends.map(([i, j]) => p.px(at(i, j)).map((pixel) => pixel.toFixed(1)).join(",")))
        .map(([from, to]) => `M${from}L${to}`);
      return svg("path", { d: d.join(""), "stroke-opacity": strength.toFixed(2) });
    }));
  });
}

/** Where the surface of `heights` (rows of numbers) crosses a level: segments [[i, j], [i, j]] in units of the grid. */
export function levelSegments(heights, level) {
  const segments = [];
  for (let j = 0; j + 1 < heights.length; j += 1) {
    for (let i = 0; i + 1 < heights[j].length; i += 1) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]].map(([a, b]) => [a, b, heights[b][a] - level]);
      if (!corners.every(([, , rise]) => Number.isFinite(rise))) continue;
      const crossings = [];
      for (let side = 0; side < 4; side += 1) {
        const [a0, b0, from] = corners[side];
        const [a1, b1, to] = corners[(side + 1) % 4];
        if (from < 0 === to < 0) continue;
        const t = from / (from - to);
        crossings.push([a0 + t * (a1 - a0), b0 + t * (b1 - b0)]);
      }
      // Four crossings mean a saddle: its middle decides which corners belong together.
      const middle = corners.reduce((sum, [, , rise]) => sum + rise, 0);
      if (crossings.length === 4 && middle < 0 !== corners[0][2] < 0) crossings.push(crossings.shift());
      for (let k = 0; k + 1 < crossings.length; k += 2) segments.push([crossings[k], crossings[k + 1]]);
    }
  }
  return segments;
}

// ---------------------------------------------------------------- handles

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], PageUp: [10, 10], PageDown: [-10, -10] };

/**
 * A point to drag, by mouse, pen or finger, or to move by the arrow keys (Shift: ten steps).
 * get() returns where it is, set([x, y]) is told where it shall go: a multiple of `step` inside `bounds`.
 * `axis` says how it moves: "x" and "y" make a slider (Home and End go to its ends), "xy" a point in the plane.
 * `text(at)` puts its place into words.
 */
export function handle(p, { label, get, set, step, axis: moves = "xy", bounds = {}, series = 1, shape = "circle", text }) {
  const { fig } = p;
  const ranges = [bounds.x ?? [p.x.low, p.x.high], bounds.y ?? [p.y.low, p.y.high]];
  const free = [moves.includes("x"), moves.includes("y")];
  const main = moves === "y" ? 1 : 0;
  const flat = moves !== "xy";
  const words = text ?? ((at) => (flat ? `${moves} = ${number(at[main])}` : `x = ${number(at[0])}, y = ${number(at[1])}`));
  const node = svg(
    "g",
    { class: `dh-handle dh-s${series}`, tabindex: 0, "aria-label": label, role: flat ? "slider" : "application" },
    svg("circle", { class: "dh-hit", r: 22 }),
    svg("circle", { class: "dh-ring", r: 13 }),
    svg("path", { class: "dh-knob", d: SHAPES[shape](8) }),
  );
  if (flat) fill(node, { "aria-valuemin": ranges[main][0], "aria-valuemax": ranges[main][1], "aria-orientation": moves === "x" ? "horizontal" : "vertical" });
  else fill(node, { "aria-roledescription": "point that moves in two directions" });
  p.handles.append(node);

  const place = () => {
    const at = get();
    stand(node, p.px(at));
    if (flat) fill(node, { "aria-valuenow": at[main], "aria-valuetext": words(at) });
    else fill(node, { "aria-label": `${label}: ${words(at)}. Arrow keys move it.` });
  };
  fig.refreshers.push(place);
  place();

  // What is not free stays; what is free lands on a whole number of steps (of decades, on a log axis), inside its range.
  const go = (target) => {
    const now = get();
    set(target.map((value, k) => {
      if (!free[k]) return now[k];
      const log = (k ? p.y : p.x).log;
      const whole = Math.round((log ? Math.log10(value) : value) / step) * step;
      const landed = Number((log ? 10 ** whole : whole).toPrecision(12));
      return Math.max(ranges[k][0], Math.min(ranges[k][1], landed));
    }));
  };

  let grip = null;
  const pointer = (event) => {
    const frame = p.node.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };
  const listen = (name, react) => node.addEventListener(name, react, { signal: fig.signal });
  listen("pointerdown", (event) => {
    if (event.button !== 0) return;
    node.setPointerCapture(event.pointerId);
    const [a, b] = pointer(event);
    const [c, d] = p.px(get());
    grip = [c - a, d - b];
  });
  listen("pointermove", (event) => {
    if (!grip) return;
    const [a, b] = pointer(event);
    go(p.xy([a + grip[0], b + grip[1]]));
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) listen(name, () => (grip = null));

  listen("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const end = flat && { Home: 0, End: 1 }[event.key];
    const arrow = ARROWS[event.key];
    if (typeof end === "number") set(get().map((value, k) => (free[k] ? ranges[k][end] : value)));
    else if (arrow && (flat || !event.key.startsWith("Page"))) {
      // A slider takes either pair of arrows, as form controls do.
      const steps = (flat ? [arrow[0] || arrow[1], arrow[0] || arrow[1]] : arrow).map((n) => n * step * (event.shiftKey ? 10 : 1));
      go(get().map((value, k) => ((k ? p.y : p.x).log ? value * 10 ** steps[k] : value + steps[k])));
    } else return;
    // The page must not scroll, and must not turn to the next chapter.
    event.preventDefault();
    event.stopPropagation();
  });
  return { node, place };
}
