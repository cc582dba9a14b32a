"""What kind of file somebody handed in, in the words of a report: by its first bytes, then by its name."""

from __future__ import annotations

import re

HEAD = 4096  # bytes that tell the kind

_MAGIC = {
    b"%PDF": "a PDF", b"\x1f\x8b": "a gzip archive", b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive", b"Rar!": "a RAR archive",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"SQLite format 3": "a database", b"\x7fELF": "a program", b"MZ": "a program", b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
}  # fmt: skip
_SUFFIXES = {
    "py": "a Python file", "pdf": "a PDF", "docx": "a Word document", "doc": "a Word document",
    "pages": "a Pages document",
    "odt": "a text document", "xlsx": "a spreadsheet", "ods": "a spreadsheet", "csv": "a table", "tsv": "a table",
    "pptx": "slides", "html": "an HTML page", "htm": "an HTML page", "md": "a text", "txt": "a text", "rtf": "a text",
    "tex": "a LaTeX file", "png": "a picture", "jpg": "a picture", "jpeg": "a picture", "gif": "a picture",
    "heic": "a picture", "webp": "a picture", "svg": "a picture", "npy": "data of NumPy", "npz": "data of NumPy",
    "pkl": "a pickle", "json": "a JSON file", "url": "a link", "webloc": "a link", "gdoc": "a link to Google Docs",
    "gsheet": "a link to Google Sheets", "lnk": "a link", "r": "an R file", "m": "a MATLAB file", "java": "a Java file",
    "zip": "a zip archive", "rar": "a RAR archive", "7z": "a 7-Zip archive", "tar": "a tar archive", "mp4": "a video",
    "mov": "a video", "ipynb": "no notebook, whatever its name says",
}  # fmt: skip
_JUNK = re.compile(
    r"\._.*|\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.gitignore|\.gitattributes|\.gitkeep|\.localized|.*~|\.~.*|.*\.tmp"
    r"|.*\.py[co]|Icon\r",
    re.IGNORECASE,
)
_JUNK_FOLDERS = re.compile(
    r"__MACOSX|\.ipynb_checkpoints|\.git|\.github|__pycache__|\.vscode|\.idea|\.venv|venv|node_modules|\.Trash.*|\.cache"
    r"|\.ruff_cache|\.mypy_cache|\.pytest_cache",
    re.IGNORECASE,
)


def is_junk(parts: tuple[str, ...]) -> bool:
    """Whether a program left a file there, and no person."""
    return any(_JUNK_FOLDERS.fullmatch(part) for part in parts[:-1]) or bool(_JUNK.fullmatch(parts[-1]))


def is_zip(head: bytes) -> bool:
    """Whether a file begins as a zip archive does."""
    return head[:4] in (b"PK\3\4", b"PK\5\6")


def is_office(name: str) -> bool:
    """Whether a zip archive is a document of an office program, by its name."""
    return suffix(name) in (
        "docx",
        "xlsx",
        "pptx",
        "odt",
        "ods",
        "odp",
        "pages",
        "numbers",
        "npz",
        "jar",
        "whl",
        "epub",
    )


def may_be_notebook(name: str, head: bytes) -> bool:
    """Whether a file is to be read as a notebook: it begins as JSON does, or is called one."""
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    return text[:1] == b"{" or (".ipynb" in name.lower() and kind(name, head).startswith("no notebook"))


def suffix(name: str) -> str:
    """The end of a name behind its last dot, in lower case; empty if there is none."""
    return name.rpartition(".")[2].lower() if "." in name.strip(".") else ""


def kind(name: str, head: bytes) -> str:
    """What a file is, such as `a PDF`."""
    if not head:
        return "an empty file"
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            return what
    if is_zip(head) and not is_office(name):
        return "a zip archive"
    ending = suffix(name)
    if ending in _SUFFIXES:
        return _SUFFIXES[ending]
    if re.match(rb"\s*<(!doctype|html)", head, re.IGNORECASE):
        return "an HTML page"
    return f"a file of type .{ending[:10]}" if ending else "a file without a type"
