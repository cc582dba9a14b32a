"""Read the YAML of `course.yml`, and say of what cannot be read in which line it is, in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from autograder.course.errors import CourseError

# What PyYAML says where it is sure what is wrong, and that in plain words.
_PLAIN = {
    "'<stream end>'": "a bracket that is opened here is not closed",
    "expected ',' or": "in the brackets that begin here a comma is missing, or the bracket that closes them",
    "unexpected end of stream": "a quotation mark that is opened here is not closed",
    "character '\\t'": "a tab: indent with spaces",
    "mapping values are not allowed": "a colon that does not fit: see to the indentation, to the line above, and put a "
    "text that has a colon between quotation marks",
}
_ANYTHING = (
    "it cannot be understood: see to indentation, colons, brackets and quotation marks, here and in the line above"
)


class _Values(yaml.SafeLoader):  # type: ignore[misc]
    """Makes no dates of what looks like one, since it stops at those that are none."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (as PyYAML has it)
        first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _Twice(yaml.MarkedYAMLError):  # type: ignore[misc]
    """A key stands there twice."""


class _Text(yaml.BaseLoader):  # type: ignore[misc]
    """Loads every word as the text that it is, and refuses a key that stands there twice: one of them would be lost."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping, with each of its keys once."""
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise _Twice(problem=f"{key.value!r} is there twice: take one of them out", problem_mark=key.start_mark)
            seen.add(key.value if isinstance(key.value, str) else id(key))
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def read(path: Path, text: str) -> tuple[Any, Any]:
    """Read a text twice.

    Args:
        path: where it stands, for messages.
        text: the text.

    Returns:
        What it says, numbers as numbers; and the same with every word as the text that it is.

    Raises:
        CourseError: if it is no YAML, or has a key twice.
    """
    try:
        return yaml.load(text, _Values), yaml.load(text, _Text)  # noqa: S506 (safe ones, see above)
    except yaml.MarkedYAMLError as error:
        said, mark = _said(error)
        raise CourseError(f"{path}, line {mark.line + 1}: {said}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise CourseError(f"{path}, line {line}: the character {error.character:#06x} may not stand there") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, or a thousand brackets
        raise CourseError(f"{path} cannot be read ({' '.join(str(error).split())}): write it more simply") from error


def _said(error: yaml.MarkedYAMLError) -> tuple[str, yaml.Mark]:
    """What is wrong, and where."""
    problem = str(error.problem)
    if isinstance(error, _Twice):
        return problem, error.problem_mark
    for part, plain in _PLAIN.items():
        if part in problem:
            return plain, (error.context_mark if "here" in plain else None) or error.problem_mark
    return _ANYTHING, error.problem_mark
