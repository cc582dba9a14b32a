"""The three difference schemes: what each does, and how an answer is read and judged."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import failure, finite_array, holds, is_number
from autograder.checks.numeric_gradient.functions import Problem, draw_problem
from autograder.checks.probes import Probe
from autograder.misconceptions import Observation, name_mistake

LOOSE = 0.05  # relative; the truncation of any difference quotient at the steps used here is below 0.01
_HUGE = 1e6  # no slope of these functions is near it
AGAIN = 1e-9  # relative; rounding, 1e-16 / h, is below 1e-12 at the steps used here, the effect of a slip far above


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
        if x.size > 1 and is_number(answer):
            raise CheckFailed(
                f"Your gradient must be an array of the shape of x; {problem.where} you return one number. "
                + self.hint_of_number(problem, float(answer.real))
            )
        return gradient_of(answer, x.shape, problem.where), probe.points

    def hint_of_number(self, problem: Problem, answer: float) -> str:
        """What a number is that is returned for a gradient, as far as its value shows it."""
        h = problem.h or 1e-20
        first = self.quotient(problem.f, problem.x, h).ravel()[0]
        if holds(abs(answer - first) / max(1.0, abs(first)), AGAIN):
            return "It is the slope of the first entry: does the function return inside its loop?"
        at = {step: problem.f(problem.x + step * h) for step in (*self.steps, 0)}
        if self.imaginary:
            together = at[1j].imag / h
        else:
            together = (at[1] - at[0 if self.at_x else -1]) / (h if self.at_x else 2 * h)
        if holds(abs(answer - together) / max(1.0, abs(together)), AGAIN):
            return "It is the slope when all entries move at once, as in x + h: move one entry at a time."
        return "Each entry of x has a slope of its own."

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
            near = [known for known in self.steps if abs(step - known) < AGAIN]
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
        return failure("numeric_gradient", self.part, text, observations, hint)


FORWARD = Scheme("forward_diff", "a forward difference", (1,), True, 1)
CENTRAL = Scheme("central_diff", "a central difference", (1, -1), False, 2)
COMPLEX = Scheme("complex_step", "a complex step", (1j,), False, 2)


def _in_h(step: complex) -> str:
    """A step in units of h, in words."""
    if not step.imag:
        return f"{step.real:.2g} h"
    return f"{step.imag:.2g} ih" if not step.real else "a step that is neither along the real axis nor across it"


def gradient_of(answer: Any, shape: tuple[int, ...], where: str) -> Array:
    """The answer as a finite array of floats of that shape; for shape () a number will do."""
    if shape == () and isinstance(answer, (float, np.floating)):
        answer = np.array(answer)
    return finite_array(answer, "Your gradient", where, shape)


def error_of_gradient(gradient: Array, right: Array) -> float:
    """The largest error of an entry, relative to the largest entry."""
    return float(np.max(np.abs(gradient - right)) / np.max(np.abs(right)))


def factor_of(gradient: Array, right: Array) -> float:
    """By what factor a gradient is off, NaN if it is not one factor for all entries."""
    factor = float(np.vdot(gradient, right) / np.vdot(right, right))
    return factor if factor and holds(error_of_gradient(gradient / factor, right), LOOSE) else math.nan


def error_of_direction(gradient: Array, right: Array) -> float:
    """The error of a gradient when the one factor by which it is off, which another task charges, is taken out."""
    factor = factor_of(gradient, right)
    return error_of_gradient(gradient if math.isnan(factor) else gradient / factor, right)


def need_slopes(scheme: Scheme, function: Function, rng: Generator, h: float | None) -> None:
    """Demand slopes that are right up to a factor, or those of a known mistake, before good manners count."""
    problems = [draw_problem(rng, n, h) for n in (4, 3, 5, 6)]
    gradients = [scheme.ask(function, problem)[0] for problem in problems]
    asked = list(zip(problems, gradients, strict=True))
    if all(math.isfinite(factor_of(gradient, problem.right)) for problem, gradient in asked):
        return
    # Huge numbers, such as a real part divided by a tiny h, are rounded too coarsely to be held against each other.
    moderate = all(np.abs(gradient).max() < _HUGE for gradient in gradients)
    observations = [scheme.observation(*pair) for pair in asked]
    if not (moderate and name_mistake("numeric_gradient", scheme.part, observations)):
        raise CheckFailed(
            f"This mark is for a function that measures slopes; yours does not yet {problems[0].where}, "
            "not even up to a factor."
        )
