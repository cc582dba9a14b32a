"""What can be read off the text of a cell without running or parsing it: its code, its odd signs, what it defines.

The text is hostile and often broken. parso's tokenizer takes any text, in linear time for lines of bounded length, and
means the same on every version of Python; the parsers of Python itself can be crashed, and stop at the first error.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from parso.python.token import PythonTokenTypes as Kind
from parso.python.tokenize import PythonToken, tokenize
from parso.utils import PythonVersionInfo, split_lines

MAX_TEXT = 20_000  # characters of a cell that is looked into
MAX_LINE = 1_000  # an open quote makes the tokenizer look through the rest of its line
MAX_BLOCKS = 100  # in each other; Python refuses more levels of indentation

_VERSION = PythonVersionInfo(3, 13)
_UNNAMED = {"\0": "NUL character", "\f": "form feed", "\r": "lone carriage return", "\x85": "next line"}
PYTHON_MAGICS = ("time", "timeit", "capture", "prun")  # cell magics whose body is Python
# Letters of other alphabets that look like ASCII ones, and are letters for Python too.
LOOKALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеіјорсухѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονıɡℓ", "ABESIJKMHOPCTXYaeijopcyxsdhqwABEZHIKMNOPTYXovigl"
)
_OPENING, _CLOSING = "([{", ")]}"
_SCOPES = ("def", "class")
_BLOCKS = ("if", "elif", "else", "for", "while", "with", "try", "except", "finally", "match", "case")


@dataclass(frozen=True)
class Place:
    """A place in a cell.

    Attributes:
        text: what stands there.
        line: from 1.
        column: from 1.
    """

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Binding:
    """A statement that gives a name a meaning, or takes it away.

    Attributes:
        name: the name, as Python reads it.
        how: `def`, `class`, `import`, `lambda`, `=` or `del`.
        line: from 1.
        end: the last line of the statement; of a function or class, of its head.
        blocks: the word and the line of each block around it, from the outermost.
    """

    name: str
    how: str
    line: int
    end: int
    blocks: tuple[tuple[str, int], ...]

    @property
    def within(self) -> tuple[str, ...]:
        """The kinds of the blocks around it, from the outermost: `def`, `class`, or `if` for all others."""
        return tuple(word if word in _SCOPES else "if" for word, _ in self.blocks)

    @cached_property
    def of_cell(self) -> bool:
        """Whether the name belongs to the cell, and not to a function or class in it."""
        return not set(_SCOPES) & set(self.within)


def character_name(character: str) -> str:
    """The Unicode name of a character with its number, such as `NO-BREAK SPACE (U+00A0)`."""
    name = _UNNAMED.get(character) or unicodedata.name(character, "control character")
    return f"{name} (U+{ord(character):04X})"


def looks_like(letter: str) -> str:
    """Say what a letter in `LOOKALIKE` is, and what it is not, after its name."""
    return f"is a {character_name(letter)}, which only looks like {letter.translate(LOOKALIKE)}"


class CellText:
    """The text of one cell. A cell that is too long, or has too long a line, has no tokens.

    Args:
        source: the text.

    Attributes:
        source: the text.
        lines: its lines, as Python counts them.
    """

    def __init__(self, source: str):
        self.source = source
        self.lines: list[str] = split_lines(source)

    @cached_property
    def magic(self) -> str:
        """The cell magic at its top, such as `timeit`; empty if there is none."""
        found = re.match(r"\s*%%(\w+)", self.source)
        return found[1] if found else ""

    @cached_property
    def _head(self) -> tuple[int, str]:
        """How many lines stand above the code that IPython counts, and the last cell magic among them, or nothing.

        IPython leaves out blank lines at the top. What runs the body of a cell magic counts from below that line, and
        leaves out blank lines there too.
        """
        above, magic = 0, ""
        for number, line in enumerate(self.lines):
            found = re.match(r"%%(\w+)", line.lstrip())
            if found and found[1] in PYTHON_MAGICS:
                above, magic = number + 1, found[1]
            elif line.strip():
                return number, magic
        return above, magic

    @property
    def inner_magic(self) -> str:
        """The cell magic directly above its Python; empty if there is none."""
        return self._head[1]

    def line_of(self, counted: int) -> int | None:
        """The line, from 1, that IPython counts as this one; None if there is no such line."""
        line = self._head[0] + counted
        return line if self._head[0] < line <= len(self.lines) else None

    @cached_property
    def tokens(self) -> list[PythonToken]:
        """Its tokens, without those of magics and shell commands."""
        if len(self.source) > MAX_TEXT or max(map(len, self.lines)) > MAX_LINE:
            return []
        if self.magic and self.magic not in PYTHON_MAGICS:
            return []
        python = ("" if re.match(r"\s*(?:!|%%|%[A-Za-z])", line) else line for line in self.lines)
        # The tokenizer would skip a byte order mark at the top, which Python does not take in a cell.
        text = re.sub("^\ufeff", "\u2060", "\n".join(python))
        return list(tokenize(text, version_info=_VERSION))

    @cached_property
    def code(self) -> list[str]:
        """Its lines with blanks for comments and for what stands in quotes; columns stay as they are."""
        blank = [[" "] * len(line) for line in self.lines]
        for token in self.tokens:
            row, column = token.start_pos
            if token.type is Kind.FSTRING_STRING or not token.string.strip():
                continue
            kept = token.string
            if token.type is Kind.STRING or self.opens_text(token):
                prefix = re.match(r"\w*", kept)
                opening = prefix.end() + 1 if prefix else 1
                inside = re.sub(r"[^\n]", " ", kept[opening:-1])
                kept = kept[:opening] + inside + (kept[-1] if token.type is Kind.STRING else "")
            for character in kept:
                if character == "\n":
                    row, column = row + 1, 0
                    continue
                if row <= len(blank) and column < len(blank[row - 1]):
                    blank[row - 1][column] = character
                column += 1
        return ["".join(line) for line in blank]

    @staticmethod
    def opens_text(token: PythonToken) -> bool:
        """Whether a token is three quotes that nothing closes."""
        return token.type is Kind.ERRORTOKEN and bool(re.match(r"\w*(?:'''|\"\"\")", token.string))

    def code_at(self, line: int | None) -> str:
        """One line of `code`; empty if there is no such line."""
        return self.code[line - 1] if line is not None and 0 < line <= len(self.code) else ""

    @cached_property
    def signs(self) -> list[Place]:
        """The characters outside quotes and comments that no Python takes: beyond ASCII, or control characters."""
        errors = [token for token in self.tokens if token.type is Kind.ERRORTOKEN and not self.opens_text(token)]
        found = [
            Place(sign, token.start_pos[0], token.start_pos[1] + at + 1)
            for token in errors
            for at, sign in enumerate(token.string)
            if not sign.isascii() or (not sign.isprintable() and sign not in "\t\n\r\f")
        ]
        if self.source.startswith("\ufeff") and found:
            found[0] = replace(found[0], text="\ufeff")
        return found

    @cached_property
    def open_quotes(self) -> list[Place]:
        """The quotes, one or three, that open a text which is never closed."""
        found: list[Place] = []
        formatted: list[Place] = []  # f-strings, which may stand in each other
        for token in self.tokens:
            line, column = token.start_pos
            quote = re.match(r"\w*('''|\"\"\"|'|\")", token.string)
            place = Place(quote[1], line, column + quote.start(1) + 1) if quote else None
            if token.type is Kind.FSTRING_START and place:
                formatted.append(place)
            elif token.type is Kind.FSTRING_END and formatted:
                formatted.pop()
            elif token.type is Kind.ERRORTOKEN and place:
                found.append(place)
        return sorted(found + formatted, key=lambda place: (place.line, place.column))

    @cached_property
    def open_brackets(self) -> list[Place]:
        """The brackets that are never closed, from the outermost."""
        return self._brackets[0]

    @cached_property
    def stray_bracket(self) -> Place | None:
        """The first bracket that closes none."""
        return self._brackets[1]

    @property
    def is_cut_off(self) -> bool:
        """Whether a bracket is without its other half, or a text in quotes is never closed."""
        return bool(self.open_brackets or self.stray_bracket or self.open_quotes)

    @cached_property
    def _brackets(self) -> tuple[list[Place], Place | None]:
        brackets: list[Place] = []
        stray = None
        for token in self.tokens:
            place = Place(token.string, token.start_pos[0], token.start_pos[1] + 1)
            if token.type is Kind.OP and token.string in _OPENING:
                brackets.append(place)
            elif token.type is Kind.OP and token.string in _CLOSING and brackets:
                brackets.pop()
            elif token.type is Kind.OP and token.string in _CLOSING:
                stray = stray or place
        return brackets, stray

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that stand in its code, as Python reads them."""
        return frozenset(_name(token.string) for token in self.tokens if token.type is Kind.NAME)

    @cached_property
    def bindings(self) -> list[Binding]:
        """What its statements define and delete, in order, those inside functions and classes too."""
        return [
            Binding(_name(name), how, line, statement[-1].end_pos[0], blocks)
            for statement, blocks in self._nested
            for name, how, line in _bound(statement)
        ]

    def visible_at(self, line: int, stopped: int | None = None) -> set[str]:
        """The names that have a meaning in a line when it is run, as far as its own cell gives them one.

        Args:
            line: from 1.
            stopped: the line at which the cell stopped; None if it ran to its end before.
        """
        here = next((blocks for some, blocks in reversed(self._nested) if some[0].start_pos[0] <= line), ())
        found = set()
        for binding in self.bindings:
            between = [word for word, _ in here[len(binding.blocks) :]]
            scopes = [word for word in binding.within if word in _SCOPES]
            if binding.blocks != here[: len(binding.blocks)] or ("def" in between and scopes[-1:] == ["class"]):
                continue  # in a block that need not have been entered, or in another function
            if (binding.how, binding.line) in here and binding.how == "class":
                continue  # it is there when its block has been run
            last = line if "def" not in between else None
            if binding.of_cell and stopped is not None:
                last = min(stopped, last or stopped)
            if last is None or binding.end < last:
                found.add(binding.name)
        return found - {binding.name for binding in self.bindings if binding.how == "del"}

    def annotated_with(self, line: int) -> set[str]:
        """The names that stand in a line in annotations which Python reads when it runs the cell."""
        found = (token for statement, blocks in self._nested for token in _annotations(statement, blocks))
        return {_name(token.string) for token in found if token.start_pos[0] == line}

    @cached_property
    def _nested(self) -> list[tuple[list[PythonToken], tuple[tuple[str, int], ...]]]:
        """Its statements, with the word and the line of each block around them; the head of a block is one.

        They end where more blocks stand in each other than Python takes.
        """
        found = []
        columns: list[int] = []  # of each block that is open
        blocks: tuple[tuple[str, int], ...] = ()  # one and the same for all statements that they stand around
        for indent, statement in self._statements():
            kept = len(columns)
            while kept and columns[kept - 1] >= indent:
                kept -= 1
            if kept < len(columns):
                columns, blocks = columns[:kept], blocks[:kept]
            while statement:
                words = [token.string for token in statement[:2]]
                word = words[-1] if words[0] == "async" else words[0]
                is_head = word in (*_SCOPES, *_BLOCKS)
                body = _body(statement) if is_head else []  # of a block that is on one line with its head
                head = statement[: len(statement) - len(body)]
                found.append((head, blocks))
                if is_head and len(blocks) == MAX_BLOCKS:
                    return found
                if is_head:
                    columns.append(indent)
                    blocks = (*blocks, (word, head[0].start_pos[0]))
                statement = body
        return found

    def _statements(self) -> Iterator[tuple[int, list[PythonToken]]]:
        """Its statements, each with the column in which its line begins."""
        line: list[PythonToken] = []
        for token in self.tokens:
            if token.type in (Kind.INDENT, Kind.DEDENT, Kind.ERROR_DEDENT, Kind.FSTRING_STRING):
                continue
            if token.type in (Kind.NEWLINE, Kind.ENDMARKER):
                if line:
                    indent = line[0].start_pos[1]
                    for statement in _split(line, ";"):
                        yield indent, statement
                line = []
                continue
            if token.string in ("def", "class") and line and line[-1].start_pos[0] < token.start_pos[0]:
                line = []  # a bracket before it was not closed
            line.append(token)


