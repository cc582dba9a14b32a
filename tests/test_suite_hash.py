"""Everything that decides a mark is in the hash by which work is graded again, and nothing else is."""

import shutil
from dataclasses import fields, replace
from types import SimpleNamespace

import pytest
from conftest import STEM

from autograder.classroom import gradebook, plan
from autograder.course.course import Course, CourseError
from autograder.course.settings import Limits
from autograder.grading import suite

OTHER = "gradient"


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package") / "autograder"
    return shutil.copytree(suite.PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def package(original, tmp_path):
    """A copy of the autograder to change."""
    return shutil.copytree(original, tmp_path / "autograder")


def module_of(package, room, stem):
    """The file that an exercise has in a room, as a module or as a package."""
    file = package / room / f"{stem}.py"
    return file if file.exists() else package / room / stem / "__init__.py"


def changed(package, original, stem):
    before, now = suite.code(stem, original), suite.code(stem, package)
    return {name for name in before if before[name] != now[name]}


def append(path, text="\n_MORE = 1\n"):
    path.write_text(path.read_text() + text)


@pytest.mark.parametrize(("room", "part"), [("checks", "checks"), ("misconceptions", "catalogue")])
def test_what_belongs_to_one_exercise_changes_its_hash_only(package, original, room, part):
    append(module_of(package, room, STEM))
    assert changed(package, original, STEM) == {part}
    assert changed(package, original, OTHER) == set()


@pytest.mark.parametrize(
    ("file", "part"),
    [("checks/__init__.py", "checks"), ("misconceptions/catalogue.py", "catalogue"), ("grading/trusted.py", "grader"),
     ("grading/grade.py", "grader"), ("intake/rebuild.py", "grader"), ("course/assignment.py", "grader"),
     ("wall/seccomp.py", "wall"), ("wall/wire.py", "wall")],
)  # fmt: skip
def test_what_all_exercises_share_changes_every_hash(package, original, file, part):
    append(package / file)
    assert changed(package, original, STEM) == changed(package, original, OTHER) == {part}


def test_what_decides_no_mark_changes_no_hash(package, original):
    for file in ("cli.py", "pages/feedback.py", "classroom/run.py", "course/course.py", "doctor.py"):
        append(package / file)
    assert changed(package, original, STEM) == set()


def test_what_a_suite_imports_of_ours_counts_however_it_is_imported(package, original):
    for name in ("first", "second", "third"):
        (package / "checks" / f"{name}.py").write_text("VALUE = 1\n")
    append(
        module_of(package, "checks", STEM), "\nfrom autograder.checks import first\nimport autograder.checks.second\n"
    )
    append(
        package / "checks/first.py", "\ndef late():\n    from autograder.checks.third import VALUE\n    return VALUE\n"
    )
    before = suite.code(STEM, package)
    for name in ("first", "second", "third"):
        append(package / "checks" / f"{name}.py")
        now = suite.code(STEM, package)
        assert now["checks"] != before["checks"], name
        before = now
    assert changed(package, original, OTHER) == set()


def test_a_suite_may_be_a_package(package):
    for path in (package / "checks" / f"{STEM}.py", package / "checks" / STEM):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    folder = package / "checks" / STEM
    folder.mkdir()
    (folder / "__init__.py").write_text("from autograder.checks.svm_gradient import values\nTASKS = {}\n")
    (folder / "values.py").write_text("X = 1\n")
    (folder / "loaded_by_name.py").write_text("X = 1\n")
    for name in ("__init__", "values", "loaded_by_name"):
        before = suite.code(STEM, package)["checks"]
        append(folder / f"{name}.py")
        assert suite.code(STEM, package)["checks"] != before, name


def test_comments_blank_lines_and_docstrings_regrade_nobody_but_the_sentences_of_the_catalogue_do(package, original):
    module = module_of(package, "checks", STEM)
    module.write_text('"""Other words."""\n\n\n# A remark.\n' + module.read_text().split('"""', 2)[2])
    assert changed(package, original, STEM) == set()
    sentences = module_of(package, "misconceptions", STEM)
    lines = sentences.read_text().split("@mistake(", 1)
    assert len(lines) == 2
    start = lines[1].index('"""') + 3
    sentences.write_text(lines[0] + "@mistake(" + lines[1][:start] + "Once more: " + lines[1][start:])
    assert changed(package, original, STEM) == {"catalogue"}


def test_every_limit_is_in_the_hash_and_named():
    before = dict(suite.surroundings(STEM, Limits(), "id", "none"))
    for field in fields(Limits):
        value = getattr(Limits(), field.name)
        other = (*value, "torch") if isinstance(value, tuple) else value + 1
        now = dict(suite.surroundings(STEM, replace(Limits(), **{field.name: other}), "id", "none"))
        assert before != now
        assert plan.changes(before, now)[0].startswith(f"limits changed ({field.name}: ")
    assert suite.surroundings(STEM, replace(Limits(), call_seconds=5.0), "id", "none") == tuple(before.items())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda patch: patch.setattr(suite.platform, "python_version", lambda: "3.99.1"), "Python changed ("),
        (lambda patch: patch.setattr(suite, "_version", lambda name: f"9.{name}"), "NumPy changed ("),
        (lambda patch: patch.setattr(suite, "_sandbox", lambda wall: "bubblewrap 9"), "the sandbox changed (none to bubblewrap 9)"),
    ],
)  # fmt: skip
def test_versions_are_in_the_hash(monkeypatch, change, words):
    before = dict(suite.surroundings(STEM, Limits(), "id", "none"))
    change(monkeypatch)
    found = plan.changes(before, dict(suite.surroundings(STEM, Limits(), "id", "none")))
    assert any(one.startswith(words) for one in found), found


