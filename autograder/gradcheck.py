"""Numeric gradients, and the check of a gradient that somebody wrote by hand.

A gradient check compares a gradient with a loss. It cannot tell whether the loss is the one that was meant:
a wrong loss with its own gradient passes.
"""

from __future__ import annotations

import inspect
import math
import textwrap
import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["BlockCheck", "Entry", "GradientCheck", "check_gradient", "numeric_gradient"]

Array = NDArray[Any]
Index = tuple[int, ...]
Outcome = Literal["right", "wrong", "unverified"]

RTOL = {"float64": 1e-6, "float32": 1e-2}  # the largest relative error that counts as right
BUG = {"float64": 1e-3, "float32": 1e-1}  # a larger one is a bug; what is not known this well is unverified
CERTAINTY = 10  # an error counts as wrong if it exceeds the doubt this many times
MAX_STEPS = 14  # tried along one line, each ten times or a tenth of another
LONGEST = 3  # the longest of them is 10**LONGEST times the first
N_DIRECTIONS = 4  # random directions through a block
N_LOCATED = 12  # wrong entries of a block that are located one by one; then it is wrong enough
N_ONE_BY_ONE = 1000  # entries of a block that are looked at where directions decide nothing
FEW = 8  # entries for which directions do not pay


def numeric_gradient(f: Callable[[Any], Any], x: ArrayLike, h: float | None = None) -> NDArray[np.float64]:
    """Approximate the gradient of a scalar function by central differences.

    Entry i is `(f(x + h_i e_i) - f(x - h_i e_i)) / (2 h_i)` with `h_i = h * max(1, |x_i|)`, divided by the
    distance that is really left after rounding. It takes two evaluations of `f` per entry.

    Args:
        f: takes an array like `x`, returns one number. Each call gets a fresh copy.
        x: the point, of any shape. Integers become float64; float32 stays float32.
        h: the step. By default the cube root of the machine epsilon (6e-6 in float64, 5e-3 in float32), which
            balances truncation, O(h^2), and round-off, O(eps / h): Nocedal and Wright, Numerical
            Optimization, 2nd ed., section 8.1.

    Returns:
        The gradient, float64, in the shape of `x`.

    Raises:
        TypeError: if `x` or a value of `f` is not real, or is float16, which is too coarse for differences.
        ValueError: if `x` is empty or not finite, if `f` returns an array or a number that is not finite, or
            if `h` is not positive or so small that it does not change `x`.
    """
    x = _real_array(x, "x")
    h = float(np.finfo(x.dtype).eps) ** (1 / 3) if h is None else h
    if not 0 < h < math.inf:
        raise ValueError(f"h must be a positive number, not {h}")
    gradient = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        step = h * max(1.0, abs(float(x[index])))
        right, left = x.copy(), x.copy()
        right[index] += step
        left[index] -= step
        distance = float(right[index]) - float(left[index])
        if distance == 0:
            raise ValueError(f"h = {h:g} is too small: it does not change {_name('x', index)}")
        ahead, behind = (float(_number(f(point))) for point in (right, left))
        gradient[index] = (ahead - behind) / distance
        if not math.isfinite(gradient[index]):
            raise ValueError(f"f is not finite at {_name('x', index)} plus or minus {step:g}")
    return gradient


@dataclass(frozen=True)
class Entry:
    """One comparison: an entry of the gradient, or the slope along a random direction.

    Attributes:
        index: where in the block; None for a random direction.
        analytic: what the gradient says.
        numeric: what differences of the loss say.
        doubt: by how much `numeric` may be off: the noise of the loss, as it was measured, and what changes
            from one step to the next.
        error: |analytic - numeric| / max(|analytic|, |numeric|), where the denominator of an entry that is not
            wrong is at least 2 doubt / rtol, so that round-off alone makes no error above rtol. At a kink, how
            far the gradient lies outside the two slopes; of a direction, on the scale of the typical slope.
            Infinite if the gradient is not finite.
        outcome: `right`; `wrong`; or `unverified` if the differences cannot tell.
        slopes: the slopes to the left and to the right if the point lies on a kink of the loss, else None.
        complex_step: the derivative by a complex step, if that was asked, else None.
        reason: what was seen where the entry is unverified.
    """

    index: Index | None
    analytic: float
    numeric: float
    doubt: float
    error: float
    outcome: Outcome
    slopes: tuple[float, float] | None = None
    complex_step: float | None = None
    reason: str = ""


@dataclass(frozen=True)
class BlockCheck:
    """What was found in one array of parameters.

    Attributes:
        name: its key in the dict of parameters, or `x`.
        shape: its shape.
        entries: every comparison that was made, of single entries and along directions.
        counts: how many entries of the block are right, wrong and unverified; those of a wrong block that
            nobody looked at are in none of them.
        precision: to which part of themselves right entries are known to agree with the loss, the median one and the
            worst; those at a kink and the next ones do not count.
        n_zeros: how many of the right entries are not told from 0.
        floor: these are 0 to within this.
    """

    name: str
    shape: tuple[int, ...]
    entries: tuple[Entry, ...]
    counts: Counter[Outcome]
    precision: tuple[float, float]
    n_zeros: int
    floor: float

    @property
    def verdict(self) -> Outcome:
        """`wrong` if any entry is, `right` if all are, else `unverified`."""
        if self.counts["wrong"] or any(entry.outcome == "wrong" for entry in self.entries):
            return "wrong"
        return "unverified" if self.counts["unverified"] else "right"

    @property
    def worst(self) -> Entry:
        """The largest error among the wrong comparisons or, if there are none, unverified, then right ones."""
        order = ("right", "unverified", "wrong")
        return max(self.entries, key=lambda e: (order.index(e.outcome), e.index is not None, e.error))

    @property
    def is_complete(self) -> bool:
        """Whether every entry was judged; a block that is wrong in many places is not looked through."""
        return self.counts.total() == math.prod(self.shape)

    def __str__(self) -> str:
        size = math.prod(self.shape)
        singles = [entry for entry in self.entries if entry.index is not None]
        found = [f"{self.counts[word]} {word}" for word in ("wrong", "unverified", "right") if self.counts[word]]
        if not self.is_complete:
            found.append(f"{size - self.counts.total()} not looked at")
        checked = f"{len(singles)} of {size} entries"
        if directions := len(self.entries) - len(singles):
            checked = f"{len(singles)} of {size} entries one by one, and {directions} random directions"
        lines = [f"{self.name} {self.shape}: {', '.join(found)}", f"    checked: {checked}"]
        if self.precision[1]:
            median, most = (f"{part:.1e}" for part in self.precision)
            spread = "" if median == most else f" (the median entry), at worst to {most}"
            lines.append(f"    right to {median} of itself{spread}")
        if self.n_zeros:
            lines.append(f"    right as far as one can see, below {self.floor:.1e}: {_entries(self.n_zeros)}")
        if kinks := sum(entry.slopes is not None for entry in singles):
            lines.append(f"    at a kink, compared with the slopes to both sides: {_entries(kinks)}")
        worst = self.worst
        numeric = f"numeric {worst.numeric:.9g}"
        if worst.outcome == "unverified":
            lines.append(f"    unverified: {_name(self.name, worst.index)}")
            numeric += f" up to {worst.doubt:.1g}"
        else:
            lines.append(f"    worst: {_name(self.name, worst.index)}, relative error {worst.error:.1e}")
        if worst.slopes is not None:
            numeric = f"slopes {worst.slopes[0]:.6g} and {worst.slopes[1]:.6g}"
        lines.append(f"        analytic {worst.analytic:.9g}, {numeric}")
        if worst.complex_step is not None:
            lines.append(f"        by a complex step {worst.complex_step:.9g}")
        return "\n".join(lines)


