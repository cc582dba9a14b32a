// Direction scan: the slope of f(x, y) = x² + y² + xy in every direction from one point.
import { contours, fixed, frame, handle, linspace, number, on, plot, slider } from "./base.js";

export function f(x, y) {
  return x * x + y * y + x * y;
}

export function gradient(x, y) {
  return [2 * x + y, 2 * y + x];
}

/** The directional derivative at (x, y), for an angle in degrees from the x axis. */
export function slope(x, y, angle) {
  const [a, b] = gradient(x, y);
  const turn = (angle * Math.PI) / 180;
  return a * Math.cos(turn) + b * Math.sin(turn);
}

/** The angle of the gradient in degrees, from 0 to 360; NaN where the gradient is zero. */
export function steepest(x, y) {
  const [a, b] = gradient(x, y);
  if (a === 0 && b === 0) return NaN;
  return ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
}

const ANGLES = linspace(0, 360, 181);
const LEVELS = [1, 3, 6, 10, 15, 21, 28, 36];

function render({ model, el }) {
  const fig = frame(el, model, {
    label: "Which way is up?",
    description: "Move the point, turn the direction, and find the angle at which the slope is largest.",
  });

  const map = plot(fig, { x: [-5, 5], y: [-5, 5], height: 330, equal: true, xlabel: "x", ylabel: "y", title: "The landscape from above" });
  contours(map).set(f, LEVELS);
  // On the diagonal y = -x the height is x squared.
  for (const level of LEVELS) map.text({ anchor: "middle", dy: 4 }).set([Math.sqrt(level), -Math.sqrt(level)], String(level));
  const uphill = map.line({ series: 0, dash: "dashed", width: 2.5, label: "gradient" });
  const direction = map.line({ series: 1, width: 3, label: "direction" });
  const tip = map.marker({ series: 1, shape: "triangle", size: 11 });

  const scan = plot(fig, { x: [0, 360], y: [-10, 10], height: 330, xlabel: "angle in degrees", ylabel: "slope", title: "The slope in every direction" });
  const curve = scan.line({ series: 6 });
  const flat = scan.line({ series: 6, dash: "dotted", width: 1.5 });
  const peak = scan.marker({ series: 0, shape: "square", size: 11, label: "length of the gradient" });

  handle(map, {
    label: "Point",
    step: 0.1,
    bounds: { x: [-4, 4], y: [-4, 4] },
    series: 6,
    get: () => [fig.get("x"), fig.get("y")],
    set: ([x, y]) => fig.set({ x, y }),
  });
  handle(scan, {
    label: "Angle of the direction",
    axis: "x",
    step: 1,
    bounds: { x: [0, 360] },
    series: 1,
    shape: "diamond",
    text: ([angle]) => `${number(angle)} degrees`,
    get: () => [fig.get("angle"), slope(fig.get("x"), fig.get("y"), fig.get("angle"))],
    set: ([angle]) => fig.set({ angle }),
  });
  slider(fig, "angle", { label: "Direction", min: 0, max: 360, step: 1, format: (angle) => `${number(angle)}°` });

  on(fig, ["x", "y", "angle"], () => {
    const [x, y, angle] = ["x", "y", "angle"].map(fig.get);
    const [a, b] = gradient(x, y);
    const largest = Math.hypot(a, b);
    const rise = slope(x, y, angle);
    const best = steepest(x, y);
    const to = (degrees, length) => [x + length * Math.cos((degrees * Math.PI) / 180), y + length * Math.sin((degrees * Math.PI) / 180)];

    uphill.set([[x, y], largest ? to(best, 2) : [NaN, NaN]]);
    direction.set([[x, y], to(angle, 1.6)]);
    tip.set(to(angle, 1.6));
    const high = Math.max(2, 1.15 * largest);
    scan.view({ y: [-high, high] });
    curve.set(ANGLES.map((degrees) => [degrees, slope(x, y, degrees)]));
    flat.set([[0, 0], [360, 0]]);
    peak.set([best, largest]);
    fig.report({ slope: rise, largest });

    const here = `At (${number(x)}, ${number(y)}) the gradient is (${number(a)}, ${number(b)})`;
    if (!largest) fig.status(`${here}: flat in every direction.`);
    else fig.status(`${here}. Towards ${number(angle)}° the slope is ${fixed(rise, 2)}; the largest is ${fixed(largest, 2)}, towards ${fixed(best, 1)}°.`);
    map.describe(`Contour lines of x² + y² + xy with their heights, ellipses around the origin. From (${number(x)}, ${number(y)}) the gradient crosses them at a right angle.`);
    scan.describe(`A cosine: the slope against the angle, largest ${fixed(largest, 2)}, zero at a right angle to the gradient, ${fixed(rise, 2)} at ${number(angle)} degrees.`);
  });
  return fig.stop;
}

export default { render };
