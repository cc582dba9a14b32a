"""Read the YAML of `course.yml`, and say of what cannot be read in which line it is, in plain words."""

from __future__ import annotations

import itertools
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
_TAG = (
    "a word that begins with an exclamation mark says what kind of value follows: leave it out, or put a text that "
    "begins so between quotation marks"
)
_MERGE = "<< is not taken: write out what should stand here"
_TOO_LARGE = "what begins here is too large: write it more simply"
_MAX_SIZE = 10**6  # words and mappings in all, after each `*name` is replaced by what it stands for
_MAX_SHOWN = 80  # characters of a value in a message


class _Refused(yaml.MarkedYAMLError):  # type: ignore[misc]
    """What YAML would take and a course has no use for."""


class _Composer(yaml.composer.Composer):  # type: ignore[misc]
    """Refuses what would have a text say other things than it seems to say, or more than any machine can hold."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """One node, looked at as it is made.

        Raises:
            _Refused: if it is written with a tag, is the key of a merge, or is too large.
        """
        event = self.peek_event()
        if getattr(event, "tag", None) is not None:
            raise _Refused(problem=_TAG, problem_mark=event.start_mark)
        is_key = isinstance(parent, yaml.MappingNode) and index is None
        if is_key and getattr(event, "value", None) == "<<" and not event.style:
            raise _Refused(problem=_MERGE, problem_mark=event.start_mark)
        node = super().compose_node(parent, index)
        if isinstance(node, yaml.CollectionNode) and not isinstance(event, yaml.AliasEvent):
            inner = itertools.chain(*node.value) if isinstance(node, yaml.MappingNode) else node.value
            node.size = 1 + sum(getattr(part, "size", 1) for part in inner)
            if node.size > _MAX_SIZE:
                raise _Refused(problem=_TOO_LARGE, problem_mark=node.start_mark)
        return node


class _Values(_Composer, yaml.SafeLoader):  # type: ignore[misc]
    """Makes no dates of what looks like one, since it stops at those that are none."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (as PyYAML has it)
        first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _Text(_Composer, yaml.BaseLoader):  # type: ignore[misc]
    """Loads every word as the text that it is, and refuses a key that stands there twice: one of them would be lost."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping, with each of its keys once."""
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise _Refused(
                    problem=f"{key.value!r} is there twice: take one of them out", problem_mark=key.start_mark
                )
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
        CourseError: if it is no YAML, or has a key twice, a tag or a merge.
    """
    try:
        return yaml.load(text, _Values), yaml.load(text, _Text)  # noqa: S506 (safe ones, see above)
    except yaml.MarkedYAMLError as error:
        said, mark = _said(error)
        raise CourseError(f"{path}, line {mark.line + 1}: {said}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise CourseError(f"{path}, line {line}: the character {error.character:#06x} may not stand there") from error
    except (ValueError, ArithmeticError, RecursionError) as error:  # thousands of digits, or a thousand brackets
        raise CourseError(f"{path} cannot be read ({' '.join(str(error).split())}): write it more simply") from error


def shown(value: Any) -> str:
    """A value in a message: in short, even if it is of a thousand digits."""
    try:
        text = repr(value)
    except ValueError:
        return "that"
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]} ..."


def _said(error: yaml.MarkedYAMLError) -> tuple[str, yaml.Mark]:
    """What is wrong, and where."""
    problem = str(error.problem)
    if isinstance(error, _Refused):
        return problem, error.problem_mark
    for part, plain in _PLAIN.items():
        if part in problem:
            return plain, (error.context_mark if "here" in plain else None) or error.problem_mark
    return _ANYTHING, error.problem_mark
