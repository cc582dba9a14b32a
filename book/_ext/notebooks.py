"""The chapters as plain notebooks, for JupyterLite, Binder, Colab and download: `python book/_ext/notebooks.py FOLDER`.

The chapters are MyST text. Notebook programs know Markdown only, so here references become links, citations become
authors and years, boxes become quotes and folded answers become `<details>`. What the cells import stands beside the
notebooks: the widgets, the plot style and the gradient check.
"""

import re
import shutil
import sys
from functools import cached_property
from pathlib import Path

import addresses
import nbformat
import yaml
from myst_nb.core.read import is_myst_markdown_notebook, myst_nb_reader_plugin
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from pybtex.database import BibliographyData, Entry, parse_file
from pybtex.plugin import find_plugin

ROOT = Path(__file__).resolve().parents[2]
BESIDE = ("book/widgets", "book/downhill.mplstyle", "autograder/__init__.py", "autograder/gradcheck.py")
REQUIREMENTS = ("anywidget", "jupyterlab", "matplotlib", "numpy", "scikit-learn", "scipy")

# Colab opens a notebook alone; JupyterLite starts without the packages that are not part of Pyodide.
SETUP = """\
# Makes this notebook ready where it was opened alone, as in Colab; does nothing in the folder of its book.
import os
import sys

if sys.platform == "emscripten":
    %pip install -q anywidget
elif not os.path.exists("downhill.mplstyle"):
    !git clone --quiet --depth 1 --branch notebooks {repository} downhill
    %cd -q downhill
    %pip install -q -r requirements.txt
    if "google.colab" in sys.modules:
        sys.modules["google.colab"].output.enable_custom_widget_manager()"""

ROLE = re.compile(r"\{([a-z:]+)\}`(?:([^`<]*?)\s*<([^`>]+)>|([^`]+))`")
BOX = re.compile(
    r"^(:{3,}|`{3,})\{(?:admonition|dropdown)\}[ ]*([^\n]*)\n((?::[a-z]+:[^\n]*\n)*)(.*?)^\1$\n?", re.M | re.S
)
BIBLIOGRAPHY = re.compile(r"^```\{bibliography\}.*?^```$", re.M | re.S)
LABEL = re.compile(r"^\([\w-]+\)=\n", re.M)


