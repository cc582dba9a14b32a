"""The rooms of the package: imports run one way, and a wheel holds everything."""

import ast
import functools
import shutil
import sys
from pathlib import Path

from conftest import run
from quick import hand_in

import autograder

PACKAGE = Path(autograder.__file__).parent
# From the top to the bottom: a module imports from its own room and from those below, never from one above.
ROOMS = (
    "entry",
    "pages",
    "classroom",
    "grading",
    "practice",
    "checks",
    "misconceptions",
    "intake",
    "wall",
    "course",
    "gradcheck",
)
ENTRY = {"cli", "commands", "__main__", "doctor", "demo"}


def module_of(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(("autograder", *(part for part in parts if part != "__init__")))


MODULES = {module_of(path): path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts}


def room_of(module):
    first = module.split(".")[1]
    return "entry" if first in ENTRY else first


@functools.cache
def imports(module):
    """The modules of ours that a module imports, anywhere in its text."""
    found = []
    for node in ast.walk(ast.parse(MODULES[module].read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by a relative name"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            while name and name not in MODULES:
                name = name.rpartition(".")[0]
            if name and name != "autograder":
                found.append(name)
    return found


def test_every_module_has_a_room():
    assert {room_of(module) for module in MODULES if module != "autograder"} == set(ROOMS)


def test_imports_run_from_the_top_to_the_bottom():
    wrong = [
        f"{module} imports {other}"
        for module in MODULES
        if module != "autograder"
        for other in imports(module)
        if ROOMS.index(room_of(module)) > ROOMS.index(room_of(other))
    ]
    assert wrong == []


def test_imports_make_no_circle():
    left = {
        module: {other for other in imports(module) if other != module} for module in MODULES if module != "autograder"
    }
    while left:
        leaves = {module for module, others in left.items() if not others & left.keys()}
        assert leaves, f"these import each other: {sorted(left)}"
        left = {module: others for module, others in left.items() if module not in leaves}


def test_the_public_checker_imports_nothing_of_ours():
    assert imports("autograder.gradcheck") == []
    assert imports("autograder") == ["autograder.gradcheck"] * 3


def test_a_wheel_holds_every_module_and_what_they_read(tmp_path):
    root = PACKAGE.parent
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    for part in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-text"):  # a copy: building writes beside the source
        shutil.copy(root / part, tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path / "dist", tmp_path, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    run(*pip, "install", "--no-deps", "--target", tmp_path / "there", wheel, cwd=tmp_path)
    ours, theirs = (
        {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in (".py", ".html", ".css")}
        for folder in (PACKAGE, tmp_path / "there/autograder")
    )
    assert ours == theirs
    names = ", ".join(module for module in MODULES if module != "autograder.__main__")
    run(sys.executable, "-c", f"import {names}", cwd=tmp_path / "there")  # found there first


def test_who_lets_others_grade_loads_nothing_of_what_grades(course, wall):
    """NumPy and Matplotlib take a fifth of a second, before the first work is handed out, and 40 MB."""
    hand_in(course, "ada")
    program = """if True:
        import sys
        from autograder import cli
        sys.argv[1:] = ["grade", "--jobs", "1"]
        try:
            cli.main()
        finally:
            print(*sys.modules, file=sys.stderr)
    """
    done = run(sys.executable, "-c", program, cwd=course.root)
    assert "1 of 1: ada" in done.stdout
    loaded = set(done.stderr.split())
    assert "autograder.classroom.gradebook" in loaded
    assert not loaded & {"numpy", "matplotlib", "autograder.grading.grade", "autograder.wall.zygote"}


def test_a_library_that_only_workers_load_and_that_is_missing_is_no_fault_of_the_submissions(course, monkeypatch):
    for student in ("ada", "bob"):
        hand_in(course, student)
    (course.root / "broken").mkdir()
    (course.root / "broken" / "psutil.py").write_text("raise ModuleNotFoundError('there is no psutil')\n")
    with monkeypatch.context() as patch:
        patch.setenv("PYTHONPATH", str(course.root / "broken"))
        done = run("autograder", "grade", "--sandbox", "none", cwd=course.root, check=False)
    assert done.returncode == 2
    assert "autograder: this is a bug of the autograder (ModuleNotFoundError: there is no psutil" in done.stderr
    assert "fault" not in done.stdout
    assert not (course.root / "autograded").exists()
