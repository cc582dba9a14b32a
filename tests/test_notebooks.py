"""The chapters as plain notebooks: nothing is lost, nothing of MyST is left, and they run where they are opened alone."""

import ast
import re
import subprocess
import sys

import nbformat
import notebooks
import pytest
from conftest import ROOT, run
from nbclient import NotebookClient
from publishing.launch import BRANCH

BOOK = notebooks.Book(ROOT / "book")
CHAPTERS = [page for page in BOOK.pages if BOOK.has_code(page)]
LEFT_OVER = re.compile(r"\{[a-z]+(:[a-z]+)?\}`|^\s*(`{3,}|:{3,})\{|^\([\w-]+\)=|^:[a-z]+:|^\s*:{3,}\s*$", re.M)
MODULES = {"scikit-learn": "sklearn"}  # where a package and its module have different names
ITS_OWN = {"gradient_check_tools": {"torch"}}  # what a chapter tells its reader to install


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    notebooks.write(folder)
    return folder


@pytest.fixture(params=CHAPTERS)
def chapter(request):
    return request.param


@pytest.fixture
def notebook(folder, chapter):
    return nbformat.read(folder / f"{chapter}.ipynb", as_version=4)


@pytest.fixture
def prose(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def cells_of_the_chapter(chapter):
    return [cell for cell in BOOK.source(chapter).cells if cell.cell_type == "code"]


def test_every_chapter_with_code_is_there_and_nothing_else(folder):
    assert {path.stem for path in folder.glob("*.ipynb")} == set(CHAPTERS)
    assert {"svm_loss", "gradient_check_tools"} < set(CHAPTERS)
    assert not {"notation", "glossary", "references"} & set(CHAPTERS)


def test_a_notebook_is_valid_and_has_the_code_of_its_chapter(notebook, chapter):
    nbformat.validate(notebook)
    title, setup, *_ = notebook.cells
    assert title.source.startswith("# ")
    assert setup.source.startswith("# Makes this notebook ready")
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert code == [setup.source, *(cell.source for cell in cells_of_the_chapter(chapter))]


def test_nothing_of_myst_is_left(prose):
    assert not [match[0] for match in LEFT_OVER.finditer(prose)]


def test_no_formula_is_lost(prose, chapter):
    text = re.sub(r"^```\{code-cell\}.*?^```", "", BOOK.text(chapter), flags=re.M | re.S)
    captions = " ".join(
        cell.metadata.get("mystnb", {}).get("figure", {}).get("caption", "") for cell in cells_of_the_chapter(chapter)
    )
    assert prose.count("$$") == text.count("$$")
    assert prose.count("$") == text.count("$") + captions.count("$")


def test_answers_stay_folded(prose, chapter):
    folded = BOOK.text(chapter).count(":class: dropdown")
    assert prose.count("<details><summary>") == prose.count("</details>") == folded


def test_every_link_leads_somewhere(folder, prose):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if not re.match(r"https?://", target):
            assert (folder / target).is_file(), target


def test_what_is_cited_is_listed(prose, chapter):
    text = BOOK.text(chapter)
    roles = re.findall(r"\{cite:[tp]\}`([^`]+)`", text)
    cited = {BOOK.key(key, chapter) for keys in roles for key in keys.split(",")}
    if "```{bibliography}" not in text:
        assert not cited
        return
    assert cited
    listed = prose.split("## References")[1].split("\n- ")[1:]
    assert len(listed) == len(cited)
    bare = [re.sub(r"[\\\s*]+", "", work).lower() for work in listed]
    for key in cited:
        title = re.sub(r"[{}\\\s]", "", BOOK.works.entries[key].fields["title"]).lower()
        assert any(title in work for work in bare), title


def test_what_the_cells_import_is_required_or_lies_beside_them(folder, notebook, chapter):
    known = {MODULES.get(name, name) for name in (folder / "requirements.txt").read_text().split()}
    known |= {path.stem for path in folder.iterdir()} | sys.stdlib_module_names | ITS_OWN.get(chapter, set())
    code = [cell.source for cell in notebook.cells[2:] if cell.cell_type == "code"]
    trees = [ast.parse(re.sub(r"^\s*[%!].*$", "", source, flags=re.M)) for source in code]
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= known
        elif isinstance(node, ast.ImportFrom):
            assert node.module.split(".")[0] in known


def test_the_gradient_check_beside_the_notebooks_needs_nothing_else_of_the_course(folder):
    code = "import sys, autograder.gradcheck as module; print(module.__file__, [name for name in sys.modules if 'autograder.' in name])"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(folder)!r}); {code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"{folder / 'autograder/gradcheck.py'} ['autograder.gradcheck']\n"


# ---------------------------------------------------------------- running them


def execute(path, cwd):
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(cwd)}})
    client.execute()
    return notebook


