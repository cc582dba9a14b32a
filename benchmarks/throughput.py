"""How many submissions a minute: `autograder grade` against stock `nbgrader autograde`, on the same work, in one run.

Stock means nbgrader's own Execute, which gives the student's kernel the hidden tests and all rights of the grader.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder import demo
from autograder.classroom.gradebook import scores
from autograder.course.course import Course
from autograder.demo.kinds import RIGHT, SVM, WRONG

STOCK = """
c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
"""
HONEST = [kind for kind in RIGHT + WRONG if kind.name not in ("noisy", "slow", "renamed")]
BIN = Path(sys.executable).parent


def main() -> None:
    root = Path(__file__).parents[1]
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        shutil.copytree(root / "solutions" / SVM, here / "solutions" / SVM)
        shutil.copy(root / "nbgrader_config.py", here)
        room = demo.make(Course(here), None)
        for student, kind in room.kinds.items():
            if kind not in HONEST:
                shutil.rmtree(room.course.root / "submitted" / student)
        count = len(room.course.students())

        stock = Course(here / "stock")
        shutil.copytree(room.course.root, stock.root)
        (stock.root / "nbgrader_config.py").write_text(STOCK)

        ours = timed([BIN / "autograder", "grade"], room.course.root)
        theirs = timed([BIN / "nbgrader", "autograde", SVM], stock.root)
        same = scores(room.course, SVM) == scores(stock, SVM)

    print(f"{count} submissions of {SVM}, {'the same' if same else 'DIFFERENT'} scores")
    print(f"autograder grade:   {ours:6.1f} s, {60 * count / ours:6.1f} a minute")
    print(f"nbgrader autograde: {theirs:6.1f} s, {60 * count / theirs:6.1f} a minute")
    print(f"ratio: {theirs / ours:.1f}")


def timed(command: list[str | Path], folder: Path) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command}: exit status {done.returncode}\n{done.stderr}")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
