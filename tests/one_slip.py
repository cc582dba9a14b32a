"""How many cells does one slip cost? Every slip of `bodies/<stem>_slips.py` is put into the solution, alone.

`python tests/one_slip.py [STEM...]` prints the slips that cost another cell than their own, or more, and the counts.
"""

import sys

from exercises import EXERCISES, Exercise, quiet


def slipped(exercise: Exercise, test: str, name: str) -> dict:
    """The namespace of the solved notebook with one slip in the function of a test."""
    old, new, *_ = exercise.slips[test][name]
    namespace = exercise.solved()
    exec(exercise.visible[exercise.function_of(test)].replace(old, new), namespace)
    return namespace


def cost(exercise: Exercise, test: str, name: str) -> set[str]:
    """The properties of the slip's own function whose cells it costs: by their visible check or their hidden one."""
    namespace, function = slipped(exercise, test, name), exercise.function_of(test)
    lost = set()
    for prop, cell in exercise.properties(function).items():
        with quiet():
            try:
                exec(exercise.visible[cell], dict(namespace))
            except Exception:
                lost.add(prop)
        if exercise.failure(namespace[function], cell):
            lost.add(prop)
    return lost


def table(stems: list[str]) -> str:
    """A line for each slip that costs another cell than its own, or more, and a line of counts for each exercise."""
    lines = []
    for exercise in EXERCISES:
        if stems and exercise.stem not in stems:
            continue
        total = own = 0
        for test, slips in exercise.slips.items():
            for name in slips:
                lost, due = cost(exercise, test, name), {test.removeprefix(f"test_{exercise.function_of(test)}_")}
                total, own = total + 1, own + (lost == due)
                if lost != due:
                    lines.append(f"{test} {name}: costs {', '.join(sorted(lost)) or 'nothing'}")
        lines.append(f"{exercise.stem}: {own} of {total} slips cost exactly their own cell")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(sys.argv[1:]))  # noqa: T201