@dataclass(frozen=True, repr=False)
class GradientCheck:
    """The result of `check_gradient`. Print it; as a condition it is true only if the gradient is confirmed.

    Attributes:
        rtol: the largest relative error that counts as right.
        blocks: a report for each array of parameters.
        hints: what the numbers point to, if they point to something.
        evaluations: how often the loss was evaluated.
    """

    rtol: float
    blocks: tuple[BlockCheck, ...]
    hints: tuple[str, ...]
    evaluations: int

    @property
    def verdict(self) -> Outcome:
        """`wrong` if any block is, `right` if every block is, else `unverified`."""
        verdicts = {block.verdict for block in self.blocks}
        return next((word for word in ("wrong", "unverified") if word in verdicts), "right")

    @property
    def ok(self) -> bool:
        """Whether the gradient is confirmed; False also if some of it is unverified."""
        return self.verdict == "right"

    def __bool__(self) -> bool:
        return self.ok

    def __repr__(self) -> str:
        lines = [f"Gradient check: {self.verdict.upper()} (tolerance: relative error {self.rtol:g})"]
        lines += [f"  {block}" for block in self.blocks]
        lines += [textwrap.fill(f"  Hint: {hint}", 66, subsequent_indent=" " * 8) for hint in self.hints]
        lines.append(f"  {self.evaluations} evaluations of f")
        return "\n".join(lines)


def check_gradient(
    f: Callable[..., Any],
    gradient: ArrayLike | Mapping[str, ArrayLike] | Callable[..., Any],
    x: ArrayLike | Mapping[str, ArrayLike],
    *,
    rtol: float | None = None,
    max_entries: int = 50,
    seed: int = 0,
    rng: int | None = None,
) -> GradientCheck:
    """Compare a gradient with central differences of the loss.

    Along a line, an entry or a direction, the step is made longer while the noise of the loss is in the way,
    and shorter while differences with the step and with half of it disagree, first and second differences
    alike, as they do near a kink. The noise is measured. An entry is called wrong only if the error exceeds
    the doubt ten times, and if a step as short as the noise allows says so too. Where the point lies on a
    kink, the gradient must lie between the slopes to both sides, each entry by itself and all of them together
    along random directions. What cannot be told is unverified.

    A block of more than `max_entries` entries is compared along random directions, which meet every entry; those
    too small to be seen beside the others get directions of their own. If a direction disagrees, halving it
    leads to an entry that is wrong. Single entries are looked at near kinks, and where they are too small for
    directions.

    Where round-off hides an entry, a complex step gives a second opinion if `f` takes complex numbers and if
    the two agree elsewhere.

    Args:
        f: the loss. Takes what `x` is, an array or a dict of arrays; returns one number. Gets fresh copies.
            If it returns an array, its product with a random cotangent of that shape is checked.
        gradient: the gradient at `x`, or a function that returns it: an array, or a dict with the keys of
            `x`. If `f` returns an array: the Jacobian, of shape `f(x).shape + x.shape`, or a function that
            returns it, or a backward pass, a function of `x` and a cotangent that returns their product.
        x: the point: an array of any shape, or a dict of named arrays. Each array gets a verdict of its own,
            since a small block that is wrong disappears in the norm of a large one.
        rtol: the largest relative error that counts as right; by default 1e-6, or 1e-2 if `x` or the value of
            `f` is float32.
        max_entries: blocks up to this size are checked entry by entry.
        seed: of the random directions and the cotangent.
        rng: a seed for a loss that draws random numbers, as with dropout. Then `f`, and `gradient` if it is a
            function, get a keyword argument `rng`, a NumPy generator that starts anew with each call.

    Raises:
        TypeError: as in `numeric_gradient`.
        ValueError: if the shape or the keys of the gradient are not those of `x` (nothing is broadcast), if
            `f` returns two different numbers at `x`, and as in `numeric_gradient`.
    """
    named = isinstance(x, Mapping)
    blocks = {name: _real_array(block, str(name)) for name, block in _as_dict(x).items()}
    if not blocks:
        raise ValueError("x has no parameters")
    loss = _Loss(f, blocks, named, rng, seed)
    grads = loss.gradients(gradient)
    with np.errstate(all="ignore"):  # a step may leave the domain of f; then a shorter one decides
        judge = _Judge(loss, grads, rtol, max_entries, seed)
        for name in blocks:
            judge.judge_block(name)
        judge.judge_kinks_together()
        lines = {name: list(judge.confined(name)) for name in blocks}
        again = loss(loss.point)
    if again != loss.start:
        raise ValueError(_NOT_TWICE.format(loss.start, again))
    reports = tuple(judge.report(name) for name in blocks)
    hints = list(judge.hints)
    for name, report in zip(blocks, reports, strict=True):
        hints += _hints(report, grads[name], blocks[name], judge.rtol, lines[name])
    failed = [report.name for report in reports if report.verdict == "wrong"]
    if 0 < len(failed) < len(reports):
        hints.append(f"only {', '.join(failed)} failed, of {len(reports)} blocks")
    return GradientCheck(judge.rtol, reports, tuple(hints), loss.evaluations)


_KINK = "kink"  # the point lies on a kink, or too near to one
_NOISE = "noise"  # the round-off of the loss is larger than the entry
_STEPS = "steps"  # differences with several steps disagree
_NOT_TWICE = (
    "f must return the same finite number twice at x, not {}, then {}. "
    "If it draws random numbers, pass rng=0 and draw them from the argument rng"
)


