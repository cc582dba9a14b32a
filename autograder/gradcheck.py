"""Numeric gradients, and the check of a gradient that somebody wrote by hand.

A gradient check compares a gradient with a loss. It cannot tell whether the loss is the one that was meant:
a wrong loss with its own gradient passes.
"""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["BlockCheck", "Entry", "GradientCheck", "check_gradient", "numeric_gradient"]

Array = NDArray[Any]
Index = tuple[int, ...]
Outcome = Literal["right", "wrong", "kink", "undecided"]
Verdict = Literal["right", "wrong", "undecided"]
Along = Callable[[float], tuple[float, float]]  # step -> the loss there, the distance really moved

RTOL = {"float64": 1e-6, "float32": 2e-3}  # the largest relative error that counts as right
FLOOR = 1e-3  # of a block's largest entry: smaller entries are compared on this scale
N_STEPS = 4  # tried on an entry, each a tenth of the one before
CERTAINTY = 10  # an error counts as wrong if it exceeds the doubt this many times
N_DIRECTIONS = 5  # random directions through a block that is too large to check in full


def numeric_gradient(f: Callable[[Any], Any], x: ArrayLike, h: float | None = None) -> NDArray[np.float64]:
    """Approximate the gradient of a scalar function by central differences.

    Entry i is `(f(x + h_i e_i) - f(x - h_i e_i)) / (2 h_i)` with `h_i = h * max(1, |x_i|)`, divided by the
    distance that is really left after rounding. It takes two evaluations of `f` an entry.

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
        along = _line(partial(_value, f), x, _unit(x.shape, index))
        (right, ahead), (left, behind) = along(h), along(-h)
        if ahead == behind:
            raise ValueError(f"h = {h:g} is too small: it does not change {_name('x', index)}")
        gradient[index] = (right - left) / (ahead - behind)
        if not math.isfinite(gradient[index]):
            raise ValueError(f"f is not finite at {_name('x', index)} plus or minus {ahead:g}")
    return gradient


@dataclass(frozen=True)
class Entry:
    """One comparison: an entry of the gradient, or the slope along a random direction.

    Attributes:
        index: where in the block; None for a random direction.
        analytic: what the gradient says.
        numeric: what differences of the loss say.
        error: |analytic - numeric| / max(|analytic|, |numeric|, floor), where the floor is 0.001 of the
            largest entry of the block. It is 0 if both are 0, and infinite if the gradient is not finite.
        outcome: `right`; `wrong`; `kink` if a kink of the loss is so near that no step gives a derivative;
            `undecided` if the round-off of the loss hides the answer.
    """

    index: Index | None
    analytic: float
    numeric: float
    error: float
    outcome: Outcome


@dataclass(frozen=True)
class BlockCheck:
    """What was found in one array of parameters.

    Attributes:
        name: its key in the dict of parameters, or `x`.
        shape: its shape.
        entries: every comparison that was made.
    """

    name: str
    shape: tuple[int, ...]
    entries: tuple[Entry, ...]

    @property
    def counts(self) -> Counter[Outcome]:
        """How many comparisons ended in which outcome."""
        return Counter(entry.outcome for entry in self.entries)

    @property
    def verdict(self) -> Verdict:
        """`wrong` if any entry is; `right` if none is and at least half of them are confirmed."""
        if self.counts["wrong"]:
            return "wrong"
        return "right" if 2 * self.counts["right"] >= len(self.entries) else "undecided"

    @property
    def worst(self) -> Entry:
        """The largest error among the wrong comparisons or, if there are none, among the right ones."""
        order = ("undecided", "kink", "right", "wrong")
        return max(self.entries, key=lambda e: (order.index(e.outcome), e.index is not None, e.error))

    def __str__(self) -> str:
        n_entries = sum(entry.index is not None for entry in self.entries)
        checked = f"{n_entries} of {math.prod(self.shape)} entries"
        if n_entries < len(self.entries):
            checked += f" and {len(self.entries) - n_entries} random directions"
        found = ", ".join(f"{n} {outcome}" for outcome, n in self.counts.most_common())
        worst = self.worst
        return (
            f"{self.name} {self.shape}: {found}\n"
            f"    checked: {checked}\n"
            f"    worst: {_name(self.name, worst.index)}, relative error {worst.error:.1e}\n"
            f"        analytic {worst.analytic:.9g}, numeric {worst.numeric:.9g}"
        )


@dataclass(frozen=True, repr=False)
class GradientCheck:
    """The result of `check_gradient`. Print it; as a condition it is true only if the gradient is confirmed.

    Attributes:
        rtol: the largest relative error that counts as right.
        blocks: a report for each array of parameters.
        hints: what the numbers point to, if they point to something.
    """

    rtol: float
    blocks: tuple[BlockCheck, ...]
    hints: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """`wrong` if any block is, `right` if every block is."""
        verdicts = {block.verdict for block in self.blocks}
        return "wrong" if "wrong" in verdicts else "undecided" if "undecided" in verdicts else "right"

    @property
    def ok(self) -> bool:
        """Whether the gradient is confirmed; False also if nothing could be decided."""
        return self.verdict == "right"

    def __bool__(self) -> bool:
        return self.ok

    def __repr__(self) -> str:
        lines = [f"Gradient check: {self.verdict.upper()} (limit: relative error {self.rtol:g})"]
        lines += [f"  {block}" for block in self.blocks]
        lines += [textwrap.fill(f"  Hint: {hint}", 66, subsequent_indent=" " * 8) for hint in self.hints]
        return "\n".join(lines)


def check_gradient(
    f: Callable[[Any], Any],
    gradient: ArrayLike | Mapping[str, ArrayLike] | Callable[[Any], Any],
    x: ArrayLike | Mapping[str, ArrayLike],
    *,
    rtol: float | None = None,
    max_entries: int = 1000,
    seed: int = 0,
) -> GradientCheck:
    """Compare a gradient with central differences of the loss, entry by entry.

    On each entry a step is tried, then a tenth of it, and so on until the answer is certain: until
    differences with this step and with half of it agree, first and second differences alike. They disagree
    where the loss has a kink within the step and where round-off rules; if no step helps, the entry is
    neither right nor wrong. An entry is called wrong only if two steps in a row say so.

    A block of more than `max_entries` entries is compared along random directions, drawn evenly from the unit
    sphere, and in a random sample of entries that meets every row and every column (every index of every
    axis; of a vector, `max_entries` entries).

    Args:
        f: the loss. Takes what `x` is, an array or a dict of arrays; returns one number. Gets fresh copies.
        gradient: the gradient at `x`, or a function that returns it: an array, or a dict with the keys of
            `x`.
        x: the point: an array of any shape, or a dict of named arrays. Each array gets a verdict of its own,
            since a small block that is wrong disappears in the norm of a large one.
        rtol: the largest relative error that counts as right; by default 1e-6, or 2e-3 if `x` or the value of
            `f` is float32.
        max_entries: blocks up to this size are checked in full.
        seed: of the random directions and samples.

    Raises:
        TypeError: as in `numeric_gradient`.
        ValueError: if the shape or the keys of the gradient are not those of `x` (nothing is broadcast), if
            `f` returns two different numbers at `x`, and as in `numeric_gradient`.
    """
    named = isinstance(x, Mapping)
    blocks = {name: _real_array(block, str(name)) for name, block in _as_dict(x).items()}
    if not blocks:
        raise ValueError("x has no parameters")

    def copies() -> Any:
        fresh = {name: block.copy() for name, block in blocks.items()}
        return fresh if named else fresh["x"]

    def loss_with(name: str, block: Array) -> Array:
        return _value(f, copies() | {name: block} if named else block)

    grads = _gradients(gradient(copies()) if callable(gradient) else gradient, blocks, named)
    first, second = _value(f, copies()), _value(f, copies())
    if not np.isfinite(first) or first != second:
        raise ValueError(f"f must return the same finite number twice at x, not {first}, then {second}")

    rng = np.random.default_rng(seed)
    reports: list[BlockCheck] = []
    hints: list[str] = []
    with np.errstate(all="ignore"):  # a step may leave the domain of f; then the next one decides
        nearby = [
            _line(partial(loss_with, name), block, rng.normal(size=block.shape))(1e-3)[0]
            for name, block in blocks.items()
        ]
        dtypes = {first.dtype, *(block.dtype for block in blocks.values())}
        single = np.dtype(np.float32) in dtypes or _fit_float32([float(first), *nearby])
        eps = float(np.finfo(np.float32 if single else np.float64).eps)
        limit = RTOL["float32" if single else "float64"] if rtol is None else rtol
        for name, block in blocks.items():
            loss, grad = partial(loss_with, name), grads[name].astype(np.float64)
            floor = FLOOR * float(np.abs(grad[np.isfinite(grad)]).max(initial=0.0))
            compare = partial(_compare, f0=float(first), floor=floor, rtol=limit, eps=eps)
            entries = [
                compare(index, float(grad[index]), _line(loss, block, _unit(block.shape, index)))
                for index in _chosen(block.shape, max_entries, rng)
            ]
            # Rounding a moved block to its dtype moves the loss by about eps times this.
            rounding = float(np.linalg.norm(grad * block))
            for _ in range(N_DIRECTIONS if len(entries) < block.size else 0):
                direction = rng.normal(size=block.shape)
                direction /= np.linalg.norm(direction)
                slope = float(np.sum(grad * direction))
                entries.append(compare(None, slope, _line(loss, block, direction), rounding=rounding))
            reports.append(BlockCheck(str(name), block.shape, tuple(entries)))
            hints += _hints(reports[-1], grads[name], block, limit)
    failed = [report.name for report in reports if report.verdict == "wrong"]
    if 0 < len(failed) < len(reports):
        hints.append(f"only {', '.join(failed)} failed, of {len(reports)} blocks")
    if single:
        hints.append("the loss is computed in float32, which decides little: use float64 if you can")
    return GradientCheck(limit, tuple(reports), tuple(hints))


class _Slope(NamedTuple):
    value: float
    spread: float  # by how much the two steps disagree: of the order h^2 where the loss is smooth
    noise: float  # what the round-off of the loss may have added


def _slope(f0: float, along: Along, h: float, eps: float, rounding: float) -> _Slope:
    (f1, d1), (f2, d2), (f3, d3), (f4, d4) = map(along, (-h, -h / 2, h / 2, h))
    coarse, fine = (f4 - f1) / (d4 - d1), (f3 - f2) / (d3 - d2)
    # Forward minus backward difference: h f'' where the loss is smooth, the change of the slope at a kink.
    coarse_jump = (f4 - f0) / d4 - (f1 - f0) / d1
    fine_jump = (f3 - f0) / d3 - (f2 - f0) / d2
    return _Slope(
        value=fine + (fine - coarse) / 3,  # Richardson: the errors of order h^2 cancel
        spread=abs(fine - coarse) + abs(2 * fine_jump - coarse_jump),
        noise=2 * eps * (max(map(abs, (f0, f1, f4))) + rounding) / d4,
    )


def _compare(
    index: Index | None,
    analytic: float,
    along: Along,
    *,
    f0: float,
    floor: float,
    rtol: float,
    eps: float,
    rounding: float = 0.0,
) -> Entry:
    trail: list[_Slope] = []
    suspect = None  # the slope at the step before, if it called the entry wrong
    for k in range(N_STEPS):
        now = _slope(f0, along, eps**0.2 / 10**k, eps, rounding)
        trail.append(now)
        if not math.isfinite(analytic):
            return Entry(index, analytic, now.value, math.inf, "wrong")
        gap, scale = abs(analytic - now.value), max(abs(analytic), abs(now.value), floor)
        entry = partial(Entry, index, analytic, now.value, gap / scale if scale else 0.0)
        doubt = now.spread + now.noise
        flat = scale == 0 and now.spread <= now.noise  # the rule for 0 against 0: flat to the last digit
        if gap <= rtol * scale and (doubt <= rtol * scale or flat):
            return entry("right")
        wrong = gap > rtol * scale + CERTAINTY * doubt
        if wrong and suspect is not None and abs(now.value - suspect) <= gap / CERTAINTY:
            return entry("wrong")
        suspect = now.value if wrong else None
    if not math.isfinite(now.value):
        raise ValueError(f"f is not finite near {_name('x', index)}")
    return entry("kink" if _is_kink(trail) else "undecided")


def _is_kink(trail: list[_Slope]) -> bool:
    # With a tenth of the step the spread falls a hundredfold where the loss is smooth, rises tenfold where it
    # is round-off, and stays within a factor of six where a kink is within the step. So look at the smallest
    # step whose spread is not round-off.
    clear = [k for k in range(1, len(trail)) if trail[k].spread > CERTAINTY * trail[k].noise]
    if not clear:
        return False
    before, last = trail[clear[-1] - 1].spread, trail[clear[-1]].spread
    return before / 30 < last < 6 * before


def _line(loss: Callable[[Array], Array], block: Array, direction: Array) -> Along:
    """Return the loss along a line through the block; steps are in units of its largest entry, at least 1."""
    scale = max(1.0, float(np.abs(block[direction != 0]).max()))

    def along(step: float) -> tuple[float, float]:
        moved = np.array(block + step * scale * direction, block.dtype)
        distance = float(np.sum((moved - block) * direction))
        return float(loss(moved)), distance

    return along


def _unit(shape: tuple[int, ...], index: Index) -> Array:
    direction = np.zeros(shape)
    direction[index] = 1
    return direction


def _chosen(shape: tuple[int, ...], max_entries: int, rng: np.random.Generator) -> Iterator[Index]:
    """Yield all indices of a small block; of a large one, a sample that meets every index of every axis."""
    if math.prod(shape) <= max_entries:
        yield from np.ndindex(shape)
        return
    n = max(shape) if len(shape) > 1 else max_entries
    axes = [np.concatenate([rng.permutation(length) for _ in range(-(-n // length))])[:n] for length in shape]
    yield from zip(*(axis.tolist() for axis in axes), strict=True)


def _hints(report: BlockCheck, grad: Array, block: Array, rtol: float) -> Iterator[str]:
    """Yield what the numbers of a block point to: facts about all its wrong entries, no guesses."""
    name, counts = report.name, report.counts
    decided = {e.index: e for e in report.entries if e.index is not None and e.outcome in ("right", "wrong")}
    wrong = {index: entry for index, entry in decided.items() if entry.outcome == "wrong"}
    if not_finite := int(np.sum(~np.isfinite(grad))):
        yield f"{not_finite} of the {grad.size} entries of the gradient of {name} are NaN or infinite"
        return
    if report.verdict == "undecided":
        if counts["kink"] >= counts["undecided"]:
            yield f"{name} is too close to kinks of the loss: try another point, or fewer examples"
        else:
            yield f"the round-off of the loss hides the gradient of {name}: try another point, or float64"
    if report.verdict == "wrong" and not wrong:
        yield f"the sampled entries of {name} are right, the random directions are not: raise max_entries"
    if wrong and grad.dtype != np.float64:
        yield f"the gradient of {name} has dtype {grad.dtype}, not float64: its entries are rounded"
    if wrong and not grad.any():
        yield f"the gradient of {name} is zero everywhere, but the loss is not flat"
    elif len(wrong) >= 3:  # two numbers fit too many explanations
        yield from _patterns(name, wrong, block, max(1e-3, 5 * rtol))
    if grad.ndim == 2 and grad.shape[0] == grad.shape[1] and len(wrong) > 1:
        turned, numeric = np.array([(float(grad.T[i]), entry.numeric) for i, entry in decided.items()]).T
        if np.all(np.abs(turned - numeric) <= 10 * rtol * np.abs(numeric).max()):
            yield f"the gradient of {name} fits if it is transposed"
    for axis in range(grad.ndim if grad.ndim > 1 and len(wrong) > 1 else 0):
        places = {index[axis] for index in wrong}
        if len(places) == 1 and len({index[axis] for index in decided}) > 1:
            line = ("row", "column")[axis] if grad.ndim == 2 else f"axis {axis}, index"
            yield f"all wrong entries of {name} are in {line} {places.pop()}"


def _patterns(name: str, wrong: dict[Index, Entry], block: Array, tolerance: float) -> Iterator[str]:
    analytic, numeric = np.array([(entry.analytic, entry.numeric) for entry in wrong.values()]).T
    at = np.array([float(block[index]) for index in wrong])
    if not analytic.any():
        yield f"the wrong entries of {name} are all exactly 0"
    elif ratio := _constant_ratio(analytic, numeric, tolerance):
        flipped = " (the sign is flipped)" if abs(ratio + 1) <= tolerance else ""
        yield f"each wrong entry of {name} is {ratio:.4g} times its numeric value{flipped}"
    elif ratio := _constant_ratio(analytic - numeric, at, tolerance):
        yield f"in each wrong entry analytic - numeric is {ratio:.4g} times {name}: look at the L2 term"
    elif ratio := _constant_ratio(analytic - numeric, np.ones_like(at), tolerance):
        yield f"in each wrong entry of {name} analytic - numeric is the same number, {ratio:.4g}"


def _constant_ratio(a: Array, b: Array, tolerance: float) -> float | None:
    """Return c if all `a` are c times `b`; None if there is no such c."""
    if not b.all():
        return None
    middle = float(np.median(a / b))
    return middle if np.all(np.abs(a / b - middle) <= tolerance * abs(middle)) else None


def _gradients(gradient: Any, blocks: dict[Any, Array], named: bool) -> dict[Any, Array]:
    if isinstance(gradient, tuple):
        raise TypeError("the gradient is a tuple; of a pair (loss, gradient) pass only the gradient")
    if named != isinstance(gradient, Mapping):
        raise TypeError("x and its gradient must both be arrays, or both be dicts of arrays")
    grads = {name: np.array(grad) for name, grad in _as_dict(gradient).items()}
    if grads.keys() != blocks.keys():
        raise ValueError(f"the gradient has the blocks {list(grads)}, but x has {list(blocks)}")
    for name, block in blocks.items():
        shape = grads[name].shape
        if shape != block.shape:
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


def _value(f: Callable[[Any], Any], point: Any) -> Array:
    value = f(point)
    if isinstance(value, tuple):
        raise TypeError("f returned a tuple; of a pair (loss, gradient) return only the loss")
    number = np.asarray(value)
    if number.shape != ():
        raise ValueError(f"f must return one number, not an array of shape {number.shape}")
    _check_real(number, "the value of f")
    return number


def _fit_float32(values: list[float]) -> bool:
    """Whether all values fit into float32, which numbers computed in float64 hardly ever do."""
    return len(set(values)) > 1 and all(value == float(np.float32(value)) for value in values)


def _name(name: str, index: Index | None) -> str:
    if index is None:
        return f"a random direction of {name}"
    return f"{name}[{', '.join(map(str, index))}]" if index else name
