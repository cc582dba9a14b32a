"""Why Python cannot read a cell: what its syntax error points at, looked up in the text of the cell."""

from __future__ import annotations

import re
import unicodedata

from autograder.grading import releases
from autograder.grading.failure import MAX_NAME, CellFailure
from autograder.intake.cell_text import CellText, Place, character_name

_CURLY = dict.fromkeys("‘’‚‛′´‹›", "'") | dict.fromkeys("“”„‟″«»「」『』", '"')
_PLAIN = (
    _CURLY
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("×∗⋅·•⊙", "*")
    | dict.fromkeys("÷∕⁄", "/")
    | {"≤": "<=", "≥": ">=", "≠": "!=", "≔": "=", "…": "...", "²": "**2", "³": "**3", "√": "np.sqrt", "∞": "np.inf"}
    | {"∈": "in", "¬": "not", "∑": "np.sum", "→": "->", "、": ",", "。": ".", "【": "[", "】": "]"}
)

# What a line holds that Python calls invalid syntax, and what to write. None of these is ever right.
_NOT_PYTHON = [
    (r"^\s*(?:In|Out) ?\[\d*\]:", "the line begins with a prompt that was pasted with the code; delete it"),
    (r"^\s*(?:>>>|\.\.\.:)", "the line begins with a prompt that was pasted with the code; delete it"),
    (r"&&", "Python has no &&; write and"),
    (r"\|\|", "Python has no ||; write or"),
    (r"\belse\s+if\b", "Python has no else if; write elif"),
    (r"<>", "Python 3 has no <>; write !="),
    (r"^[^(\[{]*\w\+\+\s*(?:;|$)", "Python has no ++; write += 1"),
    (r"^[^(\[{]*\w--\s*(?:;|$)", "Python has no --; write -= 1"),
    (r"\braise\s+[\w.]+\s*,", "Python 3 has no raise with a comma; write the text in parentheses behind the type"),
    (r"\blambda\s*(?:[=)\]/+-]|\*[^:]*$)|^[^(\[{]*\blambda\s*$",
     "lambda is a word of Python's own and cannot be a name; take another, such as lam"),
    (r"\?[^:]*:", "Python has no ? with a colon; write a if condition else b"),
    (r"`", "a backtick stands in the code; delete it"),
]  # fmt: skip


def look(failure: CellFailure) -> tuple[int | None, str]:
    """The line of a cell that Python cannot read, and what is wrong there, in words that follow a colon."""
    text, line, said = failure.looked_into, failure.place, failure.said
    if mark := _mark(text):
        return mark
    if said.startswith("multiple exception types") and re.search(
        r"except\s+\S+\s*,\s*[a-z_]\w*\s*:", text.code_at(line)
    ):
        return line, "to name the error write `as` and not a comma; several types stand in parentheses"
    if newer := releases.newer_syntax(text, line, said, failure.python):
        return line, newer
    if "null byte" in said:
        return _sign(text, line, said, "\0")
    if found := re.search(r"invalid (?:non-printable )?character .*?U\+([0-9A-F]{4,6})", said):
        return _sign(text, line, said, chr(int(found[1], 16)))
    if said == "incomplete input":
        return _incomplete(text, line)
    if said.startswith("unterminated"):
        return _unterminated(text, line, said)
    if failure.type_name == "TabError":
        return line, f"{said}; indent with spaces only"
    if failure.type_name == "IndentationError" and (tab := _stray_tab(text, line)):
        return line, f"{said}; line {tab} is indented with a tab, others with spaces: use spaces only"
    code = text.code_at(line)
    if said in ("invalid syntax", "expected ':'", "illegal target for annotation"):
        return line, next((instead for pattern, instead in _NOT_PYTHON if re.search(pattern, code)), said)
    if said == "invalid decimal literal" and (product := re.search(r"(?<![\w.])(\d+\.?\d*)([^\W\d_]\w*)", code)):
        return line, f"{said}; did you mean {product[1]} * {product[2][:MAX_NAME]}?"
    return line, said


