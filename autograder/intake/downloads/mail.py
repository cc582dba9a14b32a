"""Mail: `.eml` files, mailboxes in mbox format, and Maildir folders, each message with its attachments.

The sender's address stands in a header that anybody can write, and so does the date; the time taken is the one at which
the instructor's own server received the message, which is the first of its `Received` headers.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from autograder.intake.downloads.claim import Claim
from autograder.intake.tree import File

MAX_BYTES = 50 * 2**20  # of a message
MAX_MAILBOX = 2 * 2**30
_MAILDIR = re.compile(r"\d+\..+")
_FROM = re.compile(rb"^From [^\r\n]*\r?\n", re.MULTILINE)


def is_message(file: File) -> bool:
    """Whether a file is one message, by its name."""
    in_maildir = len(file.parts) > 1 and file.parts[-2] in ("cur", "new") and bool(_MAILDIR.fullmatch(file.name))
    return file.name.lower().endswith((".eml", ".emlx")) or in_maildir


def is_mailbox(file: File, head: bytes) -> bool:
    """Whether a file is a mailbox, by its name and its first bytes."""
    return head.startswith(b"From ") and (file.name.lower().endswith((".mbox", ".mbx")) or "." not in file.name)


def messages(data: bytes) -> Iterator[bytes]:
    """The messages of a mailbox."""
    starts = [
        found
        for found in _FROM.finditer(data)
        if data[max(0, found.start() - 4) : found.start()].endswith((b"\n\n", b"\r\n\r\n")) or not found.start()
    ]
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        yield data[start.end() : after.start() if after else None]


def opened(root: str, data: bytes) -> tuple[list[File], Claim]:
    """The attachments of a message, and what the message says of them."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    sender = parseaddr(_header(message, "From"))
    claim = Claim("mail", f"{sender[0]} <{sender[1]}>".strip(), ({"email": sender[1]},), received=_received(message))
    files = []
    for number, part in enumerate(_parts(message), 1):
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        name = (part.get_filename() or f"attachment {number}").replace("\\", "/").rpartition("/")[
            2
        ] or f"attachment {number}"
        files.append(File(root, (name,), _reader(content)))
    return files, claim


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    try:
        parts = list(message.walk())
    except (ValueError, TypeError, AttributeError, LookupError):
        return
    for part in parts:
        if (
            not part.is_multipart()
            and isinstance(part, EmailMessage)
            and (part.get_filename() or part.get_content_disposition() == "attachment")
        ):
            yield part


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, TypeError, AttributeError, IndexError, LookupError):  # the parser of headers stumbles over some
        return ""


def _received(message: EmailMessage) -> datetime | None:
    try:
        hops = message.get_all("Received") or []
        time = parsedate_to_datetime(str(hops[0]).rpartition(";")[2].strip()) if hops else None
    except (ValueError, TypeError, AttributeError, IndexError, LookupError):
        return None
    return time if time is None or time.tzinfo else time.replace(tzinfo=UTC)


def _reader(content: bytes) -> Callable[[int], bytes]:
    return lambda limit: content[:limit]
