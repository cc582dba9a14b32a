"""The three difference schemes: what each does, and how an answer is read and judged."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks import Array, CheckFailed, Function, call
from autograder.checks.answers import failure, finite_array, holds
from autograder.checks.numeric_gradient.functions import Problem
from autograder.checks.probes import Probe
from autograder.misconceptions import Observation

LOOSE = 0.05  # relative; the truncation of any difference quotient at the steps used here is below 0.01
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
        return gradient_of(answer, x.shape, problem.where), probe.points

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


def need_slopes(gradient: Array, problem: Problem) -> None:
    """Demand that a gradient is right up to a factor, before good manners count."""
    if not math.isfinite(factor_of(gradient, problem.f.derivative(problem.x))):
        raise CheckFailed(
            f"This mark is for a function that measures slopes; yours does not yet {problem.where}, "
            "not even up to a factor."
        )
