"""The code of the chapters under other kernels of OpenBLAS and NumPy, which add in another order and so round otherwise.

`python tests/kernels.py [CHAPTER...]` runs chapters, all by default, under each kernel that this processor can run.
"""

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
KERNELS = {
    "x86_64": ("Prescott", "Nehalem", "Sandybridge", "Haswell", "Zen", "SkylakeX"),
    "aarch64": ("ARMV8", "NEOVERSEN1", "NEOVERSEV1"),
}
SIMPLE = {"x86_64": "Nehalem", "aarch64": "ARMV8"}  # every processor that NumPy supports has it
WORKS = "import numpy, scipy.linalg; numpy.ones((9, 9)) @ numpy.ones((9, 9))"
CELL = "\n# cell\n"
LAST = "import threadpoolctl\nprint({pool.get('architecture') for pool in threadpoolctl.threadpool_info()})"


def setting(kernel):
    """The environment for a kernel; the simple one also takes from NumPy what it chooses by the processor."""
    setting = {"OPENBLAS_CORETYPE": kernel, "OPENBLAS_NUM_THREADS": "1"}
    found = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    if kernel == SIMPLE.get(platform.machine()) and found:
        setting["NPY_DISABLE_CPU_FEATURES"] = " ".join(found)
    return setting


def python(kernel, *words):
    """Run Python under a kernel, in the folder of the book."""
    paths = {"PYTHONPATH": f"{ROOT / 'book'}{os.pathsep}{ROOT}", "MPLBACKEND": "agg"}
    environment = {**os.environ, **setting(kernel), **paths}
    return subprocess.run([sys.executable, *words], env=environment, cwd=ROOT / "book", capture_output=True, text=True)


def run(cells, kernel):
    """Run the cells of a chapter under a kernel, as one program, which prints the kernel in the end."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "chapter.py"
        own = f"In = open(__file__, encoding='utf-8').read().split({CELL!r})"  # IPython's list of the cells
        program.write_text(CELL.join([own, *cells, LAST]), "utf-8")
        return python(kernel, "-W", "ignore:FigureCanvasAgg", "-W", "ignore:More than 20 figures", program)


def main(names):
    """Run chapters under all kernels, and print what fails."""
    sys.path.insert(0, str(ROOT / "book/_ext"))
    from notebooks import Book

    book = Book(ROOT / "book")
    pages = [page for page in book.pages if (ROOT / f"book/{page}.md").exists() and book.has_code(page)]
    failed = False
    for kernel in KERNELS.get(platform.machine(), ()):
        if python(kernel, "-c", WORKS).returncode:
            print(f"{kernel}: not on this processor")  # noqa: T201
            continue
        for name in names or pages:
            done = run([cell.source for cell in book.source(name).cells if cell.cell_type == "code"], kernel)
            failed |= bool(done.returncode)
            print(f"{kernel}: {name} {done.stderr.strip() if done.returncode else 'holds'}", flush=True)  # noqa: T201
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