def test_the_secret_counts_by_an_id_that_tells_nothing_of_it(course):
    before = gradebook.assignment(course, STEM)
    secret = course.secret.read_text()
    course.make_secret(new=True)
    now = gradebook.assignment(course, STEM)
    assert plan.changes(before.parts, now.parts) == ["the secret changed"]
    assert before.suite != now.suite
    assert before.parts["secret"] not in secret
    assert secret not in str(before.parts)
    course.secret.unlink()
    assert plan.changes(now.parts, gradebook.assignment(course, STEM).parts) == ["the secret is gone"]


def test_cells_and_points_count(course):
    before = gradebook.assignment(course, STEM)
    cell = replace(before.cells[-1], points=before.cells[-1].points + 1)
    assert plan.changes(before.parts, replace(before, cells=(*before.cells[:-1], cell)).parts) == [
        "the released notebook changed"
    ]


# Whose checks?


def test_a_course_folder_with_other_checks_of_its_own_is_refused_and_with_the_same_it_is_said(package, monkeypatch):
    course = Course(package.parent)
    assert suite.require_ours(course, STEM) == package
    assert suite.require_ours(Course(suite.PACKAGE.parent), STEM) is None
    append(module_of(package, "checks", STEM))
    with pytest.raises(CourseError, match=f"that of {suite.PACKAGE} runs, which has other checks for {STEM}"):
        suite.require_ours(course, STEM)
    assert suite.require_ours(course, OTHER) == package
    module_of(package, "checks", STEM).write_text("def (")
    with pytest.raises(CourseError, match="is no Python|has other checks"):
        suite.require_ours(course, STEM)


def test_a_test_cell_without_a_hidden_check_is_refused(tmp_path):
    def cell(name, source):
        return SimpleNamespace(id=name, kind="test", source=source)

    def assignment(stem, *cells):
        return SimpleNamespace(stem=stem, cells=cells)

    known = cell("test_svm_loss_naive_value", f'checks.run("{STEM}", "test_svm_loss_naive_value", f)')
    suite.require_checks(assignment(STEM, known))
    suite.require_checks(assignment("my_own", cell("test_f", "assert f(1) == 2")))
    for odd in (
        assignment(STEM, known, cell("test_f_x", f"checks.run('{STEM}', 'test_f_x', f)")),
        assignment(STEM, known, cell("test_f_x", "assert True")),
        assignment("my_own", cell("test_f", 'checks.run("my_own", "test_f", f)')),
    ):
        with pytest.raises(CourseError, match="has no hidden check"):
            suite.require_checks(odd)