def _name(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:80])


def _split(tokens: list[PythonToken], sign: str) -> list[list[PythonToken]]:
    """Split tokens at a sign that stands in no brackets; empty parts are left out."""
    parts: list[list[PythonToken]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.string in _OPENING) - (token.string in _CLOSING) if token.type is Kind.OP else 0
        if token.string == sign and depth <= 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _body(statement: list[PythonToken]) -> list[PythonToken]:
    """What follows the colon of a block on the same line."""
    depth = 0
    for at, token in enumerate(statement):
        depth += (token.string in _OPENING) - (token.string in _CLOSING) if token.type is Kind.OP else 0
        if token.string == ":" and depth <= 0:
            return statement[at + 1 :]
    return []


def _bound(statement: list[PythonToken]) -> Iterator[tuple[str, str, int]]:
    """The names that one statement defines or deletes: name, how and line."""
    words = statement[1:] if statement[0].string == "async" else statement
    first = words[0].string if words else ""
    texts = [token.string for token in words]
    bound: list[PythonToken] = []
    how = first if first in ("def", "class", "del") else "="
    if how in ("def", "class"):
        bound = words[1:2]
    elif how == "del":
        bound = [part[0] for part in _split(words[1:], ",") if len(part) == 1]
    elif first in ("import", "from"):
        how = "import"
        after = words[texts.index("import") + 1 :] if "import" in texts else []
        for part in _split([token for token in after if token.string not in ("(", ")")], ","):
            bound.append(part[-1] if "as" in [token.string for token in part] else part[0])
    elif first in ("for", "with", "except"):
        bound = _targets(words[1 : texts.index("in")]) if first == "for" and "in" in texts else []
        bound += [after for token, after in itertools.pairwise(words) if token.string == "as"]
    else:
        parts = _split(words[: texts.index("lambda") + 1] if "lambda" in texts else words, "=")
        how = "lambda" if parts and parts[-1][0].string == "lambda" else "="
        bound = [token for target in parts[:-1] for token in _targets(target)]
    yield from ((token.string, how, token.start_pos[0]) for token in bound if token.type is Kind.NAME)