class _Loss:
    """The loss as a function of one flat vector that holds all parameters; it counts its evaluations."""

    def __init__(
        self, f: Callable[..., Any], blocks: dict[Any, Array], named: bool, rng: int | None, seed: int
    ) -> None:
        self.f, self.blocks, self.named, self.rng = f, blocks, named, rng
        self.evaluations = 0
        self.point = np.concatenate([block.ravel() for block in blocks.values()], dtype=np.float64)
        ends = np.cumsum([block.size for block in blocks.values()]).tolist()
        self.slices = {
            name: slice(end - block.size, end) for (name, block), end in zip(blocks.items(), ends, strict=True)
        }
        first = self._call(self.point)
        self.cotangent = None
        if first.shape:
            generator = np.random.default_rng(seed)
            self.cotangent = generator.choice((-1.0, 1.0), first.shape) * generator.uniform(0.5, 1, first.shape)
        self.dtype = first.dtype
        self.start = self._contract(first)
        second = self(self.point)
        if not math.isfinite(self.start) or self.start != second:
            raise ValueError(_NOT_TWICE.format(self.start, second))

    def __call__(self, flat: Array) -> float:
        return self._contract(self._call(flat))

    def complex_slope(self, where: Array, direction: Array) -> float | None:
        """The slope by a complex step; None if f does not take complex numbers or loses the imaginary part."""
        flat = self.point.astype(complex)
        step = 1e-20 * min(1.0, float(np.abs(self.point[where]).max()) or 1.0)
        flat[where] += 1j * step * direction
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                self.evaluations += 1
                value = self.f(self._arguments(flat), **self._generator())
                value = value if self.cotangent is None else np.sum(self.cotangent * np.asarray(value))
                slope = float(np.imag(np.complex128(value))) / step
        except Exception:  # whatever f raises where it is given what it was not made for
            return None
        return slope if slope and math.isfinite(slope) else None

    def rounded(self, flat: Array) -> Array:
        """What is left of a point in the dtypes of the blocks."""
        if all(block.dtype == np.float64 for block in self.blocks.values()):
            return flat
        parts = [flat[part].astype(self.blocks[name].dtype) for name, part in self.slices.items()]
        return np.concatenate(parts, dtype=np.float64)

    def gradients(self, gradient: Any) -> dict[Any, Array]:
        """The gradient, or of a loss with an array for a value that of its product with the cotangent."""
        is_product = False
        if callable(gradient):
            arguments = [self._arguments(self.point)]
            if self.cotangent is not None and _takes_two(gradient):
                arguments.append(self.cotangent.copy())
                is_product = True
            gradient = gradient(*arguments, **self._generator())
        if self.cotangent is None or is_product:
            return _gradients(gradient, self.blocks, self.named, ())
        u = self.cotangent
        jacobians = _gradients(gradient, self.blocks, self.named, u.shape)
        return {name: np.tensordot(u, jacobian, u.ndim) for name, jacobian in jacobians.items()}

    def _call(self, flat: Array) -> Array:
        self.evaluations += 1
        return _value(self.f(self._arguments(flat), **self._generator()))

    def _contract(self, value: Array) -> float:
        return float(value) if self.cotangent is None else float(np.sum(self.cotangent * value))

    def _arguments(self, flat: Array) -> Any:
        fresh = {}
        for name, block in self.blocks.items():
            dtype = flat.dtype if flat.dtype.kind == "c" else block.dtype
            fresh[name] = flat[self.slices[name]].reshape(block.shape).astype(dtype)
        return fresh if self.named else fresh["x"]

    def _generator(self) -> dict[str, np.random.Generator]:
        return {} if self.rng is None else {"rng": np.random.default_rng(self.rng)}


class _Line(NamedTuple):
    """A line through the point: the entries that move, and how far each moves in a step of 1."""

    where: Array
    direction: Array
    is_axis: bool


class _Slope(NamedTuple):
    """A slope along a line as one step measures it; along a direction, the slope that the gradient leaves over."""

    step: float
    value: float
    left: float  # the slopes to both sides, extrapolated to a step of 0
    right: float
    spread: float  # by how much the step and its half disagree: of the order h^2 where the loss is smooth
    side_spread: float  # the same for the slopes to both sides
    noise: float  # what the round-off of the loss may have added
    jump: float  # right minus left slope with half the step
    is_kink: bool  # whether the jump is there with both steps, as on a kink
    is_growing: bool  # whether the loss is much larger at the ends
    change: float  # of the loss per distance

    @property
    def doubt(self) -> float:
        return self.spread + self.noise if math.isfinite(self.spread + self.value) else math.inf

    @property
    def is_noisy(self) -> bool:
        """Whether the spread is what the noise alone makes; it enters fourth differences eight times."""
        return self.spread <= 5 * self.noise


