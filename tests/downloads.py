"""Downloads as learning platforms make them, built in memory: names, folders and metadata as their own code writes them."""

import io
import json
import stat
import warnings
import zipfile
from email.message import EmailMessage

from conftest import ROOT

RELEASED = {path.parent.name: path.read_bytes() for path in sorted(ROOT.glob("exercises/*/*.ipynb"))}


def notebook(stem, words="pass", *, ids=True, marked=True):
    """A released notebook with something written into every answer."""
    document = json.loads(RELEASED[stem])
    for cell in document["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("solution") and not nbgrader.get("grade"):
            cell["source"] = [f"def {nbgrader['grade_id']}(*arguments):\n", f"    return {words!r}\n"]
        if not ids:
            cell["metadata"] = {}
    if not marked:
        document["metadata"].pop("downhill")
    return json.dumps(document).encode()


def zipped(files):
    """A zip archive of files by name; None for a folder, and a tuple for what the entry is to be besides."""
    data = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            entry = zipfile.ZipInfo(name, (2026, 11, 3, 12, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            if isinstance(content, tuple):
                content, entry.external_attr = content
            archive.writestr(entry, content)
    return data.getvalue()


def locked(files):
    """A zip archive that says it is encrypted."""
    data = bytearray(zipped(files))
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + at] |= 1
    return bytes(data)


def link(target):
    return target.encode(), (stat.S_IFLNK | 0o777) << 16


def canvas(people, name="svm_gradient.ipynb"):
    """`people`: (sortable name without signs, id, late, bytes)."""
    return {
        f"{person}_{'LATE_' if late else ''}{number}_{90000 + at}_{name}": data
        for at, (person, number, late, data) in enumerate(people)
    }


def moodle(people, name="svm_gradient.ipynb", folders=True):
    """`people`: (full name, participant, bytes)."""
    return {
        f"{person}_{number}_assignsubmission_file_{'/' if folders else ''}{name}": data
        for person, number, data in people
    }


def gradescope(people, name="svm_gradient.ipynb"):
    """`people`: (name, sid, email, time, bytes)."""
    files, lines = {}, ["---"]
    for at, (person, sid, email, time, data) in enumerate(people):
        folder = f"submission_{700 + at}"
        lines += [f"{folder}:", "  :submitters:", f"  - :name: {person}", f"    :sid: '{sid}'", f"    :email: {email}",
                  f"  :created_at: {time}", "  :score: 0.0", "  :status: unprocessed", "  :history: []"]  # fmt: skip
        files[f"assignment_9_export/{folder}/{name}"] = data
    return {"assignment_9_export/submission_metadata.yml": "\n".join(lines).encode()} | files


def message(sender, files, received="Tue, 03 Nov 2026 10:00:00 +0100"):
    """An e-mail with attachments, as the instructor's server kept it."""
    letter = EmailMessage()
    letter["Received"] = f"from mail.example.edu by mx.example.edu; {received}"
    letter["From"], letter["To"], letter["Subject"] = sender, "teacher@example.edu", "My homework"
    letter["Date"] = "Thu, 01 Jan 2015 00:00:00 +0000"  # the student's own clock
    letter.set_content("Dear teacher, here it is.")
    for name, data in files.items():
        letter.add_attachment(data, maintype="application", subtype="x-ipynb+json", filename=name)
    return letter.as_bytes()


def solution(stem):
    """The notebook with all answers, as a student would hand it in."""
    document = json.loads((ROOT / f"solutions/{stem}/{stem}.ipynb").read_text())
    document["metadata"]["downhill"] = {"assignment": stem}
    for cell in document["cells"]:
        cell.pop("outputs", None)
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return json.dumps(document).encode()
