"""How many cells does one slip cost? Every slip of `bodies/<stem>_slips.py` is put into the solution, alone.

`python tests/one_slip.py [STEM...]` prints the slips that cost another cell than their own, or more, and the counts.
"""

import inspect
import sys

from exercises import EXERCISES, Exercise, compiled, quiet


def slipped(exercise: Exercise, test: str, name: str) -> dict:
    """The namespace of the solved notebook with one slip in the function of a test."""
    old, new, *_ = exercise.slips[test][name]
    namespace = exercise.solved()
    exec(exercise.visible[exercise.function_of(test)].replace(old, new), namespace)
    return namespace


def cost(exercise: Exercise, test: str, name: str) -> set[str]:
    """The cells of the slip's own function that it costs: by their visible check or by a hidden one."""
    namespace, function = slipped(exercise, test, name), exercise.function_of(test)
    tasks = exercise.properties(function).values()
    lost = {exercise.cell_of(task) for task in tasks if exercise.failure(namespace[function], task)}
    for cell in {exercise.cell_of(task) for task in tasks} - lost:
        with quiet():
            try:
                exec(compiled(exercise.visible[cell]), dict(namespace))
            except Exception:
                lost.add(cell)
    return lost


def is_question(exercise: Exercise, test: str) -> bool:
    """Whether a test is that of an answer, which has one cell only and can cost no other."""
    return not inspect.signature(exercise.right[exercise.function_of(test)][0]).parameters


def table(stems: list[str]) -> str:
    """A line for each slip that costs another cell than its own, or more, and a line of counts for each exercise."""
    lines = []
    for exercise in EXERCISES:
        if stems and exercise.stem not in stems:
            continue
        total = own = 0
        for test, slips in exercise.slips.items():
            for name in slips if not is_question(exercise, test) else ():
                lost = cost(exercise, test, name)
                total, own = total + 1, own + (lost == {exercise.cell_of(test)})
                if lost != {exercise.cell_of(test)}:
                    lines.append(f"{test} {name}: costs {', '.join(sorted(lost)) or 'nothing'}")
        lines.append(f"{exercise.stem}: {own} of {total} slips cost exactly their own cell, questions left out")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(sys.argv[1:]))  # noqa: T201