def _mark(text: CellText) -> tuple[int, str] | None:
    """The first line that a merge left behind, or that belongs to Markdown."""
    merge = "the mark of an unfinished merge; keep one of the two versions and delete the marks"
    for number, code in enumerate(text.code, 1):
        if found := re.match(r"(?:<{7}|>{7}|\|{7})(?=\s|$)", code):
            return number, f"{found[0]} is {merge}"
        if re.match(r"={7}\s*$", code):  # may as well underline a heading
            return number, f"======= looks like {merge}"
        if found := re.match(r"\s*(```|~~~)", code):
            return number, f"{found[1]} belongs to Markdown, not to Python; delete the line"
    return None


def _sign(text: CellText, line: int | None, said: str, character: str) -> tuple[int | None, str]:
    """Name a sign that Python does not take, where it stands, and what to do."""
    same = [sign for sign in text.signs if sign.text == character]
    sign = next((sign for sign in same if sign.line == line), same[0] if same else None)
    if sign is None:
        return line, said
    more = len(text.signs) - 1
    others = f"; there {'is 1 more such sign' if more == 1 else f'are {more} more such signs'} in the cell"
    return sign.line, f"{_named(sign)}{others if more else ''}"


def _named(sign: Place) -> str:
    character, kind = sign.text, unicodedata.category(sign.text)
    plain = _PLAIN.get(character, unicodedata.normalize("NFKC", character))
    if character in _CURLY:
        return f"a curly quote {character} stands in column {sign.column}; write {plain} instead"
    name, number = character_name(character).rsplit(" ", 1)
    name = name if name.startswith("NUL") else name.lower()
    seen = character.isprintable() and kind != "Zs"
    what = f"{'an' if name[0] in 'aeio' and name[:2] != 'eu' else 'a'} {name}{f' {character}' if seen else ''} {number}"
    if kind == "Zs":
        instead = "write a plain space instead"
    elif not seen:
        instead = "it cannot be seen, so retype the line"
    else:
        instead = f"write {plain} instead" if plain.isascii() else "Python does not know it"
    return f"{what} stands in column {sign.column}; {instead}"


def _incomplete(text: CellText, line: int | None) -> tuple[int | None, str]:
    """The cell ends too early. IPython's compiler says no more than that, so look for what is open."""
    if text.open_quotes:
        quote = max(text.open_quotes, key=lambda quote: len(quote.text))
        return _unterminated(text, quote.line, "")
    if text.stray_bracket:
        return text.stray_bracket.line, f"unmatched '{text.stray_bracket.text}'"
    if text.open_brackets:
        bracket = text.open_brackets[-1]
        return bracket.line, f"'{bracket.text}' was never closed"
    written = [(number, code.strip()) for number, code in enumerate(text.code, 1) if code.strip()]
    number, last = written[-1] if written else (line, "")
    if last.endswith(":"):
        return number, "nothing follows the colon; write what belongs under it"
    if last.startswith("@"):
        return number, "nothing follows the decorator; define the function under it"
    return line, "the code ends in the middle of a statement"


def _unterminated(text: CellText, line: int | None, said: str) -> tuple[int | None, str]:
    """A text in quotes is not closed."""
    quote = next((quote for quote in text.open_quotes if quote.line == line), None)
    if quote is None:
        return line, said
    if len(quote.text) == 3:
        return line, f"the text that opens with {quote.text} is never closed"
    code = text.code_at(line)
    # 'it's': the apostrophe closes the text, and the quote that should close it opens another.
    if quote.text == "'" and (apostrophe := re.search(r"'(?:s|t|re|ve|ll|d|m)\b", code[: quote.column])):
        column = apostrophe.start() + 1
        return line, f"the apostrophe in column {column} closes the text; put the text in double quotes"
    why = f"the text that opens with {quote.text} in column {quote.column} is not closed on its line"
    curly = next((at for at, sign in enumerate(code) if at >= quote.column and _CURLY.get(sign) == quote.text), None)
    if curly is not None:
        why += f"; {code[curly]} in column {curly + 1} is a curly quote, write {quote.text} instead"
    elif text.lines[quote.line - 1].rstrip().endswith(f"\\{quote.text}"):
        why += "; the backslash before its last quote keeps that from closing it"
    return line, why


def _stray_tab(text: CellText, line: int | None) -> int | None:
    """The last line with a tab in its indentation, up to this one, if others are indented with spaces."""
    indents = [line[: len(line) - len(line.lstrip(" \t"))] for line in text.lines[:line] if line.strip()]
    tabs = [number for number, indent in enumerate(indents, 1) if "\t" in indent]
    return tabs[-1] if tabs and any(" " in indent for indent in indents) else None
