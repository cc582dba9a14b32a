"""The hidden suite of `numeric_gradient`: three difference schemes, the slope of an error, and the step to take.

The functions to differentiate are random sums of exponentials, sines and cubes, whose derivatives are known, and for
the complex step hinges too. They go through `Probe`, which keeps the points at which it was called. The marks of a
scheme are apart: `value` leaves room for any difference quotient of the right size, `order` demands that the error
falls like the right power of h, `evaluations` looks at the points, `shapes` and `contract` hold a function against its
own answers. So a forward difference that is handed in as a central one keeps some marks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.checks import CheckFailed, call, error_of
from autograder.checks.answers import failure, finite_array, finite_number, hinted, holds, size_of, unchanged
from autograder.checks.probes import Probe
from autograder.misconceptions import Observation

Array = NDArray[Any]
Function = Callable[..., Any]

STEM = "numeric_gradient"

_LOOSE = 0.05  # relative; the truncation of any difference quotient at the steps used here is below 0.01
_EXACT = 1e-14  # relative; the complex step reaches 1e-15 on the functions used here
_AGAIN = 1e-9  # relative; rounding, 1e-16 / h, is below 1e-12 at the steps used here, the effect of a slip far above
_BAND = 0.1  # a slope of log(err) against log(h) may be off by so much


# Functions with known derivatives.


@dataclass(frozen=True, eq=False)
class Smooth:
    """Exponentials of two mixtures of all entries, and a sine and a cube of each; analytic.

    Attributes:
        a, w: factors and mixtures of the exponentials, shapes (2,) and (2, n).
        b, t: factors and rates of the sines, shape (n,).
        c: factors of the cubes, shape (n,).
    """

    a: Array
    w: Array
    b: Array
    t: Array
    c: Array

    def __call__(self, x: Array) -> Any:
        """The value at an array of n entries of any shape, real or complex."""
        v = x.ravel()
        return self.a @ np.exp(self.w @ v) + self.b @ np.sin(self.t * v) + self.c @ (v * v * v)

    def derivative(self, x: Array, order: int = 1) -> Array:
        """The first, second or third derivative along each entry, number by number, shape of `x`."""
        v = [float(entry) for entry in x.ravel()]
        powers = [math.exp(math.fsum(w * z for w, z in zip(row, v, strict=True))) for row in self.w.tolist()]
        return np.array(
            [
                math.fsum(
                    [
                        *(a * row[i] ** order * p for a, row, p in zip(self.a, self.w, powers, strict=True)),
                        self.b[i] * self.t[i] ** order * (math.cos, _minus_sin, _minus_cos)[order - 1](self.t[i] * z),
                        self.c[i] * (3 * z * z, 6 * z, 6.0)[order - 1],
                    ]
                )
                for i, z in enumerate(v)
            ]
        ).reshape(x.shape)


@dataclass(frozen=True, eq=False)
class Hinge:
    """The sum of the positive parts of A x + b, plus 0.3 times the sum of squares; its code takes complex numbers.

    Attributes:
        A, b: the straight pieces, shapes (k, n) and (k,).
    """

    A: Array
    b: Array

    def __call__(self, x: Array) -> Any:
        """The value at an array of shape (n,), real or complex; the real part decides on which side of a kink it is."""
        m = self.A @ x + self.b
        return np.where(m.real > 0, m, 0).sum() + 0.3 * np.sum(x * x)

    def derivative(self, x: Array) -> Array:
        """The gradient, number by number."""
        rows = [
            row
            for row, b in zip(self.A.tolist(), self.b.tolist(), strict=True)
            if math.fsum([b, *(a * z for a, z in zip(row, x.tolist(), strict=True))]) > 0
        ]
        return np.array([math.fsum([0.6 * z, *(row[i] for row in rows)]) for i, z in enumerate(x.tolist())])


@dataclass(frozen=True, eq=False)
class Problem:
    """One call of a student's function.

    Attributes:
        f: what to differentiate.
        x: where.
        h: the step; None leaves it out of the call.
        kind: what is special about it, in words for the student.
    """

    f: Smooth | Hinge
    x: Array
    h: float | None = None
    kind: str = ""

    @property
    def where(self) -> str:
        """The problem in words that give no number of it away."""
        return f"with x of shape {self.x.shape}" + (f", {self.kind}" if self.kind else "")

    @property
    def args(self) -> tuple[Any, ...]:
        """The arguments without f."""
        return (self.x,) if self.h is None else (self.x, self.h)


def _smooth(rng: Generator, n: int) -> Smooth:
    return Smooth(
        rng.uniform(0.5, 1.5, 2),
        rng.uniform(0.2, 0.8, (2, n)) * rng.choice([-1.0, 1.0], (2, n)),
        rng.uniform(0.5, 1.5, n) * rng.choice([-1.0, 1.0], n),
        rng.uniform(0.7, 1.5, n),
        rng.uniform(0.1, 0.6, n) * rng.choice([-1.0, 1.0], n),
    )


def _draw(rng: Generator, n: int, h: float | None = None, x: Array | None = None) -> Problem:
    """A smooth problem of n entries on which mistakes show.

    Neither the slope nor the curvature of any entry is small beside the others, and the slopes have both signs, so
    that no constant is close to them. The third derivative is not small either.
    """
    while True:
        f = _smooth(rng, n)
        point = rng.uniform(0.4, 1.4, n) * rng.choice([-1.0, 1.0], n) if x is None else x
        first, second, third = (np.abs(f.derivative(point, k)) for k in (1, 2, 3))
        signs = np.sign(f.derivative(point))
        if (
            first.min() > 0.15 * first.max() > 0.15
            and 0.5 < second.max() / first.max() < 5
            and second.min() > 0.05 * second.max()
            and 0.5 < third.max() / first.max() < 8
            and (n == 1 or abs(signs.sum()) < n)
        ):
            return Problem(f, point, h)


def _hinge(rng: Generator, n: int) -> Problem:
    """A hinge of n entries at a point away from its kinks, with straight pieces on both sides of 0."""
    while True:
        f, x = Hinge(rng.standard_normal((5, n)), rng.standard_normal(5)), rng.standard_normal(n)
        m = f.A @ x + f.b
        if np.abs(m).min() > 0.05 and 2 <= np.count_nonzero(m > 0) <= 3 and np.abs(f.derivative(x)).max() > 1:
            return Problem(f, x, kind="f a sum of hinges")


def _step(rng: Generator, size: float) -> float:
    """A step of about that size, and of no round number."""
    return float(size * rng.uniform(0.6, 1.6))


def _minus_sin(z: float) -> float:
    return -math.sin(z)


def _minus_cos(z: float) -> float:
    return -math.cos(z)


# The schemes.


@dataclass(frozen=True)
class Scheme:
    """A way to measure a slope.

    Attributes:
        part: the student's function.
        name: what it is called in messages.
        steps: where f is called for each entry, in units of h.
        at_x: whether f is called at x itself too.
        order: the power of h that its error follows.
    """

    part: str
    name: str
    steps: tuple[complex, ...]
    at_x: bool
    order: int

    @property
    def imaginary(self) -> bool:
        """Whether f gets complex numbers."""
        return any(step.imag for step in self.steps)

    def quotient(self, f: Function, x: Array, h: float = 1e-20) -> Array:
        """What the scheme makes of f, from its formula."""
        unit = np.eye(x.size).reshape(x.size, *x.shape)
        if self.imaginary:
            slopes = [f(x + complex(0, h) * e).imag / h for e in unit]
        elif self.at_x:
            slopes = [(f(x + h * e) - f(x)) / h for e in unit]
        else:
            slopes = [(f(x + h * e) - f(x - h * e)) / (2 * h) for e in unit]
        return np.array(slopes).reshape(x.shape)

    def ask(self, function: Function, problem: Problem, x: Array | None = None) -> tuple[Array, list[Array]]:
        """Call a student's function.

        Args:
            function: the student's function.
            problem: what to call it on.
            x: an array to call it with; by default a copy of that of the problem.

        Returns:
            The gradient, finite and of the shape of x, and the points at which f was called.
        """
        x = problem.x.copy() if x is None else x
        probe = Probe(problem.f, x.shape, kinds="biufc" if self.imaginary else "biuf")
        answer = call(function, probe, x, *problem.args[1:], where=problem.where)
        return _gradient(answer, x.shape, problem.where), probe.points

    def observation(self, problem: Problem, gradient: Array) -> Observation:
        """A gradient, for the catalogue of mistakes."""
        return Observation((problem.f, *problem.args), gradient, self.quotient(problem.f, *problem.args))

    def misplaced(self, problem: Problem, points: list[Array]) -> tuple[str, str] | None:
        """What is the matter with the points at which f was called, and what to look at; None if nothing is."""
        x, h, n = problem.x, problem.h or 1e-20, problem.x.size
        if wrong := self.mistyped(points):
            return f"{wrong} {problem.where}.", "Copy x into an array of that type first."
        where, done = problem.where, []
        for point in points:
            moved = (point - x).ravel()
            entries = np.flatnonzero(moved)
            if len(entries) > 1:
                text = f"f sees x changed in {len(entries)} entries at once {where}."
                return text, "Change one entry, call f, and put that entry back before you go to the next."
            step = complex(moved[entries[0]]) / h if len(entries) else 0j
            near = [known for known in self.steps if abs(step - known) < _AGAIN]
            if len(entries) and not near:
                return f"f is called where an entry has moved by {_in_h(step)} {where}.", f"Here {self.words}."
            done.append((int(entries[0]), near[0]) if len(entries) else None)
        due = [(i, step) for i in range(n) for step in self.steps] + [None] * self.at_x
        if len(done) != len(due):
            hint = f"Here {self.words}."
            if self.at_x and done.count(None) > 1:
                hint = "f(x) is the same for every entry: compute it once, before the loop."
            return f"Your function calls f {len(done)} times {where}; {len(due)} are due.", hint
        if any(done.count(place) != 1 for place in due):
            return f"f is called twice at one point and never at another {where}.", f"Here {self.words}."
        return None

    def mistyped(self, points: list[Array]) -> str:
        """Words on points of a wrong type, if there are any."""
        due = np.dtype(np.complex128 if self.imaginary else np.float64)
        wrong = [point.dtype for point in points if point.dtype != due]
        return f"f must get arrays of {due}; yours gives it arrays of {wrong[0]}" if wrong else ""

    @property
    def words(self) -> str:
        """Where f is called."""
        places = {1: "h", -1: "-h", 1j: "ih"}
        steps = " and once by ".join(places[step] for step in self.steps)
        return f"every entry is moved once by {steps}" + (", and f is called once at x itself" if self.at_x else "")

    def failed(self, text: str, observations: list[Observation], hint: str) -> CheckFailed:
        """A failure that names the mistake, if it is a known one."""
        return failure(STEM, self.part, text, observations, hint)


FORWARD = Scheme("forward_diff", "a forward difference", (1,), True, 1)
CENTRAL = Scheme("central_diff", "a central difference", (1, -1), False, 2)
COMPLEX = Scheme("complex_step", "a complex step", (1j,), False, 2)


def _in_h(step: complex) -> str:
    """A step in units of h, in words."""
    if not step.imag:
        return f"{step.real:.2g} h"
    return f"{step.imag:.2g} ih" if not step.real else "a step that is neither along the real axis nor across it"


# Answers. What a student's function returns may be anything that crosses the wall.


def _gradient(answer: Any, shape: tuple[int, ...], where: str) -> Array:
    """The answer as a finite array of floats of that shape; for shape () a number will do."""
    if shape == () and isinstance(answer, (float, np.floating)):
        answer = np.array(answer)
    return finite_array(answer, "Your gradient", where, shape)


def _error(gradient: Array, right: Array) -> float:
    """The largest error of an entry, relative to the largest entry."""
    return float(np.max(np.abs(gradient - right)) / np.max(np.abs(right)))


def _factor(gradient: Array, right: Array) -> float:
    """By what factor a gradient is off, NaN if it is not one factor for all entries."""
    factor = float(np.vdot(gradient, right) / np.vdot(right, right))
    return factor if factor and holds(_error(gradient / factor, right), _LOOSE) else math.nan


def _need_slopes(gradient: Array, problem: Problem) -> None:
    """Demand that a gradient is right up to a factor, before good manners count."""
    if not math.isfinite(_factor(gradient, problem.f.derivative(problem.x))):
        raise CheckFailed(
            f"This mark is for a function that measures slopes; yours does not yet {problem.where}, "
            "not even up to a factor."
        )


# The tasks of the three schemes.


def _check_value(scheme: Scheme, function: Function, rng: Generator) -> None:
    if scheme.imaginary:
        problems = [_draw(rng, 1), _draw(rng, 3), _hinge(rng, 4), _draw(rng, 5, 1e-30), _draw(rng, 7)]
        problems += [_draw(rng, n, _step(rng, 1e-2)) for n in (2, 4)]  # here the parts of f differ less in size
    else:
        problems = [_draw(rng, n, _step(rng, 1e-3)) for n in (1, 3, 5, 4, 7)]
    gradients = [scheme.ask(function, problem)[0] for problem in problems]
    observations = [scheme.observation(*pair) for pair in zip(problems, gradients, strict=True)]
    for problem, gradient in zip(problems, gradients, strict=True):
        right = problem.f.derivative(problem.x)
        error = _error(gradient, right)
        tolerance = _EXACT if scheme.imaginary and (problem.h or 0) < 1e-9 else _LOOSE
        if not holds(error, tolerance):
            text = f"Your gradient is off {problem.where} {size_of(error, tolerance)}."
            raise scheme.failed(text, observations, _value_hint(scheme, gradient, right))


def _value_hint(scheme: Scheme, gradient: Array, right: Array) -> str:
    """What to look at, when no known mistake explains a gradient that is wrong."""
    if not gradient.any():
        return "It is zero everywhere: is the entry that you move in the array that f gets?"
    factor = _factor(gradient, right)
    if scheme.imaginary and abs(factor - 1) < _LOOSE:
        return "It is close, but a complex step is exact to the last digits: nothing may be subtracted or rounded."
    if math.isfinite(factor):
        return f"All of it is {factor:.2g} times what it should be: look at what you divide by."
    if len(gradient) == 1:
        return "Begin with one entry: move it, call f, divide the change of f by the change of the entry."
    return "Is only one entry moved at a time, and put back before the next?"


def _check_order(scheme: Scheme, function: Function, rng: Generator) -> None:
    observations: list[Observation] = []
    slopes = []
    for n in (3, 5, 2):
        problem, hs = _truncating(scheme, rng, n)
        right = problem.f.derivative(problem.x)
        errors = []
        for h in hs:
            asked = replace(problem, h=float(h))
            gradient = scheme.ask(function, asked)[0]
            observations.append(scheme.observation(asked, gradient))
            errors.append(_error(gradient, right))
        slopes.append((problem, _fitted(hs, np.array(errors))))
    for problem, slope in slopes:
        if not holds(abs(slope - scheme.order), _BAND):
            power = round(slope, 1) + 0.0 if math.isfinite(slope) else slope  # no -0.0
            like = f"goes like h to the power {power:.1f}" if math.isfinite(slope) else "follows no power of h"
            text = f"The error of your gradient {like} {problem.where}; that of {scheme.name} has power {scheme.order}."
            hint = "Look at where you call f, and at what you divide by."
            if abs(slope) < 0.5:
                hint = "It does not get better with smaller steps: compare it with a slope that you know."
            raise scheme.failed(text, observations, hint)


def _truncating(scheme: Scheme, rng: Generator, n: int) -> tuple[Problem, Array]:
    """A problem, and steps at which the error of the scheme is truncation."""
    while True:
        problem = _draw(rng, n)
        hs = 10 ** -np.arange(1.75, 3.5, 0.5) * rng.uniform(0.6, 1.6)
        right = problem.f.derivative(problem.x)
        errors = np.array([_error(scheme.quotient(problem.f, problem.x, h), right) for h in hs])
        if holds(abs(_fitted(hs, errors) - scheme.order), _BAND / 3):
            return problem, hs


def _check_evaluations(scheme: Scheme, function: Function, rng: Generator) -> None:
    problems = [_draw(rng, n, _step(rng, 1e-2)) for n in (3, 1, 6, 4, 5)]
    if scheme.imaginary:
        problems += [_draw(rng, 4)]
    asked = [scheme.ask(function, problem) for problem in problems]
    observations = [scheme.observation(problem, found[0]) for problem, found in zip(problems, asked, strict=True)]
    for problem, (_, points) in zip(problems, asked, strict=True):
        if wrong := scheme.misplaced(problem, points):
            text, hint = wrong
            raise scheme.failed(text, observations, hint)


def _check_shapes(scheme: Scheme, function: Function, rng: Generator) -> None:
    h = None if scheme.imaginary else _step(rng, 1e-3)
    flat = _draw(rng, 6, h)
    own = scheme.ask(function, flat)[0]
    _need_slopes(own, flat)
    folded = [replace(flat, x=flat.x.reshape(shape)) for shape in ((2, 3), (3, 2), (1, 6), (1, 2, 3))]
    gradients = [scheme.ask(function, problem)[0] for problem in folded]
    observations = [scheme.observation(*pair) for pair in zip(folded, gradients, strict=True)]
    for problem, gradient in zip(folded, gradients, strict=True):
        error = _error(gradient.ravel(), own)
        if not holds(error, _AGAIN):
            text = (
                f"Your gradient is another {problem.where} than for the same numbers in one dimension "
                f"{size_of(error, _AGAIN)}."
            )
            raise scheme.failed(
                text, observations, "Visit every entry by its whole index, as np.ndindex(x.shape) does."
            )
    for problem, dressed, hint in _dressed(rng, h):
        own = scheme.ask(function, replace(problem, x=problem.x.ravel(), kind=""))[0]
        with hinted(hint):
            found = call(
                function,
                probe := Probe(problem.f, dressed.shape, kinds="biufc" if scheme.imaginary else "biuf"),
                dressed,
                *problem.args[1:],
                where=problem.where,
            )
            gradient = _gradient(found, dressed.shape, problem.where)
        if isinstance(found, np.ndarray) and found.dtype != np.float64:
            raise CheckFailed(f"Your gradient is {found.dtype} {problem.where}; make it float64.")
        if wrong := scheme.mistyped(probe.points):
            raise CheckFailed(f"{wrong} {problem.where}. Copy x into an array of that type first.")
        if not holds(_error(gradient.ravel(), own), _AGAIN):
            raise CheckFailed(
                f"Your gradient is another {problem.where} than for the same numbers in a plain array. {hint}"
            )


def _dressed(rng: Generator, h: float | None) -> Iterator[tuple[Problem, Array, str]]:
    """Problems in unusual clothes: a problem, its x as it is handed over, and what to look at."""
    folded = _draw(rng, 6, h)
    folded = replace(folded, x=folded.x.reshape(2, 3))
    roomy = np.zeros((4, 6))
    roomy[::2, ::2] = folded.x
    alias = "x.ravel() is a copy of such an array: what you change in it, f does not see."
    yield replace(folded, kind="in column-major order"), np.asfortranarray(folded.x), alias
    yield replace(folded, kind="not contiguous"), roomy[::2, ::2], alias
    point = _draw(rng, 1, h)
    hint = "An array of shape () has one entry, whose index is (), as np.ndindex knows."
    yield replace(point, x=point.x.reshape(())), point.x.reshape(()), hint
    for dtype in (np.int64, np.int32):
        whole = _draw(rng, 4, h, np.array([1.0, -1.0, 2.0, -2.0])[rng.permutation(4)])
        hint = "An array of integers cannot hold x + h: work in a copy of floats, and collect in floats."
        yield replace(whole, kind=f"of {np.dtype(dtype)}"), whole.x.astype(dtype), hint
    single = _draw(rng, 5, h)
    x = single.x.astype(np.float32)
    hint = "Copy x to double precision first, in float32 too little of h is left."
    yield replace(single, x=x.astype(np.float64), kind="of float32"), x, hint


def _check_contract(scheme: Scheme, function: Function, rng: Generator) -> None:
    h = None if scheme.imaginary else _step(rng, 1e-3)
    problem = _draw(rng, 4) if h is None else _traced(rng, h)
    other = _draw(rng, 4, h, problem.x)  # at the same point, so that values kept from there would be wrong
    x = problem.x.copy()
    own = scheme.ask(function, problem, x)[0]
    _need_slopes(own, problem)
    _need_kept(x, problem, "")
    after = scheme.ask(function, other)[0], scheme.ask(function, problem)[0]
    if math.isnan(_factor(after[0], other.f.derivative(other.x))) or not holds(_error(after[1], own), _AGAIN):
        raise CheckFailed(
            "Your function is right for one f and wrong when it is called again, for another. "
            "Nothing may survive from one call to the next."
        )
    for number in (1, 2, 4):
        what = f"when f raises in call {number}"
        name = _raised(function, problem, Probe(problem.f, x.shape, number, "biufc"), what)
        if name != "ArithmeticError":
            raise CheckFailed(
                f"{what[0].upper() + what[1:]}, {name or 'nothing'} comes out of your function, not its error. "
                "Let what f raises go through as it is."
            )
    for shape in ((1,), (4,), (1, 1)):
        what = f"when f returns an array of shape {shape}"
        returns = partial(_in_array, problem.f, shape)
        name = _raised(function, problem, Probe(returns, x.shape, kinds="biufc"), what)
        if name != "ValueError":
            raise CheckFailed(
                f"Your function raises {'nothing' if name is None else name} {what}; it must raise ValueError. "
                "Only a number, or an array of shape (), is one number."
            )
    single = Probe(partial(_in_array, problem.f, ()), x.shape, kinds="biufc")
    where = f"{problem.where}, when f returns an array of shape ()"
    found = call(function, single, x.copy(), *problem.args[1:], where=where)
    if not holds(_error(_gradient(found, x.shape, where), own), _AGAIN):
        raise CheckFailed(f"Your gradient is another {where}; such an array is one number.")


def _traced(rng: Generator, h: float) -> Problem:
    """A problem at a point that changes when its entries are moved and moved back, in the ways of both differences."""
    while True:
        x = rng.uniform(0.4, 1.4, 4) * rng.choice([-1.0, 1.0], 4)
        x[:3] = 1 - h * rng.uniform(0.2, 0.8, 3)  # a step across 1, from where on numbers lie twice as far apart
        if np.any((x + h) - h != x) and np.any(((x + h) - 2 * h) + h != x):
            return _draw(rng, 4, h, x)


def _in_array(f: Function, shape: tuple[int, ...], x: Array) -> Array:
    return np.full(shape, f(x))


def _raised(function: Function, problem: Problem, probe: Probe, what: str) -> str | None:
    """The name of what a call raises; x must be as before."""
    x = problem.x.copy()
    name = error_of(function, probe, x, *problem.args[1:], where=f"{problem.where}, {what}")
    _need_kept(x, problem, f" {what}")
    return name


def _need_kept(x: Array, problem: Problem, what: str) -> None:
    if x.tobytes() != problem.x.tobytes():
        raise CheckFailed(
            f"Your function leaves x changed{what}, if only in the last digit. "
            "Work in a copy, or put the old number itself back, in a finally clause."
        )


# The slope of an error.


def _fitted(hs: Array, errs: Array) -> float:
    """The slope of the least-squares line through (log h, log err), from sums of products."""
    if not np.all(errs > 0):
        return math.nan
    u, v = [math.log(h) for h in hs], [math.log(e) for e in errs]
    n, su, sv = len(u), math.fsum(u), math.fsum(v)
    suv, suu = math.fsum(p * q for p, q in zip(u, v, strict=True)), math.fsum(p * p for p in u)
    return (n * suv - su * sv) / (n * suu - su * su)


def _errors(rng: Generator, n: int, power: float, noise: float) -> tuple[Array, Array]:
    """Steps in no order and at no even distance, and errors that follow a power of them, more or less."""
    hs = 10 ** (-np.arange(1, n + 1) * 0.7 - rng.uniform(0, 0.5, n))
    errs = rng.uniform(0.05, 20) * hs**power * np.exp(noise * rng.standard_normal(n))
    order = rng.permutation(n)
    return hs[order], errs[order]


def _slopes(function: Function, pairs: list[tuple[Array, Array]], what: str) -> None:
    found = [
        finite_number(
            call(function, hs.copy(), errs.copy(), where=(where := f"with {len(hs)} steps")), "Your slope", where
        )
        for hs, errs in pairs
    ]
    right = [_fitted(hs, errs) for hs, errs in pairs]
    observations = [Observation(pair, slope, due) for pair, slope, due in zip(pairs, found, right, strict=True)]
    for (hs, _), slope, due in zip(pairs, found, right, strict=True):
        error = abs(slope - due) / max(1.0, abs(due))
        if not holds(error, 1e-10):  # the powers of a power law are right to 1e-13 only, as its errors are rounded
            text = f"Your slope is off with {len(hs)} steps whose errors {what} {size_of(error, 1e-10)}."
            raise failure(STEM, "error_slope", text, observations, "Fit a straight line to log(err) over log(h).")


def _check_power_law(function: Function, rng: Generator) -> None:
    powers = [1.0, 2.0, -1.0, 4.0, float(rng.uniform(0.3, 3.0))]
    sizes = (4, 3, 6, 5, 2)
    _slopes(
        function, [_errors(rng, n, p, 0.0) for n, p in zip(sizes, powers, strict=True)], "follow a power of h exactly"
    )


def _check_least_squares(function: Function, rng: Generator) -> None:
    pairs = [_errors(rng, n, p, 0.4) for n, p in ((4, 1.0), (7, 2.0), (5, -1.0), (6, 2.0), (9, 1.0))]
    _slopes(function, pairs, "scatter about a power of h")


def _check_slope_contract(function: Function, rng: Generator) -> None:
    hs, errs = _errors(rng, 5, 2.0, 0.02)
    errs *= 1e-4  # so that slopes without logarithms or without an intercept are far away

    def ask(hs: Array, errs: Array, where: str = "with 5 steps") -> float:
        with unchanged(hs=hs, errs=errs):
            return finite_number(call(function, hs, errs, where=where), "Your slope", where)

    own, swapped = ask(hs.copy(), errs.copy()), ask(errs.copy(), hs.copy())
    # About 2 and 1/2, or both times a factor, as with logarithms of two bases; a constant has the ratio 1.
    if not (own * swapped > 0 and holds(abs(abs(math.log2(own / swapped)) - 2), 0.5)):
        raise CheckFailed("This mark is for a function that gets slopes right up to a factor; yours does not yet.")
    powers, more = 2 ** rng.permutation(np.arange(1, 7)), 3 ** rng.permutation(np.arange(1, 7))
    short, shorter = hs.astype(np.float32), errs.astype(np.float32)
    due = ask(powers.astype(np.float64), more.astype(np.float64))
    for got, right, what, tolerance in (
        (ask(hs.copy(), errs.copy()), own, "when it is called again", 1e-10),
        (ask(hs[::-1].copy(), errs[::-1].copy()), own, "when the same pairs come in another order", 1e-10),
        (ask(powers, more, "with integers"), due, "for the same numbers as integers", 1e-10),
        (ask(short, shorter, "with float32"), own, "for the same numbers in float32", 1e-5),
    ):
        if not holds(abs(got - right), tolerance):
            raise CheckFailed(f"Your function gives another slope {what}.")


# The step to take.

_DTYPES = ("float64", "float32")
_POWERS = {"forward": 1 / 2, "central": 1 / 3}


def _range(dtype: str, scheme: str) -> tuple[float, float]:
    """The smallest and the largest step that is accepted."""
    eps = float(np.finfo(dtype).eps)
    if scheme == "complex":
        return 1e-30, eps**0.5
    return eps ** _POWERS[scheme] / 10, eps ** _POWERS[scheme] * 10


def _cases(rng: Generator) -> list[tuple[str, str]]:
    cases = [(dtype, scheme) for dtype in _DTYPES for scheme in (*_POWERS, "complex")]
    return [cases[k] for k in rng.permutation(len(cases))]


def _step_for(function: Function, dtype: str, scheme: str) -> float:
    where = f"for {dtype} and {scheme}"
    return finite_number(call(function, dtype, scheme, where=where), "Your step", where)


def _check_suggestions(function: Function, rng: Generator) -> None:
    cases = _cases(rng)
    found = [_step_for(function, *case) for case in cases]
    observations = [
        Observation(case, h, 1e-20 if case[1] == "complex" else float(np.finfo(case[0]).eps) ** _POWERS[case[1]])
        for case, h in zip(cases, found, strict=True)
    ]
    for (dtype, scheme), h in sorted(zip(cases, found, strict=True)):
        low, high = _range(dtype, scheme)
        if not (math.isfinite(h) and low <= h <= high):
            size = "small" if h < low else "large"
            text = f"Your step for {scheme} in {dtype} is too {size}{', and not positive' if h <= 0 else ''}."
            hint = "Balance the two errors: truncation falls with h, rounding rises like eps / h."
            raise failure(STEM, "suggest_h", text, observations, hint)


def _check_unknown(function: Function, rng: Generator) -> None:
    good = 0
    for case in _cases(rng):
        try:
            h = _step_for(function, *case)
        except CheckFailed:
            continue
        low, high = _range(*case)
        good += bool(math.isfinite(h) and low <= h <= high)
    if good < 4:  # no constant is right for more than three
        raise CheckFailed(
            f"This mark is for a function that suggests steps; {good} of its six are right, four must be."
        )
    letters = "".join(chr(ord("a") + k) for k in rng.integers(26, size=7))
    for scheme in ("backward", "five-point", letters, ""):
        for dtype in _DTYPES:
            name = error_of(function, dtype, scheme, where="for a scheme that does not exist")
            if name != "ValueError":
                raised = "nothing" if name is None else name
                raise CheckFailed(f"Your function raises {raised} for an unknown scheme; it must raise ValueError.")


_QUOTIENT = {
    "value": _check_value,
    "order": _check_order,
    "evaluations": _check_evaluations,
    "shapes": _check_shapes,
    "contract": _check_contract,
}
TASKS: dict[str, Callable[[Function, Generator], None]] = {
    **{
        f"test_{scheme.part}_{name}": partial(check, scheme)
        for scheme in (FORWARD, CENTRAL, COMPLEX)
        for name, check in _QUOTIENT.items()
        if not (scheme.imaginary and name == "order")
    },
    "test_error_slope_power_law": _check_power_law,
    "test_error_slope_least_squares": _check_least_squares,
    "test_error_slope_contract": _check_slope_contract,
    "test_suggest_h_value": _check_suggestions,
    "test_suggest_h_unknown": _check_unknown,
}
