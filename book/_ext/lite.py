"""JupyterLite beside the book: chapters and exercises that run in the browser, with Python from the same site.

`python book/_ext/lite.py SITE [--from URL]` puts it into the folder `lite` of the built site. Pyodide comes from
npm and its pure-Python wheels from the package index, in the versions that Pyodide's lock names. NumPy and whatever
else is compiled for the browser is on neither: with --from, these wheels come from that address, where Pyodide's
own release lies, and each must have the hash that the lock names. Without it, `import numpy` fails in the browser.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import notebooks

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "book" / "lite"
PYODIDE = ROOT / "node_modules" / "pyodide"
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")

# What the kernel needs before it answers, and what the figures that move import. Of the first, Pyodide's lock has all;
# of the second, only some.
KERNEL = ("ipython", "micropip", "packaging", "pygments", "traitlets", "jedi", "parso", "typing-extensions")
WIDGETS = ("comm", "ipywidgets", "jupyterlab-widgets", "widgetsnbextension", "anywidget", "psygnal")
COMPILED = ("numpy", "matplotlib", "scipy", "scikit-learn")


class LiteError(Exception):
    """JupyterLite cannot be built; the message says what to do."""


def normalised(name: str) -> str:
    """A package's name as package indexes compare it."""
    return name.lower().replace("_", "-").replace(".", "-")


def closure(lock: dict[str, Any], roots: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """The packages of Pyodide's lock that `roots` need, themselves included, by normalised name."""
    packages = {normalised(name): package for name, package in lock["packages"].items()}
    found: dict[str, dict[str, Any]] = {}
    waiting = [normalised(root) for root in roots]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        if name not in packages:
            raise LiteError(f"Pyodide's lock has no package {name}; see KERNEL and COMPILED in {__file__}")
        found[name] = packages[name]
        waiting += map(normalised, packages[name]["depends"])
    return found


def download(requirements: Iterable[str], folder: Path) -> dict[str, Path]:
    """Fetch pure-Python wheels from the package index, without what they depend on; gives them by normalised name.

    All by one call, since pip takes longer to start than to fetch a wheel.
    """
    wanted = list(requirements)
    with tempfile.TemporaryDirectory() as fresh:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        command += ["--python-version", "3.14", "--platform", "any", "--implementation", "py", "--abi", "none"]
        done = subprocess.run([*command, "--dest", fresh, *wanted], capture_output=True, text=True, check=False)
        wheels = list(Path(fresh).glob("*.whl"))
        if done.returncode or len(wheels) != len(wanted):
            raise LiteError(f"pip could not fetch {', '.join(wanted)}: {done.stderr.strip().splitlines()[-1:]}")
        return {normalised(wheel.name.split("-")[0]): Path(shutil.copy(wheel, folder)) for wheel in wheels}


def fetch_compiled(packages: dict[str, dict[str, Any]], address: str, folder: Path) -> None:
    """Fetch wheels of Pyodide's release from `address`, and refuse one whose hash is not the lock's."""
    for package in packages.values():
        name = package["file_name"]
        if (folder / name).exists():
            continue
        with urllib.request.urlopen(f"{address.rstrip('/')}/{name}") as answer:  # noqa: S310 (the caller names it)
            data = answer.read()
        if hashlib.sha256(data).hexdigest() != package["sha256"]:
            raise LiteError(f"{name} from {address} is not the file that Pyodide's lock names; nothing was published")
        (folder / name).write_bytes(data)


def provide_python(folder: Path, address: str | None) -> None:
    """Put Pyodide and its wheels into `folder`, and the hashes of those wheels into its lock."""
    if not PYODIDE.is_dir():
        raise LiteError("node_modules/pyodide is missing: run `make lite`, which installs it")
    folder.mkdir(parents=True)
    for name in RUNTIME:
        shutil.copy(PYODIDE / name, folder)
    lock_file = folder / "pyodide-lock.json"
    lock = json.loads(lock_file.read_text())
    packages = closure(lock, KERNEL)
    wheels = download((f"{package['name']}=={package['version']}" for package in packages.values()), folder)
    for name, package in packages.items():
        wheel = wheels[name]
        # Pyodide packs its wheels anew, so the index's have other hashes than the lock.
        package["file_name"] = wheel.name
        package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if address:
        fetch_compiled(closure(lock, COMPILED), address, folder)
    lock_file.write_text(json.dumps(lock))


def build(site: Path, address: str | None) -> None:
    """Build JupyterLite, with the chapters and the released exercises in it, into `site`/lite."""
    with tempfile.TemporaryDirectory() as scratch:
        lite = Path(scratch)
        shutil.copytree(SETTINGS, lite, dirs_exist_ok=True)
        notebooks.write(lite / "contents" / "book")
        shutil.copytree(ROOT / "exercises", lite / "contents" / "exercises")
        provide_python(lite / "static" / "pyodide", address)
        wheels = lite / "wheels"
        wheels.mkdir()
        download(WIDGETS, wheels)
        output = (site / "lite").resolve()
        shutil.rmtree(output, ignore_errors=True)
        command = [sys.executable, "-m", "jupyter", "lite", "build", "--output-dir", str(output)]
        subprocess.run(command, cwd=lite, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("site", type=Path, help="the folder of the built book")
    parser.add_argument("--from", dest="address", metavar="URL", help="where the files of Pyodide's release lie")
    arguments = parser.parse_args()
    try:
        build(arguments.site, arguments.address)
    except LiteError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
