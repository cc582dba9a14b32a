"""The archive of all exercises that the page for students links, as `autograder handout` makes it."""

from pathlib import Path

from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Write the archive before the pages are read."""
    app.connect("builder-inited", write)


def write(app: Sphinx) -> None:
    """Put the archive where the page for students looks for it; nothing happens if it is there already."""
    from autograder.course import handout  # nbgrader takes a second to import, and no other part of a build needs it
    from autograder.course.course import Course, replace

    course = Course(Path(app.srcdir).parent)
    exercises = course.root / "exercises"
    data, _ = handout.archive(exercises, sorted(path.stem for path in exercises.glob("*/*.ipynb")))
    path = handout.path(course)
    if not path.exists() or path.read_bytes() != data:
        replace(path, data, public=True)
