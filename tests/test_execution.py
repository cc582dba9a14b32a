"""The execution of a small book of two chapters: side by side, once, and again when something changes that they use."""

import os
import sys

import pytest
from conftest import ROOT, run
from publishing import execution

CONF = """
extensions = ["myst_nb", "publishing.execution"]
nb_execution_mode = "cache"
nb_execution_raise_on_error = True
nb_execution_show_tb = True
"""
# A chapter writes down that it runs, and waits until another one does; a draws, b uses a file beside it.
CHAPTER = """---
file_format: mystnb
kernelspec:
  name: python3
---
# Chapter {name}

A text.

```{{code-cell}} ipython3
import os, pathlib, time
here = pathlib.Path({folder!r})
with open(here / "ran.txt", "a") as file:
    print("{name}", file=file)
for _ in range(600):
    if "{awaited}" in (here / "ran.txt").read_text():
        break
    time.sleep(0.1)
else:
    raise TimeoutError("the other chapter did not start")
print("threads", os.environ["OMP_NUM_THREADS"])
```

```{{code-cell}} ipython3
{code}
```
"""
DRAWING = "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"
READING = "print((here / 'book/widgets/helper.py').read_text())"


class Book:
    """A book in a folder of its own, built by Sphinx with MyST-NB and the module under test."""

    def __init__(self, root):
        self.root = root
        (root / "book/widgets").mkdir(parents=True)
        (root / "book/conf.py").write_text(CONF)
        (root / "book/widgets/helper.py").write_text("first = 1")
        (root / "book/index.md").write_text("# Book\n\n```{toctree}\na\nb\n```\n")
        self.write("a", DRAWING, awaited="b")
        self.write("b", READING, awaited="a")

    def write(self, name, code, awaited, text="A text."):
        chapter = CHAPTER.format(name=name, awaited=awaited, code=code, folder=str(self.root))
        (self.root / f"book/{name}.md").write_text(chapter.replace("A text.", text))

    def build(self, check=True):
        """Build, and return the names of the chapters that were executed."""
        (self.root / "ran.txt").write_text("")
        words = [sys.executable, "-m", "sphinx", "-W", "-q", "--keep-going", "book", "_build/html"]
        self.done = run(
            "env", f"PYTHONPATH={ROOT / 'book/_ext'}:{os.environ['PYTHONPATH']}", *words, cwd=self.root, check=check
        )
        return sorted((self.root / "ran.txt").read_text().split())

    def page(self, name):
        return (self.root / f"_build/html/{name}.html").read_text()

    def caches(self):
        return [path.name for path in (self.root / "_build/.jupyter_cache").iterdir()]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The book after its first build. The tests below change it one after the other."""
    book = Book(tmp_path_factory.mktemp("book"))
    book.first = book.build()
    return book


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core runs one chapter")
def test_chapters_run_side_by_side_on_one_thread_each_and_draw_svg(book):
    assert book.first == ["a", "b"]
    assert "threads 1" in book.page("a")
    assert "first = 1" in book.page("b")
    assert [path.suffix for path in (book.root / "_build/html/_images").iterdir()] == [".svg"]


def test_a_changed_text_is_published_without_running_its_chapter(book):
    book.write("a", DRAWING, awaited="b", text="Another text.")
    assert book.build() == []
    assert "Another text." in book.page("a")
    assert "threads 1" in book.page("a")


def test_a_changed_cell_runs_its_chapter_alone(book):
    book.write("a", DRAWING + "\nprint('changed')", awaited="a")
    assert book.build() == ["a"]
    assert "changed" in book.page("a")


def test_a_changed_helper_runs_all_chapters_and_drops_what_the_old_one_gave(book):
    (cache,) = book.caches()
    (book.root / "book/widgets/helper.py").write_text("second = 2")
    assert book.build() == ["a", "b"]
    assert "second = 2" in book.page("b")
    (other,) = book.caches()
    assert other != cache


def test_a_cell_that_fails_stops_the_build_which_names_its_chapter(book):
    book.write("b", "1 / 0", awaited="b")
    assert book.build(check=False) == ["b"]
    assert book.done.returncode
    assert "book/b.md" in book.done.stderr
    assert "ZeroDivisionError" in book.done.stderr


@pytest.mark.parametrize(
    "name",
    ["book/widgets/a.py", "book/widgets/a.js", "book/a.mplstyle", "autograder/gradcheck.py", "requirements.txt"],
)
def test_the_cache_is_another_one_when_a_helper_comes_or_changes(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = [execution.helpers_key(tmp_path)]
    for text in ("one", "two"):
        path.write_text(text)
        keys.append(execution.helpers_key(tmp_path))
    assert len(set(keys)) == 3
    (tmp_path / "book").mkdir(exist_ok=True)
    (tmp_path / "book/chapter.md").write_text("Text is no helper.")
    assert execution.helpers_key(tmp_path) == keys[-1]


def test_every_pattern_of_helpers_finds_something():
    for pattern in execution.HELPERS:
        assert list(ROOT.glob(pattern)), pattern