class Book:
    """The chapters in `folder`, in the order of its table of contents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def pages(self) -> list[str]:
        """Names of all pages, the first page first."""
        toc = yaml.safe_load((self.folder / "_toc.yml").read_text("utf-8"))
        return [toc["root"], *(chapter["file"] for part in toc.get("parts", []) for chapter in part["chapters"])]

    @cached_property
    def works(self) -> BibliographyData:
        """The cited works."""
        return parse_file(str(self.folder / "references.bib"))

    def title(self, page: str) -> str:
        """The first heading of a page."""
        heading = re.search(r"^# (.+)$", self.text(page), re.M)
        assert heading, page
        return heading[1]

    def text(self, page: str) -> str:
        """The text of a page, that of all Markdown cells if it is stored as a notebook."""
        source = self.folder / f"{page}.md"
        if source.exists():
            return source.read_text("utf-8")
        cells = nbformat.read(self.folder / f"{page}.ipynb", as_version=4).cells
        return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")

    def source(self, page: str) -> NotebookNode | None:
        """The page as the notebook that is executed, or None for a page without code."""
        if not self.has_code(page):
            return None
        source = self.folder / f"{page}.md"
        if source.exists():
            return myst_nb_reader_plugin(str(source))
        return nbformat.read(source.with_suffix(".ipynb"), as_version=4)

    def has_code(self, page: str) -> bool:
        """Whether the page is a notebook."""
        source = self.folder / f"{page}.md"
        return not source.exists() or is_myst_markdown_notebook(source.read_text("utf-8"))

    def notebook(self, page: str, repository: str) -> NotebookNode | None:
        """The page as a notebook in plain Markdown, or None for a page without code."""
        notebook = self.source(page)
        if notebook is None:
            return None
        roles = re.findall(r"\{cite:[tp]\}`([^`]+)`", self.text(page))
        cited = sorted({self.key(key, page) for keys in roles for key in keys.split(",")})
        cells = [new_code_cell(SETUP.format(repository=repository), metadata={"tags": ["hide-input"]})]
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cells.append(new_markdown_cell(self.plain(cell.source, page, cited)))
                continue
            cells.append(new_code_cell(cell.source, outputs=cell.get("outputs", [])))
            figure = cell.metadata.get("mystnb", {}).get("figure")
            if figure:
                caption = self.plain(" ".join(figure["caption"].split()), page, cited)
                cells.append(new_markdown_cell(f"**Figure {figure['name'].removeprefix('fig-')}.** {caption}"))
        cells.insert(0, cells.pop(1))  # the title stands above the set-up
        for number, cell in enumerate(cells):
            cell.id = f"{page.replace('_', '-')}-{number}"
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})

    def plain(self, text: str, page: str, cited: list[str]) -> str:
        """MyST text as Markdown that any notebook program shows well."""
        text = LABEL.sub("", text)
        text = BIBLIOGRAPHY.sub(lambda _: self.references(cited), text)
        text = BOX.sub(_box, text)
        return ROLE.sub(lambda role: self.role(role, page), text)

    def role(self, role: re.Match[str], page: str) -> str:
        """One MyST role as a link or as words."""
        name, shown, target = role[1], role[2], role[3] or role[4]
        match name:
            case "doc":
                words = shown or self.title(target)
                return f"[{words}]({target}.ipynb)" if self.has_code(target) else f"“{words}”"
            case "cite:t" | "cite:p":
                works = [self.works.entries[self.key(key, page)] for key in target.split(",")]
                names = [(_authors(work), work.fields.get("year", "web page")) for work in works]
                if name == "cite:t":
                    return " and ".join(f"{authors} ({year})" for authors, year in names)
                return f"({'; '.join(f'{authors}, {year}' for authors, year in names)})"
            case "numref":
                return f"figure {target.removeprefix('fig-')}"
            case "ref" | "term" | "launchers":
                return shown or target
            case "download":
                return f"`{Path(target).name}` (in the folder `exercises`)"
        raise ValueError(f"{page}: no way to say {role[0]} in plain Markdown")

    @staticmethod
    def key(cited: str, page: str) -> str:
        """The key in references.bib of what a page cites under its own prefix."""
        return cited.strip().removeprefix(f"{page}-")

    def references(self, keys: list[str]) -> str:
        """The works with these keys, one an item."""
        style = find_plugin("pybtex.style.formatting", "unsrt")()
        markdown = find_plugin("pybtex.backends", "markdown")()
        works = style.format_entries([self.works.entries[key] for key in keys])
        return "\n".join(f"- {work.text.render(markdown)}" for work in works)


def _authors(work: Entry) -> str:
    names = [" ".join([*person.prelast_names, *person.last_names]).strip("{}") for person in work.persons["author"]]
    return names[0] + (" et al." if len(names) > 2 else f" and {names[1]}" if len(names) == 2 else "")


def _box(box: re.Match[str]) -> str:
    title, options, body = box[2].strip(), box[3], box[4].strip()
    if "dropdown" in options or "{dropdown}" in box[0].split("\n", 1)[0]:
        return f"<details><summary><b>{title}</b></summary>\n\n{body}\n\n</details>\n"
    quoted = "\n".join(f"> {line}".rstrip() for line in body.splitlines())
    return f"> **{title}**\n>\n{quoted}\n"


def repository(root: Path) -> str:
    """Address of the repository: that of the running workflow, else the one that the configuration names."""
    configured = yaml.safe_load((root / "_config.yml").read_text("utf-8"))["repository"]["url"]
    return f"https://github.com/{addresses.repository(configured)}"


def save(notebook: NotebookNode | None, path: Path) -> None:
    """Write the notebook of a page with code."""
    assert notebook is not None, path
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def write_branch(folder: Path, root: Path = ROOT) -> None:
    """Write what the branch for Binder and Colab holds into `folder`: the chapters, and the exercises beside them."""
    write(folder, root)
    shutil.copytree(root / "exercises", folder / "exercises", dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))


def write(folder: Path, root: Path = ROOT) -> None:
    """Write all chapters that have code, and what their cells import, into `folder`."""
    book = Book(root / "book")
    address = repository(root)
    folder.mkdir(parents=True, exist_ok=True)
    for page in book.pages:
        if book.has_code(page):
            save(book.notebook(page, address), folder / f"{page}.ipynb")
    for name in BESIDE:
        source = root / name
        target = folder / source.relative_to(root / "book" if name.startswith("book/") else root)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    (folder / "requirements.txt").write_text("\n".join(REQUIREMENTS) + "\n", "utf-8")


if __name__ == "__main__":
    write_branch(Path(sys.argv[1]))