class _Meter:
    """Slopes of a loss along lines, with the noise that it has."""

    def __init__(self, loss: _Loss, gradient: Array, rng: np.random.Generator) -> None:
        self.loss, self.gradient = loss, gradient
        self.scale = np.maximum(1.0, np.abs(loss.point))
        # As small as the numbers themselves, since on their scale the loss may be another than on ours.
        natural = np.where(loss.point == 0, min(1.0, float(np.abs(loss.point).max()) or 1.0), np.abs(loss.point))
        self._everything = natural * rng.choice((-1.0, 1.0), natural.size) * rng.uniform(0.5, 1, natural.size)
        nearby = [loss(loss.rounded(loss.point + h * self._everything)) for h in (1e-3, -1e-3)]
        dtypes = {loss.dtype, *(block.dtype for block in loss.blocks.values())}
        self.is_single = np.dtype(np.float32) in dtypes or (
            loss.cotangent is None and _fit_float32([loss.start, *nearby])
        )
        self.eps = float(np.finfo(np.float32 if self.is_single else np.float64).eps)
        self.first_step = self.eps**0.2
        self.relative_noise, self.absolute_noise, self.is_staircase = self._measure_noise()

    def _measure_noise(self) -> tuple[float, float, bool]:
        """Return the noise of the loss, relative to its size and absolute, and whether it moves in coarse steps."""
        root = self.eps**0.5
        quiet = [found for sign in (1, -1) if (found := self._noise(sign * root))]
        if not quiet:
            predicted = abs(float(np.where(np.isfinite(self.gradient), self.gradient, 0) @ (root * self._everything)))
            coarse = self._noise(100 * root)
            if coarse and predicted > 100 * self.eps * abs(self.loss.start):
                return self.eps / 2, coarse[0], True
            return self.eps / 2, 0.0, False
        noise, size = min(quiet)
        if noise > 16 * self.eps * size:
            # Noise stays on a finer scale; kinks and waves do not.
            finer = [found for sign in (1, -1) if (found := self._noise(1e-4 * sign * root)) and found[0] < noise / 10]
            noise, size = min(finer, default=(noise, size))
        if noise > 16 * self.eps * size:
            return self.eps / 2, noise, False  # the loss is a small difference of large numbers
        return max(noise / size, self.eps / 2), 0.0, False

    def _noise(self, spacing: float) -> tuple[float, float] | None:
        """Return the noise of some values on a line and their size; None if they are all the same.

        Third and fourth differences cancel what is smooth and leave the noise, as in Moré and Wild, Estimating
        computational noise, SIAM J. Sci. Comput. 33 (2011).
        """
        points = [self.loss.rounded(self.loss.point + k * spacing * self._everything) for k in range(1, 7)]
        values = np.array([self.loss.start, *map(self.loss, points)])
        size = float(np.abs(values).max())
        if not math.isfinite(size) or values.min() == values.max():
            return None
        # The variance of a k-th difference is (2k)! / k!^2 times that of the noise.
        variances = [np.mean((np.diff(values, k) / size) ** 2) / math.comb(2 * k, k) for k in (3, 4)]
        return size * float(np.mean(variances)) ** 0.5, size

    def axis(self, i: int) -> _Line:
        """The line along one entry."""
        return _Line(np.array([i]), self.scale[[i]], True)

    def direction(self, where: Array, weights: Array) -> _Line:
        """A line along which many entries move."""
        return _Line(where, weights * self.scale[where] / len(where) ** 0.5, False)

    def slope(self, line: _Line, step: float) -> _Slope:
        """Measure with one step and with its half."""
        f0 = self.loss.start
        places = [self.along(line, t) for t in (-step, -step / 2, step / 2, step)]
        (f1, d1, _), (f2, d2, _), (f3, d3, _), (f4, d4, _) = places
        if not (d2 and d3):  # rounded away
            nowhere = 6 * (math.nan,)
            return _Slope(step, *nowhere, 0.0, is_kink=False, is_growing=False, change=0.0)
        size = max(abs(f0), *(place[2] for place in places))
        coarse, fine = (f4 - f1) / (d4 - d1), (f3 - f2) / (d3 - d2)
        coarse_sides = (f1 - f0) / d1, (f4 - f0) / d4
        sides = (f2 - f0) / d2, (f3 - f0) / d3
        # Right minus left slope: h f'' where the loss is smooth, the same for all h on a kink.
        coarse_jump, jump = coarse_sides[1] - coarse_sides[0], sides[1] - sides[0]
        noise = 4 * (self.relative_noise * size + self.absolute_noise) / abs(d4)
        return _Slope(
            step,
            value=fine + (fine - coarse) / 3,  # Richardson: the errors of order h^2 cancel
            left=2 * sides[0] - coarse_sides[0],
            right=2 * sides[1] - coarse_sides[1],
            spread=abs(fine - coarse) + abs(2 * jump - coarse_jump),
            side_spread=abs(sides[0] - coarse_sides[0]) + abs(sides[1] - coarse_sides[1]),
            noise=noise,
            jump=jump,
            is_kink=abs(jump) > CERTAINTY * noise and abs(coarse_jump - jump) <= abs(jump) / 4,
            is_growing=size > 100 * abs(f0),
            change=max(abs(place[0] - f0) for place in places) / abs(d4),
        )

    def search(self, line: _Line, first: int, is_enough: Callable[[_Slope], bool]) -> dict[int, _Slope]:
        """Measure with steps of 10^k times the first one until one is enough or no other can be better."""
        natural = float(np.abs(self.loss.point[line.where]).max())
        tried: dict[int, _Slope] = {}
        k = first
        while len(tried) < MAX_STEPS and k not in tried and k <= LONGEST:
            now = tried[k] = self.slope(line, self.first_step * 10.0**k)
            if is_enough(now) or (now.is_kink and k + 1 in tried and tried[k + 1].is_kink):
                break
            if math.isnan(now.noise) or (now.is_noisy and not now.is_growing):
                k += 1
            elif 0 < natural < 10.0 ** (k - 1) and (now.is_growing or not math.isfinite(now.spread)):
                k = math.floor(math.log10(natural))
            else:
                k -= 1
        return tried

    def along(self, line: _Line, step: float, point: Array | None = None) -> tuple[float, float, float]:
        """Return the loss, the distance really moved, and the size of the numbers that were subtracted."""
        start = self.loss.point if point is None else point
        moved = start.copy()
        moved[line.where] += step * line.direction
        moved = self.loss.rounded(moved)
        value = self.loss(moved)
        distances = moved[line.where] - start[line.where]
        if line.is_axis:
            return value, float(distances[0]), abs(value)
        predicted = float(self.gradient[line.where] @ distances)
        return value - predicted, step, max(abs(value), abs(predicted))


class _Probe(NamedTuple):
    """What a random direction through a group of entries says."""

    line: _Line
    slope: _Slope
    bar: float  # an error above this in a single entry would have shown
    is_off: bool
    is_flat: bool
    change: float  # of the loss per distance, with the step that changed it most