def printed(cell):
    return "".join(output.get("text", "") for output in cell.outputs)


def test_a_notebook_runs_in_its_folder(folder, monkeypatch):
    monkeypatch.setenv("PATH", "")  # no git: the set-up has nothing to do here
    setup = execute(folder / "svm_loss.ipynb", folder).cells[1]
    assert setup.outputs == []


def test_a_notebook_that_is_opened_alone_fetches_what_it_needs(tmp_path, monkeypatch):
    repository = tmp_path / "repository"
    monkeypatch.setattr(notebooks, "repository", lambda root: repository.as_uri())
    monkeypatch.setenv("PIP_NO_INDEX", "1")  # all requirements are there
    notebooks.write(repository)
    run("git", "init", "--quiet", "--initial-branch", BRANCH, cwd=repository)
    run("git", "add", ".", cwd=repository)
    run(
        "git",
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@localhost",
        "commit",
        "--quiet",
        "-m",
        "Notebooks",
        cwd=repository,
    )
    alone = tmp_path / "alone"
    alone.mkdir()
    notebook = execute(repository / "svm_loss.ipynb", alone)
    assert [path.name for path in alone.iterdir()] == ["downhill"]
    assert (alone / "downhill/downhill.mplstyle").is_file()
    assert "ERROR" not in printed(notebook.cells[1])
    assert any(
        "widget-view" in kind
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        for kind in output.get("data", {})
    )


def test_the_address_is_that_of_the_running_workflow_or_of_the_configuration(monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "teacher/fork")
    assert notebooks.repository(ROOT) == "https://github.com/teacher/fork"
    monkeypatch.delenv("GITHUB_REPOSITORY")
    assert notebooks.repository(ROOT).startswith("https://github.com/downhill-course")


@pytest.mark.parametrize(
    ("myst", "plain"),
    [
        ("(svm_loss)=\n# The loss", "# The loss"),
        ("see {doc}`gradient`", "see [What a Gradient Is](gradient.ipynb)"),
        ("see {doc}`there <gradient>`", "see [there](gradient.ipynb)"),
        ("see {doc}`notation`", "see “Notation”"),
        ("see {numref}`fig-svm_loss-hinge`", "see figure svm_loss-hinge"),
        (":::{admonition} Remember\n:class: tip\nIt *falls*.\n:::\n", "> **Remember**\n>\n> It *falls*.\n"),
        (
            ":::{admonition} Question\n:class: dropdown\nAn answer\n\nwith $x$.\n:::\n",
            "<details><summary><b>Question</b></summary>\n\nAn answer\n\nwith $x$.\n\n</details>\n",
        ),
    ],
)
def test_what_myst_says_is_said_in_markdown(myst, plain):
    assert BOOK.plain(myst, "svm_loss", []) == plain


def test_a_role_that_nobody_can_say_in_markdown_stops_the_build():
    with pytest.raises(ValueError, match="svm_loss: no way to say"):
        BOOK.plain("{eq}`that-formula`", "svm_loss", [])
