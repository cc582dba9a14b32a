"""The list of exercises on their page, as the released notebooks themselves tell it, so that it cannot go stale."""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from docutils import nodes
from docutils.statemachine import StringList
from notebooks import Book
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

TITLE = re.compile(r"^# (?:Exercise: )?(.+)$", re.M)
TASK = re.compile(r"^\| *\d+ *\| *`(\w+)`", re.M)
QUESTION = re.compile(r"(?:predict|diagnose|explain)_")
EFFORT = re.compile(r"\b(?:minutes?|hours?|difficulty)\b", re.I)


@dataclass(frozen=True)
class Exercise:
    """What a released notebook says of itself.

    Attributes:
        stem: its name.
        title: its heading.
        about: the first paragraph, in Markdown.
        effort: what it says of time and difficulty, in Markdown; empty if it says nothing.
        tasks: the functions that students write.
        questions: how many questions they answer with a number, a choice or a sentence.
        points: what all graded cells are worth.
        chapter: the chapter of the book that it goes with.
    """

    stem: str
    title: str
    about: str
    effort: str
    tasks: tuple[str, ...]
    questions: int
    points: int
    chapter: str


def setup(app: Sphinx) -> None:
    """Make the list a directive."""
    app.add_directive("exercises", ExercisesDirective)


def read(path: Path) -> Exercise:
    """Read one released notebook.

    Raises:
        ValueError: if it has no heading, or no paragraph under it.
    """
    notebook = nbformat.read(path, as_version=4)
    intro = notebook.cells[0].source
    title = TITLE.match(intro)
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", intro)[1:] if not part.startswith("|")]
    effort = next((part for part in paragraphs if is_effort(part)), "")
    texts = [part for part in paragraphs if part != effort]
    if not title or not texts:
        raise ValueError(f"{path}: the first cell must begin with a heading and a paragraph")
    names = dict.fromkeys(TASK.findall(intro))
    marks = (cell.metadata.get("nbgrader", {}) for cell in notebook.cells)
    return Exercise(
        stem=path.stem,
        title=title[1][0].upper() + title[1][1:],
        about=texts[0],
        effort=effort,
        tasks=tuple(name for name in names if not QUESTION.match(name)),
        questions=sum(bool(QUESTION.match(name)) for name in names),
        points=int(sum(mark.get("points", 0) for mark in marks if mark.get("grade"))),
        chapter=notebook.metadata.get("downhill", {}).get("chapter", path.stem),
    )


def is_effort(paragraph: str) -> bool:
    """Whether a paragraph is the line on time and difficulty: short, and begins with one of them or a number."""
    start = re.match(r"[*_\s]*(\w+)", paragraph)
    begins = start is not None and (start[1].isdigit() or start[1].lower() in {"time", "difficulty", "about"})
    return begins and bool(EFFORT.search(paragraph)) and len(paragraph) < 400


def read_all(folder: Path, chapters: list[str]) -> list[Exercise]:
    """All released notebooks in `folder`, in the order of their chapters."""
    found = [read(path) for path in sorted(folder.glob("*/*.ipynb")) if path.stem == path.parent.name]
    return sorted(found, key=lambda one: (chapters.index(one.chapter), one.stem))


def markdown(exercises: list[Exercise], folder: str) -> list[str]:
    """The list as MyST text; `folder` is that of the exercises, as seen from the page."""
    lines = []
    for one in exercises:
        notebook = f"{{download}}`{one.stem}.ipynb <{folder}/{one.stem}/{one.stem}.ipynb>`"
        lines += [f"## {one.title}", "", one.about, ""]
        tasks = ", ".join(f"`{task}`" for task in one.tasks)
        if one.questions:
            tasks += f"; and you answer {one.questions} question{'s' if one.questions > 1 else ''}"
        lines += [
            f"- Chapter: {{doc}}`{one.chapter}`",
            *([f"- You write: {tasks}"] if tasks else []),
            f"- {one.points} points",
            *([f"- {one.effort}"] if one.effort else []),
            f"- {notebook}",
            "",
        ]
    return lines


class ExercisesDirective(SphinxDirective):
    """``{exercises}``: one section per released notebook."""

    def run(self) -> list[nodes.Node]:
        """Write the sections as if they stood in the page."""
        folder = Path(self.env.srcdir).parent / "exercises"
        chapters = Book(Path(self.env.srcdir)).pages
        for path in sorted(folder.glob("*/*.ipynb")):
            self.env.note_dependency(str(path))
        text = StringList(markdown(read_all(folder, chapters), "../exercises"), source=self.get_source_info()[0])
        parent = nodes.Element()
        self.state.nested_parse(text, self.content_offset, parent, match_titles=True)
        return list(parent.children)