def _annotations(statement: list[PythonToken], blocks: tuple[tuple[str, int], ...]) -> Iterator[PythonToken]:
    """The names in the annotations of a statement; those of variables of a function are not read."""
    words = statement[1:] if statement[0].string == "async" else statement
    if words and words[0].string == "def":
        depth, inside = 0, False
        for token in words:
            depth += (token.string in _OPENING) - (token.string in _CLOSING) if token.type is Kind.OP else 0
            if token.string in (":", "->") and depth <= 1:
                inside = token.string == "->" or depth == 1
            elif token.string in (",", "=") and depth == 1:
                inside = False
            elif inside and token.type is Kind.NAME:
                yield token
    elif len(words) > 1 and words[1].string == ":" and words[0].type is Kind.NAME and "def" not in dict(blocks):
        yield from (token for part in _split(words[2:], "=")[:1] for token in part if token.type is Kind.NAME)


def _targets(tokens: list[PythonToken]) -> list[PythonToken]:
    """The names that are given a value left of an `=`: of `a: int` and `(a, *b)`, not of `a[i], b` or `a.b`."""
    if len(tokens) > 1 and tokens[1].string == ":":
        return tokens[:1]
    plain = all(token.type is Kind.NAME or token.string in ("(", ")", "[", "]", ",", "*") for token in tokens)
    item = any(name.type is Kind.NAME and after.string in ("(", "[") for name, after in itertools.pairwise(tokens))
    return [token for token in tokens if token.type is Kind.NAME] if plain and not item else []
