"""Make book/_static/course.png, the picture in README.md: what the notebook `svm_gradient` draws when it is solved."""

import base64
import io
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent


def main() -> None:
    """Execute the solution notebook and put its first and its last pictures side by side."""
    notebook = nbformat.read(HERE.parent / "solutions/svm_gradient/svm_gradient.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300).execute()
    pictures = [
        plt.imread(io.BytesIO(base64.b64decode(output.data["image/png"])))
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    chosen = {
        "Before: a digit, and the margins it violates": pictures[0],
        "After: what gradient descent has learned": pictures[-2],
    }
    figure, axes = plt.subplots(1, 2, figsize=(12, 3.4), layout="constrained")
    for ax, (title, picture) in zip(axes, chosen.items(), strict=True):
        ax.imshow(picture)
        ax.set_title(title)
        ax.set_axis_off()
    figure.savefig(HERE / "_static" / "course.png", dpi=110)


if __name__ == "__main__":
    main()
