"""Where in a download the names stand that a system, or the instructor, gave: only these say whose a file is.

What lies deeper was named by students, who could name a folder after somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.intake import kinds
from autograder.intake.tree import File


@dataclass(frozen=True)
class Layout:
    """The files of a download, and how many folders they all lie in.

    Attributes:
        files: the files, all of one download.
        around: the number of folders around all of them.
    """

    files: Sequence[File]
    around: int

    def below(self, file: File) -> tuple[str, ...]:
        """The path of a file below the folders that are around all."""
        return file.parts[self.around :]

    def is_flat(self, file: File) -> bool:
        """Whether a file lies in no folder of its own."""
        return len(file.parts) == self.around + 1

    def trusted(self, file: File) -> tuple[str, ...]:
        """The names that students did not give: of what was given, of what is around all files, and one more."""
        return (PurePosixPath(file.root).name, *file.parts[: self.around + 1])


def of(files: Sequence[File]) -> Layout:
    """The layout of a download."""
    paths = [file.parts[:-1] for file in files if not kinds.is_junk(file.parts)]
    around = 0
    while paths and len(min(paths, key=len)) > around and len({path[around] for path in paths}) == 1:
        around += 1
    return Layout(files, around)