class _Judge:
    """Decides which entries of a gradient are right."""

    def __init__(self, loss: _Loss, grads: dict[Any, Array], rtol: float | None, max_entries: int, seed: int) -> None:
        self.loss, self.max_entries = loss, max_entries
        self.gradient = np.concatenate([grads[name].ravel() for name in loss.blocks], dtype=np.float64)
        # Directions that depend on the gradient cannot be foreseen by it.
        self.rng = np.random.default_rng([seed, zlib.crc32(self.gradient.tobytes()), zlib.crc32(loss.point.tobytes())])
        self.meter = _Meter(loss, self.gradient, self.rng)
        precision = "float32" if self.meter.is_single else "float64"
        self.rtol = RTOL[precision] if rtol is None else rtol
        self.bug = max(BUG[precision], self.rtol)
        self.largest = float(np.abs(self.gradient[np.isfinite(self.gradient)]).max(initial=0.0))
        coarse = any(grad.dtype == np.float32 for grad in grads.values())
        self.grad_eps = float(np.finfo(np.float32 if coarse else np.float64).eps)
        # Sums of products that should be 0 end at 1e-17 of their size. This is how large such a rest may be.
        self.zero = 64 * self.grad_eps * self.largest
        self.first = 0  # the exponent of the step that was best last time
        self.entries: dict[int, Entry] = {}
        self.directions: dict[Any, list[Entry]] = {name: [] for name in loss.blocks}
        self.right = np.zeros(loss.point.size, bool)
        self.unverified = np.zeros(loss.point.size, bool)
        self.wrong = ~np.isfinite(self.gradient)
        self._masks: dict[Outcome, Array] = {"right": self.right, "wrong": self.wrong, "unverified": self.unverified}
        self.precision = np.zeros(loss.point.size)
        self.zeros = dict.fromkeys(loss.blocks, (0, 0.0))
        self.holomorphic: bool | None = None
        self.hints: list[str] = []
        if loss.cotangent is not None:
            shape = loss.cotangent.shape
            self.hints.append(f"f returns an array of shape {shape}: its product with a random cotangent was checked")
        if self.meter.is_single:
            self.hints.append("the loss is computed in float32, which decides little: use float64 if you can")
        elif self.meter.is_staircase:
            self.hints.append("the loss moves in steps, as if rounded or computed in float32: use float64 if you can")

    def judge_block(self, name: Any) -> None:
        """Judge every entry of a block."""
        part = self.loss.slices[name]
        where = np.arange(part.start, part.stop)
        self._one_by_one(where[self.wrong[where]][:N_LOCATED])
        where = where[~self.wrong[where]]
        if part.stop - part.start <= self.max_entries:
            self._one_by_one(where)
        else:
            self._judge_group(name, where, N_DIRECTIONS)

    # ---- single entries

    def _one_by_one(self, where: Iterable[int]) -> list[Outcome]:
        return [self._judge(int(i)) for i in where]

    def _judge(self, i: int) -> Outcome:
        entry = self._entry(i)
        self.entries[i] = entry
        self._masks[entry.outcome][i] = True
        if entry.outcome == "right" and entry.slopes is None:
            size = max(abs(entry.analytic), abs(entry.numeric))
            doubt = 2 * entry.doubt if entry.complex_step is None else 0.0
            if doubt > self.bug * size:
                self._note_zeros(self._block_of(i), 1, doubt)
            elif size:
                self.precision[i] = max(self.rtol, doubt / size)
        return entry.outcome

    def _entry(self, i: int) -> Entry:
        claim, line = float(self.gradient[i]), self.meter.axis(i)

        def is_enough(now: _Slope) -> bool:
            size, gap = max(abs(claim), abs(now.value)), abs(claim - now.value)
            wanted = self.rtol * size if size > self.zero else self.zero
            is_clear = not self.rtol * size < gap <= self.rtol * size + CERTAINTY * now.doubt
            return 2 * now.doubt <= wanted and (is_clear or size <= self.zero)

        tried = self.meter.search(line, self.first, is_enough)
        k = min(tried, key=lambda k: tried[k].doubt)
        best, index = tried[k], self._index(i)
        if not math.isfinite(best.doubt):
            raise ValueError(f"f is not finite near {_name(str(self._block_of(i)), index)}")
        if not math.isfinite(claim):
            return Entry(index, claim, best.value, best.doubt, math.inf, "wrong")
        entry = self._compare(index, claim, best, tried)
        kinks = [slope for slope in tried.values() if slope.is_kink]
        if best.is_kink or (kinks and entry.outcome != "right"):
            return self._at_kink(i, entry, min(kinks, key=lambda slope: slope.step), is_enough)
        if entry.outcome == "right":
            if abs(claim) > self.zero:
                self.first = k
        elif entry.outcome == "wrong":
            gap = abs(claim - best.value)
            closer = self._closer(line, best, gap / (4 * CERTAINTY))
            if not abs(claim - closer.value) > gap / 2:
                entry = self._compare_nearby(index, claim, line, closer, is_enough)
        return self._second_opinion(i, entry) if entry.outcome == "unverified" else entry

    def _compare_nearby(
        self, index: Index, claim: float, line: _Line, closer: _Slope, is_enough: Callable[[_Slope], bool]
    ) -> Entry:
        """Compare with the best slope that steps as short as a given one find."""
        near = self.meter.search(line, math.floor(math.log10(closer.step / self.meter.first_step)), is_enough)
        best = min(near.values(), key=lambda slope: slope.doubt)
        entry = self._compare(index, claim, best, near)
        gap = abs(claim - closer.value)
        if entry.outcome == "wrong" and not gap > max(abs(claim - best.value) / 2, 2 * closer.doubt):
            return replace(entry, outcome="unverified", reason=_STEPS)
        return entry

    def _compare(self, index: Index, claim: float, best: _Slope, tried: dict[int, _Slope]) -> Entry:
        """Compare with the best of several slopes."""
        gap, size = abs(claim - best.value), max(abs(claim), abs(best.value))
        error = _ratio(gap, max(size, 2 * best.doubt / self.rtol))
        is_known = 2 * best.doubt <= self.bug * size
        is_zero = abs(claim) <= self.zero and gap <= 2 * best.doubt and self._is_zero(best, tried.values())
        entry = Entry(index, claim, best.value, best.doubt, error, "right")
        if error <= self.rtol and (is_known or is_zero):
            return entry
        if gap > self.rtol * size + CERTAINTY * best.doubt:
            return replace(entry, error=_ratio(gap, size), outcome="wrong")
        return replace(entry, outcome="unverified", reason=_NOISE if best.is_noisy else _STEPS)

    def _is_zero(self, best: _Slope, tried: Iterable[_Slope]) -> bool:
        """Whether a slope is known to be 0 as well as one can ask.

        That is, beside the largest entry or beside what the loss changes within a step; or if the loss is flat,
        unless a longer step shows that it changes by too little to be measured.
        """
        tried = list(tried)
        if 2 * best.doubt <= self.rtol * max(self.largest, *(slope.change for slope in tried)):
            return True
        return best.change == 0 and all(s.change == 0 or s.change > CERTAINTY * s.noise for s in tried)

    def _closer(self, line: _Line, slope: _Slope, noise: float) -> _Slope:
        """The slope with a shorter step, about the one at which the noise reaches this."""
        shortest = 256 * self.meter.eps * float(np.max(np.abs(self.loss.point[line.where]) / line.direction))
        for _ in range(2):  # where the loss is smaller nearby, so is its noise
            step = slope.step * min(0.1, max(slope.noise / noise, 1e-9))
            slope = self.meter.slope(line, max(step, shortest))
            if slope.noise > noise / CERTAINTY or step <= shortest:
                break
        return slope

    def _at_kink(self, i: int, entry: Entry, kink: _Slope, is_enough: Callable[[_Slope], bool]) -> Entry:
        """Compare with the slopes to both sides of a kink, or with that of the side on which the point lies."""
        claim, line, height = entry.analytic, self.meter.axis(i), abs(kink.jump)
        closer = self._closer(line, kink, self.bug * height / CERTAINTY)
        if closer.spread <= 3 * closer.noise:  # the point lies beside the kink
            return self._compare_nearby(self._index(i), claim, line, closer, is_enough)
        low, high = sorted((kink.left, kink.right))
        size = max(abs(claim), abs(low), abs(high))
        stays = max(abs(closer.left - kink.left), abs(closer.right - kink.right)) <= height / 4
        doubt = kink.side_spread + kink.noise
        outside = max(low - claim, claim - high, 0.0)
        entry = replace(entry, doubt=doubt, error=_ratio(outside, size), slopes=(kink.left, kink.right), reason=_KINK)
        if stays and outside <= max(self.rtol * size, 2 * doubt) and 2 * doubt <= self.bug * size:
            return replace(entry, outcome="right", reason="")
        if stays and outside > self.rtol * size + CERTAINTY * doubt and not self._occurs_nearby(i, claim):
            return replace(entry, outcome="wrong", reason="")
        return replace(entry, outcome="unverified")

    def _occurs_nearby(self, i: int, claim: float) -> bool:
        """Whether a number lies between the slopes along an entry at points around.

        Where kinks of several entries meet, a gradient may come from a corner that the axis does not touch.
        """
        line, spread = self.meter.axis(i), self.meter.eps ** (1 / 3) * self.meter.scale
        slopes = []
        for _ in range(6 * FEW):
            point = self.loss.rounded(self.loss.point + spread * self.rng.normal(size=spread.size))
            ends = [self.meter.along(line, sign * self.meter.eps**0.5, point) for sign in (1, -1)]
            (ahead, right, _), (behind, left, _) = ends
            slopes.append((ahead - behind) / (right - left))
        margin = self.rtol * abs(claim)
        return min(slopes) - margin <= claim <= max(slopes) + margin

    def _second_opinion(self, i: int, entry: Entry) -> Entry:
        """Ask a complex step about an entry that round-off hides."""
        if self.holomorphic is None:
            self.holomorphic = self._takes_complex_numbers()
        if not self.holomorphic:
            return entry
        line = self.meter.axis(i)
        slope = self.loss.complex_slope(line.where, line.direction)
        if slope is None:
            return entry
        slope /= float(line.direction[0])
        if abs(slope - entry.numeric) > CERTAINTY * entry.doubt:
            return replace(entry, complex_step=slope)
        entry = replace(entry, complex_step=slope)
        gap, size = abs(slope - entry.analytic), max(abs(slope), abs(entry.analytic))
        rest = 4 * self.grad_eps * self.largest  # what rounding may leave of large numbers
        if self.rtol * size < gap <= self.rtol * size + rest:
            return entry
        outcome: Outcome = "right" if gap <= self.rtol * size else "wrong"
        return replace(entry, error=_ratio(gap, size), outcome=outcome, reason="")

    def _takes_complex_numbers(self) -> bool:
        """Whether a complex step agrees with differences where these are good."""
        probe = self._probe(np.flatnonzero(np.isfinite(self.gradient)))
        where, direction, _ = probe.line
        slope = self.loss.complex_slope(where, direction)
        if slope is None:
            return False
        measured = float(self.gradient[where] @ direction) + probe.slope.value
        return abs(slope - measured) <= 2 * probe.slope.doubt <= self.bug * abs(measured)

    # ---- groups of entries

    def _judge_group(self, name: Any, group: Array, n_directions: int) -> None:
        """Confirm a group along random directions, or find out which of its entries are wrong."""
        probes: list[_Probe] = []
        is_dense, n_misses = True, 0
        while len(probes) < n_directions:
            group = group[~(self.right | self.wrong | self.unverified)[group]]
            if len(group) <= FEW:
                self._one_by_one(group)
                return
            probe = self._probe(group, 2 * probes[-1].slope.doubt if probes else 0.0)
            if probe.is_off and n_misses > 3:
                # Halving came to right entries: the error is spread, or it is that of one too small to be followed.
                # So take it for doubt; it will stand out when the large entries are settled.
                probe = probe._replace(bar=probe.bar + 2 * len(group) ** 0.5 * abs(probe.slope.value))
                if not self._resolved(group, probe.bar).any():
                    self._look_through(name, group)
                    return
                probes.append(probe)
            elif probe.is_off:
                probes.clear()
                if self._n_located(name) >= N_LOCATED:
                    return
                # If many are wrong, chance finds them; else halving does.
                picks = self.rng.choice(group, 3, replace=False) if is_dense else [self._halve(group)]
                if "wrong" not in self._one_by_one(picks):
                    n_misses += not is_dense
                    is_dense = False
            elif not self._is_useful(group, probe):
                # Kinks are in the way: of fewer entries there are fewer.
                for half in np.array_split(self.rng.permutation(group), 2):
                    self._judge_group(name, half, n_directions)
                return
            else:
                probes.append(probe)
        self._settle(name, group, probes)

    def _settle(self, name: Any, group: Array, probes: list[_Probe]) -> None:
        """Accept the entries that are large enough to have shown an error, and go on with the others."""
        self.directions[name] += [self._direction_entry(probe) for probe in probes]
        bar = sorted(probe.bar for probe in probes)[1]  # two directions are at least as sharp
        is_resolved = self._resolved(group, bar)
        self.right[group[is_resolved]] = True
        self.precision[group[is_resolved]] = np.maximum(self.rtol, bar / self._sizes(group[is_resolved]))
        rest = group[~is_resolved]
        if 0 < len(rest) < len(group):
            self._judge_group(name, rest, 2)
            return
        is_zero = np.abs(self.gradient[rest]) <= self.zero
        zeros, small = rest[is_zero], rest[~is_zero]
        is_flat = all(probe.is_flat for probe in probes)
        if is_flat or bar <= self.rtol * max(self.largest, *(probe.change for probe in probes)):
            self.right[zeros] = True
            if len(zeros) and not is_flat:
                self._note_zeros(name, len(zeros), bar)
        else:
            self.unverified[zeros] = True
        if len(small):
            largest = small[np.argmax(np.abs(self.gradient[small]))]
            if self._judge(int(largest)) == "unverified":
                self.unverified[small] = True
            else:
                self._look_through(name, small[small != largest])

    def _look_through(self, name: Any, group: Array) -> None:
        """Look at entries one by one, as many as one can ask for; the rest is unverified."""
        for i in self.rng.permutation(group)[:N_ONE_BY_ONE]:
            self._judge(int(i))
            if self._n_located(name) >= N_LOCATED:
                return
        rest = group[~(self.right | self.wrong | self.unverified)[group]]
        self.unverified[rest] = True

    def _probe(self, group: Array, accepted: float = 0.0) -> _Probe:
        """Compare along a random direction; a doubt up to `accepted` is fine."""
        weights = self.rng.choice((-1.0, 1.0), len(group)) * self.rng.uniform(0.5, 1, len(group))
        line = self.meter.direction(group, weights)
        sizes = self._sizes(group)
        seen = sizes[sizes > self.zero]
        root = len(group) ** 0.5
        wanted = self.bug * float(np.median(seen)) / (8 * root) if len(seen) else self.zero / root
        wanted = max(wanted, accepted)
        tried = self.meter.search(line, self.first, lambda now: now.doubt <= wanted)
        k = min(tried, key=lambda k: tried[k].doubt)
        slope = tried[k]
        if slope.spread <= CERTAINTY * slope.noise:
            self.first = k
        # The entries of the gradient are rounded as well, which shows if they are float32.
        rounding = 4 * self.grad_eps * _norm(sizes * weights) / root
        left_over = 2 * slope.doubt + rounding
        return _Probe(
            line,
            slope,
            bar=2 * root * left_over,
            is_off=abs(slope.value) > left_over,
            is_flat=slope.change == 0 and self._is_zero(slope, tried.values()),
            change=max(slope.change for slope in tried.values()),
        )

    def _halve(self, group: Array) -> int:
        """An entry to which halving leads while one half is off."""
        group = self.rng.permutation(group)
        while len(group) > 1:
            half = group[: len(group) // 2]
            group = half if self._probe(half).is_off else group[len(half) :]
        return int(group[0])

    def _is_useful(self, group: Array, probe: _Probe) -> bool:
        """Whether a direction says something of some entries, or as much as the noise allows."""
        slope = probe.slope
        return bool(
            self._resolved(group, probe.bar).any()
            or slope.is_noisy
            or probe.bar <= self.rtol * max(self.largest, probe.change)
        )

    def _resolved(self, group: Array, bar: float) -> Array:
        """Whether an error that is a bug would have shown in each entry of a group."""
        sizes = self._sizes(group)
        return (self.bug * sizes >= bar) & (np.abs(self.gradient[group]) > self.zero)

    def _sizes(self, group: Array) -> Array:
        return np.abs(self.gradient[group]) * self.meter.scale[group]

    def _direction_entry(self, probe: _Probe) -> Entry:
        where, direction, _ = probe.line
        slope = float(self.gradient[where] @ direction)
        typical = _norm(self.gradient[where] * direction)
        error = _ratio(abs(probe.slope.value), max(typical, 2 * probe.slope.doubt / self.rtol))
        return Entry(None, slope, slope + probe.slope.value, probe.slope.doubt, error, "right")

    # ---- kinks together

    def judge_kinks_together(self) -> None:
        """Compare along directions through all entries at kinks, which may be fair one by one but not together."""
        kinks = {i: entry for i, entry in self.entries.items() if entry.slopes and entry.outcome == "right"}
        if len(kinks) < 2:
            return
        where = np.array(list(kinks))
        senses = {math.copysign(1, entry.slopes[1] - entry.slopes[0]) for entry in kinks.values() if entry.slopes}
        found: Entry | None = None
        for _ in range(4 * N_DIRECTIONS):
            weights = self.rng.choice((-1.0, 1.0), len(where)) * self.rng.uniform(0.5, 1, len(where))
            line = self.meter.direction(where, weights)
            slope = self.meter.slope(line, self.meter.first_step / 1000)
            low, high = sorted((slope.left, slope.right))
            margin = CERTAINTY * (slope.side_spread + slope.noise)
            if abs(slope.jump) > margin:
                senses.add(math.copysign(1, slope.jump))
            if (outside := max(low, -high)) > margin and found is None:
                claim = float(self.gradient[where] @ line.direction)
                slopes = claim + slope.left, claim + slope.right
                error = _ratio(outside, max(abs(claim), *map(abs, slopes)))
                found = Entry(None, claim, claim + slope.value, slope.noise, error, "wrong", slopes)
        if found is None:
            return
        # Of a sum of convex functions every fair gradient lies between the slopes along every direction, and of
        # concave ones too. Of a mixture it need not.
        if len(senses) > 1:
            found = replace(found, outcome="unverified", reason=_KINK)
        for i, entry in kinks.items():
            self.entries[i] = replace(entry, outcome="unverified", reason=_KINK)
            self.right[i], self.unverified[i] = False, True
        for name in {self._block_of(i): None for i in kinks}:
            self.directions[name].append(found)
        low, high = sorted(found.slopes or ())
        self.hints.append(
            f"at a kink each of {len(kinks)} entries lies between its two slopes, but not all together: "
            f"along a direction the gradient says {found.analytic:.4g}, the slopes are {low:.4g} and {high:.4g}"
        )

    # ---- the report

    def report(self, name: Any) -> BlockCheck:
        """What was found in a block."""
        part = self.loss.slices[name]
        entries = [self.entries[i] for i in range(part.start, part.stop) if i in self.entries]
        counts: Counter[Outcome] = Counter()
        for word, mask in self._masks.items():
            if number := int(mask[part].sum()):
                counts[word] = number
        known = self.precision[part][self.precision[part] > 0]
        return BlockCheck(
            str(name),
            self.loss.blocks[name].shape,
            (*entries, *self.directions[name]),
            counts,
            (float(np.median(known)), float(known.max())) if known.size else (0.0, 0.0),
            *self.zeros[name],
        )

    def confined(self, name: Any) -> Iterator[tuple[int, int]]:
        """Yield an axis and an index if all wrong entries of a block have this index."""
        part, shape = self.loss.slices[name], self.loss.blocks[name].shape
        judged = (self.right | self.wrong | self.unverified)[part]
        wrong = self.wrong[part]
        if len(shape) < 2 or wrong.sum() < 2 or not np.isfinite(self.gradient[part]).all():
            return
        for axis, index in enumerate(np.indices(shape).reshape(len(shape), -1)):
            place = int(index[wrong][0])
            elsewhere = part.start + np.flatnonzero((index != place) & ~judged)
            if np.any(index[wrong] != place) or np.all(index == place):
                continue
            # What nobody has looked at must be right along directions.
            if len(elsewhere) == 0 or not any(self._probe(elsewhere).is_off for _ in range(N_DIRECTIONS)):
                yield axis, place

    def _n_located(self, name: Any) -> int:
        part = self.loss.slices[name]
        return sum(entry.outcome == "wrong" for i, entry in self.entries.items() if part.start <= i < part.stop)

    def _note_zeros(self, name: Any, number: int, floor: float) -> None:
        before, highest = self.zeros[name]
        self.zeros[name] = before + number, max(highest, floor)

    def _block_of(self, i: int) -> Any:
        return next(name for name, part in self.loss.slices.items() if i < part.stop)

    def _index(self, i: int) -> Index:
        name = self._block_of(i)
        index = np.unravel_index(i - self.loss.slices[name].start, self.loss.blocks[name].shape)
        return tuple(int(k) for k in index)


def _hints(
    report: BlockCheck, grad: Array, block: Array, rtol: float, lines: Iterable[tuple[int, int]]
) -> Iterator[str]:
    """Yield what the numbers of a block point to: facts about its wrong entries, no guesses."""
    name = report.name
    judged = {entry.index: entry for entry in report.entries if entry.index is not None}
    wrong = {index: entry for index, entry in judged.items() if entry.outcome == "wrong"}
    if not_finite := int(np.sum(~np.isfinite(grad))):
        yield f"{not_finite} of the {grad.size} entries of the gradient of {name} are NaN or infinite"
        return
    if number := report.counts["unverified"]:
        yield from _doubts(name, number, judged.values())
    if wrong and grad.dtype.kind in "biu" and all(abs(e.analytic - e.numeric) < 1 for e in wrong.values()):
        yield f"the gradient of {name} has dtype {grad.dtype}: each wrong entry is less than 1 from its numeric value"
    if wrong and not grad.any():
        yield f"the gradient of {name} is zero everywhere, but the loss is not flat"
    elif len(wrong) >= 3:  # two numbers fit too many explanations
        yield from _patterns(name, wrong, block, max(1e-3, 5 * rtol), report.is_complete)
    if grad.ndim == 2 and grad.shape[0] == grad.shape[1] and len(wrong) > 1:
        turned, numeric = np.array([(float(grad.T[i]), entry.numeric) for i, entry in judged.items()]).T
        if np.all(np.abs(turned - numeric) <= 10 * rtol * np.abs(numeric).max()):
            yield f"the gradient of {name} fits if it is transposed"
    for axis, place in lines:
        line = ("row", "column")[axis] if grad.ndim == 2 else f"axis {axis}, index"
        yield f"all wrong entries of {name} are in {line} {place}"


def _doubts(name: str, number: int, judged: Iterable[Entry]) -> Iterator[str]:
    reasons = Counter(entry.reason for entry in judged if entry.outcome == "unverified")
    if at_kinks := reasons.pop(_KINK, 0):
        yield (
            f"{_entries(at_kinks)} of {name} cannot be verified at a kink of the loss: "
            "try another point, or fewer examples"
        )
    if disagree := reasons.pop(_STEPS, 0):
        yield (
            f"differences with several steps disagree in {_entries(disagree)} of {name}: "
            "kinks or jumps may be near, or the loss may change fast"
        )
    if hidden := number - at_kinks - disagree:
        yield f"the round-off of the loss hides {_entries(hidden)} of {name}: try another point, or float64"


def _patterns(name: str, wrong: dict[Index, Entry], block: Array, tolerance: float, is_complete: bool) -> Iterator[str]:
    analytic, numeric = np.array([(entry.analytic, entry.numeric) for entry in wrong.values()]).T
    at = np.array([float(block[index]) for index in wrong])
    each = f"wrong entry of {name}" if is_complete else f"of the {len(wrong)} wrong entries of {name} looked at"
    if not analytic.any():
        yield f"{each.replace('wrong entry', 'the wrong entries')} are all exactly 0"
    elif ratio := _constant_ratio(analytic, numeric, tolerance):
        flipped = " (the sign is flipped)" if abs(ratio + 1) <= tolerance else ""
        yield f"each {each} is {ratio:.4g} times its numeric value{flipped}"
    elif ratio := _constant_ratio(analytic - numeric, at, tolerance):
        yield f"in each {each} analytic - numeric is {ratio:.4g} times {name}: look at the L2 term"
    elif ratio := _constant_ratio(analytic - numeric, np.ones_like(at), tolerance):
        yield f"in each {each} analytic - numeric is the same number, {ratio:.4g}"


def _constant_ratio(a: Array, b: Array, tolerance: float) -> float | None:
    """Return c if all `a` are c times `b`; None if there is no such c."""
    if not b.all():
        return None
    middle = float(np.median(a / b))
    return middle if np.all(np.abs(a / b - middle) <= tolerance * abs(middle)) else None


def _takes_two(gradient: Callable[..., Any]) -> bool:
    """Whether a function is a backward pass: takes two arguments that have no default and no keyword."""
    try:
        parameters = inspect.signature(gradient).parameters.values()
    except (TypeError, ValueError):
        return False
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(p.kind in kinds and p.default is p.empty and p.name != "rng" for p in parameters) == 2


def _gradients(gradient: Any, blocks: dict[Any, Array], named: bool, outputs: tuple[int, ...]) -> dict[Any, Array]:
    if isinstance(gradient, tuple):
        raise TypeError("the gradient is a tuple; of a pair (loss, gradient) pass only the gradient")
    if named != isinstance(gradient, Mapping):
        raise TypeError("x and its gradient must both be arrays, or both be dicts of arrays")
    grads = {name: np.array(grad) for name, grad in _as_dict(gradient).items()}
    if grads.keys() != blocks.keys():
        raise ValueError(f"the gradient has the blocks {list(grads)}, but x has {list(blocks)}")
    for name, block in blocks.items():
        shape = grads[name].shape
        if outputs and shape != outputs + block.shape:
            raise ValueError(
                f"f returns an array of shape {outputs}, so the Jacobian of {name} must have shape "
                f"{outputs + block.shape}, not {shape}"
            )
        if not outputs and shape != block.shape:
            turned = " (it looks transposed)" if len(shape) == 2 and shape == block.shape[::-1] else ""
            raise ValueError(f"the gradient of {name} has shape {shape}, but {name} has shape {block.shape}{turned}")
        _check_real(grads[name], f"the gradient of {name}")
    return grads


def _as_dict(x: Any) -> Mapping[Any, Any]:
    if isinstance(x, Mapping):
        return x
    return {"x": x}


def _real_array(value: ArrayLike, name: str) -> Array:
    """Copy a value into an array of float64 or float32."""
    array = np.array(value)
    _check_real(array, name)
    if array.size == 0:
        raise ValueError(f"{name} is empty")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds NaN or infinity")
    return array.astype(np.float32 if array.dtype == np.float32 else np.float64, copy=False)


def _check_real(array: Array, name: str) -> None:
    if array.dtype.kind not in "biuf" or array.dtype == np.float16:
        raise TypeError(f"{name} must be real and at least float32, not {array.dtype}")


def _number(value: Any) -> Array:
    """The value of a loss as an array, once it is sure to be one real number."""
    number = _value(value)
    if number.shape != ():
        raise ValueError(f"f must return one number, not an array of shape {number.shape}")
    return number


def _value(value: Any) -> Array:
    if isinstance(value, tuple):
        raise TypeError("f returned a tuple; of a pair (loss, gradient) return only the loss")
    array = np.asarray(value)
    _check_real(array, "the value of f")
    return array


def _fit_float32(values: list[float]) -> bool:
    """Whether all values fit into float32, which numbers computed in float64 hardly ever do."""
    return len(set(values)) > 1 and all(value == float(np.float32(value)) for value in values)


def _norm(vector: Array) -> float:
    """The 2-norm, of huge numbers too."""
    largest = float(np.abs(vector).max())
    return largest * float(np.linalg.norm(vector / largest)) if largest else 0.0


def _ratio(gap: float, size: float) -> float:
    return gap / size if gap else 0.0


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _name(name: str, index: Index | None) -> str:
    if index is None:
        return f"a random direction of {name}"
    return f"{name}[{', '.join(map(str, index))}]" if index else name
