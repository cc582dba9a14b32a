"""What tests share: a course as an instructor has it, the graded demo class, the built book, and commands as people call them."""

import fcntl
import functools
import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import first  # noqa: F401 (what it is)
import pytest
from browsing import browser  # noqa: F401 (the one browser of a test run)
from nbgrader import api as nbgrader_api
from nbgrader.validator import Validator
from needs import missing

from autograder import cli
from autograder.classroom import gradebook, history, pool, stopping
from autograder.course import release
from autograder.course.course import Course
from autograder.course.settings import Limits
from autograder.wall import session
from autograder.wall.bubblewrap import SandboxError

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
STEM = "svm_gradient"
PUBLISHED = Course(ROOT).book_url
STOCK_VALIDATION = Validator._preprocess

# For each new gradebook nbgrader starts a program that says which version of its tables this is.
nbgrader_api.get_alembic_version = functools.cache(nbgrader_api.get_alembic_version)


@pytest.fixture(autouse=True)
def validator_as_it_comes():
    """The configuration of a course changes nbgrader's validator for its whole process, and a process has many tests."""
    Validator._preprocess = STOCK_VALIDATION


# Files that take a minute or more, the longest first: given out early, they leave no worker alone at the end.
LONG = ("suites", "site", "classroom", "misconceptions", "submissions", "side_doors", "exercises", "types", "widgets", "wall",
        "collect", "lite", "bad_input", "postgresql", "fair_limits", "mutations", "stopping", "book", "execution", "scoreboard",
        "readme", "truth", "practice")  # fmt: skip


def pytest_collection_modifyitems(items):
    place = {f"test_{name}": number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


def pytest_collection_finish():
    """Take what is loaded out of the garbage collector's sight: it would go through all of it again and again."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)  # what tests remember grows, and would be gone through again and again too
    gc.enable()


def run(*words, cwd, check=True, **options):
    """Run a command of the environment and return it; its output is text."""
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": path},
        **options,
    )
    if check:
        assert done.returncode == 0, f"{words}: {done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done


def new_course(root, *stems):
    """An instructor's course folder with some exercises, not released yet."""
    for stem in stems:
        shutil.copytree(ROOT / "solutions" / stem, root / "solutions" / stem)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return Course(root)


def previous(course, student, stem):
    """The result that the gradebook holds, or None."""
    with gradebook.opened(course) as opened:
        kept = history.results(opened.db, stem, student, whole=False) if history.exists(opened.db) else {}
    return kept[student].result if student in kept else None


@pytest.fixture(scope="session")
def wall():
    try:
        session.require(Limits(), "bubblewrap")
    except SandboxError:
        missing("no sandbox on this machine: see `autograder doctor`")


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """A released course of one exercise. Tests that change it take `course`."""
    course = new_course(tmp_path_factory.mktemp("released"), STEM)
    release.release(course, STEM)
    return course


@pytest.fixture
def course(released, tmp_path):
    """A released course of the test's own."""
    shutil.copytree(released.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def command(course, monkeypatch, capsys):
    """Run a command in this process and return what a shell would see of it."""

    def call(*words):
        monkeypatch.chdir(course.root)
        monkeypatch.setattr("sys.argv", ["autograder", *map(str, words)])
        monkeypatch.setattr(stopping, "by_exception", lambda: None)  # the handling of signals is the tests' own
        with pytest.raises(SystemExit) as left:
            cli.main()
        return SimpleNamespace(returncode=left.value.code, **capsys.readouterr()._asdict())

    return call


@pytest.fixture(scope="module")
def team_of_one():
    """A real worker for several tests: to start it and its zygote takes longer than to grade a few submissions."""
    team = pool._Team(1, "bubblewrap")
    yield team
    team.end()


@pytest.fixture
def one_worker(team_of_one, wall, monkeypatch):
    """Lets that worker grade what a test asks of one worker, as a command has one team for all its exercises."""
    monkeypatch.setattr(pool, "_started", [team_of_one])


@pytest.fixture(scope="session")
def demo_run(tmp_path_factory, wall):
    """The demo class of all exercises, made and graded once by the command; with what the command printed."""
    root = new_course(tmp_path_factory.mktemp("demo"), *Course(ROOT).chosen()).root
    # One process runs the first cells of ten exercises, and draws their pictures, once.
    done = run("autograder", "demo", "--jobs", "1", cwd=root, check=False)
    return Course(root / "demo"), done


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id):
    """The book, built from nothing as a publisher would, with every warning an error; once for all workers."""
    if not (ROOT / "node_modules/katex").is_dir():
        missing("no node_modules: `npm ci` installs them")
    run_folder = tmp_path_factory.getbasetemp()  # of this worker, inside that of the whole run
    root = (run_folder if worker_id == "master" else run_folder.parent) / "book-of-this-run"
    log = root / "errors.txt"
    with open(f"{root}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not log.exists():
            build_book(root, log)
    assert not log.read_text()[-3000:]
    return root / "_build" / "html"


def build_book(root, log):
    """Build a copy of the book in `root`; `log` is empty if that went well."""
    ignore = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__", "_build")
    for name in ("book", "exercises"):
        shutil.copytree(ROOT / name, root / name, ignore=ignore)
    shutil.copy(ROOT / "_config.yml", root)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    done = run("jupyter-book", "build", "-W", "-n", "--keep-going", "book", cwd=root, check=False)
    failed = done.returncode or "WARNING:" in done.stderr
    log.write_text(done.stdout + done.stderr if failed else "")
